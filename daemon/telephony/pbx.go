package telephony

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// cuePatience bounds the wait for a cue's end: not every sound that cannot be played says so.
const cuePatience = 6 * time.Second

// PBX is the connection to one Asterisk. It is the engine's Phone.
type PBX struct {
	set    Settings
	names  names
	client *ari.Client
	old    atomic.Bool // before Asterisk 22: joining a bridge cannot be kept from changing the number shown
	up     atomic.Bool // events flow
	apart  atomic.Bool // our clocks were too far apart when they were compared last
	forced atomic.Bool // the application's name is taken, even if another client holds it
	tell   func(engine.Event)
	ctx    context.Context
	wg     sync.WaitGroup
	serial atomic.Uint64 // of the sounds
	began  uint64        // serial at the start: a sound up to it is an earlier daemon's

	mu       sync.Mutex
	cues     map[string]*cue                       // sounds that a lane waits for, by playback id
	says     map[dialer.SessionID]string           // the cue playing on an agent's leg
	whispers map[dialer.SessionID]string           // what is whispered to an agent, of the call before a join
	answers  map[dialer.AttemptID]bool             // consumers who have answered
	shows    map[dialer.AttemptID]dialer.Number    // the number a consumer is to see
	plays    map[dialer.AttemptID]string           // the message playing to a consumer
	in       map[dialer.AttemptID]dialer.SessionID // the agent a consumer was put with
	legs     map[dialer.SessionID]*leg
	opens    map[dialer.AttemptID]*open
	callers  map[string]*caller // from the desk, by channel
	tells    map[dialer.AttemptID]told
	listens  map[engine.ListenNo]*listenRoom // monitoring sessions
	takenOut map[dialer.AttemptID]bool       // consumers that we are taking out of a bridge
	stopped  map[string]bool                 // playbacks that we ended, until Asterisk tells their end
	doubts   map[string]bool                 // playbacks that may play although they were to end: the PBX did not answer

	seen  dialplanSeen
	delay lateness // of the listener

	ending  sync.Mutex // of aside against Close
	closed  chan struct{}
	closing sync.Once
}

// unheard are the events that Asterisk need not send: nothing here listens to them, and they are most of a call's
// events.
var unheard = [...]string{
	"ApplicationMoveFailed", "BridgeCreated", "BridgeDestroyed", "BridgeVideoSourceChanged", "ChannelCallerId",
	"ChannelConnectedLine",
	"ChannelCreated", "ChannelDialplan", "ChannelHangupRequest", "ChannelVarset",
	"ContactStatusChange", "DeviceStateChanged", "EndpointStateChange", "PeerStatusChange", "PlaybackContinuing",
	"PlaybackStarted",
}

// Start connects and keeps connected until ctx ends; what happens is told to the engine in order.
func Start(ctx context.Context, s Settings, tell func(engine.Event)) *PBX {
	p := &PBX{
		closed: make(chan struct{}),
		set:    s, names: names(s.Install), tell: tell, ctx: ctx,
		cues: map[string]*cue{}, says: map[dialer.SessionID]string{}, whispers: map[dialer.SessionID]string{},
		answers: map[dialer.AttemptID]bool{},
		shows:   map[dialer.AttemptID]dialer.Number{}, plays: map[dialer.AttemptID]string{},
		in: map[dialer.AttemptID]dialer.SessionID{}, legs: map[dialer.SessionID]*leg{},
		opens: map[dialer.AttemptID]*open{}, callers: map[string]*caller{}, tells: map[dialer.AttemptID]told{},
		listens: map[engine.ListenNo]*listenRoom{},
		stopped: map[string]bool{}, doubts: map[string]bool{}, takenOut: map[dialer.AttemptID]bool{},
	}
	p.forced.Store(s.TakeOver)
	c := s.config(s.App)
	p.began = uint64(time.Now().UnixMilli()) // no playback's id comes again after a restart
	p.serial.Store(p.began)
	var events *ari.Subscription
	c.Before, c.ProveEvery = p.mayHold, proveEvery
	c.Started = func(client *ari.Client) { p.client, events = client, client.SubscribeApp() }
	p.client = ari.Start(ctx, c)
	p.wg.Go(func() { p.listen(events) })
	p.wg.Go(p.mind)
	return p
}

// Close ends the connection and every goroutine of it.
func (p *PBX) Close() error {
	p.ending.Lock()
	p.closing.Do(func() { close(p.closed) })
	p.ending.Unlock()
	err := p.client.Close()
	p.wg.Wait()
	return err
}

// config is what the ARI client needs for an application name.
func (s Settings) config(app string) ari.Config {
	c := ari.Config{
		URL: s.URL, App: app, User: s.User, Password: s.Password, RequestTimeout: s.RequestTimeout,
		Disallow: unheard[:], Dial: s.Dial, Asked: s.Asked,
	}
	if s.WebSocket {
		c.Transport = ari.WebSocket
	}
	if s.Log != nil {
		c.Log = s.Log
	}
	return c
}
