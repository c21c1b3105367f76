package page

import (
	"maps"
	mathbits "math/bits"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker/match"
)

// functionWords are the words that tell a title's language: frequent in one of these languages, and
// rare in the titles of the others.
var functionWords = map[string]map[string]bool{
	"en": set("the", "of", "and", "for", "with", "from", "on", "to", "by", "how", "why", "what", "is", "are", "its"),
	"de": set("der", "die", "das", "und", "für", "mit", "von", "zur", "zum", "im", "auf", "über", "eine", "ein", "des", "den", "nicht", "wie"),
	"fr": set("le", "les", "des", "du", "et", "pour", "dans", "sur", "avec", "au", "aux", "une", "est", "par"),
	"es": set("el", "los", "las", "del", "y", "para", "con", "por", "una", "sobre", "como"),
	"it": set("il", "gli", "della", "delle", "dei", "nel", "per", "con", "sulla", "una", "di", "che"),
	"pt": set("o", "os", "do", "da", "dos", "das", "para", "com", "em", "uma", "não", "no", "na"),
	"nl": set("het", "een", "van", "voor", "met", "op", "en", "aan", "bij", "naar", "niet"),
	"sv": set("och", "för", "med", "till", "av", "på", "är", "som", "att", "ett"),
	"da": set("og", "til", "af", "på", "er", "som", "at", "et", "ikke", "fra"),
	"pl": set("w", "i", "na", "z", "do", "się", "nie", "dla", "przez", "oraz", "jak"),
}

// languages are those of functionWords, and wordLanguages the bits of those that a word is of.
var (
	languages     = slices.Sorted(maps.Keys(functionWords))
	wordLanguages = func() map[string]uint16 {
		bits := map[string]uint16{}
		for i, lang := range languages {
			for w := range functionWords[lang] {
				bits[w] |= 1 << i
			}
		}
		return bits
	}()
)

// titleLanguage returns the language of a title in Latin letters; empty if it does not tell.
func titleLanguage(title string) string {
	counts := make([]int, len(languages))
	for _, t := range match.Tokens(title) {
		for bits := wordLanguages[t]; bits != 0; bits &= bits - 1 {
			counts[mathbits.TrailingZeros16(bits)]++
		}
	}
	best, most, tie := "", 0, false
	for i, n := range counts {
		switch {
		case n > most:
			best, most, tie = languages[i], n, false
		case n == most && n > 0:
			tie = true
		}
	}
	if most < 2 || tie {
		return ""
	}
	return best
}

// otherLanguage reports whether a cited title is in another language than the page: it may be a
// translation, so that it does not mean that the page is another.
func (s *source) otherLanguage(title string) bool {
	cited := titleLanguage(title)
	if cited == "" {
		return false
	}
	stated, _, _ := strings.Cut(s.language(), "-")
	if stated == "" || functionWords[stated] == nil {
		// A page in a language of this table that says nothing shows it in its own titles.
		for _, c := range s.named {
			if l := titleLanguage(c.text); l != "" {
				return l != cited
			}
		}
		return stated != ""
	}
	return stated != cited
}
