package page

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest/live"
)

// writeIn is how long a browser may take to read one event.
const writeIn = 5 * time.Second

// touchEvery is how often an open page keeps its session from being idle.
const touchEvery = 5 * time.Minute

// change is what of a page differs from what the browser has.
type change struct {
	Parts []partOut           `json:"parts,omitempty"`
	Gone  []string            `json:"gone,omitempty"`
	Order map[string][]string `json:"order,omitempty"` // of lists whose order differs: the ids of their rows
}

type partOut struct {
	ID   string `json:"id"`
	In   string `json:"in,omitempty"` // the list; absent: the part stands by itself
	HTML string `json:"html"`
}

// had is what one browser was sent.
type had struct {
	html  map[string]string
	order map[string]string
}

// differ gives what the browser lacks, and takes it as sent.
func (h *had) differ(p parts) (c change) {
	now := map[string]bool{}
	send := func(in string, x piece) {
		now[x.ID] = true
		if h.html[x.ID] != x.HTML {
			h.html[x.ID] = x.HTML
			c.Parts = append(c.Parts, partOut{x.ID, in, x.HTML})
		}
	}
	for _, x := range p.Singles {
		send("", x)
	}
	for _, l := range p.Lists {
		ids := []string{}
		for _, x := range l.Rows {
			send(l.ID, x)
			ids = append(ids, x.ID)
		}
		order := strings.Join(ids, "\n")
		if last, sent := h.order[l.ID]; !sent || last != order {
			h.order[l.ID] = order
			if c.Order == nil {
				c.Order = map[string][]string{}
			}
			c.Order[l.ID] = ids
		}
	}
	for id := range h.html {
		if !now[id] {
			delete(h.html, id)
			c.Gone = append(c.Gone, id)
		}
	}
	return c
}

// drawn keeps the parts of the newest look, rendered once for all who see the same.
type drawn struct {
	mu  sync.Mutex
	seq uint64
	all map[string]parts // by scope and language
}

// scope is equal for people who see the same.
func (v *visit) scope() string {
	if v.who.Has(dialer.ClientRole) {
		return v.lang + " client " + string(v.who.Client)
	}
	return v.lang
}

func (v *visit) draw(l live.Look) (parts, error) {
	f, _, err := v.floorOf(l) // decides for this person, whatever is drawn already
	if err != nil {
		return parts{}, err
	}
	d := &v.drawn
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.seq != l.Seq {
		d.seq, d.all = l.Seq, map[string]parts{}
	}
	if p, has := d.all[v.scope()]; has {
		return p, nil
	}
	p, err := v.partsOf(f)
	if err == nil {
		d.all[v.scope()] = p
	}
	return p, err
}

// stream tells a page what changes, until either side goes. Who looks is asked again each second.
func (v *visit) stream() {
	out := events{v.w, http.NewResponseController(v.w)}
	session := v.sessions.ID(v.r.Context())
	looks, leave, err := v.hub.Watch(session)
	out.begin()
	if errors.Is(err, live.ErrFull) {
		out.send("full", struct{}{})
		return
	}
	defer leave()
	sent, touched := had{map[string]string{}, map[string]string{}}, time.Now()
	for {
		select {
		case <-v.r.Context().Done():
			return
		case l := <-looks:
			if !v.still(session, l, &touched) {
				out.send("end", struct{}{})
				return
			}
			p, err := v.draw(l)
			if err != nil || out.tell(v, l, sent.differ(p)) != nil {
				return
			}
		}
	}
}

// still reports whether the session goes on, and takes the person's roles as they are now.
func (v *visit) still(session string, l live.Look, touched *time.Time) bool {
	id, in := v.sessions.Person(session)
	if !in || id != v.who.ID {
		return false
	}
	for _, p := range l.Staff {
		if p.ID == id && p.Ended.IsZero() {
			v.who = p
			if time.Since(*touched) < touchEvery {
				return true
			}
			*touched = time.Now()
			return v.sessions.Touch(v.r.Context())
		}
	}
	return false
}

// tick says that the floor was looked at, and when.
type tick struct {
	At      string `json:"at"`
	Clock   string `json:"clock"`
	Seq     uint64 `json:"seq"`
	Version string `json:"version"`
}

// events writes server-sent events.
type events struct {
	w http.ResponseWriter
	c *http.ResponseController
}

func (e events) begin() {
	h := e.w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no")
}

func (e events) tell(v *visit, l live.Look, c change) error {
	if len(c.Parts)+len(c.Gone)+len(c.Order) > 0 {
		if err := e.send("parts", c); err != nil {
			return err
		}
	}
	return e.send("tick", tick{l.Status.At.Format(time.RFC3339Nano), clock(l.Status.At), l.Seq, v.version})
}

func (e events) send(name string, data any) error {
	text, err := json.Marshal(data)
	if err != nil {
		return err
	}
	e.c.SetWriteDeadline(time.Now().Add(writeIn)) // a recorder in a test has none
	if _, err := fmt.Fprintf(e.w, "event: %s\ndata: %s\n\n", name, text); err != nil {
		return err
	}
	return e.c.Flush()
}

// ended tells a page whose session is over.
func ended(w http.ResponseWriter) {
	e := events{w, http.NewResponseController(w)}
	e.begin()
	e.send("end", struct{}{})
}
