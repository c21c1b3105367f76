package page

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker/match"
)

// Pages that took the place of another say so in one sentence that is put together of few words: a
// thing (page, record, video, job), what became of it, and courtesies. No list of phrases holds all
// such sentences; the words do. A name that has any other word says something else.

// losses are what such a sentence says became of the thing, longest first where one begins another.
var losses = folded(
	// English
	"no longer available", "no longer exists", "no longer exist", "no longer here", "no longer on", "no longer in", "no longer at", "no longer accessible", "no longer hosted", "no longer offered", "no longer valid", "no longer online", "no longer active", "no longer published", "no longer live", "not here any more", "not here anymore", "isn't here any more", "isn't here anymore", "is not here any more",
	"doesn't seem to exist", "does not seem to exist", "doesn't appear to exist", "does not appear to exist", "doesn't exist", "does not exist", "don't exist", "do not exist", "didn't exist",
	"is unavailable", "unavailable", "isn't available", "is not available", "not available", "currently unavailable", "isn't currently available",
	"has been removed", "have been removed", "was removed", "were removed", "been removed", "is removed", "removed", "has been deleted", "was deleted", "been deleted", "deleted", "has been withdrawn", "was withdrawn", "been withdrawn", "withdrawn",
	"has been taken down", "was taken down", "taken down", "has been taken offline", "has been unpublished", "unpublished", "has been discontinued", "has been archived", "has been retired", "has been filled", "has been closed",
	"has been moved", "has moved", "was moved", "been moved", "has expired", "have expired", "had expired", "is expired", "expired", "has ended", "is gone", "are gone", "has gone", "has disappeared", "went missing", "is missing",
	"cannot be found", "can't be found", "could not be found", "couldn't be found", "was not found", "wasn't found", "were not found", "not be found", "not found", "not been found", "none found", "can't find", "cannot find", "could not find", "couldn't find", "unable to find", "no such", "no record found", "no records found", "no article found", "invalid", "unable to locate", "could not locate", "couldn't locate", "cannot locate", "can't locate", "couldn't be located", "could not be located",
	// German
	"nicht mehr verfügbar", "nicht verfügbar", "nicht länger verfügbar", "nicht mehr vorhanden", "nicht vorhanden", "existiert nicht mehr", "existiert nicht", "existiert leider nicht", "nicht mehr existiert", "gibt es nicht mehr", "gibt es nicht", "nicht gefunden", "nicht finden", "nicht mehr online", "nicht auffindbar", "wurde gelöscht", "gelöscht", "wurde entfernt", "entfernt", "ist abgelaufen", "abgelaufen", "depubliziert", "nicht mehr abrufbar", "nicht mehr abgerufen", "nicht mehr zugänglich", "nicht mehr im angebot", "nicht mehr aktuell verfügbar", "nicht auf dem server", "zurückgezogen", "wurde verschoben",
	// French
	"n'est plus disponible", "n'est pas disponible", "plus disponible", "n'existe plus", "n'existe pas", "introuvable", "introuvables", "a été supprimé", "a été supprimée", "a été retiré", "a été retirée", "supprimé", "supprimée", "n'a pas été trouvée", "n'a pas été trouvé", "n'a pu être trouvée", "a expiré", "expirée", "indisponible", "n'est plus en ligne", "n'est plus accessible", "n'est plus consultable", "plus accessible", "dépubliée", "dépublié", "a été déplacée",
	// Spanish, Portuguese, Italian, Catalan, Romanian
	"ya no está disponible", "no está disponible", "no se encuentra disponible", "no disponible", "ya no existe", "no existe", "no se encuentra", "no se ha encontrado", "no se encontró", "no encontrada", "no encontrado", "no hemos podido encontrar", "no pudimos encontrar", "no hemos encontrado", "no podemos encontrar", "no encontramos", "ha sido eliminado", "ha sido eliminada", "fue eliminado", "fue eliminada", "eliminado", "eliminada", "ha sido retirado", "ha caducado", "ya no se encuentra disponible", "ya no se encuentra", "ha sido borrada", "ha sido borrado", "ha sido retirada", "dado de baja", "ha expirado",
	"já não está disponível", "não está mais disponível", "não está disponível", "indisponível", "já não existe", "não existe mais", "não existe", "não encontrada", "não encontrado", "não foi encontrada", "não foi encontrado", "não foi possível encontrar", "não encontramos", "não conseguimos encontrar", "foi removida", "foi removido", "foi excluída", "foi excluído", "foi eliminada", "removida", "removido", "expirou", "expirada", "já não se encontra disponível", "não se encontra disponível", "saiu do ar", "foi apagado", "foi apagada",
	"non è più disponibile", "non è disponibile", "non più disponibile", "non disponibile", "non esiste più", "non esiste", "non trovata", "non trovato", "non è stata trovata", "non è stato trovato", "non troviamo", "è stata rimossa", "è stato rimosso", "rimossa", "rimosso", "è stata eliminata", "è scaduto", "non è più online", "non più online", "non è più accessibile", "cancellata", "cancellato", "è scaduta",
	"no s'ha trobat", "no trobada", "ja no existeix", "no existeix", "nu există", "nu mai există", "nu a fost găsită", "nu a fost găsit", "nu este disponibilă", "nu mai este disponibilă", "a fost ștearsă",
	// Dutch and the North
	"niet gevonden", "niet worden gevonden", "niet vinden", "bestaat niet meer", "bestaat niet", "niet meer beschikbaar", "niet beschikbaar", "is verwijderd", "verwijderd", "is verlopen",
	"kunde inte hittas", "inte hittas", "inte hitta", "hittades inte", "hittar inte", "hittade inte", "finns inte längre", "finns inte", "finns ej", "saknas", "har tagits bort", "borttagen", "inte tillgänglig", "inte längre tillgänglig", "har upphört",
	"findes ikke længere", "findes ikke", "ikke finde", "blev ikke fundet", "ikke fundet", "er slettet", "er blevet slettet", "er fjernet", "ikke tilgængelig", "ikke længere tilgængelig", "er udløbet",
	"finnes ikke lenger", "finnes ikke", "fant ikke", "finner ikke", "ikke finne", "ble ikke funnet", "ikke funnet", "eksisterer ikke", "ikke tilgjengelig", "ikke lenger tilgjengelig", "er utløpt",
	"ei löytynyt", "ei löydy", "ei löydetty", "ei ole olemassa", "ei ole enää saatavilla", "ei ole saatavilla", "on poistettu", "fannst ekki",
	// Slavic and Baltic
	"nie istnieje", "nie została znaleziona", "nie znaleziono", "nie została odnaleziona", "nie możemy znaleźć", "nie jest już dostępna", "nie jest już dostępny", "nie jest dostępna", "niedostępna", "niedostępny", "została usunięta", "został usunięty", "zostało usunięte", "usunięty", "usunięta", "wygasło", "wygasła",
	"neexistuje", "nebyla nalezena", "nebyl nalezen", "nenalezena", "nenalezen", "nelze najít", "se nepodařilo najít", "nenašla", "nebola nájdená", "již neexistuje", "už neexistuje", "není dostupná", "není k dispozici", "byla smazána", "byla odstraněna", "byl odstraněn",
	"ne postoji", "nije pronađena", "nije pronađen", "nije dostupna", "ne obstaja", "ni bilo mogoče najti", "ni bila najdena",
	"не найдена", "не найден", "не найдено", "не найдены", "не существует", "больше не существует", "не обнаружена", "недоступна", "недоступен", "недоступно", "более недоступна", "удалена", "удалён", "удален", "удалено", "была удалена", "был удалён", "снята с публикации", "снят с публикации", "нет",
	"не знайдено", "не знайдена", "не існує", "більше не існує", "недоступний", "видалено", "видалена", "не съществува", "не е намерена", "не постоји", "није пронађена", "не знойдзена",
	"nerastas", "neegzistuoja", "nav atrasta", "neeksistē", "ei leitud", "ei eksisteeri",
	// Hungarian, Greek, Turkish
	"nem található", "nem létezik", "nem elérhető", "már nem elérhető", "nem találjuk", "már nem létezik", "törölték", "eltávolították",
	"δεν βρέθηκε", "δεν υπάρχει", "δεν υπάρχει πλέον", "δεν είναι διαθέσιμη", "δεν είναι πλέον διαθέσιμη", "έχει αφαιρεθεί", "έχει διαγραφεί",
	"bulunamadı", "bulunamıyor", "bulunmamaktadır", "mevcut değil", "artık mevcut değil", "yayında değil", "yayından kaldırıldı", "yayından kaldırılmıştır", "kaldırıldı", "kaldırılmış", "silinmiş", "silindi",
	// Arabic, Hebrew, Persian
	"غير موجودة", "غير موجود", "غير متوفرة", "غير متوفر", "غير متاحة", "غير متاح", "لم يتم العثور على", "لم نتمكن من العثور على", "لا يمكن العثور على", "تم حذف", "تم حذفها", "لم تعد متاحة", "لم تعد موجودة",
	"לא נמצא", "לא נמצאה", "אינו קיים", "אינה קיימת", "לא קיים", "לא קיימת", "אינו זמין", "לא זמין", "הוסר", "נמחק", "یافت نشد", "پیدا نشد", "وجود ندارد",
	// Indonesian, Malay, Vietnamese
	"tidak ditemukan", "tidak dapat ditemukan", "tidak tersedia", "tidak ada", "sudah tidak tersedia", "telah dihapus", "tidak dijumpai", "không tồn tại", "không còn tồn tại", "không tìm thấy", "đã bị xóa", "đã bị xoá", "không khả dụng", "không còn",
)

