package app_test

import (
	"encoding/binary"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/probe"
	"github.com/ringevett/ringevett/sounds"
	"github.com/ringevett/ringevett/sounds/render"
)

// Each fault of the message keeps its campaign from starting, is told by check, and pauses the campaign where it runs.
func TestASoundThatCannotBePlayedStopsItsCampaign(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(t *testing.T, path string) // path of the wav
		want  string                          // none: the campaign starts
	}{
		{"nothing is wrong", func(*testing.T, string) {}, ""},
		{"the file is missing", func(t *testing.T, path string) { fine(t, os.Remove(path)) }, "make it with: ringevett sounds"},
		{"nobody knows what it says", func(t *testing.T, path string) { fine(t, os.Remove(hashFile(path))) }, "another text"},
		{"it says another text", func(t *testing.T, path string) { fine(t, render.Record(path, "Hei.")) }, "another text"},
		{"every sample is zero", func(t *testing.T, path string) { put(t, path, tone(5*time.Second, 0)) }, "it is silent"},
		{"it is only noise far below speech", func(t *testing.T, path string) { put(t, path, tone(5*time.Second, 0.001)) }, "it is silent"},
		{"it begins with three seconds of nothing", func(t *testing.T, path string) {
			b := tone(8*time.Second, 0.2)
			clear(b[44 : 44+3*16000])
			put(t, path, b)
		}, "it is silent for its first 3s"},
		{"it falls silent after two seconds", func(t *testing.T, path string) {
			b := tone(8*time.Second, 0.2)
			clear(b[44+2*16000:])
			put(t, path, b)
		}, "it is silent for 6s in it"},
		{"it is clicks and nothing else", func(t *testing.T, path string) {
			b := tone(8*time.Second, 0.2)
			for i := 44; i < len(b); i += 16000 { // ten samples of each second are left
				clear(b[min(i+20, len(b)):min(i+16000, len(b))])
			}
			put(t, path, b)
		}, "it is silent: "},
		{"it has no sample", func(t *testing.T, path string) { put(t, path, tone(0, 0)) }, "it is silent"},
		{"it is longer than 15 s", func(t *testing.T, path string) { put(t, path, tone(16*time.Second, 0.2)) }, "it lasts 16s, at most 15s"},
		{"it is no sound", func(t *testing.T, path string) { put(t, path, []byte("<html>")) }, "not a wav"},
		{"it is empty", func(t *testing.T, path string) { put(t, path, nil) }, "not a wav"},
		{"it is cut off", func(t *testing.T, path string) {
			b, err := os.ReadFile(path)
			fine(t, err)
			put(t, path, b[:len(b)/2])
		}, "cut off"},
		{"it cannot be read", func(t *testing.T, path string) { fine(t, os.Remove(path)); fine(t, os.Mkdir(path, 0o755)) }, "is a directory"},
		{"the A-law beside it is another's", func(t *testing.T, path string) {
			fine(t, os.WriteFile(strings.TrimSuffix(path, ".wav")+".alaw", []byte("old"), 0o644))
		}, "Asterisk plays that"},
		{"an old file took its place", func(t *testing.T, path string) {
			fine(t, os.WriteFile(path, tone(5*time.Second, 0.2), 0o644))
			fine(t, os.Chtimes(path, time.Time{}, time.Now().Add(-time.Hour)))
		}, "older than its words"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, h := openedAt(t)
			path := app.AbandonedPath(c.Sounds.Dir, "nb", "fjellvann") + ".wav"
			tt.spoil(t, path)
			_, err := h.SetRunning(t.Context(), campaign, true, "", "test")
			if tt.want == "" {
				if err != nil {
					t.Errorf("got %v, want it started", err)
				}
				return
			}
			if !errors.Is(err, dialer.ErrRefused) || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), path) {
				t.Errorf("start: got %v, want it refused, naming %q and the file", err, tt.want)
			}
			fine(t, h.Close())
			found := app.Check(t.Context(), "", func() (config.Config, error) { return c, nil }, "", quiet())
			if !slices.ContainsFunc(found, func(f probe.Finding) bool {
				return f.Name == "campaign "+campaign && f.Level != probe.OK && strings.Contains(f.Text, tt.want)
			}) {
				t.Errorf("check: got %+v, want it to name %q", found, tt.want)
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

// tone is a whole wav file.
func tone(long time.Duration, volume float64) []byte {
	n, le := int(long.Seconds()*8000), binary.LittleEndian
	b := le.AppendUint32([]byte("RIFF"), uint32(36+2*n))
	b = le.AppendUint32(append(b, "WAVEfmt "...), 16)
	b = le.AppendUint16(le.AppendUint16(b, 1), 1)
	b = le.AppendUint32(le.AppendUint32(b, 8000), 16000)
	b = le.AppendUint16(le.AppendUint16(b, 2), 16)
	b = le.AppendUint32(append(b, "data"...), uint32(2*n))
	for i := range n {
		b = le.AppendUint16(b, uint16(int16(32767*volume*math.Sin(float64(i)*0.35))))
	}
	return b
}

func fine(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// openedAt is open, and the configuration that it has.
func openedAt(t *testing.T) (config.Config, *app.House) {
	t.Helper()
	h := open(t)
	return h.Config(), h
}

// speaker puts a voice in the path that hums for as long as its text is.
func speaker(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	fine(t, os.WriteFile(filepath.Join(dir, "hum.wav"), tone(2*time.Second, 0.3), 0o644))
	script := "#!/bin/sh\ncat >> " + dir + "/said\nwhile [ \"$1\" != -w ]; do shift; done\ncp " + dir + "/hum.wav \"$2\"\n"
	fine(t, os.WriteFile(filepath.Join(dir, "espeak-ng"), []byte(script), 0o755))
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
}

func TestEverySoundThatTheHouseCanSayIsMadeOnceAndMeasured(t *testing.T) {
	speaker(t)
	c, h := openedAt(t)
	made, err := app.RenderAllSounds(t.Context(), c, h)
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]app.SoundMade{}
	for _, m := range made {
		there[strings.TrimPrefix(m.Path, c.Sounds.Dir+"/")] = m
		if m.LeftOut == "" && (m.Seconds <= 0 || m.RMS < -22 || m.RMS > -18 || m.Peak > -3) {
			t.Errorf("%s: %.1f s, %.1f dB, peak %.1f dB", m.Path, m.Seconds, m.RMS, m.Peak)
		}
	}
	for path, want := range map[string]string{
		"nb/desk-hello.wav":                      "Du har ringt Eksempel Kundesenter.",
		"nb/desk-called.fjellvann-service.2.wav": "på vegne av Fjellvann Strøm. Det gjaldt strømutfallet i nettet til Fjellvann Strøm.",
		"nb/desk-contact.wav":                    "Du når oss på telefon to to, null null, null null, null en eller e-post kontakt krøllalfa example punktum no.",
		"nb/desk-menu.1.wav":                     "For å sperre nummeret ditt for",
		"nb/desk-unknown.4722000001.wav":         "Fra dette nummeret ringer vi på vegne av Fjellvann Strøm. Samtalene gjelder strømutfallet i nettet til Fjellvann Strøm.",
		"en/desk-closed.wav":                     "",
		"away/4722000001.wav":                    "Du har ringt Eksempel Kundesenter. Fra dette nummeret ringer vi på vegne av Fjellvann Strøm. Samtalene gjelder strømutfallet i nettet til Fjellvann Strøm. Du når oss på telefon to to, null null, null null, null en eller e-post kontakt krøllalfa example punktum no. Send oss gjerne en e-post, så svarer vi innen 24 timer.",
		"away/house.wav":                         "Du har ringt Eksempel Kundesenter. Du når oss på telefon to to, null null, null null, null en eller e-post kontakt krøllalfa example punktum no. Send oss gjerne en e-post, så svarer vi innen 24 timer.",
		"nb/desk-closed.wav":                     "Ingen kan svare akkurat nå. Vi er her mandag til fredag fra ni til fire. Du kan legge igjen en beskjed nå, eller skrive til kontakt krøllalfa example punktum no. Du får svar innen 24 timer. Om kvelden, i helger og på helligdager kan svaret komme skriftlig.",
		"nb/name-client.fjellvann.wav":           "Fjellvann Strøm",
		"nb/say/day-1.wav":                       "mandag",
		"en/say/hour-14.wav":                     "two",
		"nb/consent-yes.wav":                     "Takk. Opptaket starter nå. Du kan stanse det når som helst ved å taste 2.",
	} {
		if got, is := there[path]; !is || want != "" && got.Text != want {
			t.Errorf("%s: got %q, want %q", path, got.Text, want)
		}
	}
	if m := there["nb/consent-ask"]; !strings.Contains(m.LeftOut, "{website} has no value") {
		t.Errorf("without a web address: got %+v, want it left out with the reason", m)
	}
	again, err := app.RenderAllSounds(t.Context(), c, h)
	for _, m := range again {
		if m.Made || err != nil {
			t.Errorf("made again: %s, %v", m.Path, err)
		}
	}
}

// The configuration changes: what it concerns is made again, and nothing else.
func TestAChangedNameMakesItsOwnSoundsAnew(t *testing.T) {
	speaker(t)
	c, h := openedAt(t)
	if _, err := app.RenderAllSounds(t.Context(), c, h); err != nil {
		t.Fatal(err)
	}
	c.CallCenter.Email = "ny@example.no"
	made, err := app.RenderAllSounds(t.Context(), c, h)
	var again []string
	for _, m := range made {
		if m.Made {
			again = append(again, strings.TrimPrefix(m.Path, c.Sounds.Dir+"/"))
		}
		if m.Made && !strings.Contains(m.Text, "ny krøllalfa") && !strings.Contains(m.Text, "ny at") && !strings.Contains(m.Text, "N, Y") {
			t.Errorf("%s was made again, and says nothing of the address: %q", m.Path, m.Text)
		}
	}
	if err != nil || !slices.Contains(again, "nb/desk-contact.wav") || !slices.Contains(again, "en/access.wav") {
		t.Errorf("made %q, %v; want what names the address", again, err)
	}
}

// A message that a person read goes before the voice, and stands when the words change: then the campaign stops.
func TestAPersonsRecordingGoesBeforeTheVoice(t *testing.T) {
	speaker(t)
	c, h := openedAt(t)
	if _, err := app.RenderSounds(t.Context(), c, h); err != nil {
		t.Fatal(err)
	}
	studio := app.AbandonedPath(c.Sounds.Dir, "nb", "fjellvann") + ".studio.wav"
	original := tone(7*time.Second, 0.1)
	fine(t, os.WriteFile(studio, original, 0o644))
	fine(t, os.Chtimes(studio, time.Time{}, time.Now().Add(time.Minute)))
	made, err := app.RenderSounds(t.Context(), c, h)
	i := slices.IndexFunc(made, func(m app.SoundMade) bool { return m.Prompt == string(sounds.Abandoned) })
	if err != nil || i < 0 || !made[i].Made || !made[i].ByHand || math.Abs(made[i].Seconds-7) > 0.3 || math.Abs(made[i].RMS+20) > 0.5 {
		t.Fatalf("got %+v, %v; want seven seconds of the recording, levelled", made, err)
	}
	renamed := strings.Replace(example(t, configs.ExampleClient), "spoken: Fjellvann Strøm", "spoken: Fjellvann Nett", 1)
	if _, err := h.AddClients(t.Context(), []byte(renamed), "test"); err != nil {
		t.Fatal(err)
	}
	fine(t, os.Chtimes(studio, time.Time{}, time.Now().Add(-time.Minute))) // the words are younger than the recording
	if _, err = app.RenderSounds(t.Context(), c, h); !errors.Is(err, render.ErrOldRecording) {
		t.Errorf("with other words: got %v, want the recording called old", err)
	}
	if _, err := h.SetRunning(t.Context(), campaign, true, "", "test"); !errors.Is(err, dialer.ErrRefused) {
		t.Errorf("start: got %v, want it refused", err)
	}
	if b, err := os.ReadFile(studio); err != nil || string(b) != string(original) {
		t.Errorf("the person's recording was touched (%v)", err)
	}
}

// A machine's words are held to the rules also where an admin wrote them.
func TestASubjectThatSellsIsNotSpoken(t *testing.T) {
	speaker(t)
	c, h := openedAt(t)
	selling := strings.Replace(example(t, configs.ExampleCampaign), "subject: strømutfallet", "subject: et godt tilbud om strøm, ikke strømutfallet", 1)
	if _, err := h.AddCampaign(t.Context(), []byte(selling), "test"); err != nil {
		t.Fatal(err)
	}
	_, made := app.RenderSounds(t.Context(), c, h)
	_, started := h.SetRunning(t.Context(), campaign, true, "", "test")
	for what, err := range map[string]error{"sounds": made, "start": started} {
		if err == nil || !strings.Contains(err.Error(), `nb/desk-called.fjellvann-service: subject: `) || !strings.Contains(err.Error(), `"tilbud"`) {
			t.Errorf("%s: got %v; want the subject named for its word", what, err)
		}
	}
}
