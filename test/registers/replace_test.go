package registers_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/redis"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/test/redistest"
)

// late is a daemon's disk on which something happens elsewhere right after a version was written, before Redis has it.
type late struct {
	*sqlite.Store
	meanwhile func()
}

func (l *late) Replace(
	ctx context.Context, r dialer.RegisterID, b *sets.Base, d sets.Delivery,
) (dialer.RegisterVersion, []sets.Member, error) {
	v, settled, err := l.Store.Replace(ctx, r, b, d)
	if do := l.meanwhile; err == nil && do != nil {
		l.meanwhile = nil
		do()
	}
	return v, settled, err
}

func lateAndOther(t *testing.T) (truth *late, a, b *redis.Sets) {
	t.Helper()
	r := redistest.Start(t)
	truth = &late{Store: store(t, t.TempDir())}
	a, b = on(t, truth, "a", r.Addr()), daemon(t, "b", r.Addr())
	ready(t, a, b)
	return truth, a, b
}

// The daemon that replaces knows the number as removed; the other has just added it again.
func TestAddedAgainElsewhereDuringAReplacement(t *testing.T) {
	t.Parallel()
	truth, a, b := lateAndOther(t)
	must[dialer.RegisterVersion](t)(a.Replace(t.Context(), dialer.National, base(1, 2, 3), delivery()))
	must[int64](t)(a.Add(t.Context(), dialer.National, who(9), entry("letter")))
	must[int64](t)(a.Remove(t.Context(), dialer.National, who(9), because("a mistake")))
	truth.meanwhile = func() { must[int64](t)(b.Add(t.Context(), dialer.National, who(9), entry("letter"))) }
	must[dialer.RegisterVersion](t)(a.Replace(t.Context(), dialer.National, base(1, 2, 3, 4), delivery()))
	for name, s := range map[string]*redis.Sets{"a": a, "b": b} {
		if got := one(t, s, who(9), dialer.National); got.Answer != dialer.Reserved {
			t.Errorf("%s: got %v", name, got.Answer)
		}
	}
}

// Two daemons load a register at once: each has a version of its own, and the last one decides everywhere.
func TestTwoReplaceAtOnce(t *testing.T) {
	t.Parallel()
	p := onRedis(t, redistest.Start(t).Addr())
	d := delivery()
	d.ShrunkBecause = "other numbers"
	for round := range 10 {
		var versions [2]dialer.RegisterVersion
		var wg sync.WaitGroup
		for side := range 2 {
			wg.Go(func() {
				s := []func(
					context.Context, dialer.RegisterID, *sets.Base, sets.Delivery,
				) (dialer.RegisterVersion, error){p.a.Replace, p.b.Replace}[side]
				var err error
				if versions[side], err = s(t.Context(), dialer.National, base(round*10+side), d); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		last := 0
		if versions[1].Version > versions[0].Version {
			last = 1
		}
		if versions[0].Version == versions[1].Version {
			t.Fatalf("both are version %d", versions[0].Version)
		}
		for name, s := range map[string]interface {
			Check(context.Context, dialer.Subject, []dialer.RegisterID) ([]dialer.RegisterAnswer, error)
		}{"a": p.a, "b": p.b} {
			got := must[[]dialer.RegisterAnswer](t)(
				s.Check(t.Context(), who(round*10+last), []dialer.RegisterID{dialer.National}),
			)
			if got[0].Answer != dialer.Reserved || got[0].Version != versions[last].Version {
				t.Errorf("round %d, %s: got %v of version %d, want version %d", round, name, got[0].Answer,
					got[0].Version, versions[last].Version)
			}
		}
	}
}

// Each of two daemons loaded other numbers while Redis was away. Neither may pass for the other.
func TestTwoLoadedWhileRedisWasAway(t *testing.T) {
	t.Parallel()
	r := redistest.Start(t)
	p := onRedis(t, r.Addr())
	must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, base(1, 2), delivery()))
	r.Kill()
	for i, s := range []interface {
		Replace(context.Context, dialer.RegisterID, *sets.Base, sets.Delivery) (dialer.RegisterVersion, error)
	}{p.a, p.b} {
		if _, err := s.Replace(t.Context(), dialer.National, base(1, 2, 3+i), delivery()); err == nil {
			t.Error("acknowledged as seen by all")
		}
	}
	r.Restart()
	for range 20 {
		for i, s := range []interface {
			Check(context.Context, dialer.Subject, []dialer.RegisterID) ([]dialer.RegisterAnswer, error)
		}{p.a, p.b} {
			if got, err := s.Check(t.Context(), who(3+i), []dialer.RegisterID{dialer.National}); err == nil &&
				got[0].Answer == dialer.Clear {
				t.Fatalf("daemon %d calls a number free that it has loaded", i)
			}
		}
	}
	redistest.Eventually(t, "loaded again", func() error {
		_, err := p.a.Replace(t.Context(), dialer.National, base(1, 2, 3, 4), delivery())
		return err
	})
	never(t, p.b, who(4), dialer.National)
	never(t, p.a, who(3), dialer.National)
}

// Every register that a check asks has a new version: it is asked again for each.
func TestEveryRegisterHasANewVersion(t *testing.T) {
	t.Parallel()
	p := onRedis(t, redistest.Start(t).Addr())
	members := []int{1, 2, 3}
	for i := range 5 {
		members = append(members, 4+i)
		for _, r := range three {
			must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), r, base(members...), delivery()))
		}
		if _, err := p.b.Check(t.Context(), who(1),
			three); err != nil && strings.Contains(err.Error(), "another version") {
			t.Error(err)
		}
	}
}
