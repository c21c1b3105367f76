package archive_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/archive"
)

func edtf(s string) checker.Date { return checker.Date{EDTF: s} }

// TestParseCSL holds what is read out of records as agencies give them.
func TestParseCSL(t *testing.T) {
	for _, c := range []struct {
		name, body string
		want       checker.Record
	}{
		{
			"texts", `{"type":"article-journal","source":"Crossref","publisher":"Quay Press","language":"en","title":"Salt and the Sea Wall",
				"subtitle":["Notes from Sund"],"original-title":["Salz und Deich"],"container-title":"Journal of Tides","container-title-short":"J Tides",
				"author":[{"given":"Anna","family":"Roe","sequence":"first","affiliation":[]},{"name":"Sund Port Authority"},{"literal":"Dredgers of Lomaria"}],
				"editor":[{"family":"Berg","non-dropping-particle":"van der","given":"Jan","suffix":"Jr."}],
				"issued":{"date-parts":[[2019,2,3]]},"published-online":{"date-parts":[[2019,2,3]]},"published-print":{"date-parts":[[2019,4]]}}`,
			checker.Record{
				Type: "article-journal", Registry: "Crossref", Publisher: "Quay Press", Language: "en",
				Titles:     []string{"Salt and the Sea Wall", "Salt and the Sea Wall: Notes from Sund", "Salz und Deich", "Notes from Sund"},
				Containers: []string{"Journal of Tides", "J Tides"},
				Authors:    []checker.Name{{Given: "Anna", Family: "Roe"}, {Literal: "Sund Port Authority"}, {Literal: "Dredgers of Lomaria"}},
				Editors:    []checker.Name{{Given: "Jan", Family: "van der Berg", Suffix: "Jr."}},
				Issued:     edtf("2019-02-03"), Online: edtf("2019-02-03"), Print: edtf("2019-04"),
			},
		},
		{
			"lists, nulls and numbers as texts", `{"title":["Salt"],"subtitle":null,"author":null,"container-title":["Tides",null,""],"issued":{"date-parts":[["2019","4"]]},"publisher":7}`,
			checker.Record{Titles: []string{"Salt"}, Containers: []string{"Tides"}, Issued: edtf("2019-04")},
		},
		{"no date", `{"title":"Salt","issued":{"date-parts":[[null]]},"published":{"date-parts":[[2018]]}}`, checker.Record{Titles: []string{"Salt"}, Issued: edtf("2018")}},
		{"a bracket too few", `{"title":"Salt","issued":{"date-parts":[2018,13]}}`, checker.Record{Titles: []string{"Salt"}, Issued: edtf("2018")}},
		{"a raw date", `{"title":"Salt","issued":{"raw":"2018-05-31T00:00:00Z"}}`, checker.Record{Titles: []string{"Salt"}, Issued: edtf("2018-05-31")}},
		{"a literal date, an interval and a day that is none", `{"title":"Salt","issued":{"literal":"n.d."},"published-print":{"date-parts":[[2018,2,30],[2019]]}}`, checker.Record{Titles: []string{"Salt"}, Print: edtf("2018-02")}},
		{"a year that can be none", `{"title":"Salt","issued":{"date-parts":[[20180]]}}`, checker.Record{Titles: []string{"Salt"}}},
		{
			"markup and entities", `{"title":"Growth of <i>Zostera</i> &amp;amp; H<sub>2</sub>O in <jats:italic>salt</jats:italic> <mml:math xmlns:mml=\"x\"><mml:mi>x</mml:mi></mml:math> where a &lt; b\u0000\u202e\n  marshes"}`,
			checker.Record{Titles: []string{"Growth of Zostera & H2O in salt x where a < b marshes"}},
		},
		{
			"retracted, as Crossref and Retraction Watch tell", `{"DOI":"10.5555/A","title":"RETRACTED: Mud and the Sea Wall","updated-by":[
				{"updated":{"date-parts":[[2021,5,3]]},"DOI":"10.5555/N","type":"retraction","source":"publisher","label":"Retraction"},
				{"updated":{"date-parts":[[2021,5,3]]},"DOI":"10.5555/n","type":"retraction","source":"retraction-watch"},
				{"updated":{"date-parts":[[2020,1,1]]},"DOI":"10.5555/c","type":"erratum"},
				{"updated":{"date-parts":[[2020,6]]},"DOI":"10.5555/e","type":"expression_of_concern"},
				{"type":"something_new"}]}`,
			checker.Record{
				Titles: []string{"RETRACTED: Mud and the Sea Wall", "Mud and the Sea Wall"},
				Notices: []checker.Notice{
					{Kind: checker.NoticeCorrection, Date: edtf("2020-01-01"), DOI: "doi:10.5555/c"},
					{Kind: checker.NoticeConcern, Date: edtf("2020-06"), DOI: "doi:10.5555/e"},
					{Kind: checker.NoticeRetraction, Date: edtf("2021-05-03"), DOI: "doi:10.5555/n"},
					{Kind: checker.NoticeRetraction, Date: edtf("2021-05-03"), DOI: "doi:10.5555/n", By: "retraction-watch"},
				},
			},
		},
		{"retracted by its title alone", `{"title":"[Retracted] Mud and the Sea Wall"}`, checker.Record{
			Titles: []string{"[Retracted] Mud and the Sea Wall", "Mud and the Sea Wall"}, Notices: []checker.Notice{{Kind: checker.NoticeRetraction}},
		}},
		{"withdrawn by its title", `{"title":"WITHDRAWN: Mud and the Sea Wall"}`, checker.Record{
			Titles: []string{"WITHDRAWN: Mud and the Sea Wall", "Mud and the Sea Wall"}, Notices: []checker.Notice{{Kind: checker.NoticeWithdrawal}},
		}},
		{"a title that begins so", `{"title":"Withdrawn from the Front"}`, checker.Record{Titles: []string{"Withdrawn from the Front"}}},
		{"the notice of a retraction", `{"DOI":"10.5555/n","title":"Retraction: Mud","update-to":[{"DOI":"10.5555/a","type":"retraction"}]}`, checker.Record{Titles: []string{"Retraction: Mud"}}},
		{"a notice that bears the title of the other work", `{"DOI":"10.5555/n","title":"Retracted: Mud","update-to":[{"DOI":"10.5555/a","type":"retraction"}]}`, checker.Record{Titles: []string{"Retracted: Mud", "Mud"}}},
		{"a work that updates itself", `{"DOI":"10.5555/a","title":"Mud","update-to":[{"DOI":"10.5555/A","type":"Retraction","updated":{"date-parts":[[2021]]}}]}`, checker.Record{
			Titles: []string{"Mud"}, Notices: []checker.Notice{{Kind: checker.NoticeRetraction, Date: edtf("2021")}},
		}},
		{"retracted and reinstated", `{"title":"Mud","updated-by":[{"type":"retraction","updated":{"date-parts":[[2021]]}},{"type":"reinstatement","updated":{"date-parts":[[2022]]}}]}`, checker.Record{Titles: []string{"Mud"}}},
		{"relations", `{"title":"Birds","relation":{"is-replaced-by":[{"id-type":"doi","id":"10.5555/B2","asserted-by":"subject"}],"is-corrected-by":{"id-type":"doi","id":"10.5555/c"},"cites":[]}}`, checker.Record{
			Titles: []string{"Birds"}, Later: "doi:10.5555/b2", Notices: []checker.Notice{{Kind: checker.NoticeCorrection, DOI: "doi:10.5555/c"}},
		}},
		{"a new version", `{"title":"Birds","updated-by":[{"type":"new_version","DOI":"10.5555/b2"}]}`, checker.Record{Titles: []string{"Birds"}, Later: "doi:10.5555/b2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := archive.ParseCSL([]byte(c.body))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, *got); diff != "" {
				t.Errorf("the record (-want +got):\n%s", diff)
			}
		})
	}
}

