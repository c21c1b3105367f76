package report

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

// hashAll returns the hashes of the first n lines.
func hashAll(src string, n int) []string {
	lines := map[int]string{}
	for i := range n {
		lines[i+1] = ""
	}
	hashLines([]byte(src), lines)
	var all []string
	for i := range n {
		all = append(all, lines[i+1])
	}
	return all
}

// TestLineHash holds the hashes to those that the upload action computes: the first six cases are of
// its own tests (src/fingerprints.test.ts), the others were computed by the same algorithm in the
// same language, with its decoder.
func TestLineHash(t *testing.T) {
	greetings := []string{
		"e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1",
		"b3edc88f2938467e:1", "c8e28b0b4002a3a0:1", "c129715d7a2bc9a3:1",
	}
	for _, c := range []struct {
		name, src string
		want      []string
	}{
		{"an empty file", "", []string{"c129715d7a2bc9a3:1"}},
		{"no last LF", " a\nb\n  \t\tc\n d", []string{"271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"}},
		{"LF", " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", greetings},
		{"CR", " hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", greetings},
		{"CR LF", " hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", greetings},
		{"the same line", strings.Repeat("Lorem ipsum dolor sit amet.\n", 10), []string{
			"a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3", "a7f2ff13bc495cf2:4", "a7f2ff13bc495cf2:5", "a7f2ff13bc495cf2:6",
			"a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1",
		}},
		{"CJK", "夜行列车票价\n항만\n\n夜行列车票价\n", []string{"e9877b3a3b984d5c:1", "f78840d2862331fa:1", "a4f1ddab21c98097:1", "ded4e3b5e2ff0369:1", "c129715d7a2bc9a3:1"}},
		{"emoji", "🚂 night\r\ntrains 🚃🚃\n", []string{"fbef935ba6be3369:1", "3960d548c96360e:1", "c129715d7a2bc9a3:1"}},
		{"a byte order mark", "\ufeff# Night\n", []string{"5a9e1b5f0bcc96f1:1", "c129715d7a2bc9a3:1"}},
		{"blanks alone", "   \n \t", []string{"3c5bef55b72b93c9:1", "c129715d7a2bc9a3:1"}},
		{"a long line", strings.Repeat("x", 250) + "\ny\n", []string{"52b56201ffb58620:1", "c33be7e0cf7c3ca:1", "c129715d7a2bc9a3:1"}},
		{"bytes that are no UTF-8", "\xff\xfe\na", []string{"4b0615175c356e84:1", "53b5d4aabe50d64:1"}},
		{"a character cut short", "\xe2\x82A", []string{"cf2096991e7b7a5d:1"}},
		{"a character cut short by the end", "\xf0\x9f\x9a", []string{"8989dec65f08d110:1"}},
		{"half of a surrogate pair", "\xed\xa0\x80b", []string{"fcc94f446c12bca4:1"}},
		{"beyond the last code point", "\xf4\x90\x80\x80", []string{"820e17bae189b7bf:1"}},
		{"an overlong form", "\xe0\x80\x80", []string{"ac45acb456cd20ee:1"}},
	} {
		if diff := cmp.Diff(c.want, hashAll(c.src, len(c.want))); diff != "" {
			t.Errorf("%s: the hashes of the lines (-want +got):\n%s", c.name, diff)
		}
	}
}

var lineEnds = regexp.MustCompile(`\r\n|\r`)

// FuzzLineHash states what the hash of a line is, line by line, as the design words it: what the
// window that moves along the file computes.
func FuzzLineHash(f *testing.F) {
	for _, s := range seeds {
		f.Add(s + "\n" + s)
	}
	f.Add(strings.Repeat("a b\r\n\t", 80))
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "")
		for strings.Contains(s, "\r \n") || strings.Contains(s, "\r\t\n") {
			t.Skip("what is between CR and LF is left out after they are told apart")
		}
		lines := strings.SplitAfter(lineEnds.ReplaceAllString(s, "\n"), "\n")
		got := hashAll(s, len(lines))
		seen := map[uint64]int{}
		for i := range lines {
			rest := strings.NewReplacer(" ", "", "\t", "").Replace(strings.Join(lines[i:], ""))
			units := append(utf16.Encode([]rune(rest)), hashEnd)
			units = append(units, make([]uint16, hashWindow)...)
			var h uint64
			for _, u := range units[:hashWindow] {
				h = hashFactor*h + uint64(u)
			}
			seen[h]++
			if want := fmt.Sprintf("%x:%d", h, seen[h]); got[i] != want {
				t.Fatalf("line %d of %q has the hash %s, want %s", i+1, s, got[i], want)
			}
		}
	})
}

func BenchmarkLineHash(b *testing.B) {
	src := bytes.Repeat([]byte("Dues rose again, “twice”, says the timetable of 夜行列车票价.\n"), 20_000)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		hashLines(src, map[int]string{1: "", 20_000: ""})
	}
}
