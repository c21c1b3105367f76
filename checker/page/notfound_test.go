package page

import "testing"

func TestErrorPhrase(t *testing.T) {
	sites := []string{"The Sund Post"}
	for _, title := range []string{
		"Page not found", "404", "404 Not Found", "Error 404", "Error 404 (Not Found)!!1", "404 - Page Not Found | The Sund Post", "The Sund Post: Page not found", "Page not found – Sund",
		"Oops! That page can’t be found.", "We can't find the page you're looking for", "The page you requested could not be found.", "Sorry, this page isn't available.", "HTTP Status 404 – Not Found",
		"The requested URL was not found on this server.", "Article not found", "Page Not Found.", "This page doesn’t exist",
		"Die von Ihnen angeforderte Seite konnte nicht gefunden werden", "Fehler 404: Seite nicht gefunden", "Seite nicht gefunden - Küstenbote",
		"La page que vous recherchez n'existe pas", "Erreur 404 - Page introuvable", "Oups, la page est introuvable", "Lo sentimos, la página que busca no existe", "Página não encontrada - Erro 404",
		"Pagina niet gevonden", "Sidan kunde inte hittas", "Ошибка 404. Страница не найдена", "对不起，您访问的页面不存在", "404错误页面", "指定されたページが見つかりませんでした", "요청하신 페이지를 찾을 수 없습니다", "عذرا، الصفحة غير موجودة",
	} {
		if !isErrorPhrase(title, sites[:1:1]) && !isErrorPhrase(title, nil) {
			t.Errorf("%q is not taken for an error phrase", title)
		}
	}
	for _, title := range []string{
		"Treasure not found in the harbour", "404 Not Found: a short history of the missing page", "Why the page could not be found: lessons from the archives", "Lost and found", "Harbour dues rise again",
		"The village that no longer exists", "El puerto que ya no existe", "Der Hafen, den es nicht mehr gibt", "Evidence of fraud not found, court says", "Route 404 reopens", "Peugeot 404", "Nothing found at the bottom of the sound, divers say",
		"消失的村庄：为什么页面不存在了会让人难过", "",
	} {
		if isErrorPhrase(title, sites) {
			t.Errorf("%q is taken for an error phrase", title)
		}
	}
}
