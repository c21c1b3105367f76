package page

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/citelint/citelint/checker"
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

// loading is what stands in an element until a script fills it.
var loading = set(folded(
	"loading", "loading content", "loading page", "please wait", "wird geladen", "lädt", "bitte warten", "laden", "chargement", "chargement en cours", "cargando", "carregando", "caricamento", "caricamento in corso", "even geduld", "laddar", "indlæser", "laster", "ładowanie", "wczytywanie", "načítání", "загрузка", "идёт загрузка", "завантаження", "betöltés", "φόρτωση", "yükleniyor", "加载中", "正在加载", "載入中", "読み込み中", "로딩중", "جار التحميل", "טוען", "memuat", "đang tải",
)...)

// isUnfilled reports whether an element holds nothing to see, or only says that it loads.
func isUnfilled(n *html.Node) bool {
	const longest = 40 // bytes of what says that it loads
	var b strings.Builder
	var walk func(n *html.Node) bool
	walk = func(n *html.Node) bool {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				if b.WriteString(strings.TrimSpace(c.Data)); b.Len() > longest {
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
	if !walk(n) {
		return false
	}
	text := fold(b.String())
	return text == "" || loading[text]
}

// seeUnfilled looks for content that only a script would bring.
func (o *observer) seeUnfilled() {
	if o.scripts && (o.emptyRoot || o.unfilled) {
		o.see(checker.SignalUnfilled, false, "an element for the content is empty")
	}
}
