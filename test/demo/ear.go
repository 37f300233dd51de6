package main

import (
	"math"
	"time"

	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// follow tells how much of a prompt was heard, 0 to 1, that begins at the beginning of what was received. A PBX under
// load plays slower and leaves gaps: so each quarter second is looked for where the last one ended, or a little
// later.
func follow(received, prompt []int16) float64 {
	const size, back, ahead = phone.Rate / 4, phone.Rate / 50, phone.Rate / 5
	var sum, weight float64
	mean, at := energy(prompt)/float64(max(1, len(prompt)/size)), 0
	for i := 0; i+size <= len(prompt); i += size {
		piece := prompt[i : i+size]
		w, best, where := energy(piece), 0.0, at
		for from := max(0, at-back); from <= at+ahead && from+size <= len(received); from++ {
			if c := alike(received[from:from+size], piece); c > best {
				best, where = c, from
			}
		}
		if w < mean/20 || best < 0.5 { // a pause, or nothing of it: it says nothing of the place
			where = at
		}
		sum, weight, at = sum+w*best, weight+w, where+size
	}
	if weight == 0 {
		return 0
	}
	return sum / weight
}

// alike is the correlation of two equally long sounds.
func alike(a, b []int16) float64 {
	var ab, aa, bb float64
	for i := 0; i < len(b); i += 2 {
		x, y := float64(a[i]), float64(b[i])
		ab, aa, bb = ab+x*y, aa+x*x, bb+y*y
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return ab / math.Sqrt(aa*bb)
}

func energy(pcm []int16) (sum float64) {
	for _, s := range pcm {
		sum += float64(s) * float64(s)
	}
	return sum
}

// whole waits for the end of a sound that has begun, an eighth of its length more where the PBX is slow.
func whole(c *phone.Call, prompt []int16, from time.Time, wait func(time.Duration) bool) (score float64, to time.Time) {
	to = from.Add(lasts(prompt))
	for last := to.Add(lasts(prompt)/8 + time.Second); ; to = to.Add(500 * time.Millisecond) {
		waited := wait(time.Until(to) + listenEvery)
		score = follow(c.Between(from, to.Add(listenEvery)), prompt)
		if score > 0.85 || !waited || to.After(last) {
			return score, to
		}
	}
}
