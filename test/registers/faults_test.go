package registers_test

import (
	"errors"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/test/redistest"
)

// naive is what these tests are controlled with: it asks as most programs do, for the member alone. Where a safeguard
// is taken out, it says "free" of a number that is reserved.
func naive(t testing.TB, s *redistest.Server, key string, i int) bool {
	t.Helper()
	in, err := s.SIsMember(t.Context(), key, string(number(i))).Result()
	return err == nil && !in
}

// naiveBit is the same for the bitmap of the national register.
func naiveBit(t testing.TB, s *redistest.Server, key string, n uint64) bool {
	t.Helper()
	bit, err := s.GetBit(t.Context(), key, int64(n-4700000000)).Result()
	return err == nil && bit == 0
}

const ownAdd = "ringevett:{own}:add"

func aKeyThatIsGone(t *testing.T, c *tally) {
	r := redistest.Start(t)
	p := onRedis(t, r.Addr())
	must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(1), entry("agent")))
	must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, many(100_000), delivery()))
	must[int64](t)(p.a.Add(t.Context(), dialer.National, who(1), entry("agent")))
	flat := "ringevett:{national}:v" + strconv.FormatInt(one(t, p.b, who(1), dialer.National).Version, 10) + ":47"
	delivered := numberSubject(numberOf(5))
	for _, gone := range []struct {
		key string
		who dialer.Subject
		reg dialer.RegisterID
	}{
		{ownAdd, who(1), dialer.Own},
		{"ringevett:{own}:meta", who(1), dialer.Own},
		{flat, delivered, dialer.National},
		{"ringevett:{national}:add", who(1), dialer.National},
		{"ringevett:{national}:meta", delivered, dialer.National},
		{"ringevett:{national}:log", delivered, dialer.National},
	} {
		if n := must[int64](t)(r.Del(t.Context(), gone.key).Result()); n != 1 {
			t.Fatalf("%d keys named %s", n, gone.key)
		}
		c.bare(strings.HasSuffix(gone.key, "add") && naive(t, r, gone.key, 1))
		c.bare(gone.key == flat && naiveBit(t, r, flat, numberOf(5)))
		t.Logf("%s: back after %v", gone.key, c.never(t, p.b, gone.who, gone.reg))
		ready(t, p.a, p.b)
	}
}

func flushAll(t *testing.T, c *tally) {
	r := redistest.Start(t)
	p := onRedis(t, r.Addr())
	must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(1), entry("agent")))
	must[int64](t)(p.b.Add(t.Context(), dialer.Own, who(2), entry("agent")))
	must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, many(1000), delivery()))
	for range 5 {
		r.FlushAll(t.Context())
		c.bare(naive(t, r, ownAdd, 1))
		t.Logf("back after %v", c.never(t, p.b, who(1), dialer.Own))
		c.never(t, p.a, who(2), dialer.Own)
		c.never(t, p.a, who(1), dialer.Own)
		c.never(t, p.b, numberSubject(numberOf(3)), dialer.National)
	}
	// What A added in the last moment is on A's disk only: B has not read it yet. A is given its chance.
	for i := 10; i < 25; i++ {
		must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(i), entry("agent")))
		r.FlushAll(t.Context())
		c.bare(naive(t, r, ownAdd, i))
		c.never(t, p.b, who(i), dialer.Own)
	}
}

func hungRedis(t *testing.T, c *tally) {
	r := redistest.Start(t)
	p := onRedis(t, r.Addr())
	must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(1), entry("agent")))
	one(t, p.b, who(1), dialer.Own)
	careless := goredis.NewClient(&goredis.Options{Addr: r.Addr(), ReadTimeout: 20 * time.Millisecond, MaxRetries: -1})
	defer careless.Close()
	careless.Ping(t.Context())
	r.Signal(syscall.SIGSTOP)
	var worst time.Duration
	for range 5 {
		c.asked++
		began := time.Now()
		if got, err := p.b.Check(t.Context(), who(1), []dialer.RegisterID{dialer.Own}); err == nil {
			c.wrong++
			t.Errorf("a hung Redis answered %+v", got)
		}
		worst = max(worst, time.Since(began))
		c.bare(!careless.SIsMember(t.Context(), ownAdd, string(number(1))).Val())
	}
	_, err := p.a.Add(t.Context(), dialer.Own, who(3), entry("agent"))
	if !errors.Is(err, sets.ErrSpreading) {
		t.Errorf("an addition meanwhile: got %v", err)
	}
	r.Signal(syscall.SIGCONT)
	redistest.Eventually(t, "the addition made meanwhile is seen", func() error {
		got, err := p.b.Check(t.Context(), who(3), []dialer.RegisterID{dialer.Own})
		if err == nil && got[0].Answer != dialer.Reserved {
			err = errors.New(got[0].Answer.String())
		}
		return err
	})
	t.Logf("longest check while hung %v", worst)
}

func restartWithoutPersistence(t *testing.T, c *tally) {
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
	c.bare(naive(t, redistest.Start(t), ownAdd, 1)) // one like it, which is not brought up
	r.Restart()
	t.Logf("back after %v", c.never(t, p.b, who(1), dialer.Own))
	c.never(t, p.b, who(2), dialer.Own)
}

// The file was written before the last addition.
func restartWithAnOldFile(t *testing.T, c *tally) {
	r := redistest.Start(t)
	p := onRedis(t, r.Addr())
	must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(1), entry("agent")))
	if err := r.Save(t.Context()).Err(); err != nil {
		t.Fatal(err)
	}
	must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(2), entry("agent")))
	one(t, p.a, who(2), dialer.Own)
	r.Kill()
	like := redistest.StartFrom(t, r)
	if naive(t, like, ownAdd, 1) {
		t.Error("the old file has nothing")
	}
	c.bare(naive(t, like, ownAdd, 2))
	r.Restart()
	t.Logf("back after %v", c.never(t, p.b, who(2), dialer.Own))
	c.never(t, p.a, who(2), dialer.Own)
	c.never(t, p.b, who(1), dialer.Own)
}

