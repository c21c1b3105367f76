package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"golang.org/x/sync/errgroup"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/cite"
	"github.com/citelint/citelint/checker/read"
)

// An input is one file to read.
type input struct {
	name string // absolute; empty for standard input
	path string // as reports write it
}

// A gathering is what the arguments mean.
type gathering struct {
	settings *settings
	outputs  []string // absolute names of what the run itself writes: no input of a directory
	inputs   []input  // sorted by path
	unread   []checker.Unread
	walked   []string // absolute names of the directories that were walked
	excluded []string // named files that the configuration leaves out
	dropped  bool     // the configuration left something out
	real     map[string]int
}

// gather finds the files that the arguments mean, each once, in an order that does not depend on
// theirs.
func (s *settings) gather(args, outputs []string) *gathering {
	g := &gathering{settings: s, outputs: outputs, real: map[string]int{}}
	args = slices.Clone(args)
	slices.Sort(args)
	for _, arg := range slices.Compact(args) {
		g.argument(arg)
	}
	g.preferStdin()
	slices.SortFunc(g.inputs, func(a, b input) int { return strings.Compare(a.path, b.path) })
	slices.SortStableFunc(g.unread, func(a, b checker.Unread) int { return strings.Compare(a.Path, b.Path) })
	return g
}

// preferStdin drops the files under whose name standard input is read: it is what they will be.
func (g *gathering) preferStdin() {
	i := slices.IndexFunc(g.inputs, func(in input) bool { return in.name == "" })
	if i < 0 {
		return
	}
	stdin := g.inputs[i]
	g.inputs = slices.DeleteFunc(g.inputs, func(in input) bool { return in.path == stdin.path && in != stdin })
}

func (g *gathering) argument(arg string) {
	p := g.settings.place
	if arg == "-" {
		if in := (input{"", p.rel(p.abs(g.settings.stdinPath))}); g.excludes(in.path) {
			g.leaveOut(g.settings.stdinPath)
		} else {
			g.inputs = append(g.inputs, in)
		}
		return
	}
	name := p.abs(arg)
	info, err := os.Stat(name)
	switch {
	case err != nil && strings.ContainsAny(arg, "*?[{") && errors.Is(err, os.ErrNotExist):
		g.glob(arg)
	case err != nil:
		g.fail(name, plain(err))
	case info.IsDir():
		g.directory(name)
	case g.excludes(p.rel(name)):
		g.leaveOut(arg)
	default:
		g.add(name)
	}
}

func (g *gathering) leaveOut(arg string) {
	g.dropped = true
	g.excluded = append(g.excluded, arg)
}

// has reports whether the file, by whatever name, is an input.
func (g *gathering) has(file string) bool {
	real, err := filepath.EvalSymlinks(file)
	_, ok := g.real[real]
	return err == nil && ok
}

// add takes a file, unless it was taken under another name. Of two names the real one is kept, else
// the first.
func (g *gathering) add(name string) {
	in := input{name, g.settings.place.rel(name)}
	real, err := filepath.EvalSymlinks(name)
	if err != nil {
		g.fail(name, plain(err))
		return
	}
	i, ok := g.real[real]
	if !ok {
		g.real[real] = len(g.inputs)
		g.inputs = append(g.inputs, in)
		return
	}
	kept := g.inputs[i]
	if isReal, keptIsReal := g.isReal(in, real), g.isReal(kept, real); isReal && !keptIsReal || isReal == keptIsReal && in.path < kept.path {
		g.inputs[i] = in
	}
}

// isReal reports whether no symbolic link below the root leads to the input.
func (g *gathering) isReal(in input, real string) bool {
	root, err := filepath.EvalSymlinks(g.settings.place.root)
	return err == nil && filepath.Join(root, filepath.FromSlash(in.path)) == real
}

func (g *gathering) fail(name string, err error) {
	g.unread = append(g.unread, checker.Unread{Path: g.settings.place.rel(name), Error: err.Error()})
}

// directory takes what a directory means: files that a reader knows, or what include says.
func (g *gathering) directory(dir string) {
	g.walked = append(g.walked, dir)
	before, unread := len(g.inputs), len(g.unread)
	dropped := g.dropped
	g.dropped = false
	p := g.settings.place
	g.walk(dir, -1, func(name string) bool {
		if len(g.settings.include) > 0 {
			return matchesAny(g.settings.include, p.rel(name))
		}
		return isRead(name)
	})
	if len(g.inputs) == before && len(g.unread) == unread && !g.dropped && !g.knows(dir) {
		g.fail(dir, fmt.Errorf("no documents in this directory%s", g.wanted()))
	}
	g.dropped = g.dropped || dropped
}

