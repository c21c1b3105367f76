package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/citelint/citelint/checker/rule"
)

// configSchema is the JSON Schema (draft 2020-12) of the configuration file, made of the tables that
// the file itself is read by. It cannot say all: keys given twice, globs that are none and variables
// that are not set are found when the file is read.
func configSchema() []byte {
	s := everySetting()
	root := object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"title", configName},
		{"description", "The configuration of citelint."},
	}
	root = append(root, mappingOf(s.topSchemas(), "version")...)
	root = append(root, member{"$defs", object{
		{"text", textSchema},
		{"duration", object{{"description", "Such as 250ms, 20s, 10m or 7d."}, {"type", []string{"string", "integer"}}, {"pattern", durationPattern}, {"minimum", 0}, {"maximum", 0}}},
		{"rule", object{{"description", "A rule, a group or * for all."}, {"enum", append(patterns(rule.All), "*")}}},
		{"level", object{{"enum", []string{"error", "warning", "info", "off"}}}},
		{"levels", object{{"type", "object"}, {"propertyNames", ref("rule")}, {"additionalProperties", ref("level")}}},
		{"names", listOf(ref("text"))},
	}})
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(root); err != nil {
		panic(err) // it holds nothing that cannot be encoded
	}
	return b.Bytes()
}

// durationPattern is what parseDuration reads, signs and its bounds excepted.
const durationPattern = `^(0|[0-9]+d|([0-9]+d)?(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$`

// textSchema is a plain value: a number is taken as it is written.
var textSchema = object{{"type", []string{"string", "number"}}}

// topSchemas returns the schemas of all keys of the file's top level.
func (s *settings) topSchemas() object {
	top := object{{"version", described(object{{"const", configVersion}}, "The version of this file's format.")}}
	sections := map[string]object{}
	for _, row := range s.table {
		section, key, inSection := strings.Cut(row.key, ".")
		switch {
		case row.key == "":
		case inSection:
			sections[section] = append(sections[section], member{key, row.schema()})
		default:
			top = append(top, member{row.key, row.schema()})
		}
	}
	for _, name := range sectionKeys {
		top = append(top, member{name, mappingOf(sections[name])})
	}
	var types, lists object
	for _, name := range rule.SourceTypes {
		types = append(types, member{name, listOf(object{{"enum", rule.RequiredFields}})})
	}
	for _, name := range rule.Lists {
		lists = append(lists, member{name, listOf(object{{"type", []string{"string", "number"}}, {"pattern", `\S`}})})
	}
	return append(top,
		member{"rules", described(ref("levels"), "Severities of rules and groups; default: the profile's.")},
		member{"require", described(mappingOf(types), "Fields that a citation of a type of source must have (cite/required-field).")},
		member{"aliases", described(listOf(append(slices.Clone(listOf(ref("text"))), member{"minItems", 2})), "Names and hosts that count as one.")},
		member{"lists", described(mappingOf(lists), "Entries added to the lists of the rules.")},
		member{"hosts", described(listOf(hostSchema()), "How single hosts are asked: the first entry that matches counts, alone.")},
		member{"ignore", described(listOf(ignoreSchema()), "Findings that do not count.")},
	)
}

// schema is that of one setting.
func (row *setting) schema() object {
	kind := row.value.Type()
	text := row.value.String()
	var o object
	var initial any = text
	switch l, isList := row.value.(listValue); {
	case isList:
		o, initial = listOf(ref("text")), append([]string{}, l.strings()...)
		if kind == "GLOB" {
			o = listOf(object{{"type", []string{"string", "number"}}, {"pattern", "^[^/]"}}) // relative to the root
		}
	case len(wordsOf(row.value)) > 0:
		o = object{{"enum", wordsOf(row.value)}}
	case kind == "bool":
		o, initial = object{{"type", "boolean"}}, text == "true"
	case kind == "N":
		n, _ := strconv.Atoi(text) // a count shows itself as digits
		o, initial = countSchema, n
	case kind == "DUR":
		o = ref("duration")
	default:
		o = ref("text")
	}
	o = described(o, sentence(row.usage))
	if initial != "" {
		o = append(o, member{"default", initial})
	}
	return o
}

