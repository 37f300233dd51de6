package gate

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
)

// Answer is what a register said. The zero Answer is Unknown, and unknown is a no.
type Answer uint8

// The answers.
const (
	Unknown Answer = iota // not asked, not reachable, too old
	No                    // the number is not in the register
	Yes                   // it is
)

// String gives the word used in verdicts.
func (a Answer) String() string {
	switch a {
	case No:
		return "no"
	case Yes:
		return "yes"
	}
	return "unknown"
}

// Facts is all that a verdict rests on. The caller learns them at the last moment before the dialing (4.2 j).
type Facts struct {
	Campaign    dialer.Campaign
	Lead        dialer.Lead
	Responsible string // the named responsible person (4.1)
	Hours       hours.Rules

	InOwn    Answer // the call centre's own register (4.4.4)
	InClient Answer // the client's register (mfl. § 12)
	National Answer // the national register; Unknown where it is not connected

	HistoryKnown     bool // the four below were read, and are not zero for want of an answer
	CampaignAttempts int  // on this number in this campaign
	ClientToday      int  // on this number for this client, this Oslo day
	LastUnanswered   time.Time
	InFlight         bool // the number is being rung now, by any campaign
}

// CampaignFacts is what the verdict on a whole campaign rests on.
type CampaignFacts struct {
	Campaign          dialer.Campaign
	Responsible       string
	Hours             hours.Rules
	NationalConnected bool // the national register can be asked at all
}

// Verdict is the answer, as it is written into the journal before anything rings.
type Verdict struct {
	Allowed bool
	Code    string    // Allow, or the code of the first reason against it
	Why     string    // in plain words, without a person's number
	Next    time.Time // when it may change by itself; zero when it does not
	Until   time.Time // when allowed: ringing must have ended by then
	At      time.Time
	Checked []string // the rules that were asked, in order, the refusing one last
}

// Allow is the code of a verdict that allows the dialing.
const Allow = "ALLOW"

// The codes of refusals. They are stored and counted by: they never change meaning.
const (
	BlockConfig   = "BLOCK_CONFIG"
	BlockCampaign = "BLOCK_CAMPAIGN"
	BlockNumber   = "BLOCK_NUMBER"
	BlockAge      = "BLOCK_AGE"
	BlockHours    = "BLOCK_HOURS"
	BlockOwn      = "BLOCK_OWN"
	BlockClient   = "BLOCK_CLIENT"
	BlockNational = "BLOCK_NATIONAL"
	BlockSource   = "BLOCK_SOURCE"
	BlockAttempts = "BLOCK_ATTEMPTS"
	BlockVisible  = "BLOCK_VISIBLE"
	BlockUnknown  = "BLOCK_UNKNOWN"
)

// Code is one refusal and what it means.
type Code struct{ Code, Meaning string }

// Codes lists every refusal in the order of the rules; BLOCK_UNKNOWN can come at any of them.
func Codes() []Code {
	return []Code{
		{BlockConfig, "The configuration lacks something or loosens a limit (4.1, 4.2 j, norm 2.9)."},
		{BlockCampaign, "The campaign is not running, or lacks what a call needs (4.2 g, 4.2 k)."},
		{BlockNumber, "The number's range is never dialed (norm 2.10)."},
		{BlockAge, "The person is under 18 (4.2 e)."},
		{BlockHours, "Nobody may be rung at this time (4.2 j, mfl. § 14)."},
		{BlockOwn, "The number is in the call centre's own reservation register (4.4.4, 10)."},
		{BlockClient, "The number is in the client's reservation register (mfl. § 12 second paragraph, 10)."},
		{BlockNational, "The number is in the national reservation register, which bars marketing (mfl. § 12 first paragraph)."},
		{BlockSource, "The lead has no lawful source with its reference (4.2 a)."},
		{BlockAttempts, "The number is being rung, was rung too often or too recently, or is not due (norm 2.9)."},
		{BlockVisible, "The visible number is missing, not the client's, or may not be shown (4.4.2, mfl. § 14)."},
		{BlockUnknown, "Something that the verdict needs could not be learnt; unknown is a no."},
	}
}
