package cite

import (
	"strings"
	"unicode"
)

// readPlain reads notes without marks and italics by the order of their parts: A, T, L Y, p · A: T.
// P, L Y, p. Heads such as "Letter from" and instruments such as treaties are titles.
func readPlain(p *parser, r *reading) bool {
	if p.quotedTitle() >= 0 || p.italicTitle() >= 0 || p.linkedTitle() >= 0 {
		return false
	}
	if k := p.lateSignal(); k > p.a {
		q := *p
		q.a = k
		r.idle += p.letters[k] - p.letters[p.a]
		return readPlain(&q, r)
	}
	first := p.plainEnd(p.a)
	if first <= p.a {
		return false
	}
	kind := headType(p.str(p.a, first))
	var papers reading
	if (kind == "" || kind == "manuscript" || kind == "personal_communication") && p.readArchive(&papers) {
		papers.grammar = r.grammar
		*r = papers
		if kind != "" {
			r.Type = kind
		}
		return true
	}
	if kind != "" {
		p.readHead(r, first, kind)
		return true
	}
	if p.readTitleIn(r) || p.readInstrument(r) || p.readPeriodical(r, first) || p.readTitled(r, first) {
		return true
	}
	return p.readInOrder(r, first)
}

// lateSignal returns the place behind a signal that prose leads up to behind a comma, or p.a: Von
// „Rückstand“ sprach man früh, so etwa A, T.
func (p *parser) lateSignal() int {
	for k := p.a; k+1 < p.b && k < p.a+40; k++ {
		switch t := &p.tokens[k]; t.kind {
		case signal:
			if k > p.a && p.isPunct(k-1, ",") && t.class != sigNested && t.lower {
				return k + 1
			}
		case word, punct, quoted:
		default:
			return p.a
		}
	}
	return p.a
}

// readInOrder reads names up to token first, then a title and what follows.
func (p *parser) readInOrder(r *reading, first int) bool {
	if k := p.colonIn(p.a, first); k > 0 {
		first = k
	}
	if p.tokens[p.a].kind == leader || p.tokens[p.a].kind == back {
		first = p.a + 1
		if p.isPunct(first, ".") {
			first++
		}
	}
	if k := p.invertedHead(first); k > first {
		if list, ok := p.names(p.a, k, inverted, false); ok {
			r.Authors = list
			p.took(r, fAuthors, p.a, k)
			return p.spannedTitle(r, k)
		}
	}
	colon := p.isPunct(first, ":：")
	if !p.isPunct(first, ",，:：") || !p.authors(r, p.a, first, straight) && (!p.head(r, first, straight) || len(r.Authors) == 0) || len(r.Authors) > 0 && r.Authors[0].Literal != "" && len(r.Authors) > 1 {
		return false
	}
	start := first + 1
	end := p.titleEnd(start, colon)
	if !colon {
		start, end = p.moreNames(r, start, end)
	}
	if stop := p.spanEnd(start, end, colon); stop > end {
		end = stop
	}
	if end <= start {
		return false
	}
	r.Title = titleText(p.str(start, end))
	if len(r.Title) < 4 || cities[strings.ToLower(r.Title)] || isAbbreviatedName(r.Title) {
		return false
	}
	p.took(r, fTitle, start, end)
	p.tail(r, end, p.b, habits{book: true, placeYear: true, stops: colon})
	r.extra += .1
	r.doubt += .1
	return r.dates > 0 || len(r.rest) == 0
}

// isAbbreviatedName reports whether s is nothing but a family name with its initials, or the rest of
// a list of such: Roe GH, G.L. and Poe.
func isAbbreviatedName(s string) bool {
	words := strings.Fields(s)
	switch len(words) {
	case 2:
		return len(words[1]) <= 3 && isUpper(words[1]) && !isUpper(words[0])
	case 3:
		return strings.HasSuffix(words[0], ".") && isUpper(strings.ReplaceAll(words[0], ".", "")) && (words[1] == "and" || words[1] == "&")
	}
	return false
}

// isUpper reports whether s has capitals only.
func isUpper(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsUpper(r) }) < 0
}

