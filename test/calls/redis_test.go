package calls_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
	words "github.com/ringevett/ringevett/sounds"
	"github.com/ringevett/ringevett/test/asterisk/phone"
	"github.com/ringevett/ringevett/test/redistest"
)

// onRedis is the configuration of daemons that share a Redis, and the secret that persons are hashed by.
func onRedis(t *testing.T, r *redistest.Server) string {
	t.Helper()
	secret := filepath.Join(t.TempDir(), "persons.secret")
	must(t, os.WriteFile(secret, []byte(rand.Text()+rand.Text()+"\n"), 0o600))
	return fmt.Sprintf("registers: {backend: redis}\nredis: {addresses: [%q], no_password: true, person_secret_file: "+
		"%q}\n",
		r.Addr(), secret)
}

// TestAnAdditionByAnotherDaemonStopsTheRinging: two daemons, one Redis. What one is told never to ring again, the
// other stops ringing at once, its own calls and those dialed by hand.
func TestAnAdditionByAnotherDaemonStopsTheRinging(t *testing.T) {
	t.Parallel()
	r := redistest.Start(t)
	h := newHouse(t, onRedis(t, r))
	other := h.beside()
	a, byHand := h.extension(1), h.extension(2)
	h.trunk.PlanAll(phone.Plan{Never: true})
	c, err := h.dial(a, "*50")
	must(t, err)
	must(t, c.Press(t.Context(), "1111#"))
	for n, from := range []*house{1: other, 2: h, 3: other} {
		if n > 0 {
			h.load(n)
			h.stopsAtOnce(n, from)
		}
	}
	over := make(chan error, 1)
	go func() { _, err := h.dial(byHand, marketing+number(4).National()); over <- err }()
	h.stopsAtOnce(4, other)
	if err := <-over; err == nil {
		t.Error("the call by hand was answered")
	}
	t.Log("Redis is killed and comes back empty: both hear each other again")
	r.Kill()
	r.Restart()
	h.load(5)
	h.stopsAtOnce(5, other)
	h.until("they are counted", func() bool { return h.day().CancelledRinging == 5 })
	h.wantRefused(byHand, nowhere, 1, words.GuardReserved)
}

// stopsAtOnce reserves what rings and prints how long it rang on: from the request to the CANCEL at the consumer's
// phone. No program's start is in it.
func (h *house) stopsAtOnce(n int, by *house) {
	h.t.Helper()
	called := number(n).National()
	h.await(called+" rings", func(r phone.Record) bool { return r.Number == called && !r.Ringing.IsZero() })
	api, err := rest.Dial(h.t.Context(), by.path("s"))
	must(h.t, err)
	defer api.Close()
	began := time.Now()
	wish := verb.Wish{Number: called, Scope: "own", Why: "said so in a call"}
	_, err = rest.Call(h.t.Context(), api, verb.Reserve, wish)
	must(h.t, err)
	durable := time.Since(began)
	r := h.await(called+" is cancelled", func(r phone.Record) bool { return r.Number == called && r.Cancelled })
	who := "this daemon"
	if by != h {
		who = "another daemon"
	}
	if r.Ended.Sub(r.Ringing) > 19*time.Second {
		h.t.Error("it rang until its time was over")
	}
	h.t.Logf("added by %s: durable after %v, CANCEL at the phone after %v", who, durable.Round(100*time.Microsecond),
		r.Ended.Sub(began).Round(100*time.Microsecond))
}

// await waits for a call at the trunk. A lead that could not be judged is asked for again half a minute later.
func (h *house) await(what string, match func(phone.Record) bool) phone.Record {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(h.t.Context(), 90*time.Second)
	defer cancel()
	c, err := h.trunk.Await(ctx, match)
	if err != nil {
		h.t.Fatalf("waited in vain: %s: %v; the status:\n%s", what, err, h.run("status"))
	}
	return c.Record()
}

