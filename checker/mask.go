package checker

import "slices"

// unmasked returns the findings that no root cause silences, and how many were silenced. A finding
// that is itself silenced, or ignored, still silences.
func unmasked(found []*Finding, rules []*Rule) ([]*Finding, int) {
	type key struct {
		scope Scope
		about any
	}
	type cause struct {
		rule string
		*Mask
	}
	causes := map[key][]cause{}
	byID := map[string]*Rule{}
	for _, r := range rules {
		byID[r.ID] = r
	}
	for _, f := range found {
		for i := range byID[f.Rule].Masks {
			m := &byID[f.Rule].Masks[i]
			if f.Severity < m.From {
				continue
			}
			for _, about := range f.about(m.Scope) {
				k, c := key{m.Scope, about}, cause{f.Rule, m}
				if !slices.Contains(causes[k], c) {
					causes[k] = append(causes[k], c)
				}
			}
		}
	}
	masked := func(f *Finding) bool {
		for _, scope := range []Scope{OnLink, OnSource, OnCitation, OnNote, OnStretch} {
			for _, about := range f.about(scope) {
				for _, c := range causes[key{scope, about}] {
					if c.rule != f.Rule && c.silences(f.Rule) {
						return true
					}
				}
			}
		}
		return false
	}
	kept := slices.DeleteFunc(slices.Clone(found), masked)
	return kept, len(found) - len(kept)
}

type stretch struct {
	d *Document
	n int
}

// about returns the things of a scope that the finding is about. A finding about a citation as a
// whole is about its link too, if it has one only.
func (f *Finding) about(scope Scope) []any {
	s := f.Subject
	switch scope {
	case OnLink:
		if s.Link != nil {
			return []any{s.Link}
		}
		if s.Citation != nil {
			if links := s.Citation.AllLinks(); len(links) == 1 {
				return []any{links[0]}
			}
		}
	case OnSource:
		if f.URL != "" {
			return []any{f.URL}
		}
	case OnCitation:
		if s.Citation != nil {
			return []any{s.Citation}
		}
		if s.Link != nil && s.Note != nil {
			for _, c := range s.Note.Citations {
				if slices.Contains(c.AllLinks(), s.Link) {
					return []any{c}
				}
			}
		}
	case OnNote:
		if s.Note != nil {
			return []any{s.Note}
		}
	case OnStretch:
		if s.Note != nil {
			return []any{stretch{s.Document, s.Note.Stretch}}
		}
	}
	return nil
}

// silences reports whether the mask is one of the rule with that ID.
func (m *Mask) silences(id string) bool {
	return slices.ContainsFunc(m.Rules, func(p string) bool { return MatchRule(p, id) })
}
