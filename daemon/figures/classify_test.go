package figures_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
)

// The classes that the edges below fall into.
var (
	inTime = figures.Class{
		Attempted: true, Outcome: dialer.Answered, Answered: true, Connected: true, Transferred: true,
	}
	late = figures.Class{
		Attempted: true, Outcome: dialer.Answered, Answered: true, Connected: true, Abandoned: true, LateTransfer: true,
	}
	early = figures.Class{
		Attempted: true, Outcome: dialer.Answered, Answered: true, Connected: true, EarlyHangup: true,
	}
	abandoned = figures.Class{
		Attempted: true, Outcome: dialer.Answered, Answered: true, Connected: true, Abandoned: true,
		AbandonedNotLate: true,
	}
	lost = figures.Class{
		Attempted: true, Outcome: dialer.Answered, Answered: true, Connected: true, Abandoned: true,
		AbandonedNotLate: true, Lost: true,
	}
	dropped = figures.Class{
		Attempted: true, Outcome: dialer.Answered, Answered: true, Connected: true, Transferred: true, Abandoned: true,
		AgentDrop: true, AgentDropCounted: true,
	}
	replaced = figures.Class{
		Attempted: true, Outcome: dialer.Answered, Answered: true, Connected: true, Transferred: true, AgentDrop: true,
	}
	cut = figures.Class{
		Attempted: true, Outcome: dialer.Answered, Answered: true, Connected: true, Abandoned: true, AgentCut: true,
	}
	machine = figures.Class{Attempted: true, Outcome: dialer.Answered, Answered: true, MachineAtAnswer: true}
	failed  = figures.Class{Attempted: true, Outcome: dialer.TrunkFailed}
	local   = figures.Class{LocalError: true}
	open    = figures.Class{Open: true}
)

func with(c figures.Class, change func(*figures.Class)) figures.Class {
	change(&c)
	return c
}