func aCountThatShrinks(t *testing.T, c *tally) {
	r := redistest.Start(t)
	for name, make := range map[string]func(testing.TB) pair{
		"memory": inMemory,
		"redis":  func(t testing.TB) pair { return onRedis(t, r.Addr()) },
	} {
		p := make(t)
		must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, many(1000), delivery()))
		if _, err := p.a.Replace(t.Context(), dialer.National, many(500),
			delivery()); !errors.Is(err, dialer.ErrRefused) {
			t.Errorf("%s: half of it: got %v", name, err)
		}
		for i := 500; i < 1000; i++ {
			c.never(t, p.b, numberSubject(numberOf(i)), dialer.National)
		}
	}
	for i := range 500 { // what a reload without a question leaves
		r.SAdd(t.Context(), "reloaded", numberOf(i))
	}
	for i := 500; i < 1000; i++ {
		c.bare(!r.SIsMember(t.Context(), "reloaded", numberOf(i)).Val())
	}
}

func aVersionHalfWritten(t *testing.T, c *tally) {
	r := redistest.Start(t)
	p := onRedis(t, r.Addr())
	v := must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, many(100_000), delivery()))
	// A daemon died in the middle of writing the next one.
	next := "ringevett:{national}:v" + strconv.FormatInt(v.Version+1, 10)
	r.SetBit(t.Context(), next+":47", 0, 1)
	r.SAdd(t.Context(), next+":n:0", "0", "46700000001")
	for i := range 100 {
		c.bare(naiveBit(t, r, next+":47", numberOf(i)))
		c.never(t, p.b, numberSubject(numberOf(i)), dialer.National)
	}
	// And, worse, had it been made the active one.
	r.HSet(t.Context(), "ringevett:{national}:meta", "version", v.Version+1, "epoch", "someone")
	c.asked++
	if got, err := p.b.Check(t.Context(), numberSubject(numberOf(7)), []dialer.RegisterID{
		dialer.National,
	}); err == nil && got[0].Answer == dialer.Clear {
		c.wrong++
	}
	after := must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, many(100_001), delivery()))
	c.never(t, p.b, numberSubject(numberOf(7)), dialer.National)
	if got := one(t, p.b, numberSubject(numberOf(7)), dialer.National); got.Answer != dialer.Reserved ||
		got.Version != after.Version {
		t.Errorf("after the next load: got %+v, want version %d", got, after.Version)
	}
}

// Additions go on while the register is replaced again and again; none may be lost.
func replaceWhileAdding(t *testing.T, c *tally) {
	r := redistest.Start(t)
	for name, make := range map[string]func(testing.TB) pair{
		"memory": inMemory,
		"redis":  func(t testing.TB) pair { return onRedis(t, r.Addr()) },
	} {
		p := make(t)
		// so that each version settles some of what was added, and leaves the rest
		next := func(version int) *sets.Base { return withEvery(3, version) }
		must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, next(0), delivery()))
		done, acked := adding(t, func(i int) error {
			_, err := p.a.Add(t.Context(), dialer.National, who(i), entry("agent"))
			return err
		})
		for i := range 20 {
			must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, next(i+1), delivery()))
		}
		done()
		for _, i := range acked() {
			c.never(t, p.b, who(i), dialer.National)
		}
		t.Logf("%s: %d additions acknowledged during 20 replacements", name, len(acked()))
		if len(acked()) < 10 {
			t.Error("too few to see anything")
		}
	}
	c.control = renameLoses(t, r)
}

func addedInOneAskedInTheOther(t *testing.T, c *tally) {
	r := redistest.Start(t)
	for _, p := range []pair{inMemory(t), onRedis(t, r.Addr())} {
		copied := must[sets.Snapshot](t)(p.b.Snapshot(t.Context(), []dialer.RegisterID{dialer.Own}))
		for i := range 200 {
			must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(i), entry("agent")))
			if c.asked++; one(t, p.b, who(i), dialer.Own).Answer != dialer.Reserved {
				c.wrong++
			}
			c.bare(!copied.Has(dialer.Own, 4790000000+uint64(i)))
		}
	}
}

// withEvery is a large base that holds every n-th of the numbers that are added.
func withEvery(n, version int) *sets.Base {
	var b sets.Builder
	for i := range version { // the same members again are no new delivery
		b.Number(4799000000 + uint64(i))
	}
	for i := range 100_000 {
		b.Number(numberOf(i))
	}
	for i := 0; i < 30_000; i += n {
		b.Number(4790000000 + uint64(i))
	}
	return b.Base()
}

// renameLoses is the control: SADD to the live key, RENAME over it. It gives how many acknowledged additions were lost.
func renameLoses(t *testing.T, r *redistest.Server) (lost int) {
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
	for _, i := range acked() {
		if naive(t, r, "live", i) {
			lost++
		}
	}
	t.Logf("without: %d acknowledged, %d lost", len(acked()), lost)
	return lost
}

// adding adds one number after the other until done is called.
func adding(t testing.TB, add func(i int) error) (done func(), acked func() []int) {
	var stop atomic.Bool
	var all []int
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := 0; !stop.Load(); i++ {
			switch err := add(i); {
			case err == nil:
				all = append(all, i)
			case !errors.Is(err, sets.ErrSpreading): // which is not acknowledged
				t.Errorf("addition %d: %v", i, err)
				return
			}
		}
	})
	return func() { stop.Store(true); wg.Wait() }, func() []int { return all }
}
