package pacing

import (
	"math"
	"time"
)

// steering finds the price of an abandoned call: the risk that a call in surplus may carry. One risk for all states is
// what the exact optimum comes to (a call is dialed while its chance of finding no agent is under one threshold); which
// one spends the target is found without a model: up a little with each call that met its agent, down a lot with each
// abandoned one (Robbins and Monro), in log-odds, for a large floor needs one near 1.
type steering struct {
	logOdds float64
	target  float64 // share to be abandoned now
	usual   float64 // calls in surplus, as the forecast wants them
	flow    float64 // established calls in a second, lately
	flowAt  float64
	wantAt  float64
}

const (
	stride      = 0.2
	firstRisk   = 0.03
	logOddsMost = 7.0
	aheadTime   = 3600.0 // seconds in which what is left over is spent
	// times the root of the usual surplus, and that itself: kept in the bank, so that the guard rarely binds
	spread = 3.0
)

func newSteering(s Settings) steering {
	return steering{logOdds: math.Log(firstRisk / (1 - firstRisk)), target: s.Spend / 100}
}

func (s *steering) risk() float64 { return 1 / (1 + math.Exp(-s.logOdds)) }

func (s *steering) connected(at time.Duration) {
	s.step(stride * s.target)
	s.count(at)
}

func (s *steering) abandoned(at time.Duration) {
	s.step(-stride * (1 - s.target))
	s.count(at)
}

func (s *steering) step(by float64) {
	s.logOdds = math.Min(logOddsMost, math.Max(-logOddsMost, s.logOdds+by))
}

// count keeps the flow: calls in a second over the last quarter of an hour.
func (s *steering) count(at time.Duration) {
	s.fade(at)
	s.flow += 1.0 / 900
}

func (s *steering) fade(at time.Duration) {
	s.flow *= math.Exp((s.flowAt - at.Seconds()) / 900)
	s.flowAt = at.Seconds()
}

// aim sets the target by what the ledgers have left: more than the reserve is spent within the hour.
func (s *steering) aim(o *Observation, set Settings) {
	s.fade(o.Now)
	spend := set.Spend / 100
	s.target = 0.5
	for _, l := range o.Ledgers {
		ahead := aheadTime
		if l.End > 0 {
			ahead = math.Min(ahead, (l.End - o.Now).Seconds())
		}
		answers := math.Max(20, s.flow*ahead)
		e, a := float64(l.Established), float64(l.Abandoned+l.Waiting)
		reserve := 1 + float64(set.ReserveAgents) + s.usual + spread*math.Sqrt(s.usual)
		left := math.Min(spend*e-a, float64(set.Limit)/100*e-a-reserve)
		s.target = math.Min(s.target, spend+left/answers)
	}
	s.target = math.Max(0, math.Min(s.target, 3*spend))
}

// want notes how much surplus the forecast would have: the usual one over some minutes.
func (s *steering) want(at time.Duration, surplus float64) {
	keep := math.Exp((s.wantAt - at.Seconds()) / 300)
	s.usual = s.usual*keep + math.Max(0, surplus)*(1-keep)
	s.wantAt = at.Seconds()
}
