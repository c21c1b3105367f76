package fetch

import (
	"bufio"
	"bytes"
	"net/http"
	"strings"
	"testing"
)

// addresses are read as browsers read them; relative ones against https://a.example:8443/d/e?q#f.
var addresses = []struct{ raw, want string }{
	{"https://a.example", "https://a.example/"},
	{"  https://a.example/x\t\n ", "https://a.example/x"},
	{"HTTPS://A.Example:443/X", "https://a.example/X"},
	{"http://a.example:443/", "http://a.example:443/"},
	{`https:\\a.example\x\y`, "https://a.example/x/y"},
	{"https:///a.example/x", "https://a.example/x"},
	{"http://a.example/a%2Fb%23c", "http://a.example/a%2Fb%23c"},
	{"http://a.example/100%", "http://a.example/100%"},
	{"http://a.example/ü(x)", "http://a.example/%C3%BC(x)"},
	{"http://a.example/caf\xe9", "http://a.example/caf%E9"},
	{"http://caf\xe9.example/", ""},
	{"http://a.example//double", "http://a.example//double"},
	{"http://a.example/x?q=a+b&c=%20", "http://a.example/x?q=a+b&c=%20"},
	{"http://a.example/x?q=ü 'x'", "http://a.example/x?q=%C3%BC%20%27x%27"},
	{"http://a.example?", "http://a.example/?"},
	{"http://a.example/a/../b/./c/%2e%2E/d", "http://a.example/b/d"},
	{"http://a.example/../../x/..", "http://a.example/"},
	{"http://a.example/{a} \"b\" <c>`", "http://a.example/%7Ba%7D%20%22b%22%20%3Cc%3E%60"},
	{"http://user:pass@a.example/x", "http://a.example/x"},
	{"http://x.org@127.0.0.1/", "http://127.0.0.1/"},
	{`http://x.org\@127.0.0.1/`, "http://x.org/@127.0.0.1/"},
	{"http://Bücher.example/", "http://xn--bcher-kva.example/"},
	{"http://straße.example/", "http://xn--strae-oqa.example/"},
	{"http://a_b.example/", "http://a_b.example/"},
	{"http://-x.example/", "http://-x.example/"},
	{"http://例え.例。jp/", "http://xn--r8jz45g.xn--fsq.jp/"},
	{"http://a.example./", "http://a.example./"},
	{"http://127.1/", "http://127.0.0.1/"},
	{"http://0177.0.0.1/", "http://127.0.0.1/"},
	{"http://0x7f000001/", "http://127.0.0.1/"},
	{"http://0x7f.1/", "http://127.0.0.1/"},
	{"http://2130706433/", "http://127.0.0.1/"},
	{"http://①②⑦.⓪.⓪.①/", "http://127.0.0.1/"},
	{"http://127。0。0。1/", "http://127.0.0.1/"},
	{"http://%31%32%37.0.0.1/", "http://127.0.0.1/"},
	{"http://[::1]:8080/", "http://[::1]:8080/"},
	{"http://[0:0::1]/", "http://[::1]/"},

	{"http://256.1.1.1/", ""},
	{"http://1.2.3.4.5/", ""},
	{"http://[fe80::1%25eth0]/", ""},
	{"http://[::1/", ""},
	{"http://a b.example/", ""},
	{"http://a.example:99999/", ""},
	{"http://a.example:x/", ""},
	{"http:///", ""},
	{"http://000%800/", ""},
	{"http://.../", ""},
	{"file:///etc/passwd", ""},
	{"javascript:alert(1)", ""},

	{"", "https://a.example:8443/d/e?q"},
	{"x", "https://a.example:8443/d/x"},
	{"../x", "https://a.example:8443/x"},
	{"/x y", "https://a.example:8443/x%20y"},
	{"?z", "https://a.example:8443/d/e?z"},
	{"#z", "https://a.example:8443/d/e?q"},
	{"//b.example/x", "https://b.example/x"},
	{`\\b.example\x`, "https://b.example/x"},
	{"https:x", "https://a.example:8443/d/x"},
	{"http:x", "http://x/"},
	{"//127.0.0.1/", "https://127.0.0.1/"},
	{"1:x", "https://a.example:8443/d/1:x"},
}

func TestParse(t *testing.T) {
	base, err := parse("https://a.example:8443/d/e?q#f", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range addresses {
		got, err := parse(c.raw, base)
		switch {
		case c.want == "" && err == nil:
			t.Errorf("%q is read as %s, want an error", c.raw, got)
		case c.want != "" && (err != nil || got.String() != c.want):
			t.Errorf("%q is read as %s (%v), want %s", c.raw, got, err, c.want)
		}
	}
}

func TestFragmentSurvives(t *testing.T) {
	base, _ := parse("https://a.example/d#cited", nil)
	for location, want := range map[string]string{"/x": "cited", "/x#own": "own", "/x#": ""} {
		if got, err := parse(location, base); err != nil || got.fragment != want {
			t.Errorf("after a redirect to %s the fragment is %q (%v), want %q", location, got.fragment, err, want)
		}
	}
}

func TestRequestLine(t *testing.T) {
	for _, path := range []string{"/a%2Fb%23c", "/100%", "/%C3%BC(x)", "//double", "/?q=a+b&c=%20", "/x?", "/x%E4", "/a;b=c,d", "/[x]|^"} {
		u, err := parse("http://a.example"+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := (&http.Request{Method: "GET", URL: u.url(), Header: http.Header{}}).Write(&b); err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		line, _ := bufio.NewReader(&b).ReadString('\n')
		if want := "GET " + path + " HTTP/1.1\r\n"; line != want {
			t.Errorf("the request line is %q, want %q", line, want)
		}
	}
}

// FuzzParse states the laws of addresses: what was read once is read again as itself, alone and
// against any base; it holds nothing that must not stand in a request line; its host is one that
// can be asked.
func FuzzParse(f *testing.F) {
	for _, c := range addresses {
		f.Add(c.raw)
	}
	base, err := parse("https://a.example:8443/d/e?q#f", nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		got, err := parse(raw, base)
		if err != nil {
			return
		}
		s := got.String()
		if strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
			t.Errorf("%q is read as %q, which cannot be sent", raw, s)
		}
		if len(s) > maxURL {
			return
		}
		if again, err := parse(s, nil); err != nil || again.String() != s {
			t.Errorf("%q is read as %q, and that as %q (%v)", raw, s, again, err)
		}
		if got.host == "" || got.path[0] != '/' || got.scheme != "http" && got.scheme != "https" {
			t.Errorf("%q is read as %#v", raw, got)
		}
		if u := got.url(); u.Host == "" || strings.ContainsAny(u.RequestURI(), " \r\n") {
			t.Errorf("%q asks for %q of %q", raw, u.RequestURI(), u.Host)
		}
	})
}
