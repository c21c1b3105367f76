package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// An element is one piece of a list of names, between two separators.
type element struct {
	a, b   int // tokens
	text   string
	words  []string
	comma  bool // a comma stands behind it
	others bool // et al.
}

// An order says how a list of names may be written.
type order uint8

const (
	straight order = iota // Given Family, Given Family
	inverted              // Family, Given, and Given Family
)

// names reads the tokens from a to b as a list of names. ok is false if they do not look like one.
func (lx *lexer) names(a, b int, ord order, whole bool) (list []checker.Name, ok bool) {
	els := lx.elements(a, b)
	if len(els) == 0 || len(els) > 60 {
		return nil, false
	}
	ok = true
	for i := 0; i < len(els); i++ {
		e := &els[i]
		switch {
		case e.others:
			list = append(list, checker.Name{Literal: e.text})
			continue
		case isSuffix(e.text) && len(list) > 0 && list[len(list)-1].Literal == "":
			list[len(list)-1].Suffix = e.text
			continue
		case len(els) == 2 && i == 0 && e.comma && len(e.words) == 1 && isAcronym(e.text) && len(els[1].words) <= 2 && personal(els[1].words) && foldCaps(els[1].text) == els[1].text && !isOrganisation(els[1].words):
			list = append(list, checker.Name{Family: foldCaps(e.text), Given: els[1].text}) // RUIZ, Marta
			i++
			continue
		case isOrganisation(e.words):
			for _, w := range e.words[1:] {
				ok = ok && w != "from" && w != "by"
			}
			text := e.text
			for i+1 < len(els) && e.comma && belongs(els[i+1].words) {
				text += ", " + els[i+1].text
				e = &els[i+1]
				i++
			}
			list = append(list, checker.Name{Literal: text})
			continue
		case i+1 < len(els) && e.comma && lx.invertedAt(els, i, ord):
			n := checker.Name{Family: foldCaps(e.text), Given: els[i+1].text}
			list = append(list, n)
			if !personal(e.words) || !personal(els[i+1].words) {
				ok = false
			}
			i++
			continue
		}
		if !personal(e.words) {
			ok = false
		}
		list = append(list, lx.person(e, whole))
	}
	return list, ok
}

// invertedAt reports whether element i is a family name and the next one its given names.
func (lx *lexer) invertedAt(els []element, i int, ord order) bool {
	e, next := &els[i], &els[i+1]
	if next.others || isSuffix(next.text) || len(e.words) > 4 || len(next.words) > 3 || len(next.words) == 0 || hasIdeograph(e.text) {
		return false
	}
	if allInitials(next.words) {
		return !allInitials(e.words) && !isInitial(e.words[0])
	}
	if ord != inverted {
		pair := len(els) == 2 && !next.comma || len(els) == 3 && els[2].others && i == 0 // Marlow, Edith, et al.
		return pair && len(next.words) == 1 && (len(e.words) == 1 || isDoubleSurname(e.words) && lx.isSpanish())
	}
	if i == 0 {
		return len(e.words) <= 2 || particles[strings.ToLower(e.words[0])]
	}
	return len(e.words) == 1 && next.comma || len(e.words) == 1 && i+2 == len(els)
}

