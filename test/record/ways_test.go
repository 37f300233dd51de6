package record_test

import (
	"fmt"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/telephony"
)

// way is one way to record a conversation.
type way struct {
	name  string
	note  string
	start func(l *lab, n int, c *talk) error
	stop  func(l *lab, n int, c *talk) error
	hold  func(l *lab, n int, c *talk) error // what keeps it going, each third of telephony.Unheard; nil: nothing
}

func legs(n int, c *talk) ([]dialer.Recording, map[dialer.Side]string) {
	return dialer.NewRecordings(dialer.Recording{Attempt: dialer.AttemptID(c.id), Part: n}),
		map[dialer.Side]string{dialer.ConsumerSide: c.consumer, dialer.AgentSide: c.agent}
}

// ears listens to both legs and hands each listening channel on.
func ears(l *lab, n int, c *talk, kind string, use func(ear, leg string) error) error {
	for i, ch := range []string{c.consumer, c.agent} {
		ear := fmt.Sprintf("ear-%s-%03d-%03d-%d", kind, n, c.id, i)
		events := l.client.SubscribeChannel(ear)
		if _, err := l.client.Snoop(l.t.Context(), ch, ear, ari.SnoopParams{Spy: "in", Whisper: "none"}); err != nil {
			return err
		}
		for ev, err := range events.All(l.t.Context()) {
			if _, in := ev.(*ari.StasisStart); in || err != nil {
				break
			}
		}
		events.Close()
		if err := use(ear, fmt.Sprint(i)); err != nil {
			return err
		}
	}
	return nil
}

func deaf(l *lab, n int, c *talk, kind string) error {
	for i := range 2 {
		l.client.Hangup(l.t.Context(), fmt.Sprintf("ear-%s-%03d-%03d-%d", kind, n, c.id, i), ari.ReasonNormal)
	}
	return nil
}

func snoops(format string) way {
	return way{
		"a listening channel for each leg, " + format, "legs apart, begins when told",
		func(l *lab, n int, c *talk) error {
			return ears(l, n, c, format, func(ear, leg string) error {
				_, err := l.client.Record(l.t.Context(), ear, ari.RecordParams{
					Name: fmt.Sprintf("bench-%s-%d-%d-%s", format, n, c.id, leg), Format: format, TerminateOn: "none",
				})
				return err
			})
		},
		func(l *lab, n int, c *talk) error { return deaf(l, n, c, format) }, nil,
	}
}

func ways(sink string) []way {
	none := func(*lab, int, *talk) error { return nil }
	return []way{
		{"not recorded", "", none, none, nil},
		{
			"the recorder as it is", "legs apart, begins when told",
			func(l *lab, n int, c *talk) error { r, ch := legs(n, c); return l.rec.Record(l.t.Context(), r, ch) },
			func(l *lab, n int, c *talk) error { r, _ := legs(n, c); return l.rec.Stop(l.t.Context(), r) },
			func(l *lab, n int, c *talk) error { r, _ := legs(n, c); return l.rec.Renew(l.t.Context(), r) },
		},
		snoops("sln"), snoops("wav"),
		{
			"external media for each leg", "legs apart, begins when told; files are ours to write",
			func(l *lab, n int, c *talk) error {
				return ears(l, n, c, "ext", func(ear, leg string) error {
					ext := strings.Replace(ear, "ear-", "out-", 1)
					bridge := strings.Replace(ear, "ear-", "bri-", 1)
					events := l.client.SubscribeChannel(ext)
					defer events.Close()
					if _, err := l.client.ExternalMedia(l.t.Context(), ari.ExternalMediaParams{
						ID: ext, Host: sink, Format: "alaw",
					}); err != nil {
						return err
					}
					for ev, err := range events.All(l.t.Context()) {
						if _, in := ev.(*ari.StasisStart); in || err != nil {
							break
						}
					}
					if err := l.client.CreateBridge(l.t.Context(), bridge, "mixing", ""); err != nil {
						return err
					}
					return l.client.AddToBridge(l.t.Context(), bridge, ari.AddOptions{}, ear, ext)
				})
			},
			func(l *lab, n int, c *talk) error {
				for i := range 2 {
					l.client.Hangup(l.t.Context(), fmt.Sprintf("out-ext-%03d-%03d-%d", n, c.id, i), ari.ReasonNormal)
					l.client.DestroyBridge(l.t.Context(), fmt.Sprintf("bri-ext-%03d-%03d-%d", n, c.id, i))
				}
				return deaf(l, n, c, "ext")
			}, nil,
		},
		{
			"MixMonitor with a file for each way", "refused: ARI cannot begin it in a call; here by the command line",
			func(l *lab, n int, c *talk) error {
				_, err := l.pbx.CLI(l.t.Context(),
					fmt.Sprintf("mixmonitor start %s /dev/null,r(%s/mm-%d-%d-r.alaw)t(%s/mm-%d-%d-t.alaw)",
						name(l, c.consumer), l.pbx.Dir, n, c.id, l.pbx.Dir, n, c.id))
				return err
			},
			func(l *lab, n int, c *talk) error {
				_, err := l.pbx.CLI(l.t.Context(), "mixmonitor stop "+name(l, c.consumer))
				return err
			}, nil,
		},
		{
			"the bridge", "refused: both voices in one file",
			func(l *lab, n int, c *talk) error {
				_, err := l.client.RecordBridge(l.t.Context(), c.bridge, ari.RecordParams{
					Name: fmt.Sprintf("bridge-%d-%d", n, c.id), Format: "alaw", TerminateOn: "none",
				})
				return err
			},
			func(l *lab, n int, c *talk) error {
				return l.client.StopRecording(l.t.Context(), fmt.Sprintf("bridge-%d-%d", n, c.id))
			}, nil,
		},
	}
}

