package fetch

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode"

	"github.com/citelint/citelint/checker"
)

// An outcome is a verdict with its reasons.
type outcome struct {
	verdict  checker.Verdict
	cause    checker.Cause
	evidence []string
	instead  string
	network  bool   // nothing connected: our own network may be to blame
	host     string // that did not connect
}

// with returns a copy that says more: others may share the outcome.
func (o *outcome) with(evidence string) *outcome {
	more := *o
	more.evidence = append(slices.Clip(o.evidence), evidence)
	return &more
}

// ended is the outcome when we could not go on.
func ended(err error) *outcome {
	o := &outcome{verdict: checker.Unchecked, cause: checker.CauseCancelled}
	if errors.Is(err, errBudget) || errors.Is(err, context.DeadlineExceeded) {
		o.cause = checker.CauseDeadline
	}
	return o
}

// refused is the outcome of our own refusal.
func refused(r *refusal) *outcome {
	return &outcome{verdict: checker.Skipped, cause: r.cause, evidence: []string{r.why}}
}

const longestEvidence = 300 // characters

// clean makes text from outside fit for evidence: one line, no control or bidi characters, cut.
func clean(s string) string {
	s = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\uFFFD"), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), " ")
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
	n := 0
	for i := range s {
		if n == longestEvidence {
			return s[:i]
		}
		n++
	}
	return s
}
