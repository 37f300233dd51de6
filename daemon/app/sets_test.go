package app_test

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"
	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/ari/aritest"
	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/redis"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/redistest"
)

// onRedis puts the floor's registers into a Redis of its own.
// patientMS is the longest time-out of Redis that the configuration allows: these tests do not judge how fast a busy
// machine answers, and with the usual 50 ms a check that waits for a processor counts as none.
const patientMS = 1000

func (f *floor) onRedis(args ...string) *redistest.Server {
	r := redistest.Start(f.t, args...)
	f.conf.Registers.Backend, f.conf.Redis.Addresses, f.conf.Redis.NoPassword = config.InRedis, []string{r.Addr()}, true
	f.conf.Redis.TimeoutMS = patientMS
	f.conf.Redis.PersonSecret = filepath.Join(f.t.TempDir(), "persons.secret")
	if err := os.WriteFile(f.conf.Redis.PersonSecret, []byte(shared+"\n"), 0o600); err != nil {
		f.t.Fatal(err)
	}
	return r
}

// shared is by what all daemons hash persons.
const shared = "0123456789abcdef0123456789abcdef"

// another is the sets of a daemon elsewhere, on a disk of its own.
func another(t *testing.T, at string) *redis.Sets {
	t.Helper()
	store, err := sqlite.Create(t.Context(), sqlite.Options{Dir: t.TempDir(), Persons: shared})
	if err != nil {
		t.Fatal(err)
	}
	log := logrus.New()
	log.SetOutput(io.Discard)
	s := redis.Open(store, redis.Options{
		Addresses: []string{at}, Origin: "another", Persons: store.PersonsMark(), Log: logrus.NewEntry(log),
		Timeout: patientMS * time.Millisecond,
	})
	t.Cleanup(func() { s.Close(); store.Close() })
	if err := s.Ready(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

// The consumer's phone rings here; the call centre's other daemon hears "never again" from the same number.
func TestWhatAnotherDaemonReservesStopsRingingHere(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	r := f.onRedis()
	f.pbx.Plan("PJSIP/90000001@trunk", aritest.Rings())
	d := f.begin(0)
	d.fill()
	f.pbx.Incoming("ringevett", aritest.Incoming{Endpoint: "PJSIP/agent1", Args: []string{"login"}}).Digits("1111#")
	d.hear("logged in")
	d.calls(1)
	other := another(t, r.Addr())
	if _, err := other.Add(t.Context(), dialer.Own, dialer.Subject{Number: "+4790000001"},
		dialer.RegisterEntry{Source: "agent", By: "berit"}); err != nil {
		t.Fatal(err)
	}
	d.hear("ended")
	d.calls(0)
	redistest.Eventually(t, "the reservation is in this daemon's book too", func() error {
		all, err := d.Reservations(t.Context())
		if err == nil && (len(all) != 1 || all[0].By != "berit") {
			err = dialer.ErrNotFound
		}
		return err
	})
	d.end()
}

// calls waits until so many calls are open.
func (d *day) calls(want int) {
	d.t.Helper()
	redistest.Eventually(d.t, "calls", func() error {
		s, err := d.Status(d.t.Context())
		if err == nil && len(s.Calls) != want {
			err = dialer.ErrNotFound
		}
		return err
	})
}

func TestNothingIsDialedWhileRedisIsAwayAndItResumes(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	r := f.onRedis()
	f.pbx.Plan("PJSIP/90000001@trunk", aritest.Answers(time.Millisecond))
	d := f.begin(0)
	r.Kill()
	d.fill()
	f.pbx.Incoming("ringevett", aritest.Incoming{Endpoint: "PJSIP/agent1", Args: []string{"login"}}).Digits("1111#")
	d.hear("could not be looked up")
	if s := must[verb.Status](t)(d.Status(t.Context())); len(s.Calls) != 0 {
		t.Errorf("dialed without registers: %+v", s.Calls)
	}
	r.Restart()
	d.hear("registers in Redis are whole again")
	in, err := d.CheckNumber(t.Context(), "90000001")
	if err != nil || len(in.Registers) == 0 {
		t.Errorf("got %+v, %v", in, err)
	}
	close(d.cut)
	d.end()
}

func TestARedisThatThrowsKeysAwayIsRefusedAtTheStart(t *testing.T) {
	f := newFloor(t)
	f.onRedis("--maxmemory", "100mb", "--maxmemory-policy", "volatile-lru")
	f.init()
	log := logrus.New()
	log.SetOutput(io.Discard)
	err := app.Run(context.Background(), app.Options{
		Config: f.conf, Version: "test", DemoClock: tuesday(9, 10, 0), Log: logrus.NewEntry(log),
	})
	if err == nil || !strings.Contains(err.Error(), "noeviction") {
		t.Errorf("got %v", err)
	}
}

// Redis answers the checks and keeps its logs from us: what another daemon reserves while it rings here would not be
// heard.
func TestNothingIsDialedWhileTheOtherDaemonsAreNotHeard(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	r := f.onRedis()
	f.pbx.Plan("PJSIP/90000001@trunk", aritest.Rings())
	d := f.begin(0)
	admin := goredis.NewClient(&goredis.Options{Addr: r.Addr()})
	defer admin.Close()
	allow := func(what string) {
		t.Helper()
		if err := admin.Do(t.Context(), "ACL", "SETUSER", "default", what).Err(); err != nil {
			t.Fatal(err)
		}
	}
	allow("-xread")
	d.hear("the part reservations does not work")
	s := must[verb.Status](t)(d.Status(t.Context()))
	if len(s.Failing) != 1 || !s.Failing[0].Halts || !strings.Contains(s.Halted, "xread") {
		t.Errorf("status says %+v and %q", s.Failing, s.Halted)
	}
	d.fill()
	f.pbx.Incoming("ringevett", aritest.Incoming{Endpoint: "PJSIP/agent1", Args: []string{"login"}}).Digits("1111#")
	d.hear("could not be looked up")
	d.calls(0)
	allow("+xread")
	d.hear("the part reservations works again")
	d.calls(1)
	if s = must[verb.Status](t)(d.Status(t.Context())); len(s.Failing) != 0 || s.Halted != "" {
		t.Errorf("it hears again, and status says %+v and %q", s.Failing, s.Halted)
	}
	close(d.cut)
	d.end()
}
