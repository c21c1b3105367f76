package main

import (
	"crypto/x509"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/rule"
	"github.com/citelint/citelint/checker/store"
)

// Settings are what is in force in one run, from flags, variables, the configuration file and the
// defaults.
type settings struct {
	include, exclude []string
	defaultExcludes  bool
	gitignore        bool
	stdinPath        string
	siteRoot         string // relative to the root; empty if unknown

	requireCitations bool
	allowIncomplete  bool
	profile          string
	levels           []level // of flags, else of variables
	fileLevels       []level
	only             []string
	failOn           checker.Severity
	today            checker.Date

	offline        bool
	asks           bool // the command can look at the web
	budget         time.Duration
	timeout        time.Duration
	parallel       int
	perHost        int
	delay          time.Duration
	contact        string
	acceptLanguage string
	robots         string         // off or respect
	registries     string         // never, identifiers or titles
	proxy          string         // env, off or an address
	resolver       netip.AddrPort // of a second DNS server; zero: none
	caFile         string         // additional certificate authorities; empty for none
	roots          *x509.CertPool // with those of caFile; nil: the system's
	caDigest       string         // of what caFile holds
	allowPrivate   []netip.Prefix
	hosts          []hostRule
	unlocked       []string            // secrets that the host rules name; never printed
	required       map[string][]string // fields, by type of source
	aliases        [][]string          // names and hosts that count as one
	lists          map[string][]string // entries added to the lists of the rules
	ignores        []*checker.Ignore

	cacheDir  string // empty: the user's
	noCache   bool
	keep      store.Keep
	maxAge    time.Duration // noMaxAge: the Results' own times
	stateFile string        // empty: the user's
	confirm   store.Confirm

	baseline       string // a file, or off
	updateBaseline bool
	changed        string // a commit, or sinceDefault; empty: report everything

	format  string
	outputs []string
	explain []string // addresses of which only the verdict is to be explained

	quiet     bool
	verbose   int // how often -v was given
	logFormat string
	color     string
	progress  string

	ci          string // never: GITHUB_ACTIONS changes nothing
	stepSummary string // the file of GITHUB_STEP_SUMMARY, absolute; empty if there is none
	addSummary  bool   // append a summary to it

	config      string // the file named by --config
	noConfig    bool
	printConfig bool

	place      place
	configFile string // absolute; empty if there is none
	table      []*setting
}

// A setting is one row of the table of settings.
type setting struct {
	name  string // of its flag; empty if it has none
	short string
	key   string // in the configuration file, with '.' for its section; empty if it has none
	usage string
	value pflag.Value

	optional string // what the flag means without a value; empty: it needs one
	origin   string // where its value comes from
}

// variable is the name of the setting's environment variable.
func (s *setting) variable() string {
	return "CITELINT_" + strings.ToUpper(strings.ReplaceAll(s.name, "-", "_"))
}

// defaultLanguage is what pages are asked for: English, if there are several.
const defaultLanguage = "en,*;q=0.5"

// newSettings returns the defaults.
func newSettings() *settings {
	return &settings{
		defaultExcludes: true, gitignore: true, stdinPath: "stdin.md",
		profile: profiles[0].Name, failOn: checker.Error,
		budget: 10 * time.Minute, timeout: 20 * time.Second, parallel: 128, perHost: 4, delay: 250 * time.Millisecond, acceptLanguage: defaultLanguage,
		keep: store.Keep{OK: 7 * 24 * time.Hour, Moved: 7 * 24 * time.Hour}, maxAge: noMaxAge,
		confirm:  store.Confirm{Failures: 3, Span: 72 * time.Hour},
		baseline: baselineName,
		robots:   "off", registries: registriesNever, proxy: "env", color: "auto", progress: "auto", ci: "auto",
	}
}

// input adds the settings that say what is read.
func (s *settings) input() {
	s.table = append(s.table,
		&setting{name: "include", key: "include", value: globList(&s.include), usage: "which files a directory means (list; relative to the root)"},
		&setting{name: "exclude", key: "exclude", value: globList(&s.exclude), usage: "files to leave out, even if they are named (list; relative to the root)"},
		&setting{key: "default-excludes", value: boolValue(&s.defaultExcludes), usage: "a directory leaves out hidden files, node_modules, vendor and CHANGELOG*"},
		&setting{name: "gitignore", key: "gitignore", value: boolValue(&s.gitignore), usage: "leave out what git ignores"},
		&setting{name: "stdin-path", value: stringValue(&s.stdinPath, "NAME"), usage: "name of standard input"},
		&setting{key: "site-root", value: stringValue(&s.siteRoot, "DIR"), usage: "where links that begin with / are looked for, relative to the root"},
	)
}

