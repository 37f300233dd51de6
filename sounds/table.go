package sounds

import (
	"slices"
	"time"
)

// The prompts, by the clause of the norm's wordings.
const (
	ConsentAsk     Prompt = "consent-ask"
	ConsentInform  Prompt = "consent-inform"
	ConsentYes     Prompt = "consent-yes"
	ConsentNo      Prompt = "consent-no"
	ConsentStopped Prompt = "consent-stopped"

	ScriptOpening        Prompt = "script-opening"
	ScriptOpeningSurvey  Prompt = "script-opening-survey"
	ScriptOpeningOther   Prompt = "script-opening-other"
	ScriptSource         Prompt = "script-source"
	ScriptSourceCustomer Prompt = "script-source-customer"
	ScriptReserve        Prompt = "script-reserve"
	ScriptReserveOther   Prompt = "script-reserve-other"

	ReservedClient   Prompt = "reserved-client"
	ReservedAll      Prompt = "reserved-all"
	ReservedNumber   Prompt = "reserved-number"
	ReservedWithheld Prompt = "reserved-withheld"
	ReservedFailed   Prompt = "reserved-failed"
	ReservedLater    Prompt = "reserved-later"

	DeskHello          Prompt = "desk-hello"
	DeskCalled         Prompt = "desk-called"
	DeskContact        Prompt = "desk-contact"
	DeskContactSpelled Prompt = "desk-contact-spelled"
	DeskMenu           Prompt = "desk-menu"
	DeskUnknown        Prompt = "desk-unknown"
	DeskAway           Prompt = "desk-away"
	DeskAwayHouse      Prompt = "desk-away-house"
	DeskThrough        Prompt = "desk-through"
	DeskBusy           Prompt = "desk-busy"
	DeskWrongKey       Prompt = "desk-wrong-key"
	NameClient         Prompt = "name-client"

	DeskClosed            Prompt = "desk-closed"
	Abandoned             Prompt = "abandoned"
	ScriptAbandonedBefore Prompt = "script-abandoned-before"
	LeaveMessage          Prompt = "leave-message"
	Voicemail             Prompt = "voicemail"

	AgentLogin         Prompt = "agent/login"
	AgentPin           Prompt = "agent/pin"
	AgentWrongPin      Prompt = "agent/wrong-pin"
	AgentPinWait       Prompt = "agent/pin-wait"
	AgentLocked        Prompt = "agent/locked"
	AgentLogout        Prompt = "agent/logout"
	AgentRefused       Prompt = "agent/refused"
	AgentBefore        Prompt = "agent/abandoned-before"
	AgentNoted         Prompt = "agent/inquiry-noted"
	AgentNotNoted      Prompt = "agent/inquiry-not-noted"
	AgentNoteKept      Prompt = "agent/inquiry-kept"
	AgentComplaint     Prompt = "agent/complaint-noted"
	AgentUndone        Prompt = "agent/reserve-undone"
	AgentWordTaken     Prompt = "agent/word-taken"
	AgentWordBefore    Prompt = "agent/word-before"
	AgentKeyRefused    Prompt = "agent/key-refused"
	AgentItemsMissing  Prompt = "agent/sale-missing"
	AgentOfferChanged  Prompt = "agent/sale-changed"
	AgentNoSale        Prompt = "agent/sale-refused"
	AgentCaller        Prompt = "agent/caller"
	AgentPauseBreak    Prompt = "agent/pause-break"
	AgentPauseLunch    Prompt = "agent/pause-lunch"
	AgentPauseTraining Prompt = "agent/pause-training"
	AgentPauseWork     Prompt = "agent/pause-work"
	AgentPauseMeeting  Prompt = "agent/pause-meeting"
	AgentPauseLater    Prompt = "agent/pause-later"
	AgentBack          Prompt = "agent/back"
	AgentMoreTime      Prompt = "agent/more-time"
	AgentCallBack      Prompt = "agent/callback-noted"
	AgentCallBackMoved Prompt = "agent/callback-moved"
	AgentCallBackOwn   Prompt = "agent/callback-own"
	AgentNoCallBack    Prompt = "agent/callback-none"
	AgentAgreed        Prompt = "agent/callback-agreed"
	AgentAnyCampaign   Prompt = "agent/campaign-any"
	AgentChoiceLater   Prompt = "agent/campaign-later"
	AgentAgain         Prompt = "agent/again"
	AgentAskOutcome    Prompt = "agent/ask-outcome"
	AgentLogoutLater   Prompt = "agent/logout-later"
	AgentOutSales      Prompt = "agent/outcomes-sales"
	AgentOutFunds      Prompt = "agent/outcomes-fundraising"
	AgentOutSurvey     Prompt = "agent/outcomes-survey"
	AgentOutService    Prompt = "agent/outcomes-service"
	AgentOutInfo       Prompt = "agent/outcomes-information"
	AgentClient        Prompt = "agent/client"
	AgentPurpose       Prompt = "agent/purpose"
	AgentSource        Prompt = "agent/source"
	AgentReserveRight  Prompt = "agent/reserve-right"
	AgentCallerClient  Prompt = "agent/caller-client"
	AgentNotice        Prompt = "agent/notice-text"
	AgentNoticeUnheard Prompt = "agent/notice-unheard"
	AgentNoListener    Prompt = "agent/no-listener"
	GuardReserved      Prompt = "guard-reserved"
	GuardHours         Prompt = "guard-hours"
	GuardNoAnswer      Prompt = "guard-no-answer"
	GuardRefused       Prompt = "guard-refused"
	MonitorStart       Prompt = "monitor-start"
	MonitorStartClient Prompt = "monitor-start-client"
	MonitorEnd         Prompt = "monitor-end"
	MonitorNow         Prompt = "monitor-now"
	MonitorWas         Prompt = "monitor-was"
	Notice             Prompt = "notice"
	RecordingOn        Prompt = "recording-on"
	RecordingOff       Prompt = "recording-off"
	TrainingMissing    Prompt = "training-missing"
	Registered         Prompt = "registered"

	Close  Prompt = "close"
	Access Prompt = "access"

	ScriptOrder      Prompt = "script-order"
	ScriptPrice      Prompt = "script-price"
	ScriptPriceOnly  Prompt = "script-price-only"
	ScriptBinding    Prompt = "script-binding"
	ScriptNoBinding  Prompt = "script-no-binding"
	ScriptDelivery   Prompt = "script-delivery"
	ScriptWithdrawal Prompt = "script-withdrawal"
	ScriptConfirm    Prompt = "script-confirm"
)

