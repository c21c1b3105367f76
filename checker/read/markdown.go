package read

import (
	"bytes"

	"github.com/citelint/citelint/checker"
)

// readMarkdown reads the Markdown family and what converters make of other formats.
func readMarkdown(path string, src []byte) (*checker.Document, error) {
	m := newReader(path, "markdown", src)
	base, front := m.frontMatter()
	m.blocks(base)
	m.doc.Imports = imports(src)
	m.read(front)
	return m.doc, nil
}

// imports reports whether a Markdown file pulls in others.
func imports(src []byte) bool {
	for _, s := range []string{"{% include", "{%include", "{{<", "{{%", "::: include", "--8<--", "!!!include"} {
		if bytes.Contains(src, []byte(s)) {
			return true
		}
	}
	for rest := src; ; {
		i := bytes.Index(rest, []byte("import "))
		if i < 0 {
			return false
		}
		line := rest[i:min(len(rest), i+300)]
		if n := bytes.IndexByte(line, '\n'); n >= 0 {
			line = line[:n]
		}
		if (i == 0 || rest[i-1] == '\n') && (bytes.Contains(line, []byte(" from ")) || bytes.ContainsAny(line, `"'`)) {
			return true
		}
		rest = rest[i+7:]
	}
}
