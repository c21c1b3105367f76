package page_test

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/page"
)

// hostile are bodies that make careless readers slow, big or fall over.
func hostile() map[string]string {
	const size = hostileSize
	fill := func(prefix, unit string) string {
		return prefix + strings.Repeat(unit, max(0, size-len(prefix))/len(unit))
	}
	var bolds strings.Builder
	bolds.WriteString("<p>")
	for i := range 500 {
		fmt.Fprintf(&bolds, "<b a%d=1>", i)
	}
	var hidden strings.Builder
	for i := range 400 {
		fmt.Fprintf(&hidden, "<b a%d=1><table></b></table>", i)
	}
	return map[string]string{
		"nested div":              fill("<title>A quiet harbour at night</title>", "<div>"),
		"unclosed b and p":        fill("", "<b><p>"),
		"reopened b":              fill(bolds.String()+"</p>", "<p>x"),
		"b behind tables":         fill(hidden.String(), "<p>x</p>"),
		"p":                       fill("", "<p>"),
		"br":                      fill("", "<br>"),
		"text behind stray ends":  fill("", "a</x>"),
		"text in a table":         fill("<table>", "x<tr>"),
		"doctypes":                fill("", "a<!doctype x>"),
		"attributes":              fill("<p ", "a "),
		"numbered attributes":     numbered(size),
		"one tag without end":     fill("<p title='", "x"),
		"open angle brackets":     fill("", "<"),
		"comments":                fill("", "<!---->"),
		"comment without end":     fill("<!--", "-"),
		"ampersands":              fill("", "&"),
		"entities":                fill("", "&amp;lt;"),
		"headings":                fill("", "<h1>a b"),
		"metas":                   fill("", "<meta name=a content=b>"),
		"links":                   fill("", "<a rel=author>x"),
		"JSON-LD brackets":        fill(`<script type="application/ld+json">`, "["),
		"JSON-LD blocks":          fill("", `<script type="application/ld+json">{"@type":"Article","author":[[[]]]}</script>`),
		"JSON-LD commas":          fill(`<script type="application/ld+json">`, ","),
		"JSON-LD objects":         fill(`<script type="application/ld+json">[`+strings.Repeat(`{"@type":"Article","url":"https://x.example/a","@id":"x","author":{"@id":"x"},"publisher":{"@id":"x"}},`, 5000)+`{}]</script>`, "<p>x y z "),
		"JSON-LD of itself":       `<script type="application/ld+json">[{"@type":"Article","author":{"@id":"x"}},` + strings.Repeat(`{"@type":"Person","@id":"x","name":[{"@id":"x","name":"a b"},{"@id":"x","name":"b c"}]},`, 5000) + `{}]</script>`,
		"authors":                 fill("", `<meta name=author content="`+strings.Repeat("a b and ", 37)+`">`),
		"bylines":                 fill("", `<p class=byline>`+strings.Repeat("a b and ", 37)),
		"titles":                  fill("", `<meta property=og:title content="`+strings.Repeat("ab cd - ", 37)+`">`),
		"error titles":            fill("", `<h1>`+strings.Repeat("page not found 404 ", 15)+`</h1>`),
		"itemscopes":              fill("", `<i itemscope itemtype=Article itemprop=name>`),
		"flat itemscopes":         fill("", `<i itemscope itemtype=/Article><b itemprop=name>x</b></i>`),
		"hidden":                  fill("", `<p style="display : none">`),
		"long title":              fill("<title>", "a - "),
		"long words":              fill("<p>", "x"),
		"Han":                     fill("<p>", "港湾"),
		"dates":                   fill("<p>", "1 May 2020 "),
		"digits":                  fill("<p>", "1"),
		"digits and dots":         fill("<p>", "1.1.20"),
		"404":                     fill("<h1>404</h1><p>", "404 "),
		"names":                   fill("<p>", "jane "),
		"one surname":             fill("<p>", "doe "),
		"invalid UTF-8":           fill("<p>", "\xff\xfe\x80"),
		"combining marks":         fill("<p>", "\u0301"),
		"marks of one letter":     fill("<p>a", "\u0345\u0301"),
		"ligature":                fill("<p>", "\ufdfa"),
		"NUL":                     fill("<p>", "\x00"),
		"one attribute":           "<title>x</title><p title='" + strings.Repeat("x ", size/2) + "'>x",
		"one meta":                "<meta name=robots content='" + strings.Repeat("noindex,", size/8) + "'>",
		"one heading":             fill("<h1>", "page not found "),
		"offers of a domain":      fill("<title>sund.example</title><p>", "sund.example is for "),
		"marks of walls":          fill("<script>", "_incapsula_resource arg1 acw_sc__v "),
		"Han of error pages":      fill("<h1>", "找不到页面"),
		"scripts of landers":      fill("<script>", "location.href = "),
		"select":                  fill("<select>", "<option>"),
		"svg":                     fill("<svg>", "<title>x"),
		"templates":               fill("", "<template>"),
		"formatting in templates": fill("", "<template><b>"),
		"frameset":                fill("<frameset>", "<frame>"),
		"text directive":          fill("<p>", "a b "),
		"DOIs":                    fill("<p>", "10.1000/x "),
	}
}

