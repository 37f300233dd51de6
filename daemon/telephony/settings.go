// Package telephony is the only package that knows Asterisk. It sends the engine's effects as ARI requests, and turns
// ARI's events into events of the engine. It decides nothing.
//
// It creates a consumer's channel, puts it into the agent's bridge and dials it; plays and stops sounds; starts and
// stops recordings; hangs up. After a lost connection it lists what the PBX still has, so that the engine can adopt it.
// Its probes for "ringevett check" are in check*.go.
package telephony

import (
	"context"
	"net"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/display"
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

	Endpoint func(dialer.Number) string // the dial string of a number: "PJSIP/90000001@trunk"
	// the sound of the campaign's abandoned-call message: a path without its ending
	Abandoned func(dialer.CampaignID) string
	Cue       func(engine.SeatEffect) []string // the sounds of an agent's cue, in the same form
	Language  string                           // of the agents' cues and displays: nb, nn or en
	Display   display.By                       // the way by which handsets are shown the call
	LoginCode string                           // that agents dial; shown as the other party's number
	Log       *logrus.Entry

	Asked func(took time.Duration, err error) // told of each request that the PBX answered, or that failed; nil: none
	Gap   func()                              // told each time events were lost, before a look at the PBX; nil: none
}
