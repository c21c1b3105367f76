package report

import (
	"strings"

	"github.com/citelint/citelint/checker"
)

// verdictWords says a verdict to an editor.
var verdictWords = map[checker.Verdict]string{
	checker.OK:          "answers",
	checker.Moved:       "moved",
	checker.Dead:        "not there",
	checker.SoftDead:    "not there: the page is an error page",
	checker.Parked:      "not there: the domain is parked",
	checker.Blocked:     "lets only people in",
	checker.Unreachable: "no usable answer",
	checker.Insecure:    "bad certificate",
	checker.Skipped:     "not asked",
	checker.Unchecked:   "not checked",
}

// verdictMend says what an editor does about a verdict, where no finding says it.
var verdictMend = map[checker.Verdict]string{
	checker.Moved:       "Open it yourself: the address leads to another page now.",
	checker.Dead:        "Find where the source is now, cite an archived copy, or cite another source.",
	checker.SoftDead:    "Open it yourself: if it is an error page, find where the source is now, or cite an archived copy.",
	checker.Parked:      "Open it yourself: if the site is no longer the publisher's, cite an archived copy or another source.",
	checker.Blocked:     "Open it yourself, and compare it with what the note says.",
	checker.Unreachable: "Try it again later, or open it yourself.",
	checker.Insecure:    "Open it yourself: a browser warns of its certificate. Tell the site, or cite another address.",
	checker.Skipped:     "Open it yourself: citelint does not ask for such an address.",
	checker.Unchecked:   "Run citelint again: it was not reached this time.",
}

// wasRead reports whether the page that was asked for was read. If not, a person has to look, and
// what the page says of itself says nothing about the cited source.
func wasRead(r *checker.Result) bool {
	return r.Verdict == checker.OK || r.Verdict == checker.Moved && r.Cause == checker.CausePermanent
}

// refusal says why a back-reference was refused.
var refusal = map[string]string{
	checker.ReasonFirstNote:        "no note stands before it",
	checker.ReasonNoSource:         "the note before cites nothing",
	checker.ReasonManySources:      "several sources could be meant",
	checker.ReasonUnresolvedBefore: "what it points at is itself not understood",
	checker.ReasonNoSuchAuthor:     "the note it names cites nobody of that name",
	checker.ReasonMissingNote:      "no note has that number",
	checker.ReasonForward:          "the number is its own or a later note's",
	checker.ReasonNoFullForm:       "no earlier full citation fits",
	checker.ReasonManyWorks:        "several works of that author are cited",
}

// cutMend is the paragraph of a rule's Doc on how to mend what it finds: the first after its last
// example, if that does not say when the rule is silent. Empty if there is none.
func cutMend(doc string) string {
	after, ok := afterFence(doc)
	if !ok {
		return ""
	}
	for next, more := afterFence(after); more; next, more = afterFence(after) {
		after = next
	}
	for _, p := range strings.Split(after, "\n\n") {
		p = strings.Join(strings.Fields(p), " ")
		if p == "" || strings.HasPrefix(p, "#") {
			continue
		}
		if strings.HasPrefix(p, "Silent") {
			return ""
		}
		return p
	}
	return ""
}

// afterFence returns what follows the first fenced block of text.
func afterFence(text string) (after string, ok bool) {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		fence := l[:len(l)-len(strings.TrimLeft(l, "`~"))]
		if len(fence) < 3 {
			continue
		}
		for k := i + 1; k < len(lines); k++ {
			if strings.TrimRight(lines[k], " ") == fence {
				return strings.Join(lines[k+1:], "\n"), true
			}
		}
	}
	return "", false
}
