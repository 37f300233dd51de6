package aritest

import (
	"cmp"
	"context"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/ringevett/ringevett/ari"
)

// User and Password are what this Asterisk accepts.
const (
	User     = "ringevett"
	Password = "secret"
)

// Asterisk is the whole of it. Its methods may be called from anywhere.
type Asterisk struct {
	listener *listener
	server   *http.Server

	operations []operation
	work       sync.WaitGroup

	mu       sync.Mutex // over all that follows
	closed   bool
	start    time.Time
	plan     func(endpoint string) Plan
	plans    map[string]Plan
	media    map[string]time.Duration // below 0: missing
	globals  map[string]string
	devices  map[string]string
	apps     map[string]*app
	channels map[string]*channel
	bridges  map[string]*bridge
	plays    map[string]*playback
	records  map[string]*recording
	stored   []ari.StoredRecording
	requests []Request
	serial   int
	faults   faults
}

// Request is one that was received, in the order of arrival; the client's proofs that events flow are left out.
type Request struct {
	Method, Path string
	Query        map[string]string
	Variables    map[string]string
	Status       int // as answered
}

// New starts an Asterisk that has no channels and whose endpoints ring for ever.
func New() *Asterisk {
	a := &Asterisk{listener: newListener(), start: time.Now(), plan: func(string) Plan { return Rings() }}
	a.plans, a.media = map[string]Plan{}, map[string]time.Duration{}
	a.globals, a.devices = map[string]string{}, map[string]string{}
	a.clear()
	a.operations = slices.Concat(a.channelOperations(), a.bridgeOperations(), a.mediaOperations(), a.otherOperations())
	a.server = &http.Server{Handler: http.HandlerFunc(a.serve)}
	a.work.Go(func() { a.server.Serve(a.listener) })
	return a
}

func (a *Asterisk) clear() {
	a.apps, a.channels, a.bridges = map[string]*app{}, map[string]*channel{}, map[string]*bridge{}
	a.plays, a.records = map[string]*playback{}, map[string]*recording{}
}

// Config is a client's configuration for an application here.
func (a *Asterisk) Config(application string) ari.Config {
	return ari.Config{URL: "http://asterisk.test/ari", App: application, User: User, Password: Password, Dial: a.Dial}
}

// Dial is for ari.Config.Dial.
func (a *Asterisk) Dial(ctx context.Context, _, _ string) (net.Conn, error) {
	a.mu.Lock()
	refuse := a.faults.refuse
	a.mu.Unlock()
	if refuse {
		return nil, errRefused
	}
	return a.listener.dial(ctx)
}

// Close ends all connections and waits for the goroutines.
func (a *Asterisk) Close() {
	a.mu.Lock()
	a.closed = true
	for _, ch := range a.channels {
		ch.stopTimers()
	}
	sockets := a.sockets()
	a.mu.Unlock()
	for _, s := range sockets {
		s.drop()
	}
	a.server.Close()
	a.listener.Close()
	a.work.Wait()
}

// Plan says what one endpoint's far end does from now on.
func (a *Asterisk) Plan(endpoint string, p Plan) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.plans[endpoint] = p
}

// PlanFunc says what the far ends of all other endpoints do.
func (a *Asterisk) PlanFunc(f func(endpoint string) Plan) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.plan = f
}

func (a *Asterisk) planFor(endpoint string) Plan {
	if p, ok := a.plans[endpoint]; ok {
		return p
	}
	return a.plan(endpoint)
}

// Media gives a medium (like sound:hello) its length; 1 s is usual, below 0 means that the file is missing.
func (a *Asterisk) Media(uri string, length time.Duration) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.media[uri] = length
}

func (a *Asterisk) lengthOf(uri string) time.Duration { return cmp.Or(a.media[uri], time.Second) }

// Global sets a global variable.
func (a *Asterisk) Global(name, value string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.globals[name] = value
}

// Device sets a device's state, such as PJSIP/agent1 to NOT_INUSE, and tells those subscribed to it.
func (a *Asterisk) Device(name, state string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.devices[name] = state
	for _, app := range a.apps {
		if app.sources["deviceState:"] || app.sources["deviceState:"+name] {
			a.emit(app.name, &ari.DeviceStateChanged{DeviceState: ari.DeviceState{Name: name, State: state}})
		}
	}
}

// Requests lists what was asked so far, polling included.
func (a *Asterisk) Requests() []Request {
	a.mu.Lock()
	defer a.mu.Unlock()
	return append([]Request(nil), a.requests...)
}

// after runs f under the lock after d, unless the Asterisk is closed or was restarted by then.
func (a *Asterisk) after(d time.Duration, f func()) *time.Timer {
	born := a.start
	return time.AfterFunc(d, func() {
		a.mu.Lock()
		defer a.mu.Unlock()
		if !a.closed && a.start.Equal(born) {
			f()
		}
	})
}
