package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"github.com/citelint/citelint/checker"
)

// A Look is one source, looked at for a person who asks why it got its verdict.
type Look struct {
	Asked    string // the address as the person wrote it
	Result   *checker.Result
	Titles   []checker.Statement // all that the page gives as its title, in the order of trust
	Signals  []checker.Signal    // what the page gave that may speak against it
	Requests []Request           // all that went out, in order
}

// A Request is one request that a Look made, and what came of it.
type Request struct {
	For     string // what it was for: "source", "front page", "other reading", …
	URL     string
	Attempt int           // from 1
	Wait    time.Duration // before it, because of the attempt before; 0: none
	Status  int           // 0 if there was no answer
	Failure string        // why there was none, in words
	Header  []Field       // of the answer: those that explain a verdict
	TLS     string        // what is known of the connection, in words
	Took    time.Duration // until the answer's head or the failure
}

// A Field is one line of an answer's head.
type Field struct{ Name, Value string }

// LookText writes looks for people, in 80 columns where the words allow. Paint is as for Text, and
// is given "good" for verdicts that are.
func LookText(w io.Writer, looks []Look, paint func(kind, words string) string) error {
	if paint == nil {
		paint = func(_, words string) string { return words }
	}
	var b bytes.Buffer
	for i, l := range looks {
		if i > 0 {
			b.WriteByte('\n')
		}
		p := &lookPrinter{&b, paint}
		p.look(l)
	}
	return write(w, &b)
}

// A lookPrinter writes one Look as a table of two columns.
type lookPrinter struct {
	*bytes.Buffer
	paint func(kind, words string) string
}

func (p *lookPrinter) look(l Look) {
	r := l.Result
	p.WriteString(plainText(l.Asked) + "\n")
	verdict := string(r.Verdict)
	if r.Cause != "" {
		verdict += " (" + string(r.Cause) + ")"
	}
	p.WriteString("  verdict    " + p.paint(verdictKind(r.Verdict), verdict) + ": " + verdictWords[r.Verdict] + "\n")
	for i, e := range r.Evidence {
		p.row(choose(i+1, "seen", ""), e)
	}
	if r.Instead != "" {
		p.row("write", r.Instead)
	}
	if mend := verdictMend[r.Verdict]; mend != "" && r.Instead == "" {
		p.row("do", mend)
	}
	p.memory(r)
	p.requests(l)
	p.decision(l)
	p.page(l)
	p.answers(r.Page.Answers)
	p.record(r.Page.Record)
}

func verdictKind(v checker.Verdict) string {
	switch v {
	case checker.OK, checker.Moved:
		return "good"
	case checker.Dead, checker.SoftDead, checker.Parked:
		return "error"
	case checker.Unreachable, checker.Insecure:
		return "warning"
	}
	return "info"
}

// memory says what earlier runs saw.
func (p *lookPrinter) memory(r *checker.Result) {
	if !r.FirstSeen.IsZero() {
		p.row("first seen", r.FirstSeen.UTC().Format(time.DateOnly))
	}
	if !r.LastGood.IsZero() {
		p.row("last good", r.LastGood.UTC().Format(time.DateOnly))
	}
	if !r.FailingSince.IsZero() {
		p.row("failing", fmt.Sprintf("since %s, %d of %d", r.FailingSince.UTC().Format(time.DateOnly), min(r.Strikes, r.StrikesToConfirm()), r.StrikesToConfirm()))
	}
	if d := r.Drift; d != nil {
		p.row("text", fmt.Sprintf("%s since %s: %.0f %% alike", d.Kind, d.Since.UTC().Format(time.DateOnly), 100*d.Alike))
		for _, lost := range d.Lost {
			p.row("", "“"+lost+"” is not there any more")
		}
	}
	if len(r.Changes) > 1 {
		for i, c := range r.Changes {
			p.row(choose(i+1, "changes", ""), c.Time.UTC().Format(time.DateOnly)+" "+string(c.Verdict))
		}
	}
}

func (p *lookPrinter) heading(words string) { p.WriteString("\n" + words + "\n") }

func (p *lookPrinter) requests(l Look) {
	hops := l.Result.Hops
	if len(l.Requests) == 0 && len(hops) == 0 {
		return
	}
	p.heading("Requests")
	if len(l.Requests) == 0 {
		for i, h := range hops {
			p.numbered(i+1, came(h.Status)+"  "+h.URL)
		}
		return
	}
	for i, q := range l.Requests {
		what := q.URL
		if q.For != "" && q.For != "source" {
			what += " (" + q.For + ")"
		}
		what += fmt.Sprintf("  %.1f s", q.Took.Seconds())
		if q.Status == 0 {
			p.numbered(i+1, "–    "+what)
		} else {
			p.numbered(i+1, came(q.Status)+"  "+what)
		}
		if q.Attempt > 1 {
			again := fmt.Sprintf("attempt %d", q.Attempt)
			if q.Wait > 0 {
				again += fmt.Sprintf(", %s after the one before", q.Wait.Round(100*time.Millisecond))
			}
			p.under(again)
		}
		if q.Failure != "" {
			p.under(q.Failure)
		}
		for _, f := range q.Header {
			p.under(strings.ToLower(f.Name) + ": " + f.Value)
		}
		if q.TLS != "" && (i == 0 || q.TLS != l.Requests[i-1].TLS) {
			p.under(q.TLS)
		}
	}
}

