package match

import (
	"net/url"
	"strings"
)

// maxIdentifier is the length in bytes from which on nothing is an identifier; the longest DOIs in
// use have some 250.
const maxIdentifier = 1000

var (
	doiForm   = NewPattern(`^10\.\d{4,9}(?:\.\d+)*/\S+$`)
	arXivForm = NewPattern(`^(?:\d{4}\.\d{4,5}|[a-zA-Z-]+(?:\.[A-Z]{2})?/\d{7})(?:v[1-9]\d*)?$`)
	pmidForm  = NewPattern(`^[1-9]\d{0,7}$`)
)

// DOI returns a DOI, with or without "doi:" before it, as an identifier: "doi:10.5555/x", in lower
// case, since the case of ASCII letters plays no part in one (DOI Handbook, 2.4).
func DOI(s string) (id string, ok bool) {
	s = strings.TrimSpace(s)
	if len(s) >= 4 && strings.EqualFold(s[:4], "doi:") {
		s = strings.TrimSpace(s[4:])
	}
	if len(s) > maxIdentifier || !doiForm.MatchString(s) {
		return "", false
	}
	return "doi:" + LowerASCII(s), true
}

// LowerASCII returns s with the letters of ASCII in lower case and no others: names of DOI differ in all
// else, and so do names of elements and attributes in HTML.
func LowerASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// ArXiv returns an identifier of arXiv, with or without "arXiv:" before it: "arxiv:2401.01234v2",
// "arxiv:hep-th/9901001".
func ArXiv(s string) (id string, ok bool) {
	s = strings.TrimSpace(s)
	if len(s) >= 6 && strings.EqualFold(s[:6], "arxiv:") {
		s = strings.TrimSpace(s[6:])
	}
	if len(s) > maxIdentifier || !arXivForm.MatchString(s) {
		return "", false
	}
	return "arxiv:" + s, true
}

// Identifier returns the identifier that an address of its registry names, as DOI and ArXiv write
// it, or "pmid:1234" for PubMed's. Addresses of publishers name none, even if they hold one: nobody
// can tell where in their paths it ends.
func Identifier(addr string) (id string, ok bool) {
	u, err := url.Parse(addr)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Port() != "" {
		return "", false
	}
	path := strings.TrimSuffix(strings.TrimPrefix(u.Path, "/"), "/")
	switch host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www."); host {
	case "doi.org", "dx.doi.org":
		return DOI(path)
	case "arxiv.org", "export.arxiv.org":
		kind, rest, _ := strings.Cut(path, "/")
		switch kind {
		case "abs", "pdf", "html":
			return ArXiv(strings.TrimSuffix(rest, ".pdf"))
		}
	case "pubmed.ncbi.nlm.nih.gov":
		return pmid(path)
	case "ncbi.nlm.nih.gov":
		if rest, found := strings.CutPrefix(path, "pubmed/"); found {
			return pmid(rest)
		}
	}
	return "", false
}

func pmid(s string) (id string, ok bool) { return "pmid:" + s, pmidForm.MatchString(s) }

// IdentifierAddress returns the address at which an identifier's registry resolves it; empty if it
// is none. It is the inverse of Identifier.
func IdentifierAddress(id string) string {
	kind, name, _ := strings.Cut(id, ":")
	switch kind {
	case "doi":
		return "https://doi.org/" + PathEscape(name)
	case "arxiv":
		return "https://arxiv.org/abs/" + name
	case "pmid":
		return "https://pubmed.ncbi.nlm.nih.gov/" + name + "/"
	}
	return ""
}

// PathEscape writes a text as segments of an address's path: what RFC 3986 allows there stands as it
// is, slashes too.
func PathEscape(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~!$&'()*+,;=:@/", c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&15])
	}
	return b.String()
}