// lostThings are the words for what is lost. A sentence without one of them may speak of anything.
var lostThings = set(folded(
	"page", "pages", "webpage", "article", "articles", "story", "post", "posts", "video", "videos", "clip", "stream", "recording", "episode", "podcast", "file", "files", "document", "documents", "record", "records", "item", "items", "content", "contents", "resource", "resources", "link", "links", "topic", "thread", "forum", "product", "products", "job", "jobs", "position", "vacancy", "posting", "advert", "event", "events", "listing", "entry", "publication", "image", "photo", "picture", "blog", "profile", "tweet", "transfer", "download", "url", "address", "directory", "material", "category", "offer", "course", "dataset", "object", "paste", "poll", "node", "journal",
	"seite", "webseite", "artikel", "beitrag", "inhalt", "inhalte", "datei", "dokument", "stelle", "stellenangebot", "stellenanzeige", "veranstaltung", "produkt", "eintrag", "meldung", "sendung", "datensatz", "adresse", "angebot", "thema", "anzeige", "video",
	"l'article", "contenu", "le contenu", "fichier", "vidéo", "la vidéo", "document", "offre", "l'offre", "évènement", "événement", "produit", "annonce", "ressource", "publication", "l'adresse", "l'url", "lien", "fiche", "notice",
	"página", "pagina", "artículo", "contenido", "archivo", "documento", "noticia", "enlace", "vídeo", "oferta", "evento", "producto", "recurso", "publicación", "dirección", "artigo", "conteúdo", "arquivo", "ficheiro", "notícia", "produto", "recurso", "endereço", "articolo", "contenuto", "risorsa", "notizia", "prodotto", "offerta", "indirizzo", "pàgina", "adresa",
	"artikel", "bestand", "bericht", "inhoud", "vacature", "evenement", "sidan", "artikeln", "innehållet", "filen", "dokumentet", "annonsen", "evenemanget", "sida", "siden", "artiklen", "artikkelen", "indholdet", "innholdet", "side", "opslag", "sivu", "sivua", "artikkeli", "artikkelia", "sisältö", "sisältöä", "tiedostoa", "síðan",
	"strona", "strony", "artykuł", "artykułu", "materiał", "treść", "plik", "dokument", "ogłoszenie", "oferta", "stránka", "stránku", "článek", "článok", "obsah", "soubor", "dokument", "inzerát", "stranica", "članak", "stran", "strani",
	"страница", "страницы", "страницу", "статья", "статьи", "материал", "материала", "публикация", "публикации", "новость", "запись", "документ", "файл", "контент", "видео", "вакансия", "объявление", "товар", "ссылка", "сторінка", "сторінку", "сторінки", "стаття", "статтю", "матеріал", "публікація", "новина", "страницата", "старонка", "puslapis", "lapa", "lehte",
	"oldal", "oldalt", "cikk", "tartalom", "dokumentum", "hír", "termék", "σελίδα", "άρθρο", "περιεχόμενο", "αρχείο", "sayfa", "sayfayı", "haber", "içerik", "dosya", "ilan", "ürün", "yazı",
	"الصفحة", "صفحة", "المقال", "المحتوى", "الملف", "الخبر", "المادة", "הדף", "העמוד", "הכתבה", "התוכן", "הקובץ", "המאמר", "דף", "עמוד", "صفحه", "مطلب",
	"halaman", "laman", "artikel", "konten", "berita", "berkas", "dokumen", "trang", "bài", "viết", "nội", "dung", "tin",
)...)

