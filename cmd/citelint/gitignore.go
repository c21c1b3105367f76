package main

import (
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// A gitignore is what one directory's .gitignore (or .git/info/exclude) says; parent holds those
// above it, which it may overrule. A nil gitignore ignores nothing.
//
// The format is gitignore(5): negation, anchors, "**", patterns for directories only, escapes.
type gitignore struct {
	parent   *gitignore
	dir      string // absolute; patterns are relative to it
	patterns []ignorePattern
}

type ignorePattern struct {
	glob    string
	negated bool
	dirOnly bool
	literal bool // it has no wildcard
	inside  bool // it has a slash that is not its last character: it matches the whole path, not the name alone
}

// gitignoreAbove returns what the repository at top says about the directory dir, which lies in it.
func gitignoreAbove(top, dir string) *gitignore {
	g := (*gitignore)(nil).with(top, filepath.Join(top, ".git", "info", "exclude"))
	rel, err := filepath.Rel(top, dir)
	if err != nil {
		return g
	}
	g = g.enter(top)
	at := top
	for _, name := range strings.Split(filepath.ToSlash(rel), "/") {
		if name == "." {
			continue
		}
		at = filepath.Join(at, name)
		g = g.enter(at)
	}
	return g
}

// enter returns what holds in the directory dir, whose parent is g's business.
func (g *gitignore) enter(dir string) *gitignore {
	return g.with(dir, filepath.Join(dir, ".gitignore"))
}

func (g *gitignore) with(dir, file string) *gitignore {
	src, err := os.ReadFile(file)
	if err != nil {
		return g
	}
	patterns := parseGitignore(string(src))
	if len(patterns) == 0 {
		return g
	}
	return &gitignore{parent: g, dir: dir, patterns: patterns}
}

// ignores reports whether the file or directory with the absolute name is ignored by a pattern that
// names it itself. Whoever walks does not go into an ignored directory, so nothing below it is asked.
func (g *gitignore) ignores(name string, isDir bool) bool {
	for ; g != nil; g = g.parent {
		rel, err := filepath.Rel(g.dir, name)
		if err != nil {
			continue
		}
		rel = filepath.ToSlash(rel)
		for i := len(g.patterns) - 1; i >= 0; i-- { // the last that matches decides
			if p := g.patterns[i]; p.matches(rel, isDir) {
				return !p.negated
			}
		}
	}
	return false
}

func parseGitignore(src string) []ignorePattern {
	var patterns []ignorePattern
	for line := range strings.SplitSeq(strings.TrimPrefix(src, "\ufeff"), "\n") {
		if p, ok := parseIgnorePattern(strings.TrimSuffix(line, "\r")); ok {
			patterns = append(patterns, p)
		}
	}
	return patterns
}

func parseIgnorePattern(line string) (ignorePattern, bool) {
	var p ignorePattern
	if strings.HasPrefix(line, "#") {
		return p, false
	}
	for strings.HasSuffix(line, " ") && !strings.HasSuffix(line, `\ `) {
		line = line[:len(line)-1]
	}
	line, p.negated = strings.CutPrefix(line, "!")
	line, p.dirOnly = strings.CutSuffix(line, "/")
	p.inside = strings.Contains(line, "/")
	line = strings.TrimPrefix(line, "/")
	if line == "" {
		return p, false
	}
	p.glob = gitGlob(line)
	p.literal = !strings.ContainsAny(p.glob, `*?[\`)
	return p, doublestar.ValidatePattern(p.glob)
}

// gitGlob writes git's glob as doublestar's, in which braces mean alternatives and a last "/**"
// matches the directory itself too.
func gitGlob(line string) string {
	var b strings.Builder
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\' && i+1 < len(line):
			b.WriteByte(c)
			i++
			b.WriteByte(line[i])
		case c == '{' || c == '}':
			b.WriteByte('\\')
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	glob := b.String()
	if strings.HasSuffix(glob, "/**") {
		glob += "/*"
	}
	return glob
}

func (p ignorePattern) matches(rel string, isDir bool) bool {
	if p.dirOnly && !isDir {
		return false
	}
	if !p.inside {
		rel = path.Base(rel)
	}
	if p.literal {
		return p.glob == rel
	}
	return doublestar.MatchUnvalidated(p.glob, rel)
}
