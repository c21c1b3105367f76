package page_test

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/page"
)

// texts are a title and some sentences, as much as a short page has: a guess needs something to go by.
var texts = map[string]struct{ title, text string }{
	"zh": {"海港收费标准再次上调", "近日，海港管理局宣布，自下月起上调渡轮停泊费用。多家航运公司表示，这一决定将直接影响票价。当地居民认为，渡轮是他们唯一的交通工具，费用上涨会使生活更加困难。管理局回应称，码头维修需要资金。"},
	"tw": {"海港收費標準再次上調", "近日，海港管理局宣布，自下月起上調渡輪停泊費用。多家航運公司表示，這一決定將直接影響票價。當地居民認為，渡輪是他們唯一的交通工具，費用上漲會使生活更加困難。管理局回應稱，碼頭維修需要資金。"},
	"ja": {"港湾使用料が再び値上げ", "港湾局は、来月から使用料を引き上げると発表した。フェリー会社は反発しており、運賃への影響は避けられないとみられる。住民からは不安の声が上がっている。港湾局は桟橋の修繕に資金が必要だと説明している。"},
	"ko": {"항만 이용료 또 인상", "항만청은 다음 달부터 이용료를 인상한다고 밝혔다. 여객선 업계는 운임에 영향을 줄 것이라고 말했다. 주민들은 걱정하고 있다. 항만청은 부두를 고치는 데 돈이 필요하다고 설명했다."},
	"ru": {"Портовые сборы снова выросли", "Управление порта сообщило о повышении сборов. Паромные компании говорят, что это скажется на ценах. Жители островов обеспокоены. Управление отвечает, что на ремонт причалов нужны деньги, и обещает обсудить решение."},
	"de": {"Hafengebühren für Fähren höher", "Die Behörde erhöht die Gebühren für Fähren. Die Reeder sagen, dass die Preise für alle Fahrgäste höher würden. Die Behörde antwortet, für die Mole wäre sonst kein Geld übrig."},
	"pl": {"Opłaty portowe znów wyższe", "Zarząd portu ogłosił podwyżkę opłat. Przewoźnicy mówią, że wpłynie to na ceny biletów. Mieszkańcy są zaniepokojeni. Zarząd odpowiada, że na remont nabrzeża potrzebne są pieniądze, i obiecuje rozmowę."},
}

