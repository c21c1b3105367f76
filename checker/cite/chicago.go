package cite

// readChicago reads notes in the styles of Chicago and Turabian: A, *T* (L: P, Y), p · A, “T,” *C*
// V, no. I (D): p · A, “T,” in *C*, ed. A (P, Y), p.
func readChicago(p *parser, r *reading) bool {
	if k := p.quotedTitle(); k >= 0 {
		if m := p.markOf(k); m != '“' && m != '"' || !p.commaInside(k) || p.stopBefore(k) && p.inTitleList(k) {
			return false
		}
		if !p.quotedCitation(r, k, straight, habits{}) {
			return false
		}
		r.extra += .3
		return true
	}
	k := p.italicTitle()
	if k < 0 || p.stopBefore(k) && p.inTitleList(k) || p.linkedTitle() >= 0 {
		return false
	}
	if !p.italicCitation(r, k, straight, habits{}) {
		return false
	}
	for j := k; j < p.b; j++ {
		if p.tokens[j].kind == opening && r.dates > 0 {
			r.extra += .3
			break
		}
	}
	return true
}
