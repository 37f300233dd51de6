package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/display"
	"github.com/ringevett/ringevett/daemon/roster"
	"github.com/ringevett/ringevett/daemon/tryout"
)

// A try is a call from the floor to an extension of this PBX, which a person asks for at any hour (see tryout). It is
// no attempt: it has no lead and no number, passes no gate, and no figure, ledger or pacer counts it. It goes the way
// of a caller, except that we ring: to an agent, who is away meanwhile as pacing sees it. One is made at a time.
// See daemon/decisions/0050-a-try-is-no-call.md.

// TryOrder is a try that a person asks for.
type TryOrder struct {
	Channel   string // the name of its channel on the PBX
	Extension tryout.Extension
	Phone     tryout.Phone // as the PBX told of it just now
	House     tryout.House
	Agent     dialer.AgentID
	Campaign  dialer.CampaignID // of which the agent is told while it rings, and whose question is asked
	By        string
}

// TryView is a try for readers.
type TryView struct {
	TryOrder
	State string   // what goes on, in words
	Heard []string // in order: what happened and was heard
	Over  bool
}

// try is one, from the asking to its end.
type try struct {
	TryOrder
	no    int64
	state string
	heard []string
	till  time.Time // when it ends at the latest
	why   string    // it is being ended; "": it is not
	asks  bool      // the question has begun
	over  bool

	dialed bool // the PBX was asked to ring it
}

// The states of a try.
const (
	TryWaits   = "waits until the agent is on the line and free"
	tryRings   = "rings"
	tryTalks   = "the two talk"
	tryStopped = "the daemon was stopped"
)

// Events of a try, from the PBX.
type (
	TryRinging  struct{ Channel string }
	TryAnswered struct{ Channel string }
	// TryKey is a key of the extension.
	TryKey struct {
		Channel string
		Digit   byte
	}
)

func (t *try) hears(what string) { t.heard = append(t.heard, what) }

// ends notes the first reason.
func (t *try) ends(why string) {
	if t.why == "" {
		t.why = why
	}
}

// BeginTry begins a try. It is refused while another is under way, and where the extension may not be rung.
func (e *Engine) BeginTry(ctx context.Context, o TryOrder) error {
	return e.ask(ctx, func(now time.Time) error {
		if why := tryout.Refuse(o.Extension, o.Phone, o.House); why != "" {
			return fmt.Errorf("%w: %s", dialer.ErrRefused, why)
		}
		switch {
		case e.trying() != nil:
			return fmt.Errorf("%w: a try of %s is under way; one is made at a time", dialer.ErrRefused, e.try.Extension)
		case e.draining != nil:
			return fmt.Errorf("%w: the daemon is being stopped", dialer.ErrRefused)
		case !e.up:
			return fmt.Errorf("%w: %s", dialer.ErrRefused, e.halt)
		case e.ports.Callers == nil:
			return fmt.Errorf("%w: nothing here can ring a phone", dialer.ErrRefused)
		case o.Campaign != "" && e.campaign(o.Campaign) == nil:
			return fmt.Errorf("campaign %s: %w on the floor", o.Campaign, dialer.ErrNotFound)
		}
		e.tryNo++
		e.try = &try{TryOrder: o, no: e.tryNo, state: TryWaits}
		e.boundTry(now, tryout.Waits, "the agent was not on the line and free within "+tryout.Waits.String())
		return nil
	})
}

// TryNow is the try under way, or the last one; false: none was made.
func (e *Engine) TryNow(ctx context.Context) (v TryView, made bool, err error) {
	err = e.ask(ctx, func(time.Time) error {
		if t := e.try; t != nil {
			v, made = TryView{t.TryOrder, t.state, slices.Clone(t.heard), t.over}, true
		}
		return nil
	})
	return v, made, err
}

// EndTry ends the try under way, if there is one.
func (e *Engine) EndTry(ctx context.Context, why string) error {
	return e.ask(ctx, func(now time.Time) error { e.stopTry(now, why); return nil })
}

