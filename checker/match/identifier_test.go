package match_test

import (
	"testing"

	"github.com/citelint/citelint/checker/match"
)

func TestIdentifier(t *testing.T) {
	for _, c := range []struct{ addr, want string }{
		{"https://doi.org/10.5555/JOT.2019.12", "doi:10.5555/jot.2019.12"},
		{"http://dx.doi.org/10.1016/S0140-6736(05)61451-1", "doi:10.1016/s0140-6736(05)61451-1"},
		{"https://www.doi.org/10.5555/a%3Cb%3E/?from=mail", "doi:10.5555/a<b>"},
		{"https://doi.org/10.5555/Ölpreis", "doi:10.5555/Ölpreis"},
		{"https://doi.org/the-identifier/resources", ""},
		{"https://doi.org/10.5555", ""},
		{"https://arxiv.org/abs/2401.01234v2", "arxiv:2401.01234v2"},
		{"https://arxiv.org/pdf/2401.01234.pdf", "arxiv:2401.01234"},
		{"https://export.arxiv.org/abs/math.GT/0309136", "arxiv:math.GT/0309136"},
		{"https://arxiv.org/abs/2401.01234v0", ""},
		{"https://arxiv.org/list/hep-th/9901001", ""},
		{"https://pubmed.ncbi.nlm.nih.gov/1234567/", "pmid:1234567"},
		{"https://www.ncbi.nlm.nih.gov/pubmed/1234567", "pmid:1234567"},
		{"https://pubmed.ncbi.nlm.nih.gov/?term=tolls", ""},
		{"https://sund.example/doi/10.5555/x", ""},
		{"ftp://doi.org/10.5555/x", ""},
		{"https://doi.org:8443/10.5555/x", ""},
		{"", ""},
	} {
		if got, ok := match.Identifier(c.addr); ok != (c.want != "") || ok && got != c.want {
			t.Errorf("the identifier of %q is %q, %t; want %q", c.addr, got, ok, c.want)
		}
	}
}

// FuzzIdentifier holds that the address of an identifier names it.
func FuzzIdentifier(f *testing.F) {
	for _, s := range []string{"10.5555/x", "doi:10.1016/S0140-6736(05)61451-1", "arXiv:2401.01234v2", "hep-th/9901001", "10.5555/a%2Fb?c#d", "10.5555/ö<>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, of := range []func(string) (string, bool){match.DOI, match.ArXiv} {
			id, ok := of(s)
			if !ok {
				continue
			}
			addr := match.IdentifierAddress(id)
			if got, ok := match.Identifier(addr); !ok || got != id {
				// A slash at the end of an address is no part of a name.
				if last := id[len(id)-1]; last != '/' {
					t.Errorf("%q is %q at %q, which names %q, %t", s, id, addr, got, ok)
				}
			}
		}
	})
}
