package cite

import (
	"strings"

	"github.com/citelint/citelint/checker"
)

// finiteVerbs are those that tell a sentence of English prose from a title or a name.
var finiteVerbs = wordSet(`is was were are has had have does did do can could will would may might must should cannot seems seemed
remains remained became becomes reads rests says said shows showed argues argued holds held makes made gives gave takes took went goes
appears appeared notes noted found finds means meant denies denied stands stood suggests suggested observes observed claims claimed puts
put points writes wrote explains explained contends maintains maintained demonstrates demonstrated describes described`)

// sayingVerbs are what an author does in a work that prose cites: As Corran argues in *T*.
var sayingVerbs = wordSet(`argues argued notes noted shows showed has observes observed suggests suggested claims claimed puts put points pointed
writes wrote explains explained contends contended maintains maintained demonstrates demonstrated describes described remarks remarked says
said holds held reminds finds found recalls recounts reports discusses documents traces concludes concluded insists stresses`)

// statement reports whether the tokens read like a sentence: three words, half of them in lower case,
// and a verb.
func (sp *splitter) statement(a, b int) bool {
	w, l := sp.words[b]-sp.words[a], sp.lowers[b]-sp.lowers[a]
	if w < 3 || 2*l < w || sp.initialled(a) || sp.evidence(a, b).backs > 0 || !sp.tokens[a].caps && sp.tokens[a].kind != quoted {
		return false
	}
	verb, english := false, false
	for k := a; k < b && k < a+40; k++ {
		if t := &sp.tokens[k]; t.kind == word {
			w := sp.text[t.start:t.end]
			verb = verb || t.lower && finiteVerbs[w]
			english = english || englishWords[w]
		}
	}
	return verb && english
}

// englishWords tell an English sentence from one in a language that has words like English verbs.
var englishWords = wordSet(`the The of and this This that That these These with by from not there There his her their its it It he He she She they They
which who nothing Nothing never for less more were no No`)

// reporterAt reports whether the volume of a law report begins at k: 410 U.S. at 625.
func (sp *splitter) reporterAt(k, b int) bool {
	if k+3 >= b || sp.tokens[k].kind != number || sp.tokens[k].end-sp.tokens[k].start > 4 || !sp.tokens[k+1].caps {
		return false
	}
	for j := k + 1; j < b && j < k+10; j++ {
		switch t := &sp.tokens[j]; {
		case t.kind == located:
			return t.lex != nil && string(t.lex.phrase) == "at"
		case t.kind == number && t.lower, t.kind == number && sp.tokens[j-1].r == '.' && !t.space: // F.3d
		case t.kind == number:
			return j > k+1
		case t.kind == word && t.caps, t.kind == punct && (t.r == '.' || t.r == '’'):
		default:
			return false
		}
	}
	return false
}

// joinsWork reports whether words at k join a second work to the first: with the criticism of Inglis,
// and the review by Orme.
func (sp *splitter) joinsWork(k, b int) bool {
	if k >= b || !sp.isWord(k, "with") && !sp.isWord(k, "and") && !sp.isWord(k, "but") {
		return false
	}
	for j := k + 1; j < b && j < k+7; j++ {
		t := &sp.tokens[j]
		if t.kind != word || !t.lower {
			return false
		}
		if w := sp.text[t.start:t.end]; j > k+1 && (w == "of" || w == "by" || w == "in") {
			return j+1 < b && (sp.tokens[j+1].kind == quoted || sp.tokens[j+1].kind == word && sp.tokens[j+1].caps)
		}
	}
	return false
}

// sayer returns the names of the author whom prose from token a to b credits with the title behind
// it: As Edith Corran argues in; a, a if there are none.
func (p *parser) sayer(a, b int) (from, to int) {
	if from, to := p.maker(a, b); to > from {
		return from, to
	}
	k := a
	if p.isWord(k, "As") || p.isWord(k, "as") {
		k++
	}
	end := k
	for end < b && (p.tokens[end].kind == word && (p.tokens[end].caps || end > k && (particles[p.str(end, end+1)] || p.isJoiner(end))) || end > k && p.isPunct(end, ".-")) {
		end++
	}
	if end == k || end >= b || p.tokens[end].kind != word || !sayingVerbs[p.str(end, end+1)] || !personal(strings.Fields(p.str(k, end))) {
		return a, a
	}
	return k, end
}

// maker returns the names in "by Edwin Shaw in", which prose from token a to b ends in; a, a if it does not.
func (p *parser) maker(a, b int) (from, to int) {
	to = b - 1
	if to <= a+2 || makers[p.str(to, b)] == "" {
		return a, a
	}
	from = to
	for from > a && from > to-8 && (p.tokens[from-1].kind == word && (p.tokens[from-1].caps || particles[p.str(from-1, from)] || p.isJoiner(from-1)) && p.str(from-1, from) != makers[p.str(to, b)] || p.isPunct(from-1, ".-")) {
		from--
	}
	if from <= a+1 || from == to || p.str(from-1, from) != makers[p.str(to, b)] || !personal(strings.Fields(p.str(from, to))) {
		return a, a
	}
	return from, to
}

// makers are the words before the name of an author whom prose credits with something in a work, by the
// words behind it.
var makers = map[string]string{"in": "by", "dans": "par", "en": "por"}

