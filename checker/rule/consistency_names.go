package rule

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var consistencyAuthorSpelling = &checker.Rule{
	ID:       "consistency/author-spelling",
	Severity: checker.Warning,
	Masks:    []checker.Mask{{Rules: []string{"match/author"}, Scope: checker.OnCitation}},
	Doc: doc("One author under two spellings",
		"Two notes cite one source and spell its author differently. Whoever searches for the name finds half of the work.",
		"The dues rose.[^1] A pact was signed.[^2]\n\n[^1]: Tomas Hellberg, [“Port Dues Rise Again”](https://portnews.example/2024/dues), Port News, 3 May 2024.\n\n[^2]: Tomas Helberg, [“Port Dues Rise Again”](https://portnews.example/2024/dues), Port News, 3 May 2024.",
		"Look at the source and write the name as it stands there.",
		"for diacritics, hyphens, particles and initials, for names of fewer than five letters, and for names that the configuration takes for one."),
	Check: func(p *checker.Pass) {
		all := sources(p)
		for i, s := range all {
			if key := workKey(s); key != "" {
				all[i].keys = append(all[i].keys, key)
			}
		}
		spelt := sync.OnceValue(func() map[string]int { return spellings(all) })
		reported := map[*checker.Citation]bool{}
		eachLater(all, func(later sourced, before []sourced) {
			b := later.Citation
			for _, earlier := range before {
				a := earlier.Citation
				if sameSource(earlier, later) == "" && (workKey(earlier) == "" || workKey(earlier) != workKey(later)) {
					continue
				}
				if slices.Equal(familyNames(a.Authors), familyNames(b.Authors)) {
					return
				}
				for i := range min(len(a.Authors), len(b.Authors), maxAuthors) {
					if x, y := a.Authors[i], b.Authors[i]; isMisspelt(p, x, y) {
						reportAuthor(p, reported, spelt(), earlier, later, x.Family, y.Family)
						return
					}
				}
			}
		})
	},
}

// spellings counts the family names of authors, folded.
func spellings(all []sourced) map[string]int {
	spelt := map[string]int{}
	for _, s := range all {
		for _, a := range s.Citation.Authors {
			spelt[match.Fold(a.Family)]++
		}
	}
	return spelt
}

// reportAuthor reports the rarer of two spellings, or else the later one, once.
func reportAuthor(p *checker.Pass, reported map[*checker.Citation]bool, spelt map[string]int, earlier, later sourced, x, y string) {
	if spelt[match.Fold(x)] < spelt[match.Fold(y)] {
		earlier, later, x, y = later, earlier, y, x
	}
	if reported[later.Citation] {
		return
	}
	reported[later.Citation] = true
	p.Report(checker.Finding{
		Message: fmt.Sprintf("the author is %s here and %s in %s", quoted(y), quoted(x), place(later.Subject, earlier.Subject)),
		Span:    later.Citation.Span, Subject: later.Subject,
	})
}

// maxAuthors is how many authors of a work are compared.
const maxAuthors = 20

// workKey is title and year of a citation, as they are compared; empty unless both are stated.
func workKey(s sourced) string {
	year := s.Citation.Date.Year()
	if s.title == "" || year == 0 {
		return ""
	}
	return s.title + "\x00" + strconv.Itoa(year)
}

// isMisspelt reports whether two names at one place are one name in two spellings.
func isMisspelt(p *checker.Pass, a, b checker.Name) bool {
	if a.Family == "" || b.Family == "" || isAlias(p, a.Family, b.Family) {
		return false
	}
	x, y := familyKey(a.Family), familyKey(b.Family)
	if !isNear(x, y, 5) {
		return false
	}
	if g, h := initial(a.Given), initial(b.Given); g != 0 && h != 0 && g != h {
		return false
	}
	return true
}

// familyKey is a family name without diacritics, hyphens, blanks and particles.
func familyKey(name string) string {
	var kept []string
	for _, w := range strings.Fields(match.Plain(match.Fold(name))) {
		if !in(particles, w) {
			kept = append(kept, w)
		}
	}
	return match.Letters(strings.Join(kept, ""))
}

var particles = words(`von van der den de del della di da do dos du la le el al bin ibn ter ten zu zur af av y e i`)

func initial(given string) rune {
	for _, r := range match.Plain(match.Fold(given)) {
		if unicode.IsLetter(r) {
			return r
		}
	}
	return 0
}

// isNear reports whether two names differ as misspellings do: by one letter up to seven letters,
// by one or two from eight on, and not in a digit.
func isNear(x, y string, shortest int) bool {
	if x == y {
		return false
	}
	n, m := utf8.RuneCountInString(x), utf8.RuneCountInString(y)
	length := min(n, m)
	if length < shortest || max(n, m)-length > 2 || strings.ContainsAny(x+y, "0123456789") {
		return false
	}
	d := distance(x, y)
	return d == 1 || d == 2 && length >= 8
}

// isAlias reports whether the configuration takes two names or hosts for one.
func isAlias(p *checker.Pass, a, b string) bool {
	for _, group := range p.Aliases {
		if hasFolded(group, a) && hasFolded(group, b) {
			return true
		}
	}
	return false
}

func hasFolded(list []string, s string) bool {
	s = match.Fold(s)
	return slices.ContainsFunc(list, func(t string) bool { return match.Fold(t) == s })
}

