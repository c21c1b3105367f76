package checker

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/citelint/citelint/checker/match"
)

// fingerprint gives each finding its fingerprint: the first 32 hex digits of SHA-256 over "1",
// rule, path, key and occurrence, joined by NUL. Findings must be sorted.
func fingerprint(found []*Finding) {
	seen := map[string]int{}
	for _, f := range found {
		f.Fingerprint = f.printUnder(f.Subject.Document.Path, seen)
	}
}

// printUnder returns the fingerprint that f has in a document of that path. Seen counts the
// findings so far that are alike.
func (f *Finding) printUnder(path string, seen map[string]int) string {
	id := strings.Join([]string{"1", f.Rule, path, f.Key()}, "\x00")
	sum := sha256.Sum256([]byte(id + "\x00" + strconv.Itoa(seen[id])))
	seen[id]++
	return hex.EncodeToString(sum[:16])
}

// Key is what the finding is about, in words that outlive edits elsewhere in the document: the
// first that is not empty of the citation's DOI, the link's URL, the citation's title, the note's
// text and the marker's claim, the last three folded and of maxKey bytes at most. That of an entry of the
// configuration is what it says.
func (f *Finding) Key() string {
	s := f.Subject
	switch {
	case s.Citation != nil && s.Citation.DOI != "":
		return s.Citation.DOI
	case s.Link != nil && s.Link.URL != "":
		return s.Link.URL
	case s.Citation != nil && s.Citation.Title != "":
		return match.Fold(head(s.Citation.Title))
	case s.Note != nil && s.Note.Text != "":
		return match.Fold(head(s.Note.Text))
	case s.Marker != nil:
		return match.Fold(head(s.Marker.Claim))
	case s.Entry != nil:
		return head(s.Entry.key())
	}
	return ""
}

// maxKey is how many bytes of a text are in a key: a note of a megabyte with a fault in each word
// took minutes without it.
const maxKey = 4096

// head returns the first maxKey bytes of s, without a code point that they cut.
func head(s string) string {
	if len(s) <= maxKey {
		return s
	}
	return strings.ToValidUTF8(s[:maxKey], "")
}
