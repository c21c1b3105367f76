package page

import (
	"bytes"
	"strings"

	"github.com/citelint/citelint/checker"
)

// kindOf returns the media type of an answer, without parameters and in lower case: as declared,
// unless it is absent, malformed, generic, or contradicted by the first bytes.
func kindOf(r checker.Response) string {
	declared := ""
	if v := r.Header["Content-Type"]; len(v) > 0 {
		declared = mediaType(v[0])
	}
	sniffed := sniff(r.Body)
	switch {
	case sniffed == "application/pdf", sniffed == "application/zip" && (isHTML(declared) || isText(declared)):
		return sniffed
	case declared == "" || declared == "application/octet-stream" || declared == "binary/octet-stream" || declared == "unknown/unknown" || declared == "application/x-unknown-content-type":
		if sniffed == "" {
			return declared
		}
		return sniffed
	case sniffed == "text/html" && (declared == "text/plain" || declared == "application/pdf" || strings.HasSuffix(declared, "xml")):
		return declaredXHTML(declared, r.Body)
	}
	return declared
}

// declaredXHTML decides between a declared type and HTML that the first bytes show.
func declaredXHTML(declared string, body []byte) string {
	if declared == "text/plain" && !bytes.Contains(lower(head(body, 512)), []byte("<html")) {
		return declared
	}
	if declared == "application/xhtml+xml" {
		return declared
	}
	return "text/html"
}

// mediaType returns the media type in a Content-Type header, empty if it has none that is well
// formed. Parameters may be as broken as they like.
func mediaType(header string) string {
	t, _, _ := strings.Cut(header, ";")
	t, _, _ = strings.Cut(t, ",")
	t = strings.ToLower(strings.TrimSpace(t))
	typ, sub, ok := strings.Cut(t, "/")
	if !ok || !isToken(typ) || !isToken(sub) {
		return ""
	}
	return t
}

// isToken reports whether s is a token of RFC 9110, section 5.6.2.
func isToken(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c <= ' ' || c >= 0x7F || strings.IndexByte(`"(),/:;<=>?@[\]{}`, c) >= 0 {
			return false
		}
	}
	return s != ""
}

// The magic numbers that tell a type apart, after the WHATWG's MIME Sniffing standard.
var magic = []struct{ prefix, kind string }{
	{"%PDF-", "application/pdf"},
	{"PK\x03\x04", "application/zip"},
	{"\x89PNG\r\n\x1a\n", "image/png"},
	{"\xff\xd8\xff", "image/jpeg"},
	{"GIF87a", "image/gif"},
	{"GIF89a", "image/gif"},
	{"\x1f\x8b\x08", "application/gzip"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"},
	{"{\\rtf", "application/rtf"},
}

// The tags that begin an HTML document, by the same standard.
var htmlBeginnings = []string{
	"<!doctype html", "<html", "<head", "<script", "<iframe", "<h1", "<div", "<font", "<table",
	"<a ", "<style", "<title", "<b>", "<body", "<br", "<p>", "<p ", "<!--", "<meta", "<!doctype", "<link",
}

// sniff returns the media type that the first 512 bytes show, empty if they show none.
func sniff(body []byte) string {
	b := head(body, 512)
	for _, m := range magic {
		if bytes.HasPrefix(b, []byte(m.prefix)) {
			return m.kind
		}
	}
	if i := bytes.Index(b, []byte("%PDF-")); i >= 0 && !bytes.Contains(b[:i], []byte("<")) {
		return "application/pdf" // readers allow the header anywhere in the first kilobyte
	}
	text := lower(bytes.ReplaceAll(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), []byte{0}, nil))
	text = bytes.TrimPrefix(bytes.TrimPrefix(text, []byte("\xff\xfe")), []byte("\xfe\xff"))
	text = bytes.TrimLeft(text, " \t\r\n\f")
	for _, tag := range htmlBeginnings {
		if bytes.HasPrefix(text, []byte(tag)) {
			return "text/html"
		}
	}
	switch {
	case bytes.HasPrefix(text, []byte("<?xml")):
		if bytes.Contains(text, []byte("<html")) {
			return "application/xhtml+xml"
		}
		return "application/xml"
	case len(text) == 0:
		return ""
	case bytes.IndexByte(b, 0) < 0:
		return "text/plain"
	}
	return "application/octet-stream"
}

func isHTML(kind string) bool {
	return kind == "text/html" || kind == "application/xhtml+xml"
}

func isText(kind string) bool {
	return strings.HasPrefix(kind, "text/") || kind == "application/json" || kind == "application/xml" ||
		strings.HasSuffix(kind, "+json") || strings.HasSuffix(kind, "+xml")
}

func head(b []byte, n int) []byte { return b[:min(n, len(b))] }

// lower returns b with its ASCII letters in lower case.
func lower(b []byte) []byte {
	out := make([]byte, len(b))
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		out[i] = c
	}
	return out
}
