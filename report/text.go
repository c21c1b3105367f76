package report

import (
	"bytes"
	"io"
	"strings"

	"github.com/citelint/citelint/checker"
)

// Text writes the report as compilers write theirs: a line a finding, a blank line, and the
// Summary. Rep.Detail says how much. Paint, if it is not nil, is given the words of a kind,
// "error", "warning", "info" or "rule", and returns them in colour.
func Text(w io.Writer, rep *checker.Report, paint func(kind, words string) string) error {
	if paint == nil {
		paint = func(_, words string) string { return words }
	}
	var b bytes.Buffer
	quoted := quotedIndex{rep: rep}
	for _, f := range rep.Findings {
		if !isShown(rep, f) {
			continue
		}
		textFinding(&b, rep, f, paint)
		if rep.Detail == checker.Verbose {
			details(&b, rep, f, &quoted)
		}
	}
	summary := Summary(rep)
	if b.Len() > 0 && summary != "" {
		b.WriteByte('\n')
	}
	b.WriteString(summary)
	return write(w, &b)
}

// isShown reports whether the text report prints f. What fails the run is always shown: with
// --fail-on info, infos too.
func isShown(rep *checker.Report, f *checker.Finding) bool {
	fails := f.State == checker.New && rep.Run.FailOn != checker.Off && f.Severity >= rep.Run.FailOn
	switch rep.Detail {
	case checker.Quiet:
		return fails
	case checker.Verbose:
		return true
	}
	return f.State == checker.New && (fails || f.Severity > checker.Info)
}

// textFinding writes "path:line:col: severity: message [rule] (note 3)".
func textFinding(b *bytes.Buffer, rep *checker.Report, f *checker.Finding, paint func(kind, words string) string) {
	d := f.Subject.Document
	b.WriteString(place(rep, d.Path))
	if !d.Derived && !f.Span.IsZero() {
		b.WriteString(":" + itoa(f.Span.Start.Line) + ":" + itoa(f.Span.Start.Column))
	}
	severity := f.Severity.String()
	b.WriteString(": " + paint(severity, severity+":") + " " + plainText(f.Message) + " " + paint("rule", "["+f.Rule+"]"))
	if n := f.Subject.Note; n != nil && n.Label != "" {
		b.WriteString(" (note " + plainText(n.Label) + ")")
	}
	b.WriteByte('\n')
}

// details writes what else is known of a finding, on lines that begin with four blanks.
func details(b *bytes.Buffer, rep *checker.Report, f *checker.Finding, x *quotedIndex) {
	line := func(words string) { b.WriteString("    " + words + "\n") }
	switch f.State {
	case checker.Known:
		line("known: it is in the baseline")
	case checker.Ignored:
		if f.Ignore != nil {
			line("ignored: " + plainText(f.Ignore.Reason))
		}
	}
	if r := rep.Result(f.URL); f.URL != "" && r != nil && len(r.Evidence) > 0 {
		var seen []string
		for _, e := range r.Evidence {
			if e = plainText(e); !strings.Contains(plainText(f.Message), e) {
				seen = append(seen, e)
			}
		}
		if len(seen) > 0 {
			line("seen: " + strings.Join(seen, "; "))
		}
	}
	for _, words := range x.details(f) {
		line(plainText(words))
	}
	if f.Fix != nil {
		kind := "unsafe"
		if f.Fix.Safe {
			kind = "safe"
		}
		line("fix (" + kind + "): " + plainText(f.Fix.Message))
	}
}

// A quotedIndex finds quotations by their places; it is filled as it is asked.
type quotedIndex struct {
	rep *checker.Report
	of  map[*checker.Document]map[checker.Span]attributed
}

// details says of a finding about a quotation what the source has instead, and where it can be read.
func (x *quotedIndex) details(f *checker.Finding) []string {
	d := f.Subject.Document
	if group(f) != "quote" || f.Subject.Marker == nil {
		return nil
	}
	if x.of[d] == nil {
		if x.of == nil {
			x.of = map[*checker.Document]map[checker.Span]attributed{}
		}
		x.of[d] = map[checker.Span]attributed{}
		for _, a := range attributionsOf(d, x.rep.Result) {
			x.of[d][a.Quotation.Span] = a
		}
	}
	a, ok := x.of[d][f.Span]
	if !ok || a.Link == nil {
		return nil
	}
	lines := a.evidence()
	if to := a.Answer.TextFragment; to != "" {
		lines = append(lines, "see: "+to)
	}
	return lines
}

// plainText is foreign text for a log: build hosts read "##[" and "##name[" as commands.
func plainText(s string) string {
	s = plain(s)
	if !strings.Contains(s, "##") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		b.WriteByte(s[i])
		if s[i] == '#' && i > 0 && s[i-1] == '#' && beginsCommand(s[i+1:]) {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// beginsCommand reports whether s begins with '[', or with a name and '['.
func beginsCommand(s string) bool {
	name := strings.TrimLeft(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")
	return strings.HasPrefix(name, "[")
}
