package speech_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/speech"
	"github.com/ringevett/ringevett/sounds/render"
	"github.com/ringevett/ringevett/test/voice"
)

// Each fault of the message keeps its campaign from running.
func TestACampaignIsNotReadyWithASoundThatCannotBePlayed(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(t *testing.T, path string) // path of the wav
		want  string                          // none: the campaign is ready
	}{
		{"nothing is wrong", func(*testing.T, string) {}, ""},
		{"the file is missing", func(t *testing.T, path string) { fine(t, os.Remove(path)) },
			"make it with: ringevett sounds"},
		{"its words are not known", func(t *testing.T, path string) { fine(t, os.Remove(hashFile(path))) },
			"another text"},
		{"it says another text", func(t *testing.T, path string) { fine(t, render.Record(path, "Hei.")) },
			"another text"},
		{"every sample is zero", func(t *testing.T, path string) { put(t, path, voice.Tone(5*time.Second, 0)) },
			"it is silent"},
		{"it is only noise far below speech",
			func(t *testing.T, path string) { put(t, path, voice.Tone(5*time.Second, 0.001)) }, "it is silent"},
		{"it begins with three seconds of nothing", func(t *testing.T, path string) {
			b := voice.Tone(8*time.Second, 0.2)
			clear(b[44 : 44+3*16000])
			put(t, path, b)
		}, "it is silent for its first 3s"},
		{"it falls silent after two seconds", func(t *testing.T, path string) {
			b := voice.Tone(8*time.Second, 0.2)
			clear(b[44+2*16000:])
			put(t, path, b)
		}, "it is silent for 6s in it"},
		{"it is clicks and nothing else", func(t *testing.T, path string) {
			b := voice.Tone(8*time.Second, 0.2)
			for i := 44; i < len(b); i += 16000 { // ten samples of each second are left
				clear(b[min(i+20, len(b)):min(i+16000, len(b))])
			}
			put(t, path, b)
		}, "it is silent: "},
		{"it has no sample", func(t *testing.T, path string) { put(t, path, voice.Tone(0, 0)) }, "it is silent"},
		{"it is longer than 15 s", func(t *testing.T, path string) { put(t, path, voice.Tone(16*time.Second, 0.2)) },
			"it lasts 16s, at most 15s"},
		{"it is no sound", func(t *testing.T, path string) { put(t, path, []byte("<html>")) }, "not a wav"},
		{"it is empty", func(t *testing.T, path string) { put(t, path, nil) }, "not a wav"},
		{"it is cut off", func(t *testing.T, path string) {
			b, err := os.ReadFile(path)
			fine(t, err)
			put(t, path, b[:len(b)/2])
		}, "cut off"},
		{"it cannot be read",
			func(t *testing.T, path string) { fine(t, os.Remove(path)); fine(t, os.Mkdir(path, 0o755)) },
			"is a directory"},
		{"the A-law beside it is another's", func(t *testing.T, path string) {
			fine(t, os.WriteFile(strings.TrimSuffix(path, ".wav")+".alaw", []byte("old"), 0o644))
		}, "Asterisk plays that"},
		{"an old file took its place", func(t *testing.T, path string) {
			fine(t, os.WriteFile(path, voice.Tone(5*time.Second, 0.2), 0o644))
			fine(t, os.Chtimes(path, time.Time{}, time.Now().Add(-time.Hour)))
		}, "older than its words"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h, set := spoken(t)
			path := speech.AbandonedPath(set.Dir, "nb", "fjellvann") + ".wav"
			tt.spoil(t, path)
			err := h.Ready(t.Context(), service())
			if tt.want == "" {
				fine(t, err)
				return
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), path) {
				t.Errorf("got %v, want %q and the file", err, tt.want)
			}
		})
	}
}

// put writes a sound as if it had been made for the text that the file was made for.
func put(t *testing.T, path string, b []byte) {
	t.Helper()
	known, err := os.ReadFile(hashFile(path))
	fine(t, err)
	fine(t, os.WriteFile(path, b, 0o644))
	fine(t, os.WriteFile(hashFile(path), []byte(strings.Fields(string(known))[0]+"\n"), 0o644))
}

func hashFile(path string) string { return strings.TrimSuffix(path, ".wav") + ".txt.sha256" }

// Any of the desk's sounds stops its campaign as its own message does; of many faults the first are told, and how
// many more.
func TestASoundOfTheDeskStopsItsCampaign(t *testing.T) {
	for _, file := range []string{
		"nb/desk-hello", "en/desk-menu.2", "nb/say/day-1", "nb/reserved-all", "nb/desk-called.fjellvann-service.1",
		"en/name-client.fjellvann", "away/4722000001", "away/house",
	} {
		t.Run(file, func(t *testing.T) {
			h, set := spoken(t)
			path := filepath.Join(set.Dir, file+".wav")
			fine(t, os.Remove(path))
			err := h.Ready(t.Context(), service())
			if err == nil || !strings.Contains(err.Error(), path) ||
				!strings.Contains(err.Error(), "make it with: ringevett sounds") {
				t.Errorf("missing: got %v, want the file and what makes it", err)
			}
			fine(t, os.WriteFile(path, voice.Tone(2*time.Second, 0), 0o644))
			if err = h.Ready(t.Context(), service()); err == nil || !strings.Contains(err.Error(), "it is silent") {
				t.Errorf("silent: got %v, want it told", err)
			}
		})
	}
	h, set := spoken(t)
	fine(t, os.RemoveAll(filepath.Join(set.Dir, "en")))
	err := h.Ready(t.Context(), service())
	if err == nil || strings.Count(err.Error(), "\n") > 4 ||
		!strings.Contains(err.Error(), "more sounds: make them with: ringevett sounds") {
		t.Errorf("a language is missing: got %v, want a few lines", err)
	}
}

// What is rendered over the API, which tells less than the book, is all that a campaign is held up for.
func TestWhatIsRenderedOverTheAPIMakesACampaignReady(t *testing.T) {
	speaker(t)
	set, b := example(t)
	b.campaigns[0].Sources = []dialer.Source{{Name: "requests", Spoken: "skjemaet på nettsiden"}}
	_, err := speech.Render(t.Context(), set, api{b}, false)
	fine(t, err)
	fine(t, houseOf(set, b).Ready(t.Context(), b.campaigns[0]))
}
