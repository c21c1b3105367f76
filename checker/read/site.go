package read

import (
	"slices"
	"strings"

	"github.com/citelint/citelint/checker/match"
)

// forBlocks returns src as the block parser is to see it, byte for byte as long: generators of sites
// have blocks of their own, and what these hold would be taken for something else. An admonition or a
// tab of Python-Markdown becomes an item of a list, since what is indented below it is no code; a pair
// of tags that holds code becomes a fence. It returns src itself if it has none of them.
func forBlocks(src []byte, text string) []byte {
	if !containsAny(text, "!!! ", "??? ", "???+ ", `=== "`, `===! "`, `===+ "`) && !(containsAny(text, "{{<", "{{%", "{%") && codeTag.MatchString(text)) {
		return src
	}
	out := []byte(text)
	fence := span{} // the line of a tag that holds code, until its end is found
	name, before := "", ""
	for at := 0; at < len(text); {
		end := len(text)
		if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
			end = at + n + 1
		}
		line := strings.TrimRight(text[at:end], "\r\n")
		here := out[at : at+len(line)]
		if m := codeTag.FindStringSubmatch(line); m != nil {
			switch closes := m[1] != ""; {
			case !closes && name == "":
				fence, name = span{at, at + len(line)}, m[2]
			case closes && name == m[2]:
				asFence(out[fence.start:fence.end])
				asFence(here)
				name = ""
			}
		} else if n := admonition(line); n > 0 && isBelow(text[end:], line) {
			asItem(here, line, n, strings.TrimSpace(before) == "" && !isBlankLine(text[end:]))
		}
		before, at = line, end
	}
	return out
}

func containsAny(s string, parts ...string) bool {
	return slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(s, part) })
}

// codeTag is a line that is the tag of a shortcode (Hugo) or a block of Liquid or Nunjucks whose inside
// is no prose: {{< highlight go >}}, {{< /highlight >}}, {% highlight ruby %}, {% endhighlight %}.
var codeTag = match.NewPattern(`(?m)^[ \t]{0,3}\{(?:\{[<%]|%)-?[ \t]*(?:(/[ \t]*|end))?(highlight|code|codeblock|mermaid|math|katex|plantuml|chart|comment)\b[^\r\n]*(?:[>%]\}|%)\}[ \t]*\r?$`)

// asFence writes a fence over a line.
func asFence(line []byte) {
	for i := range line {
		line[i] = ' '
	}
	copy(line, "~~~~~")
}

// admonition returns where the words of a line begin that opens an admonition or a tab ("!!! note",
// "??? tip", "???+ tip", `=== "Linux"`); 0 if it opens none.
func admonition(line string) int {
	start := len(line) - len(strings.TrimLeft(line, " "))
	rest := line[start:]
	for _, opener := range []string{"!!! ", "??? ", "???+ ", "=== ", "===! ", "===+ "} {
		if !strings.HasPrefix(rest, opener) || len(rest) == len(opener) {
			continue
		}
		if first := rest[len(opener)]; first == '"' || opener[0] != '=' && isAlpha(first) {
			return start + len(opener)
		}
	}
	return 0
}

// isBelow reports whether the next line that is not blank is indented by four columns more than line.
func isBelow(rest, line string) bool {
	indent := len(line) - len(strings.TrimLeft(line, " "))
	for len(rest) > 0 && isBlankLine(rest) {
		n := strings.IndexByte(rest, '\n')
		if n < 0 {
			return false
		}
		rest = rest[n+1:]
	}
	below := 0
	for below < len(rest) && below < indent+4 && rest[below] == ' ' {
		below++
	}
	return below == indent+4 || below < len(rest) && rest[below] == '\t'
}

// isBlankLine reports whether the first line of s is blank.
func isBlankLine(s string) bool {
	if n := strings.IndexByte(s, '\n'); n >= 0 {
		s = s[:n]
	}
	return strings.TrimSpace(s) == ""
}

// asItem writes, over out, an item's mark for the opener of an admonition whose words begin at from. An item
// without words of its own holds what is right below it, and cannot follow prose without a blank line:
// if alone is false, the first word stays.
func asItem(out []byte, line string, from int, alone bool) {
	start := len(line) - len(strings.TrimLeft(line, " "))
	keep := from
	if !alone {
		for keep++; keep < len(line) && line[keep] != ' ' && line[keep] != '"'; {
			keep++
		}
	}
	for i := start; i < len(line); i++ {
		if i < from || i >= keep {
			out[i] = ' '
		}
	}
	out[start] = '-'
	if !alone && from > start+4 {
		out[start+3] = '?' // "-  ? tip": more than four blanks would make it code
	}
}

// siteAnchors collects the names that MyST gives to what follows: "(label)=" on a line, and the
// options :name: and :label: of a directive.
func (m *reader) siteAnchors() {
	if !containsAny(m.text, ")=\n", ")=\r", ":name:", ":label:") {
		return
	}
	for _, name := range mystLabel.FindAllStringSubmatch(m.text, maxLabels) {
		m.anchor(name[1] + name[2])
	}
}

// maxLabels is how many labels of MyST a document may have.
const maxLabels = 10_000

var mystLabel = match.NewPattern(`(?m)^[ \t>]*(?:\(([^()\s][^()\r\n]{0,100})\)=|:(?:name|label):[ \t]+(\S{1,100}))[ \t]*\r?$`)
