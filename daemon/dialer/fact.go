package dialer

import "time"

// FactKind names what a fact tells. The words are stored: they never change meaning.
type FactKind string

// Facts of an attempt, in the order they can come.
const (
	FactBooked    FactKind = "booked"     // the gate allowed it; on disk before anything rings
	FactNotPlaced FactKind = "not_placed" // booked, but no dialing began: Detail says why
	FactDialed    FactKind = "dialed"     // t_dial
	FactRinging   FactKind = "ringing"    // t_ring: 180
	FactEarly     FactKind = "early"      // t_early: 183, not an answer
	FactCancelled FactKind = "cancelled"  // we ended the ringing, for cause: Detail says which
	FactAnswered  FactKind = "answered"   // t_ans; Reserved says whether an agent was held for it then
	FactMachine   FactKind = "machine"    // recognised as machine or fax at the answer
	FactBridged   FactKind = "bridged"    // t_agent
	// the agent's leg or phone died in the bridge, the consumer being there; Code may be one of the words below
	FactAgentGone FactKind = "agent_gone"
	// another hand than ours moved the consumer's leg, or put another party in the agent's place: Detail
	FactTaken FactKind = "taken"
	// another party came into the talk, and agent and consumer are still in it: Detail says who
	FactJoined  FactKind = "joined"
	FactMessage FactKind = "message" // t_msg: the abandoned-call message began
	FactEnded   FactKind = "ended"   // t_end, with outcome, causes and who ended it
	FactLost    FactKind = "lost"    // the end was not seen
	FactOpening FactKind = "opening" // the agent keyed that name, client and purpose were said (4.2 g)
	// the agent keyed that the source and the right to be reserved were told (4.2 h)
	FactRightsTold FactKind = "rights_told"
	// the agent's word, or a typed one; may come after the end, the last one of each holds
	FactDisposed FactKind = "disposed"
	// the consumer is to be called again: Code is when (RFC 3339), Detail what moved it from the time wished for,
	// Reserved that Agent is to call in person
	FactCallBack FactKind = "call_back"
	// agents were held for it alone, and it was abandoned all the same (4.6.3): Detail says what follows
	FactIncident FactKind = "incident"
)

// Facts of the house.
const (
	FactBlocked FactKind = "blocked" // the gate said no: Code says why. It names no contact (norm 4.2 j: counts only)
	FactStarted FactKind = "started" // the daemon: Detail has version and, in a demo, the shifted clock
	FactStopped FactKind = "stopped" // the daemon went away in order
	// a campaign was added, started, paused: Detail, By; Code is one of the words below
	FactCampaign FactKind = "campaign"
	FactImported FactKind = "imported" // leads came in: Detail has the counts and the source
	FactChanged  FactKind = "changed"  // client, agent, register or configuration changed: Detail, By
	FactLogin    FactKind = "login"    // an agent's leg opened: Code is LoginFound, or empty
	FactLogout   FactKind = "logout"   // and closed: Detail says why
	// an agent keyed a pause in a call or its wrap-up: Code is the reason. It begins after them.
	FactPauseAsked FactKind = "pause_asked"
	FactPaused     FactKind = "paused" // it began, or its reason changed: Code is the reason
	FactBack       FactKind = "back"   // the agent ended it, or took back what was asked for
	FactFree       FactKind = "free"   // an agent's talk and wrap-up ended, and the next call may come
	// an agent was told which Client the next calls are for; Detail says why not, where the telling failed (4.2 g, i)
	FactSeatClient FactKind = "seat_client"
	// an agent chose a Campaign, and gets calls of that one alone; none: of any again
	FactSeatCampaign FactKind = "seat_campaign"
	// the phone of an agent whose leg died with the PBX was rung: Detail is the phone
	FactRungBack FactKind = "rung_back"
	// a person ended an agent's leg: Detail says why, Code is SentAtOnce where the talk was not waited for, By who
	FactSentOut FactKind = "sent_out"
	// a person had an extension of this PBX rung for an agent, in no campaign and to no number: Code is the extension,
	// By who. It is on disk before the phone rings, and is no call: no figure counts it
	FactTry   FactKind = "try"
	FactTried FactKind = "tried" // it is over: Detail says what was heard
	// an agent's phone fell silent, or is heard again: Code is one of the words below
	FactPhone    FactKind = "phone"
	FactReserved FactKind = "reserved" // a number was put in a register: Code is the register, By who
	// what bounds a predictive campaign's dialing changed: Code is the word, Detail the figures
	FactPacing FactKind = "pacing"
	// another copy of the journal was taken on purpose: Detail says which and why, By who
	FactRestored FactKind = "restored"
	// the journal, or a table that decides who may be rung, is not what was written: Detail
	FactBreach FactKind = "breach"
	// a text that reads as no number was dialed by hand where the configuration allows it: Code is the context
	FactUnread FactKind = "unread"
	FactErased FactKind = "erased" // a number's key was destroyed: Detail says on whose wish or by which limit
)

