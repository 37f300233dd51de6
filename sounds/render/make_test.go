package render_test

import (
	"bytes"
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/zaf/g711"

	"github.com/ringevett/ringevett/sounds/render"
)

// hum is a voice that notes what it was given, and hums for a second.
type hum struct {
	t    *testing.T
	said *[]string
}

func (h hum) Speak(_ context.Context, lang, text, path string) error {
	*h.said = append(*h.said, lang+": "+text)
	b, err := os.ReadFile(wav(h.t, 22050, 1, 440, time.Second))
	if err != nil {
		return err
	}
	return os.WriteFile(path, b, 0o644)
}

// place is where one sound lies.
type place struct {
	t    *testing.T
	path string
	said []string
}

func newPlace(t *testing.T) *place {
	return &place{t: t, path: filepath.Join(t.TempDir(), "abandoned.fjellvann.wav")}
}

func (p *place) make(text string) (bool, error) {
	return render.Make(p.t.Context(), hum{p.t, &p.said}, "nb", text, p.path)
}

func (p *place) mustMake(text string, want bool) {
	p.t.Helper()
	if made, err := p.make(text); made != want || err != nil {
		p.t.Fatalf("%q: made %v, %v; want %v", text, made, err, want)
	}
	if err := render.Fault(p.path, text, 15*time.Second); err != nil {
		p.t.Fatalf("%q: %v", text, err)
	}
}

// file of the place: with another ending than .wav.
func (p *place) file(ending string) string { return strings.TrimSuffix(p.path, ".wav") + ending }

// record puts a person's recording of so many seconds, aged so long.
func (p *place) record(name string, seconds int, age time.Duration) []byte {
	p.t.Helper()
	b, err := os.ReadFile(wav(p.t, 48000, 2, 700, time.Duration(seconds)*time.Second))
	if err == nil {
		err = os.WriteFile(name, b, 0o644)
	}
	if err == nil {
		err = os.Chtimes(name, time.Time{}, time.Now().Add(-age))
	}
	if err != nil {
		p.t.Fatal(err)
	}
	return b
}

func (p *place) plays(want time.Duration) {
	p.t.Helper()
	if long, _, err := render.Measure(p.path); err != nil || (long-want).Abs() > 300*time.Millisecond {
		p.t.Errorf("plays %v, %v; want about %v", long, err, want)
	}
}

func TestASoundIsMadeOnceForItsText(t *testing.T) {
	p := newPlace(t)
	p.mustMake("Hei.", true)
	p.mustMake("Hei.", false)
	p.mustMake("Hei på deg.", true)
	if diff := cmp.Diff([]string{"nb: Hei.", "nb: Hei på deg."}, p.said); diff != "" {
		t.Errorf("spoken (-want +got):\n%s", diff)
	}
	if words, err := os.ReadFile(p.file(".txt")); err != nil || string(words) != "Hei på deg.\n" {
		t.Errorf("the words beside it: %q, %v", words, err)
	}
}

