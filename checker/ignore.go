package checker

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
)

// An Ignore silences rules at one place: a comment of a document, or an entry of the configuration.
type Ignore struct {
	Document  *Document // the one that the comment stands in; of an entry the configuration's file, nil if it has none
	Span      Span      // the comment, or the entry
	Verb      string    // "ignore", "ignore-start", "ignore-end", "ignore-file", "ignore-note"; as written if it is none of them
	Rules     []string  // IDs, "group/*" or "*"
	Label     string    // for ignore-note: the note's
	Until     string    // the last day it holds, "2006-01-02"; empty: for ever
	Reason    string
	Malformed string // what is wrong with it, in words; such a comment ignores nothing

	Entry     bool   // an entry of the configuration; Check sets it for those of Checker.Ignores
	URL, Path string // for an entry: globs that the source and the document must match; empty: all do
	Whole     bool   // for an entry: all documents that Path can match are checked, so that it can be told to be unused

	Expired bool // Until is before today: it ignores nothing
	Used    bool // a finding was silenced by it
	Ran     bool // every rule that it names ran on all it covers, and every source there was reached

	covers []Span
}

var ignoreComment = regexp.MustCompile(`^citelint:(\S*)\s*(.*)$`)

// parseIgnores reads the comments of d and decides what each of them covers.
func parseIgnores(d *Document, today Date) []*Ignore {
	var all []*Ignore
	var open []*Ignore // ranges not yet ended
	if len(d.Comments) == 0 {
		return nil
	}
	labelled := map[string][]*Note{}
	coveredNotes := map[string][]Span{} // comments on one note share its places: there may be many of both
	begins := map[int][]*Note{}         // by the line that a definition begins in
	for _, n := range d.Notes {
		labelled[n.Label] = append(labelled[n.Label], n)
		begins[n.Span.Start.Line] = append(begins[n.Span.Start.Line], n)
	}
	for _, c := range d.Comments {
		ig := parseIgnore(c.Text)
		if ig == nil {
			continue
		}
		ig.Document, ig.Span = d, c.Span
		ig.Expired = ig.Until != "" && today.EDTF != "" && ig.Until < today.EDTF
		switch {
		case ig.Malformed != "":
		case ig.Verb == "ignore":
			ig.covers = []Span{d.coveredBy(c.Span, begins)}
		case ig.Verb == "ignore-file":
			ig.covers = []Span{d.Span(0, len(d.Source))}
		case ig.Verb == "ignore-start":
			open = append(open, ig)
		case ig.Verb == "ignore-end":
			if len(open) == 0 {
				ig.Malformed = "no ignore-start before it"
				break
			}
			start := open[len(open)-1]
			open = open[:len(open)-1]
			start.covers = []Span{d.Span(start.Span.Start.Offset, c.Span.End.Offset)}
			continue // the end says nothing of its own
		case ig.Verb == "ignore-note":
			if ig.covers = coveredNotes[ig.Label]; ig.covers == nil {
				ig.covers = placesOf(labelled[ig.Label])
				coveredNotes[ig.Label] = ig.covers
			}
			if ig.covers == nil {
				ig.Malformed = "no note is labelled “" + ig.Label + "”"
			}
		}
		all = append(all, ig)
	}
	for _, ig := range open {
		ig.Malformed = "no ignore-end after it"
	}
	return all
}

// placesOf returns where notes and their markers stand.
func placesOf(notes []*Note) []Span {
	var places []Span
	for _, n := range notes {
		if !n.Span.IsZero() {
			places = append(places, n.Span)
		}
		for _, m := range n.Markers {
			places = append(places, m.Span)
		}
	}
	return places
}

// ownReport marks the reports that citelint itself writes as Markdown: they say nothing to it.
const ownReport = "report"

// parseIgnore reads one comment; nil if it is none of ours.
func parseIgnore(text string) *Ignore {
	m := ignoreComment.FindStringSubmatch(strings.Join(strings.Fields(text), " "))
	if m == nil {
		return nil
	}
	ig := &Ignore{Verb: strings.TrimSuffix(m[1], ":")}
	if ig.Verb == ownReport {
		return nil
	}
	head, rest := m[2], ""
	if i := strings.Index(head, ": "); i >= 0 {
		head, rest = head[:i], head[i+2:]
	} else {
		head = strings.TrimSuffix(head, ":")
	}
	ig.Reason = strings.TrimSpace(rest)
	words := strings.Fields(head)
	switch ig.Verb {
	case "ignore-end":
		return ig
	case "ignore", "ignore-start", "ignore-file":
	case "ignore-note":
		if len(words) > 0 {
			ig.Label, words = words[0], words[1:]
		}
	default:
		ig.Malformed = "“" + ig.Verb + "” is none of ignore, ignore-start, ignore-end, ignore-file, ignore-note"
		return ig
	}
	for _, w := range words {
		until, isUntil := strings.CutPrefix(w, "until=")
		switch {
		case isUntil:
			if _, err := time.Parse(time.DateOnly, until); err != nil {
				ig.Malformed = "“" + until + "” is no date (YYYY-MM-DD)"
			}
			ig.Until = until
		default:
			for r := range strings.SplitSeq(w, ",") {
				if r != "" {
					ig.Rules = append(ig.Rules, r)
				}
			}
		}
	}
	if len(ig.Rules) == 0 && ig.Malformed == "" {
		ig.Malformed = "it names no rule"
	}
	return ig
}

