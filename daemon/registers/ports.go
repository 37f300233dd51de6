package registers

import (
	"context"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/daemon/sheet"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Ports are what Registers works with.
type Ports struct {
	Sets     Sets
	Book     Book
	Settings func() Settings
	Now      func() time.Time

	// Second puts the lifting of a reservation before a second person. waits is false in a book without people: then it
	// is done at once.
	Second func(ctx context.Context, r dialer.RegisterID, who dialer.Subject, why, by string) (
		waits bool, out verb.Request, err error)

	// Awaited are the registers in which a number is to be put as soon as the disk takes it. It may be nil.
	Awaited func(n dialer.Number) []dialer.RegisterID
	// The daemon's own; nil without one.
	Tell   func(engine.Event) // the engine's
	Report func(err error)    // why others' changes are not heard; nil: they are
}

// Book is what the book knows of the registers.
type Book interface {
	// Reservations lists what was added one by one.
	Reservations(ctx context.Context) ([]sqlite.Reservation, error)
	// Earlier gives a version of a register that is kept, and when it was delivered.
	Earlier(ctx context.Context, r dialer.RegisterID, version int64) (*sets.Base, time.Time, error)
	// EntryOf gives the addition that put a number or one person in a register; found is false where it came in
	// a delivery.
	EntryOf(
		ctx context.Context, r dialer.RegisterID, who dialer.Subject,
	) (e dialer.RegisterEntry, found bool, err error)
	// PersonsOn gives every person on a number in a row of a list.
	PersonsOn(ctx context.Context, n dialer.Number) ([]sqlite.PersonOn, error)
	// PersonSecret is the key of the hashes by which persons are kept.
	PersonSecret() []byte
}

// Settings are the room's part of the configuration.
type Settings struct {
	Layouts map[dialer.RegisterID]Layout // of registers' files; where there is none, the file's own headings tell
}

// Layout says where the columns of a register's file stand: by position where Fixed is set, by headings otherwise.
type Layout struct {
	Fixed                        *sheet.Fixed
	Number, Name, Birth, Address string
}

// Registers answers what people ask of the registers, and changes them.
type Registers struct {
	p         Ports
	importing importing
}

// New makes it.
func New(p Ports) *Registers { return &Registers{p: p} }

// ready gives the sets. Without a daemon they were opened a moment ago: a shared Redis gets the time to answer for the
// first time.
func (r *Registers) ready(ctx context.Context) (Sets, error) {
	if r.p.Tell != nil {
		return r.p.Sets, nil
	}
	return r.p.Sets, Ready(ctx, r.p.Sets)
}
