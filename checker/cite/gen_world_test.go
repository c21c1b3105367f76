package cite_test

import (
	"strconv"
	"strings"

	"github.com/citelint/citelint/checker"
)

func takesAPA(r *record, lang string) bool {
	switch r.Kind {
	case "legal_case", "legislation", "treaty", "interview", "post":
		return false
	case "dataset", "statement":
		return r.Lang == "en"
	}
	return latin[r.Lang]
}

// italicTitle prints a title in italics, linked if the document links titles.
func (p *pen) italicTitle(r *record, title string) {
	p.italic("title", title)
	k := len(p.pieces) - 1
	switch {
	case p.noise == "link-place":
		p.pieces[k].link = "#"
	case p.links == "title" && r.URL != "":
		p.pieces[k].link = r.URL
	}
}

func fullAPA(p *pen, r *record, loc string) {
	dated := r.Date
	if dated == "" {
		dated = "n.d."
	}
	byOrg := len(r.Authors) == 0 && (r.Kind == "dataset" || r.Kind == "statement")
	head := func() {
		p.text(" (")
		p.date("date", dated, "ymd")
		p.text("). ")
	}
	switch {
	case byOrg:
		p.put("authors.0.literal", r.Container)
		p.text(".")
		head()
	case len(r.Authors) > 0:
		p.names("authors", r.Authors, naming{form: "apa", sep: ", ", last: ", & ", most: 6, others: ", et al."})
		head()
	case len(r.Editors) > 0 && r.Kind == "book":
		p.names("editors", r.Editors, naming{form: "apa", sep: ", ", last: ", & "})
		p.text(map[bool]string{true: " (Ed.).", false: " (Eds.)."}[len(r.Editors) == 1])
		head()
	}
	late := len(p.pieces) == 0
	switch r.Kind {
	case "article-journal":
		p.put("title", r.Title)
		p.stop(r.Title)
		p.italic("container", r.Container)
		p.text(", ")
		p.italic("volume", r.Volume)
		p.text("(")
		p.put("issue", r.Issue)
		p.text("), ")
		p.put("locator", extent(r.Pages))
		p.text(".")
		p.doi(r, " ")
	case "article-newspaper", "webpage":
		if r.Kind == "webpage" {
			p.italicTitle(r, r.Title)
		} else {
			p.put("title", r.Title)
		}
		if late {
			p.text(".")
			head()
		} else {
			p.stop(r.Title)
		}
		if r.Kind == "webpage" {
			// Only its address tells the name of a site from that of a publisher.
			if r.URL != "" && (p.links == "title" || p.links == "bare") {
				p.put("container", r.Container)
				p.text(".")
			}
		} else {
			p.italic("container", r.Container)
			p.text(".")
		}
		p.retrieved(r)
	case "chapter":
		p.put("title", r.Title)
		p.stop(r.Title)
		p.text("In ")
		p.names("editors", r.Editors, naming{form: "straight", sep: ", ", last: " & ", initial: true})
		p.text(map[bool]string{true: " (Ed.), ", false: " (Eds.), "}[len(r.Editors) == 1])
		p.italic("container", r.Container)
		p.text(" (")
		p.put("locator", "pp. "+extent(r.Pages))
		p.text("). ")
		p.put("publisher", r.Publisher)
		p.text(".")
	case "thesis":
		p.italicTitle(r, r.Title)
		p.text(" [Doctoral dissertation, ")
		p.put("publisher", r.Publisher)
		p.text("].")
	default:
		p.italicTitle(r, r.Title)
		if r.Edition != "" {
			p.edition(r, " (", ")")
		}
		if r.Number != "" {
			p.text(" (Report No. ")
			p.put("number", r.Number)
			p.text(")")
		}
		if r.Kind == "dataset" {
			p.text(" [Data set]")
		}
		if r.Publisher != "" {
			p.text(". ")
			p.put("publisher", r.Publisher)
		}
		p.text(".")
		p.retrieved(r)
	}
}

