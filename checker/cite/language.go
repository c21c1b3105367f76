package cite

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// stopWords are the commonest short words of the languages that are written with Latin letters.
var stopWords = map[string]string{
	"en": "the of and to in a is for on with by from at as an its are was be that this or not how why who what when where after before between toward towards into over under their our new will has have",
	"de": "der die das und in zu den von mit für auf ist im des dem ein eine einer eines nicht als auch zur zum bei über nach aus am wie oder durch vor unter zwischen gegen ohne um seit wird sind aufl hrsg vgl vom rn ebd",
	"fr": "le la les de des du et en un une à au aux dans pour sur par est qui que avec ne pas ou son sa ses entre sans sous vers chez leur leurs cette ce ces plus l’ d’ éditions revue contre",
	"es": "el la los las de del y en un una que por para con no su al es se lo como más sus entre sin sobre hacia desde este esta o ante tras según contra cuadernos también",
	"it": "il lo la i gli le di del della dei delle degli e in un una che per con non su al alla nel nella da dal dalla è come più tra fra sono suo sua o verso dello nell’ dell’ l’",
	"pt": "o a os as de do da dos das e em um uma que por para com não no na nos nas ao à pelo pela seu sua é como mais entre sem sobre até também",
	"nl": "de het een van en in op te voor met is niet aan door bij om uit naar over onder tussen tegen zonder als ook die dat deze zijn wordt der den ten ter",
	"pl": "i w z na do się nie że jest od po za przez dla przy pod nad oraz jak ale lub przed między bez ku czy wobec",
	"tr": "ve bir bu için ile da de mi ne olarak olan gibi daha çok en sonra önce kadar üzerine göre ya veya ama ki dergisi değil",
}

// languages of stopWords in the order in which ties are broken.
var latinLanguages = []string{"en", "de", "fr", "es", "it", "pt", "nl", "pl", "tr"}

// stopWordBits says of a stop word which of latinLanguages have it.
var stopWordBits = sync.OnceValue(makeStopWordBits)

func makeStopWordBits() map[string]uint16 {
	bits := map[string]uint16{}
	for k, lang := range latinLanguages {
		for _, w := range strings.Fields(stopWords[lang]) {
			bits[w] |= 1 << k
		}
	}
	return bits
}

// tally counts the stop words of s by language, and letters that decide.
func tally(s string, counts *[16]int) {
	var buf [16]byte
	n, long, upper := 0, false, false
	words := stopWordBits()
	flush := func() {
		if n > 0 && !long && !(n == 1 && upper) {
			if bits := words[string(buf[:n])]; bits != 0 {
				for k := range latinLanguages {
					if bits&(1<<k) != 0 {
						counts[k]++
					}
				}
			}
		}
		n, long = 0, false
	}
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			if c|0x20 >= 'a' && c|0x20 <= 'z' {
				if n < len(buf) {
					buf[n] = c | 0x20
					upper = c&0x20 == 0
					n++
				} else {
					long = true
				}
				continue
			}
			if c == '.' && n == 1 {
				n = 0 // an initial
			}
			if c == '\'' && n > 0 && n < 6 {
				n += copy(buf[n:], "’")
			}
			flush()
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if r == '’' {
			if n > 0 && n < 6 {
				n += copy(buf[n:], "’")
			}
			flush()
			continue
		}
		if !unicode.IsLetter(r) {
			flush()
			continue
		}
		switch unicode.ToLower(r) {
		case 'ß':
			counts[1] += 2
		case 'ł', 'ą', 'ę', 'ś', 'ź', 'ż', 'ń', 'ć':
			counts[7] += 2
		case 'ğ', 'ı', 'ş':
			counts[8] += 2
		case 'ñ', '¿', '¡':
			counts[3] += 2
		case 'ã', 'õ':
			counts[5] += 2
		case 'œ', 'û', 'î':
			counts[2]++
		case 'è':
			counts[2]++
			counts[4]++
		case 'ê', 'ô', 'â':
			counts[2]++
			counts[5]++
		case 'ä':
			counts[1]++
		case 'ó':
			counts[3]++
			counts[5]++
			counts[7]++
		case 'á', 'í', 'ú':
			counts[3]++
			counts[5]++
		}
		if n+utf8.UTFMax <= len(buf) {
			n += utf8.EncodeRune(buf[n:], unicode.ToLower(r))
		} else {
			long = true
		}
	}
	flush()
}

// best returns the language with most evidence, and how much it has; empty if there is none or two
// have as much.
func best(counts *[16]int) (string, int) {
	top, tie := 0, false
	for k := 1; k < len(latinLanguages); k++ {
		switch {
		case counts[k] > counts[top]:
			top, tie = k, false
		case counts[k] == counts[top]:
			tie = true
		}
	}
	if counts[top] == 0 || tie {
		return "", counts[top]
	}
	return latinLanguages[top], counts[top]
}

// latinLanguage returns the language of a text in Latin letters by its stop words.
func latinLanguage(s string) (string, int) {
	var counts [16]int
	tally(s, &counts)
	return best(&counts)
}

// languageOf returns the language of a source from its title and what else is printed of it; doc
// is the language of the document.
func languageOf(title, rest, doc string) string {
	switch script(title) {
	case "Kana":
		return "ja"
	case "Hang":
		return "ko"
	case "Hani":
		if doc == "ja" && !strings.ContainsAny(title, "们这为对说时东车书") {
			return "ja"
		}
		return "zh"
	case "Cyrl":
		if strings.ContainsAny(title+rest, "їієґЇІЄҐ") {
			return "uk"
		}
		return "ru"
	case "Arab":
		if strings.ContainsAny(title, "پچژگ") {
			return "fa"
		}
		return "ar"
	case "Grek":
		return "el"
	case "Hebr":
		return "he"
	case "Thai":
		return "th"
	case "":
		return doc
	}
	var counts [16]int
	tally(title, &counts)
	if lang, n := best(&counts); lang != "" && n >= 2 {
		return lang
	} else if lang != "" && !speaks(&counts, doc) {
		return lang
	}
	tally(rest, &counts)
	lang, n := best(&counts)
	latin := false
	for _, l := range latinLanguages {
		latin = latin || l == doc
	}
	switch {
	case lang != "" && n >= 2:
		return lang
	case latin:
		return doc
	case lang != "":
		return lang
	}
	return "en"
}

// speaks reports whether anything was counted for the language.
func speaks(counts *[16]int, lang string) bool {
	for k, l := range latinLanguages {
		if l == lang {
			return counts[k] > 0
		}
	}
	return false
}
