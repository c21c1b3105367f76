package rule

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var consistencyOneSourceTwoTitles = &checker.Rule{
	ID:       "consistency/one-source-two-titles",
	Severity: checker.Warning,
	Doc: doc("One address or identifier under two titles",
		"Two different works cannot be at one address. One of the two links was pasted where it does not belong.",
		"The dues rose.[^1] A pact was signed.[^2]\n\n[^1]: [“Port Dues Rise Again”](https://portnews.example/2024/dues), Port News, 3 May 2024.\n\n[^2]: [“Ferry Lines Sign a Pact”](https://portnews.example/2024/dues), Port News, 9 May 2024.",
		"Open the link, and put the right one at the other title.",
		"if a title or subtitle of the one fits one of the other, for titles in different languages or of fewer than three words, for front pages, addresses with different fragments, chapters, data sets and laws."),
	Check: func(p *checker.Pass) {
		eachLater(sources(p), func(later sourced, before []sourced) {
			b := later.Citation
			if exemptFromTitles(b) || slices.ContainsFunc(before, func(e sourced) bool { return titlesAgree(e.Citation, b) }) {
				return
			}
			for _, earlier := range before {
				a := earlier.Citation
				if exemptFromTitles(a) || !titlesDiffer(a, b) {
					continue
				}
				if shared := sameSource(earlier, later); shared != "" {
					p.Report(checker.Finding{
						Message: fmt.Sprintf("%s stands in %s for %s, and here for %s", shared, place(later.Subject, earlier.Subject), quoted(a.Title), quoted(b.Title)),
						Span:    b.Span, Subject: later.Subject,
					})
					return
				}
			}
		})
	},
}

// maxTitle is the length in bytes of the titles that are compared.
const maxTitle = 2000

func exemptFromTitles(c *checker.Citation) bool {
	return c.Title == "" || len(c.Title)+len(c.ParallelTitle) > maxTitle || c.Type == "dataset" || in(lawTypes, c.Type)
}

// titlesOf returns the forms of a citation's title.
func titlesOf(c *checker.Citation) []string {
	forms := []string{c.Title}
	if c.ParallelTitle != "" {
		forms = append(forms, c.ParallelTitle)
	}
	for _, t := range slices.Clone(forms) {
		for _, sep := range []string{": ", " – ", " — ", "：", "? ", ". "} {
			if head, tail, ok := strings.Cut(t, sep); ok {
				forms = append(forms, head, tail)
			}
		}
	}
	return forms
}

// titlesDiffer reports whether the titles of two citations can be compared and are two titles.
func titlesDiffer(a, b *checker.Citation) bool {
	if a.Language != "" && b.Language != "" && a.Language != b.Language {
		return false
	}
	compared := false
	for _, x := range titlesOf(a) {
		for _, y := range titlesOf(b) {
			if match.Score(x, y) >= match.Disagree || isPart(x, y) || isPart(y, x) {
				return false
			}
			l, m := match.Title(x, y), match.Title(y, x)
			if l.Index >= 0 && l.Score >= match.Disagree || m.Index >= 0 && m.Score >= match.Disagree {
				return false
			}
			compared = compared || l.Disagrees() && m.Disagrees()
		}
	}
	return compared
}

// isPart reports whether a title stands whole in a longer one: a short form of it.
func isPart(short, long string) bool {
	short = match.Skeleton(short)
	return len(match.Tokens(short)) >= 2 && match.Has(match.Skeleton(long), short)
}

// titlesAgree reports whether two citations have a form of their titles in common.
func titlesAgree(a, b *checker.Citation) bool {
	for _, x := range titlesOf(a) {
		for _, y := range titlesOf(b) {
			if x != "" && match.Fold(x) == match.Fold(y) {
				return true
			}
		}
	}
	return false
}

