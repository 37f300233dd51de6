package test_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// duty is a line of the README's table: what the program does for a clause, and what is left to the operator.
type duty struct{ clause, we, you string }

func dutiesOf(readme string) (all []duty) {
	_, table, _ := strings.Cut(readme, "\n## What we do, what you do\n")
	table, _, _ = strings.Cut(table, "\n## ")
	for _, row := range threatRows(table) {
		if cells := strings.Split(strings.Trim(row, "| "), " | "); len(cells) == 4 {
			all = append(all, duty{cells[0], cells[2], cells[3]})
		}
	}
	return all
}

// undone are the clauses for which the page of threats names no test.
func undone(threats string) (clauses []string) {
	_, table, _ := strings.Cut(threats, "\n## Each rule of the norm")
	table, _, _ = strings.Cut(table, "\n## ")
	for _, row := range threatRows(table) {
		if strings.Contains(row, notTested) {
			clauses = append(clauses, clausesOf(row)...)
		}
	}
	return clauses
}

// TestWhatWeDoIsWhatIsTested holds the README's table against the page of threats, whose lines name the tests: where
// that page has no test for a clause, the README may not say that we do something, and the other way round.
func TestWhatWeDoIsWhatIsTested(t *testing.T) {
	duties, threats := dutiesOf(read(t, "README.md")), read(t, "daemon/threats.md")
	for _, fault := range dutyFaults(duties, undone(threats)) {
		t.Error(fault)
	}
	for _, c := range normClauses() {
		if !slices.ContainsFunc(duties,
			func(d duty) bool { return slices.Contains(clausesOf("| "+d.clause+" |"), c) }) {
			t.Errorf("README.md: clause %s has no line in the table", c)
		}
	}
}

// helpsOnly are the clauses that ask for an agent's words: the program keeps what is to be said, and cannot hear
// whether it is.
var helpsOnly = []string{"4.2 h", "4.2 i"}

func dutyFaults(duties []duty, undone []string) (faults []string) {
	for _, d := range duties {
		first := clausesOf("| " + d.clause + " |")[0]
		nothing := strings.HasPrefix(d.we, "nothing")
		switch known := slices.Contains(undone, first); {
		case known && !nothing && !slices.Contains(helpsOnly, first):
			faults = append(faults, fmt.Sprintf("%s: %q, but no test stands behind it", d.clause, d.we))
		case !known && nothing && first != "4.2":
			faults = append(faults, fmt.Sprintf("%s: %q, but tests show what is done", d.clause, d.we))
		}
	}
	return faults
}

func TestAPromiseWithoutATestIsSeen(t *testing.T) {
	tests := []struct {
		duty duty
		want int
	}{
		{duty{"4.5", "hold a free agent", "keep agents"}, 0},
		{duty{"4.5", "nothing", "keep agents"}, 1},
		{duty{"5", "nothing", "train agents"}, 0},
		{duty{"5", "train agents", "nothing"}, 1},
	}
	for _, tt := range tests {
		if got := dutyFaults([]duty{tt.duty}, []string{"5"}); len(got) != tt.want {
			t.Errorf("%v: faults %q, want %d", tt.duty, got, tt.want)
		}
	}
}

var key = regexp.MustCompile("`([a-z_]+(?:\\.[a-z_]+)+|responsible_manager|hours)`")

// TestTheREADMEsKeysExist holds each key of the configuration that the README names against the reference.
func TestTheREADMEsKeysExist(t *testing.T) {
	reference, found := read(t, "configs/ringevett.yaml"), 0
	for _, m := range key.FindAllStringSubmatch(read(t, "README.md"), -1) {
		if strings.HasSuffix(m[1], ".md") || strings.HasSuffix(m[1], ".conf") {
			continue
		}
		found++
		if why := noKey(reference, m[1]); why != "" {
			t.Errorf("README.md: %s: %s", m[1], why)
		}
	}
	if found < 10 {
		t.Errorf("only %d keys were found", found)
	}
	if noKey(reference, "desk.avowed") == "" || noKey(reference, "dusk.vouched") == "" {
		t.Error("a key that does not exist was found")
	}
}

// noKey says which part of a key is not in the reference. A section begins a line; its keys are indented.
func noKey(reference, key string) string {
	parts := strings.Split(key, ".")
	_, section, found := strings.Cut("\n"+reference, "\n"+parts[0]+":")
	if !found {
		return "no section " + parts[0]
	}
	if end := regexp.MustCompile(`\n[a-z]`).FindStringIndex(section); end != nil {
		section = section[:end[0]]
	}
	for _, part := range parts[1:] {
		if !strings.Contains(section, " "+part+":") {
			return "no key " + part
		}
	}
	return ""
}
