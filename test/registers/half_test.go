package registers_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/memory"
	"github.com/ringevett/ringevett/daemon/redis"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/test/redistest"
)

// The child of these tests is this binary again: it replaces the national register by one delivery after the other.
// What it is told: folder, address of Redis ("": none), and how far its files may grow in bytes (0: as they like).
const replaceEnv = "RINGEVETT_TEST_REPLACE_UNTIL_KILLED"

// Of each delivery: members that all have, and members that tell which it is. Its persons are in several pieces.
const (
	ofEach = 132_000
	ofOne  = 10_000
)

// numbered is delivery v: half of what tells it from the others are numbers, half persons.
func numbered(v int) *sets.Base {
	var b sets.Builder
	draw := rand.New(rand.NewPCG(7, 7))
	for range ofEach {
		b.Person(dialer.PersonKey(draw.Uint64()))
	}
	for i := range ofOne {
		n, p := memberOf(v, i)
		b.Number(n)
		b.Person(p)
	}
	return b.Base()
}

func memberOf(v, i int) (uint64, dialer.PersonKey) {
	return 4740000000 + uint64(v*ofOne+i), dialer.PersonKey(uint64(v*ofOne+i+1) * 0x9e3779b97f4a7c15)
}

// replaceUntilKilled tells each version before it is delivered, and again once it is acknowledged.
func replaceUntilKilled(what []string) error {
	ctx := context.Background()
	truth, err := sqlite.Open(ctx, sqlite.Options{Dir: what[0]})
	if err != nil {
		return err
	}
	replace := memory.New(truth).Replace
	if what[1] != "" {
		shared := redis.Open(truth,
			redis.Options{Addresses: []string{what[1]}, Origin: "child", Grace: 100 * time.Millisecond,
				LockFor: 2 * time.Second, Log: quiet()}) // a lock of who was killed ends by itself
		if err := shared.Ready(ctx); err != nil {
			return err
		}
		replace = shared.Replace
	}
	if room, err := strconv.ParseUint(what[2], 10, 64); err == nil && room > 0 {
		signal.Ignore(syscall.SIGXFSZ)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: room, Max: room}); err != nil {
			return err
		}
	}
	versions, err := truth.RegisterVersions(ctx)
	if err != nil {
		return err
	}
	d := delivery()
	d.ShrunkBecause = "another delivery"
	for v := int(versions[dialer.National]) + 1; ; v++ {
		base := numbered(v)
		fmt.Println("begun", v)
		got, err := replace(ctx, dialer.National, base, d)
		if err != nil {
			return err
		}
		if int(got.Version) != v {
			return fmt.Errorf("version %d came instead of %d", got.Version, v)
		}
		fmt.Println("done", v)
	}
}

// replacing runs the child until it is killed, at a random moment after it has begun a delivery, or ends by itself.
// It gives the newest version that was acknowledged, and what the child said at its end.
func replacing(t *testing.T, dir, addr string, room uint64, kill time.Duration) (done int, why string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), childWithin)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), replaceEnv+"="+strings.Join([]string{dir, addr, strconv.FormatUint(room, 10)}, "|"))
	var said bytes.Buffer
	cmd.Stderr = &said
	out := must[io.ReadCloser](t)(cmd.StdoutPipe())
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var once sync.Once
	for lines := bufio.NewScanner(out); lines.Scan(); {
		word, n, _ := strings.Cut(lines.Text(), " ")
		if word == "done" {
			done = must[int](t)(strconv.Atoi(n))
		}
		if kill > 0 {
			once.Do(func() { time.AfterFunc(kill, func() { cmd.Process.Kill() }) })
		}
	}
	cmd.Wait()
	if ctx.Err() != nil {
		t.Fatalf("the child did not end within %v", childWithin)
	}
	return done, said.String()
}

