package cite

// readMHRA reads the style of the Modern Humanities Research Association and of Oxford: A, ‘T’,
// *C*, V.I (Y), PP (p. p).
func readMHRA(p *parser, r *reading) bool {
	k := p.quotedTitle()
	if k < 0 {
		return false
	}
	if m := p.markOf(k); m != '‘' && m != '\'' {
		return false
	}
	if !p.quotedCitation(r, k, straight, habits{}) {
		return false
	}
	r.extra += .3
	return true
}
