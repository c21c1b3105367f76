package rule

import (
	"fmt"

	"github.com/citelint/citelint/checker"
)

// A sample is one place where a document shows a habit: what stands there could stand there in
// another form.
type sample struct {
	kind  string // samples of different kinds are counted apart
	form  string // how it is written, in the words of messages
	also  string // a second form that it may be taken for: it is none that departs from it
	span  checker.Span
	about checker.Subject

	// Where most samples are as usual, their spans are not made: if span is zero, these are the bytes of
	// the source; negative for none.
	start, end int

	mend func(usual string) *checker.Fix // how to write it in the usual form; nil: no fix
}

// place returns the sample's span.
func (s *sample) place() checker.Span {
	if !s.span.IsZero() || s.end <= 0 {
		return s.span
	}
	return s.about.Document.Span(s.start, s.end)
}

// A habit says in words what samples are samples of.
type habit struct {
	one  string // "this date is"
	many string // "dates in notes are"
}

// minority reports the samples of a document that are not written as nearly all others of their
// kind are: it is silent below leastSamples, or if fewer than habitShare of them have one form.
func minority(p *checker.Pass, h habit, samples []sample) {
	byKind := map[string]map[string]int{}
	total := map[string]int{}
	for _, s := range samples {
		if byKind[s.kind] == nil {
			byKind[s.kind] = map[string]int{}
		}
		byKind[s.kind][s.form]++
		total[s.kind]++
	}
	for _, s := range samples {
		usual, n := "", 0
		all := total[s.kind]
		if all < leastSamples || 100*byKind[s.kind][s.form] >= habitShare*all {
			continue
		}
		for form, k := range byKind[s.kind] { // one form at most has so large a share
			if 100*k >= habitShare*all {
				usual, n = form, k
			}
		}
		if n == 0 || s.also == usual {
			continue
		}
		f := checker.Finding{
			Message: fmt.Sprintf("%s %s; %d of %d %s %s", h.one, s.form, n, all, h.many, usual),
			Span:    s.place(), Subject: s.about,
		}
		if s.mend != nil {
			f.Fix = s.mend(usual)
		}
		p.Report(f)
	}
}

// eachHabit makes a Check of a function that collects the samples of one note. The notes of a
// document and the entries of its bibliography are counted apart. In many, %s stands for one of the
// two words.
func eachHabit(one, many string, collect func(t *noteText, add func(sample))) func(*checker.Pass) {
	return func(p *checker.Pass) {
		for _, of := range textsOfNotes.In(p) {
			var inNotes, inEntries []sample
			add := func(to *[]sample, s sample) {
				if *to == nil {
					*to = make([]sample, 0, len(of)) // most notes have one
				}
				*to = append(*to, s)
			}
			for _, t := range of {
				if t.n.Span.IsZero() {
					continue
				}
				collect(t, func(s sample) {
					if t.n.Kind == checker.Bibliography {
						add(&inEntries, s)
					} else {
						add(&inNotes, s)
					}
				})
			}
			minority(p, habit{one, fmt.Sprintf(many, "notes")}, inNotes)
			minority(p, habit{one, fmt.Sprintf(many, "entries")}, inEntries)
		}
	}
}

// isParsed reports whether a citation was understood, so that it may be a sample.
func isParsed(c *checker.Citation) bool {
	return c != nil && c.Kind != checker.CommentOn && c.Confidence >= 0.5
}
