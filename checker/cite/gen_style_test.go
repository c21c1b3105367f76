package cite_test

import (
	"strconv"
	"strings"

	"github.com/citelint/citelint/checker"
)

// A style prints citations as one manual of section 4 has them.
type style struct {
	name  string
	langs []string // of documents in it
	takes func(r *record, lang string) bool
	full  func(p *pen, r *record, loc string)
	// again prints a short form; number is the antecedent's note. It returns the kind, and whether
	// the title is printed, which tells several works of one author apart.
	again func(p *pen, r *record, number int, loc string) (kind checker.CitationKind, titled bool)
	ibid  func(p *pen, loc string)
	join  string // between two citations
	stop  string // behind the last
	list  bool   // a list of works: no back-references
	held  bool
}

var latin = map[string]bool{"en": true, "de": true, "fr": true, "es": true, "it": true, "pt": true, "nl": true, "pl": true, "tr": true}

// ownLanguage takes what is in the document's language and in its literature is cited in one way.
func ownLanguage(r *record, lang string) bool {
	switch r.Kind {
	case "legislation":
		return r.Lang == lang && lang == "zh"
	case "treaty", "interview", "post":
		return r.Lang == lang && latin[lang]
	}
	return r.Lang == lang
}

func styles() []style {
	return []style{
		{name: "policy", langs: []string{"en"}, takes: takesPolicy, full: fullPolicy, again: againPolicy, ibid: ibidOf("Ibid.", ", p. "), join: "; ", stop: "."},
		{name: "chicago", langs: []string{"en"}, takes: takesChicago, full: fullChicago, again: againChicago, ibid: ibidOf("Ibid.", ", "), join: "; ", stop: "."},
		{name: "turabian", langs: []string{"en"}, takes: takesChicago, full: fullTurabian, again: againChicago, ibid: ibidOf("Ibid.", ", "), join: "; ", stop: "."},
		{name: "mhra", langs: []string{"en"}, takes: takesChicago, full: fullMHRA, again: againMHRA, ibid: ibidOf("Ibid.", ", p. "), join: "; ", stop: "."},
		{name: "oscola", langs: []string{"en"}, takes: takesOSCOLA, full: fullOSCOLA, again: againOSCOLA, ibid: ibidOf("ibid", " "), join: "; ", stop: "."},
		{name: "bluebook", langs: []string{"en"}, takes: takesBluebook, full: fullBluebook, again: againBluebook, ibid: ibidOf("*Id.", " at "), join: "; ", stop: "."},
		{name: "apa", langs: []string{"en"}, takes: takesAPA, full: fullAPA, list: true, stop: "."},
		{name: "mla", langs: []string{"en"}, takes: takesAPA, full: fullMLA, list: true, stop: "."},
		{name: "gbt", langs: []string{"zh"}, takes: takesGBT, full: fullGBT, again: againGBT, ibid: ibidOf("同上", ": "), join: "; ", stop: "."},
		{name: "chinese", langs: []string{"zh"}, takes: ownLanguage, full: fullChinese, again: againChinese, ibid: ibidOf("同上", "，第"), join: "；", stop: "。"},
		{name: "japanese", langs: []string{"ja", "ko"}, takes: ownLanguage, full: fullJapanese, again: againJapanese, ibid: ibidOf("同上", "、"), join: "；", stop: "。"},
		{name: "gost", langs: []string{"ru", "uk"}, takes: ownLanguage, full: fullGOST, again: againGOST, ibid: ibidOf("Там же", ". С. "), join: "; ", stop: "."},
		{name: "german", langs: []string{"de"}, takes: takesGerman, full: fullGerman, again: againGerman, ibid: ibidOf("Ebd.", ", S. "), join: "; ", stop: "."},
		{name: "romance", langs: []string{"fr", "es", "it", "pt"}, takes: ownLanguage, full: fullRomance, again: againRomance, ibid: ibidOf("Ibid.", ", p. "), join: "; ", stop: "."},
		{name: "latin", langs: []string{"de", "pl", "nl", "tr"}, takes: ownLanguage, full: fullLatin, again: againLatin, ibid: ibidOf("Ibid.", ", "), join: "; ", stop: "."},
	}
}