func TestParseDataCite(t *testing.T) {
	const body = `{"data":{"id":"10.5555/birds.1","type":"dois","attributes":{"doi":"10.5555/birds.1",
		"creators":[{"name":"Roe, Anna","nameType":"Personal"},{"name":"Brandt, Ilse","givenName":"Ilse","familyName":"Brandt"},{"name":"Ports, Dues and Tolls Board","nameType":"Organizational"}],
		"titles":[{"title":"Vogelzählung","titleType":"TranslatedTitle"},{"title":"Bird counts in the salt marsh","lang":"en"},{"title":"1990–2010","titleType":"Subtitle"}],
		"publisher":{"name":"Sund Data"},"container":{"title":"Marsh Data","type":"Series"},"publicationYear":2020,
		"dates":[{"date":"2020-05-01","dateType":"Issued"},{"date":"2020/2021","dateType":"Collected"}],
		"contributors":[{"name":"Lund, Per","contributorType":"Editor"},{"name":"Voss, Karl","contributorType":"DataCurator"}],
		"types":{"resourceTypeGeneral":"Dataset","citeproc":"dataset"},"language":"eng",
		"relatedIdentifiers":[{"relationType":"IsCitedBy","relatedIdentifier":"10.5555/x"},{"relationType":"IsPreviousVersionOf","relatedIdentifier":"10.5555/Birds.2","relatedIdentifierType":"DOI"}]}}}`
	want := &checker.Record{
		Titles:     []string{"Bird counts in the salt marsh", "Vogelzählung", "Bird counts in the salt marsh: 1990–2010", "1990–2010"},
		Containers: []string{"Marsh Data"}, Publisher: "Sund Data", Language: "eng", Type: "Dataset", Issued: edtf("2020-05-01"), Later: "doi:10.5555/birds.2",
		Authors: []checker.Name{{Family: "Roe", Given: "Anna"}, {Family: "Brandt", Given: "Ilse"}, {Literal: "Ports, Dues and Tolls Board"}},
		Editors: []checker.Name{{Family: "Lund", Given: "Per"}},
	}
	got, err := archive.ParseDataCite([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the record (-want +got):\n%s", diff)
	}
	for _, body := range []string{`{}`, `{"data":null}`, `{"data":{"attributes":{}}}`, `{"errors":[{"status":"404"}]}`, `[]`} {
		if r, err := archive.ParseDataCite([]byte(body)); err == nil {
			t.Errorf("%s is the record %+v", body, r)
		}
	}
}

func TestParseSummary(t *testing.T) {
	const body = `{"header":{"type":"esummary"},"result":{"uids":["1234567"],"1234567":{"uid":"1234567","pubdate":"2019 Apr","epubdate":"2018 Dec 3","source":"J Tides",
		"fulljournalname":"Journal of tides","title":"[Salt and the sea wall].","vernaculartitle":"Salz und Deich.","authors":[{"name":"van der Roe AM","authtype":"Author"},{"name":"Sund Group","authtype":"CollectiveName"}],
		"pubtype":["Journal Article","Retracted Publication"]}}}`
	want := &checker.Record{
		Titles: []string{"Salt and the sea wall", "Salz und Deich"}, Containers: []string{"Journal of tides", "J Tides"}, Type: "journal-article",
		Authors: []checker.Name{{Family: "van der Roe", Given: "AM"}, {Literal: "Sund Group"}}, Print: edtf("2019"), Online: edtf("2018"),
		Notices: []checker.Notice{{Kind: checker.NoticeRetraction}},
	}
	got, err := archive.ParseSummary([]byte(body), "1234567")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the record (-want +got):\n%s", diff)
	}
}

