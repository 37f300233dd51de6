package app

import (
	"context"
	"time"
)

// Voices is a PBX that has what callers have spoken.
type Voices interface{ voices }

// SetVoices gives the house a PBX of the test's.
func (h *House) SetVoices(v Voices) { h.asks.pbx = v }

// LookAtInquiries is one turn of the job.
func (h *House) LookAtInquiries(ctx context.Context) time.Duration { return h.lookAtInquiries(ctx) }

// Purge is one turn of the other.
func (h *House) Purge(ctx context.Context) (int, error) {
	return h.store.PurgeInquiries(ctx, h.now(), h.cfg.Dialogue.Keep())
}

// SetDesk gives the house a desk, as a daemon has one.
func (h *House) SetDesk(d Desk) { h.desk = d.desk }

// PickUp looks the PBX through for messages that nobody told of.
func (h *House) PickUp(ctx context.Context) (speaking bool, err error) { return h.pickUp(ctx) }