// colonIn returns the first colon between a and b behind at most five words, or 0.
func (p *parser) colonIn(a, b int) int {
	if p.language != "de" && p.language != "nl" && !p.tokens[a].cjk && !p.hasSeite() {
		return 0 // Ferry Tales: A History
	}
	for k := a + 1; k < b && k < a+7; k++ {
		if p.isPunct(k, ":：") {
			if words := strings.Fields(p.str(a, k)); len(words) > 1 && personal(words) && !isOrganisation(words) {
				return k
			}
			return 0
		}
	}
	return 0
}

// moreNames takes further names of a list, or the given names behind a family name, between the
// first name and the title.
func (p *parser) moreNames(r *reading, start, end int) (int, int) {
	if len(r.Authors) > 1 || script(p.str(start, end)) == "Arab" {
		return start, end // an "and" has ended the list; without capitals a title looks like a name
	}
	for n := 0; n < 20 && end > start && p.isPunct(end, ",") && end+1 < p.b && p.tokens[end+1].lex == nil; n++ {
		words := strings.Fields(p.str(start, end))
		next := p.titleEnd(end+1, false)
		if next <= end+1 || p.tokens[end+1].kind != word || !personal(words) || isOrganisation(words) {
			break
		}
		after := p.str(end+1, next)
		if cities[strings.ToLower(after)] {
			break
		}
		if n == 0 && len(words) == 1 && len(r.Authors) == 1 && r.Authors[0].Given == "" && r.Authors[0].Family != "" && len(strings.Fields(after)) > 1 && !isOrganisation(strings.Fields(after)) {
			r.Authors[0].Given = words[0]
			p.took(r, fAuthors, start, end)
			return end + 1, next
		}
		if len(words) < 2 {
			break
		}
		more, ok := p.names(start, end, straight, p.kana)
		if !ok {
			break
		}
		r.Authors = append(r.Authors, more...)
		r.doubt += .2 // the second may be the title
		p.took(r, fAuthors, start, end)
		start, end = end+1, next
	}
	return start, end
}

// titleEnd returns the end of a title that begins at k. It goes over a year that is followed by a
// colon or stands before an imprint in brackets (Navies, 1848–1918 (Oxford: P, 1954)); with stops
// it goes on behind a full stop as long as no imprint begins.
func (p *parser) titleEnd(k int, stops bool) int {
	end := p.plainEnd(k)
	for n := 0; n < 6 && end > k && end < p.b; n++ {
		switch {
		case p.bareYear(end) && p.isPunct(end+1, ":"):
			next := p.plainEnd(end + 2)
			if next <= end+2 {
				return end
			}
			end = next
		case p.isPunct(end, ",") && end+2 < p.b && p.bareYear(end+1) && p.datedBracket(end+2):
			return end + 2
		case p.isPunct(end, ",") && end+1 < p.b && p.tokens[end+1].caps && p.tokens[end+1].kind == word && p.tokens[end+1].lex == nil && !upperOnly(p.str(end+1, end+2)):
			next := p.plainEnd(end + 1)
			if next <= end+1 || next >= p.b || !p.datedBracket(next) || p.dayBracket(next) {
				return end
			}
			return next // Quiet Waters, Loud Claims (L: P, Y)
		case p.isPunct(end, ";") && end+1 < p.b && p.tokens[end+1].kind == word:
			next := p.plainEnd(end + 1)
			if next == end+2 && p.isWord(end+1, "or") && p.isPunct(next, ",") {
				next = p.plainEnd(next + 1) // Salt; or, the Price of Bread
			}
			if next <= end+1 {
				return end
			}
			end = next
		case p.bareYear(end) && end+1 < p.b && p.datedBracket(end+1):
			return end + 1
		case p.bareYear(end) && end > k+1 && p.tokens[end-1].kind == word && p.tokens[end-1].lower && p.isPunct(end+1, ","):
			return end + 1 // Szenarien bis 2035
		case stops && p.isPunct(end, ".") && end+1 < p.b && p.tokens[end+1].kind == word:
			next := p.plainEnd(end + 1)
			if !p.isPunct(next, ".") {
				return end
			}
			end = next
		default:
			return end
		}
	}
	return end
}

// dayBracket reports whether a bracket with nothing but a day or month opens at k: what follows the
// name of a periodical.
func (p *parser) dayBracket(k int) bool {
	t := &p.tokens[k]
	return t.kind == opening && t.n == k+2 && p.tokens[k+1].kind == dated && len(p.hits[p.tokens[k+1].n].EDTF) >= len("2006-01")
}

