package telephony

import "testing"

func TestJudgeVersion(t *testing.T) {
	for _, c := range []struct {
		version string
		want    Level
	}{
		{"22.10.1", OK},
		{"22.10.1~dfsg+~cs6.17.60671434-1", OK},
		{"24.0.0", OK},
		{"22.9.0", Warn},
		{"21.12.4", Warn}, // never tells the SIP code
		{"18.26.4", Warn},
		{"16.28.0~dfsg-0+deb11u4", Warn},
		{"16.2.1", Fail},
		{"13.38.3", Fail},
		{"22.11.0-rc1", Warn},
		{"GIT-master-abc", Warn},
	} {
		if got, text := judgeVersion(c.version); got != c.want {
			t.Errorf("%s: got %s (%s), want %s", c.version, got, text, c.want)
		}
	}
}

func TestNames(t *testing.T) {
	n := names("0a1b2c")
	id, ours := n.attempt(n.channel(42))
	if !ours || id != 42 {
		t.Errorf("channel %q read back as %d, %v", n.channel(42), id, ours)
	}
	for _, foreign := range []string{n.other(42), "rvffffff-a0000000042-1", "1700000000.12", "rv0a1b2c-axx-1"} {
		if id, ours := n.attempt(foreign); ours {
			t.Errorf("%q taken for attempt %d", foreign, id)
		}
	}
	if len(n.channel(1)) != len(n.channel(1234567890)) {
		t.Error("channel ids differ in length, so one could be the start of another")
	}
	if s, ours := n.session(n.bridge("pbx-1700000000.12")); !ours || s != "pbx-1700000000.12" {
		t.Errorf("bridge read back as %q, %v", s, ours)
	}
	if got := endpoint("PJSIP/agent-one-0000002a"); got != "PJSIP/agent-one" {
		t.Errorf("endpoint %q", got)
	}
}
