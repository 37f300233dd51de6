package calls_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// A PBX whose clock is far from ours is not dialed on. The proxy moves the time that a real Asterisk tells, since all
// here share a clock.
func TestNothingIsDialedWhileTheClocksAreAMinuteApart(t *testing.T) {
	t.Parallel()
	var ahead atomic.Int64
	ahead.Store(int64(90 * time.Second))
	f := newFloor(t, options{leads: 20, ari: func(at string) string { return shiftedPings(t, at, &ahead) }})
	f.trunk.PlanAll(phone.Plan{Ring: 200 * time.Millisecond, Send: phone.Tone(400), Hold: 500 * time.Millisecond})
	f.agent(1, phone.Sound{})
	<-time.After(2 * time.Second)
	s, err := f.e.Snapshot(t.Context())
	must(t, err)
	if n := len(f.trunk.Calls()); n > 0 || !strings.Contains(s.Halted, "1m30s ahead of this one") {
		t.Errorf("90 s apart: %d calls, halted %q", n, s.Halted)
	}
	t.Logf("status: %s", s.Halted)
	set := time.Now()
	ahead.Store(0)
	f.fact("the first call", func(x dialer.Fact) bool { return x.Kind == dialer.FactDialed })
	t.Logf("clock set right: the first call %.1f s later", time.Since(set).Seconds())

	set = time.Now()
	ahead.Store(-int64(2 * time.Minute))
	for s.Halted = ""; !strings.Contains(s.Halted, "2m0s behind"); <-time.After(20 * time.Millisecond) {
		if s, err = f.e.Snapshot(t.Context()); err != nil || time.Since(set) > 30*time.Second {
			t.Fatalf("not halted in 30 s: %q, %v", s.Halted, err)
		}
	}
	t.Logf("clock jumped by 2 min while dialing: nothing is dialed %.1f s later", time.Since(set).Seconds())
}

// shiftedPings is a way to ARI that moves the time in the answers to pings.
func shiftedPings(t *testing.T, at string, ahead *atomic.Int64) string {
	to, err := url.Parse(at)
	must(t, err)
	to.Path = ""
	through := httputil.NewSingleHostReverseProxy(to)
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/ari/asterisk/ping" {
			now := time.Now().Add(time.Duration(ahead.Load())).Format("2006-01-02T15:04:05.000-0700")
			_ = json.NewEncoder(w).Encode(ari.AsteriskPing{Ping: "pong", Timestamp: now})
			return
		}
		through.ServeHTTP(w, r)
	}))
	t.Cleanup(proxy.Close)
	return proxy.URL + "/ari"
}