// came is what an answer of the web's begins with; a page's own refresh has no status.
func came(status int) string {
	if status == 0 {
		return "page"
	}
	return fmt.Sprintf("%3d", status)
}

func (p *lookPrinter) decision(l Look) {
	p.heading("Decision")
	for i, step := range Decision(l.Result, l.Signals) {
		line := step.Name + ": " + step.Saw
		if step.Decides {
			line += "  ← " + string(l.Result.Verdict)
		}
		p.numbered(i+1, line)
	}
	if len(l.Signals) == 0 {
		return
	}
	p.heading("Signals of the page")
	for _, s := range l.Signals {
		weight := "one sign of several"
		if s.Decisive {
			weight = "enough alone"
		}
		p.row(string(s.Kind), s.Evidence+" ("+weight+")")
	}
}

func (p *lookPrinter) page(l Look) {
	pg := l.Result.Page
	pg.Record = nil // stands in a table of its own
	if newPage(pg) == nil {
		return
	}
	p.heading("What the page says of itself")
	p.row("address", pg.URL)
	if len(l.Titles) > 0 {
		for i, t := range l.Titles {
			p.row(choose(i+1, "titles", ""), t.Where+": “"+t.Text+"”")
		}
	} else {
		for i, t := range pg.Titles {
			p.row(choose(i+1, "titles", ""), "“"+t+"”")
		}
	}
	p.row("authors", strings.Join(pg.Authors, "; "))
	p.row("site", pg.Site)
	p.row("published", written(pg.Published))
	p.row("modified", written(pg.Modified))
	p.row("canonical", pg.Canonical)
	p.row("doi", pg.DOI)
	p.row("language", pg.Language)
	p.row("kind", pg.Type)
	if pg.ContentType != "" {
		p.row("type", pg.ContentType)
	}
	if pg.Size > 0 {
		read := fmt.Sprintf("%d bytes, %d visible words", pg.Size, pg.Words)
		if pg.Partial {
			read += "; not read to its end"
		}
		p.row("read", read)
	}
	if pg.Paywall {
		p.row("paywall", "the page says itself that it is not free")
	}
}

// written is a date as a person reads it.
func written(d checker.Date) string {
	switch {
	case d.EDTF == "" || d.EDTF == d.Text:
		return d.Text
	case d.Text == "":
		return d.EDTF
	}
	return d.EDTF + " (“" + d.Text + "”)"
}

func (p *lookPrinter) answers(a checker.Answers) {
	if newAnswers(a) == nil {
		return
	}
	p.heading("What the page answers")
	for _, t := range a.Titles {
		words := fmt.Sprintf("“%s”: %s, %.2f", t.Asked, t.Answer, t.Score)
		if t.Found != "" {
			words += ", “" + t.Found + "” in " + t.Where
		}
		if t.InText {
			words += "; it stands in the text"
		}
		p.row("title", words)
	}
	for _, kind := range []struct {
		name    string
		answers []checker.Answer
	}{{"author", a.Authors}, {"container", a.Containers}, {"date", a.Dates}, {"fragment", a.Fragments}} {
		for _, one := range kind.answers {
			words := "“" + one.Asked + "”: " + one.Answer
			if one.Found != "" {
				words += ", “" + one.Found + "”"
			}
			p.row(kind.name, words)
		}
	}
	for _, q := range a.Quotations {
		p.quoted(q)
	}
}

const (
	lookColumns = 80
	lookIndent  = 13 // where the second column begins
)

// row writes a name and words that are foreign; nothing without words.
func (p *lookPrinter) row(name, words string) {
	if words == "" {
		return
	}
	p.fill("  "+name+strings.Repeat(" ", max(1, lookIndent-2-len(name))), lookIndent, words)
}

func (p *lookPrinter) numbered(n int, words string) { p.fill(fmt.Sprintf("  %2d. ", n), 6, words) }

func (p *lookPrinter) under(words string) { p.fill(strings.Repeat(" ", 11), 13, words) }

// fill writes words after first, broken at blanks into lines that begin at a column. A word that is
// longer than a line, such as an address, stays whole.
func (p *lookPrinter) fill(first string, column int, words string) {
	p.WriteString(first)
	at, fresh := width(first), true
	for word := range strings.SplitSeq(plainText(words), " ") {
		n := width(word)
		switch {
		case fresh:
		case at+1+n > lookColumns:
			p.WriteString("\n" + strings.Repeat(" ", column))
			at = column
		default:
			p.WriteByte(' ')
			at++
		}
		p.WriteString(word)
		at, fresh = at+n, false
	}
	p.WriteByte('\n')
}

// width is how many columns of a terminal s takes: two for what East Asian scripts write wide,
// none for what stands on the letter before.
func width(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r < 0x300:
			n++
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul),
			r >= 0x3000 && r <= 0x303e, r >= 0xff01 && r <= 0xff60, r >= 0x1f300 && r <= 0x1faff:
			n += 2
		default:
			n++
		}
	}
	return n
}
