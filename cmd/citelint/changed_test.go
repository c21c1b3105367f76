package main

import (
	"bufio"
	"fmt"
	"slices"
	"strings"
	"testing"
)

const trickyPatch = `diff --git a/a b.md b/a b.md
index 1..2 100644
--- a/a b.md	
+++ b/a b.md	
@@ -3 +3 @@ heading
--- a/not a name
+++ b/not a name
@@ -7,2 +6,0 @@
-@@ -1 +1 @@
-gone
@@ -20,0 +18,3 @@
+one
+diff --git a/x b/x
+three
\ No newline at end of file
diff --git "a/t\303\266lls.md" "b/t\303\266lls.md"
new file mode 100644
--- /dev/null
+++ "b/t\303\266lls.md"
@@ -0,0 +1,2 @@
+one
+two
diff --git a/old.md b/new.md
similarity index 100%
rename from old.md
rename to new.md
diff --git a/gone.md b/gone.md
deleted file mode 100644
--- a/gone.md
+++ /dev/null
@@ -1 +0,0 @@
-gone
`

func parsePatch(patch string) map[string]*changedFile {
	c := &change{files: map[string]*changedFile{}}
	_ = c.parse(bufio.NewReader(strings.NewReader(patch))) // a reader of strings does not fail
	return c.files
}

func TestParsePatch(t *testing.T) {
	var got []string
	for name, f := range parsePatch(trickyPatch) {
		got = append(got, fmt.Sprintf("%s was %q: %v", name, f.was, f.lines))
	}
	slices.Sort(got)
	want := []string{
		`a b.md was "a b.md": [{3 3} {18 20}]`,
		`new.md was "old.md": []`,
		`tölls.md was "": [{1 2}]`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("files of the patch:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Whatever a patch holds, every stretch has a line, and a patch without a hunk has none.
func FuzzParsePatch(f *testing.F) {
	f.Add(trickyPatch)
	f.Add("+++ b/x\n@@ -1,99999999999999999999 +1,-5 @@\n")
	f.Fuzz(func(t *testing.T, patch string) {
		for name, file := range parsePatch(patch) {
			for _, l := range file.lines {
				if l.last < l.first {
					t.Errorf("%q: a stretch from %d to %d", name, l.first, l.last)
				}
				if !strings.Contains(patch, "@@ ") {
					t.Errorf("%q: a stretch without a hunk", name)
				}
			}
		}
	})
}
