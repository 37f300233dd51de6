package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestMeasured: what a program's own child computed counts, its exit code comes through, and runs of one package add
// up.
func TestMeasured(t *testing.T) {
	here := t.TempDir()
	t.Chdir(here)
	file := filepath.Join(t.TempDir(), "costs")
	const computes = "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done"
	var each time.Duration
	for n := range 2 {
		code, err := measured(file, []string{"sh", "-c", "sh -c '" + computes + "'; exit 3"})
		if err != nil || code != 3 {
			t.Fatalf("got exit code %d, %v; want 3", code, err)
		}
		rows, err := costs(file, filepath.Dir(here))
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != 1 || rows[0].Package != filepath.Base(here) || rows[0].CPU <= each || rows[0].Wall <= 0 {
			t.Fatalf("after run %d: got %+v, want one row of more than %v", n+1, rows, each)
		}
		each = rows[0].CPU
	}
	if code, err := measured(file, []string{"sh", "-c", "kill -9 $$"}); err != nil || code != 2 {
		t.Errorf("killed: got exit code %d, %v; want 2", code, err)
	}
	if _, err := measured(file, []string{filepath.Join(here, "none")}); err == nil {
		t.Error("a program that is not there: no error")
	}
}

func TestTable(t *testing.T) {
	got := table([]cost{{Package: "a", CPU: 3 * time.Second, Wall: 4 * time.Second}, {Package: "b", CPU: time.Second}},
		map[string]slow{"a": {"TestX", 2.5}}, 10*time.Second)
	for _, want := range []string{
		"CPU 10 s: tests 4 s, compiling and linking 6 s", "     3.0      4.0  a (TestX 2.5 s)\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("got %q, want it to hold %q", got, want)
		}
	}
}