// TestCharset holds Inspect to finding a title in all the encodings of the old web, declared in the
// header, in a meta element, or not at all.
func TestCharset(t *testing.T) {
	for _, c := range []struct {
		label string
		enc   encoding.Encoding
		text  string
		guess bool // it can be told without a declaration
	}{
		{"gb18030", simplifiedchinese.GB18030, "zh", true},
		{"gbk", simplifiedchinese.GBK, "zh", true},
		{"big5", traditionalchinese.Big5, "tw", true},
		{"shift_jis", japanese.ShiftJIS, "ja", true},
		{"euc-jp", japanese.EUCJP, "ja", true},
		{"euc-kr", korean.EUCKR, "ko", true},
		{"windows-1251", charmap.Windows1251, "ru", true},
		{"koi8-r", charmap.KOI8R, "ru", true},
		{"iso-8859-1", charmap.ISO8859_1, "de", true},
		{"windows-1252", charmap.Windows1252, "de", true},
		{"iso-8859-2", charmap.ISO8859_2, "pl", false},
		{"utf-8", encoding.Nop, "ru", true},
		{"utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "de", true},
		{"utf-16be", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "de", true},
		{"utf-16", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "zh", true},
	} {
		x := texts[c.text]
		for _, where := range []string{"header", "meta", "nowhere"} {
			if where == "nowhere" && !c.guess {
				continue
			}
			html := "<html><head><title>" + x.title + "</title></head><body><p>" + x.text + "</p></body></html>"
			header := "text/html"
			switch where {
			case "header":
				header += "; charset=" + c.label
			case "meta":
				html = `<meta http-equiv="Content-Type" content="text/html; charset=` + c.label + `">` + html
			}
			body, err := c.enc.NewEncoder().Bytes([]byte(html))
			if err != nil {
				t.Fatal(err)
			}
			in := page.Inspect(checker.Response{
				URL: "https://sund.example/a/b", Status: 200, Header: map[string][]string{"Content-Type": {header}}, Body: body,
			}, checker.Query{Titles: []string{x.title}})
			if len(in.Page.Titles) == 0 || in.Page.Titles[0] != x.title {
				t.Errorf("%s, declared in %s: titles are %q, not %q", c.label, where, in.Page.Titles, x.title)
			}
			if !in.Page.Answers.TitleFound() {
				t.Errorf("%s, declared in %s: the cited title is not found", c.label, where)
			}
		}
	}
}

// TestCharsetLies holds the order of belief.
func TestCharsetLies(t *testing.T) {
	ru := func(enc encoding.Encoding) []byte {
		b, err := enc.NewEncoder().Bytes([]byte("<title>" + texts["ru"].title + "</title><p>" + texts["ru"].text))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	cp1251, utf := ru(charmap.Windows1251), ru(encoding.Nop)
	for _, c := range []struct {
		name, header string
		body         []byte
	}{
		{"a byte order mark against the header", "text/html; charset=windows-1251", append([]byte("\xef\xbb\xbf"), utf...)},
		{"the header against the meta element", "text/html; charset=windows-1251", append([]byte("<meta charset=utf-8>"), cp1251...)},
		{"UTF-8 that is none", "text/html; charset=utf-8", cp1251},
		{"a meta element of UTF-8 that is none", "text/html", append([]byte("<meta charset=utf-8>"), cp1251...)},
		{"UTF-16 that is none", "text/html; charset=utf-16", utf},
		{"a charset that nobody knows", "text/html; charset=none", utf},
		{"an open quotation mark", `text/html; charset="windows-1251`, cp1251},
		{"parameters that are none", "text/html;;charset", utf},
		{"no type", "", utf},
		{"a body cut in the middle of a letter", "text/html", utf[:len(utf)-1]},
		{"UTF-8 with one slip", "text/html; charset=utf-8", append(utf[:len(utf):len(utf)], 0xD0, 'x')},
		{"an XML declaration", "application/xhtml+xml", append([]byte(`<?xml version="1.0" encoding="windows-1251"?><html>`), cp1251...)},
	} {
		r := checker.Response{URL: "https://sund.example/a", Status: 200, Header: map[string][]string{}, Body: c.body}
		if c.header != "" {
			r.Header["Content-Type"] = []string{c.header}
		}
		if got := page.Inspect(r, checker.Query{}).Page.Titles; len(got) == 0 || got[0] != texts["ru"].title {
			t.Errorf("%s: titles are %q", c.name, got)
		}
	}
}

func TestContentType(t *testing.T) {
	for _, c := range []struct{ name, header, body, want string }{
		{"declared", "text/html; charset=utf-8", "<p>x", "text/html"},
		{"upper case", "Text/HTML", "<p>x", "text/html"},
		{"absent, HTML", "", "  <!DOCTYPE html><p>x", "text/html"},
		{"absent, a title only", "", "<title>x</title>", "text/html"},
		{"absent, PDF", "", "%PDF-1.4", "application/pdf"},
		{"absent, words", "", "Some words.", "text/plain"},
		{"absent, XML", "", `<?xml version="1.0"?><rss/>`, "application/xml"},
		{"absent, bytes", "", "\x00\x01\x02\x03", "application/octet-stream"},
		{"absent, nothing", "", "", ""},
		{"malformed", "html", "<html>", "text/html"},
		{"broken parameters", "text/html;;charset", "<p>x", "text/html"},
		{"two types", "text/html, text/html", "<p>x", "text/html"},
		{"generic, PDF", "application/octet-stream", "%PDF-1.7", "application/pdf"},
		{"a PDF that is HTML", "application/pdf", "<!DOCTYPE html><p>x", "text/html"},
		{"HTML that is PDF", "text/html", "%PDF-1.7", "application/pdf"},
		{"plain text that is HTML", "text/plain", "<!DOCTYPE html><html><p>x", "text/html"},
		{"plain text about HTML", "text/plain", "<p>x</p> is a paragraph", "text/plain"},
		{"JSON", "application/json", `{"a":1}`, "application/json"},
		{"a feed", "application/rss+xml", `<?xml version="1.0"?><rss/>`, "application/rss+xml"},
	} {
		r := checker.Response{URL: "https://sund.example/a", Status: 200, Body: []byte(c.body)}
		if c.header != "" {
			r.Header = map[string][]string{"Content-Type": {c.header}}
		}
		if got := page.Inspect(r, checker.Query{}).Page.ContentType; got != c.want {
			t.Errorf("%s: content type is %q, not %q", c.name, got, c.want)
		}
	}
}
