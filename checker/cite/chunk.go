package cite

import (
	"strings"
	"unicode/utf8"
)

// chunkEnd returns the end of the words that begin at k: before punctuation that parts fields, a
// bracket, a date, a locator or a number.
func (p *parser) chunkEnd(k, b int, h habits) int {
	italic := p.isItalic(k)
	end := k
	for end < b {
		t := &p.tokens[end]
		switch t.kind {
		case word:
			if end > k && (p.isItalic(end) != italic && t.end-t.start > 1 || p.text[t.start] == '(') {
				return end
			}
		case punct:
			switch t.r {
			case ',', ';', ':', '，', '：', '；', '。', '\n', '<', '>', '/', '—', '|':
				if t.r != '/' || end+1 < b && p.tokens[end+1].space {
					return end
				}
			case '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹':
				if end+1 < b && p.tokens[end+1].kind == dated {
					return end
				}
			case '–':
				if t.space {
					return end
				}
			case '.':
				last := end+1 >= b
				if last || h.stops && p.tokens[end+1].space && !p.shortBefore(end) {
					return end
				}
				if !h.stops && p.tokens[end+1].space && !p.abbreviatedAt(end) {
					return end
				}
			}
		case number:
			if end+1 < b && (p.tokens[end+1].kind == word || p.isPunct(end+1, "-")) && p.tokens[end+1].caps && end > k {
				break
			}
			return end
		case leader, typemark:
			return end
		default:
			return end
		}
		end++
	}
	return end
}

// docketAt reads COM(2023) 45 and CP 411 at k as the number: capitals, then figures.
func (p *parser) docketAt(r *reading, k, end, b int, h habits) int {
	if r.Number != "" || end != k+1 || end >= b || !upperOnly(p.text[p.tokens[k].start:p.tokens[k].end]) {
		return k
	}
	stop := end
	switch t := &p.tokens[end]; {
	case r.Type == "legislation" && p.isFigure(end) && p.tokens[end].end-p.tokens[end].start == 4 && p.isPunct(end+1, "/") && p.isFigure(end+2):
		stop = end + 3 // SI 2019/419
	case t.kind == opening && !t.space && t.n == end+2 && p.bareYear(end+1) && p.isFigure(end+3):
		stop = end + 4
		if stop < b && p.isWord(stop, "final") {
			stop++
		}
	case p.isWhole(end) && t.kind == number && h.book && (p.isPunct(end+1, ",") || end+1 < b && p.tokens[end+1].kind == opening):
		stop = end + 1
	default:
		return k
	}
	r.Number = p.str(k, stop)
	p.took(r, fNumber, k, stop)
	return stop
}

// upperOnly reports whether w is two or more capital letters.
func upperOnly(w string) bool {
	for _, r := range w {
		if r < 'A' || r > 'Z' {
			return false
		}
	}
	return len(w) >= 2
}

// stateAt returns the end of the state or district that goes on with a place at k (Washington, DC:),
// or k.
func (p *parser) stateAt(k, b int) int {
	if !p.isPunct(k, ",") || k+2 >= b || p.tokens[k+1].kind != word || !p.tokens[k+1].caps {
		return k
	}
	end := k + 1
	for end < b && end < k+6 && (p.tokens[end].kind == word && p.tokens[end].caps && p.tokens[end].end-p.tokens[end].start <= 5 || p.isPunct(end, ".")) {
		end++
	}
	state := p.str(k+1, end)
	if p.isPunct(end, ":") && strings.ToUpper(state) == state || p.isPunct(end, ",:") && states[strings.Trim(state, ".")] {
		return end
	}
	return k
}

// shortBefore reports whether the full stop at k ends an initial or a short abbreviation.
func (p *parser) shortBefore(k int) bool {
	if k == 0 {
		return false
	}
	t := &p.tokens[k-1]
	w := p.text[t.start:t.end]
	return t.kind == word && (utf8.RuneCountInString(w) == 1 || abbreviations[strings.ToLower(w)] && utf8.RuneCountInString(w) < 5)
}

func (p *parser) abbreviatedAt(k int) bool {
	if p.shortBefore(k) {
		return true
	}
	t := &p.tokens[k-1]
	return t.kind == word && t.caps && t.end-t.start <= 6 && (p.tokens[k+1].caps || p.isPunct(k+1, ","))
}

