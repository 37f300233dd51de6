// Package telephony is the one place that knows Asterisk: it carries the engine's effects out through ARI and tells the
// engine what Asterisk says. It decides nothing.
package telephony

import (
	"context"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// Settings say where the PBX is and what the calls on it are called.
type Settings struct {
	URL, User, Password, App string        // of ARI
	WebSocket                bool          // requests over the events' connection, where Asterisk can
	RequestTimeout           time.Duration // of one request; 0: 5 s
	Install                  string        // six lower-case letters or digits: the mark of our channels and bridges

	Endpoint  func(dialer.Number) string     // the dial string of a number: "PJSIP/90000001@trunk"
	Abandoned func(dialer.CampaignID) string // the sound of the campaign's abandoned-call message: a path without its ending
	Cue       func(engine.SeatEffect) string // the sound of an agent's cue
	Language  string                         // of the agents' cues: nb, nn or en
	Log       *logrus.Entry
}

// PBX is the connection to one Asterisk. It is the engine's Phone.
type PBX struct{}

// Start connects and keeps connected until ctx ends; what happens is told to the engine in order.
func Start(ctx context.Context, s Settings, tell func(engine.Event)) *PBX { panic("not yet") }

// Close ends the connection and every goroutine of it.
func (p *PBX) Close() error { panic("not yet") }

// Level says how bad a finding is.
type Level string

// The levels.
const (
	OK   Level = "ok"
	Warn Level = "warn"
	Fail Level = "fail" // must not dial
)

// Finding is one thing that was looked at on the PBX.
type Finding struct {
	Name  string `json:"name"`  // "ari", "version", "modules", "app", "clock", "dialplan"
	Level Level  `json:"level"`
	Text  string `json:"text"` // what was found and, where it is not ok, what to do
}

// Expect is what Check holds the PBX against.
type Expect struct {
	Now             func() time.Time
	DialplanVersion string // the version that `ringevett dialplan` would print
}

// Check looks at the PBX without changing anything on it, and without taking our application's name.
func Check(ctx context.Context, s Settings, x Expect) []Finding { panic("not yet") }

// Global reads a global variable of the PBX; "" when there is none.
func Global(ctx context.Context, s Settings, name string) (string, error) { panic("not yet") }
