package cite_test

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// A genDoc is a generated document, in Markdown or HTML, with its truth.
type genDoc struct {
	source             []byte
	style, noise, lang string
	form               string // "defined", "references", or one of forms
	notes              []*noteTruth
}

// A maker makes one document.
type maker struct {
	rng    *rand.Rand
	style  style
	noise  string
	lang   string
	doc    *genDoc
	links  string
	dates  string
	recs   []*record
	next   int
	first  map[*record]*truth
	order  []*truth     // full citations, each source once
	scheme int          // the variant that the document keeps to
	turn   int          // of the sentences, in the form "layout"
	late   []*noteTruth // notes whose markers stand behind the page break in their sentence
	out    []byte
}

// generate makes a document of so many notes in the style, from the records.
func generate(st style, lang, noise, form string, recs []*record, count, number int) *genDoc {
	h := fnv.New64a()
	fmt.Fprint(h, st.name, lang, noise, form, number, count)
	rng := rand.New(rand.NewPCG(h.Sum64(), 20260))
	m := &maker{rng: rng, style: st, noise: noise, lang: lang, first: map[*record]*truth{}, scheme: rng.IntN(3)}
	m.doc = &genDoc{style: st.name, noise: noise, lang: lang, form: form}
	m.links = []string{"title", "quoted", "bare", "bare", "none"}[rng.IntN(5)]
	if lang == "ru" || lang == "uk" || st.name == "oscola" || st.name == "mhra" || st.name == "mla" || st.name == "bluebook" || st.name == "gbt" {
		m.links = "bare"
	}
	m.dates = []string{"dmy", "mdy"}[rng.IntN(2)]
	if st.name == "mhra" || st.name == "oscola" {
		m.dates = "dmy"
	}
	for _, r := range recs {
		if st.takes(r, lang) && (noise != "translated" || lang != "en" || r.Translated != "" || latin[r.Lang] && rng.IntN(4) == 0) {
			m.recs = append(m.recs, r)
		}
	}
	rng.Shuffle(len(m.recs), func(i, j int) { m.recs[i], m.recs[j] = m.recs[j], m.recs[i] })
	for i := 1; i <= count; i++ {
		n := m.note(i)
		if n == nil {
			break
		}
		m.doc.notes = append(m.doc.notes, n)
	}
	m.write()
	m.doc.source = m.out
	return m.doc
}

func (m *maker) chance(of float64) bool { return m.rng.Float64() < of }

func (m *maker) pen() *pen {
	noise := m.noise
	if noise == "mixed" {
		noise = noises[m.rng.IntN(12)] // another one for each citation
	}
	return &pen{rng: m.rng, noise: noise, lang: m.lang, links: m.links, dates: m.dates, variant: m.scheme}
}

// note makes the truth of note i; nil if the records are used up.
func (m *maker) note(i int) *noteTruth {
	n := &noteTruth{number: i}
	var prev *noteTruth
	if i > 1 {
		prev = m.doc.notes[i-2]
	}
	if m.noise == "prose" && m.chance(.3) && !m.style.list {
		if s := m.pickOf(asides[m.lang]); s != "" {
			m.comment(n, s)
		}
	}
	x := m.rng.Float64()
	again := .2
	if m.noise == "wrong-number" {
		again = .45
	}
	switch {
	case m.style.list || len(m.order) == 0:
		if !m.full(n, "", false) {
			return nil
		}
	case x < .16 && prev != nil && len(n.cites) == 0:
		m.ibid(n, prev)
	case x < .16+again:
		m.again(n, i, "")
	default:
		if !m.full(n, "", true) {
			return nil
		}
	}
	if m.style.list {
		return n
	}
	switch x := m.rng.Float64(); {
	case x < .1:
		m.sep(n, m.style.join)
		m.full(n, "", false)
	case x < .15:
		m.sep(n, m.style.join)
		m.again(n, i, "")
	case x < .2 && alsoSignals[m.lang] != "" && !m.endsShut(n):
		s := alsoSignals[m.lang]
		if m.chance(.5) {
			m.sep(n, m.style.join)
			s = strings.ToLower(s[:1]) + s[1:]
			if !utf8.ValidString(s) {
				s = strings.ToLower(alsoSignals[m.lang])
			}
		} else {
			m.sep(n, m.fullStop(n))
		}
		m.full(n, s, true)
	case x < .23 && nestedSignals[m.lang] != "" && m.noise != "prose":
		m.nested(n, i)
	}
	if m.noise == "prose" && m.chance(.35) {
		if s := m.pickOf(asides[m.lang]); s != "" {
			m.sep(n, m.fullStop(n))
			m.comment(n, s)
		}
	}
	return n
}

