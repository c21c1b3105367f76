package rule

import (
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// byRecord are the rules of group match that a registry's record decides.
var byRecord = []string{"match/doi-title", "match/doi-record", "match/unregistered", "match/retracted", "match/corrected"}

var idDOISyntax = &checker.Rule{
	ID:       "id/doi-syntax",
	Severity: checker.Error,
	Masks:    []checker.Mask{{Rules: append([]string{"health/dead"}, byRecord...), Scope: checker.OnLink}},
	Doc: doc("What is called a DOI has not the form of one",
		"A DOI is “10.”, the number of a registrant, a slash and a suffix. Nobody can look up anything else.",
		"The dues rose.[^1]\n\n[^1]: Ilse Brandt, “Who Pays for the Lock?”, *Water Law*, 2019, doi:10.xxxx/abcd.",
		"Copy the DOI from the source's own page; if it has none, take the word out.",
		"for the short forms of doi.org, for the foundation's own web pages, and where no figure stands after “doi:”."),
	Check: checkDOISyntax,
}

var idDOITrailing = &checker.Rule{
	ID:       "id/doi-trailing",
	Severity: checker.Warning,
	Fix:      checker.SafeFix,
	Masks: []checker.Mask{{
		Rules: []string{"health/dead", "health/soft-dead", "health/unreachable", "link/trailing-punctuation", "id/doi-syntax"},
		Scope: checker.OnLink,
	}},
	Doc: doc("A mark that is not part of the DOI stands at its end",
		"The sentence's full stop or bracket went into the target. A resolver looks for a DOI that ends in it, and knows none.",
		"The dues rose.[^1]\n\n[^1]: Ilse Brandt, [“Who Pays for the Lock?”](https://doi.org/10.5555/jiw.2019.233.), *Water Law*, 2019.",
		"Take the mark out of the target.",
		"for a closing bracket whose opening one stands in the DOI."),
	Check: func(p *checker.Pass) {
		for s := range noteLinks(p) {
			doi, ok := printedDOI(s.Link)
			if !ok || !isExplicit(s.Link) && s.Link.Form != checker.LinkAngle {
				continue
			}
			clean := trimDOI(doi)
			if clean == doi || !validDOI.MatchString(clean) {
				continue
			}
			tail := rawTail(s.Link.Raw, doi[len(clean):])
			f := checker.Finding{Span: s.Link.Span, Subject: s}
			f.Message = "the DOI " + quoted(clean) + " is followed by " + quoted(tail) + " in the link's target"
			if tail == "" {
				f.Message = "the DOI " + quoted(clean) + " is followed by other text in the link's target"
			} else {
				keep := len(s.Link.Raw) - len(tail)
				f.Fix = &checker.Fix{Message: "remove " + quoted(tail), Safe: true, Edits: []checker.Edit{cutSpan(s, keep, len(s.Link.Raw))}}
			}
			p.Report(f)
		}
	},
}

// rawTail returns the end of a link's Raw that reads as tail when percent-decoded; empty if none
// does.
func rawTail(raw, tail string) string {
	for n := len(tail); n <= min(3*len(tail), len(raw)); n++ {
		if end := raw[len(raw)-n:]; decodePercent(end) == tail {
			return end
		}
	}
	return ""
}

var idOldResolver = &checker.Rule{
	ID:       "id/old-resolver",
	Severity: checker.Info,
	Fix:      checker.SafeFix,
	Doc: doc("A DOI is linked by a form that is no longer advised",
		"Crossref and DataCite ask for “https://doi.org/”. The old forms lead there by a detour, unencrypted, or in no browser at all.",
		"The dues rose.[^1]\n\n[^1]: Ilse Brandt, [“Who Pays for the Lock?”](http://dx.doi.org/10.5555/jiw.2019.233), *Water Law*, 2019.",
		"Write “https://doi.org/” before the DOI.",
		"for “doi:” in the text, which is a way to print a DOI and no link."),
	Check: func(p *checker.Pass) {
		for s := range noteLinks(p) {
			l := s.Link
			old := oldResolver.FindString(l.Raw)
			if old == "" || !strings.HasPrefix(l.Raw[len(old):], "10.") || l.Form == checker.LinkBare && strings.HasPrefix(strings.ToLower(old), "doi:") {
				continue
			}
			p.Report(checker.Finding{
				Message: "the DOI is linked by " + quoted(old) + ", an old form of “https://doi.org/”",
				Span:    l.Span, Subject: s,
				Fix: &checker.Fix{
					Message: "write “https://doi.org/”", Safe: true,
					Edits: []checker.Edit{{Span: s.Document.Span(l.Span.Start.Offset, l.Span.Start.Offset+len(old)), NewText: "https://doi.org/"}},
				},
			})
		}
	},
}

var (
	validDOI    = match.NewPattern(`^10\.\d{4,9}(?:\.\d+)*/\S+$`)
	shortDOI    = match.NewPattern(`^10/[a-zA-Z0-9]+$`)
	templateDOI = match.NewPattern(`(?i)^10\.(?:x{2,}|0000|1234|12345)/|^10\.[0-9x.]+/(?:x+|abcd|abc123|example|suffix|12345)$`)
	oldResolver = match.NewPattern(`(?i)^(?:https?://(?:dx\.|www\.)doi\.org/|http://doi\.org/|doi:)`)
	resolverDOI = match.NewPattern(`(?i)^(?:(?:https?:)?//)?(dx\.|www\.)?doi\.org/(?:doi:)?`)
	labelledDOI = match.NewPattern(`(?i)\bdoi(?::\s*|\s+)(\S+)`)
)

// printedDOI returns what a link's target has for a DOI, without query and fragment; ok is false if
// the target has none or stands at no resolver.
func printedDOI(l *checker.Link) (doi string, ok bool) {
	target := strings.TrimSpace(l.Target)
	if rest, found := cutPrefixFold(target, "doi:"); found {
		return rest, rest != ""
	}
	at := resolverDOI.FindStringSubmatchIndex(target)
	if at == nil {
		return "", false
	}
	doi = decodePercent(target[at[1]:])
	if i := strings.IndexAny(doi, "?#"); i >= 0 {
		doi = doi[:i]
	}
	// The foundation's own pages are at www.doi.org, and the short form may leave out "10/".
	if !strings.HasPrefix(doi, "10") && (at[2] >= 0 || doi == "" || !isDigit(doi[0])) {
		return "", false
	}
	return doi, true
}

func cutPrefixFold(s, prefix string) (string, bool) {
	if len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
		return s[len(prefix):], true
	}
	return s, false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// maxDOI is the length in bytes from which on nothing is a DOI; the longest in use have some 250.
const maxDOI = 1000

// trimDOI returns the DOI without the marks of the text around it.
func trimDOI(doi string) string {
	for len(doi) <= maxDOI {
		before := doi
		if i := strings.IndexByte(doi, '<'); i > 0 && strings.Contains(doi[i:], "/") {
			doi = doi[:i] // markup; a DOI of the 1990s holds "<251::" without a slash
		}
		doi = strings.TrimRight(doi, " .,;:'\"”’>*_`")
		for _, pair := range []string{"()", "[]", "{}"} {
			if strings.HasSuffix(doi, pair[1:]) && strings.Count(doi, pair[1:]) > strings.Count(doi, pair[:1]) {
				doi = doi[:len(doi)-1]
			}
		}
		if doi == before {
			break
		}
	}
	return doi
}

// isNoDOI reports whether what stands where a DOI should is none, or is a template of one.
func isNoDOI(doi string) bool {
	doi = trimDOI(doi)
	if doi == "" || len(doi) > maxDOI || shortDOI.MatchString(doi) || !strings.ContainsFunc(doi, func(r rune) bool { return r >= '0' && r <= '9' }) {
		return false
	}
	return !validDOI.MatchString(doi) || templateDOI.MatchString(doi)
}

func checkDOISyntax(p *checker.Pass) {
	for t := range texts(p) {
		said := map[string]bool{}
		for _, l := range t.links {
			doi, ok := printedDOI(l)
			if !ok || !isNoDOI(doi) {
				continue
			}
			said[trimDOI(doi)] = true
			s := t.about(l.Span)
			s.Link = l
			p.Report(checker.Finding{Message: noDOIMessage(doi), Span: l.Span, Subject: s})
		}
		text := t.n.Text
		for _, at := range labelledDOI.FindAllStringSubmatchIndex(text, -1) {
			doi, label := text[at[2]:at[3]], text[at[0]:at[2]]
			glued := strings.HasSuffix(label, ":") // "doi:10…"; else only what begins with 10 was meant as one
			if !glued && !strings.HasPrefix(doi, "10") || resolverDOI.MatchString(doi) || !isNoDOI(doi) || said[trimDOI(doi)] {
				continue
			}
			s := t.span(at[2], at[2]+len(trimDOI(doi)))
			p.Report(checker.Finding{Message: noDOIMessage(doi), Span: s, Subject: t.about(s)})
		}
	}
}

func noDOIMessage(doi string) string {
	doi = trimDOI(doi)
	if validDOI.MatchString(doi) || templateDOI.MatchString(doi) {
		return quoted(doi) + " is a template for a DOI"
	}
	return quoted(doi) + " is not of the form of a DOI, 10.NNNN/suffix"
}
