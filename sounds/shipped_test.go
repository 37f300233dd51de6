package sounds_test

import (
	"io/fs"
	"os"
	"testing"

	"github.com/ringevett/ringevett/sounds"
	"github.com/ringevett/ringevett/sounds/render"
)

// These are shipped as sound, so that a house without a voice can try out what calls need; a voice makes the others.
func TestWhatACallCannotDoWithoutIsShippedAsSound(t *testing.T) {
	needed := append(sounds.OfTheGuard(), sounds.Abandoned, sounds.AgentBefore, sounds.AgentNoted, sounds.AgentNotNoted,
		sounds.AgentLogin, sounds.AgentLogout, sounds.AgentPin, sounds.AgentPinWait, sounds.AgentLocked,
		sounds.AgentRefused, sounds.AgentWrongPin)
	for _, p := range needed {
		for _, lang := range sounds.Languages() {
			if _, err := fs.Stat(sounds.Shipped(), sounds.ExampleFile(lang, p)); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestEveryShippedSoundSaysItsTextAtOneLoudness(t *testing.T) {
	for _, p := range sounds.Prompts() {
		for _, lang := range sounds.Languages() {
			if _, err := fs.Stat(sounds.Shipped(), sounds.ExampleFile(lang, p)); err == nil {
				t.Run(lang+" "+string(p), func(t *testing.T) { checkSound(t, lang, p) })
			}
		}
	}
}

func checkSound(t *testing.T, lang string, p sounds.Prompt) {
	t.Helper()
	w, err := sounds.Text(lang, p)
	if err != nil {
		t.Fatal(err)
	}
	text, err := w.Fill(sounds.ExampleIn(lang))
	if err != nil {
		t.Fatal(err)
	}
	path := sounds.ExampleFile(lang, p)
	if stale, err := render.Stale(path, text); stale || err != nil {
		t.Fatalf("%s: stale %v, %v; make sounds", path, stale, err)
	}
	if err := render.Fault(path, text, p.Entry().Longest); err != nil {
		t.Errorf("%s: %v", path, err)
	}
	_, level, err := render.Measure(path)
	if err != nil || level.RMS < -22 || level.RMS > -18 || level.Peak > -3 {
		t.Errorf("%s: %+v (%v), want about -20 dB and no peak over -3 dB", path, level, err)
	}
	if b, err := os.ReadFile(path); err != nil ||
		string(b[20:36]) != "\x01\x00\x01\x00\x40\x1f\x00\x00\x80\x3e\x00\x00\x02\x00\x10\x00" {
		t.Errorf("%s: not 8000 Hz, one channel, 16 bits (%v)", path, err)
	}
}
