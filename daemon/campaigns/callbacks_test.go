package campaigns_test

import (
	"io"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
)

func TestACallBackIsMovedToALawfulTimeAlone(t *testing.T) {
	h := open(t)
	_, _, err := h.ImportLeads(t.Context(), leads(t, func(r *strings.Reader) io.Reader { return r }), "test")
	noFault(t, err)
	noFault(t, h.book.Write(t.Context(), dialer.Batch{Leads: []dialer.LeadChange{
		{Lead: 1, State: dialer.LeadWaiting, Due: now, Code: "call_later", For: "kari"},
		{Lead: 2, State: dialer.LeadWaiting, Due: now, Code: "call_later"},
		{Lead: 2, State: dialer.LeadBlocked, Code: "BLOCK_OWN"},
	}}))
	for _, tt := range []struct{ at, agent, want string }{
		{"2026-11-28T13:00", "", "Saturday"},
		{"2026-11-24T21:30", "", "after 21:00"},
		{"2026-11-24T09:59", "", "to come"},
		{"tomorrow", "", "Oslo time"},
		{"2026-11-25T13:00", "stranger", "one of the agents"},
		{"2026-11-25T13:00", "ola", ""},
	} {
		err := h.MoveCallBack(t.Context(), verb.CallBackMove{Lead: 1, At: tt.at, Agent: tt.agent, Why: "test"}, "test")
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("to %s for %q: %v, want %q", tt.at, tt.agent, err, tt.want)
		}
	}
	all, err := h.CallBacks(t.Context(), verb.CallBackQuery{})
	noFault(t, err)
	states := ""
	for _, c := range all {
		states += c.Agent + " " + c.State + "; "
		if !strings.HasPrefix(c.Number, "+•") {
			t.Errorf("the number is not masked: %s", c.Number)
		}
	}
	if want := " barred; ola waiting; "; states != want {
		t.Errorf("got %q, want %q", states, want)
	}
	mine, err := h.CallBacks(t.Context(), verb.CallBackQuery{Agent: "ola"})
	if err != nil || len(mine) != 1 {
		t.Errorf("ola's: %+v, %v", mine, err)
	}
}
