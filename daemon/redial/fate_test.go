package redial_test

import (
	"slices"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/redial"
)

func TestFate(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.FixedZone("winter", 3600))
	tomorrow := time.Date(2026, 11, 24, 9, 0, 0, 0, now.Location())
	done := func(code string) dialer.LeadChange {
		return dialer.LeadChange{Lead: 7, State: dialer.LeadDone, Code: code}
	}
	waiting := func(due time.Time, code string) dialer.LeadChange {
		return dialer.LeadChange{Lead: 7, State: dialer.LeadWaiting, Due: due, Code: code}
	}
	fate := func(e redial.Ended) dialer.LeadChange {
		e.Tries = max(e.Tries, 1)
		return redial.Fate(now, 7, e, limits())
	}
	for _, tt := range []struct {
		name      string
		got, want dialer.LeadChange
	}{
		{"abandoned before an agent came", fate(redial.Ended{Outcome: dialer.Answered, Abandoned: true}),
			waiting(tomorrow, "answered")},
		{"abandoned with agents held for it",
			fate(redial.Ended{Outcome: dialer.Answered, Abandoned: true, Dedicated: true}),
			done("answered")},
		{"cut by the agent's word", fate(redial.Ended{
			Outcome: dialer.Answered, Bridged: true, Abandoned: true, AgentCut: true, Said: dialer.Person}),
			waiting(tomorrow, "answered")},
		{"the consumer hung up at once", fate(redial.Ended{Outcome: dialer.Answered}), done("answered")},
		{"an agent dropped out of the talk",
			fate(redial.Ended{Outcome: dialer.Answered, Bridged: true, Abandoned: true}),
			done("answered")},
		{"asked to be called later",
			fate(redial.Ended{Outcome: dialer.Answered, Bridged: true, Said: dialer.CallLater}),
			waiting(tomorrow, "call_later")},
		{"called later, at the time agreed", fate(redial.Ended{Outcome: dialer.Answered, Bridged: true,
			Said: dialer.CallLater, Later: tomorrow.Add(28 * time.Hour)}),
			waiting(tomorrow.Add(28*time.Hour), "call_later")},
		{"a time was agreed, and then declined", fate(redial.Ended{Outcome: dialer.Answered, Bridged: true,
			Said: dialer.NotInterested, Later: tomorrow.Add(28 * time.Hour)}), done("answered")},
		{"the trunk alone is to blame", fate(redial.Ended{Outcome: dialer.TrunkFailed, Spared: true, Tries: 9}),
			waiting(now.Add(15*time.Minute), "trunk_failed")},
		{"the last attempt, never placed, does not count", fate(redial.Ended{Outcome: dialer.NotPlaced, Tries: 3}),
			waiting(now.Add(5*time.Minute), "not_placed")},
		{"lost, though it counts as abandoned", fate(redial.Ended{Outcome: dialer.Lost, Abandoned: true}),
			done("lost")},
		{"booked", redial.Booked(7), done("booked")},
		{"refused for good", redial.Refused(7, "BLOCK_OWN", time.Time{}),
			dialer.LeadChange{Lead: 7, State: dialer.LeadBlocked, Code: "BLOCK_OWN"}},
		{"refused for today", redial.Refused(7, "BLOCK_HOURS", tomorrow), waiting(tomorrow, "BLOCK_HOURS")},
		{"put back", redial.PutBack(now, 7, "BLOCK_FLAG"), waiting(now.Add(time.Minute), "BLOCK_FLAG")},
		{"put back briefly", redial.PutBackBriefly(now, 7, "BLOCK_FLAG"),
			waiting(now.Add(3*time.Second), "BLOCK_FLAG")},
		{"moved by a person", redial.Moved(7, tomorrow, "anna"),
			dialer.LeadChange{Lead: 7, State: dialer.LeadWaiting, Due: tomorrow, Code: "call_later", For: "anna"}},
		{"kept for the agent who promised", fate(redial.Ended{Outcome: dialer.Answered, Bridged: true,
			Said: dialer.CallLater, Later: tomorrow, For: "anna"}), redial.Moved(7, tomorrow, "anna")},
		{"cancelled by a person", redial.Cancelled(7), done("cancelled")},
		{"served", redial.Served(7, dialer.Person, tomorrow), done("served")},
		{"served, and to be called later", redial.Served(7, dialer.CallLater, tomorrow),
			waiting(tomorrow, "call_later")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if !tt.got.Due.Equal(tt.want.Due) {
				t.Errorf("due %v, want %v", tt.got.Due, tt.want.Due)
			}
			tt.got.Due, tt.want.Due = time.Time{}, time.Time{}
			if tt.got != tt.want {
				t.Errorf("got %+v, want %+v", tt.got, tt.want)
			}
		})
	}
}

func TestALeadOfAnEndedListDoesNotWait(t *testing.T) {
	if got := redial.Unlisted(redial.PutBack(time.Now(), 7, "x")); got.State != dialer.LeadDone ||
		got.Code != "list ended" {
		t.Errorf("one that waited: got %+v", got)
	}
	if got := redial.Unlisted(redial.Booked(7)); got != redial.Booked(7) {
		t.Errorf("one that is done: got %+v", got)
	}
}

func TestOnlyCallsWithoutATalkAreReopened(t *testing.T) {
	if may := redial.Reopenable(); slices.Contains(may, dialer.Answered) || !slices.Contains(may, dialer.Lost) {
		t.Errorf("got %v", may)
	}
}
