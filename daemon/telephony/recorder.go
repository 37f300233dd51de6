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

// Recorder records the legs of a conversation apart, each through a listening channel of its own: measured, that is the cheapest
// way that touches neither the bridge nor anything before the yes. It decides nothing: consent and journal come before.
type Recorder struct {
	client *ari.Client
	names  names
}

// recordingFormat has no header: a file that a crash cut short is whole up to there. It is also what Asterisk writes cheapest.
const recordingFormat = "alaw"

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
	return fmt.Sprintf("%sr%010d-%c%04d", r.names.prefix(), rec.Attempt, rec.Leg[0], rec.Part)
}

// Record begins to record each leg. consumer and agent are their channels. Where one leg fails, none is recorded.
func (r *Recorder) Record(ctx context.Context, legs []dialer.Recording, channels map[dialer.Leg]string) error {
	for i, leg := range legs {
		if err := r.begin(ctx, leg, channels[leg.Leg]); err != nil {
			return errors.Join(fmt.Errorf("record %s: %w", leg.ID, err), r.Discard(context.WithoutCancel(ctx), legs[:i+1]))
		}
	}
	return nil
}

func (r *Recorder) begin(ctx context.Context, leg dialer.Recording, channel string) error {
	ear := r.ear(leg)
	events := r.client.SubscribeChannel(ear)
	defer events.Close()
	if _, err := r.client.Snoop(ctx, channel, ear, ari.SnoopParams{Spy: "in", Whisper: "none", AppArgs: "recording"}); err != nil {
		return err
	}
	for ev, err := range events.All(ctx) {
		if err != nil {
			return err
		}
		if _, ready := ev.(*ari.StasisStart); ready {
			break
		}
	}
	_, err := r.client.Record(ctx, ear, ari.RecordParams{Name: r.names.file(leg.ID), Format: recordingFormat, IfExists: "fail", TerminateOn: "none"})
	return err
}

// Stop ends the recording and keeps the files, which are whole when it returns. The listening channel goes first of all with the
// leg that it listens to.
func (r *Recorder) Stop(ctx context.Context, legs []dialer.Recording) error {
	return r.each(legs, func(leg dialer.Recording) error {
		return errors.Join(r.end(ctx, leg), ignore(r.client.Hangup(ctx, r.ear(leg), ari.ReasonNormal), ari.ErrNotFound))
	})
}

// end waits for the last block on the disk: Asterisk answers before it is written. It says so by an event, which may be lost.
func (r *Recorder) end(ctx context.Context, leg dialer.Recording) error {
	events := r.client.SubscribeChannel(r.ear(leg))
	defer events.Close()
	if err := r.client.StopRecording(ctx, r.names.file(leg.ID)); err != nil {
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
			return nil // the channel is gone, and its recording before it; or nobody tells
		}
	}
	return nil
}

// Discard ends the recording, and deletes what was written.
func (r *Recorder) Discard(ctx context.Context, legs []dialer.Recording) error {
	return r.each(legs, func(leg dialer.Recording) error {
		err := r.RemoveRecording(ctx, leg.ID)
		return errors.Join(err, ignore(r.client.Hangup(ctx, r.ear(leg), ari.ReasonNormal), ari.ErrNotFound))
	})
}

func (r *Recorder) each(legs []dialer.Recording, do func(dialer.Recording) error) error {
	var errs []error
	for _, leg := range legs {
		if err := do(leg); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", leg.ID, err))
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
	err := ignore(r.client.CancelRecording(ctx, r.names.file(id)), ari.ErrNotFound)
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
