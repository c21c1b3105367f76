package fetch_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

func TestKnownPages(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		a := w.Host("a.example").Page("/old", fetchtest.Redirect(301, "/x")).Page("/x", fetchtest.Func(func(r fetchtest.Request) fetchtest.Reply {
			if r.Header.Get("If-None-Match") == `"1"` {
				return fetchtest.Status(304)
			}
			return article("The port of Sund").With("ETag", `"1"`)
		}))
		q := checker.Query{URL: "http://a.example/old", Titles: []string{"The Port of Sund"}}
		first := fetchAll(t, t.Context(), c, q)[0]
		expect(t, []checker.Result{first}, "moved permanent")

		q.Known = &first.Page
		second := fetchAll(t, t.Context(), c, q)[0]
		expect(t, []checker.Result{second}, "moved permanent")
		if diff := cmp.Diff(first.Page, second.Page); diff != "" {
			t.Errorf("the page that has not changed (-first +second):\n%s", diff)
		}
		if second.Known != nil || second.Status != 304 || !slices.Contains(second.Evidence, "not modified since it was kept") {
			t.Errorf("known %v, status %d, evidence %q", second.Known, second.Status, second.Evidence)
		}

		q.Quotations = []string{"ships from Lomaria call there each week"}
		third := fetchAll(t, t.Context(), c, q)[0]
		if third.Status != 200 {
			t.Errorf("a new quotation is asked, and the status is %d", third.Status)
		}
		var conditions []string
		for _, r := range a.Requests() {
			if r.Path == "/x" {
				conditions = append(conditions, r.Header.Get("If-None-Match"))
			}
		}
		if diff := cmp.Diff([]string{"", `"1"`, ""}, conditions); diff != "" {
			t.Errorf("conditions (-want +got):\n%s", diff)
		}
	})
}
