package engine

import (
	"context"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/daemon/roster"
	"github.com/ringevett/ringevett/daemon/shown"
)

// Snapshot is a copy of the floor at one instant, for readers.
type Snapshot struct {
	At        time.Time
	Up        bool
	Halted    string // why nothing at all is dialed; "": dialing is allowed
	SetAside  int    // entries that the journal refused since the start
	Campaigns []CampaignView
	Seats     []SeatView
	Calls     []CallView
	Trunk     TrunkView
	Shown     []shown.Kept // numbers with which nothing is dialed, because the PBX does not send them
	Noticed   []string     // what the PBX does with our legs that a person should put right
	Callers   []CallerView // from the desk, in the order of arrival
	Breaches  []Breach     // of the floor's invariants, that last; as of the last look
	Breached  int          // how many began since the start
}

// CampaignView is one campaign on the floor. Why says why it does not dial now; "" when it does.
type CampaignView struct {
	ID      dialer.CampaignID
	Running bool
	Why     string
	Queued  int // leads brought in and not yet looked at
	Calls   int

	Mode      dialer.Mode
	Power     string         // why a predictive campaign dials in power mode now; "": it does not
	Word      pacing.Word    // what bounds its dialing
	Off       string         // the alarm that a person must answer; "": none
	Day, Date figures.Ledger // of the Oslo day, and of the campaign to date
}

// SeatView is one agent's leg.
type SeatView struct {
	Session  dialer.SessionID
	Agent    dialer.AgentID
	Name     string
	Endpoint string
	State    roster.State
	Since    time.Time
	Attempt  dialer.AttemptID
	Leaving  bool
	Pause    dialer.PauseReason // of the pause the agent is on, or that begins after the call; "": neither
	Client   dialer.ClientID    // whose calls go to the seat; "": not told of any yet
	Campaign dialer.CampaignID  // that the agent chose; "": any
	Untold   string             // why the seat is refused a client, in plain words; "": it is not
	Phone    string             // why no call goes to the phone, in plain words; "": nothing is known against it
	Display  string             // why the handset shows nothing of the calls, in plain words; "": it does, or is off
}

// CallView is one attempt under way. Its number is masked.
type CallView struct {
	ID       dialer.AttemptID
	Campaign dialer.CampaignID
	Lead     dialer.LeadID
	Number   string
	Agent    dialer.AgentID
	State    string
	Since    time.Time // of dialing, answer or bridging, whichever came last
	Where    string    // of a call that another hand moved: where the consumer is
	Recorded int       // the part that is being recorded; 0: none
}

// CallerView is one who rang a visible number and asked for an agent.
type CallerView struct {
	Channel string
	State   string
	Since   time.Time         // of asking for somebody; after a restart, of our finding the caller
	Until   time.Time         // the end of the wait
	Clients []dialer.ClientID // who rang; empty: not known
	Session dialer.SessionID  // of the agent; "": none
	Agent   dialer.AgentID
}

// Snapshot copies the floor.
func (e *Engine) Snapshot(ctx context.Context) (Snapshot, error) {
	var s Snapshot
	err := e.ask(ctx, func(now time.Time) error { s = e.snapshot(now); return nil })
	return s, err
}

func (e *Engine) snapshot(now time.Time) Snapshot {
	s := Snapshot{
		At: now, Up: e.up, Halted: e.halted(), SetAside: e.setAside, Breaches: slices.Clone(e.minds.now),
		Breached: e.minds.total,
		Noticed:  e.noticed(),
		Trunk:    TrunkView{Refuses: e.trunk.Why(), Probe: e.trunk.Probe(), Stops: e.stops},
	}
	if e.shown != nil {
		s.Shown = e.shown.All()
	}
	for _, c := range e.campaigns {
		v := CampaignView{
			ID: c.ID, Running: c.Running, Why: c.why, Queued: len(c.leads) + len(c.own), Calls: len(c.calls), Mode: c.Mode,
			Power: c.power, Word: c.word, Off: c.off,
			Day: e.tally.Day(c.ID, dialer.DayOf(now, hours.Oslo())), Date: e.tally.Total(c.ID),
		}
		if !c.Running {
			v.Why = "paused"
		}
		s.Campaigns = append(s.Campaigns, v)
	}
	for _, x := range e.seats {
		s.Seats = append(s.Seats, SeatView{
			x.Session, x.Agent.ID, x.Agent.FullName, x.Endpoint, x.State, x.Since, e.attemptOf(x), x.Leaving,
			x.Pause, x.For.Client, x.Choice.Only, x.For.Why, x.Pulse.Why(now), e.unshown(x),
		})
	}
	for _, a := range e.calls {
		s.Calls = append(s.Calls, CallView{
			a.ID, a.Campaign, a.Lead, a.Number.Masked(), a.Agent, a.State.String(), since(a.Call), whereOf(a),
			a.recorded(),
		})
	}
	for _, c := range e.callers {
		if c.try != nil {
			continue
		}
		s.Callers = append(s.Callers, CallerView{
			c.channel, string(c.state), c.came, c.until, c.clients, c.session, e.agentOf(c.session),
		})
	}
	slices.SortFunc(s.Calls, func(a, b CallView) int { return int(a.ID - b.ID) })
	return s
}

func (e *Engine) agentOf(id dialer.SessionID) dialer.AgentID {
	if s := e.seat(id); s != nil && id != "" {
		return s.Agent.ID
	}
	return ""
}

func (e *Engine) attemptOf(s *roster.Seat) dialer.AttemptID {
	if s.State == roster.Reserved || s.State == roster.Talking {
		return s.Attempt
	}
	return 0
}

func since(c *call.Call) time.Time {
	for _, t := range []time.Time{c.BridgedAt, c.AnsweredAt, c.DialedAt} {
		if !t.IsZero() {
			return t
		}
	}
	return c.Decided
}
