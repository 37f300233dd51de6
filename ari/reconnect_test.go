package ari_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/ari/aritest"
)

// next takes one State, or fails the test after an hour.
func next[S ari.State](t *testing.T, c *ari.Client) S {
	t.Helper()
	var none S
	select {
	case st, open := <-c.States():
		s, ok := st.(S)
		if !ok {
			t.Fatalf("state %T %+v (open %v), want %T", st, st, open, none)
		}
		return s
	case <-time.After(time.Hour):
		t.Fatalf("no state in an hour, want %T", none)
	}
	return none
}

func wantNoState(t *testing.T, c *ari.Client, d time.Duration) {
	t.Helper()
	select {
	case st := <-c.States():
		t.Fatalf("state %T %+v, want none", st, st)
	case <-time.After(d):
	}
}

func TestAfterALostSocketTheSnapshotTellsWhatStillLives(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		pbx.Plan(callee, aritest.Answers(time.Second))
		c := connect(t, pbx, func(cfg *ari.Config) {
			cfg.Disallow, cfg.Subscribe = []string{"ChannelDialplan"}, []string{"deviceState:"}
		})
		next[ari.Up](t, c)
		place(t, c, "a1")
		place(t, c, "a2")
		must(t, c.CreateBridge(t.Context(), "b1", "mixing", ""))
		time.Sleep(2 * time.Second)
		app, a1, a2 := c.SubscribeApp(), c.SubscribeChannel("a1"), c.SubscribeChannel("a2")

		pbx.Refuse(true)
		pbx.DropSockets()
		down := next[ari.Down](t, c)
		if !errors.Is(down.Err, ari.ErrConnectionLost) {
			t.Errorf("down says %v, want ErrConnectionLost", down.Err)
		}
		pbx.Line("a2").Hangup() // no one is connected to hear it
		if down := next[ari.Down](t, c); !errors.Is(down.Err, ari.ErrUnavailable) {
			t.Errorf("down says %v, want ErrUnavailable", down.Err)
		}
		pbx.Refuse(false)
		up := next[ari.Up](t, c)
		if d := cmp.Diff([]string{"a1"}, ids(up.Snapshot.Channels)); d != "" {
			t.Errorf("snapshot's channels (-want +got):\n%s", d)
		}
		if up.Epoch != 2 || up.Restarted || len(up.Faults) != 0 || len(up.Snapshot.Bridges) != 1 {
			t.Errorf("up: %+v; want epoch 2, no restart, no faults, a bridge", up)
		}
		for sub, live := range map[*ari.Subscription]bool{a1: true, a2: false} {
			ev, err := sub.Next(t.Context())
			if r, ok := ev.(*ari.Resync); !ok || r.Live != live || (r.Channel != nil) != live || r.Epoch != 2 {
				t.Errorf("channel's subscription: %+v, %v; want Resync with Live %v", ev, err, live)
			}
		}
		pbx.Device("PJSIP/agent1", "NOT_INUSE") // told only where the subscription was set again
		pbx.Line("a1").Hangup()
		got, _ := types(app)
		want := []string{
			"Down", "Down", "Up", "DeviceStateChanged", "ChannelHangupRequest", "StasisEnd", "ChannelDestroyed",
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("the application's events (-want +got):\n%s", d)
		}
	})
}

func TestARestartOfAsteriskIsTold(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		c := connect(t, pbx)
		next[ari.Up](t, c)
		place(t, c, "a1")
		pbx.Booting(true)
		pbx.Restart()
		next[ari.Down](t, c)
		if down := next[ari.Down](t, c); !errors.Is(down.Err, ari.ErrUnavailable) {
			t.Errorf("while booting: %v, want ErrUnavailable", down.Err)
		}
		time.Sleep(time.Minute)
		pbx.Booting(false)
		if up := next[ari.Up](t, c); !up.Restarted || len(up.Snapshot.Channels) != 0 {
			t.Errorf("up: restarted %v, channels %v; want true and none", up.Restarted, ids(up.Snapshot.Channels))
		}
	})
}

