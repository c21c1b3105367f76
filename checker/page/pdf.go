package page

import (
	"bytes"
	"encoding/xml"
	"strconv"
	"strings"
	"unicode"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
	"github.com/citelint/citelint/checker/pdf"
)

// maxXMP bounds the metadata that is read of a PDF.
const maxXMP = 256 << 10

var linearized = match.NewPattern(`/Linearized\b[^>]{0,300}?/N\s+(\d{1,6})`)

// readPDF reads the metadata of a PDF and, if anything is asked of it, its text.
func (s *source) readPDF(read pdfReader, q checker.Query) {
	s.readPackets()
	size := len(s.response.Body)
	if size == 0 || s.response.Partial && size <= leastPDF || !asksAnything(q) {
		return
	}
	d, err := read(s.response.Body)
	switch {
	case err != nil && s.response.Partial: // it may be whole where it comes from
	case err != nil:
		s.trouble = err.Error()
	case d != nil:
		s.keepPDF(d)
	}
}

// leastPDF is how many bytes at the beginning of a PDF show nothing but its metadata.
const leastPDF = 4 << 10

func asksAnything(q checker.Query) bool {
	return len(q.Titles)+len(q.Authors)+len(q.Containers)+len(q.Dates)+len(q.Fragments)+len(q.Quotations) > 0
}

// A pdfReader reads the text of PDFs; it returns nothing if it does not.
type pdfReader func(body []byte) (*pdf.Document, error)

// keepPDF keeps what was read of a PDF.
func (s *source) keepPDF(d *pdf.Document) {
	s.pages = d.Pages
	s.truncated = d.Cut
	s.lang = first(s.lang, clean(d.Language))
	s.infoAuthor = clean(d.Author)
	if t := clean(d.Title); !templateTitle(t) {
		s.infoTitle = t
	}
	f := newFlow(d)
	switch {
	case f.text == "" && d.Cut:
		s.trouble = pdf.ErrCrashed.Error()
	case f.text == "":
		s.trouble = "the PDF has no text: it may be a scan"
	case isGarbled(f.text):
		s.trouble = "the PDF does not say which letters it shows"
	case isForms(f.text):
		s.trouble = "the PDF shows its text in Adobe's own programs only"
	default:
		s.pdf, s.text = f, f.text
	}
}

// isGarbled reports whether one in ten characters of a text has no meaning: the fonts do not say
// what their glyphs are.
func isGarbled(text string) bool {
	all, bad := 0, 0
	for _, r := range text {
		if unicode.IsSpace(r) {
			continue
		}
		if all++; r == unicode.ReplacementChar || unicode.Is(unicode.Co, r) || !unicode.IsGraphic(r) && !unicode.Is(unicode.Cf, r) {
			bad++
		}
	}
	return 10*bad > all
}

// isForms reports whether a text is what a dynamic form of Adobe's (XFA) shows to other programs.
func isForms(text string) bool {
	return strings.HasPrefix(text, "Please wait...") && len(text) < 1500 && strings.Contains(text, "PDF viewer may not be able to display")
}

// readPackets reads what stands in a PDF for programs that do not know the format: the XMP packet
// (ISO 16684-1), which is kept uncompressed, and the number of pages.
func (s *source) readPackets() {
	body := s.response.Body
	from := 0
	for range 4 { // images in the file may bring packets of their own; the document's has a title
		i := bytes.Index(body[from:], []byte("<x:xmpmeta"))
		if i < 0 {
			break
		}
		i += from
		end := bytes.Index(body[i:min(len(body), i+maxXMP)], []byte("</x:xmpmeta>"))
		if end < 0 {
			break
		}
		s.readXMP(body[i : i+end+len("</x:xmpmeta>")])
		from = i + end
	}
	s.pages = pageCount(body)
}

