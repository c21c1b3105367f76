package rule

import (
	"testing"

	"github.com/citelint/citelint/checker"
)

func TestISBNFault(t *testing.T) {
	for _, c := range []struct{ printed, want string }{
		{"978-0-00-000000-2", ""},
		{"978-0-00-000000-1", "ends in 1, and the digits before it give 2"},
		{"0-306-40615-2", ""},
		{"0-8044-2957-X", ""},
		{"0-8044-2957-x", ""},
		{"0-8044-2957-1", "ends in 1, and the digits before it give X"},
		{"970-0-00-000000-2", "has 13 digits and begins with neither 978 nor 979"},
		{"12345678", "has 8 digits, not 10 or 13"},
	} {
		if got := isbnFault(c.printed); got != c.want {
			t.Errorf("ISBN %s: the fault is %q, not %q", c.printed, got, c.want)
		}
	}
}

func TestWholeISBN(t *testing.T) {
	for _, c := range []struct{ run, want string }{
		{"978-0-00-000000-2 2011", "978-0-00-000000-2"},
		{"0 306 40615 2", "0 306 40615 2"},
		{"0-306-40615-2 12", "0-306-40615-2"},
		{"978000000000", "978000000000"},
	} {
		if got := wholeISBN(c.run); got != c.want {
			t.Errorf("of %q the ISBN is %q, not %q", c.run, got, c.want)
		}
	}
}

func TestTrimDOI(t *testing.T) {
	for _, c := range []struct{ doi, want string }{
		{"10.5555/x).", "10.5555/x"},
		{"10.1016/S0140-6736(05)61451-1", "10.1016/S0140-6736(05)61451-1"},
		{"10.1016/S0140(05)", "10.1016/S0140(05)"},
		{"10.5555/x”,", "10.5555/x"},
		{"10.5555/x</i>", "10.5555/x"},
		{"10.1002/(SICI)1097<251::AID>3.0.CO;2-K", "10.1002/(SICI)1097<251::AID>3.0.CO;2-K"},
		{"", ""},
		{".,", ""},
	} {
		if got := trimDOI(c.doi); got != c.want {
			t.Errorf("without the marks around it %q is %q, not %q", c.doi, got, c.want)
		}
	}
}

func TestUnpaired(t *testing.T) {
	for _, c := range []struct {
		text string
		mark string // the first without a partner
	}{
		{"“Tolls” and “Dues”", ""},
		{"“Tolls” (Dues)”", "”"},
		{"“Tolls", "“"},
		{"„Zoll“ und „Zoll”", ""},
		{"«Tolls» and »Dues«", ""},
		{"«Tolls", "«"},
		{"《Tolls》「x」", ""},
		{"a 5” pipe", ""},
		{`a 5" pipe, 6' long`, ""},
		{`he said "tolls`, `"`},
		{`he said "tolls" twice`, ""},
		{"the States’ ports", ""},
		{"‘Tolls’", ""},
		{"‘Tolls", "‘"},
		{"’twas and ‘twas", ""},
		{"“One.\n“Two.”", ""},
		{"“a “b” c”", ""},
	} {
		at, size := unpaired(c.text)
		if got := c.text[at : at+size]; got != c.mark {
			t.Errorf("in %q the mark without a partner is %q, not %q", c.text, got, c.mark)
		}
	}
}

func TestAddressDate(t *testing.T) {
	for _, c := range []struct {
		addr, want string
		upload     bool
	}{
		{"https://portnews.example/2023/11/02/dues", "2023-11-02", false},
		{"https://portnews.example/2023/1/2/dues", "2023-01-02", false},
		{"https://portnews.example/2023/11/dues", "2023-11", false},
		{"https://portnews.example/2023/4/dues", "", false},
		{"https://portnews.example/2023/13/dues", "", false},
		{"https://portnews.example/2023-11-02-dues", "2023-11-02", false},
		{"https://portnews.example/20231102dues", "2023-11-02", false},
		{"https://portnews.example/20231302", "", false},
		{"https://portnews.example/202311021", "", false},
		{"https://portnews.example/wp-content/uploads/2023/11/a.pdf", "2023-11", true},
		{"https://portnews.example/dues?d=/2023/11/02/", "", false},
	} {
		d, upload := addressDate(c.addr)
		if d.EDTF != c.want || upload != c.upload {
			t.Errorf("%s carries %q (upload: %t), not %q (%t)", c.addr, d.EDTF, upload, c.want, c.upload)
		}
	}
}

