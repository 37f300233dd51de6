package app

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/telephony"
)

// A shifted clock would dial at night, so it works on a demonstration's own PBX only: one on this machine that knows
// the word which the demonstration gave to both.
const (
	demoGlobal = "RINGEVETT_DEMO_PBX" // a global variable of the PBX
	demoMark   = "DEMO CLOCK"         // in the fact of the start, in every report and status
)

// clock is the wall clock in Oslo, shifted in a demonstration.
type clock struct {
	shift   time.Duration
	forward func() time.Time // the clock that only goes forward, in tests; nil: this machine's
}

func (c clock) now() time.Time { return time.Now().In(hours.Oslo()).Add(c.shift) }

// ticking is the clock that only goes forward.
func (c clock) ticking() time.Time {
	if c.forward != nil {
		return c.forward()
	}
	return time.Now()
}

// mark says that the clock is shifted; "" when it is not.
func (c clock) mark() string {
	if c.shift == 0 {
		return ""
	}
	return fmt.Sprintf("%s: shifted by %v", demoMark, c.shift.Round(time.Second))
}

// markIn finds the mark in the fact of a start.
func markIn(f dialer.Fact) string {
	if i := strings.Index(f.Detail, demoMark); f.Kind == dialer.FactStarted && i >= 0 {
		return f.Detail[i:]
	}
	return ""
}

// demoClock gives the clock that begins at the wished time, if this PBX is a demonstration's.
func demoClock(ctx context.Context, at time.Time, s telephony.Settings) (clock, error) {
	if at.IsZero() {
		return clock{}, nil
	}
	refuse := func(why string) (clock, error) {
		return clock{}, fmt.Errorf("%w: --demo-clock works on a demonstration's own PBX only: %s", dialer.ErrRefused,
			why)
	}
	token := os.Getenv(config.DemoToken)
	if !s.Loopback() {
		return refuse("asterisk.url is not on this machine")
	}
	if token == "" {
		return refuse(config.DemoToken + " is not set")
	}
	have, err := telephony.Global(ctx, s, demoGlobal)
	if err != nil {
		return clock{}, fmt.Errorf("ask the PBX whether it is a demonstration's: %w", err)
	}
	if have != token {
		return refuse("its global variable " + demoGlobal + " is not " + config.DemoToken)
	}
	return clock{shift: time.Until(at)}, nil
}