// whole fails unless the register is one delivery, whole, and gives which; 0 is none.
func whole(t *testing.T, dir string) int {
	t.Helper()
	s := must[*sqlite.Store](t)(sqlite.Open(t.Context(), sqlite.Options{Dir: dir}))
	defer s.Close()
	if err := s.CheckTables(t.Context(), func() {}); err != nil {
		t.Errorf("the tables are not whole: %v", err)
	}
	set := must[*sets.Set](t)(s.LoadSet(t.Context(), dialer.National, nil))
	v := int(set.Version.Version)
	if v == 0 {
		return 0
	}
	if got, want := must[[]byte](t)(set.Base.Sum()), must[[]byte](t)(numbered(v).Sum()); !bytes.Equal(got, want) {
		t.Errorf("version %d is not delivery %d: %d numbers and %d persons", v, v, set.Base.Count(),
			set.Base.PersonCount())
	}
	return v
}

// askedWhole fails where a delivery up to the newest is there by half, and stays so: the members are asked about one
// after the other, and the daemon may go over to the next delivery in between.
func askedWhole(t *testing.T, s *redis.Sets, newest int) {
	t.Helper()
	for v := max(1, newest-5); v <= newest+1; v++ {
		in, asked := 0, 0
		for range 3 {
			if in, asked = membersIn(t, s, v); in == 0 || in == asked {
				break
			}
		}
		if in != 0 && in != asked {
			t.Errorf("of delivery %d, %d of %d members are in the register", v, in, asked)
		}
	}
}

// membersIn asks about some members of a delivery.
func membersIn(t *testing.T, s *redis.Sets, delivery int) (in, asked int) {
	t.Helper()
	for i := 0; i < ofOne; i += ofOne / 10 {
		n, p := memberOf(delivery, i)
		for _, who := range []dialer.Subject{numberSubject(n), {Persons: []dialer.PersonKey{p}}} {
			if asked++; one(t, s, who, dialer.National).Answer == dialer.Reserved {
				in++
			}
		}
	}
	return in, asked
}

// killWhileReplacing kills a daemon so many times while it delivers. What was there stays, or what came is whole.
func killWhileReplacing(t *testing.T, kills int, seed uint64) {
	r := redistest.Start(t)
	dir := t.TempDir()
	first := store(t, dir)
	began := time.Now()
	must[dialer.RegisterVersion](t)(memory.New(first).Replace(t.Context(), dialer.National, numbered(1), delivery()))
	most := 3 * time.Since(began)
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	b := daemon(t, "b", r.Addr())
	ready(t, b)
	draw := rand.New(rand.NewPCG(seed, seed))
	newest, halfway := 1, 0
	for i := range kills {
		addr := r.Addr()
		if i%2 == 1 { // the disk alone, which is quicker: more kills fall within its writing
			addr = ""
		}
		done, why := replacing(t, dir, addr, 0, time.Duration(draw.Int64N(int64(most))))
		got := whole(t, dir)
		if newest = max(newest, done); got < newest {
			t.Fatalf("seed %d, kill %d: version %d was acknowledged, and version %d is on the disk: %s", seed, i,
				newest, got, why)
		}
		if got > newest {
			halfway++ // it was on the disk and not acknowledged yet
		}
		newest = got
		askedWhole(t, b, newest)
	}
	t.Logf("seed %d: %d kills within %v of a beginning, %d versions, %d of them unacknowledged", seed, kills, most,
		newest, halfway)
}

func TestKilledWhileReplacing(t *testing.T) {
	t.Parallel()
	killWhileReplacing(t, 4, rand.Uint64())
}

