package redis

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

const (
	keepEvery = 500 * time.Millisecond // for registers that are new
	retry     = 50 * time.Millisecond
	lookAgain = 10 * time.Millisecond // while another daemon brings a register up
	lockFor   = 20 * time.Second      // longer than any rebuilding; who dies holding it delays the others by this
)

// keep settles what is not believed, until ctx ends.
func (s *Sets) keep(ctx context.Context) {
	for ctx.Err() == nil {
		err := s.settleAll(ctx)
		s.tell(ctx, err)
		every := keepEvery
		if err != nil {
			every = retry
		}
		tick := time.NewTimer(every)
		select {
		case <-ctx.Done():
		case <-s.wake:
		case <-tick.C:
		}
		tick.Stop()
	}
}

// tell logs the first of equal faults, and its end.
func (s *Sets) tell(ctx context.Context, err error) {
	s.mu.Lock()
	was := s.why
	s.why = err
	s.mu.Unlock()
	switch {
	case ctx.Err() != nil:
	case err != nil && was == nil:
		s.log.WithError(err).Warn("registers in Redis cannot be believed; nothing is dialed that must be checked against them")
	case err == nil && was != nil:
		s.log.Info("registers in Redis are whole again")
	}
}

// settleAll settles every register that has no token, side by side.
func (s *Sets) settleAll(ctx context.Context) error {
	regs, err := s.all(ctx)
	if err != nil {
		return err
	}
	var wg sync.WaitGroup
	errs := make([]error, len(regs))
	for i, r := range regs {
		s.mu.RLock()
		_, believed := s.tokens[r]
		s.mu.RUnlock()
		if believed {
			continue
		}
		wg.Go(func() {
			if err := s.settle(ctx, r); err != nil {
				errs[i] = fmt.Errorf("settle register %s: %w", r, err)
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// all names what this daemon's truth has and what others have put up.
func (s *Sets) all(ctx context.Context) ([]dialer.RegisterID, error) {
	own, err := s.truth.RegisterVersions(ctx)
	if err != nil {
		return nil, err
	}
	shared, err := s.fast.SMembers(ctx, listKey).Result()
	if err != nil {
		return nil, fmt.Errorf("list the registers in Redis: %w", err)
	}
	for _, name := range shared {
		if r := dialer.RegisterID(name); own[r] == 0 {
			own[r] = 0
		}
	}
	return slices.Sorted(maps.Keys(own)), nil
}

// settle ends with a token: the register is whole on the server that answers now, and has all that this daemon knows.
func (s *Sets) settle(ctx context.Context, r dialer.RegisterID) error {
	servers := s.servers.Load()
	if s.opt.ReadOnly {
		return s.trust(ctx, r, servers)
	}
	if err := errors.Join(s.readLog(ctx, r), s.takeOverlay(ctx, r)); err != nil {
		return err
	}
	set, err := s.truth.LoadSet(ctx, r, nil)
	if err != nil {
		return err
	}
	sent := "" // the rebuilding to which our part was sent
	for ctx.Err() == nil {
		l, err := s.look(ctx, r)
		if err != nil {
			return err
		}
		if l.Settled != sent && l.overlays {
			if err := s.send(ctx, r, set, l.meta); err != nil {
				return err
			}
			sent = l.Settled
			continue // what was looked at is old by now
		}
		if l.ready() && l.Version >= set.Version.Version {
			return s.accept(ctx, r, l, servers)
		}
		if err := s.tryRebuild(ctx, r, set); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// trust believes what the daemons have settled.
func (s *Sets) trust(ctx context.Context, r dialer.RegisterID, servers int64) error {
	l, err := s.look(ctx, r)
	if err != nil {
		return err
	}
	if !l.ready() || !s.believe(r, l.meta, servers) {
		return errors.New("no daemon has brought it up")
	}
	return nil
}

// accept believes the register, and brings a newer base into this daemon's own truth.
func (s *Sets) accept(ctx context.Context, r dialer.RegisterID, l look, servers int64) error {
	if err := s.fast.SAdd(ctx, listKey, string(r)).Err(); err != nil {
		return err
	}
	if !s.believe(r, l.meta, servers) {
		return errors.New("the server changed meanwhile")
	}
	return s.adopt(ctx, r)
}

// look is what stands in Redis, on the server that has the register now.
type look struct {
	meta
	server   string // its run id
	overlays bool   // both are there
	base     bool   // every part is, with as many members as there should be
}

func (l look) ready() bool {
	return l.overlays && l.base && l.Epoch != "" && l.State == stateReady && l.Run == l.server
}

// lookText asks the server that has the register's slot for its run id, with what the register's hash and overlays say.
const lookText = `#!lua flags=allow-oom
return {string.match(redis.call('INFO', 'server'), 'run_id:(%x+)'), redis.call('HGETALL', KEYS[1]),
  redis.call('SISMEMBER', KEYS[2], '!'), redis.call('SISMEMBER', KEYS[3], '!')}`

func (s *Sets) look(ctx context.Context, r dialer.RegisterID) (look, error) {
	got, err := s.bulk.Eval(ctx, lookText, []string{key(r, "meta"), key(r, "add"), key(r, "rem")}).Slice()
	if err != nil || len(got) != 4 {
		return look{}, fmt.Errorf("look: %w", err)
	}
	server, _ := got[0].(string)
	l := look{server: server, overlays: got[2] == int64(1) && got[3] == int64(1)}
	pairs, _ := got[1].([]any)
	f := map[string]string{}
	for p := range slices.Chunk(pairs, 2) {
		f[fmt.Sprint(p[0])] = fmt.Sprint(p[len(p)-1])
	}
	l.meta = readMeta(f)
	l.base, err = s.verify(ctx, r, l.meta)
	return l, err
}

// tryRebuild brings the register up from this daemon's truth, if no other is at it.
func (s *Sets) tryRebuild(ctx context.Context, r dialer.RegisterID, set *sets.Set) error {
	unlock, err := s.lock(ctx, r)
	if errors.Is(err, errLocked) {
		pause(ctx, lookAgain)
		return nil
	}
	if err != nil {
		return err
	}
	defer unlock()
	l, err := s.look(ctx, r)
	if err != nil || l.ready() && l.Version >= set.Version.Version {
		return err
	}
	return s.rebuild(ctx, r, set, l)
}

// rebuild: nothing is answered from its first step to its last.
func (s *Sets) rebuild(ctx context.Context, r dialer.RegisterID, set *sets.Set, l look) error {
	if l.Version > set.Version.Version && !l.base {
		return fmt.Errorf("its base is broken, and version %d is on another daemon's disk: start that one, or load the register again", l.Version)
	}
	m := l.meta
	m.Epoch = rand.Text()
	m.Settled, m.State, m.Run = m.Epoch, stateSettling, l.server
	if err := s.bulk.HSet(ctx, key(r, "meta"), "epoch", m.Epoch, "settled", m.Settled, "state", m.State, "run", m.Run).Err(); err != nil {
		return err
	}
	if set.Version.Version > m.Version || !l.base {
		var err error
		if m, err = s.writeBase(ctx, r, m, set); err != nil {
			return err
		}
		if err := s.bulk.HSet(ctx, key(r, "meta"), m.baseFields()...).Err(); err != nil {
			return err
		}
	}
	_, err := s.bulk.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.SAdd(ctx, key(r, "add"), sentinel)
		p.SAdd(ctx, key(r, "rem"), sentinel)
		p.HSetNX(ctx, key(r, "meta"), "seq", time.Now().UnixMicro()) // above any count before a loss
		return nil
	})
	if err != nil {
		return err
	}
	if err := s.send(ctx, r, set, m); err != nil {
		return err
	}
	pause(ctx, s.opt.Grace) // the others send what they know
	return s.open(ctx, r, m)
}

// openText opens a register, unless somebody has begun again or has a newer base.
const openText = `#!lua flags=allow-oom
local m = redis.call('HMGET', KEYS[1], 'epoch', 'want', 'version')
if m[1] ~= ARGV[1] or tonumber(m[2] or 0) > tonumber(m[3] or 0) then return 0 end
redis.call('HSET', KEYS[1], 'state', 'ready')
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[2], '*', 'op', 'settled')
return 1`

func (s *Sets) open(ctx context.Context, r dialer.RegisterID, m meta) error {
	return s.bulk.Eval(ctx, openText, []string{key(r, "meta"), key(r, "log")}, m.Epoch, logLength).Err()
}

var errLocked = errors.New("another daemon is at it")

const unlockText = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`

func (s *Sets) lock(ctx context.Context, r dialer.RegisterID) (unlock func(), err error) {
	mine := s.opt.Origin + " " + rand.Text()
	err = s.fast.SetArgs(ctx, key(r, "lock"), mine, redis.SetArgs{Mode: "NX", TTL: lockFor}).Err()
	if errors.Is(err, redis.Nil) {
		return nil, errLocked
	}
	if err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	return func() {
		if err := s.fast.Eval(context.WithoutCancel(ctx), unlockText, []string{key(r, "lock")}, mine).Err(); err != nil {
			s.log.WithError(err).Debug("a lock in Redis was not given back; it ends by itself")
		}
	}, nil
}

func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
