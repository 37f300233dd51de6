package consent

import (
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Effect is something to be done about the recording of one call. Effects of one call are carried out in order.
type Effect interface{ fmt.Stringer }

// The effects.
type (
	// Say plays a sound to both legs, the conversation waiting; its end comes back as Played.
	Say struct{ Sound Sound }
	// Hush ends what plays.
	Hush struct{ Sound Sound }
	// Cue tells the agent alone how things stand.
	Cue struct{ Word Word }
	// Record begins a part: each leg in a file of its own. What fails comes back as Failed.
	Record struct {
		Part  int
		Agent dialer.AgentID
	}
	// Stop ends the part and keeps it.
	Stop struct{ Part int }
	// Drop ends the part and deletes it: another conversation is in it.
	Drop struct{ Part int }
	// Discard ends the part that runs, and deletes every file of this call, wherever it is.
	Discard struct{}
)

// Sound is one of the texts of norm 4.1 and 4.2.
type Sound string

// The sounds.
const (
	SoundPrompt  Sound = "consent"         // 4.1; of opt_out its variant
	SoundYes     Sound = "consent-yes"     // 4.2
	SoundNo      Sound = "consent-no"      // 4.2
	SoundStopped Sound = "consent-stopped" // 4.2
)

// Word is what an agent is told, 4.10.
type Word string

// The words.
const (
	WordOn     Word = "recording-on"
	WordOff    Word = "recording-off"
	WordNotice Word = "notice" // acknowledge the notice first
)

func (e Say) String() string    { return "say " + string(e.Sound) }
func (e Hush) String() string   { return "hush " + string(e.Sound) }
func (e Cue) String() string    { return "cue " + string(e.Word) }
func (e Record) String() string { return fmt.Sprintf("record %d", e.Part) }
func (e Stop) String() string   { return fmt.Sprintf("stop %d", e.Part) }
func (e Drop) String() string   { return fmt.Sprintf("drop %d", e.Part) }
func (Discard) String() string  { return "discard" }
