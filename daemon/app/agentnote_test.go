package app_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/dialplan"
)

func TestAnAgentsNoteIsAnInquiryWithItsClock(t *testing.T) {
	h := deskHouse(t)
	d, _ := desk(h)
	at := tuesday(10, 0, 0).Add(-time.Minute)
	noFault(t, d.Notes().Note(t.Context(), engine.Note{Talk: engine.Talk{
		At: at, Agent: "kari", Attempt: 17, Campaign: "fjellvann-service", Client: "fjellvann", Number: caller,
		Visible: visible,
	}}))
	got, err := h.Inquiry(t.Context(), verb.InquiryQuery{ID: 1, Numbers: true})
	if err != nil || got.Channel != "agent" || got.Number != caller || got.Visible != visible ||
		got.Client != "fjellvann" || got.Campaign != "fjellvann-service" ||
		!got.Received.Equal(at) || !got.Due.Equal(at.Add(24*time.Hour)) ||
		!strings.Contains(got.Text, "ask kari what was said") || !strings.Contains(got.Text, "a17") {
		t.Errorf("got %+v, %v", got, err)
	}
	all, err := h.Told(t.Context())
	if last := all[len(all)-1]; err != nil || last.Kind != dialer.FactInquiry || last.By != "agent:kari" ||
		last.Code != "agent" {
		t.Errorf("the journal says %+v, %v", last, err)
	}
}

// A caller is one person: what the agent notes and what the desk knows is one inquiry, and no one is promised an
// answer without a number.
func TestAnAgentsNoteOfACaller(t *testing.T) {
	const channel = "1763974800.7"
	note := engine.Note{Talk: engine.Talk{At: tuesday(10, 0, 0), Agent: "kari", Channel: channel}}
	h := deskHouse(t)
	d, n := desk(h)
	tellRung(t, h, rung{"fjellvann-service", caller, tuesday(9, 0, 0)})
	if err := d.Notes().Note(t.Context(), note); err == nil {
		t.Error("of an unknown visit: got no error")
	}
	v := visitOf(t, d, rings(caller))
	noFault(t, d.Notes().Note(t.Context(), note))
	noFault(t, d.Notes().Note(t.Context(), note))
	noFault(t, v.Message(t.Context(), dialplan.Message{Recording: "ringevett/desk/7", Seconds: 3}))
	if len(n.kept) != 1 || n.kept[0].Channel != dialer.InquiryAgent || n.kept[0].Number != caller ||
		n.kept[0].Client != "fjellvann" || n.voices[1] != "ringevett/desk/7" {
		t.Errorf("got %+v, %v", n.kept, n.voices)
	}

	d, n = desk(deskHouse(t))
	visitOf(t, d, rings(""))
	if err := d.Notes().Note(t.Context(), note); err == nil || len(n.kept) != 0 {
		t.Errorf("of a withheld number: got %v, %+v", err, n.kept)
	}
}
