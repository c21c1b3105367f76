package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/report"
)

// closed is the schema with nothing allowed that it does not name.
func closed(t *testing.T) *jsonschema.Schema {
	t.Helper()
	return shut(t, report.Schema())
}

// shut is a schema with nothing allowed that it does not name.
func shut(t *testing.T, schema string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	var shut func(v any)
	shut = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if _, ok := v["properties"].(map[string]any); ok && v["type"] == "object" {
				v["additionalProperties"] = false
			}
			for _, x := range v {
				shut(x)
			}
		case []any:
			for _, x := range v {
				shut(x)
			}
		}
	}
	shut(doc)
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func writeAll(t testing.TB, name string, rep *checker.Report) []byte {
	t.Helper()
	f, ok := report.Find(name)
	if !ok {
		t.Fatalf("there is no format %s", name)
	}
	var b bytes.Buffer
	if err := f.Write(&b, rep); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return b.Bytes()
}

// TestJSONSchema holds every case against the schema, and what extract writes too.
func TestJSONSchema(t *testing.T) {
	s := closed(t)
	validate := func(name string, b []byte) {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
		if err != nil {
			t.Errorf("%s: the report is no JSON: %v", name, err)
			return
		}
		if err := s.Validate(v); err != nil {
			t.Errorf("%s: the report does not fit its schema: %v", name, err)
		}
	}
	for _, c := range cases(t) {
		validate(c.name, writeAll(t, "json", c.report))
		var b bytes.Buffer
		if err := report.Extract(&b, c.report.Documents, "0.3.0"); err != nil {
			t.Fatal(err)
		}
		validate(c.name+", extracted", b.Bytes())
		if bytes.Contains(b.Bytes(), []byte(`"verdict"`)) {
			t.Errorf("%s: what extract writes holds a verdict", c.name)
		}
	}
	if err := s.Validate(map[string]any{"schema": "citelint/report/v1", "tool": map[string]any{}, "documents": []any{}}); err == nil {
		t.Error("the schema lets a tool without a name pass")
	}
}

// TestJSONLines puts the lines of jsonl together and compares them with json.
func TestJSONLines(t *testing.T) {
	for _, c := range cases(t) {
		var want map[string]any
		if err := json.Unmarshal(writeAll(t, "json", c.report), &want); err != nil {
			t.Fatal(err)
		}
		got := map[string]any{"documents": []any{}, "sources": []any{}, "findings": []any{}}
		lines := bytes.Split(bytes.TrimSuffix(writeAll(t, "jsonl", c.report), []byte("\n")), []byte("\n"))
		for i, line := range lines {
			if !bytes.HasPrefix(line, []byte(`{"type":"`)) {
				t.Fatalf("%s: line %d does not begin with its type: %.80s", c.name, i+1, line)
			}
			var v map[string]any
			if err := json.Unmarshal(line, &v); err != nil {
				t.Fatalf("%s: line %d is no JSON: %v", c.name, i+1, err)
			}
			kind := v["type"].(string)
			delete(v, "type")
			switch kind {
			case "run":
				maps.Copy(got, v)
			case "summary":
				got["summary"] = v
			default:
				got[kind+"s"] = append(got[kind+"s"].([]any), v)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: the lines put together are not the json report (-json +jsonl):\n%s", c.name, diff)
		}
	}
}

func TestExtractLines(t *testing.T) {
	var b bytes.Buffer
	if err := report.ExtractLines(&b, []*checker.Document{nightTrains()}, "0.3.0"); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	if want := `{"type":"run","schema":"citelint/report/v1","tool":{"name":"citelint","version":"0.3.0"}}`; lines[0] != want {
		t.Errorf("the first line is %s, want %s", lines[0], want)
	}
	if len(lines) != 3 || !strings.HasPrefix(lines[1], `{"type":"document","path":"briefs/night-trains.md"`) {
		t.Errorf("want one document after the run, got:\n%s", b.String())
	}
}

// TestJSONBytes states that printing a report moves no cursor, and that it can be read back whole.
func TestJSONBytes(t *testing.T) {
	for _, c := range cases(t) {
		for _, format := range []string{"json", "jsonl"} {
			b := writeAll(t, format, c.report)
			for _, r := range string(b) {
				if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' {
					t.Errorf("%s: %s holds U+%04X as it is", c.name, format, r)
					break
				}
			}
			if bytes.Contains(b, []byte("null")) {
				t.Errorf("%s: %s holds a null", c.name, format)
			}
		}
	}
}

