package cite

import (
	"strings"

	"github.com/citelint/citelint/checker"
)

// nameNoYear takes a year out of the authors' names: behind the last of them astronomers write the
// year and go on with the journal (Roe, J. B., & Prior, J. E., 1983, Harbour J. 266, 713). If the citation
// states no other date, it is the date.
func nameNoYear(c *checker.Citation) {
	n := len(c.Authors)
	if n == 0 {
		return
	}
	last := c.Authors[n-1].Literal
	if len(last) != 4 || strings.Trim(last, "0123456789") != "" || last[:2] != "20" && (last[0] != '1' || last[1] < '5') {
		return
	}
	c.Authors = c.Authors[: n-1 : n-1]
	if len(c.Authors) == 0 {
		c.Authors = nil
	}
	if n > 1 && c.Date.IsZero() {
		c.Date = checker.Date{EDTF: last, Text: last}
	}
}
