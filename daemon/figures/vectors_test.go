package figures_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/hours"
)

// at is seconds after the dialing of a story; its fact gets the attempt, the campaign and the time.
type at struct {
	seconds float64
	fact    dialer.Fact
}

func k(kind dialer.FactKind) dialer.Fact { return dialer.Fact{Kind: kind} }

// An agent's phone that was not heard since the bridging, and one that fell silent.
var (
	unheard = dialer.Fact{Kind: dialer.FactAgentGone, Code: dialer.PhoneUnheard}
	silent  = dialer.Fact{Kind: dialer.FactAgentGone, Code: dialer.PhoneSilent}
)

func answered(reserved bool) dialer.Fact {
	return dialer.Fact{Kind: dialer.FactAnswered, Reserved: reserved}
}

func ended(o dialer.Outcome, by dialer.Party) dialer.Fact {
	return dialer.Fact{Kind: dialer.FactEnded, Outcome: o, Party: by}
}

func disposed(d dialer.Disposition) dialer.Fact {
	return dialer.Fact{Kind: dialer.FactDisposed, Disposition: d}
}

// noon is a dialing time with no midnight near.
func noon() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, hours.Oslo()) }

// story makes the facts of one attempt dialed at t. Only the booking names the campaign.
func story(id dialer.AttemptID, t time.Time, told ...at) []dialer.Fact {
	facts := []dialer.Fact{
		{At: t.Add(-time.Second), Kind: dialer.FactBooked, Campaign: "autumn", Attempt: id, T: 2 * time.Second},
		{At: t, Kind: dialer.FactDialed, Attempt: id},
	}
	for _, a := range told {
		a.fact.At = t.Add(time.Duration(a.seconds * float64(time.Second)))
		a.fact.Attempt = id
		facts = append(facts, a.fact)
	}
	return facts
}

func derive(facts []dialer.Fact) []figures.Day {
	return figures.Derive(slices.Values(facts), hours.Oslo())
}

