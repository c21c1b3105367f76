package fetch

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

const comparedText = 100 << 10 // bytes of a page's text that are compared, from its beginning

// A probe is one of the two requests that nobody cited, asked at most once a host and run: the
// front page, and an invented path.
type probe struct {
	done  chan struct{}
	sight *sight
}

// probe asks an address for the whole run, or waits for who does.
func (s *source) probe(ctx context.Context, what string, t *target, c class) *sight {
	key := what + " " + t.origin()
	s.mu.Lock()
	p := s.probes[key]
	if p == nil {
		p = &probe{done: make(chan struct{})}
		s.probes[key] = p
		s.mu.Unlock()
		q := checker.Query{URL: t.String()}
		p.sight = (&source{run: s.run, q: &q, purpose: s.sub(what)}).walk(ctx, t, c)
		if in := p.sight.inspection; in != nil {
			in.Text = strings.Clone(in.Text[:min(len(in.Text), comparedText)])
		}
		if c == last && p.sight.answer == nil && s.sched.good(s.host(t)) {
			// It was not needed to confirm anything; who has to read the page may still ask for it.
			s.mu.Lock()
			delete(s.probes, key)
			s.mu.Unlock()
		}
		close(p.done)
		return p.sight
	}
	s.mu.Unlock()
	select {
	case <-p.done:
		return p.sight
	case <-ctx.Done():
		o := ended(context.Cause(ctx))
		return &sight{outcome: o, targets: []*target{t}}
	}
}

// confirm asks whether a host that says not found can be believed: it must answer some page.
func (s *source) confirm(ctx context.Context, t *target, dead *outcome) *outcome {
	confirmed := *dead
	confirmed.evidence = append(slices.Clip(dead.evidence), "the host's other pages answer")
	if s.sched.good(s.host(t)) {
		return &confirmed
	}
	front := &target{scheme: t.scheme, host: t.host, port: t.port, path: "/"}
	says := "the front page is the same"
	if t.path != "/" || t.query != "" {
		si := s.probe(ctx, ForFront, front, last)
		switch {
		case s.sched.good(s.host(t)):
			return &confirmed
		case si.answer == nil && si.outcome.verdict == checker.Unchecked:
			return &outcome{verdict: checker.Unchecked, cause: si.outcome.cause, evidence: append(slices.Clip(dead.evidence), "not confirmed"), instead: dead.instead}
		case si.answer == nil && si.outcome.cause == checker.CauseRobots:
			says = "robots.txt does not allow the front page"
		case si.answer == nil:
			says = "the front page does not answer"
		case speaksOf(si.inspection.Signals, checker.SignalWall) != "":
			says = "the front page is a wall: " + speaksOf(si.inspection.Signals, checker.SignalWall)
		case si.answer.status < 400:
			return &confirmed
		default:
			says = fmt.Sprintf("the front page says %d", si.answer.status)
		}
	}
	return &outcome{verdict: checker.Blocked, cause: checker.CauseRefusesAll, evidence: append(slices.Clip(dead.evidence), says), instead: dead.instead}
}

// front returns what a host answers for its front page.
func (s *source) front(ctx context.Context, t *target) *sight {
	return s.probe(ctx, ForFront, &target{scheme: t.scheme, host: t.host, port: t.port, path: "/"}, back)
}

// application is the verdict on a 404 that brings a page only a browser can build: hosts of files send
// an application so for all its routes, and a reader sees the page. The front page is one, too, then.
func (s *source) application(ctx context.Context, si *sight, dead *outcome) *outcome {
	if si.answer == nil {
		return dead
	}
	why := speaksOf(si.inspection.Signals, checker.SignalScriptOnly)
	t := si.end()
	if why == "" || isFront(t) {
		return dead
	}
	front := s.front(ctx, t)
	if front.answer == nil || front.answer.status > 299 || speaksOf(front.inspection.Signals, checker.SignalScriptOnly) == "" {
		return dead
	}
	return &outcome{verdict: checker.Blocked, cause: checker.CauseScriptOnly, evidence: []string{si.answer.says(), why, "the front page is built by scripts, too"}, instead: dead.instead}
}

// soft404 is the verdict on a page that says 200 and is an error page; nil if it is not known to be
// one. A page that only a browser can build is as it stands the same at any address.
func (s *source) soft404(ctx context.Context, si *sight) *outcome {
	first := si.origin()
	if isFront(si.targets[first]) {
		return nil
	}
	lost := func(why ...string) *outcome {
		return &outcome{verdict: checker.SoftDead, cause: checker.CauseSoft404, evidence: append(why, si.answer.says())}
	}
	signals := si.inspection.Signals
	if len(si.hops) > 0 && errorAddress(si.end()) != "" && errorAddress(si.targets[first]) == "" {
		return lost("redirects to " + clean(si.end().String()))
	}
	if why := speaksOf(signals, checker.SignalAddress); why != "" {
		return lost(why)
	}
	is, has := speaksOf(signals, checker.SignalWordsIs), speaksOf(signals, checker.SignalWordsHas)
	shape, broken := speaksOf(signals, checker.SignalShape), si.broken
	if is == "" && has != "" {
		shape, broken = "", ""
	}
	place := ""
	if c := si.place(first); c != "" {
		place = "lands on " + strings.Replace(string(c), "-", " ", 1) + " " + clean(si.end().String())
	}
	words := is
	if words == "" {
		words = has
	}
	said := spoken(words, place, broken, shape)
	switch {
	case words != "" && len(said) > 1:
		return lost(said...)
	case speaksOf(signals, checker.SignalScriptOnly) != "":
		return nil
	case len(said) == 0 && !si.answer.partial && si.inspection.Page.Answers.Misnamed():
		said = []string{"no cited title on the page"}
	case len(said) == 0:
		return nil
	}
	why := s.likeInvented(ctx, si, words != "")
	if why == "" {
		return nil
	}
	if built := s.builtByScript(si); built != "" && is == "" {
		return &outcome{verdict: checker.Blocked, cause: checker.CauseScriptOnly, evidence: []string{why, built, si.answer.says()}}
	}
	if words == "" && place == "" && si.inspection.Page.Words < manyWords && speaksOf(signals, checker.SignalHolding) == "" && s.likeFront(ctx, si) {
		return &outcome{verdict: checker.Blocked, cause: checker.CauseRefusesAll, evidence: append(said, why, "the front page is the same", si.answer.says())}
	}
	return lost(append(said, why)...)
}

