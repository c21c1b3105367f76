package cite

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A class is what a word or phrase does in a note.
type class uint8

const (
	plain       class = iota
	sigSee            // see
	sigAlso           // see also
	sigOther          // cf., but see, compare
	sigWith           // the "with" of compare … with
	sigNested         // quoted in
	backIbid          // ibid., 同上
	backID            // id., which is also a name for papers
	backOp            // op. cit.
	backLoc           // loc. cit.
	backSupra         // supra, above
	backSame          // ders., ———: the author before
	noteWord          // note, n, Fn.: before the number of a note
	locPrefix         // p., S., §
	volPrefix         // vol., Bd.
	issPrefix         // no., Nr., №
	accessWord        // accessed, дата обращения
	archiveWord       // archived at
	inWord            // in
	edWord            // ed., hrsg. von: editors stand behind it
	edsAfter          // Hrsg., 主编: editors stand before it
	transWord
	editionWord // edn, Aufl.
	othersWord  // et al.
	reportWord  // report no., working paper
	urlWord     // URL, available at
	isbnWord
	doiWord
	origWord // repr., originally published
	infraWord
)

// phrases are the words of section 1 to 5 by class, in lower case. A space stands for any white
// space or none after a full stop.
var phrases = map[class]string{
	sigSee:      "see|see generally|see especially|see in particular|see for example|see for instance|see e.g.|see inter alia|siehe|siehe dazu|siehe etwa|dazu|voir|voir notamment|véase|véanse|vedi|vedasi|ver|veja|zie|см.|див.|zob.|bkz.|参见|見|见|详见|參見|詳見|例如|例えば|たとえば|см., например|см. например|див., наприклад|参阅|参看|參閱|參看|参照|подробнее см.|см. подробнее|об этом см.|подробнее об этом см.|см. об этом|докладніше див.|детальніше див.|انظر|أنظر|ينظر|يُنظر|راجع",
	sigAlso:     "see also|cfr. anche|cf. also|cf. aussi|vid. también|also see|see further|see too|siehe auch|vgl. auch|s. auch|voir aussi|voir également|véase también|vedi anche|ver también|ver também|veja também|zie ook|см. также|см. тж.|див. також|zob. też|zob. także|ayrıca bkz.|另见|另參見|另参见|亦见|另参|另參|另見|并见|亦可参见|亦參見|وانظر أيضًا|انظر أيضا|انظر أيضًا|انظر أيضاً|وانظر|см. также:",
	sigOther:    "cfr.|cfr|cf.|cf|but see|see, however|see however|see, by contrast|but see, e.g.|but cf.|contra|accord|e.g.|for example|for instance|vgl.|vgl. etwa|vgl. nur|a. a.|so auch|ebenso|ср.|por.|krş.|比较|比較|compare|see contra|similarly|in contrast|on the other hand|قارن|порівн.|пор.",
	sigWith:     "与|與|和|同",
	sigNested:   "quoted in|cited in|quoting|citing|as quoted in|as cited in|quoted by|cited by|reprinted in|printed in|as printed in|translated in|zit. nach|zitiert nach|zit. bei|cité dans|citée dans|cités dans|citées dans|cité par|citée par|cités par|citées par|cité in|citado en|citada en|citados en|citadas en|citado em|citada em|citado por|citada por|citato in|citata in|cit. in|цит. по|цит. за|cyt. za|转引自|轉引自|geciteerd in|aangehaald in|aktaran|нав. за|цит. по кн.|нав. за кн.|نقلاً عن|نقلا عن|نقلًا عن|재인용",
	backIbid:    "ibid.|ibid|ibidem|ebd.|ebd|ebenda|там же|там само|tamże|同上|同前|同上注|同上书|同上文|同前书|同前文|ibíd.|ibíd|ibídem|ivi|aynı yerde|aynı yer|위의 글|위의 책|위의 논문|같은 글|같은 책|a.g.e.|المرجع نفسه|المصدر نفسه|المرجع ذاته|المصدر ذاته|نفس المرجع|نفس المصدر|نفسه|همان|同前引书|同書|同上書|同上論文",
	backID:      "id.|id",
	backOp:      "op. cit.|op cit.|op. cit|op cit|ob. cit.|obra citada|art. cit.|cited above|cited supra|as cited above|a.a.o.|a. a. o.|aao|前引书|前引文|前揭书|前揭文|указ. соч.|앞의 책|앞의 글|앞의 논문|前掲書|前掲論文|зазн. праця|вказ. праця|dz. cyt.|a.g.e|cit.|указ. раб.|указ. статья|указ. изд.|указанное сочинение|назв. праця|المرجع السابق|المصدر السابق|مرجع سابق|مصدر سابق|前引書|前引论文|前揭書|前掲|前揭論文",
	backLoc:     "loc. cit.|loc cit.|loc cit|loc. cit",
	backSupra:   "supra|above|同|同注|前引|前揭|同前注|oben|siehe oben|ci-dessus|vorige|前掲注|前掲註|前注|前註|前揭注|前揭註",
	infraWord:   "infra|below|unten",
	backSame:    "ders.|dies.|idem|eadem|он же|она же|он же.|同人|氏著|氏编|氏編",
	noteWord:    "as in note|as in n.|wie anm.|wie fn.|wie fußn.|wie anmerkung|note|notes|n.|n|nn.|fn.|fn|fußn.|anm.|nota|注|脚注|прим.|сн.|footnote|endnote|no.",
	locPrefix:   "p.|pp.|p|pp|page|pages|pg.|s.|с.|стр.|seite|seiten|pag.|pág.|págs.|str.|at|para.|paras.|para|paras|paragraph|paragraphs|abs.|rn.|rdnr.|rdn.|rz.|randnr.|chap.|chaps.|chaps|ch.|chs.|chapter|chapters|kap.|cap.|fol.|fols.|col.|col|cols.|cols|sp.|table|tab.|tabelle|fig.|figure|figs.|art.|arts.|article|artikel|arts|art|sec.|sect.|section|sections|§|§§|¶|¶¶|l.|ll.|line|lines|slide|slides|appendix|annex|annexe|anhang|anexo|tableau|tabla|tab|schedule|anm.|blz.|sf.|ss.|hlm.|абз.|гл.|ст.|л.|лл.|pt.|арк.|ص|ص.|ص ص|ص ص.|ص.ص.|صص|頁|页",
	volPrefix:   "vol.|vols.|vol|volume|bd.|band|jg.|jahrgang|т.|том|t.|tome|tom|tomo|cilt|deel|jrg.|roč.|series|ser.|кн.|مج|مج.|مجلد|المجلد|ج|ج.|جزء|الجزء|السنة",
	issPrefix:   "episode|ep.|folge|épisode|episodio|odcinek|puntata|č.|no.|nos.|no|nr.|nr|n°|nº|n.º|núm.|num.|n.|número|numéro|№|issue|iss.|heft|h.|вып.|numer|z.|sayı|afl.|fasc.|cuad.|number|#|вип.|ع|ع.|عدد|العدد",
	accessWord:  "accessed|accessed on|accessed at|last accessed|last accessed on|date accessed|last visited|last visited on|visited|viewed|viewed on|retrieved|retrieved on|as of|access date|access|abgerufen|abgerufen am|zuletzt abgerufen am|letzter zugriff|zugriff am|zugriff|besucht am|consulté le|consultée le|page consultée le|dernier accès|consultado|consultado el|consultado em|consulta|fecha de consulta|data di consultazione|letzter abruf|zuletzt besucht am|acesso em|acceso|consultato il|ultimo accesso|geraadpleegd|geraadpleegd op|дата обращения|дата звернення|дата доступу|dostęp|data dostępu|erişim|erişim tarihi|访问日期|访问|最后访问|浏览|最終閲覧日|閲覧|검색일|접속일|검색|stand|cited|تاريخ الاطلاع|تاريخ الدخول|تاريخ الزيارة|شوهد في|آخر زيارة|تمت الزيارة في|最后访问日期|最后访问时间|访问时间|最后浏览日期|浏览时间|查阅日期|检索日期|上网日期|最終アクセス|最終アクセス日|最終確認日|アクセス日|閲覧日|최종접속일|최종검색일|열람일|дата просмотра|просмотрено|dernière consultation|dernière consultation le|última consulta|último acceso|último acesso|ultima consultazione|ultima visita|laatst geraadpleegd|laatst bezocht|letzter zugriff am|zuletzt geprüft am|zuletzt aufgerufen am|aufgerufen am|eingesehen am|ostatni dostęp",
	archiveWord: "archived at|archived from the original|archived from the original on|archived|archived on|archiviert|archivé|archivado",
	inWord:      "in|en|dans|w|в кн.|у кн.|载|載|收入|见于|apud|ضمن|收录于|收錄於",
	edWord:      "ed.|eds.|ed|eds|edited by|ed. by|eds. by|hrsg. von|hg. von|hrsg. v.|hg. v.|herausgegeben von|sous la direction de|sous la dir. de|dir. par|éd. par|a cura di|edición de|ed. de|edited and translated by|ed. and trans.|edited and introduced by|под ред.|за ред.|pod red.|red.|onder redactie van|ред.|(ed.)|(eds.)|отв. ред.|под общ. ред.|под редакцией|сост.|гл. ред.|науч. ред.|ред.-сост.|відп. ред.|упоряд.|за заг. ред.|تحقيق|تحرير|إعداد|إشراف",
	edsAfter:    "hrsg.|hrsg|hg.|hgg.|(hrsg.)|dir.|dirs.|(dir.)|主编|編|编|编著|coord.|coords.|(coord.)|eds|编辑|szerk.|editor|editors|a cura di",
	transWord:   "trans.|trans|translated by|transl.|transl. by|tr.|trans. by|übers. von|übers. v.|übersetzt von|aus dem englischen von|trad.|trad. par|traduit par|trad. de|traducción de|traducido por|tradução de|traduzione di|пер.|пер. с англ.|przeł.|tłum.|vert.|çev.|译|訳|譯|пер. с нем.|пер. с фр.|пер. с ит.|пер. з англ.|пер. з нім.|ترجمة|تعريب",
	editionWord: "ed.|edn|edn.|edition|aufl.|auflage|éd.|édition|ed|изд.|изд|вид.|вид|wyd.|druk|edición|edizione|baskı|版|uitg.|ط|ط.|الطبعة",
	othersWord:  "et al.|et al|et alii|and others|u. a.|u.a.|и др.|та ін.|i in.|e altri|y otros|e outros|ve diğerleri|等|ほか|外|and colleagues|et autres|وآخرون|وآخرين",
	reportWord:  "publication no.|tech. rep.|report no.|report number|report nr.|working paper no.|working paper|policy brief|policy brief no.|issue brief|issue brief no.|discussion paper|discussion paper no.|research paper|research report|occasional paper|technical report|briefing paper|briefing note|research memorandum|policy paper|policy note|white paper|special report|staff report|document no.|doc. no.|doc.|press release|press release no.|fact sheet|backgrounder|issue paper|analysis paper|strategic comment|arbeitspapier|dokument nr.|rapport no.|note de recherche|документ №|report",
	urlWord:     "preprint at|available|url|at|via|available at|available from|online at|available online at|available online|online|verfügbar unter|unter|disponible sur|disponible en|disponible à|disponível em|disponibile su|режим доступа|retrieved from|beschikbaar op|网址|from|на сайте|متاح على",
	isbnWord:    "isbn|isbn-13|isbn-10",
	doiWord:     "doi",
	origWord:    "repr.|reprint|reprinted|rpt.|originally published|orig. pub.|first published|nachdruck|reimpr.|rééd.",
}

