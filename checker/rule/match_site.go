package rule

import (
	"net/url"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var matchPublisher = &checker.Rule{
	ID:       "match/publisher",
	Severity: checker.Warning,
	Online:   true,
	Doc: doc("The page is another publisher's than the citation says",
		"Neither the cited periodical nor its publisher shares a word with what the page calls its site, and neither stands in its text. A reader looks for the source in the wrong place.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://tidings.example/quay), Port News, 3 May 2024.`,
		"Open the page, and cite whose it is. Two names of one publisher can be joined by aliases in the configuration.",
		"if the page says nothing of its site, where names are in different scripts, and at sites that show what others published, web archives, resolvers of DOIs, and hosts of files, videos and posts."),
	Check: eachRead(func(p *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
		c := s.Citation
		asked := answered(r.Page.Answers.Containers, c.Container, c.Publisher)
		if !isAll(asked, checker.AnswerMismatch) || asked[0].Found == "" || showsOthers(p, s.Link.URL) || showsOthers(p, r.Page.URL) || isAuthorsOwn(c, r) {
			return checker.Finding{}, false
		}
		for _, a := range asked {
			if isAlias(p, a.Asked, a.Found) || isAlias(p, a.Asked, r.Page.Site) || isAlias(p, a.Asked, hostWithoutWWW(r.Page.URL)) || isAlias(p, a.Asked, hostWithoutWWW(s.Link.URL)) {
				return checker.Finding{}, false
			}
		}
		cited := asked[0].Asked
		return checker.Finding{Message: sentence(s.Link, "the page"+asRead(r)+" is of "+quoted(asked[0].Found)+", and the citation says "+quoted(cited))}, true
	}),
}

// carriers are hosts of what others publish: files, videos, posts, preprints and code. One that begins
// with a full stop stands for all below it.
var carriers = words(`
	archive.org docs.google.com drive.google.com dropbox.com .dropbox.com documentcloud.org .documentcloud.org issuu.com slideshare.net .slideshare.net
	.amazonaws.com .cloudfront.net .blob.core.windows.net .sharepoint.com onedrive.live.com box.com .box.com figshare.com zenodo.org osf.io ssrn.com .ssrn.com
	arxiv.org jstor.org .jstor.org youtube.com .youtube.com youtu.be vimeo.com .vimeo.com x.com twitter.com .twitter.com facebook.com .facebook.com
	instagram.com linkedin.com .linkedin.com t.me reddit.com .reddit.com medium.com .medium.com bilibili.com .bilibili.com weibo.com .weibo.com
	mp.weixin.qq.com zhihu.com .zhihu.com vk.com spotify.com .spotify.com soundcloud.com podcasts.apple.com books.google.com apps.apple.com play.google.com
	mastodon.social tiktok.com .tiktok.com substack.com .substack.com`)

// showsOthers reports whether an address is at a site that carries what others publish, so that whose
// site it is says nothing of the publisher.
func showsOthers(p *checker.Pass, addr string) bool {
	host := hostWithoutWWW(addr)
	return isAggregator(p, addr) || isCopy(addr) || isResolver(addr) || isCodeHost(host) || has(p, "shorteners", shorteners, host) ||
		slices.ContainsFunc(carriers, func(name string) bool { return host != "" && isHostLike(host, name) })
}

// isAuthorsOwn reports whether the page is on a site of a cited author, where articles are put up that
// came out elsewhere.
func isAuthorsOwn(c *checker.Citation, r *checker.Result) bool {
	label, _, _ := strings.Cut(match.Site(r.Page.URL), ".")
	label = match.Plain(match.Letters(label))
	site := match.Plain(match.Letters(r.Page.Site))
	return slices.ContainsFunc(c.Authors, func(n checker.Name) bool {
		name := match.Plain(match.Letters(n.Family + n.Literal))
		return len(name) >= 4 && (strings.Contains(label, name) || strings.Contains(site, name))
	})
}

var matchCanonical = &checker.Rule{
	ID:       "match/canonical",
	Severity: checker.Info,
	Online:   true,
	Fix:      checker.UnsafeFix,
	Doc: doc("The page states a better address of itself",
		"The page has a DOI that the citation lacks, or says which of its addresses is the lasting one. Such addresses outlive the others.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/print/quay), Port News, 3 May 2024.`,
		"Link to the address that the page states; the fix does. Add the DOI.",
		"if both are one address but for scheme, www., trackers and the like, if the stated one is a front page, a section or another site's, for pages of a series and other languages, and for what has an arXiv number."),
	Check: eachRead(decideCanonical),
}

func decideCanonical(_ *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
	c := s.Citation
	if r.Page.DOI != "" && !hasDOI(c) && showsTitle(c, r) && !match.IsArchive(s.Link.URL) {
		return checker.Finding{Message: sentence(s.Link, "the page states the DOI "+r.Page.DOI+", and the citation has none")}, true
	}
	to := r.Page.Canonical
	if to == "" || !isBetter(to, s.Link.URL) || r.Page.URL != "" && r.Page.URL != s.Link.URL && match.Same(to, r.Page.URL) || !showsTitle(c, r) {
		return checker.Finding{}, false
	}
	if s.Link.Fragment != "" && !strings.Contains(to, "#") {
		to += "#" + s.Link.Fragment
	}
	return checker.Finding{
		Message: sentence(s.Link, "the page states another address as its own, "+plainAddress(to)),
		Fix:     retarget(s, to, "link to "+plainAddress(to), false),
	}, true
}

// hasDOI reports whether the citation has a DOI, or a number that stands for one.
func hasDOI(c *checker.Citation) bool {
	return c.DOI != "" || c.ArXiv != "" || c.ISBN != "" || len(c.Links) > maxLinks || someDOI.MatchString(c.Text) ||
		slices.ContainsFunc(c.AllLinks(), func(l *checker.Link) bool { return doiOf(l.URL) != "" })
}

// isBetter reports whether an address that a page states as its own is another of the same site that
// leads to the same page.
func isBetter(stated, cited string) bool {
	a, errA := url.Parse(strings.ToLower(stated))
	b, errB := url.Parse(strings.ToLower(cited))
	if errA != nil || errB != nil || match.Site(stated) != match.Site(cited) || match.Same(a.String(), b.String()) || match.IsArchive(cited) {
		return false
	}
	path, citedPath := segments(a.String()), segments(b.String())
	switch {
	case len(path) == 0 || len(path) == 1 && localeSegment.MatchString(path[0]):
		return false // a front page
	case len(path) < len(citedPath) && slices.Equal(path, citedPath[:len(path)]):
		return false // a section
	case slices.Equal(withoutLocales(path), withoutLocales(citedPath)) && (!slices.Equal(path, citedPath) || a.RawQuery == b.RawQuery):
		return false // another language
	case hasPageNumber(b):
		return false
	}
	return true
}

func withoutLocales(path []string) []string {
	return slices.DeleteFunc(slices.Clone(path), localeSegment.MatchString)
}

// hasPageNumber reports whether an address names a page of a series, the query of a search, or a
// language.
func hasPageNumber(u *url.URL) bool {
	q := u.Query()
	for _, name := range []string{"page", "p", "pg", "seite", "start", "offset", "paged", "q", "s", "query", "search", "v", "version", "rev", "oldid", "revision", "lang", "hl", "language", "locale"} {
		if q.Has(name) {
			return true
		}
	}
	return slices.Contains(segments(u.String()), "page")
}

var matchLanguage = &checker.Rule{
	ID:       "match/language",
	Severity: checker.Info,
	Online:   true,
	Masks:    []checker.Mask{{Rules: []string{"match/title", "quote/not-found"}, Scope: checker.OnSource}},
	Doc: doc("The address leads to the page in another language",
		"The site has the page in several languages, and the address names another than the cited title is in. A reader finds neither title nor quotations.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/fr/quay), Port News, 3 May 2024.`,
		"Link to the page in the language in which it is cited.",
		"if a cited title is on the page, if the language of either is not known, and if the address names no language."),
	Check: eachRead(func(_ *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
		c := s.Citation
		page, cited := baseLanguage(r.Page.Language), baseLanguage(c.Language)
		if page == "" || cited == "" || page == cited || c.Title == "" || c.ParallelTitle != "" || showsTitle(c, r) || len(titlesAnswered(c, r)) == 0 {
			return checker.Finding{}, false
		}
		if named := languageOf(s.Link.URL); named == "" || named == cited {
			return checker.Finding{}, false
		}
		return checker.Finding{Message: sentence(s.Link, "the page"+asRead(r)+" is in the language “"+page+"”, and the cited title in “"+cited+"”")}, true
	}),
}

func baseLanguage(tag string) string {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	base, _, _ = strings.Cut(base, "_")
	return base
}

// languageOf returns the language that an address names in a segment of its path, a parameter or the
// first label of its host; empty if it names none.
func languageOf(addr string) string {
	u, err := url.Parse(strings.ToLower(addr))
	if err != nil {
		return ""
	}
	for _, name := range []string{"lang", "language", "locale", "hl"} {
		if v := u.Query().Get(name); localeSegment.MatchString(v) {
			return baseLanguage(v)
		}
	}
	for _, seg := range segments(addr) {
		if localeSegment.MatchString(seg) {
			return baseLanguage(seg)
		}
	}
	return ""
}
