package rule

import (
	"strings"

	"github.com/citelint/citelint/checker"
)

var ignoreUnused = &checker.Rule{
	ID:       "ignore/unused",
	Severity: checker.Warning,
	Fix:      checker.SafeFix,
	Doc: doc("A comment that ignores nothing",
		"What it was written for is mended or gone. Left where it is, it will silence the next fault at that place.",
		"<!-- citelint:ignore note/empty: the editor will write it -->\n\nThe dues rose.[^1]\n\n[^1]: “Port Dues Rise”, Port News, 3 May 2024.",
		"Take the comment out.",
		"if a rule that it names did not run, or if a source in what it covers could not be reached. An entry under ignore in the configuration is judged alike, by runs that read all documents of which it speaks."),
	Check: checkIgnores(func(_ *checker.Pass, ig *checker.Ignore) (string, *checker.Fix) {
		if ig.Malformed != "" || ig.Expired || ig.Reason == "" || ig.Used || !ig.Ran {
			return "", nil
		}
		return what(ig) + " ignores " + list(quotedAll(ig.Rules)) + whereOf(ig) + ", and nothing of that was found", removeComment(ig)
	}),
}

var ignoreExpired = &checker.Rule{
	ID:       "ignore/expired",
	Severity: checker.Warning,
	Doc: doc("A comment whose last day has passed",
		"It was written to hold until a day, and that day is over. It ignores nothing any more, so what it silenced is reported again.",
		"<!-- citelint:ignore note/empty until=2020-01-31: the editor will write it -->\n\nThe dues rose.[^1]\n\n[^1]: “Port Dues Rise”, Port News, 3 May 2024.",
		"Mend what it was written for and take the comment out, or give it a later day.",
		"on the last day itself, and for comments without “until=”. An entry under ignore in the configuration is judged alike."),
	Check: checkIgnores(func(p *checker.Pass, ig *checker.Ignore) (string, *checker.Fix) {
		if ig.Malformed != "" || !ig.Expired {
			return "", nil
		}
		return what(ig) + " holds until " + ig.Until + ", and today is " + p.Today.EDTF, nil
	}),
}

var ignoreUnknownRule = &checker.Rule{
	ID:       "ignore/unknown-rule",
	Severity: checker.Error,
	Fix:      checker.UnsafeFix,
	Doc: doc("A comment names a rule that is none",
		"It ignores nothing, and whoever wrote it believes that it does.",
		"<!-- citelint:ignore note/emty: the editor will write it -->\n\nThe dues rose.[^1]\n\n[^1]: “Port Dues Rise”, Port News, 3 May 2024.",
		"Write the rule's ID as “citelint rules” prints it.",
		"for groups, as in “note/*”, and for “*”."),
	Check: func(p *checker.Pass) {
		suggested := 0
		for _, ig := range p.Ignores {
			if ig.Entry || ig.Malformed != "" { // the configuration is refused if it names no rule
				continue
			}
			for _, name := range ig.Rules {
				if isKnown(p.Rules, name) {
					continue
				}
				f := checker.Finding{Message: "the comment names " + quoted(name) + ", which is no rule", Span: ig.Span, Subject: checker.Subject{Document: ig.Document}}
				suggested++
				if suggested > maxSuggested {
					p.Report(f)
					continue
				}
				if near := nearestRule(p.Rules, name); near != "" {
					f.Message += "; the nearest is " + quoted(near)
					f.Fix = renameIn(ig, name, near)
				}
				p.Report(f)
			}
		}
	},
}

var ignoreMalformed = &checker.Rule{
	ID:       "ignore/malformed",
	Severity: checker.Error,
	Doc: doc("A comment that is meant for citelint and cannot be read",
		"It ignores nothing, and whoever wrote it believes that it does.",
		"<!-- citelint:ignore-start note/empty: the editor will write it -->\n\nThe dues rose.[^1]\n\n[^1]: “Port Dues Rise”, Port News, 3 May 2024.",
		"Write the comment in one of the forms that “citelint help ignoring” shows.",
		"for comments that do not begin with “citelint:”."),
	Check: checkIgnores(func(_ *checker.Pass, ig *checker.Ignore) (string, *checker.Fix) {
		if ig.Malformed == "" {
			return "", nil
		}
		return "the comment ignores nothing: " + ig.Malformed, nil
	}),
}

