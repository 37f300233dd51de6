package gate_test

import (
	"testing"

	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/number"
)

func TestWhatBecomesOfATextDialedByHand(t *testing.T) {
	const pass, block, ask = "pass", "block", "ask"
	tests := []struct {
		text                 string
		none, campaign, lets string // no campaign; a campaign; no campaign, in a context that may dial the unreadable
	}{
		{"112", pass, pass, pass}, {"*31*113", pass, pass, pass}, {"+47110", pass, pass, pass},
		{"116117", pass, pass, pass},
		{"90000002", ask, ask, ask}, {"*31*90000002#", ask, ask, ask},
		{"+46700000001", pass, ask, pass}, {"02000", pass, block, pass}, {"*21#", pass, block, pass},
		{"2001", pass, pass, pass},
		{"90000002a", block, block, pass}, {"900000021", block, block, pass}, {"+90000002", block, block, pass},
	}
	by := number.Dialing{Extensions: []string{"2XXX"}}
	for _, tt := range tests {
		for i, want := range []string{tt.none, tt.campaign, tt.lets} {
			v, asks := gate.Hand(gate.HandText{
				Read: number.ReadDialed(tt.text, by), Campaign: i == 1, Unreadable: i == 2,
			})
			got := block
			switch {
			case asks:
				got = ask
			case v.Allowed:
				got = pass
			}
			if got != want {
				t.Errorf("%q, case %d: got %s (%+v), want %s", tt.text, i, got, v, want)
			}
		}
	}
	// What may be dialed unread outside a campaign may not be within one.
	if v, ask := gate.Hand(gate.HandText{Campaign: true, Unreadable: true}); ask || v.Allowed {
		t.Errorf("a campaign's unreadable text: %+v", v)
	}
}
