//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReplaceFile holds what a file keeps when its text is replaced, and when it is not replaced.
func TestReplaceFile(t *testing.T) {
	const before, after = "before\n", "after\n"
	for _, tt := range []struct {
		name string
		prep func(t *testing.T, file string) string // returns the name to write to
		mode os.FileMode
		err  string
	}{
		{"a file", func(_ *testing.T, file string) string { return file }, 0o644, ""},
		{"an executable file", func(t *testing.T, file string) string { must(t, os.Chmod(file, 0o751)); return file }, 0o751, ""},
		{"a file for all", func(t *testing.T, file string) string { must(t, os.Chmod(file, 0o666)); return file }, 0o666, ""},
		{"a symbolic link", func(t *testing.T, file string) string {
			link := filepath.Join(t.TempDir(), "link.md")
			must(t, os.Symlink(file, link))
			return link
		}, 0o644, ""},
		{"a read-only file", func(t *testing.T, file string) string { must(t, os.Chmod(file, 0o444)); return file }, 0o444, "it is read-only"},
		{"a file of two names", func(t *testing.T, file string) string {
			must(t, os.Link(file, filepath.Join(t.TempDir(), "other.md")))
			return file
		}, 0o644, "it has 2 names (hard links)"},
		{"a file that has changed", func(t *testing.T, file string) string {
			must(t, os.WriteFile(file, []byte("changed\n"), 0o644))
			return file
		}, 0o644, "it has changed since it was read"},
		{"a file that is gone", func(t *testing.T, file string) string { must(t, os.Remove(file)); return file }, 0, "no such file"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			file := filepath.Join(dir, "dues.md")
			must(t, os.WriteFile(file, []byte(before), 0o644))
			must(t, os.Chmod(file, 0o644)) // whatever the umask says
			name := tt.prep(t, file)
			want, _ := os.ReadFile(file)
			err := replaceFile(name, []byte(before), []byte(after))
			if tt.err == "" {
				must(t, err)
				want = []byte(after)
			} else if err == nil || !strings.Contains(err.Error(), tt.err) {
				t.Errorf("the error is %v, want one that says %q", err, tt.err)
			}
			got, _ := os.ReadFile(file)
			if string(got) != string(want) {
				t.Errorf("the file holds %q, want %q", got, want)
			}
			if info, err := os.Stat(file); err == nil && info.Mode().Perm() != tt.mode {
				t.Errorf("the mode is %v, want %v", info.Mode().Perm(), tt.mode)
			}
			if info, err := os.Lstat(name); err == nil && name != file && info.Mode()&os.ModeSymlink == 0 {
				t.Errorf("the link is one no more")
			}
			if entries, _ := os.ReadDir(dir); len(entries) > 1 {
				t.Errorf("something is left beside the file: %v", entries)
			}
		})
	}
}
