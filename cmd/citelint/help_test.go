package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
	"github.com/citelint/citelint/checker/rule"
	"github.com/citelint/citelint/report"
)

// helpWeb is the web that the pages' commands look at.
func helpWeb(web *fetchtest.Web) {
	lorem := strings.Repeat("The harbour office keeps the tables of the tides and the ferries. ", 12)
	front := fetchtest.HTML("Front page", lorem)
	web.Host("port-news.example").Page("/", front).
		Page("/2024/dues", fetchtest.HTML("Harbour Dues Rise Again", "By Anna Lind. 3 May 2024.", "The dues of small boats will rise by four per cent in June, the office said.", lorem))
	web.Host("spa.example").Page("/", front).
		Page("/report", fetchtest.Redirect(301, "/archive/report")).
		Page("/archive/report", fetchtest.HTML("Annual Report of the Port", "Sund Port Authority, 2 March 2024.", lorem))
	web.Host("council.example").Page("/", front)
	web.Host("ferry-review.example").Rest(fetchtest.HTML("Just a moment...", "Verify you are human by completing the action below.").As(403).With("Cf-Mitigated", "challenge"))
}

// A helpFence is a fenced block of a page.
type helpFence struct {
	info       string
	body       string
	start, end int // of the body, in the page
}

func fences(page string) (all []helpFence) {
	at, open := 0, -1
	info := ""
	for line := range strings.Lines(page) {
		if strings.HasPrefix(line, "```") {
			if open < 0 {
				info, open = strings.TrimSpace(line[3:]), at+len(line)
			} else {
				all = append(all, helpFence{info, page[open:at], open, at})
				open = -1
			}
		}
		at += len(line)
	}
	return all
}

