package contract_test

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

func registered(t *testing.T, pbx *asterisk.PBX, user, password string, noTexts bool) *phone.Agent {
	t.Helper()
	a, err := phone.NewAgent(phone.AgentOptions{User: user, Password: password, PBX: pbx.SIPAddr, NoTexts: noTexts})
	must(t, err)
	t.Cleanup(func() { a.Close() })
	must(t, a.Register(t.Context()))
	return a
}

func TestATextReachesAPhoneAndARefusalIsNotTold(t *testing.T) {
	t.Parallel()
	pbx := asterisk.Start(t, asterisk.Options{Log: os.Stderr})
	takes, refuses := registered(t, pbx, "agent1", "pw1", false), registered(t, pbx, "agent2", "pw2", true)
	c, err := ari.Connect(t.Context(), ari.Config{URL: pbx.ARIURL, App: "texts", User: pbx.User, Password: pbx.Password})
	must(t, err)
	defer c.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for _, to := range []struct {
		name string
		send func(t ari.OutText) error
	}{
		{"endpoint", func(t ari.OutText) error { return c.SendTextTo(ctx, "PJSIP", "agent1", t) }},
		{"uri", func(t ari.OutText) error { return c.SendText(ctx, "pjsip:agent1", t) }},
	} {
		text := ari.OutText{From: "ringevett", Body: "Bø Kraft / Åse Ødegård, by " + to.name}
		must(t, to.send(text))
		must(t, takes.AwaitText(ctx, text.Body))
	}
	for _, resource := range []string{"unknown", "agent3"} {
		err := c.SendTextTo(ctx, "PJSIP", resource, ari.OutText{From: "ringevett", Body: "x"})
		if !errors.Is(err, ari.ErrNotFound) {
			t.Errorf("to %s, which is nowhere: %v, want ErrNotFound", resource, err)
		}
	}
	must(t, c.SendTextTo(ctx, "PJSIP", "agent2", ari.OutText{From: "ringevett", Body: "x"}))
	must(t, refuses.AwaitRefused(ctx))
}