// judging adds the settings that say what is found.
func (s *settings) judging() {
	s.table = append(s.table,
		&setting{name: "require-citations", key: "require-citations", value: boolValue(&s.requireCitations), usage: "no note and no link in all inputs together is status 3 instead of 0"},
		s.profileSetting(), s.ruleSetting(),
		&setting{name: "only", value: s.patternList(), usage: "run these rules or groups and no others (list)"},
		&setting{name: "fail-on", key: "fail-on", value: levelValue(&s.failOn), usage: "lowest severity that gives status 1: error, warning, info or never"},
		&setting{name: "today", value: dayValue(&s.today), usage: "the day of the run, for repeatable runs (default the clock, UTC)"},
		&setting{name: "offline", key: "offline", value: boolValue(&s.offline), usage: "open no socket; run the rules that need none"},
	)
	s.asking()
	s.remembering()
	s.table = append(s.table,
		&setting{name: "allow-incomplete", key: "allow-incomplete", value: boolValue(&s.allowIncomplete), usage: "an incomplete run is status 0 instead of 4"},
		&setting{name: "quiet", short: "q", value: boolValue(&s.quiet), usage: "findings at or above --fail-on and nothing else"},
		&setting{name: "verbose", short: "v", value: timesValue(&s.verbose), usage: "also infos, evidence and ignored findings, and a line a source on stderr while it looks; -vv: each request, too"},
		&setting{name: "log-format", value: choiceValue(&s.logFormat, "FORMAT", "format", logFormats), usage: "tell each source on stderr while it looks, as text or json (a line an object), without the rest of -v"},
		s.colorSetting(),
		&setting{name: "progress", value: choiceValue(&s.progress, "WHEN", "word", []string{"auto", "never"}), usage: "auto or never"},
	)
}

// asking adds the settings that say how the web is asked.
func (s *settings) asking() {
	s.asks = true
	s.table = append(s.table,
		&setting{name: "budget", key: "network.budget", value: waitValue(&s.budget), usage: "the longest that looking at the web may take"},
		&setting{name: "timeout", key: "network.timeout", value: waitValue(&s.timeout), usage: "for a response's headers, and again for its body"},
		&setting{name: "parallel", key: "network.parallel", value: countValue(&s.parallel), usage: "requests in flight"},
		&setting{name: "per-host", key: "network.per-host", value: countValue(&s.perHost), usage: "requests in flight for one host"},
		&setting{name: "delay", key: "network.delay", value: durationValue(&s.delay), usage: "time between starts for one host"},
		&setting{name: "contact", key: "network.contact", value: addressValue(&s.contact), usage: "a mail address that is added to the user agent"},
		&setting{key: "network.accept-language", value: headerValue(&s.acceptLanguage), usage: "the languages that pages are asked for, as the header Accept-Language writes them"},
		&setting{name: "robots", key: "network.robots", value: choiceValue(&s.robots, "WHEN", "word", []string{"off", "respect"}), usage: "whether robots.txt binds the one visit to a cited address: off or respect"},
		s.registriesSetting(),
		&setting{name: "proxy", key: "network.proxy", value: proxyValue(&s.proxy), usage: "env (HTTPS_PROXY, HTTP_PROXY, NO_PROXY), off, or the address of a proxy for http, https or socks5"},
		&setting{name: "resolver", key: "network.resolver", value: resolverValue(&s.resolver), usage: "a second DNS server, asked again for names that the machine's own does not know"},
		&setting{name: "ca-file", key: "network.ca-file", value: stringValue(&s.caFile, "FILE"), usage: "additional certificate authorities, in PEM"},
		&setting{name: "allow-private", key: "network.allow-private", value: prefixList(&s.allowPrivate), usage: "private networks that may be reached (list)"},
	)
}

func (s *settings) colorSetting() *setting {
	return &setting{name: "color", value: choiceValue(&s.color, "WHEN", "word", []string{"auto", "always", "never"}), usage: "auto, always or never"}
}

func (s *settings) profileSetting() *setting {
	return &setting{name: "profile", key: "profile", value: choiceValue(&s.profile, "NAME", "profile", profileNames()), usage: "a named set of severities: " + strings.Join(profileNames(), ", ")}
}