// A disk that fills up while a delivery is written leaves the version before, and the next delivery works.
func TestADiskThatFillsWhileReplacing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := store(t, dir)
	d := delivery()
	must[dialer.RegisterVersion](t)(memory.New(s).Replace(t.Context(), dialer.National, numbered(1), d))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	last := 1
	// what comes goes to the log, which is empty
	for _, room := range []uint64{200_000, 1_200_000, 1_900_000, 4_000_000} {
		done, why := replacing(t, dir, "", room, 0)
		if got := whole(t, dir); got != max(done, last) {
			t.Errorf("%d bytes of room: version %d was acknowledged, and version %d is on the disk", room,
				max(done, last), got)
		}
		if !strings.Contains(why, "disk") || room < 2_000_000 && done > 0 {
			t.Errorf("%d bytes of room: version %d was acknowledged, and then: %s", room, done, why)
		}
		last = max(last, done)
	}
	s = must[*sqlite.Store](t)(sqlite.Open(t.Context(), sqlite.Options{Dir: dir}))
	d.ShrunkBecause = "another delivery"
	v := must[dialer.RegisterVersion](t)(memory.New(s).Replace(t.Context(), dialer.National, numbered(last+1), d))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if got := whole(t, dir); got != last+1 || int(v.Version) != got {
		t.Errorf("with room again: got version %d, on the disk %d; want %d", v.Version, got, last+1)
	}
}

// Two deliveries at one daemon at once: each is whole, and the later one decides.
func TestTwoReplaceAtOneDaemon(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := store(t, dir)
	m := memory.New(s)
	d := delivery()
	d.ShrunkBecause = "another delivery"
	got := make([]dialer.RegisterVersion, 2)
	var both sync.WaitGroup
	for i := range got {
		both.Go(func() {
			v, err := m.Replace(t.Context(), dialer.National, numbered(i+1), d)
			if err != nil {
				t.Error(err)
			}
			got[i] = v
		})
	}
	both.Wait()
	last := 1
	if got[1].Version > got[0].Version {
		last = 2
	}
	set := must[*sets.Set](t)(s.LoadSet(t.Context(), dialer.National, nil))
	if set.Version.Version != 2 ||
		!bytes.Equal(must[[]byte](t)(set.Base.Sum()), must[[]byte](t)(numbered(last).Sum())) {
		t.Errorf("version %d on the disk is not delivery %d", set.Version.Version, last)
	}
}

// A delivery that takes longer than a lock stands keeps it: the daemon that waits does not take it away.
func TestTheLockIsRenewed(t *testing.T) {
	t.Parallel()
	r := redistest.Start(t)
	truth := &late{Store: store(t, t.TempDir())}
	opened := func(origin string, truth redis.Truth) *redis.Sets {
		s := redis.Open(truth, redis.Options{
			Addresses: []string{r.Addr()}, Origin: origin, Grace: 500 * time.Millisecond, LockFor: time.Second,
			Log: quiet(),
		})
		t.Cleanup(func() { s.Close() })
		return s
	}
	a, b := opened("a", truth), opened("b", store(t, t.TempDir()))
	ready(t, a, b)
	second := make(chan error, 1)
	truth.meanwhile = func() {
		first := time.Now()
		go func() {
			_, err := b.Replace(t.Context(), dialer.National, base(2),
				sets.Delivery{LoadedAt: time.Now(), By: "test", ShrunkBecause: "later"})
			second <- err
		}()
		redistest.Eventually(t, "three times as long as a lock stands", func() error {
			holder, err := r.Get(t.Context(), "ringevett:{national}:lock").Result()
			if err != nil || !strings.HasPrefix(holder, "a ") {
				t.Errorf("after %v: %q, %v holds the lock", time.Since(first), holder, err)
				return nil
			}
			if time.Since(first) < 3*time.Second {
				return fmt.Errorf("not yet")
			}
			return nil
		})
	}
	v := must[dialer.RegisterVersion](t)(a.Replace(t.Context(), dialer.National, base(1), delivery()))
	if err := <-second; err != nil || v.Version != 1 {
		t.Errorf("got version %d first, then %v", v.Version, err)
	}
	freed(t, b, who(1), dialer.National)
	if got := one(t, b, who(2), dialer.National); got.Answer != dialer.Reserved || got.Version != 2 {
		t.Errorf("got %+v, want what came last", got)
	}
}
