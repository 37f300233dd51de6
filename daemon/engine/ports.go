package engine

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/consent"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/display"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/tryout"
)

// Phone carries out effects on the PBX. Its methods may block; the engine never waits for them. Effects of one
// attempt and of one seat come in order, different ones side by side.
type Phone interface {
	Do(ctx context.Context, id dialer.AttemptID, ef call.Effect) error
	Seat(ctx context.Context, id dialer.SessionID, ef SeatEffect) error
	// Received counts the packets of sound that have come on agents' legs. A leg of which it is not known is left out.
	Received(ctx context.Context, ids []dialer.SessionID) (map[dialer.SessionID]Count, error)
}

// SeatEffect is something to be done on an agent's leg.
type SeatEffect string

// The effects on an agent's leg.
const (
	SeatAnswer  SeatEffect = "answer"
	SeatOpen    SeatEffect = "open" // into the seat's own bridge, its keys kept from the other party
	SeatHangup  SeatEffect = "hangup"
	SeatAgain   SeatEffect = "say again" // the line was lost with the PBX: log in again
	SeatAskPin  SeatEffect = "say pin"
	SeatWelcome SeatEffect = "say welcome"
	SeatWrong   SeatEffect = "say wrong-pin"
	SeatPinWait SeatEffect = "say pin-wait" // after wrong PINs at this phone: the PIN is asked for again in a while
	SeatLocked  SeatEffect = "say locked"   // after too many: only a supervisor can let it log in again
	SeatRefused SeatEffect = "say refused"
	SeatBye     SeatEffect = "say bye"
	SeatBefore  SeatEffect = "say abandoned-before" // a call to this consumer was abandoned before (4.6.3)
	SeatAgreed  SeatEffect = "say callback-agreed"  // this consumer was promised the call

	SeatRecordingOn  SeatEffect = "say recording-on"
	SeatRecordingOff SeatEffect = "say recording-off"
	SeatNotice       SeatEffect = "say notice"         // acknowledge the notice of recording first (8.1)
	SeatUnheard      SeatEffect = "say notice-unheard" // the notice is heard to its end before it is acknowledged

	SeatNoted     SeatEffect = "say inquiry-noted"
	SeatNotNoted  SeatEffect = "say inquiry-not-noted"
	SeatNoteKept  SeatEffect = "say inquiry-kept" // not on the disk yet
	SeatComplaint SeatEffect = "say complaint-noted"
	SeatReserved  SeatEffect = "say registered"     // and the number's last digits, see Spelling
	SeatUndone    SeatEffect = "say reserve-undone" // the reservation just keyed is taken back

	// the outcome is noted; said where nothing else lets the agent hear it
	SeatWordTaken     SeatEffect = "say word-taken"
	SeatWordBefore    SeatEffect = "say word-before"    // the outcome is noted for the call before; this call goes on
	SeatKeyRefused    SeatEffect = "say key-refused"    // the code did nothing
	SeatCallBack      SeatEffect = "say callback-noted" // and when, see Spelling
	SeatCallBackOwn   SeatEffect = "say callback-own"   // this agent calls, and when
	SeatCallBackMoved SeatEffect = "say callback-moved" // to the next time that is allowed, and when
	SeatNoCallBack    SeatEffect = "say callback-none"  // the campaign has no attempt left on the number
	SeatMoreTime      SeatEffect = "say more-time"      // the wrap-up lasts longer
	SeatAnyCampaign   SeatEffect = "say campaign-any"   // calls of any campaign come again
	SeatChoiceLater   SeatEffect = "say campaign-later" // the campaign is noted, and changes once no call counts on it
	SeatAskOutcome    SeatEffect = "say ask-outcome"    // no call comes before an outcome is keyed
	SeatByeLater      SeatEffect = "say bye-later"      // the log-out is noted, and comes after the call
	SeatPauseLater    SeatEffect = "say pause-later"    // the pause is noted, and begins after the call
	SeatBack          SeatEffect = "say back"           // the pause is over, or taken back

	SeatItemsMissing SeatEffect = "say sale-missing" // no sale: items of the script are not ticked (6 a)
	SeatOfferChanged SeatEffect = "say sale-changed" // no sale: the offer was changed after it was read
	SeatNoSale       SeatEffect = "say sale-refused" // this call can have none

	SeatMonitorEnd SeatEffect = "say monitor-end" // no one listens any more (8.3)
	SeatNoListener SeatEffect = "say no-listener" // nor did in the last call

	SeatCaller SeatEffect = "say caller" // the next party is one who rings back; said by the join itself
)