// elements parts the tokens at the separators of names.
func (lx *lexer) elements(a, b int) []element {
	var els []element
	start := a
	flush := func(end int, comma bool) {
		for start < end && lx.tokens[start].kind == punct {
			start++
		}
		for end > start && lx.tokens[end-1].kind == punct && lx.tokens[end-1].r != '.' {
			end--
		}
		if start < end {
			stop := end
			for k := start + 1; k < end; k++ {
				if lx.tokens[k].kind == opening && lx.tokens[k].n == end-1 && (k+1 < end && lx.text[lx.tokens[k+1].start] == '@' || hasIdeograph(lx.text[lx.tokens[k].start:lx.tokens[end-1].end])) {
					stop = k // the name in its own script
				}
			}
			text := collapse(lx.text[lx.tokens[start].start:lx.tokens[stop-1].end])
			if last := text[strings.LastIndexByte(text, ' ')+1:]; strings.HasSuffix(text, ".") && !isInitial(last) && !isSuffix(last) {
				text = text[:len(text)-1]
			}
			els = append(els, element{a: start, b: end, text: text, words: strings.Fields(text), comma: comma})
		}
	}
	for k := a; k < b; k++ {
		t := &lx.tokens[k]
		switch t.kind {
		case punct:
			switch t.r {
			case ',', '、', '，', ';', '；', '&', '·', '/', '＆':
				if t.r == '·' {
					continue
				}
				flush(k, t.r == ',' || t.r == '，')
				start = k + 1
			}
		case opening:
			if t.n > k && t.n < b {
				k = t.n
			}
		case word:
			if t.lex != nil && t.lex.has(othersWord) && k > a {
				flush(k, false)
				text := collapse(lx.text[t.start:t.end])
				els = append(els, element{a: k, b: k + 1, text: text, others: true})
				start = k + 1
				continue
			}
			if k > start && k+1 < b && lx.isJoiner(k) {
				flush(k, false)
				start = k + 1
			} else if k == start && lx.isJoiner(k) {
				start = k + 1
			}
		}
	}
	flush(b, false)
	for i := range els {
		if rest, found := strings.CutSuffix(els[i].text, "著"); found && utf8.RuneCountInString(rest) >= 2 && hasIdeograph(rest) {
			els[i].text, els[i].words = rest, []string{rest}
		}
	}
	if n := len(els); n > 0 && hasIdeograph(els[n-1].text) {
		for _, role := range [...]string{"主编", "主編", "编著", "編著", "整理", "编纂", "編纂", "点校", "點校", "校注", "选编", "選編", "编译", "編譯", "编", "編", "著", "译", "譯", "訳", "撰", "纂"} {
			if rest, found := strings.CutSuffix(els[n-1].text, role); found && utf8.RuneCountInString(rest) >= 2 {
				els[n-1].text, els[n-1].words = rest, []string{rest}
				break
			}
		}
	}
	// Eastern names may end in the word for "and others" without any separator.
	for _, word := range [...]string{"等", "ほか", "외"} {
		if len(els) == 0 {
			break
		}
		e := &els[len(els)-1]
		if rest, found := strings.CutSuffix(e.text, word); found && !e.others && utf8.RuneCountInString(rest) >= 2 && (hasIdeograph(rest) || isHangul(rest)) {
			e.text = strings.TrimSpace(rest)
			e.words = strings.Fields(e.text)
			els = append(els, element{a: e.a, b: e.b, text: word, others: true})
			break
		}
	}
	return dotted(els)
}

// dotted parts names that a middle dot joins: 山田太郎・鈴木花子, 김철수·이영희. Within a foreign name
// the dot stays: ジョン・スミス, 卡尔·施密特.
func dotted(els []element) []element {
	var list []element
	for _, e := range els {
		parts := strings.FieldsFunc(e.text, func(r rune) bool { return r == '・' || r == '·' && isHangul(e.text) })
		whole := len(parts) < 2 || e.others
		for _, part := range parts {
			part = strings.TrimSpace(part)
			whole = whole || utf8.RuneCountInString(part) < 2 || !unicode.Is(unicode.Han, []rune(part)[0]) && !isHangul(part)
		}
		if whole {
			list = append(list, e)
			continue
		}
		for _, part := range parts {
			part = strings.TrimSpace(part)
			list = append(list, element{a: e.a, b: e.b, text: part, words: strings.Fields(part)})
		}
	}
	return list
}

func (lx *lexer) isJoiner(k int) bool {
	t := &lx.tokens[k]
	if t.end-t.start > 6 || t.caps {
		return false
	}
	switch lx.text[t.start:t.end] {
	case "and", "und", "et", "y", "e", "и", "і", "i", "en", "ve", "та", "with", "och", "og", "和", "与":
		return true
	}
	return false
}

func isSuffix(s string) bool {
	switch strings.TrimSuffix(s, ".") {
	case "Jr", "Sr", "II", "III", "IV", "jun", "sen", "QC", "KC":
		return true
	}
	return false
}

// isInitial reports whether w is one initial or several: J., J.R.R., J.-P., Н.П.
func isInitial(w string) bool {
	if w == "St." {
		return false // Everett St. Clare
	}
	r, size := utf8.DecodeRuneInString(w)
	if !unicode.IsUpper(r) {
		return false
	}
	rest := w[size:]
	if rest == "" {
		return true
	}
	if !strings.Contains(rest, ".") {
		return false
	}
	n := 0
	for _, r := range w {
		switch {
		case unicode.IsLetter(r):
			if n++; n > 2 || n == 2 && (!unicode.IsLower(r) || strings.ContainsRune("aeiouáéíóúàèìòùäöüåãõ", r) && !strings.ContainsAny(w[:1], "YJIW")) {
				return false // Rui Sá., An Li.
			}
		case r == '.':
			n = 0
		case !isDash(r):
			return false
		}
	}
	return n == 0
}

