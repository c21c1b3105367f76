package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
	"github.com/citelint/citelint/report"
)

// newQuote looks for one quotation in one source.
func (a *app) newQuote() *cobra.Command {
	s := newSettings()
	s.asking()
	s.compiling()
	s.table = append(s.table, s.colorSetting())
	s.configuring()
	var format, text string
	c := &cobra.Command{
		Use:   "quote --text TEXT URL|FILE",
		Short: "Say whether a source has the words of a quotation",
		Long: `quote looks for one quotation in one source, an address or a file (HTML, PDF or text), and
says whether it stands there word for word. If it was altered, the words that differ
are shown; the source's own words are shown in any case, with a link to them.
An ellipsis (... or [...]) leaves words out, [word] stands for the source's own.

Exit status: 0 if the source has the words, 1 if they are altered, missing, there in
part or stitched, 3 if a file cannot be read, 4 if the source's text was not obtained.`,
	}
	var schema bool
	c.RunE = func(c *cobra.Command, args []string) error {
		switch {
		case schema:
			return a.print([]byte(report.QuoteSchema()))
		case len(args) != 1:
			return usagef("quote needs one address or file")
		case strings.TrimSpace(text) == "":
			return usagef("quote needs the words to look for: --text")
		}
		if err := a.settle(c, s); err != nil {
			return err
		}
		q, status, err := a.quote(c.Context(), s, text, args[0])
		if err != nil {
			return err
		}
		if q.Answer.Answer == checker.AnswerTooShort {
			return usagef("%q is too short to look for: quote twelve letters or more", text)
		}
		a.status = status
		var b bytes.Buffer
		if format == "json" {
			err = report.QuoteJSON(&b, q, versionNumber())
		} else {
			var colors func(kind, words string) string
			if s.isColored(a.stdout) {
				colors = paint
			}
			err = report.QuoteText(&b, q, colors)
		}
		if err != nil {
			return err
		}
		return a.print(b.Bytes())
	}
	flags := c.Flags()
	flags.StringVar(&text, "text", "", "the words that the source should have")
	addFormat(c, &format)
	flags.BoolVar(&schema, "schema", false, "print the schema of -f json instead")
	s.register(flags)
	s.complete(c)
	return c
}

// quote looks for words in a source, and says with which status to exit.
func (a *app) quote(ctx context.Context, s *settings, text, source string) (report.Quote, int, error) {
	_, err := os.Stat(source)
	if _, _, isAddress := match.Address(source); isAddress && err != nil {
		return a.quoteWeb(ctx, s, text, source)
	}
	q := report.Quote{Asked: source}
	body, err := readSource(source)
	if err != nil {
		q.Answer = checker.QuotationAnswer{Asked: text, Answer: checker.AnswerNoText, Reason: err.Error()}
		return q, statusInput, nil
	}
	r := checker.Response{Status: 200, Body: body, Header: map[string][]string{"Content-Type": {sourceType(source)}}}
	pages := s.pageReader()
	defer func() { _ = pages.Close() }() // there is nothing to lose
	in := pages.Inspect(r, checker.Query{Quotations: []string{text}})
	q.Answer = in.Page.Answers.Quotations[0]
	if q.Answer.Answer == checker.AnswerNoText {
		return q, statusInput, nil
	}
	return q, quoteStatus(q.Answer), nil
}

// quoteWeb looks for words in a page of the web.
func (a *app) quoteWeb(ctx context.Context, s *settings, text, address string) (report.Quote, int, error) {
	q := report.Quote{Asked: address}
	queries, err := (&question{quotations: []string{text}}).queries([]string{address})
	if err != nil {
		return q, 0, err
	}
	looks, err := a.lookAt(ctx, s, []string{address}, queries, false) // no verdict is asked for
	if err != nil {
		return q, 0, err
	}
	q.Result = looks[0].Result
	if all := q.Result.Page.Answers.Quotations; len(all) == 1 {
		q.Answer = all[0]
	} else {
		q.Answer = checker.QuotationAnswer{Asked: text, Answer: checker.AnswerNoText, Reason: "the source was not read"}
	}
	if v := q.Result.Verdict; v != checker.OK && v != checker.Moved && v != checker.Insecure && !q.Answer.Verified() {
		reason := q.Answer.Reason
		if reason == "" {
			reason = "the source is " + string(v)
		}
		q.Answer = checker.QuotationAnswer{Asked: text, Answer: checker.AnswerNoText, Reason: reason}
	}
	if ctx.Err() != nil {
		return q, statusInterrupted, nil
	}
	return q, quoteStatus(q.Answer), nil
}

// quoteStatus is the exit status that an answer means.
func quoteStatus(a checker.QuotationAnswer) int {
	switch {
	case a.Verified():
		return statusOK
	case a.Answer == checker.AnswerNoText:
		return statusIncomplete
	}
	return statusFindings
}

// maxSource is how many bytes of a file are read as a source.
const maxSource = 64 << 20

func readSource(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	body, err := io.ReadAll(io.LimitReader(f, maxSource+1))
	switch {
	case err != nil:
		return nil, err
	case len(body) > maxSource:
		return nil, fmt.Errorf("%s is larger than 64 MiB", name)
	}
	return body, nil
}

// sourceType guesses the media type of a file by its name.
func sourceType(name string) string {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".html", ".htm":
		return "text/html"
	case ".xhtml", ".xht":
		return "application/xhtml+xml"
	case ".pdf":
		return "application/pdf"
	}
	return "text/plain"
}