// SeatOutcomes lets the agent hear which outcomes a campaign of this kind has, after one that it has not.
func SeatOutcomes(k dialer.Kind) SeatEffect { return SeatEffect("say outcomes-" + string(k)) }

// SeatPaused lets the agent hear that a pause has begun, and which.
func SeatPaused(why dialer.PauseReason) SeatEffect { return SeatEffect("say pause-" + string(why)) }

// SeatExpel ends a channel that is not ours in the bridge of the leg, or that was there.
func SeatExpel(channel string) SeatEffect { return SeatEffect(expels + channel) }

const expels = "expel "

// Expels gives the channel of a SeatExpel.
func (ef SeatEffect) Expels() (channel string, is bool) { return strings.CutPrefix(string(ef), expels) }

// Spelling is the cue with digits that are said after it, one by one.
func (ef SeatEffect) Spelling(digits string) SeatEffect { return ef + SeatEffect(spells+digits) }

// Spelled gives the cue, and the digits that follow it.
func (ef SeatEffect) Spelled() (cue SeatEffect, digits string) {
	first, digits, _ := strings.Cut(string(ef), spells)
	return SeatEffect(first), digits
}

const spells = ": "

// SeatClient tells the agent which client the next calls are for. It succeeds only when the whole was heard; the
// error is ErrCut where a key of the agent cut it off.
func SeatClient(c dialer.ClientID) SeatEffect { return SeatEffect(tells + string(c)) }

const tells = "say client "

// TellsClient gives the client of a SeatClient.
func (ef SeatEffect) TellsClient() (c dialer.ClientID, is bool) {
	name, is := strings.CutPrefix(string(ef), tells)
	return dialer.ClientID(name), is
}

// SeatReads reads a notice to the agent (8.1). It succeeds only when the whole was heard, as SeatClient does.
func SeatReads(id dialer.NoticeID) SeatEffect { return SeatEffect(reads + id.Code()) }

const reads = "say notice-text "

// Reads gives the notice of a SeatReads.
func (ef SeatEffect) Reads() (id dialer.NoticeID, is bool) {
	code, is := strings.CutPrefix(string(ef), reads)
	return dialer.NoticeByCode(code), is
}

// SeatMonitored says to the agent alone, in a call too, who listens until when (8.3): a client's person, or one of the
// house. It succeeds only when the whole was heard. voice names the session's sounds.
func SeatMonitored(voice string, client bool) SeatEffect {
	if client {
		return SeatEffect(monitoredByClient + voice)
	}
	return SeatEffect(monitored + voice)
}

const (
	monitored         = "say monitor-start "
	monitoredByClient = "say monitor-start-client "
)

// Monitored gives the sounds of a SeatMonitored, and whether a client's person listens.
func (ef SeatEffect) Monitored() (voice string, client, is bool) {
	if voice, is = strings.CutPrefix(string(ef), monitoredByClient); is {
		return voice, true, true
	}
	voice, is = strings.CutPrefix(string(ef), monitored)
	return voice, false, is
}

// SeatListens answers the agent's key with who listens now, SeatListened with who listened to the last call.
func SeatListens(voice string) SeatEffect  { return SeatEffect(listensNow + voice) }
func SeatListened(voice string) SeatEffect { return SeatEffect(listenedLast + voice) }

const (
	listensNow   = "say monitor-now "
	listenedLast = "say monitor-was "
)

