package cite_test

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/citelint/citelint/checker"
)

// heldStyles are styles for which no grammar was made: what is measured on them is what strangers
// may expect.
func heldStyles() []style {
	return []style{
		{name: "abnt", langs: []string{"pt"}, takes: takesABNT, full: fullABNT, list: true, stop: ".", held: true},
		{name: "harvard", langs: []string{"en"}, takes: takesHarvard, full: fullHarvard, list: true, stop: ".", held: true},
		{name: "aglc", langs: []string{"en"}, takes: takesAGLC, full: fullAGLC, again: againAGLC, ibid: ibidOf("Ibid", " "), join: "; ", stop: ".", held: true},
	}
}

func takesABNT(r *record, lang string) bool {
	switch r.Kind {
	case "article-journal", "book", "chapter", "thesis", "report", "article-newspaper", "webpage", "statement":
		return r.Lang == "pt" || r.Lang == "es" || r.Lang == "en"
	}
	return false
}

// capitalNames prints names as Brazilian lists do: FAMILY, Given; FAMILY, Given.
func (p *pen) capitalNames(field string, list []string) {
	cut := len(list) > 3
	if cut {
		list = list[:1]
	}
	for i, name := range list {
		if i > 0 {
			p.text("; ")
		}
		key := field + "." + strconv.Itoa(i)
		parts := strings.Split(name, "|")
		p.as(key+".family", strings.ToUpper(parts[0]), parts[0])
		p.text(", ")
		p.put(key+".given", parts[1])
	}
	if cut {
		p.text(" ")
		p.put(field+".1.literal", "et al.")
	}
}

// fullABNT prints NBR 6023: SOBRENOME, Nome. *Título*: subtítulo. Local: Editora, ano.
func fullABNT(p *pen, r *record, loc string) {
	months := strings.Fields("jan. fev. mar. abr. maio jun. jul. ago. set. out. nov. dez.")
	date := func(field, iso string) {
		parts := strings.Split(iso, "-")
		s := parts[0]
		if len(parts) > 1 {
			m, _ := strconv.Atoi(parts[1])
			s = months[m-1] + " " + s
		}
		if len(parts) > 2 {
			s = strings.TrimLeft(parts[2], "0") + " " + s
		}
		p.as(field, s, iso)
	}
	title := func(s string) {
		head, tail, subtitled := strings.Cut(s, ": ")
		p.italic("title", head)
		if subtitled {
			p.put("title", ": "+tail)
		}
	}
	full := func(s string) {
		if !strings.HasSuffix(s, "?") {
			p.text(".")
		}
		p.text(" ")
	}
	entered := true
	switch {
	case len(r.Authors) > 0:
		p.capitalNames("authors", r.Authors)
	case len(r.Editors) > 0 && r.Kind == "book":
		p.capitalNames("editors", r.Editors)
		p.text(map[bool]string{true: " (org.)", false: " (orgs.)"}[len(r.Editors) == 1])
	case r.Kind == "statement":
		p.as("authors.0.literal", strings.ToUpper(r.Container), r.Container)
	default:
		entered = false
	}
	if entered {
		p.text(". ")
	}
	online := func() {
		if r.URL == "" || p.links != "bare" {
			return
		}
		p.text(". Disponível em: ")
		p.put("link", r.URL)
		if r.Accessed != "" {
			p.text(". Acesso em: ")
			date("accessed", r.Accessed)
		}
	}
	imprint := func() {
		p.put("place", r.Place)
		p.text(": ")
		p.put("publisher", r.Publisher)
		p.text(", ")
		date("date", r.Date)
	}
	switch r.Kind {
	case "article-journal":
		p.put("title", r.Title)
		full(r.Title)
		p.italic("container", r.Container)
		p.text(", v. ")
		p.put("volume", r.Volume)
		p.text(", n. ")
		p.put("issue", r.Issue)
		p.text(", ")
		p.put("locator", "p. "+r.Pages)
		p.text(", ")
		date("date", r.Date)
	case "chapter":
		p.put("title", r.Title)
		full(r.Title)
		p.text("In: ")
		p.capitalNames("editors", r.Editors)
		p.text(map[bool]string{true: " (org.). ", false: " (orgs.). "}[len(r.Editors) == 1])
		p.italic("container", r.Container)
		p.text(". ")
		imprint()
		p.text(". ")
		p.put("locator", "p. "+r.Pages)
	case "thesis":
		title(r.Title)
		full(r.Title)
		date("date", r.Date)
		p.text(". Tese (Doutorado em História) – ")
		p.put("publisher", r.Publisher)
		p.text(", ")
		p.put("place", r.Place)
		p.text(", " + r.Date)
	case "book", "report":
		title(r.Title)
		full(r.Title)
		if r.Edition != "" {
			p.put("edition", r.Edition+". ed.")
			p.text(" ")
		}
		imprint()
		online()
	default:
		head := r.Title
		if !entered { // the first word of the title stands in capitals
			first, rest, _ := strings.Cut(r.Title, " ")
			head = strings.ToUpper(first) + " " + rest
		}
		p.as("title", head, r.Title)
		full(r.Title)
		if r.Kind != "statement" {
			p.italic("container", r.Container)
			if r.Date != "" && r.Date != "n.d." {
				p.text(", ")
			}
		}
		if r.Date != "" && r.Date != "n.d." {
			date("date", r.Date)
		}
		if r.Kind == "article-newspaper" && r.Pages != "" {
			p.text(", ")
			p.put("locator", "p. "+r.Pages)
		}
		online()
	}
}

