package ari

import (
	"cmp"

	"github.com/go-json-experiment/json/jsontext"
)

// Event is a pointer to one of the event structs, *Unknown, *Resync, or a State; a type switch tells which.
type Event interface{ Head() EventHead }

// EventHead is what all events have.
type EventHead struct {
	Type        string `json:"type"`
	Application string `json:"application"`
	Timestamp   Time   `json:"timestamp"`
	AsteriskID  string `json:"asterisk_id,omitzero"`
	Epoch       uint64 `json:"-"` // counts the connections; an event is of the connection it came over
	// what could not be read, nil mostly; the fields concerned are zero, the others as sent
	Fault error `json:"-"`
}

// Head gives the common part of an event.
func (h EventHead) Head() EventHead { return h }

func (h *EventHead) head() *EventHead { return h }

// event is what newEvent makes: an Event whose head can be written to.
type event interface {
	Event
	head() *EventHead
}

// Unknown is an event of a type this package does not know, or one that is no JSON object at all (then Fault says why).
type Unknown struct {
	EventHead
	Raw jsontext.Value `json:"-"`
}

// Resync is put into every channel subscription after a reconnect: events of the time between are lost,
// and this is how the channel stands now. Live false means that Asterisk does not list it (any more, or yet).
type Resync struct {
	EventHead
	Live    bool
	Channel *Channel
}

// DecodeEvent decodes one message of the event stream. It never fails: what it cannot read becomes *Unknown.
func DecodeEvent(raw []byte) Event {
	r, _ := look(raw)
	return decode(raw, r.kind)
}

func decode(raw []byte, kind string) event {
	ev := newEvent(kind)
	if ev == nil {
		return unknown(raw, kind, nil)
	}
	fault, err := readMost(raw, ev)
	if err != nil {
		return unknown(raw, kind, err)
	}
	ev.head().Type, ev.head().Fault = kind, fault
	return ev
}

func unknown(raw []byte, kind string, fault error) *Unknown {
	u := &Unknown{Raw: raw}
	odd, err := readMost(raw, &u.EventHead)
	u.Type, u.Fault = kind, cmp.Or(fault, odd, err)
	return u
}