// otherThings are lost less often, and spoken of more: with a single word for what became of them,
// as in "report withdrawn", it may as well be news.
var otherThings = set(folded(
	"presentation", "slideshow", "slides", "deck", "message", "messages", "album", "gallery", "playlist", "song", "track", "programme", "program", "broadcast", "show", "release", "bulletin", "newsletter", "survey", "form", "account", "channel", "collection", "map", "comment", "discussion", "group", "repository", "project", "package", "app", "application", "book", "paper", "papers", "thesis", "report", "transcript", "release", "ad", "notice", "webinar", "meeting", "exhibition", "identifier", "handle",
	"sendungen", "folge", "präsentation", "nachricht", "nachrichten", "pressemitteilung", "mitteilung", "bild", "bericht", "buch", "karte", "programm", "konto", "profil", "gruppe", "projekt", "anhang", "bekanntmachung", "ausschreibung", "termin",
	"émission", "l'émission", "page", "pages", "présentation", "message", "communiqué", "dossier", "rapport", "carte", "compte", "profil", "annonce", "l'annonce", "image", "l'image", "l'information", "information", "épisode", "l'épisode", "podcast",
	"mensaje", "presentación", "informe", "comunicado", "programa", "nota", "entrada", "imagen", "perfil", "cuenta", "anuncio", "mensagem", "relatório", "comunicado", "imagem", "anúncio", "matéria", "reportagem", "perfil", "conta", "messaggio", "immagine", "profilo", "annuncio", "scheda", "comunicato", "relazione",
	"uitzending", "programma", "bericht", "nieuwsbericht", "afbeelding", "advertentie", "profiel", "programmet", "inlägget", "bilden", "nyheten", "annonse", "annoncen", "opslaget", "indlægget", "programmet", "ilmoitus", "ohjelma", "uutinen",
	"wiadomość", "ogłoszenie", "film", "wpis", "zdjęcie", "profil", "zpráva", "zprávu", "příspěvek", "inzerát", "novinka", "сообщение", "новости", "страничка", "ролик", "тема", "профиль", "передача", "выпуск", "раздел", "пост", "повідомлення", "відео", "новину", "hirdetés", "bejegyzés", "videó", "hozzászólás", "ανακοίνωση", "βίντεο", "δημοσίευση", "video", "gönderi", "duyuru", "belge",
	"الفيديو", "المستند", "المنشور", "الإعلان", "הסרטון", "המודעה", "הפוסט", "הידיעה", "postingan", "pengumuman", "video",
)...)

