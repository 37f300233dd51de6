package recordings_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/recordings"
	"github.com/ringevett/ringevett/daemon/retention"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

const consumer, agent = "a1-consumer-1", "a1-agent-1"

func TestARecordingsLife(t *testing.T) {
	h := newHouse(t, t.TempDir(), monday)
	h.record(1, 3)
	if got := h.run(); got != (recordings.Report{Collected: 2}) {
		t.Errorf("got %+v, want two collected", got)
	}
	wantFiles(t, h, "recordings/a1-agent-1.sealed", "recordings/a1-consumer-1.sealed")
	sealed, err := os.ReadFile(filepath.Join(h.dir, "recordings", consumer+".sealed"))
	must(t, err)
	if bytes.Contains(sealed, []byte(consumer+consumer)) {
		t.Error("the sound lies in clear on the disk")
	}
	if got, err := h.read(consumer); err != nil || got != string(sound(consumer)) ||
		h.facts(dialer.FactRecordingRead) != 1 {
		t.Errorf("got %d bytes, %v, %d readings in the journal", len(got), err, h.facts(dialer.FactRecordingRead))
	}
	h.clock = monday.Add(72*time.Hour - time.Second)
	if got := h.run(); got != (recordings.Report{}) {
		t.Errorf("a second before its time: got %+v", got)
	}
	h.clock = monday.Add(73 * time.Hour)
	if got := h.run(); got != (recordings.Report{Deleted: 2}) {
		t.Errorf("an hour after it: got %+v", got)
	}
	wantFiles(t, h)
	if r := h.get(consumer); r.State != dialer.RecordingGone || r.Box != nil || r.SHA256 != "" || r.Why != "time" ||
		h.facts(dialer.FactRecordingGone) != 2 {
		t.Errorf("the tombstone is %+v", r)
	}
	must(t, os.WriteFile(filepath.Join(h.dir, "recordings", consumer+".sealed"), sealed, 0o600))
	must(t, os.WriteFile(h.pbx.path(agent), sound(agent), 0o600))
	if _, err := h.read(consumer); !errors.Is(err, dialer.ErrRefused) {
		t.Errorf("a restored file was read: %v", err)
	}
	if got := h.run(); got != (recordings.Report{Returned: 2}) {
		t.Errorf("after a restore: got %+v", got)
	}
	wantFiles(t, h)
	if got := h.facts(dialer.FactRecordingDefect); got != 2 {
		t.Errorf("got %d facts of it, want 2", got)
	}
}

func TestAClockPutBackResurrectsNothing(t *testing.T) {
	h := newHouse(t, t.TempDir(), monday)
	h.record(1, 3)
	h.run()
	h.clock = monday.Add(71 * time.Hour)
	h.run()
	h.record(2, 1)
	h.run()
	h.clock = monday.Add(-1000 * time.Hour)
	if got := h.run(); got.Deleted != 0 || len(h.files()) != 4 {
		t.Errorf("got %+v, %d files", got, len(h.files()))
	}
	h.clock = monday.Add(72 * time.Hour)
	h.run()
	h.clock = monday
	if got := h.run(); got != (recordings.Report{}) || len(h.files()) != 2 {
		t.Errorf("got %+v, %d files", got, len(h.files()))
	}
}

func TestLeftWithThePBX(t *testing.T) {
	h := newHouse(t, t.TempDir(), monday)
	o := h.options()
	o.Leave = true
	var err error
	h.keep, err = recordings.Open(o)
	must(t, err)
	h.record(1, 3)
	h.run()
	wantFiles(t, h, "pbx/a1-agent-1", "pbx/a1-consumer-1")
	if got, err := h.read(agent); err != nil || got != string(sound(agent)) ||
		h.get(agent).State != dialer.RecordingLeft {
		t.Errorf("got %d bytes, %v", len(got), err)
	}
	must(t, os.WriteFile(h.pbx.path(agent), []byte("another sound"), 0o600))
	if _, err := h.read(agent); err == nil || !strings.Contains(err.Error(), "checksum") {
		t.Errorf("a changed file: got %v", err)
	}
	h.clock = monday.Add(80 * time.Hour)
	h.run()
	wantFiles(t, h)
}

