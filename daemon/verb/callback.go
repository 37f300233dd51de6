package verb

import (
	"slices"
	"time"
)

func callBacks() []Declared { return []Declared{ListCallBacks, MoveCallBack, CancelCallBack} }

// CallBackQuery picks call-backs; zero fields pick all.
type CallBackQuery struct {
	Campaign string `query:"campaign" flag:"campaign" is:"campaign" doc:"of one campaign"`
	Agent    string `query:"agent" flag:"agent" is:"agent" doc:"that this agent is to make in person"`
}

// CallBack is a call that was promised to a person and is not settled.
type CallBack struct {
	Lead     int64     `json:"lead"`
	Number   string    `json:"number" doc:"masked"`
	Campaign string    `json:"campaign"`
	Client   string    `json:"client"`
	Agent    string    `json:"agent,omitempty" doc:"who promised to call; absent: any agent of the campaign calls"`
	Promised time.Time `json:"promised" doc:"when the person expects it"`
	Due      time.Time `json:"due,omitzero" doc:"when it is dialed at the earliest; absent: it is not dialed"`
	State    string    `json:"state" doc:"waiting, due, calling or barred"`
	Why      string    `json:"why,omitempty" doc:"why it waits beyond the time promised, or is barred"`
}

// ListCallBacks lists promised calls.
var ListCallBacks = Verb[CallBackQuery, []CallBack]{
	Name: "callbacks list", Method: Get, Path: "/callbacks", Summary: "Calls that agents promised",
	Short: "List the calls that were promised, and why any of them waits",
	Roles: readersAndClients(), Own: OwnFiltered, Mine: mine(func(all []CallBack, o Owner) []CallBack {
		return slices.DeleteFunc(slices.Clone(all), func(c CallBack) bool { return !o.Campaigns[c.Campaign] })
	}),
	Help: `List the calls that agents promised (*98, *99, *04) and that are not settled, the
earliest first. A call that an agent promised in person (*99) goes to that agent
first, for agents.own_callback_minutes from when it is due. Then any agent of the
campaign makes it. The gate decides on each as on every call: what it refuses waits
until the gate allows it, or is barred. The list says why.

States: waiting, not due yet; due; calling; barred, which it stays unless it is
moved and the gate then allows it.

Exit codes: 0 printed; 2 refused.`,
}

// CallBackMove names a promised call, and when it is to be made instead.
type CallBackMove struct {
	Lead  int64  `path:"id" json:"-" arg:"LEAD"`
	At    string `json:"at" arg:"TIME" doc:"Oslo time, 2026-11-24T13:30"`
	Agent string `json:"agent,omitempty" flag:"agent" is:"agent" doc:"who is to make it in person; empty: any agent"`
	Why   string `json:"why,omitempty" flag:"why,needed" doc:"a reason, kept in the journal"`
}

// MoveCallBack has a promised call made at another time, or by another agent.
var MoveCallBack = Verb[CallBackMove, Done]{
	Name: "callbacks move", Method: Post, Path: "/callbacks/{id}/move",
	Summary: "Have a promised call made at another time",
	Short:   "Have a promised call made at another time, or by another agent",
	Says:    "the call-back of lead {Lead} is moved to {At}",
	Roles:   leaders(), Writes: changed(),
	Help: `Have a promised call made at another time, or by another agent. LEAD is the number
that "callbacks list" shows. The journal keeps the reason. A time at which no one may
be called is refused, with the next one that is allowed. Without --agent any agent
of the campaign makes the call.

Exit codes: 0 moved; 2 refused.

Example:
  ringevett callbacks move 17 2026-11-24T13:30 --agent anna --why "she is back"`,
}

// CallBackReason names a promised call, and why it is cancelled.
type CallBackReason struct {
	Lead int64  `path:"id" json:"-" arg:"LEAD"`
	Why  string `json:"why,omitempty" flag:"why,needed" doc:"a reason, kept in the journal"`
}

// CancelCallBack ends a promised call.
var CancelCallBack = Verb[CallBackReason, Done]{
	Name: "callbacks cancel", Method: Post, Path: "/callbacks/{id}/cancel", Summary: "Cancel a promised call",
	Short: "Cancel a promised call: the person is not called again in the campaign",
	Says:  "the call-back of lead {Lead} is cancelled",
	Roles: leaders(), Writes: changed(),
	Help: `Cancel a promised call: the person is not called again in the campaign. The journal
keeps the reason. It is refused while the call is under way.

Exit codes: 0 cancelled; 2 refused.`,
}
