package checker

import (
	"bytes"
	"cmp"
	"context"
	"reflect"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A Mender makes the fixes that rules offer, pass after pass, until none is left to make: what it
// writes it would leave as it is.
type Mender struct {
	Checker *Checker
	// Read reads a document whose source has changed, in the way in which it was read before.
	Read   func(path string, src []byte) (*Document, error)
	Unsafe bool // make unsafe fixes, too
}

// A Mended is a document, and what the fixes made of it.
type Mended struct {
	Document *Document  // as it was
	Source   []byte     // with the fixes made; the document's own if there were none
	Made     []*Finding // those whose fixes were made, pass by pass; places are of the pass's source
	Unasked  []*Finding // those that are left and have an unsafe fix, which was not asked for
	Refused  []*Finding // those that are left since their fix would have changed more than it should
	Unfixed  int        // findings that are left and offer no fix
}

const (
	// maxPasses bounds how often a document is looked at. Each pass makes at least one fix in each
	// place, and no fix is known that needs more than two others before it.
	maxPasses = 12
	// maxTrials bounds how often one pass reads a document to find out which fix does harm.
	maxTrials = 64
)

// Mend looks at the documents, makes their fixes and looks again at what they have become. Where two
// fixes meet, the one of the higher severity is made, then the one that stands first; the other has
// its turn in the next pass, if its finding is still there. Findings that are ignored are not fixed.
// What the web answered is not asked again. The Mendeds are in the order of docs; the report is that
// of the last look. When ctx ends nothing is made of any document, and the error is that of ctx.
func (m *Mender) Mend(ctx context.Context, docs ...*Document) ([]*Mended, *Report, error) {
	c := *m.Checker
	if c.Fetcher != nil {
		c.Fetcher = &recall{from: c.Fetcher, results: map[string]Result{}}
	}
	traces := traces{}
	if changed := c.Changed; changed != nil {
		c.Changed = func(d *Document, places ...Span) bool {
			d, places = traces.origin(d, places)
			return changed(d, places...)
		}
	}
	all := make([]*Mended, len(docs))
	now := slices.Clone(docs)
	for i, d := range docs {
		all[i] = &Mended{Document: d, Source: d.Source}
	}
	for pass := 1; ; pass++ {
		rep, err := c.Check(ctx, now...)
		if ctx.Err() != nil {
			return untouched(docs), rep, ctx.Err()
		}
		c.Progress = nil
		found := byDocument(rep.Findings)
		changed := false
		for i, d := range now {
			next, edits := m.pass(all[i], d, found[d], pass <= maxPasses)
			if next == d {
				continue
			}
			traces[next] = trace{d, edits}
			changed = true
			now[i], all[i].Source = next, next.Source
		}
		if !changed {
			return all, rep, err
		}
	}
}

func untouched(docs []*Document) []*Mended {
	all := make([]*Mended, len(docs))
	for i, d := range docs {
		all[i] = &Mended{Document: d, Source: d.Source}
	}
	return all
}

func byDocument(found []*Finding) map[*Document][]*Finding {
	by := map[*Document][]*Finding{}
	for _, f := range found {
		if f.State != Ignored {
			by[f.Subject.Document] = append(by[f.Subject.Document], f)
		}
	}
	return by
}

// pass makes what it can of the fixes in d and returns what d has become, and by which edits: d itself if
// it made none.
func (m *Mender) pass(all *Mended, d *Document, found []*Finding, more bool) (*Document, []Edit) {
	all.Unasked, all.Refused, all.Unfixed = nil, nil, 0
	var wanted []*Finding
	for _, f := range found {
		switch {
		case f.Fix == nil || len(f.Fix.Edits) == 0:
			all.Unfixed++
		case !m.Unsafe && !f.Fix.Safe:
			all.Unasked = append(all.Unasked, f)
		case !more || d.Derived || !d.takes(f.Fix):
			all.Refused = append(all.Refused, f)
		default:
			wanted = append(wanted, f)
		}
	}
	t := trial{read: m.Read, d: d, left: maxTrials}
	next, made := t.most(apart(d, wanted))
	for len(made) == 0 && len(t.refused) > 0 { // a fix that does harm must not keep others from their turn
		all.Refused = append(all.Refused, t.refused...)
		wanted = slices.DeleteFunc(wanted, func(f *Finding) bool { return slices.Contains(t.refused, f) })
		t.refused = nil
		next, made = t.most(apart(d, wanted))
	}
	all.Refused = append(all.Refused, t.refused...)
	all.Made = append(all.Made, made...)
	return next, t.edits
}

// takes reports whether the edits of a fix can be written into the source as they are: that they say
// something new, and hold neither bytes that the source's encoding may not have nor characters that
// nobody sees.
func (d *Document) takes(fix *Fix) bool {
	valid := utf8.Valid(d.Source) && !d.isLegacy()
	changes := false
	last := 0
	for _, e := range fix.Edits {
		start, end := e.Span.Start.Offset, e.Span.End.Offset
		if e.Span.IsZero() || start < last || end < start || end > len(d.Source) {
			return false
		}
		last = end
		changes = changes || d.Text(e.Span) != e.NewText
		if strange(e.NewText, valid) && !bytes.Contains(d.Source, []byte(e.NewText)) {
			return false
		}
	}
	return changes
}

// isLegacy reports whether a web page says that it is written in another encoding than UTF-8: it is
// looked for where HTML wants it, in the first 1,024 bytes.
func (d *Document) isLegacy() bool {
	if d.Format != "html" {
		return false
	}
	head := bytes.ToLower(d.Source[:min(len(d.Source), 1024)])
	for _, name := range []string{"charset=", "encoding="} {
		if i := bytes.Index(head, []byte(name)); i >= 0 {
			value := bytes.TrimLeft(head[i+len(name):], `"' `)
			return !bytes.HasPrefix(value, []byte("utf-8")) && !bytes.HasPrefix(value, []byte("utf8"))
		}
	}
	return false
}

// strange reports whether a text needs a second look before it is written: it holds a control or
// format character, or is not ASCII though the source is not UTF-8.
func strange(text string, valid bool) bool {
	return !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool {
		return r == utf8.RuneError || !valid && r >= utf8.RuneSelf ||
			unicode.In(r, unicode.Cc, unicode.Cf) && r != '\n' && r != '\r' && r != '\t'
	})
}

