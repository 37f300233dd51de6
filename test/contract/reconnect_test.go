package contract_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/test/asterisk"
)

// TestEventsFlowAfterEveryReconnect: Asterisk may make the application inactive when a reconnect crosses the cleaning
// up of the old connection. After each Up a call's end must be told; where it is not, a further Down and Up must
// follow by themselves.
func TestEventsFlowAfterEveryReconnect(t *testing.T) {
	t.Parallel()
	pbx := asterisk.Start(t, asterisk.Options{Log: os.Stderr})
	deaf := 0
	const rounds = 30
	for i := range rounds {
		var wire cutter
		c := ari.Start(t.Context(),
			ari.Config{URL: pbx.ARIURL, App: "race", User: pbx.User, Password: pbx.Password, Dial: wire.dial,
				PingTimeout: time.Second, PingEvery: time.Second,
				Subscribe: []string{"deviceState:"}})
		upOnce(t, c)
		id := fmt.Sprintf("01k8b0race%04d", i)
		s := c.SubscribeChannel(id)
		create(t, c, id)
		await(t, s, func(*ari.StasisStart) bool { return true })
		wire.cut()
		next[ari.Down](t, c)
		upOnce(t, c)
		for told := false; !told; {
			if err := c.Hangup(t.Context(), id, ""); err != nil && !errors.Is(err, ari.ErrNotFound) {
				t.Fatalf("round %d: %v", i, err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
			if told = ended(ctx, s); !told {
				deaf++
				upOnce(t, c)
				told = true
			}
			cancel()
		}
		must(t, c.Close())
	}
	t.Logf("%d reconnects, %d of them noticed as deaf and made again", rounds, deaf)
}

func upOnce(t *testing.T, c *ari.Client) {
	t.Helper()
	for deadline := time.After(20 * time.Second); ; {
		select {
		case st := <-c.States():
			if _, up := st.(ari.Up); up {
				return
			}
			t.Logf("%T %+v", st, st)
		case <-deadline:
			t.Fatal("no Up in 20 s")
		}
	}
}

func ended(ctx context.Context, s *ari.Subscription) bool {
	for ev, err := range s.All(ctx) {
		if err != nil {
			return errors.Is(err, ari.ErrGone)
		}
		if _, gone := ev.(*ari.ChannelDestroyed); gone {
			return true
		}
	}
	return false
}
