package match

import (
	"net/url"
	"slices"
	"strings"
	"testing"
)

func TestAddress(t *testing.T) {
	for _, c := range []struct{ in, want, fragment string }{
		{"https://a.example/x", "https://a.example/x", ""},
		{"HTTPS://A.Example:443", "https://a.example/", ""},
		{" http://a.example:80/x y#sec 9 ", "http://a.example/x%20y", "sec 9"},
		{"http://a.example:8080/?", "http://a.example:8080/?", ""},
		{"https://ana:s3a@a.example/x", "https://a.example/x", ""},
		{`http:\\a.example\x\..\y`, "http://a.example/y", ""},
		{"https://a.example/a/./b/../c/%2e%2E/d/..", "https://a.example/a/", ""},
		{"https://a.example//double", "https://a.example//double", ""},
		{"https://a.example/a%2Fb%23c?q=a+b&c=%20", "https://a.example/a%2Fb%23c?q=a+b&c=%20", ""},
		{"https://a.example/100%", "https://a.example/100%", ""},
		{"https://a.example/ü(x)?ü='", "https://a.example/%C3%BC(x)?%C3%BC=%27", ""},
		{"https://a.example/a\tb\nc", "https://a.example/abc", ""},
		{"https://例子.测试/路", "https://xn--fsqu00a.xn--0zwm56d/%E8%B7%AF", ""},
		{"https://faß.example/", "https://xn--fa-hia.example/", ""},
		{"https://a_b.example/", "https://a_b.example/", ""},
		{"https://-x.example/", "https://-x.example/", ""},
		{"https://a.example./x", "https://a.example./x", ""},
		{"http://127.1/", "http://127.0.0.1/", ""},
		{"http://0177.0.0.1/", "http://127.0.0.1/", ""},
		{"http://0x7f000001/", "http://127.0.0.1/", ""},
		{"http://2130706433/", "http://127.0.0.1/", ""},
		{"http://①②⑦.⓪.⓪.①/", "http://127.0.0.1/", ""},
		{"http://127。0。0。1/", "http://127.0.0.1/", ""},
		{"http://%31%32%37.0.0.1/", "http://127.0.0.1/", ""},
		{"http://[::FFFF:127.0.0.1]/", "http://[::ffff:7f00:1]/", ""},
		{"http://[2001:DB8:0::1]:81/", "http://[2001:db8::1]:81/", ""},
		{"http://x.example@127.0.0.1/", "http://127.0.0.1/", ""},
		{`http://x.example\@127.0.0.1/`, "http://x.example/@127.0.0.1/", ""},
	} {
		got, fragment, ok := Address(c.in)
		if !ok || got != c.want || fragment != c.fragment {
			t.Errorf("Address(%q) = %q, %q, %t; want %q, %q", c.in, got, fragment, ok, c.want, c.fragment)
		}
	}
}

func TestAddressRefuses(t *testing.T) {
	for _, in := range []string{
		"", "#", "#top", "/x", "x.html", "//a.example/", "mailto:a@b.example", "javascript:alert(1)", "data:text/plain,x",
		"about:blank", "file:///etc/passwd", "http://", "https:///", "http://a..b.example/", "http://.a.example/", "http://a b.example/",
		"http://a.example:99999/", "http://a.example:x/", "http://[::1/", "http://[fe80::1%25eth0]/", "http://256.1.1.1/", "http://1.2.3.4.5/",
		"http://a%zz.example/", "http://a<b.example/", "example.com:80/x",
	} {
		if got, _, ok := Address(in); ok {
			t.Errorf("Address(%q) = %q, want it refused", in, got)
		}
	}
}

func TestSame(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"http://www.a.example/x/", "https://a.example/x", true},
		{"https://a.example/x/index.html", "https://a.example/x", true},
		{"https://a.example/x?utm_source=mail&id=1", "https://a.example/x?id=1", true},
		{"https://m.a.example/x?amp=1", "https://a.example/x", true},
		{"https://www.google.com/url?q=https%3A%2F%2Fa.example%2Fx&sa=D", "https://a.example/x", true},
		{"https://web.archive.org/web/20240102030405id_/http://a.example/x", "https://a.example/x", true},
		{"https://archive-it.org/1234/20240102/a.example/x", "https://a.example/x", true},
		{"https://a.example/%c3%bc", "https://a.example/%C3%BC", true},
		{"https://a.example/x", "https://a.example/y", false},
		{"https://a.example/x?id=1", "https://a.example/x?id=2", false},
		{"https://a.example/x", "https://b.example/x", false},
		{"https://a.example:8443/x", "https://a.example/x", false},
	} {
		if got := Same(c.a, c.b); got != c.want {
			t.Errorf("Same(%q, %q) = %t, want %t", c.a, c.b, got, c.want)
		}
	}
}

func TestRedirected(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"https://www.google.co.uk/url?url=https://a.example/x%3Fy", "https://a.example/x?y"},
		{"https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2Fx&data=05", "https://a.example/x"},
		{"https://urldefense.com/v3/__https://a.example/x__;!!abc!def$", "https://a.example/x"},
		{"https://urldefense.proofpoint.com/v2/url?u=https-3A__a.example_x&d=D", "https://a.example/x"},
		{"https://href.li/?https://a.example/x", "https://a.example/x"},
		{"https://notgoogle.example/url?q=https://a.example/", ""},
		{"https://www.google.com/search?q=tides", ""},
	} {
		if got, ok := Redirected(c.in); got != c.want || ok != (c.want != "") {
			t.Errorf("Redirected(%q) = %q, %t; want %q", c.in, got, ok, c.want)
		}
	}
}

func TestArchivesAreSorted(t *testing.T) {
	if !slices.IsSorted(archives) {
		t.Error("the hosts of archives are searched by halves, but not sorted")
	}
}

func TestSite(t *testing.T) {
	for in, want := range map[string]string{
		"https://www.a.co.uk/x": "a.co.uk", "https://a.example./": "a.example", "http://127.0.0.1:80/": "127.0.0.1",
		"http://[::1]:80/x": "::1", "https://github.io/": "github.io", "https://b.github.io/": "b.github.io",
	} {
		if got := Site(in); got != want {
			t.Errorf("Site(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzAddress: an address read again is itself, and a URL parser that knows nothing of ours
// sees the same host in it.
func FuzzAddress(f *testing.F) {
	for _, s := range []string{"https://a.example/x", "http:\\\\127.1/..", "http://例子.测试/路?q#f", "https://u:p@[::1]:443/a%2Fb", "ftp://a.example:21"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, _, ok := Address(s)
		if !ok {
			return
		}
		again, fragment, ok := Address(a)
		if !ok || again != a || fragment != "" {
			t.Fatalf("Address(%q) = %q, but Address of that is %q, %q, %t", s, a, again, fragment, ok)
		}
		for i := range len(a) {
			if a[i] <= ' ' || a[i] >= 0x7f {
				t.Fatalf("Address(%q) = %q holds byte %#x", s, a, a[i])
			}
		}
		// net/url refuses lone percent signs in paths; the host is what matters here.
		scheme, rest, _ := strings.Cut(a, "://")
		host, _, _ := strings.Cut(rest, "/")
		u, err := url.Parse(scheme + "://" + host + "/")
		if err != nil || strings.TrimSuffix(u.Hostname(), ".") != Host(a) {
			t.Fatalf("Address(%q) = %q: net/url sees host %v (%v), Host %q", s, a, u, err, Host(a))
		}
	})
}
