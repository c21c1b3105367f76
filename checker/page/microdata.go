package page

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// microdata returns the properties of the first article that is marked up with itemscope:
// headline, name, author, datePublished, dateModified.
func microdata(doc *goquery.Document) []property {
	var out []property
	article := doc.Find("[itemscope]").FilterFunction(func(_ int, sel *goquery.Selection) bool {
		t := sel.AttrOr("itemtype", "")
		t = t[strings.LastIndexAny(t, "/#")+1:]
		n := node{types: []string{t}}
		return n.isArticle() && t != "WebPage"
	}).First()
	article.Find("[itemprop]").EachWithBreak(func(_ int, sel *goquery.Selection) bool {
		// A property of an item inside is that item's own.
		owner := sel.Parent().Closest("[itemscope]")
		if owner.Length() == 0 || owner.Get(0) != article.Get(0) {
			return true
		}
		for _, prop := range strings.Fields(sel.AttrOr("itemprop", "")) {
			switch prop {
			case "headline", "name", "author", "creator", "datePublished", "dateModified":
				out = append(out, property{prop, propValue(sel)})
			}
		}
		return len(out) < maxNames
	})
	return out
}

// propValue is the value of a property: content, else datetime, else the name inside, else text.
func propValue(sel *goquery.Selection) string {
	for _, key := range []string{"content", "datetime"} {
		if v := clean(sel.AttrOr(key, "")); v != "" {
			return v
		}
	}
	if name := sel.Find(`[itemprop~="name"]`).First(); name.Length() > 0 {
		if v := clean(name.AttrOr("content", "")); v != "" {
			return v
		}
		return textOf(name.Get(0))
	}
	return textOf(sel.Get(0))
}