func (m *maker) endsShut(n *noteTruth) bool { return false }

// fullStop ends a sentence in the note.
func (m *maker) fullStop(n *noteTruth) string {
	if m.style.stop == "。" {
		return "。"
	}
	if strings.HasSuffix(m.textOf(n), ".") {
		return " "
	}
	return ". "
}

// textOf returns what the note says so far.
func (m *maker) textOf(n *noteTruth) string {
	if len(n.source) == 0 {
		return ""
	}
	s := ""
	for _, p := range n.source[len(n.source)-1].pieces {
		s += p.text
	}
	return s
}

func (m *maker) pickOf(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[m.rng.IntN(len(list))]
}

func (m *maker) sep(n *noteTruth, s string) {
	n.source = append(n.source, span{pieces: []piece{{text: s}}})
}

func (m *maker) add(n *noteTruth, c *truth, p *pen) {
	p.disturb()
	c.fields = fieldsOf(p.pieces)
	c.style, c.noise, c.number = m.style.name, m.noise, n.number
	if c.signal != "" {
		c.fields["signal"] = strings.TrimRight(c.signal, ",")
	}
	n.cites = append(n.cites, c)
	n.source = append(n.source, span{of: c, pieces: p.pieces})
}

// comment adds a sentence that cites nothing.
func (m *maker) comment(n *noteTruth, s string) {
	if len(n.cites) == 0 {
		s = strings.TrimSuffix(s, ".")
		m.add(n, &truth{kind: checker.CommentOn}, &pen{rng: m.rng, pieces: []piece{{text: s}}})
		if strings.HasSuffix(s, "。") {
			return
		}
		m.sep(n, ". ")
		return
	}
	m.add(n, &truth{kind: checker.CommentOn}, &pen{rng: m.rng, pieces: []piece{{text: s}}})
}

// full adds the next source in full, with the signal given or sometimes one of its own.
func (m *maker) full(n *noteTruth, signal string, may bool) bool {
	if m.next == len(m.recs) {
		return false
	}
	r := m.recs[m.next]
	m.next++
	c := &truth{kind: checker.Full, record: r, signal: signal}
	p := m.pen()
	carried := false
	if signal == "" {
		if k := len(n.source); k > 1 && n.source[k-1].of == nil && n.source[k-1].pieces[0].text == m.style.join {
			if last := n.cites[len(n.cites)-1]; last.signal != "" && !nests(last.signal) {
				c.signal, carried = last.signal, true
			}
		}
	}
	lead := ""
	if c.signal == "" && may && m.noise == "prose" && m.chance(.3) && len(leads[m.lang]) > 0 && len(n.cites) == 0 {
		lead = m.pickOf(leads[m.lang])
		p.text(lead)
		c.signal = "*"
	} else if c.signal == "" && may && len(signals[m.lang]) > 0 && m.chance(.15) {
		c.signal = m.pickOf(signals[m.lang])
	}
	if !carried && lead == "" && c.signal != "" {
		m.signal(p, c.signal)
	}
	if isAlso(c.signal, m.lang) {
		c.kind = checker.SeeAlso
	}
	m.style.full(p, r, m.place(r))
	if m.noise == "extras" && !m.style.list {
		m.extra(p, r)
	}
	m.add(n, c, p)
	if m.first[r] == nil {
		m.first[r] = c
		m.order = append(m.order, c)
	}
	return true
}

// extra prints what may stand behind a full citation: an archived copy, an alias, commentary.
func (m *maker) extra(p *pen, r *record) {
	ends := p.pieces[len(p.pieces)-1]
	alias := shortTitle(r.Title)
	switch x := m.rng.IntN(4); {
	case x == 0 && (ends.field == "link" || ends.text == "" && len(p.pieces) > 1 && p.pieces[len(p.pieces)-2].field == "link") && m.style.name != "mhra" && m.style.name != "oscola":
		copied := "https://perma.cc/" + string(rune('A'+m.rng.IntN(26))) + "B" + strconv.Itoa(10+m.rng.IntN(80)) + "-X" + strconv.Itoa(100+m.rng.IntN(800))
		if m.style.name == "bluebook" {
			p.text(" [")
			p.put("archived", copied)
			p.text("]")
		} else if m.lang == "en" {
			p.text(", archived at ")
			p.put("archived", copied)
		}
	case x == 1 && m.lang == "en":
		p.text(" " + p.pick("(arguing that the old rule was never repealed)", "(noting the lack of any record before that year)", "(on the first of the two hearings)"))
	case x == 2 && m.lang == "en" && !strings.ContainsAny(alias, "“”,;?[]("):
		p.text(" [hereinafter ")
		p.put("alias", alias)
		p.text("]")
	case x == 2 && m.lang == "zh" && !strings.ContainsAny(alias, "“”（？"):
		p.text("（以下简称“")
		p.put("alias", alias)
		p.text("”）")
	case x == 2 && m.lang == "ru":
		p.text(" (далее — ")
		p.put("alias", alias)
		p.text(")")
	}
}