var consistencyPublisherSpelling = &checker.Rule{
	ID:       "consistency/publisher-spelling",
	Severity: checker.Warning,
	Masks:    []checker.Mask{{Rules: []string{"match/publisher"}, Scope: checker.OnCitation}},
	Doc: doc("One publisher under two spellings",
		"A name differs by a letter from the same name elsewhere, or from the name of the site that the link leads to.",
		"The dues rose.[^1]\n\n[^1]: [“Port Dues Rise Again”](https://salthaven.example/dues), Salthavn Institute, 3 May 2024.",
		"Write the name as the publisher does.",
		"for names of fewer than five letters, where only the last letter or a figure differs, if three citations have the form, and for names that the configuration takes for one."),
	Check: func(p *checker.Pass) {
		forms := map[string]*spelling{}
		var order []*spelling
		for s := range citations(p) {
			if !isStated(s.Citation) {
				continue
			}
			key := spellingKey(publisherOf(s.Citation))
			if key == "" {
				continue
			}
			f := forms[key]
			if f == nil {
				f = &spelling{key: key, printed: publisherOf(s.Citation)}
				forms[key] = f
				order = append(order, f)
			}
			f.at = append(f.at, s)
		}
		slices.SortStableFunc(order, func(a, b *spelling) int { return cmp.Compare(len(a.key), len(b.key)) })
		budget := maxSpellings
		for i, f := range order {
			if len(f.at) >= 3 {
				continue
			}
			usual := usualSpelling(p, order, i, &budget)
			for _, s := range f.at {
				reportSpelling(p, s, f, usual)
			}
		}
	},
}

// A spelling is one form of publishers' names, and the citations that have it.
type spelling struct {
	key, printed string
	at           []checker.Subject
}

func publisherOf(c *checker.Citation) string {
	if c.Container != "" {
		return c.Container
	}
	return c.Publisher
}

// spellingKey is a name folded, letters only; empty if it is too short to judge.
func spellingKey(name string) string {
	key := match.Letters(match.Plain(match.Fold(name)))
	if n := utf8.RuneCountInString(key); n < 5 || n > 64 {
		return ""
	}
	return key
}

// maxSpellings is how many pairs of forms of like length are compared in a run.
const maxSpellings = 100_000

// usualSpelling returns the form that two or more citations have and that forms[i] is a
// misspelling of; nil if there is none. Forms are sorted by length.
func usualSpelling(p *checker.Pass, forms []*spelling, i int, budget *int) *spelling {
	var best *spelling
	try := func(j int) bool {
		f := forms[j]
		*budget--
		if *budget < 0 || len(f.key)-len(forms[i].key) > 4 || len(forms[i].key)-len(f.key) > 4 {
			return false
		}
		if len(f.at) >= 2 && len(f.at) > len(forms[i].at) && isRespelt(p, forms[i], f) && (best == nil || len(f.at) > len(best.at)) {
			best = f
		}
		return true
	}
	for j := i - 1; j >= 0 && try(j); j-- {
	}
	for j := i + 1; j < len(forms) && try(j); j++ {
	}
	return best
}

func isRespelt(p *checker.Pass, a, b *spelling) bool {
	return isNear(a.key, b.key, 5) && !onlyLastDiffers(a.key, b.key) && !onlyEndingsDiffer(a.key, b.key) && !isAlias(p, a.printed, b.printed)
}

// onlyEndingsDiffer reports whether two words of eight letters or more are equal but for their last
// two: Biometrika and Biometrics are two journals.
func onlyEndingsDiffer(a, b string) bool {
	x, y := []rune(a), []rune(b)
	n := len(x) - 2
	return len(x) == len(y) && n >= 6 && string(x[:n]) == string(y[:n]) && x[n] != y[n] && x[n+1] != y[n+1]
}

// onlyLastDiffers reports whether two words are equal but for a last letter that differs, or that
// one of them has more.
func onlyLastDiffers(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	head := string(x)
	if len(x) == len(y) {
		head = string(x[:len(x)-1])
	}
	return len(y)-len(x) <= 1 && strings.HasPrefix(string(y), head)
}

func reportSpelling(p *checker.Pass, s checker.Subject, f, usual *spelling) {
	name := publisherOf(s.Citation)
	if usual != nil {
		p.Report(checker.Finding{
			Message: fmt.Sprintf("%s is %s in %d other citations", quoted(name), quoted(usual.printed), len(usual.at)),
			Span:    s.Citation.Span, Subject: s,
		})
		return
	}
	for _, l := range ownLinks(s.Citation) {
		label, _, _ := strings.Cut(match.Site(l.URL), ".")
		word := nearWord(name, label)
		if word == "" || isAlias(p, name, match.Host(l.URL)) {
			continue
		}
		s.Link = l
		p.Report(checker.Finding{
			Message: fmt.Sprintf("%s in %s is nearly the name of the site, %s", quoted(word), quoted(name), quoted(match.Host(l.URL))),
			Span:    s.Citation.Span, Subject: s,
		})
		return
	}
}

// nearWord returns the word of a name that is nearly the name label of a host; empty if one is
// equal, however its diacritics are written, or none is near.
func nearWord(name, label string) string {
	if strings.HasPrefix(label, "xn--") {
		return ""
	}
	fields := strings.FieldsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '\'' && r != '’'
	})
	found := ""
	for _, w := range fields {
		key := match.Letters(match.Plain(match.Fold(w)))
		if key == label || match.Letters(umlauts.Replace(match.Fold(w))) == label || strings.Contains(label, key) && len(key) >= 5 {
			return ""
		}
		if isNear(key, label, 5) && !onlyLastDiffers(key, label) && !in(organisationWords, key) {
			found = w
		}
	}
	return found
}

// organisationWords stand in the names of many organisations: that a host is called nearly so says
// nothing.
var organisationWords = words(`
	agency archive archives association bureau centre center chronicle college commission committee council department embassy
	foundation gazette government herald institute institution international journal library magazine minister ministry museum
	national observer office parliament press publisher publishers publishing quarterly review society statistics telegraph tribune
	universite universidad university verlag weekly`)

// umlauts are written with a second letter where there are none.
var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "å", "aa", "ø", "oe")