func TestReconnectingWaitsAQuarterOfASecondToASecond(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		c := connect(t, pbx)
		time.Sleep(time.Minute)
		next[ari.Up](t, c)
		begun := time.Now()
		pbx.DropSockets()
		next[ari.Down](t, c)
		next[ari.Up](t, c)
		if d := time.Since(begun); d != 250*time.Millisecond {
			t.Errorf("first attempt after a good connection came after %v, want 250 ms: Asterisk must have noticed "+
				"the loss", d)
		}
		pbx.Refuse(true)
		pbx.DropSockets()
		next[ari.Down](t, c)
		next[ari.Down](t, c)
		time.Sleep(time.Hour)
		pbx.Refuse(false)
		begun = time.Now()
		next[ari.Up](t, c)
		if d := time.Since(begun); d > time.Second {
			t.Errorf("back %v after Asterisk, want at most 1 s", d)
		}
	})
}

func TestASilentPeerIsNoticed(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		c := connect(t, pbx)
		next[ari.Up](t, c)
		begun := time.Now()
		pbx.Silent()
		next[ari.Down](t, c)
		if d := time.Since(begun); d > 10*time.Second {
			t.Errorf("noticed after %v, want at most PingEvery and PingTimeout together, 10 s", d)
		}
	})
}

func TestAnApplicationThatGotInactiveUnderAnOpenSocketIsNoticed(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		c := connect(t, pbx)
		next[ari.Up](t, c)
		app := c.SubscribeApp()
		time.Sleep(time.Minute)
		begun := time.Now()
		pbx.Deactivate("dialer")
		next[ari.Down](t, c)
		if d := time.Since(begun); d > 10*time.Second {
			t.Errorf("noticed after %v, want at most PingEvery and PingTimeout together, 10 s", d)
		}
		next[ari.Up](t, c)
		pbx.Incoming("dialer", aritest.Incoming{ID: "a1"})
		got, _ := types(app)
		if d := cmp.Diff([]string{"Down", "Up", "ChannelDialplan", "StasisStart"}, got); d != "" {
			t.Errorf("the application's events, without our own proofs (-want +got):\n%s", d)
		}
	})
}

func TestAnotherClientTakingOverEndsItForGood(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		c := connect(t, pbx)
		next[ari.Up](t, c)
		app, ch := c.SubscribeApp(), c.SubscribeChannel("a1")
		second := connect(t, pbx)
		next[ari.Up](t, second)
		next[ari.Replaced](t, c)
		got, end := types(app)
		if d := cmp.Diff([]string{"ApplicationReplaced", "Replaced"}, got); d != "" ||
			!errors.Is(end, ari.ErrReplaced) {
			t.Errorf("end %v, events (-want +got):\n%s", end, d)
		}
		if _, end := types(ch); !errors.Is(end, ari.ErrReplaced) {
			t.Errorf("a channel's subscription ended with %v, want ErrReplaced", end)
		}
		wantNoState(t, c, time.Hour)
		wantNoState(t, second, time.Hour)
	})
}

func TestAWrongPasswordIsToldOnceAndTriedSeldom(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		cfg := pbx.Config("dialer")
		cfg.Password = "wrong"
		log := &countingLog{}
		cfg.Log = log
		if _, err := ari.Connect(t.Context(), cfg); !errors.Is(err, ari.ErrUnauthorized) {
			t.Errorf("Connect says %v, want ErrUnauthorized", err)
		}
		c := ari.Start(t.Context(), cfg)
		defer c.Close()
		if down := next[ari.Down](t, c); !errors.Is(down.Err, ari.ErrUnauthorized) {
			t.Errorf("down says %v, want ErrUnauthorized", down.Err)
		}
		wantNoState(t, c, time.Hour)
		if n := log.warnings(); n < 12 || n > 20 {
			t.Errorf("%d warnings in an hour, want one each time, about every 5 minutes", n)
		}
	})
}

func TestStartWaitsForAnAsteriskThatBoots(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		pbx.Booting(true)
		c := ari.Start(t.Context(), pbx.Config("dialer"))
		defer c.Close()
		if down := next[ari.Down](t, c); !errors.Is(down.Err, ari.ErrUnavailable) {
			t.Errorf("down says %v, want ErrUnavailable", down.Err)
		}
		time.Sleep(time.Minute)
		pbx.Booting(false)
		next[ari.Up](t, c)
	})
}

