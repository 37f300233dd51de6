package redis

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/tick"
)

// keepTrust settles every untrusted register and patrols the trusted ones, until ctx ends. One goroutine runs it, and
// one more for each register in progress.
func (s *Sets) keepTrust(ctx context.Context) {
	var inProgress sync.WaitGroup
	defer inProgress.Wait()
	for ctx.Err() == nil {
		regs, err := s.listRegisters(ctx)
		if err = errors.Join(err, s.patrol(ctx)); err != nil {
			s.report(ctx, "", s.heal(ctx, err))
			tick.Pause(ctx, retry)
			continue
		}
		s.report(ctx, "", nil)
		for _, r := range regs {
			if s.startSettling(r) {
				inProgress.Go(func() { s.settleOnce(ctx, r) })
			}
		}
		s.awaitKick(ctx)
	}
}

func (s *Sets) awaitKick(ctx context.Context) {
	tick := time.NewTimer(keepEvery)
	defer tick.Stop()
	select {
	case <-ctx.Done():
	case <-s.wake:
	case <-tick.C:
	}
}

func (s *Sets) settleOnce(ctx context.Context, r dialer.RegisterID) {
	err := s.settle(ctx, r)
	s.report(ctx, r, s.heal(ctx, err))
	if err == nil {
		return
	}
	tick.Pause(ctx, retry)
	s.mu.Lock()
	s.apply(r, failed)
	s.mu.Unlock()
	s.kick()
}

// heal removes the keys whose type made Redis refuse a command. It returns err with what to do about the rest.
func (s *Sets) heal(ctx context.Context, err error) error {
	if foreign(err) && !s.opt.ReadOnly {
		err = errors.Join(err, s.removeForeign(ctx))
	}
	return s.plain(err)
}

// patrol looks whether the trusted registers still are what their tokens say, so that a daemon that checks nothing
// notices a loss too. It shows the other daemons that this one lives, and audits a register that is due.
func (s *Sets) patrol(ctx context.Context) error {
	if err := s.greet(ctx); err != nil {
		return err
	}
	regs := s.trustedNow()
	metas, floors := make([]*redis.SliceCmd, len(regs)), make([]int64, len(regs))
	err := s.pipe(ctx, func(p redis.Pipeliner, yield func() error) error {
		for i, r := range regs {
			floors[i] = s.floor(r)
			metas[i] = p.HMGet(ctx, s.key(r, "meta"), "settled", "state", "seq")
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
		s.compareToken(r, metas[i].Val(), floors[i])
	}
	if s.opt.ReadOnly {
		return nil
	}
	return s.audit(ctx)
}

// compareToken holds settled, state and seq of a register against its token. floor is the newest change that was known
// before they were read: Redis never counts back.
func (s *Sets) compareToken(r dialer.RegisterID, meta []any, floor int64) {
	t := s.tokenOf(r)
	text, _ := meta[2].(string)
	seq, _ := strconv.ParseInt(text, 10, 64) // unreadable counts as 0, which is behind
	switch {
	case t == nil:
	case meta[0] != t.Settled || meta[1] != stateReady:
		s.distrust(r, settledAgain)
	case seq < floor: // restored from a backup, under the same history
		s.reportDrift(r, "fewer changes than were seen before", int(floor-seq))
		s.distrust(r, countWentBack)
	default:
		t.noteSeq(seq)
	}
}

// floor is the newest change of a register that is known.
func (s *Sets) floor(r dialer.RegisterID) int64 {
	if t := s.tokenOf(r); t != nil {
		return t.seq.Load()
	}
	return 0
}
