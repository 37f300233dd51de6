package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/verb"
)

// A client gets another name while its campaign runs: the daemon has it spoken and dials on; where nothing can speak,
// the campaign is paused rather than say the old one.
func TestTheDaemonSpeaksWhatHasChanged(t *testing.T) {
	f := newFloor(t)
	message := filepath.Join(f.conf.Sounds.Dir, "nb", "abandoned.fjellvann")
	speaker(t)
	fine(t, os.Remove(message+".wav")) // missing when it starts
	d := f.begin(0)
	d.fill()
	rename := func(name string) (words string, running bool) {
		t.Helper()
		text := strings.Replace(example(t, configs.ExampleClient), "spoken: Fjellvann Strøm", "spoken: "+name, 1)
		must[[]verb.Client](t)(d.AddClients(t.Context(), []byte(text), ""))
		said, err := os.ReadFile(message + ".txt")
		fine(t, err)
		return string(said), must[[]verb.Campaign](t)(d.Campaigns(t.Context()))[0].Running
	}
	if words, running := rename("Fjellvann Nett"); !running || !strings.Contains(words, "Fjellvann Nett") {
		t.Errorf("with a voice: running %v, it says %q", running, words)
	}
	t.Setenv("PATH", "")
	if _, running := rename("Fjellvann Fiber"); running {
		t.Error("without a voice: it runs on and says the old name")
	}
	d.hear("not every sound could be made")
	d.end()
}

// A start does not wait for a voice, however much there is to say: the floor is up, a campaign whose sounds are not
// there says so and does not dial, and dials once they are.
func TestTheFloorIsUpBeforeItsSounds(t *testing.T) {
	f := newFloor(t)
	d := f.begin(0)
	d.fill()
	d.end()
	fine(t, os.Remove(filepath.Join(f.conf.Sounds.Dir, "nb", "abandoned.fjellvann.wav")))
	speaker(t)
	voice := filepath.Join(strings.Split(os.Getenv("PATH"), ":")[0], "espeak-ng")
	whole, err := os.ReadFile(voice)
	fine(t, err)
	word := filepath.Join(t.TempDir(), "speak")
	waits := "#!/bin/sh\nn=0; while [ ! -e " + word + " ] && [ $n -lt 6000 ]; do sleep 0.05; n=$((n+1)); done\n"
	fine(t, os.WriteFile(voice, []byte(strings.Replace(string(whole), "#!/bin/sh\n", waits, 1)), 0o755))

	d = f.begin(1)
	why := func() string { return must[verb.Status](t)(d.Status(t.Context())).Campaigns[0].Why }
	if got := why(); !strings.Contains(got, "its sounds are being made") {
		t.Errorf("before its sounds: %q", got)
	}
	fine(t, os.WriteFile(word, nil, 0o644))
	d.hear("sounds made again")
	d.hear("has its sounds and may dial")
	got := why()
	for range 1000 { // the floor looks at its campaigns again in its next round
		if !strings.Contains(got, "its sounds are being made") {
			break
		}
		<-time.After(10 * time.Millisecond)
		got = why()
	}
	if got != "no agent of this campaign is logged in" {
		t.Errorf("with its sounds: %q", got)
	}
	d.end()
}
