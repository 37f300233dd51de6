package peers

import "math"

// difference is the distribution of (answers − agents who come free), each with its own chance: exact while few, and
// the normal approximation with its correction for skewness beyond.
type difference struct {
	mean, variance, third float64
	up, down              int
	exact                 [2*exactly + 1]float64 // shifted by exactly
}

// exactly is how many answers, and how many agents, are counted one by one.
const exactly = 24

func (d *difference) clear() {
	*d = difference{}
	d.exact[exactly] = 1
}

// come adds an answer of this chance.
func (d *difference) come(p float64) {
	d.mean += p
	d.variance += p * (1 - p)
	d.third += p * (1 - p) * (1 - 2*p)
	d.up++
	if d.up > exactly || d.down > exactly {
		return
	}
	for i := exactly + d.up; i > exactly-d.down; i-- {
		d.exact[i] = d.exact[i]*(1-p) + d.exact[i-1]*p
	}
	d.exact[exactly-d.down] *= 1 - p
}

// leave adds an agent who comes free with this chance.
func (d *difference) leave(p float64) {
	d.mean -= p
	d.variance += p * (1 - p)
	d.third -= p * (1 - p) * (1 - 2*p)
	d.down++
	if d.up > exactly || d.down > exactly {
		return
	}
	for i := exactly - d.down; i < exactly+d.up; i++ {
		d.exact[i] = d.exact[i]*(1-p) + d.exact[i+1]*p
	}
	d.exact[exactly+d.up] *= 1 - p
}

// atLeast is the chance of k or more.
func (d *difference) atLeast(k int) float64 {
	if k > d.up {
		return 0
	}
	if k <= -d.down {
		return 1
	}
	if d.up <= exactly && d.down <= exactly {
		sum := 0.0
		for _, p := range d.exact[exactly+k : exactly+d.up+1] {
			sum += p
		}
		return sum
	}
	sd := math.Sqrt(d.variance)
	x := (float64(k) - 0.5 - d.mean) / sd
	skew := d.third / (sd * sd * sd)
	q := 0.5*math.Erfc(x/math.Sqrt2) + skew/6*(x*x-1)*math.Exp(-x*x/2)/math.Sqrt(2*math.Pi)
	return min(1, max(0, q))
}