// readTitled reads T, C (D) without marks: a first part that is no person's name, as long as it is or
// by its small words.
func (p *parser) readTitled(r *reading, first int) bool {
	if !p.isPunct(first, ",") {
		return false
	}
	next := p.plainEnd(first + 1)
	if next >= p.b || next <= first+1 || !p.dayBracket(next) {
		return false
	}
	words, small := 0, false
	for k := p.a; k < first; k++ {
		t := &p.tokens[k]
		w := p.text[t.start:t.end]
		switch {
		case t.kind != word:
			small = small || p.isPunct(k, "?:")
		case isInitial(w) || isSuffix(w):
			return false
		default:
			words++
			small = small || t.lower && !particles[w] && !p.isJoiner(k)
		}
	}
	if words < 4 && !small || isOrganisation(strings.Fields(p.str(p.a, first))) && !small {
		return false
	}
	r.Title = titleText(p.str(p.a, first))
	p.took(r, fTitle, p.a, first)
	p.tail(r, first, p.b, habits{})
	r.extra += .1
	r.doubt += .1
	return true
}

// datedBracket reports whether a bracket that ends in a date opens at k.
func (p *parser) datedBracket(k int) bool {
	t := &p.tokens[k]
	return t.kind == opening && t.n > k+1 && t.n < p.b && p.tokens[t.n-1].kind == dated
}

// readHead reads a source that is named by its kind: the head and what qualifies it is the title,
// what stands right before the date its place.
func (p *parser) readHead(r *reading, first int, kind string) {
	end := first
	for end < p.b && p.isPunct(end, ",") && end+1 < p.b && p.tokens[end+1].kind == word {
		next := p.plainEnd(end + 1)
		if next <= end+1 {
			break
		}
		words := strings.Fields(p.str(end+1, next))
		dateNext := next+1 < p.b && p.isPunct(next, ",") && p.tokens[next+1].kind == dated || next < p.b && p.tokens[next].kind == dated
		if dateNext && len(words) <= 3 && p.tokens[end+1].caps && !isOrganisation(words) || !dateNext && !p.isPunct(next, ",") {
			if dateNext {
				r.Place = p.str(end+1, next)
				p.took(r, fPlace, end+1, next)
				p.finishHead(r, end, next, kind)
				return
			}
			break
		}
		end = next
	}
	p.finishHead(r, end, end, kind)
}

func (p *parser) finishHead(r *reading, end, next int, kind string) {
	r.Title, r.Type = titleText(p.str(p.a, end)), kind
	p.took(r, fTitle, p.a, end)
	p.tail(r, next, p.b, habits{})
	r.extra += .3
}

// instruments are the words by which laws and treaties are known.
var instruments = map[string]string{
	"resolution": "legislation", "directive": "legislation", "regulation": "legislation", "constitution": "legislation", "decree": "legislation",
	"convention": "treaty", "treaty": "treaty", "agreement": "treaty", "charter": "treaty", "protocol": "treaty", "covenant": "treaty",
	"act": "legislation", "bill": "legislation", "regulations": "legislation", "ordinance": "legislation", "statute": "legislation", "code": "legislation",
	"loi": "legislation", "décret": "legislation", "ordonnance": "legislation", "ley": "legislation", "decreto": "legislation", "legge": "legislation", "lei": "legislation", "ustawa": "legislation",
	"gesetz": "legislation", "gesetzentwurf": "legislation", "verordnung": "legislation",
	"rapport": "report", "informe": "report", "relazione": "report", "relatório": "report", "verslag": "report", "sprawozdanie": "report",
	"report": "report", "census": "report", "survey": "report",
}

// lawGoesOn are the words with which the name of a law goes on behind a comma.
var lawGoesOn = wordSet("de del por sobre relativa relativo relative relatif portant modifiant recante concernente que")

