package page

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// A saying is what a page says in one sentence when it asks something of its visitor before it shows
// what was asked for. Makers word it in a thousand ways, but each way has one stem of every list.
type saying struct {
	name   string
	limit  int        // only a page of fewer words is believed to say it itself
	inName bool       // it must be the title or a heading, not a sentence of the text
	stems  [][]string // folded; in alphabetic scripts each begins a word, and may be the whole of it
}

// Longer sentences are prose, which may well be about robots.
const sayingWords = 30

// Most of these are what walls, login pages and gates were seen to say in their makers' own pages; in
// other languages they come from general knowledge of how the same products speak there.
var (
	wallSayings = []saying{
		{"asks whether one is human", nameless, false, [][]string{
			folded(
				"not a robot", "not a bot", "aren't a robot", "aren't a bot", "you are human", "you're human", "you are a human", "you are a real", "you're a real",
				"kein roboter", "kein bot", "sie ein mensch", "du ein mensch", "pas un robot", "êtes humain", "êtes un humain", "êtes un être humain", "no eres un robot", "no es un robot", "eres humano", "es humano", "eres una persona", "que es una persona",
				"não é um robô", "não é um robot", "é humano", "é um ser humano", "non sei un robot", "non sei un bot", "sei umano", "sei un essere umano", "geen robot", "mens bent", "nie jesteś robotem", "nie jest robotem", "jesteś człowiekiem",
				"nejste robot", "jste člověk", "inte är en robot", "är en människa", "är människa", "ikke er en robot", "er et menneske", "et ole robotti", "olet ihminen", "nem robot", "nu sunteți robot", "nu ești robot", "sunteți om",
				"не робот", "не бот", "вы человек", "ви людина", "ви не бот", "δεν είστε ρομπότ", "είστε άνθρωπος", "robot olmadığınız", "insan olduğunuz", "لست روبوت", "لست برنامج", "أنك إنسان", "أنك بشر", "ربات نیستید", "לא רובוט", "בן אדם", "बॉट नहीं", "रोबोट नहीं",
				"không phải là robot", "không phải người máy", "là con người", "bukan robot", "adalah manusia", "不是机器人", "不是機器人", "非机器人", "是真人", "ロボットではない", "ロボットでない", "人間である", "로봇이 아님", "로봇이 아닙", "로봇이 아니", "사람임", "사람인지", "ไม่ใช่หุ่นยนต์", "ไม่ใช่โปรแกรม",
			), folded(
				"verify", "verifying", "confirm", "prove", "make sure", "making sure", "check that you", "checking", "ensure", "let us know", "show us", "please complete", "complete the",
				"bestätig", "beweis", "prüf", "überprüf", "sicherstell", "sind sie", "verifi", "vérifi", "prouve", "assur", "confirme", "demuestr", "demostrar", "comprueb", "comprobar", "asegur", "prove que", "comprov", "verific", "conferm", "dimostra",
				"controle", "bevestig", "bewijs", "potwierdź", "zweryfikuj", "sprawdz", "udowodnij", "ověř", "potvr", "bekräft", "bekræft", "bekreft", "kontroll", "vahvist", "varmist", "erősítse", "igazolja", "confirmați", "dovediți", "verificăm",
				"подтверд", "провер", "докаж", "убед", "підтверд", "перевір", "довед", "επιβεβαιώ", "επαλήθευ", "doğrula", "kanıtla", "onayla", "تأكد", "تحقق", "تأكيد", "إثبات", "أثبت", "نتأكد", "تأیید", "تایید", "אמת", "ודא", "הוכח", "אשר", "सत्यापित", "पुष्टि", "साबित",
				"xác minh", "xác nhận", "pastikan", "verifikasi", "konfirmasi", "buktikan", "验证", "驗證", "确认", "確認", "证明", "證明", "検証", "확인", "인증", "증명", "ยืนยัน", "พิสูจน์", "ตรวจสอบ",
			),
		}},
		{"takes one for a program", nameless, false, [][]string{
			folded("you are a bot", "you're a bot", "you were a bot", "you are a robot", "you might be a bot", "you may be a bot", "ein bot sind", "ein roboter sind", "êtes un robot", "êtes un bot", "es un bot", "eres un bot", "é um robô", "sei un bot", "вы бот", "вы робот"),
			folded("think", "believe", "suspect", "detected", "looks like", "denken", "vermuten", "glauben", "penser", "pensons", "croire", "pensar", "creer", "pensare", "sospett", "считаем", "думаем", "подозрева"),
		}},
		{"speaks of unusual traffic", nameless, false, [][]string{
			folded(
				"unusual traffic", "unusual activity", "unusual requests", "suspicious activity", "suspicious traffic", "suspicious requests", "automated requests", "automated traffic", "automated queries", "automated access", "too many requests", "made us think that you are a bot", "made us think you were a bot",
				"ungewöhnlich", "verdächtig", "automatisiert", "zu viele anfragen", "inhabituel", "suspect", "automatis", "inusual", "sospechos", "automatizad", "incomum", "suspeit", "insolit", "sospett", "ongebruikelijk", "verdacht", "nietypow", "podejrzan", "neobvykl", "podezřel",
				"похожи на автоматические", "подозрительн", "необычн", "автоматическ", "незвичн", "підозріл", "olağan dışı", "şüpheli", "غير عادية", "غير معتاد", "مشبوه", "异常", "異常", "频繁", "頻繁", "通常と異なる", "不審な", "비정상적인", "의심스러운",
			), folded(
				"your network", "your computer", "your connection", "your ip", "this ip", "your device", "your browser", "your location", "from your",
				"ihrem netz", "ihrer ip", "ihrem computer", "ihrer verbindung", "ihrem gerät", "ihrem browser", "ihrer adresse", "votre réseau", "votre ordinateur", "votre connexion", "votre ip", "votre adresse ip", "votre appareil", "votre navigateur",
				"su red", "tu red", "su conexión", "tu conexión", "su ip", "tu ip", "su dirección ip", "su dispositivo", "tu dispositivo", "sua rede", "seu ip", "sua conexão", "seu dispositivo", "tua rete", "tuo ip", "tuo indirizzo ip", "vostra rete", "uw netwerk", "uw ip", "je netwerk", "twojej sieci", "twojego adresu", "vaší sítě",
				"вашего ip", "вашей сети", "вашего устройства", "вашего компьютера", "вашего браузера", "вашего адреса", "вашої мережі", "ağınızdan", "bilgisayar ağınız", "شبكتك", "جهازك", "عنوان ip", "您的访问", "您的訪問", "您的网络", "您的網路", "您的ip", "您的请求", "您访问", "当前网络", "当前环境", "アクセスが検出", "アクセスを検出", "アクセスを検知", "トラフィックが検出", "お使いのネットワーク", "お客様のネットワーク", "접근이 감지되었", "접속이 감지되었", "트래픽이 감지되었", "사용자의 네트워크", "귀하의 네트워크",
			),
		}},
		{"checks the browser", 60, false, [][]string{
			folded("checking", "verifying", "validating", "review the security", "prüfe", "überprüf", "vérifi", "verific", "comprob", "sprawdza", "провер", "перевір", "kontrol ediliyor", "يتم التحقق", "正在检查", "正在检测", "正在验证", "正在檢查"),
			folded("your browser", "your connection", "connection is secure", "ihren browser", "ihr browser", "ihre verbindung", "ihres browsers", "votre navigateur", "votre connexion", "su navegador", "tu navegador", "seu navegador", "tuo browser", "przeglądark", "ваш браузер", "вашего браузера", "браузера перед", "проверка браузера", "tarayıcınız", "متصفحك", "浏览器", "瀏覽器"),
		}},
		{"asks to solve a puzzle", nameless, false, [][]string{
			folded("拖动滑块", "请完成", "請完成", "滑动", "点击按钮", "请输入验证码", "請輸入驗證碼"), folded("完成验证", "安全验证", "进行验证", "完成驗證", "安全驗證", "继续访问", "繼續訪問"),
		}},
		{"asks to solve a puzzle", 60, false, [][]string{
			folded("captcha", "puzzle"), folded("solve", "slide", "drag", "complete", "completing", "lösen", "résol", "complét", "resuelv", "resolver", "resolva", "risolv", "rozwiąż", "введите", "решите", "пройдите"),
			folded("continue", "proceed", "access", "unblock", "fortzufahren", "fortfahren", "weiter", "continuer", "poursuivre", "continuar", "acceder", "continuare", "procedere", "kontynuować", "продолж", "доступ"),
		}},
	}
	regionSayings = []saying{{"says that it is not for this region", 80, false, [][]string{
		folded(
			"unavailable", "not available", "isn't available", "is not accessible", "cannot be accessed", "can't be accessed", "access is not permitted", "not permitted", "for legal reasons", "not be shown", "blocked in", "nicht verfügbar", "nicht zugänglich", "nicht erreichbar", "nicht gezeigt", "nicht angezeigt", "nicht abgespielt", "aus rechtlichen gründen", "ne peut être", "pas disponible", "indisponible", "pas accessible", "no está disponible", "no disponible", "non è disponibile", "não está disponível", "indisponível", "niet beschikbaar", "niedostępn",
			"недоступ", "不可用", "无法访问", "無法訪問", "无法使用", "不提供服务", "ご利用いただけません", "利用できません", "ご覧いただけません", "이용할 수 없", "제공되지 않", "غير متاح", "غير متوفر",
		), folded(
			"your region", "your country", "your location", "your geographic", "european countries", "european economic area", "countries of the european", "in ihrem land", "in ihrer region", "an ihrem standort", "votre pays", "votre région", "tu país", "su país", "tu región", "su región", "tuo paese", "seu país", "sua região", "jouw land", "uw land", "twoim kraju",
			"вашей стране", "вашем регионе", "вашому регіоні", "您所在的国家", "您所在的地区", "您所在地区", "您的地区", "您所在的國家", "您所在的地區", "お住まいの地域", "お住まいの国", "現在の地域", "거주 지역", "해당 지역", "국가에서는", "في بلدك", "في منطقتك",
		),
	}}}
	loginSayings = []saying{{"asks to log in", nameless, true, [][]string{
		folded(
			"log in", "login", "sign in", "register", "subscribe", "create an account", "create a free account", "create your free account", "sign up", "melden sie sich an", "anmelden", "registrieren", "einloggen", "abonnieren", "connectez vous", "inscrivez vous", "abonnez vous", "identifiez vous", "inicia sesión", "inicie sesión", "regístrate", "regístrese", "suscríbete", "identifícate", "accedi", "registrati", "abbonati", "faça login", "entre", "cadastre se", "assine",
			"inloggen", "registreren", "log je in", "logga in", "log ind", "logg inn", "zaloguj się", "zarejestruj się", "přihlaste se", "войдите", "авторизуйтесь", "зарегистрируйтесь", "увійдіть", "giriş yap", "سجل الدخول", "تسجيل الدخول", "登录", "登入", "注册", "ログイン", "会員登録", "로그인",
		), folded(
			"to continue", "to read", "to view", "to access", "to see", "to proceed", "keep reading", "continue reading", "weiterlesen", "weiterzulesen", "um fortzufahren", "zu lesen", "pour continuer", "pour lire", "pour accéder", "pour consulter", "lire la suite", "para continuar", "para leer", "seguir leyendo", "para ver", "para acceder", "per continuare", "per leggere", "per accedere", "para ler", "para acessar", "om verder te", "om door te", "om te lezen", "för att fortsätta", "för att läsa", "for at læse", "for å lese", "aby kontynuować", "aby czytać", "pro pokračování",
			"чтобы продолжить", "чтобы читать", "чтобы просмотреть", "щоб продовжити", "devam etmek", "okumak için", "للمتابعة", "لعرض", "后查看", "后继续", "后阅读", "後查看", "後繼續", "请先", "請先", "してください", "が必要です", "필요합니다", "해주세요", "하세요",
		),
	}}}
	needSayings = []saying{
		{"asks for cookies", nameless, false, [][]string{folded("cookie"), enableWords}},
		{"asks for cookies", nameless, true, [][]string{folded("cookie"), needWords}},
		{"asks for scripts", nameless, false, [][]string{folded("javascript", "java script"), needWords}},
	}
	enableWords = folded(
		"enable", "must accept", "not accepting", "disabled", "turned off", "your browser", "aktivier", "deaktiviert", "activ", "désactiv", "habilit", "desactivad", "deshabilitad", "abilita", "attiva", "disabilitat", "ativ", "desativad", "inschakel", "włącz", "povol",
		"включ", "отключ", "увімкн", "etkinleştir", "تفعيل", "تمكين", "启用", "啟用", "开启", "禁用", "有効", "無効", "활성화", "사용하도록",
	)
	needWords = slices.Concat(enableWords, folded(
		"required", "requires", "require", "must be", "not available", "absent", "needs", "need", "erforderlich", "benötigt", "nécessaire", "requiere", "necesari", "richiede", "vereist", "wymaga", "необходим", "gerekli",
	))
)

