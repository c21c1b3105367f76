package fetch

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// An Exchange is one request that went out and how it ended, for people who ask why a source got
// its verdict. Its addresses may hold keys, and its words are a stranger's, though on one line.
type Exchange struct {
	Query   string        // the URL of the Query that it was made for; of several that share it, the first
	For     string        // one of the For constants
	URL     string        // that was asked for
	Attempt int           // from 1, at this URL in this chain
	Wait    time.Duration // before it, since the attempt before failed; 0: none
	Took    time.Duration // until the answer's head or the failure
	Status  int           // 0 if there was no answer
	Failure string        // why there was none, in words
	Header  http.Header   // of the answer: the fields that explain a verdict, no others
	TLS     string        // version and certificate of the connection, in words; empty without TLS or answer
}

// What requests are for: Exchange.For.
const (
	ForSource       = "source"
	ForRegistration = "registration"         // whether a DOI or a handle is registered
	ForFront        = "front page"           // whether the host answers at all
	ForInvented     = "invented path"        // how the host says that there is no such page
	ForVariant      = "other reading"        // of an address that is not found
	ForIssuer       = "issuer's certificate" // that the host left out
	ForRobots       = "robots.txt"
	ForBehind       = "without verification" // what stands behind a bad certificate
	ForRecord       = "record"               // what a registry says of the work
)

// A purpose is what a request is for that is not for the source itself.
type purpose struct{ query, what string }

// sub is the purpose of a request that the source needs beside its own; nil if nobody asks.
func (s *source) sub(what string) *purpose {
	switch {
	case s.Trace == nil:
		return nil
	case s.purpose != nil:
		return &purpose{s.purpose.query, what}
	}
	return &purpose{s.q.URL, what}
}

// telling are the fields of an answer's head that explain verdicts.
var telling = []string{
	"Location", "Refresh", "Retry-After", "Server", "Via", "Content-Type", "Content-Length", "Content-Encoding", "Etag", "Last-Modified",
	"Www-Authenticate", "Cf-Mitigated", "X-Amzn-Waf-Action", "X-Datadome", "X-Sucuri-Id", "X-Iinfo", "X-Cdn", "X-Robots-Tag",
}

// tell tells the Client's Trace of an attempt: of resp, or of f if there was no answer.
func (h *hop) tell(a *attempt, resp *http.Response, f *failure) {
	trace := h.src.Trace
	if trace == nil {
		return
	}
	e := Exchange{
		Query: h.src.q.URL, For: h.purpose(), URL: h.target.String(),
		Attempt: h.attempts, Wait: h.plan.wait, Took: time.Since(a.permit.started),
	}
	if h.src.purpose != nil {
		e.Query = h.src.purpose.query
	}
	if f != nil {
		e.Failure = failureWords(f, h)
		trace(e)
		return
	}
	e.Status, e.Header, e.TLS = resp.StatusCode, http.Header{}, secured(resp.TLS)
	for _, name := range telling {
		for _, v := range resp.Header.Values(name) {
			e.Header.Add(name, clean(v))
		}
	}
	trace(e)
}

func (h *hop) purpose() string {
	switch {
	case h.blind:
		return ForBehind
	case h.src.purpose != nil:
		return h.src.purpose.what
	case strings.HasPrefix(h.target.path, "/api/handles/") && resolver(h.target) == h.target.name() && !isHandle(h.target):
		return ForRegistration
	}
	return ForSource
}

// failureWords says what came instead of an answer.
func failureWords(f *failure, h *hop) string {
	switch f.kind {
	case kindNoHost:
		return "no such host"
	case kindEnded:
		return "the run ended"
	}
	once := *f
	once.attempts = 1
	return strings.Join(once.outcome(h.target.name(), h.timeout).evidence, "; ")
}

// secured says what is known of a connection's encryption.
func secured(state *tls.ConnectionState) string {
	if state == nil {
		return ""
	}
	words := []string{strings.ToLower(tls.VersionName(state.Version))}
	if len(state.PeerCertificates) > 0 {
		leaf := state.PeerCertificates[0]
		issuer := leaf.Issuer.CommonName
		if len(leaf.Issuer.Organization) > 0 {
			issuer = leaf.Issuer.Organization[0]
		}
		names := slices.Concat(leaf.DNSNames, []string{leaf.Subject.CommonName})
		words = append(words, fmt.Sprintf("certificate of %s from %s, until %s", clean(names[0]), clean(issuer), leaf.NotAfter.UTC().Format(time.DateOnly)))
	}
	return strings.Join(words, ", ")
}
