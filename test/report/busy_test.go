package main

import (
	"strings"
	"testing"
)

// Suites that boot a PBX run fewer at once where other programs take the processors, and as many as asked for where
// they do not, or where the system does not tell.
func TestSuitesMakeWayForOthers(t *testing.T) {
	before := look(strings.NewReader("cpu  100 0 50 1000 50 0 0 0 0 0\ncpu0 1 1 1 1\n"))
	for _, tt := range []struct {
		name, stat     string
		suites, atOnce int
	}{
		{"idle", "cpu  110 0 60 1180 50 0 0 0 0 0\n", 2, 6},
		{"one of two processors taken", "cpu  150 50 50 1100 50 0 0 0 0 0\n", 1, 3},
		{"stolen by a neighbour", "cpu  100 0 50 1000 50 0 0 200 0 0\n", 1, 3},
		{"nothing is told", "", 2, 6},
	} {
		t.Run(tt.name, func(t *testing.T) {
			after := look(strings.NewReader(tt.stat))
			if tt.stat == "" {
				after = before
			}
			if suites, atOnce := makeWay(after.share(before), 2, 6); suites != tt.suites || atOnce != tt.atOnce {
				t.Errorf("share %.2f: %d suites, %d tests; want %d and %d", after.share(before), suites, atOnce,
					tt.suites, tt.atOnce)
			}
		})
	}
	if got := look(strings.NewReader("nothing")); got != (processors{}) {
		t.Errorf("got %+v", got)
	}
}
