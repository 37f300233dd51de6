package engine

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/consent"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

// legEnds is how long the end of a leg may come after the end of its recording, which dies with it: within that time
// the recording did not fail, the conversation is over.
const legEnds = time.Second

// consented is what the engine keeps of one conversation's consent. It stands beside the call and never moves it.
type consented struct {
	consent.State
	// from before a restart: what was said then is lost, so nothing is recorded any more, and a no still counts
	adopted  bool
	asked    bool // adopted, and the consumer had been asked
	deaf     bool // events were lost: what the PBX records is to be stopped when it can be asked
	halted   bool // what the PBX recorded of it is stopped
	reminded time.Time
}

// cues tell an agent how the recording stands.
var cues = map[consent.Word]SeatEffect{
	consent.WordOn: SeatRecordingOn, consent.WordOff: SeatRecordingOff, consent.WordNotice: SeatNotice,
}

// recordingLane is the lane of a call's recording: it never holds up the call's own.
type recordingLane dialer.AttemptID

// ConsentEvent is what the PBX says of a call's recording: a sound's end, or a key of the consumer.
type ConsentEvent struct {
	ID dialer.AttemptID
	Ev consent.Event
}

// RecordingOver says that the PBX has ended the recording of a leg, asked to or not.
type RecordingOver struct {
	ID   dialer.AttemptID
	Part int
	Why  string
}

func (ev ConsentEvent) apply(e *Engine, now time.Time) {
	a := e.calls[ev.ID]
	if a == nil || a.consent == nil {
		return
	}
	key, is := ev.Ev.(consent.Key)
	if is && key.Digit == '2' && a.consent.asked {
		ev.Ev = consent.Decline{}
	}
	e.consent(now, a, ev.Ev)
}

func (ev RecordingOver) apply(e *Engine, now time.Time) {
	a := e.calls[ev.ID]
	if a == nil || !a.recording(ev.Part) {
		return
	}
	e.remind(now.Add(legEnds), ofRecording, int64(ev.ID), func(now time.Time) {
		if a.recording(ev.Part) {
			e.consent(now, a, consent.Failed{Why: ev.Why})
		}
	})
}

func (a *attempt) recording(part int) bool { return part > 0 && a.recorded() == part }

// recorded is the part that is being recorded; 0 is none.
func (a *attempt) recorded() int {
	if a.consent != nil && a.consent.Phase == consent.Recording {
		return a.consent.Part
	}
	return 0
}

// followConsent tells the consent what became of the call: who talks, who has gone, and that it is over.
func (e *Engine) followConsent(now time.Time, a *attempt, before call.State, session dialer.SessionID) {
	if e.ports.Recordings == nil {
		return
	}
	if a.State == call.Elsewhere && before != call.Elsewhere {
		e.strayRecording(now, a, a.Where())
	}
	if a.consent != nil && session != "" && a.Session != session {
		e.consent(now, a, consent.AgentGone{})
	}
	switch {
	case a.State == call.Talking && before != call.Talking:
		e.bridgeConsent(a)
	case a.State >= call.Ending && a.consent != nil:
		e.consent(now, a, consent.Ended{})
	}
}

// bridgeConsent has the terms looked up where they are not known, and tells the consent of the agent.
func (e *Engine) bridgeConsent(a *attempt) {
	known := a.consent != nil
	if !known {
		a.consent = &consented{
			State: consent.State{Terms: consent.Terms{Call: a.ID, Campaign: a.Campaign, Client: a.client}},
		}
	}
	agent, c, terms := a.Agent, a.campaign.Campaign, a.consent.Terms
	type answer struct {
		terms   consent.Terms
		noticed bool
	}
	within(e, recordingLane(a.ID), "look up the terms of "+a.ID.String()+"'s recording", pinPatience,
		func(ctx context.Context) (got answer, err error) {
			if got.terms = terms; !known {
				if got.terms, err = e.ports.Recordings.Terms(ctx, c, a.Number, terms); err != nil {
					return got, err
				}
			}
			got.noticed, err = e.ports.Recordings.Noticed(ctx, agent)
			return got, err
		}, func(now time.Time, got answer, err error) {
			if err != nil {
				e.log(a).WithError(
					err,
				).Warn("the terms of a recording could not be looked up; the call is not recorded")
			} else if !known {
				a.consent.Terms = got.terms
			}
			if a.Agent == agent && a.State == call.Talking {
				e.consent(now, a, consent.AgentGiven{
					Agent: agent, Noticed: got.noticed && err == nil, Campaign: a.Campaign,
				})
			}
		})
}

// keyed is one of the agent's words about the recording. It counts only while a consumer is on the line.
func (e *Engine) keyed(now time.Time, s *roster.Seat, p roster.Pressed) {
	if c := e.callerOf(s); c != nil && c.try != nil {
		e.tryKeyed(now, s, c, p)
		return
	}
	a := e.calls[s.Attempt]
	if a == nil || a.consent == nil || a.Session != s.Session || a.State != call.Talking {
		e.refuseKey(s)
		return
	}
	switch p.Act {
	case roster.AskRecording:
		e.askConsent(a)
	case roster.SpokenYes:
		e.consent(now, a, consent.Spoken{})
	case roster.SpokenNo:
		e.consent(now, a, consent.Decline{})
	}
}

