package telephony

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// names gives the ids of our channels and bridges, and reads them back. Asterisk compares channel ids by the length
// of the wanted one (20.15, 22.5 and later), so all are of one length: none is the start of another. They are never
// used again.
type names string // the installation's mark

func (n names) prefix() string { return "rv" + string(n) + "-" }

// channel is the consumer's channel of an attempt; other is the second half of a Local channel.
func (n names) channel(id dialer.AttemptID) string { return fmt.Sprintf("%sa%010d-1", n.prefix(), id) }
func (n names) other(id dialer.AttemptID) string   { return fmt.Sprintf("%sa%010d-2", n.prefix(), id) }

// attempt reads channel back.
func (n names) attempt(channel string) (dialer.AttemptID, bool) {
	rest, ours := strings.CutPrefix(channel, n.prefix()+"a")
	digits, half := strings.CutSuffix(rest, "-1")
	id, err := strconv.ParseInt(digits, 10, 64)
	return dialer.AttemptID(id), ours && half && err == nil
}

// tried is the channel of a try; isTried reads it.
func (n names) tried(serial uint64) string  { return fmt.Sprintf("%st%012d", n.prefix(), serial) }
func (n names) isTried(channel string) bool { return strings.HasPrefix(channel, n.prefix()+"t") }

// bridge is the bridge of an agent's leg.
func (n names) bridge(s dialer.SessionID) string { return n.prefix() + "s-" + string(s) }

// session reads bridge back.
func (n names) session(bridge string) (dialer.SessionID, bool) {
	rest, ours := strings.CutPrefix(bridge, n.prefix()+"s-")
	return dialer.SessionID(rest), ours
}

// sound is the id of one playing of a sound.
func (n names) sound(serial uint64) string { return fmt.Sprintf("%sp%012d", n.prefix(), serial) }

// mouth is the channel that whispers to an agent.
func (n names) mouth(serial uint64) string { return fmt.Sprintf("%sw%012d", n.prefix(), serial) }

// earlier reports whether a sound is of a daemon before the one whose serial began there.
func (n names) earlier(playback string, began uint64) bool {
	return playback != "" && playback <= n.sound(began)
}

// ringing is the id of the tone that a caller waits with: one from before a restart must be found again.
func (n names) ringing(channel string) string { return n.prefix() + "c-" + channel }

// ours reports whether an id is of this installation.
func (n names) ours(id string) bool { return strings.HasPrefix(id, n.prefix()) }

// endpoint is the phone of a channel: "PJSIP/agent1" of "PJSIP/agent1-0000002a".
func endpoint(channelName string) string {
	if i := strings.LastIndexByte(channelName, '-'); i > 0 {
		return channelName[:i]
	}
	return channelName
}
