package sim

import (
	"math"
	"time"
)

// Random is a small generator (splitmix64) whose whole state is one number, so each call and each agent has its own.
type Random uint64

// Streams keep the draws of calls and of agents apart.
const (
	callStream uint64 = iota + 1
	breakStream
	vanishStream
)

// stream starts the generator of one thing: call or agent number i under this seed.
func stream(seed, kind, i uint64) Random {
	r := Random(seed*0x9e3779b97f4a7c15 ^ kind<<56)
	r = Random(r.next() + i)
	r = Random(r.next())
	return r
}

func (r *Random) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// uniform is in (0, 1).
func (r *Random) uniform() float64 { return (float64(r.next()>>11) + 0.5) / (1 << 53) }

func (r *Random) normal() float64 {
	return math.Sqrt(-2*math.Log(r.uniform())) * math.Cos(2*math.Pi*r.uniform())
}

// gamma with shape ≥ 1 and scale 1, by Marsaglia and Tsang's method.
func (r *Random) gamma(shape float64) float64 {
	d := shape - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		x := r.normal()
		v := 1 + c*x
		if v <= 0 {
			continue
		}
		v *= v * v
		if math.Log(r.uniform()) < x*x/2+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}

// Draw takes one duration from a distribution.
type Draw func(*Random) time.Duration

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

// Gamma has mean and least in seconds, and cv = standard deviation / mean, at most 1.
func Gamma(mean, cv, least float64) Draw {
	shape := 1 / (cv * cv)
	return func(r *Random) time.Duration { return seconds(max(least, r.gamma(shape)*mean/shape)) }
}

// Exponential has mean and least in seconds.
func Exponential(mean, least float64) Draw {
	return func(r *Random) time.Duration { return seconds(max(least, -mean*math.Log(r.uniform()))) }
}

// Lognormal has its mean in seconds, and cv.
func Lognormal(mean, cv float64) Draw {
	v := math.Log(1 + cv*cv)
	return func(r *Random) time.Duration {
		return seconds(math.Exp(math.Log(mean) - v/2 + math.Sqrt(v)*r.normal()))
	}
}

// Always is the same number of seconds every time.
func Always(s float64) Draw { return func(*Random) time.Duration { return seconds(s) } }

// Either is a with this chance, else b.
func Either(chance float64, a, b Draw) Draw {
	return func(r *Random) time.Duration {
		if r.uniform() < chance {
			return a(r)
		}
		return b(r)
	}
}
