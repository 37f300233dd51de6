package test_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	statusLine = regexp.MustCompile(`^Status: (in force|in force, changed by|replaced by)((?: and|,)? [0-9]{4})*$`)
	fourDigits = regexp.MustCompile(`\b[0-9]{4}\b`)
)

// TestEachDecisionSaysWhetherItHolds reads the third line of each page: in force, or which page came after it.
func TestEachDecisionSaysWhetherItHolds(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join(root, "daemon/decisions/*.md"))
	if err != nil || len(pages) < 30 {
		t.Fatalf("%d pages were found (%v)", len(pages), err)
	}
	var numbers []string
	for _, page := range pages {
		numbers = append(numbers, filepath.Base(page)[:4])
	}
	for i, page := range pages {
		text := read(t, strings.TrimPrefix(page, root+"/"))
		for _, fault := range statusFaults(text, numbers[i], numbers) {
			t.Errorf("%s: %s", filepath.Base(page), fault)
		}
	}
	if twice := slices.Compact(slices.Clone(numbers)); len(twice) != len(numbers) {
		t.Error("two decisions have one number")
	}
}

// statusFaults says what is wrong with the status of a page. A page can only be changed or replaced by a later one.
func statusFaults(page, own string, numbers []string) (faults []string) {
	lines := strings.SplitN(page, "\n", 4)
	if len(lines) < 4 || !statusLine.MatchString(lines[2]) {
		return []string{
			`line 3 is not "Status: in force", "Status: in force, changed by NNNN" or "Status: replaced by NNNN"`,
		}
	}
	later := fourDigits.FindAllString(lines[2], -1)
	if strings.HasSuffix(lines[2], " by") {
		faults = append(faults, "the status names no page")
	}
	for _, n := range later {
		if !slices.Contains(numbers, n) || n <= own {
			faults = append(faults, fmt.Sprintf("the status names %s, which is no later page", n))
		}
	}
	return faults
}

func TestAWrongStatusIsSeen(t *testing.T) {
	tests := map[string]int{
		"Status: in force":                           0,
		"Status: in force, changed by 0003":          0,
		"Status: in force, changed by 0003 and 0004": 0,
		"Status: replaced by 0004":                   0,
		"Status: replaced by 0001":                   1,
		"Status: replaced by 0009":                   1,
		"Status: replaced by":                        1,
		"Status: perhaps":                            1,
		"**Situation.** None.":                       1,
	}
	for line, want := range tests {
		if got := statusFaults("# 2. A page\n\n"+line+"\n\nText.\n", "0002", []string{
			"0001", "0002", "0003", "0004",
		}); len(got) != want {
			t.Errorf("%q: %q, want %d faults", line, got, want)
		}
	}
}

// TestTheInvariantsNameTheirTests holds the contributors' list of what no change may break against the tests there are.
func TestTheInvariantsNameTheirTests(t *testing.T) {
	_, table, _ := strings.Cut(read(t, ".github/CONTRIBUTING.md"), "\n## Invariants\n")
	table, _, _ = strings.Cut(table, "\n## ")
	rows, all := threatRows(table), allTests(t)
	if len(rows) < 10 {
		t.Errorf("only %d invariants were found", len(rows))
	}
	for _, row := range rows {
		for _, fault := range rowFaults(row, all) {
			t.Error(fault)
		}
		for _, place := range regexp.MustCompile("`((?:daemon|test)/[^`]+)`").FindAllStringSubmatch(row, -1) {
			if !exists(filepath.Join(root, place[1])) {
				t.Errorf("there is no %s, named in: %s", place[1], row)
			}
		}
	}
}
