package rule

import (
	"net/netip"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var linkPrivateHost = &checker.Rule{
	ID:       "link/private-host",
	Severity: checker.Warning,
	Masks:    []checker.Mask{{Rules: []string{"health/*"}, Scope: checker.OnLink}},
	Doc: doc("The address is one of a private network",
		"The host is known on one machine or in one house only. A reader elsewhere gets no answer, or another house's.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](http://10.0.0.5/minutes), Port News, 3 May 2024.`,
		"Link to the public address of the source. If it has none, say where the source is kept.",
		"in the body, where such addresses are often what is written about."),
	Check: eachLink(decidePrivateHost),
}

func decidePrivateHost(_ *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	if s.Note == nil || s.Link.URL == "" {
		return checker.Finding{}, false
	}
	host := match.Host(s.Link.URL)
	what := privateHost(host)
	if what == "" {
		return checker.Finding{}, false
	}
	return checker.Finding{Message: "the host " + quoted(host) + " " + what + ": " + shownAddress(s.Link)}, true
}

// privateHost says why a host answers in one network only; empty if it may answer everywhere. The
// names are those that RFC 2606, 6761, 6762, 8375 and 9476 and ICANN keep out of the public root, and
// those that routers and companies use all the same.
func privateHost(host string) string {
	if match.IsIP(host) {
		addr := netip.MustParseAddr(host).Unmap()
		switch {
		case addr.IsLoopback():
			return "is the reader's own machine"
		case addr.IsPrivate():
			return "is an address of a private network"
		case addr.IsLinkLocalUnicast():
			return "is an address of one cable or radio cell"
		}
		return ""
	}
	i := strings.LastIndexByte(host, '.')
	switch {
	case host == "":
		return ""
	case host == "localhost":
		return "is the reader's own machine"
	case i < 0:
		return "is a name without a domain"
	}
	if in(privateDomains, host[i+1:]) || strings.HasSuffix(host, ".home.arpa") {
		return "ends in a name that is never public"
	}
	return ""
}

// privateDomains are top-level domains that the public root does not have.
var privateDomains = words(`local localhost internal lan home corp intranet test invalid`)
