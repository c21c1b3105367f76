// Package read turns files into documents: their prose, notes, markers and links. Begin with
// Document; Formats lists what can be read.
//
// There is no dialect switch: a reader takes every form it knows. What is wrong in a document (a
// marker without a note, two notes with one label, a link that leads nowhere) is kept as data.
package read

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/citelint/citelint/checker"
)

// MaxSize is the size in bytes above which a file is not read.
const MaxSize = 64 << 20

// maxPieces is how many lines, or tags, a file may have: each may become a block, which takes about
// a kilobyte. A book has some thirty thousand.
const maxPieces = 2_000_000

// Why a file is not read; the errors of Document wrap one of them.
var (
	ErrBinary   = errors.New("binary content")
	ErrTooLarge = errors.New("larger than 64 MiB")
	ErrTooMany  = errors.New("more than two million lines or tags")
	ErrFormat   = errors.New("a format that is not read")
)

// A Format is one kind of file.
type Format struct {
	Name string
	Exts []string // lower case, with the dot
	// Read reads src, which is text of at most MaxSize bytes. Within a format reading never
	// fails, whatever the bytes.
	Read func(path string, src []byte) (*checker.Document, error)
}

// Formats lists the formats that can be read.
var Formats = []Format{
	{Name: "markdown", Exts: []string{".md", ".markdown", ".mdown", ".mdx"}, Read: readMarkdown},
	{Name: "text", Exts: []string{".txt"}, Read: readText},
	{Name: "html", Exts: []string{".html", ".htm", ".xhtml"}, Read: readHTML},
}

// Document reads one file. Its format is told by the extension of name, else by the content; what
// looks like nothing in particular is Markdown. The error wraps ErrBinary, ErrTooLarge,
// ErrTooMany or ErrFormat; it does not name the file.
func Document(name string, src []byte) (*checker.Document, error) {
	if len(src) > MaxSize {
		return nil, fmt.Errorf("%w (%d bytes)", ErrTooLarge, len(src))
	}
	ext := strings.ToLower(path.Ext(strings.ReplaceAll(name, `\`, "/")))
	if what := foreign(ext); what != "" {
		return nil, fmt.Errorf("%s: %w (Markdown, plain text and HTML are)", what, ErrFormat)
	}
	if what := binary(src); what != "" {
		return nil, fmt.Errorf("%w: %s", ErrBinary, what)
	}
	if max(bytes.Count(src, []byte("\n")), bytes.Count(src, []byte("\r")), bytes.Count(src, []byte("<"))) > maxPieces {
		return nil, fmt.Errorf("%w", ErrTooMany)
	}
	for _, f := range Formats {
		for _, e := range f.Exts {
			if e == ext {
				return f.Read(name, src)
			}
		}
	}
	if looksLikeHTML(src) {
		return readHTML(name, src)
	}
	return readMarkdown(name, src)
}

// foreign returns the name of a format that is known by its extension but not read; empty if it is
// none.
func foreign(ext string) string {
	switch ext {
	case ".pdf", ".docx", ".odt", ".epub", ".rtf":
		return strings.ToUpper(ext[1:])
	}
	return ""
}

// binary says by what src can be told to be no text; empty if it is text.
func binary(src []byte) string {
	switch {
	case bytes.HasPrefix(src, []byte("%PDF-")):
		return "a PDF file"
	case bytes.HasPrefix(src, []byte("PK\x03\x04")):
		return "a zip file, as DOCX, ODT and EPUB are"
	case bytes.HasPrefix(src, []byte("\xff\xfe")), bytes.HasPrefix(src, []byte("\xfe\xff")):
		return "UTF-16 text; save it as UTF-8"
	}
	if i := bytes.IndexByte(src, 0); i >= 0 {
		return fmt.Sprintf("a NUL byte at offset %d", i)
	}
	return ""
}
