package engine_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/gate"
)

// reserve puts a number in a register, and then tells the floor, as the house does.
func (f *floor) reserve(n dialer.Number, client dialer.ClientID) {
	f.book.mu.Lock()
	if f.book.reserved == nil {
		f.book.reserved, f.book.barred = map[dialer.Number]dialer.ClientID{}, map[dialer.Number]time.Time{}
	}
	f.book.reserved[n] = client
	if _, was := f.book.barred[n]; !was && (client == "" || client == f.book.clientOf(n)) {
		f.book.barred[n] = f.now()
	}
	f.book.mu.Unlock()
	if f.killed {
		return
	}
	f.e.Tell(engine.NumberReserved{Number: n, Client: client})
}

// clientOf is the client that a number would be rung for. The caller holds mu.
func (b *fakeBook) clientOf(n dialer.Number) dialer.ClientID {
	for _, l := range b.leads {
		if l.Number == n && l.Campaign != "c1" {
			return dialer.ClientID(l.Campaign) // of a rival, which has one campaign
		}
	}
	return b.f.camp.Client.ID
}

// erase has the book forget a number.
func (b *fakeBook) erase(n dialer.Number) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.erased == nil {
		b.erased = map[dialer.Number]bool{}
	}
	b.erased[n] = true
	if b.barred == nil {
		b.reserved, b.barred = map[dialer.Number]dialer.ClientID{}, map[dialer.Number]time.Time{}
	}
	b.barred[n] = b.f.now()
}

// dialByHand is the guard: it claims the number, looks, asks the registers' answer, books, and lets it ring; three
// times at most.
func (f *floor) dialByHand(n dialer.Number) {
	for range 3 {
		err := f.dialOnce(n)
		if f.note("house hand dial: %v", err); !errors.Is(err, engine.ErrChanged) {
			return
		}
	}
}

var errReserved = errors.New("reserved")

func (f *floor) dialOnce(n dialer.Number) error {
	ctx := f.t.Context()
	claim, err := f.e.Claim(ctx, n)
	if err != nil || claim == 0 {
		return errors.Join(err, errors.New("in use"))
	}
	facts, err := f.book.lookUp(ctx, n)
	for _, a := range facts.Registers {
		if a.Answer != dialer.Clear {
			err = errReserved
		}
	}
	if err != nil {
		f.e.Unclaim(n, claim)
		return err
	}
	_, err = f.e.BookHand(ctx, claim, f.handCall(n), dialer.Batch{Facts: []dialer.Fact{{
		At: f.now(), Kind: dialer.FactBooked, Campaign: "c1", Client: f.camp.Client.ID, Number: n, T: 2 * time.Second,
		By: byHand,
	}}})
	return err
}

// byHand marks bookings of calls by hand.
const byHand = "PJSIP/desk"

func (f *floor) handCall(n dialer.Number) engine.HandCall {
	return engine.HandCall{
		Number: n, Client: f.camp.Client.ID,
		Cancel: func(context.Context) error { f.note("house hand hangup"); return nil },
	}
}

// lookUp looks a number up that is in the book.
func (b *fakeBook) lookUp(ctx context.Context, n dialer.Number) (gate.Facts, error) {
	b.mu.Lock()
	var lead dialer.Lead
	for _, l := range b.leads {
		if l.Number == n {
			lead = l
		}
	}
	b.mu.Unlock()
	if lead.ID == 0 {
		return gate.Facts{}, fmt.Errorf("%s: %w", n.Masked(), dialer.ErrNotFound)
	}
	return b.Look(ctx, b.f.camp, lead, b.f.now())
}
