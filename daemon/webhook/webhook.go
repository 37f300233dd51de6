package webhook

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/handout"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/tick"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Part is what status calls it.
const Part = "webhook"

// idle is the wait between looks for a new event.
const idle = time.Second

// Store has the events, and the position of the receiver among them.
type Store interface {
	StartHook(ctx context.Context) error
	StopHook(ctx context.Context) error
	NextEvent(ctx context.Context, kinds []dialer.FactKind) (e sqlite.Event, ok bool, err error)
	Delivered(ctx context.Context, e sqlite.Event, facts ...dialer.Fact) error
	GiveUp(ctx context.Context, e sqlite.Event, why string) error
	Undelivered(ctx context.Context) ([]sqlite.Undelivered, error)
	TryAgain(ctx context.Context, by string) (int, error)
	RefOf(ctx context.Context, id dialer.AttemptID) (string, error)
}

// Settings are the configuration of webhooks.
type Settings struct {
	URL     string                 // "": none are sent
	Key     func() ([]byte, error) // of the signature, read at each event
	Kinds   []dialer.FactKind
	Offer   bool          // a checked sale's event has the written offer
	Numbers bool          // events have the number
	GiveUp  time.Duration // after this long an event that was not taken is given up
}

// Ports are what webhooks need of their surroundings.
type Ports struct {
	Store Store
	// Offer gives the written offer of a sale, and Sent takes the receiver's word that it was sent.
	Offer    func(ctx context.Context, id dialer.AttemptID) (verb.WrittenOffer, error)
	Sent     func(ctx context.Context, in verb.SaleWriting, by string) error
	Report   func(error)
	Settings func() Settings
	Now      func() time.Time
	Log      *logrus.Entry
}

// Hook sends events to the receiver.
type Hook struct{ p Ports }

// New makes the room.
func New(p Ports) *Hook { return &Hook{p} }

// Runs sends events until ctx ends. A failure is shown in status, and the event is tried again after a growing wait.
func (h *Hook) Runs(ctx context.Context) {
	var failing tick.Backoff
	for ctx.Err() == nil {
		began := h.p.Now()
		more, err := h.Step(ctx)
		if ctx.Err() != nil {
			return
		}
		if more && err == nil {
			failing = tick.Backoff{}
			continue
		}
		h.p.Report(errors.Join(err, h.given(ctx)))
		wait := idle
		if err != nil {
			wait = failing.Next(h.p.Now().Sub(began))
		}
		tick.Pause(ctx, wait)
	}
}

// given says that events were given up, as long as they are listed.
func (h *Hook) given(ctx context.Context) error {
	if h.p.Settings().URL == "" {
		return nil
	}
	all, err := h.p.Store.Undelivered(ctx)
	if err != nil || len(all) == 0 {
		return err
	}
	return fmt.Errorf("%d events were given up: ringevett webhook list", len(all))
}

// Begin keeps the place in the journal from which events are sent. Where no receiver is named, it forgets the place.
func (h *Hook) Begin(ctx context.Context) error {
	if h.p.Settings().URL == "" {
		return h.p.Store.StopHook(ctx)
	}
	return h.p.Store.StartHook(ctx)
}

// Step sends the next event. more is false where there was none. An error is of an event that is tried again.
func (h *Hook) Step(ctx context.Context) (more bool, err error) {
	s := h.p.Settings()
	if err := h.Begin(ctx); err != nil || s.URL == "" {
		return false, err
	}
	e, more, err := h.p.Store.NextEvent(ctx, s.Kinds)
	if err != nil || !more {
		return false, err
	}
	facts, err := h.send(ctx, s, e)
	switch {
	case err == nil:
		h.log(e).Debug("the receiver took an event")
		return true, h.p.Store.Delivered(ctx, e, facts...)
	case errors.Is(err, handout.ErrNever) || e.Again || h.p.Now().Sub(e.Fact.At) > s.GiveUp:
		h.log(e).WithError(err).Error("an event was given up: ringevett webhook list")
		return true, h.p.Store.GiveUp(ctx, e, err.Error())
	}
	return true, err
}

func (h *Hook) log(e sqlite.Event) *logrus.Entry {
	return h.p.Log.WithFields(logrus.Fields{"event": e.ID, "kind": e.Fact.Kind, "attempt": e.Fact.Attempt})
}

// send posts an event, and gives the facts that follow once it was taken.
func (h *Hook) send(ctx context.Context, s Settings, e sqlite.Event) ([]dialer.Fact, error) {
	key, err := s.Key()
	if err != nil {
		return nil, err
	}
	out, err := h.payload(ctx, s, e)
	if err != nil {
		return nil, err
	}
	body, err := json.Marshal(out)
	if err != nil {
		return nil, fmt.Errorf("write event %s as JSON: %w", e.ID, err)
	}
	answer, err := handout.Receiver{URL: s.URL, Key: key}.Post(ctx, e.ID, h.p.Now(), body)
	if err != nil || out.Offer == nil {
		return nil, err
	}
	if err := h.heed(ctx, e, answer); err != nil {
		h.log(e).WithError(err).Warn("the receiver's word on the offer is not kept")
	}
	return []dialer.Fact{{
		Kind: dialer.FactOfferHanded, Attempt: e.Fact.Attempt, Campaign: e.Fact.Campaign, Client: e.Fact.Client,
		Agent: e.Fact.Agent, Code: Part, Detail: "event " + e.ID, By: dialer.Self,
	}}, nil
}
