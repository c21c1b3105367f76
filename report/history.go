package report

import (
	"bytes"
	"cmp"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/citelint/citelint/checker"
)

// A History is what a state remembers of sources: the health of links over time.
type History struct {
	File      string             // the state's, for people; empty if there is none
	Today     time.Time          // the day of which ages count, in UTC
	Since     time.Time          // the first day of which weeks and changes are told; zero: a year before Today
	Sources   []RememberedSource // by address
	Documents []CitingDocument   // by path; those that were asked for
	Unknown   []string           // what was asked for and nothing is remembered of, sorted
	Named     bool               // Sources are only those that were asked for
	Asked     []string           // what the sources are remembered by that were asked for themselves, not by a document
}

// A RememberedSource is one source, and the days on which it was looked at.
type RememberedSource struct {
	Result *checker.Result // as the last look saw it, without a page; URL is what it is remembered by
	Looks  []Seen          // one a day at most, in the order of time
}

// A Seen is what was seen at a source on one day.
type Seen struct {
	Time    time.Time
	Verdict checker.Verdict
}

// A CitingDocument is a document, and what its sources are remembered by.
type CitingDocument struct {
	Path    string
	Sources []string // sorted
	Unknown int      // of them, those of which nothing is remembered
}

// A historyWeek is what was seen in one week, from Monday.
type historyWeek struct {
	start                          time.Time
	looked, good, failing, blocked int // sources that were looked at, as seen last
	broke, recovered               int // sources that began to fail, and that were good again after failing
	known, alive                   int // at its end: sources of which a verdict is known, and the good ones among them
}

// A historyHost is one host and the health of its sources.
type historyHost struct {
	name             string
	sources, failing int
	age              int // the median of those that fail, in days
	ages             []int
}

// secretHost is the host of addresses that are remembered by their digest alone.
const secretHost = "(addresses that hold a secret)"

const (
	aDay     = 24 * time.Hour
	aWeek    = 7 * aDay
	maxWeeks = 53 * 10
)

// monday is the first day of a time's week, in UTC.
func monday(t time.Time) time.Time {
	t = t.UTC().Truncate(aDay)
	return t.Add(-aDay * time.Duration((int(t.Weekday())+6)%7))
}

// begin is the first week's Monday: that of Since, else of a year ago, but not of before the first look.
func (h *History) begin() time.Time {
	begin := h.Since
	if begin.IsZero() {
		begin = h.Today.Add(-52 * aWeek)
	}
	first := h.Today
	for _, s := range h.Sources {
		if len(s.Looks) > 0 && s.Looks[0].Time.Before(first) {
			first = s.Looks[0].Time
		}
	}
	if begin.Before(first) {
		begin = first
	}
	begin = monday(begin)
	if last := monday(h.Today); begin.Before(last.Add(-(maxWeeks - 1) * aWeek)) {
		begin = last.Add(-(maxWeeks - 1) * aWeek)
	}
	return begin
}

// weeks counts what was seen, week by week, up to that of Today.
func (h *History) weeks() []historyWeek {
	begin := h.begin()
	n := 1 + int(monday(h.Today).Sub(begin)/aWeek)
	if n < 1 || len(h.Sources) == 0 {
		return nil
	}
	weeks := make([]historyWeek, n)
	for i := range weeks {
		weeks[i].start = begin.Add(time.Duration(i) * aWeek)
	}
	at := func(t time.Time) int { return int(monday(t).Sub(begin) / aWeek) }
	known, alive := make([]int, n+1), make([]int, n+1) // differences from week to week
	for _, s := range h.Sources {
		count := sourceWeeks{weeks: weeks, at: at}
		for i, l := range s.Looks {
			last := i+1 == len(s.Looks) || at(s.Looks[i+1].Time) != at(l.Time)
			count.look(l, last, known, alive)
		}
	}
	for i := range weeks {
		known[i+1] += known[i]
		alive[i+1] += alive[i]
		weeks[i].known, weeks[i].alive = known[i], alive[i]
	}
	return weeks
}

// A sourceWeeks counts the looks at one source.
type sourceWeeks struct {
	weeks        []historyWeek
	at           func(time.Time) int
	seen, failed bool // a verdict is known, and it was a failure
}

