package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/test/child"
)

// doubles is the package of the PBX and its phones; a test that is linked with it judges sound or time on a line.
const doubles = "github.com/ringevett/ringevett/test/asterisk"

// repeatMost is how many failed tests are repeated at most. More than that, and the machine can judge nothing.
const repeatMost = 12

// alone is how many subtests of a repeated test run beside each other.
const alone = 3

// waiting is how many tests of one package run beside each other, and how many packages, where none judges time or
// sound: many of them wait for a disk, for Redis or for a clock.
const (
	waitingTests    = 4
	waitingPackages = 3
)

// longest are the packages of that kind that take the longest: they begin first.
var longest = []string{"daemon/app", "test/registers", "daemon/cli", "daemon/sqlite", "daemon/engine"}

// lazy has go's compiler and the packages that judge neither time nor memory collect their garbage at four times the
// usual heap: a fifth of the processor time of a simulated day is the collector's.
const lazy = "GOGC=400"

// runner runs go with the same arguments and files for every part of the suite.
type runner struct {
	*tally
	args  []string // of go, before the packages
	env   []string
	dir   string   // the tests' files, in memory; "": on the disk
	made  []string // folders to take away in the end
	began time.Time
	costs string // the file of costs; "": nothing is measured

	onlyQuiet bool // the suites that boot a PBX and judge it are left out
	atOnce    int  // tests of such a suite run beside each other; they wait for most of their time
	suites    int  // such suites beside each other
	took      []phase
}

// phase is a part of the run, one after the other.
type phase struct {
	name string
	time.Duration
}

// timed does one phase.
func (r *runner) timed(name string, do func() error) error {
	began := time.Now()
	err := do()
	r.took = append(r.took, phase{name, time.Since(began)})
	return err
}

// phases says how long each took.
func (r *runner) phases() string {
	var all []string
	for _, p := range r.took {
		all = append(all, fmt.Sprintf("%s %.0f s", p.name, p.Seconds()))
	}
	return "phases: " + strings.Join(all, ", ")
}

func newRunner(args []string, maySkip string) (*runner, error) {
	t, err := newTally(maySkip)
	if err != nil {
		return nil, err
	}
	r := &runner{tally: t, args: args, env: os.Environ(), began: time.Now()}
	if r.dir, err = memory("/dev/shm"); err != nil {
		return nil, fmt.Errorf("a folder in memory: %w", err)
	}
	if r.dir != "" {
		r.made = append(r.made, r.dir)
		r.env = append(r.env, "TMPDIR="+r.dir, "GOTMPDIR="+os.TempDir()) // what go compiles stays on the disk
		fmt.Println("the tests' files are in memory:", r.dir)
	}
	return r, nil
}

// measure has each package's tests run by this program, which notes what they cost.
func (r *runner) measure() error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp(r.dir, "costs")
	if err != nil {
		return err
	}
	r.made = append(r.made, dir)
	r.costs = filepath.Join(dir, "costs")
	r.args = append(r.args, fmt.Sprintf("-exec=%s %s %s", self, measure, r.costs))
	return nil
}

// tellCosts prints the table of costs.
func (r *runner) tellCosts(out io.Writer) error {
	total := spent()
	module, err := exec.Command("go", "list", "-m", "-f", "{{.Path}} {{.Dir}}").Output()
	if err != nil {
		return fmt.Errorf("go list -m: %w", err)
	}
	path, dir, _ := strings.Cut(strings.TrimSpace(string(module)), " ")
	rows, err := costs(r.costs, dir)
	if err != nil {
		return err
	}
	slowest := map[string]slow{}
	for name, s := range r.slowest {
		slowest[strings.TrimPrefix(name, path+"/")] = s
	}
	_, err = io.WriteString(out, table(rows, slowest, total))
	return err
}

func (r *runner) close() error {
	var errs []error
	for _, dir := range r.made {
		errs = append(errs, os.RemoveAll(dir))
	}
	return errors.Join(errs...)
}

// all runs the tests that match only ("": all) of the packages, and repeats those that are not sure.
// one: one package at a time, and nothing is repeated.
func (r *runner) all(only string, one bool, packages []string) error {
	if one {
		return r.timed("one by one", func() error { return r.run(only, packages, "-p=1") })
	}
	quiet, sound, err := r.split(packages)
	if err != nil {
		return err
	}
	if len(quiet) > 0 {
		if err := r.timed("without a PBX", func() error { return r.quiet(only, quiet) }); err != nil {
			return err
		}
	}
	if len(sound) > 0 && !r.onlyQuiet {
		if err := r.timed("with a PBX", func() error { return r.sound(only, sound) }); err != nil {
			return err
		}
	}
	return r.timed("repeated", r.repeat)
}

