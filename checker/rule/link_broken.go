package rule

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var linkBrokenMarkup = &checker.Rule{
	ID:       "link/broken-markup",
	Severity: checker.Error,
	Fix:      checker.UnsafeFix,
	Masks:    linkMasks("link/broken-markup"),
	Doc: doc("What was meant as a link is none",
		"A bracket is missing or misplaced, so that the address stands in the text as litter or is not seen at all. A reader cannot follow it.",
		`Dues rose again, says the (Port News)[https://sund.example/dues].`,
		"Write [words](address), with nothing between the brackets and no blank in the address.",
		"for labels of notes, [sic], task boxes, and words that an editor put into a sentence."),
	Check: checkBrokenMarkup,
}

var brokenMessages = map[string]string{
	"unclosed":        "the brackets of this link do not close",
	"unopened":        "nothing opens the brackets of this link",
	"swapped":         "round and square brackets of this link are swapped",
	"space-in-target": "a blank stands in the target of this link, so that it is none",
	"unclosed-tag":    "the tag of this link does not close",
	"spaced":          "a blank parts the words of this link from its target",
}

func checkBrokenMarkup(p *checker.Pass) {
	for _, d := range p.Documents {
		if len(d.Broken) == 0 {
			continue
		}
		labels := foldedLabels(d)
		for _, b := range d.Broken {
			f := checker.Finding{Message: brokenMessages[b.Kind], Span: b.Span, Subject: checker.Subject{Document: d, Note: noteAt(d, b.Span)}}
			if f.Message == "" || b.Span.IsZero() {
				continue
			}
			if b.Kind == "spaced" {
				if !isMeantAsLink(d, b, labels) {
					continue
				}
				f.Severity = checker.Warning
			}
			if b.Text != "" {
				f.Message += ": " + quoted(b.Text)
			}
			f.Fix = mendMarkup(d, b)
			p.Report(f)
		}
	}
}

// noteAt returns the note whose definition holds the span; nil if it stands in the body.
func noteAt(d *checker.Document, s checker.Span) *checker.Note {
	// Notes that nothing defines stand last, and one note may stand in another.
	i := sort.Search(len(d.Notes), func(i int) bool {
		return d.Notes[i].Span.IsZero() || d.Notes[i].Span.Start.Offset > s.Start.Offset
	})
	for j := i - 1; j >= max(0, i-4); j-- {
		if d.Notes[j].Span.Contains(s) {
			return d.Notes[j]
		}
	}
	return nil
}

// foldedLabels returns the labels of the document's notes.
func foldedLabels(d *checker.Document) map[string]bool {
	labels := make(map[string]bool, len(d.Notes))
	for _, n := range d.Notes {
		labels[match.Fold(n.Label)] = true
	}
	return labels
}

// isMeantAsLink tells “[Tide tables] (https://…)” from labels, task boxes and what an editor puts
// into a sentence.
func isMeantAsLink(d *checker.Document, b checker.Broken, labels map[string]bool) bool {
	text := match.Fold(b.Text)
	if !strings.ContainsFunc(text, unicode.IsLetter) || text == "sic" || text == "x" || labels[text] {
		return false
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimSpace(b.Text))
	before := strings.TrimRight(string(d.Source[max(0, b.Span.Start.Offset-16):b.Span.Start.Offset]), " \t")
	last, _ := utf8.DecodeLastRuneInString(before)
	return !unicode.IsLower(first) || !unicode.IsLetter(last) && last != ','
}

var (
	swappedLink = match.NewPattern(`^\(([^()\[\]]*)\)\[([^\[\]\s]*)\]$`)
	spacedLink  = match.NewPattern(`^(\[[^\[\]]*\])[ \t]+(\([^()\s]*\))$`)
	gappyTarget = match.NewPattern(`^(\[[^\[\]]*\]\()([^()\n"']*)(\))$`)
	openTarget  = match.NewPattern(`^\[[^\[\]]*\]\([^()\s]+$`)
)

// mendMarkup makes a link of what was meant as one; nil if it cannot be told how.
func mendMarkup(d *checker.Document, b checker.Broken) *checker.Fix {
	src, mended := d.Text(b.Span), ""
	switch b.Kind {
	case "swapped":
		if m := swappedLink.FindStringSubmatch(src); m != nil {
			mended = "[" + m[1] + "](" + m[2] + ")"
		}
	case "spaced":
		if m := spacedLink.FindStringSubmatch(src); m != nil {
			mended = m[1] + m[2]
		}
	case "space-in-target":
		if m := gappyTarget.FindStringSubmatch(src); m != nil {
			mended = m[1] + strings.ReplaceAll(strings.TrimSpace(m[2]), " ", "%20") + m[3]
		}
	case "unclosed":
		if openTarget.MatchString(src) {
			mended = strings.TrimRight(src, ".,;") + ")" + src[len(strings.TrimRight(src, ".,;")):]
		}
	}
	if mended == "" {
		return nil
	}
	return &checker.Fix{Message: "write " + quoted(mended), Edits: []checker.Edit{{Span: b.Span, NewText: mended}}}
}