// look counts one look; last says that it is the last of its week.
func (c *sourceWeeks) look(l Seen, last bool, known, alive []int) {
	i := c.at(l.Time)
	if i >= len(c.weeks) {
		return
	}
	w := &historyWeek{}
	if i >= 0 {
		w = &c.weeks[i]
	}
	if last {
		w.looked++
		switch {
		case isGood(l.Verdict):
			w.good++
		case isFailure(l.Verdict):
			w.failing++
		default:
			w.blocked++
		}
	}
	from := max(i, 0)
	good, bad := isGood(l.Verdict), isFailure(l.Verdict)
	switch {
	case !good && !bad:
		return
	case !c.seen:
		known[from]++
		if good {
			alive[from]++
		} else {
			w.broke++
		}
	case good && c.failed:
		w.recovered++
		alive[from]++
	case bad && !c.failed:
		w.broke++
		alive[from]--
	}
	c.seen, c.failed = true, bad
}

// isFailing reports whether a source failed when it was last seen, and not been good since.
func (s *RememberedSource) isFailing() bool { return !s.Result.FailingSince.IsZero() }

// days is how many days ago a time was.
func (h *History) days(t time.Time) int {
	return max(0, int(h.Today.Sub(t.UTC().Truncate(aDay))/aDay))
}

// failing returns the sources that fail, those for longest first.
func (h *History) failing() []RememberedSource {
	var all []RememberedSource
	for _, s := range h.Sources {
		if s.isFailing() {
			all = append(all, s)
		}
	}
	slices.SortStableFunc(all, func(a, b RememberedSource) int { return a.Result.FailingSince.Compare(b.Result.FailingSince) })
	return all
}

// A recovery is a source that failed and is good again.
type recovery struct {
	source     *RememberedSource
	failed, at time.Time // since when it failed, and since when it is good
}

// recovered returns the sources that were seen to recover since the first day that is told of and have
// not failed since, the latest first.
func (h *History) recovered() []recovery {
	begin := h.begin()
	var all []recovery
	for i := range h.Sources {
		s := &h.Sources[i]
		var r recovery
		failing := false
		for _, c := range s.Result.Changes {
			switch {
			case isFailure(c.Verdict) && !failing:
				failing, r.failed = true, c.Time
			case isGood(c.Verdict) && failing:
				failing, r.at = false, c.Time
			}
		}
		if !failing && !r.at.Before(begin) {
			r.source = s
			all = append(all, r)
		}
	}
	slices.SortStableFunc(all, func(a, b recovery) int { return b.at.Compare(a.at) })
	return all
}

// words says when a source failed and recovered.
func (r *recovery) words() string {
	return "good since " + dayOf(r.at) + "; had failed since " + dayOf(r.failed)
}

func hostOf(key string) string {
	if strings.HasPrefix(key, "sha256:") {
		return secretHost
	}
	u, err := url.Parse(key)
	if err != nil || u.Host == "" {
		return "(no host)"
	}
	return u.Host
}

// hosts counts by host: those with most that fail first.
func (h *History) hosts() []historyHost {
	index := map[string]int{}
	var all []historyHost
	for _, s := range h.Sources {
		name := hostOf(s.Result.URL)
		i, ok := index[name]
		if !ok {
			i = len(all)
			index[name] = i
			all = append(all, historyHost{name: name})
		}
		all[i].sources++
		if s.isFailing() {
			all[i].failing++
			all[i].ages = append(all[i].ages, h.days(s.Result.FailingSince))
		}
	}
	for i := range all {
		all[i].age = median(all[i].ages)
	}
	slices.SortFunc(all, func(a, b historyHost) int {
		return cmp.Or(cmp.Compare(b.failing, a.failing), cmp.Compare(b.sources, a.sources), strings.Compare(a.name, b.name))
	})
	return all
}

// median is the middle of some numbers, the lower of two; 0 if there are none.
func median(ns []int) int {
	if len(ns) == 0 {
		return 0
	}
	ns = slices.Sorted(slices.Values(ns))
	return ns[(len(ns)-1)/2]
}

// A historyAge is how many sources have failed for so long.
type historyAge struct {
	name     string
	from, to int // days; to is exclusive, 0: without end
	count    int
}

// ages counts the sources that fail by how long they do.
func (h *History) ages() []historyAge {
	all := []historyAge{
		{name: "under a week", to: 7}, {name: "1–4 weeks", from: 7, to: 28}, {name: "1–3 months", from: 28, to: 91},
		{name: "3–6 months", from: 91, to: 182}, {name: "6–12 months", from: 182, to: 365}, {name: "over a year", from: 365},
	}
	for _, s := range h.Sources {
		if !s.isFailing() {
			continue
		}
		days := h.days(s.Result.FailingSince)
		i := slices.IndexFunc(all, func(a historyAge) bool { return days >= a.from && (a.to == 0 || days < a.to) })
		all[i].count++
	}
	return all
}

