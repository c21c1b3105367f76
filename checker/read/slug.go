package read

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// finishAnchors collects what fragment links may name: identifiers of elements, headings and notes.
func (m *reader) finishAnchors() {
	seen := make([]map[string]int, len(slugs))
	for i := range seen {
		seen[i] = map[string]int{}
	}
	for _, b := range m.doc.Body {
		if m.page != nil {
			break // a heading is named by its id alone
		}
		last := byte(0)
		for _, r := range b.Runs {
			if r.Text != "" {
				last = r.Text[len(r.Text)-1]
			}
		}
		text := ""
		if last == '}' {
			text = b.Text()
			if id := attributeID.FindStringSubmatch(text); id != nil {
				m.anchor(id[1])
				text = strings.TrimSpace(text[:len(text)-len(id[0])])
			}
		}
		if b.Kind != checker.Heading {
			continue
		}
		if text == "" {
			text = b.Text()
		}
		for i, slug := range slugs {
			id := slug(text)
			if id == "" {
				continue
			}
			n := seen[i][id]
			seen[i][id]++
			if n > 0 {
				m.anchor(id + "-" + strconv.Itoa(n))
				m.anchor(id + "_" + strconv.Itoa(n)) // Python-Markdown
			} else {
				m.anchor(id)
			}
		}
	}
	if m.page == nil {
		m.siteAnchors()
	}
	for _, n := range m.doc.Notes {
		if m.page != nil || n.Label == "" || n.Span.IsZero() {
			continue
		}
		m.anchor(n.Label)
		if len(m.fragments) == 0 {
			continue
		}
		for _, prefix := range notePrefixes {
			if id := prefix + n.Label; m.fragments[id] {
				m.anchor(id)
			}
		}
	}
	m.doc.Anchors = make([]string, 0, len(m.ids))
	for id := range m.ids {
		m.doc.Anchors = append(m.doc.Anchors, id)
	}
	slices.Sort(m.doc.Anchors)
}

// attributeID is the identifier that a heading or paragraph is given: {#id}, {#id .class}.
var attributeID = match.NewPattern(`\{:?\s*#([^\s{}]+)[^{}]*\}\s*$`)

// slugs are the ways in which a heading's text becomes its identifier.
var slugs = []func(string) string{githubSlug, gitlabSlug, pandocSlug, kramdownSlug, pythonSlug}

// githubSlug: lower case; letters, digits, '-' and '_' stay, blanks become '-', the rest goes.
// Docusaurus does the same (both use github-slugger).
func githubSlug(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r), r == '-', r == '_':
			return r
		case r == ' ':
			return '-'
		}
		return -1
	}, strings.ToLower(strings.TrimSpace(s)))
}

// gitlabSlug: as GitHub's, but runs of '-' are one.
func gitlabSlug(s string) string { return oneHyphen(githubSlug(s)) }

func oneHyphen(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if s[i] != '-' || i == 0 || s[i-1] != '-' {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// pandocSlug: what stands before the first letter goes; '.' stays too (pandoc manual, "Extension:
// auto_identifiers").
func pandocSlug(s string) string {
	s = strings.TrimLeftFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) })
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r), r == '-', r == '_', r == '.', unicode.IsSpace(r):
			return r
		}
		return -1
	}, s)
	if s = strings.Join(strings.Fields(s), "-"); s == "" {
		return "section"
	}
	return s
}

// kramdownSlug: ASCII letters, digits, blanks and '-' stay; what stands before the first letter
// goes; blanks become '-' one by one.
func kramdownSlug(s string) string {
	s = strings.TrimLeftFunc(s, func(r rune) bool { return r >= 0x80 || !isAlpha(byte(r)) })
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= 0x80:
			return -1
		case isAlnum(byte(r)), r == '-':
			return r
		case r == ' ':
			return '-'
		}
		return -1
	}, strings.ToLower(s))
	if s == "" {
		return "section"
	}
	return s
}

// pythonSlug: letters lose their accents; word characters and '-' stay, what is not ASCII goes, runs
// of blanks and '-' are one '-' (the toc extension of Python-Markdown).
func pythonSlug(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= 0x80 {
			r = plainLetters[r]
		}
		switch {
		case r == 0:
			return -1
		case isAlnum(byte(r)), r == '-', r == '_', r == ' ':
			return r
		}
		return -1
	}, strings.ToLower(s))
	return oneHyphen(strings.ReplaceAll(strings.TrimSpace(s), " ", "-"))
}

// plainLetters are the Latin letters that Unicode decomposes, and what is left of them.
var plainLetters = func() map[rune]rune {
	m := map[rune]rune{}
	for set := range strings.FieldsSeq("aàáâãäåāăąǎ cçćĉċč dď eèéêëēĕėęě gĝğġģǧ hĥ iìíîïĩīĭįǐ jĵ kķ lĺļľ nñńņňǹ oòóôõöōŏőǒơ rŕŗř sśŝşšș tţťț uùúûüũūŭůűųǔư wŵ yýÿŷ zźżž") {
		for _, r := range set[1:] {
			m[r] = rune(set[0])
		}
	}
	return m
}()

// notePrefixes are what renderers put before a note's label to name the note or its first marker;
// such names count only where a link uses them.
var notePrefixes = []string{"fn", "fn:", "fn-", "user-content-fn-", "fnref", "fnref:", "fnref-", "user-content-fnref-"}
