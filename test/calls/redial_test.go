package calls_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/roster"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

const chased = 1 // the number that these tests are about

// umbra is another client, whose campaign dials predictively.
func (f *floor) umbra() dialer.Campaign {
	f.t.Helper()
	client := dialer.Client{
		ID: "umbra", Name: "Umbra Bokklubb", Spoken: "Umbra Bokklubb", Phone: "22 00 00 02",
		Visible: []dialer.Number{"+4722000002"},
	}
	must(f.t, f.store.PutClient(f.t.Context(), client, "test"))
	c := f.campaign(client)
	c.ID, c.Visible, c.Mode = "c2", "+4722000002", dialer.Predictive
	must(f.t, f.store.PutCampaign(f.t.Context(), c, "test"))
	must(f.t, f.store.SetRunning(f.t.Context(), c.ID, true, "test", "the other client's"))
	l := dialer.Lead{Campaign: c.ID, Number: number(chased), Source: "kunder"}
	_, _, err := f.store.AddLeads(f.t.Context(),
		sqlite.ImportList{Campaign: c.ID, Source: "kunder", By: "test", Name: "test"}, []dialer.Lead{l})
	must(f.t, err)
	return c
}

// day restarts the floor at a time of another day, with so many agents free and only the named campaigns running.
// Phones, PBX and journal stay, and agents' legs stay open.
func (f *floor) day(at string, agents int, running ...dialer.CampaignID) {
	f.t.Helper()
	f.halt()
	all, err := f.store.Campaigns(f.t.Context())
	must(f.t, err)
	for _, c := range all {
		f.run(c.ID, false)
	}
	f.o.now = at
	f.start()
	f.untilUp()
	f.ready(agents)
	for _, id := range running {
		f.run(id, true)
		must(f.t, f.e.PutCampaign(f.t.Context(), f.campaignOf(id)))
	}
}

// run starts or stops a campaign in the book.
func (f *floor) run(id dialer.CampaignID, on bool) {
	f.t.Helper()
	if c := f.campaignOf(id); c.Running != on {
		must(f.t, f.store.SetRunning(f.t.Context(), id, on, "test", "another day"))
	}
}

// ready waits until so many agents are free.
func (f *floor) ready(n int) {
	f.t.Helper()
	f.untilFloor(fmt.Sprintf("%d agents free", n), func(s engine.Snapshot) bool {
		free := 0
		for _, x := range s.Seats {
			if x.State == roster.Ready {
				free++
			}
		}
		return free == n
	})
}

func (f *floor) untilFloor(what string, is func(engine.Snapshot) bool) {
	f.t.Helper()
	for range 900 {
		s, err := f.e.Snapshot(f.t.Context())
		must(f.t, err)
		if is(s) {
			return
		}
		<-time.After(50 * time.Millisecond)
	}
	f.t.Fatalf("waited in vain: %s", what)
}

// putOff waits until the engine has looked at the lead and left it for another time, for want of agents or for the day.
func (f *floor) putOff(c dialer.CampaignID, after time.Time) dialer.Lead {
	f.t.Helper()
	for range 900 {
		l, err := f.store.LeadOf(f.t.Context(), c, number(chased))
		must(f.t, err)
		if l.Due.After(after) {
			return l
		}
		<-time.After(50 * time.Millisecond)
	}
	f.t.Fatalf("the lead of %s was not put off", c)
	return dialer.Lead{}
}

// never holds that the number was rung so often and no more.
func (f *floor) rung(times int, when string) {
	f.t.Helper()
	if got := len(f.trunk.CallsTo(number(chased).National())); got != times {
		f.t.Fatalf("%s: the number was rung %d times, want %d", when, got, times)
	}
}

func (f *floor) flagged(want bool, when string) {
	f.t.Helper()
	for _, client := range []dialer.ClientID{"fjellvann", "umbra"} {
		h, err := f.store.History(f.t.Context(), "c1", client, number(chased), dialer.DayOf(f.clock()(), hours.Oslo()))
		must(f.t, err)
		if h.Flagged != want {
			f.t.Fatalf("%s: flagged in the eyes of %s: %v, want %v", when, client, h.Flagged, want)
		}
	}
	f.t.Logf("%-70s flagged %v", when, want)
}

