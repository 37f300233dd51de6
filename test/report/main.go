// Report runs the tests, shows what failed, and ends with one line of counts. A skipped test is a failure
// unless it is on the list of those that may be: a suite that quietly runs nothing must not look well.
//
// Before it stand the packages that cost the most processor time, so that a suite that grows dear is seen.
//
// The suites that boot a PBX run last: what they hear proves little beside work that takes all processors. A failed
// test that says itself that the machine was late is repeated once, alone, and counted as repeated.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/test/child"
)

func main() {
	if len(os.Args) > 3 && os.Args[1] == measure {
		code, err := measured(os.Args[2], os.Args[3:])
		if err != nil {
			fmt.Fprintln(os.Stderr, "report:", err)
		}
		os.Exit(code)
	}
	maySkip := flag.String("may-skip", "", "tests that may be skipped: regular expression over package.Test")
	race := flag.Bool("race", false, "with the race detector")
	timeout := flag.String("timeout", "25m", "of each package")
	tags := flag.String("tags", "", "build tags; night: the tests that take longer than a minute")
	only := flag.String("run", "", "only the tests that this regular expression matches")
	one := flag.Bool("one", false, "one package at a time: for tests that measure or judge sound")
	short := flag.Bool("short", false, "a fifth of the cases that properties are tried with")
	show := flag.Bool("show", false, "what passing tests print, too")
	atOnce := flag.Int("at-once", 6, "tests of one suite beside each other that boot a PBX")
	suites := flag.Int("suites", 2, "such suites beside each other")
	quiet := flag.Bool("quiet", false, "without the suites that boot a PBX and judge it")
	flag.Parse()
	// The targets of make vet everything before, with all that go vet knows; go test would vet a part of it again.
	// Without the tables of a debugger a program is linked in half the time.
	args := []string{"test", "-json", "-count=1", "-vet=off", "-ldflags=-w", "-timeout=" + *timeout}
	if *race {
		args = append(args, "-race")
	}
	if *short {
		args = append(args, "-short")
	}
	if *tags != "" {
		args = append(args, "-tags="+*tags)
	}
	if *show {
		args = append(args, "-v")
	}
	r, err := newRunner(args, *maySkip)
	if err != nil {
		fmt.Fprintln(os.Stderr, "report:", err)
		os.Exit(1)
	}
	r.show, r.onlyQuiet, r.atOnce, r.suites = *show, *quiet, *atOnce, *suites
	if err := r.measure(); err != nil {
		fmt.Fprintln(os.Stderr, "report:", err)
		os.Exit(1)
	}
	stalled := watchStalls()
	err = r.all(*only, *one, flag.Args())
	err = errors.Join(err, r.tellCosts(os.Stdout), r.close())
	if err != nil {
		fmt.Fprintln(os.Stderr, "report:", err)
	}
	fmt.Println(r.phases())
	fmt.Println(stalled())
	fmt.Println(r.summary(time.Since(r.began)))
	if err != nil || !r.ok() {
		os.Exit(1)
	}
}

// event is a line of `go test -json`; see `go doc test2json`.
type event struct {
	Action, Package, Test, Output, ImportPath string
	Elapsed                                   float64
}

type tally struct {
	packages, empty, tests, skipped int
	broken                          int      // packages that failed without a test that did: not built, or killed
	repeated                        []string // tests that were not sure, and passed alone
	failures                        []*failure
	notAllowed                      []string
	maySkip                         *regexp.Regexp
	show                            bool                // what passing tests print
	slowest                         map[string]slow     // of each package
	said                            map[string][]string // output of each test, kept until it ends
}

// slow is a test and the seconds that it took.
type slow struct {
	test    string
	seconds float64
}

// failure is a test that failed, its subtests counted.
type failure struct {
	pkg, test string
	tests     int
	why       []string // the name of each that failed or did not end, and what it said itself
	unsure    bool     // it said that the machine was late; see child.Unsure
	ended     bool
}

// unsure are the failures that a repetition may overturn: the test came to its end, and says that it is not sure.
func (t *tally) unsure() (fs []*failure) {
	for _, f := range t.failures {
		if f.unsure && f.ended {
			fs = append(fs, f)
		}
	}
	return fs
}

// forgive drops a failure whose test has passed alone.
func (t *tally) forgive(f *failure) {
	t.failures = slices.DeleteFunc(t.failures, func(x *failure) bool { return x == f })
	t.repeated = append(t.repeated, f.pkg+"."+f.test)
}

// failed is how many tests failed, a broken package counting as one.
func (t *tally) failed() (n int) {
	for _, f := range t.failures {
		n += f.tests
	}
	return n + t.broken
}

// fails notes that a test or a subtest failed, and what it said; ended is false if the package was gone before.
func (t *tally) fails(e event, said []string, ended bool) {
	top, _, _ := strings.Cut(e.Test, "/")
	i := slices.IndexFunc(t.failures, func(f *failure) bool { return f.pkg == e.Package && f.test == top })
	if i < 0 {
		i = len(t.failures)
		t.failures = append(t.failures, &failure{pkg: e.Package, test: top, ended: true})
	}
	f, verb := t.failures[i], "failed: "
	if !ended {
		verb = "did not end: "
	}
	f.tests++
	f.why = append(append(f.why, verb+e.Package+"."+e.Test+"\n"), why(said)...)
	f.ended = f.ended && ended &&
		!slices.ContainsFunc(said, func(s string) bool { return strings.HasPrefix(s, "panic: ") })
	f.unsure = f.unsure || slices.ContainsFunc(said, func(s string) bool { return strings.Contains(s, child.Unsure) })
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
	return &tally{maySkip: re, said: map[string][]string{}, slowest: map[string]slow{}}, nil
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
			t.fails(e, t.said[key], true)
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
		t.unfinished(e.Package, out)
		if !slices.ContainsFunc(t.failures, func(f *failure) bool { return f.pkg == e.Package }) {
			t.broken++ // it may not even have been built
		}
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
		t.fails(event{Package: pkg, Test: strings.TrimPrefix(key, pkg+".")}, t.said[key], false)
		delete(t.said, key)
	}
}

func (t *tally) endTest(e event, key string) {
	t.tests++
	if !strings.Contains(e.Test, "/") && e.Elapsed >= t.slowest[e.Package].seconds {
		t.slowest[e.Package] = slow{e.Test, e.Elapsed}
	}
	if e.Action == "skip" {
		t.skipped++
		if !t.maySkip.MatchString(key) {
			t.notAllowed = append(t.notAllowed, key)
		}
	}
}

// ok also wants that something was run at all.
func (t *tally) ok() bool { return t.failed() == 0 && len(t.notAllowed) == 0 && t.tests > 0 }

func (t *tally) summary(took time.Duration) (s string) {
	for _, f := range t.failures {
		s += strings.Join(f.why, "")
	}
	for _, name := range t.notAllowed {
		s += "skipped but must run: " + name + "\n"
	}
	for _, name := range t.repeated {
		s += "not sure beside others, passed alone: " + name + "\n"
	}
	s += fmt.Sprintf("%d packages, %d tests, %d failed, %d skipped", t.packages, t.tests, t.failed(), t.skipped)
	if n := len(t.repeated); n > 0 {
		s += fmt.Sprintf(", %d repeated", n)
	}
	return s + fmt.Sprintf(", %.0f s", took.Seconds())
}
