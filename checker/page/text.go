package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// blocks lists the elements before and behind which a paragraph ends.
var blocks = map[string]bool{
	"address": true, "article": true, "aside": true, "blockquote": true, "body": true, "br": true, "button": true, "caption": true,
	"center": true, "dd": true, "details": true, "dialog": true, "dir": true, "div": true, "dl": true, "dt": true, "fieldset": true,
	"figcaption": true, "figure": true, "footer": true, "form": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true,
	"h6": true, "header": true, "hgroup": true, "hr": true, "legend": true, "li": true, "main": true, "menu": true, "nav": true,
	"ol": true, "optgroup": true, "option": true, "p": true, "pre": true, "search": true, "section": true, "select": true,
	"summary": true, "table": true, "tbody": true, "textarea": true, "tfoot": true, "thead": true, "tr": true, "ul": true,
}

// unseen lists the elements whose text no reader sees.
var unseen = map[string]bool{
	"head": true, "noscript": true, "script": true, "style": true, "svg": true, "template": true, "title": true,
	"iframe": true, "noembed": true, "noframes": true, "datalist": true, "object": false,
}

// isBlock and isUnseen ask by atom first: that is quicker than a look into a map, and most elements
// are neither.
func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.A, atom.Span, atom.B, atom.I, atom.Em, atom.Strong, atom.Img, atom.Td, atom.Th, atom.Svg, atom.Script, atom.Link, atom.Meta:
		return false
	case atom.Div, atom.P, atom.Li, atom.Br, atom.Ul, atom.Tr:
		return true
	}
	return blocks[n.Data]
}

func isUnseen(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.P, atom.Li, atom.Br, atom.Ul, atom.A, atom.Span, atom.B, atom.I, atom.Em, atom.Strong, atom.Img, atom.Td, atom.Th, atom.Tr:
		return false
	}
	return unseen[n.Data]
}

// hidden reports whether an element and all in it are not shown.
func hidden(n *html.Node) bool {
	if isUnseen(n) {
		return true
	}
	if n.Data == "html" || n.Data == "body" {
		return false // hidden until a script has run
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return !strings.EqualFold(a.Val, "until-found")
		case "style":
			if len(a.Val) < 2000 && strings.Contains(squeeze(a.Val), "display:none") {
				return true
			}
		}
	}
	return false
}

// squeeze returns s in lower case and without blanks.
func squeeze(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(s), ""))
}

// A writer collects visible text: white space collapsed, a paragraph a line.
type writer struct {
	b     strings.Builder
	space bool                    // one is owed
	line  bool                    // a line end is owed
	part  bool                    // inline elements part words, too
	caps  bool                    // large first letters that may be words, too, belong to what follows
	glue  bool                    // blanks are left out until a letter comes
	limit int                     // no more is written when so many bytes are; 0: all is
	skip  func(n *html.Node) bool // elements left out; nil: none
}

// walk writes the text of a tree, if it is seen, and calls visit for each element, seen or not.
func (w *writer) walk(n *html.Node, seen bool, visit func(n *html.Node, seen bool)) {
	switch n.Type {
	case html.TextNode:
		if seen && (w.limit == 0 || w.b.Len() < w.limit) {
			w.text(n.Data)
		}
		return
	case html.ElementNode:
		if w.skip != nil && w.skip(n) {
			w.line = w.line || isBlock(n)
			w.space = true
			return
		}
		if seen = seen && !hidden(n); seen {
			w.border(n)
		}
		if visit != nil {
			visit(n, seen)
		}
	}
	if !seen && visit == nil {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c, seen, visit)
	}
	if n.Type == html.ElementNode && seen {
		w.border(n)
		if n.DataAtom == atom.Span {
			letter := dropCap(n)
			w.glue = letter != 0 && (w.caps || strings.ContainsRune(noWords, letter))
		}
	}
}

// noWords are the capitals that are no word by themselves.
const noWords = "BCDFGHJLMNPQRT"

