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
		"找不到您要的網頁", "很抱歉，找不到您要的網頁", "您访问的页面已删除或不存在", "该页面已失效", "申し訳ありません。ページは存在しません", "요청하신 페이지는 존재하지 않습니다", "ไม่พบหน้าที่คุณต้องการ",
		// Sentences that no list has, but the words of which do.
		"This story has been removed", "This article is no longer available", "Video unavailable", "This record has been withdrawn", "Link expired", "The file you requested has been deleted", "This job is no longer available", "This event has ended or no longer exists",
		"Sorry, this product is no longer available", "Blog has been removed", "This post is unavailable", "Hmm, this page doesn't seem to exist.", "This page isn’t here any more", "404 - Category not found", "The requested topic does not exist", "This page has been archived",
		"Dieser Artikel ist nicht mehr verfügbar", "Diese Seite ist leider nicht (mehr) verfügbar", "Cet article n’est plus disponible", "Este contenido ya no está disponible", "Este conteúdo não está mais disponível", "Questo contenuto non è più disponibile", "Dit artikel is niet meer beschikbaar",
		"Vi kan tyvärr inte hitta sidan du söker", "Siden blev desværre ikke fundet", "Hakemaasi sivua ei löydy", "Strona, której szukasz, nie została znaleziona", "Požadovaný článek neexistuje", "Материал удалён", "Такой страницы не существует", "Матеріал видалено", "A keresett cikk nem található",
		"Το άρθρο που ζητήσατε δεν υπάρχει", "Aradığınız haber yayından kaldırıldı", "عذراً، المقال غير متوفر", "הכתבה המבוקשת לא נמצאה", "Maaf, halaman yang Anda cari tidak ditemukan", "Trang bạn tìm kiếm không tồn tại",
		"This episode is no longer available to listen to", "The document you are trying to open is no longer on our server", "This presentation has been removed by its author.", "Sorry, that message does not exist in the archive", "La noticia a la que intenta acceder ya no está disponible", "Die Sendung ist nicht mehr abrufbar", "此新聞已下架或不存在",
		"该内容已被发布者删除", "文章已被删除", "この記事は公開を終了しました", "삭제된 기사입니다",
	} {
		if !isErrorPhrase(title, sites[:1:1]) && !isErrorPhrase(title, nil) {
			t.Errorf("%q is not taken for an error phrase", title)
		}
	}
	for _, title := range []string{
		"Treasure not found in the harbour", "404 Not Found: a short history of the missing page", "Why the page could not be found: lessons from the archives", "Lost and found", "Harbour dues rise again",
		"The village that no longer exists", "El puerto que ya no existe", "Der Hafen, den es nicht mehr gibt", "Evidence of fraud not found, court says", "Route 404 reopens", "Peugeot 404", "Nothing found at the bottom of the sound, divers say",
		"This event has ended the war of the quays", "The removed chapter", "Recall: life jacket no longer available", "This page is no longer being updated", "The harbour is closed", "Missing: crew of the Herta", "Notice 13: buoy removed", "Video games unavailable to minors", "Deleted scenes from a port", "The law was withdrawn",
		"Dieser Artikel des Gesetzes ist gestrichen", "Der Beitrag der Häfen", "L’article 12 du traité", "El artículo 12", "Статья удалена из закона", "删除文件的方法", "記事の書き方", "기사 작성법", "文章の公開を終了するには何をすればよいか", "This content is not available in your region", "Not available in print", "Expired",
		"找不到家的孩子", "网页设计入门", "最後のページ", "見つかりません", "关于删除网页违法信息不存在争议的若干问题的通知（征求意见稿）全文发布", "หน้าร้อน", "消失的村庄：为什么页面不存在了会让人难过", "",
	} {
		if isErrorPhrase(title, sites) {
			t.Errorf("%q is taken for an error phrase", title)
		}
	}
}
