package cite

import (
	"strings"
	"unicode/utf8"
)

// A grammar reads a segment in one style; read reports whether it fits.
type grammar struct {
	name string
	read func(p *parser, r *reading) bool
}

// grammars lists the styles, a file each. Where two readings are equally good the first one wins.
var grammars = []grammar{
	{"policy", readPolicy},
	{"chicago", readChicago},
	{"mhra", readMHRA},
	{"romance", readRomance},
	{"oscola", readOSCOLA},
	{"bluebook", readBluebook},
	{"statute", readStatute},
	{"german", readGerman},
	{"apa", readAPA},
	{"mla", readMLA},
	{"nature", readNature},
	{"sciences", readSciences},
	{"listed", readListed},
	{"capitals", readCapitals},
	{"author-date", readAuthorDate},
	{"vancouver", readVancouver},
	{"gbt", readGBT},
	{"chinese", readChinese},
	{"gost", readGOST},
	{"wikipedia", readWikipedia},
	{"plain", readPlain},
	{tagger, readTagged},
	{"anchors", readAnchors},
}

// tagger is the name of the reading that no grammar gives; it is made only where none of them is sure.
const tagger = "tagger"

// quotedCitation reads A, “T”, and what follows it.
func (p *parser) quotedCitation(r *reading, k int, ord order, h habits) bool {
	if !p.head(r, k, ord) {
		return false
	}
	p.setQuoted(r, k)
	h.law = h.law || p.hasLawCite(k+1)
	p.tail(r, k+1, p.b, h)
	return true
}

// italicCitation reads A, *T*, and what follows it.
func (p *parser) italicCitation(r *reading, k int, ord order, h habits) bool {
	end := p.italics(k, p.b)
	if end <= k {
		return false
	}
	if stop := p.pieceBefore(k); stop > p.a {
		r.Title, r.Container, r.Type = titleText(p.str(p.a, stop)), titleText(p.str(k, end)), "article-newspaper"
		p.took(r, fTitle, p.a, stop)
		p.took(r, fContainer, k, end)
		p.tail(r, end, p.b, habits{})
		r.extra += .4
		return true
	}
	if !p.head(r, k, ord) {
		return false
	}
	r.Title = titleText(p.str(k, end))
	p.took(r, fTitle, k, end)
	h.law = h.law || p.hasLawCite(end)
	h.book = !h.law
	p.tail(r, end, p.b, h)
	if len(r.Authors)+len(r.Editors)+len(r.Translators) == 0 && k == p.a && r.Container == "" && r.Publisher == "" && r.Place == "" && r.Volume == "" && !strings.ContainsAny(r.Number, "/-") && len(r.Date.EDTF) >= len("2006-01-02") && p.seg.anchors.links == 0 {
		r.Title, r.Container, r.Type = "", r.Title, "article-newspaper" // *Daily Tide*, 4 May 1982
		r.Issue, r.Number = r.Issue+r.Number, ""
	}
	return true
}

// pieces are what a newspaper prints that has no title of its own.
var pieces = countrySet(`letter to the editor|letters to the editor|letter to the editors|editorial|leading article|leader|obituary|advertisement|classified advertisement|notice|untitled|
leserbrief|leitartikel|todesanzeige|anzeige|nachruf|éditorial|courrier des lecteurs|lettre au rédacteur|carta al director|editorial sin título|carta ao director|lettera al direttore|ingezonden brief|list do redakcji|письмо в редакцию|передовая`)

// isPiece reports whether s names such a piece, in any case.
func isPiece(s string) bool {
	var low [48]byte
	if len(s) == 0 || len(s) > len(low) {
		return false
	}
	if s[0] >= utf8.RuneSelf {
		return pieces[strings.ToLower(s)]
	}
	n := copy(low[:], s)
	for i, c := range low[:n] {
		if c >= 'A' && c <= 'Z' {
			low[i] = c | 0x20
		}
	}
	return pieces[string(low[:n])]
}

