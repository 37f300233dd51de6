package ari_test

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/ari/aritest"
)

func TestABurstWithTheHandlerAwayLosesNothing(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		c := connect(t, pbx)
		sub := c.SubscribeChannel("a1")
		for i := range 2000 {
			pbx.Raw(
				fmt.Sprintf(`{"type":"ChannelTalkingFinished","application":"dialer","duration":%d,"channel":%s}`, i,
					channelBody),
			)
		}
		time.Sleep(50 * time.Millisecond)
		for i := range 2000 {
			ev, err := sub.Next(t.Context())
			if e, ok := ev.(*ari.ChannelTalkingFinished); err != nil || !ok || e.Duration != i {
				t.Fatalf("event %d: got %+v, %v", i, ev, err)
			}
		}
	})
}

func TestABlockedHandlerDelaysNoOther(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		c := connect(t, pbx)
		blocked := c.SubscribeChannel("blocked")
		lines := map[string]*ari.Subscription{}
		for i := range 99 {
			id := fmt.Sprintf("c%02d", i)
			lines[id] = c.SubscribeChannel(id)
			pbx.Incoming("dialer", aritest.Incoming{ID: id})
		}
		pbx.Incoming("dialer", aritest.Incoming{ID: "blocked"})
		if _, err := blocked.Next(t.Context()); err != nil { // and then this handler is busy for an hour
			t.Fatal(err)
		}
		begun := time.Now()
		for id, sub := range lines {
			pbx.Line("blocked").Digits("1")
			pbx.Line(id).Hangup()
			if got, _ := types(sub); len(got) != 5 {
				t.Errorf("%s got %v", id, got)
			}
		}
		if d := time.Since(begun); d != 0 {
			t.Errorf("the others waited %v, want nothing", d)
		}
		time.Sleep(time.Hour)
		n := 0
		for ctx, cancel := context.WithTimeout(t.Context(), time.Second); ; n++ {
			if _, err := blocked.Next(ctx); err != nil {
				cancel()
				break
			}
		}
		if n != 100 {
			t.Errorf("the blocked handler found %d events, want all 100", n)
		}
	})
}

func TestNoGoroutineSurvivesClose(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		synctest.Wait()
		before := len(bubbled())
		for _, change := range transports() {
			c := connect(t, pbx, change)
			ctx, cancel := context.WithCancel(t.Context())
			for i := range 1000 {
				sub := c.SubscribeChannel(fmt.Sprintf("c%03d", i))
				if i%100 == 0 {
					go func() { sub.Next(ctx) }()
				}
			}
			place(t, c, "a1")
			must(t, c.Hangup(ctx, "a1", ari.ReasonNormal))
			pbx.DropSockets()
			time.Sleep(time.Minute)
			must(t, c.Close())
			cancel()
			synctest.Wait()
			if after := bubbled(); len(after) != before {
				t.Errorf("%d goroutines before, %d after:\n%s", before, len(after), strings.Join(after, "\n\n"))
			}
		}
	})
}

// bubbled gives the stacks of the goroutines in this test's bubble; the runtime's own come and go.
func bubbled() (list []string) {
	buf := make([]byte, 4<<20)
	for stack := range strings.SplitSeq(string(buf[:runtime.Stack(buf, true)]), "\n\n") {
		if head, _, _ := strings.Cut(stack, "\n"); strings.Contains(head, "synctest bubble") {
			list = append(list, stack)
		}
	}
	return list
}
