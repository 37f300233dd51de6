package app

import (
	"context"
	"errors"

	"github.com/ringevett/ringevett/daemon/desk"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/registers"
	"github.com/ringevett/ringevett/daemon/settings"
)

// deskPorts are what the desk needs of the house.
func (h *Rooms) deskPorts() desk.Ports {
	return desk.Ports{
		Book: h.store, Journal: h.store, Inquiries: h.Inquiries, Registers: deskRegisters{h.sets, h.Registers},
		Floor: deskFloor{h}, Report: func(err error) { h.failing.Report(partWishes, err) },
		Sounds: h.speech, Settings: func() desk.Settings { return settings.Desk(h.cfg()) }, Now: h.now, Log: h.log,
	}
}

// partWishes is what consumers said and the disk has not taken yet.
const partWishes = "wishes of consumers"

// awaited are the registers in which a number is to be put as soon as the disk takes it.
func (h *Rooms) awaited(n dialer.Number) []dialer.RegisterID { return h.desk.Awaited(n) }

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

// deskRegisters ask one and write the other.
type deskRegisters struct {
	engine.Sets
	*registers.Registers
}
