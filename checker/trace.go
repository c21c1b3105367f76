package checker

// A trace says what a document was made of: another one, with edits.
type trace struct {
	from  *Document
	edits []Edit
}

// traces lead from documents back to what they were made of.
type traces map[*Document]trace

// origin returns the document that d was made of in the end, and where places of d were in it. Places
// in what an edit wrote were where the edit was made.
func (t traces) origin(d *Document, places []Span) (*Document, []Span) {
	for made, ok := t[d]; ok; made, ok = t[d] {
		before := make([]Span, len(places))
		for i, p := range places {
			if !p.IsZero() {
				before[i] = made.from.Span(made.back(p.Start.Offset, false), made.back(p.End.Offset, true))
			}
		}
		d, places = made.from, before
	}
	return d, places
}

// back returns where an offset was: for one in what an edit wrote, where that edit began, or, if the
// offset is the end of something, where it ended.
func (t trace) back(offset int, isEnd bool) int {
	shift := 0
	for _, e := range t.edits {
		start, end := e.Span.Start.Offset, e.Span.End.Offset
		in := offset - (start + shift)
		switch {
		case in < 0 || isEnd && in == 0:
			return offset - shift
		case isEnd && in <= len(e.NewText):
			return end
		case in < len(e.NewText):
			return start
		}
		shift += len(e.NewText) - (end - start)
	}
	return offset - shift
}
