package cite_test

import "strings"

// A placing writes one block with markers; the maker says whose claim it is.
type placing struct {
	markers int
	write   func(m *maker, notes []*noteTruth)
}

// placings are the places of markers of sections 3, 6 and 8 of the design for reading.
func (m *maker) placings() []placing {
	s := m.nextSentence
	bare := func() string { return strings.TrimRight(s(), ".。?") }
	list := []placing{
		{1, func(m *maker, n []*noteTruth) { // in a heading
			head := bare()
			m.say("## ", head, n[0], head)
			m.print("\n\n" + s() + "\n\n")
		}},
		{2, func(m *maker, n []*noteTruth) { // items that are sentences
			for _, x := range n {
				item := s()
				m.say("- ", item, x, item)
				m.print("\n")
			}
			m.print("\n")
		}},
		{3, func(m *maker, n []*noteTruth) { // several in a row
			claim := s()
			m.print(claim)
			for _, x := range n {
				m.say("", "", x, claim)
			}
			m.print("\n\n")
		}},
		{1, func(m *maker, n []*noteTruth) { // in a cell, among other cells
			m.print("| Sund | 1911 |\n|---|---|\n| Lade | 40 |\n| ")
			m.say("", "Ost | 35", n[0], "Ost: 1911: 35")
			m.print(" |\n\n")
		}},
		{1, func(m *maker, n []*noteTruth) { // alone in its block
			claim := s()
			m.print(s() + m.space() + claim + "\n\n")
			m.say("", "", n[0], claim)
			m.print("\n\n")
		}},
	}
	for _, t := range trickySentences[m.lang] {
		before, after, inside := strings.Cut(t, "^")
		lead, claim, led := strings.Cut(before, "‖")
		if !led {
			lead, claim = "", before
		}
		list = append(list, placing{1, func(m *maker, n []*noteTruth) {
			whole := claim
			if inside {
				whole += after
			}
			m.say(lead, claim, n[0], whole)
			m.print(after + "\n\n")
		}})
	}
	if p := leadIns[m.lang]; p != nil {
		list = append(list, placing{2, func(m *maker, n []*noteTruth) {
			m.print(p[0] + "\n\n")
			for k, x := range n {
				m.say("- ", p[1+k], x, p[0]+" "+p[1+k])
				m.print("\n")
			}
			m.print("\n")
		}}, placing{1, func(m *maker, n []*noteTruth) {
			m.print(p[3] + "\n\n")
			m.say("> ", p[4], n[0], p[3]+" "+p[4])
			m.print("\n\n")
		}})
	}
	return list
}

// trickySentences are sentences whose end is easily missed or found too early: ‖ parts what stands
// before, ^ is where the marker stands, if not at the end.
var trickySentences = map[string][]string{
	"en": {
		"Dr. A. B. Merrow of St. Oswin paid approx. 3.5 m. to Quay & Co. Ltd. in Jan. 1911, cf. fig. 3.",
		"Nobody spoke. ‖The clerk wrote “Salt is law. Dues are not” in the margin.",
		"The pilot said: “Stop. Go back.” ‖Then he left the room.",
		"The council^ of the northern port met twice (once in Feb. and once in Nov.) that year.",
		"It passed. ‖The U.S. envoy, Col. J. R. Poe, objected at 5 p.m. on the same day.",
		"“Is a lock a wall?” asked the judge^ on his way out.",
	},
	"de": {
		"Der Rat zahlte ca. 3,5 Mio. an die Fa. Kolb bzw. deren Erben, vgl. Abb. 3.",
		"Niemand sprach. ‖Am 4. Februar 1911 schrieb Dr. A. Merten: „Salz ist Recht. Zoll ist es nicht“.",
	},
	"fr": {"Personne ne parla. ‖Le 1er mars, M. A. Roux paya env. 3,5 millions, cf. fig. 3."},
	"es": {"Nadie habló. ‖El Sr. A. Ruiz pagó aprox. 3,5 millones el 4 de mayo, cf. fig. 3."},
	"ru": {"Никто не говорил. ‖В 1911 г. А. Н. Белов заплатил 3,5 млн руб. и т. д. за соль."},
	"zh": {"没有人说话。‖书记写道：“盐就是法。税不是。”"},
}

// leadIns are a sentence that leads up to two items, and one that leads up to a quotation.
var leadIns = map[string][]string{
	"en": {"The council asked for:", "lower dues", "a second lamp", "The clerk wrote:", "Salt is law. Dues are not."},
	"de": {"Der Rat verlangte:", "niedrigere Abgaben", "eine zweite Lampe", "Der Schreiber notierte:", "Salz ist Recht. Zoll ist es nicht."},
	"fr": {"Le conseil demandait :", "des droits moins élevés", "une seconde lampe", "Le greffier écrivit :", "Le sel fait loi. Les droits non."},
}

func (m *maker) space() string {
	if m.lang == "zh" || m.lang == "ja" {
		return ""
	}
	return " "
}

func (m *maker) nextSentence() string {
	m.turn++
	return prose[m.lang][m.turn%len(prose[m.lang])]
}

// say prints a lead and a text with the marker of the note behind it.
func (m *maker) say(lead, text string, n *noteTruth, claim string) {
	m.print(lead + text)
	n.claim = claim
	m.marker(n)
}

// writeLayout writes the markers in all the places, and the notes at the end.
func (m *maker) writeLayout() {
	m.print("# " + strings.TrimRight(m.nextSentence(), ".。?") + "\n\n" + m.nextSentence() + "\n\n")
	list := m.placings()
	at, k := 0, m.rng.IntN(len(list))
	for at < len(m.doc.notes) {
		p := list[k%len(list)]
		k++
		if at+p.markers > len(m.doc.notes) {
			p = placing{1, func(m *maker, n []*noteTruth) {
				claim := m.nextSentence()
				m.say("", claim, n[0], claim)
				m.print("\n\n")
			}}
		}
		p.write(m, m.doc.notes[at:at+p.markers])
		at += p.markers
	}
	m.definitions(m.doc.notes)
}
