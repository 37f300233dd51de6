package ari_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/ari/aritest"
)

const callee = "PJSIP/4790000001@trunk"

// bubble runs a test in virtual time against an Asterisk in memory.
func bubble(t *testing.T, f func(t *testing.T, pbx *aritest.Asterisk)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		pbx := aritest.New()
		defer pbx.Close()
		f(t, pbx)
	})
}

func connect(t *testing.T, pbx *aritest.Asterisk, change ...func(*ari.Config)) *ari.Client {
	t.Helper()
	cfg := pbx.Config("dialer")
	for _, f := range change {
		f(&cfg)
	}
	c, err := ari.Connect(t.Context(), cfg)
	if err != nil {
		t.Fatalf("connect: %v", err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// types reads what a subscription holds until it ends or nothing has come for ten minutes.
func types(sub *ari.Subscription) (list []string, end error) {
	for {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
		ev, err := sub.Next(ctx)
		cancel()
		if err != nil {
			return list, err
		}
		list = append(list, ev.Head().Type)
	}
}

func place(t *testing.T, c *ari.Client, id string) {
	t.Helper()
	if _, err := c.CreateChannel(t.Context(), ari.CreateParams{ID: id, Endpoint: callee}); err != nil {
		t.Fatal(err)
	}
	if err := c.Dial(t.Context(), id, 20*time.Second, ""); err != nil {
		t.Fatal(err)
	}
}

func TestACallsEventsComeInOrderToItsOwnSubscription(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		pbx.Plan(callee, aritest.Answers(3*time.Second).HangsUp(time.Minute))
		c := connect(t, pbx)
		sub, other := c.SubscribeChannel("a1"), c.SubscribeChannel("a2")
		place(t, c, "a1")
		got, end := types(sub)
		want := []string{"ChannelDialplan", "StasisStart", "Dial", "ChannelStateChange", "Dial", "ChannelStateChange",
			"Dial",
			"ChannelHangupRequest", "StasisEnd", "ChannelDestroyed"}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("events (-want +got):\n%s", d)
		}
		if !errors.Is(end, ari.ErrGone) {
			t.Errorf("after ChannelDestroyed Next says %v, want ErrGone", end)
		}
		if got, _ := types(other); got != nil {
			t.Errorf("another channel's subscription got %v", got)
		}
	})
}

func TestAChannelSeesItsPlaybacksRecordingsAndBridges(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		pbx.Plan(callee, aritest.Answers(time.Second))
		c := connect(t, pbx)
		place(t, c, "a1")
		time.Sleep(2 * time.Second)
		sub := c.SubscribeChannel("a1")
		ctx := t.Context()
		must(t, c.Play(ctx, "a1", "p1", ari.PlayOptions{}, "sound:hello"))
		time.Sleep(2 * time.Second)
		must(t, c.CreateBridge(ctx, "b1", "mixing", ""))
		must(t, c.AddToBridge(ctx, "b1", ari.AddOptions{AbsorbDTMF: true}, "a1"))
		must(t, c.RemoveFromBridge(ctx, "b1", "a1"))
		_, err := c.Record(ctx, "a1", ari.RecordParams{Name: "r/1", Format: "wav"})
		must(t, err)
		must(t, c.StopRecording(ctx, "r/1"))
		got, _ := types(sub)
		want := []string{
			"PlaybackStarted", "PlaybackFinished", "ChannelEnteredBridge", "ChannelLeftBridge", "RecordingStarted",
			"RecordingFinished",
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("events (-want +got):\n%s", d)
		}
	})
}

func TestAnIncomingCallIsOfferedAndNothingOfItIsLost(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		c := connect(t, pbx)
		claimed := c.SubscribeChannel("known")
		unclaimed := c.SubscribeUnclaimed()
		pbx.Incoming("dialer", aritest.Incoming{ID: "known", Number: "+4790000002"})
		line := pbx.Incoming("dialer", aritest.Incoming{
			ID: "caller", Number: "+4790000001", Args: []string{"inbound", "220"},
		})
		line.Digits("1")
		time.Sleep(time.Second)
		line.Hangup()
		synctest.Wait()
		ev, err := unclaimed.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		start, ok := ev.(*ari.StasisStart)
		if !ok || start.Channel.ID != "caller" || !slices.Equal(start.Args, []string{"inbound", "220"}) {
			t.Fatalf("offered %+v, want the StasisStart of caller alone", ev)
		}
		got, end := types(c.SubscribeChannel("caller"))
		want := []string{"ChannelDtmfReceived", "ChannelHangupRequest", "StasisEnd", "ChannelDestroyed"}
		if d := cmp.Diff(want, got); d != "" || !errors.Is(end, ari.ErrGone) {
			t.Errorf("end %v, events (-want +got):\n%s", end, d)
		}
		if got, _ := types(claimed); len(got) != 2 {
			t.Errorf("the claimed channel's subscription got %v, want ChannelDialplan and StasisStart", got)
		}
	})
}

func TestEventsThatAsteriskRepeatsAreDeliveredOnce(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		c := connect(t, pbx)
		pbx.Twice(true)
		line := pbx.Incoming("dialer", aritest.Incoming{ID: "a1"})
		synctest.Wait()
		sub := c.SubscribeChannel("a1")
		line.Digits("11")
		time.Sleep(time.Second)
		got, _ := types(sub)
		if want := []string{"ChannelDtmfReceived", "ChannelDtmfReceived"}; !slices.Equal(got, want) {
			t.Errorf("got %v, want the two digits once each", got)
		}
	})
}

func TestUnknownAndBrokenMessagesReachTheApplication(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		c := connect(t, pbx)
		sub := c.SubscribeApp()
		pbx.Raw(`{"type":"ChannelLevitated","application":"dialer","channel":{"id":"a1"},"height":3}`)
		pbx.Raw(`{"type":"ChannelDtmfReceived","application":"dialer","digit":5}`)
		pbx.Raw(`not json`)
		if ev, err := sub.Next(t.Context()); err != nil {
			t.Fatal(err)
		} else if u, ok := ev.(*ari.Unknown); !ok || u.Fault != nil || len(u.Raw) == 0 {
			t.Errorf("an unknown type: got %+v; want *Unknown with its text", ev)
		}
		if ev, err := sub.Next(t.Context()); err != nil {
			t.Fatal(err)
		} else if d, ok := ev.(*ari.ChannelDtmfReceived); !ok || d.Fault == nil || d.Application != "dialer" {
			t.Errorf("a field of another type: got %+v; want the rest, and what is wrong", ev)
		}
		for i, fault := range []bool{true} {
			ev, err := sub.Next(t.Context())
			u, ok := ev.(*ari.Unknown)
			if err != nil || !ok || (u.Fault != nil) != fault || len(u.Raw) == 0 {
				t.Errorf("message %d: got %+v, %v; want *Unknown with its text, fault %v", i, ev, err, fault)
			}
		}
		if _, err := c.Ping(t.Context()); err != nil {
			t.Errorf("afterwards: %v", err)
		}
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func ids(list []ari.Channel) (ids []string) {
	for _, ch := range list {
		ids = append(ids, ch.ID)
	}
	slices.Sort(ids)
	return ids
}