func TestNoteNumber(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Haddad (n 3) 216", "3"},
		{"Whitlock, supra note 1, at 352", "1"},
		{"Seidel, a.a.O. (Fn. 4), S. 47", "4"},
		{"Hellberg, “Ferry Lines Sign”, no. 2, p. 5", "2"},
		{"前引③，第20页", "3"},
		{"同12", "12"},
		{"Ferreira, Salt and Sovereignty, 88", ""},
		{"in 12 Harbor L. Rev. 345", ""},
	} {
		got, start, end, ok := noteNumber(c.text)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%q names note %q, not %q", c.text, got, c.want)
		}
		if end < start || end > len(c.text) {
			t.Errorf("%q: the number stands at %d–%d", c.text, start, end)
		}
	}
}

func TestIsAfter(t *testing.T) {
	day, _, _ := checker.Date{EDTF: "2026-03-02"}.Range()
	july, _, _ := checker.Date{EDTF: "2026-07-01"}.Range()
	for _, c := range []struct {
		edtf          string
		march, inJuly bool
	}{
		{"2026-03-03", false, false},
		{"2026-03-04", true, false},
		{"2026-05", false, false},
		{"2026-06", true, false},
		{"2026-24", false, false}, // winter: whose?
		{"2027", true, false},
		{"2028", true, true},
		{"", false, false},
	} {
		d := checker.Date{EDTF: c.edtf}
		if got := isAfter(d, day); got != c.march {
			t.Errorf("%q is after 2 March 2026: %t, not %t", c.edtf, got, c.march)
		}
		if got := isAfter(d, july); got != c.inJuly {
			t.Errorf("%q is after 1 July 2026: %t, not %t", c.edtf, got, c.inJuly)
		}
	}
}

func TestIsNear(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"hellberg", "helberg", true},
		{"smith", "smyth", true},
		{"brown", "braun", false}, // two letters of five
		{"lee", "lea", false},
		{"halvorsen", "halversen", true},
		{"channel4", "channel5", false},
		{"harbour", "harbour", false},
	} {
		if got := isNear(c.a, c.b, 5); got != c.want {
			t.Errorf("%q and %q are near: %t, not %t", c.a, c.b, got, c.want)
		}
	}
	if !onlyLastDiffers("institut", "institute") || !onlyLastDiffers("porta", "porto") || onlyLastDiffers("salthavn", "salthaven") {
		t.Error("onlyLastDiffers takes no account of where two words differ")
	}
}

func TestQuoted(t *testing.T) {
	long := ""
	for range 200 {
		long += "港"
	}
	if got := []rune(quoted(long)); len(got) != maxQuoted+2 || got[maxQuoted] != '…' {
		t.Errorf("a long text is shown as %d code points, not %d in marks", len(got), maxQuoted)
	}
	if got, want := quoted(" a\n\tb \xff"), "“a b \uFFFD”"; got != want {
		t.Errorf("quoted gives %q, not %q", got, want)
	}
}

func TestNearWord(t *testing.T) {
	for _, c := range []struct{ name, label, want string }{
		{"Salthavn Institute", "salthaven", "Salthavn"},
		{"Salthaven Institute", "salthaven", ""},
		{"Süddeutsche Hafenzeitung", "sueddeutsche", ""},
		{"Washington Port", "washingtonport", ""},
		{"Ministry of Tides", "minister", ""},
		{"Institut", "institute", ""},
		{"Port News", "xn--prt-hna", ""},
	} {
		if got := nearWord(c.name, c.label); got != c.want {
			t.Errorf("of %q the word near to %q is %q, not %q", c.name, c.label, got, c.want)
		}
	}
}

