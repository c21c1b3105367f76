package page

import (
	"sync"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/pdf"
)

// A Reader reads pages as Inspect does, and the text of PDFs with them, which Inspect leaves alone.
// The zero value is ready. What it needs for PDFs is started with the first of them.
type Reader struct {
	// CacheDir is where what is compiled for PDFs is kept between runs, readable by the user alone:
	// without it each run with a PDF waits some seconds longer. Empty: nowhere.
	CacheDir string

	once sync.Once
	pdf  *pdf.Reader
}

// Inspect is a checker.Inspector. Beside its arguments its answer depends on how far a PDF could be
// read in 15 seconds: that it was not read to its end is said, and then nothing is missing from it.
func (r *Reader) Inspect(resp checker.Response, q checker.Query) checker.Inspection {
	return inspect(resp, q, parse, func(body []byte) (*pdf.Document, error) {
		return r.reader().Read(body)
	})
}

// Close ends the reading of PDFs. Inspect reads no PDF's text any more.
func (r *Reader) Close() error { return r.reader().Close() }

func (r *Reader) reader() *pdf.Reader {
	r.once.Do(func() { r.pdf = &pdf.Reader{CacheDir: r.CacheDir} })
	return r.pdf
}

// noPDF is how Inspect reads PDFs: not at all.
func noPDF([]byte) (*pdf.Document, error) { return nil, nil }
