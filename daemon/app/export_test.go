package app

import (
	"context"
	"time"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/recordings"
	"github.com/ringevett/ringevett/daemon/registers"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/telephony"
	"github.com/ringevett/ringevett/daemon/verb"
)

// At shifts the house's clocks, so that they show the time now.
func (h *Rooms) At(now time.Time) { h.Clocks(now, now) }

// Clocks shifts the wall's clock apart from the one that only goes forward.
func (h *Rooms) Clocks(wall, ticking time.Time) {
	shift := time.Until(ticking)
	h.clock = clock{shift: time.Until(wall), forward: func() time.Time { return time.Now().Add(shift) }}
}

// Config is what the house was opened with.
func (h *Rooms) Config() config.Config { return h.cfg() }

// with changes the configuration in force.
func (h *Rooms) with(change func(c *config.Config)) {
	c := h.cfg()
	change(&c)
	h.Put(c, time.Time{})
}

// Vouch has numbers vouched for only where a SIP header says so.
func (h *Rooms) Vouch(header, says string) {
	h.with(func(c *config.Config) { c.Desk.Vouched.Header, c.Desk.Vouched.Says = header, says })
}

// Tell writes facts as the engine would.
func (h *Rooms) Tell(ctx context.Context, facts ...dialer.Fact) error {
	return h.store.Write(ctx, sqlite.Batch{Facts: facts})
}

// SetAside keeps what the journal refused.
func (h *Rooms) SetAside(b dialer.Batch, why error) error { return h.store.SetAside(b, why) }

// Journal is the engine's, and the first attempt's id.
func (h *Rooms) Journal(ctx context.Context) (engine.Journal, dialer.AttemptID, error) {
	first, err := h.store.NextAttempt(ctx)
	return &sqlite.EngineJournal{Store: h.store, Given: first}, first, err
}

// Book and Registers are the engine's.
func (h *Rooms) Book() engine.Book        { return sqlite.EngineBook{Store: h.store} }
func (h *Rooms) LookUp() engine.Registers { return h.lookup() }

// Sets are the house's registers.
func (h *Rooms) Sets() registers.Sets { return h.sets }

// PersonSecret is what persons are hashed by.
func (h *Rooms) PersonSecret() []byte { return h.store.PersonSecret() }

// OpenAttempts are those that the engine would be given after a crash.
func (h *Rooms) OpenAttempts(ctx context.Context) ([]engine.Open, error) {
	left, err := h.store.OpenAttempts(ctx)
	return verb.Each(left,
		func(a sqlite.OpenAttempt) engine.Open { return a.Open(dialer.Campaign{Ring: 20 * time.Second}) }), err
}

// DemoMark is what the fact of a start says under a clock shifted by d.
func DemoMark(d time.Duration) string { return clock{shift: d}.mark() }

// DemoClock asks whether the clock may be shifted, and gives what it shows then.
func DemoClock(ctx context.Context, at time.Time, s telephony.Settings) (func() time.Time, error) {
	c, err := demoClock(ctx, at, s)
	return c.now, err
}

// heldPBX is a PBX that holds recordings, and at which none runs.
type heldPBX struct{ recordings.PBX }

func (heldPBX) Stop(context.Context, []dialer.Recording) error    { return nil }
func (heldPBX) Discard(context.Context, []dialer.Recording) error { return nil }
func (heldPBX) Renew(context.Context, []dialer.Recording) error   { return nil }

// SetRecording switches recording on, with a PBX of the test's.
func (h *Rooms) SetRecording(r config.Recording, pbx recordings.PBX) {
	h.with(func(c *config.Config) { c.Recording = r })
	h.Recordings.Connect(nil, heldPBX{PBX: pbx})
}

// Begin and End are what the engine will call around a recording.
func (h *Rooms) Begin(ctx context.Context, legs []dialer.Recording) error {
	return h.store.BeginRecordings(ctx, legs)
}
func (h *Rooms) EndPart(ctx context.Context, id dialer.AttemptID, part int) error {
	return h.store.EndRecordings(ctx, id, part, h.now())
}
