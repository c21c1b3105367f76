package page

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/language"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// describe fills in what the page states about itself.
func (s *source) describe(p *checker.Page) {
	p.Words = s.words
	p.TextDigest = digest([]byte(s.plain))
	var main []string
	main, p.MainWords = s.mainText()
	p.Sketch = match.NewSketch(main)
	p.Titles = s.titles()
	p.Authors = s.authors()
	p.Site = s.siteName()
	p.Published = s.published().date()
	p.Modified = s.modified().date()
	p.Canonical = s.canonical()
	p.Language = s.language()
	p.Type = s.kindOfWork()
	p.DOI = s.doi()
	p.Paywall = s.paywall()
}

// siteName returns what the site is called: its host if it has no name.
func (s *source) siteName() string {
	if s.site == "" {
		s.site = s.findSiteName()
	}
	return s.site
}

func (s *source) findSiteName() string {
	if name := s.meta1("citation_journal_title", "citation_conference_title", "prism.publicationname"); name != "" {
		return name
	}
	if n := s.main; n != nil {
		for _, name := range s.ldNames(n.fields["publisher"], 0) {
			if name != "" {
				return name
			}
		}
	}
	if name := s.meta1("og:site_name", "application-name"); name != "" {
		return name
	}
	if name := s.siteInTitle(); name != "" {
		return name
	}
	return clean(strings.TrimPrefix(s.url.Hostname(), "www."))
}

// siteInTitle returns the stretch of the document's title that names the site: one that leads to the
// front page, else the last one that is no part of the page's title, or the first before it.
func (s *source) siteInTitle() string {
	parts := match.Stretches(s.title)
	if len(parts) < 2 || !isHTML(s.kind) {
		return ""
	}
	if len(s.sites) > 0 {
		return s.sites[0]
	}
	const most = 6
	title := match.Letters(first(s.meta1("citation_title", "bepress_citation_title"), s.vote()))
	for i := len(parts) - 1; i >= 0; i-- {
		p := parts[i]
		if match.Words(p) <= most && !errorOnly(fold(p)) && !strings.Contains(title, match.Letters(p)) {
			return p
		}
	}
	// On an error page the site's name is all that there is.
	last := parts[len(parts)-1]
	if match.Words(last) <= most && !errorOnly(fold(last)) && slices.ContainsFunc(parts[:len(parts)-1], s.junkTitle) {
		return last
	}
	return ""
}

// canonical returns the address that the page says is its own. It is never fetched.
func (s *source) canonical() string {
	if to := s.rel("canonical"); to != "" {
		return to
	}
	if to := s.resolve(s.meta1("og:url")); to != "" {
		return to
	}
	if n := s.main; n != nil {
		for _, k := range []string{"url", "mainEntityOfPage"} {
			for _, ref := range append(strs(n.fields[k]), ids(n.fields[k])...) {
				if to := s.resolve(strings.TrimSpace(ref)); to != "" {
					return to
				}
			}
		}
	}
	return s.resolve(s.meta1("citation_public_url"))
}

// language returns the page's language as a BCP 47 tag; empty if it is not stated and the script
// does not tell.
func (s *source) language() string {
	stated := []string{s.lang, s.meta1("citation_language"), s.meta1("og:locale")}
	if n := s.main; n != nil {
		stated = append(stated, n.text("inLanguage"))
	}
	stated = append(stated, header(s.response, "Content-Language"), s.meta1("content-language", "dc.language", "dcterms.language"))
	for _, l := range stated {
		l, _, _ = strings.Cut(l, ",")
		if l = strings.TrimSpace(l); l == "" || len(l) > 35 {
			continue
		}
		if tag, err := language.Parse(l); err == nil && tag != language.Und {
			return tag.String()
		}
	}
	return languageOfScript(s.text)
}

// languageOfScript returns the language of a text in a script that one language is written in.
func languageOfScript(text string) string {
	count := map[string]int{}
	n := 0
	for _, r := range text {
		if r < 0x250 {
			continue
		}
		if n++; n > 2000 {
			break
		}
		switch {
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			count["ja"]++
		case unicode.Is(unicode.Han, r):
			count["zh"]++
		case unicode.Is(unicode.Hangul, r):
			count["ko"]++
		case unicode.Is(unicode.Greek, r):
			count["el"]++
		case unicode.Is(unicode.Hebrew, r):
			count["he"]++
		case unicode.Is(unicode.Thai, r):
			count["th"]++
		case unicode.Is(unicode.Georgian, r):
			count["ka"]++
		case unicode.Is(unicode.Armenian, r):
			count["hy"]++
		}
	}
	if n < 50 {
		return ""
	}
	if count["ja"]*10 > count["zh"] && count["ja"] > n/20 {
		return "ja"
	}
	for _, l := range []string{"zh", "ko", "el", "he", "th", "ka", "hy"} {
		if count[l] > n/2 {
			return l
		}
	}
	return ""
}

