package gate

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
)

// Answer is to a question with yes or no. The zero Answer is Unknown, and unknown is a no.
type Answer uint8

// The answers.
const (
	Unknown Answer = iota // not asked, or not told
	No
	Yes
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

// Path is how a number comes to be dialed. Every path asks the same rules.
type Path string

// The paths. The zero Path is none, and refused.
const (
	PathCampaign Path = "campaign"    // the lead's first attempt
	PathRetry    Path = "retry"       // a later one
	PathCallBack Path = "call-back"   // the person asked to be called another day
	PathTest     Path = "test call"   // to a number of our own
	PathByHand   Path = "hand-dialed" // by a person, through the PBX's own route
)

// Paths lists every path.
func Paths() []Path { return []Path{PathCampaign, PathRetry, PathCallBack, PathTest, PathByHand} }

// Facts is all that a verdict rests on. The caller learns them at the last moment before the dialing (4.2 j).
type Facts struct {
	Campaign    dialer.Campaign
	Lead        dialer.Lead
	Responsible string // the named responsible person (4.1)
	Hours       hours.Rules

	Path Path

	Registers []dialer.RegisterAnswer // of those that reservation.Asked names; one that is missing is unknown

	HistoryKnown     bool // what follows was read, and is not zero for want of an answer
	CampaignAttempts int  // on this number in this campaign
	ClientToday      int  // on this number for this client, this Oslo day
	LastUnanswered   time.Time
	InFlight         bool // the number is being rung now, by any campaign

	// a call to the number was abandoned, and no person has spoken with an agent since (4.6.3)
	Flagged           Answer
	FlaggedAt         time.Time // when that was; zero when it was not
	SuppressedAt      time.Time // when a call to it was abandoned for which agents were held alone; zero when none was
	Cared             bool      // an agent ended a call to it for the person's sake (dialer.Disposition.Final)
	Dedicated         bool      // an agent and another who stands by are held for this call alone
	Surveyed          time.Time // when a survey of this client last reached it; zero when none did
	SurveyedElsewhere time.Time // the same for other clients

	// for which a number rests after a talk or message; less than redial.MinRest counts as that
	Rest         time.Duration
	Spoken       time.Time // when it was last spoken with or heard our message, for whomever, but for Agreed
	Agreed       time.Time // when this client last agreed in a talk to call again
	AwaitsAnswer bool      // the person waits for this client's answer to an inquiry (4.4.3)
}

// CampaignFacts is what the verdict on a whole campaign rests on.
type CampaignFacts struct {
	Campaign        dialer.Campaign
	Responsible     string
	Hours           hours.Rules
	NationalMissing bool // there is no national register to ask; else each lead's dial finds out
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

	Registers []dialer.RegisterVersion // what was asked, as it was then
	Exempt    string                   // why a reservation did not bar the call: a code of package reservation
}

// Step is one rule's answer, for people who ask why.
type Step struct {
	Rule string
	Code string    // "" where the rule has nothing against it
	Why  string    // what it found, without a person's number
	Next time.Time // when the answer changes by itself; zero when it does not
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
	BlockSurveyed = "BLOCK_SURVEYED"
	BlockWash     = "BLOCK_WASH"
	BlockSource   = "BLOCK_SOURCE"
	BlockCare     = "BLOCK_CARE"
	BlockFlag     = "BLOCK_FLAG"
	BlockAgain    = "BLOCK_AGAIN"
	BlockRest     = "BLOCK_REST"
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
		{BlockSurveyed, "A survey reached the number a short while ago; no sale may follow (4.2 k)."},
		{BlockNumber, "The number's range is never dialed (norm 2.10)."},
		{BlockAge, "The person is under 18 (4.2 e)."},
		{BlockHours, "No one may be rung at this time (4.2 j, mfl. § 14)."},
		{BlockOwn, "The number is in the call centre's own reservation register (4.4.4, 10)."},
		{BlockClient, "The number is in the client's reservation register (mfl. § 12 second paragraph, 10)."},
		{BlockNational,
			"The number is in the national reservation register, which bars marketing (mfl. § 12 first paragraph)."},
		{BlockWash,
			"No record that the person was looked up in the national register this month and lately (mfl. § 13 " +
				"a, 10)."},
		{BlockSource,
			"The lead has no lawful source with its reference, or the wish that it rests on does not hold (4.2 a, b)."},
		{BlockAgain,
			"A call to the number was abandoned again, with agents held for it alone: it is not dialed for twelve " +
				"months (4.6.3)."},
		{BlockCare,
			"An agent ended a call to the number for the person's sake: it is not dialed again in the campaign " +
				"(4.2 e, f)."},
		{BlockFlag,
			"A call to the number was abandoned: it is not dialed the same day, and only with agents held for it " +
				"alone (4.6.3)."},
		{BlockRest,
			"The number was spoken with, or heard our message, a few hours ago, for this client or another: it rests " +
				"(attempts.rest_h)."},
		{BlockAttempts, "The number is being rung, was rung too often or too recently, or is not due (norm 2.9)."},
		{BlockVisible,
			"The visible number is missing, not the client's, may not be shown, or was not found in a directory " +
				"lately (4.4.2, mfl. § 14)."},
		{BlockUnknown, "Something that the verdict needs could not be learnt; unknown is a no."},
	}
}
