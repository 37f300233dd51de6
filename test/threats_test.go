package test_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestEachRowOfTheThreatsNamesItsTests reads the page that says what may be believed: each row of each table names
// tests that exist, or says why there is none.
func TestEachRowOfTheThreatsNamesItsTests(t *testing.T) {
	rows := threatRows(read(t, "daemon/threats.md"))
	if len(rows) < 60 {
		t.Errorf("only %d rows were found: the page is read wrongly", len(rows))
	}
	all, untested := allTests(t), 0
	for _, row := range rows {
		if strings.Contains(row, notTested) {
			untested++
		}
		for _, fault := range rowFaults(row, all) {
			t.Error(fault)
		}
	}
	t.Logf("%d rows, %d of them not tested and saying why", len(rows), untested)
}

// TestEachClauseOfTheNormIsAmongTheThreats holds the page's list of rules against the norm's clauses.
func TestEachClauseOfTheNormIsAmongTheThreats(t *testing.T) {
	_, table, _ := strings.Cut(read(t, "daemon/threats.md"), "\n## Each rule of the norm")
	table, _, _ = strings.Cut(table, "\n## ")
	var named []string
	for _, row := range threatRows(table) {
		named = append(named, clausesOf(row)...)
	}
	for _, clause := range normClauses() {
		if !slices.Contains(named, clause) {
			t.Errorf("clause %s of the norm has no row: who could break it, and what would show it?", clause)
		}
	}
}

// normClauses are the clauses of the norm that ask something of a call centre.
func normClauses() []string {
	return []string{
		"4.1", "4.2 a", "4.2 b", "4.2 c", "4.2 d", "4.2 e", "4.2 f", "4.2 g", "4.2 h", "4.2 i", "4.2 j", "4.2 k", "4.3",
		"4.4.1", "4.4.2", "4.4.3 a", "4.4.3 b", "4.4.3 c", "4.4.4", "4.4.5", "4.5", "4.6.1", "4.6.2", "4.6.3",
		"5", "6", "6.2", "7", "8.1", "8.2.1", "8.2.1 b", "8.2.1 c", "8.2.1 d", "8.3", "9", "10", "11", "12",
	}
}

const notTested = "not tested: "

// threatRows are the rows of the page's tables, without headings.
func threatRows(page string) (rows []string) {
	all := strings.Split(page, "\n")
	for i, line := range all {
		heading := i+1 < len(all) && strings.HasPrefix(all[i+1], "| ---")
		if strings.HasPrefix(line, "| ") && !strings.HasPrefix(line, "| ---") && !heading {
			rows = append(rows, line)
		}
	}
	return rows
}

var namedTest = regexp.MustCompile("`(Test[A-Za-z0-9]+)`")

// rowFaults says what is wrong with a row: a test that is not there, or neither a test nor a reason.
func rowFaults(row string, tests map[string]bool) (faults []string) {
	named := namedTest.FindAllStringSubmatch(row, -1)
	_, why, excused := strings.Cut(row, notTested)
	switch {
	case len(named) == 0 && !excused:
		faults = append(faults, "no test is named, and no reason why, in: "+row)
	case len(named) > 0 && excused:
		faults = append(faults, "tested and not tested at once: "+row)
	case excused && len(strings.Fields(strings.Trim(why, "| –"))) < 3:
		faults = append(faults, "no reason is given in: "+row)
	}
	for _, m := range named {
		if !tests[m[1]] {
			faults = append(faults, "there is no "+m[1]+", which is named in: "+row)
		}
	}
	return faults
}

// clausesOf reads the first cell: "4.2 c, d" is 4.2 c and 4.2 d, and "11, 12" both.
func clausesOf(row string) (all []string) {
	cell, _, _ := strings.Cut(strings.TrimPrefix(row, "| "), " |")
	number, letters, lettered := strings.Cut(cell, " ")
	if !lettered || strings.HasSuffix(number, ",") {
		return strings.Split(cell, ", ")
	}
	for letter := range strings.SplitSeq(letters, ", ") {
		all = append(all, number+" "+letter)
	}
	return all
}

func TestARowWithoutATestIsSeen(t *testing.T) {
	tests := map[string]bool{"TestA": true}
	for row, want := range map[string]string{
		"| x | y | `TestA` |":                           "",
		"| x | y | `TestA`, `TestB` |":                  "there is no TestB",
		"| x | y | none |":                              "no test is named",
		"| x | not tested: people judge it | – |":       "",
		"| x | not tested: – |":                         "no reason",
		"| x | `TestA` | not tested: too dear to try |": "at once",
	} {
		if got := strings.Join(rowFaults(row, tests), "; "); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%s: got %q, want %q", row, got, want)
		}
	}
	for row, want := range map[string][]string{
		"| 4.2 c, d | x |": {"4.2 c", "4.2 d"}, "| 11, 12 | x |": {"11", "12"}, "| 4.2 j | x |": {"4.2 j"},
		"| 10 | x |": {"10"},
	} {
		if got := clausesOf(row); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", row, got, want)
		}
	}
}

// allTests are the names of every test function of the project.
func allTests(t *testing.T) map[string]bool {
	t.Helper()
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
	return all
}