// TestPubMed holds that a number which is not in use has to be denied twice.
func TestPubMed(t *testing.T) {
	const addr = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/esummary.fcgi?db=pubmed&retmode=json&tool=citelint&id=99"
	for body, want := range map[string]string{
		`{"result":{"uids":["99"],"99":{"uid":"99","error":"cannot get document summary"}}}`: "none ",
		`{"error":"API rate limit exceeded"}`:                                                "unknown eutils.ncbi.nlm.nih.gov answered, and it is no record",
		`{"result":{"99":{"title":"Salt."}}}`:                                                "found ",
	} {
		inRegistries(t, map[string][]answer{addr: always(body)}, func(t *testing.T, w *registries, r *archive.Registries) {
			got := recordOf(t, r, checker.Query{URL: "https://pubmed.ncbi.nlm.nih.gov/99/"})
			if string(got.State)+" "+got.Why != want {
				t.Errorf("%s is %s %s, want %s", body, got.State, got.Why, want)
			}
			if want == "none " && len(w.asked) != 2 {
				t.Errorf("asked %d times before it said that there is none", len(w.asked))
			}
		})
	}
}

// TestTitles holds which row of a search is taken, and what is asked for.
func TestTitles(t *testing.T) {
	const search = "https://api.crossref.org/works?query.bibliographic=Salt+and+the+Sea+Wall+R%C3%B8e+2019&rows=3&select=DOI,title,subtitle,original-title,author,issued,published,container-title,type&mailto=desk%40sund.example"
	rows := `{"message":{"items":[
		{"DOI":"10.5555/first","title":["Salt and the Sea Wall of Lomaria in Winter and Storm"],"score":99,"issued":{"date-parts":[[2019]]},"author":[{"family":"Roe"}]},
		{"DOI":"10.5555/review","title":["Salt and the Sea Wall"],"score":90,"issued":{"date-parts":[[2011]]},"author":[{"family":"Roe"}]},
		{"DOI":"10.5555/other","title":["Salt and the Sea Wall"],"score":80,"issued":{"date-parts":[[2019]]},"author":[{"family":"Voss"}]},
		{"DOI":"10.5555/JOT.2019.12","title":["Salt and the sea wall"],"score":1,"issued":{"date-parts":[[2020]]},"author":[{"family":"Røe"}]}]}}`
	work := checker.Work{Title: "Salt and the Sea Wall", Author: "Røe", Year: 2019}
	query := checker.Query{URL: "https://sund.example/salt.pdf", Works: []checker.Work{work}}
	t.Run("found", func(t *testing.T) {
		inRegistries(t, map[string][]answer{search: always(rows), saltAddr: always(salt)}, func(t *testing.T, w *registries, r *archive.Registries) {
			r.Titles, r.Contact = true, "desk@sund.example"
			got := recordOf(t, r, query)
			if got == nil || got.Identifier != "doi:10.5555/jot.2019.12" || got.ByTitle != work.Title || got.Registry != "Crossref" || len(got.Authors) != 1 {
				t.Errorf("found was %+v", got)
			}
			if len(w.asked) != 2 {
				t.Errorf("asked was %q", w.asked)
			}
		})
	})
	t.Run("nothing fits", func(t *testing.T) {
		inRegistries(t, map[string][]answer{search: always(`{"message":{"items":[]}}`)}, func(t *testing.T, w *registries, r *archive.Registries) {
			r.Titles, r.Contact = true, "desk@sund.example"
			if got := recordOf(t, r, query); got != nil {
				t.Errorf("found was %+v", got)
			}
		})
	})
	t.Run("no answer", func(t *testing.T) {
		inRegistries(t, map[string][]answer{search: {{status: 500}}}, func(t *testing.T, w *registries, r *archive.Registries) {
			r.Titles, r.Contact = true, "desk@sund.example"
			if got := recordOf(t, r, query); got == nil || got.State != checker.RecordUnknown || got.ByTitle == "" {
				t.Errorf("found was %+v", got)
			}
		})
	})
}

