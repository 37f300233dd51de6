package verb

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

func watch() []Declared {
	return []Declared{
		ShowHealth, ShowStatus, Reload, ShowConfig,
	}
}

// Health is whether the daemon lives, and whether it can dial.
type Health struct {
	Live  bool   `json:"live" doc:"the daemon answers"`
	Ready bool   `json:"ready" doc:"it is connected to the PBX and can write its journal"`
	Why   string `json:"why,omitempty" doc:"why it is not ready"`
}

// Status is the floor at one instant.
type Status struct {
	At        time.Time        `json:"at"`
	Running   bool             `json:"running" doc:"a daemon runs; without one the rest is what the book says"`
	Version   string           `json:"version"`
	DemoClock string           `json:"demo_clock,omitempty" doc:"not empty when the clock is shifted for a demonstration"`
	Connected bool             `json:"connected" doc:"events from the PBX flow"`
	Halted    string           `json:"halted,omitempty" doc:"why nothing at all is dialed"`
	SetAside  string           `json:"set_aside,omitempty" doc:"entries that the journal refused: look at them"`
	Breaches  []Breach         `json:"breaches,omitempty" doc:"invariants that do not hold: faults of the program"`
	Breached  int              `json:"breached,omitempty" doc:"how many breaches began since the start"`
	Noticed   []string         `json:"noticed,omitempty" doc:"what the PBX does with our legs, to be put right"`
	Failing   []PartFault      `json:"failing" doc:"background work that fails now and is tried again"`
	Config    ConfigStatus     `json:"config"`
	Hours     Hours            `json:"hours"`
	Campaigns []CampaignStatus `json:"campaigns" doc:"those that are not archived"`
	Archived  int              `json:"archived,omitempty" doc:"how many campaigns are archived"`
	Agents    []AgentStatus    `json:"agents"`
	Calls     []CallStatus     `json:"calls"`
	Callers   []CallerStatus   `json:"callers" doc:"who rang back and asked for somebody, in the order of arrival"`
	People    int              `json:"people" doc:"in the book; with none, the socket's users may do all"`
	Waiting   []Request        `json:"waiting" doc:"acts that wait for a second person, wishes for erasure among them"`
	Inquiries InquiryCount     `json:"inquiries" doc:"waiting for an answer (4.4.3)"`
	Guard     GuardStatus      `json:"guard"`
	LogIns    []PINTrial       `json:"log_ins" doc:"phones at which a wrong PIN was keyed last, locked ones among them"`
	Trunk     TrunkStatus      `json:"trunk"`
	Shown     []ShownStop      `json:"shown" doc:"numbers not dialed with: the PBX sends another (4.4.2)"`
}

// ShownStop is a number that campaigns show and that the PBX did not send.
type ShownStop struct {
	Visible string    `json:"visible"`
	Sent    string    `json:"sent,omitempty" doc:"what was sent in its place"`
	Code    string    `json:"code" doc:"other: another was sent; unseen: what was sent could not be read"`
	Why     string    `json:"why" doc:"with what to do"`
	Since   time.Time `json:"since"`
}

// TrunkStatus is how the trunk stands that every campaign dials on.
type TrunkStatus struct {
	Refuses string    `json:"refuses,omitempty" doc:"why nothing is placed on it but one call at growing intervals"`
	Probe   time.Time `json:"probe,omitzero" doc:"when one call tries it next"`
	Stops   int       `json:"stops" doc:"how often it was stopped since the daemon's start"`
}

// GuardStatus is what the guard for calls dialed by hand met since the daemon's start.
type GuardStatus struct {
	UnreadableBlocked int64  `json:"unreadable_blocked" doc:"texts that read as no number"`
	UnreadableAllowed int64  `json:"unreadable_allowed" doc:"the same, where guard.unreadable.allow names the context"`
	Why               string `json:"why,omitempty" doc:"why the dialplan is not answered"`
}

