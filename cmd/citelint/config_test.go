package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"

	"github.com/citelint/citelint/checker"
)

// configured returns the settings that a configuration file gives.
func configured(t *testing.T, text string, flags ...string) (*settings, error) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, configName), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	s := everySetting()
	s.configuring()
	set := pflag.NewFlagSet("test", pflag.ContinueOnError)
	s.register(set)
	if err := set.Parse(flags); err != nil {
		t.Fatal(err)
	}
	none := func(string) (string, bool) { return "", false }
	return s, s.resolve(set, none)
}

// configErrors are configuration files that are refused, and why.
var configErrors = []struct{ name, text, want string }{
	{"an unknown key", "version: 1\nfalil-on: error\n", `2:1: unknown key "falil-on" (did you mean "fail-on"?)`},
	{"an unknown type of source", "version: 1\nrequire:\n  boook: [title]\n", `3:3: unknown key "boook" (did you mean "book"?)`},
	{"an unknown field", "version: 1\nrequire:\n  book: [titel]\n", `3:10: unknown field "titel" (did you mean "title"?)`},
	{"an unknown key far from all", "version: 1\nxyzzy: 3\n", `2:1: unknown key "xyzzy"`},
	{"a key of a section at the top", "version: 1\nbudget: 3s\n", `2:1: unknown key "budget" (it stands under "network")`},
	{"an unknown key of a section", "version: 1\nnetwork:\n  timout: 3s\n", `3:3: unknown key "timout" (did you mean "timeout"?)`},
	{"a key given twice", "version: 1\nfail-on: error\nfail-on: info\n", `3:1: the key "fail-on" is given twice`},
	{"no version", "fail-on: error\n", `1:1: the key "version" is missing (write "version: 1")`},
	{"another version", "version: 2\n", `1:10: version 2 is not known here: this citelint reads version 1`},
	{"an empty file", "", `1:1: the file is empty: it needs "version: 1"`},
	{"only a comment", "# nothing\n", `1:1: the file is empty: it needs "version: 1"`},
	{"a list", "- version\n", `1:1: a mapping is wanted (key: value)`},
	{"a wrong word", "version: 1\nfail-on: errr\n", `2:10: fail-on: unknown level "errr" (did you mean "error"?)`},
	{"text for a boolean", "version: 1\noffline: \"true\"\n", `2:10: true or false is wanted`},
	{"a boolean for text", "version: 1\nprofile: true\n", `2:10: true and false are no NAME`},
	{"text for a number", "version: 1\nnetwork: {parallel: many}\n", `2:21: network.parallel: "many" is no number from 1 to 1000000`},
	{"a bad duration", "version: 1\nnetwork:\n  budget: 10\n", `3:11: network.budget: "10" is no duration (such as 250ms, 20s, 10m or 7d)`},
	{"text for a list", "version: 1\ninclude: \"*.md\"\n", `2:10: a list is wanted`},
	{"a mapping for text", "version: 1\nprofile: {a: b}\n", `2:10: a plain value is wanted`},
	{"nothing for text", "version: 1\nprofile:\n", `2:`},
	{"an unknown rule", "version: 1\nrules:\n  note/undefned: off\n", `3:3: unknown rule "note/undefned" (did you mean "note/undefined"?)`},
	{"an unknown level", "version: 1\nrules:\n  note/undefined: of\n", `3:19: unknown level "of" (did you mean "off"?)`},
	{"a bad glob", "version: 1\nexclude: [\"[\"]\n", `2:11: exclude: "[" is not a valid pattern`},
	{"an absolute glob", "version: 1\nexclude: [/a]\n", `2:11: exclude: "/a": patterns are relative to the root`},
	{"a host without match", "version: 1\nhosts:\n  - timeout: 3s\n", `3:5: an entry of hosts needs the key "match"`},
	{"a host skipped without a reason", "version: 1\nhosts:\n  - match: x.example\n    check: false\n", `"check: false" needs a "reason"`},
	{"a host with a scheme", "version: 1\nhosts:\n  - match: https://x.example\n", `3:12: "https://x.example": a host without scheme is wanted, perhaps with a path`},
	{"an unknown key of a host", "version: 1\nhosts:\n  - match: x.example\n    header: {}\n", `4:5: unknown key "header" (did you mean "headers"?)`},
	{"headers that are no mapping", "version: 1\nhosts:\n  - match: x.example\n    headers: [a]\n", `4:14: a mapping is wanted`},
	{"a secret in the file", "version: 1\nhosts:\n  - match: x.example\n    headers: {authorization: \"Bearer abc\"}\n", `4:30: the value of Authorization is a secret: name a variable that holds it (such as ${CITELINT_SECRET_…})`},
	{"a secret by the end of its name", "version: 1\nhosts:\n  - match: x.example\n    headers: {x-api-KEY: abc}\n", `the value of X-Api-Key is a secret`},
	{"another variable", "version: 1\nhosts:\n  - match: x.example\n    headers: {Cookie: \"${GITHUB_TOKEN}\"}\n", `${GITHUB_TOKEN}: only variables whose names begin with CITELINT_SECRET_ can be named`},
	{"a variable without end", "version: 1\nhosts:\n  - match: x.example\n    headers: {Cookie: \"${CITELINT_SECRET_A\"}\n", `4:23: "${" without "}"`},
	{"a header that is ours", "version: 1\nhosts:\n  - match: x.example\n    headers: {user-agent: Reader}\n", `4:15: the header user-agent cannot be configured`},
	{"a header without a name", "version: 1\nhosts:\n  - match: x.example\n    headers: {\"a b\": c}\n", `4:15: "a b" is no name of a header`},
	{"a header of two lines", "version: 1\nhosts:\n  - match: x.example\n    headers: {A: \"b\\nc: d\"}\n", `4:18: the value of A holds characters that a header cannot hold`},
	{"a header given twice", "version: 1\nhosts:\n  - match: x.example\n    headers: {A: b, a: c}\n", `4:21: the header A is given twice`},
	{"insecure without a reason", "version: 1\nhosts:\n  - match: x.example\n    insecure: true\n", `"insecure: true" needs a "reason"`},
	{"a secret to whoever answers", "version: 1\nhosts:\n  - match: x.example\n    insecure: true\n    reason: ours\n    headers: {A: \"${CITELINT_SECRET_A}\"}\n", `"insecure: true" and a secret header: whoever answers would learn it`},
	{"a variable that is not set", "version: 1\nhosts:\n  - match: x.example\n    headers: {A: \"${CITELINT_SECRET_A}\"}\n", `4:18: the variable CITELINT_SECRET_A is not set`},
	{"a certificate that is not there", "version: 1\nhosts:\n  - match: x.example\n    client-cert: none.pem\n", `4:18: none.pem: no such file or directory`},
	{"an alias of nothing", "version: 1\naliases:\n  - [Sund]\n", `3:5: an entry of aliases needs two names`},
	{"an unknown list", "version: 1\nlists:\n  shortners: [a.example]\n", `3:3: unknown key "shortners" (did you mean "shorteners"?)`},
	{"a list that is none", "version: 1\nlists:\n  shorteners: a.example\n", `3:15: a list is wanted`},
	{"a list of lists", "version: 1\nlists:\n  shorteners: [[a.example]]\n", `3:16: a plain value is wanted`},
	{"a blank entry of a list", "version: 1\nlists:\n  shorteners: [\" \"]\n", `3:16: an entry of lists has no text`},
	{"lists that are a list", "version: 1\nlists: [a.example]\n", `2:8: a mapping is wanted (key: value)`},
	{"an ignore without a rule", "version: 1\nignore:\n  - reason: because\n", `an entry of ignore needs the key "rule"`},
	{"an ignore without a reason", "version: 1\nignore:\n  - rule: note/undefined\n", `an entry of ignore needs a "reason"`},
	{"an ignore with a bad date", "version: 1\nignore:\n  - rule: note/undefined\n    until: 2026-13-01\n", `4:12: "2026-13-01" is no date (YYYY-MM-DD)`},
	{"a key of later days", "version: 1\nreplay: x.json\n", `2:1: unknown key "replay"`},
	{"an anchor", "version: 1\nprofile: &a strict\n", `2:10: a plain value is wanted`},
	{"two documents", "version: 1\n---\nversion: 1\n", `3:1: a second document`},
	{"no YAML", "version: 1\n\tprofile: x\n", "2:"},
	{"an unclosed bracket", "version: 1\ninclude: [a, b\n", ":"},
	{"no language", "version: 1\nnetwork: {accept-language: \"\"}\n", `2:28: network.accept-language: "" cannot be the value of a header`},
}