// changes are the changes of a source since a day.
func (s *RememberedSource) changes(begin time.Time) []checker.Change {
	var all []checker.Change
	for _, c := range s.Result.Changes {
		if !c.Time.Equal(s.Result.FirstSeen) && !c.Time.Before(begin) {
			all = append(all, c)
		}
	}
	return all
}

// bySource finds sources by what they are remembered by.
func (h *History) bySource() map[string]*RememberedSource {
	by := make(map[string]*RememberedSource, len(h.Sources))
	for i := range h.Sources {
		by[h.Sources[i].Result.URL] = &h.Sources[i]
	}
	return by
}

// failingOf returns the sources of a document that fail, in its order.
func (d *CitingDocument) failingOf(by map[string]*RememberedSource) []*RememberedSource {
	var all []*RememberedSource
	for _, key := range d.Sources {
		if s := by[key]; s != nil && s.isFailing() {
			all = append(all, s)
		}
	}
	return all
}

// sourceName is an address as people see it.
func sourceName(key string) string {
	if digest, ok := strings.CutPrefix(key, "sha256:"); ok {
		return "(an address that holds a secret, " + digest[:min(8, len(digest))] + ")"
	}
	return key
}

func dayOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

// state words what is known of a source that fails.
func (h *History) state(s *RememberedSource) string {
	r := s.Result
	verdict := string(r.Verdict)
	if r.Cause != "" {
		verdict += " (" + string(r.Cause) + ")"
	}
	words := verdict + "; failing since " + dayOf(r.FailingSince) + ", " + number(h.days(r.FailingSince), "day")
	switch {
	case r.Confirmed():
		words += ", confirmed"
	case r.Strikes > 0:
		words += ", " + itoa(r.Strikes) + " of " + itoa(r.StrikesToConfirm())
	}
	if r.LastGood.IsZero() {
		words += "; never seen good"
	} else {
		words += "; last good " + dayOf(r.LastGood)
	}
	if h.days(r.Checked) > 7 {
		words += "; not looked at since " + dayOf(r.Checked)
	}
	return words
}

// headline says in one sentence what is remembered.
func (h *History) headline() string {
	if len(h.Sources) == 0 {
		if h.Named {
			return "Nothing is remembered of what was asked for."
		}
		return "Nothing is remembered yet: citelint check remembers the sources that it looks at."
	}
	var first, last time.Time
	for _, s := range h.Sources {
		if f := s.Result.FirstSeen; first.IsZero() || f.Before(first) {
			first = f
		}
		if s.Result.Checked.After(last) {
			last = s.Result.Checked
		}
	}
	failing := h.failing()
	words := number(len(h.Sources), "source") + " since " + dayOf(first) + ", last looked at on " + dayOf(last) + ": " + itoa(len(failing)) + choose(len(failing), " fails", " fail")
	if len(failing) > 0 {
		var ages []int
		for _, s := range failing {
			ages = append(ages, h.days(s.Result.FailingSince))
		}
		words += ", for " + number(median(ages), "day") + " in the median"
	}
	return words + "."
}

// HistoryText writes a history for people. Paint is as for LookText.
func HistoryText(w io.Writer, h *History, paint func(kind, words string) string) error {
	if paint == nil {
		paint = func(_, words string) string { return words }
	}
	var b bytes.Buffer
	b.WriteString(plainText(h.headline()) + "\n")
	by := h.bySource()
	for _, d := range h.Documents {
		failing := d.failingOf(by)
		b.WriteString("\n" + plainText(d.Path) + ": " + plainText(d.words(len(failing))) + "\n")
		for _, s := range failing {
			h.textSource(&b, s, paint)
		}
	}
	if failing := h.failing(); len(failing) > 0 && len(h.Documents) == 0 {
		b.WriteString("\nFailing\n")
		for i := range failing {
			h.textSource(&b, &failing[i], paint)
		}
	}
	h.textRecovered(&b, paint)
	h.textAsked(&b)
	h.textHosts(&b)
	h.textWeeks(&b)
	if len(h.Unknown) > 0 {
		b.WriteString("\nNothing is remembered of\n")
		for _, u := range h.Unknown {
			b.WriteString("  " + plainText(u) + "\n")
		}
	}
	return write(w, &b)
}