// trying is the try under way; nil: none.
func (e *Engine) trying() *try {
	if e.try == nil || e.try.over {
		return nil
	}
	return e.try
}

// tryCaller is its extension on the floor; nil: it does not ring yet.
func (e *Engine) tryCaller(t *try) *caller {
	return e.callerBy(func(c *caller) bool { return c.try == t })
}

// tried is the extension of a channel.
func (e *Engine) tried(channel string) *caller {
	if c := e.caller(channel); c != nil && c.try != nil {
		return c
	}
	return nil
}

// boundTry has the try end by itself.
func (e *Engine) boundTry(now time.Time, in time.Duration, why string) {
	t := e.try
	t.till = now.Add(in)
	till := t.till
	e.remind(till, ofFloor, t.no, func(now time.Time) {
		if e.trying() == t && t.till.Equal(till) {
			e.stopTry(now, why)
		}
	})
}

// stopTry ends the try under way, whatever it does.
func (e *Engine) stopTry(now time.Time, why string) {
	t := e.trying()
	if t == nil {
		return
	}
	t.ends(why)
	c := e.tryCaller(t)
	switch {
	case c == nil:
		e.tryOver(now, t)
	case c.state == callerRung && !t.dialed:
		e.tryUnrung(now, c, why)
	case c.state == callerTalks:
		if c.till.IsZero() {
			e.endCaller(now, c, CallerHangup)
		}
	case c.state != callerLeaves:
		e.dropCaller(now, c)
		e.sendBack(now, c, why)
	}
}

// offerTry rings the extension once the agent is free, and no call or caller counts on that agent.
func (e *Engine) offerTry(now time.Time) {
	t := e.trying()
	if t == nil || t.state != TryWaits || !e.up || e.adopting > 0 {
		return
	}
	for _, s := range e.seats {
		if s.Agent.ID == t.Agent && s.Free() && !e.promised(s) && !e.needed(now, s) {
			e.ringTry(now, t, s)
			return
		}
	}
}

// ringTry holds the agent, has the try written, and only then rings the extension.
func (e *Engine) ringTry(now time.Time, t *try, s *roster.Seat) {
	t.state, t.House.Agent = tryRings, s.Endpoint
	if why := tryout.Refuse(t.Extension, t.Phone, t.House); why != "" {
		t.ends(why)
		e.tryOver(now, t)
		return
	}
	c := e.newCaller(now, t.Channel)
	c.try, c.state, c.session, c.till = t, callerRung, s.Session, now.Add(diskPatience)
	e.takeCaller(now, c, s)
	s.Trying = true
	e.boundTry(now, tryout.Lasts, "a try lasts "+tryout.Lasts.String()+" at most")
	f := dialer.Fact{At: now, Kind: dialer.FactTry, Agent: t.Agent, Code: string(t.Extension), By: t.By}
	e.write(dialer.Batch{Facts: []dialer.Fact{f}}, func(now time.Time, err error) {
		switch {
		case e.caller(c.channel) != c || c.state != callerRung:
		case err != nil:
			e.tryUnrung(now, c, "the journal cannot be written: "+err.Error())
		default:
			e.dialTry(now, c, s)
		}
	})
	e.remind(c.till, ofCaller, c.no, func(now time.Time) {
		if e.caller(c.channel) == c && c.state == callerRung && overdueTry(now, c) {
			e.tryUnrung(now, c, "the journal did not take it in time")
		}
	})
}

func overdueTry(now time.Time, c *caller) bool { return !c.till.IsZero() && !now.Before(c.till) }

