package pdf

import (
	"bytes"
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	pdfium "github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/tetratelabs/wazero"
)

// A Reader reads PDFs, two at once at most; more wait. The zero value is ready. Nothing is started
// before the first Read, which then takes some seconds, or a tenth of one if CacheDir remembers an
// earlier run's. It may be used from many goroutines at once, and must be closed.
type Reader struct {
	// CacheDir is where compiled code is kept between runs, readable by the user alone; empty:
	// nowhere. Without it each Reader compiles for itself. A directory that cannot be used is done
	// without.
	CacheDir string
	// Timeout is how long one document may take; zero: 20 seconds.
	Timeout time.Duration

	once   sync.Once
	slots  chan struct{}
	pool   pdfium.Pool
	cache  wazero.CompilationCache
	cancel context.CancelFunc // ends what runs in the sandboxes
	failed error              // nothing can be read

	reading sync.RWMutex // held for reading while a document is read
	closed  atomic.Bool
}

// Read reads a document. Its body is not kept.
func (r *Reader) Read(body []byte) (*Document, error) {
	r.reading.RLock()
	defer r.reading.RUnlock()
	switch {
	case r.closed.Load():
		return nil, ErrClosed
	case !bytes.Contains(body[:min(len(body), beginning)], []byte("%PDF-")):
		return nil, ErrDamaged
	}
	b, err := r.borrow()
	if err != nil {
		return nil, err
	}
	d, err := b.read(body)
	if inTime := b.giveBack(); !inTime && (d == nil || len(d.Lines) == 0) {
		return nil, ErrCrashed
	}
	return d, err
}

// beginning is in how many bytes a PDF says that it is one.
const beginning = 1024

// Close ends the reading, also of documents that are being read.
func (r *Reader) Close() error {
	if r.closed.Swap(true) {
		return nil
	}
	r.once.Do(func() { r.failed = ErrClosed })
	if r.cancel != nil {
		r.cancel()
	}
	r.reading.Lock()
	defer r.reading.Unlock()
	return r.stop()
}

// read reads the document in a fresh sandbox.
func (b *sandbox) read(body []byte) (*Document, error) {
	opened, err := b.OpenDocument(&requests.OpenDocument{File: &body})
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword), errors.Is(err, pdfiumerrors.ErrSecurity):
		return nil, ErrEncrypted
	case errors.Is(err, pdfiumerrors.ErrFormat), errors.Is(err, pdfiumerrors.ErrFile), errors.Is(err, pdfiumerrors.ErrPage):
		return nil, ErrDamaged
	case err != nil:
		return nil, ErrCrashed
	}
	count, err := b.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: opened.Document})
	if err != nil {
		return nil, ErrCrashed
	}
	d := &Document{Pages: count.PageCount, Title: b.meta(opened.Document, "Title"), Author: b.meta(opened.Document, "Author")}
	if l, err := b.FPDFCatalog_GetLanguage(&requests.FPDFCatalog_GetLanguage{Document: opened.Document}); err == nil {
		d.Language = l.Language
	}
	b.readPages(d, opened.Document)
	return d, nil
}

// meta returns an entry of the Info dictionary; empty if there is none.
func (b *sandbox) meta(doc references.FPDF_DOCUMENT, tag string) string {
	const longest = 4096
	m, err := b.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: doc, Tag: tag})
	if err != nil {
		return ""
	}
	return m.Value[:min(len(m.Value), longest)]
}

// readPages reads as many pages as the bounds and the time allow.
func (b *sandbox) readPages(d *Document, doc references.FPDF_DOCUMENT) {
	size, broken := 0, 0
	for n := range d.Pages {
		if n == maxPages || size >= maxText || len(d.Lines) >= maxLines || broken == maxBroken || b.isLate() {
			d.Cut = true
			return
		}
		lines, err := b.readPage(doc, n)
		switch {
		case errors.Is(err, pdfiumerrors.ErrPage), errors.Is(err, pdfiumerrors.ErrFormat), errors.Is(err, pdfiumerrors.ErrUnknown), errors.Is(err, pdfiumerrors.ErrSuccess):
			d.Cut = true
			broken++
			continue
		case err != nil: // what runs in the sandbox has crashed, or was killed
			d.Cut = true
			return
		}
		for _, l := range lines {
			size += len(l.Text)
		}
		d.Lines = append(d.Lines, lines...)
	}
}