// Listens gives the sounds of a SeatListens, or of a SeatListened: then was is true.
func (ef SeatEffect) Listens() (voice string, was, is bool) {
	if voice, was = strings.CutPrefix(string(ef), listenedLast); was {
		return voice, true, true
	}
	voice, is = strings.CutPrefix(string(ef), listensNow)
	return voice, false, is
}

// ToTheEar reports whether the effect is said to the agent's ear alone, whatever call the agent is in.
func (ef SeatEffect) ToTheEar() bool {
	_, known := ef.Known()
	_, _, listened := ef.Monitored()
	_, _, asked := ef.Listens()
	return known || listened || asked || ef == SeatMonitorEnd || ef == SeatNoListener
}

// HeardWhole reports whether the effect counts only where the agent heard it to its end.
func (ef SeatEffect) HeardWhole() bool {
	_, client := ef.TellsClient()
	_, notice := ef.Reads()
	_, _, listened := ef.Monitored()
	return client || notice || listened
}

// SeatCallerAbout is SeatCaller with the client that the caller rings about; without one where c is "".
func SeatCallerAbout(c dialer.ClientID) SeatEffect {
	if c == "" {
		return SeatCaller
	}
	return SeatEffect(string(SeatCaller) + " " + string(c))
}

// CallerAbout gives the client of a SeatCallerAbout.
func (ef SeatEffect) CallerAbout() (c dialer.ClientID, is bool) {
	name, is := strings.CutPrefix(string(ef), string(SeatCaller)+" ")
	return dialer.ClientID(name), is
}

// SeatPurpose says, while a call of the campaign rings, whose it is and what it is about.
func SeatPurpose(c dialer.CampaignID) SeatEffect { return SeatEffect(purposes + string(c)) }

const purposes = "say purpose "

// Purpose gives the campaign of a SeatPurpose.
func (ef SeatEffect) Purpose() (c dialer.CampaignID, is bool) {
	name, is := strings.CutPrefix(string(ef), purposes)
	return dialer.CampaignID(name), is
}

// WhileItRings reports whether the effect is of no use once the consumer has answered.
func (ef SeatEffect) WhileItRings() bool {
	_, purpose := ef.Purpose()
	return purpose || ef == SeatBefore || ef == SeatAgreed
}

// Known is what an agent can be told of a call (4.2 i). Each part is "" where it is not known; a source is one of the
// campaign's.
type Known struct {
	Client   dialer.ClientID
	Campaign dialer.CampaignID // of a call of ours
	Source   string
}

// SeatKnown says client, source and the right to be left alone to the agent alone, also in a talk.
func SeatKnown(k Known) SeatEffect {
	return SeatEffect(strings.TrimRight(knows+string(k.Client)+" "+string(k.Campaign)+" "+k.Source, " "))
}

const knows = "say known "

// Known gives what a SeatKnown says.
func (ef SeatEffect) Known() (k Known, is bool) {
	rest, is := strings.CutPrefix(string(ef)+"  ", knows)
	parts := strings.SplitN(rest, " ", 3)
	if !is || len(parts) < 3 {
		return Known{}, false
	}
	return Known{dialer.ClientID(parts[0]), dialer.CampaignID(parts[1]), strings.TrimSpace(parts[2])}, true
}

// ErrCut is the error of a sound that was to be heard whole and was ended before its end.
var ErrCut = errors.New("it was cut off")

// answersKey reports whether the effect lets the agent hear what a key has done.
func (ef SeatEffect) answersKey() bool {
	if _, _, asked := ef.Listens(); asked {
		return true
	}
	cue, _ := ef.Spelled()
	switch cue {
	case SeatWordTaken, SeatWordBefore, SeatKeyRefused, SeatItemsMissing, SeatOfferChanged, SeatNoSale, SeatMoreTime,
		SeatPauseLater, SeatBack, SeatByeLater, SeatCallBack, SeatCallBackOwn, SeatCallBackMoved,
		SeatNoCallBack, SeatAnyCampaign, SeatChoiceLater, SeatUnheard, SeatNoListener:
		return true
	}
	return false
}

