package fetchtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net"
	"sync"
	"time"
)

// An authority signs certificates. All hosts share one key, since keys cost time.
type authority struct {
	cert    *x509.Certificate
	between *x509.Certificate // signed by cert
	key     *ecdsa.PrivateKey
	err     error

	mu     sync.Mutex
	leaves map[string]*tls.Certificate
}

func (w *Web) authority() *authority {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ca == nil {
		w.ca = newAuthority()
	}
	return w.ca
}

func newAuthority() *authority {
	a := &authority{leaves: map[string]*tls.Certificate{}}
	if a.key, a.err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); a.err != nil {
		return a
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Invented Authority"},
		NotBefore: time.Now().AddDate(-1, 0, 0), NotAfter: time.Now().AddDate(10, 0, 0),
		KeyUsage: x509.KeyUsageCertSign, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, a.key.Public(), a.key)
	if err == nil {
		a.cert, err = x509.ParseCertificate(der)
	}
	if err == nil {
		template.SerialNumber, template.Subject = big.NewInt(2), pkix.Name{CommonName: "Invented Intermediate"}
		der, err = x509.CreateCertificate(rand.Reader, template, a.cert, a.key.Public(), a.key)
	}
	if err == nil {
		a.between, err = x509.ParseCertificate(der)
	}
	a.err = err
	return a
}

// Certificate returns a certificate of the authority for a name, and its key.
func (w *Web) Certificate(name string) (*tls.Certificate, error) {
	return w.authority().certificate(name, 0)
}

// Issuer is where hosts with the fault Incomplete say that their issuer's certificate is.
const Issuer = "http://ca.example/intermediate.crt"

// Intermediate is the certificate that hosts with the fault Incomplete do not send (DER).
func (w *Web) Intermediate() Reply {
	ca := w.authority()
	if ca.err != nil {
		return Status(500)
	}
	return Text("application/pkix-cert", string(ca.between.Raw))
}

func (a *authority) roots() *x509.CertPool {
	pool := x509.NewCertPool()
	if a.err == nil {
		pool.AddCert(a.cert)
	}
	return pool
}

// certificate returns a certificate for a name, with the fault if it is one of certificates.
func (a *authority) certificate(name string, f Fault) (*tls.Certificate, error) {
	if a.err != nil {
		return nil, a.err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if c := a.leaves[name]; c != nil {
		return c, nil
	}
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(int64(len(a.leaves) + 3)), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		NotBefore: time.Now().AddDate(0, -2, 0), NotAfter: time.Now().AddDate(1, 0, 0),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	if ip := net.ParseIP(name); ip != nil {
		leaf.DNSNames, leaf.IPAddresses = nil, []net.IP{ip}
	}
	parent := a.cert
	switch f {
	case Expired:
		// Before any day on which it may be looked at, a bubble of testing/synctest included.
		leaf.NotBefore, leaf.NotAfter = time.Date(1998, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(1999, 6, 30, 0, 0, 0, 0, time.UTC)
	case WrongName:
		leaf.DNSNames, leaf.IPAddresses = []string{"another.example"}, nil
	case SelfSigned:
		parent = leaf
	case Incomplete:
		parent = a.between
		leaf.IssuingCertificateURL = []string{Issuer}
	}
	der, err := x509.CreateCertificate(rand.Reader, leaf, parent, a.key.Public(), a.key)
	if err != nil {
		return nil, err
	}
	c := &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: a.key}
	a.leaves[name] = c
	return c, nil
}
