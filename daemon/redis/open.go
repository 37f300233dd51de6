package redis

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/memory"
	"github.com/ringevett/ringevett/daemon/sets"
)

// Options say where Redis is.
type Options struct {
	Addresses      []string // host:port or the path of a socket; of Sentinels with SentinelMaster, several without it: a cluster
	SentinelMaster string
	User, Password string
	TLS            *tls.Config
	Prefix         string        // of every key; "" means "ringevett:"
	Database       int           // 0 in a cluster
	Timeout        time.Duration // of a dial, a read and a write; 0 means 50 ms. A check takes three times as long at most
	Origin         string        // names this daemon among those that share the Redis
	Persons        string        // tells by which secret this daemon's persons are hashed; all daemons must use the same
	Grace          time.Duration // for daemons not known to send what they know before a rebuilt register answers; 0 means two seconds
	LockFor        time.Duration // of a lock, which is renewed meanwhile; 0 means 20 s
	ReadOnly       bool          // believe what is whole, bring nothing up: for a command beside a daemon
	Log            *logrus.Entry
}

const (
	usualTimeout = 50 * time.Millisecond // the library's own would hang a dial for 5 s
	// After as many dials in vain as a pool has places the library asks only once a second. A daemon that comes back
	// so late would not send in time what only it knows, so there are many places; few are ever taken.
	connections = 10_000
	dials       = 16
	long        = 5 * time.Second // for whole registers
	usualGrace  = 2 * time.Second
	usualLock   = 20 * time.Second
)

// Truth is what is on this daemon's own disk. Its methods may block as long as the disk does.
type Truth interface {
	RegisterVersions(ctx context.Context) (map[dialer.RegisterID]int64, error)
	memory.Truth
	Ingest(ctx context.Context, r dialer.RegisterID, changes []dialer.RegisterChange, cursor string) error
	Cursor(ctx context.Context, r dialer.RegisterID) (string, error)
	AddedAt(ctx context.Context, r dialer.RegisterID, m sets.Member) (time.Time, error)
}

// patience is how long a check may take, a second try included.
func (o Options) patience() time.Duration { return 3 * o.Timeout }

// Sets are the registers in Redis, over what this daemon's own disk knows. Every method may be called from any
// goroutine.
type Sets struct {
	prefix
	truth Truth
	local *memory.Sets // of the truth: it binds, whatever Redis says
	opt   Options
	log   *logrus.Entry
	fast  redis.UniversalClient // one small command, at once or never
	bulk  redis.UniversalClient // whole registers

	script  *redis.Script
	writing *redis.Script
	servers atomic.Int64 // grows when a server that is not known answers
	asked   atomic.Int64 // the count of servers, and one, when last it was asked without the password

	mu      sync.RWMutex
	current map[string]bool // histories: one, or in a cluster of each node
	peers   map[string]*peer
	patrols patrols
	agreed  atomic.Bool
	tokens  map[dialer.RegisterID]*token
	names   []dialer.RegisterID         // of every register, as last seen
	settled chan struct{}               // closed when a token comes
	busy    map[dialer.RegisterID]bool  // being settled
	faults  map[dialer.RegisterID]error // why they could not be, for who asks meanwhile
	trouble bool                        // was logged
	drifts  map[dialer.RegisterID]*drift
	sums    map[dialer.RegisterID]summed
	stuck   map[string]waited // locks of others, by key

	unspread map[dialer.RegisterID]*int64 // loaded here and not put up: 0, or the version that another has put up instead

	rereading sync.Mutex
	adopting  sync.Mutex

	cacheMu sync.Mutex
	cache   map[dialer.RegisterID]cachedBase

	deaf atomic.Pointer[error] // why the logs are not read; nil: they are

	wake   chan struct{} // one token: something is to be settled
	cancel context.CancelFunc
	done   sync.WaitGroup
}

// token is the belief in one register: what a check must find there.
type token struct {
	meta
	servers                       int64 // when it was made
	metaKey, addKey, remKey, flat string
	seq                           atomic.Int64 // the newest change seen; a server that knows less has lost something
}

// ErrPolicy is the refusal of a Redis that may throw keys away.
var ErrPolicy = fmt.Errorf("%w: this Redis may throw keys away: set maxmemory-policy noeviction", dialer.ErrRefused)

// ErrAlone is the refusal of a Redis behind Sentinels that, cut off from them, would go on answering although another
// has taken its place.
var ErrAlone = fmt.Errorf("%w: this Redis may answer after a failover to another: set min-replicas-to-write 1, and min-replicas-max-lag below the Sentinels' down-after", dialer.ErrRefused)

