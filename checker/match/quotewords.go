package match

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// negations are the words that negate in the languages of sources, folded; negationSigns those that
// need no blanks around them.
var (
	negations = listed(
		"not never no none nor neither nobody nothing nowhere without unless hardly scarcely barely cannot cant dont doesnt didnt wont wouldnt shouldnt couldnt isnt arent wasnt werent hasnt havent hadnt mustnt neednt aint shant mightnt",
		"nicht kein keine keinen keinem keiner keines nie niemals ohne niemand nichts weder",
		"ne n pas jamais sans aucun aucune rien personne nul nulle",
		"nunca sin ningun ninguna ninguno jamas nadie nada tampoco", "nao sem nenhum nenhuma ninguem",
		"non senza nessun nessuno nessuna niente", "niet geen nooit zonder niemand niets", "inte ej aldrig utan ingen inget inga ikke aldri uden uten ingen",
		"nie bez nigdy zaden zadna zadne", "не нет ни без никогда никто ничего нельзя ні немає ніколи", "yok degil",
		"لا لم لن ليس ليست غير بدون دون ما", "לא אין בלי", "नहीं मत न बिना", "khong chua", "tidak bukan tanpa",
	)
	negationSigns = strings.Fields("不 没 沒 未 无 無 非 勿 莫 别 否 ない ません ぬ なし")

	modals = listed(
		"may might can could will would shall should must ought need",
		"kann konnen konnte konnten wird werden wurde wurden soll sollen sollte sollten muss mussen musste mussten darf durfen durfte durften mag mochte",
		"peut peuvent pourrait pourraient doit doivent devrait devraient sera seront serait seraient va vont",
		"puede pueden podria podrian debe deben deberia deberian sera seran seria serian", "pode podem poderia poderiam deve devem deveria deveriam",
		"puo possono potrebbe potrebbero dovrebbe dovrebbero devono", "kan kunnen zou zouden moet moeten mag mogen zal zullen", "ska skall skulle kunde maste bor far vil skal skulle kunne",
		"moze moga musi musza powinien powinna bedzie beda", "может могут мог могла могли должен должна должно должны будет будут следует можно надо нужно може можуть повинен повинна буде будуть",
		"قد يمكن يجب سوف ينبغي", "يمكنه",
	)
	modalSigns = strings.Fields("可能 可以 应 應 应该 應該 必须 必須 将 將 会 會 能 须 須 得 要 べき だろう かもしれ")

	hedges = listed(
		"about around nearly almost approximately roughly likely unlikely probably possibly perhaps maybe some several many most few mostly often sometimes usually rarely seldom largely partly mainly generally reportedly allegedly apparently appears appear seems seem suggests suggest up over under least only all every always more less",
		"etwa ungefahr fast beinahe rund circa ca wahrscheinlich vermutlich moglicherweise vielleicht einige manche viele meist meistens oft manchmal selten angeblich offenbar scheint alle immer nur mehr weniger",
		"environ presque peut etre probablement plupart souvent parfois rarement quelques plusieurs certains beaucoup tous toujours seulement plus moins",
		"casi aproximadamente cerca probablemente quiza quizas posiblemente algunos algunas muchos muchas todos siempre solo mas menos", "quase provavelmente talvez alguns algumas muitos sempre apenas",
		"quasi circa probabilmente forse alcuni alcune molti sempre solo piu meno", "ongeveer bijna waarschijnlijk misschien sommige veel alle altijd alleen",
		"почти около примерно вероятно возможно наверное иногда часто редко некоторые многие все всегда только более менее лишь",
		"نحو حوالي تقريبا ربما بعض معظم كل جميع فقط",
	)
	hedgeSigns = strings.Fields("大约 大約 约 約 左右 几乎 幾乎 近 大概 或许 或許 也许 也許 一些 部分 多数 多數 许多 許多 所有 全部 都 只 仅 僅 基本")

	numerals = listed(
		"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion billions trillion half third quarter dozen dozens first second twice double percent per cent",
		"ein eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf zwanzig dreissig hundert tausend million millionen milliarde milliarden prozent halb halfte",
		"deux trois quatre cinq sept huit neuf dix onze douze vingt cent cents mille millions milliard milliards",
		"dos tres cuatro cinco seis siete ocho nueve diez once doce veinte cien ciento mil millon millones",
		"dois duas quatro oito nove dez cem milhao milhoes", "due tre quattro cinque sette otto dieci cento mila milione milioni miliardi",
		"один одна два две три четыре пять шесть семь восемь девять десять двадцать сто тысяча тысячи тысяч миллион миллиона миллионов миллиард миллиардов процент процента процентов",
		"واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة مئة مائة ألف مليون مليار",
	)
	numeralSigns = strings.Fields("一 二 三 四 五 六 七 八 九 十 百 千 万 亿 零 〇 两 半")
)