func allInitials(words []string) bool {
	for _, w := range words {
		if !isInitial(w) {
			return false
		}
	}
	return len(words) > 0
}

// personal reports whether the words may be a person's name.
func personal(words []string) bool {
	if len(words) == 0 || len(words) > 6 {
		return false
	}
	capital := false
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "(’'"))
		switch {
		case strings.IndexFunc(w, unicode.IsDigit) >= 0 || strings.ContainsAny(w, "!?:;“”\"/["):
			return false
		case isIdeograph(r):
			if utf8.RuneCountInString(w) > 12 {
				return false
			}
			capital = true
		case r == '@' && len(words) == 1, unicode.IsUpper(r) || unicode.IsLetter(r) && !unicode.IsLower(r):
			capital = true
		case particles[w], strings.HasPrefix(w, "d’"), strings.HasPrefix(w, "d'"):
		case strings.HasPrefix(w, "al-"), strings.HasPrefix(w, "el-"):
			capital = capital || strings.IndexFunc(w, unicode.IsUpper) == len("al-")
		default:
			return false
		}
		if (len(w) > 3 || w == words[0]) && smallWords[strings.ToLower(w)] {
			return false
		}
	}
	return capital
}

var smallWords = wordSet("the a an der die das from with about into under over between against after before through during without report annual statement letter minutes interview")

// person reads one name that stands in one piece; eastern says that the source is Chinese or Korean.
func person(e *element, whole, eastern bool) checker.Name {
	words := e.words
	switch {
	case len(words) == 0:
		return checker.Name{Literal: e.text}
	case hasIdeograph(e.text):
		return hanName(e.text, whole)
	case isHangul(e.text):
		return hangulName(e.text)
	case uncased(e.text):
		return checker.Name{Literal: e.text}
	case strings.HasPrefix(words[0], "@"):
		return checker.Name{Literal: e.text}
	case len(words) == 1:
		return checker.Name{Family: foldCaps(words[0])}
	}
	for len(words) > 1 && honorifics[strings.TrimSuffix(words[0], ".")] {
		words = words[1:]
	}
	if len(words) == 1 {
		return checker.Name{Family: foldCaps(words[0])}
	}
	n := checker.Name{}
	if last := words[len(words)-1]; len(words) > 2 && isSuffix(last) {
		n.Suffix, words = last, words[:len(words)-1]
	}
	first := 0
	for first < len(words) && !isInitial(words[first]) && !shortCaps(words[first]) {
		first++
	}
	switch {
	case first > 0 && first < len(words) && trailing(words[first:]):
		n.Family, n.Given = foldCaps(strings.Join(words[:first], " ")), strings.Join(words[first:], " ")
	case len(words) > 1 && foldCaps(words[0]) != words[0] && foldCaps(words[len(words)-1]) == words[len(words)-1]:
		n.Family, n.Given = foldCaps(words[0]), strings.Join(words[1:], " ") // HALL Tom
	case familyFirst(words, eastern):
		n.Family, n.Given = words[0], strings.Join(words[1:], " ")
	default:
		k := len(words) - 1
		for j := 1; j < len(words)-1; j++ {
			if particles[words[j]] && !isInitial(words[j]) || bigParticles[words[j]] {
				k = j
				break
			}
		}
		if particles[words[0]] || len(words) == 2 && bigParticles[words[0]] && !givenToo[words[0]] {
			return checker.Name{Family: strings.Join(words, " ")}
		}
		n.Given, n.Family = strings.Join(words[:k], " "), foldCaps(strings.Join(words[k:], " "))
	}
	return n
}

// bigParticles are particles as some families write them; givenToo of them are given names, too.
var (
	bigParticles = wordSet("Von Van De Del Della Dello Di Da Dos Du La Le Lo Zur Zum Ter Ten St. St")
	givenToo     = wordSet("Van Da La Le Lo Ten St. St")
)

