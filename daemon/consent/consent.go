// Package consent is the consent to a recording, as a machine (norm 2.6).
//
// The engine passes Step the time and what happened; Step returns what to do and what to write down. Recording starts
// only after the prompt was heard to its end, a yes was given, and both are on the disk. It never continues after a no.
// The call goes on, whatever happens here.
//
// The one place that asks for a recording is the function record. Everything else may only stop one.
package consent

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Mode is what silence means.
type Mode string

// The modes. The empty mode is off.
const (
	Off    Mode = "off"
	OptIn  Mode = "opt_in"  // nothing is recorded without a yes
	OptOut Mode = "opt_out" // after the prompt, silence is a yes; norm 5 no. 12
)

// Terms are what a consent in one call is asked under.
type Terms struct {
	Mode     Mode
	Call     dialer.AttemptID
	Campaign dialer.CampaignID
	Client   dialer.ClientID
	Prompt   dialer.Prompt // 4.1, in the campaign's language
	Category string        // of the recording: its purpose, ground and retention
	Refused  bool          // the number refused in this campaign before
}

// Phase is where the consent stands.
type Phase uint8

// The phases, in the order in which a recorded call passes them.
const (
	Quiet      Phase = iota // not asked
	Prompting               // the prompt plays
	Choosing                // it is over, and the consumer has some seconds
	Confirming              // a yes: it is confirmed and written down
	Given                   // a yes that nothing is recorded under now: no agent, or one without notice
	Recording               // both sides are recorded
	Closed                  // no: refused, withdrawn, not answered, or it failed
	Over                    // the call has ended
)

func (p Phase) String() string {
	return [...]string{"quiet", "prompting", "choosing", "confirming", "given", "recording", "closed", "over"}[p]
}

// How long things may take. A sound that never ends is stopped and counts as not heard: Asterisk does not always tell
// the end.
const (
	Answer       = 6 * time.Second  // to choose, after the prompt
	promptLimit  = 30 * time.Second // the prompt is under 25 s as rendered
	confirmLimit = 10 * time.Second // a confirmation
	diskLimit    = 5 * time.Second  // for the yes to be on the disk

	// settle is how long a prompt that broke off waits for the hang-up that may have broken it: Asterisk tells the
	// sound's end first.
	settle = 500 * time.Millisecond
)

// State is one call's consent. Its zero value, with Terms, is a call that has just been bridged.
type State struct {
	Terms    Terms
	Phase    Phase
	Deadline time.Time // when Due comes; zero: never
	Agent    dialer.AgentID
	Part     int // of the recording, begun or done: a hand-over begins the next

	noticed  bool  // the agent has acknowledged the notice, and its hours are now
	asked    bool  // once a call
	early    How   // a yes that came before the prompt's end
	playing  Sound // what both hear now; "": nothing of ours
	told     bool  // the yes was confirmed to the end
	written  bool  // the yes is on the disk
	given    bool  // there was a yes
	refused  bool  // and a no
	recorded bool  // something was recorded in this call
	unheard  bool  // the last part ran while events were lost
	astray   bool  // the conversation with this agent has become another
}

// Given reports whether a yes stands.
func (s State) Given() bool { return s.given && !s.refused }

// Out is what Step decided: effects, in order, and facts for the journal. The facts are written first.
type Out struct {
	Do    []Effect
	Facts []dialer.Fact
}

func (o *Out) do(e ...Effect) { o.Do = append(o.Do, e...) }

// How is the way a yes or a no was given.
type How string

// The ways.
const (
	ByKey     How = "key"     // the consumer's
	BySpoken  How = "spoken"  // to the agent, who keyed it
	BySilence How = "silence" // opt_out only
)