func numbered(size int) string {
	var b strings.Builder
	b.WriteString("<body ")
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, "a%d=%d ", i, i)
	}
	return b.String()
}

func hostileQuery() checker.Query {
	return checker.Query{
		URL:       "https://sund.example/a/b",
		Titles:    []string{"A quiet harbour at night", strings.Repeat("a - ", 5000)},
		Authors:   []string{"Doe, Jane", "Doe, J.", "Harbor Instituut"},
		Dates:     []checker.Date{{EDTF: "1999-12-31"}},
		Fragments: []string{"x", ":~:text=a-,b,c,-d", ":~:text=a,zz"},
	}
}

// TestHostile holds Inspect to time and memory in proportion to the body, whatever that is. The goal
// is a second and 64 MiB for 2 MiB, on a machine that does nothing else.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	defer debug.SetGCPercent(debug.SetGCPercent(20)) // so that garbage counts for little
	q := hostileQuery()
	for name, body := range hostile() {
		t.Run(name, func(t *testing.T) {
			r := checker.Response{URL: q.URL, Status: 200, Header: map[string][]string{"Content-Type": {"text/html"}}, Body: []byte(body)}
			runtime.GC()
			before, start := heap(), time.Now()
			done := make(chan uint64)
			stop := make(chan struct{})
			go func() { done <- watchHeap(stop) }()
			page.Inspect(r, q)
			took := time.Since(start)
			close(stop)
			peak := <-done
			// What is quadratic takes minutes: the deadline of the test binary is the judge.
			if peak > before && (peak-before)>>20 > 64 {
				t.Errorf("took %d MiB", (peak-before)>>20)
			}
			t.Logf("%v, %d MiB", took.Round(time.Millisecond), int64(peak-before)>>20)
		})
	}
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// watchHeap returns the largest heap until stop is closed.
func watchHeap(stop chan struct{}) uint64 {
	var peak uint64
	for {
		peak = max(peak, heap())
		select {
		case <-stop:
			return peak
		case <-time.After(2 * time.Millisecond):
		}
	}
}

// processorTime returns how much time of processors the test has taken: unlike the time on the wall,
// it does not depend on who else is at work.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func BenchmarkInspect(b *testing.B) {
	var body strings.Builder
	body.WriteString(`<!DOCTYPE html><html lang="en"><head><title>Harbour dues rise again | The Sund Post</title><meta property="og:title" content="Harbour dues rise again">`)
	body.WriteString(`<script type="application/ld+json">{"@type":"NewsArticle","headline":"Harbour dues rise again","datePublished":"2025-03-01","author":{"name":"Ilse Brandt"}}</script><script>` + strings.Repeat("var a=1;", 5000) + `</script></head><body>`)
	for body.Len() < 200_000 {
		body.WriteString(`<div class="story-card card-small"><a href="/2025/03/01/harbour-dues?ref=card" class="link"><img src="/i/1.jpg" alt="x"><h3 class="t">Keepers of the “quiet” harbour</h3></a><p class="teaser">The keepers wrote down – every tide, 3 May 2024, in <b>ledgers</b> bound with green cloth.</p></div>` + "\n")
	}
	r := checker.Response{URL: "https://sund.example/2025/03/01/a", Status: 200, Header: map[string][]string{"Content-Type": {"text/html; charset=utf-8"}}, Body: []byte(body.String())}
	for _, c := range []struct {
		name string
		q    checker.Query
	}{
		{"nothing", checker.Query{URL: r.URL}},
		{"asked", checker.Query{URL: r.URL, Titles: []string{"Harbour dues rise again"}, Authors: []string{"Brandt, Ilse", "Nobody, Nora"}, Dates: []checker.Date{{EDTF: "2025-03-01"}, {EDTF: "2011-01-01"}}, Fragments: []string{"x"}}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(r.Body)))
			before := processorTime()
			for b.Loop() {
				page.Inspect(r, c.q)
			}
			b.ReportMetric(float64((processorTime()-before).Microseconds())/float64(b.N), "cpu-µs/page")
		})
	}
}