func (h *History) textSource(b *bytes.Buffer, s *RememberedSource, paint func(kind, words string) string) {
	b.WriteString("  " + plainText(sourceName(s.Result.URL)) + "\n    " + paint(verdictKind(s.Result.Verdict), plainText(h.state(s))) + "\n")
}

// maxTextRows is how many hosts, and how many recoveries, the text lists.
const maxTextRows = 20

func (h *History) textRecovered(b *bytes.Buffer, paint func(kind, words string) string) {
	all := h.recovered()
	if len(all) == 0 {
		return
	}
	b.WriteString("\nRecovered\n")
	for _, r := range all[:min(len(all), maxTextRows)] {
		b.WriteString("  " + plainText(sourceName(r.source.Result.URL)) + "\n    " + paint("good", plainText(r.words())) + "\n")
	}
	if more := len(all) - maxTextRows; more > 0 {
		b.WriteString("  and " + itoa(more) + " more (-f json has every change of each source)\n")
	}
}

// words counts the sources of a document.
func (d *CitingDocument) words(failing int) string {
	words := number(len(d.Sources), "source") + ", " + itoa(failing) + choose(failing, " fails", " fail")
	if d.Unknown > 0 {
		words += "; " + itoa(d.Unknown) + " not looked at yet"
	}
	return words
}

// textAsked tells all of the sources that were asked for themselves.
func (h *History) textAsked(b *bytes.Buffer) {
	begin, by := h.begin(), h.bySource()
	for _, key := range h.Asked {
		s := by[key]
		if s == nil {
			continue
		}
		r := s.Result
		b.WriteString("\n" + plainText(sourceName(r.URL)) + "\n")
		row := func(name, words string) {
			if words != "" {
				b.WriteString("  " + name + strings.Repeat(" ", max(1, 12-len(name))) + plainText(words) + "\n")
			}
		}
		row("first seen", dayOf(r.FirstSeen))
		row("last good", dayOf(r.LastGood))
		row("last look", dayOf(r.Checked)+" "+string(r.Verdict))
		row("looked at", "on "+number(len(s.Looks), "day")+" that are remembered")
		for k, c := range s.changes(begin) {
			row(choose(k+1, "changes", ""), dayOf(c.Time)+" "+string(c.Verdict))
		}
	}
}

func (h *History) textHosts(b *bytes.Buffer) {
	var rows [][]string
	for _, host := range h.hosts() {
		if host.failing > 0 {
			rows = append(rows, []string{host.name, itoa(host.sources), itoa(host.failing), number(host.age, "day")})
		}
	}
	if len(rows) == 0 {
		return
	}
	more := len(rows) - maxTextRows
	rows = rows[:min(len(rows), maxTextRows)]
	b.WriteString("\nHosts that fail\n")
	textTable(b, []string{"host", "sources", "failing", "median age"}, rows)
	if more > 0 {
		b.WriteString("  and " + itoa(more) + " more (-f json has all)\n")
	}
}

func (h *History) textWeeks(b *bytes.Buffer) {
	weeks := h.weeks()
	if len(weeks) == 0 {
		return
	}
	var rows [][]string
	for _, w := range weeks {
		rows = append(rows, w.cells())
	}
	b.WriteString("\nWeek by week\n")
	textTable(b, weekColumns, rows)
}

var weekColumns = []string{"week from", "looked at", "ok", "failing", "blocked", "broke", "recovered", "alive"}

func (w *historyWeek) cells() []string {
	return []string{
		dayOf(w.start), itoa(w.looked), itoa(w.good), itoa(w.failing), itoa(w.blocked), itoa(w.broke), itoa(w.recovered), itoa(w.alive) + " of " + itoa(w.known),
	}
}

// textTable writes rows under their head; all columns but the first are set to the right.
func textTable(b *bytes.Buffer, head []string, rows [][]string) {
	widths := make([]int, len(head))
	for _, row := range append([][]string{head}, rows...) {
		for i, cell := range row {
			widths[i] = max(widths[i], width(plainText(cell)))
		}
	}
	for _, row := range append([][]string{head}, rows...) {
		b.WriteByte(' ')
		for i, cell := range row {
			cell = plainText(cell)
			pad := strings.Repeat(" ", widths[i]-width(cell))
			if i == 0 {
				b.WriteString(" " + cell + pad)
			} else {
				b.WriteString("  " + pad + cell)
			}
		}
		b.WriteByte('\n')
	}
}