// Displays show an agent on the handset what the call is. The method may block; nothing waits for it or depends on it.
type Displays interface {
	// Show shows the card in the place of what was shown before. An empty card clears the display. The error says in
	// plain words why the handset shows nothing.
	Show(ctx context.Context, id dialer.SessionID, card display.Card) error
}

// Inquiries take what an agent has noted: who is answered within 24 hours (4.4.3 a). The method may block; after nil
// it is on the disk, after ErrKept it is tried until it is.
type Inquiries interface {
	Note(ctx context.Context, n Note) error
}

// Wishes carry out what the other party of a talk asks for, at the agent's key (4.4.4, 10). Its methods may block.
type Wishes interface {
	// Reserve puts the number in registers. After nil all of them have it on the disk, and what rings there has been
	// told to end. ErrKept, with what is to be reserved: they are tried until they have it, and the gate takes the
	// number for reserved meanwhile. ErrWithheld: a caller's number is not known.
	Reserve(ctx context.Context, t Talk, s Scope) (Reserved, error)
	// Undo takes the number out of the registers that a Reserve has added it to, and of no others.
	Undo(ctx context.Context, t Talk, r Reserved) error
	// Words are the sounds of what both are told, as paths for the Speaker, in the language of the talk.
	Words(ctx context.Context, t Talk, what Said) ([]string, error)
}

// ErrKept says that what a consumer has said is not on the disk yet, and is kept and tried until it is.
var ErrKept = errors.New("kept, and written when the disk takes it")

// ErrWithheld says that the other party's number is not known.
var ErrWithheld = errors.New("the other party's number is not known")

// Scope names the registers of a reservation.
type Scope string

// The scopes. A caller's clients are those that the desk has named to the caller.
const (
	ScopeClient Scope = "client"
	ScopeHouse  Scope = "call centre" // binds every client
	ScopeBoth   Scope = "client and call centre"
)

// Reserved is a number, the registers that have it now, and those among them that did not have it before.
type Reserved struct {
	Number    dialer.Number
	In, Added []dialer.RegisterID
}

// Said is what both parties of a talk are told by a machine.
type Said string

// What is said.
const (
	SaidReservedClient Said = "reserved with the client"
	SaidReservedHouse  Said = "reserved with the call centre"
	SaidReservedBoth   Said = "reserved with both"
	SaidNotReserved    Said = "could not be reserved"
	SaidReservedLater  Said = "taken for reserved, and not stored yet"
	SaidWithheld       Said = "the number is not known"
	SaidGoodbye        Said = "goodbye"
)

// Speaker plays sounds to both parties of a talk, and returns when the other party's have ended, or with ctx. It
// blocks as long as they last.
type Speaker interface {
	Tell(ctx context.Context, t Telling) error
}

// Telling is what is played to an agent, and to a consumer or a caller where one is still there.
type Telling struct {
	Session dialer.SessionID
	Attempt dialer.AttemptID // 0: no consumer
	Channel string           // "": no caller
	Sounds  []string
}

// Callers carries out effects on the channels of callers. Its method may block; effects of one caller come in order.
// Where one is gone already, that is told as CallerGone and no error.
type Callers interface {
	Caller(ctx context.Context, channel string, ef CallerEffect) error
}

// CallerEffect is something to be done with the channel of a caller.
type CallerEffect struct {
	What  CallerDo
	Agent dialer.SessionID // of a join
	About dialer.ClientID  // of a join: the client that the agent is told of; "": none
	Limit time.Duration    // of ringing: after it the dialplan takes the caller back, whether or not the daemon lives

	Extension tryout.Extension // of a try
}

// CallerDo is what.
type CallerDo string

// The effects on a caller's channel.
const (
	CallerRing CallerDo = "ring" // lets the caller hear that it rings, until the join or the way back
	// tells the agent that a caller comes, and about which client, then puts both into the agent's bridge
	CallerJoin   CallerDo = "join"
	CallerBack   CallerDo = "back"   // into the dialplan again, with RINGEVETT_DESK=busy
	CallerHangup CallerDo = "hangup" // after the talk
	// makes the channel of a try and rings the extension: its answer comes as TryAnswered
	CallerTry CallerDo = "try"
)

