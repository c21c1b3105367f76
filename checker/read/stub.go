package read

import "github.com/citelint/citelint/checker"

func (m *markdown) finishAnchors() {}
func (m *markdown) listNotes()     {}

type list struct{}

func readText(path string, src []byte) (*checker.Document, error) { return readMarkdown(path, src) }
