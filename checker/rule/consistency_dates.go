package rule

import (
	"fmt"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var consistencyOneSourceTwoDates = &checker.Rule{
	ID:       "consistency/one-source-two-dates",
	Severity: checker.Warning,
	Masks:    []checker.Mask{{Rules: []string{"match/date"}, Scope: checker.OnCitation}},
	Doc: doc("One source under two dates",
		"Two notes cite one source and date it differently. One of the two dates is wrong, and a reader cannot tell which.",
		"The dues rose.[^1] They rose twice.[^2]\n\n[^1]: [“Port Dues Rise Again”](https://portnews.example/2024/dues), Port News, 3 May 2024.\n\n[^2]: [“Port Dues Rise Again”](https://portnews.example/2024/dues), Port News, 3 June 2024.",
		"Open the source, and put the wrong date right.",
		"if the dates agree as far as they are printed; for front pages, pages that go on, data sets, other editions and originals; and for a note and its bibliography, which consistency/note-bibliography compares."),
	Check: func(p *checker.Pass) {
		all := sources(p)
		for i, s := range all {
			if key := pieceKey(s.Citation); key != "" {
				all[i].keys = append(all[i].keys, key)
			}
		}
		eachLater(all, func(later sourced, before []sourced) {
			b := later.Citation
			if !hasOneDate(b) || slices.ContainsFunc(before, func(e sourced) bool {
				return isEntry(e) == isEntry(later) && e.Citation.Date.EDTF == b.Date.EDTF && oneSource(e, later) != ""
			}) {
				return
			}
			for _, earlier := range before {
				a := earlier.Citation
				if isEntry(earlier) != isEntry(later) || !hasOneDate(a) || !datesDiffer(a.Date, b.Date) {
					continue
				}
				shared := oneSource(earlier, later)
				if shared == "" || match.Fold(a.Edition) != match.Fold(b.Edition) || !likeTitles(a.Title, b.Title) {
					continue
				}
				p.Report(checker.Finding{
					Message: fmt.Sprintf("%s is dated %s in %s, and here %s", shared, shownDate(a.Date), place(later.Subject, earlier.Subject), shownDate(b.Date)),
					Span:    dateSpan(later.Subject, b.Date), Subject: later.Subject,
				})
				return
			}
		})
	},
}

// datesDiffer reports whether two dates do not agree as far as both are printed.
func datesDiffer(a, b checker.Date) bool {
	if a.Precision() == checker.PrecisionYear && b.Precision() == checker.PrecisionYear {
		return a.Year() != b.Year()
	}
	return isBefore(a, b) || isBefore(b, a)
}

// likeTitles reports whether two titles are one, or one of them is not stated.
func likeTitles(x, y string) bool {
	if x == "" || y == "" || len(x)+len(y) > maxTitle {
		return x == "" || y == ""
	}
	return match.Score(x, y) >= match.Agree || isPart(x, y) || isPart(y, x)
}

func isEntry(s sourced) bool { return s.Note.Kind == checker.Bibliography }

// hasOneDate reports whether a source has one date for good.
func hasOneDate(c *checker.Citation) bool {
	if _, _, ok := c.Date.Range(); !ok || strings.ContainsAny(c.Date.EDTF, "[/~?") || !c.OriginalDate.IsZero() || c.Type == "dataset" {
		return false
	}
	title := match.Fold(c.Title)
	return !slices.ContainsFunc(ongoing, func(w string) bool { return match.Has(title, w) })
}

// ongoing are words of titles of pages that are kept up to date.
var ongoing = words(`tracker live_updates live_blog liveblog dashboard timeline database data_set dataset statistics liveticker`)

// oneSource names what two citations share: an address or identifier, or else author, title and
// container of a piece; empty if they share none.
func oneSource(a, b sourced) string {
	if shared := sameSource(a, b); shared != "" {
		return shared
	}
	if key := pieceKey(a.Citation); key != "" && key == pieceKey(b.Citation) {
		return quoted(b.Citation.Title)
	}
	return ""
}

// pieceKey is author, title and container of a chapter or a paper, as they are compared; empty for
// other citations: columns of newspapers have one title every week.
func pieceKey(c *checker.Citation) string {
	names := familyNames(c.Authors)
	if c.Type != "chapter" && c.Type != "article-journal" || len(names) == 0 || c.Container == "" || len(match.Tokens(c.Title)) < 3 || len(c.Title) > maxTitle {
		return ""
	}
	place := match.Fold(c.Volume + "\x00" + c.Issue + "\x00" + c.Pages)
	return strings.Join(names, "\x00") + "\x00" + match.Fold(c.Title) + "\x00" + match.Fold(c.Container) + "\x00" + place
}

var consistencyNoteBibliography = &checker.Rule{
	ID:       "consistency/note-bibliography",
	Severity: checker.Warning,
	Doc: doc("A note and the bibliography differ about one source",
		"Year or title are not the same in both. A reader who goes from the note to the list does not find the entry, or finds another edition.",
		"Dues rose.[^1] More in [the list][#Prior].\n\n[^1]: Joan Prior, *Quays and Trusts* (London: Bencher, 2012), 45.\n\n[#Prior]: Joan Prior, *Quays and Trusts* (London: Bencher, 2014).",
		"Look at the source, and put the wrong one right.",
		"if title and subtitle are cut in one of the two, for other editions and originals, and for names, which consistency/author-spelling compares."),
	Check: func(p *checker.Pass) {
		for _, d := range p.Documents {
			checkBibliography(p, d)
		}
	},
}

func checkBibliography(p *checker.Pass, d *checker.Document) {
	entries := map[string][]*checker.Citation{} // by identifier or first family name
	holder := map[*checker.Citation]*checker.Note{}
	for _, n := range d.Notes {
		for _, c := range n.Citations {
			if n.Kind != checker.Bibliography || !isStated(c) {
				continue
			}
			holder[c] = n
			for _, key := range entryKeys(c) {
				if len(entries[key]) < maxCompared {
					entries[key] = append(entries[key], c)
				}
			}
		}
	}
	if len(entries) == 0 {
		return
	}
	for _, n := range d.Notes {
		for _, c := range n.Citations {
			if n.Kind == checker.Bibliography || !isStated(c) || c.Title == "" {
				continue
			}
			entry, difference := differingEntry(entries, c)
			if entry == nil {
				continue
			}
			to := checker.Subject{Document: d, Note: holder[entry], Citation: entry}
			s := checker.Subject{Document: d, Note: n, Citation: c}
			where := "the bibliography"
			if label := to.Note.Label; label != "" {
				where += ", entry " + quoted(label) + ","
			}
			p.Report(checker.Finding{Message: where + " " + difference, Span: c.Span, Subject: s})
		}
	}
}

func entryKeys(c *checker.Citation) []string {
	var keys []string
	for _, id := range []string{c.DOI, c.ArXiv} {
		if id != "" {
			keys = append(keys, "id:"+match.Fold(id))
		}
	}
	if len(c.Authors) > 0 && c.Authors[0].Family != "" {
		keys = append(keys, "name:"+familyKey(c.Authors[0].Family))
	}
	return keys
}

// differingEntry returns the entry of the source that c cites, if it differs from c and no entry of
// that source agrees with it, and says in what.
func differingEntry(entries map[string][]*checker.Citation, c *checker.Citation) (entry *checker.Citation, difference string) {
	for _, key := range entryKeys(c) {
		for _, e := range entries[key] {
			if e.Title == "" || len(e.Title)+len(c.Title) > maxTitle || match.Fold(e.Edition) != match.Fold(c.Edition) || e.Type != c.Type ||
				strings.HasPrefix(key, "name:") && !mayBeOneWork(e, c) {
				continue
			}
			said := entryDifference(e, c)
			if said == "" {
				return nil, ""
			}
			if entry == nil {
				entry, difference = e, said
			}
		}
	}
	return entry, difference
}

// mayBeOneWork reports whether two citations of one author are likely to be of one work: the titles
// are nearly equal, and no figure in them, no volume and no number parts them.
func mayBeOneWork(e, c *checker.Citation) bool {
	if match.Score(e.Title, c.Title) < 0.8 && !isPart(c.Title, e.Title) {
		return false
	}
	return slices.Equal(titleNumbers(e.Title), titleNumbers(c.Title)) && match.Fold(e.Volume+"\x00"+e.Issue+"\x00"+e.Number) == match.Fold(c.Volume+"\x00"+c.Issue+"\x00"+c.Number)
}

// titleNumbers returns the words of a title that are figures or Roman numbers.
func titleNumbers(title string) []string {
	return slices.DeleteFunc(match.Tokens(title), func(w string) bool {
		return !strings.ContainsAny(w, "0123456789") && strings.Trim(w, "ivxl") != ""
	})
}

func entryDifference(e, c *checker.Citation) string {
	x, y := e.Date.Year(), c.Date.Year()
	switch {
	case x != 0 && y != 0 && x != y && e.OriginalDate.IsZero() && c.OriginalDate.IsZero() && !strings.ContainsAny(e.Date.EDTF+c.Date.EDTF, "/[~?"):
		return fmt.Sprintf("has the year %d, and the note %d", x, y)
	case !titlesAgree(e, c) && !isPart(c.Title, e.Title) && !isPart(e.Title, c.Title) && match.Letters(e.Title) != match.Letters(c.Title) && (e.Language == c.Language):
		return "has the title " + quoted(e.Title) + ", and the note " + quoted(c.Title)
	}
	return ""
}
