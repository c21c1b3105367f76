package page

import (
	"bytes"
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/citelint/citelint/checker/match"
)

// maxXMP bounds the metadata that is read of a PDF.
const maxXMP = 256 << 10

var linearized = match.NewPattern(`/Linearized\b[^>]{0,300}?/N\s+(\d{1,6})`)

// readPDF reads what can be read of a PDF without rendering it: the XMP packet (ISO 16684-1), which
// is kept uncompressed so that programs find it, and the number of pages.
func (s *source) readPDF() {
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
	case "prism:doi", "pdfx:doi", "dc:identifier":
		if doiForm.MatchString(value) {
			s.xmpDOI = first(s.xmpDOI, clean(value))
		}
	default:
		return false
	}
	return true
}

var fileName = match.NewPattern(`(?i)^(?:microsoft (?:word|powerpoint|excel) - .*|untitled.*|slide ?1|title|document\d*|dokument\d*|.*\.(?:indd|docx?|pptx?|xlsx?|tex|qxd|pdf|ai|fm|rtf|odt))$`)

// templateTitle reports whether a title is that of a template or the name of a file.
func templateTitle(t string) bool { return t == "" || fileName.MatchString(t) }
