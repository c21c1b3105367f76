package report

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestDatum(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{" 夜行 “é” ", "夜行 “é”"},
		{"a\t\r\n\u2028b", "a b"},
		{"\x1b[31m\u202eb\u0085\ufeff\u00ad", "[31mb"},
		{"\u0645\u200c\u06cc", "\u0645\u200c\u06cc"},
		{"a\xffb\ufffe", "a\ufffdb"},
		{"https://ana:hunter2@sund.example/?token=abc&b=1", "https://ana:***@sund.example/?token=***&b=1"},
		{"https://sund.example/?to\u200bken=abc", "https://sund.example/?token=***"},
		{"https:/\u200b/ana:hunter2@sund.example/", "https://ana:***@sund.example/"},
	} {
		if got := datum(c.in); got != c.want {
			t.Errorf("datum(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// FuzzDatum states that data holds no control character, loses no letter and shows no secret,
// wherever something invisible is put.
func FuzzDatum(f *testing.F) {
	for _, s := range append(seeds, "to\u200bken=", "\u2028", " \t", "\x00a") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := datum(s)
		if !utf8.ValidString(got) || got != strings.TrimSpace(got) {
			t.Fatalf("datum(%q) = %q", s, got)
		}
		for _, r := range got {
			if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d' {
				t.Fatalf("datum(%q) holds %U", s, r)
			}
		}
		if again := datum(got); again != got {
			t.Fatalf("datum(%q) = %q, and of that %q", s, got, again)
		}
		if !strings.ContainsAny(s, "=@%") && letters(got) < letters(s) {
			t.Fatalf("datum(%q) = %q lost a letter", s, got)
		}
	})
}
