package telephony

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/dialer"
)

// Recorder records the two sides of a conversation apart, each through listening channels of its own: measured, that is
// the cheapest way that touches neither the bridge nor anything before the yes, and that ends by itself when no one
// renews it. It decides nothing: consent and journal come before.
type Recorder struct {
	client *ari.Client
	names  names
}

// recordingFormat has no header: a file that a crash cut short is whole up to there. It is also what Asterisk writes
// cheapest.
const recordingFormat = "alaw"

// Unheard is how long a recording goes on without Renew, before Asterisk ends it by itself: no one would hear a no
// while the daemon is dead or hangs.
const Unheard = 6 * time.Second

// lastBlock is how long the end of a stopped recording may take.
const lastBlock = 2 * time.Second

// NewRecorder records over this connection. install is the mark of our channels and files.
func NewRecorder(client *ari.Client, install string) *Recorder {
	return &Recorder{client, names(install)}
}

// Recorder is the recorder of this PBX.
func (p *PBX) Recorder() *Recorder { return NewRecorder(p.client, string(p.names)) }

// ear is the listening channel of a recording. Its names are of one length, as all channels of ours.
func (r *Recorder) ear(rec dialer.Recording) string {
	return fmt.Sprintf("%sr%010d-%c%04d", r.names.prefix(), rec.Attempt, rec.Side[0], rec.Part)
}

// relay is the channel that the ear listens to instead of the side's own channel, and dies with. Asterisk sets no
// timeout on a channel while it records, but on this one it does, which records nothing. Ids differ by more than case:
// Asterisk holds those for one.
func (r *Recorder) relay(rec dialer.Recording) string {
	return fmt.Sprintf("%sr%010d-%c%04d", r.names.prefix(), rec.Attempt, rec.Side[0]+1, rec.Part)
}

// Record begins to record each side, by its channel. Where one fails, none is recorded.
func (r *Recorder) Record(ctx context.Context, both []dialer.Recording, channels map[dialer.Side]string) error {
	for i, rec := range both {
		if err := r.begin(ctx, rec, channels[rec.Side]); err != nil {
			return errors.Join(fmt.Errorf("record %s: %w", rec.ID, err),
				r.Discard(context.WithoutCancel(ctx), both[:i+1]))
		}
	}
	return nil
}

func (r *Recorder) begin(ctx context.Context, rec dialer.Recording, channel string) error {
	ear, relay := r.ear(rec), r.relay(rec)
	if err := r.listen(ctx, channel, relay); err != nil {
		return err
	}
	if err := r.last(ctx, relay); err != nil {
		return err
	}
	if err := r.listen(ctx, relay, ear); err != nil {
		return err
	}
	_, err := r.client.Record(ctx, ear, ari.RecordParams{
		Name: r.names.file(rec.ID), Format: recordingFormat, IfExists: "fail", TerminateOn: "none",
	})
	return err
}

// earPatience is how long a listening channel may take to be ours; it takes a millisecond.
const earPatience = 3 * time.Second

// listen makes a channel that hears what another says, and waits until it is ours.
func (r *Recorder) listen(ctx context.Context, channel, ear string) error {
	return snoop(ctx, r.client, channel, ear, ari.SnoopParams{Spy: "in", Whisper: "none", AppArgs: "recording"})
}

// snoop makes a channel that hears another, or whispers to it, and waits until it is ours, at most earPatience.
func snoop(ctx context.Context, client *ari.Client, channel, id string, how ari.SnoopParams) error {
	ctx, cancel := context.WithTimeout(ctx, earPatience)
	defer cancel()
	events := client.SubscribeChannel(id)
	defer events.Close()
	if _, err := client.Snoop(ctx, channel, id, how); err != nil {
		return err
	}
	for ev, err := range events.All(ctx) {
		if err != nil {
			return fmt.Errorf("wait for the channel that snoops: %w", err)
		}
		switch ev := ev.(type) {
		case *ari.StasisStart:
			return nil
		case *ari.Resync: // the connection broke and stands again: the event may be lost
			if !ev.Live {
				return fmt.Errorf("the channel %s that snoops: %w", id, ari.ErrGone)
			}
			return nil
		}
	}
	return ctx.Err()
}

