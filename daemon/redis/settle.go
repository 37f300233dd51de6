package redis

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

const (
	keepEvery = 200 * time.Millisecond // well below the grace: who checks nothing must notice a loss in time
	retry     = 20 * time.Millisecond
	lookAgain = 10 * time.Millisecond // while another daemon brings a register up
)

// keep settles what is not believed, until ctx ends.
func (s *Sets) keep(ctx context.Context) {
	var settling sync.WaitGroup
	defer settling.Wait()
	for ctx.Err() == nil {
		regs, err := s.all(ctx)
		if err = errors.Join(err, s.patrol(ctx)); err != nil {
			s.tell(ctx, "", s.heal(ctx, err))
			pause(ctx, retry)
			continue
		}
		s.tell(ctx, "", nil)
		for _, r := range regs {
			if s.begun(r) {
				settling.Go(func() { s.settleOnce(ctx, r) })
			}
		}
		s.waitKick(ctx)
	}
}

func (s *Sets) waitKick(ctx context.Context) {
	tick := time.NewTimer(keepEvery)
	defer tick.Stop()
	select {
	case <-ctx.Done():
	case <-s.wake:
	case <-tick.C:
	}
}

// begun marks a register that is not believed as being settled; each is settled on its own, because one that waits for
// others must not keep the next from being sent what only we know.
func (s *Sets) begun(r dialer.RegisterID) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tokens[r] != nil || s.busy[r] {
		return false
	}
	s.busy[r] = true
	return true
}

func (s *Sets) settleOnce(ctx context.Context, r dialer.RegisterID) {
	err := s.settle(ctx, r)
	s.tell(ctx, r, s.heal(ctx, err))
	if err != nil {
		pause(ctx, retry)
	}
	s.mu.Lock()
	delete(s.busy, r)
	again := s.tokens[r] == nil
	s.mu.Unlock()
	if again {
		s.kick()
	}
}

// heal takes away what made Redis refuse a command for its key's type, and says in plain words what it cannot.
func (s *Sets) heal(ctx context.Context, err error) error {
	if foreign(err) && !s.opt.ReadOnly {
		err = errors.Join(err, s.sift(ctx))
	}
	return s.plain(err)
}

// tell keeps the newest fault of a register, "" for all of them, and logs when the first comes and when all is
// believed again.
func (s *Sets) tell(ctx context.Context, r dialer.RegisterID, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.faults, r)
	if err != nil {
		s.faults[r] = err
	}
	switch {
	case ctx.Err() != nil:
	case err != nil && !s.trouble:
		s.trouble = true
		s.log.WithField("register", r).WithError(err).Warn("registers in Redis cannot be believed; nothing is dialed that must be checked against them")
	case s.trouble && s.believedAll():
		s.trouble = false
		s.log.Info("registers in Redis are whole again")
	}
}

// believedAll reports whether there is no fault and no register without a token. The lock is held.
func (s *Sets) believedAll() bool {
	return len(s.faults) == 0 && !slices.ContainsFunc(s.names, func(r dialer.RegisterID) bool { return s.tokens[r] == nil })
}

