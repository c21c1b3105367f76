package page

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// An edition is a page of a site: an article, and what stands around it.
type edition struct {
	article []string // paragraphs
	related []string // headlines
	today   string
}

func (e edition) html(charset string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<!doctype html><html lang=en><head><meta charset=%q><title>Dues Rise Again</title></head><body>", charset)
	fmt.Fprintf(&b, "<nav><ul><li><a href=/>Home</a><li><a href=/ports>Ports</a><li><a href=/ferries>Ferries</a></ul></nav><p>%s</p><h1>Dues Rise Again</h1>", e.today)
	for _, p := range e.article {
		fmt.Fprintf(&b, "<p>%s</p>\n", p)
	}
	b.WriteString("<aside><h2>Read on</h2><ul>")
	for _, r := range e.related {
		fmt.Fprintf(&b, "<li><a href=/x>%s</a></li>", r)
	}
	b.WriteString("</ul></aside><footer>Port News, all rights reserved</footer></body></html>")
	return b.String()
}

func sketchOf(html, charset string) checker.Page {
	r := checker.Response{URL: "https://port.example/dues", Status: 200, Body: []byte(html), Header: http.Header{"Content-Type": {"text/html; charset=" + charset}}}
	return Inspect(r, checker.Query{URL: r.URL}).Page
}

// article is an article of twelve paragraphs of invented words in German spelling.
func article(seed uint64) []string {
	rng := rand.New(rand.NewPCG(seed, 1))
	ps := make([]string, 12)
	for i := range ps {
		words := make([]string, 40)
		for j := range words {
			words[j] = fmt.Sprintf("%s%d", []string{"hafen", "fähre", "über", "gebühr"}[rng.IntN(4)], rng.IntN(500))
		}
		ps[i] = strings.Join(words, " ") + "."
	}
	return ps
}

// TestMainTextStays states that what changes around an article is no change of it, nor are other
// bytes of the same letters; and that what changes in it is.
func TestMainTextStays(t *testing.T) {
	first := edition{article(1), []string{"Ferries Sail Late", "Who Owns the Quay?", "Tides of May"}, "Monday, 3 May 2024"}
	with := func(change func(*edition)) edition {
		e := first
		e.article, e.related = slices.Clone(e.article), slices.Clone(e.related)
		change(&e)
		return e
	}
	rewritten := func(n int) edition {
		return with(func(e *edition) { copy(e.article, article(2)[:n]) })
	}
	latin, err := charmap.Windows1252.NewEncoder().String(first.html("windows-1252"))
	if err != nil {
		t.Fatal(err)
	}
	was := sketchOf(first.html("utf-8"), "utf-8")
	for _, c := range []struct {
		name      string
		page      checker.Page
		low, high float64
	}{
		{"another day, other headlines", sketchOf(with(func(e *edition) {
			e.today, e.related = "Tuesday, 4 May 2024", []string{"Tides of June", "Ferries Sail Late", "A New Lighthouse at Sund"}
		}).html("utf-8"), "utf-8"), 1, 1},
		{"another charset", sketchOf(latin, "windows-1252"), 1, 1},
		{"line ends", sketchOf(strings.ReplaceAll(first.html("utf-8"), " ", "\r\n"), "utf-8"), 1, 1},
		{"a word", sketchOf(strings.Replace(first.html("utf-8"), first.article[3][:9], "leuchtturm ", 1), "utf-8"), .9, .999},
		{"a twelfth rewritten", sketchOf(rewritten(1).html("utf-8"), "utf-8"), .75, .95},
		{"a third rewritten", sketchOf(rewritten(4).html("utf-8"), "utf-8"), .38, .62},
		{"two thirds rewritten", sketchOf(rewritten(8).html("utf-8"), "utf-8"), .1, .32},
		{"another article of the site", sketchOf(with(func(e *edition) { e.article = article(3) }).html("utf-8"), "utf-8"), 0, .05},
	} {
		if got := was.Sketch.Alike(c.page.Sketch); got < c.low || got > c.high {
			t.Errorf("%s: alike by %.3f, want %v to %v", c.name, got, c.low, c.high)
		}
	}
	if was.MainWords != 12*40 {
		t.Errorf("the article has %d words, want %d", was.MainWords, 12*40)
	}
}

func TestMainTextOfHan(t *testing.T) {
	p := strings.Repeat("港口今年的费用又上升了三分之一，渡船公司对此表示不满。", 3)
	page := sketchOf("<html><body><ul><li>首页<li>港口<li>渡船</ul><p>"+p+"</p></body></html>", "utf-8")
	if page.MainWords == 0 || page.Sketch.Alike(match.NewSketch([]string{p})) != 1 {
		t.Errorf("the main text has %d words, and its sketch is %x", page.MainWords, page.Sketch)
	}
}
