// Package optimum computes what no algorithm without cancelling can beat in the memoryless model: exponential ring
// and talk times, no grace, no breaks. It is an average-reward Markov decision process with the abandonment
// constraint priced in: state (busy agents, calls in the air), action: dial up to so many.
package optimum

import "math"

// Model is the memoryless floor. Times in seconds, Limit as a share of the answered.
type Model struct {
	Agents int
	Answer float64
	Ring   float64
	Talk   float64
	Limit  float64
}

// Standard is the model of the bench's memoryless scenario.
func Standard(agents int, answer, limit float64) Model {
	return Model{Agents: agents, Answer: answer, Ring: 12, Talk: 125, Limit: limit}
}

// precision of the occupancy, as a share.
const precision = 2e-5

// Occupancy is the best share of busy agents with, on average, at most Limit of the answered abandoned.
//
// For each price of an abandoned call the best average reward, occupancy − price × (abandoned − Limit × answered), is
// an upper bound; it is convex in the price, and its least value is the constrained optimum (mixing two policies
// where none alone spends exactly the limit).
func (m Model) Occupancy() float64 {
	s := newSolver(m)
	golden := (math.Sqrt(5) - 1) / 2
	lo, hi := 0.0, 20*m.Talk/float64(m.Agents) // an abandoned call is never worth more conversations than that
	a, b := hi-golden*(hi-lo), lo+golden*(hi-lo)
	fa, fb := s.solve(a), s.solve(b)
	for range 20 {
		if fa < fb {
			hi, b, fb = b, a, fa
			a = hi - golden*(hi-lo)
			fa = s.solve(a)
		} else {
			lo, a, fa = a, b, fb
			b = lo + golden*(hi-lo)
			fb = s.solve(b)
		}
	}
	return min(fa, fb)
}

// solver holds the relative values, which the next price starts from.
type solver struct {
	Model
	most   int       // calls in the air
	values []float64 // by busy × (most+1) + in the air, before dialing
	after  []float64 // after dialing
}

func newSolver(m Model) *solver {
	steady := float64(m.Agents) * m.Ring / m.Talk / m.Answer
	s := &solver{Model: m, most: 40 + int(3*steady)}
	s.values = make([]float64, (m.Agents+1)*(s.most+1))
	s.after = make([]float64, len(s.values))
	return s
}

// solve is the best average reward at this price, by relative value iteration on the uniformised chain.
func (s *solver) solve(price float64) float64 {
	rate := float64(s.Agents)/s.Talk + float64(s.most)/s.Ring
	for {
		s.step(price, rate)
		least, greatest := s.dial()
		if (greatest-least)*rate < precision {
			return (greatest + least) / 2 * rate
		}
	}
}

// step values every state after dialing by what happens next.
func (s *solver) step(price, rate float64) {
	w := s.most + 1
	for b := 0; b <= s.Agents; b++ {
		ends := float64(b) / s.Talk / rate
		for r := 0; r <= s.most; r++ {
			answered := float64(r) / s.Ring * s.Answer / rate
			failed := float64(r) / s.Ring * (1 - s.Answer) / rate
			i := b*w + r
			v := float64(b)/float64(s.Agents)/rate + (1-ends-answered-failed)*s.values[i]
			if b > 0 {
				v += ends * s.values[i-w]
			}
			switch {
			case r == 0:
			case b < s.Agents:
				v += answered*(s.values[i+w-1]+price*s.Limit) + failed*s.values[i-1]
			default:
				v += answered*(s.values[i-1]-price*(1-s.Limit)) + failed*s.values[i-1]
			}
			s.after[i] = v
		}
	}
}

// dial takes the best level at or above what is in the air, and tells the least and greatest gain in value.
func (s *solver) dial() (least, greatest float64) {
	least, greatest = math.Inf(1), math.Inf(-1)
	w := s.most + 1
	origin := 0.0
	for b := 0; b <= s.Agents; b++ {
		best := math.Inf(-1)
		for r := s.most; r >= 0; r-- {
			i := b*w + r
			best = max(best, s.after[i])
			gain := best - s.values[i]
			least, greatest = min(least, gain), max(greatest, gain)
			s.values[i] = best
		}
		if b == 0 {
			origin = s.values[0]
		}
	}
	for i := range s.values { // relative to the empty floor, so that values stay small
		s.values[i] -= origin
	}
	return least, greatest
}