// tells reports whether a verb stands among the tokens from a to b, so that they are no names: As the
// Court put it in.
func (p *parser) tells(a, b int) bool {
	if p.language != "en" {
		return false
	}
	for k := a; k < b && k < a+40; k++ {
		if t := &p.tokens[k]; t.kind == word && t.lower {
			if w := p.text[t.start:t.end]; finiteVerbs[w] || sayingVerbs[w] {
				return true
			}
		}
	}
	return false
}

// mention reports whether a reading has nothing but a title in italics in the midst of a sentence
// that says something of it: prose, which cites nothing.
func (r *reading) mention(n *noteDraft, seg *segment) bool {
	if r.datedProse(n, seg) {
		return true
	}
	if r.Title == "" || len(r.Authors)+len(r.Editors) > 0 || r.Locator != "" || r.dates > 0 || r.Container+r.Publisher+r.Place+r.Number+r.Volume+r.DOI+r.ISBN != "" || seg.signal != "" || seg.anchors.links+seg.anchors.backs > 0 {
		return false
	}
	words, lower := 0, 0
	for k := seg.body; k < seg.b; k++ {
		if t := &n.lx.tokens[k]; t.kind == word && t.style&checker.Italic == 0 {
			words++
			if t.lower {
				lower++
			}
		}
	}
	return words >= 6 && 10*lower >= 7*words
}

// datedProse reports whether a reading has nothing but words that no mark makes a title and a date in the
// midst of a sentence: Neither author mentions the Harbor Act of 1903.
func (r *reading) datedProse(n *noteDraft, seg *segment) bool {
	if r.dates == 0 || seg.signal != "" || seg.anchors.titles+seg.anchors.links+seg.anchors.backs+seg.anchors.locators > 0 || !onlyNumbers(seg, n.lx) || len(r.Authors)+len(r.Editors) > 0 || r.Container+r.Publisher+r.Place+r.Number+r.Volume+r.Locator != "" {
		return false
	}
	at := n.lx.hits[r.dates-1].Start
	for k := seg.body + 1; k < seg.b; k++ {
		if n.lx.tokens[k].start >= at {
			return n.lx.tokens[k].start == at && n.lx.tokens[k-1].lower && headType(n.lx.text[n.lx.tokens[seg.body].start:]) == ""
		}
	}
	return false
}

// speaks reports whether a reading has nothing but a link in an English sentence that says something
// of it, a comment: It contains a link. The words of the link are no title then.
func (r *reading) speaks(n *noteDraft, seg *segment) bool {
	if seg.anchors.links == 0 || seg.signal != "" || len(r.Authors)+len(r.Editors) > 0 || r.Locator != "" || r.dates > 0 || r.Accessed.Text != "" || r.Publisher+r.Place+r.Number+r.Volume+r.DOI+r.ISBN+r.ArXiv != "" {
		return false
	}
	words, lower, verb, first := 0, 0, false, ""
	for k := seg.body; k < seg.b; k++ {
		t := &n.lx.tokens[k]
		switch {
		case t.kind == quoted, t.kind == word && t.style&checker.Italic != 0:
			return false
		case t.kind != word || t.link != nil:
			continue
		}
		w := n.lx.text[t.start:t.end]
		words++
		switch {
		case words == 1:
			first = w
		case t.lower && (words == 2 && subjects[first] || finiteVerbs[w]):
			verb = true
		}
		if t.lower {
			lower++
		}
	}
	return verb && words >= 2 && 2*lower >= words && n.lx.tokens[seg.body].kind == word && n.lx.tokens[seg.body].link == nil
}

// subjects begin an English sentence whose second word is a verb.
var subjects = wordSet("It This That These Those We I You They He She There Here")

// pointsInside reports whether the segment refers to a place of the text that the note belongs to:
// text accompanying note 12, supra Part II, the discussion in section 3 below.
func (p *parser) pointsInside() bool {
	if p.seg.anchors.titles+p.seg.anchors.links > 0 || p.b-p.a > 24 {
		return false
	}
	inside, place := false, false
	for k := p.a; k < p.b; k++ {
		t := &p.tokens[k]
		switch t.kind {
		case word:
			switch w := p.text[t.start:t.end]; {
			case w == "text", w == "accompanying", w == "discussion":
				inside = true
			case w == "Part" || w == "Parts" || w == "Section" || w == "part" || w == "section":
				place = true
			case t.caps && k > p.a && !isRomanVolume(w) && len(w) > 1:
				return false
			}
		case dated, quoted, address, doi, opening:
			return false
		case back:
			if t.class != backSupra {
				return false
			}
			place = place || k == p.a
		case located:
			place = place || p.text[t.start:t.end] != "" && t.lex != nil && strings.HasPrefix(string(t.lex.phrase), "sec")
		}
	}
	if inside {
		return true
	}
	if first := &p.tokens[p.a]; place && (first.kind == back && first.class == backSupra || first.lex != nil && first.lex.has(infraWord)) {
		for k := p.a + 1; k < p.b; k++ {
			if p.isWord(k, "Part") || p.isWord(k, "Parts") || p.isWord(k, "Section") || p.tokens[k].kind == located {
				return true
			}
		}
	}
	return false
}
