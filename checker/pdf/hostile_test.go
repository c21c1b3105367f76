package pdf_test

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/citelint/citelint/checker/pdf"
	"github.com/citelint/citelint/checker/pdf/pdftest"
)

// crafted writes a PDF of objects as they are; the first is the catalog. It has no table of objects.
func crafted(objects ...string) []byte {
	var b strings.Builder
	b.WriteString("%PDF-1.7\n")
	for i, o := range objects {
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	b.WriteString("trailer\n<< /Root 1 0 R /Size 99 >>\n%%EOF\n")
	return []byte(b.String())
}

// streamed is an object with a stream.
func streamed(dict, data string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(data), data)
}

// onePage is a catalog, a page tree and a page with such contents.
func onePage(contents string, more ...string) []byte {
	return crafted(append([]string{
		"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >>",
		contents, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	}, more...)...)
}

// bomb is a stream that grows a thousand times when it is decoded.
func bomb(size int) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write(bytes.Repeat([]byte(" "), size))
	_ = z.Close() // a Buffer takes all
	return streamed("/Filter /FlateDecode", b.String())
}

// TestHostile reads PDFs that were made to break what reads them. Each costs a bounded time, and the
// next document is read as if nothing had been.
func TestHostile(t *testing.T) {
	text := streamed("", "BT /F 12 Tf 72 700 Td (Tides) Tj ET")
	kids := "[" + strings.Repeat("3 0 R ", 10_000) + "]"
	tests := []struct {
		name string
		body []byte
	}{
		{"a bomb", onePage(bomb(300 << 20))},
		{"a bomb in a bomb", onePage(streamed("/Filter [/FlateDecode /FlateDecode /FlateDecode]", "x\x9c"+strings.Repeat("\x00\xff", 1000)))},
		{"a form that draws itself", onePage(streamed("", "/X Do"), streamed("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>", "/X Do /X Do"))},
		{"a page tree that is its own child", crafted("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] >>")},
		{"a page tree that counts too many", crafted("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 2147483647 /Kids [3 0 R] >>", "<< /Type /Page /Parent 2 0 R >>")},
		{"ten thousand pages", crafted("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 10000 /Kids "+kids+" >>",
			"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>", text, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")},
		{"deep arrays", onePage(streamed("", strings.Repeat("[", 1_000_000)))},
		{"deep dictionaries", crafted(strings.Repeat("<< /A ", 200_000))},
		{"a reference to itself", crafted("1 0 R", "2 0 R")},
		{"contents that are their own", onePage("[4 0 R 4 0 R]")},
		{"a length that is a loop", onePage("<< /Length 4 0 R >>\nstream\nBT ET\nendstream")},
		{"a table of objects that leads to itself", append(onePage(text), "xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R /Size 9 /Prev 9 >>\nstartxref\n9\n%%EOF"...)},
		{"many saved states", onePage(streamed("", strings.Repeat("q ", 300_000)))},
		{"a page without bounds", crafted("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>", "<< /Type /Page /Parent 2 0 R /MediaBox [-1e38 -1e38 1e38 1e38] /Contents 4 0 R >>", text)},
		{"type of no size", onePage(streamed("", "BT /F 0 Tf 1e38 0 0 1e38 1e38 1e38 Tm (Tides) Tj /F 1e38 Tf (Tides) Tj ET"))},
		{"a word of a million letters", onePage(streamed("", "BT /F 1 Tf ("+strings.Repeat("a1", 500_000)+") Tj ET"))},
		{"fifty thousand words one above the other", onePage(streamed("", "BT /F 1 Tf "+strings.Repeat("(ab) Tj ", 50_000)+" ET"))},
	}
	good := (&pdftest.File{Pages: page(at(700, "Tides of Sund"))}).Bytes()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			from := time.Now()
			d, err := reader.Read(test.body)
			took := time.Since(from)
			size := 0
			if d != nil {
				for _, l := range d.Lines {
					size += len(l.Text)
				}
				t.Logf("%v: %d pages, %d lines, %d bytes, cut %t, %v", took, d.Pages, len(d.Lines), size, d.Cut, err)
			} else {
				t.Logf("%v: %v", took, err)
			}
			if (d == nil) == (err == nil) {
				t.Errorf("Read returns %v and %v", d, err)
			}
			if size > 9<<20 {
				t.Errorf("%d bytes of text were read", size)
			}
			if took > 25*time.Second {
				t.Errorf("that took %v", took)
			}
			if d, err := reader.Read(good); err != nil || len(d.Lines) != 1 || d.Lines[0].Text != "Tides of Sund" {
				t.Errorf("after it Read returns %+v, %v for a good document", d, err)
			}
		})
	}
}

// TestTimeout ends a document that takes too long, and it alone.
func TestTimeout(t *testing.T) {
	r := pdf.Reader{CacheDir: reader.CacheDir, Timeout: 50 * time.Millisecond}
	defer r.Close()
	slow := onePage(streamed("", "BT /F 1 Tf "+strings.Repeat("(ab) Tj ", 50_000)+" ET"))
	from := time.Now()
	if d, err := r.Read(slow); !errors.Is(err, pdf.ErrCrashed) {
		t.Errorf("Read returns %v, %v in %v", d, err, time.Since(from))
	}
	good := (&pdftest.File{Pages: page(at(700, "Tides of Sund"))}).Bytes()
	if _, err := r.Read(good); err != nil {
		t.Errorf("after it a good document is not read: %v", err)
	}
}

// FuzzRead holds Read to its bounds, whatever the body is.
func FuzzRead(f *testing.F) {
	f.Add((&pdftest.File{Title: "Tides", Plain: true, Pages: page(at(700, "Tides of Sund"))}).Bytes())
	f.Add(onePage(streamed("", "BT /F 12 Tf 72 700 Td (Tides) Tj ET")))
	f.Fuzz(func(t *testing.T, body []byte) {
		d, err := reader.Read(body)
		if (d == nil) == (err == nil) {
			t.Fatalf("Read returns %v and %v", d, err)
		}
		if d == nil {
			return
		}
		last := 1
		for _, l := range d.Lines {
			if l.Page < last || l.Page > d.Pages || l.Text == "" {
				t.Errorf("a line is %+v after page %d of %d", l, last, d.Pages)
			}
			last = l.Page
		}
	})
}
