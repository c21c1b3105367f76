package fetch

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/citelint/citelint/checker"
)

const (
	manyWords    = 250 // visible words from which a page speaks for itself
	severalWords = 50
)

// look looks at the source and says what was seen; the sight is nil if the address cannot be asked.
func (s *source) look(ctx context.Context) (*sight, *outcome) {
	t, err := parse(s.q.URL, nil)
	if err != nil {
		return nil, unasked(err)
	}
	if isHandle(t) {
		return s.lookHandle(ctx, t)
	}
	si := s.walk(ctx, t, back)
	o := s.judge(ctx, si)
	if o.verdict == checker.Dead || o.cause == checker.CauseClientError {
		if instead := s.variant(ctx, t, o); instead != "" {
			o = o.with("answers well: " + clean(instead))
			o.instead = instead
		}
	}
	if o.verdict == checker.Dead && o.cause != checker.CauseNoSuchHost {
		o = s.confirm(ctx, si.end(), o)
	}
	if o.verdict == checker.Dead && o.cause == checker.CauseNotFound {
		o = s.application(ctx, si, o)
	}
	if o.network && s.weather.down(ctx, s.ctx, o.host) {
		o = networkDown()
	}
	return si, o
}

// unasked is the verdict on what cannot be asked for.
func unasked(err error) *outcome {
	o := &outcome{verdict: checker.Skipped, cause: checker.CauseAddress, evidence: []string{clean(err.Error())}}
	var scheme schemeError
	switch {
	case errors.Is(err, errTooLong):
		o.cause = checker.CauseTooLong
	case errors.Is(err, errNoBase) || errors.As(err, &scheme):
		o.cause = checker.CauseScheme
	}
	return o
}

// report writes down what was seen.
func (s *source) report(si *sight, o *outcome, res *checker.Result) {
	res.Known = nil
	res.Verdict, res.Cause, res.Evidence, res.Instead = o.verdict, o.cause, o.evidence, o.instead
	if si == nil {
		return
	}
	res.Hops = si.hops
	if n := len(si.hops); n > 0 {
		res.Status = si.hops[n-1].Status
	}
	if si.answer != nil {
		res.Status, res.Page = si.answer.status, si.inspection.Page
	}
	if o.verdict != checker.Skipped && o.verdict != checker.Unchecked {
		res.Checked = time.Now()
	}
}

// judge decides, in this order: what was not asked, what failed, walls, status, login and consent,
// parking and placeholders, then the page itself.
func (s *source) judge(ctx context.Context, si *sight) *outcome {
	if si.outcome != nil {
		return si.outcome
	}
	a, signals := si.answer, si.inspection.Signals
	status := a.says()
	if why := speaksOf(signals, checker.SignalWall); why != "" && a.status != 511 {
		return &outcome{verdict: checker.Blocked, cause: checker.CauseBotWall, evidence: []string{why, status}}
	}
	where, found := titleFound(&si.inspection.Page)
	if (a.status == 404 || a.status == 410) && found && si.inspection.Page.Words >= manyWords {
		return &outcome{verdict: checker.OK, evidence: append([]string{status + ", but the page is there", "title found in " + where}, a.notes...)}
	}
	if o := s.byStatus(si); o != nil {
		o.evidence = append(o.evidence, a.notes...)
		return o
	}
	for _, mark := range []struct {
		kind    checker.SignalKind
		verdict checker.Verdict
		cause   checker.Cause
	}{
		{checker.SignalLogin, checker.Blocked, checker.CauseLogin},
		{checker.SignalConsent, checker.Blocked, checker.CauseConsent},
		{checker.SignalRegion, checker.Blocked, checker.CauseLegal},
		{checker.SignalParked, checker.Parked, checker.CauseParked},
		{checker.SignalPlaceholder, checker.SoftDead, checker.CausePlaceholderPage},
	} {
		if why := speaksOf(signals, mark.kind); why != "" {
			return &outcome{verdict: mark.verdict, cause: mark.cause, evidence: []string{why, status}}
		}
	}
	if !found {
		if o := s.soft404(ctx, si); o != nil {
			return o
		}
		if why := speaksOf(signals, checker.SignalScriptOnly); why != "" {
			return &outcome{verdict: checker.Blocked, cause: checker.CauseScriptOnly, evidence: []string{why, status}}
		}
	}
	return good(si, where, found)
}

