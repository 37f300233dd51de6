package main

import (
	"strings"
	"testing"
	"time"
)

func TestTheCount(t *testing.T) {
	const ran = `{"Action":"pass","Package":"p","Test":"TestA"}
{"Action":"pass","Package":"p"}
`
	tests := []struct {
		name, in, maySkip string
		ok                bool
		want, shown       string
	}{
		{"all passed", ran, "", true, "1 packages, 1 tests, 0 failed, 0 skipped, 2 s", "pass p"},
		{"a package without tests counts for nothing", ran + `{"Action":"skip","Package":"q"}`, "", true, "1 packages, 1 tests", ""},
		{"nothing ran", "", "", false, "0 packages, 0 tests", ""},
		{"a failure, with what it said", `{"Action":"output","Package":"p","Test":"TestA","Output":"got 1\n"}
{"Action":"fail","Package":"p","Test":"TestA"}`, "", false, "1 tests, 1 failed", "got 1\n"},
		{"the end says why again, without what helpers log", `{"Action":"output","Package":"p","Test":"TestA","Output":"    pbx.go:1: log\n"}
{"Action":"output","Package":"p","Test":"TestA","Output":"        more of it\n"}
{"Action":"output","Package":"p","Test":"TestA","Output":"    a_test.go:2: got 1\n"}
{"Action":"output","Package":"p","Test":"TestA","Output":"        want 2\n"}
{"Action":"fail","Package":"p","Test":"TestA"}`, "", false, "failed: p.TestA\n    a_test.go:2: got 1\n        want 2\n0 packages", "more of it"},
		{"a test that never ends", `{"Action":"output","Package":"p","Test":"TestA","Output":"goroutine 1\n"}
{"Action":"fail","Package":"p"}`, "", false, "did not end: p.TestA\n1 packages", "goroutine 1\n"},
		{"a package that does not build", ran + `{"Action":"build-output","ImportPath":"q","Output":"syntax error\n"}
{"Action":"fail","Package":"q"}`, "", false, "2 packages, 1 tests, 1 failed", "syntax error"},
		{"a skip is a failure", ran + `{"Action":"skip","Package":"p","Test":"TestB"}`, "", false, "skipped but must run: p.TestB\n", ""},
		{"but not an allowed one", ran + `{"Action":"skip","Package":"p","Test":"TestB"}`, "TestB$", true, "2 tests, 0 failed, 1 skipped", ""},
		{"a line that is no event is shown", "go: cannot find main module\n" + ran, "", true, "1 tests", "cannot find main module"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := newTally(tt.maySkip)
			if err != nil {
				t.Fatal(err)
			}
			var out strings.Builder
			if err := c.read(strings.NewReader(tt.in), &out); err != nil {
				t.Fatal(err)
			}
			if got := c.summary(2 * time.Second); c.ok() != tt.ok || !strings.Contains(got, tt.want) {
				t.Errorf("got ok %v, %q; want %v, %q", c.ok(), got, tt.ok, tt.want)
			}
			if !strings.Contains(out.String(), tt.shown) {
				t.Errorf("got output %q, want it to hold %q", out.String(), tt.shown)
			}
		})
	}
}
