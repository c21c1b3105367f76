package report

import (
	"bytes"
	"io"
	"strings"

	"github.com/citelint/citelint/checker"
)

// githubCommands is how many commands of a kind a step's log shows, less the one that counts the
// rest: GitHub shows ten.
const githubCommands = 9

// GitHub writes the text report, and then a workflow command for each new finding that it prints, so
// that GitHub annotates the file; at most nine of a kind, and one that counts the others. Paint is as
// for Text.
func GitHub(w io.Writer, rep *checker.Report, paint func(kind, words string) string) error {
	var b bytes.Buffer
	if err := Text(&b, rep, paint); err != nil {
		return err
	}
	var shown []*checker.Finding
	for _, f := range fresh(rep) {
		if isShown(rep, f) {
			shown = append(shown, f)
		}
	}
	worstFirst(shown)
	done := map[checker.Severity]int{}
	for _, f := range shown {
		if done[f.Severity]++; done[f.Severity] <= githubCommands {
			githubCommand(&b, f)
		}
	}
	for _, s := range []checker.Severity{checker.Error, checker.Warning, checker.Info} {
		if more := done[s] - githubCommands; more > 0 {
			b.WriteString("::" + githubKinds[s] + " title=citelint::and " + itoa(more) + " more " + plural(more, s.String()) + ": see the job summary\n")
		}
	}
	return write(w, &b)
}

var githubKinds = map[checker.Severity]string{checker.Info: "notice", checker.Warning: "warning", checker.Error: "error"}

// githubCommand writes "::error file=…,line=…::message". Paths are those of the root, where the
// repository is checked out.
func githubCommand(b *bytes.Buffer, f *checker.Finding) {
	b.WriteString("::" + githubKinds[f.Severity] + " file=" + githubProperty(f.Subject.Document.Path))
	if isPlaced(f) {
		start, end := f.Span.Start, f.Span.End
		b.WriteString(",line=" + itoa(start.Line) + ",endLine=" + itoa(end.Line))
		if start.Line == end.Line {
			b.WriteString(",col=" + itoa(start.Column) + ",endColumn=" + itoa(end.Column))
		}
	} else {
		b.WriteString(",line=1,endLine=1")
	}
	b.WriteString(",title=" + githubProperty(f.Rule+noteOf(f)) + "::" + githubData(f.Message) + "\n")
}

var (
	githubDataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubPropertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// githubData is foreign text as a command's message.
func githubData(s string) string { return githubDataEscapes.Replace(plainText(s)) }

// githubProperty is foreign text as the value of a command's property.
func githubProperty(s string) string { return githubPropertyEscapes.Replace(plainText(s)) }
