package registers_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/memory"
	"github.com/ringevett/ringevett/daemon/redis"
	"github.com/ringevett/ringevett/daemon/registers"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/test/redistest"
)

var (
	_ registers.Sets = (*memory.Sets)(nil)
	_ registers.Sets = (*redis.Sets)(nil)
)

const acme dialer.RegisterID = "client/acme"

func number(i int) dialer.Number { return dialer.Number(fmt.Sprintf("+47%08d", 90000000+i)) }

func who(i int) dialer.Subject { return dialer.Subject{Number: number(i)} }

func store(t testing.TB, dir string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Create(t.Context(), sqlite.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if err := s.PutClient(t.Context(), dialer.Client{ID: "acme", Name: "Acme AS"}, "test"); err != nil {
		t.Fatal(err)
	}
	return s
}

// pair is two processes that ask for the same registers; only the first writes where there is one disk.
type pair struct {
	a, b  registers.Sets
	store *sqlite.Store // of a
}

func inMemory(t testing.TB) pair {
	t.Helper()
	dir := t.TempDir()
	a := store(t, dir)
	b, err := sqlite.OpenReadOnly(t.Context(), sqlite.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return pair{a: memory.New(a), b: memory.New(b), store: a}
}

func quiet() *logrus.Entry {
	l := logrus.New()
	l.SetOutput(io.Discard)
	if os.Getenv("RINGEVETT_TEST_LOG") != "" {
		l.SetOutput(os.Stderr)
		l.SetLevel(logrus.DebugLevel)
	}
	return logrus.NewEntry(l)
}

// daemon is one daemon's sets, with its own disk, on the Redis at addr.
func daemon(t testing.TB, name string, addr ...string) *redis.Sets {
	t.Helper()
	return on(t, store(t, t.TempDir()), name, addr...)
}

func on(t testing.TB, truth redis.Truth, name string, addr ...string) *redis.Sets {
	t.Helper()
	return opened(t, truth, redis.Options{Addresses: addr, Origin: name})
}

// opened fills in what all these daemons have.
func opened(t testing.TB, truth redis.Truth, o redis.Options) *redis.Sets {
	t.Helper()
	o.Grace, o.Log = 500*time.Millisecond, quiet()
	s := redis.Open(truth, o)
	t.Cleanup(func() { s.Close() })
	return s
}

// patient is a time-out for tests that do not judge how fast Redis answers: with the usual 50 ms a check that waits
// for a processor on a busy machine counts as none.
const patient = time.Second

func onRedis(t testing.TB, addr ...string) pair {
	t.Helper()
	truth := store(t, t.TempDir())
	p := pair{a: on(t, truth, "a", addr...), b: daemon(t, "b", addr...), store: truth}
	ready(t, p.a, p.b)
	return p
}

// onPatientRedis is onRedis with that time-out.
func onPatientRedis(t testing.TB, addr ...string) pair {
	t.Helper()
	truth := store(t, t.TempDir())
	p := pair{
		a:     opened(t, truth, redis.Options{Addresses: addr, Origin: "a", Timeout: patient}),
		b:     opened(t, store(t, t.TempDir()), redis.Options{Addresses: addr, Origin: "b", Timeout: patient}),
		store: truth,
	}
	ready(t, p.a, p.b)
	return p
}

func ready(t testing.TB, all ...registers.Sets) {
	t.Helper()
	for _, s := range all {
		redistest.Eventually(t, "ready", func() error { return s.Ready(t.Context()) })
	}
}

func entry(source string) dialer.RegisterEntry {
	return dialer.RegisterEntry{Source: source, By: "test"}
}

func because(why string) dialer.RegisterEntry { return dialer.RegisterEntry{Reason: why, By: "test"} }

func delivery() sets.Delivery {
	return sets.Delivery{LoadedAt: time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC), Source: "test", By: "test"}
}

func base(numbers ...int) *sets.Base {
	var b sets.Builder
	for _, i := range numbers {
		b.Number(4790000000 + uint64(i))
	}
	return b.Base()
}

// many is a base of n numbers, spread over the plan.
func many(n int) *sets.Base {
	var b sets.Builder
	for i := range n {
		b.Number(numberOf(i))
	}
	return b.Base()
}

func numberOf(i int) uint64 { return 4740000000 + uint64(i)*23 }

// one asks until there is an answer: on a busy machine a check may be refused for want of time, which is never wrong.
func one(t testing.TB, s registers.Sets, subject dialer.Subject, r dialer.RegisterID) (got dialer.RegisterAnswer) {
	t.Helper()
	redistest.Eventually(t, "an answer", func() error {
		all, err := s.Check(t.Context(), subject, []dialer.RegisterID{r})
		if err == nil {
			got = all[0]
		}
		return err
	})
	return got
}

// freed asks until the subject is free: what another daemon has lifted holds here once this one's disk has it too.
func freed(t testing.TB, s registers.Sets, subject dialer.Subject, r dialer.RegisterID) (got dialer.RegisterAnswer) {
	t.Helper()
	redistest.Eventually(t, "it is free", func() error {
		if got = one(t, s, subject, r); got.Answer != dialer.Clear {
			return errors.New(got.Answer.String())
		}
		return nil
	})
	return got
}

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
