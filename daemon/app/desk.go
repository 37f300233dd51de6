package app

import (
	"context"
	"errors"

	"github.com/ringevett/ringevett/daemon/desk"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/verb"
)

// deskPorts are what the desk needs of the house.
func (h *Rooms) deskPorts() desk.Ports {
	return desk.Ports{
		Book: h.store, Journal: h.store, Inquiries: deskInquiries{h}, Registers: deskRegisters{h}, Floor: deskFloor{h},
		Sounds: h.speech, Settings: func() desk.Settings { return deskSettings(h.cfg()) }, Now: h.now, Log: h.log,
	}
}

// deskFloor is the engine, which is made after the desk.
type deskFloor struct{ h *Rooms }

func (f deskFloor) Attached(ctx context.Context) error {
	s, err := f.h.Snapshot(ctx)
	if err == nil && !s.Up {
		err = errors.New("not attached to the PBX")
	}
	return err
}

func (f deskFloor) Stop(n dialer.Number, why string) {
	if f.h.engine != nil {
		f.h.engine.Tell(engine.NumberReserved{Number: n, Why: why})
	}
}

// deskRegisters are those of the house, which are opened after the desk is made.
type deskRegisters struct{ h *Rooms }

func (r deskRegisters) Check(
	ctx context.Context, s dialer.Subject, in []dialer.RegisterID,
) ([]dialer.RegisterAnswer, error) {
	return r.h.sets.Check(ctx, s, in)
}

func (r deskRegisters) Reserve(ctx context.Context, w verb.Wish, by string) error {
	return r.h.Reserve(ctx, w, by)
}

type deskInquiries struct{ *Rooms }

func (i deskInquiries) AddNote(ctx context.Context, in dialer.Inquiry, by string) (dialer.InquiryID, error) {
	return i.Inquiries.Add(ctx, in, by)
}
