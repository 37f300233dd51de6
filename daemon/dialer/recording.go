package dialer

// Facts of the consent to a recording, and of the recording's life (8.2.1). Those of a consent come in this order.
const (
	FactConsentAsked   FactKind = "consent_asked"     // the agent's key; the prompt begins: Prompt names it
	FactAskRefused     FactKind = "consent_unasked"   // the key did nothing: Code says why
	FactInformed       FactKind = "informed"          // the prompt was heard to its end
	FactConsent        FactKind = "consent"           // given: Code is key, spoken or silence; on disk before anything is recorded
	FactNoConsent      FactKind = "consent_none"      // neither yes nor no: Code says why
	FactConsentRefused FactKind = "consent_refused"   // no: it holds for the number in this campaign
	FactWithdrawn      FactKind = "consent_withdrawn" // a yes was taken back: what was recorded of this call goes

	FactRecording       FactKind = "recording"          // the PBX is asked to record both legs: Recording names the part
	FactRecordingFailed FactKind = "recording_failed"   // it did not, or stopped: Detail says why; the call goes on
	FactRecordingEnded  FactKind = "recording_ended"    // the part is over
	FactRecordingKept   FactKind = "recording_kept"     // one leg's file is sealed, or left with the PBX: Detail has bytes and checksum
	FactRecordingUsed   FactKind = "recording_used"     // its purpose is met: it goes at the next run
	FactRecordingHeld   FactKind = "recording_held"     // a complaint or a request for access keeps it: Detail has until when
	FactRecordingFree   FactKind = "recording_released" // the hold has ended
	FactRecordingRead   FactKind = "recording_read"     // somebody listened to it or took it out: Code is the leg, By who
	FactRecordingGone   FactKind = "recording_deleted"  // deleted, and seen to be gone: Code says why
	FactRecordingDefect FactKind = "recording_defect"   // a file that nothing in the journal allows, or that came back: it was deleted
	FactNotice          FactKind = "recording_notice"   // an agent was told when and why calls are recorded, and acknowledged (8.1)
)

// Leg is whose voice a recording has. Each party may have only its own (8.2.1 d).
type Leg string

// The legs.
const (
	ConsumerLeg Leg = "consumer"
	AgentLeg    Leg = "agent"
)

// Legs are both, in the order in which they are named.
func Legs() []Leg { return []Leg{ConsumerLeg, AgentLeg} }

// RecordingID names one part of one leg of one attempt, "a42-consumer-1", over the whole life of one journal.
type RecordingID string

// Prompt is a text that was heard: its name, and the hash of its words as they were then.
type Prompt struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"` // of the text, in hex
}
