package report

import (
	"path"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
)

// A cited is one place that links to a source, or prints its identifier.
type cited struct {
	doc  *checker.Document
	note *checker.Note // nil outside notes
	at   int           // index of the citation in its note
	link *checker.Link // made up for an identifier that has none
}

// citedBy returns for each URL the places that link to it: documents in their order, places in
// theirs.
func citedBy(rep *checker.Report) map[string][]cited {
	by := map[string][]cited{}
	for _, d := range rep.Documents {
		var all []cited
		for _, l := range d.Links {
			all = append(all, cited{doc: d, link: l})
		}
		for _, n := range d.Notes {
			for i, c := range n.Citations {
				for _, l := range c.AllLinks() {
					all = append(all, cited{d, n, i, l})
				}
				for _, l := range printed(rep, c) {
					all = append(all, cited{d, n, i, l})
				}
			}
		}
		slices.SortStableFunc(all, func(a, b cited) int { return a.link.Span.Start.Offset - b.link.Span.Start.Offset })
		for _, c := range all {
			if c.link.URL != "" {
				by[c.link.URL] = append(by[c.link.URL], c)
			}
		}
	}
	return by
}

// printed returns a link for each identifier that a citation prints, links nowhere to, and was looked
// at for.
func printed(rep *checker.Report, c *checker.Citation) []*checker.Link {
	var made []*checker.Link
	for _, addr := range c.Unlinked() {
		if rep.Result(addr) != nil {
			made = append(made, &checker.Link{URL: addr, Span: c.Span})
		}
	}
	return made
}

// places words where something is cited, one string a document: "notes 4 and 19 of ports.md",
// "line 6 of trains.md". The places of one document stand together.
func places(all []cited, name func(string) string) []string {
	var words []string
	for len(all) > 0 {
		d := all[0].doc
		n := slices.IndexFunc(all, func(c cited) bool { return c.doc != d })
		if n < 0 {
			n = len(all)
		}
		words = append(words, inDocument(all[:n])+" of "+plain(name(d.Path)))
		all = all[n:]
	}
	return words
}

func inDocument(all []cited) string {
	type place struct{ kind, name string }
	seen := map[place]bool{}
	named := map[string][]string{}
	for _, c := range all {
		p := place{"line", itoa(c.link.Span.Start.Line)}
		if c.note != nil && c.note.Label != "" {
			p = place{"note", plain(c.note.Label)}
		}
		if !seen[p] {
			seen[p] = true
			named[p.kind] = append(named[p.kind], p.name)
		}
	}
	var parts []string
	for _, kind := range []string{"note", "line"} {
		if names := named[kind]; len(names) > 0 {
			parts = append(parts, plural(len(names), kind)+" "+list(names))
		}
	}
	return list(parts)
}

// relative returns name, which is relative to the root, relative to dir, which is too.
func relative(dir, name string) string {
	if dir == "" || dir == "." {
		return name
	}
	from, to := strings.Split(path.Clean(dir), "/"), strings.Split(name, "/")
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}

// sortCited sorts places by document, in the report's order, and place.
func sortCited(rep *checker.Report, all []cited) {
	at := make(map[*checker.Document]int, len(rep.Documents))
	for i, d := range rep.Documents {
		at[d] = i
	}
	slices.SortStableFunc(all, func(a, b cited) int {
		if a.doc != b.doc {
			return at[a.doc] - at[b.doc]
		}
		return a.link.Span.Start.Offset - b.link.Span.Start.Offset
	})
}
