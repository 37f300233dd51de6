package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/dialplan"
)

const (
	// pickUpAgain is the wait for a caller who still speaks, or for the PBX.
	pickUpAgain = 5 * time.Second

	// pickUpBack is how far back the journal is read for who spoke a message that was found with the PBX.
	pickUpBack = 31 * 24 * time.Hour

	// foundLate is what an inquiry says of itself whose message nobody told.
	foundLate = "spoken while the daemon was away, or could not be written down then: found with the PBX"
)

// pickUpSometimes spares the PBX, which walks its whole folder for the list. soon: it is to be looked at again before
// long.
func (h *House) pickUpSometimes(ctx context.Context) (soon bool, err error) {
	if h.asks.pbx == nil || h.desk == nil || !h.asks.picked.IsZero() && time.Since(h.asks.picked) < sleepMost/2 {
		return false, nil
	}
	if h.desk.attached(ctx) != nil {
		return true, nil
	}
	speaking, err := h.pickUp(ctx)
	if err == nil && !speaking {
		h.asks.picked = time.Now()
	}
	return speaking, err
}

// pickUp makes inquiries of what the PBX has from callers and was never told here: the daemon was killed while they
// spoke, or could not write it down (4.4.3 a). They are fetched as any other. speaking: of one the channel is still
// there.
func (h *House) pickUp(ctx context.Context) (speaking bool, err error) {
	busy := h.desk.open() // before the list: the end of one that was open then is told by the visit itself
	names, err := h.asks.pbx.Voices(ctx, dialplan.RecordingFolder)
	if err != nil {
		return false, fmt.Errorf("list the messages with the PBX: %w", err)
	}
	var errs []error
	for _, name := range names {
		channel, ours := dialplan.RecordedBy(name)
		if !ours || slices.Contains(busy, channel) {
			continue
		}
		there, err := h.asks.pbx.Speaking(ctx, channel)
		speaking = speaking || there
		if err == nil && !there {
			err = h.pickUpOne(ctx, channel, name)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("message %s with the PBX: %w", name, err))
		}
	}
	return speaking, errors.Join(errs...)
}

// pickUpOne takes one recording up whose channel is gone, unless its inquiry has it.
func (h *House) pickUpOne(ctx context.Context, channel, name string) error {
	known, err := h.store.Inquiries(ctx, sqlite.InquiryQuery{Visit: channel})
	if err != nil {
		return err
	}
	for _, in := range known {
		switch {
		case in.Spoken != "" && in.Spoken != sqlite.VoiceLost:
			return nil
		case in.Closed.IsZero():
			return h.KeepVoice(ctx, in.ID, name)
		}
	}
	in, err := h.spokenOn(ctx, channel)
	if err != nil {
		return err
	}
	in.Voice = name
	id, err := h.AddInquiry(ctx, in)
	if err == nil {
		h.log.WithField("inquiry", id).WithField("channel", channel).Warn("a message was found with the PBX that nobody had told of: it is an inquiry now")
	}
	return err
}

// spokenOn is the inquiry of a call that the journal knows to have come, or of nobody whom we know. Its clock runs
// from the call on.
func (h *House) spokenOn(ctx context.Context, channel string) (dialer.Inquiry, error) {
	now := h.now()
	in := dialer.Inquiry{Channel: dialer.InquiryMessage, Received: now, Visit: channel, Text: foundLate}
	facts, err := h.store.Returned(ctx, channel, now.Add(-pickUpBack), now.Add(time.Minute))
	if err != nil {
		return in, err
	}
	i := slices.IndexFunc(facts, func(f dialer.Fact) bool { return f.Kind == dialer.FactReturned })
	if i < 0 {
		return in, nil
	}
	came := facts[i]
	in.Number, in.Visible = came.Number, came.Visible
	if came.At.Before(now) {
		in.Received = came.At
	}
	v := h.desk.again(channel, came)
	if v.owner, err = h.desk.owner(ctx, came.Visible, v.answerable()); err == nil {
		err = v.lookUp(ctx)
	}
	if err != nil { // a client who has gone meanwhile, say: the person is answered all the same
		h.log.WithError(err).Warn("a message that was found with the PBX: not known whom it is about")
		return in, nil
	}
	in.Client, in.Campaign = v.client(), v.about.ID
	return in, nil
}

// open are the channels of the visits that are known here.
func (d *desk) open() []string {
	if d == nil {
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	var channels []string
	for c := range d.visits {
		channels = append(channels, c)
	}
	return channels
}
