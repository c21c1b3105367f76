package rule

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// eachRead makes a Check of a decision about one source of a full citation whose page was read. A
// citation with two links to one source gives one finding.
func eachRead(decide func(*checker.Pass, checker.Subject, *checker.Result) (checker.Finding, bool)) func(*checker.Pass) {
	return func(p *checker.Pass) {
		for s := range citations(p) {
			if !isStated(s.Citation) {
				continue
			}
			var reported []string
			for _, l := range ownLinks(s.Citation) {
				r := p.Result(l)
				if !wasRead(r) || slices.Contains(reported, l.URL) {
					continue
				}
				s.Link = l
				if f, ok := decide(p, s, r); ok {
					reported = append(reported, l.URL)
					f.Subject, f.Span = s, l.Span
					p.Report(f)
				}
			}
		}
	}
}

// wasRead reports whether the source answered well and its text was obtained whole.
func wasRead(r *checker.Result) bool {
	return isAnswered(r) && !r.Page.Partial && r.Page.TextDigest != ""
}

// asRead says when the source was looked at, between commas; empty if that is not known.
func asRead(r *checker.Result) string {
	if r.Checked.IsZero() {
		return ""
	}
	return ", as read on " + day(r.Checked) + ","
}

// answered returns the answers to what a citation asked, in the order of asking.
func answered(answers []checker.Answer, asked ...string) []checker.Answer {
	var own []checker.Answer
	for _, text := range asked {
		i := slices.IndexFunc(answers, func(a checker.Answer) bool { return a.Asked == text })
		if text != "" && i >= 0 {
			own = append(own, answers[i])
		}
	}
	return own
}

// titlesAnswered returns the answers to a citation's titles.
func titlesAnswered(c *checker.Citation, r *checker.Result) []checker.TitleAnswer {
	var own []checker.TitleAnswer
	for _, a := range r.Page.Answers.Titles {
		if a.Asked != "" && (a.Asked == c.Title || a.Asked == c.ParallelTitle) {
			own = append(own, a)
		}
	}
	return own
}

// dateAnswered returns the answer to a citation's date.
func dateAnswered(c *checker.Citation, r *checker.Result) (checker.Answer, bool) {
	own := answered(r.Page.Answers.Dates, c.Date.Text, c.Date.EDTF)
	if c.Date.EDTF == "" || len(own) == 0 {
		return checker.Answer{}, false
	}
	return own[0], true
}

// isAll reports whether there are answers, and all of them are this one.
func isAll(answers []checker.Answer, word string) bool {
	return len(answers) > 0 && !slices.ContainsFunc(answers, func(a checker.Answer) bool { return a.Answer != word })
}

func isAny(answers []checker.Answer, word string) bool {
	return slices.ContainsFunc(answers, func(a checker.Answer) bool { return a.Answer == word })
}

// showsTitle reports whether a cited title was found on the page.
func showsTitle(c *checker.Citation, r *checker.Result) bool {
	return slices.ContainsFunc(titlesAnswered(c, r), func(a checker.TitleAnswer) bool {
		return a.Answer == checker.AnswerMatch || a.InText
	})
}

var matchTitle = &checker.Rule{
	ID:       "match/title",
	Severity: checker.Warning,
	Online:   true,
	Masks: []checker.Mask{{
		Rules: []string{"match/author", "match/date", "match/publisher", "match/canonical", "match/newer-version", "quote/not-found"},
		Scope: checker.OnSource, From: checker.Warning,
	}},
	Doc: doc("The page calls itself otherwise than the citation calls it",
		"A reader who follows the link finds a page with another title. The link may lead to another text, or the text may have a new headline.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/other), Port News, 3 May 2024.`,
		"Open the page. If it is another text, look for the right address; if the headline is new, cite it as it is now, or link to a capture.",
		"if the cited title stands anywhere in the page's text, if page and title are in different languages or scripts, for titles of one or two words, for pages without a title of their own, and if another link of the citation leads to a page with the title. An info if a cited author or the cited day is on the page, since headlines get rewritten."),
	Check: eachRead(decideTitle),
}

func decideTitle(p *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
	var other *checker.TitleAnswer
	for _, a := range titlesAnswered(s.Citation, r) {
		switch {
		case a.Answer == checker.AnswerNoMetadata && !a.InText:
		case a.Answer != checker.AnswerMismatch || a.InText:
			return checker.Finding{}, false
		case other == nil || a.Score > other.Score:
			other = &a
		}
	}
	if other == nil || other.Found == "" || match.IsArchive(s.Link.URL) || isTitledElsewhere(p, s) {
		return checker.Finding{}, false
	}
	called := other.Found
	if len(r.Page.Titles) > 0 {
		called = r.Page.Titles[0]
	}
	f := checker.Finding{Message: sentence(s.Link, "the page"+asRead(r)+" calls itself "+quoted(called)+", and the citation calls it "+quoted(other.Asked))}
	var proof string
	date, _ := dateAnswered(s.Citation, r)
	switch authors := answered(r.Page.Answers.Authors, people(s.Citation)...); {
	case isAny(authors, checker.AnswerMatch):
		i := slices.IndexFunc(authors, func(a checker.Answer) bool { return a.Answer == checker.AnswerMatch })
		proof = "it names " + quoted(authors[i].Asked)
	case date.Answer == checker.AnswerMatch && s.Citation.Date.Precision() == checker.PrecisionDay:
		proof = "it has the cited day"
	}
	if proof != "" {
		f.Severity = checker.Info
		f.Message = sentence(s.Link, strings.TrimSuffix(f.Message, ": "+shownAddress(s.Link)), proof)
	}
	return f, true
}