func TestHoldsAndTheirEnd(t *testing.T) {
	h := newHouse(t, t.TempDir(), monday)
	h.record(1, 3)
	h.run()
	h.clock = monday.Add(48 * time.Hour)
	hold, err := retention.Hold(h.clock, dialer.HoldAccess, 0, "request 7", "cli:per")
	must(t, err)
	must(t, h.store.HoldRecording(t.Context(), consumer, hold))
	h.clock = monday.Add(100 * time.Hour)
	h.run()
	wantFiles(t, h, "recordings/a1-consumer-1.sealed")
	if err := h.store.DropRecording(t.Context(), consumer, "used", "listened to",
		"cli:per"); !errors.Is(err, dialer.ErrRefused) {
		t.Errorf("deleted under a hold: %v", err)
	}
	if _, err := h.store.EraseRecordings(t.Context(), number(1), "cli:per"); !errors.Is(err, dialer.ErrRefused) {
		t.Errorf("erased under a hold: %v", err)
	}
	if err := h.store.HoldRecording(t.Context(), agent, hold); !errors.Is(err, dialer.ErrRefused) {
		t.Errorf("what is gone was held: %v", err)
	}
	h.clock = monday.Add(48*time.Hour).AddDate(0, 0, 30)
	h.run()
	wantFiles(t, h)
}

func TestAHoldReleased(t *testing.T) {
	h := newHouse(t, t.TempDir(), monday)
	h.record(1, 1)
	h.run()
	hold, err := retention.Hold(h.clock, dialer.HoldComplaint, 0, "case 7", "cli:per")
	must(t, err)
	must(t, h.store.HoldRecording(t.Context(), consumer, hold))
	h.clock = monday.Add(48 * time.Hour)
	h.run()
	must(t, h.store.ReleaseRecording(t.Context(), consumer, "case closed", "cli:per"))
	h.clock = h.clock.Add(time.Hour)
	if got := h.run(); got.Deleted != 1 {
		t.Errorf("got %+v", got)
	}
	wantFiles(t, h)
}

func TestUsedIsGoneAtTheNextRun(t *testing.T) {
	h := newHouse(t, t.TempDir(), monday)
	h.record(1, 3)
	h.run()
	h.clock = monday.Add(24 * time.Hour)
	must(t, h.store.DropRecording(t.Context(), consumer, "used", "listened to", "cli:per"))
	if _, err := h.read(consumer); !errors.Is(err, dialer.ErrRefused) {
		t.Errorf("read after that: %v", err)
	}
	h.run()
	wantFiles(t, h, "recordings/a1-agent-1.sealed")
}

func TestWithdrawalDeletesWhateverStageItIsIn(t *testing.T) {
	for _, stage := range []string{"running", "kept"} {
		t.Run(stage, func(t *testing.T) {
			h := newHouse(t, t.TempDir(), monday)
			h.record(1, 3)
			if stage == "kept" {
				h.run()
			}
			h.write(dialer.FactWithdrawn, 1)
			if got := h.run(); got.Deleted != 2 || got.Collected != 0 {
				t.Errorf("got %+v", got)
			}
			wantFiles(t, h)
			if refused, err := h.store.RecordingRefused(t.Context(), "wool", number(1)); !refused || err != nil {
				t.Errorf("the no is forgotten: %v", err)
			}
			if refused, err := h.store.RecordingRefused(t.Context(), "silk", number(1)); refused || err != nil {
				t.Errorf("it holds in another campaign: %v", err)
			}
		})
	}
}

