package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/cite"
	"github.com/citelint/citelint/checker/read"
)

// sinceDefault is the value of a --changed that names nothing.
const sinceDefault = "auto"

// A change is what git says of the files in a repository since a commit.
type change struct {
	git   git
	ref   string // what the commit was named by
	base  string // the commit: the last one that our history and ref share
	files map[string]*changedFile
}

// A changedFile is one file that is not as it was; its path is relative to the repository's top.
type changedFile struct {
	was   string    // its path in the base; empty if it was not there
	whole bool      // every line is new
	lines []stretch // ascending
}

// A stretch is lines of a file, from the first to the last one.
type stretch struct{ first, last int }

// changing adds the settings that narrow a report to what was changed.
func (s *settings) changing() {
	s.table = append(s.table, &setting{
		name: "changed", value: stringValue(&s.changed, "REF"), optional: sinceDefault,
		usage: "report only what stands on lines changed since REF, or without =REF since the branch that this one goes into",
	})
}

// change asks git what was changed. Nil: nobody asked.
func (s *settings) change(ctx context.Context, env func(string) string) (*change, error) {
	switch {
	case s.changed == "":
		return nil, nil
	case s.updateBaseline:
		return nil, usagef("--changed and --update-baseline contradict each other")
	case s.place.repo == "":
		return nil, usagef("--changed: there is no git repository here or above")
	}
	program, err := exec.LookPath("git")
	if err != nil {
		return nil, usagef("--changed: git is not installed")
	}
	c := &change{git: git{ctx, program, s.place.repo}, files: map[string]*changedFile{}}
	if err := c.find(s.changed, env); err != nil {
		return nil, usagef("--changed: %w", err)
	}
	if err := c.read(); err != nil {
		return nil, usagef("--changed: %w", err)
	}
	return c, nil
}

// find decides what the files are compared with.
func (c *change) find(asked string, env func(string) string) error {
	if !c.git.has("HEAD") {
		return errors.New("the repository has no commit yet")
	}
	c.ref = asked
	if asked == sinceDefault {
		c.ref = c.target(env)
	}
	if !c.git.has(c.ref) {
		return fmt.Errorf("git knows no commit %q%s", c.ref, c.git.hint())
	}
	base, err := c.git.line("merge-base", "--end-of-options", c.ref, "HEAD")
	if err != nil {
		return fmt.Errorf("the histories of %q and HEAD do not meet%s", c.ref, c.git.hint())
	}
	c.base = base
	return nil
}

// target guesses where the present branch goes: what a build says of its merge or pull request,
// else the remote's default branch, else a branch of that name, else the last commit.
func (c *change) target(env func(string) string) string {
	if sha := env("CI_MERGE_REQUEST_DIFF_BASE_SHA"); sha != "" {
		return sha
	}
	if branch := env("GITHUB_BASE_REF"); branch != "" {
		return "origin/" + branch
	}
	if head, err := c.git.line("rev-parse", "--abbrev-ref", "origin/HEAD"); err == nil && c.git.has(head) {
		return head
	}
	here, _ := c.git.line("rev-parse", "--abbrev-ref", "HEAD")
	for _, branch := range []string{"origin/main", "origin/master", "main", "master"} {
		if branch != here && c.git.has(branch) {
			return branch
		}
	}
	return "HEAD"
}

// read fills in the files: those that differ from the base, and those that git does not know yet.
func (c *change) read() error {
	err := c.git.run(func(r io.Reader) error { return c.parse(bufio.NewReader(r)) },
		"diff", "--no-color", "--no-ext-diff", "--no-textconv", "--text", "--unified=0", "--inter-hunk-context=0", "--find-renames",
		"--ignore-submodules=all", "--src-prefix=a/", "--dst-prefix=b/", "--no-relative", c.base, "--")
	if err != nil {
		return err
	}
	return c.git.run(func(r io.Reader) error {
		names, err := io.ReadAll(r)
		for name := range strings.SplitSeq(string(names), "\x00") {
			if name != "" {
				c.files[name] = &changedFile{whole: true}
			}
		}
		return err
	}, "ls-files", "--others", "--exclude-standard", "--full-name", "-z")
}

