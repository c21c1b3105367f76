package report

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// CSV writes one row for each link of each citation, or for the citation if it has none, for a note
// without citation and for a link outside notes, as spreadsheets read it: RFC 4180 with a byte order
// mark. A cell that a spreadsheet would take for a formula has a ' in front, which readers take off.
func CSV(w io.Writer, rep *checker.Report) error {
	b := bytes.NewBufferString("\ufeff")
	s := sheet{w: csv.NewWriter(b), rep: rep, found: map[any]faults{}, answers: map[*checker.Result]pageAnswers{}}
	s.w.UseCRLF = true
	s.write(columns)
	s.sortFindings()
	for _, d := range rep.Documents {
		s.document(d)
	}
	s.w.Flush()
	if err := s.w.Error(); err != nil {
		return err
	}
	return write(w, b)
}

// The columns: new ones are only ever added at the end.
const (
	colPath = iota
	colLine
	colNote
	colNoteKind
	colIndex
	colKind
	colSignal
	colAuthors
	colTitle
	colParallelTitle
	colContainer
	colPublisher
	colDate
	colAccessed
	colLocator
	colDOI
	colISBN
	colLanguage
	colLinkText
	colURL
	colVerdict
	colCause
	colStatus
	colInstead
	colTitleAnswer
	colQuotations
	colSnapshot
	colChecked
	colRules
	colSeverity
	colRefersTo
	colClaim
	colText
	colConfidence
	colAuthorAnswer
	colDateAnswer
	colPublisherAnswer
	numColumns
)

var columns = csvRow{
	"path", "line", "note", "noteKind", "index", "kind", "signal", "authors", "title", "parallelTitle", "container", "publisher",
	"date", "accessed", "locator", "doi", "isbn", "language", "linkText", "url", "verdict", "cause", "status", "instead",
	"titleAnswer", "quotations", "snapshot", "checked", "rules", "severity", "refersTo", "claim", "text", "confidence",
	"authorAnswer", "dateAnswer", "publisherAnswer",
}

// A csvRow begins as its document's, and becomes its note's, its citation's and its link's.
type csvRow [numColumns]string

// set fills a cell with foreign text.
func (r *csvRow) set(column int, s string) { r[column] = cell(s) }

const (
	longestCell = 32767 // UTF-16 units: Excel takes no more in a cell
	// A note of very many links would write its texts as often: from some row on they are shorter.
	longestRows  = 100
	shortestCell = 255
)

