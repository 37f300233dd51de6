package inquiries

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
	// lookMost bounds how long a jump of the clock, or a machine's sleep, goes unnoticed, and how long a voice waits to
	// be fetched again.
	lookMost = time.Minute

	// pickUpAgain is the wait for a caller who still speaks, or for the PBX.
	pickUpAgain = 5 * time.Second

	// pickUpBack is how far back the journal is read for who spoke a message that was found with the PBX.
	pickUpBack = 31 * 24 * time.Hour

	// foundLate is the text of an inquiry whose message was not reported.
	foundLate = "spoken while the daemon was away, or could not be written down then: found with the PBX"
)

// pickUpSometimes calls PickUp at most twice a minute, since the PBX walks its whole folder for the list. soon: look
// again within seconds.
func (k *Inquiries) pickUpSometimes(ctx context.Context) (soon bool, err error) {
	if k.pbx == nil || k.callers == nil || !k.picked.IsZero() && time.Since(k.picked) < lookMost/2 {
		return false, nil
	}
	if k.callers.Attached(ctx) != nil {
		return true, nil
	}
	speaking, err := k.PickUp(ctx)
	if err == nil && !speaking {
		k.picked = time.Now()
	}
	return speaking, err
}

// PickUp makes inquiries of messages that the PBX has and that were not reported: the daemon was killed while the
// caller spoke, or could not write the message down (4.4.3 a). speaking: the channel of one is still there.
func (k *Inquiries) PickUp(ctx context.Context) (speaking bool, err error) {
	busy := k.callers.Visiting() // before the list: a visit that has not ended reports its own message
	names, err := k.pbx.Voices(ctx, dialplan.RecordingFolder)
	if err != nil {
		return false, fmt.Errorf("list the messages with the PBX: %w", err)
	}
	var errs []error
	for _, name := range names {
		channel, ours := dialplan.RecordedBy(name)
		if !ours || slices.Contains(busy, channel) {
			continue
		}
		there, err := k.pbx.Speaking(ctx, channel)
		speaking = speaking || there
		if err == nil && !there {
			err = k.pickUpOne(ctx, channel, name)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("message %s with the PBX: %w", name, err))
		}
	}
	return speaking, errors.Join(errs...)
}

// pickUpOne takes up one message whose channel is gone, unless an inquiry has it.
func (k *Inquiries) pickUpOne(ctx context.Context, channel, name string) error {
	known, err := k.Store.Inquiries(ctx, sqlite.InquiryQuery{Visit: channel})
	if err != nil {
		return err
	}
	for _, in := range known {
		switch {
		case in.Spoken != "" && in.Spoken != sqlite.VoiceLost:
			return nil
		case in.Closed.IsZero():
			return k.KeepVoice(ctx, in.ID, name)
		}
	}
	in, err := k.spokenOn(ctx, channel)
	if err != nil {
		return err
	}
	in.Voice = name
	id, err := k.AddInquiry(ctx, in)
	if err == nil {
		k.Log.WithField("inquiry", id).WithField("channel", channel).
			Warn("a message was found with the PBX that had not been reported: it is an inquiry now")
	}
	return err
}

// spokenOn is the inquiry of a call, with the caller's number where the journal knows the call. Its clock runs from the
// call on.
func (k *Inquiries) spokenOn(ctx context.Context, channel string) (dialer.Inquiry, error) {
	now := k.Now()
	in := dialer.Inquiry{Channel: dialer.InquiryMessage, Received: now, Visit: channel, Text: foundLate}
	facts, err := k.Returned(ctx, channel, now.Add(-pickUpBack), now.Add(time.Minute))
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
	client, campaign, err := k.callers.About(ctx, channel, came)
	if err != nil { // a client who was taken out meanwhile, say: the person is answered all the same
		k.Log.WithError(err).Warn("a message that was found with the PBX: it is not known which client it is about")
		return in, nil
	}
	in.Client, in.Campaign = client, campaign
	return in, nil
}
