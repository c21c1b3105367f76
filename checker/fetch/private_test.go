package fetch_test

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

// TestMain fails if anything runs on when all tests are done.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// TestPrivateAddresses tries all ways to lead us to an address that is not public. The private
// server must see nothing.
func TestPrivateAddresses(t *testing.T) {
	hop := func(n int) string { return fmt.Sprintf("http://hops.example/%d", n) }
	for _, u := range []string{
		"http://127.0.0.1/", "http://127.1/", "http://0177.0.0.1/", "http://0x7f000001/", "http://2130706433/", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/",
		"http://0.0.0.0/", "http://[::]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[::127.0.0.1]/", "http://[64:ff9b::7f00:1]/",
		"http://[2002:7f00:1::]/", "http://[fe80::1%25eth0]/", "http://localhost/", "http://localhost./", "http://a.localhost/",
		"http://x.example@127.0.0.1/", "https://127.0.0.1/", "http://127.0.0.1:8080/",
		"http://private4.example/", "http://private6.example/", "http://metadata.example/", "http://rebound.example/",
		"http://redirect.example/literal", "http://redirect.example/relative", "http://redirect.example/name", "http://redirect.example/meta", "http://redirect.example/header",
		"http://redirect.example/backslash", "http://redirect.example/numeric", hop(1),
	} {
		t.Run(u, func(t *testing.T) {
			inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
				private := w.Host("inside.example").At("127.0.0.1", "0.0.0.0", "::1", "::", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "10.0.0.1", "fd00::1", "169.254.169.254", "fe80::1").
					Port(8080, false).Rest(article("Secret"))
				w.Host("private4.example").At("10.0.0.1")
				w.Host("private6.example").At("fd00::1")
				w.Host("metadata.example").At("169.254.169.254")
				w.Host("rebound.example").Resolves(func(n int) []netip.Addr { return []netip.Addr{netip.MustParseAddr("127.0.0.1")} })
				w.Host("redirect.example").
					Page("/literal", fetchtest.Redirect(302, "http://127.0.0.1/")).Page("/relative", fetchtest.Redirect(302, "//127.0.0.1/")).
					Page("/name", fetchtest.Redirect(301, "http://private4.example/")).Page("/numeric", fetchtest.Redirect(302, "http://2130706433/")).
					Page("/meta", fetchtest.Text("text/html", `<meta http-equiv=refresh content="0; url=http://127.0.0.1/">`)).
					Page("/header", fetchtest.HTML("X").With("Refresh", "0; url=http://[::1]/")).
					Page("/backslash", fetchtest.Redirect(302, `\\127.0.0.1\x`))
				hops := w.Host("hops.example")
				for i := range 20 {
					hops.Page(fmt.Sprintf("/%d", i), fetchtest.Redirect(302, hop(i+1)))
				}
				hops.Page("/19", fetchtest.Redirect(302, "http://127.0.0.1/"))
				r := fetchAll(t, t.Context(), c, ask(u)...)[0]
				if said(r) != "skipped address" {
					t.Errorf("%s %q, want skipped address", said(r), r.Evidence)
				}
				if seen := w.Dials("inside.example"); seen != 0 || len(private.Requests()) != 0 {
					t.Errorf("the private server was connected to %d times", seen)
				}
			})
		})
	}
}

// TestBackslashBeforeAt: browsers end the host at the backslash, so this asks x.example.
func TestBackslashBeforeAt(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		w.Host("inside.example").At("127.0.0.1").Rest(article("Secret"))
		w.Host("x.example").Page("/@127.0.0.1/", article("Public"))
		expect(t, fetchAll(t, t.Context(), c, ask(`http://x.example\@127.0.0.1/`)...), "ok")
		if w.Dials("inside.example") != 0 {
			t.Error("the private server was connected to")
		}
	})
}

// TestMixedAddresses: of a name with public and private addresses only the public ones are dialed,
// and none once the name has moved inside between two hops.
func TestMixedAddresses(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		w.Host("inside.example").At("10.0.0.1").Rest(article("Secret"))
		w.Host("mixed.example").At("20.1.1.1").Rest(article("Public")).Resolves(func(int) []netip.Addr {
			return []netip.Addr{netip.MustParseAddr("10.0.0.1"), netip.MustParseAddr("20.1.1.1")}
		})
		w.Host("rebinds.example").At("20.1.1.2").Page("/", fetchtest.Redirect(302, "http://rebinds.example:8080/").With("Connection", "close")).Resolves(func(n int) []netip.Addr {
			if n == 1 {
				return []netip.Addr{netip.MustParseAddr("20.1.1.2")}
			}
			return []netip.Addr{netip.MustParseAddr("10.0.0.1")}
		})
		results := fetchAll(t, t.Context(), c, ask("http://mixed.example/", "http://rebinds.example/")...)
		expect(t, results[:1], "ok")
		if w.Dials("inside.example") != 0 {
			t.Error("the private server was connected to")
		}
	})
}

func TestPrivateAddressesAllowed(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		c.AllowPrivate = []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16")}
		c.Hosts = []fetch.HostRule{{Match: "wiki.example", AllowPrivate: true}}
		w.Host("ours.example").At("10.1.0.1").Rest(article("Ours"))
		w.Host("theirs.example").At("10.2.0.1").Rest(article("Theirs"))
		w.Host("wiki.example").At("10.3.0.1").Rest(article("Wiki"))
		expect(t, fetchAll(t, t.Context(), c, ask("http://ours.example/", "http://theirs.example/", "http://wiki.example/")...), "ok", "skipped address", "ok")
	})
}

// TestLoopback runs the machine's own dialer and resolver against sockets on loopback.
func TestLoopback(t *testing.T) {
	w := fetchtest.New()
	defer w.Close()
	open := w.Host("127.0.0.1").Page("/x", article("X")).Page("/to", fetchtest.Redirect(301, "/x")).Page("/reset", fetchtest.Reset(), article("R"))
	plain, err := open.Listen(false)
	if err != nil {
		t.Fatal(err)
	}
	secure, err := open.Listen(true)
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("http_proxy", "http://127.0.0.1:9/")
	t.Setenv("HTTPS_PROXY", "http://127.0.0.1:9/")

	guarded := &fetch.Client{Roots: w.Roots(), Inspect: inspect}
	defer guarded.Close()
	urls := []string{"http://" + plain.String() + "/x", "https://" + secure.String() + "/x", "http://localhost:" + strings.TrimPrefix(plain.String(), "127.0.0.1:") + "/x"}
	expect(t, fetchAll(t, t.Context(), guarded, ask(urls...)...), "skipped address")
	if n := w.Dials("127.0.0.1"); n != 0 {
		t.Errorf("connected %d times, though the address is private", n)
	}

	c := &fetch.Client{Roots: w.Roots(), Inspect: inspect, AllowPrivate: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}}
	defer c.Close()
	expect(t, fetchAll(t, t.Context(), c, ask(urls[0], urls[1], "http://"+plain.String()+"/to")...), "ok", "ok", "moved permanent")
	expect(t, fetchAll(t, t.Context(), c, ask("http://127.0.0.1:9/x")...), "skipped port")
}
