package app

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/ringevett/ringevett/daemon/desk"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/registers"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Desk is a house's desk, with inquiries and a PBX of the test's.
type Desk struct {
	*desk.Desk
	house *Rooms
}

// Visits keep what the desk makes of visits; what agents note of other calls goes to the house.
type Visits interface {
	AddInquiry(ctx context.Context, in dialer.Inquiry) (dialer.InquiryID, error)
	KeepVoice(ctx context.Context, id dialer.InquiryID, recording string) error
	DropVoice(ctx context.Context, recording string) error
}

// NewDesk gives it; away is what is wrong with the PBX.
func NewDesk(h *Rooms, in Visits, away error) Desk {
	p := h.deskPorts()
	p.Floor = farFloor{p.Floor, away}
	p.Inquiries = struct {
		Visits
		notes
	}{in, h.Inquiries}
	return Desk{desk.New(p), h}
}

type notes interface {
	Add(ctx context.Context, in dialer.Inquiry, by string) (dialer.InquiryID, error)
}

// farFloor is one that is attached to the PBX unless it is away.
type farFloor struct {
	desk.Floor
	away error
}

func (f farFloor) Attached(context.Context) error { return f.away }

// SetSets puts others in the place of the house's registers.
func (h *Rooms) SetSets(s registers.Sets) {
	h.sets = s
	h.Registers = h.makeRegisters(h.engine != nil)
}

// Told is the whole journal.
func (h *Rooms) Told(ctx context.Context) (list []dialer.Fact, err error) {
	for f, err := range h.store.Facts(ctx, sqlite.Query{}) {
		if err != nil {
			return nil, err
		}
		list = append(list, f)
	}
	return list, nil
}

// Arrives has a caller of the desk ask for somebody, and gives what the floor hears and what a status says.
func (d Desk) Arrives(channel string) (engine.CallerArrived, verb.CallerStatus) {
	r := d.Named(engine.CallerArrived{Channel: channel}).(engine.CallerArrived)
	d.house.desk = d.Desk
	return r, d.house.Watch.CallerOf(engine.CallerView{Channel: channel, State: "waiting", Clients: r.Clients})
}

// Notes have agents note inquiries: of callers at the desk, of other calls with the house.
func (d Desk) Notes() engine.Inquiries { return d.Desk }

// Serves makes it the house's own desk, of which the gate and status ask what waits.
func (d Desk) Serves() { d.house.desk = d.Desk }

// WishesFile is what the last stop left of wishes; nil: nothing.
func (h *Rooms) WishesFile(t testing.TB) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(h.cfg().Data.Dir, sqlite.WishesFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return text
}