// chunk takes the words at k by what is still missing.
func (p *parser) chunk(r *reading, k, b int, h habits) int {
	end := p.chunkEnd(k, b, h)
	if end <= k {
		p.leave(r, k, k+1)
		return k + 1
	}
	if to := serial(p.text, p.tokens[k].start); r.Number == "" && to > p.tokens[k].start && (to > p.tokens[k].end || end == k+1) && strings.ContainsAny(p.text[p.tokens[k].start:to], "/-") {
		stop := max(p.behind(k+1, to), k+1) // S/RES/2397
		r.Number = p.text[p.tokens[k].start:to]
		p.took(r, fNumber, k, min(stop, b))
		return min(stop, b)
	}
	if stop := p.docketAt(r, k, end, b, h); stop > k {
		return stop
	}
	if two := p.twoPlacesEnd(k, end, b); two > end {
		end = two
	}
	words := strings.Fields(p.str(k, end))
	if firm := p.firmEnd(k, end, b, h); firm > end {
		end = firm
	}
	text := titleText(p.str(k, end))
	if isGenre(text) || p.tokens[k].lower && occasions[strings.ToLower(words[0])] {
		p.setGenre(r, k, end)
		return end
	}
	if r.Container != "" && r.Volume == "" && end == k+1 && end+1 < b && p.tokens[end].kind == opening && p.tokens[end+1].kind == dated && romanEnd(text, 0) == len(text) {
		r.Volume = text // cxii (1997)
		p.took(r, fVolume, k, end)
		return end
	}
	if r.prev == fGenre && r.prevEnd >= k-1 && p.tokens[k].lower && end == k+1 && p.isPunct(k-1, ".") {
		p.setGenre(r, k, end) // Diss. phil.
		return end
	}
	if asides[strings.ToLower(text)] {
		p.idle(r, k, end)
		return end
	}
	for j := k + 1; j < end; j++ {
		if l := p.tokens[j].lex; l != nil && l.has(reportWord) {
			if stop := p.report(r, j, b, h); stop > j && r.Number != "" {
				p.idle(r, k, j)
				return stop
			}
		}
	}
	if end < b && p.tokens[end].kind == opening && end+1 < b && p.tokens[end+1].lex != nil && (p.tokens[end+1].lex.has(edWord) || p.tokens[end+1].lex.has(edsAfter)) && len(r.Editors) == 0 {
		if list, ok := p.names(k, end, straight, p.kana); ok {
			r.Editors = list
			stop := p.tokens[end].n + 1
			p.took(r, fEditors, k, max(stop, end))
			return max(stop, end)
		}
	}
	if end < b && p.tokens[end].kind == word && p.text[p.tokens[end].start] == '(' && len(r.Editors) == 0 {
		if list, ok := p.names(k, end, straight, p.kana); ok {
			r.Editors = list // A (ed.)
			p.took(r, fEditors, k, end+1)
			return end + 1
		}
	}
	if state := p.stateAt(end, b); state > end {
		end = state
		text = titleText(p.str(k, end))
	}
	if p.isPunct(end, ":：") && end+1 < b && p.tokens[end+1].kind == word && r.Place == "" && r.Publisher == "" && len(words) <= 4 {
		stop := p.chunkEnd(end+1, b, h)
		if stop > end+1 {
			stop = p.acronymAt(stop, b)
			stop = p.firmEnd(end+1, stop, b, habits{book: true})
			r.Place, r.Publisher = text, titleText(p.str(end+1, stop))
			if s := p.str(k, end); strings.HasSuffix(s, ".") {
				r.Place = s // М.: Дождь
			}
			p.took(r, fPlace, k, end)
			p.took(r, fPublisher, end+1, stop)
			return stop
		}
	}
	if text == "passim" || p.tokens[k].lower && isRomanRange(text) {
		p.setLocator(r, k, end)
		return end
	}
	if p.tokens[k].lower && !strings.Contains(text, ".") && p.noCapitals(k, end) {
		if len(words) > 2 && (r.prev == fLocator || r.prev == fDate) {
			p.idle(r, k, end) // 56, whose dates are a year late
			return end
		}
		p.leave(r, k, end)
		return end
	}
	if acronym := p.acronymAt(end, b); acronym > end {
		text += " " + p.str(end, acronym)
		end = acronym
	}
	if belongs(words) && p.isPunct(k-1, ",") {
		switch {
		case r.prev == fContainer && r.prevEnd == k-1:
			r.Container += ", " + text
			p.took(r, fContainer, k, end)
			return end
		case r.prev == fPublisher && r.prevEnd == k-1:
			r.Publisher += ", " + text
			p.took(r, fPublisher, k, end)
			return end
		}
	}
	if r.Container != "" && r.dates > 0 && r.locEnd == 0 && end == k+1 && pageLetter(text) && p.isPunct(k-1, ",") {
		p.setLocator(r, k, end) // *Gazette*, A3
		return end
	}
	if r.prev == fPlace && r.prevEnd == k-1 && p.isPunct(k-1, ",") && countries[strings.ToLower(text)] {
		p.took(r, fPlace, k, end) // Oslo, Norway
		return end
	}
	if r.Type == "thesis" && !r.publisher && !h.book {
		school := strings.Contains(text, "Univ") || strings.Contains(text, "Inst") || strings.Contains(text, "College")
		switch {
		case r.Container == "" && (strings.HasPrefix(text, "Dept") || strings.HasPrefix(text, "Department ") || strings.HasPrefix(text, "School of ") || strings.HasPrefix(text, "Faculty ")):
			p.idle(r, k, end)
			return end
		case r.Container == "" && school && p.shortened(k, end):
			r.Container = p.str(k, end) // Harbour Inst. Technol.
			p.took(r, fContainer, k, end)
			return end
		case r.prev == fContainer && r.prevEnd == k-1 && r.Place == "" && p.isPunct(k-1, ",") && end < b && p.isPunct(end, ",") && len(words) <= 2 && !isOrganisation(words):
			r.Place = text
			p.took(r, fPlace, k, end)
			return end
		}
	}
	for _, w := range [...]string{" 박사학위논문", " 석사학위논문", " 박사논문", " 석사논문"} {
		if school, ok := strings.CutSuffix(text, w); ok && r.Publisher == "" {
			r.Publisher, r.Type = school, "thesis"
			p.took(r, fPublisher, k, end)
			return end
		}
	}
	town, _, _ := strings.Cut(text, ",")
	city := cities[strings.ToLower(town)]
	switch {
	case h.book || r.publisher:
		p.imprintChunk(r, k, end, b, text, city, h)
	case city && r.Place == "":
		r.Place = text
		p.took(r, fPlace, k, end)
	case r.Container == "":
		r.Container = text
		p.took(r, fContainer, k, end)
	case r.Publisher == "" && r.prev != fDate && r.prev != fLocator:
		r.Publisher = text
		p.took(r, fPublisher, k, end)
	default:
		p.leave(r, k, end)
	}
	return end
}

