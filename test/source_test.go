package test_test

import (
	"go/ast"
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

const (
	module = "github.com/ringevett/ringevett"
	root   = ".."
)

// source is what one package's files say of themselves, tests left out.
type source struct {
	imports []string
	clock   []string // calls that read or wait for the clock, with their place
}

// goFile is one parsed file; its path is from the root of the module.
type goFile struct {
	path  string
	set   *token.FileSet
	ast   *ast.File
	lines int
}

func (f goFile) isTest() bool { return strings.HasSuffix(f.path, "_test.go") }

// goFiles reads every Go file of the module.
func goFiles(t *testing.T) (files []goFile) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || name == "bin"):
			return fs.SkipDir
		case d.IsDir() || path.Ext(name) != ".go":
			return nil
		}
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			return err
		}
		files = append(files, parse(t, name, string(text)))
		return nil
	})
	if err != nil {
		t.Fatalf("read the module: %v", err)
	}
	return files
}

func parse(t *testing.T, name, text string) goFile {
	t.Helper()
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, name, text, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	return goFile{name, set, parsed, strings.Count(text, "\n")}
}

// sources sorts what is not a test by package.
func sources(files []goFile) map[string]source {
	out := map[string]source{}
	for _, f := range files {
		if f.isTest() {
			continue
		}
		s := out[path.Dir(f.path)]
		for _, im := range f.ast.Imports {
			name, _ := strconv.Unquote(im.Path.Value)
			if !slices.Contains(s.imports, name) {
				s.imports = append(s.imports, name)
			}
		}
		s.clock = append(s.clock, clockCalls(f)...)
		out[path.Dir(f.path)] = s
	}
	return out
}

var clockNames = []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTicker", "NewTimer"}

// clockCalls finds time.Now and its kin, also where "time" goes by another name.
func clockCalls(f goFile) (calls []string) {
	called := ""
	for _, im := range f.ast.Imports {
		if im.Path.Value == `"time"` {
			called = "time"
			if im.Name != nil {
				called = im.Name.Name
			}
		}
	}
	if called == "." {
		return []string{f.path + ": imports time into its own names"}
	}
	ast.Inspect(f.ast, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok || !slices.Contains(clockNames, sel.Sel.Name) {
			return true
		}
		if pkg, ok := sel.X.(*ast.Ident); ok && pkg.Name == called && pkg.Obj == nil {
			calls = append(calls, f.set.Position(sel.Pos()).String()+": time."+sel.Sel.Name)
		}
		return true
	})
	return calls
}
