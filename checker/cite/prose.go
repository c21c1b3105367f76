package cite

import "strings"

// inRunningProse reports whether the quotation at token k is one word between words of a sentence:
// Von einem „Sonderweg“ sprach man früh.
func (lx *lexer) inRunningProse(k, a int) bool {
	if k <= a || k+1 >= len(lx.tokens) {
		return false
	}
	before, after := &lx.tokens[k-1], &lx.tokens[k+1]
	q := lx.pairs[lx.tokens[k].n]
	return before.kind == word && before.lower && before.lex == nil && after.kind == word && after.lower && after.lex == nil && lx.tokens[k].style == 0 &&
		strings.IndexByte(strings.TrimSpace(lx.text[q.inner:q.outer]), ' ') < 0 && lx.text[after.start:after.end] != "by"
}

// saying reports whether the quotation at token k is a sentence that prose leads up to with a colon
// or comma: The statute is clear: “No toll shall be levied.”
func (lx *lexer) saying(k, a int) bool {
	q := lx.pairs[lx.tokens[k].n]
	if q.outer <= q.inner || strings.IndexByte(".!", lx.text[q.outer-1]) < 0 || k <= a || lx.tokens[k-1].r != ':' && lx.tokens[k-1].r != ',' {
		return false
	}
	words, lower := 0, 0
	for j := k - 2; j >= a && j > k-14; j-- {
		t := &lx.tokens[j]
		if t.kind == punct && (t.r == '.' || t.r == ';') {
			break
		}
		if t.kind != word && t.kind != punct {
			return false
		}
		if t.kind == word {
			words++
			if t.lower {
				lower++
			}
		}
	}
	return words >= 3 && 2*lower >= words
}

// prose reports whether the tokens read like prose: five words, most of them in lower case.
func (sp *splitter) prose(a, b int) bool {
	w, l := sp.words[b]-sp.words[a], sp.lowers[b]-sp.lowers[a]
	if w >= 5 && 10*l >= 6*w {
		return true
	}
	if w < 5 || 10*l < 4*w {
		return false
	}
	for k := a; k < b && k < a+40; k++ { // German nouns have capitals
		if t := &sp.tokens[k]; t.kind == word && t.lower && isGermanVerb(sp.text[t.start:t.end]) {
			return true
		}
	}
	return false
}

// isGermanVerb reports whether w looks like a verb of a German sentence: a common one, or a third
// person in t.
func isGermanVerb(w string) bool {
	return germanVerbs[w] || len(w) > 3 && strings.HasSuffix(w, "t") && !strings.HasSuffix(w, "heit") && !germanNoVerbs[w]
}

var germanNoVerbs = wordSet("nicht seit selbst erst zuerst zuletzt statt samt jetzt fast meist laut sonst weit dort gesamt unbekannt bekannt verbreitet et fort quasi-amt")

var germanVerbs = wordSet("ist sind war waren hat haben hatte hatten wird werden wurde wurden kann können soll sollen gilt gelten bleibt fehlt")

// remark reports whether the tokens are a short sentence: three words, half of them in lower case.
func (sp *splitter) remark(a, b int) bool {
	w, l := sp.words[b]-sp.words[a], sp.lowers[b]-sp.lowers[a]
	if w == 2 && l == 1 && b >= len(sp.tokens)-1 && a > 1 && sp.tokens[a-2].kind == located && sp.evidence(0, a).backs > 0 {
		return sp.tokens[a].caps // Tamże, s. 60. Podkreślenie moje.
	}
	return w >= 3 && 2*l >= w && sp.tokens[a].caps && sp.evidence(a, b).kinds() == 0
}

// leadsInProse reports whether three words, half of them in lower case, stand before the first
// anchor behind token a.
func (sp *splitter) leadsInProse(a, b int) bool {
	k := a
	for k < b && k < a+24 && sp.tokens[k].kind != noteNo && (sp.tokens[k].kind == word && sp.evidence(k, k+1).kinds() == 0 || sp.tokens[k].kind == punct && sp.tokens[k].r == ',' || sp.tokens[k].kind == opening) {
		k++
	}
	w, l := sp.words[k]-sp.words[a], sp.lowers[k]-sp.lowers[a]
	return k < b && w >= 3 && 2*l >= w
}

// hanProse reports whether the tokens are a sentence of a script without spaces, not names or fields.
func (sp *splitter) hanProse(a, b int) bool {
	run, verbs := 0, false
	for k := a; k < b && k < a+20; k++ {
		t := &sp.tokens[k]
		switch {
		case t.cjk && t.kind == word:
			if t.end-t.start >= 8*3 {
				return sp.evidence(a, b).kinds() == 0
			}
			run += (t.end - t.start) / 3
			w := sp.text[t.start:t.end]
			verbs = verbs || strings.ContainsAny(w, hanVerbs) || strings.Contains(w, "藏于") || strings.Contains(w, "藏於")
		case t.kind == quoted && !sp.isWork(t):
		case t.kind != punct || !strings.ContainsRune("，、。", t.r):
			return false
		}
	}
	return run >= 5 && verbs && sp.evidence(a, b).kinds() == 0
}
