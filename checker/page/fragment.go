package page

import (
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var lineAnchor = match.NewPattern(`^L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?$`)

// answerFragments says which fragments the page has.
func (s *source) answerFragments(asked []string) []checker.Answer {
	if len(asked) == 0 {
		return nil
	}
	ids := s.anchors()
	out := make([]checker.Answer, len(asked))
	for i, f := range asked {
		out[i] = checker.Answer{Asked: f, Answer: s.answerFragment(f, ids)}
	}
	return out
}

func (s *source) answerFragment(f string, ids map[string]bool) string {
	id, directive, hasText := strings.Cut(f, ":~:")
	answer := s.answerAnchor(id, ids)
	if !hasText || answer == checker.AnswerMissing {
		return answer
	}
	for _, d := range strings.Split(directive, "&") {
		text, ok := strings.CutPrefix(d, "text=")
		switch {
		case !ok:
		case !isHTML(s.kind) && !isText(s.kind):
			return checker.AnswerCannotTell
		case !hasDirective(s.bones, text):
			return s.unlessCut()
		}
	}
	return checker.AnswerFound
}

// answerAnchor says whether the page has an element of that id.
func (s *source) answerAnchor(id string, ids map[string]bool) string {
	if id == "" || strings.EqualFold(id, "top") {
		return checker.AnswerFound
	}
	if s.kind == "application/pdf" {
		return s.answerPDFPage(id)
	}
	if !isHTML(s.kind) || strings.HasPrefix(id, "/") || strings.HasPrefix(id, "!") {
		return checker.AnswerCannotTell
	}
	for _, name := range []string{id, unescape(id)} {
		if ids[name] || ids["user-content-"+name] {
			return checker.AnswerFound
		}
	}
	if lineAnchor.MatchString(id) {
		return checker.AnswerCannotTell
	}
	return s.unlessCut()
}

// unlessCut is missing, if the page is whole.
func (s *source) unlessCut() string {
	if s.response.Partial || s.truncated || s.hollow() {
		return checker.AnswerCannotTell
	}
	return checker.AnswerMissing
}

// answerPDFPage answers page=7.
func (s *source) answerPDFPage(id string) string {
	for _, p := range strings.Split(id, "&") {
		v, ok := strings.CutPrefix(p, "page=")
		if !ok {
			continue
		}
		n, err := strconv.Atoi(v)
		switch {
		case err != nil || n < 1 || s.pages == 0:
			return checker.AnswerCannotTell
		case n <= s.pages:
			return checker.AnswerFound
		case s.response.Partial:
			return checker.AnswerCannotTell
		}
		return checker.AnswerMissing
	}
	return checker.AnswerCannotTell
}

// anchors returns the ids of the page, and the names of its anchors.
func (s *source) anchors() map[string]bool {
	ids := map[string]bool{}
	if s.doc == nil {
		return ids
	}
	for n := range s.doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		for _, a := range n.Attr {
			if a.Key == "id" || a.Key == "name" && n.Data == "a" {
				ids[a.Val] = true
			}
		}
	}
	return ids
}

func unescape(s string) string {
	if t, err := url.PathUnescape(s); err == nil {
		return t
	}
	return s
}

// hasDirective looks for [prefix-,]start[,end][,-suffix] (WICG, URL Fragment Text Directives) in
// text that is made a skeleton.
func hasDirective(skeleton, directive string) bool {
	var prefix, suffix string
	parts := strings.Split(directive, ",")
	if p, ok := strings.CutSuffix(parts[0], "-"); ok && len(parts) > 1 {
		prefix, parts = phrase(p), parts[1:]
	}
	if p, ok := strings.CutPrefix(parts[len(parts)-1], "-"); ok && len(parts) > 1 {
		suffix, parts = phrase(p), parts[:len(parts)-1]
	}
	start, end := phrase(parts[0]), ""
	if len(parts) > 1 {
		end = phrase(parts[1])
	}
	if start == "" {
		return true // it names nothing that could be missing
	}
	const maxTries = 200
	from := 0
	for range maxTries {
		i := indexWords(skeleton, start, from)
		if i < 0 {
			return false
		}
		j := i + len(start)
		from = i + 1
		if prefix != "" && !strings.HasSuffix(strings.TrimSuffix(skeleton[:i], " "), prefix) {
			continue
		}
		if end != "" {
			k := indexWords(skeleton, end, j)
			if k < 0 {
				return false
			}
			j = k + len(end)
		}
		if suffix == "" || strings.HasPrefix(strings.TrimPrefix(skeleton[j:], " "), suffix) {
			return true
		}
	}
	return false
}

func phrase(s string) string { return match.Skeleton(unescape(s)) }

// indexWords returns where phrase stands in text as whole words, from a place on; -1 if nowhere.
func indexWords(text, phrase string, from int) int {
	for from <= len(text) {
		i := strings.Index(text[from:], phrase)
		if i < 0 {
			return -1
		}
		i += from
		lo, hi := max(0, i-8), min(len(text), i+len(phrase)+8)
		if match.Has(text[lo:hi], phrase) {
			return i
		}
		from = i + 1
	}
	return -1
}
