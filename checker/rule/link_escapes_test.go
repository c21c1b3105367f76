package rule

import (
	"strings"
	"testing"
)

var escapedAddresses = []struct{ target, fault, mended string }{
	{"https://sund.example/report%20one", "", ""},
	{"https://sund.example/report%2520one", "is escaped twice: “%2520”", "https://sund.example/report%20one"},
	{"https://sund.example/a%2520b#c%2520d", "is escaped twice: “%2520”", "https://sund.example/a%20b#c%2520d"},
	{"https://sund.example/d%25C3%25BCnen", "is escaped twice: “%25C3”", "https://sund.example/d%C3%BCnen"},
	{"https://sund.example/a%25C3", "is escaped twice: “%25C3”", ""},
	{"https://sund.example/rise-of-20%25-in-may", "", ""},
	{"https://sund.example/100%", "holds a percent sign that begins no escape", "https://sund.example/100%25"},
	{"https://sund.example/100%-more/%zz", "holds a percent sign that begins no escape", "https://sund.example/100%25-more/%25zz"},
	{"https://sund.example/%u6E2F", "holds a percent sign that begins no escape", "https://sund.example/%25u6E2F"},
	{"https://sund.example/%C3%BC%C3", "holds an escaped letter that is cut in two", ""},
	{"https://sund.example/caf%E9", "", ""},
	{"https://sund.example/s?wd=%C3%BC%B8%DB", "", ""},
	{"https://sund.example/a?to=https%3A%2F%2Fport.example%2Fa%2520b", "", ""},
	{"https://sund.example/a?to=%2Fa%3Fb%3D%2520c", "", ""},
	{"https://sund.example/http://port.example/a%2520b", "", ""},
	{"https://sund.example/a?to=b%253Dc", "", ""},
	{"https://sund.example/a?to=b%2520c", "is escaped twice: “%2520”", "https://sund.example/a?to=b%20c"},
	{"https://sund.example/a?text=10%,more", "", ""},
	{"https://sund.example/10%,more?text=10%,more", "holds a percent sign that begins no escape", "https://sund.example/10%25,more?text=10%,more"},
	{"https://sund.example/hello?name=%s", "", ""},
	{"https://sund.example/%NAME%/a", "", ""},
	{"https://sund.example/{{ a }}%2520", "", ""},
	{"notes/100%.md", "", ""},
}

func TestEscapes(t *testing.T) {
	for _, c := range escapedAddresses {
		if got := escapeFault(c.target); got != c.fault {
			t.Errorf("%s: the fault is %q, not %q", c.target, got, c.fault)
		}
		mended, ok := mendedEscapes(c.target)
		if !ok || c.fault == "" {
			mended = ""
		}
		if mended != c.mended {
			t.Errorf("%s is mended as %q, not %q", c.target, mended, c.mended)
		}
	}
}

// FuzzEscapes holds that what was mended has nothing to mend, and is as it was but for percent signs
// and digits.
func FuzzEscapes(f *testing.F) {
	for _, c := range escapedAddresses {
		f.Add(c.target)
	}
	f.Fuzz(func(t *testing.T, target string) {
		mended, ok := mendedEscapes(target)
		if !ok || escapeFault(target) == "" {
			return
		}
		plain := func(s string) string { return strings.NewReplacer("%25", "", "%", "").Replace(strings.TrimSpace(s)) }
		if plain(mended) != plain(target) {
			t.Errorf("%q is mended as %q: more than percent signs has changed", target, mended)
		}
		if strings.Count(mended, "%") < strings.Count(target, "%") {
			t.Errorf("%q is mended as %q: an escape is gone", target, mended)
		}
	})
}
