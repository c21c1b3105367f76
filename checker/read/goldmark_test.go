package read_test

import (
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/read"
)

// TestLikeGoldmark compares what is inside of lines, which we read ourselves, with what goldmark
// reads, on lines made at random of what CommonMark knows: the same words, equally emphasized, with
// the same targets.
func TestLikeGoldmark(t *testing.T) {
	words := []string{
		"a", "g", "c ", " d", " ", " e ", "f", "*", "**", "_", "__", "***", "*", "**", "[", "]", "[", "](/u)", "](/u)", "](<v w>)",
		"](x \"t\")", "![", "`", "``", "\\", "\\*", "\\[", "<u>", "</u>", "<u x=\"y\">", "&amp;", "&copy;", ".", ",", "“", "”", "港", "!",
		"[r]", "[r][]", "[s][r]", "\nz", ">", "\"",
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range 10_000 {
		var b strings.Builder
		b.WriteString("x")
		for range 2 + r.IntN(14) {
			b.WriteString(words[r.IntN(len(words))])
		}
		src := b.String() + "y\n\n[r]: /target\n"
		if strings.Contains(src, "[ ]") || strings.Contains(src, "[\n") {
			continue // goldmark takes a blank label for one
		}
		want := goldmarkSays(src)
		got, err := weSay(src)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%q is read otherwise than by goldmark (-goldmark +ours):\n%s", src, diff)
		}
	}
}

// goldmarkSays writes each letter with its emphasis and the target of its link.
func goldmarkSays(src string) []string {
	var out []string
	s := []byte(src)
	var style checker.Style
	link, image := "", 0
	say := func(t string) { out = append(out, letters(t, style, link)...) }
	depth := map[checker.Style]int{}
	// goldmark splits text at every sign, entities and escapes too: join before decoding.
	var pending strings.Builder
	flush := func() {
		say(unescapeText(pending.String()))
		pending.Reset()
	}
	_ = ast.Walk(goldmark.DefaultParser().Parse(text.NewReader(s)), func(n ast.Node, in bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Text:
			if in && image == 0 {
				if _, code := n.Parent().(*ast.CodeSpan); code {
					flush()
					out = append(out, letters(strings.ReplaceAll(string(n.Segment.Value(s)), "\n", " "), style, link)...)
					break
				}
				pending.Write(n.Segment.Value(s))
				if n.SoftLineBreak() || n.HardLineBreak() {
					pending.WriteByte(' ')
				}
			}
		case *ast.Emphasis:
			flush()
			bit := checker.Italic
			if n.Level == 2 {
				bit = checker.Bold
			}
			if in {
				depth[bit]++
			} else {
				depth[bit]--
			}
			style &^= bit
			if depth[bit] > 0 {
				style |= bit
			}
		case *ast.Link:
			flush()
			link = ""
			if in {
				link = string(n.Destination)
			}
		case *ast.Image:
			flush()
			if in {
				image++
			} else {
				image--
			}
		case *ast.AutoLink:
			if in && image == 0 {
				flush()
				was := link
				if link == "" {
					link = string(n.URL(s))
				}
				say(string(n.Label(s)))
				link = was
			}
		case *ast.RawHTML:
			flush()
		}
		return ast.WalkContinue, nil
	})
	flush()
	return out
}

// unescapeText decodes escapes and entities: an escaped & begins none.
func unescapeText(s string) string {
	var b strings.Builder
	from := 0
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", s[i+1]) >= 0 {
			b.WriteString(html.UnescapeString(s[from:i]))
			b.WriteByte(s[i+1])
			i++
			from = i + 1
		}
	}
	b.WriteString(html.UnescapeString(s[from:]))
	return b.String()
}

func letters(t string, style checker.Style, link string) []string {
	var out []string
	for _, r := range t {
		if r != ' ' && r != '\\' {
			out = append(out, fmt.Sprintf("%c %d %s", r, style&(checker.Italic|checker.Bold), link))
		}
	}
	return out
}

func weSay(src string) ([]string, error) {
	d, err := read.Document("a.md", []byte(src))
	if err != nil {
		return nil, err
	}
	var out []string
	for _, b := range d.Body {
		for _, r := range b.Runs {
			to := ""
			if r.Link != nil {
				to = r.Link.Target
			}
			style := r.Style
			out = append(out, letters(r.Text, style, to)...)
		}
	}
	return out, nil
}
