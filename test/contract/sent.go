package contract

import (
	"context"
	"io"
	"net"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/ringevett/ringevett/ari"
)

// Sent is a request that the client makes.
type Sent struct {
	Call         string // the client's method
	Method, Path string
	Query, Body  []string // names
}

// EverythingSent calls every method of the client that takes a context, three times: with words, with digits and with
// zeros for all its arguments, and notes the requests.
func EverythingSent() []Sent {
	rec := &recorder{listener: newPipes()}
	srv := &http.Server{Handler: rec}
	go srv.Serve(rec.listener)
	defer srv.Close()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	c := ari.Start(ctx, ari.Config{
		URL: "http://recorder.test/ari", App: "app", User: "u", Password: "p", Dial: rec.listener.dial,
	})
	defer c.Close()
	client := reflect.ValueOf(c)
	for i := range client.NumMethod() {
		m, name := client.Method(i), client.Type().Method(i).Name
		if m.Type().NumIn() == 0 || m.Type().In(0) != reflect.TypeFor[context.Context]() {
			continue
		}
		for _, filling := range []string{"x", "16", ""} {
			rec.calling(name)
			call(m, ctx, filling)
		}
	}
	return rec.take()
}

func call(m reflect.Value, ctx context.Context, filling string) {
	args := []reflect.Value{reflect.ValueOf(ctx)}
	for i := 1; i < m.Type().NumIn(); i++ {
		t := m.Type().In(i)
		if m.Type().IsVariadic() && i == m.Type().NumIn()-1 {
			t = t.Elem()
		}
		v := reflect.New(t).Elem()
		fill(v, filling)
		args = append(args, v)
	}
	m.Call(args) // what comes back is of no interest: the recorder answers nonsense
}

// fill sets every field that there is; with an empty filling it leaves the zero value.
func fill(v reflect.Value, filling string) {
	switch {
	case v.Type() == reflect.TypeFor[io.Writer]():
		v.Set(reflect.ValueOf(io.Discard))
	case filling == "":
	case v.Type() == reflect.TypeFor[jsontext.Value]():
		v.SetBytes([]byte(`1`))
	case v.Type() == reflect.TypeFor[time.Duration]():
		v.SetInt(int64(1500 * time.Millisecond))
	case v.Kind() == reflect.String:
		v.SetString(filling)
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.Kind() == reflect.Int:
		v.SetInt(7)
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), filling)
	case v.Kind() == reflect.Map:
		elem := reflect.New(v.Type().Elem()).Elem()
		fill(elem, filling)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf(filling), elem)
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), filling)
		}
	}
}

// recorder answers everything with an empty object and writes it down.
type recorder struct {
	listener *pipes

	mu   sync.Mutex
	call string
	sent []Sent
}

func (r *recorder) calling(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.call = name
}

func (r *recorder) take() []Sent {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.sent
}

func (r *recorder) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	s := Sent{Method: req.Method, Path: strings.TrimPrefix(req.URL.Path, "/ari/")}
	for name := range req.URL.Query() {
		s.Query = append(s.Query, name)
	}
	var body map[string]jsontext.Value
	if raw, err := io.ReadAll(req.Body); err == nil && json.Unmarshal(raw, &body) == nil {
		for name := range body {
			s.Body = append(s.Body, name)
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	s.Call = r.call
	if req.URL.Path == "/ari/events" { // of the connection, not of the method
		s.Call = "Connect"
	}
	if !slices.Contains(strings.Split(s.Path, "/"), "") {
		r.sent = append(r.sent, s)
	}
	if req.URL.Path == "/ari/events" {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	io.WriteString(w, "{}")
}

// pipes is a listener in memory.
type pipes struct {
	incoming chan net.Conn
	done     chan struct{}
	close    func()
}

func newPipes() *pipes {
	p := &pipes{incoming: make(chan net.Conn), done: make(chan struct{})}
	p.close = sync.OnceFunc(func() { close(p.done) })
	return p
}

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	near, far := net.Pipe()
	select {
	case p.incoming <- far:
		return near, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.incoming:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { p.close(); return nil }
func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "recorder.test", Net: "pipe"} }
