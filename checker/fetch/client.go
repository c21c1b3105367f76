// Package fetch looks at sources over HTTP and tells the truth about them: a verdict never says
// more than was seen, a check never harms the host, the machine or the run, and each source is
// asked once.
//
// Begin with a Client, which is a checker.Fetcher, and give it page.Inspect to read pages with.
package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"sync"
	"time"

	"github.com/citelint/citelint/checker"
)

// A Client asks the web, for one run: its Budget begins with the first Fetch. The zero Client is
// ready for use. Its fields must not change after that. It may be used by many goroutines at once,
// and it is best to start all Fetches at once: a Fetch that waits costs next to nothing, and the
// Client can choose which host to go to next.
type Client struct {
	Parallel int           // requests in flight; 0: 128
	PerHost  int           // requests in flight at one host; 0: 4
	Delay    time.Duration // between starts at one host; 0: 250 ms; negative: none
	Burst    int           // starts at one host before Delay is kept; 0: 10
	Timeout  time.Duration // for a response's headers, and again for its body; 0: 20 s
	Budget   time.Duration // for the run; what is under way then has 5 s to finish; 0: 10 min; negative: no end

	Version        string         // of citelint, for the user agent; empty: none is told
	Contact        string         // a mail address that is added to the user agent
	AcceptLanguage string         // empty: "en,*;q=0.5"
	AllowPrivate   []netip.Prefix // networks that may be reached though they are not public
	ObeyRobots     bool           // robots.txt binds what is asked: Skipped, robots
	Hosts          []HostRule     // the first that matches counts, alone
	Roots          *x509.CertPool // nil: the system's

	// Inspect reads pages; nil: verdicts are by status and address alone, and pages have no Digest, which
	// on a fast network costs as much as all the rest.
	Inspect checker.Inspector
	Network Network // nil: the machine's own

	// Proxy returns the proxy through which an address is to be asked (http, https or socks5, perhaps with
	// name and password); nil: none. A nil Proxy uses none at all. The proxy may be at any address; what
	// is asked through it may not: it is judged before it is handed over.
	Proxy func(*url.URL) (*url.URL, error)

	// Resolver is asked again for a name that the Network does not know; nil: the Network itself. The
	// guard judges what it answers like all addresses.
	Resolver Resolver
	Trace    func(Exchange) // is told of every request as it is answered, by many goroutines at once; nil: nobody is

	once sync.Once
	run  *run
}

// A HostRule says what is different about a host.
type HostRule struct {
	Match        string        // host, "*.host" for it and its subdomains, with a path for that and all below
	Skip         bool          // do not ask: Skipped, host-rule
	Reason       string        // why; printed
	Timeout      time.Duration // 0: the Client's
	PerHost      int           // 0: the Client's
	Delay        time.Duration // 0: the Client's; negative: none
	AllowPrivate bool          // its addresses need not be public
	Insecure     bool          // its certificate need not be good; say why in Reason

	// Header and Certificate tell the host who asks. They go over https only, to the port that Match
	// names, else to 443, and never along a redirect to an address that Match does not cover. Names and
	// values must be valid; a name takes the place of the Client's own.
	Header      http.Header
	Certificate *tls.Certificate
}

// errClosed is the cause of what is left when a Client is closed.
var errClosed = errors.New("the client is closed")

// Fetch answers a Query. It returns an error only if the Client is closed; when ctx ends, the
// Result is Unchecked.
func (c *Client) Fetch(ctx context.Context, q checker.Query) (r checker.Result, err error) {
	c.once.Do(func() { c.run = newRun(c) })
	err = c.run.fetch(ctx, &q, &r)
	return r, err
}

// Close ends what is under way and closes idle connections. The Client cannot be used again.
func (c *Client) Close() error {
	c.once.Do(func() { c.run = newRun(c) })
	c.run.close()
	return nil
}
