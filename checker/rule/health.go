package rule

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// readMatches are the rules of group match that need the page to have been read.
var readMatches = []string{
	"match/title", "match/author", "match/date", "match/publisher", "match/doi-url", "match/changed", "match/canonical", "match/language",
}

// failureMasks is what a source's failure silences: all that needs its page.
func failureMasks(more ...string) []checker.Mask {
	return []checker.Mask{{
		Rules: slices.Concat(readMatches, readQuotes, []string{"health/fragment-missing", "health/text-fragment-missing", "health/wrong-content", "health/paywall"}, more),
		Scope: checker.OnSource,
	}}
}

// eachResult makes a Check of a decision about one link whose source was looked at.
func eachResult(decide func(*checker.Pass, checker.Subject, *checker.Result) (checker.Finding, bool)) func(*checker.Pass) {
	return eachLink(func(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
		r := p.Result(s.Link)
		if r == nil {
			return checker.Finding{}, false
		}
		return decide(p, s, r)
	})
}

// seen is a health message: what was observed, what else is known, and the address.
func seen(l *checker.Link, r *checker.Result, more ...string) string {
	return sentence(l, append(observed(r), more...)...)
}

// sentence joins the parts that are not empty, and the address.
func sentence(l *checker.Link, parts ...string) string {
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return strings.Join(parts, "; ") + ": " + shownAddress(l)
}

// observed returns the first observations behind a verdict; without any, the cause in words.
func observed(r *checker.Result) []string {
	var words []string
	for _, e := range r.Evidence[:min(len(r.Evidence), 2)] {
		words = append(words, observation(e))
	}
	if words == nil {
		words = append(words, strings.ReplaceAll(string(r.Cause), "-", " "))
	}
	return words
}

// maxObserved is how many code points of one observation a message shows. Addresses stay whole.
const maxObserved = 300

func observation(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
	for word := range strings.FieldsSeq(s) {
		if strings.Contains(word, "://") {
			s = strings.Replace(s, word, plainAddress(word), 1)
		}
	}
	if utf8.RuneCountInString(s) > maxObserved && !strings.Contains(s, "://") {
		s = string([]rune(s)[:maxObserved-1]) + "…"
	}
	return s
}

// failing says since when a source has failed, and how often that was counted; empty if nothing is
// remembered.
func failing(r *checker.Result) string {
	if r.Strikes == 0 || r.FailingSince.IsZero() {
		return ""
	}
	return fmt.Sprintf("failing since %s, %d of %d", day(r.FailingSince), min(r.Strikes, r.StrikesToConfirm()), r.StrikesToConfirm())
}

func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// otherwise says where the source is to be had instead: at an address that answers, or in a capture.
func otherwise(r *checker.Result) string {
	var parts []string
	if r.Instead != "" {
		parts = append(parts, plainAddress(r.Instead)+" answers instead")
	}
	if c := capture(r); c != nil {
		parts = append(parts, c.Archive+" has a capture of "+day(c.Time))
	}
	return strings.Join(parts, "; ")
}

// capture returns the first capture that was seen to be good; nil if there is none.
func capture(r *checker.Result) *checker.Snapshot {
	for i, c := range r.Snapshots {
		if c.Verdict == checker.OK && c.URL != "" {
			return &r.Snapshots[i]
		}
	}
	return nil
}

// replaceDead is a fix that links to the address that answers instead, or else to a capture; nil if
// neither is known.
func replaceDead(s checker.Subject, r *checker.Result) *checker.Fix {
	if r.Instead != "" {
		return retarget(s, r.Instead, "link to "+plainAddress(r.Instead), false)
	}
	return replaceByCapture(s, r)
}

func replaceByCapture(s checker.Subject, r *checker.Result) *checker.Fix {
	c := capture(r)
	if c == nil {
		return nil
	}
	return retarget(s, c.URL, "link to the capture of "+day(c.Time), false)
}

// segments returns the segments of an address's path that are not empty.
func segments(addr string) []string {
	u, err := url.Parse(addr)
	if err != nil {
		return nil
	}
	return strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' })
}

// isResolver reports whether the address is at a host whose addresses lead elsewhere by design.
func isResolver(addr string) bool { return in(resolvers, match.Host(addr)) }
