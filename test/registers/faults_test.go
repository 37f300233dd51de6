package registers_test

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/redis"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/test/redistest"
)

// naive is what these tests are controlled with: it asks as most programs do, for the member alone. Where a safeguard is
// taken out, it says "free" of a number that is reserved.
func naive(t testing.TB, s *redistest.Server, key string, i int) bool {
	t.Helper()
	in, err := s.SIsMember(t.Context(), key, string(number(i))).Result()
	return err == nil && !in
}

const ownAdd = "ringevett:{own}:add"

// never fails the test if the number is called free at any time until the register answers again; it gives how long that took.
func never(t testing.TB, s app.Sets, subject dialer.Subject, r dialer.RegisterID) time.Duration {
	t.Helper()
	began, last := time.Now(), error(nil)
	for time.Since(began) < 10*time.Second {
		got, err := s.Check(t.Context(), subject, []dialer.RegisterID{r})
		switch {
		case err != nil || got[0].Answer == dialer.Unknown:
			last = err
		case got[0].Answer == dialer.Clear:
			t.Fatalf("a reserved number was called free after %v", time.Since(began))
		default:
			return time.Since(began)
		}
	}
	t.Fatalf("the register did not come back within ten seconds: %v", last)
	return 0
}

func TestAKeyThatIsGone(t *testing.T) {
	r := redistest.Start(t)
	p := onRedis(t, r.Addr())
	must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(1), entry("agent")))
	must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, many(100_000), delivery()))
	must[int64](t)(p.a.Add(t.Context(), dialer.National, who(1), entry("agent")))
	v := strconv.FormatInt(one(t, p.b, who(1), dialer.National).Version, 10)
	for _, gone := range []struct {
		key string
		who dialer.Subject
		reg dialer.RegisterID
	}{
		{ownAdd, who(1), dialer.Own},
		{"ringevett:{own}:meta", who(1), dialer.Own},
		{"ringevett:{national}:v" + v + ":47", numberSubject(numberOf(5)), dialer.National},
		{"ringevett:{national}:add", who(1), dialer.National},
		{"ringevett:{national}:meta", numberSubject(numberOf(5)), dialer.National},
		{"ringevett:{national}:log", numberSubject(numberOf(5)), dialer.National},
	} {
		t.Run(gone.key, func(t *testing.T) {
			if n := must[int64](t)(r.Del(t.Context(), gone.key).Result()); n != 1 {
				t.Fatalf("%d keys of that name", n)
			}
			if gone.key == ownAdd && !naive(t, r, ownAdd, 1) {
				t.Error("control: a plain SISMEMBER does not say free; this test sees nothing")
			}
			t.Logf("back after %v", never(t, p.b, gone.who, gone.reg))
		})
	}
}

func TestFlushAll(t *testing.T) {
	r := redistest.Start(t)
	p := onRedis(t, r.Addr())
	must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(1), entry("agent")))
	must[int64](t)(p.b.Add(t.Context(), dialer.Own, who(2), entry("agent")))
	must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, many(1000), delivery()))
	for range 5 {
		r.FlushAll(t.Context())
		if !naive(t, r, ownAdd, 1) {
			t.Error("control: a plain SISMEMBER does not say free")
		}
		t.Logf("back after %v", never(t, p.b, who(1), dialer.Own))
		never(t, p.a, who(2), dialer.Own)
		never(t, p.a, who(1), dialer.Own)
		never(t, p.b, numberSubject(numberOf(3)), dialer.National)
	}
}

// What A added in the last moment is on A's disk only: B has not read it yet, and Redis is emptied. A is given its chance.
func TestFlushAllBeforeTheOtherHasHeard(t *testing.T) {
	r := redistest.Start(t)
	p := onRedis(t, r.Addr())
	for i := range 15 {
		must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(i), entry("agent")))
		r.FlushAll(t.Context())
		never(t, p.b, who(i), dialer.Own)
	}
}

