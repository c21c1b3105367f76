package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A madeBrief is a brief while it is written: sources that no other author of it shares a name with,
// and notes that cite them in one style.
type madeBrief struct {
	rand    *rand.Rand
	style   briefStyle
	sources []madeSource
	first   []int // the note in which a source is cited in full
	last    int   // the source of the note before; -1 if it cites none, or more than one
	words   []int
}

type madeSource struct{ name, surname, title, short, site string }

// A briefStyle is a way to write notes. Each function returns a note's text.
type briefStyle struct {
	name  string
	full  func(b *madeBrief, s madeSource, n int) string
	ibid  string
	again func(s madeSource, first int) string
	html  bool
	sups  bool // superscripts, and notes at the foot of each page
}

var briefStyles = []briefStyle{
	{
		name: "chicago",
		full: func(b *madeBrief, s madeSource, n int) string {
			return fmt.Sprintf("%s, “%s,” *%s*, %s %d, %d, https://%s/%d.", s.name, s.title, journals[n%len(journals)], months[n%12], 1+n%28, 2001+n%20, s.site, n)
		},
		ibid:  "Ibid.",
		again: func(s madeSource, _ int) string { return fmt.Sprintf("%s, “%s.”", s.surname, s.short) },
	},
	{
		name: "converted", sups: true,
		full: func(b *madeBrief, s madeSource, n int) string {
			return fmt.Sprintf("%s, “[%s](https://%s/%d),” *%s*, %s %d, %d.", s.name, s.title, s.site, n, journals[n%len(journals)], months[n%12], 1+n%28, 2001+n%20)
		},
		ibid:  "Ibid.",
		again: func(s madeSource, _ int) string { return fmt.Sprintf("%s, “%s.”", s.surname, s.short) },
	},
	{
		name: "oscola",
		full: func(b *madeBrief, s madeSource, n int) string {
			return fmt.Sprintf("%s, ‘%s’ (%d) %d Upland Law Review %d.", s.name, s.title, 2001+n%20, 10+n%20, 3+7*n)
		},
		ibid:  "ibid.",
		again: func(s madeSource, first int) string { return fmt.Sprintf("%s (n %d).", s.surname, first) },
	},
	{
		name: "bluebook",
		full: func(b *madeBrief, s madeSource, n int) string {
			return fmt.Sprintf("%s, *%s*, %d UPLAND L. REV. %d (%d).", s.name, s.title, 10+n%20, 3+7*n, 2001+n%20)
		},
		ibid:  "*Id.*",
		again: func(s madeSource, first int) string { return fmt.Sprintf("%s, *supra* note %d.", s.surname, first) },
	},
	{
		name: "pandoc", html: true,
		full: func(b *madeBrief, s madeSource, n int) string {
			return fmt.Sprintf(`%s, “<a href="https://%s/%d">%s</a>,” <em>%s</em>, %s %d, %d.`, s.name, s.site, n, s.title, journals[n%len(journals)], months[n%12], 1+n%28, 2001+n%20)
		},
		ibid:  "Ibid.",
		again: func(s madeSource, _ int) string { return fmt.Sprintf("%s, “%s.”", s.surname, s.short) },
	},
}

var (
	journals = []string{"Upland Review", "Journal of Inland Waterways", "Port News", "Annals of the Coast", "The Keeper"}
	months   = strings.Fields("January February March April May June July August September October November December")
	heads    = strings.Fields("Mar Rel Ach Bar Con Dal Eld Fen Gar Hol Ker Lun")
	tails    = strings.Fields("wood ling stead low den more by ton field wick")
	givens   = strings.Fields("Ines Tomas Mira Jonas Petra Anselm Ida Rufus Berta Caspar Olga Viktor Selma")
	kinds    = strings.Fields("Quiet Northern Wooden Unpaid Common Late Frozen Hidden Narrow Seasonal")
	things   = strings.Fields("Hives Lids Ferries Locks Lamps Gauges Salt Keepers Harbours Tides Roofs Canals")
	verbs    = strings.Fields("outlast need replace hide feed divide warm frighten delay enrich")
	counts   = strings.Fields("seven forty ninety twelve sixty eighteen hundred")
	ends     = []string{"when nobody pays", "as my father knew", "since the war", "by law", "all winter long", "whatever the board decides", "at no cost to us"}
	matters  = []string{"and the Price of Grain", "in a Dry Century", "on the Outer Coast", "after the Great Flood", "before the Railways", "as Seen by Their Neighbours"}
)