// ibidOf prints ibid. and, behind joint, a place; the end of the joint that is printed with the
// place belongs to it.
func ibidOf(word, joint string) func(p *pen, loc string) {
	return func(p *pen, loc string) {
		word, joint := word, joint
		switch p.lang {
		case "uk":
			word = "Там само"
		case "de":
			word = p.pick("Ebd.", "Ebd.", "ebd.")
		case "pl":
			word = "Tamże"
		}
		if w, italic := strings.CutPrefix(word, "*"); italic {
			p.pieces = append(p.pieces, piece{text: w, italic: true})
		} else if loc == "" && strings.HasSuffix(word, ".") {
			p.text(strings.TrimSuffix(word, "."))
			return
		} else {
			p.text(word)
		}
		if loc == "" {
			return
		}
		locator := strings.TrimLeft(joint, ",;. ，、")
		p.text(joint[:len(joint)-len(locator)])
		switch {
		case locator == "at " || locator == ": ":
			p.text(locator)
			p.put("locator", loc)
		case locator == "第":
			p.put("locator", "第"+loc+"页")
		case p.lang == "ja":
			p.put("locator", loc+"頁")
		case p.lang == "ko":
			p.put("locator", loc+"쪽")
		case joint == ", " && p.lang != "en":
			p.put("locator", pagePrefix(p.lang, loc)+loc)
		default:
			if strings.Contains(loc, "–") && locator == "p. " {
				locator = "pp. "
			}
			p.put("locator", locator+loc)
		}
	}
}

// pagePrefix is what stands before the number of a page.
func pagePrefix(lang, loc string) string {
	switch lang {
	case "de":
		return "S. "
	case "pl":
		return "s. "
	case "tr":
		return "s. "
	case "nl":
		return "p. "
	case "ru", "uk":
		return "С. "
	}
	if strings.ContainsAny(loc, "–, ") {
		return "pp. "
	}
	return "p. "
}

