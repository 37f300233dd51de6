package app

import (
	"context"

	"github.com/ringevett/ringevett/daemon/consents"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/speech"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// makeRooms makes the features around the book and the journal. admit lets a campaign dial whose sounds have been looked
// at; nil without a daemon.
func (h *House) makeRooms(admit func(context.Context, dialer.CampaignID) (running bool, err error)) {
	h.speech = speech.New(speech.Ports{
		Book: h.store, Settings: func() speech.Settings { return speechSettings(h.cfg()) }, Admit: admit, Log: h.log,
	})
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