func (e *Engine) dialTry(now time.Time, c *caller, s *roster.Seat) {
	t := c.try
	t.dialed = true
	c.till = now.Add(tryout.Rings + callerPatience)
	ef := CallerEffect{What: CallerTry, Extension: t.Extension, Limit: tryout.Rings}
	e.withCaller(c, ef, func(now time.Time, err error) {
		if err != nil && e.caller(c.channel) == c {
			e.ports.Log.WithError(err).Warn("the PBX refused a try")
			c.try.ends("the PBX refused: " + err.Error())
			e.dropCaller(now, c)
			e.sendBack(now, c, c.try.why) // it may have been made all the same
		}
	})
	if t.Campaign != "" {
		e.seatDo(s, SeatPurpose(t.Campaign))
		t.hears("the agent was told the client and the purpose while it rang")
	}
	e.remind(c.till, ofCaller, c.no, func(now time.Time) {
		if e.caller(c.channel) == c && (c.state == callerRung || c.state == callerJoins) && overdueTry(now, c) {
			e.stopTry(now, "it did not answer within "+tryout.Rings.String())
		}
	})
}

// tryUnrung lets go of an extension that was never rung.
func (e *Engine) tryUnrung(now time.Time, c *caller, why string) {
	e.callers = slices.DeleteFunc(e.callers, func(x *caller) bool { return x == c })
	c.try.ends(why)
	e.dropCaller(now, c)
	e.tryOver(now, c.try)
}

func (ev TryRinging) apply(e *Engine, _ time.Time) {
	if c := e.tried(ev.Channel); c != nil && !slices.Contains(c.try.heard, heardRinging) {
		c.try.hears(heardRinging)
	}
}

const heardRinging = "it rang"

// HeardJoined is what a try has heard once the two can talk.
const HeardJoined = "the two were joined"

// TryAnswered puts the extension into the agent's bridge.
func (ev TryAnswered) apply(e *Engine, now time.Time) {
	c := e.tried(ev.Channel)
	if c == nil || c.state != callerRung {
		return
	}
	c.state, c.till = callerJoins, now.Add(callerPatience+deskAgain)
	c.try.hears("it was answered")
	session := c.session
	e.withCaller(c, CallerEffect{What: CallerJoin, Agent: session}, func(now time.Time, err error) {
		if e.caller(c.channel) != c || c.state != callerJoins || c.session != session {
			return
		}
		if err != nil {
			e.dropCaller(now, c)
			e.sendBack(now, c, "the two could not be joined: "+err.Error())
			return
		}
		c.state, c.till, c.try.state = callerTalks, time.Time{}, tryTalks
		if s := e.seat(session); s != nil {
			s.Meet(now)
		}
		c.try.hears(HeardJoined)
	})
}

// tryGone: the extension's channel is gone.
func (e *Engine) tryGone(now time.Time, c *caller, cause int) {
	t := c.try
	switch {
	case t.why != "":
	case c.state == callerTalks && c.word:
		t.ends("the agent's key ended it")
	case c.state == callerTalks:
		t.ends("the extension hung up")
	default:
		t.ends(fmt.Sprintf("it was not answered: %s", causeOf(cause)))
	}
	if c.state == callerTalks {
		e.afterCaller(now, c)
	} else {
		e.dropCaller(now, c)
	}
	e.tryOver(now, t)
}

// causeOf is a Q.850 cause in words.
func causeOf(cause int) string {
	switch cause {
	case 17:
		return "busy, or the phone sends calls on, which a try does not follow"
	case 18, 19:
		return "no answer"
	case 20, 3:
		return "the phone is not there"
	case 21:
		return "declined"
	}
	return fmt.Sprintf("cause %d", cause)
}

// tryOver writes what was heard.
func (e *Engine) tryOver(now time.Time, t *try) {
	if t.over {
		return
	}
	t.over, t.state = true, "over"
	t.hears(t.why)
	e.tell(dialer.Fact{At: now, Kind: dialer.FactTried, Agent: t.Agent, Code: string(t.Extension), By: t.By,
		Detail: strings.Join(t.heard, "; ")})
}