// firmEnd returns the end of a firm's name that goes on behind a comma at end: Hale, Marsh & Co.
func (p *parser) firmEnd(k, end, b int, h habits) int {
	if !(h.book || h.stops || p.tokens[k].deep) || !p.isPunct(end, ",") || end+1 >= b || p.tokens[end+1].kind != word || end > k+2 {
		return end
	}
	next := p.chunkEnd(end+1, b, h)
	for j := end + 2; j+1 < next; j++ {
		if p.isPunct(j, "&") {
			if p.isPunct(next, ".") && isFirm(p.str(j+1, next)+".") {
				next++
			}
			return next
		}
	}
	return end
}

// twoPlacesEnd returns the end of a second city behind a semicolon or dash at end, which a colon or
// comma follows; end if there is none.
func (p *parser) twoPlacesEnd(k, end, b int) int {
	if !cities[strings.ToLower(strings.TrimSuffix(p.str(k, end), "."))] || !p.isPunct(end, ";—–") || end+1 >= b || p.tokens[end+1].kind != word {
		return end
	}
	next := end + 2
	if p.isPunct(next, ".") {
		next++
	}
	if cities[strings.ToLower(p.str(end+1, end+2))] && p.isPunct(next, ":,") {
		return next
	}
	return end
}

// pageLetter reports whether s is a page of a newspaper such as A3.
func pageLetter(s string) bool {
	return len(s) >= 2 && len(s) <= 4 && s[0] >= 'A' && s[0] <= 'Z' && strings.Trim(s[1:], "0123456789") == ""
}

