package rule

import (
	"strings"
	"unicode"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var linkConverterAnchor = &checker.Rule{
	ID:       "link/converter-anchor",
	Severity: checker.Error,
	Masks:    linkMasks("link/converter-anchor"),
	Doc: doc("The link leads to an anchor that a converter left behind",
		"A word processor made the target, and the converted document lost its other end. A reader who follows the link stays where they are.",
		`The [table of tolls](#_Toc12345) shows the rise.`,
		"Link to the heading, the note or the source that was meant.",
		"if the document has that anchor, or pulls in other files that may have it."),
	Check: checkConverterAnchor,
}

var converterAnchor = match.NewPattern(`^#(?:(?:_Toc|_Ref|_Hlk|_ftn|_ftnref|_edn|_ednref|bookmark|_bookmark|page-|cmnt)\d+|sdfootnote\w*|(?:h\.|heading=h\.|_heading=h\.|kix\.)[a-z0-9]+)$`)

func checkConverterAnchor(p *checker.Pass) {
	anchors := anchorsOf()
	eachLink(func(_ *checker.Pass, s checker.Subject) (checker.Finding, bool) {
		target := strings.TrimSpace(s.Link.Target)
		if s.Document.Imports || !converterAnchor.MatchString(target) || anchors(s.Document)[foldAnchor(target[1:])] {
			return checker.Finding{}, false
		}
		return checker.Finding{Message: "the target " + address(target) + " was made by a converter, and nothing in the document bears it"}, true
	})(p)
}

var linkAnchorMissing = &checker.Rule{
	ID:       "link/anchor-missing",
	Severity: checker.Warning,
	Fix:      checker.UnsafeFix,
	Doc: doc("The link leads to an anchor that the document lacks",
		"A reader who follows the link stays where they are. Most such anchors were right until a heading was renamed.",
		`See the [method](#methdology).

## Methodology

Ships were counted twice a day.`,
		"Write the anchor of the heading that is meant. The fix takes the only one that is nearly the same.",
		"for routes of scripts (#/…, #!…), for text fragments, and if the document pulls in other files."),
	Check: checkAnchorMissing,
}

func checkAnchorMissing(p *checker.Pass) {
	anchors := anchorsOf()
	eachLink(func(_ *checker.Pass, s checker.Subject) (checker.Finding, bool) {
		target := strings.TrimSpace(s.Link.Target)
		fragment, ok := strings.CutPrefix(target, "#")
		if !ok || s.Document.Imports || isRoute(fragment) || converterAnchor.MatchString(target) || in(placeholderTargets, match.Fold(target)) {
			return checker.Finding{}, false
		}
		if anchors(s.Document)[foldAnchor(fragment)] || isHeading(anchors(s.Document), fragment) {
			return checker.Finding{}, false
		}
		f := checker.Finding{Message: "no heading, note or element of the document bears the anchor " + address(target)}
		if near := nearestAnchor(s.Document, fragment); near != "" {
			f.Fix = retarget(s, "#"+near, "link to “#"+near+"”", false)
		}
		return f, true
	})(p)
}

// isHeading reports whether a fragment is the words of a heading, as Obsidian writes it, or those of
// headings one below the other.
func isHeading(anchors map[string]bool, fragment string) bool {
	words := decodePercent(fragment)
	words = words[strings.LastIndexByte(words, '#')+1:]
	if !strings.ContainsAny(words, " ") {
		return false
	}
	return anchors[foldAnchor(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r), r == '-', r == '_':
			return r
		case r == ' ':
			return '-'
		}
		return -1
	}, strings.TrimSpace(words)))]
}

func isRoute(fragment string) bool {
	return fragment == "" || strings.HasPrefix(fragment, "/") || strings.HasPrefix(fragment, "!") || strings.Contains(fragment, ":~:") ||
		strings.ContainsAny(fragment, "{}$")
}

// anchorsOf returns a function that returns the folded names that a fragment of a document may
// have, those of its notes included, as renderers make them. It works them out once a document.
func anchorsOf() func(*checker.Document) map[string]bool {
	known := map[*checker.Document]map[string]bool{}
	return func(d *checker.Document) map[string]bool {
		if anchors := known[d]; anchors != nil {
			return anchors
		}
		anchors := make(map[string]bool, len(d.Anchors)+2*len(d.Notes))
		for _, a := range d.Anchors {
			anchors[foldAnchor(a)] = true
		}
		for _, n := range d.Notes {
			for _, form := range []string{"fn", "fnref", "fn:", "fnref:", "fn-", "fnref-", "footnote-", "note-", "ref-"} {
				anchors[foldAnchor(form+n.Label)] = true
			}
		}
		known[d] = anchors
		return anchors
	}
}

func foldAnchor(s string) string {
	return strings.TrimPrefix(match.Fold(decodePercent(s)), "user-content-")
}

const (
	nearAnchor  = 0.8
	mostAnchors = 2000 // beyond that many, none is suggested
)

// nearestAnchor returns the one anchor that is nearly the fragment; empty if there is none, or more.
func nearestAnchor(d *checker.Document, fragment string) string {
	if len(d.Anchors) > mostAnchors || len(fragment) > maxDistanced {
		return ""
	}
	near := ""
	for _, a := range d.Anchors {
		if 2*len(a) < len(fragment) || len(a) > 2*len(fragment) || similarity(a, decodePercent(fragment)) < nearAnchor {
			continue
		}
		if near != "" && foldAnchor(near) != foldAnchor(a) {
			return ""
		}
		near = a
	}
	return near
}
