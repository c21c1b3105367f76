package report

import (
	"bytes"
	"encoding/json"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

var seeds = []string{
	"", "plain", "a|b", "`", "``", "`a`", "*a* _b_ ~~c~~ $d$", "\\", "\\\\`", "[a](b)", "](<x>)", "![a](b)", "<b>", "<!--", "&amp;", "&#35;1",
	"@octocat", "#1", "GH-1", "https://evil.example", "www.evil.example", "WWW.evil.example", "a@b.example", "ftp://evil.example",
	"\n\n# x", "```", "[^1]", "[x]: y", "- [ ] x", "|---|", "\u202e", "\xff", "##[x]", "##a.b[x]", "::error::", "\u2028", "\x00\x7f\u0085", "夜行",
}

var entity = strings.NewReplacer(zeroWidth, "")

// FuzzMarkdown states that foreign text in a cell stays text, and comes back as it was.
func FuzzMarkdown(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	gfm := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote)).Parser()
	calls := regexp.MustCompile(`[@#]\w|(?i:gh-\d)`)
	f.Fuzz(func(t *testing.T, s string) {
		src := []byte("| a | b |\n|---|---|\n| " + md(s) + " | x |\n\n- words " + md(s) + "\n")
		var shown []string
		elements := map[ast.NodeKind]int{}
		_ = ast.Walk(gfm.Parse(text.NewReader(src)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if !entering {
				return ast.WalkContinue, nil
			}
			switch n := n.(type) {
			case *extast.TableCell, *ast.TextBlock:
				shown = append(shown, "")
			case *ast.Text:
				if len(shown) > 0 {
					shown[len(shown)-1] += string(n.Value(src))
				}
				return ast.WalkContinue, nil
			}
			elements[n.Kind()]++
			return ast.WalkContinue, nil
		})
		want := map[ast.NodeKind]int{
			ast.KindDocument: 1, extast.KindTable: 1, extast.KindTableHeader: 1, extast.KindTableRow: 1, extast.KindTableCell: 4,
			ast.KindList: 1, ast.KindListItem: 1, ast.KindTextBlock: 1,
		}
		for kind, n := range elements {
			if n != want[kind] {
				t.Fatalf("md(%q) = %q makes %d elements of kind %v, want %d", s, md(s), n, kind, want[kind])
			}
		}
		words := strings.TrimSpace(plain(s))
		for i, at := range map[int]string{2: words, 4: strings.TrimSpace("words " + words)} {
			if got := unescape(entity.Replace(shown[i])); got != at {
				t.Fatalf("md(%q) reads back as %q, want %q", s, got, at)
			}
			if m := calls.FindString(unescape(strings.ReplaceAll(shown[i], zeroWidth, "\u200b"))); m != "" {
				t.Fatalf("md(%q) = %q calls %s", s, md(s), m)
			}
		}
	})
}

var backslash = regexp.MustCompile(`\\([!-/:-@\[-` + "`" + `{-~])`)

func unescape(s string) string { return html.UnescapeString(backslash.ReplaceAllString(s, "$1")) }

// FuzzLink states that an address in a table is one link to that very place, whatever its words.
func FuzzLink(f *testing.F) {
	for _, s := range seeds {
		f.Add(s, s)
	}
	f.Add("x", "a&copy=1&amp;b>c\\d e")
	gfm := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser()
	f.Fuzz(func(t *testing.T, words, rest string) {
		address := "https://sund.example/" + rest
		if redact(address) != address {
			t.Skip("it holds a secret and is no link")
		}
		src := []byte("| a |\n|---|\n| " + mdLink(words, address) + " |\n")
		links, code := 0, 0
		_ = ast.Walk(gfm.Parse(text.NewReader(src)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			switch l := n.(type) {
			case *ast.Link:
				if entering {
					links++
					if want := mdTarget(address); string(l.Destination) != want && html.UnescapeString(string(l.Destination)) != html.UnescapeString(want) {
						t.Fatalf("the link to %q leads to %q", address, l.Destination)
					}
				}
			case *ast.CodeSpan, *ast.RawHTML, *ast.AutoLink, *ast.Image:
				code++
			}
			return ast.WalkContinue, nil
		})
		if links != 1 || code != 0 {
			t.Fatalf("%s holds %d links and %d other elements", src, links, code)
		}
	})
}

// FuzzPlainText states that foreign text gives a build host nothing to obey.
func FuzzPlainText(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	commands := regexp.MustCompile(`##[A-Za-z0-9_.-]*\[`)
	f.Fuzz(func(t *testing.T, s string) {
		got := plainText(s)
		if commands.MatchString(got) || strings.ContainsAny(got, "\n\r\x1b") {
			t.Fatalf("plainText(%q) = %q", s, got)
		}
		if again := plainText(got); again != got {
			t.Fatalf("plainText(%q) = %q, and again %q", s, got, again)
		}
	})
}

// FuzzJSON states that what is encoded holds no control character and comes back as it was.
func FuzzJSON(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "\ufffd")
		var b bytes.Buffer
		if err := encode(&b, map[string]string{"k": s}); err != nil {
			t.Fatal(err)
		}
		for _, r := range b.String() {
			if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' {
				t.Fatalf("%q is encoded with %U as it is: %s", s, r, b.String())
			}
		}
		var back map[string]string
		if err := json.Unmarshal(b.Bytes(), &back); err != nil || back["k"] != s {
			t.Fatalf("%q comes back as %q (%v)", s, back["k"], err)
		}
	})
}
