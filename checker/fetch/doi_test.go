package fetch_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

// handles is the handle system's API with some names registered.
func handles(names ...string) fetchtest.Reply {
	return fetchtest.Func(func(r fetchtest.Request) fetchtest.Reply {
		name, ok := strings.CutPrefix(r.Path, "/api/handles/")
		switch name = strings.TrimSuffix(name, "?type=URL"); {
		case ok && slices.Contains(names, name):
			return fetchtest.Text("application/json", `{"responseCode":1,"handle":"x"}`)
		case ok:
			return fetchtest.Text("application/json", `{"responseCode":100,"handle":"x"}`).As(404)
		case strings.HasPrefix(r.Path, "/10.1000/"):
			return fetchtest.Redirect(302, "https://publisher.example"+r.Path)
		}
		return fetchtest.Status(404)
	})
}

func TestHandles(t *testing.T) {
	for _, row := range []struct {
		name, url, want, instead, evidence string
		broken                             bool // the API
	}{
		{name: "registered, and the page is there", url: "https://doi.org/10.1000/good", want: "ok", evidence: "status 200"},
		{name: "over the old host", url: "http://dx.doi.org/10.1000/good", want: "ok"},
		{name: "publisher refuses", url: "https://doi.org/10.1000/403", want: "ok", evidence: "registered DOI; publisher.example answered 403"},
		{name: "publisher resets", url: "https://doi.org/10.1000/reset", want: "ok", evidence: "registered DOI; publisher.example gave no page"},
		{name: "publisher has lost it", url: "https://doi.org/10.1000/404", want: "dead not-found"},
		{name: "unregistered", url: "https://doi.org/10.1000/none", want: "dead no-such-doi", evidence: "doi.org: not registered"},
		{name: "end of sentence", url: "https://doi.org/10.1000/S0140-6736(05)61451-1%E2%80%A6).", want: "dead no-such-doi"},
		{name: "balanced", url: "https://doi.org/10.1000/S0140(05).", want: "dead no-such-doi", instead: "https://doi.org/10.1000/S0140(05)"},
		{name: "API down", url: "https://doi.org/10.1000/good", want: "ok", broken: true},
		{name: "API down, unregistered", url: "https://doi.org/10.9999/none", want: "dead no-such-doi", broken: true},
	} {
		t.Run(row.name, func(t *testing.T) {
			inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
				api := handles("10.1000/good", "10.1000/403", "10.1000/404", "10.1000/reset", "10.1000/S0140(05)")
				doi := w.Host("doi.org").Rest(api)
				w.Host("dx.doi.org").Rest(fetchtest.Redirect(301, "https://doi.org/10.1000/good"))
				if row.broken {
					doi.Page("/api/handles"+strings.TrimPrefix(row.url, "https://doi.org")+"?type=URL", fetchtest.Text("application/json", `{"responseCode":2}`).As(500))
				}
				w.Host("publisher.example").Page("/", article("Front")).Page("/10.1000/good", article("Good")).
					Page("/10.1000/403", fetchtest.Status(403)).Page("/10.1000/reset", fetchtest.Reset())
				r := fetchAll(t, t.Context(), c, ask(row.url)...)[0]
				if said(r) != row.want || r.Instead != row.instead {
					t.Errorf("%s %q, write %q instead; want %s, %q", said(r), r.Evidence, r.Instead, row.want, row.instead)
				}
				if row.evidence != "" && !slices.Contains(r.Evidence, row.evidence) {
					t.Errorf("no evidence %q in %q", row.evidence, r.Evidence)
				}
			})
		})
	}
}