// source invents the i-th source of a brief: no two have one surname or one title.
func (b *madeBrief) source(i int) madeSource {
	at := b.words[i%len(b.words)]
	surname := heads[at%len(heads)] + tails[at/len(heads)%len(tails)]
	short := kinds[at%len(kinds)] + " " + things[at/len(kinds)%len(things)]
	return madeSource{
		name: givens[at%len(givens)] + " " + surname, surname: surname,
		title: short + " " + matters[at%len(matters)], short: short,
		site: strings.ToLower(surname) + ".example",
	}
}

// note writes note n: a source that is new, the one before, one of those further above, or a remark.
func (b *madeBrief) note(n int) string {
	k := b.rand.IntN(10)
	switch {
	case b.last >= 0 && k < 2:
		return b.style.ibid
	case k == 2 && n > 3:
		b.last = -1
		return fmt.Sprintf("The count of that year leaves out the %s on private ground.", strings.ToLower(things[n%len(things)]))
	case (k < 6 || len(b.sources) == len(b.words)) && len(b.sources) > 3:
		i := b.rand.IntN(len(b.sources) - 1)
		b.last = i
		return b.style.again(b.sources[i], b.first[i])
	}
	s := b.source(len(b.sources))
	b.sources, b.first, b.last = append(b.sources, s), append(b.first, n), len(b.sources)
	return b.style.full(b, s, n)
}

// said invents words that somebody said, and nobody else.
func (b *madeBrief) said() string {
	one := func(list []string) string { return list[b.rand.IntN(len(list))] }
	return fmt.Sprintf("%s %s %s %s %s %s %s", one(kinds), strings.ToLower(one(things)), one(verbs), one(counts), strings.ToLower(one(kinds)), strings.ToLower(one(things)), one(ends))
}

// claim writes what note n stands behind.
func (b *madeBrief) claim(n int) string {
	place, thing := treePlaces[n%len(treePlaces)], strings.ToLower(things[(n+n/12)%len(things)])
	switch b.rand.IntN(5) {
	case 0:
		return fmt.Sprintf("The board of %s counted %d %s in the year of the flood.", place, 30+n, thing)
	case 1:
		return fmt.Sprintf("“%s,” its clerk wrote from %s.", b.said(), place)
	case 2:
		return fmt.Sprintf("In %s, by contrast, the %s were left to those who lived beside them.", place, thing)
	case 3:
		return fmt.Sprintf("Whoever owned %s in %s paid for them twice a year.", thing, place)
	}
	return fmt.Sprintf("No law of %s said who was to mend the %s.", place, thing)
}

