package fetch_test

import (
	"slices"
	"testing"

	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

func TestIncompleteChain(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		w.Host("gov.example").Fault(fetchtest.Incomplete).Rest(article("X"))
		ca := w.Host("ca.example").Page("/intermediate.crt", w.Intermediate())
		results := fetchAll(t, t.Context(), c, numbered("https://gov.example", 10)...)
		expect(t, results, "ok")
		if want := "certificate chain incomplete"; !slices.Contains(results[0].Evidence, want) {
			t.Errorf("no evidence %q in %q", want, results[0].Evidence)
		}
		if n := len(ca.Requests()); n != 1 {
			t.Errorf("the issuer was asked %d times, want once", n)
		}
	})
}

func TestChainThatCannotBeCompleted(t *testing.T) {
	for name, ca := range map[string]func(w *fetchtest.Web, ca *fetchtest.Host){
		"absent":  func(*fetchtest.Web, *fetchtest.Host) {},
		"another": func(w *fetchtest.Web, ca *fetchtest.Host) { ca.Page("/intermediate.crt", article("No certificate")) },
		"private": func(w *fetchtest.Web, ca *fetchtest.Host) {
			ca.At("10.0.0.1").Page("/intermediate.crt", w.Intermediate())
		},
	} {
		t.Run(name, func(t *testing.T) {
			inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
				w.Host("gov.example").Fault(fetchtest.Incomplete).Rest(article("X"))
				ca(w, w.Host("ca.example"))
				expect(t, fetchAll(t, t.Context(), c, numbered("https://gov.example", 3)...), "insecure tls-issuer")
				if name == "private" && w.Dials("ca.example") != 0 {
					t.Error("the private issuer was connected to")
				}
			})
		})
	}
}
