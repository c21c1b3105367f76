package match

import "strings"

// Resolve reads a reference that stands in a page at base, an address as Address makes it, as a
// browser does: a Location, the target of a link. It returns what Address returns for the address
// that is meant; ok is false if the reference names no source on the web.
func Resolve(base, ref string) (addr, fragment string, ok bool) {
	ref = strings.TrimFunc(ref, func(r rune) bool { return r <= ' ' })
	ref = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(ref)
	scheme, rest, hasBase := strings.Cut(base, "://")
	if !hasBase {
		return Address(ref)
	}
	if own, relative, ok := cutScheme(ref); ok {
		if own != scheme || strings.HasPrefix(slashed(relative), "//") {
			return Address(ref)
		}
		ref = relative // http:x is relative to a page of http
	}
	rest, _, _ = strings.Cut(rest, "#")
	place, query, _ := strings.Cut(rest, "?")
	host, path, _ := strings.Cut(place, "/")
	path = "/" + path
	switch head := slashed(ref); {
	case strings.HasPrefix(head, "//"):
		return Address(scheme + ":" + ref)
	case strings.HasPrefix(head, "/"):
	case ref == "" || ref[0] == '#':
		if query != "" {
			ref = "?" + query + ref
		}
		ref = path + ref
	case ref[0] == '?':
		ref = path + ref
	default:
		ref = path[:strings.LastIndexByte(path, '/')+1] + ref
	}
	return Address(scheme + "://" + host + ref)
}

// cutScheme parts "Scheme:rest".
func cutScheme(s string) (scheme, rest string, ok bool) {
	scheme, rest, ok = strings.Cut(s, ":")
	for i := range len(scheme) {
		c := scheme[i] | 0x20
		letter := c >= 'a' && c <= 'z'
		if !letter && (i == 0 || strings.IndexByte("0123456789+-.", scheme[i]) < 0) {
			return "", "", false
		}
	}
	return strings.ToLower(scheme), rest, ok && scheme != ""
}

// slashed returns the first two bytes of s with backslashes read as slashes.
func slashed(s string) string { return strings.ReplaceAll(s[:min(2, len(s))], `\`, "/") }
