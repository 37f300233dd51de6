package render_test

import (
	"context"
	"encoding/binary"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/sounds/render"
)

// wav makes a tone at -40 dB RMS or so, with a second of silence before and after, at any rate and number
// of channels. It swells and fades over 50 ms, for a sudden start holds every frequency.
func wav(t *testing.T, hz, channels int, tone float64, long time.Duration) string {
	return wavOf(t, hz, channels, long, func(at float64) float64 { return 0.015 * math.Sin(2*math.Pi*tone*at) })
}

// wavOf is given the sound as a function of the second.
func wavOf(t *testing.T, hz, channels int, long time.Duration, sound func(at float64) float64) string {
	t.Helper()
	n, second := int(long.Seconds()*float64(hz)), hz
	var body []byte
	for i := range n + 2*second {
		v := 0.0
		if i >= second && i < second+n {
			fade := min(1, float64(min(i-second, second+n-i))/(0.05*float64(hz)))
			v = math.Pow(math.Sin(fade*math.Pi/2), 2) * sound(float64(i)/float64(hz))
		}
		for range channels {
			body = binary.LittleEndian.AppendUint16(body, uint16(int16(v*32767)))
		}
	}
	le := binary.LittleEndian
	b := le.AppendUint32([]byte("RIFF"), uint32(44+len(body)))
	b = le.AppendUint32(append(b, "WAVELIST\x04\x00\x00\x00INFOfmt "...), 16) // with a piece that means nothing to us
	b = le.AppendUint16(le.AppendUint16(b, 1), uint16(channels))
	b = le.AppendUint32(le.AppendUint32(b, uint32(hz)), uint32(2*hz*channels))
	b = le.AppendUint16(le.AppendUint16(b, uint16(2*channels)), 16)
	b = append(le.AppendUint32(append(b, "data"...), uint32(len(body))), body...)
	return file(t, "in.wav", b)
}

func file(t *testing.T, name string, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestARecordingBecomesATelephoneSound(t *testing.T) {
	tests := []struct {
		name     string
		hz, chs  int
		tone     float64
		audible  bool
		wantLong time.Duration
	}{
		{"22050 Hz as espeak writes", 22050, 1, 440, true, 1200 * time.Millisecond},
		{"48000 Hz in stereo from a studio", 48000, 2, 1000, true, 1200 * time.Millisecond},
		{"8000 Hz already", 8000, 1, 440, true, 1200 * time.Millisecond},
		{"3 kHz still passes", 44100, 1, 3000, true, 1200 * time.Millisecond},
		{"6 kHz is taken out and does not fold back", 44100, 1, 6000, false, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "out.wav")
			err := render.Convert(wav(t, tt.hz, tt.chs, tt.tone, time.Second), "Hei.", out)
			if !tt.audible {
				if err == nil {
					_, l, _ := render.Measure(out)
					t.Fatalf("a tone above the telephone's band came through: %+v", l)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			long, _, err := render.Measure(out)
			if err != nil || (long-tt.wantLong).Abs() > 50*time.Millisecond {
				t.Errorf("plays %v (%v), want about %v: a second and the two margins", long, err, tt.wantLong)
			}
			if _, l, err := render.Measure(out); err != nil || math.Abs(l.RMS+20) > 0.5 || l.Peak > -3 {
				t.Errorf("%+v (%v), want -20 dB, peak under -3 dB", l, err)
			}
		})
	}
}

func TestFewLoudTopsAreBentAndTheRestStaysLoud(t *testing.T) {
	in := wavOf(t, 8000, 1, 2*time.Second, func(at float64) float64 {
		v := 0.02 * math.Sin(2*math.Pi*400*at)
		if math.Mod(at, 0.2) < 0.005 { // a short burst, then quiet
			v *= 40
		}
		return v
	})
	out := filepath.Join(t.TempDir(), "out.wav")
	if err := render.Convert(in, "Hei.", out); err != nil {
		t.Fatal(err)
	}
	_, before, _ := render.Measure(in)
	_, after, err := render.Measure(out)
	if err != nil || after.Peak > -3 || after.RMS < -21 {
		t.Errorf("before %+v, after %+v (%v), want no top over -3 dB and about -20 dB", before, after, err)
	}
	if before.Peak-before.RMS < 20 {
		t.Errorf("the test's own sound has tops of only %.1f dB", before.Peak-before.RMS)
	}
}

func TestASoundKnowsWhetherItsTextChanged(t *testing.T) {
	out := filepath.Join(t.TempDir(), "hei.wav")
	stale := func(text string, want bool) {
		t.Helper()
		if got, err := render.Stale(out, text); got != want || err != nil {
			t.Errorf("text %q: got stale %v (%v), want %v", text, got, err, want)
		}
	}
	stale("Hei.", true) // there is no sound yet
	if err := render.Convert(wav(t, 16000, 1, 440, time.Second), "Hei.", out); err != nil {
		t.Fatal(err)
	}
	stale("Hei.", false)
	stale(" Hei.\n", false)
	stale("Hei!", true)
	if err := render.Record(out, "Hei!"); err != nil {
		t.Fatal(err)
	}
	stale("Hei!", false)
	if err := os.Remove(out); err != nil {
		t.Fatal(err)
	}
	stale("Hei!", true)
}

func TestAFailureLeavesTheOldSound(t *testing.T) {
	out := file(t, "hei.wav", []byte("old"))
	calls := map[string]func() error{
		"the speech program is not there": func() error {
			return render.Render(t.Context(), render.Renderer{Espeak: filepath.Join(t.TempDir(), "none")}, "nb", "Hei.",
				out)
		},
		"the speech program fails": func() error {
			return render.Render(t.Context(), render.Renderer{Espeak: "false"}, "nb", "Hei.", out)
		},
		"the speech program writes nothing": func() error {
			return render.Render(t.Context(), render.Renderer{Espeak: "true"}, "nb", "Hei.", out)
		},
		"the language has no voice": func() error {
			return render.Render(t.Context(), render.Renderer{}, "de", "Hallo.", out)
		},
		"there is no text": func() error { return render.Render(t.Context(), render.Renderer{}, "nb", " ", out) },
		"the recording is silent": func() error {
			return render.Convert(wav(t, 8000, 1, 0, time.Second), "Hei.", out)
		},
		"the recording is " +
			"no wav": func() error { return render.Convert(file(t, "x.wav", []byte("RIFFxxxxMP3 ")), "Hei.", out) },
		"the recording is cut off": func() error {
			return render.Convert(file(t, "x.wav", []byte("RIFF\x00\x00\x00\x00WAVEfmt \xff\xff\xff\xff\x01")), "Hei.",
				out)
		},
	}
	for name, call := range calls {
		t.Run(name, func(t *testing.T) {
			err := call()
			if err == nil {
				t.Fatal("got no error")
			}
			if b, _ := os.ReadFile(out); string(b) != "old" {
				t.Errorf("the old sound is gone (%v)", err)
			}
			if left, _ := filepath.Glob(filepath.Join(filepath.Dir(out), ".new-*")); left != nil {
				t.Errorf("left behind: %q", left)
			}
		})
	}
}

func TestRenderingEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := render.Render(ctx, render.Renderer{Espeak: "cat"}, "nb", "Hei.", filepath.Join(t.TempDir(), "x.wav"))
	if err == nil || !strings.Contains(err.Error(), context.Canceled.Error()) {
		t.Errorf("got %v, want it to say that the context was canceled", err)
	}
}

