package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
)

// How a field of a citation and what its page says of it go together.
const (
	agrees      = iota
	differs     // the page states another
	uncertain   // like it, or only in part
	notSeen     // it does not stand on the page, which states no other
	notCompared // the page states nothing to compare it with
)

// agreementWords begins the line of each, in the report's order.
var agreementWords = [...]string{agrees: "agrees", differs: "differs", uncertain: "may agree", notSeen: "not seen on the page", notCompared: "not compared"}

// A comparison is one field of a citation, compared with the page.
type comparison struct {
	field    string // "title", "author", "date", "publisher"
	asked    string // what the citation says
	answer   string // in the words of checker
	outcome  int
	found    string // what the page says, if it is worth saying
	inBrief  bool   // the field's name says enough
	headline string // what kind of place has it: "h1"
}

// comparisons returns what was compared of a citation with the page of one of its sources, and how it
// came out: title, authors, date, then container and publisher.
func comparisons(c *checker.Citation, r *checker.Result) []comparison {
	var all []comparison
	for _, t := range titlesOf(c, r) {
		all = append(all, comparison{field: "title", asked: t.Asked, answer: t.Answer, outcome: titleOutcome(t), found: t.Found, inBrief: true, headline: t.Where})
	}
	a := r.Page.Answers
	for _, n := range c.Authors {
		shown := cmp.Or(strings.TrimSpace(n.Given+" "+n.Family), n.Literal)
		all = appendAnswer(all, a.Authors, "author", n.String(), shown)
	}
	if c.Date.EDTF != "" {
		shown := cmp.Or(c.Date.Text, c.Date.EDTF)
		before := len(all)
		if all = appendAnswer(all, a.Dates, "date", c.Date.Text, shown); len(all) == before {
			all = appendAnswer(all, a.Dates, "date", c.Date.EDTF, shown)
		}
	}
	all = appendAnswer(all, a.Containers, "publisher", c.Container, c.Container)
	return appendAnswer(all, a.Containers, "publisher", c.Publisher, c.Publisher)
}

func appendAnswer(all []comparison, answers []checker.Answer, field, asked, shown string) []comparison {
	i := slices.IndexFunc(answers, func(a checker.Answer) bool { return a.Asked == asked })
	if asked == "" || i < 0 {
		return all
	}
	return append(all, comparison{field: field, asked: shown, answer: answers[i].Answer, outcome: outcomeOf(answers[i].Answer), found: answers[i].Found, inBrief: field == "date"})
}

func titleOutcome(t checker.TitleAnswer) int {
	if t.Answer == checker.AnswerMismatch && t.InText {
		return uncertain
	}
	return outcomeOf(t.Answer)
}

func outcomeOf(answer string) int {
	switch answer {
	case checker.AnswerMatch:
		return agrees
	case checker.AnswerMismatch:
		return differs
	case checker.AnswerWeak:
		return uncertain
	case checker.AnswerMissing:
		return notSeen
	}
	return notCompared
}

// words names the field, and what the page has instead.
func (c comparison) words() string {
	words := c.field + " “" + cut(c.asked, 120) + "”"
	if c.outcome == agrees && c.inBrief {
		words = "the " + c.field
	}
	if c.found == "" {
		return words
	}
	switch c.outcome {
	case differs:
		words += ", the page says “" + cut(c.found, 120) + "”"
	case uncertain:
		words += ", the page has “" + cut(c.found, 120) + "”"
	}
	return words
}

// agreementLines words what was compared, a line an outcome: "agrees: the title, author “Lena Berg”".
// It judges nothing beyond that, and counts no score.
func agreementLines(all []comparison) []string {
	var lines []string
	for outcome, head := range agreementWords {
		var parts []string
		for _, c := range all {
			if c.outcome == outcome {
				parts = append(parts, c.words())
			}
		}
		if parts != nil {
			lines = append(lines, head+": "+strings.Join(parts, "; "))
		}
	}
	return lines
}