// parse reads a patch without context.
func (c *change) parse(r *bufio.Reader) error {
	var f *changedFile
	was := ""
	for {
		line, err := r.ReadString('\n')
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "diff --git "):
			f, was = nil, ""
		case strings.HasPrefix(line, "rename from "):
			was = unquotePath(line[len("rename from "):])
		case strings.HasPrefix(line, "rename to "):
			c.files[unquotePath(line[len("rename to "):])] = &changedFile{was: was}
		case strings.HasPrefix(line, "--- "):
			was, _ = strings.CutPrefix(unquotePath(line[4:]), "a/")
		case strings.HasPrefix(line, "+++ "):
			name, there := strings.CutPrefix(unquotePath(line[4:]), "b/")
			if !there {
				continue // the file was deleted
			}
			f = &changedFile{was: was}
			if was == "/dev/null" {
				f.was = ""
			}
			c.files[name] = f
		case strings.HasPrefix(line, "@@ "):
			gone, first, n := hunk(line)
			if f != nil && n > 0 {
				f.lines = append(f.lines, stretch{first, first + n - 1})
			}
			err = skipLines(r, gone+n)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// hunk reads "@@ -12,3 +14,2 @@": how many lines are gone, where the new ones begin, and how many
// there are.
func hunk(line string) (gone, first, n int) {
	words := strings.Fields(line)
	if len(words) < 3 {
		return 0, 0, 0
	}
	_, gone = numbers(words[1])
	first, n = numbers(words[2])
	return gone, first, n
}

func numbers(s string) (first, n int) {
	from, count, several := strings.Cut(strings.TrimLeft(s, "-+"), ",")
	first, _ = strconv.Atoi(from)
	if n = 1; several {
		n, _ = strconv.Atoi(count)
	}
	const most = 1 << 30 // lines of a file
	return min(first, most), min(n, most)
}

// skipLines reads n lines, and those that say that a file has no last line end.
func skipLines(r *bufio.Reader, n int) error {
	for ; n > 0; n-- {
		if err := skipLine(r); err != nil {
			return err
		}
		if next, _ := r.Peek(1); len(next) == 1 && next[0] == '\\' {
			if err := skipLine(r); err != nil {
				return err
			}
		}
	}
	return nil
}

func skipLine(r *bufio.Reader) error {
	_, err := r.ReadSlice('\n')
	for errors.Is(err, bufio.ErrBufferFull) {
		_, err = r.ReadSlice('\n')
	}
	return err
}

// unquotePath reads a name as git writes it in a patch: in quotes with escapes as C has them, if it
// holds what is not plain; with a tab behind it, if it holds a blank.
func unquotePath(s string) string {
	s = strings.TrimSuffix(s, "\t")
	if strings.HasPrefix(s, `"`) {
		if name, err := strconv.Unquote(s); err == nil {
			return name
		}
	}
	return s
}

// touches reports whether one of the spans stands on a changed line. A document that is no file of
// the repository is all changed.
func (c *change) touches(p place) func(d *checker.Document, spans ...checker.Span) bool {
	return func(d *checker.Document, spans ...checker.Span) bool {
		f, known := c.file(p, d.Path)
		switch {
		case !known:
			return true
		case f == nil:
			return false
		case f.whole || f.was == "" || d.Derived:
			return f.whole || len(f.lines) > 0
		}
		return slices.ContainsFunc(spans, f.holds)
	}
}

// holds reports whether a span stands on a changed line.
func (f *changedFile) holds(s checker.Span) bool {
	if s.IsZero() {
		return false
	}
	last := s.End.Line
	if s.End.Column == 1 && last > s.Start.Line {
		last-- // the end is exclusive
	}
	i, _ := slices.BinarySearchFunc(f.lines, s.Start.Line, func(l stretch, line int) int { return l.last - line })
	return i < len(f.lines) && f.lines[i].first <= last
}

// file returns what git says of a document: nil if it is as it was. Known is false if it is none of
// the repository's files, such as standard input.
func (c *change) file(p place, name string) (f *changedFile, known bool) {
	full := filepath.Join(p.root, filepath.FromSlash(name))
	rel, err := filepath.Rel(c.git.top, full)
	if err != nil || outside(filepath.ToSlash(rel)) || !exists(full) {
		return nil, false
	}
	return c.files[filepath.ToSlash(rel)], true
}

// before reads the documents as they were: those that are changed and were there. What cannot be
// read is left out: it only makes comparisons.
func (c *change) before(p place, docs []*checker.Document) []*checker.Document {
	was := []*checker.Document{}
	for _, d := range docs {
		f, _ := c.file(p, d.Path)
		if f == nil || f.was == "" {
			continue
		}
		src, err := c.git.output("cat-file", "blob", c.base+":"+f.was)
		if err != nil {
			continue
		}
		if old, err := read.Document(d.Path, src); err == nil {
			cite.Parse(old)
			was = append(was, old)
		}
	}
	return was
}

// A git runs the program in a repository, in a way that no file under version control can change: no
// hook, no monitor and no outside diff is run, and its words are not translated. What .git/config
// names as a clean filter still runs: git compares nothing without it.
type git struct {
	ctx          context.Context
	program, top string
}

func (g git) command(args ...string) *exec.Cmd {
	safe := []string{"-c", "core.fsmonitor=false", "-c", "core.quotePath=true", "-c", "core.hooksPath=/dev/null", "--no-pager"}
	c := exec.CommandContext(g.ctx, g.program, append(safe, args...)...)
	c.Dir = g.top
	c.Env = append(os.Environ(), "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0")
	return c
}

func (g git) output(args ...string) ([]byte, error) {
	var out []byte
	err := g.run(func(r io.Reader) (err error) { out, err = io.ReadAll(r); return err }, args...)
	return out, err
}

// line returns the first line of what a command prints.
func (g git) line(args ...string) (string, error) {
	out, err := g.output(args...)
	first, _, _ := strings.Cut(string(out), "\n")
	return strings.TrimSpace(first), err
}

// run gives what a command prints to take. The error is the last line of what it says.
func (g git) run(take func(io.Reader) error, args ...string) error {
	c := g.command(args...)
	var said bytes.Buffer
	c.Stderr = &said
	out, err := c.StdoutPipe()
	if err != nil {
		return err
	}
	if err := c.Start(); err != nil {
		return err
	}
	taken := take(out)
	_, _ = io.Copy(io.Discard, out) // or the program waits for us
	if err := c.Wait(); err != nil {
		if words := strings.TrimSpace(said.String()); words != "" {
			first, _, _ := strings.Cut(words, "\n")
			return fmt.Errorf("%s: %s", path.Base(filepath.ToSlash(g.program)), strings.TrimPrefix(first, "fatal: "))
		}
		return err
	}
	return taken
}

// has reports whether ref names a commit.
func (g git) has(ref string) bool {
	_, err := g.output("rev-parse", "--quiet", "--verify", "--end-of-options", ref+"^{commit}")
	return err == nil
}

// hint says what to do about history that is not here.
func (g git) hint() string {
	if shallow, _ := g.line("rev-parse", "--is-shallow-repository"); shallow == "true" {
		return ": the clone is shallow, so fetch more of it (actions/checkout: fetch-depth: 0; GitLab: GIT_DEPTH: 0)"
	}
	return ""
}
