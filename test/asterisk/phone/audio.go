package phone

import (
	"math"
	"time"
)

// loudness above which a packet counts as sound and not as line noise.
const loudLevel = -40.0

// Level is the loudness of samples in dBFS, a full-scale square wave being 0; silence is -100.
func Level(pcm []int16) float64 {
	power := power(pcm)
	if power < 1e-10 {
		return -100
	}
	return 10 * math.Log10(power)
}

func power(pcm []int16) float64 {
	if len(pcm) == 0 {
		return 0
	}
	var sum float64
	for _, s := range pcm {
		v := float64(s) / 32768
		sum += v * v
	}
	return sum / float64(len(pcm))
}

// ToneShare is how much of the sound's energy lies at hz, 0 to 1 (Goertzel's filter).
func ToneShare(pcm []int16, hz float64) float64 {
	total := power(pcm)
	if total < 1e-10 {
		return 0
	}
	w := 2 * math.Cos(2*math.Pi*hz/Rate)
	var s1, s2 float64
	for _, s := range pcm {
		s1, s2 = float64(s)/32768+w*s1-s2, s1
	}
	n := float64(len(pcm))
	tone := 2 * (s1*s1 + s2*s2 - w*s1*s2) / (n * n) // power of a sine of that amplitude
	return min(1, tone/total)
}

// HasTone tells whether the sound is mostly a tone of hz and loud enough to be heard.
func HasTone(pcm []int16, hz float64) bool {
	return Level(pcm) > loudLevel && ToneShare(pcm, hz) > 0.5
}

// Likeness tells how far a prompt is to be found in received sound: a score of 0 to 1 (above 0.8: it was played whole
// and clear; 0.5: half of it) and where in received it begins. Volume does not matter.
func Likeness(received, prompt []int16) (score float64, at time.Duration) {
	half := len(prompt) / 2
	for _, from := range []int{0, half} { // a prompt cut short must be found by its beginning
		probeAt := from + loudest(prompt[from:from+half], Rate/2)
		fits, begin := Find(received, prompt[probeAt:min(len(prompt), probeAt+Rate/2)])
		if fits == 0 {
			continue
		}
		begin -= probeAt
		if s := pieces(received, prompt, begin); s > score {
			score, at = s, duration(max(0, begin))
		}
	}
	return score, at
}

// pieces compares quarter seconds, each weighted by its energy and allowed to be up to 5 ms off.
func pieces(received, prompt []int16, begin int) float64 {
	var sum, weight float64
	const size, slack = Rate / 4, Rate / 200
	for i := 0; i+size <= len(prompt); i += size {
		piece := prompt[i : i+size]
		w, best := power(piece), 0.0
		for d := -slack; d <= slack; d++ {
			from := begin + i + d
			// the phone may have missed the first or the last packets of a prompt
			first, last := max(0, -from), min(size, len(received)-from)
			if last-first > size/2 {
				best = max(best, correlation(received[from+first:from+last], piece[first:last]))
			}
		}
		sum, weight = sum+w*best, weight+w
	}
	if weight == 0 {
		return 0
	}
	return sum / weight
}

// correlation of two equally long sounds; 1: the same but for volume.
func correlation(a, b []int16) float64 {
	var ab, aa, bb float64
	for i := range b {
		x, y := float64(a[i]), float64(b[i])
		ab, aa, bb = ab+x*y, aa+x*x, bb+y*y
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return ab / math.Sqrt(aa*bb)
}

// loudest is where the window of n samples with the most energy begins, to a tenth of the window.
func loudest(pcm []int16, n int) int {
	best, at := -1.0, 0
	for i := 0; i+n <= len(pcm); i += n / 10 {
		if p := power(pcm[i : i+n]); p > best {
			best, at = p, i
		}
	}
	return at
}