// europeanPhrases are further phrases of the languages of Western Europe, and of Polish and Turkish.
var europeanPhrases = map[class]string{
	sigSee:      "hierzu|kritisch dazu|kritisch hierzu|ausführlich dazu|ausführlich hierzu|grundlegend dazu|eingehend dazu|näher dazu",
	sigAlso:     "v. anche|v. pure|si veda anche|si vedano anche|véanse también|vgl. ferner|siehe ferner|cfr. também",
	sigOther:    "so etwa|so schon|so bereits|si veda|si vedano|vid.|en contra|en sens contraire|em sentido contrário|in senso contrario",
	sigNested:   "abgedruckt in|abgedruckt bei|wiederabgedruckt in|wieder abgedruckt in|gedruckt in|ediert in|reproduit dans|reproduite dans|reproducido en|reproducida en|transcrito en|transcrita en|riprodotto in|riprodotta in|reproduced in|excerpted in|overruled by|overruled on other grounds by|abrogated by|zit. n.|zit. in|zitiert in|zitiert bei|hier zit. nach|cité d’après|citée d’après",
	edWord:      "éd.|organização de|bajo la dirección de",
	locPrefix:   "fj|considérant|apartado|apdo.|considerando",
	volPrefix:   "c.",
	accessWord:  "läst|lest|besökt|lastet ned|hämtad|hentet|hämtat|besøgt|viitattu|citováno|letöltve|dostęp w dniu|pristupljeno|accesat",
	urlWord:     "dostupné z|dostupné na|dostępny w|dostępne w|tillgänglig|tillgänglig på|tilgjengelig fra|tilgængelig på|saatavilla|elérhető|dostupno na|disponibil la|disponibile presso",
	edsAfter:    "org.|orgs.|organizador|organizadores|toim.",
	editionWord: "vyd.|vydání|uppl.|udg.|utg.|kiad.|painos|izd.",
	backIbid:    "a.g.m.|a.g.t.",
	backOp:      "a.g.m|a.g.t",
}

