package engine

import (
	"context"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

// Talk is a conversation that an agent keys something about: whose, and in which call.
type Talk struct {
	At      time.Time
	Agent   dialer.AgentID
	Channel string // of a caller, by which the desk knows the visit; "": it was a call of ours, told by the rest

	Attempt  dialer.AttemptID
	Campaign dialer.CampaignID
	Client   dialer.ClientID
	Number   dialer.Number
	Visible  dialer.Number
	Language string // nb, nn or en
}

// byKey is what agents have keyed about one conversation.
type byKey struct {
	noted      noteState // an inquiry
	complained noteState // a complaint
	reserving  bool      // a reservation is on its way to the disk
	reserved   *keptByKey
	hush       context.CancelFunc // ends what both are being told; nil: nothing was
	closing    bool               // the goodbye of norm 4.11 plays: the call ends with it
	told       map[dialer.FactKind]bool
}

// quiet ends what both are being told: the other party has left, or it holds no more.
func (k *byKey) quiet() {
	if k.hush != nil {
		k.hush()
	}
}

// talkOf is the conversation that a key of the agent is about, and what was keyed about it: the talk, or, until the
// next one begins, the one before, since agents often key after the goodbye. nil: there is none.
func (e *Engine) talkOf(now time.Time, s *roster.Seat) (Talk, *byKey) {
	t := Talk{At: now, Agent: s.Agent.ID}
	c := e.callerOf(s)
	if s.State == roster.WrapUp {
		c = e.served[s.Session]
	}
	if c != nil && c.try != nil { // an extension of the house asks for nothing
		return t, nil
	}
	if c != nil && (c.state == callerTalks || s.State == roster.WrapUp) {
		t.Channel = c.channel
		return t, &c.byKey
	}
	a := e.talked[s.Session]
	if a == nil || s.State != roster.Talking && s.State != roster.WrapUp {
		return t, nil
	}
	t.Attempt, t.Campaign, t.Client, t.Number = a.ID, a.Campaign, a.client, a.Number
	t.Visible, t.Language = a.Show, a.campaign.Language
	return t, &a.byKey
}

// with reports whether the agent and the other party of the talk still hear each other.
func (e *Engine) with(s *roster.Seat, t Talk) bool {
	if e.seat(s.Session) != s {
		return false
	}
	if t.Channel != "" {
		c := e.callerOf(s)
		return c != nil && c.channel == t.Channel && c.state == callerTalks
	}
	a := e.calls[t.Attempt]
	return a != nil && a.Session == s.Session && a.State == call.Talking
}

// tellLane is the lane of what both parties of an agent's talk are told.
type tellLane dialer.SessionID

// tellPatience bounds one telling: texts of 10 s (sounds.Entries), and a PBX that is slow.
const tellPatience = 30 * time.Second

// tellBoth has both parties of a talk hear what they are told, or the agent alone where the other has left, and goes
// on with end when it is over, whether or not it was heard.
func (e *Engine) tellBoth(s *roster.Seat, t Talk, k *byKey, what Said, end func(now time.Time)) {
	if e.ports.Wishes == nil || e.ports.Speaker == nil {
		end(e.ports.Now())
		return
	}
	k.quiet() // Asterisk takes no request on a channel while a sound plays there
	hush, stop := context.WithCancel(context.Background())
	k.hush = stop
	to := Telling{Session: s.Session}
	if e.with(s, t) {
		to.Attempt, to.Channel = t.Attempt, t.Channel
	}
	work := done(func(ctx context.Context) error {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(hush, cancel)()
		words, err := e.ports.Wishes.Words(ctx, t, what)
		if err != nil {
			return err
		}
		to.Sounds = words
		return e.ports.Speaker.Tell(ctx, to)
	})
	within(e, tellLane(s.Session), "tell both of "+string(what), tellPatience, work,
		func(now time.Time, _ struct{}, err error) {
			if err != nil && hush.Err() == nil {
				e.ports.Log.WithError(err).WithField("agent", s.Agent.ID).Warn("a talk was not told: " + string(what))
			}
			stop()
			end(now)
		})
}