func TestConfigErrors(t *testing.T) {
	for _, c := range configErrors {
		_, err := configured(t, c.text)
		switch {
		case err == nil:
			t.Errorf("%s: no error, want %s", c.name, c.want)
		case !isUsage(err):
			t.Errorf("%s: %v is no usage error", c.name, err)
		case !strings.HasPrefix(err.Error(), configName+":") || !strings.Contains(err.Error(), c.want):
			t.Errorf("%s: the error is %q, want %s:%s", c.name, err, configName, c.want)
		case strings.Contains(err.Error(), "\n"):
			t.Errorf("%s: the error has more than one line: %q", c.name, err)
		}
	}
}

const fullConfig = `version: 1
profile: strict
fail-on: warning
require-citations: true
allow-incomplete: true
offline: true
include: ["**/*.md", "**/*.{a,b}"]
exclude: [drafts/**]
default-excludes: false
gitignore: false
site-root: public
rules:
  note/*: off
  note/undefined: info
aliases:
  - [Sund Port Authority, SPA, spa.example]
lists:
  shorteners: [go.institute.example, "2.example"]
  chat-transcripts: ["tidetalk.example/s"]
network:
  budget: 1d
  timeout: 3s
  parallel: 7
  per-host: 2
  delay: 0s
  contact: lind@lomaria.example
  accept-language: de,en;q=0.5
  robots: respect
  registries: identifiers
  proxy: off
  resolver: 9.9.9.9
  ca-file: ""
  allow-private: [10.1.0.0/16, 127.0.0.1/32]
cache: {dir: .citelint, ok: 3d, moved: 2d}
state: .citelint/state.db
confirm: {failures: 4, span: 0s}
hosts:
  - match: "*.ministry.example"
    timeout: 60s
    per-host: 1
    delay: 2s
    rules: {note/undefined: info}
  - match: social.example/people
    check: false
    reason: every page is behind a login
  - match: wiki.institute.example
    allow-private: true
ignore:
  - rule: note/undefined
    url: https://archive.ministry.example/*
    until: 2026-12-31
    reason: the ministry moves its archive
  - rule: note/*
    path: "briefs/2019/**"
    note: "7"
    reason: "#7: none"
baseline: known.json
output: [out/report.json]
`

