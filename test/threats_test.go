package test_test

import (
	"go/parser"
	"go/token"
	"regexp"
	"strings"
	"testing"

	"go/ast"
)

// TestEachTestThatTheThreatsNameExists reads the page that says what may be believed: each row of its table names
// tests.
func TestEachTestThatTheThreatsNameExists(t *testing.T) {
	all := map[string]bool{}
	for _, name := range committed(t) {
		if !strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, read(t, name), parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil {
				all[f.Name.Name] = true
			}
		}
	}
	rows := 0
	_, text, _ := strings.Cut(read(t, "daemon/threats.md"), "\n## Who could, and what stops them\n")
	text, _, _ = strings.Cut(text, "\n## ")
	for _, row := range strings.Split(text, "\n") {
		if !strings.HasPrefix(row, "| ") || strings.HasPrefix(row, "| who |") || strings.HasPrefix(row, "| ---") {
			continue
		}
		rows++
		named := regexp.MustCompile("`(Test[A-Za-z0-9]+)`").FindAllStringSubmatch(row, -1)
		if len(named) == 0 {
			t.Errorf("no test is named in: %s", row)
		}
		for _, m := range named {
			if !all[m[1]] {
				t.Errorf("there is no %s, which is named in: %s", m[1], row)
			}
		}
	}
	if rows < 10 {
		t.Errorf("only %d rows were found: the page is read wrongly", rows)
	}
}