// stop prints the stop behind a title.
func (p *pen) stop(title string) {
	if strings.HasSuffix(title, "?") {
		p.text(" ")
		return
	}
	p.text(". ")
}

func (p *pen) retrieved(r *record) {
	if r.URL == "" || p.links != "bare" {
		return
	}
	if r.Accessed != "" && p.noise != "link-place" && p.noise != "marks-cross-link" {
		p.text(" Retrieved ")
		p.date("accessed", r.Accessed, "mdy")
		p.text(", from")
	}
	p.url(r, " ", "", "")
}

func fullMLA(p *pen, r *record, loc string) {
	byOrg := len(r.Authors) == 0 && (r.Kind == "dataset" || r.Kind == "statement")
	switch {
	case byOrg:
		p.put("authors.0.literal", r.Container)
		p.text(". ")
	case len(r.Authors) > 0:
		p.names("authors", r.Authors, naming{form: "inverted", sep: ", ", last: ", and ", most: 2, others: ", et al."})
		if n := len(p.pieces); strings.HasSuffix(p.pieces[n-1].text, ".") {
			p.text(" ")
		} else {
			p.text(". ")
		}
	case len(r.Editors) > 0 && r.Kind == "book":
		p.names("editors", r.Editors, naming{form: "inverted", last: ", and "})
		p.text(map[bool]string{true: ", editor. ", false: ", editors. "}[len(r.Editors) == 1])
	}
	dmy := func() {
		if r.Date != "" && r.Date != "n.d." {
			p.text(", ")
			p.date("date", r.Date, "dmy")
		}
	}
	switch r.Kind {
	case "article-journal":
		p.quoted(r, r.Title, "“", "”", ".", true)
		p.text(" ")
		p.italic("container", r.Container)
		p.text(", vol. ")
		p.put("volume", r.Volume)
		p.text(", no. ")
		p.put("issue", r.Issue)
		dmy()
		p.text(", ")
		p.put("locator", "pp. "+extent(r.Pages))
		p.doi(r, ", ")
	case "article-newspaper", "webpage":
		p.quoted(r, r.Title, "“", "”", ".", true)
		p.text(" ")
		p.italic("container", r.Container)
		dmy()
		p.url(r, ", ", "", "")
		if r.Accessed != "" {
			p.text(". Accessed ")
			p.date("accessed", r.Accessed, "dmy")
		}
	case "chapter":
		p.quoted(r, r.Title, "“", "”", ".", true)
		p.text(" ")
		p.italic("container", r.Container)
		p.text(", edited by ")
		p.names("editors", r.Editors, straightNames)
		p.text(", ")
		p.put("publisher", r.Publisher)
		dmy()
		p.text(", ")
		p.put("locator", "pp. "+extent(r.Pages))
	default:
		p.italicTitle(r, r.Title)
		p.text(". ")
		if r.Edition != "" {
			p.edition(r, "", ", ")
		}
		if r.Publisher != "" {
			p.put("publisher", r.Publisher)
			dmy()
		} else if r.Date != "" && r.Date != "n.d." {
			p.date("date", r.Date, "dmy")
		}
		p.url(r, ", ", "", "")
	}
}

func takesGBT(r *record, lang string) bool {
	switch r.Kind {
	case "legal_case", "legislation", "treaty", "interview", "post":
		return false
	}
	return r.Lang == "zh" || r.Lang == "en"
}

