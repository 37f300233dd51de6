package aritest

import (
	"context"
	"net/http"
	"strings"
	"sync"

	"github.com/coder/websocket"
	"github.com/go-json-experiment/json"
)

// socket is one client's event connection with a queue of its own: telling an event never waits.
type socket struct {
	done chan struct{}

	mu    sync.Mutex
	queue [][]byte
	wake  chan struct{}
	end   func()
}

func newSocket() *socket {
	s := &socket{done: make(chan struct{}), wake: make(chan struct{}, 1)}
	s.end = sync.OnceFunc(func() { close(s.done) })
	return s
}

func (s *socket) send(raw []byte) {
	s.mu.Lock()
	s.queue = append(s.queue, raw)
	s.mu.Unlock()
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// drop breaks the connection without a word.
func (s *socket) drop() { s.end() }

func (s *socket) write(conn *websocket.Conn) {
	for {
		select {
		case <-s.done:
			return
		case <-s.wake:
		}
		s.mu.Lock()
		list := s.queue
		s.queue = nil
		s.mu.Unlock()
		for _, raw := range list {
			if conn.Write(context.Background(), websocket.MessageText, raw) != nil {
				return
			}
		}
	}
}

// events is GET /events: the upgrade, then requests read from it until it breaks.
func (a *Asterisk) events(w http.ResponseWriter, r *http.Request) {
	s := newSocket()
	names := strings.Split(r.URL.Query().Get("app"), ",")
	a.attach(s, names) // before the upgrade is answered, as Asterisk does
	defer a.detach(s, names)
	conn, err := websocket.Accept(w, r, nil)
	if err != nil {
		return
	}
	defer conn.CloseNow()
	conn.SetReadLimit(1 << 20)
	var work sync.WaitGroup
	work.Go(func() { s.write(conn) })
	work.Go(func() { <-s.done; conn.CloseNow() })
	a.read(s, conn)
	s.drop()
	work.Wait()
}

func (a *Asterisk) read(s *socket, conn *websocket.Conn) {
	for {
		_, raw, err := conn.Read(context.Background())
		if err != nil {
			return
		}
		a.mu.Lock()
		old := a.faults.old
		a.mu.Unlock()
		if !old {
			s.send(a.rest(raw))
		}
	}
}

// rest carries out one RESTRequest, one after another as Asterisk does.
func (a *Asterisk) rest(raw []byte) []byte {
	var q struct {
		Transaction string `json:"transaction_id"`
		Request     string `json:"request_id"`
		Method      string `json:"method"`
		URI         string `json:"uri"`
		Body        string `json:"message_body"`
	}
	answer := map[string]any{"type": "RESTResponse", "application": "", "timestamp": now()}
	status, body := 400, `{"message":"Bad request"}`
	if err := json.Unmarshal(raw, &q); err == nil {
		if r, err := http.NewRequest(q.Method, "http://asterisk.test/ari/"+q.URI,
			strings.NewReader(q.Body)); err == nil {
			status, body = a.carryOut(r)
		}
	}
	answer["transaction_id"], answer["request_id"], answer["uri"] = q.Transaction, q.Request, q.URI
	answer["status_code"], answer["reason_phrase"], answer["message_body"] = status, http.StatusText(status), body
	out, err := json.Marshal(answer)
	if err != nil {
		panic(err) // a fault in this package
	}
	return out
}

func (a *Asterisk) attach(s *socket, names []string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, name := range names {
		ap := a.app(name)
		if old := ap.socket; old != nil {
			a.emit(name, replacedEvent())
		}
		ap.socket, ap.inactive = s, false
	}
}

func (a *Asterisk) detach(s *socket, names []string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, name := range names {
		if ap := a.apps[name]; ap != nil && ap.socket == s {
			ap.socket = nil
			a.release(ap)
		}
	}
}

func (a *Asterisk) sockets() (list []*socket) {
	for _, ap := range a.apps {
		if ap.socket != nil {
			list = append(list, ap.socket)
		}
	}
	return list
}