// lawful holds that what is kept of a record is bounded, clean and dated in years that can be.
func lawful(t *testing.T, r *checker.Record) {
	t.Helper()
	texts := append(append([]string{r.Registry, r.Publisher, r.Type, r.Language}, r.Titles...), r.Containers...)
	for _, names := range [][]checker.Name{r.Authors, r.Editors} {
		if len(names) > archive.MaxList {
			t.Errorf("%d names", len(names))
		}
		for _, n := range names {
			texts = append(texts, n.Family, n.Given, n.Literal, n.Suffix)
			if n == (checker.Name{}) {
				t.Error("an empty name")
			}
		}
	}
	for _, n := range r.Notices {
		texts = append(texts, n.DOI, n.By)
		if n.Kind == "" {
			t.Error("a notice of no kind")
		}
	}
	for _, s := range texts {
		if len(s) > 2*archive.MaxText+2 || strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Cc, r) }) || strings.TrimSpace(s) != s {
			t.Errorf("%q is no clean text", s)
		}
	}
	if len(r.Titles) > archive.MaxList || len(r.Containers) > archive.MaxList || len(r.Notices) > archive.MaxList {
		t.Errorf("%d titles, %d containers, %d notices", len(r.Titles), len(r.Containers), len(r.Notices))
	}
	for _, d := range []checker.Date{r.Issued, r.Online, r.Print} {
		if _, _, ok := d.Range(); ok != (d.EDTF != "") || d.Year() != 0 && (d.Year() < 1000 || d.Year() > 2999) {
			t.Errorf("the date %q", d.EDTF)
		}
	}
}

