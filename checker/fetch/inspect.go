package fetch

import (
	"slices"

	"github.com/citelint/citelint/checker"
)

// inspect reads the page that an answer brought.
func (s *source) inspect(si *sight, a *answer) {
	if a.known != nil {
		si.inspection = s.unchanged(a.known)
		return
	}
	si.broken, si.inspection = a.broken(), &si.inspected
	si.inspected = checker.Inspection{}
	if s.Inspect != nil {
		s.inspecting <- struct{}{}
		ok := s.safely(func() {
			*si.inspection = s.Inspect(checker.Response{
				URL: a.target.String(), Status: a.status, Header: a.header, Body: a.body, Partial: a.partial, Hops: slices.Clip(si.hops),
			}, *s.q)
		})
		<-s.inspecting
		if !ok {
			*si.inspection = checker.Inspection{}
			a.notes = append(slices.Clip(a.notes), "the page could not be read")
		}
	}
	if len(si.inspection.Notes) > 0 {
		a.notes = append(slices.Clip(a.notes), si.inspection.Notes...)
	}
	p := &si.inspection.Page
	p.URL = a.target.String()
	p.Size = int64(len(a.body))
	if p.Digest == "" && s.Inspect != nil {
		p.Digest = a.digest()
	}
	p.Partial = p.Partial || a.partial
	if p.ContentType == "" {
		p.ContentType = a.contentType
	}
	p.ETag, p.LastModified = validator(a.header.Get("Etag")), validator(a.header.Get("Last-Modified"))
}

// validator is a header that is kept to be sent again; what is absurdly long is not.
func validator(v string) string {
	if len(v) > 1<<10 {
		return ""
	}
	return v
}

// safely runs f; false if it panicked. One bad page never loses the run.
func (s *source) safely(f func()) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	f()
	return true
}

// speaksOf returns what a signal of that kind says, a decisive one first; empty if there is none.
func speaksOf(signals []checker.Signal, kind checker.SignalKind) string {
	said := ""
	for _, sig := range signals {
		switch {
		case sig.Kind != kind:
		case sig.Decisive:
			return sig.Evidence
		case said == "":
			said = sig.Evidence
		}
	}
	return said
}

// suspicious reports whether a wall's header would change how an answer is treated.
func suspicious(status int) bool { return status == 429 || status >= 500 }

// wallInHead reports whether an answer's status and headers alone are a wall's.
func (s *source) wallInHead(a *answer) bool {
	if s.Inspect == nil {
		return false
	}
	var in checker.Inspection
	s.safely(func() {
		in = s.Inspect(checker.Response{URL: a.target.String(), Status: a.status, Header: a.header}, checker.Query{})
	})
	return slices.ContainsFunc(in.Signals, func(sig checker.Signal) bool {
		return sig.Kind == checker.SignalWall && sig.Decisive
	})
}

// titleFound returns where a cited title was found that proves the page to be itself.
func titleFound(p *checker.Page) (where string, ok bool) {
	for _, t := range p.Answers.Titles {
		if t.Proof {
			return t.Where, true
		}
	}
	return "", false
}
