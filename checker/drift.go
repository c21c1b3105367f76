package checker

import "time"

// A Drift is how the running text of a page differs from what it was when it was first seen good.
type Drift struct {
	Kind  DriftKind
	Since time.Time // when the page was seen that it is compared with
	Alike float64   // how much the two texts share, from 0 to 1, within .09
	Kept  []string  // the cited titles and quotations that were there then and still are
	Lost  []string  // those that were there then and are not any more
}

// A DriftKind says in one word how much a text has changed.
type DriftKind string

// The kinds of drift. What is in question for a reader is Major and Replaced.
const (
	DriftSame     DriftKind = "same"
	DriftGrew     DriftKind = "grew"     // it holds the text of then, and more
	DriftMinor    DriftKind = "minor"    // at least .6 alike
	DriftMajor    DriftKind = "major"    // at least .2 alike
	DriftReplaced DriftKind = "replaced" // another text
)
