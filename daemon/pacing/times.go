package pacing

import "math"

// times is what is known of how long something takes: a histogram that forgets. Its bins are one unit wide up to 32
// units, two up to 64, four up to 128, and so on: fine where hazards are steep, and hours fit in.
type times struct {
	unit   float64 // seconds
	weight float64 // of the next one; grows, which is to forget the others
	growth float64
	bins   [bins]float64
	below  [bins + 1]float64 // share under each bin's lower edge
}

const (
	linear  = 32 // bins of one unit
	octaves = 8  // each of half as many bins, twice as wide as those before
	bins    = linear + 16*octaves
)

// newTimes begins with a belief that weighs as much as some observations, and remembers about the last few hundred.
func newTimes(unit, remember, weight float64, belief func(seconds float64) float64) times {
	t := times{unit: unit, weight: 1, growth: 1 + 1/remember}
	for i := range t.bins {
		t.bins[i] = weight * (belief(t.edge(i+1)) - belief(t.edge(i)))
	}
	t.sum()
	return t
}

// exponential is the belief of somebody who knows a mean only.
func exponential(mean float64) func(float64) float64 {
	return func(s float64) float64 { return 1 - math.Exp(-s/mean) }
}

// edge is the lower edge of a bin, in seconds.
func (t *times) edge(i int) float64 {
	if i < linear {
		return t.unit * float64(i)
	}
	octave, step := (i-linear)/16, (i-linear)%16
	return t.unit * linear * math.Ldexp(1+float64(step)/16, octave)
}

// place is the bin of a time and how far into it.
func (t *times) place(seconds float64) (int, float64) {
	x := seconds / t.unit
	if !(x > 0) {
		return 0, 0
	}
	if x < linear {
		i := int(x)
		return i, x - float64(i)
	}
	bits := math.Float64bits(x) // exponent: octave; the four highest bits of the mantissa: step
	i := linear + 16*(int(bits>>52)-1023-5) + int(bits>>48&15)
	if i >= bins {
		return bins - 1, 1
	}
	return i, float64(bits&(1<<48-1)) / (1 << 48)
}

// add learns one.
func (t *times) add(seconds float64) {
	t.weight *= t.growth
	if t.weight > 1e9 {
		for i := range t.bins {
			t.bins[i] /= t.weight
		}
		t.weight = 1
	}
	i, _ := t.place(seconds)
	t.bins[i] += t.weight
	t.sum()
}

func (t *times) sum() {
	total := 0.0
	for i := range t.bins {
		t.below[i] = total
		total += t.bins[i]
	}
	t.below[bins] = total
	for i := range t.below {
		t.below[i] /= total
	}
}

// by is the share that took no longer.
func (t *times) by(seconds float64) float64 {
	i, part := t.place(seconds)
	return t.below[i] + part*(t.below[i+1]-t.below[i])
}

// within is the share, of those that took longer than elapsed, that end in the window after it.
func (t *times) within(elapsed, window float64) float64 {
	gone := t.by(elapsed)
	left := 1 - gone
	if left < 1e-9 {
		return 1
	}
	return (t.by(elapsed+window) - gone) / left
}

// quantile is the time that the share does not exceed.
func (t *times) quantile(share float64) float64 {
	lo, hi := 0, bins
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; t.below[mid] <= share {
			lo = mid
		} else {
			hi = mid
		}
	}
	part := (share - t.below[lo]) / math.Max(t.below[lo+1]-t.below[lo], 1e-12)
	return t.edge(lo) + part*(t.edge(lo+1)-t.edge(lo))
}
