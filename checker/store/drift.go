package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// A sighting is what a page was when it was first seen good: later looks are compared with it.
type sighting struct {
	at     time.Time
	words  int
	sketch match.Sketch
	found  []string // the cited titles and quotations that were there, then or while the text was the same
}

const (
	fewWords = 60 // of running text, of which a date that changes is too large a part
	maxFound = 64
)

// sight returns what is kept of a page; nil if it was not seen whole, or holds too little text to tell
// whether it has changed.
func sight(r *checker.Result) *sighting {
	p := &r.Page
	if rank(r.Verdict) != good || r.Checked.IsZero() || p.Partial || p.Paywall || p.MainWords < fewWords || len(p.Sketch) == 0 {
		return nil
	}
	return &sighting{at: r.Checked.UTC().Truncate(time.Second), words: p.MainWords, sketch: p.Sketch, found: standing(r.Page.Answers)}
}

// standing returns the titles and quotations that a page was asked for and has.
func standing(a checker.Answers) []string {
	var found []string
	for _, t := range a.Titles {
		if t.Answer == checker.AnswerMatch || t.InText {
			found = append(found, t.Asked)
		}
	}
	for _, q := range a.Quotations {
		if q.Answer == "verbatim" || q.Answer == "folded" {
			found = append(found, q.Asked)
		}
	}
	return found
}

// gone returns the titles and quotations that a page was asked for and has not.
func gone(a checker.Answers) []string {
	var lost []string
	for _, t := range a.Titles {
		if (t.Answer == checker.AnswerMismatch || t.Answer == checker.AnswerWeak) && !t.InText {
			lost = append(lost, t.Asked)
		}
	}
	for _, q := range a.Quotations {
		if q.Answer == checker.AnswerMissing {
			lost = append(lost, q.Asked)
		}
	}
	return lost
}

// drift compares a page with what it was.
func drift(was *sighting, r *checker.Result) *checker.Drift {
	now := sight(r)
	if was == nil || now == nil {
		return nil
	}
	d := &checker.Drift{Since: was.at, Alike: was.sketch.Alike(now.sketch)}
	switch {
	case d.Alike >= .95:
		d.Kind = checker.DriftSame
	case now.words > was.words && was.sketch.In(now.sketch) >= .9:
		d.Kind = checker.DriftGrew
	case d.Alike >= .6:
		d.Kind = checker.DriftMinor
	case d.Alike >= .2:
		d.Kind = checker.DriftMajor
	default:
		d.Kind = checker.DriftReplaced
	}
	for _, text := range now.found {
		if slices.Contains(was.found, text) {
			d.Kept = append(d.Kept, text)
		}
	}
	for _, text := range gone(r.Page.Answers) {
		if slices.Contains(was.found, text) {
			d.Lost = append(d.Lost, text)
		}
	}
	return d
}

// grown returns what is to be kept of a page now: all of it, if nothing was; while the text is the
// same, what else was found in it. Nil if nothing is to be written.
func grown(was *sighting, r *checker.Result) *sighting {
	now := sight(r)
	if now == nil || was == nil {
		return now
	}
	if r.Drift == nil || r.Drift.Kind != checker.DriftSame {
		return nil
	}
	more := *was
	for _, text := range now.found {
		if len(more.found) < maxFound && !slices.Contains(more.found, text) {
			more.found = append(slices.Clip(more.found), text)
		}
	}
	if len(more.found) == len(was.found) {
		return nil
	}
	return &more
}

// sighting reads what is kept of a page. What another extractor has read is not comparable.
func (s *State) sighting(key string) (*sighting, error) {
	var at int64
	var found []byte
	var si sighting
	err := s.seen.QueryRow(key, s.Version).Scan(&at, &si.words, (*[]byte)(&si.sketch), &found)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	si.at = time.Unix(at, 0).UTC()
	if json.Unmarshal(found, &si.found) != nil {
		return nil, nil
	}
	return &si, nil
}

// write keeps a sighting.
func (si *sighting) write(put *sql.Stmt, source int64, version string) error {
	found, err := json.Marshal(si.found)
	if err != nil {
		return err
	}
	_, err = put.Exec(source, version, si.at.Unix(), si.words, []byte(si.sketch), found)
	return err
}
