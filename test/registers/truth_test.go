package registers_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	goredis "github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/registers"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/test/redistest"
)

// acknowledged is what two daemons on one Redis have been told is reserved.
type acknowledged struct {
	*redistest.Server
	pair
	all map[dialer.RegisterID][]dialer.Subject
	old map[string]string // every key as it was before the second half was added
}

// reserve fills the registers: a delivered base with numbers of other countries and persons, and additions by both
// daemons, half of them before the keys are copied and half after.
func reserve(t *testing.T) *acknowledged {
	r := redistest.Start(t, "--enable-debug-command", "yes", "--save", "900 1000000")
	a := &acknowledged{r, onRedis(t, r.Addr()), map[dialer.RegisterID][]dialer.Subject{}, nil}
	var b sets.Builder
	for i := range 100_000 {
		b.Number(numberOf(i))
	}
	for i := range 20 {
		b.Number(46700000000 + uint64(i))
		b.Person(dialer.PersonKey(uint64(i+1) * 0x9e3779b97f4a7c15))
		a.note(dialer.National, numberSubject(46700000000+uint64(i)), numberSubject(numberOf(i*50)),
			dialer.Subject{Persons: []dialer.PersonKey{dialer.PersonKey(uint64(i+1) * 0x9e3779b97f4a7c15)}})
	}
	must[dialer.RegisterVersion](t)(a.a.Replace(t.Context(), dialer.National, b.Base(), delivery()))
	a.add(t, 0)
	if err := r.Save(t.Context()).Err(); err != nil {
		t.Fatal(err)
	}
	a.old = a.dump(t)
	a.add(t, 10)
	a.read(t)
	return a
}

func (a *acknowledged) note(r dialer.RegisterID, who ...dialer.Subject) {
	a.all[r] = append(a.all[r], who...)
}

func (a *acknowledged) add(t *testing.T, from int) {
	t.Helper()
	for i := from; i < from+10; i++ {
		for n, by := range []registers.Sets{a.a, a.b} {
			for m, r := range three {
				subject := who(1000*n + 100*m + i)
				must[int64](t)(by.Add(t.Context(), r, subject, entry("agent")))
				a.note(r, subject)
			}
		}
	}
}

// read waits until each disk has what the other daemon added: until then only Redis knows it here.
func (a *acknowledged) read(t *testing.T) {
	t.Helper()
	for _, s := range []registers.Sets{a.a, a.b} {
		want := make([]int64, 0, 60)
		seen := must[<-chan dialer.RegisterChange](t)(s.Watch(t.Context(), 0))
		redistest.Eventually(t, "the disk has all", func() error {
			for {
				select {
				case c := <-seen:
					want = append(want, c.Seq)
				default:
					if len(want) < 60 {
						return fmt.Errorf("%d of 60 changes", len(want))
					}
					return nil
				}
			}
		})
	}
}

func (a *acknowledged) dump(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, k := range must[[]string](t)(a.Keys(t.Context(), "*").Result()) {
		all[k] = must[string](t)(a.Dump(t.Context(), k).Result())
	}
	return all
}

// putBack restores keys as they were.
func (a *acknowledged) putBack(t *testing.T, keys ...string) {
	t.Helper()
	for _, k := range keys {
		if err := a.RestoreReplace(t.Context(), k, 0, a.old[k]).Err(); err != nil {
			t.Fatalf("%s: %v", k, err)
		}
	}
}

// naive counts the additions that a plain look at the additions in Redis calls free.
func (a *acknowledged) naive(t *testing.T) (free int) {
	for r, subjects := range a.all {
		for _, who := range subjects {
			if len(who.Persons) > 0 {
				continue
			}
			n := must[uint64](t)(sets.Number(who.Number))
			in := a.SIsMember(t.Context(), "ringevett:{"+string(r)+"}:add", string(who.Number)).Val() ||
				a.bit(t.Context(), r, n) || a.SIsMember(t.Context(), rest, n).Val()
			if !in {
				free++
			}
		}
	}
	return free
}

