package report_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/report"
)

var update = flag.Bool("update", false, "rewrite testdata/report")

// assets are the parts of the page that are the same in every report: style, script and their hashes.
var assets = regexp.MustCompile(`(?s)(<style>|<script>|sha256-).*?(</style>|</script>|&#39;)`)

// outputs are what a golden file holds of a case: each format, and the text report with more said.
func outputs(t testing.TB, rep *checker.Report) []txtar.File {
	t.Helper()
	var files []txtar.File
	add := func(name string, f report.Format, detail checker.Detail) {
		var b bytes.Buffer
		copied := *rep
		copied.Detail = detail
		if err := f.Write(&b, &copied); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		data := b.Bytes()
		if f.Name == "html" {
			data = assets.ReplaceAll(data, []byte("$1…$2"))
		}
		files = append(files, txtar.File{Name: name, Data: data})
	}
	for _, f := range report.Formats {
		add(f.Name, f, checker.Normal)
		if f.Name == "text" {
			add("text -q", f, checker.Quiet)
			add("text -v", f, checker.Verbose)
		}
	}
	return files
}

// TestGolden compares every format of every case with its file in testdata/report.
func TestGolden(t *testing.T) {
	for _, c := range cases(t) {
		if c.isLarge {
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			name := filepath.Join("..", "testdata", "report", c.name+".txtar")
			got := txtar.Format(&txtar.Archive{Comment: []byte(c.about + "\n"), Files: outputs(t, c.report)})
			if *update {
				if err := os.WriteFile(name, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
				t.Errorf("%s is not what the formats write (-want +got); go test ./report -update rewrites it:\n%s", name, diff)
			}
		})
	}
}
