package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/rule"
)

// configVersion is the only version of the file's format.
const configVersion = 1

// maxConfig bounds the configuration file, in bytes: its parser is not linear.
const maxConfig = 256 << 10

// readConfig reads the configuration file, if there is one, into every setting that neither a flag
// nor a variable has set. Whatever is not understood is a usage error that names the place.
func (s *settings) readConfig() error {
	if s.configFile == "" {
		return nil
	}
	name := s.configName()
	info, err := os.Stat(s.configFile)
	if err == nil && info.Size() > maxConfig {
		err = fmt.Errorf("larger than %d bytes", maxConfig)
	}
	var src []byte
	if err == nil {
		src, err = os.ReadFile(s.configFile)
	}
	if err != nil {
		return usagef("%s: %w", name, plain(err))
	}
	c := config{name: name, settings: s, doc: checker.NewDocument(s.place.rel(s.configFile), src), all: everySetting()}
	c.doc.Format = "yaml"
	c.all.place = s.place
	return c.read(src)
}

// A config reads one configuration file.
type config struct {
	name     string
	settings *settings
	doc      *checker.Document // the file, for findings in it
	all      *settings         // holds every key, so that each is checked whatever the command needs
}

func (c *config) read(src []byte) error {
	file, err := parser.ParseBytes(bytes.TrimPrefix(src, []byte("\ufeff")), 0, parser.AllowDuplicateMapKey()) // we find those ourselves
	if err != nil {
		return c.syntax(err)
	}
	if len(file.Docs) > 1 && file.Docs[1].Body != nil {
		return c.at(file.Docs[1].Body, "a second document")
	}
	var body ast.Node
	if len(file.Docs) > 0 {
		body = file.Docs[0].Body
	}
	if body == nil {
		return usagef("%s:1:1: the file is empty: it needs %q", c.name, "version: 1")
	}
	entries, err := c.mapping(body)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(entries, func(e entry) bool { return e.key == "version" }) {
		return usagef("%s:1:1: the key %q is missing (write %q)", c.name, "version", "version: 1")
	}
	return c.top(entries)
}

// The keys that are no settings of their own.
var (
	sectionKeys = []string{"network", "confirm", "cache"}
	hostKeys    = []string{"match", "check", "reason", "timeout", "per-host", "delay", "allow-private", "insecure", "client-cert", "headers", "rules"}
	ignoreKeys  = []string{"rule", "url", "path", "note", "until", "reason"}
)

// top reads the keys of the file's top level.
func (c *config) top(entries []entry) error {
	keys := append([]string{"version", "rules", "require", "aliases", "lists", "hosts", "ignore"}, sectionKeys...)
	for _, row := range c.all.table {
		if row.key != "" && !strings.Contains(row.key, ".") {
			keys = append(keys, row.key)
		}
	}
	return c.each(entries, keys, func(e entry) error {
		switch e.key {
		case "version":
			return c.version(e.value)
		case "rules":
			levels, err := c.levels(e.value)
			c.settings.fileLevels = levels
			return err
		case "aliases":
			return c.items(e.value, c.aliases)
		case "require":
			return c.require(e.value)
		case "lists":
			return c.lists(e.value)
		case "network", "cache", "confirm":
			return c.section(e.key, e.value)
		case "hosts":
			return c.items(e.value, c.host)
		case "ignore":
			return c.items(e.value, c.ignore)
		}
		return c.set(e.key, e.value)
	})
}

func (c *config) version(n ast.Node) error {
	text, err := c.text(n)
	if err == nil && text != strconv.Itoa(configVersion) {
		err = c.at(n, "version %s is not known here: this citelint reads version %d", text, configVersion)
	}
	return err
}

// section reads a mapping whose keys are settings.
func (c *config) section(name string, n ast.Node) error {
	var keys []string
	for _, row := range c.all.table {
		if key, ok := strings.CutPrefix(row.key, name+"."); ok {
			keys = append(keys, key)
		}
	}
	entries, err := c.mapping(n)
	if err != nil {
		return err
	}
	return c.each(entries, keys, func(e entry) error { return c.set(name+"."+e.key, e.value) })
}

// set gives a setting the value of a node, unless it has one already.
func (c *config) set(key string, n ast.Node) error {
	for _, s := range []*settings{c.all, c.settings} {
		for _, row := range s.table {
			if row.key != key || row.origin != "default" && s == c.settings {
				continue
			}
			if err := c.fill(row, n); err != nil {
				return err
			}
			row.origin = fmt.Sprintf("%s:%d", c.name, n.GetToken().Position.Line)
		}
	}
	return nil
}