// quotationWords says what was found of a quotation; the answers are those of package page.
var quotationWords = map[string]string{
	checker.AnswerVerbatim:   "found word for word",
	checker.AnswerFolded:     "found, but for",
	checker.AnswerStitched:   "its parts were found, but not together",
	checker.AnswerAltered:    "found in other words",
	checker.AnswerPartial:    "found in part",
	checker.AnswerMissing:    "not seen on the page",
	checker.AnswerElsewhere:  "not seen on the page, but in another source",
	checker.AnswerTooShort:   "too short to look for",
	checker.AnswerNoText:     "could not be looked for",
	checker.AnswerCannotTell: "could not be looked for",
}

// verdict says in words what the sources of a quotation answered together.
func (a attributed) verdict() string {
	if why := a.whyNotCompared(); why != "" {
		return "not compared: " + strings.TrimPrefix(why, "whose ")
	}
	words := foundWords(a.Answer)
	if a.Answer.Answer == checker.AnswerAltered && len(a.Answer.Changed) > 0 {
		words += " (" + a.Answer.Changed[0] + ")"
	}
	return words
}

// foundWords says in words what one source answered.
func foundWords(q checker.QuotationAnswer) string {
	words := cmp.Or(quotationWords[q.Answer], q.Answer)
	if q.Answer == checker.AnswerFolded {
		if len(q.Differs) == 0 {
			return words + " punctuation, case or accents"
		}
		words += " " + list(q.Differs)
	}
	return words
}

// isWrong reports whether a person has to look at the quotation.
func (a attributed) isWrong() bool {
	switch a.Answer.Answer {
	case checker.AnswerStitched, checker.AnswerAltered, checker.AnswerPartial, checker.AnswerMissing, checker.AnswerElsewhere:
		return a.whyNotCompared() == ""
	}
	return len(a.Answer.Omissions) > 0 && a.whyNotCompared() == ""
}

// evidence says what the source has instead, a line a thing: the words that differ, the source's own
// with what stands around them, parts that are not there, what an ellipsis leaves out.
func (a attributed) evidence() []string {
	q := a.Answer
	var lines []string
	if len(q.Diff) > 0 {
		lines = append(lines, "differs: "+diffWords(q.Diff))
	}
	if q.Found != "" {
		lines = append(lines, "the source: …"+q.Before+"«"+q.Found+"»"+q.After+"…")
	}
	for _, m := range q.Missing {
		lines = append(lines, "not there: “"+m+"”")
	}
	for _, o := range q.Omissions {
		lines = append(lines, "left out: “"+o.Text+"”, with “"+o.Negation+"”")
	}
	if q.In != "" {
		lines = append(lines, "has it: "+q.In)
	}
	return lines
}

// comparedLine counts the titles and the given quotations that were compared with pages, and how they came out;
// empty if none was.
func comparedLine(rep *checker.Report, quoted []attributed) string {
	if !rep.Run.Online {
		return ""
	}
	titles, agree := 0, 0
	for _, d := range rep.Documents {
		for _, n := range d.Notes {
			for _, c := range n.Citations {
				switch bestTitle(rep, c) {
				case agrees:
					titles, agree = titles+1, agree+1
				case differs, uncertain:
					titles++
				}
			}
		}
	}
	quotations, found := 0, 0
	for _, a := range quoted {
		if a.whyNotCompared() == "" {
			quotations++
			if a.Answer.Verified() {
				found++
			}
		}
	}
	var parts []string
	if titles > 0 {
		parts = append(parts, number(titles, "title")+", of which "+choose(agree, itoa(agree)+" agrees", itoa(agree)+" agree"))
	}
	if quotations > 0 {
		parts = append(parts, number(quotations, "quotation")+", of which "+choose(found, itoa(found)+" was found", itoa(found)+" were found"))
	}
	if parts == nil {
		return ""
	}
	return "Compared with what the pages say: " + strings.Join(parts, "; ") + "."
}

// bestTitle says how the titles of a citation and its pages go together, the page that says most for
// them; notCompared if none was read.
func bestTitle(rep *checker.Report, c *checker.Citation) int {
	best := notCompared
	for _, l := range c.Links {
		r := rep.Result(l.URL)
		if l.URL == "" || r == nil || !wasRead(r) {
			continue
		}
		for _, t := range titlesOf(c, r) {
			switch o := titleOutcome(t); {
			case o == agrees, best == notCompared, best == differs && o == uncertain:
				best = o
			}
		}
	}
	return best
}