// Limits, as rendered. The identity, the client, the subject and the contact are heard within 25 s (norm 4.6): hello,
// called and contact together are not longer than that.
const (
	anyText   = 25 * time.Second // norm 4
	message   = 15 * time.Second // norm 4.8: who answered is held no longer
	sentence  = 10 * time.Second
	reading   = 60 * time.Second // to an agent between two calls
	shortWord = 5 * time.Second
	identity  = 5 * time.Second
	// of all campaigns of a number (4.4.5); DeskAway, which says them too, keeps the whole within 25 s
	subjects = 15 * time.Second
)

// A person who is to be recorded hears that it is so, not that it may be (8.2.1).
var (
	isRecorded = []Words{{"blir tatt opp", "blir teken opp", "is recorded"}}
	perhaps    = []Words{
		{"kan bli", "kan bli", "may be"}, {"kan tas", "kan takast", "might be"}, {"kanskje", "kanskje", "can be"},
	}
)

// The tone is spoken of right before it comes, and nowhere else: a caller who hears of it twice waits for two.
var ofTone = []Words{{"tonen", "tonen", "tone"}}

// Entries is the one table of all prompts.
func Entries() []Entry {
	return slices.Concat(callEntries(), deskEntries(), agentEntries(), scriptEntries())
}

// callEntries are heard by a consumer in our call.
func callEntries() []Entry {
	return []Entry{
		{
			Prompt: ConsentAsk, Hears: Consumer, Clause: "8.2.1", Longest: anyText,
			Holes: []string{"callcenter", "days", "website"}, Must: isRecorded, Never: perhaps,
		},
		{
			Prompt: ConsentInform, Hears: Consumer, Clause: "8.2.1", Longest: anyText,
			Holes: []string{"callcenter", "days", "website"}, Must: isRecorded, Never: perhaps,
		},
		{Prompt: ConsentYes, Hears: Consumer, Clause: "8.2.1", Longest: sentence, Never: perhaps},
		{Prompt: ConsentNo, Hears: Consumer, Clause: "8.2.1", Longest: sentence, Never: perhaps},
		{Prompt: ConsentStopped, Hears: Consumer, Clause: "8.2.1", Longest: sentence, Never: perhaps},
		{
			Prompt: Abandoned, Hears: Consumer, Clause: "4.6", Longest: message, Scope: OfClient,
			Holes: []string{"callcenter", "client", "phone"},
		},
		{
			Prompt: Voicemail, Hears: Consumer, Clause: "norm 4.9", Longest: anyText, Scope: OfCampaign,
			Holes: []string{"callcenter", "client", "subject", "phone"},
		},
		{Prompt: Close, Hears: Consumer, Clause: "norm 4.11", Longest: sentence},
		{Prompt: Access, Hears: Consumer, Clause: "7", Longest: sentence, Holes: []string{"email"}},
	}
}