func TestClassify(t *testing.T) {
	byAgent := ended(dialer.Answered, dialer.ByAgent)
	byConsumer, byUs := ended(dialer.Answered, dialer.ByConsumer), ended(dialer.Answered, dialer.ByUs)
	live := with(inTime, func(c *figures.Class) { c.Live = true })
	for _, tt := range []struct {
		name string
		told []at
		want figures.Class
	}{
		{"bridged at exactly T", []at{{6, answered(true)}, {8, k(dialer.FactBridged)}, {60, byConsumer}}, inTime},
		{"bridged 1 ms after T", []at{{6, answered(true)}, {8.001, k(dialer.FactBridged)}, {60, byConsumer}}, late},
		{"the message began before the agent came, within T",
			[]at{{6, answered(true)}, {7, k(dialer.FactMessage)}, {7.5, k(dialer.FactBridged)}, {60, byConsumer}},
			late},
		{"bridged before the answer's fact", []at{{6, k(dialer.FactBridged)}, {6.01, answered(true)}, {60, byConsumer}},
			inTime},
		{"bridged, and no answer's fact", []at{{6, k(dialer.FactBridged)}, {60, byConsumer}}, inTime},

		{"the agent's word ends it exactly a second after the bridging",
			[]at{{6, answered(true)}, {6.3, k(dialer.FactBridged)}, {7.3, disposed(dialer.Person)}, {7.6, byAgent}},
			cut},
		{"a millisecond later",
			[]at{{6, answered(true)}, {6.3, k(dialer.FactBridged)}, {7.301, disposed(dialer.Person)}, {7.6, byAgent}},
			live},
		{"the same end, by a word about another call",
			[]at{{6, answered(true)}, {6.3, k(dialer.FactBridged)}, {7.3, byAgent}}, cut},
		{"and that a millisecond later", []at{{6, answered(true)}, {6.3, k(dialer.FactBridged)}, {7.301, byAgent}},
			inTime},
		{"the consumer hung up before the word did",
			[]at{{6, answered(true)}, {6.3, k(dialer.FactBridged)}, {6.9, disposed(dialer.Person)}, {7, byConsumer}},
			live},
		{"a machine at once",
			[]at{{6, answered(true)}, {6.3, k(dialer.FactBridged)}, {7, disposed(dialer.Machine)}, {7.1, byAgent}},
			with(inTime, func(c *figures.Class) { c.Machine = true })},
		{"a machine at once, corrected to a person",
			[]at{
				{6, answered(true)}, {6.3, k(dialer.FactBridged)}, {7, disposed(dialer.Machine)}, {7.1, byAgent},
				{20, disposed(dialer.Person)},
			}, cut},
		{"a person at once, corrected to a machine",
			[]at{
				{6, answered(true)}, {6.3, k(dialer.FactBridged)}, {7, disposed(dialer.Person)}, {7.1, byAgent},
				{20, disposed(dialer.Machine)},
			}, cut},
		{"cut after a late bridging: one class only",
			[]at{{6, answered(true)}, {8.5, k(dialer.FactBridged)}, {9, disposed(dialer.Person)}, {9.1, byAgent}},
			late},
		{"the colleague who stepped in cuts it",
			[]at{
				{6, answered(true)}, {6.3, k(dialer.FactBridged)}, {7, disposed(dialer.Machine)},
				{10, k(dialer.FactAgentGone)}, {11, k(dialer.FactBridged)}, {11.5, disposed(dialer.Person)},
				{11.6, byAgent},
			},
			with(cut, func(c *figures.Class) { c.AgentDrop = true })},
		{"an early word, and the talk goes on for long",
			[]at{{6, answered(true)}, {6.3, k(dialer.FactBridged)}, {60, disposed(dialer.Person)}, {60.1, byAgent}},
			live},

		{"hung up just before T, agent reserved", []at{{6, answered(true)}, {7.999, byConsumer}}, early},
		{"hung up at exactly T, agent reserved", []at{{6, answered(true)}, {8, byConsumer}}, abandoned},
		{"we hung up before T, agent reserved", []at{{6, answered(true)}, {7, byUs}}, abandoned},
		{"the network ended it before T, agent reserved",
			[]at{{6, answered(true)}, {7, ended(dialer.Answered, dialer.ByNetwork)}}, abandoned},
		{"hung up before T, but the message had begun",
			[]at{{6, answered(true)}, {6.5, k(dialer.FactMessage)}, {7, byConsumer}}, abandoned},
		{"hung up before T, but we had cancelled",
			[]at{{5, k(dialer.FactCancelled)}, {6, answered(true)}, {7, byConsumer}}, abandoned},
		{"hung up before T, but the answer itself was never told", []at{{6, byConsumer}}, abandoned},
		{"cancelled, the answer won, the agent was there in time",
			[]at{{5, k(dialer.FactCancelled)}, {6, answered(true)}, {6.5, k(dialer.FactBridged)}, {60, byConsumer}},
			inTime},
		{"a second Up makes no second answer and reserves no agent",
			[]at{{6, answered(false)}, {6.2, answered(true)}, {6.6, byConsumer}}, abandoned},

		{"leg dies at exactly 5 s",
			[]at{{6, answered(true)}, {7, k(dialer.FactBridged)}, {12, k(dialer.FactAgentGone)}, {14, byUs}}, dropped},
		{"leg dies after 5 s",
			[]at{{6, answered(true)}, {7, k(dialer.FactBridged)}, {12.001, k(dialer.FactAgentGone)}, {14, byUs}},
			inTime},
		{"replaced at exactly 2 s",
			[]at{
				{6, answered(true)}, {7, k(dialer.FactBridged)}, {9, k(dialer.FactAgentGone)},
				{11, k(dialer.FactBridged)}, {60, byConsumer},
			}, replaced},
		{"replaced after 2 s",
			[]at{
				{6, answered(true)}, {7, k(dialer.FactBridged)}, {9, k(dialer.FactAgentGone)},
				{11.001, k(dialer.FactBridged)}, {60, byConsumer},
			}, dropped},
		{"the one who replaced drops too",
			[]at{
				{6, answered(true)}, {7, k(dialer.FactBridged)}, {9, k(dialer.FactAgentGone)},
				{10, k(dialer.FactBridged)}, {11, k(dialer.FactAgentGone)}, {20, byUs},
			}, dropped},
		{"a dead phone that is found after the end",
			[]at{{6, answered(true)}, {7, k(dialer.FactBridged)}, {8, byConsumer}, {10, unheard}}, cut},
		{"a dead phone, whatever the agent says",
			[]at{
				{6, answered(true)}, {7, k(dialer.FactBridged)}, {30, disposed(dialer.Person)}, {30.1, byAgent},
				{31, unheard},
			}, cut},
		{"a dead phone, and the answer was heard of late",
			[]at{{6, answered(true)}, {9, k(dialer.FactBridged)}, {12, unheard}, {20, byUs}}, cut},
		{"a dead phone, and a colleague within T",
			[]at{
				{6, answered(true)}, {6.1, k(dialer.FactBridged)}, {7, unheard}, {7.9, k(dialer.FactBridged)},
				{60, byConsumer},
			}, inTime},
		{"a dead phone, and a colleague after T",
			[]at{
				{6, answered(true)}, {6.1, k(dialer.FactBridged)}, {8.5, unheard}, {8.6, k(dialer.FactBridged)},
				{60, byConsumer},
			}, late},
		{"a phone that fell silent in the first seconds",
			[]at{{6, answered(true)}, {7, k(dialer.FactBridged)}, {9, silent}, {20, byUs}}, dropped},
		{"a phone that fell silent later",
			[]at{{6, answered(true)}, {7, k(dialer.FactBridged)}, {40, silent}, {60, byUs}}, inTime},
		{"consumer gives up while waiting for another",
			[]at{{6, answered(true)}, {7, k(dialer.FactBridged)}, {9, k(dialer.FactAgentGone)}, {9.5, byConsumer}},
			dropped},
		{"consumer had hung up before the leg died",
			[]at{{6, answered(true)}, {7, k(dialer.FactBridged)}, {8, byConsumer}, {8.1, k(dialer.FactAgentGone)}},
			inTime},
		{"a leg that dies without having been bridged",
			[]at{{6, answered(true)}, {6.5, k(dialer.FactAgentGone)}, {7, k(dialer.FactBridged)}, {60, byConsumer}},
			inTime},
		{"a dropped call is not live, whatever the agent says",
			[]at{
				{6, answered(true)}, {7, k(dialer.FactBridged)}, {9, k(dialer.FactAgentGone)}, {14, byUs},
				{15, disposed(dialer.Person)},
			}, dropped},
		{"a late transfer that drops is abandoned once",
			[]at{{6, answered(true)}, {9, k(dialer.FactBridged)}, {10, k(dialer.FactAgentGone)}, {14, byUs}},
			with(late, func(c *figures.Class) { c.AgentDrop = true })},

		{"wrong number is a person",
			[]at{{6, answered(true)}, {7, k(dialer.FactBridged)}, {60, byConsumer}, {61, disposed(dialer.WrongNumber)}},
			live},
		{"call later is a person",
			[]at{{6, answered(true)}, {7, k(dialer.FactBridged)}, {60, byConsumer}, {61, disposed(dialer.CallLater)}},
			live},
		{"not disposed is neither", []at{{6, answered(true)}, {7, k(dialer.FactBridged)}, {60, byConsumer}}, inTime},
		{"the later word holds",
			[]at{
				{6, answered(true)}, {7, k(dialer.FactBridged)}, {30, disposed(dialer.Machine)}, {60, byConsumer},
				{61, disposed(dialer.Person)},
			}, live},
		{"a late transfer is never live",
			[]at{{6, answered(true)}, {9, k(dialer.FactBridged)}, {60, byConsumer}, {61, disposed(dialer.Person)}},
			late},

		{"a machine that hears no agent", []at{{6, answered(true)}, {8, k(dialer.FactMachine)}, {9, byUs}}, machine},
		{"a machine noticed after the agent came is the agent's to tell",
			[]at{{6, answered(true)}, {7, k(dialer.FactBridged)}, {8, k(dialer.FactMachine)}, {9, byUs}}, inTime},

		{"lost while ringing", []at{{1, k(dialer.FactRinging)}, {99, k(dialer.FactLost)}}, lost},
		{"lost after the answer, agent reserved", []at{{6, answered(true)}, {99, k(dialer.FactLost)}}, lost},
		{"lost in the conversation: it had its agent",
			[]at{{6, answered(true)}, {7, k(dialer.FactBridged)}, {99, k(dialer.FactLost)}}, inTime},
		{"lost in a conversation that began late",
			[]at{{6, answered(true)}, {9, k(dialer.FactBridged)}, {99, k(dialer.FactLost)}}, late},
		{"lost, then told by the PBX's records",
			[]at{{99, k(dialer.FactLost)}, {200, ended(dialer.NoAnswer, dialer.ByUs)}},
			figures.Class{Attempted: true, Outcome: dialer.NoAnswer}},
		{"ended as lost", []at{{99, ended(dialer.Lost, "")}}, lost},

		{"an end with no outcome is a failure", []at{{1, ended("", dialer.ByNetwork)}}, failed},
		{"an answered outcome without an answer's fact", []at{{9, byUs}}, abandoned},
		{"an answer's fact and another outcome", []at{{6, answered(false)}, {9, ended(dialer.NoAnswer, dialer.ByUs)}},
			abandoned},
		{"refused by the PBX after the dialing", []at{{1, k(dialer.FactNotPlaced)}}, failed},
		{"still ringing", []at{{1, k(dialer.FactRinging)}}, open},
		{"still talking", []at{{6, answered(true)}, {7, k(dialer.FactBridged)}}, open},
		{"disposed, and still open",
			[]at{{6, answered(true)}, {7, k(dialer.FactBridged)}, {9, disposed(dialer.Person)}}, open},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, figures.Classify(gather(story(1, noon(), tt.told...)))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func gather(facts []dialer.Fact) figures.Attempt {
	var a figures.Attempt
	for _, f := range facts {
		a.Apply(f)
	}
	return a
}

func TestBookedAndNeverDialed(t *testing.T) {
	booked := dialer.Fact{At: noon(), Kind: dialer.FactBooked, Campaign: "autumn", Attempt: 1, T: 2 * time.Second}
	then := func(f dialer.Fact) figures.Class {
		f.At, f.Attempt = noon().Add(time.Second), 1
		return figures.Classify(gather([]dialer.Fact{booked, f}))
	}
	for name, tt := range map[string]struct {
		fact dialer.Fact
		want figures.Class
	}{
		"not placed":                {k(dialer.FactNotPlaced), local},
		"ended as not placed":       {ended(dialer.NotPlaced, dialer.ByUs), local},
		"lost":                      {k(dialer.FactLost), lost},
		"a failure, dialing unsaid": {ended(dialer.TrunkFailed, dialer.ByNetwork), failed},
	} {
		if diff := cmp.Diff(tt.want, then(tt.fact)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	ringing := dialer.Fact{At: noon(), Kind: dialer.FactRinging, Attempt: 1}
	if got := figures.Classify(
		gather([]dialer.Fact{booked, ringing, {At: noon(), Kind: dialer.FactNotPlaced, Attempt: 1}}),
	); got != failed {
		t.Errorf("rang, though not placed: got %+v, want an attempt that failed", got)
	}
	if got := figures.Classify(gather([]dialer.Fact{booked})); got != open {
		t.Errorf("booked only: got %+v, want it open", got)
	}
}

// TestTMayOnlyBeLowered: the booking has T; none, or more than 2 s, is 2 s.
func TestTMayOnlyBeLowered(t *testing.T) {
	for _, tt := range []struct {
		t, bridged time.Duration
		want       figures.Class
	}{
		{0, 2 * time.Second, inTime},
		{0, 2*time.Second + time.Millisecond, late},
		{time.Second, time.Second, inTime},
		{time.Second, time.Second + time.Millisecond, late},
		{time.Minute, 2*time.Second + time.Millisecond, late},
		{-time.Second, 2 * time.Second, inTime},
	} {
		facts := story(1, noon(), at{6, answered(true)}, at{6 + tt.bridged.Seconds(), k(dialer.FactBridged)},
			at{60, ended(dialer.Answered, dialer.ByConsumer)})
		facts[0].T = tt.t
		if got := figures.Classify(gather(facts)); got != tt.want {
			t.Errorf("T %v, bridged after %v: got %+v, want %+v", tt.t, tt.bridged, got, tt.want)
		}
	}
}
