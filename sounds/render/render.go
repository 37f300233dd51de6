// Package render makes sound files for Asterisk out of text or of somebody's recording: 8000 samples a
// second, one channel, 16 bits, at one loudness; and keeps beside each the hash of the text that it says.
package render

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Renderer names the speech program.
type Renderer struct {
	Espeak string // path of espeak-ng; empty means the one in PATH
	Speed  int    // words a minute; 0 means 170, which with the pauses comes to some 150
}

// espeak-ng has no nynorsk voice; bokmål's reads it well enough to try a text out.
var voices = map[string]string{"nb": "nb", "nn": "nb", "en": "en"}

// Render speaks the text into a sound file at path. The old file stays until the new one is whole.
func Render(ctx context.Context, r Renderer, lang, text, path string) error {
	said, err := r.speak(ctx, lang, text)
	if err != nil {
		return fmt.Errorf("render %s: %w", path, err)
	}
	return keep(said, text, path)
}

// Convert makes the sound file at path out of a recording (a wav of 16 bits) that says the text.
func Convert(recording, text, path string) error {
	s, err := load(recording)
	if err != nil {
		return fmt.Errorf("convert: %w", err)
	}
	return keep(s, text, path)
}

// Duration is how long the sound file plays.
func Duration(path string) (time.Duration, error) {
	s, err := load(path)
	return s.duration(), err
}

// Loudness in dB below full scale, both negative.
type Loudness struct{ RMS, Peak float64 }

// Level measures a sound file; silence is minus infinity.
func Level(path string) (Loudness, error) {
	s, err := load(path)
	if err != nil {
		return Loudness{}, err
	}
	return measure(s.data), nil
}

// speak runs espeak-ng. It goes by way of a file, for its standard output carries a header without a length;
// the text goes through standard input, so that no text is taken for a flag.
func (r Renderer) speak(ctx context.Context, lang, text string) (sound, error) {
	voice, ok := voices[lang]
	if !ok {
		return sound{}, fmt.Errorf("language %q has no voice", lang)
	}
	if strings.TrimSpace(text) == "" {
		return sound{}, fmt.Errorf("there is no text")
	}
	dir, err := os.MkdirTemp("", "ringevett-render-")
	if err != nil {
		return sound{}, err
	}
	defer os.RemoveAll(dir)
	raw := filepath.Join(dir, "said.wav")
	program, speed := r.Espeak, r.Speed
	if program == "" {
		program = "espeak-ng"
	}
	if speed == 0 {
		speed = 170
	}
	cmd := exec.CommandContext(ctx, program, "-v", voice, "-s", fmt.Sprint(speed), "-b", "1", "-w", raw, "--stdin")
	cmd.Stdin = strings.NewReader(text)
	cmd.WaitDelay = time.Second
	if out, err := cmd.CombinedOutput(); err != nil {
		return sound{}, fmt.Errorf("run %s: %w: %s", program, err, bytes.TrimSpace(out))
	}
	return load(raw)
}

// keep brings the sound to the form that Asterisk plays everywhere and writes it with its text's hash.
func keep(s sound, text, path string) error {
	s = sound{rate: rate, data: resample(s.data, s.rate, rate)}
	s.data = trim(s.data)
	s.data = normalize(s.data)
	if len(s.data) == 0 {
		return fmt.Errorf("render %s: nothing but silence", path)
	}
	if err := writeAside(path, s.encode()); err != nil {
		return fmt.Errorf("render %s: %w", path, err)
	}
	return Record(path, text)
}