func fullGBT(p *pen, r *record, loc string) {
	others := ", 等"
	if r.Lang == "en" {
		others = ", et al"
	}
	byOrg := len(r.Authors) == 0 && (r.Kind == "dataset" || r.Kind == "statement")
	if byOrg {
		p.put("authors.0.literal", r.Container)
		p.text(". ")
	} else if len(r.Authors) > 0 {
		p.names("authors", r.Authors, naming{form: "gbt", sep: ", ", last: ", ", most: 3, others: others})
		p.text(". ")
	}
	p.put("title", r.Title)
	pages := func(before string) {
		if loc != "" {
			p.text(before)
			p.put("locator", loc)
		} else if r.Pages != "" {
			p.text(before)
			p.put("locator", r.Pages)
		}
	}
	switch r.Kind {
	case "article-journal":
		p.text(p.pick("[J]. ", "[J]. ", "[J/OL]. "))
		p.put("container", r.Container)
		p.text(", ")
		p.put("date", r.Date)
		p.text(", ")
		p.put("volume", r.Volume)
		p.text("(")
		p.put("issue", r.Issue)
		p.text(")")
		pages(": ")
		if r.DOI != "" && p.chance(.5) {
			p.text(". DOI: ")
			p.put("doi", r.DOI)
		}
	case "article-newspaper":
		p.text("[N]. ")
		p.put("container", r.Container)
		p.text(", ")
		p.date("date", r.Date, "iso")
		if r.Pages != "" {
			p.text("(")
			p.put("locator", r.Pages)
			p.text(")")
		}
	case "book", "report", "thesis":
		p.text(map[string]string{"book": "[M]. ", "report": "[R]. ", "thesis": "[D]. "}[r.Kind])
		if r.Edition != "" {
			if r.Lang == "zh" {
				p.put("edition", r.Edition+"版")
				p.text(". ")
			} else {
				p.put("edition", ordinal(r.Edition)+" ed.")
				p.text(" ")
			}
		}
		p.put("place", r.Place)
		p.text(": ")
		p.put("publisher", r.Publisher)
		p.text(", ")
		p.date("date", r.Date, "iso")
		if r.Kind == "book" {
			pages(": ")
		}
	case "chapter":
		p.text("[M]//")
		p.names("editors", r.Editors, naming{form: "gbt", sep: ", ", last: ", "})
		p.text(". ")
		p.put("container", r.Container)
		p.text(". ")
		p.put("place", r.Place)
		p.text(": ")
		p.put("publisher", r.Publisher)
		p.text(", ")
		p.put("date", r.Date)
		pages(": ")
	default:
		p.text(map[bool]string{true: "[DS/OL]", false: "[EB/OL]"}[r.Kind == "dataset"])
		if len(r.Date) == 10 || r.Accessed != "" {
			p.text(". ")
		}
		if len(r.Date) == 10 {
			p.text("(")
			p.as("date", r.Date, r.Date)
			p.text(")")
		}
		if r.Accessed != "" {
			p.text("[")
			p.as("accessed", r.Accessed, r.Accessed)
			p.text("]")
		}
		if r.URL != "" && p.links == "bare" {
			p.text(". ")
			p.put("link", r.URL)
		}
	}
}

func againGBT(p *pen, r *record, number int, loc string) (checker.CitationKind, bool) {
	p.text(p.pick("同", "同前注") + strconv.Itoa(number))
	if loc != "" {
		p.text(": ")
		p.put("locator", loc)
	}
	return checker.Supra, false
}

var hanNames = naming{form: "native", sep: "、", last: "、", most: 3, others: "等"}

