package main

import (
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/test/child"
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
		{"a package without tests counts for nothing", ran + `{"Action":"skip","Package":"q"}`, "", true,
			"1 packages, 1 tests", ""},
		{"nothing ran", "", "", false, "0 packages, 0 tests", ""},
		{"a failure, with what it said", `{"Action":"output","Package":"p","Test":"TestA","Output":"got 1\n"}
{"Action":"fail","Package":"p","Test":"TestA"}`, "", false, "1 tests, 1 failed", "got 1\n"},
		{"the end says why again, without what helpers log",
			`{"Action":"output","Package":"p","Test":"TestA","Output":"    pbx.go:1: log\n"}
{"Action":"output","Package":"p","Test":"TestA","Output":"        more of it\n"}
{"Action":"output","Package":"p","Test":"TestA","Output":"    a_test.go:2: got 1\n"}
{"Action":"output","Package":"p","Test":"TestA","Output":"        want 2\n"}
{"Action":"fail","Package":"p","Test":"TestA"}`, "", false,
			"failed: p.TestA\n    a_test.go:2: got 1\n        want 2\n0 packages", "more of it"},
		{"a test that never ends", `{"Action":"output","Package":"p","Test":"TestA","Output":"goroutine 1\n"}
{"Action":"fail","Package":"p"}`, "", false, "did not end: p.TestA\n1 packages", "goroutine 1\n"},
		{"a package that does not build", ran + `{"Action":"build-output","ImportPath":"q","Output":"syntax error\n"}
{"Action":"fail","Package":"q"}`, "", false, "2 packages, 1 tests, 1 failed", "syntax error"},
		{"a skip is a failure", ran + `{"Action":"skip","Package":"p","Test":"TestB"}`, "", false,
			"skipped but must run: p.TestB\n", ""},
		{"but not an allowed one", ran + `{"Action":"skip","Package":"p","Test":"TestB"}`, "TestB$", true,
			"2 tests, 0 failed, 1 skipped", ""},
		{"a line that is no event is shown", "go: cannot find main module\n" + ran, "", true, "1 tests",
			"cannot find main module"},
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

// TestNotSure: what a repetition may overturn, and what it may not.
func TestNotSure(t *testing.T) {
	const said = `{"Action":"output","Package":"p","Test":"TestA/x","Output":"    lag.go:1: not sure: late\n"}
`
	const fails = `{"Action":"fail","Package":"p","Test":"TestA/x"}
{"Action":"fail","Package":"p","Test":"TestA"}
{"Action":"fail","Package":"p"}
`
	const panics = `{"Action":"output","Package":"p","Test":"TestA","Output":"panic: nil\n"}
`
	const hangs = `{"Action":"output","Package":"p","Test":"TestA","Output":"goroutine 1\n"}
{"Action":"fail","Package":"p"}
`
	for _, tt := range []struct {
		name, in string
		unsure   int
		after    string // the end of the summary, once each has passed alone
	}{
		{"a test that is not sure", said + fails, 1, "2 tests, 0 failed, 0 skipped, 1 repeated, 2 s"},
		{"a test that is sure", fails, 0, "2 tests, 2 failed, 0 skipped, 2 s"},
		{"the other failure of its package stays",
			`{"Action":"fail","Package":"p","Test":"TestB"}` + "\n" + said + fails, 1,
			"3 tests, 1 failed, 0 skipped, 1 repeated, 2 s"},
		{"a panic is no matter of lateness", said + panics + fails, 0, "2 failed, 0 skipped, 2 s"},
		{"nor is a test that never ends", said + hangs, 0, "2 failed, 0 skipped, 2 s"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := newTally("")
			if err != nil {
				t.Fatal(err)
			}
			if err := c.read(strings.NewReader(tt.in), io.Discard); err != nil {
				t.Fatal(err)
			}
			unsure := c.unsure()
			for _, f := range unsure {
				c.forgive(f)
			}
			if got := c.summary(2 * time.Second); len(unsure) != tt.unsure || !strings.HasSuffix(got, tt.after) {
				t.Errorf("%d not sure, then %q; want %d and %q", len(unsure), got, tt.unsure, tt.after)
			}
		})
	}
}

// TestSplit: suites that are linked with a PBX's double are told from the other packages by their tests; the longest of
// these begin first.
func TestSplit(t *testing.T) {
	quiet, sound := sorted("a fmt\na.test a fmt\nb " + doubles + "\nx/test/c.test c fmt " + doubles + "\nd.test " +
		doubles + "\nx/" + longest[1] + ".test fmt\nx/" + longest[0] + ".test fmt\n")
	if strings.Join(quiet, " ") != "x/"+longest[0]+" x/"+longest[1]+" a d" || strings.Join(sound, " ") != "x/test/c" {
		t.Errorf("quiet %v, sound %v", quiet, sound)
	}
}

// TestRepeat: a test that fails once, and says that the machine was late, is repeated alone; one that goes on failing
// has failed.
func TestRepeat(t *testing.T) {
	for _, tt := range []struct{ name, fails, want string }{
		{"once", "os.Mkdir(\"seen\", 0o700) == nil", "1 packages, 1 tests, 0 failed, 0 skipped, 1 repeated"},
		{"always", "true", "1 packages, 1 tests, 1 failed, 0 skipped,"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			for file, text := range map[string]string{
				"go.mod": "module x\n\ngo 1.24\n",
				"x_test.go": "package x\n\nimport (\n\t\"os\"\n\t\"testing\"\n)\n\nvar _ = os.Args\n\nfunc TestX(t " +
					"*testing.T) {\n\tif " +
					tt.fails + " {\n\t\tt.Error(\"" + child.Unsure + "late\")\n\t}\n}\n",
			} {
				if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			r, err := newRunner([]string{"test", "-json", "-count=1"}, "")
			if err != nil {
				t.Fatal(err)
			}
			defer r.close()
			if err := r.run("", []string{"./..."}); err != nil {
				t.Fatal(err)
			}
			if err := r.repeat(); err != nil {
				t.Fatal(err)
			}
			if got := r.summary(0); !strings.Contains(got, tt.want) {
				t.Errorf("got %q, want it to hold %q", got, tt.want)
			}
		})
	}
}