func takesHarvard(r *record, lang string) bool {
	switch r.Kind {
	case "article-journal", "book", "chapter", "thesis", "report", "article-newspaper", "webpage", "statement", "dataset":
		return r.Lang == "en"
	}
	return false
}

// fullHarvard prints what British universities teach: Family, I. (Y) ‘T’, *C*, V(I), pp. PP.
func fullHarvard(p *pen, r *record, loc string) {
	names := naming{form: "apa", sep: ", ", last: " and ", most: 3, others: " et al."}
	switch {
	case len(r.Authors) > 0:
		p.names("authors", r.Authors, names)
	case len(r.Editors) > 0 && r.Kind == "book":
		p.names("editors", r.Editors, names)
		p.text(map[bool]string{true: " (ed.)", false: " (eds)"}[len(r.Editors) == 1])
	case r.Kind == "statement" || r.Kind == "dataset":
		p.put("authors.0.literal", r.Container)
	case r.Kind == "article-newspaper":
		p.italic("container", r.Container)
	case r.Kind == "webpage":
		p.put("authors.0.literal", r.Container)
	}
	p.text(" (")
	switch {
	case r.Date == "" || r.Date == "n.d.":
		p.as("date", "no date", "none")
	default:
		p.as("date", r.Date[:4], r.Date)
	}
	p.text(") ")
	day := func() {
		if len(r.Date) == 10 {
			m, _ := strconv.Atoi(r.Date[5:7])
			p.text(", " + strings.TrimLeft(r.Date[8:], "0") + " " + months["en"][m-1])
		}
	}
	online := func() {
		if r.URL == "" || p.links != "bare" {
			return
		}
		p.text(". Available at: ")
		p.put("link", r.URL)
		if r.Accessed != "" {
			p.text(" (Accessed: ")
			p.date("accessed", r.Accessed, "dmy")
			p.text(")")
		}
	}
	switch r.Kind {
	case "article-journal":
		p.quoted(r, r.Title, "‘", "’", ",", false)
		p.text(" ")
		p.italic("container", r.Container)
		p.text(", ")
		p.put("volume", r.Volume)
		p.text("(")
		p.put("issue", r.Issue)
		p.text("), ")
		p.put("locator", "pp. "+extent(r.Pages))
		if r.DOI != "" {
			p.text(". Available at: ")
			p.doi(r, "")
		}
	case "chapter":
		p.quoted(r, r.Title, "‘", "’", ",", false)
		p.text(" in ")
		p.names("editors", r.Editors, names)
		p.text(map[bool]string{true: " (ed.) ", false: " (eds) "}[len(r.Editors) == 1])
		p.italic("container", r.Container)
		p.text(". ")
		p.put("place", r.Place)
		p.text(": ")
		p.put("publisher", r.Publisher)
		p.text(", ")
		p.put("locator", "pp. "+extent(r.Pages))
	case "article-newspaper":
		if len(r.Authors) == 0 {
			p.quoted(r, r.Title, "‘", "’", "", false)
		} else {
			p.quoted(r, r.Title, "‘", "’", ",", false)
			p.text(" ")
			p.italic("container", r.Container)
		}
		day()
		if r.Pages != "" {
			p.text(", ")
			p.put("locator", "p. "+r.Pages)
		}
		online()
	case "thesis":
		p.italic("title", r.Title)
		p.stop(r.Title)
		p.text("PhD thesis. ")
		p.put("publisher", r.Publisher)
	case "book", "report":
		p.italic("title", r.Title)
		p.stop(r.Title)
		if r.Edition != "" {
			p.put("edition", ordinal(r.Edition)+" edn")
			p.text(". ")
		}
		p.put("place", r.Place)
		p.text(": ")
		p.put("publisher", r.Publisher)
	default:
		p.italicTitle(r, r.Title)
		online()
	}
}

