package cite

import (
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// shortestDropped is how many letters of a name must be left for a lost one to be forgiven.
const shortestDropped = 5

// withLetter returns the only family name that is key but for one letter that the scan of a text has
// lost; "" if there is none, or more than one.
func (rs *resolver) withLetter(key string) string {
	if utf8.RuneCountInString(key) < shortestDropped {
		return ""
	}
	if rs.dropped == nil {
		rs.dropped = map[string]string{}
	}
	for _, full := range rs.keys[rs.indexed:] {
		if n := utf8.RuneCountInString(full); n <= shortestDropped || n > 40 {
			continue
		}
		last := ""
		for i, r := range full {
			short := full[:i] + full[i+utf8.RuneLen(r):]
			if short == last {
				continue // one of two equal letters
			}
			last = short
			if known, ok := rs.dropped[short]; ok && known != full {
				rs.dropped[short] = ""
			} else {
				rs.dropped[short] = full
			}
		}
	}
	rs.indexed = len(rs.keys)
	return rs.dropped[key]
}

// misprinted returns the earlier citations of the one name that c's only name is but for a lost letter.
// The given names agree as far as both are printed.
func (rs *resolver) misprinted(c *citeDraft) []*checker.Citation {
	if len(c.Authors) != 1 {
		return nil
	}
	full := rs.withLetter(nameKey(c.Authors[0]))
	if full == "" {
		return nil
	}
	probe := citeDraft{Citation: &checker.Citation{Authors: []checker.Name{{Family: full, Given: c.Authors[0].Given}}}}
	return rs.byName(&probe)
}

// yearOnly reports whether an unparsed citation is a short form by its author, its year and its page,
// Prior 1988, p. 71, of which no full form is known.
func (rs *resolver) yearOnly(c *citeDraft) bool {
	if c.plain == nil || c.plain.Locator == "" || len(c.plain.Date.EDTF) != 4 || len(c.plain.Authors) == 0 || len(c.plain.Authors) > 3 || len(c.Links) > 0 {
		return false
	}
	if first, _ := utf8.DecodeRuneInString(c.plain.Locator); first >= '0' && first <= '9' {
		return false // 1988, 71 may be anything
	}
	for _, n := range c.plain.Authors {
		if low := strings.ToLower(n.Family); n.Family == "" || n.Given != "" || instruments[low] != "" || organisationWords[low] || isGenre(n.Family) {
			return false // Census 2011, p. 3
		}
	}
	c.Authors, c.Date, c.Locator = c.plain.Authors, c.plain.Date, c.plain.Locator
	c.Kind, c.Confidence, c.unparsed, c.Reason = checker.Short, .85, false, checker.ReasonNoFullForm
	c.Sure = [checker.CitationFields]float32{}
	return true
}
