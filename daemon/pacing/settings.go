package pacing

import (
	"errors"
	"fmt"
	"time"
)

// MaxLimit is the most that may be abandoned, in per cent of the established calls (norm 4.6.2).
const MaxLimit = 5

// Settings are what a campaign's pacing is bound by. Everything else it learns while it runs.
type Settings struct {
	Limit         int           // per cent that may never be passed, at most MaxLimit; 0: nothing in surplus, ever
	Spend         float64       // per cent that the forecast aims at on average, at most Limit
	Grace         time.Duration // T: longest that a consumer may wait for an agent
	Ring          time.Duration // longest that an attempt lives unanswered, from its dialing on
	SmallCrew     int           // with fewer agents on the line: power
	ReserveAgents int           // agents that may vanish while calls in surplus ring (norm 2.5 v)
	FalseMachines int           // of 1000 machines found at the answer, how many were persons; 0: no machine detection
}

// Defaults are the settings of a campaign that names none.
func Defaults() Settings {
	return Settings{
		Limit: MaxLimit, Spend: 2, Grace: 2 * time.Second, Ring: 45 * time.Second, SmallCrew: 3, ReserveAgents: 1,
	}
}

// Check names every setting that is out of range.
func (s Settings) Check() error {
	var errs []error
	outside := func(bad bool, key string, value any, allowed string) {
		if bad {
			errs = append(errs, fmt.Errorf("%s: %v is not within %s", key, value, allowed))
		}
	}
	outside(s.Limit < 0 || s.Limit > MaxLimit, "limit", s.Limit, fmt.Sprintf("0–%d per cent (4.6.2)", MaxLimit))
	outside(!(s.Spend >= 0 && s.Spend <= float64(s.Limit)), "spend", s.Spend,
		fmt.Sprintf("0–%d per cent, the limit", s.Limit))
	outside(s.Grace < 0 || s.Grace > 2*time.Second, "grace", s.Grace, "0–2s")
	outside(s.Ring <= 0 || s.Ring > 3*time.Minute, "ring", s.Ring, "1ns–3m")
	outside(s.SmallCrew < 0, "small crew", s.SmallCrew, "0 and more")
	outside(s.ReserveAgents < 0, "reserve agents", s.ReserveAgents, "0 and more")
	outside(s.FalseMachines < 0 || s.FalseMachines > 1000, "false machines", s.FalseMachines, "0–1000 of 1000")
	return errors.Join(errs...)
}
