// Package pdf reads the text of PDF files line by line, with the place and the size of each line.
// Begin with Reader.
//
// The reading is done by PDFium, compiled to WebAssembly and run in a sandbox that has no files, no
// network and bounded memory, a fresh one for each document: what a hostile file breaks is its own
// reading and nothing else.
package pdf

import "errors"

// A Document is what was read of one PDF.
type Document struct {
	Title, Author string // of the Info dictionary (ISO 32000-1, section 14.3.3), as stated
	Language      string // of the catalog, as stated
	Pages         int    // all there are
	Lines         []Line // page by page, each page in the order in which it is drawn
	Cut           bool   // not all pages are in Lines: there are too many, they hold too much, or some are broken
}

// A Line is a stretch of text on one baseline. Its places are in points, from the page's lower left.
type Line struct {
	Page        int     // from 1
	Text        string  // blanks collapsed, without raised marks of notes; never empty
	Hyphen      bool    // it ends in a hyphen, left out of Text, that parts a word
	Size        float64 // of the type as drawn; 0 if unknown
	Left, Right float64
	Y           float64 // of the baseline
	Turned      bool    // it does not run from left to right
}

// The errors of Read. Any other says that no PDF can be read here at all.
var (
	ErrEncrypted = errors.New("the PDF is encrypted")
	ErrDamaged   = errors.New("the PDF is damaged")
	ErrCrashed   = errors.New("the PDF could not be read") // it broke the reader, or took too long
	ErrClosed    = errors.New("the reader of PDFs is closed")
)

// Bounds of what is read of one document. What is beyond them makes it Cut.
const (
	maxPages  = 2000
	maxText   = 8 << 20 // bytes
	maxLines  = 200_000
	maxBroken = 16 // pages
)
