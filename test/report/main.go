// Report runs the tests, shows what failed, and ends with one line of counts. A skipped test is a failure
// unless it is on the list of those that may be: a suite that quietly runs nothing must not look well.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"time"
)

func main() {
	maySkip := flag.String("may-skip", "", "tests that may be skipped: regular expression over package.Test")
	race := flag.Bool("race", false, "with the race detector")
	timeout := flag.String("timeout", "25m", "of each package")
	tags := flag.String("tags", "", "build tags; night: the tests that take longer than a minute")
	only := flag.String("run", "", "only the tests that this regular expression matches")
	one := flag.Bool("one", false, "one package at a time: for tests that measure or judge sound")
	show := flag.Bool("show", false, "what passing tests print, too")
	flag.Parse()
	args := []string{"test", "-json", "-count=1", "-timeout=" + *timeout}
	if *race {
		args = append(args, "-race")
	}
	if *tags != "" {
		args = append(args, "-tags="+*tags)
	}
	if *only != "" {
		args = append(args, "-run="+*only)
	}
	if *one {
		args = append(args, "-p=1")
	}
	ok, err := run(append(args, flag.Args()...), *maySkip, *show)
	if err != nil {
		fmt.Fprintln(os.Stderr, "report:", err)
	}
	if err != nil || !ok {
		os.Exit(1)
	}
}

// run starts go and reads what it says; ok is whether every test ran and passed.
func run(args []string, maySkip string, show bool) (ok bool, err error) {
	t, err := newTally(maySkip)
	if err != nil {
		return false, err
	}
	t.show = show
	if show {
		args = append(args[:1:1], append([]string{"-v"}, args[1:]...)...)
	}
	start := time.Now()
	cmd := exec.Command("go", args...)
	cmd.Stderr = os.Stderr
	dir, err := memory("/dev/shm")
	if err != nil {
		return false, fmt.Errorf("a folder in memory: %w", err)
	}
	if dir != "" {
		defer os.RemoveAll(dir)
		cmd.Env = append(os.Environ(), "TMPDIR="+dir, "GOTMPDIR="+os.TempDir()) // what go compiles stays on the disk
		fmt.Println("the tests' files are in memory:", dir)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return false, err
	}
	if err := cmd.Start(); err != nil {
		return false, fmt.Errorf("start go test: %w", err)
	}
	if err := t.read(out, os.Stdout); err != nil {
		return false, fmt.Errorf("read go test: %w", err)
	}
	failed := cmd.Wait() != nil // it said why
	fmt.Println(t.summary(time.Since(start)))
	return !failed && t.ok(), nil
}

// event is a line of `go test -json`; see `go doc test2json`.
type event struct {
	Action, Package, Test, Output, ImportPath string
	Elapsed                                   float64
}

type tally struct {
	packages, empty, tests, failed, skipped int
	notAllowed                              []string
	maySkip                                 *regexp.Regexp
	show                                    bool                // what passing tests print
	said                                    map[string][]string // output of each test, kept until it ends
	whys                                    []string            // of each test that failed: its name, and what it said itself
}

// mark begins what a test says: where it says it.
var mark = regexp.MustCompile(`^ +(\w+\.go):\d+: `)

// whyMost is how many lines of a failed test are repeated at the end.
const whyMost = 12

// why is what a failed test says itself, without what its helpers log: the end of a long output is what is read.
func why(said []string) (lines []string) {
	own := false
	for _, s := range said {
		if m := mark.FindStringSubmatch(s); m != nil {
			own = strings.HasSuffix(m[1], "_test.go")
		}
		if own && len(lines) < whyMost {
			lines = append(lines, s)
		}
	}
	return lines
}

func newTally(maySkip string) (*tally, error) {
	if maySkip == "" {
		maySkip = "^$" // no test
	}
	re, err := regexp.Compile(maySkip)
	if err != nil {
		return nil, fmt.Errorf("-may-skip: %w", err)
	}
	return &tally{maySkip: re, said: map[string][]string{}}, nil
}

func (t *tally) read(in io.Reader, out io.Writer) error {
	lines := bufio.NewReader(in) // a line may be longer than a Scanner takes
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var e event
			if json.Unmarshal(line, &e) != nil {
				fmt.Fprintf(out, "%s", line)
			} else {
				t.take(e, out)
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (t *tally) take(e event, out io.Writer) {
	key := e.Package + "." + e.Test
	switch e.Action {
	case "build-output":
		fmt.Fprint(out, e.Output)
	case "output":
		t.said[key] = append(t.said[key], e.Output)
	case "pass", "fail", "skip":
		if e.Test == "" {
			t.endPackage(e, out)
		} else {
			t.endTest(e, key)
		}
		if t.show && e.Test != "" || e.Action != "pass" && (e.Test != "" || e.Action == "fail") {
			for _, s := range t.said[key] {
				fmt.Fprint(out, s)
			}
		}
		if e.Action == "fail" && e.Test != "" {
			t.whys = append(append(t.whys, "failed: "+key+"\n"), why(t.said[key])...)
		}
		delete(t.said, key)
	}
}

func (t *tally) endPackage(e event, out io.Writer) {
	if e.Action == "skip" { // it has no tests
		t.empty++
		return
	}
	t.packages++
	if e.Action == "fail" {
		t.failed = max(t.failed, 1) // it may not even have been built
		t.unfinished(e.Package, out)
	}
	fmt.Fprintf(out, "%-4s %s %.1f s\n", e.Action, e.Package, e.Elapsed)
}

// unfinished tells what the tests said that never ended, because the package panicked or was killed.
func (t *tally) unfinished(pkg string, out io.Writer) {
	for _, key := range slices.Sorted(maps.Keys(t.said)) {
		if !strings.HasPrefix(key, pkg+".Test") {
			continue
		}
		fmt.Fprint(out, strings.Join(t.said[key], ""))
		t.whys = append(append(t.whys, "did not end: "+key+"\n"), why(t.said[key])...)
		delete(t.said, key)
	}
}

func (t *tally) endTest(e event, key string) {
	t.tests++
	switch {
	case e.Action == "fail":
		t.failed++
	case e.Action == "skip":
		t.skipped++
		if !t.maySkip.MatchString(key) {
			t.notAllowed = append(t.notAllowed, key)
		}
	}
}

// ok also wants that something was run at all.
func (t *tally) ok() bool { return t.failed == 0 && len(t.notAllowed) == 0 && t.tests > 0 }

func (t *tally) summary(took time.Duration) string {
	s := strings.Join(t.whys, "")
	for _, name := range t.notAllowed {
		s += "skipped but must run: " + name + "\n"
	}
	return s + fmt.Sprintf("%d packages, %d tests, %d failed, %d skipped, %.0f s", t.packages, t.tests, t.failed, t.skipped, took.Seconds())
}
