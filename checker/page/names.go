package page

import (
	"html"
	"slices"
	"strings"
	"unicode"

	"github.com/citelint/citelint/checker/match"
)

// maxAuthors is how many authors of a page are kept.
const maxAuthors = 16

// authors returns the authors that the first of the page's statements names, which is not junk.
func (s *source) authors() []string {
	for _, list := range s.authorLists() {
		var out []string
		seen := map[string]bool{}
		for _, a := range list {
			if a = s.authorName(a); a != "" && !seen[match.Letters(a)] && len(out) < maxAuthors {
				seen[match.Letters(a)] = true
				out = append(out, a)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// authorLists returns what each statement says, in the order of trust.
func (s *source) authorLists() [][]string {
	lists := s.peopleStated()
	var micro []string
	for _, p := range s.micro {
		if p.name == "author" || p.name == "creator" {
			micro = append(micro, p.value)
		}
	}
	return append(lists, splitNames(micro), splitNames(s.meta("article:author")), splitNames(s.meta("author")), splitNames(append(s.meta("parsely-author"), s.meta("sailthru.author")...)),
		s.metas2("dc.creator", "dc.creator.personalname", "dcterms.creator"), s.xmpCreators, splitNames(s.bylines))
}

// peopleStated returns the statements that may contradict a citation: Highwire, JSON-LD and
// rel=author.
func (s *source) peopleStated() [][]string {
	high := s.metas2("citation_author", "bepress_citation_author", "eprints.creators_name")
	for _, v := range s.meta("citation_authors") {
		high = append(high, strings.Split(v, ";")...)
	}
	var ld, person []string
	if n := s.main; n != nil {
		ld = s.ldNames(n.fields["author"], 0)
		if len(ld) == 0 {
			ld = s.ldNames(n.fields["creator"], 0)
		}
		ld = splitNames(ld)
	}
	for _, n := range s.ld {
		if n.is("Person") && !n.aside {
			person = []string{n.text("name")}
			break
		}
	}
	return [][]string{high, ld, person, splitNames(s.relNames)}
}

var nameJoints = match.NewPattern(`(?i)\s*(?:;|\||\s(?:and|und|et|y|e|och|og|en|i|и)\s|\s&\s|、|，)\s*`)

// splitNames parts lists of names that are stated as one. A comma parts names only if there is a
// blank in each of them: "Jane Doe, John Roe", not "Doe, Jane".
func splitNames(list []string) []string {
	var out []string
	for _, v := range list {
		for _, p := range nameJoints.Split(cutRunes(html.UnescapeString(v), maxString), -1) {
			parts := strings.Split(p, ",")
			whole := true
			for _, q := range parts {
				whole = whole && strings.Contains(strings.TrimSpace(q), " ")
			}
			if whole && len(parts) > 1 {
				out = append(out, parts...)
			} else {
				out = append(out, p)
			}
		}
	}
	return out
}

// bylineWords are the words before a name in a byline, in the languages that we met them in.
// bareWords begin names, too: von Mises, Ludwig.
var (
	bylineWords = match.NewPattern(`(?i)^(?:(?:view|show|see|all|posts|articles|stories|more|written|posted|published|reported|reporting|story|text|words|by|article|` +
		`geschrieben|veröffentlicht|eingestellt|verfasst|erstellt|zeige|alle|beiträge|artikel|beitrag|ein|publié|écrit|rédigé|article|escrito|publicado|texto|scritto|pubblicato|geschreven|skrevet|skriven|napisał)\s+)+` +
		`(?:(?:by|von|vom|par|por|di|da|door|av|af|przez)\s*[:：]?\s+)?|^(?:by|from|author|autor|auteur|autore|автор|текст|作者|文|記者|记者)\s*[:：]?\s+|^(?:作者|文|記者|记者)\s*[:：]\s*`)
	bareWords = match.NewPattern(`(?i)^(?:von|vom|par|por|di|door|av|af|przez)\s*[:：]?\s+`)
)

// handle is the name of an account.
var handle = match.NewPattern(`^[a-z0-9]+(?:[._-][a-z0-9]+)+$`)

// notNames lists what stands where an author should and is none, as letters.
var notNames = set(
	"admin", "administrator", "author", "authors", "publisher", "editor", "editors", "editorial", "editorialstaff", "editorialteam", "editorialboard", "newsroom", "newsdesk", "staff", "staffwriter", "staffreporter",
	"webmaster", "guest", "guestauthor", "guestcontributor", "anonymous", "unknown", "redaktion", "redaction", "rédaction", "redacción", "redazione", "redactie", "redakcja", "redaksjonen", "redaktionen", "редакция",
	"follow", "share", "subscribe", "viewallposts", "getrightsandcontent", "readmore", "viewprofile", "seeallposts", "contributor", "contributors", "user", "root", "default", "none", "null", "na", "superuser", "wpadmin", "wordpressadmin", "wordpress", "本站", "佚名", "佚名网", "管理员",
)

// authorName returns an author cleaned of what is around the name; empty if it is none.
func (s *source) authorName(a string) string {
	a = strings.TrimSpace(clean(a))
	a = bylineWords.ReplaceAllString(a+" ", "")
	if !strings.Contains(a, ",") {
		a = bareWords.ReplaceAllString(a, "")
	}
	a = strings.Trim(a, " ,;:·|-–—")
	switch l := match.Letters(a); {
	case l == "" || notNames[l]:
		return ""
	case strings.Contains(a, "://") || strings.Contains(a, "@") || strings.HasPrefix(a, "www.") || strings.HasPrefix(a, "/"):
		return ""
	case strings.ContainsFunc(a, unicode.IsDigit) || handle.MatchString(a) && !s.isSiteName(a):
		return ""
	case len(strings.Fields(a)) > 6 && !s.isSiteName(a):
		return ""
	}
	return a
}

func (s *source) isSiteName(name string) bool {
	l := match.Letters(name)
	for _, site := range append(slices.Clip(s.sites), s.siteName()) {
		if match.Letters(site) == l {
			return true
		}
	}
	return false
}
