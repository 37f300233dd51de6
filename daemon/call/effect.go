package call

import (
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Effect is something to be done on the PBX for one attempt. Effects of one attempt are carried out in order;
// what fails comes back as Failed.
type Effect interface{ fmt.Stringer }

// The effects.
type (
	// Create makes the consumer's channel, down, with nothing ringing yet. Open: no agent is held for it, so its
	// answer must find the message even where we are gone by then.
	Create struct {
		To, Show dialer.Number
		Campaign dialer.CampaignID
		Open     bool
	}
	// Join puts the consumer's channel in the bridge of an agent's leg, out of any other.
	Join struct{ Session dialer.SessionID }
	// Dial makes the created channel ring. Limit is the PBX's own longest patience, for the day we are gone.
	Dial struct{ Limit time.Duration }
	// Leave takes the consumer's channel out of its bridge.
	Leave struct{}
	// Play starts the abandoned-call message on the consumer's channel alone (norm 4.8).
	Play struct{ Campaign dialer.CampaignID }
	// StopPlay ends that message early.
	StopPlay struct{}
	// Hangup ends the consumer's channel in whatever state it is.
	Hangup struct{}
	// Probe asks whether the channel still lives: it comes back as Lives, a dead one as Ended with what the PBX kept.
	Probe struct{}
	// Seek asks where a consumer is who was moved by another hand: it comes back as Whereabouts, or as Ended.
	Seek struct{}
	// Forget drops what the PBX kept of the call: its end is on the disk.
	Forget struct{}
)

func (e Create) String() string { return "create " + e.To.Masked() + " as " + string(e.Show) }
func (e Join) String() string   { return "join " + string(e.Session) }
func (e Dial) String() string   { return "dial" }
func (Leave) String() string    { return "leave" }
func (Play) String() string     { return "play abandoned" }
func (StopPlay) String() string { return "stop abandoned" }
func (Hangup) String() string   { return "hangup" }
func (Probe) String() string    { return "probe" }
func (Seek) String() string     { return "seek" }
func (Forget) String() string   { return "forget" }
