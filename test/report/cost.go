package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// dearest is how many packages the table of costs shows.
const dearest = 15

// measure is the first argument of this program when go runs it around a test: measure FILE PROGRAM ARGUMENT…
const measure = "measure"

// cost is what the tests of one package took, with all the programs that they started and waited for.
type cost struct {
	Package string // its folder, from the module's
	Wall    time.Duration
	CPU     time.Duration // user and system
}

// measured runs a test program, and adds a line with its cost to the file. It gives the program's exit code.
// go tells a test that is out of time with a signal, so signals are handed on.
func measured(file string, program []string) (code int, err error) {
	cmd := exec.Command(program[0], program[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGQUIT, syscall.SIGINT, syscall.SIGTERM)
	defer signal.Stop(signals)
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return 2, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for waits := true; waits; {
		select {
		case s := <-signals:
			cmd.Process.Signal(s) // it may have ended meanwhile
		case err = <-ended:
			waits = false
		}
	}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return 2, err
	}
	code = cmd.ProcessState.ExitCode()
	if code < 0 { // ended by a signal
		code = 2
	}
	return code,
		note(file, cost{Wall: time.Since(began), CPU: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()})
}

// note adds a line to the file of costs. A test's folder is the folder of its package.
func note(file string, c cost) (err error) {
	if c.Package, err = os.Getwd(); err != nil {
		return err
	}
	line, err := json.Marshal(c)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(append(line, '\n'))
	return errors.Join(err, f.Close())
}

// costs reads the file; a package that ran more than once is one row. The dearest in CPU seconds comes first.
func costs(file, module string) (rows []cost, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var c cost
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			return nil, fmt.Errorf("a line of the costs: %w", err)
		}
		if c.Package, err = filepath.Rel(module, c.Package); err != nil {
			return nil, err
		}
		i := slices.IndexFunc(rows, func(r cost) bool { return r.Package == c.Package })
		if i < 0 {
			rows = append(rows, c)
			continue
		}
		rows[i].Wall += c.Wall
		rows[i].CPU += c.CPU
	}
	slices.SortStableFunc(rows, func(a, b cost) int { return cmp.Compare(b.CPU, a.CPU) })
	return rows, nil
}

// table shows the dearest rows, with the slowest test of each, and how the CPU seconds divide: total is of this
// program's children, the rest of it is go's own work.
func table(rows []cost, slowest map[string]slow, total time.Duration) string {
	var tests time.Duration
	for _, r := range rows {
		tests += r.CPU
	}
	var b strings.Builder
	fmt.Fprintf(&b, "CPU %.0f s: tests %.0f s, compiling and linking %.0f s; the dearest packages:\n",
		total.Seconds(), tests.Seconds(), (total - tests).Seconds())
	fmt.Fprintf(&b, "%8s %8s  package (its slowest test)\n", "CPU s", "wall s")
	for _, r := range rows[:min(dearest, len(rows))] {
		s := slowest[r.Package]
		fmt.Fprintf(&b, "%8.1f %8.1f  %s (%s %.1f s)\n", r.CPU.Seconds(), r.Wall.Seconds(), r.Package, s.test,
			s.seconds)
	}
	return b.String()
}

// spent is the CPU time of all the programs that this one started and waited for, and of those that they did.
func spent() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_CHILDREN, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