func fullChinese(p *pen, r *record, loc string) {
	if len(r.Authors) > 0 {
		p.names("authors", r.Authors, hanNames)
		p.text("：")
	} else if r.Kind == "book" && len(r.Editors) > 0 {
		p.names("editors", r.Editors, hanNames)
		p.text("主编：")
	}
	p.pieces = append(p.pieces, piece{text: "《", mark: "open"})
	p.put("title", r.Title)
	p.pieces = append(p.pieces, piece{text: "》", mark: "close"})
	n := len(p.pieces)
	if r.URL != "" && p.links == "title" {
		p.pieces[n-2].link = r.URL
	}
	if p.noise == "link-place" {
		p.pieces[n-2].link = "#"
		if p.chance(.5) {
			p.pieces[n-1].link, p.pieces[n-3].link = "#", "#"
		}
	}
	page := func(unit string) {
		if loc != "" {
			p.text("，")
			p.put("locator", "第"+loc+unit)
		}
	}
	switch r.Kind {
	case "article-journal":
		p.text(p.pick("，", "，载"))
		p.text("《")
		p.put("container", r.Container)
		p.text("》")
		p.as("date", r.Date+"年", r.Date)
		p.text("第")
		p.put("issue", r.Issue)
		p.text("期")
		page("页")
	case "article-newspaper":
		p.text("，《")
		p.put("container", r.Container)
		p.text("》")
		p.date("date", r.Date, "")
		if r.Pages != "" {
			p.text("，")
			p.put("locator", "第"+r.Pages+"版")
		}
	case "book":
		p.text("，")
		p.put("place", r.Place)
		p.text("：")
		p.put("publisher", r.Publisher)
		p.text("，")
		p.date("date", r.Date, "")
		if r.Edition != "" {
			p.text("，")
			p.put("edition", "第"+r.Edition+"版")
		}
		page("页")
	case "chapter":
		p.text("，载")
		p.names("editors", r.Editors, hanNames)
		p.text("主编：《")
		p.put("container", r.Container)
		p.text("》，")
		p.put("place", r.Place)
		p.text("：")
		p.put("publisher", r.Publisher)
		p.text("，")
		p.date("date", r.Date, "")
		page("页")
	case "thesis":
		p.text("，博士学位论文，")
		p.put("publisher", r.Publisher)
		p.text("，")
		p.date("date", r.Date, "")
		page("页")
	case "legislation":
		p.text("（")
		p.date("date", r.Date, "")
		p.text("）")
	default:
		p.text("，")
		p.put("container", r.Container+map[bool]string{true: r.Publisher}[r.Kind == "report"])
		if r.Date != "" && r.Date != "n.d." {
			p.text("，")
			p.date("date", r.Date, "")
		}
		p.url(r, "，", "", "")
	}
}

func againChinese(p *pen, r *record, number int, loc string) (checker.CitationKind, bool) {
	place := func() {
		if loc != "" {
			p.text("，")
			p.put("locator", "第"+loc+"页")
		}
	}
	switch p.rng.IntN(3) {
	case 0:
		if number <= 20 {
			p.text("前引" + string(rune('①'+number-1)))
		} else {
			p.text("前引" + strconv.Itoa(number))
		}
		place()
		return checker.Supra, false
	case 1:
		p.text("同前注" + strconv.Itoa(number))
		place()
		return checker.Supra, false
	}
	if len(r.Authors) > 0 {
		p.names("authors", r.Authors, hanNames)
		p.text("：")
	}
	p.text("《")
	p.put("title", r.Title)
	p.text("》")
	if loc == "" {
		loc = "4"
	}
	place()
	return checker.Short, true
}

func fullJapanese(p *pen, r *record, loc string) {
	ko := p.lang == "ko"
	names := naming{form: "native", sep: "・", last: "・", most: 4, others: "ほか"}
	if ko {
		names = naming{form: "native", sep: "·", last: "·", most: 4, others: " 외"}
	}
	page := func() {
		if loc == "" {
			return
		}
		if ko {
			p.text(", ")
			p.put("locator", loc+"쪽")
			return
		}
		p.put("locator", loc+"頁")
	}
	if len(r.Authors) > 0 {
		p.names("authors", r.Authors, names)
		if ko {
			p.text(", ")
		}
	}
	open, shut := "「", "」"
	if r.Kind == "book" || r.Kind == "report" {
		open, shut = "『", "』"
	}
	if len(r.Authors) == 0 && r.Kind == "book" {
		p.names("editors", r.Editors, names)
		p.text(map[bool]string{true: " 편, ", false: "編"}[ko])
	}
	p.pieces = append(p.pieces, piece{text: open, mark: "open"})
	p.put("title", r.Title)
	p.pieces = append(p.pieces, piece{text: shut, mark: "close"})
	if ko {
		p.text(", ")
	}
	switch r.Kind {
	case "article-journal":
		p.text("『")
		p.put("container", r.Container)
		p.text("』")
		if ko {
			p.text(" ")
			p.put("issue", r.Issue)
			p.text("호, ")
			p.as("date", r.Date+"년", r.Date)
		} else {
			p.text("第")
			p.put("issue", r.Issue)
			p.text("号（")
			p.as("date", r.Date+"年", r.Date)
			p.text("）")
		}
		page()
	case "book", "report":
		if ko {
			p.put("publisher", r.Publisher)
			p.text(", ")
			p.date("date", r.Date, "")
		} else {
			p.text("（")
			p.put("publisher", r.Publisher)
			p.text("、")
			p.date("date", r.Date, "")
			p.text("）")
		}
		page()
	case "chapter":
		p.names("editors", r.Editors, names)
		p.text("編『")
		p.put("container", r.Container)
		p.text("』（")
		p.put("publisher", r.Publisher)
		p.text("、")
		p.date("date", r.Date, "")
		p.text("）")
		page()
	default:
		p.text(map[bool]string{true: "『", false: ""}[r.Kind == "article-newspaper"])
		p.put("container", r.Container)
		p.text(map[bool]string{true: "』", false: ""}[r.Kind == "article-newspaper"])
		if ko {
			p.text(", ")
			p.date("date", r.Date, "")
		} else {
			p.text("（")
			p.date("date", r.Date, "")
			p.text("）")
		}
	}
}

