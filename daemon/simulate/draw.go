package simulate

import (
	"math"
	"math/rand/v2"
	"time"
)

// Draw takes one duration from a distribution.
type Draw func(*rand.Rand) time.Duration

// What is drawn for, so that one thing's luck is not another's.
const (
	ofCalls uint64 = iota + 1
	ofBreaks
	ofPhones
)

// luck is the chance of one thing: call or agent number i.
func luck(seed, of, i uint64) *rand.Rand {
	return rand.New(rand.NewPCG(mix(seed^of<<56), mix(i)))
}

// mix scatters numbers that follow on one another (splitmix64's last step).
func mix(z uint64) uint64 {
	z += 0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// Gamma has a mean and cv, the standard deviation's share of it, at most 1.
func Gamma(mean time.Duration, cv float64, least time.Duration) Draw {
	shape := 1 / (cv * cv)
	return func(r *rand.Rand) time.Duration {
		return max(least, time.Duration(gamma(r, shape)*float64(mean)/shape))
	}
}

// gamma with shape of 1 and more and scale 1, by Marsaglia and Tsang.
func gamma(r *rand.Rand, shape float64) float64 {
	d := shape - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		x := r.NormFloat64()
		v := 1 + c*x
		if v <= 0 {
			continue
		}
		v *= v * v
		if math.Log(1-r.Float64()) < x*x/2+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}

// Exponential has no memory: a phone that was not lost for an hour is no nearer to it.
func Exponential(mean, least time.Duration) Draw {
	return func(r *rand.Rand) time.Duration { return max(least, time.Duration(r.ExpFloat64()*float64(mean))) }
}

// Lognormal is most conversations, and a few very long ones.
func Lognormal(mean time.Duration, cv float64) Draw {
	v := math.Log(1 + cv*cv)
	return func(r *rand.Rand) time.Duration {
		return time.Duration(float64(mean) * math.Exp(math.Sqrt(v)*r.NormFloat64()-v/2))
	}
}

// Either is the first with this chance, else the second.
func Either(chance float64, a, b Draw) Draw {
	return func(r *rand.Rand) time.Duration {
		if r.Float64() < chance {
			return a(r)
		}
		return b(r)
	}
}

// Measured draws from what was measured; there must be something.
func Measured(all []time.Duration) Draw {
	return func(r *rand.Rand) time.Duration { return all[r.IntN(len(all))] }
}
