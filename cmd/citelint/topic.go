package main

import (
	"embed"
	"fmt"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/rule"
	"github.com/citelint/citelint/report"
)

// topicFiles holds a page for each topic, in the Markdown that terminalText understands. A line that
// is a comment of the form <!-- generated: NAME --> stands for what the program knows itself.
//
//go:embed help/*.md
var topicFiles embed.FS

// topics are the names of all topics, in reading order. None is a command's.
var topics = []string{
	"start", "verdicts", "editors", "catalogue", "quotations", "back-references",
	"configuration", "ignoring", "fixing", "ci", "formats", "status", "memory", "privacy", "security",
	"troubleshooting", "library",
}

// topicPage is the page of a topic as Markdown, or set for a terminal.
func topicPage(name string, markdown bool) []byte {
	page := expand(topicSource(name))
	if markdown {
		return []byte(page)
	}
	return []byte(terminalText(page, terminalWidth))
}

// topicSource is the page as its file has it.
func topicSource(name string) string {
	src, err := topicFiles.ReadFile("help/" + name + ".md")
	if err != nil {
		panic(err) // a name of the table has no page
	}
	return string(src)
}

// topicTitle is the page's heading.
func topicTitle(name string) string {
	title, _, _ := strings.Cut(topicSource(name), "\n")
	return strings.TrimPrefix(title, "# ")
}

// expand puts in what is generated.
func expand(page string) string {
	var b strings.Builder
	for line := range strings.Lines(page) {
		name, ok := strings.CutPrefix(line, "<!-- generated: ")
		if name, isComment := strings.CutSuffix(name, " -->\n"); ok && isComment {
			b.WriteString(generated(name))
			continue
		}
		b.WriteString(line)
	}
	return b.String()
}

// generated is the part of a page that the program's own tables say.
func generated(name string) string {
	switch name {
	case "formats":
		return formatTable()
	case "profiles":
		return profileTable()
	case "rules":
		var infos []ruleInfo
		for _, r := range rule.All {
			infos = append(infos, describeRule(r, r.Severity, false))
		}
		return ruleCatalogue(infos)
	case "settings":
		return settingTable()
	case "topics":
		return topicTable()
	}
	panic("nothing is generated under the name " + name)
}

// formatWords says what each format of a report is for.
var formatWords = map[string]string{
	"text":       "a finding a line as compilers write them, then totals; what a terminal shows",
	"markdown":   "note by note: what each cites, what was found there, what to do",
	"html":       "the same as one page for an editor, with filters and a letter to the author",
	"summary":    "Markdown for the summary of a step of GitHub Actions (1 MiB at most)",
	"comment":    "Markdown for a comment on a pull or merge request (as long as GitHub takes)",
	"json":       "everything; its schema is what `citelint version --schema` prints",
	"jsonl":      "the same, an object a line",
	"sarif":      "SARIF 2.1.0, for code scanning",
	"github":     "text, and annotations on the lines of a pull request",
	"junit":      "JUnit XML, for test panels",
	"gitlab":     "GitLab's Code Quality report",
	"rdjson":     "reviewdog's diagnostics",
	"rdjsonl":    "the same, an object a line",
	"checkstyle": "Checkstyle XML, for Jenkins and others",
	"csv":        "a row a citation, for a table of sources",
	"csl-json":   "the cited sources, for Zotero, pandoc and other citation programs",
	"bibtex":     "the cited sources for LaTeX",
	"ris":        "the cited sources for EndNote and its kin",
	"badge":      "a badge's JSON, for shields.io",
}

func formatTable() string {
	rows := [][]string{{"format", "by its ending", "what it is"}}
	for _, f := range report.Formats {
		var exts []string
		for _, e := range f.Exts {
			exts = append(exts, "`"+e+"`")
		}
		rows = append(rows, []string{"`" + f.Name + "`", strings.Join(exts, " "), formatWords[f.Name]})
	}
	return markdownTable(rows)
}

func profileTable() string {
	rows := [][]string{{"profile", "what it changes"}}
	for _, p := range profiles {
		var levels []string
		for _, severity := range []checker.Severity{checker.Error, checker.Warning, checker.Info, checker.Off} {
			var of []string
			for _, l := range p.Levels {
				if l.Severity == severity {
					of = append(of, "`"+l.Pattern+"`")
				}
			}
			if len(of) > 0 {
				levels = append(levels, severity.String()+": "+strings.Join(of, ", "))
			}
		}
		if len(levels) == 0 {
			levels = []string{"nothing: each rule has the severity that the catalogue gives"}
		}
		rows = append(rows, []string{"`" + p.Name + "`", strings.Join(levels, "; ")})
	}
	return markdownTable(rows)
}

func topicTable() string {
	rows := [][]string{{"topic", "what"}}
	for _, name := range topics {
		rows = append(rows, []string{"`" + name + "`", topicTitle(name)})
	}
	return markdownTable(rows)
}

// settingTable has a row for each setting: its key, its flag, its default and its words.
func settingTable() string {
	s := everySetting()
	s.configuring()
	rows := [][]string{{"key", "flag", "what it is"}}
	for _, row := range s.table {
		key, flag := "–", "–"
		if row.key != "" {
			key = "`" + row.key + "`"
		}
		if row.name != "" {
			flag = "`--" + row.name + "`"
		}
		words := row.usage
		if initial := row.value.String(); words != "" && initial != "" && initial != "[]" {
			words += " (default `" + initial + "`)"
		}
		rows = append(rows, []string{key, flag, words})
	}
	return markdownTable(rows)
}

// markdownTable writes rows, the first of which is the head.
func markdownTable(rows [][]string) string {
	var b strings.Builder
	for i, row := range rows {
		for _, cell := range row {
			fmt.Fprintf(&b, "| %s ", strings.ReplaceAll(cell, "|", `\|`))
		}
		b.WriteString("|\n")
		if i == 0 {
			b.WriteString(strings.Repeat("|---", len(row)) + "|\n")
		}
	}
	return b.String()
}
