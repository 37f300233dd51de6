package engine_test

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/hours"
)

var update = flag.Bool("update", false, "rewrite the transcripts of the stories")

// A story tells what happens, line by line, at times of one Oslo day; below its first "--" line stands what the
// engine did and the figures that follow. The top is written by hand, the bottom compared, or rewritten with -update.
func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/*.story")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".story"), func(t *testing.T) { tellStory(t, file) })
	}
}

const below = "-- transcript --\n"

func tellStory(t *testing.T, file string) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	told, want, _ := bytes.Cut(text, []byte(below))
	var got string
	synctest.Test(t, func(t *testing.T) { got = play(t, string(told)) })
	if *update {
		if err := os.WriteFile(file, []byte(string(told)+below+got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("transcript (-want +got):\n%s", diff)
	}
}

// play runs a story to its end and gives the transcript and the figures.
func play(t *testing.T, told string) string {
	f := newFloor(t)
	f.tellLines(told)
	f.open()
	synctest.Wait()
	f.sameDay()
	if f.lenient {
		f.rest()
	} else {
		f.settle()
		f.sameDay()
	}
	return f.transcript() + f.figures()
}

// tellLines has a story's lines happen.
func (f *floor) tellLines(told string) {
	for n, line := range strings.Split(told, "\n") {
		words := strings.Fields(line)
		if len(words) == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		if at, err := time.ParseInLocation("15:04:05.999", words[0], hours.Oslo()); err == nil {
			f.open()
			f.until(at)
			words = words[1:]
		}
		if err := f.say(words); err != nil {
			f.t.Fatalf("line %d: %q: %v", n+1, line, err)
		}
	}
}

// figures prints the day's figures as the journal gives them, those that are not zero.
func (f *floor) figures() string {
	days := figures.Derive(slices.Values(f.journal.all()), hours.Oslo())
	var b strings.Builder
	for _, d := range days {
		fmt.Fprintf(&b, "-- %s: attempted %d, answered %d, connected %d, transferred %d, abandoned %d",
			d.Day, d.Attempted, d.Answered, d.Connected, d.Transferred, d.Abandoned)
		for _, l := range []struct {
			name string
			n    int
		}{
			{"no_answer", d.NoAnswer}, {"busy", d.Busy}, {"cancelled_ringing", d.CancelledRinging},
			{"trunk_failed", d.TrunkFailed},
			{"lost", d.Lost}, {"m", d.Machines}, {"early_hangup", d.EarlyHangup}, {"late_transfer", d.LateTransfer},
			{"agent_drop", d.AgentDrop}, {"agent_cut", d.AgentCut}, {"local_error", d.LocalError},
			{"established", d.Established},
			{"exempt_customer", d.ExemptCustomer}, {"exempt_request", d.ExemptRequest},
			{"redial_dedicated", d.RedialDedicated}, {"redial_failed", d.RedialFailed},
		} {
			if l.n > 0 {
				fmt.Fprintf(&b, ", %s %d", l.name, l.n)
			}
		}
		for _, code := range slices.Sorted(maps.Keys(d.Blocked)) {
			fmt.Fprintf(&b, ", %s %d", code, d.Blocked[code])
		}
		b.WriteString(" --\n")
	}
	if err := figures.Check(days); err != nil {
		fmt.Fprintf(&b, "-- INVARIANT BROKEN: %v --\n", err)
	}
	return b.String()
}
