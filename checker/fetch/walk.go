package fetch

import (
	"context"
	"errors"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/publicsuffix"

	"github.com/citelint/citelint/checker"
)

const (
	maxHops        = 20
	longestRefresh = 5 // seconds
	maxCookies     = 50
	maxCookieBytes = 4 << 10
)

// A source is one Fetch under way.
type source struct {
	*run
	q       *checker.Query
	query   checker.Query // what q points at in a Fetch
	retries int
	spent   time.Duration
	least   int      // bytes of a body that are read, whatever it is
	purpose *purpose // nil: the source itself
}

// A sight is what was seen at the end of a chain, and the way there.
type sight struct {
	hops       []checker.Hop
	targets    []*target           // all addresses of the chain, the last one too
	answer     *answer             // nil if there is none; its body is gone
	inspection *checker.Inspection // nil without an answer
	inspected  checker.Inspection  // what inspection points at, unless it is an earlier one
	broken     string              // what the address promises and the body is not
	outcome    *outcome            // why there is no answer
}

// end returns the last address.
func (si *sight) end() *target { return si.targets[len(si.targets)-1] }

// walk follows a chain of redirects to its end, each hop through the whole onion, and reads the
// page that is there. Thousands of Fetches wait within ask for their turn: what is on the stack
// there counts.
func (s *source) walk(ctx context.Context, t *target, c class) *sight {
	si, trip := &sight{}, &trip{}
	for t != nil {
		if !s.set(si, trip, t) {
			break
		}
		if si.outcome = s.disallowed(ctx, t); si.outcome != nil {
			break
		}
		cookies := trip.cookies(t)
		a, f := s.ask(ctx, t, cookies, c)
		if f != nil && f.kind == kindCertificate && s.complete(ctx, t, f) {
			a, f = s.ask(ctx, t, cookies, c)
		}
		if f != nil {
			si.outcome = s.failed(ctx, t, f)
			break
		}
		t, c = s.follow(si, trip, a), front
	}
	return si
}

// set sets out for an address; false if there is no need to ask, and an outcome instead.
func (s *source) set(si *sight, trip *trip, t *target) bool {
	si.targets = append(si.targets, t)
	si.outcome = s.judgeTarget(t)
	if si.outcome == nil && !trip.visit(t) {
		si.outcome = unreachable(checker.CauseRedirectLoop, "redirects lead back to "+clean(t.String()))
	}
	return si.outcome == nil
}

// follow takes note of an answer and returns where it sends on to; nil at the end of the chain,
// whose page it reads.
func (s *source) follow(si *sight, trip *trip, a *answer) *target {
	t, status := a.target, a.status
	next, ok := a.next()
	if ok {
		a.release()
	} else {
		s.arrive(si, a)
		if next, ok = s.refresh(si, a); !ok || trip.seen(next) {
			return nil
		}
		status, si.inspection, si.answer = 0, nil, nil
	}
	si.hops = append(si.hops, checker.Hop{URL: t.String(), Status: status})
	switch {
	case len(si.hops) > maxHops:
		si.outcome = unreachable(checker.CauseRedirectLimit, "more than "+strconv.Itoa(maxHops)+" redirects")
		return nil
	case s.spent > timePerSource:
		si.outcome = unreachable(checker.CauseTimeout, "no page in "+seconds(timePerSource))
		return nil
	}
	trip.take(t, a.header)
	return next
}

// arrive reads the page at the end of a chain, and lets go of its body.
func (s *source) arrive(si *sight, a *answer) {
	s.inspect(si, a)
	if a.permit != nil && speaksOf(si.inspection.Signals, checker.SignalWall) == "" {
		a.permit.good()
	}
	a.release()
	s.spare.take(a)
	if a.target.scheme == "https" {
		switch {
		case s.rule(a.target).Insecure:
			a.notes = append(slices.Clip(a.notes), "a host rule takes any certificate")
		case s.mended(a.target) != nil:
			a.notes = append(slices.Clip(a.notes), "certificate chain incomplete")
		}
	}
	si.answer = a
}

// failed makes a verdict of a failure.
func (s *source) failed(ctx context.Context, t *target, f *failure) *outcome {
	switch f.kind {
	case kindEnded:
		return ended(f.err)
	case kindNoHost:
		return s.noSuchHost(ctx, t)
	}
	o := f.outcome(t.name(), s.timeoutFor(t))
	if f.kind == kindCertificate {
		s.sched.share(s.host(t), o.with("not asked for this page"))
		if behind := s.behind(ctx, t); behind != "" {
			o.evidence = append(o.evidence, behind)
		}
	}
	return o
}

// noSuchHost is the verdict on an unknown name, if look-ups work at all.
func (s *source) noSuchHost(ctx context.Context, t *target) *outcome {
	switch {
	case s.names.misses(t.name()) < 2:
		return unreachable(checker.CauseDNS, "no such host, asked once")
	case !s.names.work(ctx, t.name()):
		return networkDown()
	}
	return &outcome{verdict: checker.Dead, cause: checker.CauseNoSuchHost, evidence: []string{"no such host, asked twice"}}
}

func networkDown() *outcome {
	return &outcome{verdict: checker.Unchecked, cause: checker.CauseNetworkDown, evidence: []string{"the network, not your links"}}
}

