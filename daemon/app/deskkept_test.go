package app_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/registers"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/dialplan"
)

// disk are registers whose disk stalls until it is released, or fails as long as fault is set.
type disk struct {
	registers.Sets
	stalls chan struct{} // nil: it does not stall

	mu    sync.Mutex
	fault error
}

func (d *disk) Add(
	ctx context.Context, r dialer.RegisterID, who dialer.Subject, e dialer.RegisterEntry,
) (int64, error) {
	if d.stalls != nil {
		select {
		case <-d.stalls:
		case <-ctx.Done(): // a deadline throws the write away, as the journal's queue does
			return 0, ctx.Err()
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fault != nil {
		return 0, d.fault
	}
	return d.Sets.Add(ctx, r, who, e)
}

func (d *disk) fails(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fault = err
}

// stands waits until it is true.
func stands(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("not within 20 s: " + what)
		}
	}
}

// reservedByKey is whether the journal has the reservation.
func reservedByKey(t *testing.T, h *app.Rooms) bool {
	t.Helper()
	all, err := h.Told(t.Context())
	noFault(t, err)
	for _, f := range all {
		if f.Kind == dialer.FactReserved && f.Number == caller {
			return true
		}
	}
	return false
}

// A caller keys 2 and hangs up while the disk stalls. The gate takes the number for reserved at once, status says that
// it waits, and when the disk takes it, it is in the register.
func TestAReservationWaitsForTheDiskHoweverLong(t *testing.T) {
	const campaign = "fjellvann-service"
	h := deskHouse(t)
	slow := &disk{Sets: h.Sets(), stalls: make(chan struct{})}
	h.SetSets(slow)
	d, _ := desk(h)
	d.Serves()
	v := visitOf(t, d, rings(caller))
	soon, hangsUp := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer hangsUp()
	if err := v.Reserve(soon, dialplan.ForEveryone); !errors.Is(err, dialplan.ErrKept) {
		t.Fatalf("got %v, want that it is kept", err)
	}
	noFault(t, v.Over(t.Context(), dialplan.VisitEnd{Heard: []string{"nb greeting", "key 2"}}))
	if why(t, h, campaign, caller) == "" || why(t, h, campaign, theOther) != "" {
		t.Error("the gate does not take the number, and it alone, for reserved meanwhile")
	}
	if in := reservedIn(t, h, caller); len(in) != 1 || in[0] != "own" || reservedByKey(t, h) {
		t.Errorf("taken for reserved in %v; it is on the disk: %t", in, reservedByKey(t, h))
	}
	s, err := h.Status(t.Context())
	noFault(t, err)
	if len(s.Failing) != 1 || !strings.Contains(s.Failing[0].Why, "a reservation of +•••••••001") {
		t.Errorf("status says %+v", s.Failing)
	}
	close(slow.stalls)
	stands(t, "the reservation is on the disk", func() bool { return reservedByKey(t, h) })
	stands(t, "status has no fault", func() bool {
		s, err := h.Status(t.Context())
		return err == nil && len(s.Failing) == 0
	})
	if why(t, h, campaign, caller) == "" {
		t.Error("on the disk, and the gate lets the number pass")
	}
}

// What the disk refuses is tried until it stands, by agents' keys too; no inquiry is made of it meanwhile.
func TestWhatAFullDiskRefusesIsTriedAgain(t *testing.T) {
	h := deskHouse(t)
	full := &disk{Sets: h.Sets()}
	h.SetSets(full)
	d, n := desk(h)
	d.Serves()
	full.fails(errors.New("database or disk is full"))
	got, err := d.Reserve(t.Context(), inOurCall(), engine.ScopeBoth)
	if !errors.Is(err, engine.ErrKept) || len(got.In) != 2 || len(got.Added) != 0 {
		t.Fatalf("got %+v, %v; want that it is kept and cannot be taken back", got, err)
	}
	if in := reservedIn(t, h, caller); len(in) != 2 || reservedByKey(t, h) {
		t.Errorf("taken for reserved in %v", in)
	}
	full.fails(nil)
	stands(t, "both are on the disk", func() bool { return len(d.Awaited(caller)) == 0 })
	if in := reservedIn(t, h, caller); len(in) != 2 || !reservedByKey(t, h) || len(n.kept) != 0 {
		t.Errorf("reserved in %v, inquiries %+v", in, n.kept)
	}
}

