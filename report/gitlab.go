package report

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"

	"github.com/citelint/citelint/checker"
)

// GitLab writes the new findings as a code quality report: five fields each, and no others. A run
// that is incomplete and an input that was not read are entries of their own.
func GitLab(w io.Writer, rep *checker.Report) error {
	entries := []gitlabEntry{}
	for _, r := range remarks(rep) {
		entries = append(entries, gitlabEntry{
			r.message, r.id, remarkFingerprint(r), gitlabSeverities[checker.Warning], gitlabLocation{r.path, gitlabLines{1}},
		})
	}
	for _, f := range fresh(rep) {
		entries = append(entries, gitlabEntry{
			noted(f), f.Rule, f.Fingerprint, gitlabSeverities[f.Severity],
			gitlabLocation{plain(f.Subject.Document.Path), gitlabLines{lineOf(f)}},
		})
	}
	return encode(w, entries)
}

var gitlabSeverities = map[checker.Severity]string{checker.Info: "info", checker.Warning: "minor", checker.Error: "major"}

type gitlabEntry struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
}

// remarkFingerprint is a fingerprint in the form of a finding's.
func remarkFingerprint(r remark) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{"1", r.id, r.path, r.message}, "\x00")))
	return hex.EncodeToString(sum[:16])
}
