package match

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A dateWord says what a word means in a date.
type dateWord struct {
	month   uint8
	season  uint8 // EDTF: 21 spring, 22 summer, 23 autumn, 24 winter
	weekday uint8 // from 1, Monday
	short   bool  // an abbreviation: takes a full stop along
	full    bool  // a whole name
	wary    bool  // a month only with a full stop behind it: an everyday word otherwise
	behind  bool  // a month only behind a day: the name of a person or a place otherwise
	paired  bool  // the name of two months, which a word behind it tells apart
	circa   bool
	absence bool // some entry of absences begins with it
}

// monthNames are the names of the months by language, in all forms that dates use, with | between
// the months; '.' marks an abbreviation, '!' one that is an everyday word without its full stop, '?'
// one that is the name of a person or a place unless a day stands before it.
var monthNames = []string{
	"january jan.|february feb.|march mar.|april apr.|may|june jun.|july jul.|august aug.|september sept. sep.|october oct.|november nov.|december dec.",
	"januar jan. jänner jän. jaenner|februar feb. feber|märz mrz. mär. maerz|april apr.|mai|juni jun.|juli jul.|august aug.|september sept. sep.|oktober okt.|november nov.|dezember dez.",
	"janvier janv.|février févr. fév. fevrier|mars|avril avr.|mai|juin|juillet juil. juill.|août aout|septembre sept.|octobre oct.|novembre nov.|décembre déc. decembre",
	"enero ene.|febrero feb.|marzo mar.|abril abr.|mayo may.|junio jun.|julio jul.|agosto ago!|septiembre setiembre sept. sep.|octubre oct.|noviembre nov.|diciembre dic.",
	"gennaio gen.|febbraio febbr. feb.|marzo mar.|aprile apr.|maggio mag!|giugno giu.|luglio lug.|agosto ago!|settembre sett. set!|ottobre ott.|novembre nov.|dicembre dic.",
	"janeiro jan.|fevereiro fev.|março mar. marco|abril abr.|maio mai.|junho jun.|julho jul.|agosto ago!|setembro set!|outubro out!|novembro nov.|dezembro dez.",
	"januari jan.|februari febr. feb.|maart mrt.|april apr.|mei|juni jun.|juli jul.|augustus aug.|september sept. sep.|oktober okt.|november nov.|december dec.",
	"января январь янв.|февраля февраль фев. февр.|марта март мар.|апреля апрель апр.|мая май|июня июнь июн.|июля июль июл.|августа август авг.|сентября сентябрь сент. сен.|октября октябрь окт.|ноября ноябрь нояб. ноя.|декабря декабрь дек.",
	"січня січень січ.|лютого лютий лют.|березня березень берез. бер.|квітня квітень квіт.|травня травень трав!|червня червень черв.|липня липень лип.|серпня серпень серп.|вересня вересень верес. вер.|жовтня жовтень жовт.|листопада листопад листоп.|грудня грудень груд.",
	"stycznia styczeń stycz.|lutego luty lut!|marca marzec|kwietnia kwiecień kwiec.|maja maj|czerwca czerwiec czerw.|lipca lipiec lip!|sierpnia sierpień sierp!|września wrzesień wrzes.|października październik paźdz.|listopada listopad listop.|grudnia grudzień grudz.",
	"ocak|şubat subat|mart|nisan|mayis|haziran|temmuz|ağustos agustos|eylül eylul|ekim|kasim|aralik",
	"يناير|فبراير|مارس|أبريل ابريل إبريل|مايو|يونيو يونيه|يوليو يوليه|أغسطس اغسطس|سبتمبر|أكتوبر اكتوبر|نوفمبر|ديسمبر",
	"ledna leden|února únor|března březen|dubna? duben|května květen|června červen|července červenec|srpna srpen|září|října říjen|listopadu|prosince prosinec",
	"januára|februára|marca marec|apríla apríl|mája máj|júna jún|júla júl|augusta?|septembra|októbra|novembra|decembra",
	"januari januar|februari februar|mars marts|april|maj mai|juni|juli|augusti|september|oktober|november|desember des.",
	"tammikuuta tammikuu|helmikuuta helmikuu|maaliskuuta maaliskuu|huhtikuuta huhtikuu|toukokuuta toukokuu|kesäkuuta kesäkuu|heinäkuuta heinäkuu|elokuuta elokuu|syyskuuta syyskuu|lokakuuta lokakuu|marraskuuta marraskuu|joulukuuta joulukuu",
	"jaanuar|veebruar|märts|aprill|mai|juuni|juuli|august|september|oktoober|november|detsember",
	"január|február|március márc.|április ápr.|május máj.|június jún.|július júl.|augusztus|szeptember szept.|október okt.|november|december",
	"ianuarie ian.|februarie|martie|aprilie|mai|iunie iun.|iulie iul.|august|septembrie|octombrie|noiembrie|decembrie",
	"ιανουαρίου ιανουάριος ιαν.|φεβρουαρίου φεβρουάριος φεβ.|μαρτίου μάρτιος μαρ.|απριλίου απρίλιος απρ.|μαΐου μάιος μαΐ.|ιουνίου ιούνιος ιουν.|ιουλίου ιούλιος ιουλ.|αυγούστου αύγουστος αυγ.|σεπτεμβρίου σεπτέμβριος σεπ.|οκτωβρίου οκτώβριος οκτ.|νοεμβρίου νοέμβριος νοε.|δεκεμβρίου δεκέμβριος δεκ.",
	"януари|февруари|март|април|май|юни|юли|август|септември|октомври|ноември|декември",
	"јануар јануара|фебруар фебруара|март марта|април априла|мај маја|јун јуна|јул јула|август августа|септембар септембра|октобар октобра|новембар новембра|децембар децембра",
	"januara|februara|marta?|aprila|maja?|juna?|jula?|avgusta|septembra|oktobra|novembra|decembra",
	"siječnja|veljače|ožujka|travnja|svibnja|lipnja|srpnja|kolovoza|rujna||studenoga studenog|prosinca",
	"januari|februari|maret|april|mei|juni|juli|agustus agu.|september|oktober|november|desember",
	"gener|febrer|març|abril|maig|juny|juliol|agost|setembre|octubre|novembre|desembre",
	"ינואר בינואר|פברואר בפברואר|מרץ במרץ מרס במרס|אפריל באפריל|מאי במאי|יוני ביוני|יולי ביולי|אוגוסט באוגוסט|ספטמבר בספטמבר|אוקטובר באוקטובר|נובמבר בנובמבר|דצמבר בדצמבר",
	"ژانویه|فوریه|مارس|آوریل|مه|ژوئن|ژوئیه|اوت|سپتامبر|اکتبر|نوامبر|دسامبر",
	"जनवरी|फरवरी फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर सितम्बर|अक्टूबर अक्तूबर|नवंबर नवम्बर|दिसंबर दिसम्बर",
	"جانفي|شباط فيفري|آذار|نيسان أفريل|أيار ماي|حزيران جوان|تموز جويلية|آب أوت|أيلول|تشرين||كانون",
}

