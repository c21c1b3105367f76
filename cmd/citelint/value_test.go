package main

import (
	"net/netip"
	"slices"
	"testing"
	"time"
)

func TestDuration(t *testing.T) {
	cases := []struct {
		in   string
		want time.Duration
		out  string
	}{
		{"0", 0, "0s"},
		{"250ms", 250 * time.Millisecond, "250ms"},
		{"20s", 20 * time.Second, "20s"},
		{"10m", 10 * time.Minute, "10m"},
		{"90m", 90 * time.Minute, "1h30m"},
		{"1h0m5s", time.Hour + 5*time.Second, "1h0m5s"},
		{"2h", 2 * time.Hour, "2h"},
		{"7d", 7 * 24 * time.Hour, "7d"},
		{"1d12h", 36 * time.Hour, "1d12h"},
		{"36h", 36 * time.Hour, "1d12h"},
		{"1m30s", 90 * time.Second, "1m30s"},
	}
	for _, c := range cases {
		got, err := parseDuration(c.in)
		if err != nil || got != c.want {
			t.Errorf("%q is %v (%v), want %v", c.in, got, err, c.want)
		}
		if out := showDuration(got); out != c.out {
			t.Errorf("%v is shown as %q, want %q", got, out, c.out)
		}
		if again, err := parseDuration(showDuration(got)); err != nil || again != got {
			t.Errorf("%q reads back as %v (%v), want %v", showDuration(got), again, err, got)
		}
	}
	for _, bad := range []string{"", "7", "-1s", "-1d", "d", "1.5d", "7d!", "7 d", "9999999d", "1h1d"} {
		if got, err := parseDuration(bad); err == nil {
			t.Errorf("%q is read as %v, want an error", bad, got)
		}
	}
}

// FuzzDuration states that what is shown of a duration reads back as the same.
func FuzzDuration(f *testing.F) {
	for _, s := range []string{"", "7d", "1d12h", "250ms", "1h0m5s", "-3s", "9d9d", "1.5h"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := parseDuration(s)
		if err != nil {
			return
		}
		if again, err := parseDuration(showDuration(d)); err != nil || again != d {
			t.Errorf("%q is %v, shown as %q, which is %v (%v)", s, d, showDuration(d), again, err)
		}
	})
}

func TestSplitCommas(t *testing.T) {
	cases := map[string][]string{
		"":                      nil,
		"a":                     {"a"},
		"a, b,,c":               {"a", "b", "c"},
		"**/*.{md,html},b":      {"**/*.{md,html}", "b"},
		"{a,{b,c}},d":           {"{a,{b,c}}", "d"},
		"unclosed{a,b":          {"unclosed{a,b"},
		"closed}a,b":            {"closed}a", "b"},
		"link/*,note/undefined": {"link/*", "note/undefined"},
	}
	for in, want := range cases {
		if got := splitCommas(in); !slices.Equal(got, want) {
			t.Errorf("%q splits into %q, want %q", in, got, want)
		}
	}
}

func TestPrefixes(t *testing.T) {
	for in, want := range map[string]string{"127.0.0.1": "127.0.0.1/32", "10.1.0.0/16": "10.1.0.0/16", "::1": "::1/128", "fd00::/8": "fd00::/8"} {
		var got []netip.Prefix
		if err := prefixList(&got).Set(in); err != nil || len(got) != 1 || got[0].String() != want {
			t.Errorf("%q is %v (%v), want %s", in, got, err, want)
		}
	}
	for _, bad := range []string{"localhost", "10.1.2.3/16", "10.0.0.0/33", "10."} {
		var got []netip.Prefix
		if err := prefixList(&got).Set(bad); err == nil {
			t.Errorf("%q is read as %v, want an error", bad, got)
		}
	}
}

func TestNearest(t *testing.T) {
	words := []string{"check", "extract", "explain", "rules", "version", "completion"}
	for in, want := range map[string]string{
		"extrakt": "extract", "chekc": "check", "rule": "rules", "explane": "explain", "versoin": "version",
		"notes": "", "briefs": "", "x": "", "": "",
	} {
		if got := nearest(in, words); got != want {
			t.Errorf("the nearest to %q is %q, want %q", in, got, want)
		}
	}
}