// signal prints a signal.
func (m *maker) signal(p *pen, s string) {
	switch {
	case strings.HasSuffix(s, ","):
		p.text(s + " ")
	case m.lang == "zh" || m.lang == "ja":
		p.text(s)
	case s == "Цит. по" || s == "цит. по":
		p.text(s + ": ")
	default:
		p.text(s + " ")
	}
}

func isAlso(signal, lang string) bool {
	return signal != "" && strings.EqualFold(strings.TrimSuffix(signal, ","), alsoSignals[lang])
}

// place chooses a cited place: of a source with known extent in it.
func (m *maker) place(r *record) string {
	if m.chance(.35) {
		return ""
	}
	from, to := 1, 400
	if a, b, ok := strings.Cut(r.Pages, "-"); ok {
		from, _ = strconv.Atoi(a)
		to, _ = strconv.Atoi(b)
	} else if r.Kind == "article-newspaper" {
		from, to = 1, 24
	} else if r.Kind == "legal_case" {
		if f, err := strconv.Atoi(r.Pages); err == nil {
			from, to = f+1, f+20
		}
	}
	switch r.Kind {
	case "webpage", "statement", "post", "dataset", "interview", "treaty":
		return ""
	}
	a := from + m.rng.IntN(max(to-from, 1))
	if m.noise == "extras" && m.style.name != "german" && m.style.name != "oscola" && (r.Kind == "book" || r.Kind == "article-journal") && m.chance(.5) {
		b := strconv.Itoa(a + 2)
		list := []string{strconv.Itoa(a) + ", " + b, strconv.Itoa(a) + "–" + b + ", " + strconv.Itoa(a+9), strconv.Itoa(a) + ", " + b + ", " + strconv.Itoa(a+7) + "–" + strconv.Itoa(a+8)}
		if m.lang == "en" {
			list = append(list, strconv.Itoa(a)+" and "+b, "xii–xiv", strconv.Itoa(a)+"n3")
		}
		return m.pickOf(list)
	}
	if m.chance(.25) && a+3 < to && r.Kind != "article-newspaper" {
		return strconv.Itoa(a) + "–" + strconv.Itoa(a+1+m.rng.IntN(3))
	}
	return strconv.Itoa(a)
}

func (m *maker) ibid(n, prev *noteTruth) {
	c := &truth{kind: checker.Ibid}
	if list, ok := prev.sources(); ok && len(list) == 1 {
		c.refers = list[0]
	}
	p := m.pen()
	loc := ""
	if c.refers != nil {
		loc = m.place(c.refers.record)
	}
	m.style.ibid(p, loc)
	m.add(n, c, p)
}

// again adds a source in its short form.
func (m *maker) again(n *noteTruth, i int, signal string) bool {
	var list []*truth
	for _, c := range m.order {
		if c.number < i {
			list = append(list, c)
		}
	}
	var t *truth
	for try := 0; try < 20 && len(list) > 0; try++ {
		t = list[m.rng.IntN(len(list))]
		r := t.record
		if (r.Kind == "article-journal" || r.Kind == "book" || r.Kind == "chapter" || r.Kind == "report" || r.Kind == "legal_case" || r.Kind == "legislation" || r.Kind == "thesis" || m.chance(.3)) &&
			r.Kind != "interview" && r.Kind != "post" && r.Kind != "treaty" && !(r.Translated != "" && m.lang == "en") {
			break
		}
		t = nil
	}
	if t == nil {
		return m.full(n, signal, false)
	}
	r := t.record
	c := &truth{record: r, signal: signal}
	p := m.pen()
	if signal != "" {
		m.signal(p, signal)
	} else if k := len(n.source); k > 1 && n.source[k-1].of == nil && n.source[k-1].pieces[0].text == m.style.join {
		if last := n.cites[len(n.cites)-1]; last.signal != "" && !nests(last.signal) {
			c.signal = last.signal
		}
	}
	number := t.number
	if m.noise == "wrong-number" && m.chance(.6) {
		number = m.wrongNumber(r, i)
	}
	loc := m.place(r)
	var titled bool
	c.kind, titled = m.style.again(p, r, number, loc)
	c.refers = m.meant(c, r, t, number, titled, p)
	m.add(n, c, p)
	return true
}