// deskEntries are heard by one who rings a visible number.
func deskEntries() []Entry {
	return []Entry{
		{
			Prompt: ReservedClient, Hears: Caller, Clause: "4.4.4", Longest: sentence, Scope: OfClient,
			Holes: []string{"client"},
		},
		{Prompt: ReservedAll, Hears: Caller, Clause: "4.4.4", Longest: sentence, Holes: []string{"callcenter"}},
		{
			Prompt: ReservedNumber, Hears: Caller, Clause: "4.4.4", Longest: sentence, Holes: []string{"last3"},
			Live: []string{"last3"},
		},
		{Prompt: ReservedWithheld, Hears: Caller, Clause: "4.4.4", Longest: sentence, Never: ofTone},
		{Prompt: ReservedFailed, Hears: Caller, Clause: "4.4.4", Longest: sentence, Never: ofTone},
		{Prompt: ReservedLater, Hears: Caller, Clause: "4.4.4", Longest: sentence, Never: ofTone},
		{Prompt: DeskHello, Hears: Caller, Clause: "4.4.2 a", Longest: identity, Holes: []string{"callcenter"}},
		{
			Prompt: DeskCalled, Hears: Caller, Clause: "4.4.2 b, 4.4.5", Longest: sentence, Scope: OfCampaign,
			Holes: []string{"when", "client", "subject"}, Live: []string{"when"},
		},
		{Prompt: DeskContact, Hears: Caller, Clause: "4.4.2 c", Longest: sentence, Holes: []string{"phone", "email"}},
		{
			Prompt: DeskContactSpelled, Hears: Caller, Clause: "4.4.2 c", Longest: anyText,
			Holes: []string{"phone", "email_spelled"},
		},
		{
			Prompt: DeskMenu, Hears: Caller, Clause: "4.4.3, 4.4.4", Longest: anyText, Holes: []string{"clients"},
			Live: []string{"clients"},
		},
		{
			Prompt: DeskUnknown, Hears: Caller, Clause: "4.4.2 b, 4.4.5", Longest: subjects, Scope: OfNumber,
			Holes: []string{"clients", "subject"},
		},
		{
			Prompt: DeskAway, Hears: Caller, Clause: "4.4.2, 4.4.5", Longest: anyText, Scope: OfNumber,
			Holes: []string{"callcenter", "clients", "subject", "phone", "email"},
		},
		{
			Prompt: DeskAwayHouse, Hears: Caller, Clause: "4.4.2 a, c", Longest: anyText,
			Holes: []string{"callcenter", "phone", "email"},
		},
		{Prompt: DeskThrough, Hears: Caller, Clause: "4.4.3", Longest: shortWord},
		{Prompt: DeskBusy, Hears: Caller, Clause: "4.4.3 a", Longest: sentence, Never: ofTone},
		{Prompt: DeskWrongKey, Hears: Caller, Clause: "4.4.3", Longest: shortWord},
		{
			Prompt: NameClient, Hears: Caller, Clause: "4.4.2 b", Longest: shortWord, Scope: OfClient,
			Holes: []string{"client"},
		},
		{
			Prompt: DeskClosed, Hears: Caller, Clause: "4.4.3 a", Longest: anyText, Holes: []string{"hours", "email"},
			Never: ofTone,
		},
		{Prompt: LeaveMessage, Hears: Caller, Clause: "4.4.3", Longest: anyText, Must: ofTone},
	}
}