// last sets the moment at which Asterisk ends the relay, and with it the recording.
func (r *Recorder) last(ctx context.Context, relay string) error {
	return r.client.SetChannelVar(ctx, relay, "TIMEOUT(absolute)", fmt.Sprintf("%.0f", Unheard.Seconds()))
}

// Renew lets recordings go on for Unheard from now. One that has ended is fine.
func (r *Recorder) Renew(ctx context.Context, both []dialer.Recording) error {
	return r.each(both, func(rec dialer.Recording) error { return ignore(r.last(ctx, r.relay(rec)), ari.ErrNotFound) })
}

// Stop ends the recording and keeps the files, which are whole when it returns. The listening channel goes first of
// all with the channel that it listens to.
func (r *Recorder) Stop(ctx context.Context, both []dialer.Recording) error {
	return r.each(both, func(rec dialer.Recording) error {
		return errors.Join(r.end(ctx, rec),
			ignore(r.client.Hangup(ctx, r.relay(rec), ari.ReasonNormal), ari.ErrNotFound))
	})
}

// end waits for the last block on the disk: Asterisk answers before it is written. It says so by an event, which may
// be lost. A recording that is stopped already, or ends by itself just now, is a conflict as long as Asterisk still
// lists it.
func (r *Recorder) end(ctx context.Context, rec dialer.Recording) error {
	events := r.client.SubscribeChannel(r.ear(rec))
	defer events.Close()
	if err := r.client.StopRecording(ctx, r.names.file(rec.ID)); err != nil && !errors.Is(err, ari.ErrConflict) {
		return ignore(err, ari.ErrNotFound)
	}
	ctx, cancel := context.WithTimeout(ctx, lastBlock)
	defer cancel()
	for ev, err := range events.All(ctx) {
		switch ev.(type) {
		case *ari.RecordingFinished, *ari.RecordingFailed:
			return nil
		}
		if err != nil {
			return nil // the channel is gone, and its recording before it; or no event came
		}
	}
	return nil
}

// Discard ends the recording, and deletes what was written.
func (r *Recorder) Discard(ctx context.Context, both []dialer.Recording) error {
	return r.each(both, func(rec dialer.Recording) error {
		err := r.RemoveRecording(ctx, rec.ID)
		return errors.Join(err, ignore(r.client.Hangup(ctx, r.relay(rec), ari.ReasonNormal), ari.ErrNotFound))
	})
}

func (r *Recorder) each(both []dialer.Recording, do func(dialer.Recording) error) error {
	var errs []error
	for _, rec := range both {
		if err := do(rec); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", rec.ID, err))
		}
	}
	return errors.Join(errs...)
}

// RecordingFile writes what is stored of a recording to w.
func (r *Recorder) RecordingFile(ctx context.Context, id dialer.RecordingID, w io.Writer) error {
	return missing(r.client.StoredRecordingFile(ctx, r.names.file(id), w))
}

// RemoveRecording ends it where it runs, and deletes the file. One that is not there is fine.
func (r *Recorder) RemoveRecording(ctx context.Context, id dialer.RecordingID) error {
	err := ignore(r.client.CancelRecording(ctx, r.names.file(id)), ari.ErrNotFound, ari.ErrConflict)
	return errors.Join(err, ignore(r.client.DeleteStoredRecording(ctx, r.names.file(id)), ari.ErrNotFound))
}

// RecordingFiles lists what Asterisk has of ours, what it writes now too.
func (r *Recorder) RecordingFiles(ctx context.Context) (ids []dialer.RecordingID, err error) {
	all, err := r.client.StoredRecordings(ctx)
	for _, s := range all {
		if id, ours := strings.CutPrefix(s.Name, r.names.file("")); ours {
			ids = append(ids, dialer.RecordingID(id))
		}
	}
	return ids, err
}

// missing gives Asterisk's "not found" the ground's name.
func missing(err error) error {
	if errors.Is(err, ari.ErrNotFound) {
		return fmt.Errorf("%w: %w", dialer.ErrNotFound, err)
	}
	return err
}
