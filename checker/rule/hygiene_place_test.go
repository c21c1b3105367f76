package rule

import (
	"testing"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

func TestIsHostLike(t *testing.T) {
	for _, c := range []struct {
		host, name string
		want       bool
	}{
		{"google.com", "google.*", true},
		{"google.co.uk", "google.*", true},
		{"scholar.google.de", "google.*", false},
		{"scholar.google.co.jp", "scholar.google.*", true},
		{"google.sund.example", "google.*", false},
		{"notgoogle.com", "google.*", false},
		{"academia.edu", ".academia.edu", false},
		{"sund.academia.edu", ".academia.edu", true},
		{"msn.com", "msn.com", true},
		{"amsn.com", ".msn.com", false},
		{"", "msn.com", false},
	} {
		if got := isHostLike(c.host, c.name); got != c.want {
			t.Errorf("%s is a host like %s: %t, not %t", c.host, c.name, got, c.want)
		}
	}
}

func TestBranchOf(t *testing.T) {
	for addr, want := range map[string]string{
		"https://github.com/sund/dues/blob/main/a.go":                "main",
		"https://github.com/sund/dues/raw/refs/heads/main/a.go":      "main",
		"https://gitlab.com/port/sund/dues/-/blob/master/a.go":       "master",
		"https://codeberg.org/sund/dues/src/branch/dev/a.go":         "dev",
		"https://codeberg.org/sund/dues/src/commit/8f3c2b1d/main":    "",
		"https://bitbucket.org/sund/dues/src/master/a.go":            "master",
		"https://bitbucket.org/sund/dues/src":                        "",
		"https://github.com/sund/dues/blob/v1.0/tree/main/a.go":      "",
		"https://github.com/sund/dues/tree/feature/main":             "",
		"https://github.com/blob/main":                               "",
		"https://github.com/sund/dues":                               "",
		"https://github.com/sund/dues/blob":                          "",
		"https://github.com/sund/dues/blob/mainland/a.go":            "",
		"https://github.com/sund/dues/pull/7/files/main#blob/main/a": "",
	} {
		if got := branchOf(segments(addr)); got != want {
			t.Errorf("%s is of branch %q, not %q", addr, got, want)
		}
	}
}

func TestPlainForm(t *testing.T) {
	for _, c := range []struct{ target, variant, plain string }{
		{"https://en.m.wikipedia.org/wiki/Quay#Use", "a form for telephones", "https://en.wikipedia.org/wiki/Quay#Use"},
		{"https://m.sund.example/a", "a form for telephones", ""},
		{"https://sund-example.translate.goog/a?_x_tr_sl=de&_x_tr_tl=en", "a translation by a program", "https://sund.example/a"},
		{"https://www-port--news-example.translate.goog/", "a translation by a program", "https://www.port-news.example/"},
		{"https://sund-example.translate.goog/a?b=1&_x_tr_sl=de&c=2#d", "a translation by a program", "https://sund.example/a?b=1&c=2#d"},
		{"https://sund-example.translate.goog/a?_x_tr_enc=1", "a translation by a program", ""},
		{"https://sund.translate.goog/a", "a translation by a program", ""},
		{"https://mobile.example/a", "", ""},
		{"https://example.co.uk/m/a", "", ""},
	} {
		addr, _, ok := match.Address(c.target)
		if !ok {
			t.Fatalf("%s is no address", c.target)
		}
		l := &checker.Link{Target: c.target, Raw: c.target, URL: addr}
		if got := variantOf(addr); got != c.variant {
			t.Errorf("%s is %q, not %q", c.target, got, c.variant)
		}
		if got := plainForm(l); got != c.plain {
			t.Errorf("%s is plainly %q, not %q", c.target, got, c.plain)
		}
	}
}

func TestMailAddress(t *testing.T) {
	for text, want := range map[string]string{
		"write to anna.roe@sund.example, please": "anna.roe@sund.example",
		"(jo+quay@port.co.example)":              "jo+quay@port.co.example",
		"see dues@1.2.3":                         "",
		"an @ sign":                              "",
		"anna@localhost":                         "",
	} {
		if got := mailAddress.FindString(text); got != want {
			t.Errorf("the e-mail address in %q is %q, not %q", text, got, want)
		}
	}
}
