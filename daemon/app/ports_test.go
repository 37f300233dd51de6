package app_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/reservation"
	"github.com/ringevett/ringevett/daemon/verb"
)

func booked(id dialer.AttemptID, at time.Time) dialer.Fact {
	return dialer.Fact{
		At: at, Kind: dialer.FactBooked, Campaign: campaign, Client: "fjellvann", Attempt: id, Lead: 1, Agent: "kari",
		Number: "+4790000001", Visible: "+4722000001", T: 2 * time.Second, Code: gate.Allow,
	}
}

func of(id dialer.AttemptID, kind dialer.FactKind, at time.Time) dialer.Fact {
	return dialer.Fact{
		At: at, Kind: kind, Campaign: campaign, Client: "fjellvann", Attempt: id, Lead: 1, Agent: "kari",
		Reserved: true,
	}
}

// The engine counts attempts on by itself, and the store must never give one of its ids again.
func TestNoAttemptIsNumberedTwiceAfterACrash(t *testing.T) {
	h := open(t)
	used := map[dialer.AttemptID]bool{}
	for run := range 3 {
		j, first, err := h.Journal(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for id := first; id < first+150; id++ { // more than one block of ids
			if used[id] {
				t.Fatalf("run %d: attempt %d was there before", run, id)
			}
			used[id] = true
			b := dialer.Batch{
				Facts: []dialer.Fact{booked(id, tuesday(10, 0, 0)), of(id, dialer.FactNotPlaced, tuesday(10, 0, 1))},
			}
			if err := j.Write(t.Context(), b); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestABatchChangesItsLeads(t *testing.T) {
	h := open(t)
	j, _, err := h.Journal(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	later := tuesday(15, 0, 0)
	err = j.Write(t.Context(), dialer.Batch{Leads: []dialer.LeadChange{
		{
			Lead: 1, State: dialer.LeadWaiting, Due: later, Code: "no_answer",
		}, {Lead: 2, State: dialer.LeadDone, Code: "answered"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		now  time.Time
		want []dialer.LeadID
		next time.Time
	}{
		{"before the first is due again", tuesday(11, 0, 0), []dialer.LeadID{3}, tuesday(11, 0, 0)},
		{"after", tuesday(16, 0, 0), []dialer.LeadID{3, 1}, tuesday(16, 0, 0)},
		{"before any", tuesday(9, 0, 0), nil, tuesday(10, 0, 0)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			leads, next, err := h.Book().Due(t.Context(), campaign, tt.now, 10)
			var got []dialer.LeadID
			for _, l := range leads {
				got = append(got, l.ID)
			}
			if err != nil || !slices.Equal(got, tt.want) || next.Sub(tt.next).Abs() > time.Minute {
				t.Errorf("got leads %v, next %v, %v; want %v, %v", got, next, err, tt.want, tt.next)
			}
		})
	}
}

func TestAPINOpensItsOwnPhoneOnly(t *testing.T) {
	b := open(t).Book()
	if a, err := b.Agent(t.Context(), "PJSIP/agent1", "1111"); err != nil || a.ID != "kari" {
		t.Errorf("got %v, %v; want kari", a, err)
	}
	if _, err := b.Agent(t.Context(), "PJSIP/agent1", "2222"); !errors.Is(err, dialer.ErrRefused) {
		t.Errorf("the PIN of another: got %v, want a refusal", err)
	}
	if _, err := b.Agent(t.Context(), "PJSIP/unknown", "1111"); err == nil || errors.Is(err, dialer.ErrRefused) {
		t.Errorf("an agentless phone: got %v, want a fault that allows no second try", err)
	}
	if a, err := b.AgentAt(t.Context(), "PJSIP/agent2"); err != nil || a.ID != "ola" {
		t.Errorf("got %v, %v; want ola", a, err)
	}
}

func TestTheRegistersTellTheGate(t *testing.T) {
	h := open(t)
	c := dialer.Campaign{ID: campaign, Client: dialer.Client{ID: "fjellvann"}}
	lead := func(id dialer.LeadID, n dialer.Number) dialer.Lead {
		return dialer.Lead{ID: id, Campaign: campaign, Number: n}
	}
	h.Reserve(t.Context(), verb.Wish{Scope: "own", Number: "90000002", Why: "letter"}, "test")
	h.Reserve(t.Context(), verb.Wish{Scope: "fjellvann", Number: "90000003", Why: "letter"}, "test")
	end := of(7, dialer.FactEnded, tuesday(10, 1, 0))
	end.Outcome = dialer.NoAnswer
	if err := h.Tell(t.Context(), booked(7, tuesday(10, 0, 30)), end); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name       string
		lead       dialer.Lead
		own, by    dialer.Answer
		tries, day int
	}{
		{"rung once", lead(1, "+4790000001"), dialer.Clear, dialer.Clear, 1, 1},
		{"in the own register", lead(2, "+4790000002"), dialer.Reserved, dialer.Clear, 0, 0},
		{"in the client's", lead(3, "+4790000003"), dialer.Clear, dialer.Reserved, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, err := h.LookUp().Look(t.Context(), c, tt.lead, tuesday(12, 0, 0))
			own, by := reservation.AnswerOf("own", f.Registers), reservation.AnswerOf("client/fjellvann", f.Registers)
			if err != nil || own.Answer != tt.own || by.Answer != tt.by || f.Lead.Number != tt.lead.Number ||
				f.CampaignAttempts != tt.tries || f.ClientToday != tt.day || !f.HistoryKnown || f.Flagged != gate.No {
				t.Errorf("got %+v, %v", f, err)
			}
		})
	}
	if _, err := h.Forget(t.Context(), "90000001", "asked", "test"); err != nil {
		t.Fatal(err)
	}
	if _, err := h.LookUp().Look(t.Context(), c, lead(1, "+4790000001"), tuesday(12, 0, 0)); err == nil {
		t.Error("a lead that was erased after it was brought in can still be dialed")
	}
}

func TestAnOpenAttemptIsGivenBackAsItWasBooked(t *testing.T) {
	h := open(t)
	if err := h.Tell(t.Context(), booked(9, tuesday(10, 0, 0)),
		of(9, dialer.FactAnswered, tuesday(10, 0, 9))); err != nil {
		t.Fatal(err)
	}
	open, err := h.OpenAttempts(t.Context())
	if err != nil || len(open) != 1 {
		t.Fatalf("got %v, %v; want one", open, err)
	}
	got := open[0]
	want := call.Call{
		ID: 9, Campaign: campaign, Lead: 1, Number: "+4790000001", Show: "+4722000001", Ring: 20 * time.Second,
		T: 2 * time.Second,
	}
	if got.Call != want || got.Client != "fjellvann" || len(got.Facts) != 2 {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