// coveredBy returns what a comment covers: its line, or, if it stands alone there, the next line
// that is not blank and the whole note that begins there.
func (d *Document) coveredBy(c Span, begins map[int][]*Note) Span {
	line := func(n int) (start, end int) { // n from 1
		start, end = d.lines[n-1], len(d.Source)
		if n < len(d.lines) {
			end = d.lines[n]
		}
		return start, end
	}
	start, end := line(c.Start.Line)
	_, tail := line(c.End.Line)
	before := strings.TrimSpace(string(d.Source[start:c.Start.Offset]))
	after := strings.TrimSpace(string(d.Source[c.End.Offset:tail]))
	if before+after != "" {
		return d.Span(start, max(end, c.End.Offset))
	}
	for n := c.End.Line + 1; n <= len(d.lines); n++ {
		start, end = line(n)
		if strings.TrimSpace(string(d.Source[start:end])) == "" {
			continue
		}
		for _, note := range begins[n] {
			end = max(end, note.Span.End.Offset)
		}
		return d.Span(start, end)
	}
	return d.Span(c.Start.Offset, c.End.Offset)
}

// A cover is one stretch of a document in which Ignores hold.
type cover struct {
	start, end int
	by         *[]*Ignore // of all comments on one note, or of one other comment
}

// silence marks the findings that an Ignore covers. Findings must be sorted.
func silence(found []*Finding, ignores []*Ignore) {
	type place struct {
		d     *Document
		label string
	}
	onNotes := map[place]*[]*Ignore{}
	covers := map[*Document][]cover{}
	var entries []*Ignore // of the configuration
	for _, ig := range ignores {
		if ig.Malformed != "" || ig.Expired || ig.Reason == "" {
			continue
		}
		if ig.Entry {
			entries = append(entries, ig)
			continue
		}
		by := &[]*Ignore{ig}
		if ig.Verb == "ignore-note" {
			at := place{ig.Document, ig.Label}
			if others := onNotes[at]; others != nil {
				*others = append(*others, ig)
				continue
			}
			onNotes[at] = by
		}
		for _, s := range ig.covers {
			covers[ig.Document] = append(covers[ig.Document], cover{s.Start.Offset, max(s.End.Offset, s.Start.Offset+1), by})
		}
	}
	var doc *Document
	var waiting, open []cover // of doc, by their starts: those before us, and those that we stand in
	for _, f := range found {
		if d := f.Subject.Document; d != doc {
			doc, waiting, open = d, covers[d], nil
			slices.SortStableFunc(waiting, func(a, b cover) int { return a.start - b.start })
		}
		at := f.Span.Start.Offset
		for len(waiting) > 0 && waiting[0].start <= at {
			open, waiting = append(open, waiting[0]), waiting[1:]
		}
		open = slices.DeleteFunc(open, func(c cover) bool { return c.end <= at })
		for _, c := range open {
			for _, ig := range *c.by {
				ig.silence(f)
			}
		}
		for _, ig := range entries {
			if ig.matches(f) {
				ig.silence(f)
			}
		}
	}
}

// silence marks f if ig names its rule. Of several that do, all are used, and the first is named.
func (ig *Ignore) silence(f *Finding) {
	if !slices.ContainsFunc(ig.Rules, func(p string) bool { return MatchRule(p, f.Rule) }) {
		return
	}
	ig.Used = true
	if f.State == New {
		f.State, f.Ignore = Ignored, ig
	}
}

// key names an entry in words that outlive edits elsewhere in the configuration; empty for a comment.
func (ig *Ignore) key() string {
	if ig == nil || !ig.Entry {
		return ""
	}
	key := strings.Join(ig.Rules, ",")
	for _, part := range [][2]string{{"url", ig.URL}, {"path", ig.Path}, {"note", ig.Label}} {
		if part[1] != "" {
			key += " " + part[0] + "=" + part[1]
		}
	}
	return key
}