// pieceBefore returns the end of the words that name a piece without title before the periodical in
// italics at k, with a day behind it: Letter to the editor, *C*, D. It returns p.a if there are none.
func (p *parser) pieceBefore(k int) int {
	stop := k
	for stop > p.a && p.isPunct(stop-1, ",.:") {
		stop--
	}
	if stop == k || stop == p.a || stop > p.a+8 || !isPiece(p.str(p.a, stop)) {
		return p.a
	}
	for j := k; j < p.b; j++ {
		if p.tokens[j].kind == dated && len(p.hits[p.tokens[j].n].EDTF) >= len("2006-01") {
			return stop
		}
	}
	return p.a
}

// head reads what stands before a title: names, or prose that leads up to it.
func (p *parser) head(r *reading, k int, ord order) bool {
	if !p.tells(p.a, k) && p.authors(r, p.a, k, ord) {
		if len(r.Authors)+len(r.Editors) > 0 {
			r.extra += .3
		}
		return true
	}
	if from, to := p.sayer(p.a, k); to > from && !isCaseName(p.str(k, p.italics(k, p.b))) {
		if list, ok := p.names(from, to, straight, p.kana); ok {
			r.Authors = list
			p.took(r, fAuthors, from, to)
			r.idle += p.letters[k] - p.letters[to] + p.letters[from] - p.letters[p.a]
			r.extra += .2
			return true
		}
	}
	// Prose may lead up to the names: they begin behind its last word in lower case.
	start := p.a
	for j := k - 1; j > p.a && start == p.a; j-- {
		t := &p.tokens[j-1]
		if t.kind == signal || t.kind == punct && (t.r == ':' || t.r == '—' || t.r == '.' && !p.abbreviatedAt(j-1)) ||
			t.kind == word && t.lower && !particles[p.text[t.start:t.end]] && !p.isJoiner(j-1) && (t.lex == nil || !t.lex.has(othersWord) && !t.lex.has(edWord) && !t.lex.has(edsAfter)) {
			start = j
		}
	}
	if comma := p.firstComma(p.a, start); comma > p.a+1 && p.authors(r, p.a, comma, ord) && len(r.Authors) == 1 && r.Authors[0].Given != "" {
		p.idle(r, comma, k) // Jane Roe, interview by John Low
		return true
	}
	r.Authors, r.Editors = nil, nil
	if start > p.a && start+2 < k && particles[p.str(start, start+1)] && p.tokens[start+1].caps && p.tokens[start+2].kind == word && p.tokens[start+2].caps {
		start++ // la synthèse de Christine Dubourg
	}
	if start > p.a && p.authors(r, start, k, ord) {
		r.idle += p.letters[start] - p.letters[p.a]
		return true
	}
	lower, words := 0, 0
	for j := p.a; j < k; j++ {
		if p.tokens[j].kind == word {
			words++
			if p.tokens[j].lower {
				lower++
			}
		}
	}
	if 2*lower >= words && words > 0 {
		r.idle += p.letters[k] - p.letters[p.a]
	} else {
		p.leave(r, p.a, k)
	}
	return true
}

// hasLawCite reports whether volume, periodical and page stand together from k on.
func (p *parser) hasLawCite(k int) bool {
	var r reading
	for ; k < p.b; k++ {
		if p.tokens[k].kind == opening && p.tokens[k].n > k {
			k = p.tokens[k].n
			continue
		}
		if p.isFigure(k) && p.lawCite(&r, k, p.b, habits{law: true}) > k {
			return true
		}
	}
	return false
}

// markOf returns the opening mark of the quotation at k.
func (p *parser) markOf(k int) rune {
	r, _ := utf8.DecodeRuneInString(p.text[p.tokens[k].start:])
	return r
}

// commaInside reports whether the title at k ends in a comma inside of its marks.
func (p *parser) commaInside(k int) bool {
	s := strings.TrimRight(p.words(k), " ’'")
	return strings.HasSuffix(s, ",") || strings.HasSuffix(s, ".")
}

// stopBefore reports whether a full stop parts what stands before k from it, as in lists of works.
func (p *parser) stopBefore(k int) bool {
	return k > p.a && (p.isPunct(k-1, ".") || p.tokens[k-1].kind == signal)
}
