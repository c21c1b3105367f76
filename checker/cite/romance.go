package cite

// readRomance reads the styles of ISO 690 and of French, Italian, Spanish and Portuguese notes: A,
// « T », *C*, n° I, D, p. p · A, *T*, L, P, Y, p. p.
func readRomance(p *parser, r *reading) bool {
	if p.romanceCourt(r) {
		return true
	}
	if k := p.quotedTitle(); k >= 0 {
		switch p.markOf(k) {
		case '«', '»', '‹', '„', '‚':
		default:
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
	for j := k; j < p.b; j++ {
		if p.tokens[j].kind == opening {
			return false // Chicago sets the imprint in brackets
		}
	}
	if !p.italicCitation(r, k, straight, habits{}) {
		return false
	}
	if r.Place != "" && r.Publisher != "" {
		r.extra += .3
	}
	return true
}