// agentEntries are heard by agents, and by anyone who dials from our phones.
func agentEntries() []Entry {
	return []Entry{
		{Prompt: AgentLogin, Hears: Agent, Clause: "4.5", Longest: shortWord},
		{Prompt: AgentPin, Hears: Agent, Clause: "4.5", Longest: shortWord},
		{Prompt: AgentWrongPin, Hears: Agent, Clause: "4.5", Longest: shortWord},
		{Prompt: AgentPinWait, Hears: Agent, Clause: "4.5", Longest: shortWord},
		{Prompt: AgentLocked, Hears: Agent, Clause: "4.5", Longest: shortWord},
		{Prompt: AgentLogout, Hears: Agent, Clause: "4.5", Longest: shortWord},
		{Prompt: AgentRefused, Hears: Agent, Clause: "4.5", Longest: shortWord},
		{Prompt: AgentBefore, Hears: Agent, Clause: "4.6.3", Longest: shortWord},
		{Prompt: AgentNoted, Hears: Agent, Clause: "4.4.3 a", Longest: shortWord},
		{Prompt: AgentNotNoted, Hears: Agent, Clause: "4.4.3 a", Longest: shortWord},
		{Prompt: AgentNoteKept, Hears: Agent, Clause: "4.4.3 a", Longest: shortWord},
		{Prompt: AgentComplaint, Hears: Agent, Clause: "6.2", Longest: shortWord},
		{Prompt: AgentUndone, Hears: Agent, Clause: "4.4.4", Longest: shortWord},
		{Prompt: AgentWordTaken, Hears: Agent, Clause: "4.3", Longest: shortWord},
		{Prompt: AgentWordBefore, Hears: Agent, Clause: "4.3", Longest: shortWord},
		{Prompt: AgentKeyRefused, Hears: Agent, Clause: "4.5", Longest: shortWord},
		{Prompt: AgentItemsMissing, Hears: Agent, Clause: "6 a", Longest: shortWord},
		{Prompt: AgentOfferChanged, Hears: Agent, Clause: "6 a", Longest: shortWord},
		{Prompt: AgentNoSale, Hears: Agent, Clause: "6", Longest: shortWord},
		{Prompt: AgentCaller, Hears: Agent, Clause: "4.4.5", Longest: shortWord},
		{Prompt: AgentPauseBreak, Hears: Agent, Clause: "4.5", Longest: shortWord},
		{Prompt: AgentPauseLunch, Hears: Agent, Clause: "4.5", Longest: shortWord},
		{Prompt: AgentPauseTraining, Hears: Agent, Clause: "4.5", Longest: shortWord},
		{Prompt: AgentPauseWork, Hears: Agent, Clause: "4.5", Longest: shortWord},
		{Prompt: AgentPauseMeeting, Hears: Agent, Clause: "4.5", Longest: shortWord},
		{Prompt: AgentPauseLater, Hears: Agent, Clause: "4.5", Longest: shortWord},
		{Prompt: AgentBack, Hears: Agent, Clause: "4.5", Longest: shortWord},
		{Prompt: AgentCallBack, Hears: Agent, Clause: "4.2 j", Longest: shortWord},
		{Prompt: AgentCallBackMoved, Hears: Agent, Clause: "4.2 j", Longest: shortWord},
		{Prompt: AgentCallBackOwn, Hears: Agent, Clause: "4.2 j", Longest: shortWord},
		{Prompt: AgentNoCallBack, Hears: Agent, Clause: "4.2 j", Longest: shortWord},
		{Prompt: AgentAgreed, Hears: Agent, Clause: "4.2 j", Longest: shortWord},
		{Prompt: AgentAnyCampaign, Hears: Agent, Clause: "4.2 g, i", Longest: shortWord},
		{Prompt: AgentChoiceLater, Hears: Agent, Clause: "4.2 g, i", Longest: shortWord},
		{Prompt: AgentAgain, Hears: Agent, Clause: "4.5", Longest: shortWord},
		{Prompt: AgentMoreTime, Hears: Agent, Clause: "4.5", Longest: shortWord},
		{Prompt: AgentAskOutcome, Hears: Agent, Clause: "4.3", Longest: shortWord},
		{Prompt: AgentLogoutLater, Hears: Agent, Clause: "4.5", Longest: shortWord},
		{Prompt: AgentOutSales, Hears: Agent, Clause: "4.3", Longest: shortWord},
		{Prompt: AgentOutFunds, Hears: Agent, Clause: "4.3", Longest: shortWord},
		{Prompt: AgentOutSurvey, Hears: Agent, Clause: "4.3", Longest: shortWord},
		{Prompt: AgentOutService, Hears: Agent, Clause: "4.3", Longest: shortWord},
		{Prompt: AgentOutInfo, Hears: Agent, Clause: "4.3", Longest: shortWord},
		{
			Prompt: AgentClient, Hears: Agent, Clause: "4.2 g, i", Longest: shortWord, Scope: OfClient,
			Holes: []string{"client"},
		},
		{
			Prompt: AgentPurpose, Hears: Agent, Clause: "4.2 g, i", Longest: anyText, Scope: OfCampaign,
			Holes: []string{"client", "subject"},
		},
		{
			Prompt: AgentSource, Hears: Agent, Clause: "4.2 a, i", Longest: sentence, Scope: OfSource,
			Holes: []string{"source"},
		},
		{Prompt: AgentReserveRight, Hears: Agent, Clause: "4.2 h, i", Longest: sentence},
		{
			Prompt: AgentCallerClient, Hears: Agent, Clause: "4.4.5", Longest: shortWord, Scope: OfClient,
			Holes: []string{"client"},
		},
		{
			Prompt: AgentNotice, Hears: Agent, Clause: "8.1 a-d, 8.3", Longest: reading, Scope: OfNotice,
			Holes: []string{"kind", "times", "purpose", "goal", "themes", "plan"},
		},
		{Prompt: AgentNoticeUnheard, Hears: Agent, Clause: "8.1 b", Longest: shortWord},
		{Prompt: AgentNoListener, Hears: Agent, Clause: "8.3", Longest: shortWord},
		{Prompt: GuardReserved, Hears: Agent, Clause: "4.4.4, mfl. § 12", Longest: shortWord},
		{Prompt: GuardHours, Hears: Agent, Clause: "4.2 j", Longest: shortWord},
		{Prompt: GuardNoAnswer, Hears: Agent, Clause: "mfl. § 12", Longest: shortWord},
		{Prompt: GuardRefused, Hears: Agent, Clause: "4.2", Longest: shortWord},
		{
			Prompt: MonitorStart, Hears: Agent, Clause: "8.3", Longest: sentence, Scope: OfMoment,
			Holes: []string{"name", "org", "time"},
		},
		{
			Prompt: MonitorStartClient, Hears: Agent, Clause: "8.3", Longest: sentence, Scope: OfMoment,
			Holes: []string{"name", "client", "time"},
		},
		{Prompt: MonitorEnd, Hears: Agent, Clause: "8.3", Longest: shortWord},
		{
			Prompt: MonitorNow, Hears: Agent, Clause: "8.3", Longest: sentence, Scope: OfMoment,
			Holes: []string{"name", "org", "time"},
		},
		{
			Prompt: MonitorWas, Hears: Agent, Clause: "8.3", Longest: sentence, Scope: OfMoment,
			Holes: []string{"name", "org"},
		},
		{Prompt: Notice, Hears: Agent, Clause: "8.1", Longest: sentence},
		{Prompt: RecordingOn, Hears: Agent, Clause: "8.2.1", Longest: shortWord},
		{Prompt: RecordingOff, Hears: Agent, Clause: "8.2.1", Longest: shortWord},
		{
			Prompt: TrainingMissing, Hears: Agent, Clause: "5", Longest: sentence, Scope: OfItem,
			Holes: []string{"item"},
		},
		{Prompt: Registered, Hears: Agent, Clause: "4.4.4", Longest: shortWord},
	}
}

