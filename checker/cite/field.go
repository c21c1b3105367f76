package cite

import (
	"strings"

	"github.com/citelint/citelint/checker"
)

// onlyNumbers reports whether a segment has no anchor but dates or numbers: prose that mentions a
// year.
func onlyNumbers(seg *segment, lx *lexer) bool {
	e := seg.anchors
	if e.titles > 0 || e.links > 0 || e.backs > 0 {
		return false
	}
	words, lower := 0, 0
	for k := seg.body; k < seg.tail; k++ {
		if t := &lx.tokens[k]; t.kind == word {
			words++
			if t.lower {
				lower++
			}
		}
	}
	return words >= 3 && 2*lower >= words && (words >= 5 || e.locators == 0 && midDate(seg, lx))
}

// midDate reports whether the only date of a segment without commas stands between words in lower case or
// behind one: Das Original ging 1944 verloren.
func midDate(seg *segment, lx *lexer) bool {
	found := false
	for k := seg.body; k < seg.tail; k++ {
		switch t := &lx.tokens[k]; {
		case t.kind == dated && (found || k == seg.body || !lx.tokens[k-1].lower), t.kind == opening, t.kind == punct && t.r != '.':
			return false
		case t.kind == dated:
			found = true
		}
	}
	return found
}

// typeOf returns the CSL type that the fields show, or "".
func typeOf(c *checker.Citation) string {
	switch {
	case len(c.Authors) == 0 && (c.Container != "" || c.Number != "") && isCaseName(c.Title):
		return "legal_case"
	case len(c.Authors) == 0 && treatySeries[strings.ReplaceAll(c.Container, ".", "")]:
		return "treaty"
	case len(c.Authors) == 1 && strings.HasPrefix(c.Authors[0].Literal, "@"):
		return "post"
	case c.Number != "":
		return "report"
	case c.ISBN != "":
		return "book"
	case c.Container != "" && (c.Volume != "" || c.Issue != ""):
		return "article-journal"
	case c.Container != "" && len(c.Editors) > 0:
		return "chapter"
	case c.Publisher != "" && c.Container != "":
		return ""
	case c.Publisher != "" && isOrganisation(strings.Fields(c.Publisher)) && c.Place == "" && !bookHouse(c.Publisher):
		return "report"
	case c.Publisher != "" || c.Place != "" || c.Edition != "":
		return "book"
	case isAcronym(c.Container):
		return ""
	case strings.Contains(c.Container, " ") && isOrganisation(strings.Fields(c.Container)) && !newsWord(c.Container):
		return "report"
	case c.Container != "" && c.Date.Precision() == checker.PrecisionDay && c.Date.EDTF != "":
		return "article-newspaper"
	case c.Title == "" && len(c.Links) > 0 && c.Container == "":
		return "webpage"
	}
	return ""
}

// treatySeries are the collections that treaties are printed in.
var treatySeries = wordSet("UNTS LNTS UST TIAS ETS CETS CTS TS ATS Bevans OASTS")

func bookHouse(s string) bool {
	for _, w := range [...]string{"Press", "Verlag", "Books", "Éditions", "Editions", "Publishers", "Publishing", "出版社"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

func newsWord(s string) bool {
	for _, w := range [...]string{"News", "Times", "Post", "Gazette", "Journal", "Review", "Newspaper", "Press"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// trimPlace takes what is no part of a place off a locator: "at", brackets around it, a stop.
func trimPlace(s string) string {
	s = strings.TrimPrefix(s, "at ")
	s = strings.TrimRight(s, ",; ")
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") && strings.Count(s, "(") == 1 {
		s = s[1 : len(s)-1]
	}
	return s
}

// repairs notes what had to be mended to read the citation.
func (d *draft) repairs(n *noteDraft, c *citeDraft) {
	if c.seg.b <= c.seg.a || n.lx == nil {
		return
	}
	lx := n.lx
	add := func(kind checker.RepairKind, from, to int) {
		start, end := n.src.offsets(from, to)
		c.Repairs = append(c.Repairs, checker.Repair{Kind: kind, Span: d.doc.Span(start, end)})
	}
	for k := c.seg.a; k < c.seg.b; k++ {
		t := &lx.tokens[k]
		switch {
		case t.kind == quoted:
			q := lx.pairs[t.n]
			if q.open || q.doubled {
				add(checker.QuoteUnbalanced, q.start, q.inner)
			} else if n.src.linkAt(q.start) != n.src.linkAt(q.outer) {
				add(checker.QuoteCrossesLink, q.start, q.end)
			}
		case t.kind == dated || t.kind == accessed:
			if h := lx.hits[t.n]; len(h.EDTF) > 0 && h.EDTF[0] == '[' {
				add(checker.DateOrder, h.Start, h.End)
			}
		case t.kind == punct && isClosing(t.r):
			add(checker.QuoteUnbalanced, t.start, t.end)
		}
	}
}

// linkAt returns the link around byte i of the text, or nil.
func (s *source) linkAt(i int) *checker.Link {
	if len(s.runs) == 0 {
		return nil
	}
	return s.runs[s.run(i)].Link
}
