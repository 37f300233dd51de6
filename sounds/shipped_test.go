package sounds_test

import (
	"os"
	"testing"
	"time"

	"github.com/ringevett/ringevett/sounds"
	"github.com/ringevett/ringevett/sounds/render"
)

// The message of an abandoned call ends within this time (norm 4.8).
const longest = 15 * time.Second

func TestEveryShippedSoundSaysItsTextAtOneLoudness(t *testing.T) {
	for _, p := range sounds.Prompts() {
		for _, lang := range sounds.Languages() {
			t.Run(lang+" "+string(p), func(t *testing.T) { checkSound(t, lang, p) })
		}
	}
}

func checkSound(t *testing.T, lang string, p sounds.Prompt) {
	t.Helper()
	w, err := sounds.Text(lang, p)
	if err != nil {
		t.Fatal(err)
	}
	text, err := w.Fill(sounds.Example())
	if err != nil {
		t.Fatal(err)
	}
	path := sounds.ExampleFile(lang, p)
	if stale, err := render.Stale(path, text); stale || err != nil {
		t.Fatalf("%s: stale %v, %v; make sounds", path, stale, err)
	}
	long, err := render.Duration(path)
	if err != nil || long > longest || long < 500*time.Millisecond {
		t.Errorf("%s: plays %v (%v), want half a second to %v", path, long, err, longest)
	}
	level, err := render.Level(path)
	if err != nil || level.RMS < -22 || level.RMS > -18 || level.Peak > -3 {
		t.Errorf("%s: %+v (%v), want about -20 dB and no peak over -3 dB", path, level, err)
	}
	if b, err := os.ReadFile(path); err != nil || string(b[20:36]) != "\x01\x00\x01\x00\x40\x1f\x00\x00\x80\x3e\x00\x00\x02\x00\x10\x00" {
		t.Errorf("%s: not 8000 Hz, one channel, 16 bits (%v)", path, err)
	}
}
