package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
)

// attributions returns the quotations of all documents with what their sources answered together.
func attributions(rep *checker.Report) []attributed {
	var all []attributed
	for _, d := range rep.Documents {
		of := attributionsOf(d, rep.Result)
		if len(all) == 0 {
			all = of // as the only ones, most often
			continue
		}
		all = append(all, of...)
	}
	return all
}

// attributionsOf returns those of one document; result says what was seen at an address.
func attributionsOf(d *checker.Document, result func(url string) *checker.Result) []attributed {
	of := checker.Attributions(d)
	all := make([]attributed, 0, len(of))
	for _, a := range of {
		all = append(all, attributed{a, a.Outcome(func(l *checker.Link) *checker.Result { return result(l.URL) })})
	}
	return all
}

// quotationsByNote returns the quotations of a document by the note whose marker has them first.
func quotationsByNote(rep *checker.Report, d *checker.Document) map[*checker.Note][]attributed {
	by := map[*checker.Note][]attributed{}
	for _, a := range attributionsOf(d, rep.Result) {
		by[a.Marker.Note] = append(by[a.Marker.Note], a)
	}
	return by
}

// An attributed is a quotation with what its sources answered together.
type attributed struct {
	checker.Attribution
	checker.Outcome
}

// notComparedWords says why quotations were not compared with their sources, in the report's order;
// what pages say of themselves stands behind it.
var notComparedWords = [...]string{
	quotationUnlinked: "whose source has no address to look at",
	quotationUnread:   "whose source was not read",
	quotationUnknown:  "whose note was not understood",
	quotationOpen:     "without an end",
	quotationShort:    "too short to look for",
}

// Why a quotation was not compared with its source.
const (
	quotationUnlinked = iota
	quotationUnread
	quotationUnknown
	quotationOpen
	quotationShort
)

// whyNotCompared says in words why a quotation was not compared with its sources; empty if it was.
func (a attributed) whyNotCompared() string {
	switch q := a.Answer; {
	case a.Quotation.Open:
		return notComparedWords[quotationOpen]
	case a.Compared():
		return ""
	case q.Answer == checker.AnswerTooShort:
		return notComparedWords[quotationShort]
	case q.Answer == checker.AnswerNoText && q.Reason != "":
		return q.Reason
	case len(a.Citations) > 0 && !slices.ContainsFunc(a.Citations, func(c *checker.Citation) bool { return len(c.AllLinks()) > 0 }):
		return notComparedWords[quotationUnlinked]
	case len(a.Citations) == 0:
		return notComparedWords[quotationUnknown]
	}
	return notComparedWords[quotationUnread]
}

// quotationsNotChecked groups the quotations of a report that were not compared with their sources by reason.
func quotationsNotChecked(rep *checker.Report, quoted []attributed, name func(string) string) []checker.NotChecked {
	groups := map[string][]cited{}
	var reasons []string
	for _, a := range quoted {
		why := a.whyNotCompared()
		if why == "" {
			continue
		}
		if groups[why] == nil {
			reasons = append(reasons, why)
		}
		groups[why] = append(groups[why], cited{a.Document, a.Marker.Note, 0, &checker.Link{Span: a.Quotation.Span}})
	}
	slices.SortFunc(reasons, func(a, b string) int {
		return cmp.Or(reasonRank(a)-reasonRank(b), strings.Compare(a, b))
	})
	var out []checker.NotChecked
	for _, why := range reasons {
		where := groups[why]
		sortCited(rep, where)
		reason := why
		if reasonRank(why) == len(notComparedWords) {
			reason = "not compared: " + why
		}
		out = append(out, checker.NotChecked{What: "quotations", Count: len(where), Reason: reason, Where: places(where, name)})
	}
	return out
}

func reasonRank(why string) int {
	if i := slices.Index(notComparedWords[:], why); i >= 0 {
		return i
	}
	return len(notComparedWords)
}