// The journal is the last guard: it takes no recording without a consent.
func TestNoConsentNoRecording(t *testing.T) {
	tests := []struct {
		name  string
		facts []dialer.FactKind
		fine  bool
	}{
		{"nothing was asked", nil, false},
		{"a prompt without a yes", []dialer.FactKind{dialer.FactInformed}, false},
		{"a yes without a prompt", []dialer.FactKind{dialer.FactConsent}, false},
		{"both", []dialer.FactKind{dialer.FactInformed, dialer.FactConsent}, true},
		{"taken back", []dialer.FactKind{dialer.FactInformed, dialer.FactConsent, dialer.FactWithdrawn}, false},
		{"refused", []dialer.FactKind{dialer.FactInformed, dialer.FactConsentRefused}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t, t.TempDir(), monday)
			for _, k := range tt.facts {
				h.write(k, 1)
			}
			err := h.store.BeginRecordings(t.Context(),
				dialer.NewRecordings(dialer.Recording{Attempt: 1, Part: 1, Began: monday}))
			if tt.fine != (err == nil) || err != nil && !errors.Is(err, dialer.ErrRefused) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestAFileThatNobodyAllowedIsADefect(t *testing.T) {
	h := newHouse(t, t.TempDir(), monday)
	must(t, os.WriteFile(h.pbx.path("a9-consumer-1"), []byte("secretly"), 0o600))
	if got := h.run(); got.Returned != 1 || h.facts(dialer.FactRecordingDefect) != 1 {
		t.Errorf("got %+v", got)
	}
	wantFiles(t, h)
}

func TestAPBXThatIsAwayIsAskedAgain(t *testing.T) {
	h := newHouse(t, t.TempDir(), monday)
	h.record(1, 1)
	h.run()
	o := h.options()
	o.PBX = away{h.pbx}
	gone, err := recordings.Open(o)
	must(t, err)
	h.clock = monday.Add(25 * time.Hour)
	if _, err := gone.Run(context.Background()); err == nil || h.facts(dialer.FactRecordingGone) != 0 {
		t.Errorf("called gone while the PBX could not be asked: %v", err)
	}
	if got := h.run(); got.Deleted != 2 {
		t.Errorf("got %+v", got)
	}
}

func TestTheKeys(t *testing.T) {
	h := newHouse(t, t.TempDir(), monday)
	h.record(1, 3)
	h.run()
	before, err := os.ReadFile(filepath.Join(h.dir, "recordings.key"))
	must(t, err)
	if n, err := h.keep.Rotate(t.Context()); n != 2 || err != nil {
		t.Fatalf("got %d, %v", n, err)
	}
	after, err := os.ReadFile(filepath.Join(h.dir, "recordings.key"))
	must(t, err)
	if bytes.Equal(before, after) || len(after) != len(before) {
		t.Error("the old key is still in the file, or no new one")
	}
	if got, err := h.read(consumer); err != nil || got != string(sound(consumer)) {
		t.Errorf("after the rotation: %v", err)
	}
	t.Run("without the right key a recording is lost", func(t *testing.T) {
		must(t, os.WriteFile(filepath.Join(h.dir, "recordings.key"), before, 0o600))
		k, err := recordings.Open(h.options())
		must(t, err)
		if err := k.Read(t.Context(), &bytes.Buffer{}, h.get(consumer), "x",
			"cli:per"); !errors.Is(err, dialer.ErrRefused) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a key that is gone is not replaced while sealed files lie there", func(t *testing.T) {
		o := h.options()
		o.KeyFile = filepath.Join(h.dir, "typo.key")
		if _, err := recordings.Open(o); !errors.Is(err, dialer.ErrRefused) ||
			!strings.Contains(err.Error(), "put it back") {
			t.Errorf("got %v", err)
		}
		if _, err := os.Stat(o.KeyFile); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("a new key was made: %v", err)
		}
	})
	t.Run("a key that others can read is refused", func(t *testing.T) {
		must(t, os.Chmod(filepath.Join(h.dir, "recordings.key"), 0o644))
		if _, err := recordings.Open(h.options()); !errors.Is(err, dialer.ErrRefused) {
			t.Errorf("got %v", err)
		}
	})
}

func TestASealedFileShowsEveryChange(t *testing.T) {
	h := newHouse(t, t.TempDir(), monday)
	h.record(1, 3)
	h.run()
	path := filepath.Join(h.dir, "recordings", consumer+".sealed")
	whole, err := os.ReadFile(path)
	must(t, err)
	if len(whole) < 70_000 {
		t.Fatalf("%d bytes are one piece: this test sees little", len(whole))
	}
	changes := map[string]func([]byte) []byte{
		"a bit":             func(b []byte) []byte { b[len(b)/2] ^= 1; return b },
		"the tail cut off":  func(b []byte) []byte { return b[:len(b)-100] },
		"a whole piece cut": func(b []byte) []byte { return b[:21+65536+16] },
		"the head":          func(b []byte) []byte { b[0] = 'x'; return b },
		"nothing left":      func([]byte) []byte { return nil },
		"another recording's": func([]byte) []byte {
			b, _ := os.ReadFile(filepath.Join(h.dir, "recordings", agent+".sealed"))
			return b
		},
		"something at its end": func(b []byte) []byte { return append(b, 1) },
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			must(t, os.WriteFile(path, change(bytes.Clone(whole)), 0o600))
			if _, err := h.read(consumer); err == nil {
				t.Error("not seen")
			}
		})
	}
}

func TestANumberIsErasedWithItsRecordings(t *testing.T) {
	h := newHouse(t, t.TempDir(), monday)
	h.record(1, 3)
	h.record(2, 3)
	h.run()
	if n, err := h.store.EraseRecordings(t.Context(), number(1), "cli:per"); n != 2 || err != nil {
		t.Fatalf("got %d, %v", n, err)
	}
	h.run()
	wantFiles(t, h, "recordings/a2-agent-1.sealed", "recordings/a2-consumer-1.sealed")
	all, err := h.store.Recordings(t.Context(), sqlite.RecordingQuery{Number: number(2)})
	if len(all) != 2 || err != nil {
		t.Errorf("got %d, %v", len(all), err)
	}
}
