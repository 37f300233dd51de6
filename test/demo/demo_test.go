package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/debian"
)

// TestTheDemo runs all of it once, as `make demo` does: real Asterisk, real daemon, real phones.
func TestTheDemo(t *testing.T) {
	t.Parallel()
	if _, err := debian.Asterisk(t.Context(), "22", t.Output()); errors.Is(err, debian.ErrUnavailable) &&
		os.Getenv(asterisk.RequireEnv) == "" {
		t.Skipf("NO ASTERISK, NOT TESTED: %v", err)
	}
	asterisk.WatchLag(t)
	dir := t.TempDir()
	var out bytes.Buffer
	if code := show(t.Context(), dir, &out); code != 0 {
		log, err := os.ReadFile(filepath.Join(dir, "daemon.log"))
		t.Fatalf("exit code %d; it printed:\n%s\nthe daemon's log: %s %v", code, &out, log, err)
	}
	for _, want := range []string{
		"figures agree with the phones' own log: attempted 39, answered 27, connected 27, transferred 27, abandoned " +
			"1, machines 3",
		"figures agree with Asterisk's call detail records: attempted 39",
		"figures agree with what was planned: ",
		"the gate says BLOCK_OWN", "clear before, reserved now", "after key 2 0 bytes, nothing kept",
		"each consumer heard the agent that the journal names",
		"the same figures as were shown live",
		"DEMO CLOCK",
		"BLOCK_OWN    1", "BLOCK_CLIENT 1", "refused   line 11 ",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("it did not print %q", want)
		}
	}
	for _, row := range []string{
		`…040 is abandoned +true +forced: heard \w+ for a second`, `…040 rings back +true +answered after 0\.\d\d s`,
		`“we rang you” \((0\.[89]|1\.0)`, `…041 agrees to recording +true .*whole \((likeness 0\.[89]|likeness 1\.0)`,
		`recorded before the answer 0 bytes; after key 1 [1-9]\d+ bytes`, `…042 refuses recording +true`,
		`recorded before the answer 0 bytes; after key 2 0 bytes`,
		`Redis stops +true +a real Redis kept the sets, [1-9]\d* keys`, `0 calls left in 1\.5 s`,
		`dialing resumed by itself after \d+\.\d s`, `BLOCK_UNKNOWN +\d`,
		`siv knows her call +true +keyed \*55; siv heard “Du ringer nå for Umbra”`, `the consumer did not hear it too`,
		`…050 is reserved +true +keyed \*71 \*01; siv heard “Nummeret er registrert”`, `clear before, reserved now`,
		`…051 buys +true +keyed \*41 .*\*48 \*06`, `the journal: 8 sale_ticked;\s+the journal: 1 sale_pending`,
		`…052 does not buy +true +keyed \*41 \*06 \*05; siv heard “Kontrollmanus mangler”`,
		`the journal: 1 sale_refused;\s+the journal: 0 sale_pending`,
	} {
		if !regexp.MustCompile(row).MatchString(out.String()) {
			t.Errorf("it did not print a row like %q", row)
		}
	}
	if t.Failed() {
		t.Log(out.String())
	}
	nothingIsLeft(t, dir)
}

// TestInterrupted ends the demo in the middle of its calls: soon, saying so, with nothing left running and the
// journal whole.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	if _, err := debian.Asterisk(t.Context(), "22", t.Output()); errors.Is(err, debian.ErrUnavailable) &&
		os.Getenv(asterisk.RequireEnv) == "" {
		t.Skipf("NO ASTERISK, NOT TESTED: %v", err)
	}
	asterisk.WatchLag(t)
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	out := &watched{word: "is there", then: cancel}
	if code := show(ctx, dir, out); code != 1 || !strings.Contains(out.String(), "demo: interrupted") {
		t.Errorf("exit code %d; it printed:\n%s", code, out)
	}
	if took := time.Since(out.at); took > 30*time.Second {
		t.Errorf("it took %v to end", took)
	}
	nothingIsLeft(t, dir)
	d := &demo{dir: dir}
	if said, err := d.tool(t.Context(), "journal", "verify"); err != nil || !strings.Contains(string(said), "whole") {
		t.Errorf("the journal: %s %v", said, err)
	}
}

