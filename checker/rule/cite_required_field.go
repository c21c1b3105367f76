package rule

import (
	"maps"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
)

var citeRequiredField = &checker.Rule{
	ID:       "cite/required-field",
	Severity: checker.Warning,
	Masks:    []checker.Mask{{Rules: []string{"cite/no-author", "cite/no-publisher", "cite/no-date", "cite/no-link"}, Scope: checker.OnCitation}},
	Doc: doc("A citation lacks a field that its type of source must have",
		"A house that asks for the same fields in every citation lets its readers find the source in the same way every time. Nothing is asked for by default.",
		`Dues rose again.[^1]

[^1]: “Dues Rise Again”, *Port News*, 3 May 2024.`,
		"Add the field, or take it out of the configuration's require.",
		"for types that the configuration does not name, for citations whose type cannot be told or that are not wholly understood, and for sources that are quoted second hand."),
	Check: eachCitation(decideRequiredField),
}

// sourceFields are the fields that can be required, by the names that the configuration has for them.
var sourceFields = map[string]func(*checker.Citation) bool{
	"accessed":  func(c *checker.Citation) bool { return !c.Accessed.IsZero() },
	"archived":  func(c *checker.Citation) bool { return c.Archived != nil },
	"author":    func(c *checker.Citation) bool { return len(c.Authors) > 0 },
	"container": func(c *checker.Citation) bool { return c.Container != "" },
	"date":      func(c *checker.Citation) bool { return !c.Date.IsZero() },
	"doi":       func(c *checker.Citation) bool { return c.DOI != "" },
	"edition":   func(c *checker.Citation) bool { return c.Edition != "" },
	"editor":    func(c *checker.Citation) bool { return len(c.Editors) > 0 },
	"isbn":      func(c *checker.Citation) bool { return c.ISBN != "" },
	"issue":     func(c *checker.Citation) bool { return c.Issue != "" },
	"locator":   func(c *checker.Citation) bool { return c.Locator != "" },
	"number":    func(c *checker.Citation) bool { return c.Number != "" },
	"pages":     func(c *checker.Citation) bool { return c.Pages != "" },
	"place":     func(c *checker.Citation) bool { return c.Place != "" },
	"publisher": func(c *checker.Citation) bool { return c.Publisher != "" },
	"title":     func(c *checker.Citation) bool { return c.Title != "" },
	"url": func(c *checker.Citation) bool {
		return slices.ContainsFunc(c.Links, func(l *checker.Link) bool { return l.URL != "" })
	},
	"volume": func(c *checker.Citation) bool { return c.Volume != "" },
}

// RequiredFields are the fields that Pass.Required may name, sorted.
var RequiredFields = slices.Sorted(maps.Keys(sourceFields))

// SourceTypes are the types of sources that package cite tells apart, by their names in the Citation
// Style Language, sorted: the keys that Pass.Required may have.
var SourceTypes = strings.Fields(`article-journal article-magazine article-newspaper bill book chapter dataset hearing interview legal_case legislation
	manuscript personal_communication post regulation report speech thesis treaty webpage`)

func decideRequiredField(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	c := s.Citation
	required := p.Required[c.Type]
	if c.Type == "" || len(required) == 0 || !isComplete(c) || isSecondHand(s) {
		return checker.Finding{}, false
	}
	var missing []string
	for _, name := range required {
		if has, known := sourceFields[name]; known && !has(c) {
			missing = append(missing, name)
		}
	}
	if len(missing) == 0 {
		return checker.Finding{}, false
	}
	return checker.Finding{Message: "a citation of type " + c.Type + " must have what this one lacks: " + strings.Join(missing, ", ")}, true
}