func TestConfig(t *testing.T) {
	s, err := configured(t, "\ufeff"+strings.ReplaceAll(fullConfig, "\n", "\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	if s.profile != "strict" || s.failOn != checker.Warning || !s.offline || s.gitignore || s.perHost != 2 || len(s.hosts) != 3 || len(s.aliases) != 1 || len(s.lists) != 2 || len(s.lists["shorteners"]) != 2 || len(s.ignores) != 2 {
		t.Errorf("the settings are not those of the file: %+v", s)
	}
	for _, row := range s.table {
		if row.key != "" && !strings.HasPrefix(row.origin, configName+":") {
			t.Errorf("the file holds %s, and its origin is %q", row.key, row.origin)
		}
	}
}

// TestPrintConfig states the law of --print-config: what it prints, read again, prints the same.
func TestPrintConfig(t *testing.T) {
	for _, text := range []string{"version: 1\n", fullConfig} {
		s, err := configured(t, text)
		if err != nil {
			t.Fatal(err)
		}
		first := s.printed()
		again, err := configured(t, string(first))
		if err != nil {
			t.Fatalf("what --print-config prints is refused: %v\n%s", err, first)
		}
		if diff := cmp.Diff(values(first), values(again.printed())); diff != "" {
			t.Errorf("what --print-config prints reads back as something else (-first +again):\n%s", diff)
		}
	}
}

// values drops the comments.
func values(printed []byte) []string {
	var all []string
	for line := range strings.SplitSeq(string(printed), "\n") {
		text, _, _ := strings.Cut(line, " # ")
		if text = strings.TrimRight(text, " "); !strings.HasPrefix(text, "#") {
			all = append(all, text)
		}
	}
	return all
}

func TestFlagsBeatTheFile(t *testing.T) {
	s, err := configured(t, fullConfig, "--fail-on=info", "--per-host=3", "--exclude=a/**", "--offline=false")
	if err != nil {
		t.Fatal(err)
	}
	if s.failOn != checker.Info || s.perHost != 3 || s.offline || !cmp.Equal(s.exclude, []string{"a/**"}) {
		t.Errorf("flags do not win over the file: fail-on %v, per-host %d, offline %v, exclude %q", s.failOn, s.perHost, s.offline, s.exclude)
	}
}

// FuzzConfig states that a configuration file is read, or refused with one line that names it.
func FuzzConfig(f *testing.F) {
	f.Add("version: 1\nfail-on: error\n")
	f.Add(fullConfig)
	f.Add("version: 1\nrules: &a {x: *a}\n")
	f.Add("? [a]\n: b\n<<: {version: 1}\n")
	f.Add("\x00\xff: !!binary x\n")
	f.Fuzz(func(t *testing.T, text string) {
		s := newSettings()
		s.place = place{wd: "/w", root: "/w"}
		s.configFile = "/w/" + configName
		s.input()
		c := config{name: configName, settings: s, doc: checker.NewDocument(configName, []byte(text)), all: everySetting()}
		c.all.place = s.place
		if err := c.read([]byte(text)); err != nil && (!isUsage(err) || !strings.HasPrefix(err.Error(), configName)) {
			t.Errorf("%q: %v", text, err)
		}
	})
}