func (c *config) fill(row *setting, n ast.Node) error {
	l, isList := row.value.(listValue)
	if !isList {
		text, err := c.scalar(n, row.value.Type())
		if err != nil {
			return err
		}
		return c.about(row, n, row.value.Set(text))
	}
	if err := l.add(nil); err != nil { // what is there gives way, even to an empty list
		return err
	}
	return c.items(n, func(item ast.Node) error {
		text, err := c.text(item)
		if err != nil {
			return err
		}
		return c.about(row, item, l.add([]string{text}))
	})
}

// about gives err, if there is one, the key and the place of a setting.
func (c *config) about(row *setting, n ast.Node, err error) error {
	if err == nil {
		return nil
	}
	return c.at(n, "%s: %w", row.key, err)
}

// host reads one entry of hosts.
func (c *config) host(n ast.Node) error {
	entries, err := c.mapping(n)
	if err != nil {
		return err
	}
	h := hostRule{check: true}
	err = c.each(entries, hostKeys, func(e entry) (err error) {
		switch e.key {
		case "match":
			if h.match, err = c.text(e.value); err == nil {
				err = c.wrap(e.value, h.parse())
			}
		case "check":
			err = c.value(e.value, boolValue(&h.check))
		case "reason":
			h.reason, err = c.text(e.value)
		case "timeout":
			err = c.value(e.value, waitValue(&h.timeout))
		case "per-host":
			err = c.value(e.value, countValue(&h.perHost))
		case "delay":
			h.hasDelay = true
			err = c.value(e.value, durationValue(&h.delay))
		case "allow-private":
			err = c.value(e.value, boolValue(&h.allowPrivate))
		case "insecure":
			err = c.value(e.value, boolValue(&h.insecure))
		case "client-cert":
			if h.clientCert, err = c.template(e.value); err == nil {
				_, err = h.clientCert.parts()
				err = c.wrap(e.value, err)
			}
		case "headers":
			h.headers, err = c.headers(e.value)
		case "rules":
			h.rules, err = c.levels(e.value)
		}
		return err
	})
	secret := slices.ContainsFunc(h.headers, func(h header) bool { return h.value.names() })
	switch {
	case err != nil:
		return err
	case h.match == "":
		return c.at(n, "an entry of hosts needs the key %q", "match")
	case !h.check && h.reason == "":
		return c.at(n, "%q needs a %q", "check: false", "reason")
	case h.insecure && h.reason == "":
		return c.at(n, "%q needs a %q", "insecure: true", "reason")
	case h.insecure && secret:
		return c.at(n, "%q and a secret header: whoever answers would learn it (network.ca-file can name the host's authority)", "insecure: true")
	}
	c.settings.hosts = append(c.settings.hosts, h)
	return nil
}

// headers reads those that a host rule adds to requests.
func (c *config) headers(n ast.Node) ([]header, error) {
	entries, err := c.mapping(n)
	if err != nil {
		return nil, err
	}
	var headers []header
	for _, e := range entries {
		if err := checkName(e.key); err != nil {
			return nil, c.wrap(e.node, err)
		}
		h := header{name: http.CanonicalHeaderKey(e.key)}
		if slices.ContainsFunc(headers, func(other header) bool { return other.name == h.name }) {
			return nil, c.at(e.node, "the header %s is given twice", h.name)
		}
		if h.value, err = c.template(e.value); err != nil {
			return nil, err
		}
		if err := h.checkValue(); err != nil {
			return nil, c.wrap(e.value, err)
		}
		headers = append(headers, h)
	}
	return headers, nil
}

// template reads a text that may name variables.
func (c *config) template(n ast.Node) (template, error) {
	text, err := c.text(n)
	pos := start(n).GetToken().Position
	return template{text, fmt.Sprintf("%s:%d:%d", c.name, pos.Line, pos.Column)}, err
}

// aliases reads one group of names that count as one.
func (c *config) aliases(n ast.Node) error {
	var names []string
	err := c.items(n, func(item ast.Node) error {
		name, err := c.text(item)
		names = append(names, name)
		return err
	})
	if err == nil && len(names) < 2 {
		err = c.at(n, "an entry of aliases needs two names")
	}
	c.settings.aliases = append(c.settings.aliases, names)
	return err
}