// matches reports whether an entry of the configuration speaks of the place of f.
func (ig *Ignore) matches(f *Finding) bool {
	return (ig.Path == "" || globMatch(ig.Path, f.Subject.Document.Path)) &&
		(ig.URL == "" || globMatch(ig.URL, f.URL)) &&
		(ig.Label == "" || f.Subject.Note != nil && f.Subject.Note.Label == ig.Label)
}

// globMatch matches s against a glob in which * and ? stop at a slash and ** does not. A trailing
// * reaches over slashes too, since what follows an address is a path.
func globMatch(glob, s string) bool {
	if head, ok := strings.CutSuffix(glob, "*"); ok && !strings.ContainsAny(head, "*?[") {
		return strings.HasPrefix(s, head)
	}
	g, t := strings.Split(glob, "/"), strings.Split(s, "/")
	var match func(g, t []string) bool
	match = func(g, t []string) bool {
		for len(g) > 0 {
			if g[0] == "**" {
				for i := range len(t) + 1 {
					if match(g[1:], t[i:]) {
						return true
					}
				}
				return false
			}
			if len(t) == 0 {
				return false
			}
			if ok, err := path.Match(g[0], t[0]); err != nil || !ok {
				return false
			}
			g, t = g[1:], t[1:]
		}
		return len(t) == 0
	}
	return match(g, t)
}

// settle decides for each ignore whether it could have been used: every rule it names ran, and
// every source in what it covers was reached.
func (c *Checker) settle(ignores []*Ignore, docs []*Document, results map[string]*Result) {
	ran := map[string]bool{}
	for _, ig := range ignores {
		for _, p := range ig.Rules {
			if _, known := ran[p]; !known {
				ran[p] = c.ran(p)
			}
		}
	}
	unreached := map[*Document][]int{}
	for _, ig := range ignores {
		runs := !slices.ContainsFunc(ig.Rules, func(p string) bool { return !ran[p] })
		if ig.Entry {
			ig.Ran = runs && ig.Whole && c.Changed == nil && (!c.asks(ig) || !ig.hasGap(docs, results))
			continue
		}
		if ig.Malformed != "" {
			continue
		}
		gaps, known := unreached[ig.Document]
		if !known && c.Fetcher != nil {
			gaps = unreachedLinks(ig.Document, results, func(string) bool { return true })
			unreached[ig.Document] = gaps
		}
		ig.Ran = runs &&
			!(len(gaps) > 0 && slices.ContainsFunc(ig.covers, func(s Span) bool {
				i, _ := slices.BinarySearch(gaps, s.Start.Offset)
				return i < len(gaps) && gaps[i] < s.End.Offset
			}))
	}
}

// ran reports whether the pattern names a rule, and every rule that it names ran with all it needs.
func (c *Checker) ran(pattern string) bool {
	known := false
	for _, r := range c.all() {
		if !r.Match(pattern) {
			continue
		}
		known = true
		switch {
		case !slices.Contains(c.Rules, r), c.Fetcher == nil && (r.Online || r.Results), r.Base && c.Base == nil, r.Records && !c.Identifiers:
			return false
		}
	}
	return known
}

// asks reports whether a rule that the entry names depends on what is seen of sources.
func (c *Checker) asks(ig *Ignore) bool {
	return slices.ContainsFunc(c.all(), func(r *Rule) bool {
		return (r.Online || r.Results) && slices.ContainsFunc(ig.Rules, r.Match)
	})
}

// hasGap reports whether a source that the entry speaks of could not be looked at.
func (ig *Ignore) hasGap(docs []*Document, results map[string]*Result) bool {
	speaksOf := func(url string) bool { return ig.URL == "" || globMatch(ig.URL, url) }
	return slices.ContainsFunc(docs, func(d *Document) bool {
		return (ig.Path == "" || globMatch(ig.Path, d.Path)) && len(unreachedLinks(d, results, speaksOf)) > 0
	})
}

// unreachedLinks returns the offsets of the links whose sources could not be looked at, or were not
// since nothing there was changed, sorted. Only addresses of which asked is true count.
func unreachedLinks(d *Document, results map[string]*Result, asked func(url string) bool) []int {
	var gaps []int
	add := func(l *Link) {
		if l.URL == "" || !asked(l.URL) {
			return
		}
		if r := results[l.URL]; r == nil || slices.Contains([]Verdict{Unreachable, Blocked, Unchecked, Skipped}, r.Verdict) {
			gaps = append(gaps, l.Span.Start.Offset)
		}
	}
	for _, l := range d.Links {
		add(l)
	}
	for _, n := range d.Notes {
		for _, ci := range n.Citations {
			for _, l := range ci.AllLinks() {
				add(l)
			}
		}
	}
	slices.Sort(gaps)
	return gaps
}