// TestHelpRuns runs what the pages show: a block that names a file writes it, and each command of a
// block "console" prints what stands below it, where a line … stands for any lines.
func TestHelpRuns(t *testing.T) {
	home, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range topics {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			t.Chdir(dir)
			writeFiles(t, map[string]string{".git/HEAD": "ref: refs/heads/main\n"})
			for _, v := range []string{"CITELINT_CACHE", "CITELINT_STATE"} {
				t.Setenv(v, "off")
			}
			t.Setenv("CITELINT_TODAY", "2026-03-02")
			t.Setenv("NO_COLOR", "1")
			page := topicSource(name)
			var fresh strings.Builder
			at := 0
			for _, f := range fences(page) {
				lang, file, _ := strings.Cut(f.info, " ")
				if file != "" {
					writeFiles(t, map[string]string{file: f.body})
				}
				if lang == "console" {
					fresh.WriteString(page[at:f.start])
					fresh.WriteString(runConsole(t, f.body))
					at = f.end
				}
			}
			fresh.WriteString(page[at:])
			if *update && fresh.String() != page {
				if err := os.WriteFile(filepath.Join(home, "help", name+".md"), []byte(fresh.String()), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func writeFiles(t *testing.T, files map[string]string) {
	t.Helper()
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// runConsole runs the commands of a block and returns the block as it should be.
func runConsole(t *testing.T, block string) string {
	t.Helper()
	var fresh strings.Builder
	lastStatus := 0
	for _, part := range strings.Split("\n"+strings.TrimSuffix(block, "\n"), "\n$ ")[1:] {
		command, want, _ := strings.Cut(part, "\n")
		var got string
		if command == "echo $?" {
			got = fmt.Sprintln(lastStatus)
		} else {
			got, lastStatus = runShown(t, command)
		}
		fresh.WriteString("$ " + command + "\n")
		gotLines, wantLines := splitLines(got), splitLines(want)
		if matchLines(wantLines, gotLines) {
			fresh.WriteString(joinLines(wantLines))
			continue
		}
		fresh.WriteString(joinLines(gotLines))
		if !*update {
			t.Errorf("%q prints something else (-want +got):\n%s", command, cmp.Diff(wantLines, gotLines))
		}
	}
	return fresh.String()
}

// runShown runs one command line; stderr stands above stdout, as progress does.
func runShown(t *testing.T, command string) (output string, status int) {
	t.Helper()
	words := shellWords(command)
	if len(words) == 0 || words[0] != "citelint" {
		t.Fatalf("%q is no command of ours", command)
	}
	var file string
	if i := slices.Index(words, ">"); i > 0 && i == len(words)-2 {
		words, file = words[:i], words[i+1]
	}
	synctest.Test(t, func(t *testing.T) {
		web := fetchtest.New()
		defer web.Close()
		helpWeb(web)
		var out, errs bytes.Buffer
		status = run(t.Context(), words[1:], strings.NewReader(""), &out, &errs, func(c *fetch.Client) checker.Fetcher {
			c.Network, c.Roots = web, web.Roots()
			return c
		})
		output = errs.String() + out.String()
		if file != "" {
			output = errs.String()
			writeFiles(t, map[string]string{file: out.String()})
		}
	})
	return output, status
}

// shellWords parts a line as a shell does that knows blanks and quotes, up to a comment.
func shellWords(line string) (words []string) {
	var word strings.Builder
	inWord, quote := false, rune(0)
	flush := func() {
		if inWord {
			words = append(words, word.String())
		}
		word.Reset()
		inWord = false
	}
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '"' || r == '\'':
			quote, inWord = r, true
		case r == ' ':
			flush()
		case r == '#' && !inWord:
			return words
		default:
			word.WriteRune(r)
			inWord = true
		}
	}
	flush()
	return words
}

func splitLines(s string) []string {
	s = strings.Trim(s, "\n")
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

func joinLines(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, "\n") + "\n"
}

// matchLines reports whether got is want, where a line … of want stands for any lines.
func matchLines(want, got []string) bool {
	if len(want) == 0 {
		return len(got) == 0
	}
	if want[0] == "…" {
		return matchLines(want[1:], got) || len(got) > 0 && matchLines(want, got[1:])
	}
	return len(got) > 0 && want[0] == got[0] && matchLines(want[1:], got[1:])
}

func TestMatchLines(t *testing.T) {
	for _, c := range []struct {
		want, got string
		match     bool
	}{
		{"a b", "a b", true},
		{"a …", "a b c", true},
		{"… c", "a b c", true},
		{"a … c", "a c", true},
		{"a … b", "a c", false},
		{"a", "a b", false},
		{"", "a", false},
		{"…", "", true},
	} {
		if got := matchLines(strings.Fields(c.want), strings.Fields(c.got)); got != c.match {
			t.Errorf("%q matches %q: %t, want %t", c.want, c.got, got, c.match)
		}
	}
}

// TestHelpCommands holds every command that the pages name to the flags, values and subcommands that
// there are: those that begin a line of a block, and those in code within a line.
func TestHelpCommands(t *testing.T) {
	inCode := regexp.MustCompile("`(citelint [^`]+)`")
	inBlock := regexp.MustCompile(`(?m)^(?:\$ |\s*- run: |\s*- |\s*run: |\s*)(citelint(?: [^|\n]*)?)`)
	for name, page := range helpPages(t) {
		var commands []string
		for _, f := range fences(page) {
			if strings.HasPrefix(f.info, "markdown") || strings.HasPrefix(f.info, "go") {
				continue
			}
			for _, m := range inBlock.FindAllStringSubmatch(f.body, -1) {
				commands = append(commands, m[1])
			}
		}
		for _, m := range inCode.FindAllStringSubmatch(page, -1) {
			commands = append(commands, m[1])
		}
		for _, c := range commands {
			if err := parses(c); err != nil {
				t.Errorf("%s: %q: %v", name, c, err)
			}
		}
	}
}

// helpPages are the topics' pages, README and CONTRIBUTING, by name.
func helpPages(t *testing.T) map[string]string {
	t.Helper()
	pages := map[string]string{}
	for _, name := range topics {
		pages["help/"+name+".md"] = expand(topicSource(name))
	}
	for _, name := range []string{"README.md", ".github/CONTRIBUTING.md", ".github/CHANGELOG.md"} {
		text, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		pages[name] = string(text)
	}
	return pages
}

// parses reports what is wrong with a command line of ours, without running it.
func parses(line string) error {
	words := shellWords(line)[1:]
	for i, w := range words {
		if strings.ContainsAny(w, "<>&") || w == "…" || w == "||" {
			words = words[:i]
			break
		}
	}
	root := (&app{}).root()
	root.InitDefaultHelpCmd()
	c, rest, err := root.Find(words)
	if err != nil {
		return err
	}
	if c.Name() == "help" && len(rest) == 1 {
		if n := rest[0]; !slices.Contains(topics, n) && !slices.Contains(commandNames(root), n) && n != strings.ToUpper(n) {
			return fmt.Errorf("no topic %q", n)
		}
		return nil
	}
	if c.Name() == "explain" && len(rest) == 1 && rest[0] != "RULE" && !slices.Contains(ruleIDs(), rest[0]) {
		return fmt.Errorf("no rule %q", rest[0])
	}
	if c == root && len(rest) > 0 && !strings.ContainsAny(rest[0], `-./*"`) && rest[0] != strings.ToUpper(rest[0]) {
		return fmt.Errorf("no command %q", rest[0])
	}
	return c.ParseFlags(rest)
}

// TestDocNames holds the flags, keys, topics and rules that the rules' Docs name to those that there
// are.
func TestDocNames(t *testing.T) {
	root := (&app{}).root()
	flag := regexp.MustCompile(`--([a-z]{3,}[a-z-]*)`)
	id := regexp.MustCompile(`\b([a-z]+)/([a-z]+(?:-[a-z]+)+)\b`)
	key := regexp.MustCompile(`\b(?:confirm|cache|network)\.[a-z-]+`)
	command := regexp.MustCompile(`“(citelint [^”]+)”`)
	settings := settingTable()
	for _, r := range rule.All {
		prose := r.Doc
		for _, f := range slices.Backward(fences(strings.ReplaceAll(r.Doc, "~~~", "```"))) {
			prose = prose[:f.start] + prose[f.end:]
		}
		for _, m := range flag.FindAllStringSubmatch(prose, -1) {
			if root.Flags().Lookup(m[1]) == nil {
				t.Errorf("%s: its Doc names the flag --%s, and there is none", r.ID, m[1])
			}
		}
		for _, m := range id.FindAllStringSubmatch(prose, -1) {
			if groupWords[m[1]] != "" && checkPattern(rule.All, m[0]) != nil {
				t.Errorf("%s: its Doc names the rule %s, and there is none", r.ID, m[0])
			}
		}
		for _, k := range key.FindAllString(prose, -1) {
			if !strings.Contains(settings, "`"+k+"`") {
				t.Errorf("%s: its Doc names the key %s, and there is none", r.ID, k)
			}
		}
		for _, m := range command.FindAllStringSubmatch(prose, -1) {
			if err := parses(m[1]); err != nil {
				t.Errorf("%s: its Doc says %q: %v", r.ID, m[1], err)
			}
		}
	}
}

// TestHelpNames holds the flags, rules and variables that the pages name to those that there are.
func TestHelpNames(t *testing.T) {
	root := (&app{}).root()
	flags := map[string]bool{}
	for _, c := range append(allCommands(root), root) {
		c.Flags().VisitAll(func(f *pflag.Flag) { flags[f.Name] = true })
	}
	foreign := map[string]bool{"update": true, "hook-stage": true}
	flag := regexp.MustCompile("`--([a-z][a-z-]*)")
	groups := map[string]bool{}
	for _, r := range rule.All {
		groups[r.Group()] = true
	}
	id := regexp.MustCompile("`([a-z]+)/([a-z]+(?:-[a-z]+)*|\\*)`")
	variable := regexp.MustCompile(`CITELINT_[A-Z_]+`)
	known := variables()
	for name, page := range helpPages(t) {
		for _, m := range flag.FindAllStringSubmatch(page, -1) {
			if !flags[m[1]] && !foreign[m[1]] {
				t.Errorf("%s names the flag --%s, and there is none", name, m[1])
			}
		}
		for _, m := range id.FindAllStringSubmatch(page, -1) {
			if groups[m[1]] && checkPattern(rule.All, m[1]+"/"+m[2]) != nil {
				t.Errorf("%s names the rule %s/%s, and there is none", name, m[1], m[2])
			}
		}
		for _, v := range variable.FindAllString(page, -1) {
			if !slices.Contains(known, v) && !strings.HasPrefix(v, secretPrefix) && v != "CITELINT_" {
				t.Errorf("%s names the variable %s, and there is none", name, v)
			}
		}
	}
}

func allCommands(c *cobra.Command) (all []*cobra.Command) {
	for _, sub := range c.Commands() {
		all = append(all, sub)
		all = append(all, allCommands(sub)...)
	}
	return all
}

// TestHelpConfigurations reads every configuration that the pages show, and what else is YAML.
func TestHelpConfigurations(t *testing.T) {
	for name, page := range helpPages(t) {
		for _, f := range fences(page) {
			if !strings.HasPrefix(f.info, "yaml") {
				continue
			}
			if err := yaml.Unmarshal([]byte(f.body), new(any)); err != nil {
				t.Errorf("%s shows what is no YAML: %v", name, err)
			}
			if !strings.HasPrefix(f.body, "version: 1\n") {
				continue
			}
			if _, err := configured(t, f.body, "--offline"); err != nil {
				t.Errorf("%s shows a configuration that is none: %v", name, err)
			}
		}
	}
}

// TestHelpIsComplete states that the pages name every verdict, every exit status, every key and every
// package, and that the tables behind them have words for all.
func TestHelpIsComplete(t *testing.T) {
	for _, f := range report.Formats {
		if formatWords[f.Name] == "" {
			t.Errorf("formatWords (topic.go) has no words for the format %s", f.Name)
		}
	}
	for _, r := range rule.All {
		if groupWords[r.Group()] == "" {
			t.Errorf("groupWords (catalogue.go) has no words for the group %s", r.Group())
		}
	}
	for line := range strings.Lines(settingTable()) {
		if strings.HasSuffix(line, "|  |\n") {
			t.Errorf("a setting has no words: %s", line)
		}
	}
	verdicts := topicSource("verdicts")
	for _, v := range checker.Verdicts {
		if !strings.Contains(verdicts, "\n| `"+string(v)+"` |") {
			t.Errorf("help/verdicts.md has no row for %s", v)
		}
	}
	rooms, err := filepath.Glob("../../checker/*/*.go")
	if err != nil || len(rooms) == 0 {
		t.Fatal("no packages below checker", err)
	}
	for _, file := range rooms {
		if room := "checker/" + filepath.Base(filepath.Dir(file)); !strings.Contains(topicSource("library"), "\n| `"+room+"` |") {
			t.Errorf("help/library.md has no row for %s", room)
		}
	}
	status := topicSource("status")
	for _, n := range []int{statusOK, statusFindings, statusUsage, statusInput, statusIncomplete, statusInterrupted} {
		if !strings.Contains(status, fmt.Sprintf("\n| %d |", n)) {
			t.Errorf("help/status.md has no row for %d", n)
		}
	}
}

// TestHelpCode holds the Go code that the pages show to the packages' examples, which are run as tests.
func TestHelpCode(t *testing.T) {
	files, err := filepath.Glob("../../checker/*/example_test.go")
	if err != nil {
		t.Fatal(err)
	}
	var examples strings.Builder
	margin := regexp.MustCompile(`(?m)^\t`)
	for _, name := range append(files, "../../checker/example_test.go", "../../report/example_test.go") {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		examples.WriteString(margin.ReplaceAllString(string(src), ""))
	}
	for name, page := range helpPages(t) {
		for _, f := range fences(page) {
			if f.info == "go" && !strings.Contains(examples.String(), f.body) {
				t.Errorf("%s shows code that stands in no package's examples:\n%s", name, f.body)
			}
		}
	}
}

// TestHelpKeys states that the page on the configuration has every key of its schema.
func TestHelpKeys(t *testing.T) {
	var schema any
	if err := json.Unmarshal(configSchema(), &schema); err != nil {
		t.Fatal(err)
	}
	page := expand(topicSource("configuration"))
	seen := 0
	var walk func(v any, in string)
	walk = func(v any, in string) {
		node, ok := v.(map[string]any)
		if !ok {
			return
		}
		keys, _ := node["properties"].(map[string]any)
		for key := range keys {
			seen++
			full := in + key
			if !regexp.MustCompile("`"+regexp.QuoteMeta(key)+"[`:]").MatchString(page) && !strings.Contains(page, "`"+full+"`") && !regexp.MustCompile(`(?m)^[ -]*`+regexp.QuoteMeta(key)+`:`).MatchString(page) {
				t.Errorf("help/configuration.md does not name the key %s", full)
			}
			if full != "require" && full != "lists" { // whose keys are the rules' own
				walk(keys[key], full+".")
			}
		}
		walk(node["items"], in)
	}
	walk(schema, "")
	if seen < 40 {
		t.Errorf("the schema has %d keys: it is read wrongly", seen)
	}
}

// TestExplanations states that no rule's explanation loses a word on a terminal, and none of its lines
// but an example's is too long for it.
func TestExplanations(t *testing.T) {
	fenceLine := regexp.MustCompile("(?m)^(?:```|~~~).*$")
	words := func(s string) []string {
		isMark := func(w string) bool { return strings.Trim(w, "#=-") == "" }
		return slices.DeleteFunc(strings.Fields(strings.ReplaceAll(s, "*", "")), isMark)
	}
	for _, r := range rule.All {
		set := terminalText(explanation(r), terminalWidth)
		want, got := words(fenceLine.ReplaceAllString(explanation(r), "")), words(set)
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: its explanation has other words on a terminal (-want +got):\n%s", r.ID, d)
		}
		for line := range strings.Lines(set) {
			if n := utf8.RuneCountInString(strings.TrimSpace(line)); n > terminalWidth && !strings.HasPrefix(line, "    ") {
				t.Errorf("%s: a line of %d columns on a terminal: %s", r.ID, n, line)
			}
		}
	}
}

// TestTopics holds the table to the files, and the names of topics apart from those of commands.
func TestTopics(t *testing.T) {
	files, err := topicFiles.ReadDir("help")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, strings.TrimSuffix(f.Name(), ".md"))
	}
	want := slices.Sorted(slices.Values(topics))
	if d := cmp.Diff(want, names); d != "" {
		t.Errorf("the table of topics and the files in help differ (-table +files):\n%s", d)
	}
	for _, c := range commandNames((&app{}).root()) {
		if slices.Contains(topics, c) {
			t.Errorf("%s is a topic and a command", c)
		}
	}
	for _, name := range topics {
		page := expand(topicSource(name))
		if !strings.HasPrefix(page, "# ") || strings.Contains(page, "\t\n") {
			t.Errorf("%s does not begin with a heading", name)
		}
		wasCode := false
		for line := range strings.Lines(terminalText(page, terminalWidth)) {
			wasCode = strings.HasPrefix(line, "    ")
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > terminalWidth && !wasCode && strings.Contains(strings.TrimSpace(line), " ") {
				t.Errorf("%s: a line of %d columns on a terminal: %s", name, n, line)
			}
		}
	}
}

func TestTerminalText(t *testing.T) {
	page := "# A page\n\nSome **bold** and *soft* words, `--as *is*`, and [a link](https://a.example/)\nthat go on.\n\n- one\n- two that\n  goes on\n\n| key | what |\n|---|---|\n| `a` | x \\| y and then some more of it |\n| `bb` | z |\n\n```sh\ncitelint *.md\n```\n"
	want := `A page
======

Some bold and soft words, ` + "`--as *is*`" + `,
and a link (https://a.example/) that go
on.

- one
- two that goes on

key   what
` + "`a`" + `   x | y and then some more of it
` + "`bb`" + `  z

    citelint *.md
`
	if d := cmp.Diff(want, terminalText(page, 40)); d != "" {
		t.Errorf("the page is set otherwise (-want +got):\n%s", d)
	}
}