// signalTails are the words that go on with a signal, and what they make of it: Vgl. dazu auch, Voir
// notamment.
var signalTails = map[string]class{
	"dazu": sigSee, "hierzu": sigSee, "etwa": sigSee, "nur": sigSee, "bereits": sigSee, "schon": sigSee, "insbesondere": sigSee, "insb.": sigSee, "insbes.": sigSee, "ausführlich": sigSee, "näher": sigSee,
	"grundlegend": sigSee, "zuletzt": sigSee, "allgemein": sigSee, "beispielsweise": sigSee, "bspw.": sigSee, "z. B.": sigSee, "dagegen": sigSee, "statt vieler": sigSee, "jedoch": sigSee, "aber": sigSee,
	"auch": sigAlso, "ferner": sigAlso, "notamment": sigSee, "par exemple": sigSee, "en particulier": sigSee, "surtout": sigSee, "entre autres": sigSee, "aussi": sigAlso, "également": sigAlso,
	"por ejemplo": sigSee, "entre otros": sigSee, "especialmente": sigSee, "sobre todo": sigSee, "también": sigAlso, "asimismo": sigAlso, "in particolare": sigSee, "ad esempio": sigSee, "tra gli altri": sigSee,
	"per tutti": sigSee, "soprattutto": sigSee, "anche": sigAlso, "inoltre": sigAlso, "por exemplo": sigSee, "nomeadamente": sigSee, "também": sigAlso, "bijvoorbeeld": sigSee, "met name": sigSee, "onder meer": sigSee, "ook": sigAlso,
	"m.in.": sigSee, "np.": sigSee, "zwłaszcza": sigSee, "też": sigAlso, "także": sigAlso, "również": sigAlso, "özellikle": sigSee, "örneğin": sigSee,
}

