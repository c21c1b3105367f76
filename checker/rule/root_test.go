package rule_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/rule"
)

const dead = `{"Verdict": "dead", "Cause": "not-found", "Status": 404, "Evidence": ["status 404"]`

// TestRootCauses holds that a root cause is said, and its consequences are not.
func TestRootCauses(t *testing.T) {
	for _, c := range []struct {
		name, source, results string
		want                  []string
		text                  bool
	}{
		{
			name:    "a line's end that a reader joined with the next word",
			source:  "Dues rose, says the harbour master at https://sund.example/reports/\nin his yearly report.\n",
			results: `{"https://sund.example/reports/in": ` + dead + `, "Instead": "https://sund.example/reports/"}}`,
			text:    true,
		},
		{
			name:    "an address with a break is not also dead",
			source:  "See https://sund.example/re- port.pdf.\n",
			results: `{"https://sund.example/re-": ` + dead + `}}`,
			want:    []string{"link/split"},
		},
		{
			name:    "a mark at the end is not also a dead source, if the address without it answers",
			source:  "See [the tolls](https://sund.example/tolls,).\n",
			results: `{"https://sund.example/tolls,": ` + dead + `, "Instead": "https://sund.example/tolls"}}`,
			want:    []string{"link/trailing-punctuation"},
		},
		{
			name:    "a mark at the end, and dead without it, too",
			source:  "See [the tolls](https://sund.example/tolls,).\n",
			results: `{"https://sund.example/tolls,": ` + dead + `}}`,
			want:    []string{"health/dead", "link/trailing-punctuation"},
		},
		{
			name:    "a dash that a word processor set is not also a dead source, if the address with a hyphen answers",
			source:  "See [the tolls](https://sund.example/pier–4).\n",
			results: `{"https://sund.example/pier%E2%80%934": ` + dead + `, "Instead": "https://sund.example/pier-4"}}`,
			want:    []string{"link/typographic-character"},
		},
		{
			name:    "what is escaped twice is not also a dead source, if the address escaped once answers",
			source:  "See [the tolls](https://sund.example/the%2520tolls).\n",
			results: `{"https://sund.example/the%2520tolls": ` + dead + `, "Instead": "https://sund.example/the%20tolls"}}`,
			want:    []string{"link/escapes"},
		},
		{
			name:    "a percent sign that browsers put right is not malformed",
			source:  "See [the tolls](https://sund.example/100%).\n",
			results: `{"https://sund.example/100%": {"Verdict": "skipped", "Cause": "host-rule"}}`,
			want:    []string{"link/escapes"},
		},
		{
			name:    "a host of one's own house is not also unreachable",
			source:  "Dues rose.[^1]\n\n[^1]: “[Who Owns the Quay?](http://10.0.0.5/quay)”, Port News, 3 May 2024.\n",
			results: `{"http://10.0.0.5/quay": {"Verdict": "skipped", "Cause": "not-public"}}`,
			want:    []string{"link/private-host"},
		},
		{
			name:    "an address that answers under https: has not also moved",
			source:  "See [the tolls](http://sund.example/tolls).\n",
			results: `{"http://sund.example/tolls": {"Verdict": "moved", "Cause": "permanent", "Status": 200, "Instead": "https://sund.example/tolls", "Hops": [{"URL": "http://sund.example/tolls", "Status": 301}], "Page": {"URL": "https://sund.example/tolls"}}}`,
			want:    []string{"link/http"},
		},
		{
			name:    "a page of another site has no place of that name, either",
			source:  "See [the tolls](https://oldport.example/tolls#two).\n",
			results: `{"https://oldport.example/tolls": {"Verdict": "moved", "Cause": "other-site", "Status": 200, "Page": {"URL": "https://bets.example/", "TextDigest": "sha256:aa", "Answers": {"Fragments": [{"Asked": "two", "Answer": "missing"}]}}}}`,
			want:    []string{"health/other-site"},
		},
		{
			name:    "a web page for a file has no place of that name, either",
			source:  "Dues rose.[^1]\n\n[^1]: “[Who Owns the Quay?](https://sund.example/quay.pdf#page=7)”, Port News, 3 May 2024.\n",
			results: `{"https://sund.example/quay.pdf": {"Verdict": "ok", "Status": 200, "Page": {"ContentType": "text/html", "Size": 9, "Digest": "sha256:aa", "TextDigest": "sha256:aa", "Answers": {"Titles": [{"Asked": "Who Owns the Quay?", "Answer": "mismatch"}], "Fragments": [{"Asked": "page=7", "Answer": "missing"}]}}}}`,
			want:    []string{"health/wrong-content"},
		},
		{
			name:    "an archive that is never asked is not also skipped or blocked",
			source:  "Dues rose.[^1]\n\n[^1]: “[Who Owns the Quay?](https://sund.example/quay)”, Port News, 3 May 2024, archived at https://archive.ph/AbC1d.\n",
			results: `{"https://archive.ph/AbC1d": {"Verdict": "blocked", "Cause": "bot-wall", "Status": 403}}`,
			want:    []string{"archive/unverifiable"},
		},
		{
			name:   "a form for telephones that carries a tracker is both",
			source: "See [the quay](https://en.m.wikipedia.org/wiki/Quay?utm_source=mail).\n",
			want:   []string{"hygiene/tracking", "hygiene/variant-host"},
		},
		{
			name:    "whoever publishes a password has no other worry",
			source:  "See [the tolls](https://ana:quay77@sund.example/tolls).\n",
			results: `{"https://sund.example/tolls": ` + dead + `}}`,
			want:    []string{"link/credentials"},
		},
		{
			name:    "an address that expires holds a secret, and will be dead",
			source:  "See [the tolls](https://sund.example/tolls?X-Amz-Expires=60&X-Amz-Signature=2f6b0a9d8c7e&token=Zx81kQm2Lp9vTr4sWb7nYc3d).\n",
			results: `{"https://sund.example/tolls?X-Amz-Expires=60&X-Amz-Signature=2f6b0a9d8c7e&token=Zx81kQm2Lp9vTr4sWb7nYc3d": ` + dead + `}}`,
			want:    []string{"hygiene/expiring"},
		},
		{
			name:    "a short form moves by design",
			source:  "See [the tolls](https://bit.ly/3xyz?utm_source=mail).\n",
			results: `{"https://bit.ly/3xyz?utm_source=mail": {"Verdict": "moved", "Cause": "permanent", "Status": 200, "Instead": "https://sund.example/tolls", "Page": {"URL": "https://sund.example/tolls"}}}`,
			want:    []string{"hygiene/shortener"},
		},
		{
			name:    "a members' address is blocked by design",
			source:  "Dues rose.[^1]\n\n[^1]: “[Who Owns the Quay?](https://onedrive.live.com/quay)”, Port News, 3 May 2024.\n",
			results: `{"https://onedrive.live.com/quay": {"Verdict": "blocked", "Cause": "login", "Status": 200}}`,
			want:    []string{"link/gated"},
		},
		{
			name:   "a placeholder says nothing of its words",
			source: "Dues rose.[^1]\n\n[^1]: See [here](#).\n",
			want:   []string{"link/placeholder"},
		},
		{
			name:   "a bare address has neither date nor publisher",
			source: "Dues rose.[^1]\n\n[^1]: https://sund.example/quay\n",
			want:   []string{"cite/bare-url"},
		},
		{
			name:   "a note that is not done lacks what it lacks",
			source: "Dues rose.[^1]\n\n[^1]: “[Who Owns the Quay?](https://sund.example/quay)”, TK.\n",
			want:   []string{"hygiene/unfinished"},
		},
		{
			name:    "no capture is no page that moved",
			source:  "Dues rose.[^1]\n\n[^1]: “Who Owns the Quay?”, Port News, 3 May 2024, https://web.archive.org/web/*/https://sund.example/quay\n",
			results: `{"https://web.archive.org/web/*/https://sund.example/quay": {"Verdict": "soft-dead", "Cause": "soft-404", "Status": 200}}`,
			want:    []string{"archive/malformed"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			rc := &ruleCase{path: c.name, today: checker.Date{EDTF: defaultToday}}
			if c.results != "" {
				if err := json.Unmarshal([]byte(c.results), &rc.results); err != nil {
					t.Fatal(err)
				}
			}
			path := "a.md"
			if c.text {
				path = "a.txt"
			}
			var got []string
			for _, f := range rc.check(t, rule.All, true, nil, document(t, path, []byte(c.source))).Findings {
				got = append(got, f.Rule)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s\nfinds something else (-want +got):\n%s", c.source, diff)
			}
		})
	}
}
