package main

import (
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/citelint/citelint/checker"
)

// tree returns the names in the directories that the documents' relative links point into, spelled
// as on disk.
func (s *settings) tree(docs []*checker.Document) *checker.Tree {
	t := &checker.Tree{Names: map[string]bool{}, SiteRoot: s.siteRoot}
	l := lister{root: s.place.root, names: t.Names, listed: map[string]bool{}, folded: map[string][]string{}}
	for _, d := range docs {
		for _, link := range links(d) {
			for _, name := range targets(d, link.Target, s.siteRoot) {
				l.list(path.Dir(name))
			}
		}
	}
	if s.gitignore && s.place.repo != "" {
		t.Ignored = s.ignoresName
	}
	return t
}

// links returns all links of a document.
func links(d *checker.Document) []*checker.Link {
	all := d.Links[:len(d.Links):len(d.Links)]
	for _, n := range d.Notes {
		for _, c := range n.Citations {
			all = append(all, c.AllLinks()...)
		}
	}
	return all
}

// targets returns the files that a link may point at, relative to the root: as written, and with
// escapes decoded. It returns none for an address with a scheme or a host.
func targets(d *checker.Document, target, siteRoot string) []string {
	target, _, _ = strings.Cut(target, "#")
	target, _, _ = strings.Cut(target, "?")
	if target == "" || strings.HasPrefix(target, "//") {
		return nil
	}
	if first, _, _ := strings.Cut(target, "/"); strings.Contains(first, ":") {
		return nil
	}
	base := path.Dir(d.Path)
	if strings.HasPrefix(target, "/") {
		if siteRoot == "" {
			return nil
		}
		base = siteRoot
	}
	names := []string{path.Join(base, target)}
	if decoded, err := url.PathUnescape(target); err == nil && decoded != target {
		names = append(names, path.Join(base, decoded))
	}
	return names
}

// A lister lists directories below a root, each once.
type lister struct {
	root   string
	names  map[string]bool
	listed map[string]bool
	folded map[string][]string // directories by their lower case
}

// list adds the names in a directory, and in those above it. A directory whose parent does not list
// it under just that name is not opened: not every system tells "Docs" from "docs".
func (l *lister) list(dir string) {
	if l.listed[dir] || outside(dir) || len(dir) > 4096 {
		return
	}
	l.listed[dir] = true
	if dir != "." {
		l.list(path.Dir(dir))
		if !l.names[dir] {
			for _, other := range l.folded[strings.ToLower(dir)] {
				l.list(other) // it differs in case alone: a rule can name it
			}
			return
		}
	}
	entries, err := os.ReadDir(filepath.Join(l.root, filepath.FromSlash(dir)))
	if err != nil {
		return
	}
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		l.names[name] = true
		if e.IsDir() {
			l.folded[strings.ToLower(name)] = append(l.folded[strings.ToLower(name)], name)
		}
	}
}

// ignoresName reports whether git ignores a name that is not there, be it a file or a directory, or
// a directory above it.
func (s *settings) ignoresName(name string) bool {
	if outside(name) {
		return false
	}
	at := s.place.root
	ignored := gitignoreAbove(s.place.repo, at)
	for part := range strings.SplitSeq(name, "/") {
		at = filepath.Join(at, part)
		if ignored.ignores(at, true) || ignored.ignores(at, false) {
			return true
		}
		ignored = ignored.enter(at)
	}
	return false
}
