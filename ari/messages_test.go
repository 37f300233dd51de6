package ari_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/ari/aritest"
)

func TestATextGoesToAnEndpointOnce(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		pbx.Plan("PJSIP/agent9", aritest.Unreachable())
		text := ari.OutText{From: "ringevett", Body: "Bø Kraft / Åse & Co", Variables: map[string]string{"X": "æ"}}
		const path = "endpoints/PJSIP/agent1/sendMessage"
		want := aritest.Request{Method: "PUT", Path: path, Status: 202,
			Query: map[string]string{"from": "ringevett", "body": text.Body}, Variables: text.Variables}
		for name, change := range transports() {
			c := connect(t, pbx, change)
			must(t, c.SendTextTo(t.Context(), "PJSIP", "agent1", text))
			all := pbx.Requests()
			if diff := cmp.Diff(want, all[len(all)-1]); diff != "" {
				t.Errorf("%s: -want +got:\n%s", name, diff)
			}
			if err := c.SendTextTo(t.Context(), "PJSIP", "agent9", text); !errors.Is(err, ari.ErrNotFound) {
				t.Errorf("%s: to no endpoint: %v, want ErrNotFound", name, err)
			}
			c.Close()
		}
		c := connect(t, pbx)
		before := len(pbx.Requests())
		pbx.LoseAnswer("PUT", path)
		if err := c.SendTextTo(t.Context(), "PJSIP", "agent1", text); !errors.Is(err, ari.ErrConnectionLost) {
			t.Errorf("the answer was lost: %v, want ErrConnectionLost", err)
		}
		if sent := len(pbx.Requests()) - before; sent != 1 {
			t.Errorf("sent %d times, want once", sent)
		}
	})
}

func TestAReferralGoesToAnEndpoint(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		c := connect(t, pbx)
		must(t, c.ReferTo(t.Context(), "PJSIP", "agent1", ari.OutRefer{From: "ringevett", To: "sip:600@pbx", Self: true}))
		all := pbx.Requests()
		want := aritest.Request{Method: "POST", Path: "endpoints/PJSIP/agent1/refer", Status: 202,
			Query: map[string]string{"from": "ringevett", "refer_to": "sip:600@pbx", "to_self": "true"}}
		if diff := cmp.Diff(want, all[len(all)-1]); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	})
}