// The program replaces espeak-ng where there is none: it copies a wav to the place after -w.
func TestTheSpeechProgramGetsVoiceAndText(t *testing.T) {
	in, dir := wav(t, 22050, 1, 440, time.Second), t.TempDir()
	program := filepath.Join(dir, "speak")
	script := "#!/bin/sh\necho \"$@\" > " + dir + "/args\ncat > " + dir +
		"/text\nwhile [ \"$1\" != -w ]; do shift; done\ncp " + in + " \"$2\"\n"
	if err := os.WriteFile(program, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out.wav")
	if err := render.Render(t.Context(), render.Renderer{Espeak: program}, "nn", "-v Hei på deg.", out); err != nil {
		t.Fatal(err)
	}
	args, _ := os.ReadFile(filepath.Join(dir, "args"))
	if !strings.HasPrefix(string(args), "-v nb -s 170 ") {
		t.Errorf("got arguments %q, want bokmål's voice for nynorsk", args)
	}
	if text, _ := os.ReadFile(filepath.Join(dir, "text")); string(text) != "-v Hei på deg." {
		t.Errorf("got text %q on standard input", text)
	}
	if _, err := exec.LookPath("espeak-ng"); err != nil {
		t.Log("espeak-ng is not installed: only a stand-in was tried")
		return
	}
	if err := render.Render(t.Context(), render.Renderer{}, "nb", "Du er logget inn.", out); err != nil {
		t.Error(err)
	}
}

func FuzzConvertSurvivesAnyFile(f *testing.F) {
	f.Add(
		[]byte("RIFF\x00\x00\x00\x00WAVEfmt " +
			"\x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x80\x3e\x00\x00\x02\x00\x10\x00" +
			"data\x04\x00\x00\x00\x00\x40\x00\x40"),
	)
	f.Add([]byte("RIFF"))
	f.Fuzz(func(t *testing.T, b []byte) {
		in := file(t, "in.wav", b)
		if long, _, err := render.Measure(in); err == nil && long > time.Hour {
			t.Errorf("%d bytes play %v", len(b), long)
		}
		if _, l, err := render.Measure(in); err == nil && (l.Peak > 0.01 || l.RMS > 0.01) {
			t.Errorf("louder than full scale: %+v", l)
		}
	})
}
