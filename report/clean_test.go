package report

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"plain “夜行” é", "plain “夜行” é"},
		{"a\t\r\n\u2028\u2029b", "a b"},
		{"a \n b", "a   b"},
		{"\x1b[31m", `\u001b[31m`},
		{"\x00\x7f\u0085\u009b", `\u0000\u007f\u0085\u009b`},
		{"sund.example/a\u200bb\u202e\u00ad\ufeff", `sund.example/a\u200bb\u202e\u00ad\ufeff`},
		{"\u0645\u200c\u06cc\u200d", "\u0645\u200c\u06cc\u200d"},
		{"\U000e0041", `\U000e0041`},
		{"a\xff\xfeb", "a\ufffd\ufffdb"},
		{"\ufffe\uffff", `\ufffe\uffff`},
	} {
		if got := Clean(c.in); got != c.want {
			t.Errorf("Clean(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "a\tb", "\x1b]8;;x\x07", "\u202e", "\xed\xa0\x80", "\U000e0001", "\u2028", "##[x]", "\ufeff\u200d"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Clean(s)
		if !utf8.ValidString(got) {
			t.Fatalf("Clean(%q) is no UTF-8: %q", s, got)
		}
		for _, r := range got {
			if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d' {
				t.Fatalf("Clean(%q) holds %U", s, r)
			}
		}
		if again := Clean(got); again != got {
			t.Fatalf("Clean(%q) = %q, and cleaned again %q", s, got, again)
		}
		if letters(got) < letters(s) {
			t.Fatalf("Clean(%q) = %q lost a letter", s, got)
		}
	})
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

func TestRedact(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"https://sund.example/a?b=c#d", "https://sund.example/a?b=c#d"},
		{"https://ana:s3a@sund.example/x", "https://ana:***@sund.example/x"},
		{"//ana:s3@a@sund.example", "//ana:***@sund.example"},
		{"see https://ana:p@a.example and https://b:q@c.example.", "see https://ana:***@a.example and https://b:***@c.example."},
		{"https://a.example/?x=1&access_token=abc&y=2", "https://a.example/?x=1&access_token=***&y=2"},
		{"https://a.example/?X-Amz-Signature=abc&X-Amz-Expires=60", "https://a.example/?X-Amz-Signature=***&X-Amz-Expires=60"},
		{"https://a.example/#id_token=abc", "https://a.example/#id_token=***"},
		{"https://a.example/?url=https%3A%2F%2Fb.example%2F%3Ftoken%3Dabc%26x%3D1", "https://a.example/?url=https%3A%2F%2Fb.example%2F%3Ftoken%3D***%26x%3D1"},
		{"https://a.example/?q=AKIAIOSFODNN7EXAMPLE", "https://a.example/?q=***"},
		{"https://a.example/?key=short", "https://a.example/?key=short"},
		{"https://a.example/?key=0123456789abcdefghij", "https://a.example/?key=***"},
		{"“https://a.example/?token=abc” in a sentence", "“https://a.example/?token=***” in a sentence"},
		{"https://a.example/?token=", "https://a.example/?token="},
		{"https://a.example/?access%5Ftoken=abc&%74oken=def", "https://a.example/?access%5Ftoken=***&%74oken=***"},
		{"https://a.example/?tokens=3&design=x", "https://a.example/?tokens=3&design=x"},
		{"mail ana@sund.example: what?", "mail ana@sund.example: what?"},
		{"https://a.example/@ana:b/c@d", "https://a.example/@ana:b/c@d"},
		{"https://ghp_0123456789abcdef@a.example", "https://***@a.example"},
	} {
		if got := redact(c.in); got != c.want {
			t.Errorf("redact(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestSecrets(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.example/?b=c":                                "",
		"https://a.example/?token=a%2Bb&x=1&sig=2":              "a%2Bb a+b 2",
		"https://a.example/?u=%2F%2Fb%2F%3Ftoken%3Dabc%26x%3D1": "abc",
	} {
		if got := strings.Join(Secrets(in), " "); got != want {
			t.Errorf("Secrets(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzRedact(f *testing.F) {
	f.Add("https://ana:", "@sund.example/")
	f.Add("https://sund.example/?token=", "&x=1")
	f.Add("https://a.example/?url=https%3A%2F%2Fb.example%2F%3Fsig%3D", "%26x%3D1")
	f.Add("", "")
	f.Fuzz(func(t *testing.T, before, after string) {
		for _, place := range []string{"https://ana:SECRETWORD@sund.example/", "https://a.example/?x=1&token=SECRETWORD", "https://a.example/?signature=SECRETWORD&y=1"} {
			s := before + " " + place + " " + after
			got := redact(s)
			if n := strings.Count(got, "SECRETWORD"); n > strings.Count(before+after, "SECRETWORD") {
				t.Fatalf("redact(%q) = %q shows the secret", s, got)
			}
			if again := redact(got); again != got {
				t.Fatalf("redact(%q) = %q, and redacted again %q", s, got, again)
			}
		}
	})
}

func TestRelative(t *testing.T) {
	for _, c := range []struct{ dir, name, want string }{
		{"", "a/b.md", "a/b.md"}, {"a", "a/b.md", "b.md"}, {"a", "b.md", "../b.md"}, {"a/b", "a/c/d.md", "../c/d.md"},
		{"a/b/c", "x.md", "../../../x.md"}, {"a", "a", "../a"}, {".", "a.md", "a.md"},
	} {
		if got := relative(c.dir, c.name); got != c.want {
			t.Errorf("seen from %q, %q is %q, want %q", c.dir, c.name, got, c.want)
		}
	}
}

func TestMend(t *testing.T) {
	for _, c := range []struct{ doc, want string }{
		{"# T\nWhy.\n\n```markdown\n[a](#)\n\nnot this\n```\n\nWrite it\nanew.\n\nSilent for x.\n", "Write it anew."},
		{"# T\nWhy.\n\n~~~markdown\n```\n~~~\n\nMend.\n", "Mend."},
		{"# T\nWhy.\n\n```\nx\n```\n\nSilent.\n", ""},
		{"# T\nWhy.\n\n```\nx\n```\n\nBefore it was:\n\n```\ny\n```\n\nMend.\n\nSilent.\n", "Mend."},
		{"# T\nWhy.\n", ""},
		{"", ""},
	} {
		if got := cutMend(c.doc); got != c.want {
			t.Errorf("the mend of %q is %q, want %q", c.doc, got, c.want)
		}
	}
}
