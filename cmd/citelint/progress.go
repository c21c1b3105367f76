package main

import (
	"io"
	"os"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"

	"github.com/citelint/citelint/checker"
)

// isTerminal reports whether a stream is one.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// showsProgress reports whether a bar may be drawn: on a terminal that can, outside of CI.
func (s *settings) showsProgress(stderr io.Writer) bool {
	ci := os.Getenv("CI")
	return s.progress == "auto" && !s.quiet && isTerminal(stderr) && (ci == "" || ci == "false") && os.Getenv("TERM") != "dumb"
}

// isColored reports whether a stream is written to in colour.
func (s *settings) isColored(stream io.Writer) bool {
	switch s.color {
	case "always":
		return true
	case "never":
		return false
	}
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && isTerminal(stream)
}

// paint colours the words of a kind: report.Text asks for it.
func paint(kind, words string) string {
	colors := map[string]string{"error": "1;31", "warning": "33", "info": "36", "good": "32", "rule": "2"}
	if c := colors[kind]; c != "" {
		return "\x1b[" + c + "m" + words + "\x1b[0m"
	}
	return words
}

// bar draws on w how many of the sources were looked at; done takes it away.
func bar(w io.Writer, sources int) (progress func(done, total int, r checker.Result), done func()) {
	p := mpb.New(mpb.WithOutput(w), mpb.WithWidth(40))
	b := p.New(int64(sources), mpb.BarStyle(), mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.Name("sources "), decor.CountersNoUnit("%d of %d")),
		mpb.AppendDecorators(decor.Elapsed(decor.ET_STYLE_MMSS)))
	progress = func(done, _ int, _ checker.Result) { b.SetCurrent(int64(done)) }
	return progress, func() {
		b.Abort(true)
		p.Wait()
	}
}