func takesAGLC(r *record, lang string) bool {
	switch r.Kind {
	case "treaty", "interview", "post", "dataset":
		return false
	}
	return r.Lang == "en"
}

// fullAGLC prints the Australian Guide to Legal Citation: A, ‘T’ (Y) V(I) *C* PP, p · A, *T* (P, Nth ed, Y) p.
func fullAGLC(p *pen, r *record, loc string) {
	if r.Kind != "legal_case" && r.Kind != "legislation" {
		p.people(r, naming{form: "straight", sep: ", ", last: " and ", most: 3, others: " et al"})
		p.editorsFirst(r, straightNames, " (ed), ", " (eds), ")
	}
	switch r.Kind {
	case "legal_case":
		p.italic("title", r.Title)
		p.text(" (")
		p.put("date", r.Date)
		p.text(") ")
		p.put("volume", r.Volume)
		p.text(" ")
		p.put("container", r.Container)
		p.text(" ")
		p.put("pages", r.Pages)
		p.locator(", ", "", loc)
	case "legislation":
		p.italic("title", r.Title+" "+r.Date)
		p.pieces = append(p.pieces, piece{field: "date", value: r.Date})
		p.text(" (" + p.pick("Vic", "NSW", "Cth") + ")")
		p.locator(" ", "s ", firstPage(strings.ReplaceAll(loc, "–", "-")))
	case "article-journal":
		p.quoted(r, r.Title, "‘", "’", "", false)
		p.text(" (")
		p.put("date", r.Date)
		p.text(") ")
		p.put("volume", r.Volume)
		p.text("(")
		p.put("issue", r.Issue)
		p.text(") ")
		p.italic("container", r.Container)
		p.text(" ")
		p.put("pages", firstPage(r.Pages))
		p.locator(", ", "", loc)
	case "chapter":
		p.quoted(r, r.Title, "‘", "’", "", false)
		p.text(" in ")
		p.names("editors", r.Editors, straightNames)
		p.text(map[bool]string{true: " (ed), ", false: " (eds), "}[len(r.Editors) == 1])
		p.italic("container", r.Container)
		p.text(" (")
		p.put("publisher", r.Publisher)
		p.text(", ")
		p.put("date", r.Date)
		p.text(") ")
		p.put("pages", firstPage(r.Pages))
		p.locator(", ", "", loc)
	case "thesis":
		p.quoted(r, r.Title, "‘", "’", "", false)
		p.text(" (PhD Thesis, ")
		p.put("publisher", r.Publisher)
		p.text(", ")
		p.put("date", r.Date)
		p.text(")")
		p.locator(" ", "", loc)
	case "book":
		p.italic("title", r.Title)
		p.text(" (")
		p.put("publisher", r.Publisher)
		p.text(", ")
		if r.Edition != "" {
			p.put("edition", ordinal(r.Edition)+" ed")
			p.text(", ")
		}
		p.put("date", r.Date)
		p.text(")")
		p.locator(" ", "", loc)
	case "report":
		p.italic("title", r.Title)
		p.text(" (")
		if r.Number != "" {
			p.text("Report No ")
			p.put("number", r.Number)
		} else {
			p.text("Report")
		}
		p.text(", ")
		p.put("publisher", r.Publisher)
		p.text(", ")
		p.date("date", r.Date, "dmy")
		p.text(")")
		p.locator(" ", "", loc)
	default:
		p.quoted(r, r.Title, "‘", "’", ",", false)
		p.text(" ")
		p.italic("container", r.Container)
		p.text(" (" + map[bool]string{true: "online", false: "Web Page"}[r.Kind == "article-newspaper"])
		if r.Date != "" && r.Date != "n.d." {
			p.text(", ")
			p.date("date", r.Date, "dmy")
		}
		p.text(")")
		p.url(r, " ", "<", ">")
	}
}

