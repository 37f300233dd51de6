package asterisk_test

import (
	"testing"

	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/sipp"
)

// TestSIPpAsCallee holds what ARI tells of SIPp's answers against what it tells of our own double's.
func TestSIPpAsCallee(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ scenario, cause string }{
		{sipp.Answer, "16"}, {sipp.Busy, "17"}, {sipp.Congestion, "34"}, {sipp.NoAnswer, "16"},
	} {
		t.Run(c.scenario, func(t *testing.T) {
			callee, err := sipp.Start(t.Context(), c.scenario, 1, t.Output())
			if err != nil {
				t.Fatal(err)
			}
			defer callee.Stop()
			l := &lab{t: t, pbx: asterisk.Start(t, asterisk.Options{TrunkAddr: callee.Addr}), news: make(chan struct{})}
			l.connect()
			l.must("POST", "/channels", "endpoint=PJSIP/4790000001@trunk&app=ringevett&channelId=c1&timeout=10")
			switch c.scenario {
			case sipp.Answer:
				l.wait("c1", "StasisStart")
				l.must("DELETE", "/channels/c1", "")
			case sipp.NoAnswer:
				l.wait("c1", "ChannelStateChange")
				l.must("DELETE", "/channels/c1", "")
			}
			if got := l.wait("c1", "ChannelDestroyed").get("cause"); got != c.cause {
				t.Errorf("cause %s, want %s: %s", got, c.cause, l.told("c1"))
			}
			if err := callee.Wait(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}
