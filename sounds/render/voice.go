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

// Renderer is espeak-ng's voice.
type Renderer struct {
	Espeak string // path of espeak-ng; empty means the one in PATH
	Speed  int    // words a minute; 0 means 170, which with the pauses comes to some 150
}

var _ Voice = Renderer{}

// espeak-ng has no nynorsk voice; bokmål's reads it well enough to try a text out.
var voices = map[string]string{"nb": "nb", "nn": "nb", "en": "en"}

// Speak runs espeak-ng. It goes by way of a file, for its standard output carries a header without a length;
// the text goes through standard input, so that no text is taken for a flag.
func (r Renderer) Speak(ctx context.Context, lang, text, path string) error {
	voice, ok := voices[lang]
	if !ok {
		return fmt.Errorf("language %q has no voice", lang)
	}
	program, speed := r.Espeak, r.Speed
	if program == "" {
		program = "espeak-ng"
	}
	if speed == 0 {
		speed = 170
	}
	cmd := exec.CommandContext(ctx, program, "-v", voice, "-s", fmt.Sprint(speed), "-b", "1", "-w", path, "--stdin")
	cmd.Stdin = strings.NewReader(text)
	cmd.WaitDelay = time.Second
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("run %s: %w: %s", program, err, bytes.TrimSpace(out))
	}
	return nil
}

// speakPart has one language's words spoken.
func speakPart(ctx context.Context, v Voice, lang, text string) (sound, error) {
	if strings.TrimSpace(text) == "" {
		return sound{}, fmt.Errorf("there is no text")
	}
	dir, err := os.MkdirTemp("", "ringevett-render-")
	if err != nil {
		return sound{}, err
	}
	defer os.RemoveAll(dir)
	raw := filepath.Join(dir, "said.wav")
	if err := v.Speak(ctx, lang, text, raw); err != nil {
		return sound{}, err
	}
	return load(raw)
}
