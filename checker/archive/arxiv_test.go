package archive_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/archive"
)

const emptyFeed = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">ArXiv Query</title>
<opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">0</opensearch:totalResults></feed>`

// feed is arXiv's answer for one work.
func feed(id, title string) string {
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title type="html">ArXiv Query: id_list=x</title>
  <entry>
    <id>http://arxiv.org/abs/%s</id>
    <updated>2024-05-01T17:59:59Z</updated>
    <published>2024-01-03T00:00:00Z</published>
    <title>%s</title>
    <summary>  We look at
  salt. </summary>
    <author><name>Anna M. van der Roe</name></author>
    <author><name>Lomaria Collaboration</name></author>
    <arxiv:journal_ref xmlns:arxiv="http://arxiv.org/schemas/atom">Journal of Tides 3 (2019) 12</arxiv:journal_ref>
  </entry>
</feed>`, id, title)
}

func TestArXiv(t *testing.T) {
	const addr = "https://export.arxiv.org/api/query?id_list=2401.01234&max_results=1"
	found := &checker.Record{
		Identifier: "arxiv:2401.01234v1", Registry: "arXiv", State: checker.RecordFound, Type: "preprint",
		Titles: []string{"Salt & the Sea Wall"}, Containers: []string{"Journal of Tides 3 (2019) 12"},
		Authors: []checker.Name{{Given: "Anna M.", Family: "van der Roe"}, {Literal: "Lomaria Collaboration"}},
		Issued:  checker.Date{EDTF: "2024-01-03"}, Version: 3, Latest: 3,
	}
	gone := *found
	gone.Notices = []checker.Notice{{Kind: checker.NoticeWithdrawal}}
	comment := func(s string) string {
		return feed("2401.01234v3", "Salt &amp; the\n  Sea Wall")[:len(feed("2401.01234v3", "Salt &amp; the\n  Sea Wall"))-len("</entry>\n</feed>")-2] +
			`<arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">` + s + `</arxiv:comment></entry></feed>`
	}
	for _, c := range []struct {
		name  string
		body  string
		asked int
		want  *checker.Record
	}{
		{"a later version", feed("2401.01234v3", "Salt &amp; the\n  Sea Wall"), 1, found},
		{"withdrawn", comment("This paper has been withdrawn by the author"), 1, &gone},
		{"words about withdrawing", comment("12 pages. A note on troops withdrawn from Lomaria"), 1, found},
		{"none, said twice", emptyFeed, 2, &checker.Record{Identifier: "arxiv:2401.01234v1", Registry: "arXiv", State: checker.RecordNone}},
		{"an error as an entry", feed("x", "Error"), 1, &checker.Record{Identifier: "arxiv:2401.01234v1", Registry: "arXiv", State: checker.RecordUnknown, Why: "export.arxiv.org answered, and it is no record"}},
		{"another work", feed("2401.09999v1", "Mud"), 1, &checker.Record{Identifier: "arxiv:2401.01234v1", Registry: "arXiv", State: checker.RecordUnknown, Why: "export.arxiv.org answered, and it is no record"}},
		{"too many requests, as text", "Rate exceeded.", 1, &checker.Record{Identifier: "arxiv:2401.01234v1", Registry: "arXiv", State: checker.RecordUnknown, Why: "export.arxiv.org answered, and it is no feed"}},
		{"cut", feed("2401.01234v3", "Salt")[:400], 1, &checker.Record{Identifier: "arxiv:2401.01234v1", Registry: "arXiv", State: checker.RecordUnknown, Why: "export.arxiv.org answered, and it is no feed"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			inRegistries(t, map[string][]answer{addr: always(c.body)}, func(t *testing.T, w *registries, r *archive.Registries) {
				got := *recordOf(t, r, checker.Query{URL: "https://arxiv.org/abs/2401.01234v1"})
				if got.State != checker.RecordUnknown && got.Asked.IsZero() {
					t.Error("it does not say when it was asked")
				}
				got.Asked = c.want.Asked
				if diff := cmp.Diff(*c.want, got); diff != "" {
					t.Errorf("the record (-want +got):\n%s", diff)
				}
				if len(w.asked) != c.asked {
					t.Errorf("%d requests, want %d", len(w.asked), c.asked)
				}
			})
		})
	}
}
