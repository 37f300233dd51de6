package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// house is a journal with a clock that the test sets.
type house struct {
	*testing.T
	dir string
	now time.Time
	s   *sqlite.Store
}

// newHouse begins on Monday at noon.
func newHouse(t *testing.T) *house {
	h := &house{T: t, dir: t.TempDir(), now: monday}
	h.open()
	return h
}

func (h *house) open() {
	h.Helper()
	o := options(h.dir)
	o.Now = func() time.Time { return h.now }
	var err error
	if h.s, err = sqlite.Create(h.Context(), o); err != nil {
		h.Fatal(err)
	}
	h.Cleanup(func() { h.s.Close() })
}

func (h *house) reopen() {
	h.s.Close()
	h.open()
}

// turn calls TurnDay.
func (h *house) turn() {
	h.Helper()
	if err := h.s.TurnDay(h.Context()); err != nil {
		h.Fatal(err)
	}
}

// days lets days pass; on each a number is reserved.
func (h *house) days(n int) {
	h.Helper()
	for range n {
		h.turn()
		h.reserve()
		h.now = h.now.AddDate(0, 0, 1)
	}
	h.turn()
}

// reserve puts the next number into our own register, after an agent has logged in.
func (h *house) reserve() {
	h.Helper()
	write(h.T, h.s, dialer.Fact{At: h.now, Kind: dialer.FactLogin, Agent: "anna"})
	n := number(100 + int(h.verify().Entries))
	if err := h.s.Reserve(h.Context(), sqlite.OwnRegister, n, "agent", "anna"); err != nil {
		h.Fatal(err)
	}
}

func (h *house) verify(keys ...string) sqlite.Report {
	h.Helper()
	r, err := h.s.VerifyBy(h.Context(), sqlite.Witness{Keys: keys})
	if err != nil {
		h.Fatal(err)
	}
	return r
}

// breaks fails unless Verify names a fault.
func (h *house) breaks(w sqlite.Witness, want string) {
	h.Helper()
	var broken *sqlite.Broken
	_, err := h.s.VerifyBy(h.Context(), w)
	if !errors.As(err, &broken) || !strings.Contains(err.Error(), want) {
		h.Errorf("got %v, want %q", err, want)
	}
}

// keyFiles are the private halves that are beside the master key.
func (h *house) keyFiles() []string {
	h.Helper()
	files, err := filepath.Glob(filepath.Join(h.dir, "day-*.key"))
	if err != nil {
		h.Fatal(err)
	}
	slices.Sort(files)
	return files
}

// TestEachDayIsSignedByItsOwnKey: made the day before, in the chain, destroyed when the day is over.
func TestEachDayIsSignedByItsOwnKey(t *testing.T) {
	h := newHouse(t)
	h.turn()
	first := h.verify().Keys[0]
	before := h.keyFiles()
	if len(before) != 2 || first.From != "2026-11-23" || first.Closed != 0 ||
		!strings.Contains(before[1], "2026-11-24") {
		t.Fatalf("on the first day: %+v, files %v", first, before)
	}
	h.days(3)
	h.turn() // nothing to do
	r := h.verify(first.First)
	row := r.Keys[0]
	if len(r.Keys) != 1 || row.Closed != 3 || row.Last != "2026-11-25" || !r.Noted || row.Proven == 0 {
		t.Errorf("after three days: %+v", r)
	}
	after := h.keyFiles()
	if len(after) != 2 || slices.Contains(after, before[0]) || !strings.Contains(after[0], "2026-11-26") {
		t.Errorf("files before %v, after %v", before, after)
	}
	closed, err := h.s.ClosedDays(t.Context(), 0)
	if err != nil || len(closed) != 3 || closed[0].Key != first.First || closed[2].First != first.First {
		t.Errorf("closed: %+v, %v", closed, err)
	}
	if _, err := h.s.Verify(t.Context(), closed[0].Head, closed[2].Head); err != nil {
		t.Errorf("the heads of closed days: %v", err)
	}
}

