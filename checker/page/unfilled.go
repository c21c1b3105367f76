package page

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// holderIDs lists ids of elements that hold a page's content.
var holderIDs = set("content", "main", "main-content", "maincontent", "page-content", "pagecontent", "article", "article-content", "app-content", "app-main", "view", "router-view", "outlet", "main-outlet")

// isHolder reports whether an element is made to hold the content of a page.
func isHolder(n *html.Node) bool {
	switch n.Data {
	case "main", "article", "router-outlet", "router-view":
		return true
	case "div", "section":
		id := attr(n, "id")
		return holderIDs[id] || rootIDs[id] || strings.EqualFold(attr(n, "role"), "main")
	}
	// An application may be an element of its own.
	return strings.Contains(n.Data, "-") && n.Parent != nil && n.Parent.Data == "body"
}

// loadings are what stands in an element, be it with a word or two more, until a script fills it.
var loadings = folded(
	"loading", "please wait", "wird geladen", "lädt", "bitte warten", "laden", "chargement", "cargando", "carregando", "caricamento", "even geduld", "laddar", "indlæser", "laster", "ładowanie", "wczytywanie", "načítání", "загрузка", "завантаження", "betöltés", "φόρτωση", "yükleniyor", "جار التحميل", "جاري التحميل", "טוען", "memuat", "đang tải",
	"加载", "載入", "加載", "読み込み", "로딩",
)

// maxLoading is how many bytes what says that it loads has at most.
const maxLoading = 40

// isLoading reports whether the text of an element is nothing, or says that there will be some.
func isLoading(text string) bool {
	if text == "" || len(text) > maxLoading {
		return text == ""
	}
	t := fold(text)
	return t == "" || match.Words(t) <= 4 && hasPhrase(t, loadings) != ""
}

// isUnfilled reports whether an element holds nothing to see, or only says that it loads.
func isUnfilled(n *html.Node) bool {
	var b strings.Builder
	var walk func(n *html.Node) bool
	walk = func(n *html.Node) bool {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				if b.WriteString(strings.TrimSpace(c.Data)); b.Len() > maxLoading {
					return false
				}
				b.WriteByte(' ')
			case c.Type != html.ElementNode || isUnseen(c):
			case c.Data == "img" || c.Data == "iframe" || c.Data == "video" || c.Data == "object" || c.Data == "embed" || c.Data == "picture":
				return false
			case !walk(c):
				return false
			}
		}
		return true
	}
	return walk(n) && isLoading(strings.TrimSpace(b.String()))
}

// seeUnfilled looks for content that only a script would bring.
func (o *observer) seeUnfilled() {
	if o.scripts && (o.emptyRoot || o.unfilled) {
		o.see(checker.SignalUnfilled, false, "an element for the content is empty")
	}
}
