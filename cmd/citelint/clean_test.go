package main

import (
	"bytes"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/cite"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
	"github.com/citelint/citelint/checker/read"
)

// TestCleanDocuments states that documents which a careful author wrote, in the styles of many
// fields and languages, give no finding of any severity: not offline, and not against a web that
// answers every cited address with a page that fits.
func TestCleanDocuments(t *testing.T) {
	dir, err := filepath.Abs(filepath.FromSlash("../../testdata/clean"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 20 {
		t.Errorf("there are %d clean documents, want 20 or more", len(files))
	}
	for _, f := range files {
		src, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		t.Run(f.Name(), func(t *testing.T) {
			doc, err := read.Document(f.Name(), src)
			if err != nil {
				t.Fatal(err)
			}
			cite.Parse(doc)
			if least := 8; len(doc.Notes) < least && f.Name() != withoutNotes {
				t.Errorf("%d notes were found, want %d or more", len(doc.Notes), least)
			}
			work := t.TempDir()
			if err := os.WriteFile(filepath.Join(work, f.Name()), src, 0o666); err != nil {
				t.Fatal(err)
			}
			t.Chdir(work)
			cleanRun(t, doc, "--offline", f.Name())
			synctest.Test(t, func(t *testing.T) { cleanRun(t, doc, f.Name()) })
		})
	}
}

// withoutNotes is the clean document that quotes people and has no notes, as newspapers do.
const withoutNotes = "news.md"

// cleanRun runs the command and fails with its report if that holds a finding.
func cleanRun(t *testing.T, doc *checker.Document, args ...string) {
	t.Helper()
	web := fittingWeb(doc)
	defer web.Close()
	var out, errs bytes.Buffer
	args = append([]string{"check", "--no-config", "--cache", "off", "--state", "off", "--today", "2026-09-01", "-v"}, args...)
	status := run(t.Context(), args, strings.NewReader(""), &out, &errs, func(c *fetch.Client) checker.Fetcher {
		c.Network, c.Roots = web, web.Roots()
		return c
	})
	said := slices.DeleteFunc(strings.Split(strings.TrimSpace(errs.String()), "\n"), func(line string) bool {
		return line == "" || strings.Contains(line, ": ok, status 200, ") // -v tells of each source
	})
	if status != statusOK || !strings.Contains(out.String(), "No findings") || len(said) > 0 {
		t.Errorf("citelint %s: status %d, and it finds\n%s%s", strings.Join(args, " "), status, out.String(), errs.String())
	}
}

// fittingWeb has for every address that the document cites a page that says what the document says
// of it.
func fittingWeb(doc *checker.Document) *fetchtest.Web {
	web := fetchtest.New()
	for _, q := range checker.Queries([]*checker.Document{doc}) {
		u, err := url.Parse(q.URL)
		if err != nil {
			continue
		}
		title := "Harbour office"
		if len(q.Titles) > 0 {
			title = q.Titles[0]
		}
		said := append([]string{lorem}, q.Titles...)
		said = append(append(said, q.Authors...), q.Quotations...)
		for _, d := range q.Dates {
			said = append(said, d.Text)
		}
		page := fetchtest.HTML(title, said...)
		for _, f := range q.Fragments {
			page.Body = fmt.Appendf(page.Body, "<p id=%q>%s</p>\n", f, f)
		}
		web.Host(u.Hostname()).Page(u.RequestURI(), page)
	}
	return web
}
