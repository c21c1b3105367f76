package page

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/citelint/citelint/checker/match"
)

// calls are what stands behind the beginning of an article that is shown to all, folded.
var calls = folded(
	"subscribe to continue", "subscribe to read", "subscribe to keep reading", "subscribe now to read", "already a subscriber", "to continue reading", "to read the full", "to read the rest", "sign in to read", "this article is for subscribers", "for subscribers only", "unlock this article", "start your free trial",
	"jetzt weiterlesen", "weiterlesen mit", "jetzt abonnieren", "nur für abonnenten", "lesen sie den ganzen", "réservé aux abonnés", "il vous reste", "abonnez vous pour", "pour lire la suite", "suscríbete para", "solo para suscriptores", "contenido exclusivo para suscriptores", "para seguir leyendo",
	"abbonati per", "contenuto riservato agli abbonati", "conteúdo exclusivo para assinantes", "assine para", "alleen voor abonnees", "lees verder met", "for abonnenter", "för prenumeranter", "tylko dla subskrybentów", "aby czytać dalej", "доступно только подписчикам", "оформите подписку",
	"会员专享", "订阅后阅读全文", "この記事は会員限定", "有料会員限定", "구독자 전용",
)

// isCut reports whether an article shows its beginning only: it promises more than three times the
// words that it has, or it is short and says that it is not free, breaks off, or calls for a
// subscription. What such a page lacks is not missing.
func (s *source) isCut() bool {
	const short, times = 150, 3
	if !isHTML(s.kind) || s.main == nil && !strings.EqualFold(s.meta1("og:type"), "article") {
		return false
	}
	words, text := s.article()
	if promised := s.promised(); promised > times*max(words, 1) && promised >= short {
		return true
	}
	if words >= short || words == 0 {
		return false
	}
	end := strings.TrimRight(text, " \n")
	return s.paywall() || strings.HasSuffix(end, "…") || strings.HasSuffix(end, "...") || hasPhrase(s.bones, calls) != ""
}

// article returns the words and the text of the element that holds the article; of the whole page
// if no element says that it does.
func (s *source) article() (words int, text string) {
	words, text = s.words, s.text
	if s.doc == nil {
		return words, text
	}
	for n := range s.doc.Descendants() {
		if n.Type == html.ElementNode && (n.Data == "article" || n.Data == "main") {
			w := writer{limit: maxSearched}
			w.walk(n, true, nil)
			if n := match.Words(w.b.String()); n > 0 {
				return n, w.b.String()
			}
		}
	}
	return words, text
}

// promised returns how many words the metadata says that the article has; 0 if it does not say.
func (s *source) promised() int {
	if s.main == nil {
		return 0
	}
	n := 0
	switch v := s.main.fields["wordCount"].(type) {
	case float64:
		n = int(min(max(v, 0), 1e6))
	case string:
		n, _ = strconv.Atoi(strings.TrimSpace(v))
	}
	if body, ok := s.main.fields["articleBody"].(string); ok {
		n = max(n, match.Words(body))
	}
	return n
}
