package app

import (
	"context"
	"io"
	"time"
)

// Voices is a PBX that has what callers have spoken.
type Voices interface {
	VoiceFile(ctx context.Context, name string, w io.Writer) error
	RemoveVoice(ctx context.Context, name string) error
}

// SetVoices gives the house a PBX of the test's.
func (h *House) SetVoices(v Voices) { h.asks.pbx = v }

// LookAtInquiries is one turn of the job.
func (h *House) LookAtInquiries(ctx context.Context) time.Duration { return h.lookAtInquiries(ctx) }

// Purge is one turn of the other.
func (h *House) Purge(ctx context.Context) (int, error) {
	return h.store.PurgeInquiries(ctx, h.now(), h.cfg.Dialogue.Keep())
}
