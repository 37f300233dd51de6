package calls_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	salerule "github.com/ringevett/ringevett/daemon/sale"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// One call of a sales campaign: seven items of the script are ticked and the sale is refused, the agent hears why and
// the talk goes on; with the eighth it is a sale. What is ticked after it is refused. A person takes the sale on until
// it binds.
func TestASaleIsKeyedAndTakenOnUntilItBinds(t *testing.T) {
	t.Parallel()
	const n = 5
	h, ctx := newHouse(t), t.Context()
	h.sells(22)
	h.teach()
	leg := h.logIn(2, 1000)
	h.trunk.Plan(number(n).National(), phone.Plan{Ring: 200 * time.Millisecond, Send: phone.Tone(400)})
	h.loadFor("fjellvann-salg", n)
	consumer, err := h.trunk.Await(ctx, func(r phone.Record) bool {
		return r.Number == number(n).National() && !r.Answered.IsZero()
	})
	must(t, err)
	for _, tick := range []string{"*41", "*42", "*43", "*44", "*45", "*46", "*47"} {
		must(t, leg.Press(ctx, tick))
	}
	h.told("sale_ticked", salerule.NotBound.String())
	must(t, leg.Press(ctx, "*06"))
	h.hears(leg, "agent/sale-missing")
	h.told("sale_refused", string(salerule.NoAge))
	if r := consumer.Record(); !r.Ended.IsZero() {
		t.Errorf("the call was ended by %s, and no sale was taken", r.EndedBy)
	}
	must(t, leg.Press(ctx, "*48"))
	h.told("sale_ticked", salerule.Age.String())
	must(t, leg.Press(ctx, "*06"))
	select {
	case <-consumer.Ended():
	case <-time.After(30 * time.Second):
		t.Fatal("the call did not end with the sale")
	}
	if r := consumer.Record(); r.EndedBy != "them" || r.Keys() != "" {
		t.Errorf("the call was ended by %s, and the consumer heard the keys %q", r.EndedBy, r.Keys())
	}
	h.told("sale_pending")
	must(t, leg.Press(ctx, "*42"))
	h.told("sale_refused", string(salerule.NotInCall))

	var all []verb.Sale
	h.ask(&all, "sale", "list", "--state", string(salerule.Pending))
	if len(all) != 1 || all[0].Agent != "ola" {
		t.Fatalf("pending sales: got %+v", all)
	}
	id := strconv.FormatInt(all[0].Attempt, 10)
	h.run("sale", "pass", id, "--by", "Kari Nordmann")
	if text := string(h.run("sale", "written", id)); !strings.Contains(text, "ikke bundet") {
		t.Errorf("the written offer:\n%s", text)
	}
	h.run("sale", "offer", id, "--channel", "email", "--ref", "melding 12")
	h.run("sale", "accept", id, "--channel", "sms", "--ref", "melding 13")
	h.run("sale", "release", id)
	h.ask(&all, "sale", "export", "fjellvann-salg", "--binding")
	if len(all) != 1 || all[0].State != string(salerule.Released) {
		t.Errorf("what binds: got %+v", all)
	}
}