const (
	flat   = "ringevett:{national}:v1:47"
	rest   = "ringevett:{national}:v1:n:0"
	people = "ringevett:{national}:v1:p:0"
	natRem = "ringevett:{national}:rem"
)

func (a *acknowledged) bit(ctx context.Context, r dialer.RegisterID, n uint64) bool {
	return r == dialer.National && n < 48_00000000 && a.GetBit(ctx, flat, int64(n-47_00000000)).Val() == 1 &&
		!a.SIsMember(ctx, natRem, fmt.Sprintf("+%d", n)).Val()
}

// ask asks both daemons for all of it, while what was done to Redis is found and mended, and after.
func (a *acknowledged) ask(t *testing.T, c *tally) {
	t.Helper()
	for _, r := range slices.Sorted(maps.Keys(a.all)) {
		for _, who := range a.all[r] {
			c.never(t, a.a, who, r)
			c.never(t, a.b, who, r)
		}
	}
}

// TestWhatThisDiskKnowsBinds: Redis is changed behind the daemons' backs in every way that its epoch and history do
// not show. What was acknowledged is never called free, and afterwards Redis says it too.
func TestWhatThisDiskKnowsBinds(t *testing.T) {
	t.Parallel()
	a := reserve(t)
	ctx := t.Context()
	var c tally
	do := func(name string, change func() error) {
		t.Helper()
		if err := change(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		before, free := c.asked, a.naive(t)
		c.control += free
		a.ask(t, &c)
		t.Logf("%-60s asked %5d, wrong %d in all, a plain look called %d free", name, c.asked-before, c.wrong, free)
	}
	restore := func(keys ...string) func() error {
		return func() error { a.putBack(t, keys...); return nil }
	}
	do("all keys put back as they were, on the same connections", restore(slices.Sorted(maps.Keys(a.old))...))
	do("the file of before is loaded, under the same history", func() error {
		return a.Do(ctx, "debug", "reload", "nosave").Err()
	})
	for _, k := range slices.Sorted(maps.Keys(a.old)) {
		do("put back alone: "+k, restore(k))
	}
	keysOf := func(of string) (all []string) {
		for k := range a.old {
			if strings.Contains(k, of) {
				all = append(all, k)
			}
		}
		return all
	}
	do("put back: meta and additions of all", restore(append(keysOf("}:meta"), keysOf("}:add")...)...))
	do("put back: all of the own register", restore(keysOf("{own}")...))
	do("SREM of one addition", func() error { return a.SRem(ctx, ownAdd, string(number(205))).Err() })
	do("SREM of all but the sentinel", func() error {
		return a.Eval(ctx, `for _, m in ipairs(redis.call('SMEMBERS', KEYS[1])) do
			if m ~= '!' then redis.call('SREM', KEYS[1], m) end end return redis.status_reply('OK')`,
			[]string{ownAdd}).Err()
	})
	do("SETBIT", func() error { return a.SetBit(ctx, flat, int64(numberOf(50)-47_00000000), 0).Err() })
	do("SETBIT, one taken out and one put in", func() error {
		return errors.Join(a.SetBit(ctx, flat, int64(numberOf(100)-47_00000000), 0).Err(),
			a.SetBit(ctx, flat, 12345, 1).Err())
	})
	do("SREM of a number in a part", func() error { return a.SRem(ctx, rest, "46700000007").Err() })
	do("SADD to the removals", func() error { return a.SAdd(ctx, natRem, fmt.Sprintf("+%d", numberOf(150))).Err() })
	do("a number moved from the additions to the removals", func() error {
		return errors.Join(a.SRem(ctx, ownAdd, string(number(206))).Err(),
			a.SAdd(ctx, "ringevett:{own}:rem", string(number(206))).Err())
	})
	do("what is no member, in both overlays", func() error {
		return errors.Join(a.SAdd(ctx, natRem, "x").Err(), a.SAdd(ctx, ownAdd, "x").Err())
	})
	for _, field := range []string{"seq", "version", "count", "restbits", "loaded"} {
		do("a field that is no number: "+field,
			func() error { return a.HSet(ctx, "ringevett:{own}:meta", field, "x").Err() })
	}
	for _, k := range slices.Sorted(maps.Keys(a.old)) {
		do("another type: "+k, func() error {
			a.Del(ctx, k)
			if k == flat || k == "ringevett:persons" || strings.HasSuffix(k, ":lock") {
				return a.RPush(ctx, k, "x").Err()
			}
			return a.Set(ctx, k, "x", 0).Err()
		})
	}
	redistest.Eventually(t, "Redis says it too", func() error {
		a.ask(t, &c)
		if free := a.naive(t); free > 0 {
			return fmt.Errorf("a plain look calls %d free", free)
		}
		return nil
	})
	t.Logf("asked %d times for what is reserved: %d wrong; without, %d", c.asked, c.wrong, c.control)
	if c.asked < 10_000 || c.control == 0 || c.wrong > 0 {
		t.Errorf("asked %d, wrong %d, without %d", c.asked, c.wrong, c.control)
	}
}

// A snapshot for the wash has what this disk knows, and Redis has lost.
func TestASnapshotHasWhatThisDiskKnows(t *testing.T) {
	t.Parallel()
	a := reserve(t)
	a.SRem(t.Context(), ownAdd, string(number(205)))
	a.SAdd(t.Context(), natRem, fmt.Sprintf("+%d", numberOf(50)))
	a.SetBit(t.Context(), flat, int64(numberOf(100)-47_00000000), 0)
	for name, s := range map[string]registers.Sets{"a": a.a, "b": a.b} {
		snap := must[sets.Snapshot](t)(s.Snapshot(t.Context(), three))
		for _, lost := range []struct {
			r dialer.RegisterID
			n uint64
		}{{dialer.Own, 4790000205}, {dialer.National, numberOf(50)}, {dialer.National, numberOf(100)}} {
			if !snap.Has(lost.r, lost.n) {
				t.Errorf("%s: %d is free in %s", name, lost.n, lost.r)
			}
		}
		if snap.Has(dialer.Own, 4790000999) {
			t.Errorf("%s: what is in no register is in the snapshot", name)
		}
	}
}

// An entry of the log that cannot be read may be an addition: the register is closed, with the entry's name, until it
// is gone.
func TestALogEntryThatCannotBeReadClosesTheRegister(t *testing.T) {
	t.Parallel()
	for name, values := range map[string][]any{
		"no time":   {"op", "add", "who", string(number(7)), "from", "other"},
		"no member": {"op", "add", "who", "somebody", "at", "1", "from", "other"},
		"no kind":   {"op", "frobnicate", "who", string(number(7)), "at", "1", "from", "other"},
	} {
		t.Run(name, func(t *testing.T) {
			r := redistest.Start(t)
			p := onRedis(t, r.Addr())
			must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(1), entry("agent")))
			const log = "ringevett:{own}:log"
			id := must[string](t)(r.XAdd(t.Context(), &goredis.XAddArgs{Stream: log, Values: values}).Result())
			redistest.Eventually(t, "it is closed, and says why", func() error {
				_, err := p.b.Check(t.Context(), who(1), []dialer.RegisterID{dialer.Own})
				if err == nil || !strings.Contains(err.Error(), "XDEL "+log+" "+id) {
					return fmt.Errorf("got %v", err)
				}
				return nil
			})
			r.XDel(t.Context(), log, id)
			if got := one(t, p.b, who(1), dialer.Own); got.Answer != dialer.Reserved {
				t.Errorf("after it is gone: got %v", got.Answer)
			}
		})
	}
}
