//go:build night

package oldbook_test

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/child"
	"github.com/ringevett/ringevett/test/oldbook"
)

// TestNightWhatAnImportCosts sends a list of a million rows, or of RINGEVETT_ROWS, to a daemon over its socket,
// twice: as new leads, and as leads that are there; and then as a register's delivery. It prints what the daemon
// holds in memory meanwhile, and how long a pause takes that is asked for over the socket. It judges nothing but that
// each answer comes.
func TestNightWhatAnImportCosts(t *testing.T) {
	bin := filepath.Join(t.TempDir(), "ringevett")
	if err := child.Build(t.Context(), bin); err != nil {
		t.Fatal(err)
	}
	rows := 1_000_000
	fmt.Sscan(os.Getenv("RINGEVETT_ROWS"), &rows)
	b := newBook(t, bin, "10k", 10_000)
	b.start()
	defer b.stop()
	b.idle()
	c, err := config.Load(oldbook.Config(b.dir))
	if err != nil {
		t.Fatal(err)
	}
	remote, err := rest.Dial(t.Context(), c.API.Socket)
	if err != nil {
		t.Fatal(err)
	}
	defer remote.Close()
	campaigns, err := rest.Call(t.Context(), remote, verb.ListCampaigns, verb.Nothing{})
	if err != nil || len(campaigns) == 0 {
		t.Fatal(campaigns, err)
	}
	list := longList(t, rows, campaigns[0].Sources[0].Name)
	for _, do := range []struct {
		what string
		args []string
	}{
		{"leads, new", []string{"lead", "import", list, "--campaign", campaigns[0].ID}},
		{"leads, there already", []string{"lead", "import", list, "--campaign", campaigns[0].ID}},
		{"numbers of a register", []string{
			"register", "import", "national", list, "--number-column", "number", "--because", "a trial",
		}},
	} {
		idle, began := b.memory("VmRSS"), time.Now()
		done := make(chan []byte)
		go func() { done <- b.run(do.args...) }()
		var peak, pauses int
		var longest, sum time.Duration
		var said []byte
		waited := control()
		for said == nil {
			select {
			case said = <-done:
			case <-time.After(200 * time.Millisecond):
				asked := time.Now()
				stop := verb.CampaignChange{Campaign: campaigns[0].ID, Why: "stop"}
				if _, err := rest.Call(t.Context(), remote, verb.PauseCampaign, stop); err != nil {
					t.Error(err)
				}
				took := time.Since(asked)
				longest, sum, pauses = max(longest, took), sum+took, pauses+1
				peak = max(peak, b.memory("VmRSS"))
			}
		}
		t.Logf("%d %s: %.1f s; resident %d MB before, %d at most, %d over; "+
			"%d pauses: %.1f ms on average, %.1f at most, where 8 ms of work took %.1f at most\n%s",
			rows, do.what, time.Since(began).Seconds(), idle, peak, peak-idle, pauses,
			sum.Seconds()*1000/float64(max(1, pauses)), longest.Seconds()*1000, waited().Seconds()*1000, said)
	}
}

func longList(t *testing.T, rows int, source string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "list.csv")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, "number;name;address;postcode;source")
	for i := range rows {
		fmt.Fprintf(w, "4%07d;Kari Nordmann;Storgata %d;0184 Oslo;%s\n", i*7%10_000_000, i%300, source)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return path
}

// memory is a line of the daemon's status, in MB.
func (b *book) memory(name string) int {
	for line := range strings.Lines(b.proc("status")) {
		var kb int
		if rest, is := strings.CutPrefix(line, name+":"); is {
			fmt.Sscan(rest, &kb)
			return kb / 1000
		}
	}
	b.t.Fatal("no " + name)
	return 0
}