// silence keeps the library from writing to the standard error on its own: its faults come back as errors.
var silence = sync.OnceFunc(func() { redis.SetLogger(nothing{}) })

type nothing struct{}

func (nothing) Printf(context.Context, string, ...any) {}

// Open makes sets that begin to settle at once. It does not wait for Redis: see Ready.
func Open(t Truth, o Options) *Sets {
	o.Grace, o.Timeout = cmp.Or(o.Grace, usualGrace), cmp.Or(o.Timeout, usualTimeout)
	o.LockFor = cmp.Or(o.LockFor, usualLock)
	silence()
	ctx, cancel := context.WithCancel(context.Background())
	s := &Sets{
		prefix: prefix(cmp.Or(o.Prefix, usualPrefix)), truth: t, local: memory.New(t), opt: o, log: o.Log, cancel: cancel,
		drifts: map[dialer.RegisterID]*drift{}, sums: map[dialer.RegisterID]summed{}, stuck: map[string]waited{},
		script: redis.NewScript(checkText), writing: redis.NewScript(writeText),
		current: map[string]bool{}, peers: map[string]*peer{}, tokens: map[dialer.RegisterID]*token{}, settled: make(chan struct{}),
		busy: map[dialer.RegisterID]bool{}, faults: map[dialer.RegisterID]error{},
		cache: map[dialer.RegisterID]cachedBase{}, unspread: map[dialer.RegisterID]*int64{}, wake: make(chan struct{}, 1),
	}
	s.fast, s.bulk = o.client(o.Timeout, s.meet), o.client(long, s.meet)
	s.done.Go(func() { s.keep(ctx) })
	if !o.ReadOnly {
		s.done.Go(func() { s.follow(ctx) })
	}
	return s
}

func (o Options) client(timeout time.Duration, meet func(context.Context, *redis.Conn) error) redis.UniversalClient {
	return redis.NewUniversalClient(&redis.UniversalOptions{
		Addrs: o.Addresses, MasterName: o.SentinelMaster, TLSConfig: o.TLS,
		DB: o.Database, Username: o.User, Password: o.Password, SentinelUsername: o.User, SentinelPassword: o.Password,
		MaxRetries: -1, DialerRetries: 1, ContextTimeoutEnabled: true,
		DialTimeout: o.Timeout, ReadTimeout: timeout, WriteTimeout: timeout, PoolTimeout: o.Timeout,
		OnConnect: meet,
		PoolSize:  connections, MaxConcurrentDials: dials,
	})
}

// Close ends the work behind the sets. The truth is its owner's.
func (s *Sets) Close() error {
	if !s.opt.ReadOnly {
		s.leave()
	}
	s.cancel()
	err := errors.Join(s.fast.Close(), s.bulk.Close()) // ends a wait for the stream
	s.done.Wait()
	return err
}

// meet looks at each new connection's server, before anything is asked of it.
func (s *Sets) meet(ctx context.Context, c *redis.Conn) error {
	text, err := c.Do(ctx, "info", "server", "memory", "replication").Text()
	if err != nil {
		return fmt.Errorf("ask Redis who it is: %w", err)
	}
	info := fields(text)
	switch mode := info["redis_mode"]; {
	case mode == "sentinel" && s.opt.SentinelMaster != "": // it only says who the primary is
		return nil
	case mode == "sentinel":
		return fmt.Errorf("meet Redis: %w", errSentinel)
	case mode == "cluster" && !s.cluster():
		return fmt.Errorf("meet Redis: %w", errOneNode)
	}
	if err := s.fit(info); err != nil {
		return fmt.Errorf("meet Redis: %w", err) // the library takes the outer one off
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if id := info["master_replid"]; !s.current[id] {
		if !s.cluster() {
			clear(s.current) // one that comes back later may have missed something
		}
		s.current[id] = true
		s.disbelieve()
	}
	return nil
}

func (s *Sets) fit(info map[string]string) error {
	major, _, _ := strings.Cut(info["redis_version"], ".")
	_, wary := info["min_slaves_good_slaves"] // is told only where it is asked for
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

// disbelieve ends the belief in every register. The lock is held.
func (s *Sets) disbelieve() {
	s.servers.Add(1)
	clear(s.tokens)
	s.kick()
}

// suspect ends the belief in every register, because something was missing from one.
func (s *Sets) suspect() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.disbelieve()
}

// drop ends the belief in one register.
func (s *Sets) drop(r dialer.RegisterID) {
	s.mu.Lock()
	delete(s.tokens, r)
	s.mu.Unlock()
	s.kick()
}

func (s *Sets) kick() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}