// seasonNames are the names of the seasons, spring first, with | between the seasons.
var seasonNames = []string{
	"spring|summer|autumn fall|winter",
	"frühjahr frühling|sommer|herbst|winter",
	"printemps|été|automne|hiver",
	"primavera|verano|otoño|invierno",
	"primavera|estate|autunno|inverno",
	"primavera|verão|outono|inverno",
	"voorjaar lente|zomer|herfst najaar|winter",
	"весна|лето|осень|зима",
	"весна|літо|осінь|зима",
	"wiosna|lato|jesień|zima",
	"ilkbahar bahar|yaz|sonbahar güz|kış kis",
}

// weekdayNames are the weekdays from Monday, by language: full names, then abbreviations.
var weekdayNames = []string{
	"monday tuesday wednesday thursday friday saturday sunday",
	"mon tue wed thu fri sat sun",
	"mon tues wed thurs fri sat sun",
	"montag dienstag mittwoch donnerstag freitag samstag sonntag",
	"montag dienstag mittwoch donnerstag freitag sonnabend sonntag",
	"lundi mardi mercredi jeudi vendredi samedi dimanche",
	"lunes martes miércoles jueves viernes sábado domingo",
	"lunedì martedì mercoledì giovedì venerdì sabato domenica",
	"segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
	"maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
	"понедельник вторник среда четверг пятница суббота воскресенье",
	"понеділок вівторок середа четвер п’ятниця субота неділя",
	"poniedziałek wtorek środa czwartek piątek sobota niedziela",
	"pondělí úterý středa čtvrtek pátek sobota neděle",
	"måndag tisdag onsdag torsdag fredag lördag söndag",
	"mandag tirsdag onsdag torsdag fredag lørdag søndag",
	"maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai",
	"luni marți miercuri joi vineri sâmbătă duminică",
	"δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή",
	"pazartesi salı çarşamba perşembe cuma cumartesi pazar",
}

// An anAbsence is one way to say that there is no date. If last is set, no letter may follow; if
// exact, its case counts.
type anAbsence struct {
	text        string
	last, exact bool
}