// behind asks once without verification, to say what a browser's reader would find behind its
// warning. Nothing of the body is kept.
func (s *source) behind(ctx context.Context, t *target) string {
	host := s.queue(t, "unverified")
	p, err := s.sched.acquire(ctx, host, back)
	if err != nil {
		return ""
	}
	h := &hop{src: s, target: t, host: host, rule: s.rule(t), timeout: s.timeoutFor(t), permit: p, blind: true, small: true}
	a, f := h.ask(ctx)
	if f != nil {
		return ""
	}
	a.release()
	return "behind it: status " + strconv.Itoa(a.status)
}

func unreachable(c checker.Cause, evidence ...string) *outcome {
	return &outcome{verdict: checker.Unreachable, cause: c, evidence: evidence}
}

// judgeTarget returns why an address is not asked; nil if it is.
func (s *source) judgeTarget(t *target) *outcome {
	skipped := func(c checker.Cause, why string) *outcome {
		return &outcome{verdict: checker.Skipped, cause: c, evidence: []string{why}}
	}
	rule := s.rule(t)
	if rule.Skip {
		why := "a host rule says not to ask"
		if rule.Reason != "" {
			why = clean(rule.Reason)
		}
		return skipped(checker.CauseHostRule, why)
	}
	if t.port != "" {
		port, _ := strconv.ParseUint(t.port, 10, 16)
		var no *refusal
		if errors.As(judgePort(uint16(port)), &no) {
			return skipped(no.cause, no.why)
		}
	}
	if why := notPublic(t); why != "" && !rule.AllowPrivate {
		return skipped(checker.CauseNotPublic, why)
	}
	return nil
}

// notPublic says why a name is not one of the public web; empty if it may be one. The names are
// reserved for other uses: RFC 7686, RFC 6762, RFC 8375 and ICANN's resolution of 2024-07-29.
func notPublic(t *target) string {
	if _, ok := t.ip(); ok {
		return ""
	}
	name := t.name()
	for _, zone := range []string{"onion", "local", "internal", "home.arpa"} {
		if parent, ok := strings.CutSuffix(name, zone); ok && (parent == "" || strings.HasSuffix(parent, ".")) {
			return "names under ." + zone + " are not on the public web"
		}
	}
	if !strings.Contains(name, ".") && name != "localhost" {
		return "the name " + name + " is not on the public web"
	}
	return ""
}

// refresh returns where a page of its own sends on to, by a header or an element.
func (s *source) refresh(si *sight, a *answer) (*target, bool) {
	if a.status < 200 || a.status > 299 || speaksOf(si.inspection.Signals, checker.SignalWall) != "" {
		return nil, false
	}
	to := refreshHeader(a.header.Get("Refresh"))
	if to == "" {
		to = si.inspection.Refresh
	}
	if to == "" {
		return nil, false
	}
	t, err := parse(to, a.target)
	return t, err == nil
}

// refreshHeader returns where a Refresh header leads (the HTML standard's shared declarative refresh
// steps); empty if nowhere or late.
func refreshHeader(v string) string {
	if v == "" {
		return ""
	}
	seconds, rest, ok := strings.Cut(v, ";")
	if !ok {
		seconds, rest, _ = strings.Cut(v, ",")
	}
	if n, err := strconv.ParseFloat(strings.TrimSpace(seconds), 64); err != nil || n < 0 || n > longestRefresh {
		return ""
	}
	rest = strings.TrimSpace(rest)
	if len(rest) >= 3 && strings.EqualFold(rest[:3], "url") {
		if after, ok := strings.CutPrefix(strings.TrimSpace(rest[3:]), "="); ok {
			rest = strings.TrimSpace(after)
		}
	}
	return strings.Trim(rest, `"'`)
}

// A trip keeps what belongs to one chain: its cookies, and where it has been.
type trip struct {
	jar  *cookiejar.Jar
	been []stop
}

// A stop is an address and the cookies that went there.
type stop struct {
	addr, cookies string
}

// visit remembers an address with the cookies that go there; false if it was there with the same.
func (tr *trip) visit(t *target) bool {
	s := stop{t.String(), tr.cookies(t)}
	if slices.Contains(tr.been, s) {
		return false
	}
	tr.been = append(tr.been, s)
	return true
}

func (tr *trip) seen(t *target) bool {
	return slices.ContainsFunc(tr.been, func(s stop) bool { return s.addr == t.String() })
}

// cookies returns the Cookie header for an address.
func (tr *trip) cookies(t *target) string {
	if tr.jar == nil {
		return ""
	}
	var pairs []string
	for _, c := range tr.jar.Cookies(jarURL(t)) {
		pairs = append(pairs, c.Name+"="+c.Value)
	}
	return strings.Join(pairs[:min(len(pairs), maxCookies)], "; ")
}

// take puts an answer's cookies into the jar, under the answer's own address. What came over TLS is
// sent over TLS only, whether it says so or not.
func (tr *trip) take(t *target, h http.Header) {
	cookies := (&http.Response{Header: h}).Cookies()
	kept := cookies[:0]
	for _, c := range cookies {
		if len(c.Raw) <= maxCookieBytes && len(kept) < maxCookies {
			c.Secure = c.Secure || t.scheme == "https"
			kept = append(kept, c)
		}
	}
	if len(kept) == 0 {
		return
	}
	if tr.jar == nil {
		tr.jar, _ = cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List})
	}
	tr.jar.SetCookies(jarURL(t), kept)
}

// jarURL is an address for the jar, which finds no path in an Opaque one.
func jarURL(t *target) *url.URL {
	u := t.url()
	u.Opaque, u.Path = "", t.path
	return u
}
