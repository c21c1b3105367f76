package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
)

// A Step is one question of those that lead to a verdict, in the order in which they are asked.
type Step struct {
	Name    string // of the question
	Saw     string // the answer, in words
	Decides bool   // the verdict follows from it; it is the last step then
}

// Decision says step by step how a Result came to its verdict: the first step that says something
// decides, and what comes after it was not asked. The signals are those of the page's Inspection.
func Decision(r *checker.Result, signals []checker.Signal) []Step {
	last := decider(r, signals)
	var steps []Step
	for i, question := range questions {
		if i == last {
			return append(steps, Step{question.name, decided(r), true})
		}
		steps = append(steps, Step{question.name, question.passed(r, signals), false})
	}
	return steps
}

// decided is what decided, in words.
func decided(r *checker.Result) string {
	if len(r.Evidence) > 0 {
		return strings.Join(r.Evidence, "; ")
	}
	for _, why := range whyNot {
		if why.verdict == r.Verdict && why.cause == r.Cause {
			return why.one
		}
	}
	if r.Cause == "" {
		return "yes"
	}
	return string(r.Cause)
}

// The questions, by their place in the order.
const (
	stepAsked = iota
	stepNetwork
	stepWall
	stepStatus
	stepLogin
	stepParked
	stepTitle
	stepSoft404
	stepScript
	stepMoved
	stepOK
)

// questions are the steps to a verdict, and what is said of each that did not decide.
var questions = []struct {
	name   string
	passed func(*checker.Result, []checker.Signal) string
}{
	stepAsked:   {"asked", say("yes")},
	stepNetwork: {"network", say("no error")},
	stepWall:    {"a wall's mark", marks(checker.SignalWall)},
	stepStatus:  {"status", statusPassed},
	stepLogin:   {"login or consent page", marks(checker.SignalLogin, checker.SignalConsent, checker.SignalRegion)},
	stepParked:  {"parked or a server's default page", marks(checker.SignalParked, checker.SignalPlaceholder)},
	stepTitle:   {"cited title", titlePassed},
	stepSoft404: {"error page that says 200", softPassed},
	stepScript:  {"page that only a browser can build", scriptPassed},
	stepMoved:   {"moved", say("no")},
	stepOK:      {"good", say("yes")},
}

func say(words string) func(*checker.Result, []checker.Signal) string {
	return func(*checker.Result, []checker.Signal) string { return words }
}

// marks says which of the signals there are, though they did not suffice.
func marks(kinds ...checker.SignalKind) func(*checker.Result, []checker.Signal) string {
	return func(_ *checker.Result, signals []checker.Signal) string {
		if seen := evidenceOf(signals, kinds...); seen != "" {
			if slices.ContainsFunc(signals, func(s checker.Signal) bool { return s.Decisive && slices.Contains(kinds, s.Kind) }) {
				return seen + ", excused"
			}
			return seen + ", which is not enough"
		}
		return "none"
	}
}

func evidenceOf(signals []checker.Signal, kinds ...checker.SignalKind) string {
	var seen []string
	for _, s := range signals {
		if slices.Contains(kinds, s.Kind) {
			seen = append(seen, s.Evidence)
		}
	}
	return strings.Join(seen, ", ")
}

func statusPassed(r *checker.Result, _ []checker.Signal) string {
	if r.Status == 0 {
		return "no answer, excused"
	}
	if r.Status >= 400 {
		return fmt.Sprintf("%d, excused", r.Status)
	}
	return fmt.Sprint(r.Status)
}

func titlePassed(r *checker.Result, _ []checker.Signal) string {
	if len(r.Titles) == 0 {
		return "none is known: the page must speak for itself"
	}
	if where := provenTitle(r); where != "" {
		return "found in " + where + ": the page is itself, and the next two are not asked"
	}
	return "not found, which proves nothing"
}

func provenTitle(r *checker.Result) string {
	for _, t := range r.Page.Answers.Titles {
		if t.Proof {
			return t.Where
		}
	}
	return ""
}

func softPassed(r *checker.Result, signals []checker.Signal) string {
	if provenTitle(r) != "" {
		return "not asked"
	}
	return marks(checker.SignalWordsIs, checker.SignalWordsHas, checker.SignalShape, checker.SignalAddress)(r, signals)
}

func scriptPassed(r *checker.Result, signals []checker.Signal) string {
	if provenTitle(r) != "" {
		return "not asked"
	}
	return marks(checker.SignalScriptOnly)(r, signals)
}

// decider is the step from which the verdict follows.
func decider(r *checker.Result, signals []checker.Signal) int {
	has := func(kind checker.SignalKind) bool { return evidenceOf(signals, kind) != "" }
	switch r.Verdict {
	case checker.Skipped:
		return stepAsked
	case checker.Unchecked:
		return uncheckedStep(r.Cause)
	case checker.Insecure:
		return stepNetwork
	case checker.Unreachable:
		if r.Status == 0 || strings.HasPrefix(string(r.Cause), "redirect-") {
			return stepNetwork
		}
		return stepStatus
	case checker.Dead:
		if r.Cause == checker.CauseNoSuchHost {
			return stepNetwork
		}
		return stepStatus
	case checker.Blocked:
		switch {
		case r.Cause == checker.CauseBotWall && has(checker.SignalWall):
			return stepWall
		case r.Cause == checker.CauseScriptOnly:
			return stepScript
		case r.Status == 0 && r.Cause == checker.CauseLogin: // it asks for a certificate
			return stepNetwork
		case r.Status < 400 && (r.Cause == checker.CauseLogin || r.Cause == checker.CauseConsent || r.Cause == checker.CauseLegal):
			return stepLogin
		case r.Status == 0:
			return stepAsked
		}
		return stepStatus
	case checker.Parked:
		return stepParked
	case checker.SoftDead:
		if r.Cause == checker.CausePlaceholderPage {
			return stepParked
		}
		return stepSoft404
	case checker.Moved:
		return stepMoved
	}
	return stepOK
}

func uncheckedStep(c checker.Cause) int {
	switch c {
	case checker.CauseNetworkDown:
		return stepNetwork
	case checker.CauseCaptivePortal:
		return stepStatus
	}
	return stepAsked
}
