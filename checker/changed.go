package checker

import "slices"

// onlyChanged drops the queries about sources of which no link, note or marker was changed.
func (c *Checker) onlyChanged(queries []Query, docs []*Document) []Query {
	if c.Changed == nil {
		return queries
	}
	changed := map[string]bool{}
	for _, d := range docs {
		for _, l := range d.Links {
			changed[l.URL] = changed[l.URL] || c.Changed(d, l.Span)
		}
		for _, n := range d.Notes {
			touched := c.Changed(d, n.places()...)
			for _, ci := range n.Citations {
				for _, l := range ci.AllLinks() {
					changed[l.URL] = changed[l.URL] || touched
				}
			}
		}
	}
	return slices.DeleteFunc(queries, func(q Query) bool { return !changed[q.URL] })
}

// places returns where a note and its markers stand.
func (n *Note) places() []Span { return placesOf([]*Note{n}) }

// onChanged returns the findings whose place, or what they are about, was changed. Those of a rule
// that compares with the documents before the change count wherever they stand.
func (c *Checker) onChanged(found []*Finding) []*Finding {
	if c.Changed == nil {
		return found
	}
	compares := map[string]bool{}
	for _, r := range c.Rules {
		compares[r.ID] = r.Base
	}
	changed := []*Finding{}
	for _, f := range found {
		if compares[f.Rule] || c.Changed(f.Subject.Document, append(f.Subject.places(), f.Span)...) {
			changed = append(changed, f)
		}
	}
	return changed
}

// places returns where the narrowest thing stands that a finding is about.
func (s Subject) places() []Span {
	switch {
	case s.Link != nil:
		return []Span{s.Link.Span}
	case s.Marker != nil:
		return []Span{s.Marker.Span}
	case s.Citation != nil:
		return []Span{s.Citation.Span}
	case s.Note != nil:
		return s.Note.places()
	}
	return nil
}