func TestHungRedis(t *testing.T) {
	r := redistest.Start(t)
	p := onRedis(t, r.Addr())
	must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(1), entry("agent")))
	one(t, p.b, who(1), dialer.Own)
	r.Signal(syscall.SIGSTOP)
	patient := make(chan error, 1) // control: a client as the library makes it
	go func() {
		c := goredis.NewClient(&goredis.Options{Addr: r.Addr()})
		defer c.Close()
		patient <- c.SIsMember(context.Background(), ownAdd, "x").Err()
	}()
	var worst time.Duration
	for range 5 {
		began := time.Now()
		if got, err := p.b.Check(t.Context(), who(2), []dialer.RegisterID{dialer.Own}); err == nil {
			t.Errorf("a hung Redis answered %+v", got)
		}
		worst = max(worst, time.Since(began))
	}
	select {
	case err := <-patient:
		t.Errorf("control: a patient client has its answer already: %v", err)
	default:
	}
	if worst > 400*time.Millisecond {
		t.Errorf("the longest check against a hung Redis took %v", worst)
	}
	_, err := p.a.Add(t.Context(), dialer.Own, who(3), entry("agent"))
	if err == nil || !strings.Contains(err.Error(), "being spread") {
		t.Errorf("an addition meanwhile: got %v", err)
	}
	r.Signal(syscall.SIGCONT)
	t.Logf("longest check while hung %v; the addition made meanwhile is seen after %v", worst, never(t, p.b, who(3), dialer.Own))
}

func TestRestartWithoutPersistence(t *testing.T) {
	r := redistest.Start(t)
	p := onRedis(t, r.Addr())
	must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(1), entry("agent")))
	r.Kill()
	if _, err := p.b.Check(t.Context(), who(1), []dialer.RegisterID{dialer.Own}); err == nil {
		t.Error("a dead Redis answered")
	}
	if _, err := p.a.Add(t.Context(), dialer.Own, who(2), entry("agent")); err == nil {
		t.Error("an addition was acknowledged as seen by all")
	}
	r.Restart()
	if !naive(t, r, ownAdd, 1) {
		t.Log("control: it was rebuilt before the control could ask")
	}
	t.Logf("back after %v", never(t, p.b, who(1), dialer.Own))
	never(t, p.b, who(2), dialer.Own)
}

// A replica that lacks the last addition becomes the primary, at the address that the daemons know. One daemon may have
// seen the count of changes that is lost, the other not.
func TestFailoverWithoutTheLastAddition(t *testing.T) {
	t.Run("seen by the other", func(t *testing.T) { failover(t, true) })
	t.Run("not seen by the other", func(t *testing.T) { failover(t, false) })
}

func failover(t *testing.T, seen bool) {
	r, replica := redistest.Start(t, "--repl-diskless-sync-delay", "0"), redistest.Start(t)
	p := onRedis(t, r.Addr())
	must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(1), entry("agent")))
	replica.Do(t.Context(), "replicaof", "127.0.0.1", strconv.Itoa(r.Port))
	redistest.Eventually(t, "the replica has it", func() error {
		if naive(t, replica, ownAdd, 1) {
			return errors.New("not yet")
		}
		return nil
	})
	replica.Do(t.Context(), "replicaof", "no", "one") // from here on it hears nothing more
	must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(2), entry("agent")))
	if seen {
		one(t, p.b, who(2), dialer.Own)
	}
	r.Kill()
	if !naive(t, replica, ownAdd, 2) || naive(t, replica, ownAdd, 1) {
		t.Error("control: the new primary has both, or none; this test sees nothing")
	}
	forward(t, r.Addr(), replica.Addr())
	t.Logf("back after %v", never(t, p.b, who(2), dialer.Own))
	never(t, p.b, who(1), dialer.Own)
}

func TestAReplicaIsNotAsked(t *testing.T) {
	r, replica := redistest.Start(t, "--repl-diskless-sync-delay", "0"), redistest.Start(t)
	a := daemon(t, "a", r.Addr())
	ready(t, a)
	replica.Do(t.Context(), "replicaof", "127.0.0.1", strconv.Itoa(r.Port))
	b := daemon(t, "b", replica.Addr())
	short, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if err := b.Ready(short); !errors.Is(err, dialer.ErrRefused) {
		t.Errorf("got %v", err)
	}
	// The primary becomes a replica while it is connected to.
	r.Do(t.Context(), "replicaof", "127.0.0.1", "1")
	if got, err := a.Check(t.Context(), who(1), []dialer.RegisterID{dialer.Own}); err == nil {
		t.Errorf("a replica answered %+v", got)
	}
}

func TestPolicyIsRefused(t *testing.T) {
	r := redistest.Start(t, "--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru")
	if err := daemon(t, "a", r.Addr()).Ready(t.Context()); !errors.Is(err, redis.ErrPolicy) {
		t.Errorf("got %v", err)
	}
}