func againJapanese(p *pen, r *record, number int, loc string) (checker.CitationKind, bool) {
	names := naming{form: "native", sep: "・", last: "・", most: 4, others: "ほか"}
	if len(r.Authors) > 0 {
		p.names("authors", r.Authors, names)
		if p.lang == "ko" {
			p.text(", ")
		}
	}
	p.text("「")
	p.put("title", r.Title)
	p.text("」")
	if loc == "" {
		loc = "5"
	}
	if p.lang == "ko" {
		p.text(", ")
		p.put("locator", loc+"쪽")
	} else {
		p.put("locator", loc+"頁")
	}
	return checker.Short, true
}

func fullGOST(p *pen, r *record, loc string) {
	others := " и др."
	if p.lang == "uk" {
		others = " та ін."
	}
	if len(r.Authors) > 0 {
		p.names("authors", r.Authors, naming{form: "gost", sep: ", ", last: ", ", most: 3, others: others})
		p.text(" ")
	}
	p.put("title", r.Title)
	page := func() {
		if loc != "" {
			p.text(". ")
			p.put("locator", "С. "+loc)
		}
	}
	online := func() {
		if r.URL == "" || p.links != "bare" {
			return
		}
		p.text(". URL: ")
		p.put("link", r.URL)
		if r.Accessed != "" {
			p.text(map[bool]string{true: " (дата звернення: ", false: " (дата обращения: "}[p.lang == "uk"])
			p.date("accessed", r.Accessed, "num")
			p.text(")")
		}
	}
	switch r.Kind {
	case "article-journal":
		p.text(" // ")
		p.put("container", r.Container)
		p.text(". ")
		p.put("date", r.Date)
		if p.variant != 1 {
			p.text(". Т. ")
			p.put("volume", r.Volume)
		}
		p.text(". № ")
		p.put("issue", r.Issue)
		if loc == "" {
			p.text(". ")
			p.put("locator", "С. "+extent(r.Pages))
		} else {
			page()
		}
		p.doi(r, ". URL: ")
	case "chapter":
		p.text(" // ")
		p.put("container", r.Container)
		p.text(map[bool]string{true: " / за ред. ", false: " / под ред. "}[p.lang == "uk"])
		for i, e := range r.Editors {
			if i > 0 {
				p.text(", ")
			}
			parts := strings.Split(e, "|")
			p.put("editors."+strconv.Itoa(i)+".given", parts[1])
			p.text(" ")
			p.put("editors."+strconv.Itoa(i)+".family", parts[0])
		}
		p.text(". ")
		p.put("place", r.Place)
		p.text(": ")
		p.put("publisher", r.Publisher)
		p.text(", ")
		p.put("date", r.Date)
		page()
	case "book", "report", "thesis":
		if r.Edition != "" {
			p.text(". ")
			p.put("edition", r.Edition+map[bool]string{true: "-ге вид.", false: "-е изд."}[p.lang == "uk"])
			p.text(" ")
		} else {
			p.text(". ")
		}
		p.put("place", r.Place)
		p.text(p.pick(": ", " : "))
		p.put("publisher", r.Publisher)
		p.text(", ")
		p.put("date", r.Date[:4])
		page()
		online()
	default:
		p.text(" // ")
		p.put("container", r.Container)
		if r.Date != "" && r.Date != "n.d." {
			p.text(". ")
			if len(r.Date) == 10 && p.variant == 0 {
				m, _ := strconv.Atoi(r.Date[5:7])
				p.as("date", r.Date[:4]+". "+strings.TrimLeft(r.Date[8:], "0")+" "+months[p.lang][m-1], r.Date)
			} else {
				p.date("date", r.Date, "")
			}
		}
		if r.Kind == "article-newspaper" {
			page()
		}
		online()
	}
}

