package render_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/sounds/render"
)

// own is a Program for every language.
type own struct{ render.Program }

func (o own) SourceIn(string) string { return o.Source() }

// script is a program that does what the shell is told; $1 is the first argument.
func script(t *testing.T, does string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "voice")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+does+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

// humming writes a second of a tone, and the text that it was given beside itself.
func humming(t *testing.T) string {
	t.Helper()
	return script(t, `cat >"$0.said"; cp `+wav(t, 22050, 1, 440, time.Second)+` "$1"`)
}

func TestAnyProgramSpeaks(t *testing.T) {
	program, out := humming(t), filepath.Join(t.TempDir(), "out.wav")
	v := own{render.Program{Command: []string{program, render.WavPlace}}}
	if made, err := render.Make(t.Context(), v, "nb", "Du er logget inn.", out); err != nil || !made {
		t.Fatalf("made %v, %v", made, err)
	}
	if long, loud, err := render.Measure(out); err != nil || long < 900*time.Millisecond || loud.Peak > -1 {
		t.Errorf("%v long, peak %.1f dB, %v", long, loud.Peak, err)
	}
	if said, err := os.ReadFile(program + ".said"); err != nil || strings.TrimSpace(string(said)) != "Du er logget inn." {
		t.Errorf("it was given %q, %v", said, err)
	}
}

// Sounds are made again for another voice, once; one that does not mind which voice spoke them makes none.
func TestAnotherVoiceMakesTheSoundsAgain(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out.wav")
	first := own{render.Program{Command: []string{humming(t), render.WavPlace}}}
	second := own{render.Program{Command: []string{humming(t), render.WavPlace}}}
	for i, step := range []struct {
		v    render.Voice
		want bool
	}{{first, true}, {first, false}, {second, true}, {second, false}, {second.Program, false}} {
		if made, err := render.Make(t.Context(), step.v, "nb", "Hei.", out); err != nil || made != step.want {
			t.Errorf("step %d: made %v, %v; want %v", i, made, err, step.want)
		}
	}
}

func TestAProgramThatFailsSaysWhy(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out.wav")
	for name, tc := range map[string]struct {
		program render.Program
		want    string
	}{
		"it ends with an error": {
			render.Program{Command: []string{script(t, "echo no model >&2; exit 3"), "{wav}"}}, "no model",
		},
		"it writes nothing": {render.Program{Command: []string{script(t, "true"), "{wav}"}}, "said.wav"},
		"it is not there":   {render.Program{Command: []string{"/nonexistent/voice", "{wav}"}}, "no such file"},
	} {
		err := render.Render(t.Context(), tc.program, "nb", "Hei.", out)
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want %q", name, err, tc.want)
		}
	}
	late := render.Program{Command: []string{script(t, "exec sleep 60"), "{wav}"}, Within: time.Millisecond}
	if err := late.Speak(t.Context(), "nb", "Hei.", out); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("it hangs: got %v", err)
	}
}
