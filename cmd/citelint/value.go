package main

import (
	"fmt"
	"net/mail"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"
	"golang.org/x/net/http/httpguts"

	"github.com/citelint/citelint/checker"
)

// A scalar is a pflag.Value that holds one T.
type scalar[T any] struct {
	p     *T
	kind  string // what --help calls it
	parse func(string) (T, error)
	show  func(T) string
	words []string // all values there are; nil: others
}

// wordsOf returns all values that a setting can have; nil if they cannot be listed.
func wordsOf(v pflag.Value) []string {
	if c, ok := v.(interface{ choices() []string }); ok {
		return c.choices()
	}
	return nil
}

func (v scalar[T]) choices() []string { return v.words }

func (v scalar[T]) Set(s string) error {
	t, err := v.parse(s)
	if err == nil {
		*v.p = t
	}
	return err
}

func (v scalar[T]) String() string {
	if v.p == nil {
		return ""
	}
	return v.show(*v.p)
}

func (v scalar[T]) Type() string { return v.kind }

// A list is a pflag.Value that holds several T. The first Set replaces the default, the others add.
type list[T any] struct {
	p      *[]T
	kind   string
	commas bool // one argument may hold several, parted by commas
	parse  func(string) (T, error)
	show   func(T) string
	set    *bool
}

func (v list[T]) Set(s string) error {
	parts := []string{s}
	if v.commas {
		parts = splitCommas(s)
	}
	return v.add(parts)
}

// add is Set with the parts already apart.
func (v list[T]) add(parts []string) error {
	var all []T
	for _, part := range parts {
		t, err := v.parse(part)
		if err != nil {
			return err
		}
		all = append(all, t)
	}
	if !*v.set {
		*v.p, *v.set = nil, true
	}
	*v.p = append(*v.p, all...)
	return nil
}

func (v list[T]) String() string { return strings.Join(v.strings(), ",") }

func (v list[T]) strings() []string {
	if v.p == nil {
		return nil
	}
	var all []string
	for _, t := range *v.p {
		all = append(all, v.show(t))
	}
	return all
}

func (v list[T]) Type() string { return v.kind }

// A listValue is what all lists have in common.
type listValue interface {
	add(parts []string) error
	strings() []string
}

// splitCommas splits s at the commas that do not stand in braces, and drops blanks and empty parts.
func splitCommas(s string) []string {
	var parts []string
	depth, start := 0, 0
	for i := 0; i <= len(s); i++ {
		switch {
		case i == len(s) || s[i] == ',' && depth == 0:
			if part := strings.TrimSpace(s[start:i]); part != "" {
				parts = append(parts, part)
			}
			start = i + 1
		case s[i] == '{':
			depth++
		case s[i] == '}' && depth > 0:
			depth--
		}
	}
	return parts
}

func stringValue(p *string, kind string) scalar[string] {
	return scalar[string]{p, kind, func(s string) (string, error) { return s, nil }, func(s string) string { return s }, nil}
}

func boolValue(p *bool) scalar[bool] {
	return scalar[bool]{p, "bool", func(s string) (bool, error) {
		switch s {
		case "true", "1":
			return true, nil
		case "false", "0":
			return false, nil
		}
		return false, fmt.Errorf("%q is neither true nor false", s)
	}, strconv.FormatBool, nil}
}

// timesValue counts how often a switch is given: -vv is twice. A number sets it.
func timesValue(p *int) scalar[int] {
	return scalar[int]{p, "bool", func(s string) (int, error) {
		switch s {
		case "true":
			return *p + 1, nil
		case "false":
			return 0, nil
		}
		n, err := strconv.Atoi(s)
		if err != nil || n < 0 || n > 2 {
			return 0, fmt.Errorf("%q is neither true nor false nor a number from 0 to 2", s)
		}
		return n, nil
	}, func(n int) string {
		if n > 1 {
			return strconv.Itoa(n)
		}
		return strconv.FormatBool(n == 1)
	}, nil}
}

const maxCount = 1_000_000

