package pacing

import "time"

// Span is an interval over which abandoned calls are held against established ones (norm 4.6.2).
type Span uint8

// The intervals. Day and Campaign always bind; the others where a setting says so.
const (
	Day      Span = iota // calendar day in Oslo
	Campaign             // campaign to date
	Hour
	Quarter
)

// Ledger is what one interval has counted so far.
type Ledger struct {
	Span        Span
	Start, End  time.Duration // since the day's start; End 0: does not end while this day lasts
	Established int           // E of the code's strict definition, abandoned ones included
	Abandoned   int           // A
	Waiting     int           // answered, and no agent in the bridge yet
	Talking     int           // with an agent, not disposed yet: may or may not come to be established
}

// AgentState is what an agent does now.
type AgentState uint8

// The states of an agent. Away is not on the line, or on a break.
const (
	Away AgentState = iota
	Free
	Held // reserved for one call that rings, or for a consumer who waits
	Talking
	WrapUp
)

// Agent is one agent of the campaign.
type Agent struct {
	ID    int
	State AgentState
	Since time.Duration // of State, since the day's start
}

// Call is one attempt in flight: dialed, and neither connected to an agent nor over.
type Call struct {
	ID       int
	Dialed   time.Duration // since the day's start
	Ringing  time.Duration // since the day's start; 0: not yet
	Answered time.Duration // since the day's start; 0: not yet
	Reserved bool          // an agent is Held for it
	Chance   float64       // that it is answered at all, from the number's history; 0: not known
}

// Observation is the floor of one campaign at one instant. Its slices are the caller's, and valid during the call only.
type Observation struct {
	Now     time.Duration // since the day's start; never less than before
	Lines   int           // attempts that trunk and calls per second still allow; below 0: no limit
	Ledgers []Ledger
	Agents  []Agent
	Calls   []Call
	Next    []float64 // chances of the leads that would be dialed next, as far as known; may be empty
}

// Decision is what to do now.
type Decision struct {
	Reserved int // attempts with an agent held for each
	Open     int // attempts beyond that, whose agent must come free in time
	Why      Word
}

// Word says what bound a decision: the guard, the forecast, the trunk, or the agents there are.
type Word string

// The words of explanation.
const (
	ByGuard    Word = "guard"
	ByForecast Word = "forecast"
	ByTrunk    Word = "trunk"
	ByAgents   Word = "agents"
)

// EventKind is what happened to a call or an agent.
type EventKind uint8

// The events a pacer learns from, told in the order in which they happen.
const (
	Dialed    EventKind = iota + 1
	Ringing             // first sign from the far end
	Answered            // picked up
	Connected           // an agent is in the bridge
	Abandoned           // counted as abandoned
	Failed              // busy, declined, congestion, no answer
	Ended               // the conversation is over, wrap-up begins
	Disposed            // the agent told what it was; Person says whether somebody lived there
	Ready               // an agent is free
	Left                // an agent went away
)

// Event is one of them.
type Event struct {
	Kind   EventKind
	At     time.Duration // since the day's start
	Call   int           // of calls; 0: of an agent only
	Agent  int           // Connected, Ended, Ready, Left
	Chance float64       // Dialed: as in Call
	Person bool          // Disposed
}
