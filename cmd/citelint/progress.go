package main

import (
	"fmt"
	"io"
	"os"
	"time"

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

// A bar shows on a terminal how many of the sources were looked at. What is written to it stands
// above it.
type bar struct {
	all   *mpb.Progress
	bar   *mpb.Bar
	began time.Time
}

func newBar(w io.Writer, sources int) *bar {
	b := &bar{all: mpb.New(mpb.WithOutput(w), mpb.WithWidth(30)), began: time.Now()}
	words := func(st decor.Statistics) string {
		return pace(int(st.Current), int(st.Total), time.Since(b.began))
	}
	b.bar = b.all.New(int64(sources), mpb.BarStyle(), mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.Name("sources ")), mpb.AppendDecorators(decor.Any(words)))
	return b
}

func (b *bar) progress(done, _ int, _ checker.Result) { b.bar.SetCurrent(int64(done)) }

func (b *bar) Write(line []byte) (int, error) { return b.all.Write(line) }

// done takes the bar away.
func (b *bar) done() {
	b.bar.Abort(true)
	b.all.Wait()
}

// pace says how far a run is, how fast it goes and how long it may still take.
func pace(done, total int, since time.Duration) string {
	words := fmt.Sprintf("%d of %d", done, total)
	if done == 0 || since < time.Second {
		return words
	}
	rate := float64(done) / since.Seconds()
	words += fmt.Sprintf(", %.1f/s", rate)
	if done < total {
		left := time.Duration(float64(total-done) / rate * float64(time.Second))
		words += fmt.Sprintf(", about %s left", left.Round(time.Second))
	}
	return words
}
