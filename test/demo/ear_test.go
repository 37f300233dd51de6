package main

import (
	"math/rand/v2"
	"testing"

	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// A prompt with gaps, as a busy PBX plays it, is that prompt; half of it is half of it, and another is none.
func TestASlowPromptIsKnown(t *testing.T) {
	noise := func(seed uint64) (pcm []int16) {
		r := rand.New(rand.NewPCG(seed, 1))
		for range 8 * phone.Rate {
			pcm = append(pcm, int16(r.IntN(8000)-4000))
		}
		return pcm
	}
	prompt := noise(1)
	var gaps []int16
	for i := 0; i < len(prompt); i += phone.Rate {
		gaps = append(append(gaps, prompt[i:i+phone.Rate]...), make([]int16, phone.Rate/10)...)
	}
	tests := []struct {
		name      string
		heard     []int16
		low, high float64
	}{
		{"as it is", prompt, 0.99, 1.01},
		{"with a gap each second", gaps, 0.9, 1.01},
		{"its first half", prompt[:4*phone.Rate], 0.45, 0.55},
		{"another", noise(2), 0, 0.2},
		{"nothing", nil, 0, 0},
	}
	for _, tt := range tests {
		if got := follow(tt.heard, prompt); got < tt.low || got > tt.high {
			t.Errorf("%s: %.2f, want %.2f to %.2f", tt.name, got, tt.low, tt.high)
		}
	}
}