var honorifics = wordSet("Dr Prof Professor Mr Mrs Ms Amb Ambassador Gen General Adm Admiral Capt Captain Col Colonel Lt Maj Sir Dame Lord")

// trailing reports whether the words behind a family name are initials: N. P., AB.
func trailing(words []string) bool {
	for _, w := range words {
		if !isInitial(w) && !shortCaps(w) {
			return false
		}
	}
	return true
}

// shortCaps reports whether w is one to three capital letters: the initials of Vancouver style.
func shortCaps(w string) bool {
	n := 0
	for _, r := range w {
		if !unicode.IsUpper(r) {
			return false
		}
		n++
	}
	return n > 0 && n <= 2
}

// foldCaps writes a name in capitals as other names are written.
func foldCaps(s string) string {
	upper := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return s
		}
		if unicode.IsUpper(r) {
			upper++
		}
	}
	if upper < 3 || strings.Contains(s, ".") {
		return s
	}
	var b strings.Builder
	first := true
	for _, r := range s {
		if first || !unicode.IsLetter(r) {
			b.WriteRune(r)
		} else {
			b.WriteRune(unicode.ToLower(r))
		}
		first = !unicode.IsLetter(r)
	}
	return b.String()
}

func hasIdeograph(s string) bool {
	for _, r := range s {
		if isIdeograph(r) {
			return true
		}
	}
	return false
}

func isHangul(s string) bool {
	for _, r := range s {
		if unicode.Is(unicode.Hangul, r) {
			return true
		}
	}
	return false
}

// uncased reports whether s is written in a script without capitals.
func uncased(s string) bool {
	for _, r := range s {
		if unicode.IsUpper(r) || unicode.IsLower(r) {
			return false
		}
	}
	return true
}

// hanName parts a name in ideographs: the family name is one character, or two from a list. whole
// leaves it undivided, as Japanese names are.
func hanName(s string, whole bool) checker.Name {
	runes := []rune(s)
	if whole || len(runes) < 2 || len(runes) > 4 {
		return checker.Name{Literal: s}
	}
	for _, r := range runes {
		if !unicode.Is(unicode.Han, r) {
			return checker.Name{Literal: s}
		}
	}
	if len(runes) > 2 && strings.ContainsRune("部社局院署厅廳馆館委会會处處所校", runes[len(runes)-1]) || len(runes) == 4 && !doubleSurnames[string(runes[:2])] {
		return checker.Name{Literal: s} // 外交部
	}
	n := 1
	if len(runes) > 2 && doubleSurnames[string(runes[:2])] {
		n = 2
	}
	return checker.Name{Family: string(runes[:n]), Given: string(runes[n:])}
}

func hangulName(s string) checker.Name {
	runes := []rune(s)
	if len(runes) < 2 || len(runes) > 4 || strings.Contains(s, " ") {
		return checker.Name{Literal: s}
	}
	n := 1
	switch string(runes[:2]) {
	case "남궁", "황보", "제갈", "사공", "선우", "독고":
		if len(runes) > 2 {
			n = 2
		}
	}
	return checker.Name{Family: string(runes[:n]), Given: string(runes[n:])}
}

// organisationWords tell an organisation's name from a person's.
var organisationWords = wordSet(`ministry department institute institution university council agency bank office commission committee
association foundation centre center bureau board authority society organisation organization federation union group corporation
company court parliament government secretariat embassy administration service services force command school college academy
press news times post gazette journal review newspaper party congress senate house assembly league chamber fund trust network
forum initiative project programme program laboratory lab library museum archives archive team staff editors nations states republic
kingdom ministerium universität institut ministère université conseil agence banque bureau comité ministerio universidad instituto
consejo banco agencia ministero università istituto consiglio banca ministério universidade conselho министерство институт
университет совет агентство банк комитет центр міністерство університет рада ministerstwo uniwersytet instytut rada bakanlığı
üniversitesi enstitüsü ltd inc corp llc plc gmbh llp international national think-tank observatory alliance coalition consortium
police navy army directorate division taskforce statistics
museo museu musée muzeum müzesi muzeul direção dirección direzione diputación archivio arquivo archivo biblioteca bibliothèque bibliothek biblioteka
confederación comunidad asociación fundación sociedad comisión oficina ayuntamiento federación centro observatorio
association fédération société commission observatoire mairie préfecture académie archives
verband verein stiftung behörde landesamt bundesamt akademie gesellschaft zentrum kommission staatsarchiv stadtarchiv landesarchiv
associazione fondazione società commissione ufficio associação fundação comissão câmara
comm'n comm’n ass'n ass’n dep't dep’t gov't gov’t nat'l nat’l int'l int’l fed'n fed’n soc'y soc’y sec'y sec’y org'n org’n found'n found’n env't env’t
общество служба управление академия музей союз администрация комиссия архив`)

