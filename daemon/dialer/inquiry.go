package dialer

import "time"

// InquiryID numbers the inquiries from 1.
type InquiryID int64

// InquiryChannel is the way that an inquiry came. The words are stored.
type InquiryChannel string

// The ways that an inquiry comes in. A reservation by key that was confirmed on the line is done and no inquiry
// (4.4.3 a).
const (
	InquiryMessage InquiryChannel = "message" // spoken at the desk
	InquiryStaff   InquiryChannel = "staff"   // asked for an agent and reached none
	InquiryAgent   InquiryChannel = "agent"   // noted by an agent during a call
	InquiryLetter  InquiryChannel = "letter"
	InquiryEmail   InquiryChannel = "email"
	InquirySMS     InquiryChannel = "sms"
	InquiryChat    InquiryChannel = "chat"
	InquirySocial  InquiryChannel = "social"

	// InquiryCorrection is no wish of the person's: a sale is void because wrong information was given, and the right
	// information is owed (6.1).
	InquiryCorrection InquiryChannel = "correction"
)

// Written reports whether a complaint by this way counts among the written ones (4.3 f); one that is spoken does not.
func (c InquiryChannel) Written() bool {
	switch c {
	case InquiryLetter, InquiryEmail, InquirySMS, InquiryChat, InquirySocial:
		return true
	}
	return false
}

// Inquiry is what a person wants of the call centre; each is answered by a named person within 24 hours of the clock
// (4.4.3).
type Inquiry struct {
	ID       InquiryID
	Channel  InquiryChannel
	Received time.Time
	Due      time.Time
	Visit    string     // of one at the desk: the channel's unique id
	Number   Number     // of who asks; "" where it is withheld or not known
	Visible  Number     // the number that was rung; "" for what is written
	Client   ClientID   // that it is about; "" where that is not known
	Campaign CampaignID // likewise
	Text     string     // what was written, or noted
	Voice    string     // name of the sealed sound of a spoken message; "" when there is none
	Seconds  int        // of the spoken message

	Complaint bool // kept longer (6.2)

	Closed  time.Time // zero: open
	By      string    // who answered
	Answer  string    // the answer's text
	Attempt AttemptID // or the call that it was given in
}

// More facts of inquiries, besides those of fact.go.
const (
	// a closing was refused because many would have got the same words: By who
	FactInquiryRefused FactKind = "inquiry_refused"
	// an inquiry is a complaint (4.3 f, 6.2): Code is its way, At when it came
	FactComplaint FactKind = "complaint"
	// what was spoken is sealed on our disk: Detail has bytes and checksum
	FactInquiryVoice FactKind = "inquiry_voice"
	// what was spoken could not be kept: Detail says why; the inquiry stays
	FactInquiryMute FactKind = "inquiry_mute"
	FactInquiryRead FactKind = "inquiry_read"    // somebody took the voice out: By who
	FactInquiryGone FactKind = "inquiry_deleted" // the dialogue was deleted, words and voice: Code says why
	// of a person, while a dialogue must be kept: Code is asked, erased or kept
	FactErasure FactKind = "erasure"
)