func TestDanglingWord(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"“Tolls”, Port News, p.", "p."},
		{"„Zoll“, Hafenblatt, 2015, S.", "S."},
		{"an interview with Roe, S.", ""},
		{"the board met in Sund and", "and"},
		{"on tides see also", "see also"},
		{"it broke off in a", "a"},
		{"as table a", ""},
		{"as vitamin A", ""},
		{"what it had come for", ""},
		{"港口 和", "和"},
		{"港口饱和", ""},
	} {
		got := ""
		if at := danglingWord(c.text); at >= 0 {
			got = c.text[at:]
		}
		if got != c.want {
			t.Errorf("%q ends in the word %q that leads on, not %q", c.text, got, c.want)
		}
	}
}

func TestFormsOfOne(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"https://sund.example/en/dues", "https://sund.example/de/dues", true},
		{"https://sund.example/dues?lang=en", "https://sund.example/dues?lang=de", true},
		{"https://sund.example/pt-br/dues", "https://sund.example/dues", true},
		{"https://sund.example/dues", "https://sund.example/a/b/dues.pdf", true},
		{"https://sund.example/dues", "https://doi.org/10.5555/dues", true},
		{"https://sund.example/dues", "https://web.archive.org/web/20240502101500/https://lom.example/x", true},
		{"https://sund.example/dues", "https://bit.ly/3xyz", true},
		{"https://sund.example/dues", "https://sund.example/tolls", false},
		{"https://sund.example/dues?id=1", "https://sund.example/dues?id=2", false},
		{"https://sund.example/dues", "https://lom.example/dues", false},
	} {
		if got := formsOfOne(c.a, c.b); got != c.want {
			t.Errorf("%s and %s may be forms of one page: %t, not %t", c.a, c.b, got, c.want)
		}
		if got := formsOfOne(c.b, c.a); got != c.want {
			t.Errorf("%s and %s: the order plays a part", c.a, c.b)
		}
	}
}

func TestSourceKey(t *testing.T) {
	link := []*checker.Link{{URL: "https://sund.example/dues"}}
	for _, c := range []struct {
		of   checker.Citation
		want string
	}{
		{checker.Citation{DOI: "10.5555/x", Title: "Tolls", Links: link}, "10.5555/x"},
		{checker.Citation{Title: "Tolls", Links: link}, "tolls"},
		{checker.Citation{Links: link, Text: "See there"}, "https://sund.example/dues"},
		{checker.Citation{Text: "See There"}, "see there"},
	} {
		if got := sourceKey(&c.of); got != c.want {
			t.Errorf("the key of %q is %q, not %q", c.of.Text+c.of.Title, got, c.want)
		}
	}
}

func TestDanglingMark(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Port News,", ","},
		{"see:", ":"},
		{"a :smile:", ""},
		{"Salt &amp;", ""},
		{"Salt &", "&"},
		{"Tolls (", "("},
		{"Tolls “", "“"},
		{"the tide tables, 1998–", ""},
		{"the tide tables –", "–"},
		{"he said “tolls,", ""},
		{"he said “tolls –", ""},
		{"Port News.", ""},
	} {
		if got := c.text[len(c.text)-danglingMark(c.text):]; got != c.want {
			t.Errorf("%q ends in the mark %q that leads on, not %q", c.text, got, c.want)
		}
	}
}

func TestIsForgeEntry(t *testing.T) {
	for addr, want := range map[string]bool{
		"https://github.com/sund/tides/issues/12":                 true,
		"https://gitlab.com/sund/a/tides/-/merge_requests/3":      true,
		"https://github.com/sund/tides/commit/a1b2c3d":            true,
		"https://github.com/sund/tides/pull/12/files":             true,
		"https://github.com/sund/tides":                           true,
		"https://github.com/sund":                                 false,
		"https://portnews.example/issues/12":                      false,
		"https://portnews.example/2024/pull/the-plug-on-the-quay": false,
	} {
		if got := isForgeEntry(addr); got != want {
			t.Errorf("%s is an entry that a code host numbers: %v, want %v", addr, got, want)
		}
	}
}

func TestIsTranslation(t *testing.T) {
	for name, want := range map[string]bool{
		"i18n/de/docusaurus-plugin-content-docs/current/a.md": true,
		"site/i18n/de/a.mdx": true,
		"docs/i18n.md":       false,
		"docs/de/a.md":       false,
	} {
		if got := isTranslation(name); got != want {
			t.Errorf("%s is a translation of a site's page: %v, want %v", name, got, want)
		}
	}
}