// isMeeting reports whether a container is what was read at a meeting.
func isMeeting(s string) bool {
	for _, w := range [...]string{"Proc.", "Proceedings", "Conf.", "Conference", "Symp.", "Symposium", "Workshop"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// isRomanRange reports whether s is a page in Roman figures, or two: vii–x.
func isRomanRange(s string) bool {
	for _, part := range strings.FieldsFunc(s, isDash) {
		if romanEnd(part, 0) != len(part) || part == "" {
			return false
		}
	}
	return s != ""
}

// noCapitals reports whether all words from k to end are in lower case: prose, not a name.
func (p *parser) noCapitals(k, end int) bool {
	for ; k < end; k++ {
		if t := &p.tokens[k]; t.kind == word && !t.lower {
			return false
		}
	}
	return true
}

// imprintChunk takes words between title and year: the place, the publisher, or place then
// publisher if two chunks follow each other.
func (p *parser) imprintChunk(r *reading, k, end, b int, text string, city bool, h habits) {
	if p.isPunct(end, ",") && end+1 < b && p.tokens[end+1].kind == word && !city && r.Publisher == "" && r.Place == "" {
		if next := p.chunkEnd(end+1, b, h); cities[strings.ToLower(p.str(end+1, next))] {
			r.Publisher = text // P, L Y
			p.took(r, fPublisher, k, end)
			return
		}
	}
	if raw := p.str(k, end); r.Place == "" && strings.HasSuffix(raw, " u. a") && p.isPunct(end, ".") {
		r.Place = raw + "." // Köln u. a. 2007
		p.took(r, fPlace, k, end)
		return
	}
	if raw := p.str(k, end); r.Place == "" && isTown(raw) && (p.language == "de" || strings.Contains(raw, ".")) {
		if p.isPunct(end, ".") && end+1 < b && p.tokens[end+1].kind == dated {
			end++
			raw = p.str(k, end) // Freiburg i. Br. 1999
		}
		r.Place = raw
		p.took(r, fPlace, k, end)
		return
	}
	another := p.isPunct(end, ",，.") && end+1 < b && p.tokens[end+1].kind == word && (p.tokens[end+1].lex == nil)
	if p.placeAlone(k, end, b, text) && r.Place == "" && r.Publisher == "" && r.dates == 0 {
		r.Place = text
		if p.isPunct(end, ".") || strings.HasSuffix(p.str(k, end), ".") {
			r.Place = text + "."
		}
		p.took(r, fPlace, k, end)
		return
	}
	yearNext := end < b && (p.tokens[end].kind == dated || p.tokens[end].kind == punct && isSuperscript(p.tokens[end].r))
	words := strings.Fields(text)
	switch {
	case r.Container == "" && !r.publisher && end+1 < b && p.tokens[end].kind == opening && p.tokens[end+1].kind == dated && len(p.hits[p.tokens[end+1].n].EDTF) >= len("2006-01") && p.hits[p.tokens[end+1].n].EDTF[4] == '-':
		r.Container = text // a periodical: books have no day in brackets
		p.took(r, fContainer, k, end)
	case r.Container == "" && !r.publisher && !h.stops && r.dates == 0 && r.Place == "" && r.Publisher == "" && p.isPunct(end, ",") && end+1 < b && p.tokens[end+1].kind == address:
		r.Container = text // a site
		p.took(r, fContainer, k, end)
	case r.Place == "" && city:
		r.Place = text
		if s := p.str(k, end); strings.HasSuffix(s, ".") && utf8.RuneCountInString(s) <= 4 {
			r.Place = s // М., 1999
		}
		p.took(r, fPlace, k, end)
	case r.Container == "" && !r.publisher && r.Place == "" && r.Publisher == "" && r.dates == 0 && p.dayBehind(end, b) && p.seg.anchors.links > 0 && !isOrganisation(words):
		r.Container = text // a site: books have no day
		p.took(r, fContainer, k, end)
	case r.Place == "" && r.Publisher == "" && (p.language != "en" || p.hasSeite()) && yearNext && !p.tokens[k].deep && !p.tokens[k].cjk && !isHangul(text) && len(words) <= 2 && !bookHouse(text) && !isOrganisation(words):
		r.Place = text // *Handel am Sund*, Bremerode 1972
		p.took(r, fPlace, k, end)
	case r.Place == "" && r.Publisher == "" && isMeeting(r.Container) && (yearNext || p.isPunct(end, ",")) && len(words) <= 2 && !isOrganisation(words):
		r.Place = text
		p.took(r, fPlace, k, end)
	case r.Place == "" && r.Publisher == "" && h.stops && h.book && p.isPunct(end, ",") && end+1 < b && p.tokens[end+1].kind == dated && len(words) <= 2 && script(text) == "Cyrl" && !isOrganisation(words):
		r.Place = text // Мурманск, 2006
		p.took(r, fPlace, k, end)
	case r.Place == "" && r.Publisher == "" && h.placeYear && yearNext && len(words) <= 3:
		r.Place = text
		p.took(r, fPlace, k, end)
	case r.Place == "" && r.Publisher == "" && another && !(p.tokens[k].cjk && p.tokens[end+1].kind == dated) && !isOrganisation(words) && len(words) <= 2:
		r.Place = text
		p.took(r, fPlace, k, end)
	case r.Publisher == "":
		r.Publisher = text
		p.took(r, fPublisher, k, end)
	case r.Place == "" && len(words) <= 3:
		r.Place = text
		p.took(r, fPlace, k, end)
	default:
		p.leave(r, k, end)
	}
}

// placeAlone reports whether the words from k to end are the place of a book that is printed
// without publisher, as Romance, Turkish and Dutch notes have it (Burgos, 1956; (Hilversum 1998)),
// or say that there is none.
func (p *parser) placeAlone(k, end, b int, text string) bool {
	if noPlace[strings.ToLower(strings.ReplaceAll(text, " ", ""))] {
		return true
	}
	words := strings.Fields(text)
	if !p.tokens[k].caps || len(words) > 2 || bookHouse(text) || isOrganisation(words) || upperOnly(text) {
		return false
	}
	switch p.language {
	case "fr", "es", "it", "pt", "tr":
		return len(words) == 1 && !p.tokens[k].deep && p.isPunct(end, ",") && end+1 < b && p.tokens[end+1].kind == dated
	case "nl":
		return p.tokens[k].deep && end < b && p.tokens[end].kind == dated
	}
	return false
}

// noPlace are the abbreviations that say that a book names no place.
var noPlace = wordSet("s.l o.o b.m z.pl y.y")

// dayBehind reports whether a comma and a day follow at k.
func (p *parser) dayBehind(k, b int) bool {
	return p.isPunct(k, ",") && k+1 < b && p.tokens[k+1].kind == dated && len(p.hits[p.tokens[k+1].n].EDTF) == len("2006-01-02")
}

// acronymAt returns the end of an acronym in brackets at k, or k.
func (p *parser) acronymAt(k, b int) int {
	if k+2 >= b || p.tokens[k].kind != opening || p.tokens[k].n < 0 || p.tokens[k].n > k+4 || p.tokens[k].n >= b {
		return k
	}
	mate := p.tokens[k].n
	s := p.str(k+1, mate)
	upper := 0
	for _, r := range s {
		if r >= 'A' && r <= 'Z' {
			upper++
		} else if r >= '0' && r <= '9' {
			return k
		}
	}
	if upper < 2 || utf8.RuneCountInString(s) > 12 || strings.Contains(s, " ") {
		return k
	}
	return mate + 1
}

// isGenre reports whether the words only say what kind of thing a source is.
func isGenre(s string) bool {
	low := strings.ToLower(s)
	if genres[low] {
		return true
	}
	for _, w := range [...]string{"thesis", "diss", "diss.", "dissertation"} {
		if strings.HasSuffix(low, " "+w) && len(low) < 40 {
			return true
		}
	}
	return false
}

// states are abbreviations of American states as imprints print them.
var states = wordSet("Mass Conn Calif Cal Pa Md Va Ill Mich Minn Wis Ind Ohio Tex Fla Ga NJ N.J NY N.Y NC N.C RI R.I NH N.H MA CT CA PA MD VA IL MI MN WI IN TX FL GA NC RI NH DC D.C")

// occasions begin words that say on what occasion something was said.
var occasions = wordSet("last updated modified posted published speech lecture paper presented remarks address talk keynote testimony delivered presentation panel unpublished mimeo note obs concl comm nota con")

// asides stand before a place and say nothing of the source.
var asides = countrySet("at|ici|aquí|aldaar|tutaj|especially|esp|esp.|in particular|particularly|here|notably|hier|insb|insb.|insbesondere|notamment|especialmente|also|and|for example|e.g|quoted|cited|emphasis added|emphasis in original|my translation|author’s translation|translation mine|last modified|last updated|updated|modified|last revised|posted|published|published online|first published|first published online|zuletzt geändert|zuletzt aktualisiert|aktualisiert|mis à jour le|mise à jour|publié le|actualizado|última modificación|aggiornato al|ultimo aggiornamento")

// genres are words that say what a source is and that are no container if there is another.
var genres = countrySet(`twitter post|facebook post|instagram post|linkedin post|x post|blog|blog post|blog entry|op-ed|opinion|press release|working paper|issue brief|policy brief|policy paper|briefing|briefing paper|
report|research report|special report|commentary|analysis|editorial|video|podcast|transcript|speech|testimony|post|tweet|news release|statement|fact sheet|
factsheet|interview|data set|dataset|database|discussion paper|occasional paper|white paper|backgrounder|letter|remarks|infographic|web page|website|
unpublished|unpublished manuscript|phd thesis|phd diss.|phd dissertation|ma thesis|master’s thesis|dissertation|thesis|diss.|hearing|pressemitteilung|
judgment|judgement|order|diss. phil|diss|inaugural-dissertation|habilitationsschrift|thèse de doctorat|tesis doctoral|tesi di dottorato|tese de doutoramento|
tese de doutorado|proefschrift|praca doktorska|rozprawa doktorska|doktora tezi|yüksek lisans tezi|диссертация|decision|communiqué|communiqué de presse|comunicado|last updated|updated|online|电子版|硕士学位论文|博士学位论文`)

// cities are places where many books and newspapers are printed.
var cities = countrySet(`london|new york|oxford|cambridge|paris|berlin|münchen|munich|frankfurt|frankfurt am main|frankfurt a. m.|frankfurt/main|hamburg|leipzig|
stuttgart|köln|cologne|göttingen|heidelberg|tübingen|bonn|wien|vienna|graz|zürich|zurich|bern|basel|genève|geneva|lausanne|amsterdam|leiden|the hague|den haag|
rotterdam|utrecht|antwerpen|bruxelles|brussels|leuven|louvain|luxembourg|copenhagen|københavn|stockholm|oslo|helsinki|madrid|barcelona|valencia|sevilla|lisboa|
lisbon|porto|coimbra|roma|rome|milano|milan|torino|turin|bologna|firenze|florence|venezia|napoli|padova|warszawa|warsaw|kraków|wrocław|poznań|praha|prague|budapest|
bucharest|sofia|beograd|athens|istanbul|ankara|izmir|moscow|москва|м.|м|спб.|спб|санкт-петербург|пг.|пг|екатеринбург|казань|новосибирск|одесса|одеса|ленинград|л.|киев|київ|харків|львів|минск|kyiv|washington|washington, dc|
washington dc|washington, d.c.|d.c.|dc|boston|chicago|philadelphia|baltimore|los angeles|san francisco|berkeley|princeton|new haven|ithaca|durham|santa monica|stanford|
arlington|toronto|montréal|montreal|ottawa|vancouver|méxico|mexico city|buenos aires|santiago|bogotá|lima|são paulo|rio de janeiro|canberra|sydney|melbourne|
wellington|auckland|tokyo|kyoto|osaka|东京|東京|京都|大阪|beijing|peking|北京|上海|shanghai|南京|天津|广州|武汉|重庆|成都|杭州|西安|沈阳|长春|哈尔滨|长沙|济南|合肥|台北|臺北|香港|taipei|
hong kong|singapore|seoul|서울|delhi|new delhi|mumbai|bombay|kolkata|dhaka|islamabad|karachi|colombo|kathmandu|jakarta|kuala lumpur|manila|hanoi|bangkok|cairo|beirut|
jerusalem|tel aviv|tehran|baghdad|riyadh|dubai|abu dhabi|doha|nairobi|addis ababa|lagos|accra|dakar|johannesburg|pretoria|cape town|edinburgh|glasgow|dublin|manchester|
new brunswick|aldershot|farnham|cheltenham|houndmills|basingstoke|abingdon|dordrecht|lanham|boulder|thousand oaks|reading, ma|englewood cliffs|notre dame|ann arbor`)
