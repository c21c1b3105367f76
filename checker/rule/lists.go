package rule

import (
	"slices"
	"strings"

	"github.com/citelint/citelint/checker/match"
)

// words makes a sorted list of folded words; phrases have their blanks written as '_'.
func words(s string) []string {
	list := strings.Fields(s)
	for i, w := range list {
		list[i] = match.Fold(strings.ReplaceAll(w, "_", " "))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// in reports whether the folded word stands in a list made by words.
func in(list []string, word string) bool {
	_, found := slices.BinarySearch(list, word)
	return found
}

// connectors are words that no note ends in, since they lead on to something.
var connectors = words(`
	and or but with in of the a an by from to at on see see_also also_see cf
	und oder in von bei siehe vgl
	et ou dans de du par voir
	y o en de del por véase
	e di da in vedi
	и или в от см
	和 与 及 见 参见`)

// bareLocators want a number after them.
var bareLocators = words(`p. pp. S. с. vol. nos.`)

// sourceNouns name kinds of sources.
var sourceNouns = words(`
	report article paper study book chapter press-release press_release statement speech website webpage post blog video data dataset document
	Bericht Studie Artikel rapport étude informe estudio доклад статья 报告 文章`)

// forthcomingWords say that a source is not yet out.
var forthcomingWords = words(`
	forthcoming in_press im_Erscheinen à_paraître en_prensa in_corso_di_stampa no_prelo
	в_печати у_друці w_druku 即将出版`)