// apart returns the findings whose fixes can be made at once, by place: of two that meet the one of
// the higher severity, then the first.
func apart(d *Document, wanted []*Finding) []*Finding {
	ranked := slices.Clone(wanted)
	slices.SortStableFunc(ranked, func(a, b *Finding) int { return cmp.Compare(b.Severity, a.Severity) })
	taken := claims{places: make([]uint64, len(d.Source)/64+1), edits: map[Edit]bool{}}
	var chosen []*Finding
	for _, f := range ranked {
		if taken.add(f.Fix.Edits) {
			chosen = append(chosen, f)
		}
	}
	sortFindings(chosen)
	return chosen
}

// claims are the places of a source that edits take: a bit for each byte, and for its end.
type claims struct {
	places []uint64
	edits  map[Edit]bool
}

// add claims the places of edits, unless another edit has one of them, or touches it: which of the two
// comes first would be anybody's guess. An edit that is there already needs no place.
func (c *claims) add(edits []Edit) bool {
	for _, e := range edits {
		if !c.edits[e] && !c.isFree(e.Span.Start.Offset, e.Span.End.Offset) {
			return false
		}
	}
	for _, e := range edits {
		c.edits[e] = true
		for i := e.Span.Start.Offset; i <= e.Span.End.Offset; i++ {
			c.places[i/64] |= 1 << (i % 64)
		}
	}
	return true
}

// isFree reports whether no place from start to end is claimed.
func (c *claims) isFree(start, end int) bool {
	for i := start; i <= end; {
		if i%64 == 0 && i+64 <= end {
			if c.places[i/64] != 0 {
				return false
			}
			i += 64
			continue
		}
		if c.places[i/64]&(1<<(i%64)) != 0 {
			return false
		}
		i++
	}
	return true
}

// A trial finds out which of some fixes can be made in a document without harm.
type trial struct {
	read    func(path string, src []byte) (*Document, error)
	d       *Document
	left    int    // readings that may still be made
	edits   []Edit // that made the best document
	refused []*Finding
}

