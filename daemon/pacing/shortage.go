package pacing

import "math"

// shortage is the chance that more calls are answered than agents come free, at one moment ahead. It is a sum of
// coins: each call that may be answered, and each busy agent who may stay busy; a shortage is a sum above the agents
// there are. Few coins are added up exactly, many by the normal law corrected for skewness.
type shortage struct {
	coins           int
	mean, vari, mu3 float64
	chances         [exact + 1]float64 // of each sum, while coins are few
	agents          int
}

const exact = 48 // coins: the exact sum costs their square

// clear forgets the coins; agents is how many answers are served without anybody's coming free.
func (s *shortage) clear(agents int) {
	s.coins, s.mean, s.vari, s.mu3, s.agents = 0, 0, 0, 0, agents
	s.chances[0] = 1
}

// call may be answered by then.
func (s *shortage) call(p float64) { s.coin(p) }

// busy may be free by then: one more agent, and a coin that he is not.
func (s *shortage) busy(free float64) {
	s.agents++
	s.coin(1 - free)
}

func (s *shortage) coin(p float64) {
	s.coins++
	v := p * (1 - p)
	s.mean += p
	s.vari += v
	s.mu3 += v * (1 - 2*p)
	if s.coins > exact {
		return
	}
	s.chances[s.coins] = s.chances[s.coins-1] * p
	for i := s.coins - 1; i > 0; i-- {
		s.chances[i] = s.chances[i]*(1-p) + s.chances[i-1]*p
	}
	s.chances[0] *= 1 - p
}

// chance is that the next answer finds no agent: at least as many others are answered as there are agents.
func (s *shortage) chance() float64 {
	switch {
	case s.agents <= 0:
		return 1
	case s.agents > s.coins:
		return 0
	case s.coins <= exact:
		sum := 0.0
		for i := s.agents; i <= s.coins; i++ {
			sum += s.chances[i]
		}
		return sum
	}
	return s.normal()
}

func (s *shortage) normal() float64 {
	if s.vari < 1e-9 {
		if s.mean >= float64(s.agents)-0.5 {
			return 1
		}
		return 0
	}
	dev := math.Sqrt(s.vari)
	x := (float64(s.agents) - 0.5 - s.mean) / dev
	if x > 8 || x < -8 {
		return math.Max(0, math.Copysign(1, -x))
	}
	skew := s.mu3 / (s.vari * dev)
	density := math.Exp(-x*x/2) / math.Sqrt(2*math.Pi)
	tail := math.Erfc(x/math.Sqrt2)/2 + skew/6*(x*x-1)*density
	return math.Min(1, math.Max(0, tail))
}
