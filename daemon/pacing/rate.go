package pacing

import "math"

// rate is how often a dialed number answers, per unit of what was expected of it. Answers are held against dials as far
// as these have had time to be answered, so that calls still ringing do not pull it down.
type rate struct {
	step       float64 // seconds of one cohort
	young      [cohorts]tally
	now        int // number of the newest cohort
	slow, fast tally
	value      float64
}

// tally is dials, each weighed with what was expected of it, and answers.
type tally struct{ dials, answers float64 }

const (
	cohorts             = 64
	slowTime, slowDials = 900.0, 300.0 // what the slow window remembers: the longer of both
	fastTime, fastDials = 60.0, 60.0
	jump                = 3.0  // standard deviations that say that times have changed
	restart             = 20.0 // dials that count from before a jump
)

func newRate(longest, belief, weight float64) rate {
	prior := tally{weight, weight * belief}
	return rate{step: longest / (cohorts - 4), slow: prior, fast: prior, value: belief}
}

// advance closes the cohorts that are too old to be answered any more.
func (r *rate) advance(now float64) {
	n := int(now / r.step)
	if n-r.now > 4*cohorts { // a long pause: as good as all of them closed
		r.now = max(r.now, n-4*cohorts)
	}
	for ; r.now < n; r.now++ {
		old := &r.young[(r.now+1)%cohorts]
		r.slow.take(*old, r.step/slowTime, old.dials/slowDials)
		r.fast.take(*old, r.step/fastTime, old.dials/fastDials)
		*old = tally{}
	}
}

// take adds a cohort and forgets by time or by number, whichever is slower.
func (t *tally) take(c tally, byTime, byDials float64) {
	keep := math.Exp(-math.Min(byTime, byDials))
	t.dials = t.dials*keep + c.dials
	t.answers = t.answers*keep + c.answers
}

func (r *rate) dialed(at, weight float64) {
	r.advance(at)
	r.young[r.now%cohorts].dials += weight
}

func (r *rate) answered(dialed float64) {
	if n := int(dialed / r.step); n <= r.now && n > r.now-cohorts {
		r.young[n%cohorts].answers++
		return
	}
	r.slow.answers++
	r.fast.answers++
}

// settle works out the rate as of now, answer times being what they are.
func (r *rate) settle(now float64, pickUp *times) {
	r.advance(now)
	var young tally
	for back := 0; back < cohorts-1; back++ {
		n := r.now - back
		if n < 0 {
			break
		}
		c := r.young[n%cohorts]
		if c.dials == 0 && c.answers == 0 {
			continue
		}
		age := now - (float64(n)+0.5)*r.step
		young.dials += c.dials * pickUp.by(age)
		young.answers += c.answers
	}
	slow, fast := r.slow.with(young), r.fast.with(young)
	r.value = slow.answers / slow.dials
	recent := fast.answers / fast.dials
	if math.Abs(recent-r.value) > jump*math.Sqrt(r.value*math.Max(0.05, 1-r.value)/fast.dials) {
		r.slow, r.value = r.fast.weighing(restart), recent
	}
}

// weighing keeps the ratio, and forgets all but so many dials.
func (t tally) weighing(dials float64) tally {
	return tally{dials, dials * t.answers / math.Max(t.dials, 1e-9)}
}

func (t tally) with(c tally) tally { return tally{t.dials + c.dials, t.answers + c.answers} }