func againGOST(p *pen, r *record, number int, loc string) (checker.CitationKind, bool) {
	titled := false
	if len(r.Authors) > 0 && len(r.Authors) <= 3 && p.chance(.7) {
		p.names("authors", r.Authors, naming{form: "gost", sep: ", ", last: ", "})
		p.text(map[bool]string{true: " Вказ. праця", false: " Указ. соч"}[p.lang == "uk"])
		if loc == "" && p.lang != "uk" {
			p.text(".")
		}
	} else {
		if len(r.Authors) > 0 {
			p.names("authors", r.Authors, naming{form: "gost", sep: ", ", last: ", ", most: 3, others: map[bool]string{true: " та ін.", false: " и др."}[p.lang == "uk"]})
			p.text(" ")
		}
		p.put("title", shortTitle(r.Title))
		if shortTitle(r.Title) != r.Title {
			p.text("…")
		}
		titled = true
		if loc == "" {
			loc = "7"
		}
	}
	if loc != "" {
		p.text(". ")
		p.put("locator", "С. "+loc)
	}
	return checker.Short, titled
}

func takesGerman(r *record, lang string) bool {
	if r.Lang != "de" {
		return false
	}
	switch r.Kind {
	case "legal_case", "book", "article-journal", "chapter", "thesis":
		return true
	}
	return false
}

var slashNames = naming{form: "family", sep: "/", last: "/", most: 3, others: " u. a."}

var germanPeriodicals = map[string]string{"Zeitschrift für Hafenkunde": "ZfHk", "Archiv für Deichgeschichte": "ADG", "Jahrbuch der Binnenschifffahrt": "JbBinSch", "Küste und Recht": "KuR", "Neue Hefte für Philosophie": "NHPh", "Geld und Währung": "GuW", "Zeitschrift für Schulgeschichte": "ZfSG", "Archiv der Gärten": "AGart", "Zeitschrift für Kunst und Recht (ZKR)": "ZKR"}

func fullGerman(p *pen, r *record, loc string) {
	first := firstPage(r.Pages)
	switch r.Kind {
	case "legal_case":
		p.put("title", r.Court+", "+p.pick("Urteil", "Beschluss"))
		p.text(" vom ")
		p.date("date", r.Date, "num")
		p.text(" – ")
		p.put("number", r.Number)
		p.text(", ")
		p.put("container", r.Container)
		p.text(" ")
		p.put("volume", r.Volume)
		p.text(", ")
		p.put("pages", first)
		if loc != "" {
			p.text(" (")
			p.put("locator", loc)
			p.text(")")
		}
	case "article-journal":
		p.names("authors", r.Authors, slashNames)
		p.text(", ")
		p.put("container", germanPeriodicals[r.Container])
		p.text(" ")
		p.put("volume", r.Date)
		p.pieces = append(p.pieces, piece{field: "date", value: r.Date})
		p.text(", ")
		p.put("pages", first)
		if loc != "" {
			p.text(" (")
			p.put("locator", loc)
			p.text(")")
		}
	case "chapter":
		p.names("authors", r.Authors, slashNames)
		p.text(", in: ")
		p.names("editors", r.Editors, slashNames)
		p.text(p.pick(", ", " (Hrsg.), "))
		p.put("title", r.Container)
		p.text(", ")
		if p.variant > 0 {
			p.put("edition", strconv.Itoa(p.variant+1)+". Aufl.")
			p.text(" ")
		} else {
			p.put("place", r.Place)
			p.text(" ")
		}
		p.put("date", r.Date)
		p.text(", ")
		if loc == "" {
			loc = "12"
		}
		p.put("locator", p.pick("§ 4 Rn. ", "Rn. ", "S. ", "§ 12 Rn. ")+firstPage(strings.ReplaceAll(loc, "–", "-"))+p.pick("", "", " f.", " ff."))
	default:
		if len(r.Authors) > 0 {
			p.names("authors", r.Authors, slashNames)
			p.text(", ")
		} else {
			p.names("editors", r.Editors, slashNames)
			p.text(" (Hrsg.), ")
		}
		p.put("title", r.Title)
		p.text(", ")
		if r.Edition != "" {
			p.put("edition", r.Edition+". Aufl.")
			p.text(" ")
		} else {
			p.put("place", r.Place)
			p.text(" ")
		}
		p.put("date", r.Date)
		if loc != "" {
			p.text(", ")
			p.put("locator", p.pick("S. ", "Rn. ")+loc)
		}
	}
}

