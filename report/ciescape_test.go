package report

import (
	"encoding/xml"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

var ciSeeds = append([]string{
	"]]>", "--><x/>", "<![CDATA[x", "\x0b", "\ufffe\uffff", "'\"", "{0}", "{{x}}", "}{", "[a](1)", "](](", "a:b", "//host/x", "../x", "%41", "a b", "?q#f",
}, seeds...)

// FuzzSARIFWords states that a message holds neither a placeholder nor a link, and that the words are
// all there.
func FuzzSARIFWords(f *testing.F) {
	for _, s := range ciSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := sarifWords(s)
		if strings.Contains(got, "](") {
			t.Fatalf("sarifWords(%q) = %q holds a link", s, got)
		}
		bare := strings.NewReplacer("{{", "", "}}", "").Replace(got)
		if strings.ContainsAny(bare, "{}") {
			t.Fatalf("sarifWords(%q) = %q holds a single brace", s, got)
		}
		back := strings.NewReplacer("{{", "{", "}}", "}").Replace(got)
		if want := strings.ReplaceAll(s, "](", "] ("); back != want {
			t.Fatalf("sarifWords(%q) reads back as %q, want %q", s, back, want)
		}
	})
}

// FuzzSARIFURI states that a path is a relative reference of that very path, in ASCII.
func FuzzSARIFURI(f *testing.F) {
	for _, s := range ciSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.HasPrefix(s, "/") {
			t.Skip("paths in reports are relative")
		}
		u, err := url.Parse(sarifURI(s))
		if err != nil || u.Path != s || u.Scheme+u.Opaque+u.Host+u.RawQuery+u.Fragment != "" {
			t.Fatalf("sarifURI(%q) = %q is read as %+v (%v)", s, sarifURI(s), u, err)
		}
		for _, c := range []byte(sarifURI(s)) {
			if c <= ' ' || c >= 0x7f {
				t.Fatalf("sarifURI(%q) holds the byte %#x", s, c)
			}
		}
	})
}

// FuzzXML states that any text at all makes well-formed XML of one element, and that clean text comes
// back as it was.
func FuzzXML(f *testing.F) {
	for _, s := range ciSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, s := range []string{s, plain(s)} {
			src := "<a" + attribute("b", s) + ">" + xmlText(s) + "</a>"
			var v struct {
				B    string `xml:"b,attr"`
				Text string `xml:",chardata"`
				Rest string `xml:",any"`
			}
			if err := xml.Unmarshal([]byte(src), &v); err != nil || v.Rest != "" {
				t.Fatalf("%q is no XML of one element: %v", src, err)
			}
			if s == plain(s) && (v.B != s || v.Text != s) {
				t.Fatalf("%q comes back as %q and %q", s, v.B, v.Text)
			}
		}
	})
}

// FuzzReplacements states that a fix, told by lines and columns, is the same fix: in bytes to
// reviewdog, in code points to SARIF.
func FuzzReplacements(f *testing.F) {
	f.Add("夜行 one,\r\n列 two “three”.\n", uint16(7), uint16(3), uint16(5), uint16(9), "四")
	f.Add("\ufeffa\nb", uint16(3), uint16(1), uint16(0), uint16(1), "")
	f.Fuzz(func(t *testing.T, src string, a, b, c, e uint16, text string) {
		if !utf8.ValidString(src) || !isVerbatim(text) || redact(src) != src {
			t.Skip()
		}
		bom := 0
		if strings.HasPrefix(src, "\ufeff") {
			bom = len("\ufeff")
		}
		d := checker.NewDocument("x.md", []byte(src))
		at := func(n uint16, from int) int { // a boundary of code points at or after from
			i := min(max(bom, from+int(n%32)), len(src))
			for i < len(src) && !utf8.RuneStart(src[i]) {
				i++
			}
			return i
		}
		one := at(a, 0)
		two := at(b, one)
		three := at(c, two)
		four := at(e, three)
		finding := &checker.Finding{Subject: checker.Subject{Document: d}, Fix: &checker.Fix{Safe: true, Edits: []checker.Edit{
			{Span: d.Span(one, two), NewText: text}, {Span: d.Span(three, four), NewText: ""},
		}}}
		want := string(checker.Apply(d.Source, finding.Fix.Edits))
		lines := strings.SplitAfter(src, "\n")

		for _, s := range rdSuggestions(finding, byteLines{}) {
			offset := func(p rdPosition) int { return len(strings.Join(lines[:p.Line-1], "")) + p.Column - 1 }
			if got := src[:offset(s.Range.Start)] + s.Text + src[offset(*s.Range.End):]; got != want {
				t.Fatalf("the suggestion makes %q of %q, want %q", got, src, want)
			}
		}
		w := sarifWriter{artifacts: map[*checker.Document]sarifArtifact{}, real: func(p string) string { return p }}
		replacements := w.fixes(finding)[0].Changes[0].Replacements
		offset := func(line, column int) int {
			n := len(strings.Join(lines[:line-1], ""))
			if line == 1 {
				n += bom
			}
			for range column - 1 {
				_, size := utf8.DecodeRuneInString(src[n:])
				n += size
			}
			return n
		}
		got := src
		for i := len(replacements) - 1; i >= 0; i-- {
			r := replacements[i].Deleted
			got = got[:offset(r.StartLine, r.StartColumn)] + replacements[i].Inserted.Text + got[offset(r.EndLine, r.EndColumn):]
		}
		if got != want {
			t.Fatalf("the replacements make %q of %q, want %q", got, src, want)
		}
	})
}
