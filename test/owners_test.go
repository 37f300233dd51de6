package test_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// secondCount counts abandoned calls on purpose, from what the made-up world of a simulated day saw: it is what the
// journal's figures are checked against.
const secondCount = "daemon/simulate/result.go"

// secondJudges finds what only one package may decide: whether a call was abandoned (daemon/figures), and what becomes
// of a lead (daemon/redial).
func secondJudges(f goFile) (faults []string) {
	fault := func(n ast.Node, what string) {
		faults = append(faults, fmt.Sprintf("%s:%d: %s", f.path, f.set.Position(n.Pos()).Line, what))
	}
	lead, call := !within(f.path, "daemon/redial"), !within(f.path, "daemon/figures") && f.path != secondCount
	ast.Inspect(f.ast, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CompositeLit:
			if lead && lastName(n.Type) == "LeadChange" && keys(n, "State") {
				fault(n, "makes the fate of a lead: ask package redial")
			}
		case *ast.AssignStmt:
			for i, to := range n.Lhs {
				if i >= len(n.Rhs) {
					break
				}
				states := []string{"LeadWaiting", "LeadBlocked", "LeadDone"}
				switch from := lastName(n.Rhs[i]); {
				case lead && lastName(to) == "State" && slices.Contains(states, from):
					fault(n, "changes the fate of a lead: ask package redial")
				case call && lastName(to) == "Abandoned" && from == "true":
					fault(n, "judges a call abandoned: ask package figures")
				}
			}
		case *ast.IncDecStmt:
			if call && n.Tok == token.INC && lastName(n.X) == "Abandoned" {
				fault(n, "counts a call as abandoned: ask package figures")
			}
		}
		return true
	})
	return faults
}

// lastName is the name of an identifier, or of the field or type behind the last dot.
func lastName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

// keys reports whether a literal gives the field a value.
func keys(lit *ast.CompositeLit, field string) bool {
	return slices.ContainsFunc(lit.Elts, func(e ast.Expr) bool {
		kv, ok := e.(*ast.KeyValueExpr)
		return ok && lastName(kv.Key) == field
	})
}

func TestAbandonmentAndTheFateOfALeadHaveOneJudgeEach(t *testing.T) {
	looked := 0
	for _, f := range goFiles(t) {
		if f.isTest() || !within(f.path, "daemon") {
			continue
		}
		looked++
		for _, fault := range secondJudges(f) {
			t.Error(fault)
		}
	}
	if looked < 200 {
		t.Errorf("only %d files were looked at", looked)
	}
}

func TestASecondJudgeIsSeen(t *testing.T) {
	for _, c := range []struct{ name, path, text, want string }{
		{"a lead's fate in the engine", "daemon/engine/x.go",
			`var _ = dialer.LeadChange{Lead: 1, State: dialer.LeadDone}`, "makes the fate"},
		{"the same by an alias", "daemon/sqlite/x.go", `var _ = LeadChange{State: LeadDone}`, "makes the fate"},
		{"a state set later", "daemon/engine/x.go", `func f() { change.State = dialer.LeadWaiting }`,
			"changes the fate"},
		{"in redial", "daemon/redial/x.go", `var _ = dialer.LeadChange{State: dialer.LeadDone}`, ""},
		{"a lead's change that only names it", "daemon/engine/x.go", `var _ = dialer.LeadChange{Lead: 1}`, ""},
		{"abandoned by the engine", "daemon/engine/x.go", `func f() { a.Abandoned = true }`, "judges"},
		{"counted by the store", "daemon/sqlite/x.go", `func f() { day.Abandoned++ }`, "counts"},
		{"in figures", "daemon/figures/x.go", `func f() { c.Abandoned = true }`, ""},
		{"counted a second time on purpose", secondCount, `func f() { c.Abandoned++ }`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := strings.Join(secondJudges(parse(t, c.path, "package p\n\n"+c.text)), "\n")
			if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
