package rule

import (
	"fmt"
	"sort"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// refMasks is what a back-reference that cannot be followed silences.
var refMasks = []checker.Mask{{
	Rules: []string{"ref/ibid-far", "ref/ibid-mixed", "ref/ibid-same-page", "ref/ibid-moved", "ref/inherits-fault"},
	Scope: checker.OnCitation,
}}

var refIbidFirst = &checker.Rule{
	ID:       "ref/ibid-first",
	Severity: checker.Error,
	Masks:    refMasks,
	Doc: doc("The first note says “ibid.”",
		"“Ibid.” means the source of the note before, and there is none. The reader cannot tell what is cited.",
		"The dues rose.[^1]\n\n[^1]: Ibid.",
		"Cite the source in full.",
		"where another citation stands before “ibid.” in the same note, and where notes go on from another file, being numbered and not from 1."),
	Check: func(p *checker.Pass) {
		index := noteIndexes()
		for d, s := range refused(p, checker.Ibid, checker.ReasonFirstNote) {
			if x := index(d); x.before[s.Note] != nil || x.isContinued(s.Note) {
				continue
			}
			p.Report(checker.Finding{
				Message: quoted(s.Citation.Text) + " opens the first note, so there is no source that it could mean",
				Span:    s.Citation.Span, Subject: s,
			})
		}
	},
}

var refIbidAmbiguous = &checker.Rule{
	ID:       "ref/ibid-ambiguous",
	Severity: checker.Error,
	Masks:    refMasks,
	Doc: doc("“Ibid.” after a note with several sources",
		"“Ibid.” means the source of the note before, and that note cites more than one. The reader cannot tell which is meant.",
		"The dues rose.[^1] They fell.[^2]\n\n[^1]: “Port Dues Rise”, Port News, 3 May 2024; “Ferry Lines Sign a Pact”, Daily Tide, 9 May 2024.\n\n[^2]: Ibid.",
		"Name the source again in short form.",
		"for “ibid.” later in its own note, which means the citation before it, and where one source was quoted in the other."),
	Check: func(p *checker.Pass) {
		for _, s := range refused(p, checker.Ibid, checker.ReasonManySources) {
			c := s.Citation
			if len(c.Candidates) < 2 {
				continue
			}
			p.Report(checker.Finding{
				Message: fmt.Sprintf("%s follows a note that cites %d sources: %s", quoted(c.Text), len(c.Candidates), names(c.Candidates)),
				Span:    c.Span, Subject: s,
			})
		}
	},
}

var refIbidEmpty = &checker.Rule{
	ID:       "ref/ibid-empty",
	Severity: checker.Warning,
	Masks:    refMasks,
	Doc: doc("“Ibid.” after a note without a source",
		"“Ibid.” means the source of the note before, and that note cites none. The reader has to guess how far back to go.",
		"The dues rose.[^1] They fell.[^2] Nobody paid.[^3]\n\n[^1]: “Port Dues Rise”, Port News, 3 May 2024.\n\n[^2]: The council did not meet in that year.\n\n[^3]: Ibid.",
		"Name the source again in short form.",
		"if the note before is empty or missing, which other rules report, and for 同上, which repeats words as well as sources."),
	Check: func(p *checker.Pass) {
		index := noteIndexes()
		for d, s := range refused(p, checker.Ibid, checker.ReasonNoSource) {
			before := index(d).before[s.Note]
			if before == nil || before.Span.IsZero() || !hasWord(before.Text) || strings.ContainsFunc(s.Citation.Text, match.IsCJK) {
				continue
			}
			message := quoted(s.Citation.Text) + " follows a note that cites no source"
			if before.Label != "" {
				message = fmt.Sprintf("%s follows note %s, which cites no source: %s", quoted(s.Citation.Text), before.Label, quoted(before.Text))
			}
			p.Report(checker.Finding{Message: message, Span: s.Citation.Span, Subject: s})
		}
	},
}

// refused yields the back-references of a kind that were refused for one reason.
func refused(p *checker.Pass, kind checker.CitationKind, reason string) func(func(*checker.Document, checker.Subject) bool) {
	return func(yield func(*checker.Document, checker.Subject) bool) {
		for s := range citations(p) {
			if s.Citation.Kind == kind && s.Citation.Reason == reason && !yield(s.Document, s) {
				return
			}
		}
	}
}

// maxNamed is how many sources a message names.
const maxNamed = 3

// names joins the names of citations as a message shows them, the earliest mention first.
func names(cs []*checker.Citation) string {
	var all []string
	for i := len(cs) - 1; i >= 0 && len(all) < maxNamed; i-- {
		all = append(all, quoted(nameOf(cs[i])))
	}
	if rest := len(cs) - len(all); rest > 0 {
		return strings.Join(all, ", ") + " and " + count(rest, "other")
	}
	return list(all)
}

// nameOf is what a message calls a citation: its title, or else its text.
func nameOf(c *checker.Citation) string {
	if c.Title != "" {
		return c.Title
	}
	return c.Text
}

var refIbidFar = &checker.Rule{
	ID:       "ref/ibid-far",
	Severity: checker.Info,
	Fix:      checker.UnsafeFix,
	Doc: doc("“Ibid.” far from what it means",
		"By the fifth “ibid.” in a row, or in another chapter, a reader has to leaf back to learn what is cited.",
		"A.[^1] B.[^2] C.[^3] D.[^4] E.[^5] F.[^6]\n\n[^1]: “Port Dues Rise”, Port News, 3 May 2024.\n\n[^2]: Ibid.\n\n[^3]: Ibid., p. 2.\n\n[^4]: Ibid., p. 3.\n\n[^5]: Ibid., p. 4.\n\n[^6]: Ibid., p. 5.",
		"Name the source again in short form.",
		"for shorter chains, and in documents with fewer than two chapters. A chain is reported once."),
	Check: func(p *checker.Pass) {
		for _, d := range p.Documents {
			checkIbidFar(p, d)
		}
	},
}

// farIbid is which ibid. of a chain is reported.
const farIbid = 5

func checkIbidFar(p *checker.Pass, d *checker.Document) {
	chapters := chapterStarts(d)
	chain := 0
	var before *checker.Note
	for _, n := range readingOrder(d) {
		c := opening(n)
		if c == nil || c.Kind != checker.Ibid || c.RefersTo == nil {
			chain, before = 0, n
			continue
		}
		chain++
		s := checker.Subject{Document: d, Note: n, Citation: c}
		switch {
		case chain == farIbid:
			p.Report(checker.Finding{
				Message: fmt.Sprintf("%s is number %d of a row of them; the first means %s", quoted(c.Text), farIbid, quoted(nameOf(c.RefersTo))),
				Span:    c.Span, Subject: s, Fix: shortForm(s),
			})
		case chain < farIbid && parted(chapters, before, n):
			p.Report(checker.Finding{
				Message: fmt.Sprintf("%s stands in another chapter than the note before it, and means %s", quoted(c.Text), quoted(nameOf(c.RefersTo))),
				Span:    c.Span, Subject: s, Fix: shortForm(s),
			})
		}
		before = n
	}
}

var ibidWord = match.NewPattern(`(?i)^[*_]*ibid(?:em)?\b\.?[*_]*`)

// shortForm writes author and short title in the place of ibid.; nil where the source has none of
// the two.
func shortForm(s checker.Subject) *checker.Fix {
	c, d := s.Citation, s.Document
	source := c.RefersTo
	written := d.Text(c.Span)
	word := ibidWord.FindString(written)
	if word == "" || len(source.Authors) == 0 || source.Authors[0].Family == "" || source.Title == "" {
		return nil
	}
	author := source.Authors[0].Family
	switch len(source.Authors) {
	case 1:
	case 2:
		author = list(familyNames(source.Authors))
	default:
		author += " et al."
	}
	title, _, _ := strings.Cut(source.Title, ": ")
	short := author + ", “" + title + "”"
	if strings.TrimSpace(written[len(word):]) == "" && strings.Contains(word, ".") {
		short += "."
	}
	at := c.Span.Start.Offset
	return &checker.Fix{
		Message: "name the source in short form",
		Edits:   []checker.Edit{{Span: d.Span(at, at+len(word)), NewText: short}},
	}
}

// opening returns the first citation of a note; nil if it opens with words that cite nothing, or
// with a citation that was not understood.
func opening(n *checker.Note) *checker.Citation {
	if len(n.Citations) == 0 || n.Citations[0].Confidence < 0.5 {
		return nil
	}
	return n.Citations[0]
}

// chapterStarts returns where the level-1 headings of d begin, its title aside; nil if there are
// fewer than two.
func chapterStarts(d *checker.Document) []int {
	var starts []int
	title := match.Fold(d.Title)
	for _, b := range d.Body {
		if b.Kind == checker.Heading && b.Level == 1 && match.Fold(b.Text()) != title {
			starts = append(starts, b.Start)
		}
	}
	if len(starts) < 2 {
		return nil
	}
	return starts
}

// parted reports whether a chapter begins between the first markers of two notes.
func parted(chapters []int, a, b *checker.Note) bool {
	if a == nil || len(a.Markers) == 0 || len(b.Markers) == 0 {
		return false
	}
	from, to := a.Markers[0].Span.Start.Offset, b.Markers[0].Span.Start.Offset
	i := sort.SearchInts(chapters, from+1)
	return i < len(chapters) && chapters[i] < to
}

var refIbidMixed = &checker.Rule{
	ID:       "ref/ibid-mixed",
	Severity: checker.Info,
	Doc: doc("A note with “ibid.” and a further source",
		"The next “ibid.” would be ambiguous, and a source that is inserted before this note makes it wrong without a trace.",
		"The dues rose.[^1] They fell.[^2]\n\n[^1]: “Port Dues Rise”, Port News, 3 May 2024.\n\n[^2]: Ibid.; “Ferry Lines Sign a Pact”, Daily Tide, 9 May 2024.",
		"Name the source again in short form.",
		"if the next note begins with “ibid.”, where it is reported, and if all citations of the note mean one source."),
	Check: func(p *checker.Pass) {
		for _, d := range p.Documents {
			order := readingOrder(d)
			for i, n := range order {
				c := mixed(n)
				if c == nil {
					continue
				}
				if i+1 < len(order) {
					if next := opening(order[i+1]); next != nil && next.Kind == checker.Ibid {
						continue
					}
				}
				p.Report(checker.Finding{
					Message: quoted(c.Text) + " shares its note with a further source",
					Span:    c.Span, Subject: checker.Subject{Document: d, Note: n, Citation: c},
				})
			}
		}
	},
}

// mixed returns the ibid. that opens a note which cites a further source; nil if there is none.
func mixed(n *checker.Note) *checker.Citation {
	first := opening(n)
	if first == nil || first.Kind != checker.Ibid || first.RefersTo == nil {
		return nil
	}
	for _, c := range n.Citations[1:] {
		if c.Nested || c.Confidence < 0.5 {
			continue
		}
		if c.Kind.IsFull() || c.Kind.IsBackReference() && c.RefersTo != nil && c.RefersTo != first.RefersTo {
			return first
		}
	}
	return nil
}

var refIbidMoved = &checker.Rule{
	ID:       "ref/ibid-moved",
	Severity: checker.Warning,
	Base:     true,
	Doc: `# “Ibid.” means another source than before the change
A note was put in or taken out before it, and “ibid.” moved to another source with nobody
touching it. The claim now stands on a source that may not say so.

~~~markdown
The dues rose.[^1] The pact was signed.[^2] The harbour paid.[^3]

[^1]: “Port Dues Rise”, Port News, 3 May 2024.

[^2]: “Ferry Lines Sign a Pact”, Daily Tide, 9 May 2024.

[^3]: Ibid.
~~~

Before the change it was:

~~~markdown before
The dues rose.[^1] The harbour paid.[^2]

[^1]: “Port Dues Rise”, Port News, 3 May 2024.

[^2]: Ibid.
~~~

Name the source that was meant in short form.

Silent without --changed, and where the claim was changed too.
`,
	Check: func(p *checker.Pass) {
		if len(p.Base) == 0 {
			return
		}
		base := map[string]*checker.Document{}
		for _, d := range p.Base {
			base[d.Path] = d
		}
		for _, d := range p.Documents {
			if before := base[d.Path]; before != nil {
				checkMoved(p, d, before)
			}
		}
	},
}

func checkMoved(p *checker.Pass, d, base *checker.Document) {
	was, is := ibidsByClaim(base), ibidsByClaim(d)
	for _, n := range d.Notes {
		key := ibidKey(n)
		now, then := is[key], was[key]
		if key == "" || now == nil || then == nil || sourceKey(now.RefersTo) == sourceKey(then.RefersTo) {
			continue
		}
		p.Report(checker.Finding{
			Message: fmt.Sprintf("%s meant %s before the change and means %s now", quoted(now.Text), quoted(nameOf(then.RefersTo)), quoted(nameOf(now.RefersTo))),
			Span:    now.Span,
			Subject: checker.Subject{Document: d, Note: n, Citation: now},
		})
	}
}

// ibidKey tells a note with ibid. from all others by its claim and its words; empty if it is none.
func ibidKey(n *checker.Note) string {
	c := opening(n)
	if c == nil || c.Kind != checker.Ibid || c.RefersTo == nil || len(n.Markers) == 0 || n.Markers[0].Claim == "" {
		return ""
	}
	return match.Fold(n.Markers[0].Claim) + "\x00" + match.Fold(n.Text)
}

// ibidsByClaim returns the ibid. that opens each note, by ibidKey; nil where two have one key.
func ibidsByClaim(d *checker.Document) map[string]*checker.Citation {
	all := map[string]*checker.Citation{}
	for _, n := range d.Notes {
		key := ibidKey(n)
		if key == "" {
			continue
		}
		if _, twice := all[key]; twice {
			all[key] = nil
			continue
		}
		all[key] = n.Citations[0]
	}
	return all
}

// sourceKey says which source a full citation means, in words that outlive edits elsewhere.
func sourceKey(c *checker.Citation) string {
	switch {
	case c.DOI != "":
		return c.DOI
	case c.Title != "":
		return match.Fold(c.Title)
	case len(c.Links) > 0 && c.Links[0].URL != "":
		return c.Links[0].URL
	}
	return match.Fold(c.Text)
}
