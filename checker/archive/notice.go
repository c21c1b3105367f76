package archive

import (
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// What an update of Crossref's is called (www.crossref.org/documentation/crossmark/version-control-corrections-and-retractions/),
// in any spelling, and what it is to us. A partial retraction leaves the work standing.
var updateKinds = map[string]checker.NoticeKind{
	"retraction": checker.NoticeRetraction, "retracted": checker.NoticeRetraction,
	"withdrawal": checker.NoticeWithdrawal, "withdrawn": checker.NoticeWithdrawal, "removal": checker.NoticeWithdrawal,
	"correction": checker.NoticeCorrection, "corrigendum": checker.NoticeCorrection, "erratum": checker.NoticeCorrection,
	"addendum": checker.NoticeCorrection, "clarification": checker.NoticeCorrection, "partial-retraction": checker.NoticeCorrection,
	"expression-of-concern": checker.NoticeConcern, "concern": checker.NoticeConcern,
}

const (
	newVersion    = "new-version"
	newEdition    = "new-edition"
	reinstatement = "reinstatement"
)

// updateKind is an update's type in lower case, with hyphens.
func updateKind(v any) string {
	return strings.NewReplacer("_", "-", " ", "-").Replace(strings.ToLower(text(v)))
}

// addUpdates adds what Crossref lists as updates of a work: "updated-by". A work's own "update-to"
// tells of other works that it updates, unless it names itself.
func addUpdates(r *checker.Record, m object, own string) {
	updates := objects(m["updated-by"])
	for _, u := range objects(m["update-to"]) {
		if to, ok := match.DOI(text(u["DOI"])); ok && to == own {
			updates = append(updates, u)
		}
	}
	back := checker.Date{}
	reinstated := false
	for _, u := range updates {
		kind, n := updateKind(u["type"]), checker.Notice{Date: date(u["updated"])}
		n.DOI, _ = match.DOI(text(u["DOI"]))
		if n.DOI == own {
			n.DOI = ""
		}
		if by := text(u["source"]); !strings.EqualFold(by, "publisher") {
			n.By = by
		}
		switch known := updateKinds[kind]; {
		case known != "":
			n.Kind = known
			r.Notices = append(r.Notices, n)
		case (kind == newVersion || kind == newEdition) && n.DOI != "":
			r.Later = n.DOI
		case kind == reinstatement:
			back, reinstated = n.Date, true
		}
	}
	if reinstated {
		r.Notices = slices.DeleteFunc(r.Notices, func(n checker.Notice) bool {
			return isRetraction(n) && !isAfter(n.Date, back)
		})
	}
}

func isRetraction(n checker.Notice) bool {
	return n.Kind == checker.NoticeRetraction || n.Kind == checker.NoticeWithdrawal
}

// isAfter reports whether the whole of a date lies after the whole of another.
func isAfter(d, than checker.Date) bool {
	first, _, ok := d.Range()
	_, last, known := than.Range()
	return ok && known && first.After(last)
}

// addRelations adds what Crossref's relations say of a work: who has retracted, corrected or
// superseded it.
func addRelations(r *checker.Record, v any) {
	relations, _ := v.(object)
	for _, one := range []struct {
		name string
		kind checker.NoticeKind // empty: superseded
	}{
		{"is-retracted-by", checker.NoticeRetraction}, {"is-withdrawn-by", checker.NoticeWithdrawal}, {"is-corrected-by", checker.NoticeCorrection},
		{"is-replaced-by", ""}, {"is-previous-version-of", ""}, {"is-obsoleted-by", ""},
	} {
		for _, to := range objects(relations[one.name]) {
			id, ok := match.DOI(text(to["id"]))
			switch {
			case one.kind != "":
				r.Notices = append(r.Notices, checker.Notice{Kind: one.kind, DOI: id})
			case ok && r.Later == "":
				r.Later = id
			}
		}
	}
}

// isNotice reports whether a work is itself the notice that retracts or corrects another.
func isNotice(m object, own string) bool {
	for _, u := range objects(m["update-to"]) {
		if to, ok := match.DOI(text(u["DOI"])); ok && to != own && updateKinds[updateKind(u["type"])] != "" {
			return true
		}
	}
	return false
}

// settleNotices leaves one notice of a kind that says when and where, if there is one, in the order of
// time; a notice says of itself nothing that its title says of the other work.
func settleNotices(r *checker.Record, isNotice bool) {
	told := func(n checker.Notice) bool { return n.DOI != "" || !n.Date.IsZero() || n.By != "" }
	var kept []checker.Notice
	for _, n := range r.Notices {
		bare := !told(n) && (isNotice || slices.ContainsFunc(r.Notices, func(o checker.Notice) bool {
			return told(o) && (o.Kind == n.Kind || isRetraction(o) && isRetraction(n))
		}))
		if !bare && !slices.Contains(kept, n) && len(kept) < maxList {
			kept = append(kept, n)
		}
	}
	slices.SortStableFunc(kept, func(a, b checker.Notice) int { return strings.Compare(a.Date.EDTF, b.Date.EDTF) })
	r.Notices = kept
}

// Titles of works that were taken back, as publishers write them: "RETRACTED: …", "WITHDRAWN: …",
// "[Retracted] …", "RETRACTED ARTICLE: …". "Retraction: …" is the title of a notice, and "Withdrawn
// from the front" a title.
var retractedForm = match.NewPattern(`^(?:\[(?i:(retracted|withdrawn|removed))(?: [a-zA-Z]+)?\]:?|((?:RETRACTED|WITHDRAWN|REMOVED)(?: (?:ARTICLE|PAPER|CHAPTER|NOTE|LETTER))?|(?i:(?:retracted|withdrawn)(?: (?:article|paper|chapter))?))\s*[:—–])\s*(\S.*)$`)

// retractedTitle returns what a title says has become of its work, and the title without that; an
// empty kind if it says nothing.
func retractedTitle(t string) (kind checker.NoticeKind, rest string) {
	m := retractedForm.FindStringSubmatch(t)
	if m == nil {
		return "", t
	}
	kind = checker.NoticeRetraction
	if word := strings.ToLower(m[1] + m[2]); strings.HasPrefix(word, "withdrawn") || strings.HasPrefix(word, "removed") {
		kind = checker.NoticeWithdrawal
	}
	return kind, m[3]
}
