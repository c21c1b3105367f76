package rule

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var citeGenericAuthor = &checker.Rule{
	ID:       "cite/generic-author",
	Severity: checker.Warning,
	Doc: doc("The author is a role, a number or a file",
		"A program took it from a page that did not name its author. Nobody can be found by it.",
		"The dues rose.[^1]\n\n[^1]: Admin, “Port Dues Rise”, *Port News*, 3 May 2024.",
		"Write the author's name; if the page names none, leave it out.",
		"for Anonymous and for an editorial board, which are authors, and for names of which such a word is a part."),
	Check: eachCitation(func(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
		if !isStated(s.Citation) {
			return checker.Finding{}, false
		}
		for _, a := range s.Citation.Authors {
			name := a.Literal
			if name == "" {
				name = strings.TrimSpace(a.Given + " " + a.Family)
			}
			if has(p, "generic-authors", genericAuthors, match.Fold(name)) || isFigure(name) && !strings.Contains(s.Citation.Text, name+" "+s.Citation.Title) || fileName.MatchString(name) {
				return checker.Finding{Message: "the author is " + quoted(name) + ", which names nobody"}, true
			}
		}
		return checker.Finding{}, false
	}),
}

// genericAuthors are what pages and programs put in an author's place.
var genericAuthors = words(`
	admin administrator author editor editorial_staff newsroom staff_writer webmaster guest staff staff_reporter user unknown n/a by
	follow share subscribe view_all_posts get_rights_and_content`)

var fileName = match.NewPattern(`(?i)^[\w-]+\.(?:pdf|docx?|indd|html?|txt|odt|xlsx?|pptx?)$`)

func isFigure(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsDigit(r) })
}

var citeURLInField = &checker.Rule{
	ID:       "cite/url-in-field",
	Severity: checker.Warning,
	Doc: doc("An address stands in a title or a name",
		"A program pasted it there, or a mark between two fields is missing. A reader cannot tell where the title ends.",
		"The dues rose.[^1]\n\n[^1]: “Port Dues Rise https://portnews.example/dues”, *Port News*, 3 May 2024.",
		"Take the address out of the field, and link it or print it behind.",
		"for the name of a host, which is a name, for titles that are nothing but the address, and for e-mail addresses of letters and messages."),
	Check: eachCitation(func(_ *checker.Pass, s checker.Subject) (checker.Finding, bool) {
		c := s.Citation
		if !isStated(c) {
			return checker.Finding{}, false
		}
		type field struct{ what, value string }
		fields := append(make([]field, 0, 4+maxAuthors), field{"title", c.Title}, field{"title", c.ParallelTitle}, field{"container", c.Container}, field{"publisher", c.Publisher})
		for _, a := range c.Authors[:min(len(c.Authors), maxAuthors)] {
			if mayHoldAddress(a.Given) || mayHoldAddress(a.Family) || mayHoldAddress(a.Literal) {
				fields = append(fields, field{"author", strings.TrimSpace(a.Given + " " + a.Family + a.Literal)})
			}
		}
		for _, f := range fields {
			if !mayHoldAddress(f.value) {
				continue
			}
			found := addressIn.FindString(f.value)
			isMail := !strings.Contains(found, "/") && strings.Contains(found, "@")
			switch {
			case found == "" || f.what == "title" && found == f.value:
			case isMail && (c.Type == "personal_communication" || strings.Contains(match.Fold(f.value), "message-id")): // it says from whom, or which
			case isMail:
				return checker.Finding{Message: "an e-mail address stands in the " + f.what}, true
			default:
				return checker.Finding{Message: fmt.Sprintf("the address %s stands in the %s", address(found), f.what)}, true
			}
		}
		return checker.Finding{}, false
	}),
}

// mayHoldAddress reports whether a text has a sign that every address in it has.
func mayHoldAddress(s string) bool {
	return strings.IndexByte(s, '/') >= 0 || strings.IndexByte(s, '@') >= 0
}

var addressIn = match.NewPattern(`(?i)\bhttps?://[^\s”»")\]]+|\bwww\.[\w.-]+\.\w+/[^\s”»")\]]+|(?:^|[\s(<,;:])[\w.+-]+@[\w-]+\.[\w.-]*\w`)

var citeSecondHand = &checker.Rule{
	ID:       "cite/second-hand",
	Severity: checker.Info,
	Doc: doc("A source is cited from another one",
		"The author had only the second in hand. Whether the first says so, and in which words, the note does not know.",
		"The dues rose.[^1]\n\n[^1]: Anna Roe, *Salt and Law* (Oslo: Fjord, 2014), 7, quoted in Joan Prior, *Quays and Trusts* (London: Bencher, 2012), 45.",
		"Look the first source up, and cite it.",
		"for reprints and translations, and where the first source is a letter, an interview or a manuscript, which only who printed it may have seen."),
	Check: func(p *checker.Pass) {
		for d, n := range notes(p) {
			for i := 1; i < len(n.Citations); i++ {
				a, b := n.Citations[i-1], n.Citations[i]
				if !b.Nested || !isParsed(a) || !isParsed(b) || !a.Kind.IsFull() || isPaper(a) || !isSecondHandSignal(b.Signal) {
					continue
				}
				p.Report(checker.Finding{
					Message: fmt.Sprintf("%s is cited from %s", quoted(nameOf(a)), quoted(nameOf(b))),
					Span:    b.Span, Subject: checker.Subject{Document: d, Note: n, Citation: b},
				})
			}
		}
	},
}

// isPaper reports whether a source is one that was written for one reader.
func isPaper(c *checker.Citation) bool {
	return c.Type == "personal_communication" || c.Type == "manuscript" || c.Type == "interview"
}

// isSecondHandSignal reports whether a signal says that one source was read in another: it was not
// printed there again, nor does the one only quote the other.
func isSecondHandSignal(signal string) bool {
	signal = match.Fold(signal)
	return !strings.Contains(signal, "print") && !strings.Contains(signal, "transl") && !strings.HasSuffix(signal, "ing")
}

var citeWeakSource = &checker.Rule{
	ID:       "cite/weak-source",
	Severity: checker.Info,
	Doc: doc("A note rests on a wiki",
		"Anybody can change it at any time. What it says has its own sources, which can be cited.",
		"The dues rose.[^1]\n\n[^1]: “[Port dues](https://en.wikipedia.org/wiki/Port_dues)”, Wikipedia, accessed 3 May 2024.",
		"Cite the source that the wiki names.",
		"in the body, for the front page of a wiki, and where the note cites another source too."),
	Check: eachCitation(func(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
		c := s.Citation
		if !c.Kind.IsFull() || slices.ContainsFunc(s.Note.Citations, func(other *checker.Citation) bool { return other != c && isParsed(other) }) {
			return checker.Finding{}, false
		}
		for _, l := range c.Links {
			if isWiki(p, l.URL) && len(segments(l.URL)) > 0 {
				s.Link = l
				return checker.Finding{Message: "the source is a wiki: " + match.Host(l.URL), Span: l.Span, URL: l.URL}, true
			}
		}
		return checker.Finding{}, false
	}),
}

// wikis are hosts of encyclopaedias and guides that anybody can change. One that begins with a full
// stop stands for all hosts below it.
var wikis = words(`.wikipedia.org .fandom.com baike.baidu.com wikihow.com`)

func isWiki(p *checker.Pass, addr string) bool {
	host := hostWithoutWWW(addr)
	like := func(name string) bool { return isHostLike(host, match.Fold(name)) }
	return host != "" && (slices.ContainsFunc(wikis, like) || slices.ContainsFunc(p.Lists["wikis"], like))
}
