package archive

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/citelint/citelint/checker/match"
)

// A reply is what one address of a registry answered.
type reply struct {
	url, host string
	status    int
	header    http.Header
	body      []byte
}

const (
	maxBody  = 2 << 20 // bytes of an answer; a longer one is no record
	maxMoves = 5       // redirects
)

// registryHosts are those that give records; a redirect to any other leads to a page.
var registryHosts = []string{
	"doi.org", "crossref.org", "datacite.org", "crosscite.org", "medra.org", "japanlinkcenter.org", "chndoi.org", "doi.or.kr", "airiti.com",
	"publications.europa.eu", "op.europa.eu", "arxiv.org", "eutils.ncbi.nlm.nih.gov",
}

func isRegistry(host string) bool {
	return slices.ContainsFunc(registryHosts, func(known string) bool { return host == known || strings.HasSuffix(host, "."+known) })
}

// paces say how long to leave between two requests to a host, and between two searches; with a mail
// address they may be shorter. For doi.org: 5 a second; Crossref: 5 a second and one search, 10 and 3
// with an address, since December 2025; DataCite: 500 in 5 minutes, 1,000 with an address; arXiv: one
// in 3 s (info.arxiv.org/help/api/tou.html); NCBI: 3 a second without a key.
var paces = []struct {
	host             string
	every, known     time.Duration
	search, searched time.Duration
}{
	{"doi.org", 200 * time.Millisecond, 200 * time.Millisecond, time.Second, time.Second},
	{"crossref.org", 200 * time.Millisecond, 100 * time.Millisecond, time.Second, 334 * time.Millisecond},
	{"datacite.org", 600 * time.Millisecond, 300 * time.Millisecond, 600 * time.Millisecond, 300 * time.Millisecond},
	{"crosscite.org", 600 * time.Millisecond, 300 * time.Millisecond, 600 * time.Millisecond, 300 * time.Millisecond},
	{"arxiv.org", 3 * time.Second, 3 * time.Second, 3 * time.Second, 3 * time.Second},
	{"eutils.ncbi.nlm.nih.gov", 340 * time.Millisecond, 340 * time.Millisecond, time.Second, time.Second},
}

// pace is how long to leave after a request to a host.
func (r *Registries) pace(host string, search bool) time.Duration {
	for _, p := range paces {
		switch known := host == p.host || strings.HasSuffix(host, "."+p.host); {
		case known && search && r.Contact != "":
			return p.searched
		case known && search:
			return p.search
		case known && r.Contact != "":
			return p.known
		case known:
			return p.every
		}
	}
	return time.Second
}

// A question is one thing that a registry is asked.
type question struct {
	query  string // the URL of the query that it is asked for
	url    string
	accept string
	search bool
}

// ask asks an address of a registry, and follows redirects between registries. An answer that sends on
// to anything else comes as it is, with errElsewhere.
func (r *Registries) ask(ctx context.Context, q question) (*reply, error) {
	for range maxMoves {
		host := match.Host(q.url)
		a, err := r.gate(host).pass(ctx, r.pace(host, q.search), func() (*reply, error) { return r.send(ctx, q) })
		if err != nil {
			return nil, err
		}
		location := a.header.Get("Location")
		if a.status < 300 || a.status > 399 || location == "" {
			return a, nil
		}
		next, _, ok := match.Resolve(q.url, location)
		if !ok || !isRegistry(match.Host(next)) {
			return a, errElsewhere
		}
		q.url = next
	}
	return nil, fmt.Errorf("%s sends on more than %d times", match.Host(q.url), maxMoves)
}

// send sends one request and reads its answer.
func (r *Registries) send(ctx context.Context, q question) (*reply, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, q.url, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", q.accept)
	resp, err := r.Transport(q.query).RoundTrip(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxBody+1))
	if err != nil {
		return nil, err
	}
	if len(body) > maxBody {
		body = body[:0]
	}
	return &reply{url: q.url, host: match.Host(q.url), status: resp.StatusCode, header: resp.Header, body: body}, nil
}

// answered says in words what came of asking.
func answered(a *reply, err error) string {
	switch {
	case a == nil:
		return err.Error()
	case err == errElsewhere:
		return a.host + " gives no record in this form"
	case a.status != http.StatusOK:
		return fmt.Sprintf("%s answered %d", a.host, a.status)
	case err != nil:
		return a.host + " answered, and " + err.Error()
	}
	return a.host + " answered with something that is no record"
}
