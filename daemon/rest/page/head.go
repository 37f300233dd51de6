package page

import (
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/verb"
)

// The states of the head line, in the order in which they are looked for: the first that holds is shown.
const (
	stateAway     = "away"     // no contact with the PBX
	stateStopping = "stopping" // the daemon waits for conversations
	stateHalted   = "halted"   // something keeps every call from being dialed
	stateClosed   = "closed"   // outside the hours; no alarm
	stateTrunk    = "trunk"    // the trunk refuses
	stateNone     = "none"     // no campaign is started
	stateWaiting  = "waiting"  // those that are started do not dial
	stateDialing  = "dialing"
)

// headView is the head line: whether it dials, and why not.
type headView struct {
	State string
	Why   string    // in the daemon's own words
	Calls int       // under way
	Until time.Time // end of the hours
	Next  time.Time // when they begin
	Demo  string
	Now   time.Time
}

// headOf decides what the head line says.
func headOf(s verb.Status) headView {
	h := headView{Calls: len(s.Calls), Until: s.Hours.Until, Next: s.Hours.Next, Demo: s.DemoClock, Now: s.At}
	running, dials := false, false
	for _, c := range s.Campaigns {
		running = running || c.Running
		dials = dials || c.Running && c.Why == ""
	}
	switch {
	case s.Halted == engine.Stopping:
		h.State = stateStopping
	case !s.Connected:
		h.State = stateAway
	case s.Halted != "":
		h.State, h.Why = stateHalted, firstLine(s.Halted)
	case !s.Hours.Open:
		h.State, h.Why = stateClosed, s.Hours.Why
	case s.Trunk.Refuses != "":
		h.State, h.Why = stateTrunk, s.Trunk.Refuses
	case !running:
		h.State = stateNone
	case !dials:
		h.State = stateWaiting
	default:
		h.State = stateDialing
	}
	return h
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// need is something that a person should look at: a text of the page, and the daemon's own words.
type need struct {
	ID   string
	Key  string
	Args []any
	Why  string
}

const maxNeeds = 7

// needsOf gives what needs a person, worst first, and how many more there are.
func needsOf(s verb.Status) (all []need, more int) {
	add := func(id, key, why string, args ...any) { all = append(all, need{id, key, args, firstLine(why)}) }
	for _, b := range s.Breaches {
		add("breach-"+b.Rule+b.About, "needs.breach", b.Rule+": "+b.About)
	}
	if s.SetAside != "" {
		add("aside", "needs.aside", s.SetAside)
	}
	for _, c := range s.Campaigns {
		if c.Pace.Alarm != "" {
			add("alarm-"+c.ID, "needs.alarm", c.Pace.Alarm, "campaign", c.ID)
		}
	}
	if s.Inquiries.Late > 0 {
		add("late", "needs.late", "", "n", s.Inquiries.Late)
	}
	for _, x := range s.Shown {
		add("shown-"+x.Visible, "needs.shown", x.Why, "number", x.Visible)
	}
	for _, f := range s.Failing {
		add("failing-"+f.Part, "needs.failing", f.Why, "part", f.Part, "at", moment(f.Since, s.At))
	}
	for _, c := range s.Campaigns {
		if p := c.Pace; c.Running && p.Mode == "predictive" && p.EstablishedToday >= fewest && p.Room == 0 {
			add("room-"+c.ID, "needs.room", "", "campaign", c.ID)
		}
	}
	for _, n := range s.Noticed {
		add("noticed-"+n, "needs.noticed", n)
	}
	if n := len(s.Waiting); n > 0 {
		add("second", "needs.second", "", "n", n)
	}
	if over := len(all) - maxNeeds; over > 0 {
		return all[:maxNeeds], over
	}
	return all, 0
}

// fewest is how many must be established before one may be lost at the limit of 5 %: below, no room is no alarm.
const fewest = 20