func TestAVersionHalfWritten(t *testing.T) {
	r := redistest.Start(t)
	p := onRedis(t, r.Addr())
	v := must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, many(100_000), delivery()))
	// A daemon died in the middle of writing the next one.
	next := "ringevett:{national}:v" + strconv.FormatInt(v.Version+1, 10)
	r.SetBit(t.Context(), next+":47", 0, 1)
	r.SAdd(t.Context(), next+":n:0", "0", "46700000001")
	if got := one(t, p.b, numberSubject(numberOf(7)), dialer.National); got.Answer != dialer.Reserved || got.Version != v.Version {
		t.Errorf("got %+v", got)
	}
	// And, worse, had the version been made the active one (control: its bits say free).
	meta := "ringevett:{national}:meta"
	r.HSet(t.Context(), meta, "version", v.Version+1, "epoch", "someone")
	if bit, err := r.GetBit(t.Context(), next+":47", int64(numberOf(7)-4700000000)).Result(); err != nil || bit != 0 {
		t.Error("control: the half version knows the number; this test sees nothing")
	}
	if got, err := p.b.Check(t.Context(), numberSubject(numberOf(7)), []dialer.RegisterID{dialer.National}); err == nil && got[0].Answer == dialer.Clear {
		t.Errorf("control of the swap's own check: a half version was believed: %+v", got)
	}
	after := must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, many(100_000), delivery()))
	never(t, p.b, numberSubject(numberOf(7)), dialer.National)
	if got := one(t, p.b, numberSubject(numberOf(7)), dialer.National); got.Answer != dialer.Reserved || got.Version != after.Version {
		t.Errorf("after the next load: got %+v, want version %d", got, after.Version)
	}
}

// Additions go on while the register is replaced again and again; none may be lost. The control is the way of SADD to the live
// key and RENAME of a rebuilt one.
func TestReplaceWhileAdding(t *testing.T) {
	r := redistest.Start(t)
	for name, make := range map[string]func(testing.TB) pair{
		"memory": inMemory,
		"redis":  func(t testing.TB) pair { return onRedis(t, r.Addr()) },
	} {
		t.Run(name, func(t *testing.T) {
			p := make(t)
			next := withEvery(3) // so that each version settles some of what was added, and leaves the rest
			must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, next, delivery()))
			replaced := 0
			done, acked := adding(t, func(i int) error {
				_, err := p.a.Add(t.Context(), dialer.National, who(i), entry("agent"))
				return err
			})
			for began := time.Now(); time.Since(began) < time.Second; {
				must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, next, delivery()))
				replaced++
			}
			done()
			lost := 0
			for _, i := range acked() {
				if one(t, p.b, who(i), dialer.National).Answer != dialer.Reserved {
					lost++
				}
			}
			t.Logf("%d additions acknowledged during %d replacements, %d lost", len(acked()), replaced, lost)
			if lost > 0 || len(acked()) < 10 || replaced < 10 {
				t.Error("lost, or too few to see anything")
			}
		})
	}
	t.Run("control: SADD to the live key, RENAME over it", func(t *testing.T) { renameLoses(t, r) })
}

// withEvery is a large base that holds every n-th of the numbers that are added.
func withEvery(n int) *sets.Base {
	var b sets.Builder
	for i := range 100_000 {
		b.Number(numberOf(i))
	}
	for i := 0; i < 30_000; i += n {
		b.Number(4790000000 + uint64(i))
	}
	return b.Base()
}

func renameLoses(t *testing.T, r *redistest.Server) {
	ctx := t.Context()
	members := make([]any, 20_000)
	for i := range members {
		members[i] = numberOf(i)
	}
	r.SAdd(ctx, "live", members...)
	done, acked := adding(t, func(i int) error { return r.SAdd(ctx, "live", string(number(i))).Err() })
	for range 10 {
		r.SAdd(ctx, "aside", members...)
		r.Rename(ctx, "aside", "live")
	}
	done()
	lost := 0
	for _, i := range acked() {
		if naive(t, r, "live", i) {
			lost++
		}
	}
	t.Logf("%d acknowledged, %d lost", len(acked()), lost)
	if lost == 0 {
		t.Error("the control lost nothing: this test sees nothing")
	}
}

// adding adds one number after the other until done is called.
func adding(t testing.TB, add func(i int) error) (done func(), acked func() []int) {
	var stop atomic.Bool
	var all []int
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := 0; !stop.Load(); i++ {
			if err := add(i); err != nil {
				t.Errorf("addition %d: %v", i, err)
				return
			}
			all = append(all, i)
		}
	})
	return func() { stop.Store(true); wg.Wait() }, func() []int { return all }
}
