package checker_test

import (
	"strings"
	"testing"

	"github.com/citelint/citelint/checker"
)

// TestKeyIsBounded holds that a long note with many findings costs no square.
func TestKeyIsBounded(t *testing.T) {
	f := checker.Finding{Subject: checker.Subject{Note: &checker.Note{Text: strings.Repeat("港 口 ", 1<<18)}}}
	key := f.Key()
	if len(key) > 4096 || !strings.HasPrefix(key, "港 口 港") || strings.Contains(key, "\uFFFD") {
		t.Errorf("the key of a note of %d bytes has %d, and begins with %q", len(f.Subject.Note.Text), len(key), key[:20])
	}
}
