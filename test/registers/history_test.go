package registers_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/redis"
	"github.com/ringevett/ringevett/test/redistest"
)

// lagging gives a primary whose replica has the first number and not the second, which one daemon has added. With
// seen the other daemon has asked for it before.
func lagging(t *testing.T, at func(*redistest.Server) string, seen bool) (r, replica *redistest.Server, p pair) {
	r, replica = redistest.Start(t, "--repl-diskless-sync-delay",
		"0"), redistest.Start(t, "--repl-diskless-sync-delay", "0")
	replicate(t, replica, r)
	p = onRedis(t, at(r))
	must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(1), entry("agent")))
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
	return r, replica, p
}

func replicate(t *testing.T, replica, primary *redistest.Server) {
	t.Helper()
	replica.Do(t.Context(), "replicaof", "127.0.0.1", strconv.Itoa(primary.Port))
	redistest.Eventually(t, "the replica follows", func() error {
		role, err := replica.Do(t.Context(), "role").Slice()
		if err == nil && (len(role) < 4 || role[3] != "connected") {
			err = errors.New("not connected")
		}
		return err
	})
}

func itself(r *redistest.Server) string { return r.Addr() }

// A replica that lacks the last addition becomes the primary, at the address that the daemons know. One daemon may have
// seen the count of changes that is lost, or not.
func failoverWithoutTheLastAddition(t *testing.T, c *tally) {
	for _, seen := range []bool{true, false} {
		r, replica, p := lagging(t, itself, seen)
		r.Kill()
		if naive(t, replica, ownAdd, 1) {
			t.Error("the new primary has nothing")
		}
		c.bare(naive(t, replica, ownAdd, 2))
		forward(t, r.Addr(), replica.Addr())
		t.Logf("back after %v", c.never(t, p.b, who(2), dialer.Own))
		c.never(t, p.b, who(1), dialer.Own)
	}
}

// The primary becomes a replica of its replica, loses the last addition to it, and is the primary again: the same
// process, on the same connections, whose run id has not changed.
func failoverAndBack(t *testing.T, c *tally) {
	r, replica, p := lagging(t, itself, false)
	replicate(t, r, replica)
	r.Do(t.Context(), "replicaof", "no", "one")
	c.bare(naive(t, r, ownAdd, 2))
	t.Logf("back after %v", c.never(t, p.b, who(2), dialer.Own))
	c.never(t, p.b, who(1), dialer.Own)
}

// A proxy goes over to another server, and no connection is cut.
func anotherServerBehindTheSameConnection(t *testing.T, c *tally) {
	var to *proxy
	_, replica, p := lagging(t, func(r *redistest.Server) string { to = newProxy(t, r.Addr()); return to.addr }, false)
	to.turn(replica.Addr())
	c.bare(naive(t, replica, ownAdd, 2))
	t.Logf("back after %v", c.never(t, p.b, who(2), dialer.Own))
	c.never(t, p.b, who(1), dialer.Own)
}

func TestAReplicaIsNotAsked(t *testing.T) {
	t.Parallel()
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
	t.Parallel()
	r := redistest.Start(t, "--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := daemon(t, "a", r.Addr()).Ready(ctx); !errors.Is(err, redis.ErrPolicy) {
		t.Errorf("got %v", err)
	}
}

// The log that was lost had numbers ahead of the new one's: its server's clock stood later.
func TestALogThatBeginsEarlierIsReadToo(t *testing.T) {
	t.Parallel()
	r := redistest.Start(t)
	p := onRedis(t, r.Addr())
	must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(1), entry("agent")))
	if err := r.Do(t.Context(), "xsetid", "ringevett:{own}:log", "99999999999999-0").Err(); err != nil {
		t.Fatal(err)
	}
	must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(2), entry("agent")))
	told := func(i int) {
		t.Helper()
		seen := must[<-chan dialer.RegisterChange](t)(p.b.Watch(t.Context(), 0))
		for end := time.After(20 * time.Second); ; {
			select {
			case c := <-seen:
				if c.Number == number(i) {
					return
				}
			case <-end:
				t.Fatalf("the other daemon was not told of addition %d", i)
			}
		}
	}
	told(2)
	r.FlushAll(t.Context())
	never(t, p.b, who(2), dialer.Own)
	never(t, p.a, who(2), dialer.Own)
	must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(3), entry("agent")))
	told(3)
}

// No daemon waits for ever for one that has died: the registers come back without it, and sooner the next time.
func TestADaemonThatDiedIsForgotten(t *testing.T) {
	t.Parallel()
	r := redistest.Start(t)
	p := onRedis(t, r.Addr())
	r.HSet(t.Context(), "ringevett:daemons", "died", "7")
	must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(1), entry("agent")))
	var back [2]time.Duration
	for i := range back {
		ready(t, p.a, p.b)
		looked(t, r, "a")
		looked(t, r, "b")
		r.Del(t.Context(), "ringevett:{own}:meta")
		back[i] = never(t, p.b, who(1), dialer.Own)
	}
	t.Logf("back after %v, and then after %v", back[0], back[1])
	if back[1] >= back[0] {
		t.Error("it is waited for again and again")
	}
}

// TestAPartThatWasNotSentIsNotConfirmed refuses a daemon's send, as a full or failing Redis may. If the daemon
// confirmed it all the same, another that rebuilds the register would open it without a number that only this one
// has.
func TestAPartThatWasNotSentIsNotConfirmed(t *testing.T) {
	t.Parallel()
	r := redistest.Start(t)
	ready(t, daemon(t, "b", r.Addr()))
	truth := store(t, t.TempDir())
	must[int64](t)(truth.AddTo(t.Context(), dialer.Own, who(1), entry("agent")))
	may := func(rule string) {
		t.Helper()
		if err := r.Do(t.Context(), "acl", "setuser", "default", rule).Err(); err != nil {
			t.Fatal(err)
		}
	}
	confirmed := func() string { return r.HGet(t.Context(), "ringevett:{own}:sent", "a").Val() }
	may("-xadd")
	a := on(t, truth, "a", r.Addr())
	redistest.Eventually(t, "the send is refused", func() error {
		soon, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := a.Ready(soon); err == nil || !strings.Contains(err.Error(), "discarded") {
			return fmt.Errorf("got %v, want that the transaction is refused", err)
		}
		return nil
	})
	if got := confirmed(); got != "" {
		t.Errorf("the register is told that all was sent (%s), while nothing was", got)
	}
	may("+xadd")
	ready(t, a)
	if want := r.HGet(t.Context(), "ringevett:{own}:meta", "settled").Val(); confirmed() != want {
		t.Errorf("once it was sent: got %q confirmed, want %q", confirmed(), want)
	}
}

// looked waits until a daemon has seen who there is.
func looked(t *testing.T, r *redistest.Server, origin string) {
	t.Helper()
	count := func() int { n, _ := r.HGet(t.Context(), "ringevett:daemons", origin).Int(); return n }
	before := count()
	redistest.Eventually(t, "it looks again", func() error {
		if count() < before+2 {
			return errors.New("not yet")
		}
		return nil
	})
}
