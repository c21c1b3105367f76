package pdf_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/citelint/citelint/checker/pdf"
	"github.com/citelint/citelint/checker/pdf/pdftest"
)

// reader is one for all tests: to start it takes some seconds.
var (
	reader   pdf.Reader
	starting time.Duration // without a cache
)

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "citelint")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	reader.CacheDir = filepath.Join(dir, "a", "compiled")
	defer reader.Close()
	from := time.Now()
	_, _ = reader.Read([]byte("%PDF-")) // there is nothing to read
	starting = time.Since(from)
	return m.Run()
}

func page(texts ...pdftest.Text) []pdftest.Page { return []pdftest.Page{texts} }

func at(y float64, s string) pdftest.Text { return pdftest.Text{X: 72, Y: y, Size: 12, S: s} }

// TestRead reads what was written.
func TestRead(t *testing.T) {
	raised := pdftest.Setting{Size: 10}.Set(
		pdftest.Paragraph{S: "The tide rose twice.^12 Nobody saw it."},
		pdftest.Paragraph{S: "Jane Doe^1,2 and John Roe^2*"},
		pdftest.Paragraph{S: "A field of 12 m^2"},
	)
	tests := []struct {
		name string
		file pdftest.File
		want []pdf.Line
	}{
		{"standard fonts", pdftest.File{Pages: page(
			at(700, "“Tides” – a report, 5 €"), pdftest.Text{X: 72, Y: 650, Size: 20, S: "In Helvetica", Font: pdftest.Helvetica}, pdftest.Text{X: 72, Y: 600, Size: 9, S: "as a machine types", Font: pdftest.Courier},
		)}, []pdf.Line{{Text: "“Tides” – a report, 5 €", Size: 12, Y: 700}, {Text: "In Helvetica", Size: 20, Y: 650}, {Text: "as a machine types", Size: 9, Y: 600}}},
		{"type that a matrix makes larger", pdftest.File{Plain: true, Pages: page(pdftest.Text{X: 72, Y: 700, Size: 14, S: "Scaled", Scaled: true})}, []pdf.Line{{Text: "Scaled", Size: 14, Y: 700}}},
		{"text that runs upwards", pdftest.File{Pages: page(pdftest.Text{X: 40, Y: 300, Size: 20, S: "stamped", Turned: true}, at(700, "Tides"))},
			[]pdf.Line{{Text: "stamped", Size: 20, Y: 327.22, Turned: true}, {Text: "Tides", Size: 12, Y: 700}}},
		{"a font that maps its codes", pdftest.File{Pages: page(pdftest.Text{X: 72, Y: 700, Size: 12, S: "Приливы в Сунде, 港口", Font: pdftest.Unicode})},
			[]pdf.Line{{Text: "Приливы в Сунде, 港口", Size: 12, Y: 700}}},
		{"a script from right to left", pdftest.File{Pages: page(pdftest.Text{X: 72, Y: 700, Size: 12, S: "ءانيم", Font: pdftest.Unicode})}, []pdf.Line{{Text: "ميناء", Size: 12, Y: 700}}},
		{"a predefined encoding", pdftest.File{Pages: page(pdftest.Text{X: 72, Y: 700, Size: 12, S: "港口的潮汐报告", Font: pdftest.Song})}, []pdf.Line{{Text: "港口的潮汐报告", Size: 12, Y: 700}}},
		{"ligatures of old fonts", pdftest.File{Pages: page(pdftest.Text{X: 72, Y: 700, Size: 12, S: "\x1cve e\x1bects \x1dow, a\x1eliates ba\x1fe: o\x0ece", Font: pdftest.Raw})},
			[]pdf.Line{{Text: "five effects flow, affiliates baffle: office", Size: 12, Y: 700}}},
		{"accents of old fonts", pdftest.File{Pages: page(at(700, "M¨oller, Poincar´e, Gar¸con, 5 ¨"))}, []pdf.Line{{Text: "Möller, Poincaré, Garçon, 5 ¨", Size: 12, Y: 700}}},
		{"a hyphen at a line's end", pdftest.File{Pages: page(at(700, "The harbour-"), at(686, "master counts a well-known"), at(672, "tide of Sund-"), at(658, "Lomaria"))},
			[]pdf.Line{{Text: "The harbour", Hyphen: true, Size: 12, Y: 700}, {Text: "master counts a well-known", Size: 12, Y: 686}, {Text: "tide of Sund", Hyphen: true, Size: 12, Y: 672}, {Text: "Lomaria", Size: 12, Y: 658}}},
		{"raised marks", pdftest.File{Pages: raised},
			[]pdf.Line{{Text: "The tide rose twice. Nobody saw it.", Size: 10, Y: 770}, {Text: "Jane Doe and John Roe", Size: 10, Y: 758}, {Text: "A field of 12 m2", Size: 10, Y: 746}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d, err := reader.Read(test.file.Bytes())
			if err != nil {
				t.Fatal(err)
			}
			for i := range test.want {
				test.want[i].Page = 1
			}
			places := cmpopts.IgnoreFields(pdf.Line{}, "Left", "Right")
			if diff := cmp.Diff(test.want, d.Lines, places, cmpopts.EquateApprox(0, 5)); diff != "" {
				t.Errorf("the lines differ from what was written:\n%s", diff)
			}
		})
	}
}