// wrongNumber returns the number of a note that does not cite the record's people, or of none.
func (m *maker) wrongNumber(r *record, i int) int {
	for try := 0; try < 10 && i > 3; try++ {
		k := 1 + m.rng.IntN(i-1)
		list, ok := m.doc.notes[k-1].sources()
		if !ok || len(list) == 0 {
			continue
		}
		fits := false
		for _, s := range list {
			fits = fits || s.record == r || shares(s.record, r) || len(people(r)) == 0
		}
		if !fits {
			return k
		}
	}
	return i + 40
}

func people(r *record) []string {
	if len(r.Authors) > 0 {
		return r.Authors
	}
	if r.Kind == "book" {
		return r.Editors
	}
	return nil
}

// shares reports whether the works have a family name in common.
func shares(a, b *record) bool {
	for _, x := range append(append([]string{}, a.Authors...), a.Editors...) {
		for _, y := range append(append([]string{}, b.Authors...), b.Editors...) {
			if family(x, false) == family(y, false) {
				return true
			}
		}
	}
	return false
}

// meant decides what a short form means: section 9 of the design, from what is printed.
func (m *maker) meant(c *truth, r *record, t *truth, number int, titled bool, p *pen) *truth {
	named := false
	for _, q := range p.pieces {
		named = named || strings.HasPrefix(q.field, "authors") || strings.HasPrefix(q.field, "editors")
	}
	if c.kind == checker.Supra {
		if number > len(m.doc.notes) {
			return nil
		}
		list, ok := m.doc.notes[number-1].sources()
		var fit []*truth
		for _, s := range list {
			switch {
			case titled && s.record != r:
			case named && !covers(s, p):
			default:
				fit = append(fit, s)
			}
		}
		if len(fit) == 1 && (ok || named || titled) {
			return fit[0]
		}
		return nil
	}
	if titled {
		return t
	}
	var fit []*truth
	for _, s := range m.order {
		if covers(s, p) {
			fit = append(fit, s)
		}
	}
	if len(fit) == 1 {
		return fit[0]
	}
	return nil
}

// covers reports whether a full citation prints all the people that the short form prints.
func covers(work *truth, p *pen) bool {
	var theirs []string
	for _, list := range [...]string{"authors", "editors"} {
		if work.fields[list] != "" && theirs == nil {
			theirs = strings.Split(work.fields[list], "; ")
		}
	}
	mine := fieldsOf(p.pieces)
	n := 0
	for _, list := range [...]string{"authors", "editors"} {
		for _, x := range strings.Split(mine[list], "; ") {
			family, given, _ := strings.Cut(x, ", ")
			if x == "" || n > 0 && given == "" && !strings.Contains(x, ",") && strings.ContainsAny(x, ".等外") {
				continue // et al.
			}
			n++
			if !slices.ContainsFunc(theirs, func(y string) bool {
				f, g, _ := strings.Cut(y, ", ")
				return f == family && (given == "" || g == given)
			}) {
				return false
			}
		}
	}
	return n > 0
}

// nested adds ", quoted in B" behind the last citation.
func (m *maker) nested(n *noteTruth, i int) {
	last := n.cites[len(n.cites)-1]
	if !last.kind.IsFull() || last.signal == "*" {
		return
	}
	m.sep(n, map[bool]string{true: "，", false: ", "}[m.lang == "zh"])
	s := nestedSignals[m.lang]
	if m.chance(.5) {
		m.again(n, i, s)
		return
	}
	m.full(n, s, true)
}

var signals = map[string][]string{
	"en": {"See", "See", "Cf.", "See, e.g.,", "But see", "See especially"}, "de": {"Vgl.", "Vgl.", "Siehe"}, "fr": {"Voir", "Cf."}, "es": {"Véase", "Cf."},
	"it": {"Vedi", "Cfr."}, "pt": {"Ver", "Cf."}, "nl": {"Zie"}, "pl": {"Zob.", "Por."}, "tr": {"Bkz."}, "ru": {"См.", "Ср."}, "uk": {"Див."}, "zh": {"参见", "见", "详见"},
}

