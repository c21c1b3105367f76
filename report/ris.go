package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/citelint/citelint/checker"
)

// RIS writes the sources that the documents cite as records of RIS, for reference managers: CR LF
// ends a line, an empty line parts two records.
func RIS(w io.Writer, rep *checker.Report) error {
	var b bytes.Buffer
	for i, it := range newItems(rep.Documents) {
		if i > 0 {
			b.WriteString("\r\n")
		}
		risRecord(&b, it)
	}
	return write(w, &b)
}

// risTypes are the types of RIS for those of CSL; what is not here is GEN.
var risTypes = map[string]string{
	"article-journal": "JOUR", "review": "JOUR", "review-book": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS",
	"book": "BOOK", "classic": "BOOK", "collection": "BOOK",
	"chapter": "CHAP", "entry": "CHAP", "entry-dictionary": "CHAP", "entry-encyclopedia": "CHAP",
	"report": "RPRT", "thesis": "THES", "paper-conference": "CONF",
	"webpage": "ELEC", "post": "ELEC", "post-weblog": "ELEC",
}

func risRecord(b *bytes.Buffer, it *item) {
	tag := func(name, value string) {
		if value != "" {
			fmt.Fprintf(b, "%s  - %s\r\n", name, value)
		}
	}
	kind := risTypes[it.Type]
	if kind == "" {
		kind = "GEN"
	}
	tag("TY", kind)
	for _, n := range it.Authors {
		tag("AU", n.String())
	}
	for _, n := range it.Editors {
		tag("ED", n.String())
	}
	for _, n := range it.Translators {
		tag("A4", n.String())
	}
	tag("TI", it.Title)
	tag("TT", it.ParallelTitle)
	tag("T2", it.Container)
	tag("PB", it.Publisher)
	tag("CY", it.Place)
	tag("PY", risYear(it.Date))
	tag("DA", risDate(it.Date))
	tag("ET", it.Edition)
	tag("VL", it.Volume)
	tag("IS", it.Issue)
	tag("SP", it.Pages)
	tag("DO", it.DOI)
	tag("SN", it.ISBN)
	tag("UR", it.url)
	tag("Y2", risDate(it.Accessed))
	tag("LA", it.Language)
	for _, note := range risNotes(it) {
		tag("N1", note)
	}
	b.WriteString("ER  - \r\n")
}

// risNotes say what RIS has no tag for.
func risNotes(it *item) []string {
	var notes []string
	if it.Number != "" {
		notes = append(notes, "Number: "+it.Number)
	}
	if it.ArXiv != "" {
		notes = append(notes, "arXiv: "+it.ArXiv)
	}
	if _, ok := newCalendar(it.Date); !ok && !it.Date.IsZero() {
		notes = append(notes, "Date: "+words(it.Date))
	}
	if !it.OriginalDate.IsZero() {
		notes = append(notes, "First published: "+words(it.OriginalDate))
	}
	return append(notes, "Cited in "+list(it.cited))
}

func risYear(d checker.Date) string {
	if y := onlyYear(d); y > 0 {
		return fmt.Sprintf("%04d", y)
	}
	return ""
}

// risDate is "yyyy/mm/dd/other"; what a day cannot say stands in its last part.
func risDate(d checker.Date) string {
	c, ok := newCalendar(d)
	if !ok {
		return ""
	}
	part := func(n int) string {
		if n == 0 {
			return ""
		}
		return fmt.Sprintf("%02d", n)
	}
	other := ""
	if c.circa || c.to != (day{}) || c.from.season > 0 {
		other = strings.ReplaceAll(words(d), "/", "–")
	}
	return fmt.Sprintf("%04d/%s/%s/%s", c.from.year, part(c.from.month), part(c.from.day), other)
}
