package engine

import (
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

// ErrRecordsItself is what SeatOpen gives for an agent's leg that the PBX records by itself. Consumers on it would be
// recorded without having been asked (8.2.1), so it is not made ready.
var ErrRecordsItself = errors.New("the PBX records its calls by itself (MixMonitor)")

// RouteRecords says that the PBX records a consumer's leg by itself, on the route that it takes: where that was seen.
type RouteRecords struct {
	ID    dialer.AttemptID
	Where string
}

// apply ends the call, and dials no other on a route that records each: the people there were not asked.
func (ev RouteRecords) apply(e *Engine, now time.Time) {
	a := e.calls[ev.ID]
	if a == nil {
		return
	}
	why := fmt.Sprintf("the PBX's route records calls by itself (MixMonitor on %s), without the consent of those "+
		"who are "+
		"rung (8.2.1): take recording off the route, then restart this daemon", ev.Where)
	if e.routeRecords == "" {
		e.routeRecords = why
		e.ports.Log.Error(why)
	}
	if a.Unanswered() {
		e.step(now, a, call.Cancel{Why: "the PBX's route records it without consent"})
		return
	}
	e.step(now, a, call.HangUp{By: dialer.ByUs})
}

// refuseSelfRecorded turns an agent away whose leg the PBX records. The agent hears that the log-in is refused; the
// status says why.
func (e *Engine) refuseSelfRecorded(now time.Time, s *roster.Seat) {
	e.selfRecorded[s.Endpoint] = now
	e.ports.Log.WithField("endpoint", s.Endpoint).Error("not logged in: " + ErrRecordsItself.Error())
	s.Why = "not made ready: " + ErrRecordsItself.Error()
	e.seatDo(s, SeatRefused)
}
