package main

import (
	"testing"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/rule"
)

func TestSeverity(t *testing.T) {
	r := &checker.Rule{ID: "cite/no-date", Severity: checker.Warning}
	flag := func(ls ...level) severities { return severities{written: [][]level{ls, nil}} }
	cases := []struct {
		name string
		s    severities
		want checker.Severity
	}{
		{"the rule's own", severities{}, checker.Warning},
		{"a flag", flag(level{"cite/no-date", checker.Error}), checker.Error},
		{"a group", flag(level{"cite/*", checker.Off}), checker.Off},
		{"another group", flag(level{"link/*", checker.Off}), checker.Warning},
		{"all", flag(level{"*", checker.Info}), checker.Info},
		{"a rule beats its group", flag(level{"cite/no-date", checker.Info}, level{"cite/*", checker.Off}), checker.Info},
		{"the last of two", flag(level{"cite/no-date", checker.Info}, level{"cite/no-date", checker.Error}), checker.Error},
		{"a flag beats the file", severities{written: [][]level{{{"cite/no-date", checker.Info}}, {{"cite/no-date", checker.Error}}}}, checker.Info},
		{"a rule in the file beats a flag's group", severities{written: [][]level{{{"cite/*", checker.Off}}, {{"cite/no-date", checker.Error}}}}, checker.Error},
		{"the profile", severities{written: [][]level{nil, nil}, profile: []level{{"cite/no-date", checker.Error}}}, checker.Error},
		{"a written group beats the profile", severities{written: [][]level{{{"cite/*", checker.Off}}, nil}, profile: []level{{"cite/no-date", checker.Error}}}, checker.Off},
	}
	for _, c := range cases {
		if got := c.s.general(r); got != c.want {
			t.Errorf("%s: the severity is %v, want %v", c.name, got, c.want)
		}
	}
}

func TestSeverityOfFindings(t *testing.T) {
	warning := &checker.Rule{ID: "cite/no-date", Severity: checker.Warning}
	off := &checker.Rule{ID: "cite/no-access-date", Severity: checker.Off}
	at := func(l checker.Severity) severities { return severities{written: [][]level{nil, {{"cite/*", l}}}} }
	cases := []struct {
		name string
		s    severities
		r    *checker.Rule
		own  checker.Severity
		want checker.Severity
	}{
		{"as the rule says", severities{}, warning, checker.Warning, checker.Warning},
		{"raised", at(checker.Error), warning, checker.Warning, checker.Error},
		{"what the rule lowered stays lower", at(checker.Error), warning, checker.Info, checker.Info},
		{"lowered still", at(checker.Info), warning, checker.Warning, checker.Info},
		{"off", at(checker.Off), warning, checker.Info, checker.Off},
		{"a rule that is off by itself", at(checker.Warning), off, checker.Off, checker.Warning},
		{"a rule that is off by itself and lowers", at(checker.Error), off, checker.Info, checker.Info},
	}
	for _, c := range cases {
		if got := c.s.finding(c.r, &checker.Finding{Severity: c.own}); got != c.want {
			t.Errorf("%s: the severity is %v, want %v", c.name, got, c.want)
		}
	}
}

func TestSeverityOfHosts(t *testing.T) {
	r := &checker.Rule{ID: "health/unreachable", Severity: checker.Warning}
	h := hostRule{match: "*.ministry.example/old", check: true, rules: []level{{"health/unreachable", checker.Info}}}
	if err := h.parse(); err != nil {
		t.Fatal(err)
	}
	s := severities{written: [][]level{nil, {{"health/*", checker.Off}}}, hosts: []hostRule{h}}
	if !s.runs(r) {
		t.Error("a rule that a host's entry turns on does not run")
	}
	for url, want := range map[string]checker.Severity{
		"https://ministry.example/old":       checker.Info,
		"https://a.ministry.example/old/x":   checker.Info,
		"https://A.Ministry.Example/old/x":   checker.Info,
		"https://ministry.example/older":     checker.Off,
		"https://otherministry.example/old":  checker.Off,
		"https://a.ministry.example.org/old": checker.Off,
		"":                                   checker.Off,
	} {
		if got := s.finding(r, &checker.Finding{Severity: checker.Warning, URL: url}); got != want {
			t.Errorf("%s: the severity is %v, want %v", url, got, want)
		}
	}
	idn := hostRule{match: "*.Bücher.example/Akten/", check: true}
	if err := idn.parse(); err != nil || idn.normal() != "*.xn--bcher-kva.example/Akten" {
		t.Errorf("the entry %q means %q (%v)", idn.match, idn.normal(), err)
	}
	s.written[0] = []level{{"health/unreachable", checker.Error}}
	if got := s.finding(r, &checker.Finding{Severity: checker.Warning, URL: "https://ministry.example/old"}); got != checker.Error {
		t.Errorf("a flag says error and a host's entry in the file info: the severity is %v, want error", got)
	}
}

// TestProfiles holds the profiles to rules that there are, and to saying something.
func TestProfiles(t *testing.T) {
	for i, p := range profiles {
		if (i == 0) != (len(p.Levels) == 0) {
			t.Errorf("profile %s has %d levels: the first, and only it, has none", p.Name, len(p.Levels))
		}
		for _, l := range p.Levels {
			if err := checkPattern(rule.All, l.Pattern); err != nil {
				t.Errorf("profile %s: %v", p.Name, err)
			}
		}
	}
}
