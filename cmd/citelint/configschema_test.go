package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/citelint/citelint/checker/rule"
)

// completeConfig holds every key that there is, most with their defaults.
const completeConfig = `version: 1
profile: default
fail-on: error
require-citations: false
allow-incomplete: false
offline: false

include: ["**/*.md", "**/*.html"]
exclude: ["drafts/**"]
default-excludes: true
gitignore: true
site-root: public

rules:
  style/*: off
  style/date-format: info
  cite/no-access-date: warning
require:
  article-newspaper: [title, container, date, url]
aliases:
  - [Sund Port Authority, SPA, spa.example]
lists:
  shorteners: [go.institute.example]

network:
  budget: 10m
  timeout: 20s
  parallel: 128
  per-host: 4
  delay: 250ms
  contact: ""
  accept-language: "en,*;q=0.5"
  robots: off
  proxy: env
  resolver: ""
  ca-file: ""
  allow-private: []
  registries: never

hosts:
  - match: "*.ministry.example"
    timeout: 60s
    per-host: 1
    delay: 2s
    rules: { health/unreachable: info }
  - match: social.example/people
    check: false
    reason: every page is behind a login
  - match: old.institute.example
    insecure: true
    reason: its certificate is past
  - match: wiki.institute.example
    allow-private: true
    client-cert: "${CITELINT_SECRET_CERT}"
    headers: { Authorization: "Bearer ${CITELINT_SECRET_WIKI}", Accept-Language: de }

confirm: { failures: 3, span: 72h }
cache: { dir: "", ok: 7d, moved: 7d }
state: ""
baseline: .citelint-baseline.json

ignore:
  - rule: health/dead
    url: https://archive.ministry.example/*
    until: 2026-12-31
    reason: the ministry moves its archive
  - rule: cite/no-date,cite/no-author
    path: "briefs/2019/**"
    note: 7
    reason: the ministry's page has none

output: [citelint.sarif, out/report.json]
`

func compiledSchema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(configSchema())))
	if err != nil {
		t.Fatalf("the schema is no JSON: %v", err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("config.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("config.json")
	if err != nil {
		t.Fatalf("the schema is none: %v", err)
	}
	return s
}

// validate says what the schema has against a configuration file.
func validate(s *jsonschema.Schema, text string) error {
	var v any
	if err := yaml.Unmarshal([]byte(text), &v); err != nil {
		return err
	}
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(b)))
	if err != nil {
		return err
	}
	return s.Validate(doc)
}

// TestSchemaTakesWhatIsRead states that what the program reads, and what it prints, is valid.
func TestSchemaTakesWhatIsRead(t *testing.T) {
	schema := compiledSchema(t)
	for name, text := range map[string]string{"the complete example": completeConfig, "a full file": fullConfig, "the least": "version: 1\n"} {
		s, err := configured(t, text, "--offline")
		if err != nil {
			t.Errorf("%s is refused: %v", name, err)
			continue
		}
		if err := validate(schema, text); err != nil {
			t.Errorf("%s is not valid: %v", name, err)
		}
		if err := validate(schema, string(s.printed())); err != nil {
			t.Errorf("what --print-config prints of %s is not valid: %v", name, err)
		}
	}
}

// beyondSchema are the faults that a schema cannot see: of the text, of two values together, and of
// what is outside of the file.
var beyondSchema = []string{
	"an anchor", "two documents", "a bad glob", "a header given twice", "a header of two lines",
	"a secret to whoever answers", "a variable that is not set", "a certificate that is not there", "no language",
}

// TestSchemaRefusesWhatIsRefused holds the schema against all that the program refuses.
func TestSchemaRefusesWhatIsRefused(t *testing.T) {
	schema := compiledSchema(t)
	for _, c := range configErrors {
		err := validate(schema, c.text)
		if beyond := slices.Contains(beyondSchema, c.name); (err == nil) != beyond {
			t.Errorf("%s: the schema says %v; that it cannot see it: %v", c.name, err, beyond)
		}
	}
}