// readsAll reports whether the run reads all documents of the project whose paths a glob can match. A
// run that was narrowed by hand does not, nor does one that failed to read an input.
func (g *gathering) readsAll(glob string) bool {
	if len(g.unread) > 0 || g.settings.isNarrowed() {
		return false
	}
	base, rest := doublestar.SplitPattern(glob)
	if !strings.ContainsAny(rest, "*?[{\\") { // one file
		base = glob
		if slices.ContainsFunc(g.inputs, func(in input) bool { return in.path == glob }) {
			return true
		}
		if exists(filepath.Join(g.settings.place.root, filepath.FromSlash(glob))) {
			return false
		}
	}
	for part := range strings.SplitSeq(base, "/") {
		if part != "." && isLeftOut(part, true) {
			return false // only who names such a directory reads it
		}
	}
	name := filepath.Join(g.settings.place.root, filepath.FromSlash(base))
	return slices.ContainsFunc(g.walked, func(dir string) bool {
		rel, err := filepath.Rel(dir, name)
		return err == nil && !outside(filepath.ToSlash(rel))
	})
}

// isNarrowed reports whether a flag or a variable says which files a directory means.
func (s *settings) isNarrowed() bool {
	return slices.ContainsFunc(s.table, func(row *setting) bool {
		return slices.Contains([]string{"include", "exclude", "gitignore"}, row.name) && row.origin != "default" && !s.isFromFile(row)
	})
}

// knows reports whether an input lies below the directory: another argument may have named it.
func (g *gathering) knows(dir string) bool {
	return slices.ContainsFunc(g.inputs, func(in input) bool {
		return strings.HasPrefix(in.name, dir+string(filepath.Separator))
	})
}

func (g *gathering) wanted() string {
	if len(g.settings.include) > 0 {
		return " (" + strings.Join(g.settings.include, ", ") + ")"
	}
	return " (" + strings.Join(extensions(), " ") + ")"
}

// glob takes the files that a pattern matches. What a directory leaves out, its wildcards do too.
func (g *gathering) glob(pattern string) {
	p := g.settings.place
	base, rest := doublestar.SplitPattern(filepath.ToSlash(pattern))
	dir := p.abs(filepath.FromSlash(base))
	if !doublestar.ValidatePattern(rest) {
		g.fail(p.abs(pattern), errors.New("not a valid pattern"))
		return
	}
	depth := strings.Count(rest, "/")
	if strings.Contains(rest, "**") || strings.Contains(rest, "{") {
		depth = -1
	}
	before, dropped, known := len(g.inputs), g.dropped, 0
	g.dropped = false
	if exists(dir) {
		g.walk(dir, depth, func(name string) bool {
			rel, err := filepath.Rel(dir, name)
			if err != nil || !doublestar.MatchUnvalidated(rest, filepath.ToSlash(rel)) {
				return false
			}
			known++
			return true
		})
	}
	if len(g.inputs) == before && known == 0 && !g.dropped {
		g.fail(p.abs(pattern), errors.New("no file matches this pattern"))
	}
	g.dropped = g.dropped || dropped
}

// walk calls take for every file below dir that is not left out, and adds those it wants. Depth
// says how many directories deep; negative: all.
func (g *gathering) walk(dir string, depth int, take func(name string) bool) {
	var ignored *gitignore
	if g.settings.gitignore {
		if repo := findRepo(dir); repo != "" {
			ignored = gitignoreAbove(repo, dir)
		}
	}
	g.enter(dir, ignored, depth, take)
}

func (g *gathering) enter(dir string, ignored *gitignore, depth int, take func(name string) bool) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		g.fail(dir, plain(err))
		return
	}
	for _, e := range entries {
		name := filepath.Join(dir, e.Name())
		switch {
		case !e.IsDir() && !e.Type().IsRegular():
		case g.settings.defaultExcludes && isLeftOut(e.Name(), e.IsDir()):
		case ignored.ignores(name, e.IsDir()):
		case g.excludes(g.settings.place.rel(name)):
			g.dropped = g.dropped || e.IsDir() || take(name)
		case !e.IsDir():
			if take(name) && !slices.Contains(g.outputs, name) {
				g.add(name)
			}
		case depth == 0:
		default:
			g.enter(name, g.below(name, ignored), depth-1, take)
		}
	}
}

