package contract_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/test/asterisk"
)

// TestAHostileRealAsterisk makes on a real one what of ari's own hostile tests can be made there, and prints outcome
// and seconds.
func TestAHostileRealAsterisk(t *testing.T) {
	t.Parallel()
	pbx := asterisk.Start(t, asterisk.Options{Log: os.Stderr})
	cfg := ari.Config{URL: pbx.ARIURL, App: "hostile", User: pbx.User, Password: pbx.Password}
	row := func(what string, begun time.Time, got any) {
		t.Helper()
		t.Logf("%-55s %6.2f s  %v", what, time.Since(begun).Seconds(), got)
	}
	t.Run("stopped", func(t *testing.T) {
		c := ari.Start(t.Context(), cfg)
		defer c.Close()
		upOnce(t, c)
		begun := time.Now()
		must(t, syscall.Kill(pbx.PID(), syscall.SIGSTOP))
		down := next[ari.Down](t, c)
		row("SIGSTOP of Asterisk: Down", begun, down.Err)
		must(t, syscall.Kill(pbx.PID(), syscall.SIGCONT))
		begun = time.Now()
		upOnce(t, c)
		row("SIGCONT: Up", begun, "")
	})
	t.Run("redirecting proxy", func(t *testing.T) { behindRedirects(t, pbx, cfg, row) })
	t.Run("filter", func(t *testing.T) {
		c := ari.Start(t.Context(), cfg)
		defer c.Close()
		upOnce(t, c)
		begun := time.Now()
		must(t, c.FilterEvents(t.Context(), cfg.App, ari.Filter{Disallowed: []string{"ChannelUserevent"}}))
		down := next[ari.Down](t, c)
		if !strings.Contains(down.Err.Error(), "filter keeps out ChannelUserevent") {
			t.Errorf("down says %v", down.Err)
		}
		upOnce(t, c)
		row("a filter that keeps out our proofs: named, removed, Up", begun, down.Err)
	})
	for _, transport := range []ari.Transport{ari.HTTP, ari.WebSocket} {
		cfg := cfg
		cfg.Transport = transport
		c := ari.Start(t.Context(), cfg)
		upOnce(t, c)
		begun := time.Now()
		err := c.SetGlobalVar(t.Context(), "HOSTILE", strings.Repeat("x", 70_000))
		row("a value of 70 kB", begun, err)
		if !errors.Is(err, ari.ErrTooLong) {
			t.Errorf("transport %d: %.200v; want ErrTooLong", transport, err)
		}
		must(t, c.SetGlobalVar(t.Context(), "HOSTILE", strings.Repeat("x", 3500)))
		got, err := c.GlobalVar(t.Context(), "HOSTILE")
		must(t, err)
		row("a value of 3500 bytes", begun, len(got))
		must(t, c.Close())
	}
}

// behindRedirects talks to Asterisk through a proxy that redirects each DELETE to a GET of the same.
func behindRedirects(t *testing.T, pbx *asterisk.PBX, cfg ari.Config, row func(string, time.Time, any)) {
	to, err := url.Parse(pbx.ARIURL)
	must(t, err)
	to.Path = ""
	through := httputil.NewSingleHostReverseProxy(to)
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodDelete {
			http.Redirect(w, r, r.URL.Path, http.StatusFound)
			return
		}
		through.ServeHTTP(w, r)
	}))
	defer proxy.Close()
	cfg.URL = proxy.URL + "/ari"
	c := ari.Start(t.Context(), cfg)
	defer c.Close()
	upOnce(t, c)
	create(t, c, "01k8b0redirect01")
	begun := time.Now()
	err = c.Hangup(t.Context(), "01k8b0redirect01", ari.ReasonNormal)
	row("a hang-up through a redirecting proxy", begun, err)
	var e *ari.Error
	if !errors.As(err, &e) || e.Status != http.StatusFound {
		t.Errorf("hang-up says %v, want the redirect", err)
	}
	if _, err := c.Channel(context.Background(), "01k8b0redirect01"); err != nil {
		t.Errorf("the channel: %v, want it to live", err)
	}
}
