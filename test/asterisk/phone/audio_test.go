package phone_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// noise is white noise of about -25 dBFS.
func noise(seed uint64, n int) []int16 {
	r := rand.New(rand.NewPCG(seed, 1))
	pcm := make([]int16, n)
	for i := range pcm {
		pcm[i] = int16(r.IntN(6000) - 3000)
	}
	return pcm
}

func TestLikeness(t *testing.T) {
	prompt, other := noise(1, 2*phone.Rate), noise(2, 2*phone.Rate)
	late := append(make([]int16, 3*phone.Rate/2), prompt...)
	quiet := make([]int16, len(late))
	for i, s := range late {
		quiet[i] = s / 8
	}
	for _, c := range []struct {
		name     string
		received []int16
		low, top float64
		at       time.Duration
	}{
		{"the prompt itself", prompt, 0.99, 1, 0},
		{"later, after silence", late, 0.99, 1, 1500 * time.Millisecond},
		{"eight times quieter", quiet, 0.98, 1, 1500 * time.Millisecond},
		{"another prompt", other, 0, 0.3, 0},
		{"only its first half", prompt[:phone.Rate], 0.3, 0.7, 0},
		{"silence", make([]int16, len(prompt)), 0, 0, 0},
		{"nothing", nil, 0, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			score, at := phone.Likeness(c.received, prompt)
			if score < c.low || score > c.top {
				t.Errorf("score %.3f, want %.2f to %.2f", score, c.low, c.top)
			}
			if score > 0.9 && (at-c.at).Abs() > time.Millisecond {
				t.Errorf("found at %v, want %v", at, c.at)
			}
		})
	}
}

func TestToneAndLevel(t *testing.T) {
	if got := phone.Level(make([]int16, 100)); got != -100 {
		t.Errorf("level of silence %v, want -100", got)
	}
	if phone.HasTone(noise(3, phone.Rate), 400) {
		t.Error("a tone was heard in noise")
	}
}

func TestReadWAVRefusesOtherFormats(t *testing.T) {
	for name, text := range map[string]string{
		"not a WAV file": "hello",
		"stereo": "RIFF\x00\x00\x00\x00WAVEfmt " +
			"\x10\x00\x00\x00\x01\x00\x02\x00\x40\x1f\x00\x00\x00\x7d\x00\x00\x04\x00\x10\x00data\x00\x00\x00\x00",
		"a WAV file without data":  "RIFF\x00\x00\x00\x00WAVE",
		"a chunk longer than file": "RIFF\x00\x00\x00\x00WAVEfmt \xff\xff\x00\x00",
	} {
		path := filepath.Join(t.TempDir(), "x.wav")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := phone.WAV(path); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}