// next waits for the booking of the number's next attempt.
func (f *floor) next(after dialer.AttemptID) dialer.Fact {
	f.t.Helper()
	return f.fact(fmt.Sprintf("an attempt after %s", after), func(x dialer.Fact) bool {
		return x.Kind == dialer.FactBooked && x.Attempt > after && x.Number == number(chased)
	})
}

// toldBefore holds that the agent heard, while it rang and before the consumer, that a call was abandoned before.
func (f *floor) toldBefore(agent *phone.Call, times int) {
	f.t.Helper()
	cue, err := phone.ReadWAV(filepath.Join(sounds(), "agent", "abandoned-before.wav"))
	must(f.t, err)
	calls := f.trunk.CallsTo(number(chased).National())
	r := agent.Record()
	for _, c := range calls[len(calls)-times:] {
		until := c.Answered
		if until.IsZero() {
			until = c.Ended
		}
		score, at := phone.Likeness(r.Between(c.Invited.Add(-time.Second), until), cue)
		f.t.Logf("the agent heard \"tidligere avbrutt\" %v after the call went out, likeness %.2f",
			(at - time.Second).Round(10*time.Millisecond), score)
		if score < 0.5 {
			f.t.Errorf("the agent was not told that a call was abandoned before: likeness %.2f", score)
		}
	}
}

// TestRedialChain: a call is abandoned; from then on the number is not rung predictively, for any client, or on
// the same day, or with one agent alone; it is rung with two, the agent is told; no answer and a voicemail change
// nothing, and a talk with a person ends it.
func TestRedialChain(t *testing.T) {
	t.Parallel()
	p := &faulty{}
	f := newFloor(t, options{wrap: p.between, newPacer: oneOpen{}, now: "2026-11-24 12:00:00"})
	f.abandon(p)
	f.flagged(true, "Tuesday: abandoned")

	two := f.agent(2, phone.Tone(1000))
	other := f.umbra()
	must(t, f.e.PutCampaign(t.Context(), other))
	three := f.agent(3, phone.Tone(1000))
	if l := f.putOff("c2", f.clock()()); l.Due.In(hours.Oslo()).Format(time.DateOnly) != "2026-11-25" {
		t.Errorf("put off until %v, want the next day", l.Due)
	}
	f.rung(1, "Tuesday, two agents free, the other client's predictive campaign has the number")

	f.leaves(3, three)
	f.day("2026-11-25 12:00:00", 1, "c1")
	f.putOff("c1", f.clock()())
	f.rung(1, "Wednesday, one agent and none to stand by")
	f.trunk.Plan(number(chased).National(), phone.Plan{Never: true})
	three = f.agent(3, phone.Tone(1000))
	f.ready(2)
	f.day("2026-11-25 12:05:00", 2, "c1")
	second := f.next(1)
	if !second.Dedicated || second.Agent == "" {
		t.Errorf("rung without an agent for it alone: %+v", second)
	}
	f.untilFloor("another stands by", func(s engine.Snapshot) bool {
		return len(s.Seats) == 2 && s.Seats[0].State == roster.Reserved && s.Seats[1].State == roster.Reserved
	})
	if ended := f.kind(second.Attempt, dialer.FactEnded); ended.Outcome != dialer.NoAnswer {
		t.Errorf("ended as %s", ended.Outcome)
	}
	legs := map[dialer.AgentID]*phone.Call{agentID(2): two, agentID(3): three}
	f.toldBefore(legs[second.Agent], 1)
	f.flagged(true, "Wednesday: rung with two agents held, no answer")

	f.trunk.Plan(number(chased).National(), phone.Plan{
		Ring: 3 * time.Second, Send: phone.Tone(400), Hold: 3 * time.Second,
	})
	f.day("2026-11-26 12:00:00", 2, "c2")
	third := f.next(second.Attempt)
	if third.Campaign != "c2" || !third.Dedicated || third.Agent == "" {
		t.Errorf("the other client's predictive campaign rang it otherwise than with an agent for it alone: %+v", third)
	}
	f.word(third, legs[third.Agent], "*02")
	f.toldBefore(legs[third.Agent], 1)
	f.flagged(true, "Thursday: the other client's campaign, two agents held, a voicemail")

	f.day("2026-11-27 12:00:00", 2, "c2")
	fourth := f.next(third.Attempt)
	if !fourth.Dedicated {
		t.Errorf("after the voicemail it was rung without an agent for it alone: %+v", fourth)
	}
	f.word(fourth, legs[fourth.Agent], "*01")
	f.flagged(false, "Friday: two agents held, a person")

	f.day("2026-11-30 12:00:00", 2, "c1")
	fifth := f.next(fourth.Attempt)
	f.kind(fifth.Attempt, dialer.FactEnded)
	if fifth.Dedicated {
		t.Error("a number whose flag is cleared was dialed as if it were not")
	}
	t.Logf("Monday: rung as any other number")
}