// lostFillers are what may stand around, further to fillers.
var lostFillers = set(folded(
	"open", "read", "watch", "listen", "play", "see", "download", "visit", "browse", "our", "archive", "archives", "system", "database", "servers", "website's", "editor", "editors", "creator", "administrator", "moderator", "moderators", "due", "copyright", "request", "when", "using", "used", "use", "came", "come", "arrived", "has", "being", "own", "if", "so", "let's", "not", "nor", "never", "have", "had", "do", "did", "am", "afraid", "dear", "visitor", "reader", "user's", "d'oh", "darn", "well",
	"öffnen", "lesen", "ansehen", "aufrufen", "abrufen", "möchten", "wollten", "versuchen", "unserem", "server", "archiv", "system", "datenbank", "autor", "redaktion", "nutzer", "im", "in", "vom", "von", "zur", "zum", "nach", "mit", "haben", "hat", "sind", "worden", "derzeit", "online", "aufgerufen", "gewählte", "ausgewählte", "gesuchtes",
	"ouvrir", "lire", "voir", "accéder", "atteindre", "essayez", "tentez", "d'accéder", "voulez", "notre", "serveur", "site", "base", "auteur", "par", "son", "sur", "dans", "du", "des", "un", "une", "été", "a", "ont", "actuellement", "malheureusement", "regrettons",
	"acceder", "ver", "leer", "abrir", "encontrar", "intentas", "intentando", "trata", "desea", "deseas", "nuestro", "nuestra", "servidor", "sitio", "web", "archivo", "autor", "del", "de", "por", "con", "no", "te", "tu", "le", "hemos", "quieres", "quiere", "aceder", "abrir", "ler", "deseja", "tentou", "nosso", "site", "pelo", "do", "da", "no", "na", "em", "um", "uma", "autor", "aprire", "leggere", "vedere", "raggiungere", "nostro", "sito", "sul", "sulla", "dal", "dell", "di", "un", "una", "autore", "tentando", "vuoi",
	"openen", "lezen", "bekijken", "bezoeken", "onze", "website", "op", "van", "door", "de", "auteur", "wilt", "probeert", "te", "vår", "webbplats", "på", "av", "vores", "hjemmeside", "af", "nettsted", "nettside", "sivustolla", "sivustolta", "enää", "on",
	"naszym", "serwisie", "przez", "autora", "w", "z", "jest", "nie", "nasz", "našem", "webu", "na", "v", "z", "autorem", "kterého", "který", "запрошенная", "которую", "который", "которые", "искали", "вами", "нашего", "сайта", "сайт", "с", "в", "из", "базе", "автор", "редакцией", "пользователем", "либо", "же", "как", "была", "были", "на", "нашому", "сайті", "або", "було", "автором", "oldalunkon", "vagy", "már", "amit", "keres", "σελίδας", "από", "στο", "που", "σας", "site", "sitemizde", "bulunan", "artık", "veya", "ya", "da", "olabilir", "kullanıcı", "tarafından",
	"الذي", "عنه", "على", "موقعنا", "من", "قبل", "לצערנו", "באתר", "על", "ידי", "di", "situs", "oleh", "atau", "sudah", "telah", "trên", "của", "chúng", "tôi", "đã", "bị",
	"an", "any", "no", "id", "number", "some", "our", "its", "by", "in", "of", "and", "as", "from", "with", "because", "now", "any", "more", "anymore", "may", "might", "can", "can't", "could", "couldn't", "were", "want", "wanted", "seem", "seems", "appear", "appears", "isn't", "wasn't", "there's", "that's", "i'm", "i", "web", "online", "please", "unfortunately", "apologies", "yikes", "selected", "specified", "following", "followed", "clicked", "access", "viewing", "author", "owner", "user", "publisher", "uploader", "temporarily", "permanently", "either", "longer", "available", "exists", "ended", "expired", "removed", "deleted", "moved", "gone", "whatever", "just", "already", "these", "those", "what", "which", "where", "wrong", "error", "404", "410", "lost",
	"mehr", "zu", "es", "uns", "war", "tut", "leid", "entschuldigung", "verzeihung", "huch", "hier", "gesuchter", "gesuchtes", "gesuchten", "angeforderten", "angeforderter", "angefordertes", "aufgerufenen", "gewünschter", "konnte", "kann", "konnten", "können", "werden", "ein", "eine", "dieser", "dieses", "diesen", "den", "dem", "sich", "nicht", "oder", "und", "aus", "auf", "unserer", "website", "unter", "da", "ist", "etwas", "schiefgelaufen", "worden", "bereits", "inzwischen",
	"oh", "non", "le", "les", "ce", "cet", "ici", "à", "mince", "zut", "recherchée", "recherché", "souhaitez", "souhaitée", "consulter", "ou", "et", "plus", "semble", "pas", "votre", "vos", "nous", "sommes", "désolés", "désolée", "être", "peut",
	"la", "los", "las", "un", "una", "que", "qué", "está", "estás", "buscando", "buscado", "intenta", "visitar", "solicitado", "requerida", "este", "esto", "ha", "sido", "o", "y", "se", "su", "en", "al", "por", "nos", "vaya", "ups", "uy", "error", "ser", "puede", "parece",
	"a", "os", "as", "esta", "está", "procurada", "pediu", "tentando", "acessar", "lamentamos", "pedimos", "infelizmente", "mais", "mas", "foi", "não", "conteúdo", "il", "lo", "questa", "questo", "cerchi", "cercata", "cercando", "stai", "hai", "richiesto", "che", "purtroppo", "ci", "dispiace", "oops", "ops", "ouch",
	"het", "een", "die", "je", "jij", "u", "zoekt", "zocht", "zoek", "bent", "gezochte", "opgevraagd", "kan", "kunnen", "kon", "worden", "meer", "sorry", "oeps", "we", "is", "er", "dit",
	"blev", "blevet", "ble", "blitt", "er", "blivit", "är", "vi", "kan", "kunne", "kunde", "tyvärr", "desværre", "dessverre", "hoppsan", "du", "söker", "sökte", "leter", "leder", "efter", "etter", "som", "denna", "den", "denne", "det", "här", "har", "hakemaasi", "etsimääsi", "valitettavasti", "pyytämääsi", "hups",
	"której", "szukasz", "szukana", "szukany", "żądana", "podana", "niestety", "przepraszamy", "ups", "ta", "ten", "o", "podanym", "adresie", "którą", "próbujesz", "otworzyć", "już", "lub", "na", "požadovaná", "požadovaný", "požadované", "hledaný", "tento", "byl", "byla", "hledaná", "hledaná", "kterou", "hledáte", "bohužel", "omlouváme", "se", "tato", "je", "nám", "líto", "tražena", "stranica", "nažalost", "žao", "nam",
	"запрашиваемая", "запрашиваемый", "запрошенный", "указанная", "искомая", "такая", "такой", "эта", "этот", "которую", "вы", "ищете", "или", "была", "был", "было", "больше", "уже", "увы", "простите", "сожалеем", "по", "этому", "адресу", "на", "сайте", "нашем", "мы", "не", "нашли", "автором", "запитувана", "шукана", "такої", "ця", "яку", "ви", "шукаєте", "жаль", "на", "вибачте",
	"keresett", "a", "az", "kért", "ez", "sajnáljuk", "sajnos", "hoppá", "που", "αναζητάτε", "ζητήσατε", "ψάχνετε", "αυτή", "το", "ζητούμενη", "δυστυχώς", "συγγνώμη", "λυπούμαστε", "aradığınız", "istediğiniz", "ulaşmaya", "çalıştığınız", "maalesef", "bu", "böyle", "bir", "özür", "dileriz",
	"عذراً", "عذرا", "التي", "تبحث", "عنها", "المطلوبة", "طلبتها", "هذه", "هذا", "نعتذر", "للأسف", "أو", "المطلوب", "שחיפשת", "שחיפשתם", "המבוקש", "המבוקשת", "שביקשת", "מצטערים", "זה", "אופס", "سوری", "مورد", "نظر", "متأسفانه",
	"maaf", "yang", "anda", "cari", "kami", "minta", "ini", "ingin", "kunjungi", "oops", "rất", "tiếc", "xin", "lỗi", "bạn", "tìm", "kiếm", "yêu", "cầu", "này", "đang", "cần", "hoặc", "galat", "lỗi",
)...)

