package cite_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/cite"
	"github.com/citelint/citelint/checker/read"
)

// chicagoNotes and apaEntries are the same invented works in two styles.
var (
	chicagoNotes = []string{
		"Nadia Ferreira, *Salt and Sovereignty: A History of the Sound Toll* (Lisbon: Casa do Mar, 2011), 45–52.",
		"Ilse Brandt, “Who Pays for the Lock?,” *Journal of Inland Waterways* 15, no. 3 (2019): 233–52.",
		"Hugo Lindqvist, *Tolls and Treaties* (Oxford: Meridian, 1998), 12.",
		"Ana Duarte, “Salt Roads,” *Coast and Country* 9, no. 1 (2018): 3–20.",
		"Ruth Adeyemi, “Counting Herring,” in *Measuring the Sea*, ed. Paul Sorensen (London: Quayside Press, 2019), 112.",
		"Joan Prior, *Quays and Trusts* (London: Bencher, 2012), 45.",
	}
	apaEntries = []string{
		"Brandt, I. (2019). Who pays for the lock? *Journal of Inland Waterways*, *15*(3), 233–252.",
		"Okafor, N., & Lind, P. (2022, February 4). Small ports, large debts. *Maritime Policy Review*, *18*(2), 101–119.",
		"Duarte, A. (2018). Salt roads. *Coast and Country*, *9*(1), 3–20.",
		"Lindqvist, H. (1998). *Tolls and treaties*. Meridian.",
		"Prior, J. (2012). *Quays and trusts* (2nd ed.). Bencher.",
		"Ferreira, N. (2011). *Salt and sovereignty*. Casa do Mar.",
	}
)

// parsed returns a document of notes and entries, each cited in the text or listed.
func parsed(t *testing.T, notes, entries []string) *checker.Document {
	t.Helper()
	var src strings.Builder
	for k := range notes {
		fmt.Fprintf(&src, "The harbour was counted again.[^%d]\n\n", k+1)
	}
	for k, n := range notes {
		fmt.Fprintf(&src, "[^%d]: %s\n\n", k+1, n)
	}
	if len(entries) > 0 {
		fmt.Fprintf(&src, "## Bibliography\n\n- %s\n", strings.Join(entries, "\n- "))
	}
	doc, err := read.Document("drift.md", []byte(src.String()))
	if err != nil {
		t.Fatal(err)
	}
	cite.Parse(doc)
	return doc
}

// drifts returns the citations that are in another style than the document, one a line.
func drifts(doc *checker.Document) string {
	var list []string
	for _, n := range doc.Notes {
		for _, c := range n.Citations {
			if c.Drift != "" {
				list = append(list, c.Drift+": "+c.Text)
			}
		}
	}
	return strings.Join(list, "\n")
}

func TestDrift(t *testing.T) {
	for _, test := range []struct {
		name           string
		notes, entries []string
		style, list    string
		want           string
	}{
		{"one style", chicagoNotes, nil, "chicago", "", ""},
		{"too few to tell", chicagoNotes[:4], apaEntries[:1], "", "", ""},
		{"notes and bibliography are apart", chicagoNotes, apaEntries, "chicago", "apa", ""},
		{"a stranger among notes", append(chicagoNotes[:5:5], apaEntries[1]), nil, "chicago", "", "apa: " + strings.ReplaceAll(apaEntries[1], "*", "")},
		{"half and half is no style", append(chicagoNotes[:3:3], apaEntries[1:4]...), nil, "", "", ""},
		{"the law has a style of its own", append(chicagoNotes[:5:5], "*Harlow Fisheries Ltd v Sund Harbour Board* [2014] EWCA Civ 1999, [2015] 1 WLR 77 [23]."), nil, "chicago", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			doc := parsed(t, test.notes, test.entries)
			if doc.Style != test.style || doc.ListStyle != test.list {
				t.Errorf("the notes are in style %q and the bibliography in %q, want %q and %q", doc.Style, doc.ListStyle, test.style, test.list)
			}
			if got := drifts(doc); got != test.want {
				t.Errorf("these drift: %q, want %q", got, test.want)
			}
		})
	}
}

// TestNoDriftInOneStyle counts citations that are called strangers in generated documents, each of
// which is in one style.
func TestNoDriftInOneStyle(t *testing.T) {
	known := readRecords(t, "records.json")
	full, strange := 0, 0
	for _, st := range styles() {
		for number := range 4 {
			g := generate(st, st.langs[0], "clean", "defined", known, 20, 500+number)
			doc, err := read.Document(g.name(), g.source)
			if err != nil {
				t.Fatal(err)
			}
			cite.Parse(doc)
			for _, n := range doc.Notes {
				for _, c := range n.Citations {
					full += one(c.Kind.IsFull())
					strange += one(c.Drift != "")
				}
			}
		}
	}
	t.Logf("%d of %d citations drift", strange, full)
	if 200*strange > full {
		t.Errorf("of %d citations in documents of one style %d are said to be in another, want 1 in 200 at most", full, strange)
	}
}
