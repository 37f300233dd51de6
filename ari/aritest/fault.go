package aritest

import (
	"maps"
	"net/http"
	"strings"
	"time"

	"github.com/ringevett/ringevett/ari"
)

type faults struct {
	refuse, booting, twice, old bool
	slow, clock                 time.Duration
	status                      map[string]int  // forced answers by "METHOD path"
	lose                        map[string]bool // answers to be lost, once
	serve                       map[string]http.HandlerFunc
}

func (a *Asterisk) fault(set func(*faults)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	set(&a.faults)
}

// Refuse lets every new connection fail while on.
func (a *Asterisk) Refuse(on bool) { a.fault(func(f *faults) { f.refuse = on }) }

// Booting answers everything with 503 while on.
func (a *Asterisk) Booting(on bool) { a.fault(func(f *faults) { f.booting = on }) }

// Slow delays every HTTP answer by d.
func (a *Asterisk) Slow(d time.Duration) { a.fault(func(f *faults) { f.slow = d }) }

// Clock lets the clock that a ping tells be ahead by d.
func (a *Asterisk) Clock(d time.Duration) { a.fault(func(f *faults) { f.clock = d }) }

// Twice sends every event two times while on, as for an application with overlapping subscriptions.
func (a *Asterisk) Twice(on bool) { a.fault(func(f *faults) { f.twice = on }) }

// Old ignores requests over the WebSocket while on, as versions before 20.14, 21.9 and 22.4 do.
func (a *Asterisk) Old(on bool) { a.fault(func(f *faults) { f.old = on }) }

// Fail answers one operation with a status until it is set to 0; the path is like channels/abc/dial.
func (a *Asterisk) Fail(method, path string, status int) {
	a.fault(func(f *faults) {
		if f.status == nil {
			f.status = map[string]int{}
		}
		f.status[method+" "+path] = status
	})
}

// Serve has f answer one operation that comes by HTTP, and nothing is carried out; nil ends it.
func (a *Asterisk) Serve(method, path string, f http.HandlerFunc) {
	a.fault(func(fs *faults) {
		served := maps.Clone(fs.serve)
		if served == nil {
			served = map[string]http.HandlerFunc{}
		}
		served[method+" "+path] = f
		fs.serve = served
	})
}

// LoseAnswer carries out the next such HTTP request and breaks the connection instead of answering.
func (a *Asterisk) LoseAnswer(method, path string) {
	a.fault(func(f *faults) {
		if f.lose == nil {
			f.lose = map[string]bool{}
		}
		f.lose[method+" "+path] = true
	})
}

func keyOf(r *http.Request) string { return r.Method + " " + strings.TrimPrefix(r.URL.Path, "/ari/") }

func (a *Asterisk) loses(r *http.Request) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	key := keyOf(r)
	lose := a.faults.lose[key]
	delete(a.faults.lose, key)
	return lose
}

// DropSockets breaks every event connection at once. Channels stay; no client is told what happens meanwhile.
func (a *Asterisk) DropSockets() {
	a.mu.Lock()
	list := a.sockets()
	for _, ap := range a.apps {
		ap.socket = nil
	}
	a.mu.Unlock()
	for _, s := range list {
		s.drop()
	}
}

// Silent lets all present connections go dead, as when a firewall forgot them: what is asked is still carried out,
// but nothing comes back, and nothing is closed. New connections work.
func (a *Asterisk) Silent() { a.listener.mute() }

// Restart loses every channel and bridge without an event, and starts again.
func (a *Asterisk) Restart() {
	a.DropSockets()
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, ch := range a.channels {
		ch.stopTimers()
	}
	a.clear()
	a.start = time.Now().Add(time.Second)
}

// Deactivate keeps an application's socket open and drops its events and channels, as Asterisk does
// when a reconnect crosses the cleaning up of the old connection.
func (a *Asterisk) Deactivate(application string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.app(application).inactive = true
}

// Replace tells an application that another client took over, as happens when one connects under the same name.
func (a *Asterisk) Replace(application string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.emit(application, replacedEvent())
}

func replacedEvent() *ari.ApplicationReplaced { return &ari.ApplicationReplaced{} }

// Raw sends any text as a message to every application.
func (a *Asterisk) Raw(text string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, s := range a.sockets() {
		s.send([]byte(text))
	}
}
