package main

import (
	"bytes"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/citelint/citelint/report"
)

// unified returns a unified diff as git writes and reads it, of a file that is named relative to the
// repository's top. Empty if nothing has changed.
func unified(path string, before, after []byte) []byte {
	d := diff.Diff("a", before, "b", after)
	at := bytes.Index(d, []byte("@@ "))
	if at < 0 {
		return nil
	}
	a, b := quotePath("a/"+path), quotePath("b/"+path)
	tab := ""
	if strings.Contains(path, " ") && !strings.HasPrefix(a, `"`) {
		tab = "\t" // where the name ends, for patch
	}
	head := "diff --git " + a + " " + b + "\n--- " + a + tab + "\n+++ " + b + tab + "\n"
	return append([]byte(head), d[at:]...)
}

// quotePath writes a name as git does: in quotation marks if it holds one, a backslash or a control
// character.
func quotePath(path string) string {
	const octal = "01234567"
	quoted := false
	var b strings.Builder
	for i := range len(path) {
		switch c := path[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
			quoted = true
		case c < ' ' || c == 0x7f:
			b.WriteString(`\` + string(octal[c>>6]) + string(octal[c>>3&7]) + string(octal[c&7]))
			quoted = true
		default:
			b.WriteByte(c)
		}
	}
	if quoted {
		return `"` + b.String() + `"`
	}
	return path
}

// shownDiff is a diff for a terminal: foreign text moves no cursor.
func shownDiff(d []byte, colored bool) []byte {
	var out bytes.Buffer
	inHead := false
	for line := range bytes.Lines(d) {
		text := strings.TrimRight(string(line), "\r\n")
		kind := ""
		switch {
		case strings.HasPrefix(text, "diff --git "):
			inHead = true
		case strings.HasPrefix(text, "@@ "):
			kind, inHead = "info", false
		case inHead:
		case strings.HasPrefix(text, "-"):
			kind = "error"
		case strings.HasPrefix(text, "+"):
			kind = "good"
		}
		text = report.Clean(text)
		if colored {
			text = paint(kind, text)
		}
		out.WriteString(text + "\n")
	}
	return out.Bytes()
}
