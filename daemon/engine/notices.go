package engine

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/notice"
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/daemon/roster"
)

// An agent hears each notice of recording or monitoring on the line, between two calls, and then acknowledges it with a
// key. See package notice and daemon/decisions/0043-told-by-voice-acknowledged-by-key.md.

// SetNotices gives the notices and who has acknowledged them. It is called before Run; without it no agent is recorded.
func (e *Engine) SetNotices(l notice.Ledger) { e.takeNotices(e.ports.Now(), l) }

// PutNotices replaces them. Agents who are free hear what is new at once, others after the call.
func (e *Engine) PutNotices(ctx context.Context, l notice.Ledger) error {
	return e.ask(ctx, func(now time.Time) error { e.takeNotices(now, l); return nil })
}

// takeNotices keeps the acknowledgements that were keyed since l was read.
func (e *Engine) takeNotices(now time.Time, l notice.Ledger) {
	acks := map[notice.Ack]time.Time{}
	maps.Copy(acks, e.notices.Acks)
	maps.Copy(acks, l.Acks)
	e.notices = notice.Ledger{Notices: l.Notices, Acks: acks}
	maps.DeleteFunc(acks, func(a notice.Ack, _ time.Time) bool {
		return !slices.ContainsFunc(l.Notices, func(n notice.Notice) bool { return n.ID == a.Notice })
	})
	e.judgeNotices(now)
}

// judgeNotices follows a change of the notices, or of the time that they are about.
func (e *Engine) judgeNotices(now time.Time) {
	for _, s := range slices.Clone(e.seats) {
		e.readNotice(now, s)
	}
	for _, id := range slices.Sorted(maps.Keys(e.calls)) {
		if a := e.calls[id]; a.recorded() > 0 {
			e.bridgeConsent(a)
		}
	}
	e.forget(e.noticesDue)
	e.noticesDue = e.remind(e.notices.Next(now), ofFloor, 0, e.judgeNotices)
}

// readNotice reads an agent who is free the first notice that this session has not heard. One who is counted on for
// calls that ring hears it later.
func (e *Engine) readNotice(now time.Time, s *roster.Seat) {
	if s.State != roster.Ready || s.Leaving || s.Behind {
		return
	}
	open := slices.DeleteFunc(e.notices.Unacked(now, s.Agent.ID), func(n notice.Notice) bool {
		return s.Notices.Heard(n.ID)
	})
	if len(open) == 0 {
		return
	}
	if !s.MayRead(now) || e.promised(s) || e.needed(now, s) {
		e.readLater(now, s)
		return
	}
	id := open[0].ID
	s.Read(now, id)
	e.learnSeat(now, s, pacing.Left)
	e.remindSeat(s)
	within(e, s.Session, "read "+id.String()+" to "+nameOf(s), roster.ReadPatience,
		done(func(ctx context.Context) error { return e.ports.Phone.Seat(ctx, s.Session, SeatReads(id)) }),
		func(now time.Time, _ struct{}, err error) { e.noticeRead(now, s, id, err) })
}

// readEvery is how soon an agent who could not be read a notice is looked at again.
const readEvery = 5 * time.Second

func (e *Engine) readLater(now time.Time, s *roster.Seat) {
	if e.readWaits[s.Session] {
		return
	}
	e.readWaits[s.Session] = true
	e.seatNo++
	e.remind(now.Add(readEvery), ofSeat, e.seatNo, func(now time.Time) {
		delete(e.readWaits, s.Session)
		if e.seat(s.Session) == s {
			e.readNotice(now, s)
		}
	})
}

// noticeRead takes how the reading ended, once: the deadline of the seat may have come first, and a pause ends it.
func (e *Engine) noticeRead(now time.Time, s *roster.Seat, id dialer.NoticeID, err error) {
	if e.seat(s.Session) != s || s.Reads() != id {
		return
	}
	f := dialer.Fact{At: now, Kind: dialer.FactNoticeHeard, Agent: s.Agent.ID, Code: id.Code()}
	if err != nil {
		f.Kind, f.Detail = dialer.FactNoticeCut, err.Error()
	}
	if err != nil && !errors.Is(err, ErrCut) {
		e.ports.Log.WithError(err).WithField("agent", s.Agent.ID).Warn(id.String() + " could not be read to the agent")
	}
	s.HasRead(now, err == nil)
	e.tell(f)
	e.ready(now, s)
}

// ackKeyed takes the agent's acknowledgement of all notices that this session has heard to their end.
func (e *Engine) ackKeyed(now time.Time, s *roster.Seat, _ roster.Pressed) {
	open := e.notices.Unacked(now, s.Agent.ID)
	heard := slices.DeleteFunc(slices.Clone(open), func(n notice.Notice) bool { return !s.Notices.Heard(n.ID) })
	switch {
	case len(open) == 0:
		e.refuseKey(s)
		return
	case len(heard) == 0:
		s.ReadSoon(now)
		e.seatDo(s, SeatUnheard)
		e.readNotice(now, s)
		return
	}
	var b dialer.Batch
	for _, n := range heard {
		b.Facts = append(b.Facts, dialer.Fact{
			At: now, Kind: dialer.FactNoticeAcked, Agent: s.Agent.ID, Code: n.ID.Code(), By: string(s.Agent.ID),
		})
	}
	e.write(b, func(_ time.Time, err error) {
		if err != nil {
			return
		}
		for _, n := range heard {
			e.notices.Acks[notice.Ack{Notice: n.ID, Agent: s.Agent.ID}] = now
		}
		if e.seat(s.Session) == s && s.OnLine() {
			e.seatDo(s, SeatWordTaken)
		}
	})
}
