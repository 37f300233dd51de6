package redis

import (
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// unconnected has the memory of Sets and no Redis.
func unconnected() *Sets {
	return &Sets{
		states: map[dialer.RegisterID]state{}, tokens: map[dialer.RegisterID]*token{}, newToken: make(chan struct{}),
		doubts: map[dialer.RegisterID]*doubt{}, wake: make(chan struct{}, 1),
	}
}

// TestWhatSettleMayNotHaveSeenOutdatesIt: settle has read this daemon's disk before the event, so what it found whole
// may lack what the event tells of.
func TestWhatSettleMayNotHaveSeenOutdatesIt(t *testing.T) {
	const r = dialer.Own
	for _, c := range []struct {
		name    string
		happens func(*Sets)
		trusted bool
	}{
		{"nothing happens", func(*Sets) {}, true},
		{"a change was not written", func(s *Sets) { s.distrust(r, writeFailed) }, false},
		{"a base came onto the disk", func(s *Sets) { s.distrust(r, baseUnpublished) }, false},
		{"Redis has lost changes", func(s *Sets) { s.distrust(r, countWentBack) }, false},
		{"a key of another register is missing", func(s *Sets) { s.distrustAll(keyMissing) }, false},
		{"another daemon calls, which settle sees itself", func(s *Sets) { s.distrust(r, calledToSend) }, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := unconnected()
			servers := s.servers.Load()
			if !s.startSettling(r) || s.startSettling(r) {
				t.Fatal("a register is settled once at a time")
			}
			c.happens(s)
			if got := s.trust(r, settled, meta{}, servers); got != c.trusted || (s.tokenOf(r) != nil) != c.trusted {
				t.Errorf("trusted %v, token %v; want %v", got, s.tokenOf(r) != nil, c.trusted)
			}
		})
	}
}

// TestADoubtEndsOnlyByAComparison: a doubt that comes while the register is settled is not settled with it.
func TestADoubtEndsOnlyByAComparison(t *testing.T) {
	const r = dialer.Own
	s := unconnected()
	for round, want := range []bool{false, true} {
		if !s.startSettling(r) {
			t.Fatalf("round %d: the register cannot be settled", round)
		}
		if round == 0 {
			s.distrust(r, countWentBack)
		}
		if got := s.trust(r, settled, meta{}, 0); got != want || s.inDoubt(r) == want {
			t.Errorf("round %d: trusted %v, in doubt %v; want trusted %v", round, got, s.inDoubt(r), want)
		}
		if !want {
			s.apply(r, failed)
		}
	}
}

// TestANewBaseIsOnlyTakenOverWhereTheOldOneIsTrusted: a check that began before a doubt must not end it.
func TestANewBaseIsOnlyTakenOverWhereTheOldOneIsTrusted(t *testing.T) {
	const r = dialer.Own
	s := unconnected()
	s.startSettling(r)
	if s.trust(r, baseSeen, meta{}, 0) {
		t.Error("a base was taken over while the register was being settled")
	}
	if !s.trust(r, settled, meta{}, 0) || !s.trust(r, baseSeen, meta{}, 0) {
		t.Error("a base was not taken over by a trusted register")
	}
	s.distrust(r, differs)
	if s.trust(r, baseSeen, meta{}, 0) {
		t.Error("a base was taken over by a register that is in doubt")
	}
}