// readInstrument reads a law or treaty that is cited by its name: what stands before the first comma.
func (p *parser) readInstrument(r *reading) bool {
	end, kind, words := p.a, "", 0
	for end < p.b && !p.isPunct(end, ",;") && !p.datedBracket(end) {
		t := &p.tokens[end]
		switch t.kind {
		case word:
			words++
			if t.caps {
				if k := instruments[strings.ToLower(p.text[t.start:t.end])]; k != "" {
					kind = k
				}
			}
		case located, address, quoted, back, noteNo, signal, accessed:
			return false
		}
		end++
	}
	dayed := end > p.a && p.tokens[end-1].kind == dated && !p.bareYear(end-1) // Legge 4 maggio 2001
	if kind == "" || words < 3 && end-p.a < 3 && !dayed || words > 40 || !p.tokens[p.a].caps {
		return false
	}
	for n := 0; n < 4 && kind == "legislation" && p.isPunct(end, ",") && end+2 < p.b && p.tokens[end+1].kind == word && lawGoesOn[p.str(end+1, end+2)]; n++ {
		end += 2 // Ley 12/1998, de 4 de mayo, de Puertos
		for end < p.b && (p.tokens[end].kind == word && p.tokens[end].lex == nil || p.tokens[end].kind == dated) {
			end++
		}
	}
	stop := end
	for stop > p.a && p.tokens[stop-1].kind == punct {
		stop--
	}
	r.Title, r.Type = titleText(p.str(p.a, stop)), kind
	p.took(r, fTitle, p.a, stop)
	for k := p.a; k < stop; k++ {
		if p.tokens[k].kind == dated && (!p.bareYear(k) || k == stop-1) {
			r.Date, r.dates = p.date(&p.tokens[k]), p.tokens[k].n+1
		}
	}
	p.tail(r, end, p.b, habits{book: kind == "report"})
	r.extra += .3
	return true
}

// readPeriodical reads a newspaper that is cited by its day: C, D, p.
func (p *parser) readPeriodical(r *reading, first int) bool {
	end := first
	if end < p.b && p.tokens[end].kind == opening && p.tokens[end].n > end && p.tokens[end].n <= end+4 {
		end = p.tokens[end].n + 1
	}
	if !p.isPunct(end, ",") || end+1 >= p.b || p.tokens[end+1].kind != dated || len(p.hits[p.tokens[end+1].n].EDTF) != len("2006-01-02") || first > p.a+7 {
		return false
	}
	for k := p.a; k < first; k++ {
		if t := &p.tokens[k]; t.kind == word && !t.caps && !smallJoint[p.text[t.start:t.end]] {
			return false
		}
	}
	r.Container, r.Type = p.str(p.a, first), "article-newspaper"
	p.took(r, fContainer, p.a, first)
	if end > first {
		p.idle(r, first, end)
	}
	r.prev, r.prevEnd = fContainer, end
	p.tail(r, end, p.b, habits{})
	r.extra += .2
	return len(r.rest) == 0 || end > first && len(r.rest) == 1
}

// plainEnd returns the end of the words at k: before a comma, a date, a locator or a bracket.
func (p *parser) plainEnd(k int) int {
	end := k
	for end < p.b {
		switch t := &p.tokens[end]; t.kind {
		case word, leader:
		case back:
			if t.class != backSame {
				return end
			}
		case punct:
			if strings.ContainsRune(",;，；:：\n", t.r) && !(t.r == ':' && end+1 < p.b && end > k+1) {
				return end
			}
			if t.r == '.' && (end+1 >= p.b || p.tokens[end+1].space && !p.abbreviatedAt(end) && !p.isOrdinal(end)) {
				return end
			}
		case number:
			if end+1 < p.b && p.isOrdinal(end+1) {
				break
			}
			if run := p.figureRun(end, p.b); end > k && run < p.b && p.datedBracket(run) && p.tokens[run].n <= run+5 && p.firstColon(run, p.tokens[run].n) < 0 {
				return end // Small Gods 235–37 (5th ed. 1967)
			}
			if end+1 < p.b && p.isPunct(end+1, ",") && end > k {
				return end
			}
		case opening:
			next := p.acronymAt(end, p.b)
			if next == end {
				return end
			}
			end = next
			continue
		default:
			return end
		}
		end++
	}
	return end
}

func (p *parser) firstColon(a, b int) int {
	for k := a; k < b; k++ {
		if p.isPunct(k, ":：") {
			return k
		}
	}
	return -1
}

