package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

// tides is a document that cites works with identifiers: one that is linked, one that is printed, one
// of arXiv, and one without any.
const tides = `# Tides

The wall is old.[^1] The mud is new.[^2] The birds are back.[^3] The trains run.[^4] The quay is dry.[^5]

[^1]: Anna Roe, “Salt and the Sea Wall”, *Journal of Tides* 3, no. 2 (2019): 12, https://doi.org/10.5555/jot.2019.12.
[^2]: Anna Roe, “Mud and the Sea Wall”, *Journal of Tides* 4, no. 1 (2020): 31, DOI 10.5555/jot.2020.31.
[^3]: Ilse Brandt, “Bird Counts in the Salt Marsh”, arXiv:2401.01234v1 (2024).
[^4]: Karl Voss, “[Night Trains over the Lomaria Bridge](https://rail.example/voss)”, *Railway Review* 2, no. 7 (2001): 8.
[^5]: Anna Roe, “Silt and the Sea Wall”, *Journal of Tides* 5, no. 1 (2021): 7, DOI 10.5555/jot.2021.7.
`

// registryWeb is an invented web with doi.org, an agency, arXiv and the pages that identifiers lead to.
func registryWeb(web *fetchtest.Web) {
	handle := fetchtest.Text("application/json", `{"responseCode":1}`)
	csl := func(body string, page string) fetchtest.Reply {
		return fetchtest.Func(func(r fetchtest.Request) fetchtest.Reply {
			if strings.Contains(r.Header.Get("Accept"), "csl+json") {
				return fetchtest.Text("application/vnd.citationstyles.csl+json", body)
			}
			return fetchtest.Redirect(302, page)
		})
	}
	web.Host("doi.org").
		Page("/doiRA/10.5555/jot.2021.7", fetchtest.Text("application/json", `[{"DOI":"10.5555/jot.2021.7","status":"DOI does not exist"}]`)).
		Page("/api/handles/10.5555/jot.2019.12?type=URL", handle).Page("/api/handles/10.5555/jot.2020.31?type=URL", handle).
		Page("/10.5555/jot.2019.12", csl(`{"source":"Crossref","title":"A Short History of the Lighthouse","author":[{"family":"Lund","given":"Per"}],"issued":{"date-parts":[[1987]]}}`, "https://tides.example/12")).
		Page("/10.5555/jot.2020.31", csl(`{"source":"Crossref","DOI":"10.5555/jot.2020.31","title":"RETRACTED: Mud and the Sea Wall","author":[{"family":"Roe","given":"Anna"}],"issued":{"date-parts":[[2020]]},
			"updated-by":[{"type":"retraction","DOI":"10.5555/n","updated":{"date-parts":[[2021,5,3]]}}]}`, "https://tides.example/31")).
		Page("/10.5555/rr.8", csl(`{"source":"Crossref","title":"Night Trains over the Lomaria Bridge","author":[{"family":"Voss"}],"issued":{"date-parts":[[2001]]}}`, "https://rail.example/voss"))
	web.Host("tides.example").Page("/", harbour(0)).Page("/12", fetchtest.Status(403)).Page("/31", fetchtest.Status(403))
	web.Host("arxiv.org").Page("/abs/2401.01234v1", fetchtest.HTML("Bird Counts in the Salt Marsh", strings.Repeat("Ilse Brandt counts the birds of the marsh. ", 20)))
	web.Host("export.arxiv.org").Page("/api/query?id_list=2401.01234&max_results=1", fetchtest.Text("application/atom+xml",
		`<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2401.01234v3</id><published>2024-01-03T00:00:00Z</published><title>Bird Counts in the Salt Marsh</title><author><name>Ilse Brandt</name></author></entry></feed>`))
	web.Host("rail.example").Page("/voss", fetchtest.HTML("Night Trains over the Lomaria Bridge", strings.Repeat("Karl Voss on the trains of Lomaria, 2001. ", 20)))
	web.Host("api.crossref.org").Rest(fetchtest.Text("application/json", `{"message":{"items":[{"DOI":"10.5555/rr.8","title":["Night Trains over the Lomaria Bridge"],"author":[{"family":"Voss"}],"issued":{"date-parts":[[2001]]}}]}}`))
}

// asked counts the requests to registries, by what they were for.
func asked(web *fetchtest.Web) (records, searches int) {
	for _, r := range web.Requests() {
		switch {
		case r.Host == "api.crossref.org":
			searches++
		case strings.Contains(r.Header.Get("Accept"), "csl+json") || r.Host == "export.arxiv.org":
			records++
		}
	}
	return records, searches
}

