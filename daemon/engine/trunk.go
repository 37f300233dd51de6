package engine

import (
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
)

// TrunkView is how the trunk stands that every campaign dials on.
type TrunkView struct {
	Refuses string    // why nothing is placed on it but a probe, in one sentence; "": it takes calls
	Probe   time.Time // the next; zero where it takes calls
	Stops   int       // how often it was stopped since the start
}

// trunkLets reports whether the trunk takes one more call now. What is looked up counts as under way: it is about to
// ring.
func (e *Engine) trunkLets(now time.Time) bool {
	n, limited := e.trunk.Room(now, 0)
	if !limited || n == 0 {
		return !limited
	}
	n, _ = e.trunk.Room(now, e.unheard())
	return n > 0
}

// unheard counts what is under way of which the trunk has said nothing yet.
func (e *Engine) unheard() int {
	n := len(e.looks)
	for _, a := range e.calls {
		if a.Unanswered() && !a.Rang() {
			n++
		}
	}
	return n
}

// trunkWhy says why a campaign places nothing on the trunk now; "" where it may.
func (e *Engine) trunkWhy(now time.Time, c *campaign) string {
	if e.trunkLets(now) {
		return ""
	}
	if e.trunk.Held() {
		if at := e.trunk.Probe(); at.After(now) { // else the end of what is under way wakes us
			e.wakeAt(c, at)
		}
		return e.trunk.Why()
	}
	return "the trunk has just refused calls: the next waits for the outcome of those under way"
}

// judgeTrunk tells the brake what became of a call, and marks the end of one that the trunk alone is to blame for: it
// uses up neither the lead's day nor its tries. Only what was seen as it happened is judged.
func (e *Engine) judgeTrunk(now time.Time, a *attempt, ev call.Event, facts []dialer.Fact) {
	switch ev := ev.(type) {
	case call.Ringing, call.Early, call.Answered:
		if a.Rang() || !a.AnsweredAt.IsZero() {
			e.trunkReached(now)
		}
	case call.Failed:
		switch ev.Effect.(type) {
		case call.Create, call.Dial:
			if a.DialedAt.IsZero() { // else it may ring, and its end is judged
				e.trunkFailed(now, "the PBX's refusal: "+ev.Err.Error())
			}
		}
	case call.Ended:
		if !ev.Unseen {
			e.judgeEnds(now, a, facts)
		}
	case call.Due:
		if !ev.Deaf {
			e.judgeEnds(now, a, facts)
		}
	}
}

func (e *Engine) judgeEnds(now time.Time, a *attempt, facts []dialer.Fact) {
	for i := range facts {
		if facts[i].Kind == dialer.FactEnded {
			e.judgeEnd(now, a, &facts[i])
		}
	}
}

func (e *Engine) judgeEnd(now time.Time, a *attempt, f *dialer.Fact) {
	blame, words := a.BlameOf(*f)
	switch blame {
	case call.Callee:
		e.trunkReached(now)
		return
	case call.Unclear:
		return
	case call.NoNumber:
		if a.spared = !e.trunk.Believes(now); a.spared {
			a.Detail = "no such number, says a trunk that reaches no one"
		}
	case call.Refused:
		a.spared = true
	}
	if a.spared {
		f.Code, f.Detail = dialer.Spared, a.Detail
	}
	e.trunkFailed(now, words)
}

func (e *Engine) trunkReached(now time.Time) {
	if e.trunk.Reached(now) {
		e.ports.Log.Info("the trunk reaches callees again; dialing goes on")
	}
}

func (e *Engine) trunkFailed(now time.Time, words string) {
	if e.trunk.Failed(now, words) {
		e.stops++
		e.ports.Log.Error(e.trunk.Why())
	}
}