var alsoSignals = map[string]string{
	"en": "See also", "de": "Siehe auch", "fr": "Voir aussi", "es": "Véase también", "it": "Vedi anche", "pt": "Ver também", "nl": "Zie ook", "pl": "Zob. też", "tr": "Ayrıca bkz.", "ru": "См. также", "uk": "Див. також", "zh": "另见",
}

var nestedSignals = map[string]string{"en": "quoted in", "fr": "cité dans", "zh": "转引自", "es": "citado en", "it": "citato in"}

// leads is prose that leads up to a citation in its own sentence.
var leads = map[string][]string{
	"en": {"On the wider debate, see ", "For a different view, see ", "On dredging costs see ", "For the figures of the first years, see ", "The best account is still ", "For what the pilots themselves thought, see "},
	"de": {"Zur Gegenansicht vgl. ", "Zum Streitstand siehe "},
	"fr": {"Sur ce point, voir ", "Pour une autre lecture, voir "},
	"zh": {"关于这一争论，参见", "对此的不同看法，见"},
	"ru": {"О другой точке зрения см. "},
}

// asides are sentences of a note that cite nothing.
var asides = map[string][]string{
	"en": {"The figures there are for the calendar year and leave out coastal traffic.", "This was not the first time that the council had tried to do so.", "The two accounts differ on who paid for the lamps.", "It is not clear whether the minister had read the paper by then.", "Later editors silently corrected the spelling of the names.", "The author thanks the keepers of the archive for their patience."},
	"de": {"Die Zahlen gelten für das Kalenderjahr und enthalten den Küstenverkehr nicht.", "Der Rat hatte das schon einmal ohne Erfolg versucht.", "Die Akten dazu sind bis heute nicht vollständig erschlossen."},
	"fr": {"Les chiffres ne comprennent pas le trafic de la côte.", "Le conseil avait déjà tenté de le faire sans succès."},
	"es": {"Las cifras no incluyen el tráfico de la costa.", "El consejo ya lo había intentado antes sin éxito."},
	"it": {"Le cifre non comprendono il traffico lungo la costa.", "Il consiglio lo aveva già tentato senza successo."},
	"pt": {"Os números não incluem o tráfego da costa.", "O conselho já o tinha tentado antes sem êxito."},
	"nl": {"De cijfers gelden voor het kalenderjaar en zonder de kustvaart.", "De raad had dat al eens zonder succes geprobeerd."},
	"pl": {"Dane te nie obejmują ruchu na wybrzeżu i dotyczą jednego roku.", "Rada próbowała już tego wcześniej bez powodzenia."},
	"tr": {"Bu rakamlar kıyı trafiğini içermez ve yalnız o yıl için geçerlidir.", "Meclis bunu daha önce de başarısız biçimde denemişti."},
	"ru": {"Эти данные не включают движение вдоль берега.", "Совет уже пытался сделать это раньше, но без успеха."},
	"uk": {"Ці дані не охоплюють руху вздовж берега.", "Рада вже намагалася зробити це раніше, але без успіху."},
	"zh": {"上述数字不包括沿海运输。", "地方官员对此并未作出进一步说明。"},
}