// tryCard is what the agent's handset shows of a try.
func (e *Engine) tryCard(t *try) (card display.Card) {
	if c := e.campaign(t.Campaign); c != nil {
		card.Client, card.Purpose = c.Client.Name, c.Purpose
	}
	return card
}

// knownOfTry is what an agent can be told of a try.
func (e *Engine) knownOfTry(t *try) (k Known) {
	if c := e.campaign(t.Campaign); c != nil {
		k = Known{Client: c.Client.ID, Campaign: c.ID}
	}
	return k
}

// tryKeyed has the extension asked as a consumer is, by the agent's key. Nothing of a try is ever recorded.
func (e *Engine) tryKeyed(now time.Time, s *roster.Seat, c *caller, p roster.Pressed) {
	t, on := c.try, e.campaign(c.try.Campaign)
	if p.Act != roster.AskRecording || c.state != callerTalks || on == nil || e.ports.Recordings == nil ||
		e.ports.Speaker == nil {
		e.refuseKey(s)
		return
	}
	agent, campaign := s.Agent.ID, on.Campaign
	type answer struct {
		sound   string
		noticed bool
	}
	within(e, callerLane("question of "+c.channel), "look up the question of a try", pinPatience,
		func(ctx context.Context) (got answer, err error) {
			if got.noticed, err = e.ports.Recordings.Noticed(ctx, agent); err == nil && got.noticed {
				got.sound, err = e.ports.Recordings.Question(ctx, campaign)
			}
			return got, err
		}, func(now time.Time, got answer, err error) {
			switch {
			case e.caller(c.channel) != c || c.state != callerTalks:
			case err != nil:
				e.ports.Log.WithError(err).Warn("the question of a try could not be looked up")
				e.refuseKey(s)
			case !got.noticed:
				t.hears("the agent has acknowledged no notice of recording, and was told so (8.1)")
				e.seatDo(s, SeatNotice)
			case got.sound == "":
				e.refuseKey(s)
			default:
				e.askTry(s, c, got.sound)
			}
		})
}

func (e *Engine) askTry(s *roster.Seat, c *caller, sound string) {
	c.try.asks = true
	to := Telling{Session: s.Session, Channel: c.channel, Sounds: []string{sound}}
	within(e, tellLane(s.Session), "ask the extension of a try", tellPatience,
		done(func(ctx context.Context) error { return e.ports.Speaker.Tell(ctx, to) }),
		func(_ time.Time, _ struct{}, err error) {
			if err != nil {
				c.try.hears("the question could not be played: " + err.Error())
				return
			}
			c.try.hears("both heard the question whether the call may be recorded")
		})
}

// TryKey is the answer to the question; nothing follows from it.
func (ev TryKey) apply(e *Engine, _ time.Time) {
	c := e.tried(ev.Channel)
	if c == nil || !c.try.asks {
		return
	}
	switch ev.Digit {
	case '1':
		c.try.hears("the extension keyed 1, yes; a try is not recorded")
	case '2':
		c.try.hears("the extension keyed 2, no")
	}
}

// watchTry checks that the try under way rings a phone of the house, for a bounded time, and is in no call of ours.
func (e *Engine) watchTry(now time.Time) {
	for _, c := range e.callers {
		if t := c.try; t != nil && (t.over || tryout.Refuse(t.Extension, t.Phone, t.House) != "") {
			e.breach(TryStaysInHouse, "a try of "+string(t.Agent))
		}
	}
	t := e.trying()
	if t == nil {
		return
	}
	c := e.tryCaller(t)
	for _, a := range e.calls {
		if c != nil && a.Session == c.session && a.State != call.Done && c.state == callerTalks {
			e.breach(TryStaysInHouse, a.ID.String()+", beside a try")
		}
	}
	if t.why == "" && overdue(now, t.till) { // one that is being ended is a caller on the way out
		e.breach(TryHasDeadline, "a try of "+string(t.Agent)+": "+t.state)
	}
}
