package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net/http"
	"slices"

	"github.com/citelint/citelint/checker"
)

const capCertificate = 64 << 10

// A mend is what came of completing a host's chain of certificates, once a run.
type mend struct {
	done      chan struct{}
	transport *http.Transport // nil if it could not be completed
}

// complete mends a chain that lacks an intermediate certificate, as browsers do and as government
// sites need: the leaf names the address of its issuer's certificate (RFC 5280, section 4.2.2.1).
// It reports whether the host can be asked again.
func (s *source) complete(ctx context.Context, t *target, f *failure) bool {
	s.mu.Lock()
	key := s.mendKey(t)
	m := s.mends[key]
	if m == nil {
		m = &mend{done: make(chan struct{})}
		s.mends[key] = m
		s.mu.Unlock()
		m.transport = s.completed(ctx, t, f)
		close(m.done)
		return m.transport != nil
	}
	s.mu.Unlock()
	select {
	case <-m.done:
		return m.transport != nil
	case <-ctx.Done():
		return false
	}
}

// mendKey tells addresses apart that are asked in different ways: a rule's certificate is for what it
// matches.
func (r *run) mendKey(t *target) string {
	if rule := r.rule(t); rule.Certificate != nil {
		return t.hostPort() + " " + rule.Match
	}
	return t.hostPort()
}

// mended returns the connections to a host whose chain was completed; nil if there was no need.
func (r *run) mended(t *target) *http.Transport {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.mends) == 0 {
		return nil
	}
	m := r.mends[r.mendKey(t)]
	if m == nil {
		return nil
	}
	select {
	case <-m.done:
		return m.transport
	default:
		return nil
	}
}

func (s *source) completed(ctx context.Context, t *target, f *failure) *http.Transport {
	addr := issuerAddress(f)
	if addr == "" {
		return nil
	}
	issuer := s.issuer(ctx, addr)
	if issuer == nil {
		return nil
	}
	sent := unverified(f)
	leaf, between := sent[0], x509.NewCertPool()
	for _, c := range append(slices.Clone(sent[1:]), issuer) {
		between.AddCert(c)
	}
	if _, err := leaf.Verify(x509.VerifyOptions{Roots: s.Roots, Intermediates: between, DNSName: t.name()}); err != nil {
		return nil
	}
	roots, err := s.roots()
	if err != nil {
		return nil
	}
	roots.AddCert(issuer)
	transport := s.transport()
	transport.TLSClientConfig.RootCAs = roots
	if rule := s.rule(t); rule.Certificate != nil && rule.entitles(t) {
		transport.TLSClientConfig.GetClientCertificate = presenting(rule.Certificate)
	}
	return transport
}

// unverified returns the certificates that a host sent and that an unknown authority signed, the
// host's own first; none if something else is wrong.
func unverified(f *failure) []*x509.Certificate {
	var bad *tls.CertificateVerificationError
	var unknown x509.UnknownAuthorityError
	if !errors.As(f.err, &bad) || !errors.As(f.err, &unknown) {
		return nil
	}
	return bad.UnverifiedCertificates
}

// issuerAddress returns where the host's certificate says that its issuer's is, on the web; empty if
// nowhere, or if that would not mend the chain.
func issuerAddress(f *failure) string {
	sent := unverified(f)
	if len(sent) == 0 {
		return ""
	}
	for _, addr := range sent[0].IssuingCertificateURL {
		if _, err := parse(addr, nil); err == nil {
			return addr
		}
	}
	return ""
}

// roots returns a copy of the certificates that are trusted.
func (r *run) roots() (*x509.CertPool, error) {
	if r.Roots == nil {
		return x509.SystemCertPool()
	}
	return r.Roots.Clone(), nil
}

// issuer fetches a certificate through the whole onion; nil if there is none.
func (s *source) issuer(ctx context.Context, addr string) *x509.Certificate {
	t, err := parse(addr, nil)
	if err != nil || s.judgeTarget(t) != nil {
		return nil
	}
	one := &source{run: s.run, q: &checker.Query{URL: t.String()}, least: capCertificate, purpose: s.sub(ForIssuer)}
	a, f := one.ask(ctx, t, "", back)
	if f != nil {
		return nil
	}
	defer a.release()
	der := a.body
	if block, _ := pem.Decode(der); block != nil {
		der = block.Bytes
	}
	c, err := x509.ParseCertificate(der)
	if a.status != http.StatusOK || err != nil {
		return nil
	}
	return c
}