// countValue holds a number from 1 to maxCount.
func countValue(p *int) scalar[int] {
	return scalar[int]{p, "N", func(s string) (int, error) {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > maxCount {
			return 0, fmt.Errorf("%q is no number from 1 to %d", s, maxCount)
		}
		return n, nil
	}, strconv.Itoa, nil}
}

func durationValue(p *time.Duration) scalar[time.Duration] {
	return scalar[time.Duration]{p, "DUR", parseDuration, showDuration, nil}
}

// waitValue holds a duration that is not zero.
func waitValue(p *time.Duration) scalar[time.Duration] {
	v := durationValue(p)
	v.parse = func(s string) (time.Duration, error) {
		d, err := parseDuration(s)
		if err == nil && d == 0 {
			err = fmt.Errorf("%q is no time at all", s)
		}
		return d, err
	}
	return v
}

// choiceValue holds one of some words.
func choiceValue(p *string, kind, what string, words []string) scalar[string] {
	return scalar[string]{p, kind, func(s string) (string, error) { return s, choose(what, s, words) }, func(s string) string { return s }, words}
}

// choose returns an error with a hint if s is none of the words.
func choose(what, s string, words []string) error {
	for _, w := range words {
		if w == s {
			return nil
		}
	}
	if hint := didYouMean(s, words); hint != "" {
		return fmt.Errorf("unknown %s %q%s", what, s, hint)
	}
	return fmt.Errorf("unknown %s %q (one of %s)", what, s, strings.Join(words, ", "))
}

var levels = []string{"error", "warning", "info", "never"}

// levelValue holds a severity to fail on; Off is "never".
func levelValue(p *checker.Severity) scalar[checker.Severity] {
	return scalar[checker.Severity]{p, "LEVEL", func(s string) (checker.Severity, error) {
		if s == "never" {
			return checker.Off, nil
		}
		level, _ := checker.ParseSeverity(s)
		return level, choose("level", s, levels)
	}, func(s checker.Severity) string {
		if s == checker.Off {
			return "never"
		}
		return s.String()
	}, levels}
}

func dayValue(p *checker.Date) scalar[checker.Date] {
	return scalar[checker.Date]{p, "DATE", func(s string) (checker.Date, error) {
		t, err := time.Parse(time.DateOnly, s)
		if err != nil {
			return checker.Date{}, fmt.Errorf("%q is no date (YYYY-MM-DD)", s)
		}
		return checker.Day(t), nil
	}, func(d checker.Date) string { return d.EDTF }, nil}
}

// headerValue holds the value of a header.
func headerValue(p *string) scalar[string] {
	v := stringValue(p, "TEXT")
	v.parse = func(s string) (string, error) {
		if strings.TrimSpace(s) == "" || !httpguts.ValidHeaderFieldValue(s) {
			return "", fmt.Errorf("%q cannot be the value of a header", s)
		}
		return s, nil
	}
	return v
}

// addressValue holds a mail address, or nothing.
func addressValue(p *string) scalar[string] {
	return scalar[string]{p, "ADDRESS", func(s string) (string, error) {
		a, err := mail.ParseAddress(s)
		if s != "" && (err != nil || a.Address != s) {
			return "", fmt.Errorf("%q is no mail address", s)
		}
		return s, nil
	}, func(s string) string { return s }, nil}
}

func stringList(p *[]string, kind string, commas bool) list[string] {
	return list[string]{p, kind, commas, func(s string) (string, error) { return s, nil }, func(s string) string { return s }, new(bool)}
}

func globList(p *[]string) list[string] {
	v := stringList(p, "GLOB", false)
	v.parse = parseGlob
	return v
}

func prefixList(p *[]netip.Prefix) list[netip.Prefix] {
	return list[netip.Prefix]{p, "PREFIX", true, func(s string) (netip.Prefix, error) {
		if a, err := netip.ParseAddr(s); err == nil {
			return netip.PrefixFrom(a, a.BitLen()), nil
		}
		prefix, err := netip.ParsePrefix(s)
		if err != nil || prefix != prefix.Masked() {
			return netip.Prefix{}, fmt.Errorf("%q is no network (such as 10.1.0.0/16 or 127.0.0.1/32)", s)
		}
		return prefix, nil
	}, netip.Prefix.String, new(bool)}
}
