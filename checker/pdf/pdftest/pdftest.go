// Package pdftest writes PDFs for tests. Begin with File.
//
// They are as small as ISO 32000-1 allows: the standard fonts, and fonts that are not embedded but
// say which characters their codes mean, so that text of any script can be read out of them.
package pdftest

import (
	"bytes"
	"compress/zlib"
	"crypto/md5"
	"crypto/rc4"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
)

// A File is a PDF to be written. The zero value has no page.
type File struct {
	Title, Author, Language string // Info and catalog; left out if empty
	XMP                     string // the inside of rdf:Description, with the prefixes dc and prism; left out if empty
	Pages                   []Page
	Plain                   bool // streams are not compressed
	// Protect encrypts the file (RC4, 40 bit: ISO 32000-1, section 7.6). With an empty Password
	// anybody can open it.
	Protect  bool
	Password string
}

// A Page is what is drawn on a page of 595 by 842 points, in the order of drawing.
type Page []Text

// A Text is drawn on one baseline.
type Text struct {
	X, Y, Size float64
	S          string
	Font       Font
	Turned     bool // runs upwards
	Scaled     bool // drawn as type of one point, made larger by the matrix, as some programs do
}

// A Font is a way to write characters.
type Font int

// The fonts. Those for Latin write what Windows-1252 has.
const (
	Times Font = iota
	Helvetica
	Courier
	Bold    // of Times
	Unicode // any script, by a font that is not embedded and maps its codes to characters
	Song    // Han, by a predefined encoding of Adobe's
	Raw     // codes as they are, by a font that does not say what they mean
	fonts   // how many there are
)

var baseFonts = [...]string{"Times-Roman", "Helvetica", "Courier", "Times-Bold"}

// A Picture is the only thing on the page: a scan.
func Picture() Page { return nil }

// Bytes writes the file.
func (f *File) Bytes() []byte {
	w := &writer{file: f, codes: map[rune]int{}}
	w.b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	if f.Protect {
		w.key()
	}
	w.document()
	return w.b.Bytes()
}

// A writer keeps where each object begins.
type writer struct {
	file    *File
	b       bytes.Buffer
	offsets []int
	codes   map[rune]int // of the Unicode font
	runes   []rune
	secret  []byte
	owner   []byte
}

func (w *writer) begin(n int) {
	for len(w.offsets) <= n {
		w.offsets = append(w.offsets, 0)
	}
	w.offsets[n] = w.b.Len()
	fmt.Fprintf(&w.b, "%d 0 obj\n", n)
}

func (w *writer) object(n int, format string, args ...any) {
	w.begin(n)
	fmt.Fprintf(&w.b, format, args...)
	w.b.WriteString("\nendobj\n")
}

func (w *writer) stream(n int, dict string, data []byte) {
	if !w.file.Plain && dict == "" {
		var z bytes.Buffer
		c := zlib.NewWriter(&z)
		_, _ = c.Write(data)
		_ = c.Close() // a Buffer takes all
		data, dict = z.Bytes(), "/Filter /FlateDecode"
	}
	data = w.encrypt(n, data)
	w.begin(n)
	fmt.Fprintf(&w.b, "<< %s /Length %d >>\nstream\n", dict, len(data))
	w.b.Write(data)
	w.b.WriteString("\nendstream\nendobj\n")
}

// text writes a text string of object n (ISO 32000-1, section 7.9.2.2).
func (w *writer) text(n int, s string) string {
	data := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		data = binary.BigEndian.AppendUint16(data, u)
	}
	return fmt.Sprintf("<%X>", w.encrypt(n, data))
}

// The numbers of the objects: the pages follow, two a page.
const (
	catalog = iota + 1
	pages
	info
	metadata
	encryption
	toUnicode
	firstFont
)

const (
	descendants = firstFont + int(fonts)
	firstPage   = descendants + 2
)

func (w *writer) document() {
	var kids strings.Builder
	for i, p := range w.file.Pages {
		n := firstPage + 2*i
		fmt.Fprintf(&kids, "%d 0 R ", n)
		w.stream(n+1, "", w.content(p))
		w.object(n, "<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << %s >> >> >>", pages, n+1, fontNames())
	}
	w.object(pages, "<< /Type /Pages /Count %d /Kids [%s] >>", len(w.file.Pages), kids.String())
	w.fonts()
	extra := ""
	if w.file.Language != "" {
		extra += " /Lang " + w.text(catalog, w.file.Language)
	}
	if w.file.XMP != "" {
		extra += fmt.Sprintf(" /Metadata %d 0 R", metadata)
		w.stream(metadata, "/Type /Metadata /Subtype /XML", []byte(`<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">`+
			`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">`+w.file.XMP+`</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`))
	}
	w.object(catalog, "<< /Type /Catalog /Pages %d 0 R%s >>", pages, extra)
	entries := ""
	if w.file.Title != "" {
		entries += " /Title " + w.text(info, w.file.Title)
	}
	if w.file.Author != "" {
		entries += " /Author " + w.text(info, w.file.Author)
	}
	w.object(info, "<< /CreationDate (D:20010203040506Z)%s >>", entries)
	w.trailer()
}

func fontNames() string {
	var b strings.Builder
	for f := range int(fonts) {
		fmt.Fprintf(&b, "/F%d %d 0 R ", f, firstFont+f)
	}
	return b.String()
}