// isTitledElsewhere reports whether another link of the citation leads to a page with its title.
func isTitledElsewhere(p *checker.Pass, s checker.Subject) bool {
	return slices.ContainsFunc(ownLinks(s.Citation), func(l *checker.Link) bool {
		r := p.Result(l)
		return l.URL != s.Link.URL && isAnswered(r) && showsTitle(s.Citation, r)
	})
}

// people returns the cited persons as queries ask for them.
func people(c *checker.Citation) []string {
	var all []string
	for _, a := range c.Authors {
		if a.Literal == "" {
			all = append(all, a.String())
		}
	}
	return all
}

var matchAuthor = &checker.Rule{
	ID:       "match/author",
	Severity: checker.Warning,
	Online:   true,
	Doc: doc("The page names other authors than the citation",
		"The page says for programs who wrote it, and none of the cited names stands anywhere on it. A reader cannot tell whom to believe.",
		`Dues rose again.[^1]

[^1]: Lena Berg, [“Who Owns the Quay?”](https://sund.example/by-roe), Port News, 3 May 2024.`,
		"Open the page, and cite whom it names.",
		"if the page does not say for programs who wrote it, if one of the cited family names stands on the page, where names are in different scripts, and if the citation names organisations only."),
	Check: eachRead(func(_ *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
		authors := answered(r.Page.Answers.Authors, authorNames(s.Citation)...)
		cited := people(s.Citation)
		if len(cited) == 0 || !isAll(authors, checker.AnswerMismatch) || match.IsArchive(s.Link.URL) {
			return checker.Finding{}, false
		}
		found := authors[0].Found
		if found == "" || scriptOf(found) != scriptOf(strings.Join(cited, " ")) {
			return checker.Finding{}, false
		}
		var printed []string
		for _, n := range s.Citation.Authors {
			printed = append(printed, strings.TrimSpace(n.Given+" "+n.Family+n.Literal))
		}
		return checker.Finding{Message: sentence(s.Link, "the page"+asRead(r)+" names "+quoted(found)+" as its author, and the citation names "+quoted(strings.Join(printed, ", ")))}, true
	}),
}

var matchDate = &checker.Rule{
	ID:       "match/date",
	Severity: checker.Warning,
	Online:   true,
	Fix:      checker.UnsafeFix,
	Doc: doc("The page states another date of publication than the citation",
		"What was true in one year need not be in the next, and a reader who looks for the text by its date does not find it.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/of-2024), Port News, 3 May 2023.`,
		"Open the page, and cite the date that it states. The fix does so where only the year differs.",
		"if the cited date stands in the page's text or is the day of its last change, within the printed precision and a day for time zones, for laws and books, and for what was published before there was a web. An info if only month or day differ."),
	Check: eachRead(decideDate),
}

// webYear is before which year nothing was published on the web: what a page states is its own date.
const webYear = 1995

// datelessTypes are types whose date is not that of the page which shows them.
var datelessTypes = words(`legal_case legislation bill regulation treaty hearing book chapter dataset software manuscript map`)

func decideDate(_ *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
	c := s.Citation
	a, ok := dateAnswered(c, r)
	stated := checker.Date{EDTF: a.Found}
	first, last, cited := c.Date.Range()
	from, to, known := stated.Range()
	switch {
	case !ok, a.Answer != checker.AnswerMismatch, !cited, !known, in(datelessTypes, c.Type), match.IsArchive(s.Link.URL):
		return checker.Finding{}, false
	case last.Year() < webYear && from.Year() >= webYear:
		return checker.Finding{}, false
	case !c.OriginalDate.IsZero() && datesAgree(c.OriginalDate, stated):
		return checker.Finding{}, false
	}
	f := checker.Finding{Message: sentence(s.Link, "the page"+asRead(r)+" states "+a.Found+" as its date, and the citation says "+quoted(cmp.Or(c.Date.Text, c.Date.EDTF)))}
	if first.AddDate(0, 0, -1).Year() <= to.Year() && from.Year() <= last.AddDate(0, 0, 1).Year() {
		f.Severity = checker.Info
		return f, true
	}
	f.Fix = writeYear(s, from, to)
	return f, true
}

// writeYear is a fix that writes the year of a page's date where that is all that differs.
func writeYear(s checker.Subject, from, to time.Time) *checker.Fix {
	first, last, _ := s.Citation.Date.Range()
	old, year := first.Format("2006"), from.Format("2006")
	onYear := s.Citation.Date.Precision() == checker.PrecisionYear
	if first.Year() != last.Year() || from.Year() != to.Year() || !onYear && first.Format("01-02") != from.Format("01-02") {
		return nil
	}
	t := newNoteText(s.Document, s.Note)
	begin, end, ok := t.field(s.Citation, s.Citation.Date.Text)
	if !ok || strings.Count(s.Citation.Date.Text, old) != 1 {
		return nil
	}
	begin += strings.Index(s.Note.Text[begin:end], old)
	at := t.span(begin, begin+len(old))
	if s.Document.Text(at) != old {
		return nil
	}
	return &checker.Fix{Message: "write " + year, Edits: []checker.Edit{{Span: at, NewText: year}}}
}