// listed returns the letters of all words as a set.
func listed(lists ...string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		m := map[string]bool{}
		for _, l := range lists {
			for _, w := range strings.Fields(l) {
				m[lettersOf(w)] = true
			}
		}
		return m
	})
}

// lettersOf returns the letters of a text as a Text has them.
func lettersOf(s string) string {
	var b []byte
	sc := letterScanner{s: s}
	for {
		if _, ok := sc.next(&b); !ok {
			return string(b)
		}
	}
}

// Negation returns the first word of s that negates, as written; empty if none does.
func Negation(s string) string {
	for _, w := range words(s) {
		if isListed(w, negations, negationSigns) || isElided(s[w.start:w.end]) {
			return s[w.start:w.end]
		}
	}
	return ""
}

// isElided reports whether a word as written begins with n' or ends in n't.
func isElided(written string) bool {
	w := strings.ReplaceAll(strings.ToLower(written), "’", "'")
	return strings.HasPrefix(w, "n'") && len(w) > 3 || strings.HasSuffix(w, "n't")
}

// A word is one word of a text; a Han or kana character is one.
type word struct {
	text       string // its letters
	start, end int    // in the source
}

// words returns the words of a text.
func words(s string) []word {
	var all []word
	var b []byte
	sc := letterScanner{s: s}
	free := true // the run before parts words by itself
	for {
		from := len(b)
		start, ok := sc.next(&b)
		if !ok {
			break
		}
		if from == len(b) {
			continue
		}
		r, _ := utf8.DecodeRune(b[from:])
		alone := sc.cjk || r == '%' || r == '$' || r == '‰' || unicode.Is(unicode.Sc, r)
		switch {
		case len(all) > 0 && !alone && !free && (sc.before == joined || isDecimal(s, all[len(all)-1].end, start)):
			last := &all[len(all)-1]
			if sc.before != joined && !startsWithThousand(s[start:]) {
				last.text += "."
			}
			last.text += string(b[from:])
			last.end = sc.i
		default:
			all = append(all, word{string(b[from:]), start, sc.i})
		}
		free = alone
	}
	return all
}

// isDecimal reports whether nothing but a point or comma stands between two bytes of s, and digits
// beside it.
func isDecimal(s string, end, start int) bool {
	return start == end+1 && (s[end] == '.' || s[end] == ',') && isDigit(s[end-1]) && isDigit(s[start])
}

// startsWithThousand reports whether s begins with three digits and no fourth.
func startsWithThousand(s string) bool {
	n := 0
	for n < len(s) && n < 4 && isDigit(s[n]) {
		n++
	}
	return n == 3
}

func isListed(w word, list func() map[string]bool, signs []string) bool {
	if list()[w.text] {
		return true
	}
	r, _ := utf8.DecodeRuneInString(w.text)
	if !IsCJK(r) {
		return false
	}
	for _, s := range signs {
		if s == w.text || utf8.RuneCountInString(s) > 1 && utf8.RuneCountInString(w.text) > 1 && strings.Contains(w.text, s) {
			return true
		}
	}
	return false
}