// TestMetadata reads Info and catalog, of files that anybody can open and of others.
func TestMetadata(t *testing.T) {
	file := pdftest.File{Title: "Tides – ein Bericht", Author: "Doe, Jane", Language: "de-AT", Pages: append(page(at(700, "Tides")), page(at(700, "more"))...)}
	want := &pdf.Document{Title: file.Title, Author: file.Author, Language: file.Language, Pages: 2}
	for _, protect := range []bool{false, true} {
		file.Protect = protect
		d, err := reader.Read(file.Bytes())
		if err != nil {
			t.Fatalf("protected %t: %v", protect, err)
		}
		if diff := cmp.Diff(want, d, cmpopts.IgnoreFields(pdf.Document{}, "Lines")); diff != "" {
			t.Errorf("protected %t: the document differs:\n%s", protect, diff)
		}
		if len(d.Lines) != 2 || d.Lines[1].Text != "more" || d.Lines[1].Page != 2 {
			t.Errorf("protected %t: the lines are %+v", protect, d.Lines)
		}
	}
}

func TestUnreadable(t *testing.T) {
	locked := pdftest.File{Protect: true, Password: "sund", Pages: page(at(700, "Tides"))}
	whole := (&pdftest.File{Pages: page(at(700, "Tides"))}).Bytes()
	tests := []struct {
		name string
		body []byte
		want error
	}{
		{"a password", locked.Bytes(), pdf.ErrEncrypted},
		{"nothing", nil, pdf.ErrDamaged},
		{"a header alone", []byte("%PDF-1.7\n"), pdf.ErrDamaged},
		{"no PDF", []byte(strings.Repeat("tides of Sund ", 1000)), pdf.ErrDamaged},
		{"the first bytes", whole[:200], pdf.ErrDamaged},
	}
	for _, test := range tests {
		if d, err := reader.Read(test.body); !errors.Is(err, test.want) {
			t.Errorf("%s: Read returns %v, %v, not %v", test.name, d, err, test.want)
		}
	}
}

// TestMended reads a file whose table of objects is wrong, as many files are that went through mail.
func TestMended(t *testing.T) {
	body := (&pdftest.File{Plain: true, Pages: page(at(700, "Tides of Sund"))}).Bytes()
	body = []byte(strings.Replace(string(body), "startxref\n", "startxref\n9", 1))
	d, err := reader.Read(body)
	if err != nil || len(d.Lines) != 1 || d.Lines[0].Text != "Tides of Sund" {
		t.Errorf("Read returns %+v, %v", d, err)
	}
}

// TestAtOnce reads many documents at once.
func TestAtOnce(t *testing.T) {
	body := (&pdftest.File{Pages: page(at(700, "Tides of Sund"))}).Bytes()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if d, err := reader.Read(body); err != nil || len(d.Lines) != 1 {
				t.Errorf("Read returns %+v, %v", d, err)
			}
		})
	}
	all.Wait()
}

// TestCache keeps what is compiled where nobody else can write, and is quick the second time.
func TestCache(t *testing.T) {
	r := pdf.Reader{CacheDir: reader.CacheDir}
	defer r.Close()
	from := time.Now()
	if _, err := r.Read((&pdftest.File{Pages: page(at(700, "Tides of Sund"))}).Bytes()); err != nil {
		t.Fatal(err)
	}
	took := time.Since(from)
	t.Logf("the first document takes %v without a cache and %v with one", starting, took)
	if took > starting/2 {
		t.Errorf("with a cache the first document takes %v, without %v", took, starting)
	}
	info, err := os.Stat(reader.CacheDir)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o700 {
		t.Errorf("the cache is %v, not the user's alone", info.Mode())
	}
}

// TestClosed reads nothing any more, and starts nothing if nothing was read.
func TestClosed(t *testing.T) {
	var r pdf.Reader
	from := time.Now()
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if err := r.Close(); err != nil {
		t.Errorf("closing again: %v", err)
	}
	if _, err := r.Read([]byte("%PDF-")); !errors.Is(err, pdf.ErrClosed) {
		t.Errorf("Read returns %v", err)
	}
	if took := time.Since(from); took > time.Second {
		t.Errorf("that took %v: something was started", took)
	}
}
