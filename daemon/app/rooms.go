package app

import (
	"context"

	"github.com/ringevett/ringevett/daemon/consents"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// makeRooms makes the features around the book and the journal.
func (h *House) makeRooms() {
	h.Recordings = consents.New(consents.Ports{
		Book: h.store, Index: h.store, Files: h.store, Calls: h.store, Notices: h.store, Write: h.writeFact,
		Report:   func(err error) { h.part(partRecordings, err) },
		Settings: func() consents.Settings { return recordingSettings(h.cfg()) }, Now: h.now, Log: h.log,
	})
}

// partRecordings seals recordings and deletes them in time.
const partRecordings = "recordings"

func (h *House) writeFact(ctx context.Context, f dialer.Fact) error {
	return h.store.Write(ctx, sqlite.Batch{Facts: []dialer.Fact{f}})
}
