package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/citelint/citelint/checker"
)

// BibTeX writes the sources that the documents cite as entries of biblatex (its manual, section 2),
// with the year that older styles ask for. No value can close its brace: what stands in it is
// escaped, and braces are written as commands, since BibTeX counts even those with a backslash.
func BibTeX(w io.Writer, rep *checker.Report) error {
	var b bytes.Buffer
	for i, it := range newItems(rep.Documents) {
		if i > 0 {
			b.WriteByte('\n')
		}
		bibEntry(&b, it)
	}
	return write(w, &b)
}

// bibTypes are the entries for the types of CSL; what is not here is @misc.
var bibTypes = map[string]string{
	"article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "review": "article", "review-book": "article",
	"book": "book", "classic": "book", "collection": "book",
	"chapter": "incollection", "entry": "incollection", "entry-dictionary": "incollection", "entry-encyclopedia": "incollection",
	"paper-conference": "incollection",
	"report":           "report", "thesis": "thesis",
	"webpage": "online", "post": "online", "post-weblog": "online",
}

func bibEntry(b *bytes.Buffer, it *item) {
	kind := bibTypes[it.Type]
	if kind == "" {
		kind = "misc"
	}
	fmt.Fprintf(b, "@%s{%s,\n", kind, it.id)
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(b, "  %s = {%s},\n", name, value)
		}
	}
	field("author", bibNames(it.Authors))
	field("editor", bibNames(it.Editors))
	field("translator", bibNames(it.Translators))
	field("title", braced(it.Title))
	field("titleaddon", braced(it.ParallelTitle)) // which of the two is the original is not known
	bibContainer(field, kind, it)
	field("location", latex(it.Place))
	field("edition", latex(bibEdition(it.Edition)))
	field("volume", latex(it.Volume))
	number, note := it.Issue, it.Number
	if number == "" {
		number, note = note, ""
	}
	field("number", latex(number))
	field("note", latex(note))
	field("pages", latex(it.Pages))
	field("date", bibDate(it.Date))
	field("year", bibYear(it.Date))
	field("origdate", bibDate(it.OriginalDate))
	field("langid", latex(bibLanguage(it.Language)))
	field("isbn", latex(it.ISBN))
	field("doi", verbatim(it.DOI))
	if it.ArXiv != "" {
		field("eprint", verbatim(it.ArXiv))
		field("eprinttype", "arxiv")
	}
	field("url", verbatim(it.url))
	field("urldate", bibDate(it.Accessed))
	b.WriteString("}\n")
}

// bibContainer writes container and publisher under the names that an entry of that kind has for
// them.
func bibContainer(field func(name, value string), kind string, it *item) {
	publisher := "publisher"
	if kind == "report" || kind == "thesis" {
		publisher = "institution"
	}
	switch {
	case kind == "article":
		field("journaltitle", braced(it.Container))
	case kind == "incollection":
		field("booktitle", braced(it.Container))
	case publisher == "institution" && it.Publisher == "":
		field(publisher, braced(it.Container))
	case publisher == "institution" || kind == "book":
		field("series", braced(it.Container))
	default:
		field("organization", braced(it.Container))
	}
	field(publisher, braced(it.Publisher))
}

// othersWords are what documents print for the authors that they leave out.
var othersWords = map[string]bool{
	"et al.": true, "et al": true, "et alii": true, "and others": true, "u. a.": true, "u.a.": true, "и др.": true, "та ін.": true,
	"i in.": true, "e altri": true, "y otros": true, "e outros": true, "ve diğerleri": true, "等": true, "ほか": true, "外": true,
	"and colleagues": true, "et autres": true,
}

func bibNames(ns []checker.Name) string {
	var parts []string
	for i, n := range ns {
		switch {
		case n.Literal == "":
			parts = append(parts, bibName(n))
		case i > 0 && othersWords[strings.ToLower(n.Literal)]:
			parts = append(parts, "others")
		default:
			parts = append(parts, braced(n.Literal))
		}
	}
	return strings.Join(parts, " and ")
}

// bibName is "Family, Given" or "Family, Suffix, Given".
func bibName(n checker.Name) string {
	parts := []string{namePart(n.Family)}
	if n.Suffix != "" {
		parts = append(parts, namePart(n.Suffix))
	}
	if n.Given != "" || n.Suffix != "" {
		parts = append(parts, namePart(n.Given))
	}
	return strings.Join(parts, ", ")
}

// namePart is in braces if a reader would part it, or take it for the end of the name.
func namePart(s string) string {
	if s == "" || strings.Contains(s, ",") {
		return braced(s)
	}
	for _, word := range strings.Fields(s) {
		if strings.EqualFold(word, "and") || strings.EqualFold(word, "others") {
			return braced(s)
		}
	}
	return latex(s)
}

// braced is a value in braces of its own, so that no style changes its case or parts it.
func braced(s string) string {
	if s == "" {
		return ""
	}
	return "{" + latex(s) + "}"
}

var latexEscapes = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\textbraceleft{}`, `}`, `\textbraceright{}`, `$`, `\$`, `&`, `\&`, `%`, `\%`, `#`, `\#`,
	`_`, `\_`, `^`, `\textasciicircum{}`, `~`, `\textasciitilde{}`,
)

// latex is text as LaTeX writes it.
func latex(s string) string { return latexEscapes.Replace(s) }

// verbatim percent-encodes what a field that is read as it stands cannot hold.
func verbatim(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c == '\\' || c == '{' || c == '}' || c == '%' && !(i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2])):
			fmt.Fprintf(&b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func isHex(c byte) bool { return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' }

// bibDate is a date in the part of EDTF that biblatex reads: no quarters and no sets of readings,
// of which the year is left.
func bibDate(d checker.Date) string {
	if _, ok := newCalendar(d); ok {
		return d.EDTF // it holds digits, '-', '/', '~', '?' and '%' alone
	}
	if y := onlyYear(d); y > 0 {
		return fmt.Sprintf("%04d", y)
	}
	return ""
}

// bibYear is the year, or what is printed in its place: "n.d.".
func bibYear(d checker.Date) string {
	if y := onlyYear(d); y > 0 {
		return itoa(y)
	}
	return latex(words(d))
}

// onlyYear is the year of a date; 0 if it has none, or may be of several.
func onlyYear(d checker.Date) int {
	first, last, ok := d.Range()
	if !ok || strings.HasPrefix(d.EDTF, "[") && first.Year() != last.Year() {
		return 0
	}
	return first.Year()
}

// bibEdition is the number of the edition, which styles print in their own words ("2nd ed.", "3.
// Aufl."); as printed, if there is more to it.
func bibEdition(s string) string {
	n := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if n == 0 || len(strings.Fields(s)) > 2 {
		return s
	}
	return s[:n]
}

// babelNames are what biblatex calls the languages in which citations are told (langid is a name of
// the packages babel and polyglossia).
var babelNames = map[string]string{
	"ar": "arabic", "de": "ngerman", "el": "greek", "en": "english", "es": "spanish", "fa": "persian", "fr": "french", "he": "hebrew",
	"it": "italian", "ja": "japanese", "ko": "korean", "nl": "dutch", "pl": "polish", "pt": "portuguese", "ru": "russian", "th": "thai",
	"tr": "turkish", "uk": "ukrainian", "zh": "chinese",
}

func bibLanguage(tag string) string {
	primary, _, _ := strings.Cut(tag, "-")
	if name := babelNames[strings.ToLower(primary)]; name != "" {
		return name
	}
	return tag
}
