package cite_test

import (
	"math/rand/v2"

	"github.com/citelint/citelint/checker"
)

// wildStyle draws a style that no manual has: its parts stand in a drawn order, between drawn marks.
// The tagger learns from such styles what it cannot take from the order alone.
func wildStyle(rng *rand.Rand, lang string) style {
	pick := func(list ...string) string { return list[rng.IntN(len(list))] }
	and := map[string]string{"en": " and ", "de": " und ", "fr": " et ", "es": " y ", "it": " e ", "pt": " e ", "nl": " en ", "pl": " i ", "tr": " ve ", "ru": " и ", "uk": " і "}[lang]
	eastern := lang == "zh" || lang == "ja" || lang == "ko"
	if and == "" {
		and = "、"
	}
	sep := pick(", ", ", ", ", ", ". ", ". ", "; ")
	n := naming{form: pick("straight", "straight", "inverted", "apa", "gost", "gbt", "family"), sep: pick(", ", ", ", "; ", "/", " – "), others: pick(" et al.", " et al.", ", et al."), most: 3, initial: rng.IntN(3) == 0}
	n.last = pick(and, ","+and, " & ", ", & ", n.sep)
	if n.last == ",、" {
		n.last = "、"
	}
	behind := pick(sep, sep, ": ", ", ", " ", ". ")
	early := rng.IntN(4) == 0 // the date behind the names
	around := pick("( )", "( )", "  ", "[ ]", "(). ")
	open, shut := "", ""
	switch rng.IntN(8) {
	case 0:
		open, shut = "“", "”"
	case 1:
		open, shut = pick("„", "«", "‘"), ""
		shut = map[string]string{"„": "“", "«": "»", "‘": "’"}[open]
	}
	inWord := pick("", "", "in ", "In ", "in: ", "In: ", "// ")
	vol := rng.IntN(8)
	imprint := rng.IntN(9)
	place := pick("pages", "", "none")
	ed := pick(" (ed.)", " (Hrsg.)", ", ed.", " (eds)", ", ред.", " (dir.)")
	slanted := rng.IntN(3) == 0
	if eastern {
		n = naming{form: "native", sep: pick("、", "，", ", "), last: "、", most: 3, others: pick("等", "、等")}
		sep = pick("，", "，", ", ", ". ", "、")
		behind = pick(sep, "：", ". ", " ")
		inWord = pick("", "", "载", "// ", "，")
	}
	date := func(p *pen, r *record) {
		form := ""
		switch r.Kind {
		case "book", "chapter", "thesis", "article-journal":
			form = "year"
			if len(r.Date) != 4 {
				form = ""
			}
		}
		p.date("date", r.Date, form)
	}
	full := func(p *pen, r *record, loc string) {
		put := func(field, s string) {
			if slanted && !eastern {
				p.italic(field, s)
			} else {
				p.put(field, s)
			}
		}
		begun := false
		gap := func(s string) {
			if begun {
				p.text(s)
			}
			begun = true
		}
		dated := r.Date == ""
		switch {
		case len(r.Authors) > 0:
			p.names("authors", r.Authors, n)
			begun = true
		case len(r.Editors) > 0 && r.Kind == "book":
			p.names("editors", r.Editors, n)
			p.text(ed)
			begun = true
		}
		if early && begun && !dated && around != "  " {
			p.text(" " + around[:1])
			date(p, r)
			p.text(around[1:2])
			if around == "( )" {
				p.text(")")
			}
			if around == "[ ]" {
				p.text("]")
			}
			dated = true
		}
		gap(behind)
		if open != "" {
			p.pieces = append(p.pieces, piece{text: open, mark: "open"})
		}
		if r.Container == "" {
			put("title", r.Title)
		} else {
			p.put("title", r.Title)
		}
		if shut != "" {
			p.pieces = append(p.pieces, piece{text: shut, mark: "close"})
		}
		if r.Container != "" {
			p.text(sep + inWord)
			if len(r.Editors) > 0 && imprint%2 == 0 {
				p.names("editors", r.Editors, n)
				p.text(ed + sep)
				put("container", r.Container)
			} else {
				put("container", r.Container)
				if len(r.Editors) > 0 {
					p.text(", " + pickOne(rng, "ed. ", "eds ", "hrsg. von ", "a cura di "))
					p.names("editors", r.Editors, naming{form: "straight", sep: ", ", last: and, most: 3, others: " et al."})
				}
			}
		}
		if r.Edition != "" {
			p.text(", ")
			p.put("edition", r.Edition+pickOne(rng, ". Aufl.", " ed.", ". éd.", "-е изд."))
		}
		if r.Volume != "" {
			switch vol {
			case 0:
				p.text(" ")
				p.put("volume", r.Volume)
				if r.Issue != "" {
					p.text(", no. ")
					p.put("issue", r.Issue)
				}
			case 1:
				p.text(sep + "vol. ")
				p.put("volume", r.Volume)
				if r.Issue != "" {
					p.text(", no. ")
					p.put("issue", r.Issue)
				}
			case 2:
				p.text(", Bd. ")
				p.put("volume", r.Volume)
				if r.Issue != "" {
					p.text(", H. ")
					p.put("issue", r.Issue)
				}
			case 3, 4, 5:
				p.text(pickOne(rng, " ", ", "))
				p.put("volume", r.Volume)
				if r.Issue != "" {
					p.text([]string{".", "/", "("}[vol-3])
					p.put("issue", r.Issue)
					if vol == 5 {
						p.text(")")
					}
				}
			default:
				p.text(", ")
				p.put("volume", r.Volume)
				if r.Issue != "" {
					p.text(":")
					p.put("issue", r.Issue)
				}
			}
			if !dated && imprint < 5 {
				p.text(" (")
				date(p, r)
				p.text(")")
				dated = true
			}
		}
		if r.Publisher != "" {
			bracket := imprint < 3
			if bracket {
				p.text(" (")
			} else {
				p.text(sep)
			}
			switch {
			case imprint == 0 || imprint == 3 || imprint == 4:
				if r.Place != "" {
					p.put("place", r.Place)
					p.text(pickOne(rng, ": ", ": ", " : "))
				}
				p.put("publisher", r.Publisher)
			case imprint == 5:
				if r.Place != "" {
					p.put("place", r.Place)
					p.text(", ")
				}
				p.put("publisher", r.Publisher)
			case imprint == 6:
				p.put("publisher", r.Publisher)
				if r.Place != "" {
					p.text(", ")
					p.put("place", r.Place)
				}
			case imprint == 7 && r.Place != "":
				p.put("place", r.Place)
			default:
				p.put("publisher", r.Publisher)
			}
			if !dated {
				p.text(pickOne(rng, ", ", ", ", " "))
				date(p, r)
				dated = true
			}
			if bracket {
				p.text(")")
			}
		}
		if !dated {
			if around[0] != ' ' && r.Container != "" {
				p.text(" (")
				date(p, r)
				p.text(")")
			} else {
				p.text(sep)
				date(p, r)
			}
		}
		if r.Pages != "" && place == "pages" && r.Kind != "legal_case" {
			p.text(pickOne(rng, ", ", ": ", sep))
			p.put("locator", pickOne(rng, "", pagePrefix(lang, extent(r.Pages)))+extent(r.Pages))
		} else if loc != "" && place != "none" {
			p.text(pickOne(rng, ", ", ", ", ": ", sep))
			p.put("locator", pickOne(rng, "", pagePrefix(lang, loc))+loc)
		}
		if rng.IntN(3) == 0 {
			p.url(r, sep, "", "")
		}
	}
	return style{
		name: "wild" + pick("0", "1", "2", "3", "4", "5", "6", "7", "8", "9") + pick("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), langs: []string{lang},
		takes: func(r *record, lang string) bool {
			switch r.Kind {
			case "legal_case", "legislation", "treaty", "interview", "post", "dataset":
				return false
			}
			return r.Lang == lang || lang == "en" && latin[r.Lang]
		},
		full: full, join: "; ", stop: ".", list: true,
		again: func(p *pen, r *record, number int, loc string) (checker.CitationKind, bool) {
			full(p, r, loc)
			return checker.Full, true
		},
	}
}

func pickOne(rng *rand.Rand, list ...string) string { return list[rng.IntN(len(list))] }
