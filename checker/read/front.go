package read

import (
	"encoding/json"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// A head is what a document says about itself.
type head struct {
	title   string
	authors []string
	date    checker.Date
}

// fields are what a head states, by lower-case key, in order.
type fields map[string][]string

// frontMatter reads what stands before a document's text and returns where the text begins.
func (m *reader) frontMatter() (base int, h head) {
	if strings.HasPrefix(m.text, "\ufeff") {
		base = len("\ufeff")
	}
	s := m.text[base:]
	for _, read := range []func(string) (fields, int){yamlHead, tomlHead, jsonHead, percentHead, keyHead} {
		if f, n := read(s); n > 0 {
			return base + n, f.head()
		}
	}
	return base, h
}

func (f fields) first(keys ...string) string {
	for _, k := range keys {
		for _, v := range f[k] {
			if v != "" {
				return v
			}
		}
	}
	return ""
}

func (f fields) head() head {
	h := head{title: f.first("title"), date: stated(f.first("date", "published", "pubdate", "publishdate", "publish_date", "published_at", "date_published"))}
	for _, k := range []string{"author", "authors", "by", "byline", "creator"} {
		for _, v := range f[k] {
			if all, ok := names(v); ok {
				h.authors = append(h.authors, all...)
			} else if v != "" {
				h.authors = append(h.authors, v)
			}
		}
		if h.authors != nil {
			break
		}
	}
	return h
}

// stated returns the date that a field states.
func stated(s string) checker.Date {
	s = strings.TrimSpace(s)
	if s == "" {
		return checker.Date{}
	}
	day, _, _ := strings.Cut(s, "T")
	day, _, _ = strings.Cut(day, " ")
	if isISO(day) {
		return checker.Date{EDTF: day, Text: s}
	}
	for _, hit := range match.Dates(s) {
		if hit.EDTF != "" {
			return checker.Date{EDTF: hit.EDTF, Text: s[hit.Start:hit.End]}
		}
	}
	return checker.Date{}
}

// isISO reports whether s is a year, a month or a day as ISO 8601 writes it.
func isISO(s string) bool {
	if len(s) != 4 && len(s) != 7 && len(s) != 10 {
		return false
	}
	for i := range len(s) {
		if i == 4 || i == 7 {
			if s[i] != '-' {
				return false
			}
		} else if !isDigit(s[i]) {
			return false
		}
	}
	return (len(s) < 7 || s[5:7] >= "01" && s[5:7] <= "12") && (len(s) < 10 || s[8:] >= "01" && s[8:] <= "31")
}

// maxHead is how long a head may be, in bytes.
const maxHead = 1 << 16

// fenced returns the lines between a first line and the next line that is one of ends, and the
// length of all; zero if there is no such line.
func fenced(s, fence string, ends ...string) ([]string, int) {
	first, rest, ok := strings.Cut(s, "\n")
	if !ok || strings.TrimRight(first, " \t\r") != fence {
		return nil, 0
	}
	var lines []string
	at := len(first) + 1
	for rest != "" && at < maxHead {
		line, after, _ := strings.Cut(rest, "\n")
		at += len(line) + 1
		rest = after
		line = strings.TrimRight(line, " \t\r")
		for _, end := range ends {
			if line == end {
				return lines, min(at, len(s))
			}
		}
		lines = append(lines, line)
	}
	return nil, 0
}

// yamlHead reads the front matter between lines of "---": of YAML the little that titles, dates and
// authors need.
func yamlHead(s string) (fields, int) {
	lines, n := fenced(s, "---", "---", "...")
	if n == 0 {
		return nil, 0
	}
	f := fields{}
	key, scalar, seen := "", byte(0), false
	for _, line := range lines {
		text := strings.TrimSpace(line)
		indented := line != "" && isSpace(line[0])
		switch {
		case text == "" || text[0] == '#' && scalar == 0:
		case !indented && text[0] != '-':
			k, v, ok := strings.Cut(text, ":")
			if !ok || v != "" && v[0] != ' ' && v[0] != '\t' {
				if !seen {
					return nil, 0 // prose between two rules
				}
				continue
			}
			seen = true
			key, scalar = strings.ToLower(unquote(strings.TrimSpace(k))), 0
			if v = strings.TrimSpace(v); v == ">" || v == "|" || v == ">-" || v == "|-" {
				scalar = v[0]
				f[key] = []string{""}
			} else {
				f[key] = append(f[key], flow(v)...)
			}
		case scalar != 0:
			f[key][0] = strings.TrimSpace(f[key][0] + " " + text)
		case key == "":
		default: // an element of a list, or a field of one
			item, isItem := strings.CutPrefix(text, "-")
			item = strings.TrimSpace(item)
			if k, v, ok := strings.Cut(item, ": "); ok && !strings.HasPrefix(item, `"`) {
				if k = strings.ToLower(strings.TrimSpace(k)); k == "name" || k == "literal" {
					f[key] = append(f[key], flow(strings.TrimSpace(v))...)
				}
			} else if isItem {
				f[key] = append(f[key], flow(item)...)
			}
		}
	}
	return f, n
}

// flow reads one value, or a list in brackets.
func flow(v string) []string {
	if len(v) > 1 && v[0] == '[' && v[len(v)-1] == ']' {
		var all []string
		for _, e := range splitOutsideQuotes(v[1 : len(v)-1]) {
			all = append(all, unquote(strings.TrimSpace(e)))
		}
		return all
	}
	if len(v) > 0 && v[0] != '"' && v[0] != '\'' {
		v, _, _ = strings.Cut(v, " #")
	}
	return []string{unquote(strings.TrimSpace(v))}
}

func splitOutsideQuotes(s string) []string {
	var all []string
	quote, from := byte(0), 0
	for i := range len(s) {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == ',':
			all = append(all, s[from:i])
			from = i + 1
		}
	}
	return append(all, s[from:])
}

