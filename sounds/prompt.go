package sounds

import (
	"path"
	"slices"
	"strings"
	"time"
)

// Prompt names one message. What norm 4 words exists in each language; the cues of "agent/" exist in bokmål.
type Prompt string

// Hearer is who hears a prompt.
type Hearer string

// Who hears: a consumer we rang, one who rings us back, an agent or another who dials from our phones; or a consumer,
// from the agent's own mouth.
const (
	Consumer Hearer = "consumer"
	Caller   Hearer = "caller"
	Agent    Hearer = "agent"
	ByAgent  Hearer = "agent reads"
)

// Scope says how many sounds a prompt has: one for the house, the zero value; one for each client, campaign or
// visible number; one for each item of training; or one that is made when it is needed, since it names a person.
type Scope string

// The scopes.
const (
	OfHouse    Scope = ""
	OfClient   Scope = "client"
	OfCampaign Scope = "campaign"
	OfNumber   Scope = "number"
	OfSource   Scope = "source" // of a campaign
	OfItem     Scope = "item"   // of training
	OfNotice   Scope = "notice" // of recording or monitoring
	OfMoment   Scope = "moment"
)

// Entry is what is to be known of one prompt.
type Entry struct {
	Prompt  Prompt
	Hears   Hearer
	Clause  string        // of the code for call centres, or of our norm's wordings
	Longest time.Duration // as rendered
	Scope   Scope
	Holes   []string // placeholders; each text has just these
	Live    []string // those of them that are put together from fragments while the call is up
	Must    []Words  // a phrase that each language must have
	Never   []Words  // one that none may have
}

// Words are one phrase in each language.
type Words struct{ NB, NN, EN string }

// In is the phrase in a language.
func (w Words) In(lang string) string {
	return map[string]string{"nb": w.NB, "nn": w.NN, "en": w.EN}[lang]
}

// Prompts lists all that have a sound.
func Prompts() []Prompt {
	var list []Prompt
	for _, e := range Entries() {
		if e.Hears != ByAgent {
			list = append(list, e.Prompt)
		}
	}
	return list
}

// Scripts lists what agents say themselves: texts without a sound.
func Scripts() []Prompt {
	var list []Prompt
	for _, e := range Entries() {
		if e.Hears == ByAgent {
			list = append(list, e.Prompt)
		}
	}
	return list
}

// OfTheGuard lists the reasons of the guard. Any extension hears them, so they exist in each language.
func OfTheGuard() []Prompt { return []Prompt{GuardReserved, GuardHours, GuardNoAnswer, GuardRefused} }

// OfTheDesk lists what a caller of a visible number can hear (4.4.2, 4.4.3, 4.4.4), but for DeskAway and
// DeskAwayHouse, which the PBX plays while we are away: in one language, from places that it finds by the number
// alone.
func OfTheDesk() []Prompt {
	return []Prompt{
		DeskHello, DeskCalled, DeskContact, DeskContactSpelled, DeskMenu, DeskUnknown, DeskThrough, DeskBusy,
		DeskWrongKey,
		DeskClosed, LeaveMessage, ReservedClient, ReservedAll, ReservedNumber, ReservedWithheld, ReservedFailed,
		ReservedLater, NameClient,
	}
}

// OfConsent lists what a consumer hears where calls are recorded (8.2.1); ask or inform, as the house has chosen.
func OfConsent(ask Prompt) []Prompt { return []Prompt{ask, ConsentYes, ConsentNo, ConsentStopped} }

// OfClients lists what agents hear of the client that they talk for, and of the call (4.2 a, g, h, i, 4.4.5).
func OfClients() []Prompt {
	return []Prompt{AgentClient, AgentCallerClient, AgentPurpose, AgentSource, AgentReserveRight}
}

// OfRecording lists what agents hear of it (8.1, 8.2.1).
func OfRecording() []Prompt { return []Prompt{RecordingOn, RecordingOff, Notice} }

// OfListeners lists what an agent hears of a monitoring session (8.3), by a client's person or one of the house.
func OfListeners(client bool) []Prompt {
	if client {
		return []Prompt{MonitorStartClient, MonitorNow, MonitorWas, MonitorEnd}
	}
	return []Prompt{MonitorStart, MonitorNow, MonitorWas, MonitorEnd}
}

// Entry is the prompt's line in the table; its zero value where there is none.
func (p Prompt) Entry() Entry {
	all := Entries()
	if i := slices.IndexFunc(all, func(e Entry) bool { return e.Prompt == p }); i >= 0 {
		return all[i]
	}
	return Entry{}
}

// ToAgent says whether it is one of the short cues to agents, which exist in bokmål only.
func (p Prompt) ToAgent() bool { return strings.HasPrefix(string(p), "agent/") }

// Placeholders that the text of a prompt must have, and no others.
func (p Prompt) Placeholders() []string { return p.Entry().Holes }

// File is the path in the sounds folder, without extension: what Asterisk wants after "sound:".
func (p Prompt) File(lang string) string {
	if p.ToAgent() {
		return string(p)
	}
	return path.Join(lang, string(p))
}

// FileOf is File for one client, campaign or visible number; owner is "" where there is one for the house. What the
// PBX plays while we are away lies in a place of no language: away/4722000001, away/house.
func (p Prompt) FileOf(lang, owner string) string {
	switch {
	case p == DeskAway:
		return path.Join("away", strings.TrimPrefix(owner, "+"))
	case p == DeskAwayHouse:
		return "away/house"
	case owner == "":
		return p.File(lang)
	}
	return p.File(lang) + "." + strings.TrimPrefix(owner, "+")
}

// ExampleFile is the shipped sound of a prompt: spoken with the Example values where the text has placeholders.
func ExampleFile(lang string, p Prompt) string {
	if len(p.Placeholders()) > 0 {
		return p.File(lang) + ".example.wav"
	}
	return p.File(lang) + ".wav"
}
