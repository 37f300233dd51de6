package ari

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// Client is one application's connection to one Asterisk. Its methods may be called from anywhere at any time.
type Client struct {
	cfg    Config
	hub    *hub
	odd    *oddities
	states *stateQueue
	web    *web
	socket atomic.Pointer[session] // the connection that is up, nil otherwise
	proven atomic.Int64            // see Proven

	ctx    context.Context // ends when Close is called
	cancel context.CancelCauseFunc
	work   sync.WaitGroup // goroutines and requests on their way
	mu     sync.Mutex     // orders work.Add against Close

	startup time.Time // of Asterisk at the last Up; one connection is opened at a time
}

// Connect makes the first connection, or fails; afterwards it is as with Start.
func Connect(ctx context.Context, cfg Config) (*Client, error) {
	c, err := newClient(cfg)
	if err != nil {
		c.Close()
		return nil, err
	}
	s, err := c.open(ctx, 1)
	if err != nil {
		c.Close()
		return nil, err
	}
	c.goWork(func() { c.supervise(s) })
	return c, nil
}

// Start returns at once and keeps trying until ctx ends or Close is called; the States tell how it goes.
// A configuration that cannot work is told as Down, and nothing else follows.
func Start(ctx context.Context, cfg Config) *Client {
	c, err := newClient(cfg)
	if cfg.Started != nil {
		cfg.Started(c)
	}
	if err != nil {
		c.tell(Down{headOf("Down", 0), err})
		return c
	}
	stop := context.AfterFunc(ctx, func() { c.cancel(context.Cause(ctx)) })
	c.goWork(func() {
		defer stop()
		c.supervise(nil)
	})
	return c
}

func newClient(cfg Config) (*Client, error) {
	err := cfg.check()
	cfg = cfg.withDefaults()
	c := &Client{cfg: cfg, states: newStateQueue(), odd: newOddities(cfg.Log)}
	c.hub = newHub(cfg.MaxBuffered, func(g Gap) {
		cfg.Log.Warnf("ari: events of %s overflowed and are lost from here on", g.Subject)
		c.states.put(g)
	})
	c.hub.odd = c.odd
	c.ctx, c.cancel = context.WithCancelCause(context.Background())
	c.web = newWeb(c.ctx, cfg)
	c.goWork(func() { c.states.run(c.ctx) })
	return c, err
}

// States yields how the connection stands, each State once, in order. One reader; it may be slow, and of more than 64
// unread States misses the oldest. Closed after Close.
func (c *Client) States() <-chan State { return c.states.out }

// SubscribeApp yields every event that comes from now on, and every State at its place among them. After Start, which
// connects beside its caller, only Config.Started is early enough for the first Up.
func (c *Client) SubscribeApp() *Subscription { return c.hub.subscribeApp() }

// SubscribeChannel yields a channel's events, those of its playbacks and recordings, and its entering and leaving of
// bridges, each once. Subscribe before the request that makes the channel. It ends with ErrGone after ChannelDestroyed.
func (c *Client) SubscribeChannel(id string) *Subscription { return c.hub.subscribeChannel(id) }

// SubscribeUnclaimed yields the StasisStart of channels without a subscription: incoming calls and orphans.
// Their later events wait for the first SubscribeChannel.
func (c *Client) SubscribeUnclaimed() *Subscription { return c.hub.subscribeUnclaimed() }

// Close hangs nothing up in Asterisk; it ends the connection, every request and every subscription, and waits for all
// goroutines.
func (c *Client) Close() error {
	c.mu.Lock()
	c.cancel(ErrClosed)
	c.mu.Unlock()
	c.hub.end(ErrClosed)
	c.work.Wait()
	c.web.close()
	return nil
}

// goWork starts f unless the client is closed.
func (c *Client) goWork(f func()) {
	if c.begin() {
		go func() {
			defer c.work.Done()
			f()
		}()
	}
}

// begin announces work that Close must wait for; false when it is too late.
func (c *Client) begin() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ctx.Err() != nil {
		return false
	}
	c.work.Add(1)
	return true
}

func (c *Client) tell(st State) {
	c.hub.tell(st)
	c.states.put(st)
}