// prose are sentences of the body.
var prose = map[string][]string{
	"en": {
		"The tolls rose again in the spring of that year, and the council did not object.", "Nobody on the quay believed that the new cranes would ever arrive.",
		"Dr. Merrow called the plan “a ferry with two captains” and left the room.", "By 1911 the lightermen had stopped work at No. 4 basin, though not for long.",
		"What the ministers agreed in private was never written down.", "The dredging cost 3.5 million a year (or 4 million, if one counts the pilots).",
		"Most small harbours lost their bank, then their school, and then their ferry.", "Is a lock a bridge or a wall?", "The commission found “no evidence of any damage” to the outer breakwater.",
		"Grain ships waited in the roads for a week while the two offices argued about a stamp.", "The treaty says nothing about ice, which surprised the lawyers.",
		"In the winter of the long frost the mail went over the strait by sledge.", "Fishermen from the northern villages saw the survey vessels first.",
		"Salt was taxed at the gate, at the quay and once more on board.", "The harbour master kept two ledgers, one of which has survived.", "That rule was older than the port itself.",
		"A third of the crews were foreign, and the share grew with every season.", "The lighthouse was sold, rebuilt and sold again within a decade.",
	},
	"de": {"Die Abgaben stiegen im Frühjahr erneut, und der Rat widersprach nicht.", "Niemand am Kai glaubte an die neuen Kräne.", "Der Lotse nannte den Plan „eine Fähre mit zwei Kapitänen“ und ging.", "Im Winter 1911 ruhte die Arbeit am Becken Nr. 4 für mehrere Wochen.", "Der Vertrag schweigt über das Eis, was die Juristen überraschte.", "Das Salz wurde am Tor, am Kai und noch einmal an Bord besteuert.", "Die Regel war älter als der Hafen selbst."},
	"fr": {"Les droits montèrent encore au printemps, et le conseil ne dit rien.", "Personne sur le quai ne croyait aux nouvelles grues.", "Le pilote parla d’« un bac à deux capitaines » et sortit.", "Le traité ne dit rien de la glace, ce qui surprit les juristes.", "Le sel était taxé à la porte, sur le quai et encore à bord.", "Cette règle était plus ancienne que le port lui-même."},
	"es": {"Los derechos subieron de nuevo en primavera y el consejo no se opuso.", "Nadie en el muelle creía en las nuevas grúas.", "El tratado no dice nada del hielo, lo que sorprendió a los juristas.", "La sal pagaba en la puerta, en el muelle y otra vez a bordo.", "Aquella regla era más antigua que el puerto."},
	"it": {"I diritti salirono ancora in primavera e il consiglio non si oppose.", "Nessuno sul molo credeva alle nuove gru.", "Il trattato non dice nulla del ghiaccio, il che sorprese i giuristi.", "Il sale pagava alla porta, sul molo e di nuovo a bordo.", "Quella regola era più antica del porto."},
	"pt": {"Os direitos subiram de novo na primavera e o conselho não se opôs.", "Ninguém no cais acreditava nas novas gruas.", "O tratado nada diz sobre o gelo, o que surpreendeu os juristas.", "O sal pagava à porta, no cais e outra vez a bordo.", "Essa regra era mais antiga do que o porto."},
	"nl": {"De tollen stegen in het voorjaar opnieuw en de raad maakte geen bezwaar.", "Niemand op de kade geloofde in de nieuwe kranen.", "Het verdrag zegt niets over ijs, wat de juristen verbaasde.", "Op zout werd bij de poort, op de kade en nog eens aan boord belasting geheven.", "Die regel was ouder dan de haven zelf."},
	"pl": {"Cła wzrosły znowu na wiosnę, a rada nie zaprotestowała.", "Nikt na nabrzeżu nie wierzył w nowe dźwigi.", "Traktat nie mówi nic o lodzie, co zdziwiło prawników.", "Sól opodatkowano przy bramie, na nabrzeżu i jeszcze raz na pokładzie.", "Ta zasada była starsza niż sam port."},
	"tr": {"Harçlar o baharda yeniden yükseldi ve meclis buna karşı çıkmadı.", "Rıhtımda kimse yeni vinçlere inanmıyordu.", "Antlaşma buz hakkında hiçbir şey söylemez ve bu hukukçuları şaşırttı.", "Tuz kapıda, rıhtımda ve bir kez daha gemide vergilendirildi.", "Bu kural limanın kendisinden daha eskiydi."},
	"ru": {"Весной пошлины снова выросли, и совет не возражал.", "Никто на причале не верил в новые краны.", "Договор ничего не говорит о льде, что удивило юристов.", "Соль облагали у ворот, на причале и ещё раз на борту.", "Это правило было старше самого порта."},
	"uk": {"Навесні мита знову зросли, і рада не заперечувала.", "Ніхто на причалі не вірив у нові крани.", "Договір нічого не каже про кригу, що здивувало юристів.", "Сіль оподатковували біля брами, на причалі і ще раз на борту.", "Це правило було старше за сам порт."},
	"zh": {"那年春天税费再次上涨，议会并未反对。", "码头上没有人相信新的起重机会到来。", "条约对冰期只字未提，这让律师们感到意外。", "盐在城门、码头和船上各征一次税。", "这条规定比港口本身还要古老。"},
	"ja": {"その年の春に料金は再び上がり、議会は反対しなかった。", "岸壁の誰も新しいクレーンを信じていなかった。", "条約は氷について何も述べていない。", "塩は門と岸壁と船上で課税された。"},
	"ko": {"그해 봄에 요금이 다시 올랐고 의회는 반대하지 않았다.", "부두의 누구도 새 크레인을 믿지 않았다.", "조약은 얼음에 대해 아무 말도 하지 않는다.", "소금은 문과 부두와 배에서 과세되었다."},
}

