package fetch

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/temoto/robotstxt"

	"github.com/citelint/citelint/checker"
)

const (
	robotsAgent       = "citelint"
	robotsHops        = 5         // RFC 9309, section 2.3.1.2
	capRobots         = 500 << 10 // RFC 9309, section 2.5
	longestCrawlDelay = 10 * time.Second
)

// Robots are what an origin's robots.txt says, asked once a run.
type robots struct {
	done  chan struct{}
	rules *robotstxt.RobotsData // nil: the host does not answer, and the page itself will tell why
	ended error                 // why it was not read to the end
}

// disallowed returns an outcome if the Client obeys robots.txt and that does not allow the address.
func (s *source) disallowed(ctx context.Context, t *target) *outcome {
	if !s.ObeyRobots {
		return nil
	}
	return s.askRobots(ctx, t)
}

//go:noinline
func (s *source) askRobots(ctx context.Context, t *target) *outcome {
	s.mu.Lock()
	r := s.robots[t.origin()]
	first := r == nil
	if first {
		r = &robots{done: make(chan struct{})}
		s.robots[t.origin()] = r
	}
	s.mu.Unlock()
	if first {
		r.rules, r.ended = s.readRobots(ctx, t)
		if r.ended != nil { // another source may have more time
			s.mu.Lock()
			delete(s.robots, t.origin())
			s.mu.Unlock()
		}
		if r.rules != nil { // before the others go on
			if delay := r.rules.FindGroup(robotsAgent).CrawlDelay; delay > 0 {
				s.sched.crawl(s.host(t), min(delay, longestCrawlDelay))
			}
		}
		close(r.done)
	}
	select {
	case <-r.done:
	case <-ctx.Done():
		return ended(context.Cause(ctx))
	}
	switch {
	case r.ended != nil && first:
		return ended(r.ended)
	case r.ended != nil:
		return s.askRobots(ctx, t)
	case r.rules == nil:
		return nil
	}
	if r.rules.TestAgent(unescaped(t.path+t.query), robotsAgent) {
		return nil
	}
	return &outcome{verdict: checker.Skipped, cause: checker.CauseRobots, evidence: []string{"robots.txt does not allow it"}}
}

// readRobots reads an origin's robots.txt through the whole onion, each hop guarded. 4xx, and
// redirects that lead nowhere, allow all; 5xx, and an answer that breaks, allow nothing (RFC 9309,
// section 2.3.1). A host that cannot be connected to says nothing.
func (s *source) readRobots(ctx context.Context, t *target) (*robotstxt.RobotsData, error) {
	at := &target{scheme: t.scheme, host: t.host, port: t.port, path: "/robots.txt"}
	one := &source{run: s.run, q: &checker.Query{URL: at.String()}, least: capRobots, purpose: s.sub(ForRobots)}
	for range robotsHops + 1 {
		if one.judgeTarget(at) != nil {
			break
		}
		a, f := one.ask(ctx, at, "", front)
		if f != nil {
			return unansweredRobots(f)
		}
		next, ok := a.next()
		status, body := a.status, a.body
		if ok || status < 200 || status > 299 {
			body = nil
		}
		text := robotsLines(body)
		a.release()
		switch {
		case ok:
			at = next
			continue
		case status < 500:
			return robotstxt.FromStatusAndString(200, text)
		}
		return robotstxt.FromStatusAndBytes(500, nil)
	}
	return robotstxt.FromStatusAndBytes(404, nil)
}

func unansweredRobots(f *failure) (*robotstxt.RobotsData, error) {
	switch f.kind {
	case kindEnded:
		return nil, f.err
	case kindReset, kindNoHeaders, kindStream, kindProtocol, kindHeadersTooLarge, kindInternal:
		return robotstxt.FromStatusAndBytes(500, nil)
	}
	return nil, nil
}

// robotsLines keeps the lines that count, in the writing that unescaped gives addresses: the library
// fails on some others, and does not decode %70.
func robotsLines(body []byte) string {
	body = body[:min(len(body), capRobots)]
	var b strings.Builder
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(string(body), "\ufeff"))
	for line := range strings.SplitSeq(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		switch key {
		case "user-agent":
			value = strings.ToLower(value)
		case "allow", "disallow":
			value = unescaped(value)
		case "crawl-delay":
			if n, err := strconv.ParseFloat(value, 64); err != nil || !(n > 0 && n < 1e6) {
				continue
			}
		default:
			continue
		}
		b.WriteString(key + ": " + value + "\n")
	}
	return b.String()
}

// unescaped decodes what needs no escape and escapes what is not ASCII, so that two writings of one
// path are equal (RFC 9309, section 2.2.2).
func unescaped(path string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		c, escaped := path[i], false
		if c == '%' && i+2 < len(path) && unhex(path[i+1]) >= 0 && unhex(path[i+2]) >= 0 {
			c, escaped = byte(unhex(path[i+1])<<4|unhex(path[i+2])), true
			i += 2
		}
		plain := c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
		if c >= 0x80 || escaped && !plain {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// crawl keeps a robots.txt's delay between the starts at a host.
func (s *scheduler) crawl(h *host, delay time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h.burst, h.delay = 1, max(h.delay, delay)
	h.spacing = max(h.spacing, h.delay)
}
