// Package telephony is the one place that knows Asterisk: it carries the engine's effects out through ARI and tells the
// engine what Asterisk says. It decides nothing.
package telephony

import (
	"context"
	"net"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// Dialer makes a connection.
type Dialer = func(ctx context.Context, network, addr string) (net.Conn, error)

// Settings say where the PBX is and what the calls on it are called.
type Settings struct {
	URL, User, Password, App string        // of ARI
	WebSocket                bool          // requests over the events' connection, where Asterisk can
	RequestTimeout           time.Duration // of one request; 0: 5 s
	Dial                     Dialer        // nil: the network's own
	TakeOver                 bool          // take the application's name, even if another client holds it
	Install                  string        // six lower-case letters or digits: the mark of our channels and bridges

	Endpoint  func(dialer.Number) string     // the dial string of a number: "PJSIP/90000001@trunk"
	Abandoned func(dialer.CampaignID) string // the sound of the campaign's abandoned-call message: a path without its ending
	Cue       func(engine.SeatEffect) string // the sound of an agent's cue
	Language  string                         // of the agents' cues: nb, nn or en
	Log       *logrus.Entry
}