// FuzzParse holds that whatever a registry answers is a lawful record, or none.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		salt, "null", `{"message":` + salt + `}`, `{"message":{"items":[` + salt + `]}}`, emptyFeed, feed("2401.01234v3", "Salt"),
		`{"data":{"attributes":{"titles":[{"title":"Salt"}],"publicationYear":"2019"}}}`, `{"result":{"2401.01234":{"title":"x","authors":[{"name":"Roe A"}]}}}`,
		`{"title":["RETRACTED: a","[Withdrawn] b"],"issued":{"date-parts":[[[2019]]]},"author":[{"family":{}}]}`, strings.Repeat("[", 100),
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, parse := range []func([]byte) (*checker.Record, error){
			archive.ParseCSL, archive.ParseCrossref, archive.ParseDataCite,
			func(b []byte) (*checker.Record, error) { return archive.ParseSummary(b, "2401.01234") },
			func(b []byte) (*checker.Record, error) { return archive.ParseAtom(b, "2401.01234") },
		} {
			r, err := parse(body)
			if (r == nil) == (err == nil) {
				t.Fatalf("a record %v and the error %v", r, err)
			}
			if err == nil {
				lawful(t, r)
			}
		}
		if rows, err := archive.ParseSearch(body); err == nil {
			for _, r := range rows {
				lawful(t, r)
				if r.Identifier == "" {
					t.Error("a row without an identifier")
				}
			}
		}
	})
}

// FuzzCleanText holds that clean text is clean: cleaning it again changes nothing but what was escaped
// more than thrice.
func FuzzCleanText(f *testing.F) {
	for _, s := range []string{"a <i>b</i>", "a &amp;lt; b", "<", "&#0;", "\xff\xfe", "a\u202eb", "<jats:p>x</jats:p>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := archive.CleanText(s)
		if len(got) > archive.MaxText || strings.Join(strings.Fields(got), " ") != got {
			t.Errorf("%q is %q", s, got)
		}
		if !strings.ContainsAny(s, "<&") && len(s) < archive.MaxText && archive.CleanText(got) != got {
			t.Errorf("%q is %q, and that is %q", s, got, archive.CleanText(got))
		}
	})
}