// watched does something as soon as a word is printed.
type watched struct {
	bytes.Buffer
	word string
	then func()
	at   time.Time // when it was
}

func (w *watched) Write(b []byte) (int, error) {
	if w.at.IsZero() && bytes.Contains(b, []byte(w.word)) {
		w.at = time.Now()
		w.then()
	}
	return w.Buffer.Write(b)
}

// nothingIsLeft holds that no process of the demo's folder runs any more.
func nothingIsLeft(t *testing.T, dir string) {
	t.Helper()
	lines, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil || len(lines) == 0 {
		t.Fatalf("no processes to be seen: %v", err)
	}
	for _, name := range lines {
		text, err := os.ReadFile(name)
		if err != nil && !errors.Is(err, os.ErrNotExist) && !errors.Is(err, syscall.ESRCH) {
			t.Error(err)
		}
		if bytes.Contains(text, []byte(dir)) {
			t.Errorf("still running: %q", text)
		}
	}
}

// The figures of the real thing must not only agree: they must be able to disagree.
func TestADifferenceIsNamed(t *testing.T) {
	daemon := map[string]int{"attempted": 32, "answered": 20}
	tests := []struct {
		name  string
		count []line
		want  string
	}{
		{"the same", []line{{"attempted", 32}, {"answered", 20}}, ""},
		{"one less", []line{{"attempted", 32}, {"answered", 19}},
			"figures differ from them: answered: the daemon says 20, them 19"},
		{"a name the daemon has not", []line{{"abandoned", 1}},
			"figures differ from them: abandoned: the daemon says 0, them 1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			agreed, err := compare(daemon, "them", tt.count)
			if got := fmt.Sprint(err); err != nil && got != tt.want || err == nil && tt.want != "" {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if (agreed == "") == (err == nil) {
				t.Errorf("agreed %q and error %v", agreed, err)
			}
		})
	}
}

func TestTheListHasEveryFate(t *testing.T) {
	for want, n := range map[outcome]int{answered: 20, noAnswer: 3, busy: 6, trunkFailed: 3, blocked: 2, refused: 6} {
		if got := planned(fates(), want); got != n {
			t.Errorf("%d rows end %q, want %d", got, want, n)
		}
	}
}

// Calls are told apart by the last three digits, the rest being masked; and the list may hold no real number.
func TestNumbersOfTheListAreEvidentlyMadeUp(t *testing.T) {
	seen := map[string]string{}
	for _, f := range slices.Concat(fates(), openingRows(), dayRows()) {
		if f.want == refused {
			continue
		}
		if !regexp.MustCompile(`^(900|220)000\d\d$`).MatchString(f.national()) {
			t.Errorf("%s is not of the pattern 900 00 0nn or 220 00 0nn", f.number)
		}
		if other := seen[tail(f.national())]; other != "" {
			t.Errorf("%s and %s have the same last digits", f.number, other)
		}
		seen[tail(f.national())] = f.number
	}
}

func TestAFolderWithSomethingInItIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "mine"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if code := show(t.Context(), dir, &out); code != 1 || !strings.Contains(out.String(), "not empty") {
		t.Errorf("exit code %d, printed %q", code, &out)
	}
}

func TestTheTableIsDrawnInItsPlace(t *testing.T) {
	var out bytes.Buffer
	s := &screen{out: &out, live: true}
	s.draw([]string{"one", "two"})
	s.draw([]string{"three"})
	if got := out.String(); strings.Count(got, "\x1b[2A") != 1 ||
		strings.Index(got, "\x1b[2A") < strings.Index(got, "two") {
		t.Errorf("two lines are not gone back over: %q", got)
	}
	s.leave()
	out.Reset()
	s.draw([]string{"four"})
	if strings.Contains(out.String(), "A") {
		t.Errorf("what stands above is drawn over: %q", &out)
	}
}

func TestNoTableWhereThereIsNoTerminal(t *testing.T) {
	var out bytes.Buffer
	newScreen(&out).draw([]string{"one"})
	if out.Len() > 0 {
		t.Errorf("drawn: %q", &out)
	}
}
