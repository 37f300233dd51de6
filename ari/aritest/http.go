package aritest

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
)

// reply is a status and a body: nil, a value, or for errors the message.
type reply struct {
	status int
	body   any
}

func ok(v any) reply { return reply{http.StatusOK, v} }

func fail(status int, words string) reply { return reply{status, map[string]string{"message": words}} }

var done = reply{status: http.StatusNoContent}

// ask is a request with its body read.
type ask struct {
	*http.Request
	ids       []string
	variables map[string]string
	raw       []byte
}

func (q ask) param(name string) string { return q.URL.Query().Get(name) }

func (a *Asterisk) serve(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	f, closed := a.faults, a.closed
	if !closed {
		a.work.Add(1)
	}
	a.mu.Unlock()
	if closed {
		return
	}
	defer a.work.Done()
	if f.slow > 0 {
		select {
		case <-time.After(f.slow):
		case <-r.Context().Done():
			return
		}
	}
	user, password, _ := r.BasicAuth()
	switch {
	case f.booting:
		a.write(w, http.StatusServiceUnavailable, `{"message":"Asterisk not booted"}`)
	case user != User || password != Password:
		a.write(w, http.StatusUnauthorized, `{"error":"Authentication required"}`)
	case r.Method == http.MethodGet && r.URL.Path == "/ari/events":
		a.events(w, r)
	case f.serve[keyOf(r)] != nil:
		f.serve[keyOf(r)](w, r)
	default:
		status, body := a.carryOut(r)
		if a.loses(r) {
			panic(http.ErrAbortHandler)
		}
		a.write(w, status, body)
	}
}

func (a *Asterisk) write(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	io.WriteString(w, body)
}

// carryOut does what is asked, by whichever way it came, and writes it down.
func (a *Asterisk) carryOut(r *http.Request) (int, string) {
	q := ask{Request: r}
	q.raw, _ = io.ReadAll(r.Body)
	var body struct {
		Variables map[string]string `json:"variables"`
	}
	if json.Unmarshal(q.raw, &body) == nil {
		q.variables = body.Variables
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	path := strings.TrimPrefix(r.URL.Path, "/ari/")
	rep := fail(http.StatusNotFound, "Resource not found")
	if s := a.faults.status[r.Method+" "+path]; s != 0 {
		rep = fail(s, "as told by the test")
	} else if do, ids := a.find(r.Method, segments(r)); do != nil {
		q.ids = ids
		rep = do(q)
	}
	if !strings.HasPrefix(path, "events/user/ari.alive.") { // the client's proof that events flow
		a.requests = append(a.requests, noted(q, path, rep.status))
	}
	if rep.body == nil {
		return rep.status, ""
	}
	out, err := json.Marshal(rep.body)
	if err != nil {
		panic(err) // a fault in this package
	}
	return rep.status, string(out)
}

func noted(q ask, path string, status int) Request {
	query := map[string]string{}
	for k := range q.URL.Query() {
		query[k] = q.param(k)
	}
	return Request{Method: q.Method, Path: path, Query: query, Variables: q.variables, Status: status}
}

// operation is one that this Asterisk can carry out.
type operation struct {
	method string
	path   []string // {} stands for an id
	do     func(ask) reply
}

func op(pattern string, do func(ask) reply) operation {
	method, path, _ := strings.Cut(pattern, " ")
	return operation{method, strings.Split(path, "/"), do}
}

// match gives the ids where the operation is the one asked for.
func (o operation) match(method string, path []string) (ids []string, ok bool) {
	if o.method != method || len(o.path) != len(path) {
		return nil, false
	}
	for i, want := range o.path {
		switch {
		case want == "{}":
			ids = append(ids, path[i])
		case want != path[i]:
			return nil, false
		}
	}
	return ids, true
}

func (a *Asterisk) find(method string, path []string) (do func(ask) reply, ids []string) {
	for _, o := range a.operations {
		if ids, ok := o.match(method, path); ok {
			return o.do, ids
		}
	}
	return nil, nil
}

// segments of the path below /ari, each decoded by itself: an id may hold a slash.
func segments(r *http.Request) []string {
	list := strings.Split(strings.TrimPrefix(r.URL.EscapedPath(), "/ari/"), "/")
	for i, s := range list {
		if plain, err := url.PathUnescape(s); err == nil {
			list[i] = plain
		}
	}
	return list
}
