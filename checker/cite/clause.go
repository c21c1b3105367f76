package cite

import "strings"

// clause returns where the commentary begins that ends a segment: the token of the comma in front of a
// clause that says something of the source, which holds no field though it may name years and figures:
// A, *T*, 19, argues that tolls fell after 1850. It returns b if there is none. The commentary is guessed if
// its length alone tells it: then it may say what the source is.
func (sp *splitter) clause(a, b int) (tail int, guessed bool) {
	first := a + 2
	for k := b - 1; k > first; k-- {
		if sp.tokens[k].kind == accessed {
			first = k // a day of access ends a citation
			break
		}
	}
	for k := a + 1; k+2 < b; k++ {
		t := &sp.tokens[k]
		switch {
		case t.kind == opening && t.n > k && t.n < b:
			k = t.n
		case t.kind != punct || t.r != ',' || k < first:
		case sp.relates(k+1, b) && sp.closed(k-1) && sp.evidence(a, k).kinds() > 0:
			return k, false
		case sp.comments(k+1, b) && sp.cited(a, k):
			return k, true
		}
	}
	return b, false
}

// talks reports whether a segment is prose, or commentary stands in it: then the document is one whose notes
// talk about their sources.
func (s *segment) talks() bool {
	return s.tail < s.b || s.led || s.anchors.kinds() == 0 && s.b-s.a >= 4
}

// cited reports whether the tokens name a source and one thing more of it.
func (sp *splitter) cited(a, b int) bool {
	e := sp.evidence(a, b)
	if e.kinds() > 1 && (e.dates+e.locators+e.links+e.backs > 0) {
		return sp.closed(b-1) || e.titles > 0
	}
	return false
}

// relates reports whether the tokens from a to b are a clause of prose that begins with a word for it:
// who, der, qui, argues.
func (sp *splitter) relates(a, b int) bool {
	first := &sp.tokens[a]
	s := sp.text[first.start:first.end]
	w, l := sp.words[b]-sp.words[a], sp.lowers[b]-sp.lowers[a]
	if 2*l < w || !sp.unmarked(a, b) {
		return false
	}
	return w >= 3 && (clauseWords[s] || germanRelatives[s] && sp.endsLow(a, b)) || (sayingVerbs[s] || finiteVerbs[s]) && !pluralNouns[s]
}

// endsLow reports whether three words or more stand from token a to the next mark, the last of which is in
// lower case, as the verb of a clause is in German: die tageszeitung Nord is none.
func (sp *splitter) endsLow(a, b int) bool {
	words, last := 0, a
	for k := a; k < b && k < a+40 && sp.tokens[k].kind != punct; k++ {
		if sp.tokens[k].kind == word {
			words, last = words+1, k
		}
	}
	return words >= 3 && sp.tokens[last].lower
}

// comments reports whether the tokens from a to b are a clause of prose by its length: four words that
// begin in lower case, most of which are. Neither an address is nor what names a thesis, whose school may follow.
func (sp *splitter) comments(a, b int) bool {
	w, l := sp.words[b]-sp.words[a], sp.lowers[b]-sp.lowers[a]
	return w >= 4 && 10*l >= 7*w && sp.unmarked(a, b) && sp.evidence(a, b).locators == 0 && !sp.addressed(a) && !sp.namesThesis(a, b)
}

// addressed reports whether token a begins an address without scheme: portnews.example/quays.
func (sp *splitter) addressed(a int) bool {
	start := sp.tokens[a].start
	s := sp.text[start:min(len(sp.text), start+256)]
	if end := strings.IndexAny(s, " /"); end >= 0 {
		s = s[:end]
	}
	return isHost(strings.TrimRight(s, ".,;:"))
}

// namesThesis reports whether a word for a thesis stands between token a and the next mark.
func (sp *splitter) namesThesis(a, b int) bool {
	for k := a; k < b && k < a+8 && sp.tokens[k].kind == word; k++ {
		if theses[sp.text[sp.tokens[k].start:sp.tokens[k].end]] {
			return true
		}
	}
	return false
}

// unmarked reports whether the tokens from a to b begin with a plain word in lower case and name no work.
func (sp *splitter) unmarked(a, b int) bool {
	first := &sp.tokens[a]
	e := sp.evidence(a, b)
	return first.kind == word && first.lower && first.lex == nil && first.link == nil && first.style == 0 && e.titles+e.links+e.backs == 0
}

