package match

import (
	"regexp"
	"sync"
)

// A Pattern is a regular expression that is compiled when it is first used: a command that needs
// few of the many that citelint has should not wait for all. It may be used by many goroutines at
// once.
type Pattern struct {
	expr    string
	compile sync.Once
	re      *regexp.Regexp
	needles *needles
}

// NewPattern returns a Pattern for an expression of package regexp. Its methods panic if the
// expression cannot be compiled.
func NewPattern(expr string) *Pattern { return &Pattern{expr: expr} }

func (p *Pattern) regexp() *regexp.Regexp {
	p.compile.Do(func() { p.re, p.needles = regexp.MustCompile(p.expr), needlesOf(p.expr) })
	return p.re
}

// String returns the expression.
func (p *Pattern) String() string { return p.expr }

// in returns the expression if it may match s, else one that matches nothing and says so at once.
func (p *Pattern) in(s string) *regexp.Regexp {
	re := p.regexp()
	if !p.needles.mayMatch(s) {
		return nowhere
	}
	return re
}

var nowhere = regexp.MustCompile(`^[^\x00-\x{10FFFF}]`)

// The methods that follow are those of regexp.Regexp.

func (p *Pattern) Match(b []byte) bool                  { return p.regexp().Match(b) }
func (p *Pattern) MatchString(s string) bool            { return p.in(s).MatchString(s) }
func (p *Pattern) FindString(s string) string           { return p.in(s).FindString(s) }
func (p *Pattern) FindStringIndex(s string) []int       { return p.in(s).FindStringIndex(s) }
func (p *Pattern) FindSubmatch(b []byte) [][]byte       { return p.regexp().FindSubmatch(b) }
func (p *Pattern) FindStringSubmatch(s string) []string { return p.in(s).FindStringSubmatch(s) }
func (p *Pattern) FindStringSubmatchIndex(s string) []int {
	return p.in(s).FindStringSubmatchIndex(s)
}
func (p *Pattern) FindAllString(s string, n int) []string { return p.in(s).FindAllString(s, n) }
func (p *Pattern) FindAllStringIndex(s string, n int) [][]int {
	return p.in(s).FindAllStringIndex(s, n)
}
func (p *Pattern) FindAllStringSubmatch(s string, n int) [][]string {
	return p.in(s).FindAllStringSubmatch(s, n)
}
func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return p.in(s).FindAllStringSubmatchIndex(s, n)
}
func (p *Pattern) ReplaceAllString(s, with string) string {
	return p.in(s).ReplaceAllString(s, with)
}
func (p *Pattern) ReplaceAllStringFunc(s string, f func(string) string) string {
	return p.in(s).ReplaceAllStringFunc(s, f)
}
func (p *Pattern) Split(s string, n int) []string { return p.in(s).Split(s, n) }
