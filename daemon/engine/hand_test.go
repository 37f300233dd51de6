package engine_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

func TestACallByHandKeepsItsNumberAndIsBookedBeforeItRings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFloor(t)
		f.until(mustClock("10:00:00"))
		f.open()
		ctx, n := t.Context(), dialer.Number("+4790000009")
		claim := func(want bool) engine.Claim {
			t.Helper()
			got, err := f.e.Claim(ctx, n)
			if (got != 0) != want || err != nil {
				t.Errorf("claim: got %v, %v; want %v", got, err, want)
			}
			return got
		}
		first := claim(true)
		claim(false)
		f.e.Unclaim(n, first)
		mine := claim(true)
		f.e.Unclaim(n, first) // told twice: it is another's by now
		claim(false)
		stopped := make(chan struct{})
		h := engine.HandCall{
			Number: n, Client: "fjellvann", Cancel: func(context.Context) error { close(stopped); return nil },
		}
		id, err := f.e.BookHand(ctx, mine, h, booking(n))
		if err != nil || id == 0 {
			t.Fatalf("book: %v, %v", id, err)
		}
		f.e.Tell(engine.NumberReserved{Number: n, Client: "another"})
		synctest.Wait()
		select {
		case <-stopped:
			t.Error("another client's reservation stopped the ringing")
		default:
		}
		f.e.Tell(engine.NumberReserved{Number: n})
		<-stopped
		end := dialer.Batch{
			Facts: []dialer.Fact{
				{At: time.Now(), Kind: dialer.FactEnded, Attempt: id, Outcome: dialer.CancelledRinging},
			},
		}
		if err := f.e.EndHand(ctx, id, end); err != nil {
			t.Error(err)
		}
		claim(true)
	})
}

func TestABookingThatTheDiskIsSlowWithIsTakenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFloor(t)
		f.until(mustClock("10:00:00"))
		f.open()
		n := dialer.Number("+4790000009")
		mine, err := f.e.Claim(t.Context(), n)
		if mine == 0 || err != nil {
			t.Fatal(mine, err)
		}
		f.journal.obey([]string{"takes", "3s"})
		soon, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		id, err := f.e.BookHand(soon, mine, engine.HandCall{Number: n}, booking(n))
		if !errors.Is(err, context.DeadlineExceeded) || id != 0 {
			t.Errorf("got %v, %v; want the deadline", id, err)
		}
		time.Sleep(time.Minute)
		got := f.journal.all()
		if len(got) != 2 || got[0].Kind != dialer.FactBooked || got[1].Kind != dialer.FactNotPlaced ||
			got[0].Attempt != got[1].Attempt {
			t.Errorf("the journal has %+v, want it booked and not placed", got)
		}
	})
}

func booking(n dialer.Number) dialer.Batch {
	return dialer.Batch{
		Facts: []dialer.Fact{{At: time.Now(), Kind: dialer.FactBooked, Campaign: "c1", Client: "fjellvann", Number: n}},
	}
}