// isOrganisation reports whether the words name an organisation.
func isOrganisation(words []string) bool {
	for _, w := range words {
		w = strings.ToLower(strings.Trim(w, ".,()"))
		if organisationWords[w] {
			return len(words) > 1
		}
	}
	if len(words) == 1 {
		return isAcronym(words[0]) || hanOrganisation(words[0]) || agencies[strings.ToLower(words[0])]
	}
	return len(words) > 1 && (words[1] == "of" || words[1] == "for") && !isInitial(words[0])
}

var agencies = wordSet("reuters xinhua bloomberg interfax kyodo yonhap anadolu agence-france-presse tass efe ansa")

func hanOrganisation(s string) bool {
	for _, w := range [...]string{"部", "局", "院", "委员会", "委員會", "大学", "研究所", "研究会", "协会", "中心", "社", "银行", "政府", "省"} {
		if strings.HasSuffix(s, w) && utf8.RuneCountInString(s) > 3 {
			return true
		}
	}
	return false
}

// isAcronym reports whether w is three to eight capital letters and figures.
func isAcronym(w string) bool {
	n, letters := 0, 0
	for _, r := range w {
		if !unicode.IsUpper(r) && !unicode.IsDigit(r) && r != '-' && r != '&' {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
		n++
	}
	return n >= 3 && n <= 8 && (letters > 0 || n > 3) // years and numbers of files stand where authors do, too: see nameNoYear
}

// belongs reports whether the words go on with the name of an organisation before a comma.
func belongs(words []string) bool {
	if len(words) == 0 {
		return false
	}
	first := strings.ToLower(strings.Trim(words[0], ".,’'"))
	if first == "the" && len(words) > 1 {
		return belongs(words[1:])
	}
	return belonging[first] || belonging[strings.TrimSuffix(strings.TrimSuffix(first, "’s"), "'s")] || countries[strings.ToLower(strings.Join(words, " "))]
}

var belonging = wordSet("republic kingdom government department people people’s people's state union federation commonwealth principality sultanate emirate democratic islamic united russian")

// countries are names under which a state's organs print their country; common English names of
// members of the United Nations.
var countries = countrySet(`afghanistan|albania|algeria|angola|argentina|armenia|australia|austria|azerbaijan|bahrain|bangladesh|belarus|belgium|
bolivia|bosnia and herzegovina|brazil|bulgaria|cambodia|cameroon|canada|chile|china|colombia|costa rica|croatia|cuba|cyprus|czech republic|
denmark|ecuador|egypt|estonia|ethiopia|finland|france|georgia|germany|ghana|greece|guatemala|hungary|iceland|india|indonesia|iran|iraq|ireland|
israel|italy|jamaica|japan|jordan|kazakhstan|kenya|kuwait|kyrgyzstan|laos|latvia|lebanon|libya|lithuania|luxembourg|malaysia|maldives|mali|
malta|mexico|moldova|mongolia|montenegro|morocco|mozambique|myanmar|namibia|nepal|new zealand|niger|nigeria|north korea|north macedonia|
norway|oman|pakistan|palestine|panama|peru|philippines|poland|portugal|qatar|romania|russia|rwanda|saudi arabia|senegal|serbia|singapore|slovakia|
slovenia|somalia|south africa|south korea|korea|spain|sri lanka|sudan|sweden|switzerland|syria|taiwan|tajikistan|tanzania|thailand|tunisia|turkey|
türkiye|turkmenistan|uganda|ukraine|united arab emirates|united kingdom|united states|uruguay|uzbekistan|venezuela|vietnam|yemen|zambia|zimbabwe|
uk|us|usa|u.s.|prc|england|scotland|wales|northern ireland`)

func countrySet(names string) map[string]bool {
	set := map[string]bool{}
	for _, n := range strings.Split(names, "|") {
		set[strings.TrimSpace(n)] = true
	}
	return set
}