// require reads the fields that types of sources must have.
func (c *config) require(n ast.Node) error {
	types, err := c.mapping(n)
	if err != nil {
		return err
	}
	required := map[string][]string{}
	err = c.each(types, rule.SourceTypes, func(e entry) error {
		return c.items(e.value, func(item ast.Node) error {
			field, err := c.text(item)
			if err == nil && !slices.Contains(rule.RequiredFields, field) {
				err = c.at(item, "unknown field %q%s", field, didYouMean(field, rule.RequiredFields))
			}
			required[e.key] = append(required[e.key], field)
			return err
		})
	})
	c.settings.required = required
	return err
}

// lists reads the entries that are added to lists of the rules.
func (c *config) lists(n ast.Node) error {
	lists, err := c.mapping(n)
	if err != nil {
		return err
	}
	added := map[string][]string{}
	err = c.each(lists, rule.Lists, func(e entry) error {
		return c.items(e.value, func(item ast.Node) error {
			text, err := c.text(item)
			if err == nil && strings.TrimSpace(text) == "" {
				err = c.at(item, "an entry of lists has no text")
			}
			added[e.key] = append(added[e.key], text)
			return err
		})
	})
	c.settings.lists = added
	return err
}

// ignore reads one entry of ignore.
func (c *config) ignore(n ast.Node) error {
	entries, err := c.mapping(n)
	if err != nil {
		return err
	}
	ig := &checker.Ignore{Entry: true, Document: c.doc, Span: c.span(n, entries)}
	err = c.each(entries, ignoreKeys, func(e entry) error {
		text, err := c.text(e.value)
		if err != nil {
			return err
		}
		switch e.key {
		case "rule":
			ig.Rules = splitCommas(text)
			for _, p := range ig.Rules {
				if err := checkPattern(rule.All, p); err != nil {
					return c.wrap(e.value, err)
				}
			}
		case "url":
			ig.URL = text
		case "path":
			ig.Path, err = parseGlob(text)
		case "note":
			ig.Label = text
		case "until":
			ig.Until = text
			if _, wrong := time.Parse(time.DateOnly, text); wrong != nil {
				err = fmt.Errorf("%q is no date (YYYY-MM-DD)", text)
			}
		case "reason":
			ig.Reason = text
		}
		return c.wrap(e.value, err)
	})
	switch {
	case err != nil:
		return err
	case len(ig.Rules) == 0:
		return c.at(n, "an entry of ignore needs the key %q", "rule")
	case ig.Reason == "":
		return c.at(n, "an entry of ignore needs a %q", "reason")
	}
	c.settings.ignores = append(c.settings.ignores, ig)
	return nil
}

// span is the place of an entry of a list: from the first of its lines to the last one.
func (c *config) span(n ast.Node, entries []entry) checker.Span {
	src := c.doc.Source
	first := start(n).GetToken().Position.Line
	last := first
	for _, e := range entries {
		last = max(last, e.value.GetToken().Position.Line)
	}
	from, _ := lineAt(src, first)
	_, to := lineAt(src, last)
	text := src[from:to]
	to -= len(text) - len(bytes.TrimRight(text, " \t\r"))
	from += len(text) - len(bytes.TrimLeft(text, " \t"))
	return c.doc.Span(from, to)
}

// lineAt returns where a line, from 1, begins and ends.
func lineAt(src []byte, line int) (start, end int) {
	for ; line > 1; line-- {
		i := bytes.IndexByte(src[start:], '\n')
		if i < 0 {
			break
		}
		start += i + 1
	}
	end = len(src)
	if i := bytes.IndexByte(src[start:], '\n'); i >= 0 {
		end = start + i
	}
	return start, end
}

// levels reads a mapping from rules or groups to severities.
func (c *config) levels(n ast.Node) ([]level, error) {
	entries, err := c.mapping(n)
	if err != nil {
		return nil, err
	}
	var levels []level
	for _, e := range entries {
		word, err := c.text(e.value)
		if err != nil {
			return nil, err
		}
		if err := checkPattern(rule.All, e.key); err != nil {
			return nil, c.wrap(e.node, err)
		}
		l, err := newLevel(rule.All, e.key, word)
		if err != nil {
			return nil, c.wrap(e.value, err)
		}
		levels = append(levels, l)
	}
	return levels, nil
}

// An entry is one key of a mapping and its value.
type entry struct {
	key   string
	node  ast.Node
	value ast.Node
}

