package app

import (
	"context"
	"io"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/recordings"
)

// Voices is a PBX that has what callers have spoken.
type Voices interface{ voices }

// SetVoices gives the house a PBX of the test's.
func (h *House) SetVoices(v Voices) { h.asks.pbx = v }

// LookAtInquiries is one turn of the job.
func (h *House) LookAtInquiries(ctx context.Context) time.Duration { return h.lookAtInquiries(ctx) }

// Purge is one turn of the other.
func (h *House) Purge(ctx context.Context) (int, error) {
	return h.store.PurgeInquiries(ctx, h.now(), h.cfg().Dialogue.Keep())
}

// SetDesk gives the house a desk, as a daemon has one.
func (h *House) SetDesk(d Desk) { h.desk = d.desk }

// PickUp looks the PBX through for messages that nobody told of.
func (h *House) PickUp(ctx context.Context) (speaking bool, err error) { return h.pickUp(ctx) }

// SwapVoice puts another sound in the place of an inquiry's voice, sealed with its own key.
func (h *House) SwapVoice(ctx context.Context, id dialer.InquiryID, sound string) error {
	v, err := h.store.TakeVoice(ctx, id, "to swap it", "test")
	if err != nil {
		return err
	}
	return recordings.Seal(h.voiceFile(id), v.Key, voiceMark(id), func(w io.Writer) error {
		_, err := io.WriteString(w, sound)
		return err
	})
}