func againAGLC(p *pen, r *record, number int, loc string) (checker.CitationKind, bool) {
	titled := false
	switch {
	case r.Kind == "legal_case":
		first, _, _ := strings.Cut(strings.TrimPrefix(r.Title, "R ("), " v ")
		p.italic("title", strings.Trim(first, ")"))
		titled = true
	case r.Kind == "legislation":
		p.italic("title", r.Title)
		titled = true
	case !p.families(r, true, ", ", " and ", " et al"):
		p.pieces = append(p.pieces, piece{text: "‘", mark: "open"}, piece{text: shortTitle(r.Title), field: "title"}, piece{text: "’", mark: "close"})
		titled = true
	}
	p.text(" (n " + strconv.Itoa(number) + ")")
	if r.Kind == "legislation" {
		p.locator(" ", "s ", firstPage(strings.ReplaceAll(loc, "–", "-")))
	} else {
		p.locator(" ", "", loc)
	}
	return checker.Supra, titled
}

// typeset prints what typesetting programs leave: spaces that do not break or are narrow, hyphens
// that do not break, apostrophes the wrong way round, figures of full width.
func (p *pen) typeset() {
	wide := p.lang == "zh" || p.lang == "ja"
	for k := range p.pieces {
		q := &p.pieces[k]
		if q.field == "link" || strings.Contains(q.text, "://") {
			continue
		}
		changed := strings.Map(func(r rune) rune { return p.typesetRune(r, wide) }, q.text)
		if p.chance(.3) {
			changed = wrongApostrophes(changed)
		}
		if changed != q.text && q.value == "" && q.field != "" {
			q.value = q.text
		}
		q.text = changed
	}
}

func (p *pen) typesetRune(r rune, wide bool) rune {
	switch {
	case r == ' ' && p.chance(.15):
		return []rune{'\u00a0', '\u202f', '\u2009'}[p.rng.IntN(3)]
	case r == '-' && p.chance(.5):
		return '\u2011'
	case wide && '0' <= r && r <= '9' && p.variant == 0:
		return r - '0' + '０'
	}
	return r
}

// wrongApostrophes turns apostrophes between letters into opening marks.
func wrongApostrophes(s string) string {
	runes := []rune(s)
	for i := 1; i+1 < len(runes); i++ {
		if runes[i] == '’' && unicode.IsLetter(runes[i-1]) && unicode.IsLetter(runes[i+1]) {
			runes[i] = '‘'
		}
	}
	return string(runes)
}

// capitals prints family names in capitals, as small capitals become when a text is copied.
func (p *pen) capitals() {
	for k := range p.pieces {
		q := &p.pieces[k]
		if upper := strings.ToUpper(q.text); strings.HasSuffix(q.field, ".family") && upper != q.text {
			if q.value == "" {
				q.value = q.text
			}
			q.text = upper
		}
	}
}
