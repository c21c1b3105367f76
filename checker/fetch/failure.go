package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"
	"time"

	"github.com/citelint/citelint/checker"
)

const maxHeaderBytes = 256 << 10

// A kind is what went wrong with an attempt that got no answer.
type kind int

const (
	kindEnded kind = iota // the context's end, or our own decision: see err
	kindInternal
	kindNotAsked
	kindRefusal
	kindNoHost
	kindDNS
	kindConnect
	kindConnectTimeout
	kindReset
	kindNoHeaders
	kindStream
	kindCertificate
	kindHandshake
	kindProxy         // the proxy's own failure
	kindNoTunnel      // the proxy got no connection
	kindUnknownToHost // it asked for a certificate of ours, and does not like the answer
	kindProtocol
	kindHeadersTooLarge
)

// A failure is an attempt without an answer.
type failure struct {
	kind     kind
	err      error
	attempts int
	dialed   bool // a connection was made for it
}

// kindOf is the kind of an error that came before anything was sent.
func kindOf(err error) kind {
	var no *notAsked
	if errors.As(err, &no) {
		return kindNotAsked
	}
	return kindEnded
}

// classify tells errors apart by their types, and those without one (net/http has several) by what
// we counted ourselves.
func classify(a *attempt, err error) *failure {
	return &failure{kind: classifyKind(a, err), err: err, dialed: a.dialed.Load() != nil}
}

func classifyKind(a *attempt, err error) kind {
	var (
		no      *refusal
		dns     *net.DNSError
		connect *connectError
		cert    *tls.CertificateVerificationError
		stream  streamError
		op      *net.OpError
		proxy   *proxyError
	)
	came := a.came()
	dialed := a.dialed.Load()
	switch {
	case errors.As(err, &no):
		return kindRefusal
	case errors.Is(err, errReplayed), context.Cause(a) == errReplayed:
		return kindReset
	case errors.As(err, &proxy):
		return kindProxy
	case a.hop.proxy != nil && !a.through.Load():
		return a.proxyKind(err)
	case errors.As(err, &dns) && dns.IsNotFound:
		return kindNoHost
	case errors.As(err, &dns):
		return kindDNS
	case errors.As(err, &connect) && connect.timeout:
		return kindConnectTimeout
	case errors.As(err, &connect):
		return kindConnect
	case context.Cause(a) == errNoHeaders:
		return kindNoHeaders
	case a.Err() != nil:
		return kindEnded
	case errors.As(err, &cert):
		return kindCertificate
	case a.asked.Load() && errors.As(err, &op) && op.Op == "remote error": // from TLS 1.3 on it comes after the handshake
		return kindUnknownToHost
	case a.conn == nil && errors.As(err, &op) && op.Op == "remote error":
		return kindHandshake
	case a.conn == nil && came > 0 && !dialed.spokeTLS():
		return kindProtocol
	case errors.As(err, &stream):
		return kindStream
	case came >= maxHeaderBytes*3/4:
		return kindHeadersTooLarge
	case ends(err), a.conn != nil && !a.http2 && came > 0 && a.conn.cutInHead():
		return kindReset
	case a.conn == nil && timed(err):
		return kindConnectTimeout
	case a.conn == nil && came > 0:
		return kindHandshake
	case a.http2 || came == 0:
		return kindReset
	}
	return kindProtocol
}

// streamError has the form of x/net's http2.StreamError, which is all that net/http's own asks of
// a target of errors.As.
type streamError struct {
	StreamID uint32
	Code     uint32
	Cause    error
}

func (e streamError) Error() string { return fmt.Sprintf("stream %d: code %d", e.StreamID, e.Code) }

// ends reports whether the connection ended. Windows has errno values of its own for that, so
// whatever fails while reading or writing counts, but for timeouts.
func ends(err error) bool {
	var op *net.OpError
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) ||
		errors.As(err, &op) && (op.Op == "read" || op.Op == "write") && !op.Timeout()
}

func timed(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout()
}

// reason says why the attempt is followed by another.
func (f *failure) reason() reason {
	switch f.kind {
	case kindNoHost:
		return reasonName
	case kindDNS, kindReset:
		return reasonTwice
	case kindConnect, kindConnectTimeout, kindNoHeaders, kindProxy, kindNoTunnel:
		return reasonOnce
	case kindStream:
		return reasonFresh
	}
	return reasonNone
}

