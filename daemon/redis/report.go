package redis

import (
	"context"
	"slices"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// report keeps the newest fault of a register, "" for all of them; nil ends it. It logs when the first fault comes and
// when every register is trusted again.
func (s *Sets) report(ctx context.Context, r dialer.RegisterID, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.faults, r)
	if err != nil {
		s.faults[r] = err
	}
	switch {
	case ctx.Err() != nil:
	case err != nil && !s.trouble:
		s.trouble = true
		s.log.WithField("register", r).WithError(err).
			Warn("registers in Redis cannot be trusted; nothing is dialed that must be checked against them")
	case s.trouble && s.allTrusted():
		s.trouble = false
		s.log.Info("registers in Redis are whole again")
	}
}

// allTrusted reports whether there is no fault and every register has a token. s.mu is held.
func (s *Sets) allTrusted() bool {
	return len(s.faults) == 0 &&
		!slices.ContainsFunc(s.names, func(r dialer.RegisterID) bool { return s.tokens[r] == nil })
}

// reportDrift names a drift that is being mended.
func (s *Sets) reportDrift(r dialer.RegisterID, what string, count int) {
	s.log.WithFields(logrus.Fields{"register": r, "what": what, "count": count}).
		Warn("Redis had drifted from what this daemon's disk knows; it is put right")
}