// isIn reports whether folded text has a stem of each list.
func (s *saying) isIn(text string) bool {
	for _, stems := range s.stems {
		if !hasStem(text, stems) {
			return false
		}
	}
	return true
}

// saysAny reports whether folded text is one of the sayings.
func saysAny(text string) bool {
	for _, list := range [][]saying{wallSayings, regionSayings, loginSayings, needSayings} {
		if slices.ContainsFunc(list, func(s saying) bool { return s.isIn(text) }) {
			return true
		}
	}
	return false
}

// hows are how instructions begin: they tell what to do to those who want to know.
var hows = folded("how to", "how do", "wie sie", "wie man", "so aktiv", "comment", "cómo", "como", "come abilit", "come attiv", "hoe", "hur man", "hvordan", "jak", "как", "як", "nasıl", "كيف", "如何", "怎么", "怎樣")

func isHowTo(title string) bool {
	t := fold(title)
	return slices.ContainsFunc(hows, func(how string) bool { return strings.HasPrefix(t, how) })
}

// hasStem reports whether one of the stems is in a folded text.
func hasStem(text string, stems []string) bool {
	for _, stem := range stems {
		r, _ := utf8.DecodeRuneInString(stem)
		spaced := unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic)
		for from := 0; ; {
			i := strings.Index(text[from:], stem)
			if i < 0 {
				break
			}
			if i += from; !spaced || i == 0 || text[i-1] == ' ' {
				return true
			}
			from = i + len(stem)
		}
	}
	return false
}

