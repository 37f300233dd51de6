package redis

import (
	"cmp"
	"context"
	"crypto/tls"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/sirupsen/logrus"
)

// Options say where Redis is, and how this daemon uses it.
type Options struct {
	// Addresses are host:port or the path of a socket. With SentinelMaster they are the Sentinels'; without it,
	// several are the nodes of a cluster.
	Addresses      []string
	SentinelMaster string
	User, Password string
	TLS            *tls.Config
	Prefix         string        // of every key; "" means "ringevett:"
	Database       int           // 0 in a cluster
	Timeout        time.Duration // of a dial, a read and a write; 0 means 50 ms. A check takes three times that at most
	Origin         string        // names this daemon among those that share the Redis
	Persons        string        // identifies the secret by which persons are hashed; must be the same in all daemons
	// Grace is how long a rebuilt register waits for daemons that this one may not know; 0 means two seconds.
	Grace    time.Duration
	LockFor  time.Duration // lifetime of a lock, which its holder renews; 0 means 20 s
	ReadOnly bool          // only trust what is whole, bring nothing up: for a command beside a daemon
	Log      *logrus.Entry
}

const (
	usualTimeout = 50 * time.Millisecond // the library's own would block a dial for 5 s
	// After as many failed dials as a pool has places, the library tries only once a second. A daemon that comes back
	// that late would not send in time what only it knows. So the pool has many places; few are ever used.
	connections = 10_000
	dials       = 16
	long        = 5 * time.Second // for whole registers
	usualGrace  = 2 * time.Second
	usualLock   = 20 * time.Second

	keepEvery = 200 * time.Millisecond // well below Grace: a daemon that checks nothing must notice a loss in time
	retry     = 20 * time.Millisecond
	lookAgain = 10 * time.Millisecond // while another daemon brings a register up
)

// withDefaults fills in what is 0.
func (o Options) withDefaults() Options {
	o.Grace, o.Timeout = cmp.Or(o.Grace, usualGrace), cmp.Or(o.Timeout, usualTimeout)
	o.LockFor = cmp.Or(o.LockFor, usualLock)
	return o
}

// patience is how long a check may take, including a second try.
func (o Options) patience() time.Duration { return 3 * o.Timeout }

// settleWithin is how long a person who changes a register waits for it to be settled: some twenty round trips.
func (o Options) settleWithin() time.Duration { return 20 * o.Timeout }

// replicaWithin is how long a replica may take to acknowledge a change.
func (o Options) replicaWithin() time.Duration { return o.Timeout * 3 / 5 }

func (o Options) cluster() bool { return o.SentinelMaster == "" && len(o.Addresses) > 1 }

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