// clauseWords begin a clause that says something of what stands before it.
var clauseWords = wordSet(`who whose which where although though because while whereas but
wo wonach wobei obwohl während weil allerdings
qui que dont où lequel laquelle selon mais bien
que quien cuyo cuya donde aunque pero
che cui dove sebbene benché ma
cujo cuja onde embora`)

// germanRelatives begin a clause, too, but are articles as well: die tageszeitung.
var germanRelatives = wordSet("der die das dem den dessen deren")

// pluralNouns are those of the verbs that begin a clause which may be nouns: reports of the harbor master.
var pluralNouns = wordSet("notes reports documents claims finds traces points holds")

// theses are words for a thesis.
var theses = wordSet("thesis dissertation thèse mémoire tesis tesina memoria tesi tese dissertação proefschrift scriptie")

// joinsClause returns the first token of a second citation that words in lower case lead to from k, which
// stands behind a comma: and, for the north, Per Stene, *T*; who in turn cites Bea Lomax, *T*. It returns
// -1 if there is none.
func (sp *splitter) joinsClause(k, b int) int {
	if k >= b || sp.tokens[k].kind != word || !sp.tokens[k].lower || sp.tokens[k].lex != nil || sp.tokens[k].style != 0 || sp.tokens[k].link != nil {
		return -1
	}
	words := 0
	for j := k; j < b && j < k+12; j++ {
		t := &sp.tokens[j]
		switch {
		case t.kind == punct && t.r == ',' && words > 0:
		case t.kind == word && t.lower && t.style == 0 && t.link == nil && (t.lex == nil || t.lex.has(inWord)):
			words++
		case words < 2:
			return -1
		case t.kind == word && t.caps && t.style == 0 && t.lex == nil && sp.titled(j, b):
			return j
		default:
			return -1
		}
	}
	return -1
}

// titled reports whether a name, a comma and a title in marks or italics stand at k.
func (sp *splitter) titled(k, b int) bool {
	for j := k; j+1 < b && j < k+12; j++ {
		t := &sp.tokens[j]
		switch {
		case t.kind == punct && t.r == ',':
			next := &sp.tokens[j+1]
			if next.kind == quoted || next.kind == word && next.style != 0 && next.end-next.start > 1 {
				return j > k
			}
		case t.kind == word && t.style == 0 && (t.caps || particles[sp.text[t.start:t.end]] || joiners[sp.text[t.start:t.end]]):
		case t.kind == punct && strings.ContainsRune(".-&", t.r):
		default:
			return false
		}
	}
	return false
}

// attributed returns the token behind words that say whose the statement is that the citation supports,
// which are no author: According to “T”; Según “T”.
func (sp *splitter) attributed(a, b int) int {
	for n := 1; n < 4 && a+n < b; n++ {
		if last := &sp.tokens[a+n-1]; last.kind != word || last.style != 0 || last.link != nil {
			return a
		}
		if attributions[strings.ToLower(collapse(sp.text[sp.tokens[a].start:sp.tokens[a+n-1].end]))] {
			if next := &sp.tokens[a+n]; next.kind == quoted || next.link != nil || next.kind == word && (next.caps || next.style != 0) {
				return a + n
			}
		}
	}
	return a
}

// plainLead returns the token behind words of prose that lead to a name without marks around what follows
// it: Einen Überblick gibt Silke Brandis, T, Kiel 2004. The last of them is in lower case, and no particle or
// other word that names have.
func (sp *splitter) plainLead(a, b int) int {
	if e := sp.evidence(a, b); e.titles+e.links+e.backs > 0 || e.dates+e.locators == 0 {
		return a
	}
	lower := -1
	for k := a; k < b && k < a+10; k++ {
		t := &sp.tokens[k]
		if t.kind != word || t.lex != nil || t.style != 0 {
			if lower < a+1 || t.kind != punct || t.r != ',' && t.r != '.' && t.r != '/' && t.r != '-' {
				return a
			}
			break
		}
		if w := sp.text[t.start:t.end]; t.lower && !particles[w] && !joiners[w] {
			lower = k
		}
	}
	if lower < a+1 || lower+1 >= b || governing[sp.text[sp.tokens[lower].start:sp.tokens[lower].end]] || !sp.tokens[lower+1].caps || headType(sp.text[sp.tokens[a].start:]) != "" {
		return a
	}
	names := lower + 1
	for names < b && names < lower+5 && (sp.tokens[names].kind == word && (sp.tokens[names].caps || particles[sp.text[sp.tokens[names].start:sp.tokens[names].end]]) || sp.tokens[names].kind == punct && sp.tokens[names].r == '.') {
		names++
	}
	if names+1 >= b || sp.tokens[names].r != ',' || !sp.tokens[names+1].caps {
		return a
	}
	return lower + 1
}