// TestRedisAway: the registers' Redis hangs, and is killed and comes back empty. Nothing is dialed meanwhile, `why` and
// `status` say so, marketing by hand is refused and the rest let through, and it all goes on by itself.
func TestRedisAway(t *testing.T) {
	t.Parallel()
	r := redistest.Start(t)
	h := newHouse(t, onRedis(t, r))
	agent, a := h.extension(1), h.extension(2)
	h.trunk.PlanAll(phone.Plan{Ring: 200 * time.Millisecond, Send: phone.Tone(400), Hold: 700 * time.Millisecond})
	h.run("register", "add", number(9).National(), "--why", "said so in a call")
	h.byHand(a, 11, 9)
	leg, err := h.dial(agent, "*50")
	must(t, err)
	must(t, leg.Press(t.Context(), "1111#"))
	h.load(1)
	h.talked(leg, 1)

	t.Log("hung")
	r.Signal(syscall.SIGSTOP)
	h.nobodyIsDialed(a, 2)
	r.Signal(syscall.SIGCONT)
	began := time.Now()
	h.talked(leg, 2)
	t.Logf("it dials again %v after Redis goes on",
		h.trunk.CallsTo(number(2).National())[0].Invited.Sub(began).Round(time.Millisecond))
	h.byHand(a, 12, 9)

	t.Log("killed")
	r.Kill()
	h.nobodyIsDialed(a, 3)
	r.Restart() // empty
	began = time.Now()
	h.talked(leg, 3)
	t.Logf("it dials again %v after Redis is back, empty",
		h.trunk.CallsTo(number(3).National())[0].Invited.Sub(began).Round(time.Millisecond))
	h.byHand(a, 13, 9)
	h.load(9)
	h.until("who was reserved before is so still", func() bool { return h.day().Blocked["BLOCK_OWN"] > 0 })
	if rung := h.trunk.CallsTo(number(9).National()); len(rung) > 0 {
		t.Error("a reserved number was rung")
	}
}

// talked waits until the floor has rung a number and the call is over, and frees the agent.
func (h *house) talked(leg *phone.Call, n int) {
	h.t.Helper()
	h.await(number(n).National()+" is rung",
		func(r phone.Record) bool { return r.Number == number(n).National() && !r.Ended.IsZero() })
	must(h.t, leg.Press(h.t.Context(), "*01"))
}

// byHand holds that of two numbers the free one is reached, with the client's number shown, and the reserved one
// refused.
func (h *house) byHand(a *phone.Agent, free, reserved int) {
	h.t.Helper()
	if got := h.wantThrough(a, marketing+number(free).National(), number(free).National()); got.From != "+4722000001" {
		h.t.Errorf("the consumer saw %q", got.From)
	}
	h.wantRefused(a, marketing, reserved, words.GuardReserved)
}

// nobodyIsDialed holds what is so while the registers do not answer: for the floor's leads, n the next one, and for a
// person who dials.
func (h *house) nobodyIsDialed(a *phone.Agent, n int) {
	h.t.Helper()
	h.load(n)
	var s verb.Status
	h.until("the floor has found out", func() bool {
		h.ask(&s, "status")
		return slices.ContainsFunc(s.Campaigns,
			func(c verb.CampaignStatus) bool { return strings.HasPrefix(c.Why, "BLOCK_UNKNOWN") })
	})
	status := string(h.run("status"))
	h.t.Logf("status:\n%s", status)
	if !strings.Contains(s.Halted, "registers do not answer") ||
		!strings.Contains(status, "NOTHING IS DIALED: the reservation registers do not answer") {
		h.t.Errorf("the status says %q", s.Halted)
	}
	why := string(h.run("why", number(n).National(), "--campaign", "fjellvann-service"))
	h.t.Logf("why:\n%s", why)
	for _, want := range []string{
		"MAY NOT BE DIALED", "BLOCK_UNKNOWN", "not known: what is looked up at the dial",
		"the floor dials nothing at all",
	} {
		if !strings.Contains(why, want) {
			h.t.Errorf("why does not say %q", want)
		}
	}
	h.wantRefused(a, marketing, 21, words.GuardNoAnswer)
	h.wantThrough(a, service+number(22).National(), number(22).National())
	h.wantThrough(a, "22000009", "22000009")
	h.wantThrough(a, marketing+"112", "112")
	if rung := h.trunk.CallsTo(number(n).National()); len(rung) > 0 {
		h.t.Errorf("%s was rung while the registers did not answer", number(n).Masked())
	}
}