func againGerman(p *pen, r *record, number int, loc string) (checker.CitationKind, bool) {
	if r.Kind == "legal_case" {
		p.put("title", r.Court)
		p.text(" (Fn. " + strconv.Itoa(number) + ")")
	} else {
		p.families(r, false, "/", "/", " u. a.")
		p.text(p.pick(" (Fn. ", " (Fn. ", ", a.a.O. (Fn. ") + strconv.Itoa(number) + ")")
	}
	if loc != "" {
		p.text(", ")
		p.put("locator", p.pick("S. ", "Rn. ")+loc)
	}
	return checker.Supra, r.Kind == "legal_case"
}

// marksOf returns the quotation marks of a language.
func marksOf(lang string) (open, shut string) {
	switch lang {
	case "fr":
		return "« ", " »"
	case "it", "pt":
		return "«", "»"
	case "de", "pl":
		if lang == "pl" {
			return "„", "”"
		}
		return "„", "“"
	case "nl":
		return "‘", "’"
	}
	return "“", "”"
}

func issuePrefix(lang string) string {
	return map[string]string{"fr": "n° ", "es": "núm. ", "it": "n. ", "pt": "n.º ", "de": "Nr. ", "pl": "nr ", "nl": "nr. ", "tr": "sayı "}[lang]
}

func volumePrefix(lang string) string {
	return map[string]string{"fr": "vol. ", "es": "vol. ", "it": "vol. ", "pt": "vol. ", "de": "Bd. ", "pl": "t. ", "nl": "jrg. ", "tr": "cilt "}[lang]
}

