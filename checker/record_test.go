package checker_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
)

// cited is a document with one citation a note.
func cited(citations ...*checker.Citation) *checker.Document {
	d := checker.NewDocument("a.md", []byte("Dues rose.\n"))
	for _, c := range citations {
		c.Kind, c.Confidence = checker.Full, 1
		d.Notes = append(d.Notes, &checker.Note{Citations: []*checker.Citation{c}})
	}
	return d
}

func urls(queries []checker.Query) []string {
	var list []string
	for _, q := range queries {
		list = append(list, q.URL)
	}
	return list
}

// TestIdentifiersAreAsked holds that an identifier which is printed is looked at once, and only if
// that is asked for.
func TestIdentifiersAreAsked(t *testing.T) {
	d := cited(
		&checker.Citation{DOI: "10.5555/JOT.1"},
		&checker.Citation{DOI: "10.5555/jot.1"},
		&checker.Citation{DOI: "10.5555/jot.2", Links: []*checker.Link{{URL: "http://dx.doi.org/10.5555/JOT.2"}}},
		&checker.Citation{ArXiv: "2401.01234", Links: []*checker.Link{{URL: "https://arxiv.org/abs/2401.01234v2"}}},
		&checker.Citation{ArXiv: "hep-th/9901001", DOI: "no DOI"},
	)
	linked := []string{"http://dx.doi.org/10.5555/JOT.2", "https://arxiv.org/abs/2401.01234v2"}
	if diff := cmp.Diff(linked, urls((&checker.Checker{}).Queries([]*checker.Document{d}))); diff != "" {
		t.Errorf("without Identifiers other sources are asked than the linked ones (-want +got):\n%s", diff)
	}
	all := []string{"http://dx.doi.org/10.5555/JOT.2", "https://arxiv.org/abs/2401.01234v2", "https://arxiv.org/abs/hep-th/9901001", "https://doi.org/10.5555/jot.1"}
	if diff := cmp.Diff(all, urls((&checker.Checker{Identifiers: true}).Queries([]*checker.Document{d}))); diff != "" {
		t.Errorf("with Identifiers other sources are asked than linked and printed ones (-want +got):\n%s", diff)
	}
}

// TestRecords holds that a citation finds the records of its identifiers, wherever they came with.
func TestRecords(t *testing.T) {
	both := &checker.Citation{DOI: "10.5555/jot.1", Links: []*checker.Link{{URL: "https://dx.doi.org/10.5555/JOT.2"}}}
	found := &checker.Citation{Title: "Salt and the Sea Wall", Links: []*checker.Link{{URL: "https://sund.example/salt"}}}
	d := cited(both, found, &checker.Citation{Title: "Mud", Links: []*checker.Link{{URL: "https://sund.example/salt"}}})
	web := checker.FetcherFunc(func(_ context.Context, q checker.Query) (checker.Result, error) {
		r := checker.Result{Query: q, Verdict: checker.OK}
		switch q.URL {
		case "https://dx.doi.org/10.5555/JOT.2":
			r.Page.Record = &checker.Record{Identifier: "doi:10.5555/jot.2"}
		case "https://doi.org/10.5555/jot.1":
			r.Page.Record = &checker.Record{Identifier: "doi:10.5555/jot.1"}
		case "https://sund.example/salt":
			r.Page.Record = &checker.Record{Identifier: "doi:10.5555/jot.3", ByTitle: "Salt and the Sea Wall"}
		}
		return r, nil
	})
	got := map[*checker.Citation][]string{}
	rule := &checker.Rule{ID: "match/test", Severity: checker.Info, Online: true, Check: func(p *checker.Pass) {
		for _, n := range d.Notes {
			c := n.Citations[0]
			for _, r := range p.Records(c) {
				got[c] = append(got[c], r.Identifier+" at "+r.URL)
			}
			if r, ok := p.RecordByTitle(c); ok {
				got[c] = append(got[c], r.Identifier+" by title")
			}
		}
	}}
	if _, err := (&checker.Checker{Fetcher: web, Rules: []*checker.Rule{rule}, Identifiers: true}).Check(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	want := map[*checker.Citation][]string{
		both:  {"doi:10.5555/jot.2 at https://dx.doi.org/10.5555/JOT.2", "doi:10.5555/jot.1 at https://doi.org/10.5555/jot.1"},
		found: {"doi:10.5555/jot.3 by title"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the citations have other records (-want +got):\n%s", diff)
	}
}

func TestRecordYears(t *testing.T) {
	r := checker.Record{Issued: checker.Date{EDTF: "2019-02-03"}, Online: checker.Date{EDTF: "2019-02"}, Print: checker.Date{EDTF: "2020"}}
	if diff := cmp.Diff([]int{2019, 2020}, r.Years()); diff != "" {
		t.Errorf("the years of a record (-want +got):\n%s", diff)
	}
}