// likeFront reports whether the host gives the same page as its front page, too: an unknown wall or a
// notice to all, which says nothing of the address.
func (s *source) likeFront(ctx context.Context, si *sight) bool {
	front := s.front(ctx, si.targets[si.origin()])
	switch {
	case front.answer == nil || front.answer.status < 200 || front.answer.status > 299:
		return false
	case len(si.hops) > si.origin() && front.end().String() == si.end().String():
		return true
	}
	return alike(front.inspection.Text, si.inspection.Text) && !hasOwn(si.inspection, front.inspection, "")
}

// builtByScript says why what a reader sees may be more than what was sent; empty if nothing speaks
// for that.
func (s *source) builtByScript(si *sight) string {
	for _, f := range s.q.Fragments {
		if strings.HasPrefix(f, "/") || strings.HasPrefix(f, "!") {
			return "the fragment is a route"
		}
	}
	return speaksOf(si.inspection.Signals, checker.SignalUnfilled)
}

func spoken(groups ...string) []string {
	var said []string
	for _, g := range groups {
		if g != "" {
			said = append(said, g)
		}
	}
	return said
}

// likeInvented says that an invented path gives the same page; empty if it does not. A page that
// says that it is an error may repeat the address.
func (s *source) likeInvented(ctx context.Context, si *sight, echo bool) string {
	asked := si.targets[si.origin()]
	p := s.probe(ctx, ForInvented, invented(asked), back)
	switch {
	case p.answer == nil || p.answer.status < 200 || p.answer.status > 299 || len(p.hops) != len(si.hops)-si.origin():
		return ""
	case len(p.hops) > 0 && p.end().String() == si.end().String():
		return "an invented path lands there, too"
	}
	repeated := ""
	if echo {
		repeated = asked.String()
	}
	if alike(p.inspection.Text, si.inspection.Text) && !hasOwn(si.inspection, p.inspection, repeated) {
		return "an invented path gives the same page"
	}
	return ""
}

// hasOwn reports whether a page has more than a few words that the other has not, in its text or as
// its title: pages of one site may be alike but for these. Numbers do not count, nor what is repeated.
func hasOwn(in, other *checker.Inspection, repeated string) bool {
	const few = 3
	theirs := map[string]bool{}
	for _, t := range match.Tokens(repeated) {
		theirs[t] = true
	}
	for _, text := range append(titlesOf(other), other.Text[:min(len(other.Text), comparedText)]) {
		for _, t := range match.Tokens(text) {
			theirs[t] = true
		}
	}
	own := 0
	for _, text := range append(titlesOf(in), in.Text[:min(len(in.Text), comparedText)]) {
		for _, t := range match.Tokens(text) {
			if theirs[t] || strings.Trim(t, "0123456789") == "" {
				continue
			}
			theirs[t] = true
			if own++; own > few {
				return true
			}
		}
	}
	return false
}

func titlesOf(in *checker.Inspection) []string {
	titles := make([]string, len(in.Titles))
	for i, t := range in.Titles {
		titles[i] = t.Text
	}
	return titles
}

// invented returns an address beside another that surely does not exist. It is derived from it, so
// that runs repeat.
func invented(t *target) *target {
	sum := sha256.Sum256([]byte(t.String()))
	var b strings.Builder
	for _, c := range sum[:25] {
		b.WriteByte('a' + c%26)
	}
	return &target{scheme: t.scheme, host: t.host, port: t.port, path: t.path[:strings.LastIndexByte(t.path, '/')+1] + b.String()}
}

// alike reports whether two pages have the same text but for a few words: at least 0.9 of their
// shingles of four words are common (Jaccard).
func alike(a, b string) bool {
	sa, sb := shingles(a[:min(len(a), comparedText)]), shingles(b[:min(len(b), comparedText)])
	if len(sa) == 0 || len(sb) == 0 {
		return false
	}
	common := 0
	for s := range sa {
		if sb[s] {
			common++
		}
	}
	return float64(common) >= .9*float64(len(sa)+len(sb)-common)
}

func shingles(text string) map[string]bool {
	const width = 4
	tokens := match.Tokens(text)
	set := map[string]bool{}
	for i := 0; i+width <= len(tokens) || i == 0 && len(tokens) > 0; i++ {
		set[strings.Join(tokens[i:min(i+width, len(tokens))], " ")] = true
	}
	return set
}
