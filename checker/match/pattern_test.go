package match

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestPatterns compiles every Pattern that the source code makes of plain strings: what is compiled when it is first
// used would otherwise fail there.
func TestPatterns(t *testing.T) {
	files, made := token.NewFileSet(), 0
	err := filepath.WalkDir("..", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) != 1 || !makesPattern(call.Fun) {
				return true
			}
			if expr, ok := written(call.Args[0]); ok {
				made++
				if _, err := regexp.Compile(expr); err != nil {
					t.Errorf("%s: %v", files.Position(call.Pos()), err)
				}
			}
			return true
		})
		return nil
	})
	if err != nil || made < 100 {
		t.Errorf("found %d patterns, %v, want at least 100", made, err)
	}
}

func makesPattern(fun ast.Expr) bool {
	if sel, ok := fun.(*ast.SelectorExpr); ok {
		fun = sel.Sel
	}
	name, ok := fun.(*ast.Ident)
	return ok && name.Name == "NewPattern"
}

// written returns the text of an expression that is made of string literals alone.
func written(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil
	case *ast.BinaryExpr:
		left, ok1 := written(e.X)
		right, ok2 := written(e.Y)
		return left + right, ok1 && ok2
	}
	return "", false
}

// TestPatternIsRegexp: a Pattern finds what its regexp finds, and is compiled once.
func TestPatternIsRegexp(t *testing.T) {
	p := NewPattern(`(a+)b`)
	if p.String() != "(a+)b" || p.re != nil {
		t.Errorf("a Pattern that nobody used is %q, compiled: %v", p, p.re != nil)
	}
	if got := p.FindStringSubmatch("xaab"); len(got) != 2 || got[1] != "aa" {
		t.Errorf("found %q in xaab, want aa in it", got)
	}
	first := p.re
	if !p.MatchString("ab") || p.re != first {
		t.Error("a Pattern was compiled twice")
	}
}
