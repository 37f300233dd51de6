package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/rest"
)

// A client gets another name while its campaign runs: the daemon has it spoken and dials on; where nothing can speak, the campaign
// is paused rather than say the old one.
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
		must[[]rest.Client](t)(d.AddClients(t.Context(), []byte(text), ""))
		said, err := os.ReadFile(message + ".txt")
		fine(t, err)
		return string(said), must[[]rest.Campaign](t)(d.Campaigns(t.Context()))[0].Running
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