// most makes as many of the fixes as it can, which are apart, and returns what becomes of the document:
// itself if none can be made.
func (t *trial) most(fixes []*Finding) (*Document, []*Finding) {
	best, made := t.d, []*Finding(nil)
	var add func(more []*Finding)
	add = func(more []*Finding) {
		if len(more) == 0 {
			return
		}
		if next, edits := t.with(slices.Concat(made, more)); next != nil {
			best, made, t.edits = next, slices.Concat(made, more), edits
			return
		}
		if len(more) == 1 {
			t.refused = append(t.refused, more[0])
			return
		}
		add(more[:len(more)/2])
		add(more[len(more)/2:])
	}
	add(fixes)
	return best, made
}

// with returns the document with the fixes made, and by which edits; nil if that would change more than
// what they mend.
func (t *trial) with(fixes []*Finding) (*Document, []Edit) {
	if t.left == 0 {
		return nil, nil
	}
	t.left--
	var edits []Edit
	for _, f := range fixes {
		edits = append(edits, f.Fix.Edits...)
	}
	slices.SortStableFunc(edits, func(a, b Edit) int { return cmp.Compare(a.Span.Start.Offset, b.Span.Start.Offset) })
	edits = t.d.withLineEnds(slices.Compact(edits))
	next, err := t.read(t.d.Path, Apply(t.d.Source, edits))
	if err != nil || !next.keeps(t.d) {
		return nil, nil
	}
	return next, edits
}

// withLineEnds returns the edits with the source's own line ends, where it has but one kind.
func (d *Document) withLineEnds(edits []Edit) []Edit {
	lf, cr := bytes.Count(d.Source, []byte("\n")), bytes.Count(d.Source, []byte("\r"))
	end := "\n"
	switch {
	case cr == 0:
		return edits
	case lf == 0:
		end = "\r"
	case bytes.Count(d.Source, []byte("\r\n")) == lf:
		end = "\r\n"
	default:
		return edits
	}
	edits = slices.Clone(edits)
	for i, e := range edits {
		edits[i].NewText = strings.ReplaceAll(strings.ReplaceAll(e.NewText, "\r\n", "\n"), "\n", end)
	}
	return edits
}

// keeps reports whether d is a document that has all that no fix may touch as before had it: its head,
// its code, and as many notes and markers.
func (d *Document) keeps(before *Document) bool {
	return d.Title == before.Title && d.Date == before.Date && slices.Equal(d.Authors, before.Authors) &&
		slices.Equal(d.code(), before.code()) && d.shape() == before.shape()
}

// code returns all that is code, sorted: a fix may move what stands around it.
func (d *Document) code() []string {
	var all []string
	add := func(runs []Run) {
		for _, r := range runs {
			if r.Style&Monospace != 0 {
				all = append(all, r.Text)
			}
		}
	}
	for _, b := range d.Body {
		if b.Kind == Code {
			all = append(all, b.Text())
			continue
		}
		add(b.Runs)
	}
	for _, n := range d.Notes {
		add(n.Runs)
	}
	slices.Sort(all)
	return all
}

// A shape is how many notes a document has, of them such as nothing defines, and how many markers.
type shape struct{ notes, undefined, markers int }

func (d *Document) shape() shape {
	s := shape{notes: len(d.Notes)}
	for _, n := range d.Notes {
		if n.Span.IsZero() {
			s.undefined++
		}
		s.markers += len(n.Markers)
	}
	return s
}

// A recall asks each query once.
type recall struct {
	from    Fetcher
	mu      sync.Mutex
	results map[string]Result // by URL
}

// Fetch answers as before what was asked before in the same words.
func (r *recall) Fetch(ctx context.Context, q Query) (Result, error) {
	q.Known = nil
	r.mu.Lock()
	old, ok := r.results[q.URL]
	r.mu.Unlock()
	if ok && reflect.DeepEqual(old.Query, q) {
		return old, nil
	}
	res, err := r.from.Fetch(ctx, q)
	if err != nil {
		return res, err
	}
	keep := res
	keep.Query = q
	r.mu.Lock()
	r.results[q.URL] = keep
	r.mu.Unlock()
	return res, nil
}
