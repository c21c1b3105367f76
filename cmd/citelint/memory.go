package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/page"
	"github.com/citelint/citelint/checker/store"
	"github.com/citelint/citelint/report"
)

// noMaxAge says that cached Results have their own times.
const noMaxAge = time.Duration(-1)

// noMemory is what --cache and --state say for none.
const noMemory = "off"

// remembering adds the settings that say what is remembered between runs.
func (s *settings) remembering() {
	s.caching()
	s.table = append(s.table,
		&setting{name: "max-age", value: ageValue(&s.maxAge), usage: "ask again what was cached longer ago; 0 for all (default: its own time)"},
	)
	s.counting()
}

// counting adds the settings that say how failures are counted between runs.
func (s *settings) counting() {
	s.table = append(s.table,
		&setting{name: "state", key: "state", value: stringValue(&s.stateFile, "FILE|off"), usage: "history of the sources (default in the user's state directory)"},
		&setting{key: "confirm.failures", value: countValue(&s.confirm.Failures), usage: "how often a source must fail before that is certain"},
		&setting{key: "confirm.span", value: durationValue(&s.confirm.Span), usage: "the time over which it must fail"},
	)
}

// caching adds the settings of the cache itself.
func (s *settings) caching() {
	s.table = append(s.table,
		&setting{name: "cache", key: "cache.dir", value: stringValue(&s.cacheDir, "DIR|off"), usage: "good results, not asked for again before their time (default in the user's cache directory)"},
		&setting{name: "no-cache", value: boolValue(&s.noCache), usage: "the same as --cache off"},
		&setting{key: "cache.ok", value: waitValue(&s.keep.OK), usage: "how long a good result is kept"},
		&setting{key: "cache.moved", value: waitValue(&s.keep.Moved), usage: "how long the result of a source that moved is kept"},
	)
}

// compiling adds the setting that says where what reads PDFs is kept, to commands that use no cached
// results.
func (s *settings) compiling() {
	s.table = append(s.table,
		&setting{name: "cache", key: "cache.dir", value: stringValue(&s.cacheDir, "DIR|off"), usage: "where what reads PDFs is kept, which is compiled once (default in the user's cache directory)"},
	)
}

// ageValue holds a duration, or none.
func ageValue(p *time.Duration) scalar[time.Duration] {
	v := durationValue(p)
	v.show = func(d time.Duration) string {
		if d == noMaxAge {
			return ""
		}
		return showDuration(d)
	}
	return v
}

// cacheFile is where the cache is; empty if it is off.
func (s *settings) cacheFile() (string, error) {
	if s.noCache || s.cacheDir == noMemory {
		return "", nil
	}
	dir := s.cacheDir
	if dir == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return "", errNoHome
		}
		dir = filepath.Join(user, "citelint")
	}
	return filepath.Join(s.remembered("cache", dir), "cache.db"), nil
}

// statePath is where the history is; empty if it is off.
func (s *settings) statePath() (string, error) {
	switch s.stateFile {
	case noMemory:
		return "", nil
	case "":
		dir, err := userStateDir()
		if err != nil {
			return "", errNoHome
		}
		return filepath.Join(dir, "citelint", "state.db"), nil
	}
	return s.remembered("state", s.stateFile), nil
}

// errNoHome says that there is no place for what is to be remembered.
var errNoHome = errors.New("there is no home directory")

// userStateDir is where a user's programs keep what they have seen: on Unix as the XDG Base Directory
// Specification says.
func userStateDir() (string, error) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return os.UserConfigDir() // both keep such data beside the configuration
	}
	if dir := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(dir) {
		return dir, nil
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, ".local", "state"), err
}

// remembered makes the name that a setting gives absolute: the configuration file's are relative to
// the root.
func (s *settings) remembered(name, path string) string {
	for _, row := range s.table {
		if row.name == name && s.configFile != "" && strings.HasPrefix(row.origin, s.configName()+":") && !filepath.IsAbs(path) {
			return filepath.Join(s.place.root, path)
		}
	}
	return s.place.abs(path)
}

// A memory is what a run keeps open of what is remembered. What it has to say waits until the looking
// is over.
type memory struct {
	mu       sync.Mutex
	warnings []string
	cache    *store.Cache
	state    *store.State
}

// remember puts the history and the cache around a Fetcher. What cannot be opened is done without.
func (s *settings) remember(f checker.Fetcher) (checker.Fetcher, *memory) {
	m := &memory{}
	stateFile, noState := s.statePath()
	cacheFile, noCache := s.cacheFile()
	switch {
	case noState != nil && noCache != nil:
		m.say("%v: cache and state are off (--cache DIR and --state FILE name a place)", noState)
	case noState != nil:
		m.say("%v: the state is off (--state FILE names a place)", noState)
	case noCache != nil:
		m.say("%v: the cache is off (--cache DIR names a place)", noCache)
	}
	o := store.Options{Secret: report.HasSecret, Warn: func(err error) { m.say("%v", err) }}
	if stateFile != "" {
		state, err := store.OpenState(stateFile, f, o)
		if err == nil {
			state.Confirm, state.Version = s.confirmation(), page.Version
			m.state, f = state, state
		} else {
			m.say("state: %v; the run goes on without it", err)
		}
	}
	if cacheFile != "" {
		cache, err := store.OpenCache(cacheFile, f, o)
		if err == nil {
			s.age(cache)
			m.cache, f = cache, cache
		} else {
			m.say("cache: %v; the run goes on without it", err)
		}
	}
	return f, m
}

// confirmation writes "no span" as a State does, for which zero means its own.
func (s *settings) confirmation() store.Confirm {
	c := s.confirm
	c.Span = cmp.Or(c.Span, -1)
	return c
}

// age says for how long a cache keeps its Results, and what makes them void.
func (s *settings) age(c *store.Cache) {
	c.Keep = s.keep
	if s.maxAge != noMaxAge {
		c.Keep.MaxAge = &s.maxAge
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s private=%v robots=%s ca=%s", page.Version, s.allowPrivate, s.robots, s.caDigest)
	if s.acceptLanguage != defaultLanguage {
		fmt.Fprintf(&b, " language=%q", s.acceptLanguage)
	}
	for _, h := range s.hosts {
		if !h.check || h.allowPrivate {
			fmt.Fprintf(&b, " %s=%t,%t", h.normal(), h.check, h.allowPrivate)
		}
		if h.insecure || h.clientCert.text != "" || len(h.headers) > 0 {
			fmt.Fprintf(&b, " %s insecure=%t cert=%q", h.normal(), h.insecure, h.clientCert.text)
		}
		for _, header := range h.headers { // as written: what the variables hold is in no cache
			fmt.Fprintf(&b, " %s=%q", header.name, header.value.text)
		}
	}
	c.Version = b.String()
}

func (m *memory) say(format string, args ...any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.warnings = append(m.warnings, "warning: "+fmt.Sprintf(format, args...))
}

// close writes what is not yet written, and returns what there is to say.
func (m *memory) close() []string {
	if m.cache != nil {
		if err := m.cache.Close(); err != nil {
			m.say("cache: %v", err)
		}
	}
	if m.state != nil {
		if err := m.state.Close(); err != nil {
			m.say("state: %v", err)
		}
	}
	return m.warnings
}
