package dialplan

import "context"

// Desk answers who rings a visible number (4.4.2, 4.4.3, 4.4.5). Its methods may block, at most as long as ctx.
type Desk interface {
	// Open looks up who is rung and who rings. After an error the dialplan plays its own message for the number.
	Open(ctx context.Context, c Caller) (Visit, error)
}

// Caller is a person who rings a visible number, and the call.
type Caller struct {
	Visible string // the number that was dialed, as the trunk sends it
	Number  string // the caller's number as the trunk sends it; "" where it is withheld or where there is none
	Channel string // its unique id; the visit's name
	Busy    bool   // it comes back from the wait for an agent: none was free
	Trunk   string // the endpoint that it came over, as Asterisk names it: "PJSIP/trunk"

	// Header reads a SIP header of the call from the PBX; "" where there is none, or the channel is no SIP channel.
	// It may block, at most as long as ctx. nil: no call has any.
	Header func(ctx context.Context, name string) (string, error)
}

// Visit is one call at the desk.
type Visit interface {
	// Language is the one that the caller hears first: nb, nn or en.
	Language() string
	// Words are the sounds of a part in order, as Asterisk wants them, without their ending.
	Words(lang string, p Part) ([]string, error)
	// Reserve puts the caller's number in registers. After nil it is on the disk and binds the next dial. After ErrKept
	// it binds the next dial, and is tried until it is on the disk.
	Reserve(ctx context.Context, s Scope) error
	// Staffed reports whether agents answer callers at this hour.
	Staffed() bool
	// Message takes what was spoken; it becomes an inquiry (4.4.3 a), after ErrKept as soon as the disk takes it.
	Message(ctx context.Context, m Message) error
	// Over tells how the visit ended and what was heard in it, once. It is not told where the call goes on to an agent.
	Over(ctx context.Context, e VisitEnd) error
}

// Part is something that the desk says.
type Part string

// The parts of a visit.
const (
	PartGreeting Part = "greeting" // who this is, for which client the caller was rung, when and why; where to reach us
	PartAgain    Part = "again"    // the greeting once more, the addresses spelled out (norm 4.4.2 c)
	PartMenu     Part = "menu"
	PartClient   Part = "client"   // reserved with the clients that were named, and which number
	PartAll      Part = "all"      // reserved with the call centre, and which number
	PartFailed   Part = "failed"   // could not be stored
	PartKept     Part = "kept"     // not stored yet, and taken for reserved
	PartWithheld Part = "withheld" // no number to reserve
	PartThrough  Part = "through"  // put through to an agent
	PartBusy     Part = "busy"     // no agent is free
	PartClosed   Part = "closed"   // outside the desk's hours
	PartLeave    Part = "leave"    // speak after the tone
	PartWrong    Part = "wrong"    // no such key
)

// Scope is which calls a reservation bars.
type Scope int

// The scopes of a caller's reservation.
const (
	ForClients  Scope = iota // the clients that the greeting named (10)
	ForEveryone              // the call centre's own register: everyone it rings for (4.4.4)
)

// Message is what a caller has spoken.
type Message struct {
	// its name in Asterisk's store of recordings, without the ending; "" when nothing could be recorded
	Recording string
	Seconds   int
	Why       string // of an empty Recording, in plain words
	Blank     string // the name of a recording in which nothing was said, which is to go
}

// VisitEnd is how a visit ended.
type VisitEnd struct {
	Heard []string // parts with their language and the keys pressed, in order: "nb greeting", "key 2"
	Whole bool     // the desk ended it; else the caller hung up
}
