package engine_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/roster"
)

// unlock is a supervisor's lift: the journal first, then the floor.
func (f *floor) unlock(who string) error {
	endpoint := "PJSIP/" + who
	lift := dialer.Fact{At: f.now(), Kind: dialer.FactPhoneUnlocked, Code: endpoint, Detail: "known", By: "cli:kari"}
	if err := f.journal.Write(f.t.Context(), dialer.Batch{Facts: []dialer.Fact{lift}}); err != nil {
		return err
	}
	return f.e.PhoneUnlocked(f.t.Context(), endpoint)
}

// trials is how the journal's facts leave the phones, for the next daemon.
func (j *fakeJournal) trials() []dialer.PINTrial {
	j.mu.Lock()
	defer j.mu.Unlock()
	all := roster.Trials{}
	for _, f := range j.facts {
		all.Take(f)
	}
	return all.List()
}

// pauses are those that the journal's facts leave, for the next daemon.
func (j *fakeJournal) pauses() []dialer.Pause {
	j.mu.Lock()
	defer j.mu.Unlock()
	all := roster.Pauses{}
	for _, f := range j.facts {
		all.Take(f)
	}
	return all.List()
}

// guess has a leg key a PIN, and gives what the phone heard for it.
func (f *floor) guess(id dialer.SessionID, pin string) {
	for _, digit := range []byte(pin + "#") {
		f.e.Tell(engine.SeatKey{Session: id, Digit: digit})
	}
	synctest.Wait()
}

// TestGuessingIsSlowAndEnds: whatever a phone does for a day, hanging up and ringing again at every sound, with
// several legs at once, no more PINs are looked up than the lock allows, none of them holds a PIN in the journal, and
// no other phone is barred.
func TestGuessingIsSlowAndEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFloor(t)
		f.mayBreak = false
		f.until(mustClock("10:00:00"))
		f.open()
		began := time.Now()
		var locked time.Duration
		for n := 0; n < 4000; n++ {
			var legs []dialer.SessionID
			for k := range 3 {
				id := dialer.SessionID(fmt.Sprintf("anna%d", 3*n+k))
				f.tell(engine.SeatArrived{Session: id, Endpoint: "PJSIP/anna"})
				legs = append(legs, id)
			}
			for _, id := range legs {
				for _, digit := range []byte("9999#") { // all at once, before any is looked up
					f.e.Tell(engine.SeatKey{Session: id, Digit: digit})
				}
			}
			synctest.Wait()
			for _, id := range legs {
				f.phone.seatGone(id)
				f.tell(engine.SeatGone{Session: id, Why: "hung up"})
			}
			synctest.Wait()
			if all := f.journal.trials(); locked == 0 && len(all) == 1 && !all[0].Locked.IsZero() {
				locked = time.Since(began)
			}
			time.Sleep(500 * time.Millisecond)
		}
		wrong := 0
		f.journal.mu.Lock()
		for _, x := range f.journal.facts {
			if x.Kind == dialer.FactWrongPIN {
				wrong++
				if x.Code != "PJSIP/anna" || x.Agent != "anna" || x.By != "PJSIP/anna" {
					t.Errorf("a wrong PIN is %+v", x)
				}
			}
			if strings.Contains(fmt.Sprint(x), "9999") {
				t.Errorf("a PIN is in the journal: %+v", x)
			}
		}
		f.journal.mu.Unlock()
		if wrong != roster.PINLock {
			t.Errorf("%d PINs were looked up, want %d", wrong, roster.PINLock)
		}
		if locked < 2*time.Minute { // 2 + 4 + 8 + 16 + 32 + 60 s
			t.Errorf("ten PINs were guessed in %v", locked)
		}
		if err := f.login([]string{"bob"}); err != nil {
			t.Fatal(err)
		}
		s, err := f.e.Snapshot(t.Context())
		if err != nil ||
			!slices.ContainsFunc(s.Seats,
				func(v engine.SeatView) bool { return v.Agent == "bob" && v.State == roster.Ready }) {
			t.Errorf("another phone cannot log in: %+v, %v", s.Seats, err)
		}
	})
}

// TestStrangersAreBounded: phones of no agent are counted up to a number; a further one is refused all the same, and
// costs nothing.
func TestStrangersAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFloor(t)
		f.until(mustClock("10:00:00"))
		f.open()
		for n := range roster.Strangers + 50 {
			id := dialer.SessionID(fmt.Sprintf("stranger%d", n))
			f.tell(engine.SeatArrived{Session: id, Endpoint: fmt.Sprintf("PJSIP/stranger-%d-", n)})
			f.guess(id, "1234")
			f.phone.seatGone(id)
			f.tell(engine.SeatGone{Session: id, Why: "hung up"})
		}
		synctest.Wait()
		if n := len(f.journal.trials()); n != roster.Strangers {
			t.Errorf("%d strange phones are counted, want %d", n, roster.Strangers)
		}
		f.tell(engine.SeatArrived{Session: "anna", Endpoint: "PJSIP/anna"})
		f.guess("anna", "9999")
		if n := len(f.journal.trials()); n != roster.Strangers+1 {
			t.Errorf("%d phones are counted: an agent's own is not", n)
		}
	})
}
