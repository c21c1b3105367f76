// Package testdata holds the sample brief that citelint demo checks.
package testdata

import _ "embed"

// Brief is a policy brief of our own, in Markdown as a PDF converter writes it, with every
// difficulty of its kind: notes at page ends that cut sentences, lost links, ibid., titles in
// another script, an ordinal superscript, unbalanced quotation marks, a note without a date.
//
//go:embed brief.md
var Brief []byte