func fullRomance(p *pen, r *record, loc string) {
	and := map[string]string{"fr": " et ", "es": " y ", "it": " e ", "pt": " e ", "de": " und ", "pl": " i ", "nl": " en ", "tr": " ve "}[p.lang]
	open, shut := marksOf(p.lang)
	others := map[string]string{"de": " u. a.", "pl": " i in."}[p.lang]
	if others == "" {
		others = " et al."
	}
	names := naming{form: "straight", sep: ", ", last: and, most: 3, others: others}
	p.people(r, names)
	one := map[string]string{"fr": " (dir.), ", "es": " (ed.), ", "it": " (a cura di), ", "pt": " (ed.), ", "de": " (Hrsg.), ", "pl": " (red.), ", "nl": " (red.), ", "tr": " (ed.), "}[p.lang]
	p.editorsFirst(r, names, one, one)
	imprint := func() {
		p.text(", ")
		p.put("place", r.Place)
		p.text(", ")
		p.put("publisher", r.Publisher)
		p.text(", ")
		p.date("date", r.Date, "")
	}
	page := func() {
		if loc != "" {
			p.text(", ")
			p.put("locator", pagePrefix(p.lang, loc)+loc)
		}
	}
	switch r.Kind {
	case "book", "report":
		p.italicTitle(r, r.Title)
		if r.Edition != "" && p.lang == "fr" {
			p.text(", ")
			p.put("edition", r.Edition+"e éd.")
		}
		imprint()
		page()
	case "chapter":
		p.quoted(r, r.Title, open, shut, ",", false)
		p.text(map[string]string{"fr": " dans ", "es": " en ", "it": " in ", "pt": " in ", "de": " in: ", "pl": " w: ", "nl": " in ", "tr": " "}[p.lang])
		p.names("editors", r.Editors, names)
		p.text(one)
		p.italic("container", r.Container)
		imprint()
		page()
	case "thesis":
		p.italicTitle(r, r.Title)
		p.text(map[string]string{"fr": ", thèse de doctorat, ", "es": ", tesis doctoral, ", "it": ", tesi di dottorato, ", "pt": ", tese de doutoramento, ", "de": ", Diss. phil., ", "pl": ", praca doktorska, ", "nl": ", proefschrift, ", "tr": ", doktora tezi, "}[p.lang])
		p.put("publisher", r.Publisher)
		p.text(", ")
		p.put("date", r.Date)
		page()
	case "article-journal":
		p.quoted(r, r.Title, open, shut, ",", false)
		p.text(" ")
		p.italic("container", r.Container)
		p.text(", ")
		if p.variant > 0 {
			p.text(volumePrefix(p.lang))
			p.put("volume", r.Volume)
			p.text(", ")
		}
		p.text(issuePrefix(p.lang))
		p.put("issue", r.Issue)
		p.text(", ")
		p.put("date", r.Date)
		page()
	case "interview":
		p.put("title", r.Title)
		p.text(", ")
		p.put("place", r.Place)
		p.text(", ")
		p.date("date", r.Date, "")
	case "treaty":
		p.quoted(r, r.Title, open, shut, ",", false)
		p.text(" ")
		p.date("date", r.Date, "")
	default:
		p.quoted(r, r.Title, open, shut, ",", false)
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
			page()
		}
		if p.links == "bare" {
			p.url(r, ", ", "", "")
			if r.URL != "" && r.Accessed != "" && p.noise != "link-place" && p.noise != "marks-cross-link" {
				p.text(map[string]string{"fr": ", consulté le ", "es": ", consultado el ", "it": ", consultato il ", "pt": ", consultado em ", "de": ", abgerufen am ", "pl": ", dostęp ", "nl": ", geraadpleegd op ", "tr": ", erişim tarihi "}[p.lang])
				p.date("accessed", r.Accessed, "")
			}
		}
	}
}

func againRomance(p *pen, r *record, number int, loc string) (checker.CitationKind, bool) {
	and := map[string]string{"fr": " et ", "es": " y ", "it": " e ", "pt": " e ", "de": " und ", "pl": " i ", "nl": " en ", "tr": " ve "}[p.lang]
	others := map[string]string{"de": " u. a.", "pl": " i in."}[p.lang]
	if others == "" {
		others = " et al."
	}
	named := p.families(r, false, ", ", and, others)
	titled := !named || p.chance(.4)
	if named {
		p.text(", ")
	}
	if loc == "" {
		loc = "8"
	}
	open, shut := marksOf(p.lang)
	switch {
	case titled && (p.isBook(r) || r.Kind == "report"):
		p.italic("title", shortTitle(r.Title))
	case titled:
		p.pieces = append(p.pieces, piece{text: open, mark: "open"}, piece{text: shortTitle(r.Title), field: "title"}, piece{text: shut, mark: "close"})
	case p.lang == "fr" && !p.isBook(r):
		p.text("art. cit.")
	default:
		p.text("op. cit.")
	}
	p.text(", ")
	p.put("locator", pagePrefix(p.lang, loc)+loc)
	return checker.Short, titled
}

func fullLatin(p *pen, r *record, loc string) { fullRomance(p, r, loc) }

func againLatin(p *pen, r *record, number int, loc string) (checker.CitationKind, bool) {
	return againRomance(p, r, number, loc)
}