// scriptEntries are read by agents; they have no sound.
func scriptEntries() []Entry {
	return []Entry{
		{
			Prompt: ScriptOpening, Hears: ByAgent, Clause: "4.2 g", Longest: anyText,
			Holes: []string{"agent_full_name", "callcenter", "client", "subject"},
		},
		{
			Prompt: ScriptOpeningSurvey, Hears: ByAgent, Clause: "4.2 g", Longest: anyText,
			Holes: []string{"agent_full_name", "callcenter", "client", "subject"},
		},
		{
			Prompt: ScriptOpeningOther, Hears: ByAgent, Clause: "4.2 g", Longest: anyText,
			Holes: []string{"agent_full_name", "callcenter", "client", "subject"},
		},
		{Prompt: ScriptSource, Hears: ByAgent, Clause: "4.2 a, h", Longest: anyText, Holes: []string{"source"}},
		{Prompt: ScriptSourceCustomer, Hears: ByAgent, Clause: "4.2 a, h", Longest: anyText, Holes: []string{"client"}},
		{Prompt: ScriptReserve, Hears: ByAgent, Clause: "4.2 h", Longest: anyText, Holes: []string{"client"}},
		{Prompt: ScriptReserveOther, Hears: ByAgent, Clause: "4.2 h", Longest: anyText, Holes: []string{"client"}},
		{Prompt: ScriptAbandonedBefore, Hears: ByAgent, Clause: "4.6.3", Longest: sentence},
		{Prompt: ScriptOrder, Hears: ByAgent, Clause: "6.1", Longest: anyText, Holes: []string{"name", "address"}},
		{
			Prompt: ScriptPrice, Hears: ByAgent, Clause: "6.1", Longest: anyText,
			Holes: []string{"price", "other_costs", "total"},
		},
		{Prompt: ScriptPriceOnly, Hears: ByAgent, Clause: "6.1", Longest: anyText, Holes: []string{"price"}},
		{
			Prompt: ScriptBinding, Hears: ByAgent, Clause: "6.1", Longest: anyText,
			Holes: []string{"binding", "min_purchase"},
		},
		{Prompt: ScriptNoBinding, Hears: ByAgent, Clause: "6.1", Longest: anyText},
		{Prompt: ScriptDelivery, Hears: ByAgent, Clause: "6.1", Longest: anyText, Holes: []string{"delivery"}},
		{Prompt: ScriptWithdrawal, Hears: ByAgent, Clause: "6.1", Longest: anyText},
		{Prompt: ScriptConfirm, Hears: ByAgent, Clause: "6.1, 9", Longest: anyText},
	}
}
