package engine

import (
	"context"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

// Note is an inquiry that an agent makes of a conversation (4.4.3 a): whose, and in which call.
type Note struct {
	At      time.Time
	Agent   dialer.AgentID
	Channel string // of a caller, by which the desk knows the visit; "": it was a call of ours, told by the rest

	Attempt  dialer.AttemptID
	Campaign dialer.CampaignID
	Client   dialer.ClientID
	Number   dialer.Number
	Visible  dialer.Number
}

// noteState is how far a conversation's inquiry is.
type noteState int

const (
	notNoted noteState = iota
	beingNoted
	isNoted
)

// noteLane keeps an agent's notes apart from the effects on the leg, which do not wait for the disk.
type noteLane dialer.SessionID

// note makes an inquiry of the talk, or, until the next one begins, of the call before: agents often key after the
// goodbye. One conversation is one inquiry, however often it is keyed, and the agent hears that it is noted only once
// it is on the disk.
func (e *Engine) note(now time.Time, s *roster.Seat, _ roster.Pressed) {
	n, stands := e.noteOf(now, s)
	if stands == nil || e.ports.Inquiries == nil {
		e.refuseKey(s)
		return
	}
	if *stands == beingNoted {
		return
	}
	if *stands == isNoted {
		e.seatDo(s, SeatNoted)
		return
	}
	*stands = beingNoted
	work := done(func(ctx context.Context) error { return e.ports.Inquiries.Note(ctx, n) })
	within(e, noteLane(s.Session), "note an inquiry of "+string(s.Agent.ID), notePatience, work,
		func(_ time.Time, _ struct{}, err error) {
			cue := SeatNoted
			if *stands = isNoted; err != nil {
				*stands, cue = notNoted, SeatNotNoted // it can be keyed again
				e.ports.Log.WithError(err).WithField("agent", s.Agent.ID).Error("an agent's inquiry could not be noted")
			}
			if e.seat(s.Session) == s {
				e.seatDo(s, cue)
			}
		})
}

// noteOf is what the agent's note would be about, and how it stands with it; nil where there is no call to note.
func (e *Engine) noteOf(now time.Time, s *roster.Seat) (n Note, stands *noteState) {
	if c := e.callerOf(s); c != nil && c.state == callerTalks {
		return Note{At: now, Agent: s.Agent.ID, Channel: c.channel}, &c.noted
	}
	a := e.talked[s.Session]
	if a == nil || s.State != roster.Talking && s.State != roster.WrapUp {
		return Note{}, nil
	}
	return Note{
		At: now, Agent: s.Agent.ID, Attempt: a.ID, Campaign: a.Campaign, Client: a.client, Number: a.Number,
		Visible: a.campaign.Visible,
	}, &a.noted
}
