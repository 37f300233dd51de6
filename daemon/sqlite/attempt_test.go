package sqlite_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

func TestAttemptIDsAreNeverUsedTwice(t *testing.T) {
	dir := t.TempDir()
	last := dialer.AttemptID(0)
	for range 3 { // openings
		s := open(t, dir)
		for range 100 {
			id, err := s.NextAttempt(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if id <= last {
				t.Fatalf("got %s after %s", id, last)
			}
			last = id
		}
		s.Close()
	}
}

// attempts writes a history of one number in two campaigns of one client, and one of another client.
func attempts(t *testing.T, s *sqlite.Store) {
	at := func(f dialer.Fact, d time.Duration) dialer.Fact { f.At = f.At.Add(d); return f }
	midnight := -10*time.Hour - 30*time.Minute // 00:30 in Oslo; the day before in UTC
	silk, other := booked(3, number(1)), booked(5, number(1))
	silk.Campaign = "silk"
	other.Campaign, other.Client = "paper", "umbra"
	write(t, s,
		at(booked(1, number(1)), -72*time.Hour), at(ended(1, dialer.NoAnswer), -72*time.Hour),
		at(booked(2, number(1)), midnight), at(ended(2, dialer.Busy), midnight),
		silk, at(ended(3, dialer.Answered), time.Minute),
		booked(4, number(1)), dialer.Fact{At: monday, Kind: dialer.FactNotPlaced, Attempt: 4, Detail: "no trunk"},
		other, at(dialer.Fact{At: monday, Kind: dialer.FactLost, Attempt: 5}, time.Hour),
		booked(6, number(2)),
		booked(7, number(1)), // still open
	)
}

func TestHistory(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	attempts(t, s)
	flagged := monday.Add(time.Hour)
	unanswered := monday.Add(-10*time.Hour - 30*time.Minute + 20*time.Second)
	tests := []struct {
		name     string
		campaign dialer.CampaignID
		client   dialer.ClientID
		number   dialer.Number
		day      dialer.Day
		want     sqlite.History
	}{
		{"what was not placed is no attempt, what is open is one", "wool", "acme", number(1), "2026-11-23",
			sqlite.History{
				CampaignAttempts: 3, ClientToday: 3, LastUnanswered: unanswered, Flagged: true, FlaggedAt: flagged,
			}},
		{"the day is Oslo's", "wool", "acme", number(1), "2026-11-22",
			sqlite.History{CampaignAttempts: 3, LastUnanswered: unanswered, Flagged: true, FlaggedAt: flagged}},
		{"another campaign, the same client", "silk", "acme", number(1), "2026-11-23",
			sqlite.History{
				CampaignAttempts: 1, ClientToday: 3, LastUnanswered: unanswered, Flagged: true, FlaggedAt: flagged,
			}},
		{"another client", "paper", "umbra", number(1), "2026-11-23",
			sqlite.History{CampaignAttempts: 1, ClientToday: 1,
				LastUnanswered: unanswered, Flagged: true, FlaggedAt: flagged}},
		{"another number", "wool", "acme", number(2), "2026-11-23",
			sqlite.History{CampaignAttempts: 1, ClientToday: 1}},
		{"a number never seen", "wool", "acme", number(9), "2026-11-23", sqlite.History{}},
	}
	check := func(t *testing.T) {
		for _, test := range tests {
			t.Run(test.name, func(t *testing.T) {
				got, err := s.History(t.Context(), test.campaign, test.client, test.number, test.day)
				if diff := cmp.Diff(test.want, got); err != nil || diff != "" {
					t.Error(err, diff)
				}
			})
		}
	}
	check(t)
	t.Run("rebuilt from the journal it is the same", func(t *testing.T) {
		tamper(t, dir, "UPDATE attempt SET campaign = 'x', ended = 0, day = ''", "DELETE FROM attempt WHERE id = 3")
		if err := s.Rebuild(t.Context()); err != nil {
			t.Fatal(err)
		}
		check(t)
	})
}

func TestOpenAttempts(t *testing.T) {
	s := open(t, t.TempDir())
	attempts(t, s)
	ringing := dialer.Fact{At: monday.Add(time.Second), Kind: dialer.FactRinging, Attempt: 6}
	write(t, s, ringing)
	got, err := s.OpenAttempts(t.Context())
	want := []sqlite.OpenAttempt{
		{ID: 6, Campaign: "wool", Lead: 7, Number: number(2), Facts: []dialer.Fact{booked(6, number(2)), ringing}},
		{ID: 7, Campaign: "wool", Lead: 7, Number: number(1), Facts: []dialer.Fact{booked(7, number(1))}},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
}
