package roster

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// One seat serves one client at a time (4.2 g, i): its agent is told which by voice, and takes no call of another
// client before being told that. The client changes between two calls only.

// Times of a seat's client.
const (
	// Stint is how long a seat stays with a client that still has calls for it while another client's calls wait.
	Stint = 15 * time.Minute
	// TellPatience is how long telling the agent may take. After it the agent was not told.
	TellPatience = 10 * time.Second
	// TellAgain is how long a client that an agent could not be told of is refused.
	TellAgain = 5 * time.Minute
)

// Serving is the client that a seat's agent speaks for. The zero value is none yet.
type Serving struct {
	Client dialer.ClientID // "": none, so that no call of ours goes to the seat
	Since  time.Time       // zero: never set
	Told   bool            // by voice; else the agent works for one client alone, or could not be told of the first
	Why    string          // why a client was refused last, in plain words; "": none was since the last change

	next    dialer.ClientID // that is being told
	refused map[dialer.ClientID]time.Time
}

// Assign sets the client without a word: the agent works for this one alone, or talks for it already.
func (s *Seat) Assign(now time.Time, client dialer.ClientID) {
	if s.For.Client != client || s.For.Since.IsZero() {
		s.For = Serving{Client: client, Since: now}
	}
}

// MayTurn reports whether a free seat may be told that it serves another client from now on. idle says that the client
// it serves has no call for it.
func (s *Seat) MayTurn(now time.Time, client dialer.ClientID, idle bool) bool {
	f := &s.For
	switch {
	case !s.Free() || f.Client == client || now.Before(f.refused[client]):
		return false
	case f.Client == "" || idle:
		return true
	}
	return now.Sub(f.Since) >= Stint
}

// Turn begins to tell the agent. Until Turned the seat takes no call.
func (s *Seat) Turn(now time.Time, client dialer.ClientID) {
	s.Set(now, Turning, now.Add(TellPatience))
	s.For.next = client
}

// TurnsTo is the client that the agent is being told of; "": none.
func (s *Seat) TurnsTo() dialer.ClientID {
	if s.State != Turning {
		return ""
	}
	return s.For.next
}

// Turned ends the telling. why says in plain words that the agent was not told; "" that the whole was heard. An agent
// who could not be told of the first client serves that one all the same, and no other; any other client is refused
// for TellAgain. The caller then frees the seat.
func (s *Seat) Turned(now time.Time, why string) {
	f, next := &s.For, s.For.next
	switch {
	case why == "":
		*f = Serving{Client: next, Since: now, Told: true}
	case f.Since.IsZero():
		*f = Serving{Client: next, Since: now, Why: why}
	default:
		if f.refused == nil {
			f.refused = map[dialer.ClientID]time.Time{}
		}
		f.refused[next], f.Why, f.next = now.Add(TellAgain), why, ""
	}
}

// Interrupted ends a telling that the agent cut off with a key. It is no refusal: the agent is told again.
func (s *Seat) Interrupted() { s.For.next = "" }

// HeardOf notes that the agent was told of a caller about the client. Where the seat serves another one, the agent is
// told again before the next call of ours.
func (s *Seat) HeardOf(client dialer.ClientID) {
	if s.For.Client != client {
		s.For.Client, s.For.Told = "", false
	}
}
