package store

import (
	"cmp"
	"slices"
	"time"

	"github.com/citelint/citelint/checker"
)

// A Look is what was seen at one source on one day, in UTC: the looks of a day are combined into
// one, the best that was seen.
type Look struct {
	First, Time time.Time // of the first and the last look that saw it, in whole seconds
	Verdict     checker.Verdict
	Cause       checker.Cause
	Status      int
	Digest      string // of the page's text, else of its bytes
}

// LookOf returns what a Result saw. It is not ok if the source was not asked: that is no look.
func LookOf(r *checker.Result) (l Look, ok bool) {
	if r.Checked.IsZero() || rank(r.Verdict) == notAsked {
		return Look{}, false
	}
	at := r.Checked.UTC().Truncate(time.Second)
	return Look{at, at, r.Verdict, r.Cause, r.Status, cmp.Or(r.Page.TextDigest, r.Page.Digest)}, true
}

// day numbers the days in UTC.
func (l *Look) day() int64 {
	s := l.First.Unix()
	d := s / secondsPerDay
	if s%secondsPerDay < 0 {
		d--
	}
	return d
}

const secondsPerDay = 24 * 60 * 60

// A group is one of the kinds of verdicts that combine as one, from the weakest.
type group int

const (
	notAsked group = iota
	failing        // no usable answer
	bad
	blocked
	good
)

func rank(v checker.Verdict) group {
	switch v {
	case checker.OK, checker.Moved:
		return good
	case checker.Blocked:
		return blocked
	case checker.Dead, checker.SoftDead, checker.Parked:
		return bad
	case checker.Unreachable, checker.Insecure:
		return failing
	}
	return notAsked
}

// combine returns what two looks of one day say together: known good beats all, blocked beats known
// bad, known bad beats no answer, and of equals the later stands. The order of combining never
// matters.
func combine(a, b Look) Look {
	switch c := cmp.Compare(rank(a.Verdict), rank(b.Verdict)); {
	case c > 0:
		return a
	case c < 0:
		return b
	}
	first := a.First
	if b.First.Before(first) {
		first = b.First
	}
	if compareLooks(a, b) < 0 {
		a = b
	}
	a.First = first
	return a
}

// compareLooks orders looks by their last time; what else they hold decides between equals.
func compareLooks(a, b Look) int {
	return cmp.Or(a.Time.Compare(b.Time), cmp.Compare(a.Verdict, b.Verdict), cmp.Compare(a.Cause, b.Cause),
		cmp.Compare(a.Status, b.Status), cmp.Compare(a.Digest, b.Digest))
}

// Merge returns the history that two histories of one source make together: one Look a day, in the
// order of days. Merging in any order, and merging again, gives the same.
func Merge(a, b []Look) []Look {
	all := slices.Concat(a, b)
	slices.SortStableFunc(all, func(a, b Look) int { return cmp.Compare(a.day(), b.day()) })
	var merged []Look
	for _, l := range all {
		if n := len(merged); n > 0 && merged[n-1].day() == l.day() {
			merged[n-1] = combine(merged[n-1], l)
			continue
		}
		merged = append(merged, l)
	}
	return merged
}

// A Confirm says when failures over time are certain. Its zero values are three failures and 72
// hours.
type Confirm struct {
	Failures int           // so many looks, 20 hours or more apart
	Span     time.Duration // from the first of them to the last at least; negative: none
}

const (
	defaultFailures = 3
	defaultSpan     = 72 * time.Hour
	betweenStrikes  = 20 * time.Hour
)

func (c Confirm) failures() int { return cmp.Or(c.Failures, defaultFailures) }

func (c Confirm) span() time.Duration { return max(0, cmp.Or(c.Span, defaultSpan)) }

// A tally is what a history comes to.
type tally struct {
	firstSeen, lastGood, failingSince time.Time
	strikes                           int
	changes                           []checker.Change
	counted                           time.Time // when the last strike was
}

// maxChanges is how many changes a Result tells of: the last.
const maxChanges = 32

// count goes through a history, in the order of time.
func count(history []Look, c Confirm) tally {
	var t tally
	var last checker.Verdict
	for _, l := range history {
		if t.firstSeen.IsZero() {
			t.firstSeen = l.First
		}
		if l.Verdict != last {
			last = l.Verdict
			t.changes = append(t.changes, checker.Change{Time: l.First, Verdict: l.Verdict})
		}
		switch rank(l.Verdict) {
		case good:
			t.lastGood, t.failingSince, t.strikes = l.Time, time.Time{}, 0
		case bad, failing:
			t.strike(l, c)
		}
	}
	t.changes = t.changes[max(0, len(t.changes)-maxChanges):]
	return t
}

// strike counts a failure, unless it is too near to the one that was counted before. The strike that
// would confirm the failure counts only when the span is over.
func (t *tally) strike(l Look, c Confirm) {
	if t.failingSince.IsZero() {
		t.failingSince = l.First
	}
	at := l.First
	if next := t.counted.Add(betweenStrikes); t.strikes > 0 && next.After(at) {
		at = next
	}
	if sure := t.failingSince.Add(c.span()); t.strikes+1 == c.failures() && sure.After(at) {
		at = sure
	}
	if !at.After(l.Time) {
		t.strikes, t.counted = t.strikes+1, at
	}
}

// Tell fills in what a history says of a source: FirstSeen, LastGood, FailingSince, Strikes, Confirm,
// ConfirmSpan and Changes. The Result's own look counts as the last; looks that are later than it do not count.
func Tell(r *checker.Result, history []Look, c Confirm) {
	now, looked := LookOf(r)
	if !r.Checked.IsZero() {
		history = slices.DeleteFunc(slices.Clone(history), func(l Look) bool { return l.First.After(r.Checked) })
	}
	if looked {
		history = with(history, now)
	}
	t := count(history, c)
	r.LastGood, r.FailingSince, r.Strikes, r.Changes = t.lastGood, t.failingSince, t.strikes, t.changes
	r.FirstSeen, r.Confirm, r.ConfirmSpan = t.firstSeen, c.failures(), cmp.Or(c.span(), -1)
}

// with adds a look to a history. Beside a better one of its day it stands for itself: it is what was
// seen last.
func with(history []Look, l Look) []Look {
	if n := len(history); n > 0 && history[n-1].day() == l.day() && rank(history[n-1].Verdict) == rank(l.Verdict) {
		history[n-1] = combine(history[n-1], l)
		return history
	}
	return append(history, l)
}

// For keptWhole a history keeps every day. Of older days inside a long run of one verdict it keeps one
// a week, which is what trends are made of; after keptWeekly only the first and the last.
const (
	keptWhole  = 60 * 24 * time.Hour
	keptWeekly = 366 * 24 * time.Hour
)

// week numbers the weeks, from Monday to Sunday.
func (l *Look) week() int64 {
	days := l.day() + 3 // day 0 was a Thursday
	if days < 0 {
		days -= 6
	}
	return days / 7
}

// superfluous returns the looks that nothing more depends on.
func superfluous(history []Look, now time.Time, c Confirm) []Look {
	var gone []Look
	for start := 0; start < len(history); {
		end := start + 1
		for end < len(history) && history[end].Verdict == history[start].Verdict {
			end++
		}
		for i := start + c.failures() + 1; i < end-2; i++ {
			age := now.Sub(history[i].Time)
			if age > keptWeekly || age > keptWhole && history[i-1].week() == history[i].week() {
				gone = append(gone, history[i])
			}
		}
		start = end
	}
	return gone
}
