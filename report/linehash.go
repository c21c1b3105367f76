package report

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// hashedLines gives for each document the hashes of the lines at which findings stand. In a derived
// document they are those of its text: all its findings stand at the file's first line, and would be
// one to GitHub, which tells alike findings of a rule by this hash.
func hashedLines(fs []*checker.Finding) map[*checker.Document]map[int]string {
	hashes := map[*checker.Document]map[int]string{}
	for _, f := range fs {
		d := f.Subject.Document
		if hashes[d] == nil {
			hashes[d] = map[int]string{}
		}
		hashes[d][hashedLine(f)] = ""
	}
	for d, lines := range hashes {
		hashLines(d.Source, lines)
	}
	return hashes
}

func hashedLine(f *checker.Finding) int { return max(1, f.Span.Start.Line) }

const (
	hashWindow = 100 // UTF-16 units from the line's start that its hash covers
	hashFactor = 37
	hashEnd    = 65535 // stands for the end of the file; zeros follow
)

// hashLines gives each line that is a key the hash that GitHub's upload action computes for it
// (github/codeql-action, src/fingerprints.ts): that of the first 100 UTF-16 units from the line's
// start, blanks and tabs left out and every line end read as LF; then ':' and how many lines so far
// have had it. Lines count as they do there: a lone CR ends one.
func hashLines(src []byte, lines map[int]string) {
	h := newHasher(lines)
	for i := 0; i < len(src); {
		if src[i] < utf8.RuneSelf {
			h.read(uint64(src[i]))
			i++
			continue
		}
		r, size := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && size == 1 {
			size = illFormed(src[i:])
		}
		i += size
		if r > 0xffff {
			high, low := utf16.EncodeRune(r)
			h.read(uint64(high))
			r = low
		}
		h.read(uint64(r))
	}
	h.read(hashEnd)
	for range hashWindow {
		h.emit()
		h.add(0)
	}
}

// illFormed returns how many bytes a decoder replaces by one U+FFFD: the longest beginning of a
// sequence that could have gone on (the Unicode Standard, table 3-7).
func illFormed(b []byte) int {
	low, high, more := byte(0x80), byte(0xbf), 0
	switch c := b[0]; {
	case c >= 0xc2 && c <= 0xdf:
		more = 1
	case c == 0xe0:
		low, more = 0xa0, 2
	case c == 0xed:
		high, more = 0x9f, 2
	case c >= 0xe1 && c <= 0xef:
		more = 2
	case c == 0xf0:
		low, more = 0x90, 3
	case c >= 0xf1 && c <= 0xf3:
		more = 3
	case c == 0xf4:
		high, more = 0x8f, 3
	}
	n := 1
	for n <= more && n < len(b) && low <= b[n] && b[n] <= high {
		low, high = 0x80, 0xbf
		n++
	}
	return n
}

// A hasher reads units and hashes the lines that begin in them. The hash of a window is the
// difference of two hashes of all that was read.
type hasher struct {
	lines   map[int]string
	seen    map[uint64]int
	power   uint64 // hashFactor to the power of hashWindow
	sum     uint64 // of all units so far
	n       int    // how many there were
	line    int    // the last line that began
	begins  bool   // the next unit begins a line
	afterCR bool
	open    []begun // lines whose window is not full
}

// A begun is a line at its start.
type begun struct {
	line, n int
	sum     uint64
}

func newHasher(lines map[int]string) *hasher {
	h := &hasher{lines: lines, seen: map[uint64]int{}, power: 1, begins: true}
	for range hashWindow {
		h.power *= hashFactor
	}
	return h
}

func (h *hasher) read(unit uint64) {
	if unit == ' ' || unit == '\t' || h.afterCR && unit == '\n' {
		h.afterCR = false
		return
	}
	if h.afterCR = unit == '\r'; h.afterCR {
		unit = '\n'
	}
	h.emit()
	if h.begins {
		h.line++
		h.open = append(h.open, begun{h.line, h.n, h.sum})
	}
	h.begins = unit == '\n'
	h.add(unit)
}

func (h *hasher) add(unit uint64) {
	h.sum = hashFactor*h.sum + unit
	h.n++
}

// emit gives the first open line its hash, if its window is full.
func (h *hasher) emit() {
	if len(h.open) == 0 || h.n-h.open[0].n < hashWindow {
		return
	}
	first := h.open[0]
	h.open = h.open[1:]
	hash := h.sum - h.power*first.sum
	h.seen[hash]++
	if _, wanted := h.lines[first.line]; wanted {
		h.lines[first.line] = strconv.FormatUint(hash, 16) + ":" + strconv.Itoa(h.seen[hash])
	}
}