func (c *config) mapping(n ast.Node) ([]entry, error) {
	var pairs []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.MappingNode:
		pairs = n.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{n}
	default:
		return nil, c.at(n, "a mapping is wanted (key: value)")
	}
	var entries []entry
	seen := map[string]bool{}
	for _, p := range pairs {
		key := p.Key.GetToken().Value
		if seen[key] {
			return nil, c.at(p.Key, "the key %q is given twice", key)
		}
		seen[key] = true
		entries = append(entries, entry{key, p.Key, p.Value})
	}
	return entries, nil
}

// each calls read for every entry whose key is known, and refuses the others.
func (c *config) each(entries []entry, keys []string, read func(entry) error) error {
	for _, e := range entries {
		if !slices.Contains(keys, e.key) {
			return c.at(e.node, "unknown key %q%s", e.key, cmp.Or(didYouMean(e.key, keys), c.placeOf(e.key)))
		}
		if err := read(e); err != nil {
			return err
		}
	}
	return nil
}

// placeOf says under which section a key stands; nothing if it stands under none.
func (c *config) placeOf(key string) string {
	for _, row := range c.all.table {
		if section, name, ok := strings.Cut(row.key, "."); ok && name == key {
			return fmt.Sprintf(" (it stands under %q)", section)
		}
	}
	return ""
}

func (c *config) items(n ast.Node, read func(ast.Node) error) error {
	seq, ok := n.(*ast.SequenceNode)
	if !ok {
		return c.at(n, "a list is wanted")
	}
	for _, item := range seq.Values {
		if err := read(item); err != nil {
			return err
		}
	}
	return nil
}

// value fills v, whose type decides what the node may be.
func (c *config) value(n ast.Node, v interface {
	Set(string) error
	Type() string
}) error {
	text, err := c.scalar(n, v.Type())
	if err != nil {
		return err
	}
	return c.wrap(n, v.Set(text))
}

func (c *config) scalar(n ast.Node, kind string) (string, error) {
	switch n.(type) {
	case *ast.BoolNode:
		if kind != "bool" {
			return "", c.at(n, "true and false are no %s", kind)
		}
		return n.GetToken().Value, nil
	case *ast.IntegerNode:
		if kind == "bool" {
			return "", c.at(n, "true or false is wanted")
		}
		return n.GetToken().Value, nil
	}
	if kind == "bool" {
		return "", c.at(n, "true or false is wanted")
	}
	return c.text(n)
}

// text returns a plain value as it is written.
func (c *config) text(n ast.Node) (string, error) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, nil
	case *ast.LiteralNode:
		return n.Value.Value, nil
	case *ast.IntegerNode, *ast.FloatNode:
		return n.GetToken().Value, nil
	case *ast.NullNode:
		return "", c.at(n, "a value is missing")
	}
	return "", c.at(n, "a plain value is wanted")
}

// at makes a usage error about the place of a node.
func (c *config) at(n ast.Node, format string, args ...any) error {
	pos := start(n).GetToken().Position
	return usagef("%s:%d:%d: %w", c.name, pos.Line, pos.Column, fmt.Errorf(format, args...))
}

// start returns the node that n begins with: the place of a mapping is else its first colon.
func start(n ast.Node) ast.Node {
	switch n := n.(type) {
	case *ast.MappingNode:
		if len(n.Values) > 0 && !n.IsFlowStyle {
			return n.Values[0].Key
		}
	case *ast.MappingValueNode:
		return n.Key
	}
	return n
}

// wrap gives err, if there is one, the place of a node.
func (c *config) wrap(n ast.Node, err error) error {
	if err == nil || isUsage(err) {
		return err
	}
	return c.at(n, "%w", err)
}

func (c *config) syntax(err error) error {
	var y yaml.Error
	if !errors.As(err, &y) || y.GetToken() == nil {
		return usagef("%s: %w", c.name, err)
	}
	pos := y.GetToken().Position
	return usagef("%s:%d:%d: %s", c.name, pos.Line, pos.Column, y.GetMessage())
}

// isFromFile reports whether the configuration file gives a setting its value.
func (s *settings) isFromFile(row *setting) bool {
	return strings.HasPrefix(row.origin, s.configName()+":")
}

// configName is the configuration file's name as messages write it: as given, or relative to the
// working directory.
func (s *settings) configName() string {
	if s.config != "" {
		return filepath.ToSlash(s.config)
	}
	return s.place.shown(s.place.rel(s.configFile))
}
