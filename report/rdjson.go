package report

import (
	"io"
	"sort"

	"github.com/citelint/citelint/checker"
)

// RDJSON writes the new findings as reviewdog's DiagnosticResult (its proto/rdf/reviewdog.proto):
// columns count bytes. A run that is incomplete and an input that was not read are diagnostics, too.
func RDJSON(w io.Writer, rep *checker.Report) error {
	j := rdResult{Source: rdOurselves, Diagnostics: rdDiagnostics(rep)}
	if len(j.Diagnostics) > 0 {
		worst := checker.Off
		if len(remarks(rep)) > 0 {
			worst = checker.Warning
		}
		for _, f := range fresh(rep) {
			worst = max(worst, f.Severity)
		}
		j.Severity = rdSeverities[worst]
	}
	return encode(w, j)
}

// RDJSONL writes reviewdog's Diagnostics, one a line, each with its source.
func RDJSONL(w io.Writer, rep *checker.Report) error {
	var lines []any
	for _, d := range rdDiagnostics(rep) {
		d.Source = &rdOurselves
		lines = append(lines, d)
	}
	return encodeLines(w, lines)
}

type rdResult struct {
	Source      rdSource       `json:"source"`
	Severity    string         `json:"severity,omitempty"`
	Diagnostics []rdDiagnostic `json:"diagnostics"`
}

type rdSource struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

var rdOurselves = rdSource{"citelint", project}

type rdDiagnostic struct {
	Message     string         `json:"message"`
	Severity    string         `json:"severity"`
	Source      *rdSource      `json:"source,omitempty"`
	Code        rdCode         `json:"code"`
	Location    rdLocation     `json:"location"`
	Suggestions []rdSuggestion `json:"suggestions,omitempty"`
}

type rdCode struct {
	Value string `json:"value"`
}

type rdLocation struct {
	Path  string  `json:"path"`
	Range rdRange `json:"range"`
}

type rdRange struct {
	Start rdPosition  `json:"start"`
	End   *rdPosition `json:"end,omitempty"`
}

type rdPosition struct {
	Line   int `json:"line"`
	Column int `json:"column,omitempty"`
}

type rdSuggestion struct {
	Range rdRange `json:"range"`
	Text  string  `json:"text"`
}

var rdSeverities = map[checker.Severity]string{checker.Info: "INFO", checker.Warning: "WARNING", checker.Error: "ERROR"}

func rdDiagnostics(rep *checker.Report) []rdDiagnostic {
	out := []rdDiagnostic{}
	for _, r := range remarks(rep) {
		out = append(out, rdDiagnostic{
			Message: r.message, Severity: rdSeverities[checker.Warning], Code: rdCode{r.id},
			Location: rdLocation{r.path, rdRange{Start: rdPosition{Line: 1}}},
		})
	}
	lines := byteLines{}
	for _, f := range fresh(rep) {
		d := f.Subject.Document
		at := rdRange{Start: rdPosition{Line: 1}}
		if isPlaced(f) {
			at = lines.span(d, f.Span)
		}
		out = append(out, rdDiagnostic{
			Message: noted(f), Severity: rdSeverities[f.Severity], Code: rdCode{f.Rule},
			Location: rdLocation{plain(d.Path), at}, Suggestions: rdSuggestions(f, lines),
		})
	}
	return out
}

// rdSuggestions is a fix as one suggestion, from the first edit's start to the last one's end: who
// takes one of several takes them all.
func rdSuggestions(f *checker.Finding, lines byteLines) []rdSuggestion {
	es := edits(f)
	if len(es) == 0 {
		return nil
	}
	d := f.Subject.Document
	first := es[0].Span.Start.Offset
	last := es[len(es)-1].Span.End.Offset
	moved := make([]checker.Edit, len(es))
	for i, e := range es {
		e.Span.Start.Offset -= first
		e.Span.End.Offset -= first
		moved[i] = e
	}
	text := string(checker.Apply(d.Source[first:last], moved))
	if !isVerbatim(text) {
		return nil
	}
	return []rdSuggestion{{lines.span(d, checker.Span{Start: es[0].Span.Start, End: es[len(es)-1].Span.End}), text}}
}

// byteLines holds the offsets of the line starts of documents. To look back for each line's start
// would cost a file of one long line its square.
type byteLines map[*checker.Document][]int

// span is s with columns that count bytes: a byte order mark is three, as it is to who edits the file.
func (l byteLines) span(d *checker.Document, s checker.Span) rdRange {
	starts, ok := l[d]
	if !ok {
		starts = []int{0}
		for i, c := range d.Source {
			if c == '\n' {
				starts = append(starts, i+1)
			}
		}
		l[d] = starts
	}
	at := func(p checker.Pos) rdPosition {
		line := sort.SearchInts(starts, p.Offset+1) - 1
		return rdPosition{p.Line, p.Offset - starts[line] + 1}
	}
	end := at(s.End)
	return rdRange{at(s.Start), &end}
}
