package rule

import (
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var matchRetracted = &checker.Rule{
	ID:       "match/retracted",
	Severity: checker.Error,
	Online:   true,
	Records:  true,
	Masks:    []checker.Mask{{Rules: []string{"match/corrected", "match/newer-version"}, Scope: checker.OnSource}},
	Doc: doc("The work was retracted, and the citation does not say so",
		"Its journal or its authors have taken the work back. A reader who does not know that relies on what nobody stands for any more.",
		`Dues rose again.[^1]

[^1]: Anna Roe, “Mud and the Sea Wall”, *Journal of Tides* 3, no. 2 (2019): 31, https://doi.org/10.5555/jot.2019.31.`,
		"Take the source out, or write “retracted” and cite the notice, too.",
		"unless records are asked for (--registries identifiers), if the note or the sentence that it stands for says that the work was retracted, and for the notice itself."),
	Check: checkNotices(decideRetracted),
}

var matchCorrected = &checker.Rule{
	ID:       "match/corrected",
	Severity: checker.Warning,
	Online:   true,
	Records:  true,
	Doc: doc("The work was corrected after the cited date",
		"What is cited may be the very thing that was put right. An expression of concern says that the journal doubts the work.",
		`Dues rose again.[^1]

[^1]: Anna Roe, “Silt and the Sea Wall”, *Journal of Tides* 3, no. 2 (2019): 41, https://doi.org/10.5555/jot.2019.41.`,
		"Read the notice, and cite it with the work if it concerns what is cited.",
		"unless records are asked for (--registries identifiers), if the notice is not later than the cited date or has no date, and if the note says that the work was corrected. An info, but for expressions of concern."),
	Check: checkNotices(decideCorrected),
}

// checkNotices makes a Check of a decision about one full citation and a record of its work, be it
// known by its identifier or found by its title.
func checkNotices(decide func(*checker.Pass, checker.Subject, checker.RecordAt) (checker.Finding, bool)) func(*checker.Pass) {
	byIdentifier := eachRecord(decide)
	return func(p *checker.Pass) {
		byIdentifier(p)
		for s := range citations(p) {
			r, found := p.RecordByTitle(s.Citation)
			if !found || !isStated(s.Citation) || s.Citation.Span.IsZero() {
				continue
			}
			if f, ok := decide(p, s, r); ok {
				reportRecord(p, s, r, f)
			}
		}
	}
}

var (
	// retractionWords say that a work was taken back; those of Han are looked for anywhere.
	retractionWords = words(`
		retracted retraction withdrawn withdrawal zurückgezogen zurückgezogene zurückziehung rétracté rétractée rétractation
		retractado retractada retractación retratado retratada ritrattato ritrattata ritirato ritirata отозвана отозван отозвано ретракция
		ingetrokken wycofany wycofana`)
	// correctionWords say that a work was put right, or is in doubt.
	correctionWords = words(`
		corrected correction corrigendum corrigenda erratum errata amended addendum berichtigt berichtigung korrigiert
		corrigé correctif corregido corretto rettifica исправлено исправление`)
	hanRetraction = []string{"撤稿", "撤回", "撤销"}
	hanCorrection = []string{"更正", "勘误", "訂正"}
)

// saysSo reports whether a note, or a sentence that it stands for, has one of the words.
func saysSo(n *checker.Note, list []string, han []string) bool {
	texts := []string{n.Text}
	for _, m := range n.Markers {
		texts = append(texts, m.Claim)
	}
	return slices.ContainsFunc(texts, func(text string) bool {
		return slices.ContainsFunc(match.Tokens(text), func(w string) bool { return in(list, w) }) ||
			slices.ContainsFunc(han, func(w string) bool { return strings.Contains(text, w) })
	})
}

func decideRetracted(_ *checker.Pass, s checker.Subject, r checker.RecordAt) (checker.Finding, bool) {
	n := noticeOf(r.Record, checker.NoticeRetraction, checker.NoticeWithdrawal)
	if r.State != checker.RecordFound || n == nil || saysSo(s.Note, retractionWords, hanRetraction) {
		return checker.Finding{}, false
	}
	what := "retracted"
	if n.Kind == checker.NoticeWithdrawal {
		what = "withdrawn"
	}
	message := "the work was " + what
	if n.Date.EDTF != "" {
		message += " on " + n.Date.EDTF
		if n.Date.Precision() != checker.PrecisionDay {
			message = "the work was " + what + " in " + n.Date.EDTF
		}
	}
	return checker.Finding{Message: message + noticeWords(n) + ", as " + said(r)}, true
}

func decideCorrected(_ *checker.Pass, s checker.Subject, r checker.RecordAt) (checker.Finding, bool) {
	gone := noticeOf(r.Record, checker.NoticeRetraction, checker.NoticeWithdrawal) != nil
	if r.State != checker.RecordFound || gone || saysSo(s.Note, correctionWords, hanCorrection) {
		return checker.Finding{}, false
	}
	var late *checker.Notice
	for i, n := range r.Notices {
		isLate := n.Kind == checker.NoticeConcern || n.Kind == checker.NoticeCorrection && late == nil
		if isLate && isLater(n.Date, s.Citation.Date) {
			late = &r.Notices[i]
		}
	}
	if late == nil {
		return checker.Finding{}, false
	}
	f := checker.Finding{Severity: checker.Info, Message: "a correction of " + late.Date.EDTF}
	if late.Kind == checker.NoticeConcern {
		f = checker.Finding{Message: "an expression of concern of " + late.Date.EDTF}
	}
	f.Message += noticeWords(late) + " came after the cited date, as " + said(r)
	return f, true
}

// isLater reports whether the whole of a date lies after the whole of another.
func isLater(d, than checker.Date) bool {
	first, _, ok := d.Range()
	_, last, known := than.Range()
	return ok && known && first.After(last)
}

// noticeOf returns the first notice of the kinds; nil if there is none.
func noticeOf(r *checker.Record, kinds ...checker.NoticeKind) *checker.Notice {
	for i, n := range r.Notices {
		if slices.Contains(kinds, n.Kind) {
			return &r.Notices[i]
		}
	}
	return nil
}

// noticeWords says where a notice is, and who says so.
func noticeWords(n *checker.Notice) string {
	var words []string
	if n.DOI != "" {
		words = append(words, "notice "+quoted(strings.TrimPrefix(n.DOI, "doi:")))
	}
	if n.By != "" {
		words = append(words, "by "+quoted(n.By))
	}
	if len(words) == 0 {
		return ""
	}
	return " (" + strings.Join(words, ", ") + ")"
}
