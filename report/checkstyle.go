package report

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"

	"github.com/citelint/citelint/checker"
)

// Checkstyle writes the new findings as Checkstyle 8 does: a file for each document that has some. A
// run that is incomplete and an input that was not read are errors of severity warning, too.
func Checkstyle(w io.Writer, rep *checker.Report) error {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	var files []checkstyleFile
	at := map[string]int{}
	add := func(name, line string) {
		i, ok := at[name]
		if !ok {
			i = len(files)
			at[name] = i
			files = append(files, checkstyleFile{name: name})
		}
		files[i].errors = append(files[i].errors, line)
	}
	for _, r := range remarks(rep) {
		add(r.path, checkstyleError(1, 0, checker.Warning, r.message, r.id))
	}
	for _, f := range fresh(rep) {
		column := 0
		if isPlaced(f) {
			column = f.Span.Start.Column
		}
		add(plain(f.Subject.Document.Path), checkstyleError(lineOf(f), column, f.Severity, noted(f), f.Rule))
	}
	left := count(rep).leftOut()
	if len(files) == 0 && left == "" {
		b.WriteString("<checkstyle version=\"8.0\"/>\n")
		return write(w, &b)
	}
	b.WriteString("<checkstyle version=\"8.0\">\n")
	if left != "" {
		b.WriteString("  <!-- " + left + " -->\n")
	}
	for _, f := range files {
		b.WriteString("  <file" + attribute("name", f.name) + ">\n")
		for _, e := range f.errors {
			b.WriteString(e)
		}
		b.WriteString("  </file>\n")
	}
	b.WriteString("</checkstyle>\n")
	return write(w, &b)
}

type checkstyleFile struct {
	name   string
	errors []string
}

// checkstyleError is one element. Its source has a dot before the rule's name: readers take what
// stands before the last dot for the category. Column 0 is none.
func checkstyleError(line, column int, s checker.Severity, message, rule string) string {
	e := "    <error" + attribute("line", itoa(line))
	if column > 0 {
		e += attribute("column", itoa(column))
	}
	return e + attribute("severity", s.String()) + attribute("message", message) +
		attribute("source", "citelint."+strings.ReplaceAll(rule, "/", ".")) + "/>\n"
}

// attribute is ` name="value"`. What is not XML becomes U+FFFD.
func attribute(name, value string) string { return " " + name + `="` + xmlText(value) + `"` }

// xmlText is a text as encoding/xml writes it.
func xmlText(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes everything
	return b.String()
}