// makeBrief writes a brief of so many notes and returns it with its extension.
func makeBrief(number, notes int) (text, ext string) {
	b := &madeBrief{rand: rand.New(rand.NewPCG(7, uint64(number))), style: briefStyles[number%len(briefStyles)], last: -1}
	b.words = b.rand.Perm(len(heads) * len(tails))
	var body, foot strings.Builder
	title := fmt.Sprintf("%s %s: Brief %d of the Coast Survey", kinds[number%len(kinds)], things[number%len(things)], number)
	if b.style.html {
		fmt.Fprintf(&body, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%s</title></head>\n<body>\n<h1>%s</h1>\n<p class=\"author\">Ines Marwood</p>\n<p class=\"date\">3 June 2026</p>\n", title, title)
	} else {
		fmt.Fprintf(&body, "# %s\n\n*Ines Marwood*\n\n3 June 2026\n", title)
	}
	for n := 1; n <= notes; n++ {
		if n%12 == 1 && n > 1 && !b.style.sups {
			heading := fmt.Sprintf("Part %d", n/12+1)
			if b.style.html {
				fmt.Fprintf(&body, "</p>\n<h2>%s</h2>\n<p>", heading)
			} else {
				fmt.Fprintf(&body, "\n\n## %s\n\n", heading)
			}
		} else if n%3 == 1 {
			if b.style.html {
				body.WriteString(strings.TrimPrefix("</p>\n<p>", strings.Repeat("</p>\n", max(0, 2-n))))
			} else {
				body.WriteString("\n\n")
			}
		}
		claim, note := b.claim(n), b.note(n)
		switch {
		case b.style.html:
			fmt.Fprintf(&body, "%s<a href=\"#fn%d\" class=\"footnote-ref\" id=\"fnref%d\" role=\"doc-noteref\"><sup>%d</sup></a> ", claim, n, n, n)
			fmt.Fprintf(&foot, "<li id=\"fn%d\"><p>%s<a href=\"#fnref%d\" class=\"footnote-back\" role=\"doc-backlink\">↩︎</a></p></li>\n", n, note, n)
		case b.style.sups:
			fmt.Fprintf(&body, "%s<sup>%d</sup> ", claim, n)
			fmt.Fprintf(&foot, "<sup>%d</sup> %s\n\n", n, note)
			if n%9 == 0 || n == notes {
				fmt.Fprintf(&body, "\n\n---\n\n%s", foot.String())
				foot.Reset()
			}
		default:
			fmt.Fprintf(&body, "%s[^%d] ", claim, n)
			fmt.Fprintf(&foot, "[^%d]: %s\n", n, note)
		}
	}
	if b.style.html {
		return body.String() + "</p>\n<section id=\"footnotes\" class=\"footnotes\" role=\"doc-endnotes\">\n<hr />\n<ol>\n" + foot.String() + "</ol>\n</section>\n</body>\n</html>\n", ".html"
	}
	return body.String() + "\n\n" + foot.String(), ".md"
}

// briefFaults are put into briefs by hand: what is replaced, once, and by what.
var briefFaults = map[int]struct{ rule, old, new string }{
	5:  {"note/undefined", "[^9] ", "[^9][^999] "},
	6:  {"link/malformed", "(https://", "(htps://"},
	12: {"ref/supra-mismatch", "(n 1).", "(n 2)."},
	18: {"ref/ibid-first", "[^1]: ", "[^1]: *Id.* "},
}

// makeBriefs writes so many briefs of 15 to 299 notes.
func makeBriefs(tb testing.TB, briefs int) madeTree {
	tb.Helper()
	t := madeTree{dir: tb.TempDir()}
	for i := range briefs {
		text, ext := makeBrief(i, 15+(i*i*53)%285)
		name := fmt.Sprintf("brief-%02d%s", i, ext)
		if f, ok := briefFaults[i]; ok {
			before, after, found := strings.Cut(text, f.old)
			if !found {
				tb.Fatalf("%s holds no %q to put a fault into", name, f.old)
			}
			text = before + f.new + after
			t.want = append(t.want, fmt.Sprintf("%s:%d %s", name, 1+strings.Count(before, "\n"), f.rule))
		}
		if err := os.WriteFile(filepath.Join(t.dir, name), []byte(text), 0o666); err != nil {
			tb.Fatal(err)
		}
		t.files++
	}
	slices.Sort(t.want)
	return t
}

// TestBriefs states of 50 briefs in five styles what TestTrees states of its trees.
func TestBriefs(t *testing.T) {
	briefs := 50
	if raceEnabled {
		briefs = 20
	}
	tree := makeBriefs(t, briefs)
	found, _ := tree.alarms(t)
	if diff := cmp.Diff(tree.want, found); diff != "" {
		t.Errorf("the first run finds something else than what was planted (-want +got):\n%.6000s", diff)
	}
}
