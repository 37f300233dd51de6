package peers

import (
	"math"
	"time"

	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/test/pacing/sim"
)

// Mode is what VICIdial does while today's drops are above the target.
type Mode uint8

// Its adaptive modes.
const (
	Average Mode = iota // halve the level
	Hard                // level 1
	Tapered             // by the hours left
)

// Its own clocks.
const (
	placing    = 2500 * time.Millisecond
	sampling   = time.Second
	adapting   = 15 * time.Second
	statistics = time.Minute
	samples    = 15
)

// Vicidial moves one dial level (lines per agent) by how many agents stood ready lately, and looks at the drops
// afterwards. It knows neither ring nor talk times.
type Vicidial struct {
	Mode Mode
	Max  float64 // lines per agent; its default is 3
	Drop float64 // target of drops, per cent

	length   time.Duration
	level    float64
	next     [4]time.Duration // placing, sampling, adapting, statistics
	sample   [samples]counts
	taken    int
	calls    int
	answers  int
	drops    int
	share    float64 // today's drops, per cent, as of the last statistics
	known    bool
	last     [3]int // calls, answers and drops a minute ago
	panicked bool   // of the last minute's calls more than half dropped
}

// Start begins at one line per agent.
func (v *Vicidial) Start(s sim.Setup) { v.length, v.level = s.Length, 1 }

// Event keeps today's statistics.
func (v *Vicidial) Event(e pacing.Event) {
	switch e.Kind {
	case pacing.Dialed:
		v.calls++
	case pacing.Answered:
		v.answers++
	case pacing.Abandoned:
		v.drops++
	}
}

// due says whether a clock has struck.
func (v *Vicidial) due(i int, every, now time.Duration) bool {
	if now < v.next[i] {
		return false
	}
	v.next[i] += every
	return true
}

// Decide places only when the placing loop comes round.
func (v *Vicidial) Decide(o *pacing.Observation) pacing.Decision {
	c := count(o)
	if v.due(1, sampling, o.Now) {
		v.sample[v.taken%samples] = c
		v.taken++
	}
	if v.due(3, statistics, o.Now) {
		v.refresh()
	}
	if v.due(2, adapting, o.Now) {
		v.adapt(o.Now)
	}
	if !v.due(0, placing, o.Now) {
		return pacing.Decision{Why: pacing.ByForecast}
	}
	// Agents in wrap-up are out of the tally; calls with agents are in both sums.
	goal := int(math.Round(v.level * float64(c.free+c.held+c.talking)))
	return open(goal - c.ringing - c.waiting - c.talking)
}

func (v *Vicidial) refresh() {
	v.known = v.calls > 50 && v.answers > 0
	if v.known {
		v.share = 100 * float64(v.drops) / float64(v.answers)
	}
	calls, drops := v.calls-v.last[0], v.drops-v.last[2]
	v.panicked = calls > 20 && 2*drops > v.answers-v.last[1]
	v.last = [3]int{v.calls, v.answers, v.drops}
}

// adapt moves the level by the difference of ready agents and waiting calls, then by the drops.
func (v *Vicidial) adapt(now time.Duration) {
	var ready, waiting, all float64
	for _, s := range v.sample[:min(v.taken, samples)] {
		ready, waiting, all = ready+float64(s.free), waiting+float64(s.waiting), all+float64(s.present())
	}
	if all > 0 {
		v.level *= 1 + (ready-waiting)/all
	}
	switch {
	case v.known && v.share > v.Drop:
		v.tooMany(now)
	case v.panicked:
		v.level /= 2
	}
	v.panicked = false
	v.level = min(max(v.level, 1), v.Max)
}

func (v *Vicidial) tooMany(now time.Duration) {
	switch v.Mode {
	case Hard:
		v.level = 1
	case Average:
		v.level /= 2
	case Tapered:
		left := v.length - now
		if hhmm := 100*math.Floor(left.Hours()) + math.Mod(math.Floor(left.Minutes()), 60); hhmm < 1000 {
			v.level *= hhmm / 1000
		}
	}
}
