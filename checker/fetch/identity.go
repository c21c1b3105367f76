package fetch

import (
	"crypto/tls"
	"net/http"
	"strings"
)

// entitles reports whether what a rule configures for its host alone may go to an address: over https,
// and to the port that the rule names, else to the scheme's own.
func (hr *HostRule) entitles(t *target) bool {
	if t.scheme != "https" {
		return false
	}
	host, _, _ := strings.Cut(hr.Match, "/")
	return t.port == "" || strings.ToLower(host) == t.hostPort()
}

// identified reports whether a request to an address tells more of who asks than others do.
func (hr *HostRule) identified(t *target) bool {
	return (len(hr.Header) > 0 || hr.Certificate != nil) && hr.entitles(t)
}

// identify adds what the host's rule says to a request's headers. It is computed for each request
// anew, so that nothing goes along a redirect; nor does anything go where no certificate is asked
// for, but for a rule that says so.
func (h *hop) identify(to http.Header) {
	if h.blind || !h.rule.entitles(h.target) {
		return
	}
	for name, values := range h.rule.Header {
		name = http.CanonicalHeaderKey(name)
		if name == "Cookie" && h.cookies != "" {
			values = []string{strings.Join(append(values[:len(values):len(values)], h.cookies), "; ")}
		}
		to[name] = values
	}
}

// headers returns the headers of a hop's first request; they may be the run's own.
func (h *hop) headers() http.Header {
	r := h.src.run
	if h.cookies == "" && h.known == nil && h.accept == "" && (h.blind || !h.rule.identified(h.target)) {
		return r.plain
	}
	header := r.header(h.cookies)
	if h.accept != "" {
		header["Accept"] = []string{h.accept}
	}
	h.identify(header)
	ifChanged(header, h.known)
	return header
}

// Wires are the connections that share a way of asking.
type wires struct {
	shared *http.Transport
	fresh  *http.Transport // each request on a connection of its own
}

// newWires makes connections; how may change the way of asking.
func (r *run) newWires(how func(*tls.Config)) *wires {
	w := &wires{r.transport(), r.transport()}
	w.shared.Protocols.SetHTTP2(true)
	w.fresh.DisableKeepAlives = true
	for _, t := range []*http.Transport{w.shared, w.fresh} {
		how(t.TLSClientConfig)
	}
	return w
}

// ownWires returns the connections that a rule needs for itself; nil if it needs none.
func (r *run) ownWires(rule *HostRule, t *target) *wires {
	certificate := rule.Certificate
	if !rule.entitles(t) {
		certificate = nil
	}
	if certificate == nil && !rule.Insecure {
		return nil
	}
	key := wiring{rule, certificate != nil}
	r.mu.Lock()
	defer r.mu.Unlock()
	w := r.wired[key]
	if w == nil {
		w = r.newWires(func(c *tls.Config) {
			if rule.Insecure {
				c.InsecureSkipVerify, c.VerifyConnection = true, r.verifyProxy
			}
			c.GetClientCertificate = presenting(certificate)
		})
		r.wired[key] = w
	}
	return w
}

// presenting answers hosts that ask for a certificate; nil: with none. The attempt takes note that they
// do, since nothing else tells why they then end the connection.
func presenting(c *tls.Certificate) func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
	if c == nil {
		c = new(tls.Certificate)
	}
	return func(info *tls.CertificateRequestInfo) (*tls.Certificate, error) {
		switch a := attemptOf(info.Context()); {
		case a == nil:
		case a.hop.proxy != nil && !a.through.Load(): // it is the proxy that asks
			return new(tls.Certificate), nil
		default:
			a.asked.Store(true)
		}
		return c, nil
	}
}

// A wiring says whose connections they are, and whether they present a certificate.
type wiring struct {
	rule      *HostRule
	presented bool
}
