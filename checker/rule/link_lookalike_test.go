package rule

import (
	"testing"

	"github.com/citelint/citelint/checker/match"
)

func TestMixedLabel(t *testing.T) {
	for _, c := range []struct{ target, label, scripts string }{
		{"https://salt.example/", "", ""},
		{"https://s\u0430lt.example/", "s\u0430lt", "Cyrillic and Latin"},
		{"https://www.salt.\u0440ort.example/", "\u0440ort", "Cyrillic and Latin"},
		{"https://d\u00fcnen.example/", "", ""},
		{"https://\u0434\u044e\u043d\u044b.example/", "", ""},
		{"https://\u6e2ftokyo\u307f\u306a\u3068.example/", "", ""},
		{"https://\ud56d\uad6cport.example/", "", ""},
		{"https://\u307f\ud56d.example/", "\u307f\ud56d", "Hangul and Hiragana"},
		{"https://xn--a.example/", "", ""},
	} {
		addr, _, _ := match.Address(c.target)
		label, scripts := mixedLabel(match.Host(addr))
		if label != c.label || list(scripts) != c.scripts {
			t.Errorf("%s: the label %q mixes %q, not %q with %q", c.target, label, list(scripts), c.label, c.scripts)
		}
	}
}
