package redis

import (
	"context"
	_ "embed" // write.lua
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

// logLength is about how many changes the stream keeps; who was away for more compares the sets.
const logLength = 10_000

const sendPage = 500

// settleWithin is how long a person who changes a register waits for it to be settled: some twenty round trips.
func (o Options) settleWithin() time.Duration { return 20 * o.Timeout }

// replicaWithin is how long a replica may take to have a change.
func (o Options) replicaWithin() time.Duration { return o.Timeout * 3 / 5 }

// Add returns without error when the addition is on this daemon's disk and every later check by any daemon sees it.
// With sets.ErrSpreading it is on the disk, and will be seen as soon as Redis answers: until then every check is
// refused.
func (s *Sets) Add(ctx context.Context, r dialer.RegisterID, who dialer.Subject, e dialer.RegisterEntry) (int64, error) {
	seq, err := s.truth.AddTo(ctx, r, who, e)
	if err != nil {
		return 0, err
	}
	return seq, s.spread(ctx, r, who, e, false)
}

// Remove is the same for a removal. With sets.ErrSpreading the number may stay reserved: remove it again.
func (s *Sets) Remove(ctx context.Context, r dialer.RegisterID, who dialer.Subject, e dialer.RegisterEntry) (int64, error) {
	seq, err := s.truth.RemoveFrom(ctx, r, who, e)
	if err != nil {
		return 0, err
	}
	return seq, s.spread(ctx, r, who, e, true)
}

func (s *Sets) spread(ctx context.Context, r dialer.RegisterID, who dialer.Subject, e dialer.RegisterEntry, removed bool) error {
	if e.At.IsZero() {
		e.At = time.Now()
	}
	members, err := sets.Members(nil, who)
	if err != nil {
		return err
	}
	for _, m := range members {
		c := dialer.RegisterChange{Register: r, Removed: removed, RegisterEntry: e}
		m.Put(&c)
		if err = s.writeSurely(ctx, r, m, c); err != nil {
			return fmt.Errorf("%s %s: %w: %w", r, who.Number.Masked(), sets.ErrSpreading, s.plain(err))
		}
	}
	return nil
}

// writeSurely writes; where that fails, the register is settled first, which takes a while where it is new. Until it
// is, nothing is answered.
func (s *Sets) writeSurely(ctx context.Context, r dialer.RegisterID, m sets.Member, c dialer.RegisterChange) error {
	first := s.write(ctx, r, m, c)
	if first == nil || errors.Is(first, errLonely) {
		return first
	}
	s.drop(r)
	if err := s.settledWithin(ctx, r, 0, s.opt.Grace+s.opt.settleWithin()); err != nil {
		return errors.Join(first, err)
	}
	return s.write(ctx, r, m, c)
}

// settledWithin waits until the register is believed, with that version or a later one.
func (s *Sets) settledWithin(ctx context.Context, r dialer.RegisterID, version int64, within time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	for {
		tokens, err := s.believed(ctx, []dialer.RegisterID{r})
		if err != nil {
			return err
		}
		if tokens[0] != nil && tokens[0].Version >= version {
			return nil
		}
		pause(ctx, lookAgain)
	}
}

//go:embed write.lua
var writeText string

// write puts one change into Redis, whole or not at all, and only into what this daemon believes. Twice is harmless.
func (s *Sets) write(ctx context.Context, r dialer.RegisterID, m sets.Member, c dialer.RegisterChange) error {
	s.mu.RLock()
	t := s.tokens[r]
	s.mu.RUnlock()
	if t == nil {
		return errors.New("this Redis is being looked at")
	}
	into, outOf := t.addKey, t.remKey
	if c.Removed {
		into, outOf = outOf, into
	}
	to, wait, done := s.writer()
	defer done()
	args := append([]any{t.Settled, m.String(), logLength}, s.entry(m, c)...)
	run := func() (int64, error) {
		return s.writing.Run(ctx, to, []string{t.metaKey, into, outOf, s.key(r, "log")}, args...).Int64()
	}
	seq, err := run()
	if cut(err) {
		seq, err = run()
	}
	switch {
	case err != nil:
		return err
	case seq == 0:
		return errors.New("this Redis is another than before")
	}
	t.saw(seq)
	return wait(ctx)
}

// errLonely: a failover now would lose the change until this daemon sends it again.
var errLonely = errors.New("no replica has it yet")

// writer is where a change is written; wait gives a replica behind Sentinels a moment to have it.
func (s *Sets) writer() (to redis.Scripter, wait func(context.Context) error, done func()) {
	client, single := s.fast.(*redis.Client)
	if s.opt.SentinelMaster == "" || !single {
		return s.fast, func(context.Context) error { return nil }, func() {}
	}
	conn := client.Conn()
	wait = func(ctx context.Context) error {
		if n, err := conn.Wait(ctx, 1, s.opt.replicaWithin()).Result(); err != nil || n < 1 {
			return errors.Join(errLonely, err)
		}
		return nil
	}
	return conn, wait, func() { conn.Close() }
}

func (s *Sets) entry(m sets.Member, c dialer.RegisterChange) []any {
	op := "add"
	if c.Removed {
		op = "remove"
	}
	return []any{"op", op, "who", m.String(), "at", c.At.UnixNano(), "source", c.Source, "by", c.By, "reason", c.Reason, "from", s.opt.Origin}
}

func readEntry(r dialer.RegisterID, v map[string]any) (*dialer.RegisterChange, error) {
	text := func(name string) string { t, _ := v[name].(string); return t }
	op := text("op")
	if op != "add" && op != "remove" {
		return nil, errors.New("it is neither an addition nor a removal")
	}
	at, err := strconv.ParseInt(text("at"), 10, 64)
	if err != nil {
		return nil, errors.New("it has no time")
	}
	m, err := sets.ParseMember(text("who"))
	if err != nil {
		return nil, err
	}
	c := &dialer.RegisterChange{Register: r, Removed: op == "remove"}
	m.Put(c)
	c.At, c.Source, c.By, c.Reason = time.Unix(0, at).UTC(), text("source"), text("by"), text("reason")
	return c, nil
}

// send gives Redis what this daemon's truth has and it lacks. A removal that Redis knows as an addition is not sent:
// the addition may be newer, and to reserve is the safe side.
func (s *Sets) send(ctx context.Context, r dialer.RegisterID, set *sets.Set, m meta) error {
	if set.Version.Version > m.Version { // say so, in case the register is about to be opened without it
		if err := s.bulk.HSet(ctx, s.key(r, "meta"), "want", set.Version.Version).Err(); err != nil {
			return err
		}
	}
	added, err := s.lacking(ctx, r, maps.Keys(set.Added), "add")
	if err != nil {
		return err
	}
	removed, err := s.lacking(ctx, r, maps.Keys(set.Removed), "rem", "add")
	if err != nil {
		return err
	}
	if n := len(added); n > 0 && s.deep(r) {
		s.found(r, "additions that were lost", n)
	} else if n += len(removed); n > 0 {
		s.log.WithField("register", r).WithField("changes", n).Info("sent to Redis what it lacked")
	}
	for page := range slices.Chunk(added, sendPage) {
		if err := s.sendPage(ctx, r, page, false); err != nil {
			return err
		}
	}
	for page := range slices.Chunk(removed, sendPage) {
		if err := s.sendPage(ctx, r, page, true); err != nil {
			return err
		}
	}
	return nil
}

// lacking gives those that stand in none of the sets.
func (s *Sets) lacking(ctx context.Context, r dialer.RegisterID, of iter.Seq[sets.Member], in ...string) ([]sets.Member, error) {
	all := slices.Collect(of)
	for _, name := range in {
		var left []sets.Member
		for page := range slices.Chunk(all, sendPage) {
			texts := make([]any, len(page))
			for i, m := range page {
				texts[i] = m.String()
			}
			there, err := s.bulk.SMIsMember(ctx, s.key(r, name), texts...).Result()
			if err != nil {
				return nil, err
			}
			for i, m := range page {
				if !there[i] {
					left = append(left, m)
				}
			}
		}
		all = left
	}
	return all, nil
}

func (s *Sets) sendPage(ctx context.Context, r dialer.RegisterID, page []sets.Member, removed bool) error {
	_, err := s.bulk.TxPipelined(ctx, func(p redis.Pipeliner) error {
		for _, m := range page {
			into := s.key(r, "add")
			if removed {
				into = s.key(r, "rem")
			}
			c := dialer.RegisterChange{Removed: removed, RegisterEntry: dialer.RegisterEntry{At: time.Now(), Source: "sent again", By: "ringevett"}}
			p.SAdd(ctx, into, m.String())
			p.XAdd(ctx, &redis.XAddArgs{Stream: s.key(r, "log"), MaxLen: logLength, Approx: true, Values: s.entry(m, c)})
		}
		p.HIncrBy(ctx, s.key(r, "meta"), "seq", int64(len(page)))
		return nil
	})
	return err
}

// Watch gives every addition and removal after from, by any daemon, in the order in which this one heard of them.
func (s *Sets) Watch(ctx context.Context, from int64) (<-chan dialer.RegisterChange, error) {
	return s.truth.WatchRegisters(ctx, from)
}

// LastChange is where to watch from, to hear of what comes next.
func (s *Sets) LastChange(ctx context.Context) (int64, error) { return s.truth.LastChange(ctx) }

// Deaf says why changes by other daemons are not heard just now: their log in Redis cannot be read, or not be kept
// here. It is nil once one reading has worked again.
func (s *Sets) Deaf() error {
	if err := s.deaf.Load(); err != nil {
		return *err
	}
	return nil
}
