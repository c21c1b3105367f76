package page

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/citelint/citelint/checker/match"
)

// decode returns the body as UTF-8. In this order it believes a byte order mark, the charset of
// the Content-Type header, the body's own meta element or XML declaration, valid UTF-8, a guess
// from the bytes that is at least half sure, and windows-1252.
func decode(body []byte, contentType string) string {
	if s, ok := bytes.CutPrefix(body, []byte("\xef\xbb\xbf")); ok {
		return string(s)
	}
	enc := encodingOf(body, contentType)
	if enc == nil {
		return string(body)
	}
	out, err := enc.NewDecoder().Bytes(body)
	if err != nil && len(out) == 0 {
		return string(body)
	}
	return string(out)
}

// encodingOf returns the encoding of a body; nil is UTF-8.
func encodingOf(body []byte, contentType string) encoding.Encoding {
	if e := wide(body); e != nil {
		return e
	}
	valid := utf8.Valid(body[:len(body)-cutRune(body)])
	for _, label := range []string{charsetParam(contentType), charsetIn(head(body, 4096))} {
		e, name := charset.Lookup(label)
		switch {
		case e == nil:
		case name == "utf-8":
			// A page that says UTF-8 and is not is guessed below: a browser would show its
			// every letter as U+FFFD, and no title would be found.
			if valid || mostlyUTF8(body) {
				return nil
			}
		case strings.HasPrefix(name, "utf-16"):
			// Without NUL bytes it is none.
			if valid {
				return nil
			}
		default:
			return e
		}
	}
	if valid {
		return nil
	}
	return guess(body)
}

// wide recognises UTF-16 by its byte order mark, or by the NUL bytes of ASCII characters.
func wide(body []byte) encoding.Encoding {
	le := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	be := unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	switch {
	case bytes.HasPrefix(body, []byte{0xFF, 0xFE}):
		return le
	case bytes.HasPrefix(body, []byte{0xFE, 0xFF}):
		return be
	}
	var nul [2]int
	sample := head(body, 512)
	for i, c := range sample {
		if c == 0 {
			nul[i%2]++
		}
	}
	switch quarter := len(sample) / 4; {
	case len(sample) < 4:
	case nul[1] > quarter && nul[0] < nul[1]/8:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case nul[0] > quarter && nul[1] < nul[0]/8:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}

// charsetParam returns the charset parameter of a Content-Type header, however broken the rest.
func charsetParam(contentType string) string {
	_, rest, ok := strings.Cut(strings.ToLower(contentType), "charset")
	if !ok {
		return ""
	}
	rest, ok = strings.CutPrefix(strings.TrimSpace(rest), "=")
	if !ok {
		return ""
	}
	rest = strings.TrimLeft(rest, " \"'")
	if i := strings.IndexAny(rest, " \"';,"); i >= 0 {
		rest = rest[:i]
	}
	return rest
}

var (
	metaCharset = match.NewPattern(`(?is)<meta\s[^>]{0,400}?charset\s*=\s*["']?\s*([a-z0-9_:.-]+)`)
	xmlEncoding = match.NewPattern(`(?i)^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([a-z0-9_:.-]+)`)
)

// charsetIn returns the charset that the first bytes of a body declare.
func charsetIn(b []byte) string {
	for _, re := range []*match.Pattern{metaCharset, xmlEncoding} {
		if m := re.FindSubmatch(b); m != nil {
			return string(m[1])
		}
	}
	return ""
}

// cutRune returns the length of a UTF-8 sequence that the end of b cuts short.
func cutRune(b []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(b); n++ {
		if c := b[len(b)-n]; utf8.RuneStart(c) {
			if !utf8.FullRune(b[len(b)-n:]) {
				return n
			}
			return 0
		}
	}
	return 0
}

// mostlyUTF8 reports whether b is UTF-8 with a few slips, such as a comment cut in half by a
// program that counts bytes.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			b = b[1:]
			continue
		}
		_, size := utf8.DecodeRune(b)
		if size == 1 {
			bad++
		} else {
			good++
		}
		b = b[size:]
	}
	return bad*10 < good
}

// guess asks the statistics of the bytes.
func guess(body []byte) encoding.Encoding {
	from := max(0, bytes.IndexFunc(body, func(r rune) bool { return r >= utf8.RuneSelf })-1024)
	if r, err := chardet.NewHtmlDetector().DetectBest(head(body[from:], 64<<10)); err == nil && r.Confidence >= 50 {
		if e, _ := charset.Lookup(r.Charset); e != nil {
			return e
		}
	}
	return charmap.Windows1252
}
