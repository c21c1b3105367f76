package match

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Works whose titles differ in next to nothing are told apart by few words: the number of a part or
// an edition, and what says that a work is about another.

// partWords stand before the number of a part.
var partWords = setOf(
	"part", "parts", "vol", "volume", "chapter", "section", "episode", "book", "pt", "no", "number", "phase", "series", "season", "issue",
	"teil", "band", "kapitel", "folge", "partie", "tome", "chapitre", "épisode", "parte", "tomo", "capítulo", "episodio", "volumen", "libro", "capitolo", "puntata",
	"часть", "том", "глава", "выпуск", "deel", "hoofdstuk", "część", "rozdział", "del", "osa", "bölüm", "الجزء", "الحلقة",
)

// editionWords stand behind the number of an edition.
var editionWords = setOf("edition", "ed", "edn", "revision", "auflage", "ausgabe", "aufl", "édition", "edición", "edição", "edizione", "издание", "druk", "wydanie", "upplagan", "الطبعة")

// numberWords are the numbers up to ten that are written as words, each with its figures.
var numberWords = map[string]string{
	"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
	"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7", "1st": "1", "2nd": "2", "3rd": "3", "4th": "4", "5th": "5",
	"eins": "1", "zwei": "2", "drei": "3", "vier": "4", "erster": "1", "zweiter": "2", "dritter": "3", "vierter": "4", "erste": "1", "zweite": "2", "dritte": "3", "vierte": "4",
	"un": "1", "une": "1", "deux": "2", "trois": "3", "quatre": "4", "première": "1", "premier": "1", "deuxième": "2", "seconde": "2", "troisième": "3",
	"uno": "1", "una": "1", "dos": "2", "due": "2", "tres": "3", "tre": "3", "cuatro": "4", "primera": "1", "primero": "1", "segunda": "2", "segundo": "2", "tercera": "3", "prima": "1", "seconda": "2", "terza": "3",
	"первая": "1", "вторая": "2", "третья": "3", "первый": "1", "второй": "2", "третий": "3", "первое": "1", "второе": "2", "третье": "3",
	"الأول": "1", "الثاني": "2", "الثالث": "3", "الأولى": "1", "الثانية": "2", "الثالثة": "3",
	"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10", "a": "a", "b": "b", "c": "c", "d": "d",
}

// hanParts are the signs of parts in Han: 上 下, 第二部分, 其三.
var hanParts = []string{"（上）", "（中）", "（下）", "(上)", "(中)", "(下)", "上篇", "中篇", "下篇", "上編", "中編", "下編", "前編", "後編", "前篇", "后篇", "之一", "之二", "之三", "之四", "其一", "其二", "其三"}

// noticeWords say that a work is a note about the one whose title it bears.
var noticeWords = setOf(
	"correction", "corrections", "corrigendum", "corrigenda", "erratum", "errata", "addendum", "supplement", "rejoinder", "berichtigung", "korrektur", "rectificatif", "correctif",
	"corrección", "fe", "correção", "rettifica", "исправление", "поправка", "更正", "勘误", "正誤表", "訂正", "تصحيح",
)

