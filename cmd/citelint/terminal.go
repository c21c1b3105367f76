package main

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// terminalWidth is how many columns a page takes.
const terminalWidth = 80

// terminalText sets a page of ours for a terminal: headings underlined, paragraphs, lists and tables
// wrapped to width columns, fenced code as it is, indented by four. It knows the Markdown that pages and
// the rules' Docs use: no nesting, and nothing that runs over a blank line but fenced code.
func terminalText(page string, width int) string {
	t := terminal{width: width}
	lines := strings.Split(strings.TrimRight(page, "\n"), "\n")
	for len(lines) > 0 {
		n := blockLen(lines)
		t.block(lines[:n])
		if blockKind(lines[0]) == heading && n < len(lines) && lines[n] != "" {
			t.line("")
		}
		lines = lines[n:]
	}
	return strings.TrimRight(t.out.String(), "\n") + "\n"
}

// blockLen counts the lines of the first block.
func blockLen(lines []string) int {
	kind := blockKind(lines[0])
	for n, line := range lines[1:] {
		switch next := blockKind(line); {
		case kind == code && strings.HasPrefix(line, lines[0][:3]):
			return n + 2
		case kind == code, kind == table && next == table, (kind == text || kind == item) && next == text:
		default:
			return n + 1
		}
	}
	return len(lines)
}

// The kinds of blocks.
const (
	blank   = "blank"
	code    = "code"
	heading = "heading"
	item    = "item"
	table   = "table"
	text    = "text"
)

var orderedItem = regexp.MustCompile(`^\d+\. `)

func blockKind(line string) string {
	switch {
	case line == "":
		return blank
	case strings.HasPrefix(line, "```") || strings.HasPrefix(line, "~~~"):
		return code
	case strings.HasPrefix(line, "#"):
		return heading
	case strings.HasPrefix(line, "|"):
		return table
	case strings.HasPrefix(line, "- ") || orderedItem.MatchString(line):
		return item
	}
	return text
}

type terminal struct {
	width int
	out   strings.Builder
}

func (t *terminal) block(lines []string) {
	first := lines[0]
	switch blockKind(first) {
	case blank:
		t.line("")
	case code:
		for _, l := range lines[1 : len(lines)-1] {
			t.line("    " + l)
		}
	case heading:
		title := plainInline(strings.TrimLeft(first, "# "))
		rule := "-"
		if strings.HasPrefix(first, "# ") {
			rule = "="
		}
		t.line(title)
		t.line(strings.Repeat(rule, min(utf8.RuneCountInString(title), t.width)))
	case table:
		t.table(lines)
	case item:
		mark, _, _ := strings.Cut(first, " ")
		t.wrap(mark+" ", len(mark)+1, strings.Join(lines, " ")[len(mark):])
	default:
		t.wrap("", 0, strings.Join(lines, " "))
	}
}

func (t *terminal) line(s string) { t.out.WriteString(strings.TrimRight(s, " ") + "\n") }

// wrap writes text behind mark, and further lines indented.
func (t *terminal) wrap(mark string, indent int, text string) {
	line, begun := mark, false
	for _, word := range strings.Fields(plainInline(text)) {
		if begun && utf8.RuneCountInString(line+" "+word) > t.width {
			t.line(line)
			line, begun = strings.Repeat(" ", indent), false
		}
		if begun {
			line += " "
		}
		line, begun = line+word, true
	}
	t.line(line)
}

// table sets the columns below each other, and wraps the last; where that would leave it less than
// half of the width, what is long goes below what is short, indented.
func (t *terminal) table(lines []string) {
	var rows [][]string
	for i, l := range lines {
		if i != 1 { // the line that parts the head
			rows = append(rows, tableCells(l))
		}
	}
	last := len(rows[0]) - 1
	widths, indent := make([]int, last), 0
	for i := range last {
		for _, row := range rows {
			widths[i] = max(widths[i], utf8.RuneCountInString(row[i])+2)
		}
		indent += widths[i]
	}
	if indent <= t.width/2 {
		for _, row := range rows {
			t.wrap(aligned(row, widths), indent, row[last])
		}
		return
	}
	short, at := 0, 0
	for short < last && at+widths[short] <= t.width {
		at += widths[short]
		short++
	}
	for _, row := range rows[1:] {
		t.line(aligned(row, widths[:short]))
		for i := short; i <= last; i++ {
			label := ""
			if short < last {
				label = rows[0][i] + ": "
			}
			t.wrap("    "+label, 4, row[i])
		}
	}
}

// aligned fills the first cells of a row to their widths.
func aligned(row []string, widths []int) string {
	var b strings.Builder
	for i, w := range widths {
		b.WriteString(row[i] + strings.Repeat(" ", w-utf8.RuneCountInString(row[i])))
	}
	return b.String()
}

// tableCells parts a row at its bars.
func tableCells(line string) []string {
	line = strings.ReplaceAll(strings.Trim(line, "|"), `\|`, "\x00")
	cells := strings.Split(line, "|")
	for i, c := range cells {
		cells[i] = plainInline(strings.TrimSpace(strings.ReplaceAll(c, "\x00", "|")))
	}
	return cells
}

var (
	strongText = regexp.MustCompile(`\*\*([^*]+)\*\*`)
	emphasis   = regexp.MustCompile(`\*(\pL[^*]*)\*`)
	inlineLink = regexp.MustCompile(`\[([^\]]+)\]\((https?://[^)]+)\)`)
	inlineCode = regexp.MustCompile("`[^`]+`")
)

// plainInline takes off marks that say how words look, outside of code. Code keeps its own.
func plainInline(s string) string {
	var b strings.Builder
	at := 0
	for _, m := range inlineCode.FindAllStringIndex(s, -1) {
		b.WriteString(plainWords(s[at:m[0]]))
		b.WriteString(s[m[0]:m[1]])
		at = m[1]
	}
	b.WriteString(plainWords(s[at:]))
	return b.String()
}

func plainWords(s string) string {
	s = strongText.ReplaceAllString(s, "$1")
	s = emphasis.ReplaceAllString(s, "$1")
	return inlineLink.ReplaceAllString(s, "$1 ($2)")
}
