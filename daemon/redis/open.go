package redis

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/memory"
)

// ErrPolicy refuses a Redis that may evict keys.
var ErrPolicy = fmt.Errorf("%w: this Redis may throw keys away: set maxmemory-policy noeviction", dialer.ErrRefused)

// ErrAlone refuses a Redis behind Sentinels that would go on answering when it is cut off and another has become the
// primary.
var ErrAlone = fmt.Errorf("%w: this Redis may answer after a failover to another: set min-replicas-to-write 1, "+
	"and min-replicas-max-lag below the Sentinels' down-after", dialer.ErrRefused)

// silence stops the library from writing to standard error: its faults come back as errors.
var silence = sync.OnceFunc(func() { redis.SetLogger(nothing{}) })

type nothing struct{}

func (nothing) Printf(context.Context, string, ...any) {}

// Open makes sets that begin to settle at once. It does not wait for Redis: see Ready. The caller calls Close.
func Open(t Truth, o Options) *Sets {
	o = o.withDefaults()
	silence()
	ctx, cancel := context.WithCancel(context.Background())
	s := &Sets{
		prefix: prefix(
			cmp.Or(o.Prefix, usualPrefix),
		), truth: t, local: memory.New(t), opt: o, log: o.Log, cancel: cancel,
		doubts: map[dialer.RegisterID]*doubt{}, sums: map[dialer.RegisterID]summed{}, stuck: map[string]waited{},
		script: redis.NewScript(checkText), writing: redis.NewScript(writeText),
		current: map[string]bool{}, peers: map[string]*peer{}, newToken: make(chan struct{}),
		states: map[dialer.RegisterID]state{}, tokens: map[dialer.RegisterID]*token{},
		faults: map[dialer.RegisterID]error{}, unpublished: map[dialer.RegisterID]*int64{},
		cache: map[dialer.RegisterID]cachedBase{}, wake: make(chan struct{}, 1),
	}
	s.fast, s.bulk = o.client(o.Timeout, s.meet), o.client(long, s.meet)
	s.done.Go(func() { s.keepTrust(ctx) })
	if !o.ReadOnly {
		s.done.Go(func() { s.follow(ctx) })
	}
	return s
}

// Close ends the goroutines of the sets. It does not close the truth.
func (s *Sets) Close() error {
	if !s.opt.ReadOnly {
		s.leave()
	}
	s.cancel()
	err := errors.Join(s.fast.Close(), s.bulk.Close()) // ends a wait for the stream
	s.done.Wait()
	return err
}

// meet looks at the server of each new connection before any command is sent on it.
func (s *Sets) meet(ctx context.Context, c *redis.Conn) error {
	text, err := c.Do(ctx, "info", "server", "memory", "replication").Text()
	if err != nil {
		return fmt.Errorf("ask Redis who it is: %w", err)
	}
	info := fields(text)
	switch mode := info["redis_mode"]; {
	case mode == "sentinel" && s.opt.SentinelMaster != "": // it only names the primary
		return nil
	case mode == "sentinel":
		return fmt.Errorf("meet Redis: %w", errSentinel)
	case mode == "cluster" && !s.cluster():
		return fmt.Errorf("meet Redis: %w", errOneNode)
	}
	if err := s.fit(info); err != nil {
		return fmt.Errorf("meet Redis: %w", err) // the library removes the outermost wrapping
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if id := info["master_replid"]; !s.current[id] {
		if !s.cluster() {
			clear(s.current) // a server that comes back later may have missed something
		}
		s.current[id] = true
		s.distrustAllLocked(serverChanged)
	}
	return nil
}

// fit refuses a server that the registers cannot be kept on.
func (s *Sets) fit(info map[string]string) error {
	major, _, _ := strings.Cut(info["redis_version"], ".")
	_, wary := info["min_slaves_good_slaves"] // is present only if min-replicas-to-write is set
	switch n, err := strconv.Atoi(major); {
	case info["master_replid"] == "" || err != nil:
		return fmt.Errorf("%w: what answers is no Redis", dialer.ErrRefused)
	case n < 7:
		return fmt.Errorf("%w: Redis %s is too old: 7 or newer", dialer.ErrRefused, info["redis_version"])
	case info["role"] != "master":
		return fmt.Errorf("%w: this Redis is a replica and may lag behind", dialer.ErrRefused)
	case info["maxmemory_policy"] != "noeviction":
		return fmt.Errorf("%w (it is %s)", ErrPolicy, info["maxmemory_policy"])
	case s.opt.SentinelMaster != "" && !wary:
		return ErrAlone
	}
	return nil
}

func fields(info string) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(info) {
		if key, value, ok := strings.Cut(strings.TrimSpace(line), ":"); ok {
			out[key] = value
		}
	}
	return out
}
