package rule

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var hygienePrivateContact = &checker.Rule{
	ID:       "hygiene/private-contact",
	Severity: checker.Info,
	Doc: doc("A note holds somebody's own e-mail address or telephone number",
		"It is a person's, and stays in the document for good. A reader does not need it to look the source up.",
		`Dues rose again.[^1]

[^1]: E-mail by Anna Roe (anna.roe@sund.example) to the author, 3 May 2024.`,
		"Say that the letter is on file with the author, or name the office instead of the person.",
		"in the body, for mailboxes of an office (press@, library@), for the document's own authors, for numbers without one of the words tel, phone and mobile before them, and inside of addresses and code."),
	Check: checkContact,
}

var (
	mailAddress = match.NewPattern(`[\pL\d][\pL\d._%+'-]*@[\pL\d][\pL\d.-]*\.\pL{2,}`)
	telephone   = match.NewPattern(`(?i)\b(?:tel|telephone|phone|mobile)\b\.?:?[ \x{a0}]{0,3}(\+?[(\d][\d ()./\x{a0}‑–-]{5,28}\d)`)
)

func checkContact(p *checker.Pass) {
	for t := range texts(p) {
		d, text := t.d, t.prose
		reported := map[string]bool{}
		report := func(from, to int, message, key string) {
			where := t.span(from, to)
			if reported[key] || where.IsZero() {
				return
			}
			reported[key] = true
			p.Report(checker.Finding{Message: message, Span: where, Subject: t.about(where)})
		}
		if strings.Contains(text, "@") {
			for _, m := range mailAddress.FindAllStringIndex(text, maxContacts) {
				addr := text[m[0]:m[1]]
				if isPrivateMail(p, d, addr) && !isMessageID(text[:m[0]]) {
					report(m[0], m[1], "the note holds a person's e-mail address: "+maskedMail(addr), strings.ToLower(addr))
				}
			}
		}
		for _, m := range telephone.FindAllStringSubmatchIndex(text, maxContacts) {
			number := text[m[2]:m[3]]
			if digits := countDigits(number); digits >= 7 && digits <= 15 && len(match.Dates(number)) == 0 {
				report(m[2], m[3], fmt.Sprintf("the note holds a telephone number of %s", count(digits, "digit")), number)
			}
		}
		for _, l := range t.links {
			addr, ok := strings.CutPrefix(l.Target, "mailto:")
			if !ok {
				continue
			}
			addr, _, _ = strings.Cut(decodePercent(addr), "?")
			if mailAddress.FindString(addr) == addr && addr != "" && isPrivateMail(p, d, addr) && !reported[strings.ToLower(addr)] {
				reported[strings.ToLower(addr)] = true
				p.Report(checker.Finding{
					Message: "the note links to a person's e-mail address: " + maskedMail(addr),
					Span:    l.Span, Subject: checker.Subject{Document: d, Note: t.n, Link: l},
				})
			}
		}
	}
}

// maxContacts is how many addresses and numbers of one note are looked at.
const maxContacts = 50

// maxMail is the length in bytes of the longest e-mail address (RFC 5321, erratum 1690).
const maxMail = 254

// isPrivateMail reports whether an e-mail address is a person's: no part of its name is that of an
// office or of one of the document's authors.
func isPrivateMail(p *checker.Pass, d *checker.Document, addr string) bool {
	name, host, _ := strings.Cut(match.Fold(addr[:min(len(addr), maxMail+1)]), "@")
	if len(addr) > maxMail || isExampleHost("https://"+host+"/") || strings.HasPrefix(host, "lists.") {
		return false
	}
	for part := range strings.FieldsFuncSeq(name, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if has(p, "role-mailboxes", roleMailboxes, part) {
			return false
		}
	}
	return !has(p, "role-mailboxes", roleMailboxes, name) && !slices.ContainsFunc(d.Authors, func(author string) bool {
		return slices.ContainsFunc(match.Tokens(author), func(t string) bool {
			return utf8.RuneCountInString(t) >= 3 && strings.Contains(name, t)
		})
	})
}

// isMessageID reports whether the text before an address says that it is the number of a letter.
func isMessageID(before string) bool {
	before = strings.ToLower(before[max(0, len(before)-40):])
	return strings.HasSuffix(before, "@") || strings.Contains(before, "message-id") || strings.Contains(before, "message id")
}

// maskedMail shows an e-mail address by its first letter and its host.
func maskedMail(addr string) string {
	name, host, _ := strings.Cut(addr, "@")
	first, _ := utf8.DecodeRuneInString(name)
	return quoted(string(first) + "***@" + host)
}

func countDigits(s string) int {
	n := 0
	for _, r := range s {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n
}
