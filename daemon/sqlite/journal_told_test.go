package sqlite_test

import (
	"errors"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// TestAWitnessIsToldTheNewestHeadOnce: of days that were not told only the last has to be.
func TestAWitnessIsToldTheNewestHeadOnce(t *testing.T) {
	h := newHouse(t)
	if got, err := h.s.NewestHead(t.Context()); err != nil || got.Seq != 0 {
		t.Fatalf("before the first key: %+v, %v", got, err)
	}
	h.turn()
	begins, err := h.s.NewestHead(t.Context())
	if err != nil || begins.Key != begins.First || begins.Day != "2026-11-23" {
		t.Fatalf("at the first key: %+v, %v", begins, err)
	}
	h.days(2)
	newest, err := h.s.NewestHead(t.Context())
	if err != nil || newest.Day != "2026-11-24" || newest.First != begins.First {
		t.Fatalf("after two days: %+v, %v", newest, err)
	}
	if _, err := h.s.Verify(t.Context(), begins.Head, newest.Head); err != nil {
		t.Errorf("heads that were told: %v", err)
	}
	if err := h.s.Told(t.Context(), "mail", newest, nil); err != nil {
		t.Fatal(err)
	}
	h.reopen()
	for witness, want := range map[string]int64{"mail": newest.Seq, "log": 0} {
		if got, err := h.s.ToldUpTo(t.Context(), witness); err != nil || got != want {
			t.Errorf("%s was told up to %d, %v; want %d", witness, got, err, want)
		}
	}
}

// TestATimeStampIsHeldAgainstTheJournal: it must be of a head that the journal had, and its token must hold.
func TestATimeStampIsHeldAgainstTheJournal(t *testing.T) {
	h := newHouse(t)
	h.days(1)
	newest, err := h.s.NewestHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := h.s.Told(t.Context(), "stamps", newest, []byte("token")); err != nil {
		t.Fatal(err)
	}
	seen := monday.Add(time.Hour)
	r, err := h.s.VerifyBy(t.Context(), sqlite.Witness{Stamp: func(head string, token []byte) (time.Time, error) {
		if head != newest.Head || string(token) != "token" {
			t.Errorf("asked about %q, %q", head, token)
		}
		return seen, nil
	}})
	if want := (sqlite.Stamps{Count: 1, Head: newest.Head, At: seen}); err != nil || r.Stamps != want {
		t.Errorf("got %+v, %v", r.Stamps, err)
	}
	h.breaks(sqlite.Witness{Stamp: func(string, []byte) (time.Time, error) {
		return time.Time{}, errors.New("spoiled")
	}}, "its time stamp does not hold: spoiled")
	write(t, h.s, dialer.Fact{At: h.now, Kind: dialer.FactStamped, Proof: dialer.Proof{Head: "1" + newest.Head}})
	h.breaks(sqlite.Witness{}, "a head that this journal never had")
}