// quiet runs the packages that judge neither time nor sound.
func (r *runner) quiet(only string, packages []string) error {
	plain := r.env
	defer func() { r.env = plain }()
	r.env = append(slices.Clone(plain), lazy)
	return r.run(only, packages, sideBySide(waitingPackages, waitingTests)...)
}

// sound runs the suites that boot a PBX, fewer of them at once where other programs take the processors.
func (r *runner) sound(only string, packages []string) error {
	if err := r.build(); err != nil {
		return err
	}
	share := taken()
	suites, atOnce := makeWay(share, r.suites, r.atOnce)
	if suites != r.suites || atOnce != r.atOnce {
		fmt.Printf("other programs take %.0f %% of the processors: %d suite at a time, %d tests of it at once\n",
			100*share, suites, atOnce)
	}
	return r.run(only, packages, sideBySide(suites, atOnce)...)
}

// sideBySide are go's arguments for so many packages at once, and tests of each.
func sideBySide(packages, tests int) []string {
	return []string{fmt.Sprintf("-p=%d", packages), fmt.Sprintf("-parallel=%d", tests)}
}

// build makes the daemon's program once for all tests that run it.
func (r *runner) build() error {
	dir, err := os.MkdirTemp(r.dir, "daemon")
	if err != nil {
		return err
	}
	r.made = append(r.made, dir)
	program := filepath.Join(dir, "ringevett")
	r.env = append(r.env, child.DaemonEnv+"="+program)
	return child.Build(context.Background(), program)
}

// split tells the suites that boot a PBX from the other packages. The daemon's own packages boot one too, and judge no
// sound.
func (r *runner) split(packages []string) (quiet, sound []string, err error) {
	ask := append([]string{"list", "-test", "-f", `{{.ImportPath}} {{join .Deps " "}}`}, packages...)
	cmd := exec.Command("go", ask...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, nil, fmt.Errorf("go list: %w", err)
	}
	quiet, sound = sorted(string(out))
	return quiet, sound, nil
}

// sorted reads lines of a package and all that it is linked with. A package's tests are a line of their own,
// "name.test".
func sorted(list string) (quiet, sound []string) {
	for line := range strings.Lines(list) {
		words := strings.Fields(line)
		name, isTest := strings.CutSuffix(words[0], ".test")
		switch {
		case !isTest:
		case strings.Contains(name, "/test/") && slices.Contains(words, doubles):
			sound = append(sound, name)
		default:
			quiet = append(quiet, name)
		}
	}
	slices.SortStableFunc(quiet, func(a, b string) int { return cmp.Compare(rank(a), rank(b)) })
	return quiet, sound
}

// rank is the place of a package among the longest, from the first on; the others come behind.
func rank(name string) int {
	i := slices.IndexFunc(longest, func(l string) bool { return strings.HasSuffix(name, "/"+l) })
	if i < 0 {
		return len(longest)
	}
	return i
}

// run runs go once and reads what it says.
func (r *runner) run(only string, packages []string, more ...string) error {
	args := slices.Concat(r.args, more)
	if only != "" {
		args = append(args, "-run="+only)
	}
	cmd := exec.Command("go", append(args, packages...)...)
	cmd.Stderr, cmd.Env = os.Stderr, r.env
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start go test: %w", err)
	}
	if err := r.read(out, os.Stdout); err != nil {
		return fmt.Errorf("read go test: %w", err)
	}
	if err := cmd.Wait(); err != nil && r.ok() {
		return fmt.Errorf("go test failed, and no test did: %w", err)
	}
	return nil
}

// repeat runs the tests again that are not sure of their verdict, each alone. What fails again has failed.
func (r *runner) repeat() error {
	unsure := r.unsure()
	if len(unsure) > repeatMost {
		fmt.Printf("%d tests are not sure, more than %d: none is repeated\n", len(unsure), repeatMost)
		return nil
	}
	for _, u := range unsure {
		fmt.Printf("not sure, repeated: %s.%s\n", u.pkg, u.test)
		again, err := newTally(r.maySkip.String())
		if err != nil {
			return err
		}
		again.show = r.show
		second := runner{tally: again, args: r.args, env: r.env}
		if err := second.run("^"+u.test+"$", []string{u.pkg}, sideBySide(1, alone)...); err != nil {
			return err
		}
		if again.ok() {
			r.forgive(u)
		}
	}
	return nil
}