var ignoreNoReason = &checker.Rule{
	ID:       "ignore/no-reason",
	Severity: checker.Warning,
	Doc: doc("A comment that does not say why",
		"Nobody who comes later can tell whether the fault was looked at or only hidden. Without a reason the comment ignores nothing.",
		"<!-- citelint:ignore note/empty -->\n\nThe dues rose.[^1]\n\n[^1]: “Port Dues Rise”, Port News, 3 May 2024.",
		"Write the reason behind the rule, after a colon and a blank.",
		"for the end of a range, which needs none."),
	Check: checkIgnores(func(_ *checker.Pass, ig *checker.Ignore) (string, *checker.Fix) {
		if ig.Entry || ig.Malformed != "" || ig.Reason != "" || ig.Verb == "ignore-end" {
			return "", nil
		}
		return "the comment gives no reason after a colon, so it ignores nothing", nil
	}),
}

// maxSuggested is for how many names of rules the nearest is looked for.
const maxSuggested = 100

// checkIgnores makes a Check of a decision about one comment; an empty message is no finding.
func checkIgnores(decide func(*checker.Pass, *checker.Ignore) (string, *checker.Fix)) func(*checker.Pass) {
	return func(p *checker.Pass) {
		for _, ig := range p.Ignores {
			if ig.Document == nil { // an entry that stands in no file
				continue
			}
			message, fix := decide(p, ig)
			if message == "" {
				continue
			}
			f := checker.Finding{Message: message, Span: ig.Span, Subject: checker.Subject{Document: ig.Document}, Fix: fix}
			if ig.Entry {
				f.Subject.Entry = ig
			}
			p.Report(f)
		}
	}
}

// what names an Ignore in a message.
func what(ig *checker.Ignore) string {
	if ig.Entry {
		return "the entry"
	}
	return "the comment"
}

// whereOf says what an entry speaks of; empty for a comment, whose place says it.
func whereOf(ig *checker.Ignore) string {
	if !ig.Entry {
		return ""
	}
	where := ""
	if ig.Label != "" {
		where += " in note " + quoted(ig.Label)
	}
	if ig.Path != "" {
		where += " in " + quoted(ig.Path)
	}
	if ig.URL != "" {
		where += " at " + quoted(ig.URL)
	}
	return where
}

func quotedAll(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = quoted(n)
	}
	return out
}

// removeComment takes the comment out, and its line too if it stands alone there. A range has two
// comments, and only one of them is known: nil. It is nil for an entry, too.
func removeComment(ig *checker.Ignore) *checker.Fix {
	if ig.Entry || ig.Verb == "ignore-start" {
		return nil
	}
	src := ig.Document.Source
	start, end := ig.Span.Start.Offset, ig.Span.End.Offset
	for start > 0 && (src[start-1] == ' ' || src[start-1] == '\t') {
		start--
	}
	rest := end
	for rest < len(src) && (src[rest] == ' ' || src[rest] == '\t' || src[rest] == '\r') {
		rest++
	}
	alone := (start == 0 || src[start-1] == '\n') && (rest == len(src) || src[rest] == '\n')
	switch {
	case alone && rest < len(src):
		end = rest + 1
	case alone:
		end = rest
	case start == 0 || src[start-1] == '\n':
		start = ig.Span.Start.Offset // what follows stays where it is
	}
	return &checker.Fix{Message: "remove the comment", Safe: true, Edits: []checker.Edit{{Span: ig.Document.Span(start, end)}}}
}

func isKnown(rules []*checker.Rule, pattern string) bool {
	for _, r := range rules {
		if r.Match(pattern) {
			return true
		}
	}
	return false
}

// nearestRule returns the ID or group that name was most likely meant to be; empty if none is near.
func nearestRule(rules []*checker.Rule, name string) string {
	best, nearest := 4, ""
	try := func(candidate string) {
		// The marks of a pattern count too, so the distance over letters is not enough.
		d := distance(name, candidate)
		if strings.HasSuffix(candidate, "/*") != strings.HasSuffix(name, "*") {
			d++
		}
		if d < best && d*2 < len(name) {
			best, nearest = d, candidate
		}
	}
	for _, r := range rules {
		try(r.ID)
		try(r.Group() + "/*")
	}
	return nearest
}

// renameIn writes another name into a comment; nil unless the name stands there once.
func renameIn(ig *checker.Ignore, name, to string) *checker.Fix {
	text := ig.Document.Text(ig.Span)
	if strings.Count(text, name) != 1 {
		return nil
	}
	at := ig.Span.Start.Offset + strings.Index(text, name)
	return &checker.Fix{
		Message: "write " + quoted(to),
		Edits:   []checker.Edit{{Span: ig.Document.Span(at, at+len(name)), NewText: to}},
	}
}