// write writes the document in its form.
func (m *maker) write() {
	if m.style.list && m.doc.form == "defined" {
		m.doc.form = "references"
	}
	switch {
	case m.doc.isHTML():
		m.writeHTML()
		return
	case strings.HasPrefix(m.doc.form, "layout"):
		m.turn = m.rng.IntN(9)
		m.writeLayout()
		return
	}
	sentences := prose[m.lang]
	m.print("# " + map[string]string{"en": "Tides and Dues", "zh": "港口与税费", "ru": "Порты и пошлины", "uk": "Порти і мита", "ja": "港と税", "ko": "항구와 세금", "de": "Häfen und Abgaben"}[m.lang] + "\n\n")
	if strings.HasPrefix(string(m.out), "# \n") {
		m.out = []byte(sentences[0] + "\n\n")
	}
	if m.doc.form == "references" {
		for k := 0; k < 8; k++ {
			m.print(sentences[k%len(sentences)] + map[bool]string{true: "", false: " "}[m.lang == "zh"])
		}
		m.print("\n\n## References\n\n")
		for _, n := range m.doc.notes {
			m.writeNote(n)
			m.print("\n\n")
		}
		return
	}
	space := map[bool]string{true: "", false: " "}[m.lang == "zh" || m.lang == "ja"]
	var waiting []*noteTruth
	at, k, words := 0, m.rng.IntN(len(sentences)), 0
	for at < len(m.doc.notes) {
		for j := 2 + m.rng.IntN(3); j > 0; j-- {
			s := sentences[k%len(sentences)]
			k++
			notes := m.doc.notes[at:min(at+1, len(m.doc.notes))]
			if m.chance(.25) {
				notes = nil
			} else if m.chance(.12) && strings.Contains(s, ", ") && at+2 <= len(m.doc.notes) {
				notes = m.doc.notes[at : at+2]
			}
			at += len(notes)
			breakable := m.doc.form == "pages" && len(waiting)+len(notes) > 2 && m.chance(.6) && space != "" && words+strings.Count(s, " ") > 12
			flushed := m.sentence(s, notes, breakable, slices.Concat(waiting, notes))
			words += strings.Count(s, " ")
			waiting = append(waiting, notes...)
			if flushed {
				waiting, m.late = m.late, nil
			}
			if j > 1 {
				m.print(space)
			}
		}
		m.print("\n\n")
		words = 0
		if m.doc.form == "pages" && len(waiting) > 3 {
			m.block(waiting)
			waiting = nil
		}
		if m.doc.form == "scattered" {
			m.definitions(waiting)
			waiting = nil
		}
	}
	m.definitions(waiting)
}

// definitions writes the notes at the end of the document or of a paragraph.
func (m *maker) definitions(notes []*noteTruth) {
	if len(notes) == 0 {
		return
	}
	switch m.doc.form {
	case "pages":
		m.block(notes)
		return
	case "list", "numbers", "glued", "layout-list":
		m.print(m.pickOf([]string{"## Notes", "**Notes**", "## Endnotes"}) + "\n\n")
	case "inline":
		return
	}
	for _, n := range notes {
		number := strconv.Itoa(n.number)
		switch m.doc.form {
		case "caret":
			m.print("^" + number + "^ ")
		case "math":
			m.print("$^{" + number + "}$ ")
		case "list", "glued", "layout-list":
			m.print(number + ". ")
		case "numbers":
			m.print("[" + number + "] ")
		default:
			m.print("[^" + number + "]: ")
		}
		m.writeNote(n)
		m.print("\n")
		if m.doc.form != "list" && m.doc.form != "glued" && m.doc.form != "layout-list" {
			m.print("\n")
		}
	}
	m.print("\n")
}

// block writes the notes of a page as converters do.
func (m *maker) block(notes []*noteTruth) {
	m.print("---\n\n")
	for _, n := range notes {
		m.print("<sup>" + strconv.Itoa(n.number) + "</sup> ")
		m.writeNote(n)
		m.print("\n\n")
	}
}