// kindOfWork returns article, report, dataset, book or page; empty if the page does not say.
func (s *source) kindOfWork() string {
	if n := s.main; n != nil {
		for _, t := range n.types {
			switch {
			case strings.Contains(t, "Dataset"):
				return "dataset"
			case strings.Contains(t, "Book") || t == "Thesis":
				return "book"
			case strings.Contains(t, "Report") && t != "ReportageNewsArticle":
				return "report"
			case strings.Contains(t, "Article") || strings.Contains(t, "Posting"):
				return "article"
			}
		}
	}
	switch {
	case s.meta1("citation_technical_report_institution", "citation_technical_report_number") != "":
		return "report"
	case s.meta1("citation_isbn") != "" && s.meta1("citation_journal_title", "citation_conference_title") == "":
		return "book"
	case s.scholarly():
		return "article"
	}
	switch t := strings.ToLower(s.meta1("og:type")); {
	case t == "article" || strings.HasPrefix(t, "article") || t == "news" || t == "blog":
		return "article"
	case strings.HasPrefix(t, "book"):
		return "book"
	}
	if isHTML(s.kind) {
		return "page"
	}
	return ""
}

// A DOI as ISO 26324 writes it, with the prefixes that Crossref and DataCite give.
var doiForm = match.NewPattern(`(?i)\b10\.\d{4,9}/[^\s"'<>\\^{}|,;]{1,200}`)

// doi returns the DOI that the page states; one in the text counts only if the text begins with it
// alone.
func (s *source) doi() string {
	stated := s.metas2("citation_doi", "bepress_citation_doi", "prism.doi", "dc.identifier", "dcterms.identifier", "eprints.id_number")
	stated = append(stated, s.rel("cite-as"), linkHeader(s.response, "cite-as"))
	if n := s.main; n != nil {
		stated = append(stated, strs(n.fields["identifier"])...)
		stated = append(stated, strs(n.fields["sameAs"])...)
		stated = append(stated, ids(any(n.fields))...)
	}
	stated = append(stated, s.xmpDOI)
	for _, v := range stated {
		if v, err := url.PathUnescape(v); err == nil {
			if d := trimDOI(doiForm.FindString(v)); d != "" {
				return d
			}
		}
	}
	if s.pdf != nil {
		return first(onlyDOI(s.pdf.first), onlyDOI(s.pdf.opening))
	}
	return onlyDOI(cutRunes(s.text, 2000))
}

// onlyDOI returns the DOI in a text, if there is one only.
func onlyDOI(text string) string {
	var only string
	for _, d := range doiForm.FindAllString(text, -1) {
		if d = trimDOI(d); only != "" && !strings.EqualFold(d, only) {
			return ""
		}
		only = d
	}
	return only
}

// metas2 returns the values of several names, in that order.
func (f *facts) metas2(names ...string) []string {
	var out []string
	for _, n := range names {
		out = append(out, f.meta(n)...)
	}
	return out
}

// trimDOI takes off the punctuation of the sentence that a DOI stands in.
func trimDOI(d string) string {
	for d != "" {
		last := d[len(d)-1]
		switch {
		case strings.IndexByte(".:!?*_", last) >= 0,
			last == ')' && strings.Count(d, ")") > strings.Count(d, "("),
			last == ']' && strings.Count(d, "]") > strings.Count(d, "["):
			d = d[:len(d)-1]
			continue
		}
		break
	}
	return clean(d)
}

// linkHeader returns the target of a relation in the Link header (RFC 8288).
func linkHeader(r checker.Response, rel string) string {
	for _, h := range r.Header["Link"] {
		if len(h) > 16<<10 {
			continue
		}
		for _, part := range strings.Split(h, "<")[1:] {
			target, params, ok := strings.Cut(part, ">")
			if !ok {
				continue
			}
			for _, p := range strings.Split(params, ";") {
				k, v, _ := strings.Cut(strings.TrimSpace(p), "=")
				v, _, _ = strings.Cut(v, ",")
				if strings.EqualFold(k, "rel") && contains(strings.Fields(strings.Trim(strings.TrimSpace(v), `"`)), rel) {
					return target
				}
			}
		}
	}
	return ""
}

// paywall reports whether the page says itself that it is not free. Most such pages show all of
// their text all the same.
func (s *source) paywall() bool {
	switch strings.ToLower(s.meta1("article:content_tier")) {
	case "locked", "metered":
		return true
	}
	n := s.main
	return n != nil && (notFree(n.fields) || anyNotFree(n.fields["hasPart"]))
}

func notFree(fields map[string]any) bool {
	switch v := fields["isAccessibleForFree"].(type) {
	case bool:
		return !v
	case string:
		v = strings.ToLower(v)
		return v == "false" || strings.HasSuffix(v, "/false")
	}
	return false
}

func anyNotFree(v any) bool {
	switch v := v.(type) {
	case map[string]any:
		return notFree(v)
	case []any:
		for _, e := range v {
			if m, ok := e.(map[string]any); ok && notFree(m) {
				return true
			}
		}
	}
	return false
}

// cutRunes returns at most the first n characters of s.
func cutRunes(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}
