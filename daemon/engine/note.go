package engine

import (
	"context"
	"errors"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

// Note is an inquiry that an agent makes of a conversation (4.4.3 a).
type Note struct {
	Talk
	Complaint bool   // 6.2
	Wants     string // in plain words, where it is more than an answer; "": ask the agent what was asked
}

// noteState is how far an inquiry of a conversation is.
type noteState int

const (
	notNoted noteState = iota
	beingNoted
	isKept // not on the disk yet, and tried until it is
	isNoted
)

// noteLane keeps an agent's notes apart from the effects on the leg, which do not wait for the disk.
type noteLane dialer.SessionID

// note makes an inquiry or a complaint of a conversation. One conversation makes one of each, however often it is
// keyed, and the agent hears that it is noted only once it is on the disk.
func (e *Engine) note(now time.Time, s *roster.Seat, p roster.Pressed) {
	t, k := e.talkOf(now, s)
	if k == nil || e.ports.Inquiries == nil {
		e.refuseKey(s)
		return
	}
	stands, n, cue := &k.noted, Note{Talk: t}, SeatNoted
	if p.Act == roster.Complaint {
		stands, n.Complaint, cue = &k.complained, true, SeatComplaint
	}
	switch *stands {
	case beingNoted:
	case isKept:
		e.seatDo(s, SeatNoteKept)
	case isNoted:
		e.seatDo(s, cue)
	default:
		*stands = beingNoted
		e.putNote(s, n, func(err error) {
			switch *stands = isNoted; {
			case errors.Is(err, ErrKept):
				*stands, cue = isKept, SeatNoteKept
			case err != nil:
				*stands, cue = notNoted, SeatNotNoted // it can be keyed again
			}
			if e.seat(s.Session) == s {
				e.seatDo(s, cue)
			}
		})
	}
}

// putNote has a note written, and gives its end.
func (e *Engine) putNote(s *roster.Seat, n Note, end func(err error)) {
	work := done(func(ctx context.Context) error { return e.ports.Inquiries.Note(ctx, n) })
	within(e, noteLane(s.Session), "note an inquiry of "+string(s.Agent.ID), notePatience, work,
		func(_ time.Time, _ struct{}, err error) {
			if err != nil && !errors.Is(err, ErrKept) {
				e.ports.Log.WithError(err).WithField("agent", n.Agent).Error("an agent's inquiry could not be noted")
			}
			end(err)
		})
}
