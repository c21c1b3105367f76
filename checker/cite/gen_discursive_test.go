package cite_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/citelint/citelint/checker"
)

// discursiveFields are the fields by the letters of testdata/cite/discursive-en.txt.
var discursiveFields = map[string]string{
	"s": "signal", "a": "authors", "e": "editors", "r": "translators", "t": "title", "q": "parallelTitle", "c": "container", "p": "publisher", "l": "place",
	"n": "edition", "v": "volume", "i": "issue", "#": "number", "d": "date", "x": "accessed", "g": "pages", "k": "locator", "y": "type", "?": "either",
	"o": "originalDate", "D": "doi", "A": "archived", "X": "arxiv",
}

var discursiveKinds = map[byte]checker.CitationKind{'a': checker.SeeAlso, 'i': checker.Ibid, 's': checker.Short, 'n': checker.Supra}

// discursive makes a document of every second line of a file of discursive notes, whose name begins
// with the language: en-us.
func discursive(t testing.TB, name string, half int) *genDoc {
	t.Helper()
	lang, _, _ := strings.Cut(name, "-")
	data, err := os.ReadFile("../../testdata/cite/discursive-" + name + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(data), "\n\n")
	return noteLines(t, "discursive-"+name, lang, body, half)
}

// noteLines makes a document of every second line of the body.
func noteLines(t testing.TB, style, lang, body string, half int) *genDoc {
	t.Helper()
	g := &genDoc{style: style, noise: "discursive", lang: lang, form: "references"}
	if prose[lang] == nil {
		lang = "en"
	}
	var out []byte
	var lines []string
	for k, line := range strings.Split(strings.TrimSpace(body), "\n") {
		if k%2 != half {
			continue
		}
		lines = append(lines, line)
		out = append(out, prose[lang][k%len(prose[lang])]+"[^"+strconv.Itoa(k+1)+"]\n\n"...)
	}
	for k, line := range lines {
		number := 2*k + half + 1
		out = append(out, "[^"+strconv.Itoa(number)+"]: "...)
		n := &noteTruth{number: number, start: len(out)}
		last := ""
		for _, part := range strings.Split(line, "|") {
			c := &truth{kind: checker.Full, number: number, style: g.style, noise: g.noise, start: len(out)}
			out = append(out, c.segment(t, part)...)
			c.end = len(out)
			for c.end > c.start && (out[c.end-1] == ' ' || out[c.end-1] == ';') {
				c.end--
			}
			if c.fields["signal"] == "" && c.kind != checker.CommentOn && last != "" {
				c.fields["signal"] = last
				if strings.HasSuffix(strings.ToLower(last), "also") && c.kind.IsFull() {
					c.kind = checker.SeeAlso
				}
			}
			if s := strings.ToLower(c.fields["signal"]); c.kind == checker.Full && (s == "see also" || s == "see further" || s == "siehe auch" || s == "另见") {
				c.kind = checker.SeeAlso
			}
			last = ""
			if tail := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(part), "and")); strings.HasSuffix(tail, ";") || strings.HasSuffix(tail, "；") {
				if last = c.fields["signal"]; nests(last) || strings.HasPrefix(last, "reprinted") || strings.HasPrefix(last, "printed") {
					last = ""
				}
			}
			n.cites = append(n.cites, c)
		}
		n.end = len(out)
		out = append(out, "\n\n"...)
		g.notes = append(g.notes, n)
	}
	g.source = out
	return g
}

// segment reads one part of a line into the truth and returns its text.
func (c *truth) segment(t testing.TB, part string) string {
	var b strings.Builder
	var pieces []piece
	people := map[string]int{}
	if rest, ok := strings.CutPrefix(part, "~"); ok {
		c.kind, part = checker.CommentOn, rest
	}
	if k := strings.IndexByte(part, '@'); k >= 0 && k+1 < len(part) && discursiveKinds[part[k+1]] != "" {
		c.kind = discursiveKinds[part[k+1]]
		part = part[:k] + part[k+2:]
	}
	for part != "" {
		k := strings.IndexByte(part, '{')
		if k < 0 {
			b.WriteString(part)
			break
		}
		b.WriteString(part[:k])
		end := strings.IndexByte(part, '}')
		if end < k {
			t.Fatalf("no closing bracket in %q", part)
		}
		code, text, _ := strings.Cut(part[k+1:end], " ")
		part = part[end+1:]
		code, unprinted := strings.CutPrefix(code, "=")
		field := discursiveFields[code]
		if field == "" {
			t.Fatalf("%q is no field", code)
		}
		value := ""
		if field == "date" || field == "accessed" {
			text, value, _ = strings.Cut(text, "=")
		}
		switch field {
		case "authors", "editors", "translators":
			key := field + "." + strconv.Itoa(people[field])
			people[field]++
			pieces = append(pieces, nameParts(key, text)...)
			text = strings.ReplaceAll(text, "^", "")
		case "either":
			c.either = append(c.either, text)
		case "signal":
			pieces = append(pieces, piece{text: strings.TrimRight(text, ","), field: field})
		default:
			pieces = append(pieces, piece{text: text, field: field, value: value})
		}
		if !unprinted {
			b.WriteString(text)
		}
	}
	text := b.String()
	if k := strings.Index(text, "https://"); k >= 0 {
		stops := " ,;，。（）"
		if strings.HasSuffix(text[:k], "](") {
			stops = ")"
		}
		end := strings.IndexAny(text[k:]+" ", stops)
		pieces = append(pieces, piece{text: strings.TrimRight(text[k:k+end], "."), field: "link"})
	}
	if strings.Contains(text, "doi:") || strings.Contains(text, "arXiv:") {
		pieces = append(pieces, piece{text: "*", field: "link"})
	}
	if k := strings.Index(text, "doi.org/"); k >= 0 {
		end := strings.IndexAny(text[k:]+" ", " ,")
		pieces = append(pieces, piece{text: strings.TrimRight(text[k+len("doi.org/"):k+end], "."), field: "doi"})
	}
	c.fields = fieldsOf(pieces)
	return text
}

// nameParts parts a name at '^', which stands before the family name, and behind it if the given
// names follow.
func nameParts(key, text string) []piece {
	parts := strings.Split(text, "^")
	trim := func(s string) string { return strings.Trim(s, ", ") }
	switch len(parts) {
	case 1:
		return []piece{{text: text, field: key + ".literal"}}
	case 2:
		if trim(parts[0]) == "" {
			return []piece{{text: trim(parts[1]), field: key + ".family"}}
		}
		return []piece{{text: trim(parts[0]), field: key + ".given"}, {text: trim(parts[1]), field: key + ".family"}}
	}
	return []piece{{text: strings.Trim(parts[1], ", "), field: key + ".family"}, {text: trim(parts[2]), field: key + ".given"}}
}
