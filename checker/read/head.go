package read

import "github.com/citelint/citelint/checker"

// A head is what a document says about itself.
type head struct {
	title   string
	authors []string
	date    checker.Date
}

func (m *markdown) frontMatter() (base int, h head) { return 0, h }
func (m *markdown) finishHead(front head)           {}
func (m *markdown) finishAnchors()                  {}
func (m *markdown) listNotes()                      {}

type list struct{}

func readText(path string, src []byte) (*checker.Document, error) { return readMarkdown(path, src) }
