package app_test

import (
	"os"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/dialplan"
)

// bareHouse has a client with a number that no campaign shows, and one whose campaign shows a number that the client
// lost.
func bareHouse(t *testing.T) *app.Rooms {
	t.Helper()
	h := deskHouse(t)
	text := `clients:
  - {id: sentrum, name: Sentrum AS, spoken: Sentrum, orgno: "999 999 998", phone: 22 00 00 03, visible: ["+4722000005"]}
`
	if _, err := h.AddClients(t.Context(), []byte(text), "test"); err != nil {
		t.Fatal(err)
	}
	return h
}

// Keys 1, 2 and 3 work for every number in the book and for every number that was shown (4.4.2, 4.4.4, 4.4.5).
func TestANumberThatNoCampaignShowsIsAnsweredLikeAnyOther(t *testing.T) {
	for _, tt := range []struct {
		name, rung, greeting string
	}{
		{"in the book, shown by no campaign", "22000005", "desk-hello desk-contact"},
		{"shown by a campaign, no longer the client's", "22000003", "desk-hello desk-unknown.4722000003 desk-contact"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := bareHouse(t)
			d, noted := desk(h)
			v := visitOf(t, d, dialplan.Caller{Visible: tt.rung, Number: caller, Channel: "1763974800.7", Trunk: trunk})
			if got := says(t, v, dialplan.PartGreeting); got != tt.greeting {
				t.Errorf("got %s, want %s", got, tt.greeting)
			}
			if got := says(t, v, dialplan.PartMenu); !strings.Contains(got, "name-client.sentrum") {
				t.Errorf("the menu does not name the client: %s", got)
			}
			if err := v.Reserve(t.Context(), dialplan.ForClients); err != nil {
				t.Fatal(err)
			}
			if got := why(t, h, "sentrum-service", caller); got != gate.BlockClient {
				t.Errorf("key 1: the next dial says %q, want %s", got, gate.BlockClient)
			}
			if err := v.Reserve(t.Context(), dialplan.ForEveryone); err != nil {
				t.Fatal(err)
			}
			if got := why(t, h, "fjellvann-service", caller); got != gate.BlockOwn {
				t.Errorf("key 2: the next dial says %q, want %s", got, gate.BlockOwn)
			}
			facts := returnedFacts(t, h)
			if len(facts) != 1 || facts[0].Kind != dialer.FactReturned ||
				!strings.Contains(facts[0].Detail, "sentrum") {
				t.Errorf("the journal has %+v", facts)
			}
			if len(noted.kept) != 0 {
				t.Errorf("an inquiry was made of what was done at once: %+v", noted.kept)
			}
		})
	}
}

func TestACallToANumberOfNobodyIsJournaled(t *testing.T) {
	h := bareHouse(t)
	d, _ := desk(h)
	if _, err := d.Open(t.Context(), dialplan.Caller{
		Visible: "22000009", Number: caller, Channel: "1763974800.7", Trunk: trunk,
	}); err == nil ||
		!strings.Contains(err.Error(), "no client's visible number") || strings.Contains(err.Error(), "90000001") {
		t.Errorf("got %v", err)
	}
	if facts := returnedFacts(t, h); len(facts) != 1 || !strings.Contains(facts[0].Detail, "no client's number") {
		t.Errorf("the journal has %+v", facts)
	}
}

// Who was rung from a number that has left the book since is told of that call.
func TestALostNumberIsTheirsWhoRangTheCaller(t *testing.T) {
	h := bareHouse(t)
	tellRung(t, h, rung{"sentrum-service", caller, tuesday(9, 0, 0)})
	d, _ := desk(h)
	v := visitOf(t, d, dialplan.Caller{Visible: "22000009", Number: caller, Channel: "1763974800.7", Trunk: trunk})
	if got := says(t, v, dialplan.PartGreeting); !strings.Contains(got, "desk-called.sentrum-service") {
		t.Errorf("got %s", got)
	}
}

// The sounds of such a number are wanted although no campaign needs them.
func TestTheSoundsOfANumberThatNoCampaignShowsAreMade(t *testing.T) {
	h := bareHouse(t)
	made, err := app.RenderSounds(t.Context(), h.Config(), h, false)
	if len(made) == 0 {
		t.Fatal(err)
	}
	all := ""
	for _, m := range made {
		all += m.Path + "\n"
	}
	for _, want := range []string{
		"nb/name-client.sentrum.wav", "en/name-client.sentrum.wav", "nb/reserved-client.sentrum.wav",
		"nb/desk-menu.1.wav",
	} {
		if !strings.Contains(all, string(os.PathSeparator)+want) {
			t.Errorf("%s is not among the sounds in use", want)
		}
	}
}