var consistencyOneTitleTwoSources = &checker.Rule{
	ID:       "consistency/one-title-two-sources",
	Severity: checker.Warning,
	Doc: doc("One title under two addresses",
		"Two notes cite what seems to be one article, by two links. One of them is likely to lead elsewhere.",
		"The dues rose.[^1] They rose twice.[^2]\n\n[^1]: [“Port Dues Rise Again”](https://portnews.example/2024/dues), Port News, 3 May 2024.\n\n[^2]: [“Port Dues Rise Again”](https://portnews.example/2024/ferries), Port News, 3 May 2024.",
		"Open both links, and keep the one that leads to the article.",
		"for titles of fewer than three words; if publisher, date, author, volume or number differ; and for archive copies, DOIs and other languages, formats and mobile forms of one page."),
	Check: func(p *checker.Pass) {
		all := sources(p)
		byTitle := make(map[string][]int, len(all))
		for i, later := range all {
			c := later.Citation
			publisher := publisherKey(c)
			if c.DOI != "" || publisher == "" || later.title == "" || !hasOwnLink(c) {
				continue
			}
			key := later.title + "\x00" + publisher
			for _, j := range byTitle[key] {
				earlier := all[j]
				if !oneWork(earlier.Citation, c) {
					continue
				}
				if x, y := differingLinks(earlier.Citation, c); x != nil {
					s := later.Subject
					s.Link = y
					p.Report(checker.Finding{
						Message: fmt.Sprintf("%s stands in %s at %s, and here at %s", quoted(c.Title), place(later.Subject, earlier.Subject), address(x.URL), address(y.URL)),
						Span:    y.Span, Subject: s,
					})
				}
				break
			}
			if len(byTitle[key]) < maxCompared {
				byTitle[key] = append(byTitle[key], i)
			}
		}
	},
}

// publisherKey is a citation's container, or else its publisher, as it is compared.
func publisherKey(c *checker.Citation) string {
	if c.Container != "" {
		return match.Fold(c.Container)
	}
	return match.Fold(c.Publisher)
}

// oneWork reports whether nothing that two citations of equal title state parts them.
func oneWork(a, b *checker.Citation) bool {
	for _, pair := range [][2]string{
		{a.Volume, b.Volume}, {a.Issue, b.Issue}, {a.Number, b.Number}, {a.Edition, b.Edition}, {a.Language, b.Language}, {a.Pages, b.Pages},
	} {
		if match.Fold(pair[0]) != match.Fold(pair[1]) {
			return false
		}
	}
	if !slices.Equal(familyNames(a.Authors), familyNames(b.Authors)) {
		return false
	}
	x1, x2, ok := a.Date.Range()
	y1, y2, stated := b.Date.Range()
	return ok && stated && !x2.Before(y1) && !y2.Before(x1)
}

// differingLinks returns a link of each of two citations that share none; nil if they do, or if
// the two may be forms of one page.
func differingLinks(a, b *checker.Citation) (x, y *checker.Link) {
	for _, l := range ownLinks(a) {
		for _, m := range ownLinks(b) {
			if match.Same(l.URL, m.URL) || formsOfOne(l.URL, m.URL) {
				return nil, nil
			}
		}
	}
	return ownLinks(a)[0], ownLinks(b)[0]
}

// formsOfOne reports whether two addresses may lead to one page in two languages, formats or kinds
// of address: a DOI, an archive's copy, a PDF beside its page.
func formsOfOne(a, b string) bool {
	for _, addr := range []string{a, b} {
		if match.IsArchive(addr) || in(resolvers, match.Host(addr)) || in(shortHosts, strings.TrimPrefix(match.Host(addr), "www.")) {
			return true
		}
	}
	if match.Site(a) != match.Site(b) {
		return false
	}
	x, err := url.Parse(match.Unwrap(a))
	y, err2 := url.Parse(match.Unwrap(b))
	if err != nil || err2 != nil {
		return true
	}
	if extension(x) != extension(y) {
		return true
	}
	return bare(x) == bare(y)
}

func extension(u *url.URL) string {
	switch ext := strings.ToLower(path.Ext(u.Path)); ext {
	case ".pdf", ".doc", ".docx", ".epub", ".txt":
		return ext
	}
	return ""
}

// bare returns an address without what names a language or a format.
func bare(u *url.URL) string {
	var kept []string
	for s := range strings.SplitSeq(strings.ToLower(u.Path), "/") {
		if s != "" && !isLanguagePart(s) {
			kept = append(kept, strings.TrimSuffix(strings.TrimSuffix(s, path.Ext(s)), ".html"))
		}
	}
	query := u.Query()
	for _, name := range []string{"lang", "language", "locale", "hl", "format", "view", "print"} {
		query.Del(name)
	}
	return strings.Join(kept, "/") + "?" + query.Encode()
}

// isLanguagePart reports whether a path segment has the form of a language: "en", "pt-br".
func isLanguagePart(s string) bool {
	head, tail, _ := strings.Cut(strings.ReplaceAll(s, "_", "-"), "-")
	letters := func(s string) bool { return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") == "" }
	return len(head) == 2 && letters(head) && len(tail) <= 4 && letters(tail)
}

// shortHosts lead to any page by a number: what stands behind them is not known.
var shortHosts = words(`bit.ly tinyurl.com t.co goo.gl is.gd ow.ly buff.ly youtu.be amzn.to`)