func TestRegistries(t *testing.T) {
	var web *fetchtest.Web
	tr := trial{document: tides, web: func(w *fetchtest.Web) { web = w; registryWeb(w) }}

	o := tr.run(t)
	o.lacks(t, "match/", "10.5555/jot.2020.31")
	if records, searches := asked(web); records+searches > 0 {
		t.Errorf("nobody wants records, and %d records and %d searches were asked for", records, searches)
	}

	tr.args = []string{"--registries", "identifiers", "-v"}
	o = tr.run(t)
	o.expect(t, statusFindings,
		"and Crossref said on 2000-01-01 that the DOI “10.5555/jot.2019.12” is “A Short History of the Lighthouse” [match/doi-title] (note 1)",
		"the work was retracted on 2021-05-03 (notice “10.5555/n”), as Crossref said on 2000-01-01 [match/retracted] (note 2)",
		"version 1 is cited, and arXiv said on 2000-01-01 that there is version 3 [match/newer-version] (note 3)",
		"for the DOI “10.5555/jot.2021.7”, doi.org answered twice on 2000-01-01 that it is not registered; new ones can take days [match/unregistered] (note 5)",
		"5 sources: 4 ok, 1 dead", "the title of 1 source that states nothing to compare.")
	o.lacks(t, "without an address to look at", "health/dead")
	if records, searches := asked(web); records != 3 || searches != 0 {
		t.Errorf("%d records and %d searches were asked for, want 3 and 0", records, searches)
	}

	tr.args = []string{"--registries", "titles", "-f", "json"}
	o = tr.run(t)
	var report struct {
		Sources []struct {
			URL  string
			Page struct {
				Record struct{ Identifier, ByTitle, State string }
			}
			CitedBy []struct{ Note string }
		}
	}
	if err := json.Unmarshal([]byte(o.stdout), &report); err != nil {
		t.Fatal(err)
	}
	readPartial(t, o.stdout) // holds it against the schema
	for _, s := range report.Sources {
		if want := map[bool]string{true: "none", false: "found"}[s.URL == "https://doi.org/10.5555/jot.2021.7"]; s.Page.Record.State != want || len(s.CitedBy) != 1 {
			t.Errorf("%s has the record %+v and is cited by %d citations", s.URL, s.Page.Record, len(s.CitedBy))
		}
		if by := s.Page.Record.ByTitle; (by != "") != (s.URL == "https://rail.example/voss") {
			t.Errorf("%s was found by %q", s.URL, by)
		}
	}
	if records, searches := asked(web); records != 4 || searches != 1 {
		t.Errorf("%d records and %d searches were asked for, want 4 and 1", records, searches)
	}
}

// TestRegistriesDisclose holds that titles of private sources go to nobody.
func TestRegistriesDisclose(t *testing.T) {
	var web *fetchtest.Web
	tr := trial{document: tides, args: []string{"--registries", "titles"}, web: func(w *fetchtest.Web) {
		web = w
		registryWeb(w)
		w.Host("rail.example").At("10.1.2.3")
	}}
	for _, config := range []string{"version: 1\nhosts:\n  - match: rail.example\n    allow-private: true\n", "version: 1\nnetwork: {allow-private: [10.0.0.0/8]}\n"} {
		tr.config = config
		tr.run(t).expect(t, statusFindings, "4 ok, 1 dead")
		if _, searches := asked(web); searches != 0 {
			t.Errorf("%d titles were looked for, though the source is private", searches)
		}
	}
}

// TestRegistriesAreRemembered holds that the next run asks for no record again, and that --max-age 0
// does.
func TestRegistriesAreRemembered(t *testing.T) {
	var web *fetchtest.Web
	tr := trial{document: tides, web: func(w *fetchtest.Web) { web = w; registryWeb(w) }}
	tr.args = []string{"--registries", "identifiers", "--cache", filepath.Join(t.TempDir(), "cache")}
	want := tr.run(t)
	if records, _ := asked(web); records != 3 {
		t.Errorf("the first run asked for %d records, want 3", records)
	}
	got := tr.run(t)
	if records, _ := asked(web); records != 0 {
		t.Errorf("the second run asked for %d records, want none", records)
	}
	if got.stdout != want.stdout {
		t.Errorf("from memory the report is another one:\n%s\nwas\n%s", got.stdout, want.stdout)
	}
	tr.args = append(tr.args, "--max-age", "0")
	tr.run(t)
	if records, _ := asked(web); records != 3 {
		t.Errorf("with --max-age 0 %d records were asked for, want 3", records)
	}
}

// TestRegistriesDown holds that a registry that refuses costs its records and nothing else.
func TestRegistriesDown(t *testing.T) {
	tr := trial{document: tides, args: []string{"--registries", "identifiers", "-f", "json"}, web: func(w *fetchtest.Web) {
		registryWeb(w)
		w.Host("export.arxiv.org").Page("/api/query?id_list=2401.01234&max_results=1", fetchtest.Status(429).With("Retry-After", "2"))
	}}
	o := tr.run(t)
	o.expect(t, statusFindings, `"why": "export.arxiv.org answered 429 twice"`, "match/retracted", `"reason": "that no registry gave: ask again later"`)
	o.lacks(t, `"rule": "match/newer-version"`)
}

func TestLookShowsRecord(t *testing.T) {
	o := looking(t, registryWeb, "--registries", "identifiers", "https://doi.org/10.5555/jot.2020.31")
	o.expect(t, statusOK, "What Crossref says of it", "  titles     “RETRACTED: Mud and the Sea Wall”", "  authors    Roe, Anna", "  notices    retraction 2021-05-03 10.5555/n",
		"https://doi.org/10.5555/jot.2020.31 (record)")
}