// says is the status as evidence.
func (a *answer) says() string { return "status " + strconv.Itoa(a.status) }

// good is the verdict on a page that is there: Moved or OK.
func good(si *sight, where string, found bool) *outcome {
	o := si.moved(si.origin(), found)
	o.evidence = append(o.evidence, si.answer.says())
	if found {
		o.evidence = append(o.evidence, "title found in "+where)
	}
	if si.broken != "" {
		o.evidence = append(o.evidence, si.broken)
	}
	switch si.answer.status {
	case 204, 205:
		o.evidence = append(o.evidence, "no content")
	case 206:
		o.evidence = append(o.evidence, "a part that was not asked for")
	case 304:
		if si.answer.known != nil {
			o.evidence = append(o.evidence, "not modified since it was kept")
			break
		}
		o.evidence = append(o.evidence, "304 without a condition")
	default:
		switch {
		case si.answer.status >= 300:
			o.evidence = append(o.evidence, "several choices")
		case si.inspection.Page.Size == 0 && !si.answer.partial:
			o.evidence = append(o.evidence, "no body")
		}
	}
	o.evidence = append(o.evidence, si.answer.notes...)
	return o
}

// byStatus is the verdict that follows from the status alone; nil if none does.
func (s *source) byStatus(si *sight) *outcome {
	a := si.answer
	status := a.says()
	blocked := func(c checker.Cause, more ...string) *outcome {
		return &outcome{verdict: checker.Blocked, cause: c, evidence: append([]string{status}, more...)}
	}
	failed := func(c checker.Cause, more ...string) *outcome {
		return unreachable(c, append([]string{status}, more...)...)
	}
	switch a.status {
	case 202:
		if n := si.inspection.Page.Words; n < manyWords {
			return blocked(checker.CauseBotWall, fmt.Sprintf("%d visible words", n))
		}
	case 304:
	case 401, 407, 419, 440, 449:
		return blocked(checker.CauseLogin)
	case 402:
		return blocked(checker.CausePayment)
	case 403:
		return blocked(checker.CauseForbidden, objectStore(a)...)
	case 404:
		return &outcome{verdict: checker.Dead, cause: checker.CauseNotFound, evidence: []string{status}}
	case 405:
		return blocked(checker.CauseMethod)
	case 406:
		return blocked(checker.CauseNotAcceptable)
	case 408:
		return failed(checker.CauseTimeout)
	case 410:
		return &outcome{verdict: checker.Dead, cause: checker.CauseGone, evidence: []string{status}}
	case 412, 418, 428:
		return blocked(checker.CauseBotWall)
	case 429:
		return blocked(checker.CauseRateLimit, later(a)...)
	case 451:
		return blocked(checker.CauseLegal)
	case 511:
		return &outcome{verdict: checker.Unchecked, cause: checker.CauseCaptivePortal, evidence: []string{status, "the network asks for a sign-in"}}
	default:
		return byClass(si, blocked, failed)
	}
	return nil
}

func byClass(si *sight, blocked, failed func(checker.Cause, ...string) *outcome) *outcome {
	switch a := si.answer; {
	case a.status < 200:
		return failed(checker.CauseProtocol)
	case a.status < 300 || a.status < 400 && si.inspection.Page.Words >= severalWords:
		return nil
	case a.status < 400 && len(a.locations) > 0 && strings.TrimSpace(a.locations[0]) != "":
		return failed(checker.CauseRedirectNowhere, "to "+clean(a.locations[0]))
	case a.status < 400:
		return failed(checker.CauseRedirectNowhere, "without a location")
	case a.status < 500:
		return failed(checker.CauseClientError)
	case a.status < 600:
		return failed(checker.CauseServerError, later(a)...)
	}
	return blocked(checker.CauseOddStatus)
}

// later says when a host wants to be asked again.
func later(a *answer) []string {
	d, ok := retryAfter(a.header)
	switch {
	case !ok:
		return nil
	case d >= longestDuration:
		return []string{"retry after more than a century"}
	}
	return []string{fmt.Sprintf("retry after %d s", int64(d.Seconds()))}
}

// objectStore says what a 403 of an object store means.
func objectStore(a *answer) []string {
	if strings.EqualFold(a.header.Get("Server"), "AmazonS3") {
		return []string{"amazon s3 says 403 for absent objects, too"}
	}
	return nil
}
