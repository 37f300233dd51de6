package app

import (
	"context"
	"errors"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/check"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/probe"
	"github.com/ringevett/ringevett/daemon/redis"
	"github.com/ringevett/ringevett/daemon/registers"
	"github.com/ringevett/ringevett/daemon/settings"
	"github.com/ringevett/ringevett/daemon/telephony"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Check looks at everything that dialing needs; path is the configuration's.
func Check(
	ctx context.Context, path string, load func() (config.Config, error), version string, log *logrus.Entry,
) []probe.Finding {
	return check.Check(ctx, checking(path, load, version, log))
}

// Watched is Check for somebody who is told of faults alone, with those that a running daemon tells of itself.
func Watched(
	ctx context.Context, path string, load func() (config.Config, error), version string, log *logrus.Entry,
) []check.Fault {
	return check.Watched(ctx, checking(path, load, version, log))
}

func checking(path string, load func() (config.Config, error), version string, log *logrus.Entry) check.Checking {
	return check.Checking{
		Path: path, Version: version, Load: load,
		PBX: func(c config.Config) (telephony.Settings, error) { return settings.Telephony(c, log) },
		Open: func(ctx context.Context, c config.Config) (check.House, error) {
			h, err := Open(ctx, c, ToRead, version, log)
			if err != nil {
				return check.House{}, err
			}
			return h.checked(), nil
		},
	}
}

// checked is the house as check looks at it.
func (h *Rooms) checked() check.House {
	return check.House{
		Book: h.store, Registers: h.Registers, Campaigns: h.Manager, Close: h.Close,
		Ready: func(ctx context.Context) error { return registers.Ready(ctx, h.sets) },
		Verify: func(ctx context.Context) (verb.JournalReport, error) {
			return h.VerifyJournal(ctx, verb.Noted{})
		},
		Refused: h.store.RefusedWith,
		Trained: func(ctx context.Context) ([]verb.Trained, error) {
			return h.TrainingList(ctx, verb.TrainingQuery{})
		},
		People: func(ctx context.Context) (entered, waiting int, err error) {
			entered, requests, err := h.EnteredAndWaiting(ctx)
			return entered, len(requests), err
		},
		Undelivered: func(ctx context.Context) (int, error) {
			all, err := h.store.Undelivered(ctx)
			return len(all), err
		},
		Redis: func(ctx context.Context) (redis.Health, error) {
			shared, ok := h.sets.(*redis.Sets)
			if !ok {
				return redis.Health{}, errors.New("registers.backend is redis, and another is open")
			}
			return shared.Health(ctx)
		},
	}
}

// sayFiles has the log of a start say what check says of the files on this machine, once. What only a look at the
// book or the PBX can show is check's alone.
func sayFiles(ctx context.Context, o Options) {
	for _, f := range check.Files(ctx, o.Path, o.Config) {
		if f.Level != probe.OK {
			o.Log.WithField("do", f.Do).Warn("check says: " + f.Name + ": " + f.Text)
		}
	}
}

// LookAtPBX looks at the PBX of a configuration that need not be in force yet.
func LookAtPBX(ctx context.Context, c config.Config, ask check.PBXAsked, log *logrus.Entry) (check.PBXSeen, error) {
	s, err := settings.Telephony(c, log)
	if err != nil {
		return check.PBXSeen{}, err
	}
	return check.LookAtPBX(ctx, c, s, ask), nil
}
