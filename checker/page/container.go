package page

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// answerContainers compares each cited container or publisher with what the page says of its site:
// the site's name, publisher, journal, the end of the title and the host. It is a match if one names
// the other, in full, in part or by its initials, and weak if they share a word or the name stands in
// the text only. It is a mismatch only if the page states a name in the same script.
func (s *source) answerContainers(asked []string) []checker.Answer {
	if len(asked) == 0 {
		return nil
	}
	stated := s.namesOfSite()
	out := make([]checker.Answer, len(asked))
	for i, name := range asked {
		out[i] = s.answerContainer(name, stated)
	}
	return out
}

func (s *source) answerContainer(name string, stated []string) checker.Answer {
	a := checker.Answer{Asked: name, Answer: checker.AnswerCannotTell}
	cited := newLabel(name)
	if len(cited.letters) == 0 {
		return a
	}
	weak, other := "", ""
	for _, st := range stated {
		l := newLabel(st)
		switch {
		case cited.names(l):
			a.Answer, a.Found = checker.AnswerMatch, st
			return a
		case weak == "" && cited.shares(l):
			weak = st
		case other == "" && cited.han == l.han && cited.latin == l.latin && len(l.letters) > 0:
			other = st
		}
	}
	if host := s.hostNames(cited); host != "" {
		a.Answer, a.Found = checker.AnswerMatch, host
		return a
	}
	switch {
	case weak != "":
		a.Answer, a.Found = checker.AnswerWeak, weak
	case match.Has(s.bones, match.Skeleton(name)):
		a.Answer, a.Found = checker.AnswerWeak, clean(name)
	case s.words == 0:
	case other != "":
		a.Answer, a.Found = checker.AnswerMismatch, other
	case len(stated) == 0 && cited.latin:
		a.Answer = checker.AnswerMissing
	}
	return a
}

// namesOfSite returns all that the page says its site, its journal and its publisher are called, the
// first stretch of its title only if it is the site's name elsewhere.
func (s *source) namesOfSite() []string {
	names := slices.Clone(s.sites)
	if n := s.main; n != nil {
		names = append(names, s.ldNames(n.fields["publisher"], 0)...)
		names = append(names, s.ldNames(n.fields["isPartOf"], 0)...)
	}
	for _, n := range s.ld {
		if n.is("Organization", "NewsMediaOrganization", "GovernmentOrganization", "EducationalOrganization", "Periodical", "WebSite") && !n.aside {
			names = append(names, n.text("name"), n.text("alternateName"))
		}
	}
	names = append(names, s.metas2("citation_journal_title", "citation_journal_abbrev", "citation_conference_title", "citation_publisher", "citation_technical_report_institution",
		"prism.publicationname", "dc.publisher", "dcterms.publisher", "dc.source", "publisher", "copyright")...)
	if parts := match.Stretches(s.title); len(parts) > 1 {
		names = append(names, parts[1:]...)
	}
	var out []string
	for _, name := range names {
		if name = clean(name); match.Letters(name) != "" && len(out) < maxNames {
			out = appendNew(out, name)
		}
	}
	return out
}

// hostNames returns the host if one of its labels is the name, its words run together or its initials,
// or is a word of it.
func (s *source) hostNames(cited label) string {
	host := strings.TrimPrefix(s.url.Hostname(), "www.")
	if cited.whole == match.Plain(match.Letters(host)) {
		return clean(host)
	}
	labels := strings.Split(host, ".")
	if len(labels) > 1 {
		labels = labels[:len(labels)-1]
	}
	for _, part := range labels {
		l := match.Plain(match.Letters(part))
		if len(l) < 2 {
			continue
		}
		if l == cited.whole || near(l, cited.whole) || l == cited.initials || slices.Contains(cited.words, l) && len(l) >= 4 {
			return clean(host)
		}
		// sundpost for The Sund Post Weekly: words of the name, run together.
		if rest := l; len(cited.words) > 1 && len(l) >= 6 {
			for _, w := range cited.words {
				if len(w) >= 3 {
					rest = strings.Replace(rest, w, "", 1)
				}
			}
			if len(rest) <= 2 {
				return clean(host)
			}
		}
	}
	return ""
}

// A label is the name of a site or a publisher as it is compared.
type label struct {
	letters, whole string   // both without diacritics, whole without articles, too
	words          []string // those that say something
	initials       string
	han, latin     bool
}

// emptyLabels say nothing of whose site it is.
var emptyLabels = set(
	"the", "and", "for", "of", "der", "die", "das", "und", "für", "le", "la", "les", "des", "du", "et", "pour", "el", "los", "las", "del", "de", "y", "il", "gli", "della", "di", "e", "o", "os", "da", "do", "van", "het", "en",
	"inc", "ltd", "llc", "gmbh", "co", "com", "org", "net", "www", "news", "online", "home", "website", "official", "blog", "page", "press", "journal", "magazine", "daily", "times", "university", "institute", "ministry", "national", "international",
)

func newLabel(s string) label {
	l := label{letters: match.Plain(match.Letters(s))}
	var whole, initials strings.Builder
	for _, w := range strings.Fields(match.Plain(match.Skeleton(s))) {
		r, _ := utf8.DecodeRuneInString(w)
		l.han = l.han || match.IsCJK(r) || unicode.Is(unicode.Hangul, r)
		l.latin = l.latin || unicode.Is(unicode.Latin, r)
		if w == "the" || w == "www" || w == "com" {
			continue
		}
		whole.WriteString(w)
		if w == "of" || w == "and" || w == "for" || w == "de" || w == "der" || w == "des" || w == "du" || w == "la" || w == "für" || w == "und" || w == "et" {
			continue
		}
		initials.WriteRune(r)
		if !emptyLabels[w] {
			l.words = append(l.words, w)
		}
	}
	l.whole, l.initials = whole.String(), initials.String()
	if utf8.RuneCountInString(l.initials) < 2 {
		l.initials = ""
	}
	return l
}

// names reports whether one of two names is the other, a part of it in whole words, or its initials.
func (l label) names(m label) bool {
	if l.whole == "" || m.whole == "" {
		return false
	}
	switch {
	case l.whole == m.whole, near(l.whole, m.whole), l.whole == m.initials, m.whole == l.initials:
		return true
	case len(l.words) == 0 || len(m.words) == 0:
		return false
	case l.han && m.han:
		return utf8.RuneCountInString(l.letters) >= 3 && strings.Contains(m.letters, l.letters) || utf8.RuneCountInString(m.letters) >= 3 && strings.Contains(l.letters, m.letters)
	}
	return holdsAll(l.words, m.words) || holdsAll(m.words, l.words)
}

func holdsAll(all, words []string) bool {
	for _, w := range words {
		if !slices.Contains(all, w) {
			return false
		}
	}
	return true
}

// shares reports whether two names share a word of three letters, or for Han two characters beside
// each other.
func (l label) shares(m label) bool {
	if r := []rune(l.letters); l.han && m.han {
		for i := 0; i+1 < len(r); i++ {
			if strings.Contains(m.letters, string(r[i:i+2])) {
				return true
			}
		}
	}
	for _, w := range l.words {
		if utf8.RuneCountInString(w) >= 3 && slices.Contains(m.words, w) {
			return true
		}
	}
	return false
}