// Desk is told what became of a caller who asked for somebody. Its methods may block; those of one caller come in
// order.
type Desk interface {
	Taken(ctx context.Context, channel string, agent dialer.AgentID) error
	// Said is the agent's word on a caller who was taken, during the talk or after it; the last one holds.
	Said(ctx context.Context, channel string, agent dialer.AgentID, d dialer.Disposition) error
	// Unanswered says that the caller reached no agent, how in plain words: an inquiry (4.4.3 a).
	Unanswered(ctx context.Context, channel, how string) error
}

// Journal writes facts durably; it may block as long as the disk does. After an error nothing of the batch is
// written. One that is dialer.ErrUnwritable says that the batch itself is at fault: it is set aside. After any other
// the batch is tried again, and nothing is dialed until it is written.
type Journal interface {
	Write(ctx context.Context, b dialer.Batch) error
}

// Aside keeps what the journal refused, in a form that a person can read. It may block as long as the disk does.
type Aside interface {
	SetAside(b dialer.Batch, why error) error
}

// Book gives leads and agents.
type Book interface {
	// Due gives at most limit leads that are due, and when the next one will be.
	Due(
		ctx context.Context, c dialer.CampaignID, now time.Time, limit int,
	) (leads []dialer.Lead, next time.Time, err error)
	// Agent gives the agent of a phone whose PIN this is. With dialer.ErrRefused, for a wrong PIN, it gives the
	// agent's id all the same. dialer.ErrNotFound: the phone is no agent's.
	Agent(ctx context.Context, endpoint, pin string) (dialer.Agent, error)
	// AgentAt gives the agent of a phone, for legs found open after a restart.
	AgentAt(ctx context.Context, endpoint string) (dialer.Agent, error)
}

// Registers looks up what the gate must know of a lead, at the last moment before the dial: the registers, the
// number's history, and the lead itself as the book has it now. An error means: do not dial. dialer.ErrNotFound is
// kept for a lead that the book does not have any more: it is dropped, and the campaign goes on.
type Registers interface {
	Look(ctx context.Context, c dialer.Campaign, l dialer.Lead, now time.Time) (gate.Facts, error)
}

// Recordings are what a consent's decisions are carried out with. Its methods may block; those of one call come in
// order.
type Recordings interface {
	// Terms completes what a call's consent is asked under: mode, category, prompt, and whether the number refused
	// before.
	Terms(ctx context.Context, c dialer.Campaign, n dialer.Number, t consent.Terms) (consent.Terms, error)
	// Noticed reports whether the agent has acknowledged that calls are recorded now (8.1 b).
	Noticed(ctx context.Context, a dialer.AgentID) (bool, error)
	// Do carries out an effect on both legs. The end of a sound, and an unasked end of a recording, come as events.
	Do(ctx context.Context, s consent.State, agent dialer.SessionID, ef consent.Effect) error
	// Question is the sound, as a path for the Speaker, by which a campaign's consumers are asked; "": none is.
	Question(ctx context.Context, c dialer.Campaign) (string, error)
	// Sweep deletes the files of what was refused. It is called when the no is on the disk.
	Sweep(ctx context.Context) error
	// Halt ends what is recorded of a call whose consent was lost with a restart. strayed: another hand moved the call
	// meanwhile, and another conversation may be in it, so it is deleted.
	Halt(ctx context.Context, id dialer.AttemptID, strayed bool) error
}

// Sets are the reservation registers. Check asks every named one afresh, and answers in their order; an error or
// Unknown means: do not dial. It may block for as long as a shared store is given to answer (some 100 ms).
type Sets interface {
	Check(ctx context.Context, who dialer.Subject, regs []dialer.RegisterID) ([]dialer.RegisterAnswer, error)
}
