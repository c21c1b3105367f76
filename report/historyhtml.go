package report

import (
	"bytes"
	_ "embed"
	"html/template"
	"io"
	"strconv"
	"strings"
)

//go:embed history.css
var historyStyle string

//go:embed history.tmpl
var historyTemplate string

var historyPage = template.Must(template.New("history").Parse(historyTemplate))

// historyPolicy lets the page have its own style and nothing else.
var historyPolicy = "default-src 'none'; style-src '" + cspHash(historyStyle) + "'; base-uri 'none'; form-action 'none'"

// HistoryHTML writes a history as one page that asks nothing of anybody and needs no script. Beside
// each chart stands a table of what it shows.
func HistoryHTML(w io.Writer, h *History) error {
	var b bytes.Buffer
	if err := historyPage.Execute(&b, h.page()); err != nil {
		return err
	}
	return write(w, &b)
}

// A historyView is what the page shows. All text in it is plain.
type historyView struct {
	Style       template.CSS
	Policy      string
	Headline    string
	Today       string
	Documents   []historyViewDocument
	Failing     []historyViewSource
	MoreFailing int
	Recovered   []historyViewSource
	Hosts       [][]string
	MoreHosts   int
	Charts      []chart
	Unknown     []string
}

type historyViewDocument struct {
	Path, Words string
	Failing     []historyViewSource
}

type historyViewSource struct {
	URL   string // empty: no link
	Name  string
	State string
}

// maxPageRows is how many sources, and how many hosts, the page lists: it is to be read.
const maxPageRows = 1000

func (h *History) page() historyView {
	v := historyView{Style: template.CSS(historyStyle), Policy: historyPolicy, Headline: plain(h.headline()), Today: dayOf(h.Today)}
	by := h.bySource()
	for _, d := range h.Documents {
		failing := d.failingOf(by)
		vd := historyViewDocument{Path: plain(d.Path), Words: plain(d.words(len(failing)))}
		for _, s := range failing {
			vd.Failing = append(vd.Failing, h.viewSource(s))
		}
		v.Documents = append(v.Documents, vd)
	}
	failing := h.failing()
	v.MoreFailing = max(0, len(failing)-maxPageRows)
	for i := range failing[:len(failing)-v.MoreFailing] {
		v.Failing = append(v.Failing, h.viewSource(&failing[i]))
	}
	for _, r := range h.recovered() {
		if len(v.Recovered) < maxPageRows {
			view := h.viewSource(r.source)
			view.State = r.words()
			v.Recovered = append(v.Recovered, view)
		}
	}
	for _, host := range h.hosts() {
		if host.failing > 0 {
			v.Hosts = append(v.Hosts, []string{plain(host.name), itoa(host.sources), itoa(host.failing), number(host.age, "day")})
		}
	}
	v.MoreHosts = max(0, len(v.Hosts)-maxPageRows)
	v.Hosts = v.Hosts[:len(v.Hosts)-v.MoreHosts]
	for _, u := range h.Unknown {
		v.Unknown = append(v.Unknown, plain(u))
	}
	if weeks := h.weeks(); len(weeks) > 0 {
		v.Charts = []chart{aliveChart(weeks), brokeChart(weeks), ageChart(h.ages())}
	}
	return v
}

func (h *History) viewSource(s *RememberedSource) historyViewSource {
	v := historyViewSource{Name: plain(sourceName(s.Result.URL)), State: plain(h.state(s))}
	if isWeb(s.Result.URL) && redact(s.Result.URL) == s.Result.URL {
		v.URL = s.Result.URL
	}
	return v
}

// A chart is a small drawing, and the table of what it shows.
type chart struct {
	ID, Title string
	Words     string // what it shows, for those who do not see it
	Bars      []chartBar
	Areas     []chartArea
	Lines     []chartLine
	Labels    []chartLabel
	Legend    []chartKey
	Head      []string
	Rows      [][]string
	Folded    bool // the table is long
}

type chartBar struct {
	Class               string
	X, Y, Width, Height string
	Title               string
}

type chartArea struct{ Class, Points string }

type chartLine struct{ X1, Y1, X2, Y2 string }

type chartLabel struct {
	X, Y, Anchor, Words string
}

type chartKey struct{ Class, Words string }

// The plot of a chart, in units of its view box, which is 640 by 220.
const (
	plotLeft, plotRight = 44.0, 632.0
	plotTop, plotBottom = 10.0, 190.0
	labelBaseline       = 208.0
)

func unit(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }

// height is how far above the bottom n stands, if top is the highest.
func height(n, top int) float64 { return (plotBottom - plotTop) * float64(n) / float64(max(1, top)) }

// scale draws lines at round numbers, and returns the highest.
func (c *chart) scale(most int) int {
	step := 1
	for i := 0; step*4 < most; i++ {
		step = []int{1, 2, 5}[(i+1)%3] * pow10((i+1)/3)
	}
	top := max(step, (most+step-1)/step*step)
	for n := 0; n <= top; n += step {
		y := unit(plotBottom - height(n, top))
		c.Lines = append(c.Lines, chartLine{unit(plotLeft), y, unit(plotRight), y})
		c.Labels = append(c.Labels, chartLabel{unit(plotLeft - 6), unit(plotBottom - height(n, top) + 4), "end", itoa(n)})
	}
	return top
}

