package telephony

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/call"
)

// TestReadKept: lines as a real Asterisk 22 wrote them, and such as are no use.
func TestReadKept(t *testing.T) {
	theirs := time.UnixMilli(1_795_866_930_000)
	ours := theirs.Add(time.Hour) // another clock: only the joining is of ours
	for _, c := range []struct {
		name, text string
		want       call.Kept
		bad        bool
	}{
		{"talked", "rv0a1b2c-a0000000007-1|Up|1795866925.500000|1795870525000|1795866929.000|16|200|1",
			call.Kept{
				Up: true, Rang: true, Answered: 4500 * time.Millisecond, Joined: 5 * time.Second, Ended: time.Second,
				ByConsumer: true, Cause: 16,
			}, false},
		{"we hung up", "rv0a1b2c-a0000000007-1|Up|1795866925.500000||1795866929.000|16|200|0",
			call.Kept{Up: true, Rang: true, Answered: 4500 * time.Millisecond, Ended: time.Second, Cause: 16}, false},
		{"engaged", "rv0a1b2c-a0000000007-1|Down|0.000000||1795866929.000|17|486|1",
			call.Kept{Ended: time.Second, ByConsumer: true, Cause: 17, Tech: 486}, false},
		{"rang until it was over", "rv0a1b2c-a0000000007-1|Ringing|0.000000||1795866929.000|19|180|0",
			call.Kept{Ended: time.Second, Rang: true, Cause: 19}, false},
		{"no CDRs, so no time of the answer", "rv0a1b2c-a0000000007-1|Up|||1795866929.000|16||0",
			call.Kept{Up: true, Rang: true, Ended: time.Second, Cause: 16}, false},
		{"a clock that is ahead", "rv0a1b2c-a0000000007-1|Down|0.000000||1795866931.000|17|486|0",
			call.Kept{Ended: 1, Cause: 17, Tech: 486}, false},
		{"of another attempt, ten thousand before", "rv0a1b2c-a0000010007-1|Down|0.000000||1795866929.000|17|486|1",
			call.Kept{}, true},
		{"older than a day", "rv0a1b2c-a0000000007-1|Down|0.000000||1795780000.000|17|486|1", call.Kept{}, true},
		{"no end", "rv0a1b2c-a0000000007-1|Down|0.000000|||17|486|1", call.Kept{}, true},
		{"of another version", "rv0a1b2c-a0000000007-1|Down|0.000000", call.Kept{}, true},
		{"empty", "", call.Kept{}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readKept(c.text, names("0a1b2c").channel(7), theirs, ours)
			if c.bad != (err != nil) {
				t.Fatalf("got %+v, %v", got, err)
			}
			if !c.bad {
				if diff := cmp.Diff(c.want, *got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			}
		})
	}
}

func TestKeptName(t *testing.T) {
	n := names("0a1b2c")
	if got, want := n.keptName(120_007), "RINGEVETT_KEPT_rv0a1b2c-a0007"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	// The dialplan takes the same out of the channel's id: its first ten characters, and four of its last six.
	ch := n.channel(120_007)
	if got := keptGlobal + ch[:10] + ch[len(ch)-6:len(ch)-2]; got != n.keptName(120_007) {
		t.Errorf("the dialplan writes %s", got)
	}
}

// A daemon ends the sounds of those before it. Its own, which may have begun meanwhile, it leaves alone: a prompt
// that was stopped would count as heard.
func TestWhoseSoundItIs(t *testing.T) {
	const n, began = names("0a1b2c"), uint64(1_795_866_930_000)
	for playback, want := range map[string]bool{
		n.sound(began - 86_400_000): true, n.sound(began): true, n.sound(began + 1): false,
		n.sound(began + 5000): false, "": false,
	} {
		if got := n.earlier(playback, began); got != want {
			t.Errorf("%q is an earlier daemon's: %t, want %t", playback, got, want)
		}
	}
}