// TestWhatHappensToDayKeys: a house that was off, a clock that goes back, keys that are lost or were never noted.
func TestWhatHappensToDayKeys(t *testing.T) {
	for _, tt := range []struct {
		name      string
		happens   func(h *house)
		rows      int
		closed    int    // days of the last row
		last      string // day closed
		whyItself string // of the last row
	}{
		{"off for a week: the last day is closed late", func(h *house) {
			h.now = h.now.AddDate(0, 0, 7)
			h.reopen()
			h.turn()
		}, 1, 3, "2026-11-25", "no day keys before"},
		{"the clock goes back a day: a new key for it", func(h *house) {
			h.now = h.now.AddDate(0, 0, -1)
			h.turn()
		}, 1, 3, "2026-11-25", "no day keys before"},
		{"the clock goes years ahead and back", func(h *house) {
			h.now = h.now.AddDate(9, 0, 0)
			h.turn()
			h.now = h.now.AddDate(-9, 0, 0)
			h.turn()
		}, 1, 4, "2035-11-25", "no day keys before"},
		{"a restart in the day", func(h *house) { h.reopen(); h.turn() }, 1, 2, "2026-11-24", "no day keys before"},
		{"today's private half is lost", func(h *house) {
			if err := os.Remove(h.keyFiles()[0]); err != nil {
				h.Fatal(err)
			}
			h.turn()
		}, 2, 0, "", "the private half of the key of 2026-11-25 is gone"},
		{"tomorrow's private half is lost", func(h *house) {
			if err := os.Remove(h.keyFiles()[1]); err != nil {
				h.Fatal(err)
			}
			h.turn()
			h.now = h.now.AddDate(0, 0, 1)
			h.turn()
		}, 1, 3, "2026-11-25", "no day keys before"},
		{"today's private half is another", func(h *house) {
			if err := os.WriteFile(h.keyFiles()[0], make([]byte, 32), 0o600); err != nil {
				h.Fatal(err)
			}
			h.turn()
		}, 2, 0, "", "is gone"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			h.days(2)
			first := h.verify().Keys[0].First
			tt.happens(h)
			h.reserve()
			r := h.verify()
			row := r.Keys[len(r.Keys)-1]
			if len(r.Keys) != tt.rows || row.Closed != tt.closed || string(row.Last) != tt.last ||
				!strings.Contains(row.Why, tt.whyItself) {
				t.Errorf("got %+v", r.Keys)
			}
			if files := h.keyFiles(); len(files) != 2 {
				t.Errorf("private halves: %v", files)
			}
			if tt.rows == 1 {
				h.verify(first)
				return
			}
			h.breaks(sqlite.Witness{Keys: []string{first}}, "which was not noted outside")
			h.verify(first, row.First)
		})
	}
}