func pow10(n int) int {
	p := 1
	for range n {
		p *= 10
	}
	return p
}

// weekLabels writes some of the weeks below.
func (c *chart) weekLabels(weeks []historyWeek, x func(int) float64) {
	every := max(1, (len(weeks)+6)/7)
	for i := 0; i < len(weeks); i += every {
		c.Labels = append(c.Labels, chartLabel{unit(x(i)), unit(labelBaseline), "middle", dayOf(weeks[i].start)})
	}
}

// slot is the middle of the i-th of n equal parts of the plot.
func slot(n int) func(int) float64 {
	return func(i int) float64 { return plotLeft + (plotRight-plotLeft)*(float64(i)+.5)/float64(n) }
}

func aliveChart(weeks []historyWeek) chart {
	c := chart{
		ID: "alive", Title: "Links alive, week by week", Folded: len(weeks) > 12,
		Legend: []chartKey{{"alive", "good when last seen"}, {"known", "failing when last seen"}}, Head: []string{"week from", "alive", "known", "looked at", "ok", "failing", "blocked"},
	}
	most := 0
	for _, w := range weeks {
		most = max(most, w.known)
		c.Rows = append(c.Rows, []string{dayOf(w.start), itoa(w.alive), itoa(w.known), itoa(w.looked), itoa(w.good), itoa(w.failing), itoa(w.blocked)})
	}
	top := c.scale(most)
	x := slot(len(weeks))
	area := func(class string, n func(historyWeek) int) chartArea {
		points := []string{unit(plotLeft) + "," + unit(plotBottom)}
		points = append(points, unit(plotLeft)+","+unit(plotBottom-height(n(weeks[0]), top)))
		for i, w := range weeks {
			points = append(points, unit(x(i))+","+unit(plotBottom-height(n(w), top)))
		}
		points = append(points, unit(plotRight)+","+unit(plotBottom-height(n(weeks[len(weeks)-1]), top)), unit(plotRight)+","+unit(plotBottom))
		return chartArea{class, strings.Join(points, " ")}
	}
	c.Areas = []chartArea{
		area("known", func(w historyWeek) int { return w.known }),
		area("alive", func(w historyWeek) int { return w.alive }),
	}
	c.weekLabels(weeks, x)
	first, last := weeks[0], weeks[len(weeks)-1]
	c.Words = "In the week from " + dayOf(first.start) + " " + itoa(first.alive) + " of " + number(first.known, "source") + " were alive; in that from " + dayOf(last.start) + ", " + itoa(last.alive) + " of " + itoa(last.known) + "."
	return c
}

func brokeChart(weeks []historyWeek) chart {
	c := chart{
		ID: "broke", Title: "Links that broke and recovered, week by week", Folded: len(weeks) > 12,
		Legend: []chartKey{{"broke", "broke"}, {"recovered", "recovered"}}, Head: []string{"week from", "broke", "recovered"},
	}
	most, broke, recovered := 0, 0, 0
	for _, w := range weeks {
		most = max(most, w.broke, w.recovered)
		broke, recovered = broke+w.broke, recovered+w.recovered
		c.Rows = append(c.Rows, []string{dayOf(w.start), itoa(w.broke), itoa(w.recovered)})
	}
	top := c.scale(most)
	x := slot(len(weeks))
	wide := min(16, (plotRight-plotLeft)/float64(len(weeks))*.4)
	bar := func(class string, left float64, n int, week string) {
		if n > 0 {
			tall := height(n, top)
			c.Bars = append(c.Bars, chartBar{class, unit(left), unit(plotBottom - tall), unit(wide), unit(tall), "week from " + week + ": " + itoa(n) + " " + class})
		}
	}
	for i, w := range weeks {
		bar("broke", x(i)-wide, w.broke, dayOf(w.start))
		bar("recovered", x(i), w.recovered, dayOf(w.start))
	}
	c.weekLabels(weeks, x)
	c.Words = "In " + number(len(weeks), "week") + " links broke " + times(broke) + " and recovered " + times(recovered) + "."
	return c
}

func times(n int) string {
	if n == 2 {
		return "twice"
	}
	return choose(n, "once", itoa(n)+" times")
}

func ageChart(ages []historyAge) chart {
	c := chart{ID: "ages", Title: "For how long links have failed", Head: []string{"failing for", "links"}}
	most, all := 0, 0
	for _, a := range ages {
		most, all = max(most, a.count), all+a.count
		c.Rows = append(c.Rows, []string{a.name, itoa(a.count)})
	}
	top := c.scale(most)
	x := slot(len(ages))
	wide := (plotRight - plotLeft) / float64(len(ages)) * .6
	for i, a := range ages {
		if a.count > 0 {
			tall := height(a.count, top)
			c.Bars = append(c.Bars, chartBar{"broke", unit(x(i) - wide/2), unit(plotBottom - tall), unit(wide), unit(tall), a.name + ": " + itoa(a.count)})
		}
		c.Labels = append(c.Labels, chartLabel{unit(x(i)), unit(labelBaseline), "middle", a.name})
	}
	c.Words = number(all, "link") + choose(all, " fails", " fail") + " now."
	if all > 0 {
		var parts []string
		for _, a := range ages {
			if a.count > 0 {
				parts = append(parts, a.name+": "+itoa(a.count))
			}
		}
		c.Words += " " + strings.Join(parts, "; ") + "."
	}
	return c
}