// Breach is an invariant of the floor that does not hold.
type Breach struct {
	Rule  string    `json:"rule"`
	About string    `json:"about" doc:"which leg, attempt or caller"`
	Since time.Time `json:"since"`
}

// PartFault is a part of the daemon that does not work, and since when.
type PartFault struct {
	Part  string    `json:"part"`
	Why   string    `json:"why"`
	Since time.Time `json:"since"`
	Halts bool      `json:"halts" doc:"nothing is dialed meanwhile"`
}

// ConfigStatus is which configuration is in force, and how the file on disk stands to it.
type ConfigStatus struct {
	InForce string         `json:"in_force" doc:"fingerprint of the configuration that the daemon works by"`
	Since   time.Time      `json:"since,omitzero" doc:"when it was read"`
	OnDisk  string         `json:"on_disk,omitempty" doc:"fingerprint of what a reload would read; empty: it has faults"`
	Faults  string         `json:"faults,omitempty" doc:"why the file cannot be read, one fault a line"`
	Differs []ConfigChange `json:"differs" doc:"keys in which the file differs from what is in force"`
}

// ConfigChange is one key of the configuration.
type ConfigChange struct {
	Key     string `json:"key"`
	Old     string `json:"old"`
	New     string `json:"new"`
	Restart bool   `json:"restart" doc:"a reload does not take it: the daemon must be restarted"`
}

// Reloaded is what a reload did.
type Reloaded struct {
	InForce string         `json:"in_force" doc:"fingerprint of the configuration in force now"`
	Changes []ConfigChange `json:"changes" doc:"what the file differed in; those with restart are not in force"`
}

// Hours is whether persons may be rung now (4.2 j).
type Hours struct {
	Open  bool      `json:"open"`
	Why   string    `json:"why,omitempty"`
	Until time.Time `json:"until,omitzero"`
	Next  time.Time `json:"next,omitzero"`
}

// CampaignStatus is one campaign on the floor.
type CampaignStatus struct {
	ID       string      `json:"id"`
	Running  bool        `json:"running"`
	Finished bool        `json:"finished,omitempty" doc:"no lead is left to dial and no call is under way"`
	Why      string      `json:"why,omitempty" doc:"why it does not dial now; absent when it does"`
	Calls    int         `json:"calls"`
	Leads    []LeadCount `json:"leads"`
	Pace     Pace        `json:"pace" doc:"without a daemon its mode alone is known"`
}

// Pace is how a campaign dials, and what its ledgers stand at (4.6.2).
type Pace struct {
	Mode             string `json:"mode" enum:"power,predictive"`
	Bound            string `json:"bound,omitempty" doc:"predictive: guard, forecast, trunk or agents"`
	Power            string `json:"power,omitempty" doc:"why a predictive campaign dials in power mode now"`
	Alarm            string `json:"alarm,omitempty" doc:"the limit broken; predictive is off until restarted"`
	AbandonedToday   int    `json:"abandoned_today"`
	EstablishedToday int    `json:"established_today"`
	Abandoned        int    `json:"abandoned"`
	Established      int    `json:"established"`
	Room             int    `json:"room" doc:"how many more may be abandoned, today and to date, whichever is fewer"`
}

// AgentStatus is one agent who is logged in.
type AgentStatus struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Endpoint string    `json:"endpoint"`
	State    string    `json:"state"`
	Since    time.Time `json:"since"`
	Attempt  int64     `json:"attempt,omitempty"`
	Leaving  bool      `json:"leaving,omitempty" doc:"logs out after this call"`
	Pause    string    `json:"pause,omitempty" doc:"the reason of the pause, or of one that begins after this call"`
	Client   string    `json:"client,omitempty" doc:"whose calls go to this agent now; absent: none yet"`
	Campaign string    `json:"campaign,omitempty" doc:"the one that the agent chose (*56); absent: any"`
	Untold   string    `json:"untold,omitempty" doc:"why a client is refused: it could not be told by voice"`
	Phone    string    `json:"phone,omitempty" doc:"why no call goes to the phone; absent: nothing is wrong"`
	Display  string    `json:"display,omitempty" doc:"why the handset shows no call; absent: it does, or is off"`
}