// governing are articles and prepositions: a noun in capitals behind one of them may belong to a title.
var governing = wordSet(`der die das den dem des ein eine einen einem einer eines im am zum zur vom von über unter auf für gegen mit bei nach aus an in zu um als wie ohne
the a an of in on to for with by from at and or le la les un une des du de à au aux en sur par pour el los las una del al con por para il lo gli i uno della dello delle dei degli nel nella di da su per`)

// attributions lead from a statement to who made it.
var attributions = map[string]bool{
	"according to": true, "as reported in": true, "as reported by": true, "laut": true, "nach": true, "gemäß": true, "selon": true, "d’après": true, "d'après": true, "según": true, "de acuerdo con": true,
	"secondo": true, "segundo": true, "de acordo com": true, "conforme": true, "volgens": true, "według": true, "согласно": true, "за даними": true, "по данным": true,
}

// remarks begin a sentence in which an author says what was done to a quotation, or thanks: it cites nothing.
var remarks = wordSet(`emphasis emphases italics translation translations hervorhebung hervorhebungen herv übersetzung übersetzungen kursivierung kursiv
souligné traduction énfasis cursiva cursivas traducción subrayado corsivo corsivi traduzione grifo grifos tradução cursivering vertaling podkreślenie`)

// remarkAt reports whether the sentence from a to b is such a remark: no more than a few words, and no
// anchor.
func (sp *splitter) remarkAt(a, b int) bool {
	first := &sp.tokens[a]
	w := sp.words[b] - sp.words[a]
	return first.kind == word && first.caps && w > 1 && w < 9 && sp.evidence(a, b).kinds() == 0 && remarks[strings.ToLower(sp.text[first.start:first.end])]
}

// leadsOn reports whether a word in lower case that is no particle or conjunction stands before the first
// comma or anchor behind token a: what begins there is a sentence, not a name or a title.
func (sp *splitter) leadsOn(a, b int) bool {
	for k := a; k < b && k < a+8; k++ {
		t := &sp.tokens[k]
		if t.kind != word || t.style != 0 || t.link != nil || sp.evidence(k, k+1).kinds() > 0 {
			return false
		}
		if w := sp.text[t.start:t.end]; k > a && t.lower && t.lex == nil && !particles[w] && !joiners[w] {
			return true
		}
	}
	return false
}

// observes reports whether the tokens from a to b are a short sentence, all in lower case but for its
// beginning, and a citation follows that five words of prose lead to: Some disagree. Olga Stern, for
// instance, argues that it was never meant to sail: “T”.
func (sp *splitter) observes(a, b, stop int) bool {
	w, l := sp.words[b]-sp.words[a], sp.lowers[b]-sp.lowers[a]
	if w < 3 || l < w-1 || !sp.tokens[a].caps || sp.initialled(a) {
		return false
	}
	k := b
	for k < stop && k < b+30 && (sp.tokens[k].kind == signal && k > b || sp.tokens[k].kind == word && sp.evidence(k, k+1).kinds() == 0 || sp.tokens[k].kind == punct && (sp.tokens[k].r == ',' || sp.tokens[k].r == '.')) {
		k++
	}
	w, l = sp.words[k]-sp.words[b], sp.lowers[k]-sp.lowers[b]
	return k < stop && w >= 5 && 10*l >= 6*w
}

// states reports whether a German sentence stands from token a to b: six words and a common verb.
func (sp *splitter) states(a, b int) bool {
	if sp.words[b]-sp.words[a] < 6 {
		return false
	}
	for k := a; k < b && k < a+40; k++ {
		if t := &sp.tokens[k]; t.kind == word && t.lower && germanVerbs[sp.text[t.start:t.end]] {
			return true
		}
	}
	return false
}
