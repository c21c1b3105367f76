package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestFixKeepsBytes holds that a fix leaves all bytes as they are that it does not mean, whatever the
// line ends and the encoding.
func TestFixKeepsBytes(t *testing.T) {
	const head = "# Dues\n\nDues rose.[^1] Tolls fell.[^2] Salt came.[^3]\n\n"
	const one = "[^1]: “[Tolls](https://sund.example/a?utm_source=mail)”, Port News, 4 May 2024."
	const mended = "[^1]: “[Tolls](https://sund.example/a)”, Port News, 4 May 2024."
	const two = "[^2]: “[Salt](https://sund.example/b)”, Port News, 5 May 2024."
	const three = "[^3]: “[Fish](https://sund.example/c)”, Port News, 6 May 2024."
	lines := func(ss ...string) string { return strings.Join(ss, "\n\n") + "\n" }
	crlf := func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }
	cr := func(s string) string { return strings.ReplaceAll(s, "\n", "\r") }
	plain := head + lines(one, two, three)
	fixed := head + lines(mended, two, three)
	unsorted, sorted := head+lines(two, mended, three), head+lines(mended, two, three)
	for _, tt := range []struct{ name, before, after string }{
		{"LF", plain, fixed},
		{"CRLF", crlf(plain), crlf(fixed)},
		{"CR", cr(plain), cr(fixed)},
		{"mixed", "Line.\r\n\r\n" + plain, "Line.\r\n\r\n" + fixed},
		{"no line end at the end", strings.TrimSpace(plain), strings.TrimSpace(fixed)},
		{"a byte order mark", "\ufeff" + plain, "\ufeff" + fixed},
		{"a byte order mark and CRLF", "\ufeff" + crlf(plain), "\ufeff" + crlf(fixed)},
		{"bytes that are no UTF-8", "Gr\xfc\xdfe. " + plain, "Gr\xfc\xdfe. " + fixed},
		{"no UTF-8 in the note", strings.ReplaceAll(plain, "Port", "P\xf6rt"), strings.ReplaceAll(fixed, "Port", "P\xf6rt")},
		{"blanks at the ends of lines", strings.ReplaceAll(plain, "\n\n", " \t\n \n"), strings.ReplaceAll(fixed, "\n\n", " \t\n \n")},
		{"blocks that move, LF", unsorted, sorted},
		{"blocks that move, CRLF", crlf(unsorted), crlf(sorted)},
		{"blocks that move, without a line end", strings.TrimSpace(unsorted), strings.TrimSpace(sorted)},
		{"the last block moves", strings.TrimSpace(head + lines(three, mended, two)), strings.TrimSpace(sorted)},
		{"nothing to fix", fixed, fixed},
		{"nothing at all", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			file := filepath.Join(dir, "dues.md")
			must(t, os.WriteFile(file, []byte(tt.before), 0o644))
			t.Chdir(dir)
			diff := fixRun(t, "fix", "--offline", "--unsafe", "-q", "dues.md")
			checkApplies(t, dir, diff, tt.before, tt.after)
			fixRun(t, "fix", "--offline", "--unsafe", "-q", "--write", "dues.md")
			got, err := os.ReadFile(file)
			must(t, err)
			if string(got) != tt.after {
				t.Errorf("the file is\n%q, want\n%q", got, tt.after)
			}
			fixRun(t, "fix", "--offline", "--unsafe", "-q", "--write", "dues.md")
			again, err := os.ReadFile(file)
			must(t, err)
			if !bytes.Equal(got, again) {
				t.Errorf("fixing again makes\n%q of\n%q", again, got)
			}
		})
	}
}

// fixRun runs the command offline and returns what it prints.
func fixRun(t *testing.T, args ...string) []byte {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if status := run(context.Background(), args, strings.NewReader(""), &stdout, &stderr, direct); status > statusFindings {
		t.Fatalf("citelint %s ends with status %d: %s", strings.Join(args, " "), status, &stderr)
	}
	return stdout.Bytes()
}

// checkApplies holds that git makes the same of the file as we do.
func checkApplies(t *testing.T, dir string, diff []byte, before, after string) {
	t.Helper()
	if before == after {
		if len(diff) > 0 {
			t.Errorf("nothing is to be fixed, and the diff is\n%s", diff)
		}
		return
	}
	git, err := exec.LookPath("git")
	if err != nil {
		return // the bytes are compared all the same
	}
	copied := filepath.Join(dir, "copy")
	must(t, os.Mkdir(copied, 0o755))
	must(t, os.WriteFile(filepath.Join(copied, "dues.md"), []byte(before), 0o644))
	apply := exec.Command(git, "apply", "--whitespace=nowarn")
	apply.Dir, apply.Stdin = copied, bytes.NewReader(diff)
	apply.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+dir, "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1")
	if out, err := apply.CombinedOutput(); err != nil {
		t.Errorf("git apply: %v: %s\n%s", err, out, diff)
		return
	}
	if got, _ := os.ReadFile(filepath.Join(copied, "dues.md")); string(got) != after {
		t.Errorf("git apply makes\n%q, want\n%q", got, after)
	}
}

// TestQuotePath holds that names are written as git writes them.
func TestQuotePath(t *testing.T) {
	for path, want := range map[string]string{
		"a/dues.md":       "a/dues.md",
		"a/port dues.md":  "a/port dues.md",
		"a/häfen.md":      "a/häfen.md",
		"a/\"quay\".md":   `"a/\"quay\".md"`,
		"a/back\\slash":   `"a/back\\slash"`,
		"a/new\nline.md":  `"a/new\012line.md"`,
		"a/\x7fdelete.md": `"a/\177delete.md"`,
	} {
		if got := quotePath(path); got != want {
			t.Errorf("%q is quoted as %s, want %s", path, got, want)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