// patrol looks whether what is believed still stands, so that a daemon that checks nothing hears of a loss too, and
// sends what only it knows.
func (s *Sets) patrol(ctx context.Context) error {
	if err := s.greet(ctx); err != nil {
		return err
	}
	regs := s.believedNow()
	epochs, floors := make([]*redis.SliceCmd, len(regs)), make([]int64, len(regs))
	err := s.pipe(ctx, func(p redis.Pipeliner, yield func() error) error {
		for i, r := range regs {
			floors[i] = s.floor(r)
			epochs[i] = p.HMGet(ctx, s.key(r, "meta"), "settled", "state", "seq")
			if err := yield(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("look after the registers in Redis: %w", err)
	}
	for i, r := range regs {
		s.mu.RLock()
		t := s.tokens[r]
		s.mu.RUnlock()
		v := epochs[i].Val()
		text, _ := v[2].(string)
		seq, _ := strconv.ParseInt(text, 10, 64) // one that cannot be read is behind
		switch {
		case t == nil:
		case v[0] != t.Settled || v[1] != stateReady:
			s.drop(r)
		case seq < floors[i]: // put back from a backup, under the same history
			s.found(r, "fewer changes than were seen before", int(floors[i]-seq))
			s.doubt(r)
		default:
			t.saw(seq)
		}
	}
	if s.opt.ReadOnly {
		return nil
	}
	return s.audit(ctx)
}

// floor is the newest change of a register that is known.
func (s *Sets) floor(r dialer.RegisterID) int64 {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if t := s.tokens[r]; t != nil {
		return t.seq.Load()
	}
	return 0
}

// all names what this daemon's truth has and what others have put up.
func (s *Sets) all(ctx context.Context) ([]dialer.RegisterID, error) {
	own, err := s.truth.RegisterVersions(ctx)
	if err != nil {
		return nil, err
	}
	shared, err := s.bulk.SMembers(ctx, s.shared(listKey)).Result()
	if err != nil {
		return nil, fmt.Errorf("list the registers in Redis: %w", err)
	}
	for _, name := range shared {
		if r := dialer.RegisterID(name); own[r] == 0 {
			own[r] = 0
		}
	}
	names := slices.Sorted(maps.Keys(own))
	s.mu.Lock()
	s.names = names
	s.mu.Unlock()
	return names, nil
}

// settle ends with a token: the register is whole on the server that answers now, and has all that this daemon knows.
func (s *Sets) settle(ctx context.Context, r dialer.RegisterID) error {
	servers := s.servers.Load()
	if err := s.guarded(ctx); err != nil {
		return err
	}
	if err := s.agree(ctx); err != nil {
		return err
	}
	if s.opt.ReadOnly {
		return s.trust(ctx, r, servers)
	}
	if !s.agreed.Swap(true) { // before anything is acknowledged, the others know of this daemon
		if err := s.greet(ctx); err != nil {
			return err
		}
	}
	if err := errors.Join(s.rewind(ctx, r), s.readLog(ctx, r), s.takeOverlay(ctx, r)); err != nil {
		return err
	}
	set, err := s.clean(ctx, r)
	if err != nil {
		return err
	}
	deep, sent := s.deep(r), "" // sent: the rebuilding to which our part was sent
	for ctx.Err() == nil {
		l, err := s.look(ctx, r)
		if err != nil {
			return err
		}
		if l.Settled != sent && l.overlays {
			if err := errors.Join(s.send(ctx, r, set, l.meta), s.confirm(ctx, r, l.Settled)); err != nil {
				return err
			}
			sent = l.Settled
			continue // what was looked at is old by now
		}
		if err := s.sameBase(r, l, set); err != nil {
			return err
		}
		if deep && l.ready() {
			if l.base, err = s.same(ctx, r, l.meta, set); err != nil {
				return err
			}
		}
		if l.ready() && l.Version >= set.Version.Version {
			s.certain(r)
			return s.accept(ctx, r, l, servers)
		}
		if err := s.tryRebuild(ctx, r, set, deep); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// agree compares by what persons are hashed: under another secret none of the others' persons would be found here.
func (s *Sets) agree(ctx context.Context) error {
	if !s.opt.ReadOnly {
		err := s.bulk.SetArgs(ctx, s.shared(personKey), s.opt.Persons, redis.SetArgs{Mode: "NX"}).Err()
		if err != nil && !errors.Is(err, redis.Nil) {
			return err
		}
	}
	theirs, err := s.bulk.Get(ctx, s.shared(personKey)).Result()
	switch {
	case errors.Is(err, redis.Nil):
		return errors.New("no daemon has brought the registers up")
	case err != nil:
		return err
	case theirs != s.opt.Persons:
		return fmt.Errorf("%w: the daemons on this Redis hash persons by another secret than this one: give all the same redis.person_secret_file", dialer.ErrRefused)
	}
	return nil
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
	if err := s.bulk.SAdd(ctx, s.shared(listKey), string(r)).Err(); err != nil {
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
	server   string // its history
	overlays bool   // both are there
	base     bool   // every part is, with as many members as there should be
}

func (l look) ready() bool {
	return l.overlays && l.base && len(l.Broken) == 0 && l.Epoch != "" && l.State == stateReady && l.History == l.server
}

// lookText asks the server that has the register's slot for its history, with what the register's hash and overlays
// say.
const lookText = `#!lua flags=allow-oom
return {string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)'), redis.call('HGETALL', KEYS[1]),
  redis.call('SISMEMBER', KEYS[2], '!'), redis.call('SISMEMBER', KEYS[3], '!')}`

func (s *Sets) look(ctx context.Context, r dialer.RegisterID) (look, error) {
	got, err := s.bulk.Eval(ctx, lookText, []string{s.key(r, "meta"), s.key(r, "add"), s.key(r, "rem")}).Slice()
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
	l.meta = s.readMeta(f)
	l.base, err = s.verify(ctx, r, l.meta)
	return l, err
}

// tryRebuild brings the register up from this daemon's truth, if no other is at it. With deep its base is compared
// again: another daemon may have brought it up meanwhile.
func (s *Sets) tryRebuild(ctx context.Context, r dialer.RegisterID, set *sets.Set, deep bool) error {
	held, err := s.lock(ctx, r)
	if errors.Is(err, errLocked) {
		pause(ctx, lookAgain)
		return nil
	}
	if err != nil {
		return err
	}
	defer held.free(ctx)
	l, err := s.look(ctx, r)
	if err == nil && deep && l.ready() {
		l.base, err = s.same(ctx, r, l.meta, set)
	}
	if err != nil || l.ready() && l.Version >= set.Version.Version {
		return err
	}
	return s.rebuild(ctx, r, held, set, l)
}

// rebuild writes the base aside if it must; from begin to open nothing is answered.
func (s *Sets) rebuild(ctx context.Context, r dialer.RegisterID, held *lock, set *sets.Set, l look) error {
	if l.Version > set.Version.Version && !l.base {
		return fmt.Errorf("its base is broken, and version %d is on another daemon's disk: start that one, or load the register again", l.Version)
	}
	m := l.meta
	m.Epoch = rand.Text()
	m.Settled, m.State, m.History = m.Epoch, stateSettling, l.server
	if set.Version.Version > m.Version || !l.base {
		var err error
		if m, err = s.writeBase(ctx, r, m, set); err != nil {
			return err
		}
	}
	if err := s.begin(ctx, r, held, m); err != nil {
		return err
	}
	if err := errors.Join(s.send(ctx, r, set, m), s.awaitOthers(ctx, r, m.Settled)); err != nil {
		return err
	}
	return s.open(ctx, r, m)
}

// begin closes the register, and calls the others to send what they know.
func (s *Sets) begin(ctx context.Context, r dialer.RegisterID, held *lock, m meta) error {
	if err := s.bulk.SAdd(ctx, s.shared(listKey), string(r)).Err(); err != nil { // who has none of it must answer too
		return err
	}
	return held.do(ctx, func(p redis.Pipeliner) error {
		p.HSet(ctx, s.key(r, "meta"), m.baseFields()...)
		p.HSet(ctx, s.key(r, "meta"), "settled", m.Settled, "state", m.State, "history", m.History)
		p.SAdd(ctx, s.key(r, "add"), sentinel)
		p.SAdd(ctx, s.key(r, "rem"), sentinel)
		if len(m.Broken) > 0 {
			p.HDel(ctx, s.key(r, "meta"), "seq", "want", "taken")
		}
		p.HSetNX(ctx, s.key(r, "meta"), "seq", time.Now().UnixMicro()) // above any count before a loss
		p.XAdd(ctx, &redis.XAddArgs{Stream: s.key(r, "log"), MaxLen: logLength, Approx: true, Values: []any{"op", opSettling, "from", s.opt.Origin}})
		return nil
	})
}

// openText opens a register, unless somebody has begun again or has a newer base.
const openText = `#!lua flags=allow-oom
local m = redis.call('HMGET', KEYS[1], 'epoch', 'want', 'version')
if m[1] ~= ARGV[1] or tonumber(m[2] or 0) > tonumber(m[3] or 0) then return 0 end
redis.call('HSET', KEYS[1], 'state', 'ready')
return 1`

func (s *Sets) open(ctx context.Context, r dialer.RegisterID, m meta) error {
	opened, err := s.bulk.Eval(ctx, openText, []string{s.key(r, "meta")}, m.Epoch).Int()
	if err == nil && opened == 0 {
		err = errors.New("not opened: another daemon has begun again, or has a newer base that it must put up")
	}
	return err
}
