package fetch

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/citelint/citelint/checker"
)

// isHandle reports whether an address is a DOI's or another handle's at its resolver.
func isHandle(t *target) bool {
	switch t.name() {
	case "doi.org", "dx.doi.org", "www.doi.org":
		return strings.HasPrefix(t.path, "/10.") && strings.Count(t.path, "/") > 1
	case "hdl.handle.net":
		return strings.Count(t.path, "/") > 1 && !strings.HasPrefix(t.path, "/api/")
	}
	return false
}

// lookHandle looks at a handle. That it is registered is the answer; what the publisher says to us
// counts only if it says that the page is gone.
func (s *source) lookHandle(ctx context.Context, t *target) (*sight, *outcome) {
	registered, known := s.registered(ctx, t)
	if known && !registered {
		return &sight{targets: []*target{t}}, s.unregistered(ctx, t)
	}
	si := s.walk(ctx, t, back)
	o := s.judge(ctx, si)
	self := resolver(si.end()) == resolver(t) // else it is registered, whatever the API says: it is sent on
	switch {
	case !known && self && o.verdict == checker.Dead && o.cause == checker.CauseNotFound:
		return si, s.unregistered(ctx, t)
	case (known || !self) && (o.verdict == checker.Blocked || o.verdict == checker.Unreachable || o.verdict == checker.Insecure):
		return si, &outcome{verdict: checker.OK, evidence: []string{"registered " + identifier(t) + "; " + answered(si)}}
	case o.verdict == checker.Dead && o.cause != checker.CauseNoSuchHost:
		o = s.confirm(ctx, si.end(), o)
	}
	if o.network && s.weather.down(ctx, s.ctx, o.host) {
		o = networkDown()
	}
	return si, o
}

// resolver returns the host that resolves a handle.
func resolver(t *target) string {
	if t.name() == "hdl.handle.net" {
		return "hdl.handle.net"
	}
	return strings.TrimPrefix(strings.TrimPrefix(t.name(), "dx."), "www.")
}

func identifier(t *target) string {
	if resolver(t) == "doi.org" {
		return "DOI"
	}
	return "handle"
}

// answered says what came of asking the publisher.
func answered(si *sight) string {
	if si.answer == nil {
		return si.end().name() + " gave no page"
	}
	return fmt.Sprintf("%s answered %d", si.end().name(), si.answer.status)
}

// registered asks the handle system's API (https://www.handle.net/proxy_servlet.html); not known if
// it gives no clear answer.
func (s *source) registered(ctx context.Context, t *target) (registered, known bool) {
	api := &target{scheme: "https", host: resolver(t), path: "/api/handles" + t.path, query: "?type=URL"}
	if s.judgeTarget(api) != nil || s.disallowed(ctx, api) != nil {
		return false, false
	}
	a, f := s.ask(ctx, api, "", back)
	if f != nil {
		return false, false
	}
	defer a.release()
	var said struct {
		Code int `json:"responseCode"`
	}
	if json.Unmarshal(a.body, &said) != nil {
		return false, false
	}
	switch said.Code {
	case 1, 200:
		return true, true
	case 100:
		return false, true
	}
	return false, false
}

// unregistered is the verdict on a handle that nobody has registered, with the reading of it that
// somebody has.
func (s *source) unregistered(ctx context.Context, t *target) *outcome {
	o := &outcome{verdict: checker.Dead, cause: checker.CauseNoSuchDOI, evidence: []string{resolver(t) + ": not registered"}}
	for _, v := range variants(t.String(), s.q.Alternatives) {
		other, err := parse(v, nil)
		if err != nil || !isHandle(other) || other.String() == t.String() {
			continue
		}
		if yes, _ := s.registered(ctx, other); yes {
			o = o.with("registered: " + clean(other.String()))
			o.instead = other.String()
			return o
		}
	}
	return o
}