// TestSchemaKeys states that each key of the schema is one that the program knows, and that the
// complete example and the schema have the same keys.
func TestSchemaKeys(t *testing.T) {
	var schema, example any
	if err := json.Unmarshal(configSchema(), &schema); err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal([]byte(completeConfig), &example); err != nil {
		t.Fatal(err)
	}
	inExample := map[string]bool{}
	keysOf(example, "", inExample)
	walked := 0
	walkKeys(schema, nil, func(path []string) {
		walked++
		name := strings.Join(path, ".")
		_, err := configured(t, "version: 1\n"+nest(path))
		if err != nil && strings.Contains(err.Error(), "unknown key") {
			t.Errorf("the schema has the key %s, and the program says: %v", name, err)
		}
		if few := path[0] == "require" || path[0] == "lists"; !few && !inExample[name] {
			t.Errorf("the schema has the key %s, and the complete example does not", name)
		}
	})
	if walked < 60 {
		t.Errorf("only %d keys were walked", walked)
	}
}

// walkKeys calls visit for each key of a schema, with "-" for an entry of a list.
func walkKeys(schema any, path []string, visit func([]string)) {
	m, _ := schema.(map[string]any)
	properties, _ := m["properties"].(map[string]any)
	for key, s := range properties {
		at := append(slices.Clone(path), key)
		visit(at)
		walkKeys(s, at, visit)
	}
	if items, ok := m["items"]; ok {
		walkKeys(items, append(slices.Clone(path), "-"), visit)
	}
}

// keysOf collects the keys of a value as walkKeys names them.
func keysOf(v any, path string, keys map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			at := strings.TrimPrefix(path+"."+key, ".")
			keys[at] = true
			keysOf(value, at, keys)
		}
	case []any:
		for _, item := range v {
			keysOf(item, path+".-", keys)
		}
	}
}

// nest writes a file that holds one key, without a value that it could have.
func nest(path []string) string {
	if path[0] == "version" {
		return ""
	}
	text := ""
	for i, key := range path {
		if key == "-" {
			text = strings.TrimSuffix(text, " ") + "\n" + strings.Repeat("  ", i-1) + "- "
			continue
		}
		if i > 0 && path[i-1] != "-" {
			text = strings.TrimSuffix(text, " ") + "\n" + strings.Repeat("  ", i)
		}
		text += key + ": "
	}
	return text + "[[]]\n"
}

// TestSchemaEnums states that each word of the schema is one that the program takes.
func TestSchemaEnums(t *testing.T) {
	var schema any
	if err := json.Unmarshal(configSchema(), &schema); err != nil {
		t.Fatal(err)
	}
	properties := schema.(map[string]any)["properties"].(map[string]any)
	tried := 0
	for _, row := range everySetting().table {
		if row.key == "" {
			continue
		}
		at := properties
		section, key, ok := strings.Cut(row.key, ".")
		if ok {
			at = at[section].(map[string]any)["properties"].(map[string]any)
		} else {
			key = section
		}
		words, _ := at[key].(map[string]any)["enum"].([]any)
		for _, word := range words {
			tried++
			if err := row.value.Set(word.(string)); err != nil {
				t.Errorf("the schema has %s for %s, and the program says: %v", word, row.key, err)
			}
		}
		if len(words) > 0 && row.value.Set("xyzzy") == nil {
			t.Errorf("the schema lists the words of %s, and the program takes any", row.key)
		}
	}
	if tried < 10 {
		t.Errorf("only %d words were tried", tried)
	}
	rules := schema.(map[string]any)["$defs"].(map[string]any)["rule"].(map[string]any)["enum"].([]any)
	for _, pattern := range rules {
		if err := checkPattern(rule.All, pattern.(string)); err != nil {
			t.Errorf("the schema has the rule %s, and the program says: %v", pattern, err)
		}
	}
}
