package store

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
)

func packed(f *testing.F) []checker.Result {
	f.Helper()
	seen := time.Date(2026, 6, 3, 10, 30, 0, 5, time.UTC)
	return []checker.Result{
		{},
		{Verdict: checker.OK, Status: 200, Checked: seen, LastGood: seen, Evidence: []string{"status 200", ""}, ConfirmSpan: -1, Page: checker.Page{
			URL: "https://sund.example/quay", Titles: []string{"Who Owns the Quay?"}, Sketch: []byte{0, 255, 7}, Size: 1 << 40, Partial: true,
			Record:  &checker.Record{Identifier: "doi:10.5555/x", Asked: seen.Add(-time.Hour), Authors: []checker.Name{{Family: "Røe"}}},
			Answers: checker.Answers{Titles: []checker.TitleAnswer{{Asked: "Who Owns the Quay?", Score: .75, Proof: true}, {}}, Quotations: []checker.QuotationAnswer{{Hits: 3, Differs: []string{}}}},
		}},
		{Query: checker.Query{URL: "https://sund.example/", Known: &checker.Page{}}, Verdict: checker.Moved, Hops: []checker.Hop{{URL: "https://sund.example/a", Status: 301}}, Drift: &checker.Drift{Alike: .5}},
	}
}

// FuzzUnpack states that what is packed is unpacked as it was, and that anything else does no harm.
func FuzzUnpack(f *testing.F) {
	p := newPacking[checker.Result]()
	for _, r := range packed(f) {
		data := p.pack(&r)
		again, ok := p.unpack(data)
		if !ok {
			f.Fatalf("what was packed cannot be unpacked: %+v", r)
		}
		if d := cmp.Diff(&r, again); d != "" {
			f.Fatalf("packing changes a Result (-before +after):\n%s", d)
		}
		if text, err := json.Marshal(r); err != nil || len(data) > len(text)/3 {
			f.Errorf("packed it takes %d bytes, as JSON %d", len(data), len(text))
		}
		f.Add(data[8:])
	}
	head := p.pack(&checker.Result{})[:8]
	f.Fuzz(func(t *testing.T, data []byte) {
		r, ok := p.unpack(append(head[:8:8], data...))
		if !ok {
			return
		}
		first := p.pack(r)
		again, ok := p.unpack(first)
		if !ok {
			t.Fatalf("%x is a Result, and packed again it is none", data)
		}
		if d := cmp.Diff(first, p.pack(again)); d != "" {
			t.Errorf("packing %x twice makes two things (-first +second):\n%s", data, d)
		}
	})
}

// TestPackingShape states that what was written of another type is not read.
func TestPackingShape(t *testing.T) {
	type old struct{ Verdict, Cause string }
	type swapped struct{ Cause, Verdict string }
	type typed struct {
		Verdict string
		Cause   []string
	}
	data := newPacking[old]().pack(&old{"ok", ""})
	if _, ok := newPacking[swapped]().unpack(data); ok {
		t.Error("fields that have changed places are read")
	}
	if _, ok := newPacking[typed]().unpack(data); ok {
		t.Error("a field of another type is read")
	}
	if _, ok := newPacking[old]().unpack(append(data, 0)); ok {
		t.Error("what has something behind it is read")
	}
	if v, ok := newPacking[old]().unpack(data); !ok || v.Verdict != "ok" {
		t.Errorf("a type of the same fields is not read: %+v", v)
	}
}