func TestARecordingIsNeverWrittenOver(t *testing.T) {
	const soon, old = -time.Minute, time.Hour // younger and older than the words
	t.Run("a declared one goes before the voice, and stands when the words change", func(t *testing.T) {
		p := newPlace(t)
		p.mustMake("Hei.", true)
		original := p.record(p.file(".studio.wav"), 3, soon)
		p.mustMake("Hei.", true)
		p.plays(3 * time.Second)
		if byHand, err := render.ByHand(p.path); !byHand || err != nil {
			t.Errorf("by hand %v, %v", byHand, err)
		}
		p.record(p.file(".studio.wav"), 3, old) // copied back from somewhere: the same sound, an older file
		p.mustMake("Hei.", false)
		if _, err := p.make("Hei på deg."); !errors.Is(err, render.ErrOldRecording) {
			t.Errorf("other words: got %v, want it called old", err)
		}
		if err := render.Fault(p.path, "Hei på deg.", time.Minute); !errors.Is(err, render.ErrStale) {
			t.Errorf("other words: got %v, want it stale", err)
		}
		if b, err := os.ReadFile(p.file(".studio.wav")); err != nil || !bytes.Equal(b, original) {
			t.Errorf("the recording was touched (%v)", err)
		}
		p.record(p.file(".studio.wav"), 4, soon) // recorded again
		p.mustMake("Hei på deg.", true)
		p.plays(4 * time.Second)
		if len(p.said) != 1 {
			t.Errorf("the voice spoke %q, want it silent after the first time", p.said)
		}
	})
	t.Run("one in the sound's own place is kept and taken", func(t *testing.T) {
		p := newPlace(t)
		p.mustMake("Hei.", true)
		original := p.record(p.path, 3, soon)
		if err := render.Fault(p.path, "Hei.", time.Minute); err == nil {
			t.Error("before it is taken, Asterisk plays the A-law of the old sound: got no fault")
		}
		p.mustMake("Hei.", true)
		p.plays(3 * time.Second)
		if b, err := os.ReadFile(p.file(".studio.wav")); err != nil || !bytes.Equal(b, original) {
			t.Errorf("the recording is not beside it as it was (%v)", err)
		}
	})
	t.Run("an old one in its place is neither played nor lost", func(t *testing.T) {
		p := newPlace(t)
		p.mustMake("Hei.", true)
		original := p.record(p.path, 3, old)
		if _, err := p.make("Hei."); !errors.Is(err, render.ErrAlien) {
			t.Errorf("got %v, want it named", err)
		}
		if b, _ := os.ReadFile(p.path); !bytes.Equal(b, original) {
			t.Error("the file is gone")
		}
	})
	t.Run("one of a studio whose original is elsewhere", func(t *testing.T) {
		p := newPlace(t)
		if err := render.Convert(wav(t, 48000, 1, 700, 3*time.Second), "Hei.", p.path); err != nil {
			t.Fatal(err)
		}
		p.mustMake("Hei.", true) // its A-law
		if _, err := p.make("Hei på deg."); !errors.Is(err, render.ErrOldRecording) || len(p.said) != 0 {
			t.Errorf("got %v, and the voice said %q", err, p.said)
		}
	})
}

func TestASilentRecordingIsRefusedAndTheOldSoundStays(t *testing.T) {
	p := newPlace(t)
	p.mustMake("Hei.", true)
	before, _ := os.ReadFile(p.path)
	if err := os.WriteFile(p.file(".studio.wav"), append(before[:44:44], make([]byte, len(before)-44)...),
		0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(p.file(".studio.wav"), time.Time{}, time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if _, err := p.make("Hei."); err == nil || !strings.Contains(err.Error(), "silence") {
		t.Errorf("got %v, want the silence named", err)
	}
	if after, _ := os.ReadFile(p.path); !bytes.Equal(after, before) {
		t.Error("the old sound is gone")
	}
}

func TestWhatStandsInAnotherLanguageIsSpokenInIt(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"Tast 1. <en>For English, press 9.</en> Takk.", []string{
			"nb: Tast 1. ", "en: For English, press 9.", "nb:  Takk.",
		}},
		{"<en>For English, press 9.</en>", []string{"en: For English, press 9."}},
		{"<en>Press 9</en>.", []string{"en: Press 9"}},
		{"Hei.", []string{"nb: Hei."}},
	} {
		p := newPlace(t)
		p.mustMake(tt.text, true)
		if diff := cmp.Diff(tt.want, p.said); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.text, diff)
		}
		p.plays(time.Duration(len(tt.want))*3*time.Second - 2*time.Second + 200*time.Millisecond)
	}
}

// What Asterisk plays to a Norwegian trunk is the wav, companded as the standard says.
func TestTheALawIsThatOfTheWav(t *testing.T) {
	in := wavOf(t, 8000, 1, time.Second, func(at float64) float64 { return at * math.Sin(2*math.Pi*300*at) })
	p := newPlace(t)
	if err := render.Convert(in, "Hei.", p.path); err != nil {
		t.Fatal(err)
	}
	p.mustMake("Hei.", true)
	pcm, err1 := os.ReadFile(p.path)
	got, err2 := os.ReadFile(p.file(".alaw"))
	if want := g711.EncodeAlaw(pcm[44:]); err1 != nil || err2 != nil || !bytes.Equal(got, want) {
		t.Errorf("%d bytes of A-law, want %d alike (%v, %v)", len(got), len(want), err1, err2)
	}
	if err := os.WriteFile(p.file(".alaw"), got[:len(got)-1], 0o644); err != nil {
		t.Fatal(err)
	}
	if err := render.Fault(p.path, "Hei.", time.Minute); !errors.Is(err, render.ErrStale) {
		t.Errorf("one sample short: got %v, want it seen", err)
	}
	p.mustMake("Hei.", true)
}
