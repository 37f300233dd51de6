package redis

import (
	"context"
	"errors"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/tick"
)

const (
	logBlock  = 250 * time.Millisecond
	pollEvery = 20 * time.Millisecond // where one command cannot wait for all logs
)

// follow reads the logs as they grow, until ctx ends. While it fails it tries again, and Deaf says why.
func (s *Sets) follow(ctx context.Context) {
	for ctx.Err() == nil {
		regs := s.listed()
		block := logBlock
		if s.cluster() || len(regs) == 0 {
			block = -1
		}
		moved, err := s.awaitLogs(ctx, regs, block)
		for _, r := range moved {
			if err == nil {
				err = s.readLog(ctx, r)
			}
		}
		if err == nil {
			s.deaf.Store(nil)
		} else if ctx.Err() == nil {
			s.deaf.Store(&err)
		}
		if err != nil || block < 0 {
			tick.Pause(ctx, pollEvery)
		}
	}
}

// awaitLogs waits until a log has grown, and names those that have. With block < 0 it returns all regs at once: in a
// cluster one command cannot wait for all logs.
func (s *Sets) awaitLogs(
	ctx context.Context,
	regs []dialer.RegisterID,
	block time.Duration,
) ([]dialer.RegisterID, error) {
	if block < 0 {
		return regs, nil
	}
	var names, from []string
	byName := map[string]dialer.RegisterID{}
	for _, r := range regs {
		id, err := s.cursor(ctx, r)
		if err != nil {
			return nil, err
		}
		names, from = append(names, s.key(r, "log")), append(from, id)
		byName[s.key(r, "log")] = r
	}
	got, err := s.bulk.XRead(ctx, &redis.XReadArgs{Streams: append(names, from...), Count: 1, Block: block}).Result()
	if errors.Is(err, redis.Nil) {
		return nil, nil
	}
	var moved []dialer.RegisterID
	for _, g := range got {
		moved = append(moved, byName[g.Stream])
	}
	return moved, err
}
