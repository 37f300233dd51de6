package app

import (
	"context"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Desk is a house's desk, with inquiries and a PBX of the test's.
type Desk struct{ *desk }

// NewDesk gives it; away is what is wrong with the PBX.
func NewDesk(h *House, in inquiryKeeper, away error) Desk {
	d := newDesk(h, in)
	d.attached = func(context.Context) error { return away }
	return Desk{d}
}

// SetSets puts others in the place of the house's registers.
func (h *House) SetSets(s Sets) { h.sets = s }

// Told is the whole journal.
func (h *House) Told(ctx context.Context) (list []dialer.Fact, err error) {
	for f, err := range h.store.Facts(ctx, sqlite.Query{}) {
		if err != nil {
			return nil, err
		}
		list = append(list, f)
	}
	return list, nil
}

// Arrives has a caller of the desk ask for somebody, and gives what the floor hears and what a status says.
func (d Desk) Arrives(channel string) (engine.ReturnedArrived, verb.CallerStatus) {
	r := d.naming(engine.ReturnedArrived{Channel: channel}).(engine.ReturnedArrived)
	d.house.desk = d.desk
	return r, d.house.callerOut(engine.CallerView{Channel: channel, State: "waiting", Clients: r.Clients})
}

// Notes have agents note inquiries: of callers at the desk, of other calls with the house.
func (d Desk) Notes() engine.Inquiries { return agentNotes{d.house.Inquiries.Add, d.desk} }
