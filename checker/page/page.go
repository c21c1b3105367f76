// Package page says what a page says about itself, what it answers to a query, and whether it is
// the page at all. Begin with Inspect.
//
// Its leading idea is to verify and not to extract: a citation says already what title, author and
// date there should be, and a page is only asked whether it has them.
package page

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// Version names what Inspect reads out of a page, and how. What an Inspect of another version read is
// not comparable.
const Version = "4"

// Inspect reads one answer of the web: what the page states, what it answers to the query, and the
// signals that it may not be the page. It is a checker.Inspector: a pure function, safe for many
// goroutines at once. Its time and memory are bounded by the length of the body. It reads no text of
// PDFs: a Reader does.
func Inspect(r checker.Response, q checker.Query) checker.Inspection {
	return inspect(r, q, parse, noPDF)
}

func inspect(r checker.Response, q checker.Query, parse parser, readPDF pdfReader) checker.Inspection {
	kind := kindOf(r)
	in := checker.Inspection{Page: checker.Page{
		URL:          r.URL,
		ContentType:  kind,
		Size:         int64(len(r.Body)),
		Digest:       digest(r.Body),
		Partial:      r.Partial,
		ETag:         validator(r, "Etag"),
		LastModified: validator(r, "Last-Modified"),
	}}
	s := &source{response: r, kind: kind}
	s.url, _ = url.Parse(r.URL)
	if s.url == nil {
		s.url = &url.URL{}
	}
	s.base = s.url
	switch {
	case isHTML(kind) || strings.HasSuffix(kind, "xml"):
		s.readHTML(parse)
	case kind == "application/pdf":
		s.readPDF(readPDF, q)
		in.Page.Partial = r.Partial || s.truncated
		if s.trouble != "" {
			in.Notes = append(in.Notes, s.trouble)
		}
	case isText(kind):
		s.body = decode(r.Body, header(r, "Content-Type"))
		s.text = plainText(s.body)
	}
	s.main = s.findArticle()
	s.sites = s.findSites()
	s.named = s.findCandidates()
	s.words = match.Words(s.text)
	s.plain = match.Fold(s.text)
	s.bones = match.SkeletonOfFolded(s.plain)
	s.describe(&in.Page)
	in.Text = s.text
	for _, c := range s.named {
		in.Titles = append(in.Titles, checker.Statement{Where: c.where, Text: c.text})
	}
	in.Refresh = s.refresh
	in.Page.Answers = s.answer(q)
	in.Signals = s.signals(q, in.Page)
	switch {
	case r.Partial || s.hollow() || len(q.Authors)+len(q.Containers)+len(q.Dates)+len(q.Fragments) > 0 && s.isCut():
		notMissing(&in.Page.Answers)
	case in.Page.Partial || s.isUnseen(): // a PDF says how many pages it has, even so
		fragments := in.Page.Answers.Fragments
		in.Page.Answers.Fragments = nil
		notMissing(&in.Page.Answers)
		in.Page.Answers.Fragments = fragments
	}
	if isAnother(in.Signals) {
		notMissing(&in.Page.Answers)
		nothingCompared(&in.Page.Answers)
		nothingQuoted(&in.Page.Answers)
	}
	return in
}

// isUnseen reports whether the page is a PDF whose text was not read.
func (s *source) isUnseen() bool { return s.kind == "application/pdf" && s.text == "" }

// A source is one answer while it is being read.
type source struct {
	response checker.Response
	kind     string   // media type
	url      *url.URL // never nil
	base     *url.URL // what relative addresses are relative to

	text     string // the visible text, a paragraph a line
	words    int    // of the text
	plain    string // the folded text
	bones    string // the skeleton of the text
	between  string // what parted returns, if isParted
	isParted bool
	all      *nameTexts      // all visible text; nil until asked for
	allDates []dated         // of all visible text; nil until asked for
	lines    map[string]bool // skeletons of the first lines that are no links; nil until asked for
	pdf      *flow           // of a PDF; nil if its text was not read
	trouble  string          // why it was not
	facts                    // what the markup states

	main  *node // the JSON-LD of the article; nil if there is none
	sites []string
	site  string          // what siteName returns, if it was asked
	junk  map[string]bool // what junkTitle said, by title
	named []candidate
}

// digest returns "sha256:…" of b, and nothing for no bytes.
func digest(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// header returns the first value of a header, given its canonical key.
func header(r checker.Response, key string) string {
	if v := r.Header[key]; len(v) > 0 {
		return clean(v[0])
	}
	return ""
}

// validator returns a header that is sent back to the host as it is, if it can be.
func validator(r checker.Response, key string) string {
	v := r.Header[key]
	if len(v) == 0 || len(v[0]) > 1024 || strings.ContainsFunc(v[0], func(c rune) bool { return c < ' ' || c > '~' }) {
		return ""
	}
	return v[0]
}