func pageCount(body []byte) int {
	if m := linearized.FindSubmatch(head(body, 2048)); m != nil {
		n, _ := strconv.Atoi(string(m[1]))
		return n
	}
	// The root of the page tree counts all its leaves.
	most, from := 0, 0
	for {
		i := bytes.Index(body[from:], []byte("/Pages"))
		if i < 0 {
			return most
		}
		i += from
		from = i + len("/Pages")
		if !bytes.HasSuffix(bytes.TrimRight(body[max(0, i-12):i], " \r\n"), []byte("/Type")) {
			continue
		}
		around := body[max(0, i-400):min(len(body), i+400)]
		at := i - max(0, i-400)
		start := max(0, bytes.LastIndex(around[:at], []byte("<<")))
		end := len(around)
		if j := bytes.Index(around[at:], []byte(">>")); j >= 0 {
			end = at + j
		}
		if j := bytes.Index(around[start:end], []byte("/Count")); j >= 0 {
			digits := bytes.TrimLeft(around[start+j+len("/Count"):end], " \r\n")
			n := 0
			for n < len(digits) && n < 7 && digits[n] >= '0' && digits[n] <= '9' {
				n++
			}
			count, _ := strconv.Atoi(string(digits[:n]))
			most = max(most, count)
		}
	}
}

// readXMP keeps dc:title, dc:creator, dc:language and the DOI of a packet.
func (s *source) readXMP(packet []byte) {
	d := xml.NewDecoder(bytes.NewReader(packet))
	d.Strict = false
	var path []string
	for {
		t, err := d.Token()
		if err != nil {
			return
		}
		switch t := t.(type) {
		case xml.StartElement:
			if path = append(path, local(t.Name)); len(path) > 64 {
				return
			}
			for _, a := range t.Attr {
				s.keepXMP(local(a.Name), a.Value)
			}
		case xml.EndElement:
			if len(path) > 0 {
				path = path[:len(path)-1]
			}
		case xml.CharData:
			for i := len(path) - 1; i >= max(0, len(path)-3); i-- {
				if s.keepXMP(path[i], string(t)) {
					break
				}
			}
		}
	}
}

// local returns the name of an element with the prefix of a namespace that we read.
func local(n xml.Name) string {
	switch {
	case strings.HasSuffix(n.Space, "purl.org/dc/elements/1.1/") || n.Space == "dc":
		return "dc:" + n.Local
	case strings.Contains(n.Space, "prismstandard.org") || n.Space == "prism":
		return "prism:" + n.Local
	case strings.Contains(n.Space, "pdfx") || n.Space == "pdfx":
		return "pdfx:" + n.Local
	}
	return n.Local
}

// keepXMP keeps the value of a property, and reports whether it is one of those that are read.
func (s *source) keepXMP(name, value string) bool {
	switch name {
	case "dc:title":
		if v := clean(value); s.xmpTitle == "" && !templateTitle(v) {
			s.xmpTitle = v
		}
	case "dc:creator":
		if len(s.xmpCreators) < maxAuthors {
			s.xmpCreators = appendNew(s.xmpCreators, clean(value))
		}
	case "dc:language":
		s.lang = first(s.lang, clean(value))
	case "prism:publicationDate", "prism:coverDate":
		s.xmpDates = append(s.xmpDates[:min(len(s.xmpDates), 4)], clean(value))
	case "prism:doi", "pdfx:doi", "dc:identifier":
		if doiForm.MatchString(value) {
			s.xmpDOI = first(s.xmpDOI, clean(value))
		}
	default:
		return false
	}
	return true
}

// fileName is what programs call a document that nobody gave a title: the name of its file, of its
// template, or what a typesetter's system counts it by.
var fileName = match.NewPattern(`(?i)^(?:\(?microsoft (?:word|powerpoint|excel) - .*|untitled.*|ohne titel.*|sans titre.*|title|titel|` +
	`(?:slide|folie|page|seite|layout|document|dokument|documento|book|sheet|mappe|presentation|präsentation)[ -]?\d*|` +
	`powerpoint[ -](?:presentation|präsentation)|présentation powerpoint|presentación de powerpoint|presentazione standard di powerpoint|` +
	`(?:doi:? ?)?10\.\d{4,9}/\S+|pii:? ?\S+|\S+ \d+\.\.\d+|` +
	`.*\.(?:indd|docx?|pptx?|xlsx?|tex|dvi|qxd|pdf|ai|fm|rtf|odt|p65|pmd|wpd|eps|ps|html?))$`)

// templateTitle reports whether a title is that of a template or the name of a file.
func templateTitle(t string) bool {
	return t == "" || fileName.MatchString(t) || !strings.Contains(t, " ") && strings.ContainsAny(t, "_/\\")
}
