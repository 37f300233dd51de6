// Package figures derives the daily figures of 4.3 from the journal's facts.
//
// The figures are never stored as counters: each one follows from facts, and the same facts always give the same
// figures (norm 2.2 to 2.4). Where the norm leaves a choice, the operator looks worse. The same code counts the
// abandoned calls that limit the pacing, at the start from the journal and then fact by fact.
package figures

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Day is one campaign's figures on one Oslo day. What is about the dialing stands on the day of t_dial, what is about
// the answer on the day of t_ans, what was blocked on the day it was blocked.
type Day struct {
	Day      dialer.Day
	Campaign dialer.CampaignID

	// The six figures of 4.3 a–f.
	Attempted, Answered, Connected, Transferred, Abandoned, Complaints int

	// Not answered, by outcome, and the ring time of those that rang until we gave up.
	NoAnswer, Busy, CancelledRinging, TrunkFailed int
	RingMin, RingMedian                           time.Duration

	// Answered, in detail. Machines is m: transferred, and a machine by the agent's word.
	MachineAtAnswer, EarlyHangup, LateTransfer, AbandonedNotLate, Lost int
	AgentDrop, AgentDropCounted, AgentCut, Machines                    int
	// words typed after the fact; they establish nothing
	TypedPerson, TypedMachine int

	// The rate of 4.6.2 (norm 2.4).
	Live, AEff, Established int

	// Attempted although reserved, by what lifted it (norm 2.7).
	ExemptCustomer, ExemptRequest int

	// Rung with agents held for the call alone, since one to the number was abandoned before (4.6.3), and abandoned
	// again.
	RedialDedicated, RedialFailed int

	// Answered, and asked whether the call may be recorded (8.2.1): None gave neither answer.
	ConsentYes, ConsentNo, ConsentNone int

	Blocked    map[string]int // by the gate's code; nil when none was
	LocalError int            // booked, but no dialing began
	Open       int            // not ended; in no other figure
}

// addAnswered puts one attempt's answer-side figures in.
func (d *Day) addAnswered(c Class) {
	count(&d.Answered, c.Answered)
	count(&d.Connected, c.Connected)
	count(&d.Transferred, c.Transferred)
	count(&d.Abandoned, c.Abandoned)
	count(&d.MachineAtAnswer, c.MachineAtAnswer)
	count(&d.EarlyHangup, c.EarlyHangup)
	count(&d.LateTransfer, c.LateTransfer)
	count(&d.AbandonedNotLate, c.AbandonedNotLate)
	count(&d.Lost, c.Lost)
	count(&d.AgentDrop, c.AgentDrop)
	count(&d.AgentDropCounted, c.AgentDropCounted)
	count(&d.AgentCut, c.AgentCut)
	count(&d.Machines, c.Machine)
	count(&d.TypedPerson, c.TypedPerson)
	count(&d.TypedMachine, c.TypedMachine)
	count(&d.RedialFailed, c.RedialFailed)
	count(&d.Live, c.Live)
	d.rate(0)
}

// addConsent counts what an answered call's consent was.
func (d *Day) addConsent(c Consent) {
	count(&d.ConsentYes, c == ConsentYes)
	count(&d.ConsentNo, c == ConsentNo)
	count(&d.ConsentNone, c == ConsentNone)
}

// addDialed puts one attempt's dial-side figures in.
func (d *Day) addDialed(c Class) {
	count(&d.Open, c.Open)
	count(&d.LocalError, c.LocalError)
	count(&d.Attempted, c.Attempted)
	count(&d.NoAnswer, c.Outcome == dialer.NoAnswer)
	count(&d.Busy, c.Outcome == dialer.Busy)
	count(&d.CancelledRinging, c.Outcome == dialer.CancelledRinging)
	count(&d.TrunkFailed, c.Outcome == dialer.TrunkFailed)
	count(&d.RedialDedicated, c.RedialDedicated)
}

// The codes as the gate books them; figures stands beside it and does not ask it.
const (
	exemptCustomer = "EXEMPT_CUSTOMER"
	exemptRequest  = "EXEMPT_REQUEST"
)

// addExempt counts what was attempted under an exemption.
func (d *Day) addExempt(c Class, code string) {
	count(&d.ExemptCustomer, c.Attempted && code == exemptCustomer)
	count(&d.ExemptRequest, c.Attempted && code == exemptRequest)
}

func count(n *int, yes bool) {
	if yes {
		*n++
	}
}

// rate works out the effective abandonments and the established calls (norm 2.4).
func (d *Day) rate(falsePositivePct int) {
	d.AEff = d.Abandoned + (falsePositivePct*d.MachineAtAnswer+99)/100
	d.Established = d.Live + d.AEff
}

// WithFalsePositives gives the day with a measured share, in percent, of machines recognised at the answer that were
// people. Derive takes none, since machine detection is off.
func (d Day) WithFalsePositives(pct int) Day {
	d.rate(pct)
	return d
}

// StrictRate gives the numerator and the denominator of R_strict: abandoned in effect, and established.
func (d Day) StrictRate() (abandoned, established int) { return d.AEff, d.Established }

// Breach reports that the strict rate is over the limit; exactly at it is none (4.6.2).
func (d Day) Breach(limitPct int) bool { return 100*d.AEff > limitPct*d.Established }