// regrets may stand within a loss: existiert leider nicht.
var regrets = set(folded(
	"unfortunately", "sadly", "apparently", "leider", "bedauerlicherweise", "malheureusement", "hélas", "lamentablemente", "infelizmente", "purtroppo", "helaas", "tyvärr", "desværre", "dessverre", "valitettavasti", "niestety", "bohužel", "nažalost", "sajnos", "maalesef", "увы", "δυστυχώς", "للأسف",
)...)

func withoutRegret(text string) string {
	words := strings.Fields(text)
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return regrets[w] }), " ")
}

// lossWords tells most names apart from those that have a loss.
var lossWords = match.NewPhrases(losses)

// aloneLosses are the losses with a blank at either end.
var aloneLosses = func() []string {
	alone := make([]string, len(losses))
	for i, l := range losses {
		alone[i] = " " + l + " "
	}
	return alone
}()

// maxNotice is how many characters of a sentence are looked at.
const maxNotice = 160

// isLossNotice reports whether folded text says that the page, or what it held, is no longer there,
// and nothing else.
func isLossNotice(text string) bool {
	if utf8.RuneCountInString(text) > maxNotice || !lossWords.AnyIn(text) {
		return false
	}
	rest, lost, plain := " "+withoutRegret(text)+" ", false, false // plain: in more than one word
	named, other := false, false
	for _, l := range aloneLosses {
		if !strings.Contains(rest, l) {
			continue
		}
		rest, lost = strings.ReplaceAll(rest, l, " | "), true
		plain = plain || strings.Count(l, " ") > 2
		named = named || strings.HasPrefix(l, " no ") && strings.HasSuffix(l, " found ") // it has the thing in it
	}
	if !lost {
		return false
	}
	for _, w := range strings.Fields(rest) {
		switch {
		case w == "|":
		case lostThings[w]:
			named = true
		case otherThings[w]:
			other = true
		case !fillers[w] && !lostFillers[w] && !isNumber(w):
			return false
		}
	}
	return named || other && plain
}