// A caller that is kept from its processor after Start subscribes when the connection is up already, and waits for an
// Up that does not come again.
func TestWhatIsSubscribedInStartedHearsTheFirstUp(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		var early *ari.Subscription
		cfg := pbx.Config("dialer")
		cfg.Started = func(c *ari.Client) { early = c.SubscribeApp() }
		c := ari.Start(t.Context(), cfg)
		defer c.Close()
		next[ari.Up](t, c)
		late := c.SubscribeApp()
		pbx.Incoming("dialer", aritest.Incoming{ID: "a1"})
		for _, tt := range []struct {
			name string
			from *ari.Subscription
			want []string
		}{
			{"in Started", early, []string{"Up", "ChannelDialplan", "StasisStart"}},
			{"once it is up", late, []string{"ChannelDialplan", "StasisStart"}},
		} {
			got, _ := types(tt.from)
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("subscribed to %s (-want +got):\n%s", tt.name, d)
			}
		}
	})
}

func TestEventsDuringTheResyncComeAfterUp(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		pbx.Slow(time.Second)
		c := ari.Start(t.Context(), pbx.Config("dialer"))
		defer c.Close()
		app := c.SubscribeApp()
		time.Sleep(2500 * time.Millisecond) // upgraded, the snapshot not yet taken
		pbx.Incoming("dialer", aritest.Incoming{ID: "a1"})
		got, _ := types(app)
		if d := cmp.Diff([]string{"Up", "ChannelDialplan", "StasisStart"}, got); d != "" {
			t.Errorf("events (-want +got):\n%s", d)
		}
	})
}

func TestAnUnreadSubscriptionOverflowsLoudly(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		c := connect(t, pbx, func(cfg *ari.Config) { cfg.MaxBuffered = 4000 })
		next[ari.Up](t, c)
		app, sub := c.SubscribeApp(), c.SubscribeChannel("a1")
		line := pbx.Incoming("dialer", aritest.Incoming{ID: "a1"})
		line.Digits("12345678901234567890")
		if gap := next[ari.Gap](t, c); gap.Subject != "a1" {
			t.Errorf("gap of %q, want a1", gap.Subject)
		}
		got, end := types(sub)
		if !errors.Is(end, ari.ErrOverflow) || len(got) < 5 {
			t.Errorf("ended with %v after %d events, want ErrOverflow after those that fit", end, len(got))
		}
		all, _ := types(app)
		if n := count(all, "ChannelDtmfReceived"); n != 20 || count(all, "Gap") != 1 {
			t.Errorf("the application got %d digits, %v; want 20 and a Gap among them", n, all)
		}
		wantNoState(t, c, time.Hour)
	})
}

func TestCloseEndsEverything(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		c := connect(t, pbx)
		next[ari.Up](t, c)
		sub := c.SubscribeChannel("a1")
		pbx.Slow(time.Hour)
		failed := make(chan error)
		go func() {
			_, err := c.Ping(context.Background())
			failed <- err
		}()
		synctest.Wait()
		must(t, c.Close())
		if err := <-failed; !errors.Is(err, ari.ErrClosed) {
			t.Errorf("request on its way: %v, want ErrClosed", err)
		}
		for _, s := range []*ari.Subscription{sub, c.SubscribeApp(), c.SubscribeChannel("a2"), c.SubscribeUnclaimed()} {
			if _, err := s.Next(t.Context()); !errors.Is(err, ari.ErrClosed) {
				t.Errorf("subscription: %v, want ErrClosed", err)
			}
		}
		if st, open := <-c.States(); open {
			t.Errorf("states still open: %+v", st)
		}
		if _, err := c.Ping(t.Context()); !errors.Is(err, ari.ErrClosed) {
			t.Errorf("later request: %v, want ErrClosed", err)
		}
		must(t, c.Close())
	})
}

func count(list []string, s string) (n int) {
	for _, x := range list {
		if x == s {
			n++
		}
	}
	return n
}
