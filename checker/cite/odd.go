package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// odd reports whether the value of a field does not look like one of its kind.
func (r *reading) odd(f checker.CitationField) bool {
	switch f {
	case checker.AuthorsField, checker.EditorsField, checker.TranslatorsField:
		return oddNames(*namesField(&r.Citation, f))
	case checker.TitleField:
		return oddTitle(r.Title) || r.doubt > 0 && len(r.rest) > 0 && isPersonal(r.Title)
	case checker.ContainerField:
		return oddWords(r.Container)
	case checker.PublisherField:
		return oddWords(r.Publisher) || r.Place == "" && cities[strings.ToLower(r.Publisher)]
	case checker.PlaceField:
		return oddWords(r.Place) || len(strings.Fields(r.Place)) > 3
	case checker.DateField:
		return r.bareDate()
	}
	return false
}

// oddNames reports whether a list holds what is neither a person, an organisation nor "et al.".
func oddNames(list []checker.Name) bool {
	for _, n := range list {
		switch words := strings.Fields(n.Literal); {
		case isOthers(n), isOrganisation(words):
		case n.Literal == "" && (n.Given == "") != (list[0].Given == ""):
			return true // half of a name may be lost, or be a name of its own
		case len(words) > 1 && script(n.Literal) == "Latn", strings.Contains(n.Literal, ". "):
			return true
		}
	}
	return false
}

// oddTitle reports whether a title begins like the end of a list or holds a mark that should have
// ended it.
func oddTitle(s string) bool {
	first, _, _ := strings.Cut(s, " ")
	switch first {
	case "and", "und", "et", "y", "e", "&":
		return true
	}
	return strings.Count(s, "“") != strings.Count(s, "”") || strings.Count(s, "«") != strings.Count(s, "»") || strings.Count(s, "\"")%2 != 0
}

// isPersonal reports whether s could be a person's name.
func isPersonal(s string) bool {
	words := strings.Fields(s)
	return len(words) > 1 && len(words) < 5 && personal(words) && !isOrganisation(words)
}

// oddWords reports whether s does not look like a name of a thing or place: it begins in lower case
// or with a figure and is neither an address nor a day without year, or a quotation mark stands in it.
func oddWords(s string) bool {
	if s == "" || isHost(s) || isDay(s) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(first) || unicode.IsDigit(first) || strings.ContainsAny(s, "“”«»\"")
}

// isDay reports whether s is a day whose year has two figures or is not there: on 3 May ’24. Its
// figures are read as a page, which a rule about incomplete dates counts on.
func isDay(s string) bool {
	s = strings.TrimRight(s, " ’'")
	hits := match.Dates(s + " 2000")
	return len(hits) == 1 && hits[0].End == len(s)+len(" 2000") && len(hits[0].EDTF) == len("2000-01-01")
}

// isHost reports whether s has the shape of a host, as portnews.example, or of an address there.
func isHost(s string) bool {
	if _, host, ok := strings.Cut(s, "@"); ok {
		s = host
	}
	labels := strings.Split(s, ".")
	for _, l := range labels {
		if l == "" || strings.IndexFunc(l, func(r rune) bool { return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) >= 0 {
			return false
		}
	}
	return len(labels) > 1 && len(labels[len(labels)-1]) > 1 && strings.IndexFunc(labels[len(labels)-1], unicode.IsDigit) < 0
}

// bareDate reports whether the date is a year, or two, that might as well be a page: nothing but
// names and a title goes with it.
func (r *reading) bareDate() bool {
	if r.Date.Text == "" || strings.IndexFunc(r.Date.Text, unicode.IsLetter) >= 0 || len(r.Date.EDTF) > len("2006/2007") {
		return false
	}
	if y := r.Date.Year(); len(r.Date.EDTF) == 4 && y >= 1500 && y < 2100 {
		return false
	}
	return r.Container == "" && r.Publisher == "" && r.Place == "" && r.Locator == "" && r.Edition == "" && r.Number == ""
}
