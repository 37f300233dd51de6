package recordings_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/recordings"
	"github.com/ringevett/ringevett/daemon/retention"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// The child of TestKill is this binary again, told by these what to do.
const (
	childDir   = "RINGEVETT_TEST_RETENTION_UNTIL_KILLED"
	childHasty = "RINGEVETT_TEST_TELL_BEFORE_DELETING"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		fmt.Fprintln(os.Stderr, runUntilKilled(dir, os.Getenv(childHasty) != ""))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// later is when the child runs: what was to be kept one day is over, what was to be kept seven is not.
func later() time.Time { return monday.Add(30 * time.Hour) }

// hasty removes a file only after the journal was told that it is gone: the fault that the test must see.
type hasty struct{ folder }

func (h hasty) RemoveRecording(context.Context, dialer.RecordingID) error { return nil }
func (h hasty) RecordingFile(_ context.Context, id dialer.RecordingID, w io.Writer) error {
	return fmt.Errorf("%s: %w", id, dialer.ErrNotFound)
}

// runUntilKilled tells each step of its way, so that the parent may kill it anywhere.
func runUntilKilled(dir string, early bool) error {
	ctx := context.Background()
	store, err := sqlite.Create(ctx, sqlite.Options{Dir: dir, Now: later})
	if err != nil {
		return err
	}
	h := &house{dir: dir, clock: later(), store: store, pbx: folder(filepath.Join(dir, "pbx"))}
	o := h.options()
	o.PBX = telling{h.pbx}
	if early {
		o.PBX, o.Leave = hasty{h.pbx}, true
	}
	k, err := recordings.Open(o)
	if err != nil {
		return err
	}
	fmt.Println("run")
	if _, err := k.Run(ctx); err != nil {
		return err
	}
	fmt.Println("done")
	select {}
}

// telling says each time the PBX is asked for something.
type telling struct{ folder }

func (p telling) RecordingFile(ctx context.Context, id dialer.RecordingID, w io.Writer) error {
	fmt.Println("file", id)
	return p.folder.RecordingFile(ctx, id, w)
}

func (p telling) RemoveRecording(ctx context.Context, id dialer.RecordingID) error {
	fmt.Println("remove", id)
	return p.folder.RemoveRecording(ctx, id)
}

// killOnce kills a child after it has told so many lines and some time more; whole: it came to its end first.
func killOnce(t *testing.T, dir, early string, after int) (whole bool) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childDir+"="+dir, childHasty+"="+early)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	lines := bufio.NewScanner(out)
	for n := 0; lines.Scan(); {
		whole = lines.Text() == "done"
		if n++; n >= after || whole {
			break
		}
	}
	time.Sleep(time.Duration(rand.IntN(3000)) * time.Microsecond) // into the middle of the next step
	cmd.Process.Kill()
	cmd.Wait()
	return whole
}

// fate is what must become of each recording of a call.
type fate struct {
	goes bool
	why  string
}

// fill has calls of every kind: over, not over, held, taken back, and not collected yet.
func fill(t *testing.T, dir string, calls int) map[dialer.RecordingID]fate {
	h := newHouse(t, dir, monday)
	defer h.store.Close()
	want := map[dialer.RecordingID]fate{}
	hold, err := retention.Hold(monday, dialer.HoldComplaint, 0, "case", "cli:per")
	must(t, err)
	for i := range calls {
		f, days := fate{true, "time"}, 1
		if i%5 >= 3 {
			f, days = fate{false, ""}, 7
		}
		both := h.record(dialer.AttemptID(i+1), days)
		if i == calls/2 {
			h.run()
		}
		if i%5 == 1 && i < calls/2 { // over, and held
			f = fate{}
			h.run()
			for _, r := range both {
				must(t, h.store.HoldRecording(t.Context(), r.ID, hold))
			}
		}
		if i%5 == 4 { // taken back
			f = fate{true, "withdrawn"}
			h.write(dialer.FactWithdrawn, both[0].Attempt)
		}
		for _, r := range both {
			want[r.ID] = f
		}
	}
	return want
}

// wrong looks at the disk and the journal: what they say that they may not, at any moment and, at the end, for good.
func wrong(t *testing.T, dir string, want map[dialer.RecordingID]fate, end bool) (faults []string) {
	t.Helper()
	h := newHouse(t, dir, later())
	defer h.store.Close()
	there := map[string]bool{}
	for _, f := range h.files() {
		there[f] = true
	}
	for id, f := range want {
		r := h.get(id)
		sealed, raw := there["recordings/"+string(id)+".sealed"], there["pbx/"+string(id)]
		if r.State == dialer.RecordingGone && (sealed || raw) {
			faults = append(faults, string(id)+": called gone, and its file is there")
		}
		if !f.goes && !sealed && !raw {
			faults = append(faults, string(id)+": should stay, and is gone")
		}
		if !end {
			continue
		}
		if f.goes && (r.State != dialer.RecordingGone || r.Why != f.why) {
			faults = append(faults, fmt.Sprintf("%s: should be gone by %s, and is %s %s", id, f.why, r.State, r.Why))
		}
		if got, err := h.read(id); !f.goes && (err != nil || got != string(sound(id))) {
			faults = append(faults, fmt.Sprintf("%s: should stay, and cannot be read: %v", id, err))
		}
	}
	return faults
}

func TestKill(t *testing.T) {
	t.Run("nothing is kept that should go, nothing gone that should stay", func(t *testing.T) {
		kills, midway, goes, stays := 0, 0, 0, 0
		for kills < 20 {
			dir := t.TempDir()
			want := fill(t, dir, 30)
			for range 2 {
				kills++
				if !killOnce(t, dir, "", 1+rand.IntN(60)) {
					midway++
				}
				if got := wrong(t, dir, want, false); got != nil {
					t.Fatalf("after kill %d: %q", kills, got)
				}
			}
			h := newHouse(t, dir, later())
			h.run() // collects the rest; what came over its time by that goes now or with the next
			h.run()
			h.store.Close()
			if got := wrong(t, dir, want, true); got != nil {
				t.Fatalf("at the end: %q", got)
			}
			for _, f := range want {
				if f.goes {
					goes++
				} else {
					stays++
				}
			}
		}
		t.Logf("%d kills, %d of them midway; %d recordings gone, %d kept and readable, 0 wrong", kills, midway, goes,
			stays)
		if midway < kills/2 {
			t.Errorf("only %d of %d kills came midway: this test sees little", midway, kills)
		}
	})
	t.Run("and the test would see it: a job that tells before it deletes", func(t *testing.T) {
		dir := t.TempDir()
		want := fill(t, dir, 30)
		killOnce(t, dir, "1", 1<<20)
		got := wrong(t, dir, want, false)
		if len(got) == 0 {
			t.Error("nothing was seen")
		}
		t.Logf("%d faults seen", len(got))
	})
}
