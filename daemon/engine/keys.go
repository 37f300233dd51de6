package engine

import (
	"time"

	"github.com/ringevett/ringevett/daemon/roster"
)

// key does what a key of an agent's phone has completed, if anything.
func (e *Engine) key(now time.Time, s *roster.Seat, p roster.Pressed) {
	switch {
	case p.Pin != "":
		e.checkPin(now, s, p.Pin)
	case p.Refused || p.Before && p.Act != roster.Outcome:
		e.refuseKey(s)
	case p.Act != "":
		actOf(p.Act)(e, now, s, p)
	}
}

// actOf is how an act of the table of codes (roster.Codes) is carried out; nil: not at all. A test asks for each.
func actOf(a roster.Act) func(e *Engine, now time.Time, s *roster.Seat, p roster.Pressed) {
	switch a {
	case roster.Outcome:
		return (*Engine).word
	case roster.AskRecording, roster.SpokenYes, roster.SpokenNo:
		return (*Engine).keyed
	case roster.Tick:
		return (*Engine).tick
	case roster.Note, roster.Complaint:
		return (*Engine).note
	case roster.ReserveClient, roster.ReserveHouse, roster.ReserveBoth:
		return (*Engine).reserve
	case roster.UndoReservation:
		return (*Engine).undo
	case roster.DutyOfCare, roster.Minor:
		return (*Engine).sayGoodbye
	case roster.OpeningDone, roster.Informed:
		return (*Engine).record
	case roster.TellKnown:
		return (*Engine).tellKnown
	case roster.Choose:
		return (*Engine).chooseKeyed
	case roster.TakePause:
		return (*Engine).pauseKeyed
	case roster.Back:
		return (*Engine).backKeyed
	case roster.CallBack, roster.OwnCall:
		return (*Engine).callBackKeyed
	case roster.MoreTime:
		return (*Engine).moreKeyed
	case roster.LogOut:
		return (*Engine).logOutKeyed
	case roster.AckNotice:
		return (*Engine).ackKeyed
	case roster.WhoHears:
		return (*Engine).whoHears
	}
	return nil
}

// refuseKey lets the agent hear that a code did nothing.
func (e *Engine) refuseKey(s *roster.Seat) {
	if s.OnLine() {
		e.seatDo(s, SeatKeyRefused)
	}
}