// says looks for one of the sayings on a page that is not known to be a work.
func (o *observer) says(kind checker.SignalKind, list []saying) bool {
	said, line, where := o.saying(list)
	if line != "" {
		o.see(kind, false, "%s %s: %q", where, said.name, clean(line))
	}
	return line != ""
}

func (o *observer) saying(list []saying) (said saying, line, where string) {
	if o.words >= nameless || o.isWork() {
		return saying{}, "", ""
	}
	for _, n := range o.names() {
		if s, ok := o.heard(n.value, list); ok && match.Words(n.value) <= sayingWords/2 {
			return s, n.value, n.name
		}
	}
	if o.isNamed() {
		return saying{}, "", ""
	}
	for sentence := range strings.FieldsFuncSeq(o.text, isStop) {
		if s, ok := o.heard(sentence, list); ok && !s.inName {
			return s, sentence, "text"
		}
	}
	return saying{}, "", ""
}

func isStop(r rune) bool { return strings.ContainsRune("\n.!?;…。！？；؟।", r) }

// heard returns the first of the sayings that a line has and that is believed on this page.
func (o *observer) heard(line string, list []saying) (saying, bool) {
	const longest = 1000 // bytes
	if n := match.Words(line); n == 0 || n > sayingWords || len(line) > longest {
		return saying{}, false
	}
	text := fold(line)
	for _, s := range list {
		if o.words < s.limit && s.isIn(text) {
			return s, true
		}
	}
	return saying{}, false
}

// isWork reports whether a page says what work it is, or bears the cited title, which walls do not
// know.
func (o *observer) isWork() bool { return o.titled() || o.isProven() }

// isProven reports whether the page bears the cited title, and that is one that proves something.
func (o *observer) isProven() bool {
	return slices.ContainsFunc(o.page.Answers.Titles, func(a checker.TitleAnswer) bool {
		return a.Answer == checker.AnswerMatch && a.Proof && match.Words(a.Asked) >= 3
	})
}