// Facts of a call to a visible number and of what people ask of us. Code is the channel's unique id in the first
// six, so that they find each other; Visible is the number that was rung, Number who rang, where that is known.
const (
	FactReturned      FactKind = "returned"       // it came: Detail says what it was told, and of which clients
	FactReturnedAgent FactKind = "returned_agent" // an agent took it
	FactReturnedTalk  FactKind = "returned_talk"  // their talk ended
	// the agent who took it said what became of it: Disposition; Detail says of the leads
	FactReturnedWord FactKind = "returned_word"
	FactReturnedLost FactKind = "returned_lost" // it waited for an agent and reached none: Detail says how it ended
	// the desk's part is over: Detail says what was heard and which keys were pressed
	FactReturnedOver  FactKind = "returned_over"
	FactInquiry       FactKind = "inquiry"        // an inquiry came in (4.4.3 a): Code is its way
	FactInquiryAlarm  FactKind = "inquiry_alarm"  // four hours, or one, are left: Code is "4h" or "1h"
	FactInquiryLate   FactKind = "inquiry_late"   // 24 hours are over without an answer
	FactInquiryClosed FactKind = "inquiry_closed" // answered: By is the person
)

// SentAtOnce is the Code of a FactSentOut that did not wait for the end of the talk.
const SentAtOnce = "at_once"

// LoginFound is the Code of a FactLogin whose leg outlived the daemon: the agent keyed nothing, and a pause goes on.
const LoginFound = "found"

// Codes of FactCampaign that outlast a restart.
const (
	PredictiveOff = "predictive_off" // the limit of 4.6.2 was broken: power until a person says otherwise
	PredictiveOn  = "predictive_on"  // a person said so: Detail is the reason, By who
)

// FactShown tells of the number that went out with calls (4.4.2, mfl. § 14): Visible is the one to be shown, Sent
// what was seen in its place, Route the dial string. Its codes:
const (
	FactShown FactKind = "shown"

	ShownSame      = "same"      // it was seen to be right, for the first time on this Oslo day
	ShownOther     = "other"     // another was sent: nothing is dialed with it
	ShownUnseen    = "unseen"    // several calls could not be looked at: nothing is dialed with it
	ShownAgain     = "again"     // the route was mended, says By: the next call proves it
	ShownConfirmed = "confirmed" // By saw on a phone that it is shown, whatever is sent in its place
)

// What the packets that the PBX receives from an agent's phone tell. The first is of FactAgentGone alone, the last of
// FactPhone alone.
const (
	PhoneUnheard = "unheard" // not one has come since the bridging: no one spoke with the consumer (norm 2.3 no. 8)
	PhoneSilent  = "silent"  // they have ceased to come
	PhoneHeard   = "heard"   // they come again
)

// Spared is the Code of a FactEnded whose attempt the trunk refused before any sign of the callee, in a way that
// shows that no phone rang. It uses up neither the day of its number nor one of its tries (norm 2.9); in the figures
// it is an attempt as any other.
const Spared = "spared"

// Typed is the Code of a FactDisposed that By typed when the call was over. In the figures it is a line of its own,
// and it never makes a call established (norm 2.4).
const Typed = "typed"

// ByDefault is the Code of a FactDisposed that By Self wrote because the agent keyed no outcome in time. It has no
// disposition: what is not known is no person (norm 2.4).
const ByDefault = "default"

// Self is the author of what the program does by itself.
const Self = "ringevett"

// Fact is one line of the journal. Only the fields that its kind needs are set. Number is kept sealed by the journal;
// it is empty when read back after its key was destroyed.
type Fact struct {
	At       time.Time
	Kind     FactKind
	Campaign CampaignID
	Client   ClientID
	Attempt  AttemptID
	Lead     LeadID
	Agent    AgentID
	Number   Number
	Visible  Number // ours, kept in clear

	Dedicated   bool          // booked: an agent and another who stands by are held for it alone (4.6.3)
	Reserved    bool          // answered: an agent was held for it; call_back: Agent is to make it
	T           time.Duration // booked: the time within which an answer must get its agent, as configured then
	Outcome     Outcome       // ended
	Disposition Disposition   // disposed
	Party       Party         // ended
	Cause       int           // ended: Q.850; 0 when unknown
	TechCause   int           // ended: the SIP code; 0 when unknown
	Code        string        // blocked, booked, reserved: a stable code
	Detail      string        // in plain words
	Route, Sent string        // shown
	By          string        // who did it: an agent, "cli:<user>", "ringevett"
	Prompt      Prompt        // consent_asked, informed, consent: what was heard
	Recording   RecordingID   // recordings: which
	Inquiry     InquiryID     // inquiries: which

	Registers []RegisterVersion // booked: what the gate asked, as it was then
	Exempt    string            // booked: why a reservation did not bar the call, a stable code

	Proof Proof // day_key, day_closed, stamped
}