func (s *settings) ruleSetting() *setting {
	v := list[level]{&s.levels, "RULE=LEVEL", true, parseLevel(rule.All), level.String, new(bool)}
	return &setting{name: "rule", value: v, usage: "severity of a rule or group: error, warning, info or off (list)"}
}

func (s *settings) patternList() list[string] {
	v := stringList(&s.only, "RULES", true)
	v.parse = func(p string) (string, error) { return p, checkPattern(rule.All, p) }
	return v
}

// configuring adds the settings that say where settings come from.
func (s *settings) configuring() {
	s.table = append(s.table,
		&setting{name: "config", value: stringValue(&s.config, "FILE"), usage: "use this configuration file (default: searched)"},
		&setting{name: "no-config", value: boolValue(&s.noConfig), usage: "use no configuration file"},
	)
}

// register makes a flag of each row that has a name.
func (s *settings) register(flags *pflag.FlagSet) {
	for _, row := range s.table {
		row.origin = "default"
		if row.name == "" {
			continue
		}
		f := flags.VarPF(row.value, row.name, row.short, row.usage)
		if f.NoOptDefVal = row.optional; f.Value.Type() == "bool" {
			f.NoOptDefVal = "true"
		}
	}
}

// resolve fills in what flags leave open: from variables, then from the configuration file.
func (s *settings) resolve(flags *pflag.FlagSet, env func(string) (string, bool)) error {
	for _, row := range s.table {
		if row.name == "" {
			continue
		}
		if flags.Changed(row.name) {
			row.origin = "--" + row.name
			continue
		}
		value, ok := env(row.variable())
		if !ok || value == "" {
			continue
		}
		if err := row.fromVariable(value); err != nil {
			return usagef("%s: %w", row.variable(), err)
		}
		row.origin = row.variable()
	}
	if s.quiet && s.verbose > 0 {
		return usagef("--quiet and --verbose contradict each other")
	}
	err := s.locate()
	if err != nil {
		return err
	}
	if err := s.readConfig(); err != nil {
		return err
	}
	if s.roots, err = s.authorities(); err != nil || !s.asks || s.offline || s.printConfig {
		return err
	}
	return s.unlock(env)
}

func (row *setting) fromVariable(value string) error {
	if l, ok := row.value.(listValue); ok {
		return l.add(splitCommas(value))
	}
	return row.value.Set(value)
}

// locate finds the repository, the configuration file and the root.
func (s *settings) locate() error {
	wd, err := os.Getwd()
	if err != nil {
		return usagef("the working directory is not known: %w", err)
	}
	p := place{wd: wd, repo: findRepo(wd), root: wd}
	switch {
	case s.config != "" && s.noConfig:
		return usagef("--config and --no-config contradict each other")
	case s.config != "":
		s.configFile = p.abs(s.config)
	case !s.noConfig:
		if file := p.findConfig(".citelint.yml"); file != "" {
			return usagef("%s: rename it to %s", p.shown(p.rel(file)), configName)
		}
		s.configFile = p.findConfig(configName)
	}
	switch {
	case p.repo != "":
		p.root = p.repo
	case s.configFile != "":
		p.root = filepath.Dir(s.configFile)
	}
	s.place = p
	return nil
}

// everySetting returns the defaults with a row for each key of the configuration file.
func everySetting() *settings {
	s := newSettings()
	s.input()
	s.judging()
	s.accepting()
	s.changing()
	s.checking()
	return s
}

// variables returns the names of all environment variables that citelint knows.
func variables() []string {
	s := everySetting()
	s.configuring()
	var names []string
	for _, row := range s.table {
		if row.name != "" {
			names = append(names, row.variable())
		}
	}
	return names
}

// unknownVariables returns a warning for each CITELINT_* variable that means nothing, sorted.
func unknownVariables(environ []string) []string {
	known := variables()
	var warnings []string
	for _, kv := range environ {
		name, _, _ := strings.Cut(kv, "=")
		if strings.HasPrefix(name, "CITELINT_") && !strings.HasPrefix(name, secretPrefix) && !slices.Contains(known, name) {
			warnings = append(warnings, fmt.Sprintf("warning: unknown variable %s%s", name, didYouMean(name, known)))
		}
	}
	slices.Sort(warnings)
	return warnings
}

// A usageError is the caller's mistake, or the configuration's: nothing was checked.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

func isUsage(err error) bool {
	var u usageError
	return errors.As(err, &u)
}