func name(l *lab, channel string) string {
	ch, err := l.client.Channel(l.t.Context(), channel)
	must(l.t, err)
	return ch.Name
}

// A channel in a bridge cannot be recorded: the way that would need no listening channel is none.
func TestAChannelInABridgeIsNotRecorded(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	c := l.talk()
	events := l.client.SubscribeChannel(c.consumer)
	defer events.Close()
	_, err := l.client.Record(t.Context(), c.consumer, ari.RecordParams{Name: "direct", Format: "alaw"})
	must(t, err)
	for ev, err := range events.All(t.Context()) {
		must(t, err)
		switch ev.(type) {
		case *ari.RecordingFailed:
			return
		case *ari.RecordingStarted:
			t.Fatal("it is recorded: the cheapest way should be measured again")
		}
	}
}

// BenchmarkWays measures what each way costs Asterisk for one conversation, all in one run: three rounds, the least
// busy counts.
func BenchmarkWays(b *testing.B) {
	const conversations, rounds, window = 20, 3, 4 * time.Second
	l := newLab(b)
	talks := make([]*talk, conversations)
	for i := range talks {
		talks[i] = l.talk()
	}
	sink, err := net.ListenPacket("udp", "127.0.0.1:0")
	must(b, err)
	defer sink.Close()
	go func() {
		for p := make([]byte, 2000); ; {
			if _, _, err := sink.ReadFrom(p); err != nil {
				return
			}
		}
	}()
	all3 := ways(sink.LocalAddr().String())
	least := make([]time.Duration, len(all3))
	for round := range rounds {
		for i, w := range all3 {
			n := round*100 + i
			must(b, all(talks, func(_ int, c *talk) error { return w.start(l, n, c) }))
			time.Sleep(500 * time.Millisecond)
			from, at := l.cpu(), time.Now()
			for range window / (telephony.Unheard / 3) {
				time.Sleep(telephony.Unheard / 3)
				if w.hold != nil {
					must(b, all(talks, func(_ int, c *talk) error { return w.hold(l, n, c) }))
				}
			}
			used := (l.cpu() - from) * time.Second / time.Duration(time.Since(at)) / conversations
			must(b, all(talks, func(_ int, c *talk) error { return w.stop(l, n, c) }))
			if least[i] == 0 || used < least[i] {
				least[i] = used
			}
			time.Sleep(500 * time.Millisecond)
		}
	}
	fmt.Fprintf(os.Stdout,
		"\nAsterisk %s, %d conversations of two phones, alaw; CPU of one core for each conversation\n", l.pbx.Version,
		conversations)
	for i, w := range all3 {
		percent := func(d time.Duration) float64 { return 100 * d.Seconds() }
		fmt.Fprintf(os.Stdout, "%-45s %5.2f %%   recording alone %5.2f %%   %s\n", w.name, percent(least[i]),
			percent(least[i]-least[0]), w.note)
	}
}