// TestACrashAtAnyStepOfATurnLeavesOneWayOn: private halves that the chain does not know are destroyed, and those of
// days that it has closed.
func TestACrashAtAnyStepOfATurnLeavesOneWayOn(t *testing.T) {
	h := newHouse(t)
	h.days(1)
	kept := h.keyFiles()
	seed, err := os.ReadFile(kept[0])
	if err != nil {
		t.Fatal(err)
	}
	// Made and not noted: the process died before the entry was on the disk.
	orphan := strings.Replace(kept[1], "2026-11-25", "2026-11-26", 1)
	// Closed in the chain and not destroyed: it died right after.
	h.now = h.now.AddDate(0, 0, 1)
	h.turn()
	next := h.keyFiles()
	for _, path := range []string{orphan, kept[0]} {
		if err := os.WriteFile(path, seed, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	h.reopen()
	h.turn()
	if got := h.keyFiles(); !slices.Equal(got, next) {
		t.Errorf("got %v, want %v", got, next)
	}
	if r := h.verify(); len(r.Keys) != 1 || r.Keys[0].Closed != 2 {
		t.Errorf("got %+v", r.Keys)
	}
}

// TestATurnThatFailsIsMadeUpFor: the keys in use stay as they are, and the next turn succeeds.
func TestATurnThatFailsIsMadeUpFor(t *testing.T) {
	h := newHouse(t)
	h.days(1)
	files := h.keyFiles()
	h.now = h.now.AddDate(0, 0, 1)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if err := h.s.TurnDay(gone); err == nil {
		t.Error("turned without a journal")
	}
	if got := h.keyFiles(); !slices.Contains(got, files[0]) || !slices.Contains(got, files[1]) {
		t.Errorf("keys in use are gone: %v", got)
	}
	h.turn()
	if r := h.verify(); r.Keys[0].Closed != 2 || len(r.Keys) != 1 || len(h.keyFiles()) != 2 {
		t.Errorf("got %+v, %v", r.Keys, h.keyFiles())
	}
}

// TestADestroyedKeyIsZeroed: a file that someone holds open shows zeros.
func TestADestroyedKeyIsZeroed(t *testing.T) {
	h := newHouse(t)
	h.turn()
	f, err := os.Open(h.keyFiles()[0])
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	h.days(1)
	seed := make([]byte, 33)
	n, _ := f.ReadAt(seed, 0)
	if n != 32 || !slices.Equal(seed[:32], make([]byte, 32)) {
		t.Errorf("%d bytes are left: %x", n, seed[:n])
	}
}

// TestABackupHasNoDayKey: neither a private half nor its file.
func TestABackupHasNoDayKey(t *testing.T) {
	h := newHouse(t)
	h.days(1)
	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := sqlite.Backup(t.Context(), options(h.dir), copied); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(copied)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range h.keyFiles() {
		seed, err := os.ReadFile(path)
		if err != nil || strings.Contains(string(text), string(seed)) {
			t.Errorf("%s: in the copy, or %v", path, err)
		}
	}
}

// TestACheckpointIsSignedByTheDay: one that was made with the master key alone is not believed.
func TestACheckpointIsSignedByTheDay(t *testing.T) {
	h := newHouse(t)
	h.days(2)
	save := func() {
		c, refused, err := h.s.OpenCounter(t.Context())
		if err != nil || refused != "" {
			t.Fatalf("refused %q, %v", refused, err)
		}
		if err := c.CountAll(t.Context(), func(int64, int64) {}); err != nil {
			t.Fatal(err)
		}
		if err := c.Save(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	save()
	h.now = h.now.AddDate(0, 0, 1)
	h.turn() // the key that signed it is destroyed
	if c, refused, err := h.s.OpenCounter(t.Context()); err != nil || refused != "" || c.Seq() == 0 {
		t.Fatalf("as it was: refused %q, %v", refused, err)
	}
	for change, want := range map[string]string{
		`UPDATE checkpoint SET seal = substr(seal, 1, 32)
			WHERE day = ''`: "not signed by the key of its day",
		`UPDATE checkpoint SET seal = cast(substr(seal, 1, 127) || x'ff' AS BLOB)
			WHERE day = ''`: "not of a day's key",
		`UPDATE checkpoint SET seal = cast(substr(seal, 1, 32) || zeroblob(32) || substr(seal, 65) AS BLOB)
			WHERE day = ''`: "not of a day's key",
	} {
		if err := <-h.s.Go(change); err != nil {
			t.Fatal(err)
		}
		if _, refused, err := h.s.OpenCounter(t.Context()); err != nil || !strings.Contains(refused, want) {
			t.Errorf("%s: refused %q, %v", change, refused, err)
		}
		if err := h.s.DropCheckpoint(t.Context()); err != nil {
			t.Fatal(err)
		}
		save()
	}
}

// TestAWitnessThatIsNoneIsRefused names each fault.
func TestAWitnessThatIsNoneIsRefused(t *testing.T) {
	h := newHouse(t)
	_, err := h.s.VerifyBy(t.Context(), sqlite.Witness{Heads: []string{"7"},
		Keys: []string{"abc", strings.Repeat("g", 64)}})
	if !errors.As(err, new(dialer.Invalid)) || strings.Count(fmt.Sprint(err), "first-key") != 2 {
		t.Errorf("got %v", err)
	}
}

// TestAForgedHistoryShowsAgainstWhatWasNoted: a thief with the folder, the master key and today's key writes the
// journal again, in each possible way. Without anything noted outside, the fault shows only where the help says so;
// with the first key, or a head of a day before the theft, it always shows.
func TestAForgedHistoryShowsAgainstWhatWasNoted(t *testing.T) {
	reserved := []dialer.FactKind{dialer.FactReserved}
	for _, tt := range []struct {
		name    string
		from    func(days []sqlite.ClosedDay) int64 // the first entry that is written again
		without []dialer.FactKind
		resign  bool
		alone   string // what Verify says with nothing noted: "" whole
		key     string // with the noted first key
		heads   []bool // which of the three days' heads show it
	}{
		{"everything, and the signatures stay as they were", entry(1), reserved, false,
			"not signed by the key", "not signed by the key", []bool{true, true, true}},
		{"everything, with keys of his own", entry(1), reserved, true, "", "was not noted outside",
			[]bool{true, true, true}},
		{"from the second day on, and he says that a key was lost", closing(0), reserved, true,
			"", "was not noted outside", []bool{false, true, true}},
		{"the last two days as if the house had not looked at its clock", closing(0),
			[]dialer.FactKind{dialer.FactReserved, dialer.FactDayClosed, dialer.FactDayKey}, true,
			"", "was never closed", []bool{false, true, true}},
		{"the day of the theft, with its key", closing(2), reserved, true, "", "", []bool{false, false, false}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			h.days(3)
			h.reserve()
			first := h.verify().Keys[0]
			days, err := h.s.ClosedDays(t.Context(), 0)
			if err != nil {
				t.Fatal(err)
			}
			h.s.Close()
			f := sqlite.Forgery{Without: tt.without, From: tt.from(days), Resign: tt.resign}
			if err := sqlite.Forge(t.Context(), options(h.dir), f); err != nil {
				t.Fatal(err)
			}
			h.open()
			h.holds("nothing noted", sqlite.Witness{}, tt.alone)
			h.holds("the first key", sqlite.Witness{Keys: []string{first.First}}, tt.key)
			for i, day := range days {
				want := tt.alone
				if tt.heads[i] && want == "" {
					want = "noted outside"
				}
				h.holds("the head of "+string(day.Day), sqlite.Witness{Heads: []string{day.Head}}, want)
			}
			if tt.key == "" {
				if proven := h.verify(first.First).Keys[0].Proven; proven >= f.From {
					t.Errorf("entries up to %d are said to be proven, and %d is forged", proven, f.From)
				}
			}
		})
	}
}

func entry(seq int64) func([]sqlite.ClosedDay) int64 {
	return func([]sqlite.ClosedDay) int64 { return seq }
}

// closing is the entry after the one that closes a day.
func closing(day int) func([]sqlite.ClosedDay) int64 {
	return func(days []sqlite.ClosedDay) int64 { return days[day].Seq + 1 }
}

// holds fails unless Verify names the fault, or none if it is "".
func (h *house) holds(with string, w sqlite.Witness, want string) {
	h.Helper()
	_, err := h.s.VerifyBy(h.Context(), w)
	if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
		h.Errorf("with %s: got %v, want %q", with, err, want)
	}
}
