// Package notice says what agents must be told before they are recorded or monitored (8.1, 8.3), and whether an agent
// was told.
//
// A notice names the goal, the concrete time, the themes, the plan of development and the agents. It counts for an
// agent from the agent's own acknowledgement, within its times only. The acknowledgement is a receipt, not a consent.
// Everything is a function of its arguments; the engine, the rooms and the store ask it.
package notice

import (
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/refusal"
)

// Kind is what a notice is of. The words are stored.
type Kind string

// The kinds.
const (
	Recording  Kind = "recording"
	Monitoring Kind = "monitoring"
)

// Kinds are all.
func Kinds() []Kind { return []Kind{Recording, Monitoring} }

// Purpose is why agents are recorded or monitored (8.3). The words are stored.
type Purpose string

// The purposes. A client takes part for the last two alone.
const (
	Quality     Purpose = "quality"
	Training    Purpose = "training"
	ClientCheck Purpose = "client_service_check"
	ClientGrow  Purpose = "client_development"
)

// Purposes are all.
func Purposes() []Purpose { return []Purpose{Quality, Training, ClientCheck, ClientGrow} }

// Longest times of a notice, as we read "concrete time" (8.1 b).
const (
	LongestRecording  = 14 * 24 * time.Hour
	LongestMonitoring = 4 * time.Hour
)

// Notice is one notice to some agents.
type Notice struct {
	ID       dialer.NoticeID
	Kind     Kind
	Purpose  Purpose
	Goal     string // in words (8.1 a)
	Themes   string // the main points, or where they lie (8.1 c)
	Plan     string // the plan of development, or where it lies (8.1 d)
	Category string // of Recording: which recordings
	Agents   []dialer.AgentID
	From, To time.Time
	// the hours of each day, in minutes after midnight in Oslo; both 0: the whole day
	Opens, Closes int
	Client        dialer.ClientID // of Monitoring: whose person may take part (8.3); "": none

	Made time.Time
	By   string

	Ended time.Time // when it was withdrawn; zero: it was not
}

// Covers reports whether an instant is within the notice's days and hours.
func (n Notice) Covers(at time.Time) bool {
	if at.Before(n.From) || !at.Before(n.To) {
		return false
	}
	if n.Opens == 0 && n.Closes == 0 {
		return true
	}
	oslo := hours.InOslo(at)
	minute := oslo.Hour()*60 + oslo.Minute()
	return minute >= n.Opens && minute < n.Closes
}

// Open reports whether the notice can be heard and acknowledged: it was not withdrawn, and its time is not over.
func (n Notice) Open(now time.Time) bool { return n.Ended.IsZero() && now.Before(n.To) }

// Ack is an agent's acknowledgement of a notice.
type Ack struct {
	Notice dialer.NoticeID
	Agent  dialer.AgentID
}

// Ledger is what is known of all notices that are not over. The zero value knows of none, so that no agent may be
// recorded or monitored.
type Ledger struct {
	Notices []Notice // by id
	Acks    map[Ack]time.Time
}

// Unacked are the open notices that name the agent, which the agent has not acknowledged.
func (l Ledger) Unacked(now time.Time, a dialer.AgentID) (open []Notice) {
	for _, n := range l.Notices {
		if n.Open(now) && slices.Contains(n.Agents, a) && l.Acks[Ack{n.ID, a}].IsZero() {
			open = append(open, n)
		}
	}
	return open
}

// Recorded gives the notice under which the agent may be recorded now in a category, or says why there is none.
func (l Ledger) Recorded(now time.Time, a dialer.AgentID, category string) (Notice, error) {
	return l.inForce(now, a, func(n Notice) bool { return n.Kind == Recording && n.Category == category })
}

// Monitored gives the notice under which the agent may be monitored now for a purpose, or says why there is none.
func (l Ledger) Monitored(now time.Time, a dialer.AgentID, why Purpose) (Notice, error) {
	return l.inForce(now, a, func(n Notice) bool { return n.Kind == Monitoring && n.Purpose == why })
}

// inForce gives the first notice that counts; else the reason of the one that came nearest.
func (l Ledger) inForce(now time.Time, a dialer.AgentID, of func(Notice) bool) (Notice, error) {
	best := refusal.Because(NotGiven, "no notice of it names agent %s: ringevett notice add", a)
	for _, n := range l.Notices {
		if !of(n) || !slices.Contains(n.Agents, a) {
			continue
		}
		r, bars := l.Bars(now, a, n)
		if !bars {
			return n, nil
		}
		if nearness(r.Reason) >= nearness(best.Reason) {
			best = r
		}
	}
	return Notice{}, best
}

// Bars says why a notice that names the agent does not count now.
func (l Ledger) Bars(now time.Time, a dialer.AgentID, n Notice) (r Refused, bars bool) {
	acked := l.Acks[Ack{n.ID, a}]
	switch {
	case !n.Ended.IsZero():
		return refusal.Because(Withdrawn, "%s was withdrawn %s", n.ID, hours.Text(n.Ended)), true
	case !n.Covers(now):
		return refusal.Because(NotInForce, "%s is of %s", n.ID, n.Times()), true
	case acked.IsZero() || acked.After(now):
		return refusal.Because(NotAcked,
			"agent %s has not acknowledged %s: the agent hears it on the line and keys *81", a, n.ID), true
	}
	return Refused{}, false
}

// nearness orders the reasons for which a notice does not count: what is easiest to mend comes last.
func nearness(r Reason) int {
	return slices.Index([]Reason{NotGiven, Withdrawn, NotInForce, NotAcked}, r)
}

// Next is the first instant after now at which time alone changes what a notice allows; zero: none.
func (l Ledger) Next(now time.Time) (next time.Time) {
	sooner := func(t time.Time) {
		if t.After(now) && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	for _, n := range l.Notices {
		if !n.Open(now) {
			continue
		}
		sooner(n.From)
		sooner(n.To)
		if n.Closes > 0 {
			day := hours.InOslo(now)
			for d := range 2 {
				sooner(time.Date(day.Year(), day.Month(), day.Day()+d, 0, n.Opens, 0, 0, hours.Oslo()))
				sooner(time.Date(day.Year(), day.Month(), day.Day()+d, 0, n.Closes, 0, 0, hours.Oslo()))
			}
		}
	}
	return next
}
