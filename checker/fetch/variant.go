package fetch

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

const maxVariants = 4

// variant asks for other readings of an address that is not found, and returns one that answers
// well; empty if none does.
func (s *source) variant(ctx context.Context, t *target, o *outcome) string {
	for _, v := range variants(t.String(), s.q.Alternatives) {
		other, err := parse(v, nil)
		if err != nil || other.String() == t.String() || o.cause == checker.CauseNoSuchHost && other.host == t.host {
			continue
		}
		q := *s.q
		q.Alternatives = nil
		alone := &source{run: s.run, q: &q, retries: s.retries, spent: s.spent, purpose: s.sub(ForVariant)}
		si := alone.walk(ctx, other, back)
		if si.outcome != nil {
			continue
		}
		seen := alone.judge(ctx, si)
		// A front page, a section or another site says nothing of how the address was meant.
		if seen.verdict == checker.OK || seen.verdict == checker.Moved && seen.cause == checker.CausePermanent {
			return other.String()
		}
	}
	return ""
}

const (
	trailing  = ")]>.,;:!?'\"*_…’‘”“»›）】》」』。，、；："
	cjkMarks  = "，。、；：」』）】》"
	invisible = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
)

// variants returns other readings of an address, most likely first: the reader's own doubts, and
// where its end may have been taken wrongly.
func variants(addr string, alternatives []string) []string {
	list := slices.Clone(alternatives)
	add := func(v string) {
		if v != "" && v != addr && !slices.Contains(list, v) {
			list = append(list, v)
		}
	}
	letters := decode(addr)
	add(balanced(letters))
	add(join(trimmed(letters)))
	if i := slices.IndexFunc(letters, func(l letter) bool { return strings.ContainsRune(cjkMarks, l.r) }); i >= 0 {
		add(join(letters[:i]))
	}
	if strings.Count(addr, "(") > strings.Count(addr, ")") {
		add(join(trimmed(letters)) + ")")
	}
	add(strings.ReplaceAll(addr, "&amp;", "&"))
	add(join(slices.DeleteFunc(slices.Clone(letters), func(l letter) bool { return strings.ContainsRune(invisible, l.r) })))
	return list[:min(len(list), maxVariants)]
}

// A letter is one character of an address and how it is written there, percent-encoded or not.
type letter struct {
	r   rune
	raw string
}

func decode(addr string) []letter {
	var letters []letter
	for i := 0; i < len(addr); {
		if r, n := decodeEscapes(addr[i:]); n > 0 {
			letters = append(letters, letter{r, addr[i : i+n]})
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(addr[i:])
		letters = append(letters, letter{r, addr[i : i+n]})
		i += n
	}
	return letters
}

// decodeEscapes reads one percent-encoded character, of one byte or several; 0 if there is none.
func decodeEscapes(s string) (rune, int) {
	var b []byte
	for len(b) < utf8.UTFMax && len(s) >= 3*len(b)+3 && s[3*len(b)] == '%' {
		hi, lo := unhex(s[3*len(b)+1]), unhex(s[3*len(b)+2])
		if hi < 0 || lo < 0 {
			break
		}
		b = append(b, byte(hi<<4|lo))
		if utf8.FullRune(b) {
			break
		}
	}
	r, n := utf8.DecodeRune(b)
	if n == 0 || r == utf8.RuneError {
		return 0, 0
	}
	return r, 3 * n
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

func join(letters []letter) string {
	var b strings.Builder
	for _, l := range letters {
		b.WriteString(l.raw)
	}
	return b.String()
}

// trimmed cuts off all trailing punctuation.
func trimmed(letters []letter) []letter {
	for len(letters) > 0 && strings.ContainsRune(trailing, letters[len(letters)-1].r) {
		letters = letters[:len(letters)-1]
	}
	return letters
}

// balanced cuts off trailing punctuation, but not a parenthesis that closes one of the address.
func balanced(letters []letter) string {
	open := 0
	for _, l := range letters {
		switch l.r {
		case '(':
			open++
		case ')':
			open--
		}
	}
	for len(letters) > 0 && strings.ContainsRune(trailing, letters[len(letters)-1].r) {
		if letters[len(letters)-1].r == ')' {
			if open >= 0 {
				break
			}
			open++
		}
		letters = letters[:len(letters)-1]
	}
	return join(letters)
}
