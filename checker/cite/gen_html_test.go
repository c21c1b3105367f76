package cite_test

import (
	"fmt"
	"html"
	"strings"
)

// A page says how a program that writes HTML marks its notes; each has the number of the note.
type page struct {
	marker     string
	head, tail string // around all notes
	open, shut string // around one
	wrapped    bool   // lines break within sentences
}

// pages are families of section 5 of the design for reading.
var pages = map[string]page{
	"html-pandoc": {
		marker: `<a href="#fn%[1]d" class="footnote-ref" id="fnref%[1]d" role="doc-noteref"><sup>%[1]d</sup></a>`,
		head:   `<section id="footnotes" class="footnotes footnotes-end-of-document" role="doc-endnotes"><hr /><ol>`, tail: `</ol></section>`,
		open: `<li id="fn%[1]d"><p>`, shut: `<a href="#fnref%[1]d" class="footnote-back" role="doc-backlink">↩︎</a></p></li>`,
	},
	"html-wordpress": {
		marker: `<sup data-fn="7f3ad-%[1]d" class="fn"><a href="#7f3ad-%[1]d" id="7f3ad-%[1]d-link">%[1]d</a></sup>`,
		head:   `<ol class="wp-block-footnotes">`, tail: `</ol>`,
		open: `<li id="7f3ad-%[1]d">`, shut: ` <a href="#7f3ad-%[1]d-link" aria-label="Jump to footnote reference %[1]d">↩︎</a></li>`,
	},
	"html-wiki": {
		marker: `<sup id="cite_ref-%[1]d" class="reference"><a href="#cite_note-%[1]d"><span class="cite-bracket">&#91;</span>%[1]d<span class="cite-bracket">&#93;</span></a></sup>`,
		head:   `<h2 id="References">References</h2><div class="reflist"><ol class="references">`, tail: `</ol></div>`,
		open: `<li id="cite_note-%[1]d"><span class="mw-cite-backlink"><b><a href="#cite_ref-%[1]d">^</a></b></span> <span class="reference-text">`, shut: `</span></li>`,
	},
	"html-word": {
		marker: `<a style='mso-footnote-id:ftn%[1]d' href="#_ftn%[1]d" name="_ftnref%[1]d" title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]><span class=MsoFootnoteReference><span lang=EN-GB style='font-size:11.0pt'>[%[1]d]</span></span><![endif]></span></span></a>`,
		head:   `<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1 width="33%"><![endif]>`, tail: `</div>`,
		open: `<div style='mso-element:footnote' id=ftn%[1]d><p class=MsoFootnoteText><a style='mso-footnote-id:ftn%[1]d' href="#_ftnref%[1]d" name="_ftn%[1]d" title=""><span class=MsoFootnoteReference><span lang=EN-GB>[%[1]d]</span></span></a> `, shut: `<o:p></o:p></p></div>`,
		wrapped: true,
	},
}

// numbered writes a template with the number of a note.
func numbered(template string, number int) string {
	if !strings.Contains(template, "%[1]d") {
		return template
	}
	return fmt.Sprintf(template, number)
}

// writeHTML writes the document as a page of its family.
func (m *maker) writeHTML() {
	is := pages[m.doc.form]
	m.print("<!DOCTYPE html>\n<html lang=\"" + m.lang + "\">\n<head><title>Tides</title></head>\n<body>\n<h1>Tides</h1>\n<p>")
	sentences := prose[m.lang]
	space := map[bool]string{true: "", false: " "}[m.lang == "zh" || m.lang == "ja"]
	at, k := 0, m.rng.IntN(len(sentences))
	for at < len(m.doc.notes) {
		s := sentences[k%len(sentences)]
		k++
		several := min(1+m.rng.IntN(8)/7, len(m.doc.notes)-at)
		if m.chance(.2) {
			several = 0
		}
		m.htmlSentence(s, m.doc.notes[at:at+several])
		at += several
		if m.chance(.3) {
			m.print("</p>\n<p>")
		} else {
			m.print(space)
		}
	}
	m.print("</p>\n" + is.head + "\n")
	for _, n := range m.doc.notes {
		m.print(numbered(is.open, n.number))
		m.writeNote(n)
		m.print(numbered(is.shut, n.number) + "\n")
	}
	m.print(is.tail + "\n</body>\n</html>\n")
}

// htmlSentence writes a sentence with its markers behind it, or behind a comma in it.
func (m *maker) htmlSentence(s string, notes []*noteTruth) {
	for _, n := range notes {
		n.claim = s
	}
	if comma := strings.Index(s, ", ") + 1; comma > 0 && len(notes) > 0 && m.chance(.3) {
		m.print(m.wrapped(html.EscapeString(s[:comma])))
		m.marker(notes[0])
		s, notes = s[comma:], notes[1:]
	}
	m.print(m.wrapped(html.EscapeString(s)))
	for _, n := range notes {
		m.marker(n)
	}
}

// wrapped breaks lines at some spaces, if the program does.
func (m *maker) wrapped(s string) string {
	if !pages[m.doc.form].wrapped {
		return s
	}
	words := strings.Split(s, " ")
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteString(map[bool]string{true: "\n", false: " "}[m.chance(.1)])
		}
		b.WriteString(w)
	}
	return b.String()
}

// htmlPieces writes pieces as HTML.
func (m *maker) htmlPieces(list []piece) {
	for i, p := range list {
		if p.link != "" && (i == 0 || list[i-1].link != p.link) {
			m.print(`<a href="` + html.EscapeString(p.link) + `">`)
		}
		text := html.EscapeString(p.text)
		switch {
		case p.field == "link" && strings.Contains(p.text, "://"):
			text = `<a href="` + text + `">` + text + `</a>`
		case p.italic && text != "":
			text = "<em>" + m.wrapped(text) + "</em>"
		default:
			text = m.wrapped(text)
		}
		m.print(text)
		if p.link != "" && (i+1 == len(list) || list[i+1].link != p.link) {
			m.print("</a>")
		}
	}
}

// visible takes the tags out of a piece of a page, also one that it cuts.
func visible(s []byte) []byte {
	var out []byte
	for len(s) > 0 {
		open := strings.IndexByte(string(s), '<')
		if open < 0 {
			return append(out, s...)
		}
		out = append(out, s[:open]...)
		shut := strings.IndexByte(string(s[open:]), '>')
		if shut < 0 {
			return out
		}
		s = s[open+shut+1:]
	}
	return out
}

// isHTML reports whether the document is a page.
func (g *genDoc) isHTML() bool { return strings.HasPrefix(g.form, "html-") }

// name is the document's file name.
func (g *genDoc) name() string {
	if g.isHTML() {
		return "generated.html"
	}
	return "generated.md"
}
