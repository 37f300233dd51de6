package redis

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/redis/go-redis/v9"
)

// Health is the state of the Redis that this daemon uses.
type Health struct {
	Version, Policy string
	Round           time.Duration // a ping's round trip, the median of healthRounds
	Patience        time.Duration // how long a whole check may take
	Lacks           []string      // commands that the user may not run
}

const healthRounds = 9

// Health measures a round trip and tries the commands that the registers need, on a key of its own that expires after a
// second. An error says why this Redis cannot be used at all.
func (s *Sets) Health(ctx context.Context) (h Health, err error) {
	text, err := s.fast.Info(ctx, "server", "memory").Result()
	if err != nil {
		return h, fmt.Errorf("Redis: %w", err)
	}
	info := fields(text)
	h.Version, h.Policy, h.Patience = info["redis_version"], info["maxmemory_policy"], s.opt.patience()
	var rounds []time.Duration
	for range healthRounds {
		began := time.Now()
		if err := s.fast.Ping(ctx).Err(); err != nil {
			return h, fmt.Errorf("Redis: %w", err)
		}
		rounds = append(rounds, time.Since(began))
	}
	slices.Sort(rounds)
	h.Round = rounds[len(rounds)/2]
	key := s.shared("check")
	for _, c := range [][]any{
		{"set", key, "1", "ex", 1}, {"eval", "return redis.call('get', KEYS[1])", 1, key}, {"hgetall", key + ":hash"},
		{"smembers", key + ":set"}, {"xlen", key + ":log"}, {"del", key},
	} {
		if err := s.fast.Do(ctx, c...).Err(); err != nil && !errors.Is(err, redis.Nil) {
			h.Lacks = append(h.Lacks, fmt.Sprintf("%v (%v)", c[0], err))
		}
	}
	return h, nil
}