// cell is foreign text that a spreadsheet shows and does not compute.
func cell(s string) string {
	const most = 8 * longestCell
	isCut := len(s) > most
	if isCut {
		s = s[:cutBefore(s, most)]
	}
	s = datum(s)
	// What a datum may begin with and nobody sees is no protection.
	if seen := strings.TrimLeft(s, "\u200c\u200d "); seen != "" && strings.ContainsRune("=+-@＝＋－＠'", firstRune(seen)) {
		s = "'" + s
	}
	if isCut {
		s += "…"
	}
	return cutUnits(s, longestCell)
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// cutBefore returns the last place up to n where a code point begins.
func cutBefore(s string, n int) int {
	for k := 1; k < utf8.UTFMax && !utf8.RuneStart(s[n]); k++ {
		n--
	}
	return n
}

// cutUnits shortens s to n UTF-16 units, the last of them "…".
func cutUnits(s string, n int) string {
	if len(s) <= n {
		return s
	}
	units, end := 0, 0 // end is where there is still room for the "…"
	for i, r := range s {
		units += utf16.RuneLen(r)
		if units <= n-1 {
			end = i + utf8.RuneLen(r)
		}
		if units > n {
			return s[:end] + "…"
		}
	}
	return s
}

// A sheet writes the rows of a report.
type sheet struct {
	w       *csv.Writer
	rep     *checker.Report
	found   map[any]faults // by the link, citation or note that it is about
	answers map[*checker.Result]pageAnswers
	ids     map[*checker.Note]string
	at      map[*checker.Citation]string // where a back-reference leads: "1 [0]", a note and an index
	rows    int                          // of this note
}

// write adds a row. What fails is the buffer, which never does.
func (s *sheet) write(r csvRow) {
	s.rows++
	if s.rows > longestRows {
		for _, c := range [...]int{
			colSignal, colAuthors, colTitle, colParallelTitle, colContainer, colPublisher, colLocator, colRefersTo, colClaim, colText,
		} {
			r[c] = cutUnits(r[c], shortestCell)
		}
	}
	_ = s.w.Write(r[:])
}

func (s *sheet) sortFindings() {
	for _, f := range s.rep.Findings {
		var about any
		switch sub := f.Subject; {
		case sub.Link != nil:
			about = sub.Link
		case sub.Citation != nil:
			about = sub.Citation
		case sub.Note != nil:
			about = sub.Note
		case sub.Marker != nil && sub.Marker.Note != nil:
			about = sub.Marker.Note
		default:
			continue // it is about the document, which has no row
		}
		s.found[about] = s.found[about].and(newFaults(f))
	}
}

// A faults is what rules found about one thing.
type faults struct {
	rules []string         // IDs, sorted, each once
	worst checker.Severity // of what is new
}

func newFaults(f *checker.Finding) faults {
	if f.State != checker.New {
		return faults{rules: []string{f.Rule}}
	}
	return faults{[]string{f.Rule}, f.Severity}
}

// and brings both together. There are few rules, however many findings there are.
func (f faults) and(g faults) faults {
	rules := slices.Concat(f.rules, g.rules)
	slices.Sort(rules)
	return faults{slices.Compact(rules), max(f.worst, g.worst)}
}

func (s *sheet) document(d *checker.Document) {
	s.ids, s.at = noteIDs([]*checker.Document{d}), map[*checker.Citation]string{}
	for _, n := range d.Notes {
		for i, c := range n.Citations {
			s.at[c] = s.ids[n] + " [" + itoa(i) + "]"
		}
	}
	var r csvRow
	r.set(colPath, d.Path)
	for _, n := range d.Notes {
		s.note(r, d, n)
	}
	s.rows = 0
	for _, l := range d.Links {
		s.link(r, d, l, nil, faults{})
	}
}

// line is the line of a span; a derived text has no lines that anybody sees.
func (r *csvRow) line(d *checker.Document, span checker.Span) {
	if !d.Derived && !span.IsZero() {
		r[colLine] = itoa(span.Start.Line)
	}
}

func (s *sheet) note(r csvRow, d *checker.Document, n *checker.Note) {
	s.rows = 0
	if n.Span.IsZero() && len(n.Markers) > 0 {
		r.line(d, n.Markers[0].Span)
	} else {
		r.line(d, n.Span)
	}
	r.set(colNote, s.ids[n])
	r.set(colNoteKind, string(n.Kind))
	r.set(colClaim, claimsOf(n))
	if len(n.Citations) == 0 {
		r.set(colText, n.Text)
		r.rules(s.found[n])
		s.write(r)
	}
	asked := quotationsOf(n)
	for i, c := range n.Citations {
		s.citation(r, d, n, i, c, asked)
	}
}

func (s *sheet) citation(r csvRow, d *checker.Document, n *checker.Note, i int, c *checker.Citation, asked []string) {
	r.line(d, c.Span)
	r[colIndex], r[colConfidence] = itoa(i), strconv.FormatFloat(round(c.Confidence), 'f', -1, 64)
	r.set(colKind, string(c.Kind))
	r.set(colSignal, c.Signal)
	r.set(colAuthors, names(c.Authors))
	r.set(colTitle, c.Title)
	r.set(colParallelTitle, c.ParallelTitle)
	r.set(colContainer, c.Container)
	r.set(colPublisher, c.Publisher)
	r.set(colDate, dateWords(c.Date))
	r.set(colAccessed, dateWords(c.Accessed))
	r.set(colLocator, c.Locator)
	r.set(colDOI, c.DOI)
	r.set(colISBN, c.ISBN)
	r.set(colLanguage, c.Language)
	r.set(colRefersTo, s.refersTo(c))
	r.set(colText, c.Text)
	about := s.found[n].and(s.found[c])
	links := c.AllLinks()
	if len(links) == 0 {
		r.rules(about)
		s.write(r)
	}
	for _, l := range links {
		s.link(r, d, l, c, about, asked...)
	}
}

// refersTo says what a back-reference means, or why that cannot be told.
func (s *sheet) refersTo(c *checker.Citation) string {
	if c.RefersTo != nil {
		return s.at[c.RefersTo]
	}
	if c.Reason != "" {
		return "refused: " + c.Reason
	}
	return ""
}

// link writes the row of a link; c is nil outside notes.
func (s *sheet) link(r csvRow, d *checker.Document, l *checker.Link, c *checker.Citation, about faults, asked ...string) {
	r.line(d, l.Span)
	r.set(colLinkText, l.Text)
	r.set(colURL, cmp.Or(l.URL, l.Raw))
	r.rules(about.and(s.found[l]))
	if res := s.rep.Result(l.URL); res != nil && l.URL != "" {
		s.result(&r, res, c, asked)
	}
	s.write(r)
}

func (s *sheet) result(r *csvRow, res *checker.Result, c *checker.Citation, asked []string) {
	r.set(colVerdict, string(res.Verdict))
	r.set(colCause, string(res.Cause))
	if res.Status > 0 {
		r[colStatus] = itoa(res.Status)
	}
	r.set(colInstead, res.Instead)
	r[colChecked] = timestamp(res.Checked)
	if len(res.Snapshots) > 0 {
		r.set(colSnapshot, res.Snapshots[0].URL)
	}
	if c == nil || !wasRead(res) {
		return
	}
	a, ok := s.answers[res]
	if !ok {
		a = newPageAnswers(res)
		s.answers[res] = a
	}
	r.set(colTitleAnswer, a.title(c))
	r.set(colQuotations, a.counted(asked))
	for _, one := range comparisons(c, res) {
		for field, column := range map[string]int{"author": colAuthorAnswer, "date": colDateAnswer, "publisher": colPublisherAnswer} {
			if one.field == field && !strings.Contains(r[column], one.answer) {
				r[column] = strings.TrimPrefix(r[column]+"; "+one.answer, "; ")
			}
		}
	}
}

// rules names the rules that found something, and the worst severity of what is new.
func (r *csvRow) rules(f faults) {
	r.set(colRules, strings.Join(f.rules, " "))
	if f.worst > checker.Off {
		r[colSeverity] = f.worst.String()
	}
}

// claimsOf are the claims that a note is there to support, each once.
func claimsOf(n *checker.Note) string {
	var claims []string
	seen := map[string]bool{}
	for _, m := range n.Markers {
		if m.Claim != "" && !seen[m.Claim] {
			seen[m.Claim] = true
			claims = append(claims, m.Claim)
		}
	}
	return strings.Join(claims, " / ")
}

// quotationsOf are the texts that the claims of a note quote, each once.
func quotationsOf(n *checker.Note) []string {
	var texts []string
	seen := map[string]bool{}
	for _, m := range n.Markers {
		for _, q := range m.Quotations {
			if !seen[q.Text] {
				seen[q.Text] = true
				texts = append(texts, q.Text)
			}
		}
	}
	return texts
}

// pageAnswers are what a page answered, by what was asked.
type pageAnswers struct{ titles, quotations map[string]string }

func newPageAnswers(r *checker.Result) pageAnswers {
	a := pageAnswers{map[string]string{}, map[string]string{}}
	for _, t := range r.Page.Answers.Titles {
		a.titles[t.Asked] = t.Answer
	}
	for _, q := range r.Page.Answers.Quotations {
		a.quotations[q.Asked] = q.Answer
	}
	return a
}

// title is the answer to the title by which c calls its source. A page has one language, a citation
// may have two titles: one that agrees is enough.
func (a pageAnswers) title(c *checker.Citation) string {
	title, parallel := "", ""
	if c.Title != "" {
		title = a.titles[c.Title]
	}
	if c.ParallelTitle != "" {
		parallel = a.titles[c.ParallelTitle]
	}
	if parallel == checker.AnswerMatch {
		return parallel
	}
	return cmp.Or(title, parallel)
}

// counted counts the answers to the quotations: "verbatim 2; altered 1", the most frequent first.
func (a pageAnswers) counted(asked []string) string {
	counts := map[string]int{}
	var kinds []string
	for _, q := range asked {
		answer := a.quotations[q]
		if answer == "" {
			continue
		}
		if counts[answer] == 0 {
			kinds = append(kinds, answer)
		}
		counts[answer]++
	}
	slices.SortFunc(kinds, func(x, y string) int { return cmp.Or(counts[y]-counts[x], strings.Compare(x, y)) })
	for i, k := range kinds {
		kinds[i] = k + " " + itoa(counts[k])
	}
	return strings.Join(kinds, "; ")
}