func setOf(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// twinMarks returns what tells a title from those of its twins.
func twinMarks(s string, tokens []string) []string {
	var marks []string
	for i, t := range tokens {
		switch {
		case partWords[t] && i+1 < len(tokens):
			if n := number(tokens[i+1]); n != "" {
				marks = append(marks, "part "+n)
			}
		case editionWords[t] && i > 0:
			if n := number(tokens[i-1]); n != "" {
				marks = append(marks, "edition "+n)
			}
		}
		if noticeWords[t] && i < 2 {
			marks = append(marks, "notice")
		}
	}
	for _, sign := range hanParts {
		if strings.Contains(s, sign) {
			marks = append(marks, strings.Trim(sign, "（）()"))
		}
	}
	if i := strings.Index(s, "第"); i >= 0 {
		rest := s[i+len("第"):]
		for j, r := range rest {
			if !unicode.IsDigit(r) && !strings.ContainsRune("一二三四五六七八九十百零〇", r) {
				if j > 0 && strings.ContainsRune("部卷册冊章回集期版編篇巻号", r) {
					marks = append(marks, "第"+rest[:j])
				}
				break
			}
		}
	}
	return marks
}

// number returns the figures of a number that is written in a title; empty if it is none.
func number(token string) string {
	if n, ok := numberWords[token]; ok {
		return n
	}
	if digits(token) == len(token) && token != "" {
		return strings.TrimLeft(token, "0")
	}
	return ""
}

// twins reports whether two titles differ in what tells twins apart.
func twins(a, b []string) bool { return !slices.Equal(a, b) }

// otherSubtitle reports whether two titles have one main title and subtitles that have little in
// common, as the works of a series have.
func otherSubtitle(a, b title) bool {
	if a.sub == "" || b.sub == "" || a.main != b.main || len(a.marks) > 0 {
		return false
	}
	return overlap(plain(Tokens(a.sub)), plain(Tokens(b.sub))) <= Disagree
}

// otherWords reports whether two titles differ in that one has other words in the place of one or two
// of the other's, as notices of one kind have: Statement on Sund, Statement on Lomaria. Words that are
// left out tell nothing, nor do short ones and other forms of one word.
func otherWords(a, b title) bool {
	if a.script == unicode.Han && b.script == unicode.Han {
		return otherHan(a.bones, b.bones)
	}
	const few, most = 2, 5
	x, y := without(a.plain, b.plain), without(b.plain, a.plain)
	x, y = unlike(x, y), unlike(y, x)
	return len(x) > 0 && len(y) > 0 && min(len(x), len(y)) <= few && max(len(x), len(y)) <= most
}

// without returns the words of a that say something and that b has not, counted with multiplicity.
func without(a, b []string) []string {
	count := make(map[string]int, len(b))
	for _, w := range b {
		count[w]++
	}
	var out []string
	for _, w := range a {
		if count[w] > 0 {
			count[w]--
			continue
		}
		if utf8.RuneCountInString(w) >= 3 && !linkWords[w] && digits(w) == 0 {
			out = append(out, w)
		}
	}
	return out
}

// linkWords are longer words that titles gain and lose in editing.
var linkWords = setOf("the", "and", "for", "with", "from", "into", "how", "why", "what", "are", "was", "has", "will", "its", "der", "die", "das", "und", "für", "mit", "von", "zur", "zum", "des", "dem", "den", "ein", "eine", "les", "des", "une", "pour", "dans", "sur", "par", "est", "del", "los", "las", "una", "por", "para", "con", "che", "gli", "dei", "della", "per", "het", "een", "van", "met", "как", "что", "для", "при", "его", "это")

// unlike returns the words of a that are not like any of b: other forms and spellings of one word
// begin alike or are two edits apart at most, and compounds hold their parts.
func unlike(a, b []string) []string {
	var out []string
	for _, w := range a {
		if !slices.ContainsFunc(b, func(v string) bool { return alikeWords(w, v) }) {
			out = append(out, w)
		}
	}
	return out
}

func alikeWords(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	n := 0
	for n < len(x) && x[n] == y[n] {
		n++
	}
	if n >= 4 || n >= 3 && len(y) <= 5 || len(x) >= 4 && strings.Contains(string(y), string(x)) {
		return true
	}
	m := 0
	for m < len(x)-n && x[len(x)-1-m] == y[len(y)-1-m] {
		m++
	}
	return len(x) >= 4 && len(y)-n-m <= 2 && n+m > 0 && (len(y) >= 6 || len(y)-n-m <= 1)
}

// otherHan reports whether two titles in Han differ in one place, where each has up to four characters
// that the other has not.
func otherHan(a, b string) bool {
	const most = 4
	x, y := []rune(a), []rune(b)
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	if len(x) == 0 || len(y) == 0 || len(x) > most || len(y) > most {
		return false
	}
	for _, r := range x {
		if !IsCJK(r) || slices.Contains(y, r) || slices.Contains([]rune(simplified(string(y))), []rune(simplified(string(r)))[0]) {
			return false
		}
	}
	return true
}

// Subtitle parts a title from its subtitle, behind the first colon, question or exclamation mark or
// dash that a blank follows, or the wide ones of Han; sub is empty if there is none.
func Subtitle(s string) (main, sub string) {
	for i, r := range s {
		if i == 0 || r == utf8.RuneError {
			continue // a byte that is no UTF-8 is shorter than what stands for it
		}
		n := utf8.RuneLen(r)
		behind := s[i+n:]
		switch r {
		case ':', '?', '!', '.', '…':
			if r == '.' && len([]rune(lastWord(s[:i]))) < 4 {
				continue // an abbreviation
			}
			rest := strings.TrimLeft(behind, "\"”»’'\u00a0")
			if !strings.HasPrefix(rest, " ") && !strings.HasPrefix(behind, " ") {
				continue
			}
			behind = rest
		case '–', '—', '-':
			if !strings.HasSuffix(s[:i], " ") || !strings.HasPrefix(behind, " ") {
				if !(r == '—' && strings.HasPrefix(behind, "—")) {
					continue
				}
			}
		case '：', '？', '！', '―':
		default:
			continue
		}
		main, sub = strings.TrimSpace(s[:i]), strings.TrimLeft(behind, " :–—-：―")
		if Letters(main) != "" && Letters(sub) != "" {
			return main, sub
		}
	}
	return s, ""
}

func lastWord(s string) string { return s[strings.LastIndexAny(s, " \u00a0")+1:] }
