package cite

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestCollapseLikeFields holds collapse against the plain way: without what shows nothing, in fields.
func TestCollapseLikeFields(t *testing.T) {
	pieces := []string{"a", "é", "港", " ", "  ", "\n", "\t", "\u00a0", "\u3000", "\u00ad", "\ufeff", "\u200b", "\x1f", "."}
	hidden := strings.NewReplacer("\u00ad", "", "\ufeff", "", "\u200b", "")
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		var b strings.Builder
		for range rnd.IntN(8) {
			b.WriteString(pieces[rnd.IntN(len(pieces))])
		}
		if got, want := collapse(b.String()), strings.Join(strings.Fields(hidden.Replace(b.String())), " "); got != want {
			t.Fatalf("collapse(%q) is %q, want %q", b.String(), got, want)
		}
	}
}
