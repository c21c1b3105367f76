package page_test

import (
	"testing"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/page"
)

const (
	portNews  = `<html lang="en"><head><title>Tolls rise | Port News Weekly</title><meta property="og:site_name" content="Port News Weekly"></head><body><h1>Tolls rise</h1><p>As the Lomaria Gazette reported, the tolls rise again.</p></body></html>`
	journal   = `<html lang="en"><head><title>Tidal loads</title><meta name="citation_title" content="Tidal loads"><meta name="citation_journal_title" content="Journal of Harbour Engineering"><meta name="citation_publisher" content="Sund Academic Press"></head><body><h1>Tidal loads</h1><p>Abstract of it.</p></body></html>`
	published = `<html lang="en"><head><title>Tolls</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"Tolls","publisher":{"@type":"Organization","name":"Harbour Media Group"},"isPartOf":{"@type":"Periodical","name":"The Quay"}}</script></head><body><h1>Tolls</h1><p>They rise.</p></body></html>`
	bare      = `<html><head><title>Tolls</title></head><body><h1>Tolls</h1><p>They rise.</p></body></html>`
	chinese   = `<html lang="zh"><head><title>通行费上调-海港新闻网</title></head><body><h1>通行费上调</h1><p>通行费再次上调，船主不满。</p></body></html>`
)

// containerCases ask pages whose site they are.
var containerCases = []struct{ name, url, body, cited, want string }{
	{"the site's name", "https://a.example/tolls", portNews, "Port News Weekly", checker.AnswerMatch},
	{"a part of it", "https://a.example/tolls", portNews, "Port News", checker.AnswerMatch},
	{"an article more", "https://a.example/tolls", portNews, "The Port News Weekly", checker.AnswerMatch},
	{"initials", "https://a.example/tolls", portNews, "PNW", checker.AnswerMatch},
	{"a letter off", "https://a.example/tolls", portNews, "Port New Weekly", checker.AnswerMatch},
	{"a name in the text", "https://a.example/tolls", portNews, "Lomaria Gazette", checker.AnswerWeak},
	{"one word of it", "https://a.example/tolls", portNews, "Port Authority of the Sund", checker.AnswerWeak},
	{"another name", "https://a.example/tolls", portNews, "Salthavn Institute", checker.AnswerMismatch},
	{"another name of empty words only", "https://a.example/tolls", portNews, "Daily Times", checker.AnswerMismatch},
	{"another script", "https://a.example/tolls", portNews, "海港新闻网", checker.AnswerCannotTell},
	{"a journal", "https://a.example/tides", journal, "Journal of Harbour Engineering", checker.AnswerMatch},
	{"a journal's publisher", "https://a.example/tides", journal, "Sund Academic Press", checker.AnswerMatch},
	{"another journal", "https://a.example/tides", journal, "Annals of Salvage", checker.AnswerMismatch},
	{"JSON-LD's publisher", "https://a.example/tolls", published, "Harbour Media Group", checker.AnswerMatch},
	{"JSON-LD's periodical", "https://a.example/tolls", published, "The Quay", checker.AnswerMatch},
	{"the host", "https://www.sundpost.example/tolls", bare, "Sund Post", checker.AnswerMatch},
	{"the host as cited", "https://www.sundpost.example/tolls", bare, "sundpost.example", checker.AnswerMatch},
	{"words of the name as the host", "https://sundpost.example/tolls", bare, "The Sund Weekly Post", checker.AnswerMatch},
	{"initials as the host", "https://smri.example/tolls", bare, "Sund Maritime Research Institute", checker.AnswerMatch},
	{"a page that states nothing", "https://a.example/tolls", bare, "Salthavn Institute", checker.AnswerMissing},
	{"a Chinese site", "https://a.example/tolls", chinese, "海港新闻网", checker.AnswerMatch},
	{"a part of a Chinese site's name", "https://a.example/tolls", chinese, "海港新闻", checker.AnswerMatch},
	{"another Chinese site", "https://a.example/tolls", chinese, "东湾日报", checker.AnswerMismatch},
	{"a Latin name for a Chinese site", "https://a.example/tolls", chinese, "Seaport Net", checker.AnswerCannotTell},
	{"nothing", "https://a.example/tolls", bare, "—", checker.AnswerCannotTell},
}

func TestContainers(t *testing.T) {
	for _, c := range containerCases {
		r := checker.Response{URL: c.url, Status: 200, Header: map[string][]string{"Content-Type": {"text/html; charset=utf-8"}}, Body: []byte(c.body)}
		got := page.Inspect(r, checker.Query{Containers: []string{c.cited}}).Page.Answers.Containers
		if len(got) != 1 || got[0].Answer != c.want {
			t.Errorf("%s: asked for %q the page answers %+v, not %q", c.name, c.cited, got, c.want)
		}
	}
}
