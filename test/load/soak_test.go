package load_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// sample is what the daemon holds in memory after so many attempts, a collection before it.
type sample struct {
	attempts int
	verb.Memory
}

// soak lets the daemon, as a process of its own, make attempts on a real Asterisk, and samples its memory as it goes.
func soak(t *testing.T, agents, attempts, every int) (all []sample) {
	t.Helper()
	h := &house{b: t, dir: t.TempDir(), agents: agents}
	h.boot()
	h.serve()
	h.logIn()
	api, err := rest.Dial(t.Context(), h.path("sock"))
	if err != nil {
		t.Fatal(err)
	}
	defer api.Close()
	h.tool("campaign", "start", "load")
	begun, own := time.Now(), cpu(t, h.daemon.Process.Pid)
	for made := 0; made < attempts; {
		<-time.After(500 * time.Millisecond)
		if time.Since(begun) > time.Duration(attempts)*time.Second {
			t.Fatalf("%d attempts in %v", made, time.Since(begun))
		}
		now := dialed(t, api)
		if now/every == made/every {
			made = now
			continue
		}
		made = now
		m, err := rest.Call(t.Context(), api, verb.ShowMemory, verb.MemoryQuery{Collect: true})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, sample{made, m})
		t.Logf("%6d attempts: %6.2f MB live, %6.2f MB resident, %d goroutines", made, mb(m.Live), mb(m.Resident),
			m.Goroutines)
	}
	used := (cpu(t, h.daemon.Process.Pid) - own).Seconds() / time.Since(begun).Seconds()
	t.Logf("%d agents, %v, %.0f %% of one core by the daemon", agents, time.Since(begun).Round(time.Second), 100*used)
	h.tool("campaign", "pause", "load")
	h.stop()
	return all
}

// dialed counts the attempts by what has become of the leads.
func dialed(t *testing.T, api *rest.Remote) (n int) {
	t.Helper()
	s, err := rest.Call(t.Context(), api, verb.ShowStatus, verb.Nothing{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range s.Campaigns {
		for _, l := range c.Leads {
			if l.State == "done" {
				n += l.Count
			}
		}
	}
	return n
}

func mb(n uint64) float64 { return float64(n) / (1 << 20) }

// slope is how much a figure grows with each thousand attempts, by least squares.
func slope(all []sample, of func(sample) float64) float64 {
	var n, x, y, xx, xy float64
	for _, s := range all {
		a, v := float64(s.attempts)/1000, of(s)
		n, x, y, xx, xy = n+1, x+a, y+v, xx+a*a, xy+a*v
	}
	if d := n*xx - x*x; d != 0 {
		return (n*xy - x*y) / d
	}
	return 0
}

func trends(t *testing.T, all []sample) (live, resident float64) {
	t.Helper()
	live = slope(all, func(s sample) float64 { return float64(s.Live) / 1024 })
	resident = slope(all, func(s sample) float64 { return float64(s.Resident) / 1024 })
	t.Logf("with each thousand attempts: %+.1f kB live, %+.1f kB resident", live, resident)
	return live, resident
}

// The small case: the samples are taken, and a leak of 50 kB an attempt would be seen.
func TestSoakOfAHundredAttempts(t *testing.T) {
	all := soak(t, 8, 100, 50)
	if len(all) < 2 {
		t.Fatalf("%d samples", len(all))
	}
	first, last := all[0], all[len(all)-1]
	if grown := float64(last.Live) - float64(first.Live); grown > float64(last.attempts-first.attempts)*50*1024 {
		t.Errorf("%.1f MB live after %d attempts, %.1f after %d", mb(first.Live), first.attempts, mb(last.Live),
			last.attempts)
	}
	trends(t, all)
}