// word has the agent key the outcome when the call is over.
func (f *floor) word(a dialer.Fact, leg *phone.Call, keys string) {
	f.t.Helper()
	f.kind(a.Attempt, dialer.FactEnded)
	must(f.t, leg.Press(f.t.Context(), keys))
	f.kind(a.Attempt, dialer.FactDisposed)
}

// abandon has the number's only call answered when the agent is gone: the request to cancel it is lost.
func (f *floor) abandon(p *faulty) {
	f.t.Helper()
	p.losesHangup.Store(true)
	agent := f.agent(1, phone.Silence())
	f.lead(chased, phone.Plan{Ring: 2 * time.Second, Send: phone.Silence(), Hold: 4 * time.Second})
	f.kind(1, dialer.FactRinging)
	must(f.t, agent.HangUp())
	f.kind(1, dialer.FactAnswered)
	p.losesHangup.Store(false)
	f.kind(1, dialer.FactEnded)
}

func (f *floor) campaignOf(id dialer.CampaignID) dialer.Campaign {
	f.t.Helper()
	c, err := f.store.Campaign(f.t.Context(), id)
	must(f.t, err)
	return c
}

// leaves has an agent's phone hang up.
func (f *floor) leaves(n int, leg *phone.Call) {
	f.t.Helper()
	must(f.t, leg.HangUp())
	f.untilFloor("the agent is gone", func(s engine.Snapshot) bool {
		for _, x := range s.Seats {
			if x.Agent == agentID(n) {
				return false
			}
		}
		return true
	})
}

// TestAbandonedAgain: both agents who were held for a number abandoned before are gone when it is answered: an
// incident in the journal, and the number is not rung for a year; a restart changes nothing, and neither does making
// the attempts again from the journal.
func TestAbandonedAgain(t *testing.T) {
	t.Parallel()
	p := &faulty{}
	f := newFloor(t, options{wrap: p.between, now: "2026-11-24 12:00:00"})
	f.abandon(p)
	two, three := f.agent(2, phone.Silence()), f.agent(3, phone.Silence())
	f.trunk.Plan(number(chased).National(), phone.Plan{
		Ring: 4 * time.Second, Send: phone.Silence(), Hold: 4 * time.Second,
	})
	p.losesHangup.Store(true)
	f.day("2026-11-25 12:00:00", 2, "c1")
	second := f.next(1)
	f.kind(second.Attempt, dialer.FactRinging)
	must(t, two.HangUp())
	must(t, three.HangUp())
	incident := f.kind(second.Attempt, dialer.FactIncident)
	p.losesHangup.Store(false)
	if incident.Code != gate.BlockAgain || f.kind(second.Attempt, dialer.FactEnded).At.After(incident.At) {
		t.Errorf("the incident: %+v", incident)
	}
	t.Logf("incident: %s", incident.Detail)
	must(t, f.store.Rebuild(t.Context()))
	other := f.umbra()
	f.agent(2, phone.Tone(1000))
	f.agent(3, phone.Tone(1000))
	f.ready(2)
	for _, at := range []string{"2026-11-26 12:00:00", "2027-11-24 12:00:00"} {
		f.day(at, 2, other.ID)
		if l := f.putOff(other.ID, f.clock()()); l.Due.In(hours.Oslo()).Format(time.DateOnly) != "2027-11-26" {
			t.Errorf("on %s put off until %s, want 2027-11-26", at, l.Due)
		}
		f.rung(2, at)
	}
	f.trunk.Plan(number(chased).National(), phone.Plan{Ring: time.Second, Send: phone.Tone(400), Hold: 2 * time.Second})
	f.day("2027-11-26 12:00:00", 2, other.ID)
	if last := f.next(second.Attempt); !last.Dedicated {
		t.Errorf("twelve months later it was rung without two agents: %+v", last)
	}
	t.Log("2027-11-26: rung again, with two agents held for it")
}
