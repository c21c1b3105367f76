package checker_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

func TestSpan(t *testing.T) {
	for _, c := range []struct {
		name, src    string
		offset       int
		line, column int
	}{
		{"start", "ab\ncd", 0, 1, 1},
		{"line feed belongs to its line", "ab\ncd", 2, 1, 3},
		{"second line", "ab\ncd", 3, 2, 1},
		{"end of file", "ab\ncd", 5, 2, 3},
		{"beyond the end", "ab\ncd", 99, 2, 3},
		{"before the start", "ab\ncd", -1, 1, 1},
		{"columns count code points", "港口x", 6, 1, 3},
		{"a tab is one", "\tx", 1, 1, 2},
		{"a byte order mark counts in no column", "\ufeffab", 4, 1, 2},
		{"CR LF", "a\r\nb", 3, 2, 1},
		{"an invalid byte is one", "\xff\xffx", 2, 1, 3},
		{"empty source", "", 0, 1, 1},
	} {
		got := checker.NewDocument("x.md", []byte(c.src)).Span(c.offset, c.offset).Start
		if got.Line != c.line || got.Column != c.column {
			t.Errorf("%s: offset %d of %q is %d:%d, want %d:%d", c.name, c.offset, c.src, got.Line, got.Column, c.line, c.column)
		}
	}
}

// TestSpanOnLongLines holds the index of code points against counting from the line's start.
func TestSpanOnLongLines(t *testing.T) {
	src := strings.Repeat("港é😀x\xff", 3000) + "\n" + strings.Repeat("ab", 2000)
	d := checker.NewDocument("x.md", []byte(src))
	for offset := 0; offset <= len(src); offset += 7 {
		if offset < len(src) && !utf8.RuneStart(src[offset]) {
			continue
		}
		start := strings.LastIndexByte(src[:offset], '\n') + 1
		want := utf8.RuneCountInString(src[start:offset]) + 1
		if got := d.Span(offset, offset).Start.Column; got != want {
			t.Fatalf("offset %d is column %d, want %d", offset, got, want)
		}
	}
}

func TestNoteIDs(t *testing.T) {
	d := checker.NewDocument("x.md", nil)
	for _, label := range []string{"1", "", "1", "", "1~1"} {
		d.Notes = append(d.Notes, &checker.Note{Label: label})
	}
	ids := d.NoteIDs()
	var got []string
	for _, n := range d.Notes {
		got = append(got, ids[n])
	}
	if want := "1 ~1 1~1 ~2 1~1~1"; strings.Join(got, " ") != want {
		t.Errorf("IDs are %q, want %q", strings.Join(got, " "), want)
	}
}

func TestDate(t *testing.T) {
	for _, c := range []struct {
		edtf        string
		precision   checker.Precision
		first, last string
	}{
		{"2022-02-04", checker.PrecisionDay, "2022-02-04", "2022-02-04"},
		{"2024-02", checker.PrecisionMonth, "2024-02-01", "2024-02-29"},
		{"2022", checker.PrecisionYear, "2022-01-01", "2022-12-31"},
		{"1900~", checker.PrecisionYear, "1900-01-01", "1900-12-31"},
		{"2025-35", checker.PrecisionSeason, "2025-07-01", "2025-09-30"},
		{"2022-21", checker.PrecisionSeason, "2022-01-01", "2023-03-01"},
		{"2019/2020", checker.PrecisionYear, "2019-01-01", "2020-12-31"},
		{"2022-02/2022-03", checker.PrecisionMonth, "2022-02-01", "2022-03-31"},
		{"[2022-02-04,2022-04-02]", checker.PrecisionDay, "2022-02-04", "2022-04-02"},
		{"", checker.PrecisionNone, "", ""},
		{"2022-02-30", checker.PrecisionDay, "", ""},
		{"2022-13", checker.PrecisionSeason, "", ""},
	} {
		d := checker.Date{EDTF: c.edtf, Text: "x"}
		first, last, ok := d.Range()
		if !ok {
			if c.first != "" {
				t.Errorf("%q has no range, want %s to %s", c.edtf, c.first, c.last)
			}
		} else if first.Format("2006-01-02") != c.first || last.Format("2006-01-02") != c.last {
			t.Errorf("%q is %s to %s, want %s to %s", c.edtf, first.Format("2006-01-02"), last.Format("2006-01-02"), c.first, c.last)
		}
		if p := d.Precision(); p != c.precision {
			t.Errorf("%q has precision %s, want %s", c.edtf, p, c.precision)
		}
	}
}