var absences = []anAbsence{
	{text: "n.d."}, {text: "n. d."}, {text: "no date", last: true}, {text: "undated", last: true},
	{text: "forthcoming", last: true}, {text: "in press", last: true},
	{text: "o. J.", exact: true}, {text: "o.J.", exact: true}, {text: "o. D.", exact: true}, {text: "o.D.", exact: true},
	{text: "im Erscheinen", last: true}, {text: "s. d."}, {text: "s.d."}, {text: "à paraître", last: true},
	{text: "s. f."}, {text: "s.f."}, {text: "sin fecha", last: true}, {text: "en prensa", last: true},
	{text: "in corso di stampa", last: true}, {text: "no prelo", last: true},
	{text: "z. j."}, {text: "z.j."}, {text: "б. г."}, {text: "б.г."}, {text: "б. р."}, {text: "б.р."},
	{text: "в печати", last: true}, {text: "b.r."}, {text: "b. r."}, {text: "b.d."}, {text: "د.ت"}, {text: "د. ت"}, {text: "t.y."}, {text: "t. y."},
}

var circaWords = "c ca circa um около ок vers hacia около бл"

// dateWords is made of the tables above once, before anything runs.
var dateWords = makeDateWords()

func makeDateWords() map[string]dateWord {
	words := map[string]dateWord{}
	add := func(word string, set func(*dateWord)) {
		w := words[word]
		set(&w)
		words[word] = w
	}
	for _, line := range monthNames {
		for k, month := range strings.Split(line, "|") {
			for _, form := range strings.Fields(month) {
				word := strings.TrimRight(form, ".!?")
				set := func(w *dateWord) {
					w.behind = strings.HasSuffix(form, "?") && (w.month == 0 || w.behind)
					w.month = uint8(k + 1)
					w.paired = word == "تشرين" || word == "كانون"
					w.short = w.short || strings.HasSuffix(form, ".") || strings.HasSuffix(form, "!")
					w.full = w.full || form == word || strings.HasSuffix(form, "?")
					w.wary = w.wary || strings.HasSuffix(form, "!")
				}
				add(word, set)
				if r, _ := utf8.DecodeRuneInString(word); unicode.Is(unicode.Greek, r) {
					add(Plain(word), set) // capitals bear no accents
				}
			}
		}
	}
	for _, line := range seasonNames {
		for k, season := range strings.Split(line, "|") {
			for _, word := range strings.Fields(season) {
				add(word, func(w *dateWord) { w.season = uint8(21 + k) })
			}
		}
	}
	for _, line := range weekdayNames {
		for k, word := range strings.Fields(line) {
			word, _, _ = strings.Cut(foldTurkish(word), "-")
			word, _, _ = strings.Cut(word, "’")
			add(word, func(w *dateWord) { w.weekday = uint8(k + 1) })
		}
	}
	for _, word := range strings.Fields(circaWords) {
		add(word, func(w *dateWord) { w.circa = true })
	}
	for _, a := range absences {
		word := strings.ToLower(a.text)
		if i := strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }); i > 0 {
			word = word[:i]
		}
		add(word, func(w *dateWord) { w.absence = true })
	}
	return words
}

// dateStarts says with which pairs of ASCII letters the dateWords begin: most words of a text begin with
// others, and need not be looked up.
var dateStarts = func() (table [1 << 10]bool) {
	for word := range dateWords {
		if len(word) > 1 && isASCIILetter(word[0]) && isASCIILetter(word[1]) {
			table[pair(word[0], word[1])] = true
		}
	}
	return table
}()

// pair numbers two ASCII letters, in any case.
func pair(a, b byte) int { return int(a&0x1F)<<5 | int(b&0x1F) }

func foldTurkish(s string) string { return strings.ReplaceAll(s, "ı", "i") }

// weekdayLike returns the name of a weekday in the language, length and case of the printed one.
func weekdayLike(printed string, day int) string {
	folded := foldTurkish(strings.ToLower(printed))
	for _, line := range weekdayNames {
		names := strings.Fields(line)
		for _, name := range names {
			short, _, _ := strings.Cut(name, "-")
			if f := foldTurkish(name); f != folded && foldTurkish(short) != folded {
				continue
			}
			right := names[day]
			switch {
			case printed == strings.ToUpper(printed) && utf8.RuneCountInString(printed) > 1:
				return strings.ToUpper(right)
			case printed != strings.ToLower(printed):
				r, size := utf8.DecodeRuneInString(right)
				return string(unicode.ToUpper(r)) + right[size:]
			}
			return right
		}
	}
	return ""
}