func unquote(s string) string {
	if len(s) < 2 || s[0] != s[len(s)-1] {
		return s
	}
	switch s[0] {
	case '"':
		return strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(s[1 : len(s)-1])
	case '\'':
		return strings.ReplaceAll(s[1:len(s)-1], "''", "'")
	}
	return s
}

// tomlHead reads the front matter between lines of "+++".
func tomlHead(s string) (fields, int) {
	lines, n := fenced(s, "+++", "+++")
	if n == 0 {
		return nil, 0
	}
	f := fields{}
	table := ""
	for _, line := range lines {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			table = strings.Trim(line, "[] ") + "."
			continue
		}
		k, v, ok := strings.Cut(line, "=")
		if !ok {
			continue
		}
		key := strings.ToLower(strings.TrimSpace(k))
		switch table + key {
		case "author.name", "authors.name", "params.author", "params.authors":
			key = "author"
		default:
			key = table + key
		}
		f[key] = append(f[key], flow(strings.TrimSpace(v))...)
	}
	return f, n
}

// jsonHead reads a JSON object at the head of the file, followed by a blank line.
func jsonHead(s string) (fields, int) {
	if !strings.HasPrefix(s, "{\n") && !strings.HasPrefix(s, "{\r\n") {
		return nil, 0
	}
	dec := json.NewDecoder(strings.NewReader(s[:min(len(s), maxHead)]))
	var object map[string]any
	if dec.Decode(&object) != nil {
		return nil, 0
	}
	f := fields{}
	for k, v := range object { // each key has values of its own: the order does not matter
		k = strings.ToLower(k)
		switch v := v.(type) {
		case string:
			f[k] = []string{v}
		case []any:
			for _, e := range v {
				if name, ok := e.(string); ok {
					f[k] = append(f[k], name)
				}
			}
		}
	}
	return f, int(dec.InputOffset())
}

// percentHead reads pandoc's title block: "% title", "% authors", "% date".
func percentHead(s string) (fields, int) {
	if !strings.HasPrefix(s, "% ") {
		return nil, 0
	}
	f := fields{}
	n := 0
	for _, key := range []string{"title", "author", "date"} {
		if !strings.HasPrefix(s[n:], "%") {
			break
		}
		value := ""
		for more := true; more; more = strings.HasPrefix(s[n:], " ") {
			line, _, _ := strings.Cut(s[n:], "\n")
			n = min(n+len(line)+1, len(s))
			value = strings.TrimSpace(value + " " + strings.TrimSpace(strings.TrimPrefix(line, "%")))
		}
		if key == "author" {
			for name := range strings.SplitSeq(value, ";") {
				f[key] = append(f[key], strings.TrimSpace(name))
			}
		} else {
			f[key] = []string{value}
		}
	}
	return f, n
}

// keyHead reads the head of MultiMarkdown: lines of "Key: value" up to a blank one.
func keyHead(s string) (fields, int) {
	key, _, ok := strings.Cut(s[:min(len(s), 40)], ":")
	if !ok {
		return nil, 0
	}
	switch strings.ToLower(key) {
	case "title", "author", "authors", "date", "subtitle", "base header level", "latex input", "latex config":
	default:
		return nil, 0
	}
	f := fields{}
	n := 0
	for n < len(s) && n < maxHead {
		line, _, _ := strings.Cut(s[n:], "\n")
		n = min(n+len(line)+1, len(s))
		text := strings.TrimSpace(line)
		if text == "" {
			return f, n
		}
		if isSpace(line[0]) && key != "" && len(f[key]) > 0 {
			f[key][0] += " " + text
			continue
		}
		k, v, ok := strings.Cut(text, ":")
		if !ok || strings.ContainsAny(k, ".!?*[") {
			return nil, 0
		}
		key = strings.ToLower(strings.TrimSpace(k))
		f[key] = append(f[key], strings.TrimSpace(v))
	}
	return f, n
}