// below returns what git ignores in a directory: a repository in a repository goes by its own rules.
func (g *gathering) below(dir string, ignored *gitignore) *gitignore {
	switch {
	case !g.settings.gitignore:
		return nil
	case exists(filepath.Join(dir, ".git")):
		return gitignoreAbove(dir, dir)
	case ignored == nil && findRepo(dir) == "":
		return nil
	}
	return ignored.enter(dir)
}

// isLeftOut reports whether a name is one of those that a directory leaves out by default.
func isLeftOut(name string, isDir bool) bool {
	if isDir {
		return strings.HasPrefix(name, ".") || name == "node_modules" || name == "vendor"
	}
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "CHANGELOG")
}

// excludes reports whether exclude names the path or a directory above it.
func (g *gathering) excludes(rel string) bool {
	for ; rel != "." && rel != "/" && rel != ""; rel = path.Dir(rel) {
		if matchesAny(g.settings.exclude, rel) {
			return true
		}
	}
	return false
}

func matchesAny(globs []string, rel string) bool {
	return slices.ContainsFunc(globs, func(glob string) bool { return doublestar.MatchUnvalidated(glob, rel) })
}

// parseGlob checks a glob that is relative to the root, and tidies it.
func parseGlob(s string) (string, error) {
	glob := strings.TrimSuffix(strings.TrimPrefix(s, "./"), "/")
	if glob == "" || !doublestar.ValidatePattern(glob) {
		return "", fmt.Errorf("%q is not a valid pattern", s)
	}
	if strings.HasPrefix(glob, "/") {
		return "", fmt.Errorf("%q: patterns are relative to the root", s)
	}
	return glob, nil
}

// extensions returns what a directory means: the endings that the readers know, without ".txt":
// too many of those are no documents.
func extensions() []string {
	var all []string
	for _, f := range read.Formats {
		for _, ext := range f.Exts {
			if ext != ".txt" {
				all = append(all, ext)
			}
		}
	}
	return all
}

func isRead(name string) bool {
	return slices.Contains(extensions(), strings.ToLower(filepath.Ext(name)))
}

// read reads and parses what was gathered, several files at once. What cannot be read is added to
// unread.
func (g *gathering) read(ctx context.Context, stdin io.Reader) []*checker.Document {
	docs := make([]*checker.Document, len(g.inputs)) // each goroutine owns a slot
	errs := make([]error, len(g.inputs))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, in := range g.inputs {
		group.Go(func() error {
			if ctx.Err() == nil {
				docs[i], errs[i] = in.read(stdin)
			}
			return nil
		})
	}
	_ = group.Wait() // the errors are in errs
	for i, err := range errs {
		if err != nil {
			g.unread = append(g.unread, checker.Unread{Path: g.inputs[i].path, Error: plain(err).Error()})
		}
	}
	slices.SortStableFunc(g.unread, func(a, b checker.Unread) int { return strings.Compare(a.Path, b.Path) })
	return slices.DeleteFunc(docs, func(d *checker.Document) bool { return d == nil })
}

// read reads one input. A fault of ours in one document must not lose the others.
func (in input) read(stdin io.Reader) (d *checker.Document, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			d, err = nil, fmt.Errorf("citelint failed on it, which is a fault of citelint: %v", fault)
		}
	}()
	src, err := in.source(stdin)
	if err != nil {
		return nil, err
	}
	if d, err = read.Document(in.path, src); err != nil {
		return nil, err
	}
	cite.Parse(d)
	return d, nil
}

func (in input) source(stdin io.Reader) ([]byte, error) {
	from := stdin
	var size int64
	if in.name != "" {
		f, err := os.Open(in.name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil {
			return nil, err
		}
		from, size = f, info.Size()
	}
	if size <= read.MaxSize {
		var b bytes.Buffer
		b.Grow(int(size) + bytes.MinRead)
		if _, err := b.ReadFrom(io.LimitReader(from, read.MaxSize+1)); err != nil {
			return nil, err
		}
		size = int64(b.Len())
		if size <= read.MaxSize {
			return b.Bytes(), nil
		}
	}
	return nil, fmt.Errorf("larger than %d MiB", read.MaxSize>>20)
}