var months = map[string][]string{
	"en": strings.Fields("January February March April May June July August September October November December"),
	"de": strings.Fields("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
	"fr": strings.Fields("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
	"es": strings.Fields("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
	"it": strings.Fields("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
	"pt": strings.Fields("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
	"nl": strings.Fields("januari februari maart april mei juni juli augustus september oktober november december"),
	"pl": strings.Fields("stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"),
	"tr": strings.Fields("Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık"),
	"ru": strings.Fields("января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
	"uk": strings.Fields("січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"),
}

var shortMonths = map[string][]string{
	"en": strings.Fields("Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec."),
	"de": strings.Fields("Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez."),
	"fr": strings.Fields("janv. févr. mars avril mai juin juil. août sept. oct. nov. déc."),
	"es": strings.Fields("ene. feb. mar. abr. mayo jun. jul. ago. sept. oct. nov. dic."),
	"it": strings.Fields("gen. feb. mar. apr. mag. giu. lug. ago. set. ott. nov. dic."),
	"pt": strings.Fields("jan. fev. mar. abr. maio jun. jul. ago. set. out. nov. dez."),
}

// bareMonths are those that stand without day.
var bareMonths = map[string][]string{
	"ru": strings.Fields("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"),
	"uk": strings.Fields("січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень"),
	"pl": strings.Fields("styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień"),
}

var noDates = map[string]string{"en": "n.d.", "de": "o. J.", "fr": "s. d.", "es": "s. f.", "it": "s. d.", "pt": "s. d.", "nl": "z. j.", "pl": "b.r.", "tr": "t.y.", "ru": "б. г.", "uk": "б. р."}

// date prints a date in a form: "dmy", "mdy", "ymd" (2022, February 4), "num", "iso", "year"; ""
// is the document's.
func (p *pen) date(field, iso, form string) {
	if iso == "" {
		return
	}
	if form == "" || form == "dmy" || form == "mdy" {
		if form == "" {
			form = p.dates
		}
		if p.noise == "date-order" && p.lang == "en" {
			form = p.pick("dmy", "mdy", "iso")
		} else if p.noise == "date-order" && latin[p.lang] {
			form = p.pick("dmy", "num", "iso")
		}
	}
	if iso == "n.d." {
		s := noDates[p.lang]
		if s == "" {
			return
		}
		p.as(field, s, "none")
		return
	}
	parts := strings.Split(iso, "-")
	year := parts[0]
	if form == "year" {
		p.put(field, year)
		return
	}
	if form != "iso" && (p.lang == "zh" || p.lang == "ja" || p.lang == "ko") {
		unit := []string{"年", "月", "日"}
		if p.lang == "ko" {
			unit = []string{"년 ", "월 ", "일"}
		}
		s := ""
		for k, part := range parts {
			s += strings.TrimLeft(part, "0") + unit[k]
		}
		p.as(field, strings.TrimSpace(s), iso)
		return
	}
	names := months[p.lang]
	if names == nil {
		names = months["en"]
	}
	if p.noise == "month-short" && shortMonths[p.lang] != nil {
		names = shortMonths[p.lang]
	}
	switch len(parts) {
	case 1:
		p.put(field, iso)
		return
	case 2:
		m, _ := strconv.Atoi(parts[1])
		if bare := bareMonths[p.lang]; bare != nil {
			names = bare
		}
		s := names[m-1] + " " + year
		if form == "ymd" {
			s = year + ", " + names[m-1]
		} else if p.lang == "es" || p.lang == "pt" {
			s = names[m-1] + " de " + year
		}
		p.as(field, s, iso)
		return
	}
	m, _ := strconv.Atoi(parts[1])
	day := strings.TrimLeft(parts[2], "0")
	s := day + " " + names[m-1] + " " + year
	switch {
	case form == "iso":
		s = iso
	case form == "num":
		s = parts[2] + "." + parts[1] + "." + year
		if p.chance(.3) {
			s = day + "." + strings.TrimLeft(parts[1], "0") + "." + year
		}
	case form == "ymd":
		s = year + ", " + names[m-1] + " " + day
	case form == "mdy" && p.lang == "en":
		s = names[m-1] + " " + day + ", " + year
	case p.lang == "de":
		s = day + ". " + names[m-1] + " " + year
	case p.lang == "es" || p.lang == "pt":
		s = day + " de " + names[m-1] + " de " + year
	case p.lang == "fr" && day == "1":
		s = "1er " + names[m-1] + " " + year
	}
	p.as(field, s, iso)
}

// url prints the address, bare or in angle brackets, if the document has them so.
func (p *pen) url(r *record, before, open, shut string) {
	if r.URL == "" || p.links == "title" || p.links == "quoted" || p.noise == "link-place" || p.noise == "marks-cross-link" {
		return
	}
	p.text(before + open)
	p.put("link", r.URL)
	p.text(shut)
}

// locator prints a place with what stands before it.
func (p *pen) locator(before, prefix, loc string) {
	if loc == "" {
		return
	}
	p.text(before)
	p.put("locator", prefix+loc)
}

func extent(pages string) string { return strings.ReplaceAll(pages, "-", "–") }

func firstPage(pages string) string {
	first, _, _ := strings.Cut(pages, "-")
	return first
}

func (p *pen) isBook(r *record) bool { return r.Kind == "book" || r.Kind == "thesis" }

var straightNames = naming{form: "straight", sep: ", ", last: " and ", most: 3, others: " et al."}
var oxfordNames = naming{form: "straight", sep: ", ", last: ", and ", two: " and ", most: 3, others: " et al."}

// people prints the authors and a comma behind them.
func (p *pen) people(r *record, n naming) {
	if len(r.Authors) > 0 {
		p.names("authors", r.Authors, n)
		p.text(", ")
	}
}

// editorsFirst prints editors that stand in the place of authors.
func (p *pen) editorsFirst(r *record, n naming, one, many string) {
	if len(r.Authors) > 0 || len(r.Editors) == 0 || r.Kind != "book" {
		return
	}
	p.names("editors", r.Editors, n)
	if len(r.Editors) > 1 {
		one = many
	}
	p.text(one)
}

func takesPolicy(r *record, lang string) bool {
	switch r.Kind {
	case "legal_case", "legislation":
		return false
	}
	if latin[r.Lang] {
		return true
	}
	return r.Lang == "zh" && r.Kind != "book" && r.Kind != "chapter" || r.Translated != "" && len(r.Authors)+len(r.Editors) == 0
}

func fullPolicy(p *pen, r *record, loc string) {
	names := straightNames
	names.initial = p.variant == 2
	if r.Kind == "interview" {
		p.put("title", "Author i"+r.Title[1:len("Interview with ")]+strings.ToLower(r.Title[len("Interview with "):]))
		p.text(", ")
		p.put("place", r.Place)
		p.text(", ")
		p.date("date", r.Date, "")
		return
	}
	p.people(r, names)
	p.editorsFirst(r, names, " (ed.), ", " (eds.), ")
	switch r.Kind {
	case "book":
		p.italic("title", r.Title)
		p.text(", ")
		p.translators(r, "trans. ", ", ")
		p.edition(r, "", ", ")
		switch p.variant {
		case 0:
			p.put("place", r.Place)
			p.text(": ")
			p.put("publisher", r.Publisher)
			p.text(", ")
			p.put("date", r.Date)
		default:
			p.trimComma()
			p.text(" (")
			p.put("place", r.Place)
			p.text(": ")
			p.put("publisher", r.Publisher)
			p.text(", ")
			p.put("date", r.Date)
			p.text(")")
		}
	case "chapter":
		p.title(r, "“", "”", ",", false)
		p.text(" in ")
		p.names("editors", r.Editors, names)
		p.text(map[bool]string{true: " (ed.), ", false: " (eds.), "}[len(r.Editors) == 1])
		p.italic("container", r.Container)
		p.text(", ")
		p.put("place", r.Place)
		p.text(": ")
		p.put("publisher", r.Publisher)
		p.text(", ")
		p.put("date", r.Date)
	case "report":
		p.title(r, "“", "”", ",", false)
		p.text(" ")
		p.put("container", r.Publisher)
		p.text(", ")
		if r.Number != "" {
			p.text(p.pick("Report No. ", "Policy Brief No. ", "Working Paper "))
			p.put("number", r.Number)
			p.text(", ")
		}
		p.date("date", r.Date, "")
	case "article-journal":
		p.title(r, "“", "”", ",", false)
		p.text(" ")
		p.italic("container", r.Container)
		p.text(", Vol. ")
		p.put("volume", r.Volume)
		p.text(", No. ")
		p.put("issue", r.Issue)
		p.text(", ")
		p.put("date", r.Date)
	case "thesis":
		p.title(r, "“", "”", ",", false)
		p.text(" PhD thesis, ")
		p.put("container", r.Publisher)
		p.text(", ")
		p.put("date", r.Date)
	case "dataset":
		p.title(r, "“", "”", "", false)
		p.text(" [Data set], ")
		p.put("container", r.Container)
		p.text(", ")
		p.date("date", r.Date, "")
	case "treaty":
		p.title(r, "“", "”", ",", false)
		p.text(" ")
		p.date("date", r.Date, "")
	case "post":
		p.title(r, "“", "”", ",", false)
		p.text(" ")
		p.put("container", r.Container)
		p.text(", post, ")
		p.date("date", r.Date, "")
	default:
		p.title(r, "“", "”", ",", false)
		p.text(" ")
		if r.Kind == "article-newspaper" && p.variant != 1 {
			p.italic("container", r.Container)
		} else {
			p.put("container", r.Container)
		}
		if r.Date != "" {
			p.text(", ")
			p.date("date", r.Date, "")
		}
	}
	p.locator(", ", pagePrefix("en", loc), loc)
	if p.links == "bare" {
		p.url(r, ", ", "", "")
	}
}

// trimComma takes back a comma and space that were printed last.
func (p *pen) trimComma() {
	if n := len(p.pieces); n > 0 && p.pieces[n-1].text == ", " {
		p.pieces = p.pieces[:n-1]
	}
}

func (p *pen) translators(r *record, before, after string) {
	if len(r.Translators) > 0 {
		p.text(before)
		p.names("translators", r.Translators, naming{form: "straight", sep: ", ", last: " and "})
		p.text(after)
	}
}

// edition prints the edition between before and after.
func (p *pen) edition(r *record, before, after string) {
	if r.Edition == "" {
		return
	}
	p.text(before)
	p.put("edition", ordinal(r.Edition)+" ed.")
	p.text(after)
}

func ordinal(n string) string {
	switch n {
	case "2":
		return "2nd"
	case "3":
		return "3rd"
	}
	return n + "th"
}

// families prints the family names of the authors or editors for a short form.
func (p *pen) families(r *record, roman bool, sep, last, others string) bool {
	field, list := "authors", r.Authors
	if len(list) == 0 {
		list = r.Editors
	}
	if len(list) == 0 || r.Kind == "post" {
		return false
	}
	if len(list) > 3 {
		p.put(field+".0.family", family(list[0], roman))
		trimmed := strings.TrimLeft(others, " ")
		p.text(others[:len(others)-len(trimmed)])
		p.put(field+".1.literal", trimmed)
		return true
	}
	for i, name := range list {
		switch {
		case i == 0:
		case i == len(list)-1:
			p.text(last)
		default:
			p.text(sep)
		}
		if strings.Contains(name, "|") {
			p.put(field+"."+strconv.Itoa(i)+".family", family(name, roman))
		} else {
			p.put(field+"."+strconv.Itoa(i)+".literal", name)
		}
	}
	return true
}

func againPolicy(p *pen, r *record, number int, loc string) (checker.CitationKind, bool) {
	named := p.families(r, true, ", ", " and ", " et al.")
	if named {
		p.text(", ")
	}
	kind, titled := checker.Short, true
	switch {
	case named && p.variant == 1 && p.chance(.5):
		p.text("op. cit.")
		titled = false
	case r.Kind == "book" && p.chance(.5):
		p.italic("title", shortTitle(r.Title))
	default:
		p.pieces = append(p.pieces, piece{text: "“", mark: "open"}, piece{text: shortTitle(r.Title), field: "title"}, piece{text: "”", mark: "close"})
		if named && p.variant == 0 {
			p.text(", no. " + strconv.Itoa(number))
			kind = checker.Supra
		}
	}
	p.locator(", ", pagePrefix("en", loc), loc)
	return kind, titled
}

func takesChicago(r *record, lang string) bool {
	switch r.Kind {
	case "legal_case", "legislation", "treaty", "interview", "post", "dataset":
		return false
	}
	return latin[r.Lang]
}

func fullChicago(p *pen, r *record, loc string) { chicago(p, r, loc, false) }

func fullTurabian(p *pen, r *record, loc string) { chicago(p, r, loc, true) }

func chicago(p *pen, r *record, loc string, turabian bool) {
	p.people(r, oxfordNames)
	p.editorsFirst(r, oxfordNames, ", ed., ", ", eds., ")
	imprint := func() {
		p.text(" (")
		if turabian || p.variant == 0 {
			p.put("place", r.Place)
			p.text(": ")
		}
		p.put("publisher", r.Publisher)
		p.text(", ")
		p.date("date", r.Date, "")
		p.text(")")
	}
	switch r.Kind {
	case "book", "report":
		p.italic("title", r.Title)
		p.translators(r, ", trans. ", "")
		if r.Edition != "" {
			p.edition(r, ", ", "")
		}
		if r.Number != "" {
			p.text(", Report No. ")
			p.put("number", r.Number)
		}
		imprint()
		p.locator(", ", "", loc)
	case "chapter":
		p.title(r, "“", "”", ",", true)
		p.text(" in ")
		p.italic("container", r.Container)
		p.text(", ed. ")
		p.names("editors", r.Editors, oxfordNames)
		imprint()
		p.locator(", ", "", loc)
	case "thesis":
		p.title(r, "“", "”", "", false)
		p.text(" (PhD diss., ")
		p.put("publisher", r.Publisher)
		p.text(", ")
		p.put("date", r.Date)
		p.text(")")
		p.locator(", ", "", loc)
	case "article-journal":
		p.title(r, "“", "”", ",", true)
		p.text(" ")
		p.italic("container", r.Container)
		p.text(" ")
		p.put("volume", r.Volume)
		p.text(", no. ")
		p.put("issue", r.Issue)
		p.text(" (")
		p.put("date", r.Date)
		p.text(")")
		if loc == "" {
			loc = extent(r.Pages)
		}
		p.locator(": ", "", loc)
		p.doi(r, ", ")
	default:
		p.title(r, "“", "”", ",", true)
		p.text(" ")
		if r.Kind == "article-newspaper" {
			p.italic("container", r.Container)
		} else {
			p.put("container", r.Container)
		}
		if r.Date != "" {
			p.text(", ")
			p.date("date", r.Date, "")
		}
		if r.Kind == "article-newspaper" {
			p.locator(", ", "", loc)
		}
		if turabian && r.Accessed != "" && r.URL != "" {
			p.text(", accessed ")
			p.date("accessed", r.Accessed, "")
		}
		p.url(r, ", ", "", "")
	}
}

// doi prints the identifier as its address.
func (p *pen) doi(r *record, before string) {
	if r.DOI != "" {
		p.text(before)
		p.put("link", "https://doi.org/"+r.DOI)
		p.pieces = append(p.pieces, piece{field: "doi", value: r.DOI})
	}
}

func againChicago(p *pen, r *record, number int, loc string) (checker.CitationKind, bool) {
	if p.families(r, true, ", ", map[bool]string{true: ", and ", false: " and "}[len(r.Authors) > 2], " et al.") {
		p.text(", ")
	}
	title := shortTitle(r.Title)
	if r.Kind == "book" || r.Kind == "report" {
		p.italic("title", title)
		p.locator(", ", "", loc)
		return checker.Short, true
	}
	p.pieces = append(p.pieces, piece{text: "“", mark: "open"}, piece{text: title, field: "title"})
	if loc != "" {
		p.pieces = append(p.pieces, piece{text: ","})
	}
	p.pieces = append(p.pieces, piece{text: "”", mark: "close"})
	p.locator(" ", "", loc)
	return checker.Short, true
}

func fullMHRA(p *pen, r *record, loc string) {
	p.people(r, straightNames)
	p.editorsFirst(r, straightNames, " (ed.), ", " (eds), ")
	imprint := func() {
		p.text(" (")
		p.put("place", r.Place)
		p.text(": ")
		p.put("publisher", r.Publisher)
		p.text(", ")
		p.date("date", r.Date, "")
		p.text(")")
	}
	online := func() {
		if r.URL != "" && p.links == "bare" && p.noise != "link-place" && p.noise != "marks-cross-link" {
			p.url(r, ", ", "<", ">")
			if r.Accessed != "" {
				p.text(" [accessed ")
				p.date("accessed", r.Accessed, "")
				p.text("]")
			}
		}
	}
	switch r.Kind {
	case "book", "report":
		p.italic("title", r.Title)
		p.translators(r, ", trans. by ", "")
		if r.Edition != "" {
			p.text(", ")
			p.put("edition", ordinal(r.Edition)+" edn")
		}
		imprint()
		p.locator(", ", pagePrefix("en", loc), loc)
	case "chapter":
		p.title(r, "‘", "’", ",", false)
		p.text(" in ")
		p.italic("container", r.Container)
		p.text(", ed. by ")
		p.names("editors", r.Editors, straightNames)
		imprint()
		p.text(", ")
		if loc == "" {
			p.put("locator", "pp. "+extent(r.Pages))
			return
		}
		p.put("pages", "pp. "+extent(r.Pages))
		p.locator(" (", pagePrefix("en", loc), loc)
		p.text(")")
	case "thesis":
		p.title(r, "‘", "’", "", false)
		p.text(" (unpublished doctoral thesis, ")
		p.put("publisher", r.Publisher)
		p.text(", ")
		p.put("date", r.Date)
		p.text(")")
		p.locator(", ", pagePrefix("en", loc), loc)
	case "article-journal":
		p.title(r, "‘", "’", ",", false)
		p.text(" ")
		p.italic("container", r.Container)
		p.text(", ")
		p.put("volume", r.Volume)
		p.text(p.pick(".", "."))
		p.put("issue", r.Issue)
		p.text(" (")
		p.put("date", r.Date)
		p.text("), ")
		if loc == "" {
			p.put("locator", "pp. "+extent(r.Pages))
		} else {
			p.put("pages", map[int]string{0: "pp. ", 1: "", 2: ""}[p.variant]+extent(r.Pages))
			p.locator(" (", pagePrefix("en", loc), loc)
			p.text(")")
		}
		if r.DOI != "" {
			p.text(", doi:")
			p.put("doi", r.DOI)
			p.pieces = append(p.pieces, piece{field: "link", value: "doi:" + r.DOI})
		}
	default:
		p.title(r, "‘", "’", ",", false)
		p.text(" ")
		p.italic("container", r.Container)
		if r.Date != "" {
			p.text(", ")
			p.date("date", r.Date, "")
		}
		if r.Kind == "article-newspaper" {
			p.locator(", ", pagePrefix("en", loc), loc)
		}
		online()
	}
}

func againMHRA(p *pen, r *record, number int, loc string) (checker.CitationKind, bool) {
	named := p.families(r, true, ", ", " and ", " et al.")
	titled := !named || p.chance(.4)
	if titled {
		if named {
			p.text(", ")
		}
		if r.Kind == "book" || r.Kind == "report" {
			p.italic("title", shortTitle(r.Title))
		} else {
			p.pieces = append(p.pieces, piece{text: "‘", mark: "open"}, piece{text: shortTitle(r.Title), field: "title"}, piece{text: "’", mark: "close"})
		}
	}
	if loc == "" {
		loc = "3"
	}
	p.locator(", ", pagePrefix("en", loc), loc)
	return checker.Short, titled
}

func takesOSCOLA(r *record, lang string) bool {
	if r.Lang != "en" {
		return false
	}
	switch r.Kind {
	case "treaty", "interview", "post", "dataset":
		return false
	}
	return true
}

func fullOSCOLA(p *pen, r *record, loc string) {
	p.people(r, naming{form: "straight", sep: ", ", last: " and ", most: 3, others: " and others"})
	p.editorsFirst(r, straightNames, " (ed), ", " (eds), ")
	switch r.Kind {
	case "legal_case":
		p.italic("title", r.Title)
		p.text(" ")
		p.put("number", r.Number)
		p.text(", [")
		p.put("date", r.Date)
		p.text("] ")
		p.put("volume", r.Volume)
		p.text(" ")
		p.put("container", r.Container)
		p.text(" ")
		p.put("pages", r.Pages)
		if loc != "" {
			p.locator(" ", "", "["+firstPage(strings.ReplaceAll(loc, "–", "-"))+"]")
		}
	case "legislation":
		p.put("title", r.Title+" "+r.Date)
		p.pieces = append(p.pieces, piece{field: "date", value: r.Date})
		p.locator(", ", "s ", firstPage(strings.ReplaceAll(loc, "–", "-")))
	case "book", "thesis":
		p.italic("title", r.Title)
		p.text(" (")
		if r.Edition != "" {
			p.put("edition", ordinal(r.Edition)+" edn")
			p.text(", ")
		}
		p.put("publisher", r.Publisher)
		p.text(" ")
		p.put("date", r.Date)
		p.text(")")
		p.locator(" ", "", loc)
	case "chapter":
		p.title(r, "‘", "’", "", false)
		p.text(" in ")
		p.names("editors", r.Editors, straightNames)
		p.text(map[bool]string{true: " (ed), ", false: " (eds), "}[len(r.Editors) == 1])
		p.italic("container", r.Container)
		p.text(" (")
		p.put("publisher", r.Publisher)
		p.text(" ")
		p.put("date", r.Date)
		p.text(")")
		p.locator(" ", "", loc)
	case "article-journal":
		p.title(r, "‘", "’", "", false)
		p.text(" (")
		p.put("date", r.Date)
		p.text(") ")
		p.put("volume", r.Volume)
		p.text(" ")
		p.italic("container", r.Container)
		p.text(" ")
		p.put("pages", firstPage(r.Pages))
		p.locator(", ", "", loc)
	case "report":
		p.title(r, "‘", "’", "", false)
		p.text(" (")
		p.put("publisher", r.Publisher)
		p.text(", ")
		p.date("date", r.Date, "")
		p.text(")")
		p.locator(" ", "", loc)
	default:
		p.title(r, "‘", "’", "", false)
		p.text(" (")
		p.italic("container", r.Container)
		if r.Date != "" && r.Date != "n.d." {
			p.text(", ")
			p.date("date", r.Date, "")
		}
		p.text(")")
		if r.Kind == "article-newspaper" && r.URL == "" {
			p.locator(" ", "", loc)
		}
		if p.links == "bare" && r.URL != "" {
			p.url(r, " ", "<", ">")
			if r.Accessed != "" && p.noise != "link-place" && p.noise != "marks-cross-link" {
				p.text(" accessed ")
				p.date("accessed", r.Accessed, "")
			}
		}
	}
}

func againOSCOLA(p *pen, r *record, number int, loc string) (checker.CitationKind, bool) {
	titled := false
	switch {
	case r.Kind == "legal_case":
		first, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(r.Title, "Re "), "R ("), " v ")
		p.italic("title", strings.Trim(first, ")"))
		titled = true
	case r.Kind == "legislation":
		p.put("title", r.Title)
		titled = true
	case !p.families(r, true, ", ", " and ", " and others"):
		p.pieces = append(p.pieces, piece{text: "‘", mark: "open"}, piece{text: shortTitle(r.Title), field: "title"}, piece{text: "’", mark: "close"})
		titled = true
	}
	p.text(" (n " + strconv.Itoa(number) + ")")
	switch {
	case r.Kind == "legal_case" && loc != "":
		p.locator(" ", "", "["+firstPage(strings.ReplaceAll(loc, "–", "-"))+"]")
	case r.Kind == "legislation":
		p.locator(" ", "s ", firstPage(strings.ReplaceAll(loc, "–", "-")))
	default:
		p.locator(" ", "", loc)
	}
	return checker.Supra, titled
}

func takesBluebook(r *record, lang string) bool {
	if r.Lang != "en" {
		return false
	}
	switch r.Kind {
	case "treaty", "interview", "post", "dataset", "legislation", "chapter", "report":
		return false
	}
	return true
}

func fullBluebook(p *pen, r *record, loc string) {
	p.people(r, naming{form: "straight", sep: ", ", last: " & ", most: 2, others: " et al."})
	p.editorsFirst(r, naming{form: "straight", last: " & "}, " ed., ", " eds., ")
	switch r.Kind {
	case "legal_case":
		p.italic("title", strings.Replace(r.Title, " v ", " v. ", 1))
		p.text(", ")
		p.put("volume", r.Volume)
		p.text(" ")
		p.put("container", map[string]string{"Saltm LR": "F.3d", "Port LR": "S. Ct.", "Tidal Cas": "Tidal Rep."}[r.Container])
		p.text(" ")
		p.put("pages", r.Pages)
		p.locator(", ", "", loc)
		p.text(" (")
		if p.variant == 0 {
			p.text("2d Cir. ")
		}
		p.put("date", r.Date)
		p.text(")")
	case "article-journal":
		p.italic("title", r.Title)
		p.text(", ")
		p.put("volume", r.Volume)
		p.text(" ")
		p.put("container", bluebookName(r.Container))
		p.text(" ")
		p.put("pages", firstPage(r.Pages))
		p.locator(", ", "", loc)
		p.text(" (")
		p.put("date", r.Date)
		p.text(")")
	case "book", "thesis":
		p.italic("title", r.Title)
		p.locator(" ", "", loc)
		p.text(" (")
		if r.Edition != "" {
			p.put("edition", ordinal(r.Edition)+" ed.")
			p.text(" ")
		}
		p.put("date", r.Date)
		p.text(")")
	default:
		p.italic("title", r.Title)
		p.text(", ")
		p.put("container", r.Container)
		if r.Date != "" {
			p.text(" (")
			p.date("date", r.Date, "mdy")
			p.text(")")
		}
		p.url(r, ", ", "", "")
	}
}

// bluebookName abbreviates the name of a periodical.
func bluebookName(s string) string {
	return strings.NewReplacer("Journal", "J.", "Quarterly Review", "Q. Rev.", "Comparative", "Comp.", "Studies", "Stud.", "History", "Hist.", " of ", " ", "Proceedings", "Proc.", "Society", "Soc’y", " the ", " ", "Annals", "Annals", " in ", " ", "Law", "L.", "Navigation", "Nav.").Replace(s)
}

func againBluebook(p *pen, r *record, number int, loc string) (checker.CitationKind, bool) {
	titled := false
	switch {
	case r.Kind == "legal_case":
		first, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(r.Title, "Re "), "R ("), " v ")
		p.italic("title", strings.Trim(first, ")"))
		titled = true
	case !p.families(r, true, ", ", " & ", " et al."):
		p.italic("title", shortTitle(r.Title))
		titled = true
	}
	p.text(", ")
	p.pieces = append(p.pieces, piece{text: "supra", italic: true})
	p.text(" note " + strconv.Itoa(number))
	if loc != "" {
		p.text(", at ")
		p.put("locator", loc)
	}
	return checker.Supra, titled
}