// dropCap returns the letter that an element sets large at the beginning of a text; 0 if it sets none.
func dropCap(n *html.Node) rune {
	c := n.FirstChild
	if c == nil || c.NextSibling != nil || c.Type != html.TextNode || len(c.Data) > 8 {
		return 0
	}
	t := strings.TrimSpace(c.Data)
	letter, size := utf8.DecodeRuneInString(t)
	if size != len(t) || !unicode.IsUpper(letter) {
		return 0
	}
	class := strings.ToLower(attr(n, "class"))
	if strings.Contains(class, "drop") || strings.Contains(class, "lettrine") || strings.Contains(class, "initial") ||
		strings.Contains(class, "first-letter") || strings.Contains(squeeze(attr(n, "style")), "float:left") {
		return letter
	}
	return 0
}

// forScreenReaders reports whether an element is there to be read aloud only.
func forScreenReaders(n *html.Node) bool {
	class := attr(n, "class")
	if class == "" {
		return false
	}
	for _, c := range []string{"sr-only", "screen-reader", "visually-hidden", "visuallyhidden", "visuallyHidden", "hiddenVisually", "assistive-text", "element-invisible", "offscreen", "a11y-hidden"} {
		if strings.Contains(class, c) {
			return true
		}
	}
	return false
}

func (w *writer) text(s string) {
	for len(s) > 0 {
		// Runs of plain ASCII are most of all text.
		i := 0
		for i < len(s) && s[i] > ' ' && s[i] < 0x7F {
			i++
		}
		if i > 0 {
			w.glue = false
			w.owed()
			w.b.WriteString(s[:i])
			s = s[i:]
			continue
		}
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == paragraph:
			w.line = true
		case unicode.IsSpace(r):
			w.space = !w.glue
		case invisible(r) || r == utf8.RuneError && size == 1:
		default:
			w.glue = false
			w.owed()
			w.b.WriteString(s[:size])
		}
		s = s[size:]
	}
}

func (w *writer) owed() {
	switch {
	case w.b.Len() == 0:
	case w.line:
		w.b.WriteByte('\n')
	case w.space:
		w.b.WriteByte(' ')
	}
	w.line, w.space = false, false
}

// border is called where an element begins and where it ends.
func (w *writer) border(n *html.Node) {
	switch {
	case isBlock(n):
		w.line = true
	case w.part || n.Data == "td" || n.Data == "th":
		w.space = true
	}
}

// textOf returns the visible text of an element, on one line.
func textOf(n *html.Node) string { return textIn(n, writer{}) }

// partedOf is textOf with a blank at each border of an element.
func partedOf(n *html.Node) string { return textIn(n, writer{part: true}) }

func textIn(n *html.Node, w writer) string {
	w.limit = 64 * maxString
	for c := n.FirstChild; c != nil && w.b.Len() < w.limit; c = c.NextSibling {
		w.walk(c, true, nil)
	}
	return clean(w.b.String())
}

// maxSearched is how much of a text is searched for dates, and between elements: names and dates
// stand near the beginning, if not in the metadata.
const maxSearched = 512 << 10

// parted returns those paragraphs that read differently with a blank at each border of an element,
// so read, with their neighbours; empty if there are none. Styles often part what is written without
// one: <span>Jane Doe</span><span>1.2.2023</span>.
func (s *source) parted() string {
	if s.doc != nil && !s.isParted {
		w := writer{part: true, limit: maxSearched}
		w.b.Grow(min(len(s.text)+len(s.text)/8, maxSearched))
		w.walk(s.doc, true, nil)
		s.between, s.isParted = different(s.text, w.b.String()), true
	}
	return s.between
}

// different returns the lines of b that are not those of a at the same place, each with the lines
// beside it.
func different(a, b string) string {
	var out strings.Builder
	before, last := "", false // the line before, and whether it is written
	owed := false             // the line behind one that differs
	for b != "" {
		var x, y string
		x, a, _ = strings.Cut(a, "\n")
		y, b, _ = strings.Cut(b, "\n")
		differs := x != y
		if differs && !last && before != "" {
			out.WriteString(before)
			out.WriteByte('\n')
		}
		if last = differs || owed; last {
			out.WriteString(y)
			out.WriteByte('\n')
		}
		before, owed = y, differs
	}
	return out.String()
}

// plainText returns a text that is no markup as visible text.
func plainText(s string) string {
	var w writer
	for line := range strings.Lines(s) {
		w.text(line)
		w.line = true
	}
	return w.b.String()
}
