package checker_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/citelint/citelint/"

// walls says what each room may import beside the standard library; a trailing slash means the
// rooms below, too. Rooms not named may import nothing of ours.
var walls = map[string][]string{
	"checker":                 {module + "checker/match", "golang.org/x/sync/errgroup"},
	"checker/match":           {"golang.org/x/text/", "golang.org/x/net/idna", "golang.org/x/net/publicsuffix"},
	"checker/read":            {module + "checker", module + "checker/match", "github.com/yuin/goldmark/", "github.com/goccy/go-yaml", "golang.org/x/net/html/"},
	"checker/cite":            {module + "checker", module + "checker/match", "github.com/clipperhouse/uax29/", "github.com/RadhiFadlillah/whatlanggo", "golang.org/x/text/"},
	"checker/archive":         {module + "checker", module + "checker/match"},
	"checker/fetch":           {module + "checker", module + "checker/match", "github.com/hashicorp/go-retryablehttp", "code.dny.dev/ssrf", "github.com/temoto/robotstxt", "golang.org/x/net/", "golang.org/x/sync/", "golang.org/x/time/rate"},
	"checker/fetch/fetchtest": {},
	"checker/page":            {module + "checker", module + "checker/match", module + "checker/pdf", "github.com/PuerkitoBio/goquery", "golang.org/x/net/", "golang.org/x/text/", "github.com/gogs/chardet", "github.com/mozillazg/go-unidecode"},
	"checker/pdf":             {"github.com/klippa-app/go-pdfium/", "github.com/tetratelabs/wazero/", "golang.org/x/text/"},
	"checker/pdf/pdftest":     {},
	"checker/rule":            {module + "checker", module + "checker/match", "golang.org/x/net/idna", "golang.org/x/text/"},
	"checker/store":           {module + "checker", module + "checker/match", "modernc.org/sqlite"},
	"report":                  {module + "checker", "github.com/clipperhouse/displaywidth", "github.com/mozillazg/go-unidecode"},
	"cmd/citelint":            {"/"}, // the only place that knows everybody
}

// forbidden says what of the standard library a room must do without: it knows what a result is,
// not how it is got; a rule cannot wait, look or guess.
var forbidden = map[string][]string{
	"checker":         {"net/http", "os", "flag"},
	"checker/match":   {"net", "net/http", "os", "flag", "context"},
	"checker/read":    {"net", "net/http", "flag", "context"},
	"checker/cite":    {"net", "net/http", "os", "flag", "context"},
	"checker/page":    {"net", "net/http", "os", "flag", "context"},
	"checker/pdf":     {"net", "net/http", "flag"},
	"checker/rule":    {"net", "net/http", "os", "flag", "context"},
	"checker/fetch":   {"flag"},
	"checker/store":   {"net/http", "flag"},
	"report":          {"net", "net/http", "os", "flag", "context"},
	"checker/archive": {"os", "flag"},
}

// TestImports holds the table of walls against every file that is no test.
func TestImports(t *testing.T) {
	rooms := map[string]bool{}
	root := ".."
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && len(d.Name()) > 2) {
			return fs.SkipDir
		}
		if filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		room := path.Dir(filepath.ToSlash(rel))
		rooms[room] = true
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		allowed, known := walls[room]
		if !known {
			t.Errorf("%s: the table of walls has no room %s", rel, room)
			return nil
		}
		for _, spec := range f.Imports {
			imp, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if slices.Contains(forbidden[room], imp) {
				t.Errorf("%s imports %s: %s must do without", rel, imp, room)
			}
			if first, _, _ := strings.Cut(imp, "/"); !strings.Contains(first, ".") {
				continue
			}
			if !slices.ContainsFunc(allowed, func(a string) bool {
				return a == "/" || imp == strings.TrimSuffix(a, "/") || strings.HasSuffix(a, "/") && strings.HasPrefix(imp, a)
			}) {
				t.Errorf("%s imports %s: a wall stands between", rel, imp)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for room := range walls {
		if !rooms[room] {
			t.Errorf("the table of walls names %s, which is no room", room)
		}
	}
}

// TestRuleAsksNoTime holds package rule to taking the day from its Pass.
func TestRuleAsksNoTime(t *testing.T) {
	files, err := filepath.Glob("rule/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files of package rule (%v)", err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, call := range []string{"time.Now", "time.Since", "time.Until"} {
			if strings.Contains(string(src), call) {
				t.Errorf("%s calls %s: a rule never asks the time", name, call)
			}
		}
	}
}
