package report_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/report"
)

var markdownFormats = []string{"markdown", "summary", "comment"}

func parse(src []byte) ast.Node {
	gfm := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList))
	return gfm.Parser().Parse(text.NewReader(src))
}

// shape is what the frame of a report is made of: how many elements of each kind, without text.
func shape(root ast.Node) map[ast.NodeKind]int {
	n := map[ast.NodeKind]int{}
	_ = ast.Walk(root, func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && node.Kind() != ast.KindText && node.Kind() != ast.KindTextBlock {
			n[node.Kind()]++
		}
		return ast.WalkContinue, nil
	})
	return n
}

// TestHostileMarkdown holds the hostile case against the same report with harmless words in the
// place of the hostile ones: the elements are the same.
func TestHostileMarkdown(t *testing.T) {
	for _, s := range nasty {
		hostile := hostileReport(t, []string{s, "and " + s + " and"})
		tame := hostileReport(t, []string{"word", "and word and"})
		for _, format := range markdownFormats {
			src := writeAll(t, format, hostile)
			got, want := shape(parse(src)), shape(parse(writeAll(t, format, tame)))
			if got[ast.KindLink] < want[ast.KindLink] || strings.HasPrefix(s, "https:") {
				// What holds a secret is no link, and an address is one. TestHostileMarkdownElements
				// says where links may lead.
				want[ast.KindLink] = got[ast.KindLink]
			}
			if strings.TrimSpace(report.Clean(s)) == "" {
				continue // empty words make fewer items
			}
			for kind := range got {
				if got[kind] != want[kind] {
					t.Errorf("%q in %s: %d elements of kind %v, want %d", s, format, got[kind], kind, want[kind])
				}
			}
		}
	}
}

var (
	mention   = regexp.MustCompile(`@\w|#\w|(?i:gh-\d)`)
	forbidden = []ast.NodeKind{
		ast.KindImage, ast.KindAutoLink, ast.KindRawHTML, ast.KindBlockquote, ast.KindFencedCodeBlock, ast.KindCodeBlock,
		ast.KindThematicBreak, extast.KindStrikethrough, extast.KindFootnoteLink, extast.KindFootnote,
		extast.KindTaskCheckBox, extast.KindDefinitionList,
	}
)

// TestHostileMarkdownElements states what no report may hold, whatever its documents say: no
// element but the frame's, no link but to http and https, nobody called.
func TestHostileMarkdownElements(t *testing.T) {
	for _, c := range cases(t) {
		for _, format := range markdownFormats {
			src := writeAll(t, format, c.report)
			html := 0
			_ = ast.Walk(parse(src), func(node ast.Node, entering bool) (ast.WalkStatus, error) {
				if !entering {
					return ast.WalkContinue, nil
				}
				switch n := node.(type) {
				case *ast.HTMLBlock:
					html++
					if lines := string(n.Lines().Value(src)); lines != "<!-- citelint:report -->\n" {
						t.Errorf("%s, %s: HTML: %q", c.name, format, lines)
					}
				case *ast.Link:
					if d := string(n.Destination); !strings.HasPrefix(d, "https://") && !strings.HasPrefix(d, "http://") {
						t.Errorf("%s, %s: a link leads to %q", c.name, format, d)
					}
				case *ast.CodeSpan:
					return ast.WalkSkipChildren, nil
				case *ast.Emphasis:
					if n.Level != 2 {
						t.Errorf("%s, %s: emphasis", c.name, format)
					}
				case *ast.Text:
					shown := strings.ReplaceAll(string(n.Value(src)), "&#8203;", "\u200b")
					if m := mention.FindString(unescape(shown)); m != "" {
						t.Errorf("%s, %s: %q calls somebody in %q", c.name, format, m, shown)
					}
				}
				if slices.Contains(forbidden, node.Kind()) {
					t.Errorf("%s, %s: a %v", c.name, format, node.Kind())
				}
				return ast.WalkContinue, nil
			})
			if n := len(utf16.Encode([]rune(string(src)))); format == "comment" && n > 60_000 {
				t.Errorf("%s: the comment has %d UTF-16 units", c.name, n)
			}
			if html != 1 {
				t.Errorf("%s, %s: %d blocks of HTML, want the first line alone", c.name, format, html)
			}
			for _, r := range string(src) {
				if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r == '\u202e' || r == '\u200b' || r == '\ufffe' {
					t.Errorf("%s, %s holds U+%04X as it is", c.name, format, r)
					break
				}
			}
		}
	}
}

var escaped = regexp.MustCompile(`\\([!-/:-@\[-` + "`" + `{-~])`)

func unescape(s string) string { return escaped.ReplaceAllString(s, "$1") }

// TestMany holds the formats with a limit to it: whole rows are lost, the least severe first, and
// what is missing is counted.
func TestMany(t *testing.T) {
	rep := manyReport(t)
	errors, infos := rep.Count(checker.Error), rep.Count(checker.Info)
	if errors+infos < 9000 {
		t.Fatalf("%d errors and %d infos are not many", errors, infos)
	}
	for _, format := range []string{"summary", "comment"} {
		src := string(writeAll(t, format, rep))
		switch size := len(utf16.Encode([]rune(src))); {
		case format == "comment" && (size > 60_000 || size < 55_000):
			t.Errorf("the comment has %d UTF-16 units, want just under 60,000", size)
		case format == "summary" && (len(src) > 1_000_000 || len(src) < 950_000):
			t.Errorf("the summary has %d bytes, want just under 1,000,000", len(src))
		}
		gotErrors, gotInfos := strings.Count(src, "| **error** "), strings.Count(src, "| **info** ")
		if gotInfos > 0 && gotErrors < errors {
			t.Errorf("%s: infos are shown, and %d errors are not", format, errors-gotErrors)
		}
		lines := strings.Split(strings.TrimSuffix(src, "\n"), "\n")
		want := "Not shown, for want of room: "
		if n := errors - gotErrors; n > 0 {
			want += fmt.Sprintf("%d errors and ", n)
		}
		want += fmt.Sprintf("%d infos. `-o report.md` has all.", infos-gotInfos)
		if got := lines[len(lines)-1]; got != want {
			t.Errorf("%s ends with %q, want %q", format, got, want)
		}
		for _, l := range lines {
			if strings.HasPrefix(l, "| ") && !strings.HasSuffix(l, " |") {
				t.Errorf("%s: a row was cut: %s", format, l)
			}
		}
	}
	for _, limit := range []int{0, 1, 5000} {
		var b bytes.Buffer
		if err := report.MarkdownWithin(&b, rep, limit); err != nil {
			t.Fatal(err)
		}
		if b.Len() > max(limit, 1000) {
			t.Errorf("within %d bytes, %d were written", limit, b.Len())
		}
	}
}