func (w *writer) fonts() {
	for i, name := range baseFonts {
		w.object(firstFont+i, "<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>", name)
	}
	w.object(firstFont+int(Unicode), "<< /Type /Font /Subtype /Type0 /BaseFont /Sund /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>", descendants, toUnicode)
	w.object(descendants, "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Sund /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 /FontDescriptor << /Type /FontDescriptor /FontName /Sund /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >>")
	w.object(firstFont+int(Song), "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [%d 0 R] >>", descendants+1)
	w.object(descendants+1, "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 >>")
	w.object(firstFont+int(Raw), "<< /Type /Font /Subtype /Type1 /BaseFont /CMR10 /FirstChar 0 /LastChar 127 /Widths [%s] /FontDescriptor << /Type /FontDescriptor /FontName /CMR10 /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >>", strings.Repeat("500 ", 128))
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Sund def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n")
	for i, r := range w.runes {
		fmt.Fprintf(&b, "1 beginbfchar <%04X> <", i+1)
		for _, u := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&b, "%04X", u)
		}
		b.WriteString("> endbfchar\n")
	}
	b.WriteString("endcmap end end")
	w.stream(toUnicode, "", b.Bytes())
}

// content draws a page.
func (w *writer) content(p Page) []byte {
	var b bytes.Buffer
	for _, t := range p {
		size, scale := t.Size, 1.0
		if t.Scaled {
			size, scale = 1, t.Size
		}
		fmt.Fprintf(&b, "BT /F%d %g Tf ", t.Font, size)
		if t.Turned {
			fmt.Fprintf(&b, "0 %g %g 0 %g %g Tm ", scale, -scale, t.X, t.Y)
		} else {
			fmt.Fprintf(&b, "%g 0 0 %g %g %g Tm ", scale, scale, t.X, t.Y)
		}
		fmt.Fprintf(&b, "<%X> Tj ET\n", w.encode(t.Font, t.S))
	}
	if len(p) == 0 {
		b.WriteString("0.5 g 100 100 300 400 re f\n")
	}
	return b.Bytes()
}

func (w *writer) encode(f Font, s string) []byte {
	var out []byte
	for _, r := range s {
		switch f {
		case Unicode:
			if w.codes[r] == 0 {
				w.runes = append(w.runes, r)
				w.codes[r] = len(w.runes)
			}
			out = binary.BigEndian.AppendUint16(out, uint16(w.codes[r]))
		case Song:
			out = binary.BigEndian.AppendUint16(out, uint16(r))
		case Raw:
			out = append(out, byte(r))
		default:
			out = append(out, windows1252(r))
		}
	}
	return out
}

func windows1252(r rune) byte {
	switch {
	case r < 0x80 || r >= 0xA0 && r < 0x100:
		return byte(r)
	}
	for b, c := range map[byte]rune{0x80: '€', 0x85: '…', 0x86: '†', 0x87: '‡', 0x91: '‘', 0x92: '’', 0x93: '“', 0x94: '”', 0x95: '•', 0x96: '–', 0x97: '—', 0x8A: 'Š', 0x9A: 'š', 0x8E: 'Ž', 0x9E: 'ž'} {
		if c == r {
			return b
		}
	}
	return '?'
}

func (w *writer) trailer() {
	start := w.b.Len()
	fmt.Fprintf(&w.b, "xref\n0 %d\n0000000000 65535 f \n", len(w.offsets))
	for _, at := range w.offsets[1:] {
		if at == 0 {
			w.b.WriteString("0000000000 00000 f \n")
			continue
		}
		fmt.Fprintf(&w.b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&w.b, "trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R", len(w.offsets), catalog, info)
	if w.file.Protect {
		fmt.Fprintf(&w.b, " /ID [<%X> <%X>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%X> /U <%X> >>", fileID, fileID, w.owner, crypt(w.secret, padding))
	}
	fmt.Fprintf(&w.b, " >>\nstartxref\n%d\n%%%%EOF\n", start)
}

var fileID = []byte("sund sund sund 1")

// padding fills passwords up (ISO 32000-1, section 7.6.3.3).
var padding = []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")

// key makes the key of the file (section 7.6.3.3, algorithms 2 and 3).
func (w *writer) key() {
	padded := append([]byte(w.file.Password), padding...)[:32]
	sum := md5.Sum(append([]byte("owner"), padding...)[:32])
	w.owner = crypt(sum[:5], padded)
	h := md5.New()
	h.Write(padded)
	h.Write(w.owner)
	h.Write([]byte{0xFC, 0xFF, 0xFF, 0xFF})
	h.Write(fileID)
	w.secret = h.Sum(nil)[:5]
}

// encrypt encrypts a string or a stream of an object (section 7.6.2, algorithm 1).
func (w *writer) encrypt(n int, data []byte) []byte {
	if !w.file.Protect {
		return data
	}
	sum := md5.Sum(append(append([]byte(nil), w.secret...), byte(n), byte(n>>8), byte(n>>16), 0, 0))
	return crypt(sum[:10], data)
}

func crypt(key, data []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		panic(err) // keys are of 5 or 10 bytes
	}
	out := make([]byte, len(data))
	c.XORKeyStream(out, data)
	return out
}