// What no try mends is an error at once, and owed.
func TestAReservationThatIsRefusedIsOwed(t *testing.T) {
	h := deskHouse(t)
	broken := &disk{Sets: h.Sets(), fault: dialer.ErrRefused}
	h.SetSets(broken)
	d, n := desk(h)
	v := visitOf(t, d, rings(caller))
	if err := v.Reserve(t.Context(), dialplan.ForClients); err == nil || errors.Is(err, dialplan.ErrKept) {
		t.Fatalf("got %v", err)
	}
	noFault(t, v.Over(t.Context(), dialplan.VisitEnd{Heard: []string{"nb greeting", "key 1", "nb failed"}}))
	if len(n.kept) != 1 || n.kept[0].Text != "asked by key to be reserved, which could not be stored: client/fjellvann" {
		t.Errorf("got %+v", n.kept)
	}
	if got := returnedFacts(t, h); len(got) != 2 || got[1].Detail != "nb greeting, key 1, nb failed, hung up" {
		t.Errorf("got %+v", got)
	}
}

// A message that the disk does not take is one inquiry with its voice when it does, also of a visit that waited.
func TestAMessageWaitsForTheDisk(t *testing.T) {
	const recording = "ringevett/desk/7"
	for _, waited := range []bool{false, true} {
		for _, from := range []string{caller, ""} {
			h := deskHouse(t)
			d, n := desk(h)
			v := visitOf(t, d, rings(from))
			n.takes(false)
			if waited {
				noFault(t, d.Unanswered(t.Context(), "1763974800.7", "no agent was free"))
			}
			if err := v.Message(t.Context(), dialplan.Message{Recording: recording}); !errors.Is(err, dialplan.ErrKept) {
				t.Fatalf("got %v", err)
			}
			noFault(t, v.Over(t.Context(), dialplan.VisitEnd{}))
			n.takes(true)
			stands(t, "the message is an inquiry", func() bool {
				n.mu.Lock()
				defer n.mu.Unlock()
				return len(n.kept) == 1 && n.voices[1] == recording
			})
		}
	}
}

func (n *notes) takes(yes bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.full = !yes
}

// What the disk has not taken at an orderly stop is taken up by the next start, and the file goes. It is sealed.
func TestWishesOutliveAnOrderlyStop(t *testing.T) {
	h := deskHouse(t)
	whole := h.Sets()
	h.SetSets(&disk{Sets: whole, stalls: make(chan struct{})})
	d, _ := desk(h)
	v := visitOf(t, d, rings(caller))
	soon, hangsUp := context.WithTimeout(t.Context(), time.Millisecond)
	defer hangsUp()
	if err := v.Reserve(soon, dialplan.ForEveryone); !errors.Is(err, dialplan.ErrKept) {
		t.Fatalf("got %v", err)
	}
	stopped, cancel := context.WithCancel(t.Context())
	cancel() // the time for the stop is over at once
	noFault(t, d.Close(stopped))
	sealed := h.WishesFile(t)
	if len(sealed) == 0 || strings.Contains(string(sealed), "90000001") {
		t.Fatalf("the file has %q", sealed)
	}
	h.SetSets(whole)
	d, _ = desk(h)
	noFault(t, d.Restore())
	stands(t, "the reservation is on the disk", func() bool { return reservedByKey(t, h) })
	stands(t, "the file is gone", func() bool { return len(h.WishesFile(t)) == 0 })
	noFault(t, d.Close(t.Context()))
	if got, err := h.CheckNumber(t.Context(), caller); err != nil || got.Registers[1] == (verb.RegisterAnswer{}) {
		t.Errorf("got %+v, %v", got, err)
	}
}