// TestGoldenVectors are those of norm 2.8, each as one attempt; 13, 20 and 21 have tests of their own.
func TestGoldenVectors(t *testing.T) {
	evening := time.Date(2026, 11, 23, 20, 59, 53, 0, hours.Oslo())
	for _, tt := range []struct {
		name   string
		dialed time.Time
		told   []at
		want   figures.Day
	}{
		{"1: rings 30 s, no answer", noon(),
			[]at{{1, k(dialer.FactRinging)}, {31, ended(dialer.NoAnswer, dialer.ByUs)}},
			figures.Day{Attempted: 1, NoAnswer: 1, RingMin: 30 * time.Second, RingMedian: 30 * time.Second}},
		{"2: busy", noon(), []at{{2, ended(dialer.Busy, dialer.ByNetwork)}}, figures.Day{Attempted: 1, Busy: 1}},
		{"3: trunk 503", noon(), []at{{1, ended(dialer.TrunkFailed, dialer.ByNetwork)}},
			figures.Day{Attempted: 1, TrunkFailed: 1}},
		{"4: announcement in early media, then 404", noon(),
			[]at{{1, k(dialer.FactEarly)}, {8, ended(dialer.TrunkFailed, dialer.ByNetwork)}},
			figures.Day{Attempted: 1, TrunkFailed: 1}},
		{"5: answered, agent at 0.8 s", noon(),
			[]at{
				{6, answered(true)}, {6.8, k(dialer.FactBridged)}, {90, ended(dialer.Answered, dialer.ByConsumer)},
				{95, disposed(dialer.Person)},
			},
			figures.Day{Attempted: 1, Answered: 1, Connected: 1, Transferred: 1, Live: 1, Established: 1}},
		{"6: answered, no agent, message at 2.0 s", noon(),
			[]at{{6, answered(false)}, {8, k(dialer.FactMessage)}, {20, ended(dialer.Answered, dialer.ByUs)}},
			figures.Day{
				Attempted: 1, Answered: 1, Connected: 1, Abandoned: 1, AbandonedNotLate: 1, AEff: 1, Established: 1,
			}},
		{"7: agent at 3.1 s, they talk", noon(),
			[]at{
				{6, answered(true)}, {9.1, k(dialer.FactBridged)}, {90, ended(dialer.Answered, dialer.ByConsumer)},
				{95, disposed(dialer.Person)},
			},
			figures.Day{
				Attempted: 1, Answered: 1, Connected: 1, Abandoned: 1, LateTransfer: 1, AEff: 1, Established: 1,
			}},
		{"8: consumer gone at 0.6 s, agent reserved", noon(),
			[]at{{6, answered(true)}, {6.6, ended(dialer.Answered, dialer.ByConsumer)}},
			figures.Day{Attempted: 1, Answered: 1, Connected: 1, EarlyHangup: 1}},
		{"9: same, no agent reserved", noon(),
			[]at{{6, answered(false)}, {6.6, ended(dialer.Answered, dialer.ByConsumer)}},
			figures.Day{
				Attempted: 1, Answered: 1, Connected: 1, Abandoned: 1, AbandonedNotLate: 1, AEff: 1, Established: 1,
			}},
		{"10: cancelled while ringing", noon(),
			[]at{
				{1, k(dialer.FactRinging)}, {5, k(dialer.FactCancelled)},
				{5.2, ended(dialer.CancelledRinging, dialer.ByUs)},
			},
			figures.Day{Attempted: 1, CancelledRinging: 1, RingMin: 4 * time.Second, RingMedian: 4 * time.Second}},
		{"11: cancelled, but 200 OK won, no agent", noon(),
			[]at{{5, k(dialer.FactCancelled)}, {5.1, answered(false)}, {5.3, ended(dialer.Answered, dialer.ByUs)}},
			figures.Day{
				Attempted: 1, Answered: 1, Connected: 1, Abandoned: 1, AbandonedNotLate: 1, AEff: 1, Established: 1,
			}},
		{"12: voicemail, agent in 1 s, disposes machine", noon(),
			[]at{
				{6, answered(true)}, {7, k(dialer.FactBridged)}, {20, ended(dialer.Answered, dialer.ByAgent)},
				{22, disposed(dialer.Machine)},
			},
			figures.Day{Attempted: 1, Answered: 1, Connected: 1, Transferred: 1, Machines: 1}},
		{"14: machine detection not sure, no agent", noon(),
			[]at{{6, answered(false)}, {8, k(dialer.FactMessage)}, {12, ended(dialer.Answered, dialer.ByConsumer)}},
			figures.Day{
				Attempted: 1, Answered: 1, Connected: 1, Abandoned: 1, AbandonedNotLate: 1, AEff: 1, Established: 1,
			}},
		{"15: agent at 1 s, leg dies at 4 s, no agent replaces", noon(),
			[]at{
				{6, answered(true)}, {7, k(dialer.FactBridged)}, {10, k(dialer.FactAgentGone)},
				{12, k(dialer.FactMessage)}, {20, ended(dialer.Answered, dialer.ByUs)}, {22, disposed(dialer.Person)},
			},
			figures.Day{
				Attempted: 1, Answered: 1, Connected: 1, Transferred: 1, Abandoned: 1, AgentDrop: 1,
				AgentDropCounted: 1, AEff: 1, Established: 1,
			}},
		{"16: same, colleague in after 1.5 s", noon(),
			[]at{
				{6, answered(true)}, {7, k(dialer.FactBridged)}, {10, k(dialer.FactAgentGone)},
				{11.5, k(dialer.FactBridged)}, {60, ended(dialer.Answered, dialer.ByConsumer)},
				{62, disposed(dialer.Person)},
			},
			figures.Day{
				Attempted: 1, Answered: 1, Connected: 1, Transferred: 1, AgentDrop: 1, Live: 1, Established: 1,
			}},
		{"17: prompt without agent, consumer leaves at 5 s", noon(),
			[]at{{6, answered(true)}, {11, ended(dialer.Answered, dialer.ByConsumer)}},
			figures.Day{
				Attempted: 1, Answered: 1, Connected: 1, Abandoned: 1, AbandonedNotLate: 1, AEff: 1, Established: 1,
			}},
		{"18: answered 20:59:58, agent 20:59:59, talks to 21:12", evening,
			[]at{
				{5, answered(true)}, {6, k(dialer.FactBridged)}, {727, ended(dialer.Answered, dialer.ByConsumer)},
				{730, disposed(dialer.Person)},
			},
			figures.Day{Attempted: 1, Answered: 1, Connected: 1, Transferred: 1, Live: 1, Established: 1}},
		{"19: still ringing 21:00:00", evening,
			[]at{
				{1, k(dialer.FactRinging)}, {7, k(dialer.FactCancelled)},
				{7.1, ended(dialer.CancelledRinging, dialer.ByUs)},
			},
			figures.Day{Attempted: 1, CancelledRinging: 1, RingMin: 6 * time.Second, RingMedian: 6 * time.Second}},
		{"22: redial of a flagged number, agent at 0.3 s", noon(),
			[]at{
				{6, answered(true)}, {6.3, k(dialer.FactBridged)}, {60, ended(dialer.Answered, dialer.ByConsumer)},
				{62, disposed(dialer.Person)},
			},
			figures.Day{Attempted: 1, Answered: 1, Connected: 1, Transferred: 1, Live: 1, Established: 1}},
		{"23: agent at 0.3 s, a key meant for the call before ends it at 0.9 s", noon(),
			[]at{{6, answered(true)}, {6.3, k(dialer.FactBridged)}, {6.9, ended(dialer.Answered, dialer.ByAgent)}},
			figures.Day{Attempted: 1, Answered: 1, Connected: 1, Abandoned: 1, AgentCut: 1, AEff: 1, Established: 1}},
		{"24: agent's phone dead, consumer waits 20 s", noon(),
			[]at{
				{6, answered(true)}, {6.3, k(dialer.FactBridged)}, {8.8, unheard}, {9.1, k(dialer.FactMessage)},
				{26.3, ended(dialer.Answered, dialer.ByConsumer)},
			},
			figures.Day{Attempted: 1, Answered: 1, Connected: 1, Abandoned: 1, AgentCut: 1, AEff: 1, Established: 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			days := derive(story(1, tt.dialed, tt.told...))
			tt.want.Day, tt.want.Campaign = "2026-11-23", "autumn"
			if diff := cmp.Diff([]figures.Day{tt.want}, days); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if err := figures.Check(days); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestVector13TenMachinesWithOneInTenAPerson(t *testing.T) {
	var facts []dialer.Fact
	for id := range dialer.AttemptID(10) {
		facts = append(facts,
			story(id+1, noon(), at{6, answered(true)}, at{8, k(dialer.FactMachine)},
				at{8.1, ended(dialer.Answered, dialer.ByUs)})...)
	}
	days := derive(facts)
	got := days[0]
	want := figures.Day{Day: "2026-11-23", Campaign: "autumn", Attempted: 10, Answered: 10, MachineAtAnswer: 10}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if a, e := got.WithFalsePositives(10).StrictRate(); a != 1 || e != 1 {
		t.Errorf("with 10 %% false positives: got %d of %d, want 1 of 1", a, e)
	}
	if a, _ := got.WithFalsePositives(11).StrictRate(); a != 2 {
		t.Errorf("with 11 %%: got %d, want 1.1 rounded up to 2", a)
	}
}

func TestVector20ABlockedNumberIsNoAttempt(t *testing.T) {
	blocked := func(code string) dialer.Fact {
		return dialer.Fact{At: noon(), Kind: dialer.FactBlocked, Campaign: "autumn", Code: code}
	}
	got := derive([]dialer.Fact{blocked("BLOCK_NATIONAL"), blocked("BLOCK_HOURS"), blocked("BLOCK_NATIONAL")})
	want := []figures.Day{
		{Day: "2026-11-23", Campaign: "autumn", Blocked: map[string]int{"BLOCK_NATIONAL": 2, "BLOCK_HOURS": 1}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestVector21MidnightBetweenDialAndAnswer(t *testing.T) {
	dialed := time.Date(2026, 11, 23, 23, 59, 58, 0, hours.Oslo())
	facts := story(1, dialed, at{5, answered(true)}, at{5.5, k(dialer.FactBridged)},
		at{60, ended(dialer.Answered, dialer.ByConsumer)}, at{61, disposed(dialer.Person)})
	for i := range facts { // the host's zone moves nothing
		facts[i].At = facts[i].At.UTC()
	}
	got := derive(facts)
	want := []figures.Day{
		{Day: "2026-11-23", Campaign: "autumn", Attempted: 1},
		{Day: "2026-11-24", Campaign: "autumn", Answered: 1, Connected: 1, Transferred: 1, Live: 1, Established: 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if err := figures.Check(got); err != nil {
		t.Errorf("over both days the invariants hold: %v", err)
	}
	if figures.Check(got[:1]) == nil {
		t.Error("over the first day alone they cannot hold")
	}
}
