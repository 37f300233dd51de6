package dialer

import (
	"fmt"
	"time"
)

// Facts of the consent to a recording, and of the recording's life (8.2.1). Those of a consent come in this order.
const (
	FactConsentAsked FactKind = "consent_asked"   // the agent's key; the prompt begins: Prompt names it
	FactAskRefused   FactKind = "consent_unasked" // the key did nothing: Code says why
	FactInformed     FactKind = "informed"        // the prompt was heard to its end
	// given: Code is key, spoken or silence; on disk before anything is recorded
	FactConsent        FactKind = "consent"
	FactNoConsent      FactKind = "consent_none"      // neither yes nor no: Code says why
	FactConsentRefused FactKind = "consent_refused"   // no: it holds for the number in this campaign
	FactWithdrawn      FactKind = "consent_withdrawn" // a yes was taken back: what was recorded of this call goes

	// the PBX is asked to record both sides: Recording names the part
	FactRecording       FactKind = "recording"
	FactRecordingFailed FactKind = "recording_failed" // it did not, or stopped: Detail says why; the call goes on
	FactRecordingEnded  FactKind = "recording_ended"  // the part is over
	// one recording's file is sealed, or left with the PBX: Detail has bytes and checksum
	FactRecordingKept FactKind = "recording_kept"
	FactRecordingUsed FactKind = "recording_used" // its purpose is met: it goes at the next run
	// a complaint or a request for access keeps it: Detail has until when
	FactRecordingHeld FactKind = "recording_held"
	FactRecordingFree FactKind = "recording_released" // the hold has ended
	// somebody listened to it or took it out: Code is the side, By who
	FactRecordingRead FactKind = "recording_read"
	FactRecordingGone FactKind = "recording_deleted" // deleted, and seen to be gone: Code says why
	// a file that nothing in the journal allows, or that came back: it was deleted
	FactRecordingDefect FactKind = "recording_defect"
	// until version 35 of the schema: a supervisor's word that an agent was told of recording. It counts for nothing.
	FactNotice FactKind = "recording_notice"
)

// Side is whose voice a recording has. Each party may have only its own (8.2.1 d).
type Side string

// The sides.
const (
	ConsumerSide Side = "consumer"
	AgentSide    Side = "agent"
)

// Sides are both, in the order in which they are named.
func Sides() []Side { return []Side{ConsumerSide, AgentSide} }

// RecordingID names one part of one side of one attempt, "a42-consumer-1", over the whole life of one journal.
type RecordingID string

// Prompt is a text that was heard: its name, and the hash of its words as they were then.
type Prompt struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"` // of the text, in hex
}

// RecordingState is where one recording's file stands.
type RecordingState string

// The states. What is going goes, whatever happens: its key is destroyed already.
const (
	RecordingRuns  RecordingState = "running" // the PBX writes it, or has written it and we have not looked yet
	RecordingKept  RecordingState = "kept"    // sealed on our disk
	RecordingLeft  RecordingState = "left"    // with the PBX, as configured
	RecordingGoing RecordingState = "going"   // may never be read again; its files are being removed
	RecordingGone  RecordingState = "gone"    // seen to be gone; only this line is left of it
)

// Recording is the sound of one side in one part of one attempt. SHA256 is of the sound as it was recorded.
type Recording struct {
	ID       RecordingID
	Attempt  AttemptID
	Campaign CampaignID
	Client   ClientID
	Agent    AgentID
	Side     Side
	Part     int
	Category string
	State    RecordingState
	Days     int // of its category when it was begun
	Began    time.Time
	Ended    time.Time // zero: it runs, or its end was not heard
	Due      time.Time // when it goes, unless something holds it
	Over     time.Time // when it was gone
	Why      string    // it is going or gone, a stable word
	Bytes    int64
	SHA256   string
	Box      []byte // its key under a seal; empty where it is left with the PBX, or going
	Holds    []RecordingHold
}

// RecordingHold keeps a recording beyond its time: for a complaint, or while a request for access is handled (8.2.1 d).
type RecordingHold struct {
	Kind  HoldKind
	From  time.Time
	Until time.Time
	Why   string
	By    string
}

// HoldKind is what a hold is for.
type HoldKind string

// The kinds of hold.
const (
	HoldComplaint HoldKind = "complaint"
	HoldAccess    HoldKind = "access"
)

// NewRecordings are both sides of a part.
func NewRecordings(r Recording) []Recording {
	both := make([]Recording, 0, len(Sides()))
	for _, side := range Sides() {
		one := r
		one.Side, one.ID, one.State = side, RecordingID(fmt.Sprintf("%s-%s-%d", r.Attempt, side, r.Part)), RecordingRuns
		both = append(both, one)
	}
	return both
}