// outcome makes a verdict of a failure.
func (f *failure) outcome(host string, timeout time.Duration) *outcome {
	offline := func(c checker.Cause, evidence string) *outcome {
		o := unreachable(c, evidence)
		o.network, o.host = true, host
		return o
	}
	times := repeated(f.attempts)
	switch f.kind {
	case kindNotAsked:
		var no *notAsked
		errors.As(f.err, &no)
		return no.outcome
	case kindRefusal:
		var no *refusal
		errors.As(f.err, &no)
		if !strings.HasPrefix(no.why, host) {
			return refused(&refusal{no.cause, host + ": " + no.why})
		}
		return refused(no)
	case kindDNS:
		return offline(checker.CauseDNS, "the name could not be looked up"+times)
	case kindConnect:
		return offline(checker.CauseRefused, connectWords(f.err)+times)
	case kindConnectTimeout:
		what := "no connection in " + seconds(connectTimeout)
		if f.dialed {
			what = "no tls in " + seconds(handshakeTimeout)
		}
		return offline(checker.CauseTimeout, what+times)
	case kindNoTunnel:
		return offline(checker.CauseRefused, errNoTunnel.Error()+times)
	case kindProxy:
		why := "the proxy does not answer"
		var proxy *proxyError
		if errors.As(f.err, &proxy) {
			why = proxy.why
		}
		return &outcome{verdict: checker.Unchecked, cause: checker.CauseNetworkDown, evidence: []string{why}}
	case kindReset:
		return unreachable(checker.CauseReset, "the connection ended before an answer"+times)
	case kindNoHeaders:
		return unreachable(checker.CauseTimeout, fmt.Sprintf("no answer in %s%s", seconds(timeout), times))
	case kindStream:
		return unreachable(checker.CauseProtocol, "the http/2 stream was reset")
	case kindCertificate:
		return certificateOutcome(f.err, host)
	case kindHandshake:
		return &outcome{verdict: checker.Insecure, cause: checker.CauseTLSHandshake, evidence: []string{"no common tls version or cipher from tls 1.2 up"}}
	case kindUnknownToHost:
		return &outcome{verdict: checker.Blocked, cause: checker.CauseLogin, evidence: []string{"the host asks for a certificate of the reader"}}
	case kindProtocol:
		return unreachable(checker.CauseProtocol, "the answer is not valid http")
	case kindHeadersTooLarge:
		return unreachable(checker.CauseHeadersTooLarge, "more than 256 KiB of headers")
	}
	return &outcome{verdict: checker.Unchecked, cause: checker.CauseInternal, evidence: []string{clean(f.err.Error())}}
}

func connectWords(err error) string {
	if errors.Is(err, syscall.EHOSTUNREACH) || errors.Is(err, syscall.ENETUNREACH) {
		return "no route to the host"
	}
	return "the connection was refused"
}

func repeated(attempts int) string {
	switch {
	case attempts < 2:
		return ""
	case attempts == 2:
		return ", twice"
	}
	return fmt.Sprintf(", %d times", attempts)
}

func seconds(d time.Duration) string { return fmt.Sprintf("%g s", d.Seconds()) }

// certificateOutcome says what is wrong with a certificate.
func certificateOutcome(err error, host string) *outcome {
	var (
		invalid x509.CertificateInvalidError
		name    x509.HostnameError
		issuer  x509.UnknownAuthorityError
	)
	insecure := func(c checker.Cause, evidence string) *outcome {
		return &outcome{verdict: checker.Insecure, cause: c, evidence: []string{evidence}}
	}
	const day = "2006-01-02"
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired && invalid.Cert != nil && time.Now().Before(invalid.Cert.NotBefore):
		return insecure(checker.CauseTLSExpired, "certificate begins "+invalid.Cert.NotBefore.UTC().Format(day))
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired && invalid.Cert != nil:
		return insecure(checker.CauseTLSExpired, "certificate ended "+invalid.Cert.NotAfter.UTC().Format(day))
	case errors.As(err, &name):
		return insecure(checker.CauseTLSName, "certificate is not for "+host)
	case errors.As(err, &issuer):
		return insecure(checker.CauseTLSIssuer, issuerWords(issuer.Cert))
	}
	return insecure(checker.CauseTLSOther, "certificate is not valid")
}

func issuerWords(c *x509.Certificate) string {
	if c != nil && string(c.RawIssuer) == string(c.RawSubject) {
		return "certificate is signed by itself"
	}
	return "certificate is signed by an unknown authority"
}
