package redis

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/memory"
	"github.com/ringevett/ringevett/daemon/sets"
)

// Truth is what is on this daemon's own disk. Its methods may block as long as the disk does.
type Truth interface {
	RegisterVersions(ctx context.Context) (map[dialer.RegisterID]int64, error)
	memory.Truth
	Ingest(ctx context.Context, r dialer.RegisterID, changes []dialer.RegisterChange, cursor string) error
	Cursor(ctx context.Context, r dialer.RegisterID) (string, error)
	AddedAt(ctx context.Context, r dialer.RegisterID, m sets.Member) (time.Time, error)
}

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
	servers atomic.Int64 // grows when an unknown server answers, and when a key is missing
	asked   atomic.Int64 // servers+1 at the last test that this Redis refuses a connection without the password

	mu       sync.RWMutex
	current  map[string]bool // histories: one, or in a cluster each node's
	peers    map[string]*peer
	patrols  patrols
	agreed   atomic.Bool
	states   map[dialer.RegisterID]state
	tokens   map[dialer.RegisterID]*token // of the trusted ones
	names    []dialer.RegisterID          // of every register, as last seen
	newToken chan struct{}                // closed when a token comes
	faults   map[dialer.RegisterID]error  // why settling failed; "" for all. Given to checks that wait meanwhile
	trouble  bool                         // a fault was logged, and its end was not
	doubts   map[dialer.RegisterID]*doubt
	sums     map[dialer.RegisterID]summed
	stuck    map[string]waited // locks of other daemons, by key

	// unpublished has the registers that were loaded here while Redis was away: 0, or the version that another daemon
	// has put up instead.
	unpublished map[dialer.RegisterID]*int64

	rereading sync.Mutex
	adopting  sync.Mutex

	cacheMu sync.Mutex
	cache   map[dialer.RegisterID]cachedBase

	deaf atomic.Pointer[error] // why the logs are not read; nil: they are

	wake   chan struct{} // one token: a register is to be settled
	cancel context.CancelFunc
	done   sync.WaitGroup
}

// token says what a check must find in a trusted register.
type token struct {
	meta
	servers                       int64 // when it was made
	metaKey, addKey, remKey, flat string
	seq                           atomic.Int64 // the newest change seen; a server with fewer changes has lost some
}

// noteSeq keeps the newest change that was seen.
func (t *token) noteSeq(seq int64) {
	for old := t.seq.Load(); seq > old && !t.seq.CompareAndSwap(old, seq); old = t.seq.Load() {
	}
}

// doubt is what is suspected of one register.
type doubt struct {
	compare bool      // the next settling compares all of it with the disk
	last    time.Time // of the newest doubt
	audited time.Time
}

// peer is another daemon on this Redis.
type peer struct {
	count  string
	silent time.Duration
}

// patrols counts the looks at Redis.
type patrols struct {
	count      int64
	last       time.Time
	acquainted bool // one patrol has read the list of daemons while a register was trusted
}

// summed is a base and its sum, which is needed more than once. A base never changes.
type summed struct {
	base *sets.Base
	sum  string
}

// waited is another daemon's lock, and when it was first seen.
type waited struct {
	holder string
	since  time.Time
}

// cachedBase is a base that was fetched; a version never changes.
type cachedBase struct {
	version int64
	settled string
	base    *sets.Base
}

func (s *Sets) cluster() bool { return s.opt.cluster() }