// sentence writes a sentence with the markers of the notes. If it may break, the page's notes stand
// in the midst of it; it reports whether they do.
func (m *maker) sentence(s string, notes []*noteTruth, may bool, page []*noteTruth) bool {
	for _, n := range notes {
		n.claim = s
	}
	cut := -1
	if may && len(notes) < 2 {
		words := strings.Split(s, " ")
		k := len(words)/2 + 1
		if k < len(words) && k > 2 {
			cut = len(strings.Join(words[:k], " "))
			if n := len(page); len(notes) > 0 {
				page = page[:n-len(notes)] // its marker is on the next page
			}
			if len(page) == 0 {
				cut = -1
			}
		}
	}
	if cut > 0 {
		m.print(s[:cut])
		m.print("\n\n")
		m.block(page)
		s = strings.TrimPrefix(s[cut:], " ")
	}
	stop := len(s)
	_, size := utf8.DecodeLastRuneInString(s)
	switch {
	case len(notes) == 2:
		comma := strings.Index(s, ", ") + 1
		m.print(s[:comma])
		m.marker(notes[0])
		m.print(s[comma:])
		m.marker(notes[1])
	case len(notes) == 1 && m.chance(.12) && m.doc.form != "glued":
		m.print(s[:stop-size])
		m.marker(notes[0])
		m.print(s[stop-size:])
	case len(notes) == 1 && m.chance(.1) && strings.Contains(s, ", "):
		comma := strings.Index(s, ", ") + 1
		m.print(s[:comma])
		m.marker(notes[0])
		m.print(s[comma:])
	default:
		m.print(s)
		for _, n := range notes {
			m.marker(n)
		}
	}
	if cut > 0 && len(notes) > 0 {
		// The page was written without the note of this sentence: it waits.
		m.late = append(m.late, notes...)
	}
	return cut > 0
}

func (m *maker) marker(n *noteTruth) {
	n.marker = len(m.out)
	defer func() { n.markerEnd = len(m.out) }()
	number := strconv.Itoa(n.number)
	if m.doc.isHTML() {
		m.print(numbered(pages[m.doc.form].marker, n.number))
		return
	}
	switch m.doc.form {
	case "pages":
		m.print("<sup>" + number + "</sup>")
	case "caret":
		m.print("^" + number + "^")
	case "math":
		m.print("$^{" + number + "}$")
	case "numbers":
		m.print("[" + number + "]")
	case "list", "layout-list":
		m.print("<sup>" + number + "</sup>")
	case "glued":
		m.print(number)
	case "inline":
		m.print("^[")
		m.writeNote(n)
		m.print("]")
	default:
		m.print("[^" + number + "]")
	}
}

func (m *maker) print(s string) { m.out = append(m.out, s...) }

// writeNote writes a note as Markdown and its places into the truth.
func (m *maker) writeNote(n *noteTruth) {
	n.start = len(m.out)
	for i, s := range n.source {
		from := len(m.out)
		m.pieces(s.pieces, i == 0)
		if s.of != nil {
			s.of.start, s.of.end = from, len(m.out)
		}
	}
	if s := m.style.stop; s != "" && m.chance(.93) {
		if last := m.textOf(n); !strings.HasSuffix(last, ".") && !strings.HasSuffix(last, "。") || s == "。" && !strings.HasSuffix(last, "。") {
			m.print(s)
		}
	}
	n.end = len(m.out)
}

// pieces writes pieces as Markdown.
func (m *maker) pieces(list []piece, first bool) {
	if m.doc.isHTML() {
		m.htmlPieces(list)
		return
	}
	for i := 0; i < len(list); i++ {
		p := list[i]
		open := p.link != "" && (i == 0 || list[i-1].link != p.link)
		if open {
			m.print("[")
		}
		text := p.text
		if p.link != "" {
			text = strings.NewReplacer("[", "\\[", "]", "\\]").Replace(text)
		}
		if m.noise == "line-breaks" && p.field != "link" && !strings.Contains(text, "://") {
			text = m.broken(text)
		}
		if p.italic && text != "" {
			text = "*" + text + "*"
		}
		m.print(text)
		if p.link != "" && (i+1 == len(list) || list[i+1].link != p.link) {
			m.print("](" + p.link + ")")
		}
	}
}

// broken puts line breaks, wide and hard spaces and soft hyphens into a text.
func (m *maker) broken(s string) string {
	var b strings.Builder
	runes := []rune(s)
	for i, r := range runes {
		inside := i > 0 && i+1 < len(runes)
		switch {
		case r == ' ' && inside && unicode.IsLetter(runes[i+1]) && m.chance(.06):
			b.WriteByte('\n')
		case r == ' ' && inside && m.chance(.03):
			b.WriteString("  ")
		case r == ' ' && inside && m.chance(.04):
			b.WriteString("\u00a0")
		case i > 2 && i+3 < len(runes) && unicode.IsLower(r) && unicode.IsLower(runes[i-1]) && unicode.IsLower(runes[i-2]) && unicode.IsLower(runes[i+1]) && unicode.IsLower(runes[i+2]) && unicode.IsLower(runes[i+3]) && m.chance(.01):
			b.WriteString("\u00ad")
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