func hostSchema() object {
	boolean := object{{"type", "boolean"}}
	o := mappingOf(keyed(hostKeys, map[string]object{
		"match":         described(object{{"type", "string"}, {"pattern", `^(\*\.)?[^/*?\[\]{}@ ]+(/.*)?$`}, {"not", object{{"pattern", "://"}}}}, "A host, or *. and a domain; perhaps with a path."),
		"check":         described(boolean, "false: its addresses are not looked at."),
		"reason":        described(ref("text"), "Required with check: false and insecure: true."),
		"timeout":       described(ref("duration"), "For a response's headers, and again for its body."),
		"per-host":      described(countSchema, "Requests in flight."),
		"delay":         described(ref("duration"), "Time between starts."),
		"allow-private": described(boolean, "true: it may be at a private address."),
		"insecure":      described(boolean, "true: its certificate is not checked."),
		"client-cert":   described(templateSchema, "A PEM file, or a variable that names one."),
		"headers":       described(headersSchema(), "Added to requests. Secrets come from variables: ${"+secretPrefix+"…}."),
		"rules":         described(ref("levels"), "Severities of findings about it."),
	}), "match")
	return append(o, member{"allOf", []object{needsReason("check", false), needsReason("insecure", true)}})
}

// needsReason says that a key with a value needs a reason.
func needsReason(key string, value bool) object {
	is := object{{"properties", object{{key, object{{"const", value}}}}}, {"required", []string{key}}}
	return object{{"if", is}, {"then", object{{"required", []string{"reason"}}}}}
}

var countSchema = object{{"type", "integer"}, {"minimum", 1}, {"maximum", maxCount}}

// templateSchema is text that may name variables.
var templateSchema = object{{"type", []string{"string", "number"}}, {"pattern", `^([^$]|\$[^{]|\$\{` + secretPrefix + `[A-Z0-9_]+\})*\$?$`}}

func headersSchema() object {
	secrets := "^(authorization|cookie|proxy-authorization|.*(key|token|secret))$"
	return object{
		{"type", "object"},
		{"propertyNames", object{
			{"pattern", "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},
			{"not", object{{"pattern", anyCase("^(" + strings.Join(ourHeaders, "|") + ")$")}}},
		}},
		{"patternProperties", object{
			{"", templateSchema},
			{anyCase(secrets), object{{"pattern", `\$\{` + secretPrefix}}},
		}},
	}
}

// anyCase lets the letters of a pattern match in either case.
func anyCase(pattern string) string {
	var b strings.Builder
	for _, c := range pattern {
		if lower, upper := unicode.ToLower(c), unicode.ToUpper(c); lower != upper {
			fmt.Fprintf(&b, "[%c%c]", upper, lower)
		} else {
			b.WriteRune(c)
		}
	}
	return b.String()
}

func ignoreSchema() object {
	text := object{{"type", []string{"string", "number"}}, {"minLength", 1}}
	return mappingOf(keyed(ignoreKeys, map[string]object{
		"rule":   described(object{{"anyOf", []object{ref("rule"), {{"type", "string"}, {"pattern", "^[^,]+(,[^,]+)+$"}}}}}, "A rule, a group or * for all; several with commas."),
		"url":    described(text, "A glob that the source's address must match; default: any."),
		"path":   described(text, "A glob that the document's path must match; default: any."),
		"note":   described(text, "The label of the note; default: any."),
		"until":  described(object{{"type", "string"}, {"pattern", "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}}, "The last day on which it holds."),
		"reason": described(text, "Why."),
	}), "rule", "reason")
}

// mappingOf is the schema of a mapping with these keys and no others.
func mappingOf(properties object, required ...string) object {
	o := object{{"type", "object"}, {"properties", properties}, {"additionalProperties", false}}
	if len(required) > 0 {
		o = append(o, member{"required", required})
	}
	return o
}

func listOf(items object) object { return object{{"type", "array"}, {"items", items}} }

func ref(name string) object { return object{{"$ref", "#/$defs/" + name}} }

func described(o object, words string) object {
	return append(object{{"description", words}}, o...)
}

// keyed gives keys their schemas, in the order of the keys.
func keyed(keys []string, schemas map[string]object) object {
	var o object
	for _, key := range keys {
		o = append(o, member{key, schemas[key]})
	}
	return o
}

// sentence makes one of what --help says of a flag.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

// An object is one of JSON, whose members have an order.
type object []member

type member struct {
	key   string
	value any
}

// MarshalJSON writes the members as they stand.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := e.Encode(m.key); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := e.Encode(m.value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}
