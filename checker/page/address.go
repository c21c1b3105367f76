package page

import (
	"net/url"
	"path"
	"strings"
)

// isErrorAddress reports whether a segment of the path says that the page is an error page.
func isErrorAddress(u *url.URL) bool {
	for _, seg := range strings.Split(strings.ToLower(u.Path), "/") {
		switch strings.TrimSuffix(seg, path.Ext(seg)) {
		case "404", "410", "error", "errors", "notfound", "not-found", "not_found", "pagenotfound", "page-not-found":
			return true
		}
	}
	return false
}

// isSelf reports whether an address that the page states is its own: fragments, scheme, www. and a
// last slash aside.
func (s *source) isSelf(ref string) bool {
	to := s.resolve(ref)
	return to != "" && bare(to) == bare(s.url.String())
}

func bare(addr string) string {
	addr, _, _ = strings.Cut(addr, "#")
	_, addr, _ = strings.Cut(addr, "://")
	return strings.TrimSuffix(strings.TrimPrefix(addr, "www."), "/")
}