// CallStatus is one attempt under way.
type CallStatus struct {
	Attempt  int64     `json:"attempt"`
	Campaign string    `json:"campaign"`
	Lead     int64     `json:"lead"`
	Number   string    `json:"number" doc:"masked"`
	Agent    string    `json:"agent,omitempty"`
	State    string    `json:"state"`
	Where    string    `json:"where,omitempty" doc:"where the consumer is, if the call was moved by others"`
	Since    time.Time `json:"since"`
}

// CallerStatus is one who rang a visible number, asked for somebody, and waits or talks.
type CallerStatus struct {
	Number  string    `json:"number,omitempty" doc:"masked; empty where it is withheld"`
	Clients []string  `json:"clients" doc:"who rang the caller, newest first"`
	Agent   string    `json:"agent,omitempty"`
	State   string    `json:"state" doc:"waiting, joining, talking, leaving"`
	Since   time.Time `json:"since" doc:"of asking for somebody"`
	Until   time.Time `json:"until,omitzero" doc:"the end of the wait: then a message is asked for"`
}

// ShowHealth is answered with the status 200 where the daemon can dial, and 503 with the reason where it cannot.
var ShowHealth = Verb[Nothing, Health]{
	Name: "health", Method: Get, Path: "/health",
	Summary: "Can the daemon dial: 200 when it can, 503 when it cannot",
}

// ShowStatus gives the floor now. A client sees its own campaigns, and whether anything is dialed.
var ShowStatus = Verb[Nothing, Status]{
	Name: "status", Method: Get, Path: "/status", Summary: "The floor now",
	Roles: readersAndClients(), Own: OwnFiltered, Mine: mine(func(s Status, o Owner) Status {
		return Status{
			At: s.At, Running: s.Running, Version: s.Version, DemoClock: s.DemoClock, Connected: s.Connected,
			Halted: s.Halted, Hours: s.Hours,
			Campaigns: ownOf(s.Campaigns, o, func(c CampaignStatus) string { return c.ID }),
		}
	}),
	Help: `Show the floor now: whether anything is dialed and if not why, campaigns, agents
on the line, calls with masked numbers (also those dialed by hand), and callers who
wait for an agent or talk to one. --watch shows it again each second.

Exit codes: 0 dialing is allowed; 1 nothing is dialed, or no daemon runs.`,
}

// Reload reads the configuration again: whole or not at all.
var Reload = Verb[Nothing, Reloaded]{
	Name: "reload", Method: Post, Path: "/reload", Summary: "Read the configuration again",
	Short: "Have the daemon read its configuration again",
	Roles: roles(dialer.Operator), Writes: changed(),
	Help: `Make the daemon read its configuration again, whole or not at all. A file with a
fault changes nothing, and every fault is reported. The journal keeps each changed
key with its old and new value, and who asked for it.

It applies the call centre's name, the responsible person, calling hours, the
limits of calls, attempts and abandoned calls, predictive, ring, wrap-up and
retention times, the desk's hours, the level of the log. Campaigns
keep the settings they were added with. Calls under way go on as they began.

All other changed keys are named and need a restart: Asterisk's address and dial string,
the agents' codes, data, api, metrics, page, agi, registers, redis, sounds.dir, recording.

Exit codes: 0 the whole file is in force; 1 some keys need a restart;
2 refused, nothing changed.`,
}

// ShowConfig reads the files of the configuration as the daemon would.
var ShowConfig = Verb[Nothing, Done]{
	Name: "config show", Short: "Show every key of the configuration, and what set it",
	Help: `Show every key of the configuration with its value, and the file or the environment
variable that set it last. It reads the files as the daemon would at its next start; a
running daemon may not have taken them yet: "ringevett status" says so. Keys that
nothing has set stand with "default".

Exit codes: 0 the files have no fault; 2 they have, and each is named.

Example:
  ringevett config show --set`,
}