// A lexeme is one phrase of the lexicon.
type lexeme struct {
	phrase  []rune
	classes []class
}

// lexicon holds the phrases by the first word, longest first. It is made once, when it is needed.
var lexicon = sync.OnceValue(makeLexicon)

func makeLexicon() map[string][]lexeme {
	lex := map[string][]lexeme{}
	for c := plain; c <= infraWord; c++ {
		for _, phrase := range strings.Split(phrases[c]+"|"+europeanPhrases[c], "|") {
			if phrase == "" {
				continue
			}
			key := lexKey(phrase)
			list := lex[key]
			found := false
			for k := range list {
				if string(list[k].phrase) == phrase {
					list[k].classes = append(list[k].classes, c)
					found = true
				}
			}
			if !found {
				k := 0
				for k < len(list) && len(list[k].phrase) >= len([]rune(phrase)) {
					k++
				}
				list = append(list, lexeme{})
				copy(list[k+1:], list[k:])
				list[k] = lexeme{[]rune(phrase), []class{c}}
			}
			lex[key] = list
		}
	}
	return lex
}

// lexKey is what a phrase is looked up by: its first word, or its first character if that is no
// letter or an ideograph.
func lexKey(phrase string) string {
	r, size := utf8.DecodeRuneInString(phrase)
	if !unicode.IsLetter(r) || isIdeograph(r) {
		return phrase[:size]
	}
	for i, r := range phrase {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			return phrase[:i]
		}
	}
	return phrase
}

const longestKey = 24

// lookUp returns the phrases of the lexicon that begin with the word at byte i of text, longest
// first.
func lookUp(text string, i int) (list []lexeme, ok bool) {
	var buf [longestKey + utf8.UTFMax]byte
	n := 0
	for j := i; j < len(text); {
		c := text[j]
		if c < utf8.RuneSelf {
			if c|0x20 < 'a' || c|0x20 > 'z' {
				if j == i {
					buf[0], n = c, 1
				}
				break
			}
			buf[n] = c | 0x20
			n++
			j++
		} else {
			r, size := utf8.DecodeRuneInString(text[j:])
			if isIdeograph(r) || !unicode.IsLetter(r) && !unicode.IsMark(r) {
				if j == i {
					n = utf8.EncodeRune(buf[:], r)
				}
				break
			}
			n += utf8.EncodeRune(buf[n:], unicode.ToLower(r))
			j += size
		}
		if n > longestKey {
			return nil, false
		}
	}
	list, ok = lexicon()[string(buf[:n])]
	return list, ok
}

// matchPhrase returns the place behind the phrase at byte i of text, or -1.
func matchPhrase(text string, i int, phrase []rune) int {
	for k, want := range phrase {
		if want == ' ' {
			j := i
			for n := 0; n < 4 && i < len(text); n++ {
				r, size := utf8.DecodeRuneInString(text[i:])
				if !unicode.IsSpace(r) {
					break
				}
				i += size
			}
			if i == j && phrase[k-1] != '.' {
				return -1
			}
			continue
		}
		if i >= len(text) {
			return -1
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r != want && unicode.ToLower(r) != want && !(want == '’' && r == '\'') {
			return -1
		}
		i += size
	}
	last := phrase[len(phrase)-1]
	if unicode.IsLetter(last) && !isIdeograph(last) && i < len(text) {
		if r, _ := utf8.DecodeRuneInString(text[i:]); unicode.IsLetter(r) && !isIdeograph(r) {
			return -1
		}
	}
	return i
}

func (l *lexeme) has(c class) bool {
	for _, k := range l.classes {
		if k == c {
			return true
		}
	}
	return false
}
