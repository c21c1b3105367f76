package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// gitignoreCases hold a .gitignore, a path (a directory if it ends in a slash) and whether git
// ignores it, as gitignore(5) has it and git check-ignore says.
var gitignoreCases = []struct {
	name, patterns, path string
	ignored              bool
}{
	{"a name anywhere", "draft.md", "a/b/draft.md", true},
	{"a name is no part of a name", "draft.md", "my-draft.md", false},
	{"a star stops at a slash", "a/*.md", "a/b/c.md", false},
	{"a star in a name anywhere", "*.tmp", "a/b.tmp", true},
	{"a leading slash anchors", "/draft.md", "a/draft.md", false},
	{"a leading slash matches at the top", "/draft.md", "draft.md", true},
	{"a slash in the middle anchors", "a/b.md", "c/a/b.md", false},
	{"a leading ** does not", "**/a/b.md", "c/a/b.md", true},
	{"** in the middle is any depth", "a/**/z.md", "a/b/c/z.md", true},
	{"** in the middle is no depth too", "a/**/z.md", "a/z.md", true},
	{"a last ** is all inside", "a/**", "a/b/c.md", true},
	{"a last ** is not the directory itself", "a/**\n!a/x.md", "a/x.md", false},
	{"two stars within a name are one", "a**z.md", "abz.md", true},
	{"two stars within a name stop at a slash", "/a**z.md", "a/bz.md", false},
	{"a trailing slash means directories", "build/", "build", false},
	{"a trailing slash matches a directory", "build/", "a/build/", true},
	{"what is below an ignored directory", "build/", "build/x/y.md", true},
	{"the last pattern decides", "*.md\n!keep.md", "keep.md", false},
	{"a later pattern takes it back", "*.md\n!keep.md\nkeep.md", "keep.md", true},
	{"nothing returns from an ignored directory", "build/\n!build/keep.md", "build/keep.md", true},
	{"a comment", "#a.md", "#a.md", false},
	{"an escaped hash", `\#a.md`, "#a.md", true},
	{"an escaped exclamation mark", `\!a.md`, "!a.md", true},
	{"trailing blanks are dropped", "a.md   ", "a.md", true},
	{"a question mark", "?.md", "a.md", true},
	{"a question mark is no slash", "a?b.md", "a/b.md", false},
	{"a class", "[a-c].md", "b.md", true},
	{"a negated class", "[!a-c].md", "d.md", true},
	{"braces are letters", "{a,b}.md", "a.md", false},
	{"braces match themselves", "{a,b}.md", "{a,b}.md", true},
	{"a line end of Windows", "a.md\r\nb.md\r", "a.md", true},
	{"an empty line is nothing", "\n\n", "a.md", false},
	{"a slash alone is nothing", "/", "a.md", false},
	{"case counts", "A.md", "a.md", false},
	{"all but one directory", "/*\n!/keep", "keep/x.md", false},
	{"all but one directory, the rest", "/*\n!/keep", "other/x.md", true},
}

func TestGitignore(t *testing.T) {
	for _, c := range gitignoreCases {
		dir := t.TempDir()
		file := filepath.Join(dir, ".gitignore")
		if err := os.WriteFile(file, []byte(c.patterns), 0o666); err != nil {
			t.Fatal(err)
		}
		if got := ignoredOnTheWay(gitignoreAbove(dir, dir), dir, c.path); got != c.ignored {
			t.Errorf("%s: %q ignores %q: %v, want %v", c.name, c.patterns, c.path, got, c.ignored)
		}
	}
}

// ignoredOnTheWay walks down to a path, as gathering does.
func ignoredOnTheWay(g *gitignore, dir, path string) bool {
	parts := strings.Split(strings.TrimSuffix(path, "/"), "/")
	at := dir
	for i, part := range parts {
		at = filepath.Join(at, part)
		if g.ignores(at, i < len(parts)-1 || strings.HasSuffix(path, "/")) {
			return true
		}
	}
	return false
}

// TestGitignoreAgrees holds the table against git itself, where there is one.
func TestGitignoreAgrees(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("no git")
	}
	for _, c := range gitignoreCases {
		dir := t.TempDir()
		command := func(args ...string) error {
			cmd := exec.Command(git, args...)
			cmd.Dir = dir
			cmd.Env = []string{"HOME=" + dir, "GIT_CONFIG_NOSYSTEM=1"}
			return cmd.Run()
		}
		if err := command("init", "-q"); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, filepath.FromSlash(c.path))
		if strings.HasSuffix(c.path, "/") {
			file = filepath.Join(file, "x.md")
		}
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		for name, text := range map[string]string{file: "", filepath.Join(dir, ".gitignore"): c.patterns} {
			if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if got := command("check-ignore", "-q", "--no-index", c.path) == nil; got != c.ignored {
			t.Errorf("%s: git says of %q by %q: %v, the table %v", c.name, c.path, c.patterns, got, c.ignored)
		}
	}
}

// FuzzIgnorePattern states that a line with every character escaped ignores the name that it spells,
// and that no line takes long or panics.
func FuzzIgnorePattern(f *testing.F) {
	for _, c := range gitignoreCases {
		f.Add(c.patterns, c.path)
	}
	f.Add("[[:alpha:]]", "a")
	f.Add("**/**/**/**/**/**/**/x", strings.Repeat("a/", 100)+"b")
	f.Fuzz(func(t *testing.T, line, name string) {
		if p, ok := parseIgnorePattern(line); ok {
			p.matches(name, false)
		}
		if name == "" || strings.ContainsAny(name, "/\n\r\\") || !utf8.ValidString(name) || name == "." || name == ".." {
			return
		}
		var escaped strings.Builder
		for _, r := range name {
			escaped.WriteString("\\" + string(r))
		}
		if p, ok := parseIgnorePattern(escaped.String()); !ok || !p.matches(name, false) {
			t.Errorf("%q does not ignore %q", escaped.String(), name)
		}
	})
}

func TestGitignoreLevels(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		".git/info/exclude": "local.md\n",
		".gitignore":        "*.draft.md\n",
		"a/.gitignore":      "!keep.draft.md\n/here.md\n",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	g := gitignoreAbove(dir, filepath.Join(dir, "a"))
	for name, want := range map[string]bool{
		"a/local.md": true, "a/x.draft.md": true, "a/keep.draft.md": false, "a/here.md": true, "a/b/here.md": false, "a/other.md": false,
	} {
		if got := g.ignores(filepath.Join(dir, filepath.FromSlash(name)), false); got != want {
			t.Errorf("%s is ignored: %v, want %v", name, got, want)
		}
	}
}