// TestJSONRaw states that the source under a link's span is its raw, unless it is redacted, and that
// the data of documents comes back as it was.
func TestJSONRaw(t *testing.T) {
	type span struct{ StartOffset, EndOffset int }
	type link struct {
		Raw      string
		Redacted bool
		Span     span
	}
	links, redacted := 0, 0
	for _, c := range cases(t) {
		var j struct {
			Documents []struct {
				Title string
				Links []link
				Notes []struct {
					Text      string
					Citations []struct{ Links []link }
				}
			}
		}
		if err := json.Unmarshal(writeAll(t, "json", c.report), &j); err != nil {
			t.Fatal(err)
		}
		for i, d := range j.Documents {
			src := c.report.Documents[i].Source
			all := d.Links
			for _, n := range d.Notes {
				for _, c := range n.Citations {
					all = append(all, c.Links...)
				}
			}
			for _, l := range all {
				links++
				if l.Redacted {
					redacted++
					continue
				}
				if under := strings.ToValidUTF8(string(src[l.Span.StartOffset:l.Span.EndOffset]), "\ufffd"); under != strings.ToValidUTF8(l.Raw, "\ufffd") && !strings.Contains(under, "\ufffd") {
					t.Errorf("%s: raw is %q, but the source under its span is %q", c.name, l.Raw, under)
				}
			}
			for k, n := range d.Notes {
				if want := c.report.Documents[i].Notes[k].Text; n.Text != want && !strings.Contains(want, "hunter2") && utf8.ValidString(want) {
					t.Errorf("%s: a note reads %q, want %q", c.name, n.Text, want)
				}
			}
		}
	}
	if links == 0 || redacted == 0 {
		t.Errorf("%d links were read, %d of them redacted: the cases show nothing", links, redacted)
	}
}

// TestVerdicts states that the summary counts every verdict there is.
func TestVerdicts(t *testing.T) {
	rep := &checker.Report{}
	for i, v := range checker.Verdicts {
		for range i + 1 {
			rep.Results = append(rep.Results, &checker.Result{Verdict: v})
		}
	}
	var j struct {
		Summary struct{ Verdicts map[string]int }
	}
	if err := json.Unmarshal(writeAll(t, "json", rep), &j); err != nil {
		t.Fatal(err)
	}
	want := map[string]int{}
	for i, v := range checker.Verdicts {
		want[string(v)] = i + 1
	}
	if diff := cmp.Diff(want, j.Summary.Verdicts); diff != "" {
		t.Errorf("summary.verdicts (-want +got):\n%s", diff)
	}
}

// A shortWriter fails after n bytes.
type shortWriter struct{ n int }

var errFull = errors.New("no space left")

func (w *shortWriter) Write(p []byte) (int, error) {
	if len(p) <= w.n {
		w.n -= len(p)
		return len(p), nil
	}
	n := w.n
	w.n = 0
	return n, errFull
}

// A meter counts the bytes before the first and the last of each Write.
type meter struct {
	size   int
	within []int
}

func (m *meter) Write(b []byte) (int, error) {
	if len(b) > 0 {
		m.within = append(m.within, m.size, m.size+len(b)-1)
	}
	m.size += len(b)
	return len(b), nil
}

// TestDestinationFails states that every format returns the error of its destination, in whichever
// Write that fails, with nothing written of it or nearly all.
func TestDestinationFails(t *testing.T) {
	rep := check(t, web(nil), nil, brief("ports.md", "1 Who Owns the Quay #"))
	for _, f := range report.Formats {
		var m meter
		if err := f.Write(&m, rep); err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		size := m.size
		for _, n := range m.within {
			if err := f.Write(&shortWriter{n}, rep); !errors.Is(err, errFull) {
				t.Fatalf("%s: the destination failed after %d of %d bytes, and the error is %v", f.Name, n, size, err)
			}
		}
		if err := f.Write(&shortWriter{size}, rep); err != nil {
			t.Errorf("%s: the destination had room for all, and the error is %v", f.Name, err)
		}
	}
}

func TestFormats(t *testing.T) {
	seen := map[string]string{}
	for _, f := range report.Formats {
		got, ok := report.Find(f.Name)
		if !ok || got.Name != f.Name {
			t.Errorf("Find(%q) finds %q", f.Name, got.Name)
		}
		for _, ext := range f.Exts {
			if other := seen[ext]; other != "" {
				t.Errorf("%s means both %s and %s", ext, other, f.Name)
			}
			seen[ext] = f.Name
		}
	}
	if _, ok := report.Find("jsn"); ok {
		t.Error("there is a format jsn")
	}
}