// isOrdinal reports whether the full stop at k makes a number an ordinal one: im 18. Jahrhundert.
func (p *parser) isOrdinal(k int) bool {
	if !p.isPunct(k, ".") || k == p.a || k+1 >= p.b || p.tokens[k-1].kind != number || p.tokens[k-1].end-p.tokens[k-1].start > 2 || p.tokens[k+1].kind != word {
		return false
	}
	next := p.text[p.tokens[k+1].start:p.tokens[k+1].end]
	return strings.HasPrefix(next, "Jahrhundert") || next == "Jh" || p.language == "de" && p.tokens[k+1].caps && (p.tokens[k+1].lex == nil || !p.tokens[k+1].lex.has(editionWord))
}

// heads begin sources that have no title of their own, by their type.
var heads = map[string][]string{
	"interview": {"author interview with", "author’s interview with", "author's interview with", "interview with", "interviews with", "author interviews with", "personal interview", "telephone interview with",
		"phone interview with", "video interview with", "zoom interview with", "anonymous interview", "oral history interview with", "interview by author", "interview conducted", "confidential interview", "interview by the author", "authors’ interview with", "интервью",
		"entretien avec", "entretiens avec", "entretien de", "entrevista con", "entrevista a ", "entrevista de l", "entrevista del ", "entrevista com", "entrevista do ", "entrevista da ", "intervista con", "intervista a ", "intervista ad ", "intervista di ", "intervista dell",
		"interview mit", "gespräch mit", "gespräch des verf", "gespräch der verf", "gespräch des autors", "gespräch der autorin", "interview des verf", "interview der verf", "interview des autors", "interview der autorin", "telefonat mit", "telefoninterview mit", "entretien téléphonique avec", "entrevista telefónica con", "interview met", "gesprek met", "wywiad z", "rozmowa z", "mülakat", "ile görüşme"},
	"personal_communication": {"letter from", "letter to", "author correspondence with", "personal communication", "email from", "e-mail from", "email to", "e-mail to", "text message from", "author’s correspondence with", "author email", "author’s email", "e-mail von", "e-mail an", "mitteilung von", "auskunft von", "schriftliche mitteilung", "mündliche mitteilung", "courriel de", "courriel à", "communication personnelle", "correo electrónico de", "comunicación personal", "comunicazione personale", "message to", "message from", "conversation with",
		"correspondence with", "telegram from", "telegram to", "circular from", "telegramm des", "telegramm von", "telegramm an", "erlass des", "erlass an", "télégramme de", "télégramme du", "dépêche de", "dépêche du", "telegrama de", "telegrama del", "despacho de", "despacho del", "telegramma di", "telegramma del", "dispaccio di", "dispaccio del", "cable from", "despatch from", "dispatch from", "lettre de", "lettre du", "lettre d’", "lettre à", "brief von", "brief an", "brief des", "brief der", "brief van", "schreiben von", "schreiben an", "schreiben des", "schreiben der", "carta de", "carta a ", "carta do", "carta da",
		"lettera di", "lettera del", "lettera a ", "lettera da", "list do ", "list od ", "письмо"},
	"manuscript": {"minutes of", "aufzeichnung des", "aufzeichnung der", "aufzeichnung von", "aufzeichnung über", "denkschrift des", "denkschrift der", "denkschrift von", "notiz des", "notiz von", "petition of", "petition from", "note from", "transcript of", "deposition of", "affidavit of", "memorandum from", "memorandum of", "memorandum to", "memo from", "notes of", "record of", "diary of", "protokoll der", "protokoll des", "protokoll über", "niederschrift", "aktennotiz", "vermerk", "procès-verbal de", "procès-verbal du", "délibération de", "délibération du", "acta de", "actas de", "acta do", "ata da", "ata de", "verbale di", "verbale del", "notulen van", "protokół z", "protokół po"},
	"speech":     {"speech by", "address by", "remarks by", "statement by", "remarks of", "testimony by", "testimony before", "lecture by", "lecture at", "press briefing by", "press conference by", "testimony of", "speech at", "speech to"},
}

// headType returns the type of a source that begins like one of the heads, or "".
func headType(s string) string {
	low := strings.ToLower(s[:min(len(s), 48)])
	for _, kind := range [...]string{"interview", "personal_communication", "manuscript", "speech"} {
		for _, h := range heads[kind] {
			if strings.HasPrefix(low, h) && len(s) > len(h) {
				return kind
			}
		}
	}
	return ""
}
