package main

import (
	"strings"
)

// groupWords says what the rules of each group look at.
var groupWords = map[string]string{
	"note":        "how notes and their markers are built",
	"link":        "how links are written",
	"id":          "identifiers: DOI, ISBN, ISSN, arXiv, PubMed, ORCID",
	"health":      "what was seen at each source",
	"cite":        "whether a citation says what a reader needs to find the source",
	"consistency": "one document against itself: titles, names, dates",
	"match":       "the page, or its registry's record, against what the citation says",
	"quote":       "quotations: their marks, and whether the source has their words",
	"ref":         "back-references: *ibid.*, *op. cit.*, *supra*, short forms",
	"date":        "dates that cannot be, or do not fit each other",
	"hygiene":     "addresses that track, expire, redirect or say too much; words left in by mistake",
	"archive":     "links to web archives",
	"style":       "one document's own habits of setting notes",
	"ignore":      "comments that silence a rule; these cannot be silenced",
}

// ruleCatalogue is a heading and a table for each group, in Markdown.
func ruleCatalogue(infos []ruleInfo) string {
	var b strings.Builder
	for len(infos) > 0 {
		group, _, _ := strings.Cut(infos[0].ID, "/")
		rows := [][]string{{"rule", "severity", "web", "fix", "what it finds"}}
		for len(infos) > 0 && strings.HasPrefix(infos[0].ID, group+"/") {
			web, fix := "–", "–"
			if infos[0].Online {
				web = "web"
			}
			if infos[0].Fix != "" {
				fix = infos[0].Fix
			}
			rows = append(rows, []string{"`" + infos[0].ID + "`", infos[0].Severity, web, fix, infos[0].Title})
			infos = infos[1:]
		}
		if b.Len() > 0 {
			b.WriteString("\n")
		}
		b.WriteString("## " + group + "\n\n" + upperFirst(groupWords[group]) + ".\n\n" + markdownTable(rows))
	}
	return b.String()
}

func upperFirst(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