// askConsent looks up whether the agent was told (8.1 b) at the moment of asking.
func (e *Engine) askConsent(a *attempt) {
	agent := a.Agent
	within(e, recordingLane(a.ID), "look up the notice of "+string(agent), pinPatience,
		func(ctx context.Context) (bool, error) {
			return e.ports.Recordings.Noticed(ctx, agent)
		}, func(now time.Time, noticed bool, err error) {
			if err != nil {
				e.log(a).WithError(
					err,
				).Warn("the agent's notice of recording could not be looked up; no consumer is asked")
			}
			if a.Agent == agent && a.State == call.Talking {
				e.consent(now, a, consent.Ask{Agent: agent, Noticed: noticed && err == nil})
			}
		})
}

// consent moves the consent of a call on: its facts first, then its effects.
func (e *Engine) consent(now time.Time, a *attempt, ev consent.Event) {
	var out consent.Out
	a.consent.State, out = consent.Step(now, a.consent.State, ev)
	e.writeConsent(a, out.Facts)
	for _, ef := range out.Do {
		e.consentDo(a, ef)
	}
	e.remindConsent(a)
}

// writeConsent hears of a yes on the disk, without which nothing is recorded, and of a no, after which what there is
// goes.
func (e *Engine) writeConsent(a *attempt, facts []dialer.Fact) {
	if len(facts) == 0 {
		return
	}
	var yes, no bool
	for _, f := range facts {
		yes = yes || f.Kind == dialer.FactConsent
		no = no || f.Kind == dialer.FactConsentRefused || f.Kind == dialer.FactWithdrawn
	}
	if !yes && !no {
		e.write(dialer.Batch{Facts: facts}, nil)
		return
	}
	e.write(dialer.Batch{Facts: facts}, func(now time.Time, err error) {
		switch {
		case err != nil:
			e.consent(now, a, consent.NotWritten{Err: err})
		case yes:
			e.consent(now, a, consent.Written{})
		}
		if no {
			e.sweep(a)
		}
	})
}

// sweep deletes the files of what the journal has no consent for any more.
func (e *Engine) sweep(a *attempt) {
	e.effect(recordingLane(a.ID), e.ports.Recordings.Sweep, func(_ time.Time, err error) {
		e.log(a).WithError(err).Error("recordings could not all be deleted; tried again with the hourly run")
	})
}

// unwritten tells every consent that waits for the disk that it refuses.
func (e *Engine) unwritten(now time.Time, err error) {
	for _, id := range slices.Sorted(maps.Keys(e.calls)) {
		if a := e.calls[id]; a.consent != nil {
			e.consent(now, a, consent.NotWritten{Err: err})
		}
	}
}

// consentDo carries an effect out: a cue in the lane of the agent's leg, all else in the recording's.
func (e *Engine) consentDo(a *attempt, ef consent.Effect) {
	if cue, is := ef.(consent.Cue); is {
		if s := e.seat(a.Session); s != nil {
			e.seatDo(s, cues[cue.Word])
		}
		return
	}
	state, session := a.consent.State, a.Session
	e.effect(recordingLane(a.ID),
		func(ctx context.Context) error { return e.ports.Recordings.Do(ctx, state, session, ef) },
		func(now time.Time, err error) {
			e.log(a).WithError(err).Warn("recording: could not " + ef.String())
			switch ef := ef.(type) {
			case consent.Say:
				e.consent(now, a, consent.Played{Sound: ef.Sound})
			case consent.Record:
				if a.recording(ef.Part) {
					e.consent(now, a, consent.Failed{Why: err.Error()})
				}
			}
		})
}

func (e *Engine) remindConsent(a *attempt) {
	t, at := a.consent, a.consent.Deadline
	if at.IsZero() || at.Equal(t.reminded) {
		return
	}
	t.reminded = at
	e.remind(at, ofRecording, int64(a.ID), func(now time.Time) {
		if t.Deadline.Equal(at) {
			e.consent(now, a, consent.Due{})
		}
	})
}

// adoptRecording ends what still records of a call from before a restart.
func (e *Engine) adoptRecording(a *attempt, facts []dialer.Fact) {
	if e.ports.Recordings == nil {
		return
	}
	terms := consent.Terms{Call: a.ID, Campaign: a.Campaign, Client: a.client}
	a.consent = &consented{adopted: true, State: consent.State{Terms: terms}}
	a.consent.asked = slices.ContainsFunc(facts, func(f dialer.Fact) bool { return f.Kind == dialer.FactConsentAsked })
}

// deafRecordings ends every recording, and every question: a daemon that does not hear the PBX does not hear a no. What
// cannot be ended without the PBX is ended when it is back.
func (e *Engine) deafRecordings(now time.Time) {
	for _, id := range slices.Sorted(maps.Keys(e.calls)) {
		if a := e.calls[id]; a.consent != nil {
			a.consent.deaf, a.consent.halted = a.consent.Part > 0, false
			e.consent(now, a, consent.Deaf{})
		}
	}
}

// haltRecording is done when the PBX can be asked, once for each time that events were lost.
func (e *Engine) haltRecording(a *attempt, strayed bool) {
	if a.consent == nil || a.consent.halted || !a.consent.adopted && !a.consent.deaf {
		return
	}
	a.consent.halted = true
	e.effect(recordingLane(a.ID),
		func(ctx context.Context) error { return e.ports.Recordings.Halt(ctx, a.ID, strayed) },
		func(_ time.Time, err error) {
			a.consent.halted = false
			e.log(a).WithError(
				err,
			).Error("a recording from before the restart could not be stopped; tried again when events have been " +
				"lost again")
		})
}
