package app_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/dialplan"
)

// forged is a caller who shows another's number over a line that no operator vouches for.
func forged() dialplan.Caller {
	r := rings(caller)
	r.Trunk = "PJSIP/cheap"
	return r
}

// A caller id can be forged: over an unvouched line the desk says nothing of the calls to the number, also after a
// restart and where the number that was rung has left the book, and the keys do what they do for everybody.
func TestNobodyIsToldOfTheCallsToAForgedNumber(t *testing.T) {
	h := deskHouse(t)
	tellRung(t, h, rung{"sentrum-service", caller, tuesday(9, 0, 0)})
	d, _ := desk(h)
	v := visitOf(t, d, forged())
	want := "desk-hello desk-unknown.4722000001 desk-contact"
	if got := says(t, v, dialplan.PartGreeting); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := says(t, v, dialplan.PartMenu); got != "desk-menu.1 name-client.fjellvann desk-menu.2" {
		t.Errorf("got %s", got)
	}
	facts := returnedFacts(t, h)
	if len(facts) != 1 || facts[0].Detail != "not vouched for: told of fjellvann" || facts[0].Number != caller {
		t.Errorf("the journal has %+v", facts)
	}
	d, _ = desk(h) // another daemon, to which the caller comes back from the wait for an agent
	back := forged()
	back.Busy, back.Trunk = true, trunk
	if got := says(t, visitOf(t, d, back), dialplan.PartGreeting); got != want {
		t.Errorf("after a restart: got %s", got)
	}
	if err := v.Reserve(t.Context(), dialplan.ForClients); err != nil {
		t.Fatal(err)
	}
	if got := why(t, h, "fjellvann-service", caller); got != gate.BlockClient {
		t.Errorf("key 1: the next dial says %q, want %s", got, gate.BlockClient)
	}
	if err := v.Reserve(t.Context(), dialplan.ForEveryone); err != nil {
		t.Fatal(err)
	}
	if got := why(t, h, "sentrum-service", caller); got != gate.BlockOwn {
		t.Errorf("key 2: the next dial says %q, want %s", got, gate.BlockOwn)
	}
}

func TestALostNumberIsNobodysToAForgedCaller(t *testing.T) {
	h := bareHouse(t)
	tellRung(t, h, rung{"sentrum-service", caller, tuesday(9, 0, 0)})
	d, _ := desk(h)
	r := forged()
	r.Visible = "22000009"
	if _, err := d.Open(t.Context(), r); !errors.Is(err, dialer.ErrNotFound) {
		t.Errorf("got %v: it tells that the number was rung", err)
	}
}

func TestTheOperatorsHeaderIsAskedOfThePBX(t *testing.T) {
	for _, tt := range []struct {
		name, trunk, header string
		err                 error
		told, asked         bool
	}{
		{"verified", trunk, "<sip:+4790000001@op;verstat=TN-Validation-Passed>", nil, true, true},
		{"not verified", trunk, "<sip:+4790000001@op>", nil, false, true},
		{"another's number is", trunk, "<sip:+4790000002@op;verstat=TN-Validation-Passed>", nil, false, true},
		{"the PBX does not tell", trunk, "", errors.New("timeout"), false, true},
		{"over another line it is not read", "PJSIP/cheap", "<sip:+4790000001@op;verstat=TN-Validation-Passed>", nil,
			false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := deskHouse(t)
			h.Vouch("P-Asserted-Identity", "verstat=TN-Validation-Passed")
			tellRung(t, h, rung{"sentrum-service", caller, tuesday(9, 0, 0)})
			d, _ := desk(h)
			r, asked := rings(caller), false
			r.Trunk = tt.trunk
			r.Header = func(_ context.Context, name string) (string, error) {
				asked = name == "P-Asserted-Identity"
				return tt.header, tt.err
			}
			got := says(t, visitOf(t, d, r), dialplan.PartGreeting)
			if told := strings.Contains(got, "desk-called.sentrum-service"); told != tt.told || asked != tt.asked {
				t.Errorf("told %v, asked %v; want %v, %v: %s", told, asked, tt.told, tt.asked, got)
			}
		})
	}
}
