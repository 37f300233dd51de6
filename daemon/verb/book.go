package verb

import (
	"fmt"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

func book() []Declared {
	return []Declared{
		ListClients, AddClients, RemoveClient, ListAgents, AddAgents,
		RemoveAgent, UnlockPhone, LogOutAgent,
	}
}

// Client is a business that calls are made for.
type Client struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Spoken   string   `json:"spoken"`
	Internal bool     `json:"internal,omitempty"`
	OrgNo    string   `json:"orgno"`
	Phone    string   `json:"phone"`
	Visible  []string `json:"visible"`

	Archived time.Time `json:"archived,omitzero" doc:"when it was removed; archived campaigns need the name"`
}

// Agent is a person who takes calls. A PIN never leaves the book.
type Agent struct {
	ID       string    `json:"id"`
	FullName string    `json:"full_name"`
	Endpoint string    `json:"endpoint"`
	Choices  []string  `json:"choices,omitempty" doc:"campaigns that name the agent, as *56 and a digit choose them"`
	LogIn    *PINTrial `json:"log_in,omitempty" doc:"wrong PINs at the agent's phone; absent where there are none"`
}

// PINTrial is how a phone stands at the agents' log-in.
type PINTrial struct {
	Endpoint string    `json:"endpoint" doc:"the phone, as Asterisk names it"`
	Agent    string    `json:"agent,omitempty" doc:"whose phone it is; absent where it is no agent's"`
	Wrong    int       `json:"wrong" doc:"wrong PINs in a row"`
	Last     time.Time `json:"last" doc:"when the last one was keyed"`
	Locked   time.Time `json:"locked,omitzero" doc:"since when no PIN is taken from it; a supervisor lifts the lock"`
}

// Sentence says how the phone stands, for people.
func (t PINTrial) Sentence() string {
	phone, lift := t.Endpoint, t.Endpoint
	if t.Agent != "" {
		phone, lift = fmt.Sprintf("%s (%s)", t.Endpoint, t.Agent), t.Agent
	}
	if t.Locked.IsZero() {
		return fmt.Sprintf("phone %s: %d wrong PINs in a row, the last %s", phone, t.Wrong,
			t.Last.Format(time.DateTime))
	}
	return fmt.Sprintf("phone %s is locked since %s, after %d wrong PINs: ringevett agent unlock %s --why REASON",
		phone, t.Locked.Format(time.DateTime), t.Wrong, lift)
}

// File is what an admin writes of clients, agents or a campaign, in YAML.
type File struct {
	Text []byte `body:"application/yaml" arg:"FILE"`
}

// ListClients gives all clients; a client sees its own entry.
var ListClients = Verb[Nothing, []Client]{
	Name: "client list", Method: Get, Path: "/clients", Summary: "All clients", Short: "List clients",
	Roles: readersAndClients(), Own: OwnFiltered, Mine: mine(func(all []Client, o Owner) []Client {
		return slices.DeleteFunc(slices.Clone(all), func(c Client) bool { return c.ID != o.Client })
	}),
}

// AddClients adds clients, or changes them.
var AddClients = Verb[File, []Client]{
	Name: "client add", Method: Post, Path: "/clients", Summary: "Add or change clients",
	Short: "Add or change clients from a YAML file",
	Roles: roles(dialer.Operator), Writes: changed(),
	Help: `Add or change clients from a YAML file; - is standard input. All faults of the file are reported
at once, and then nothing is changed. The journal keeps each change and who made it.

Exit codes: 0 added; 2 refused.

Example:
  ringevett client add client.yaml`,
}

// ClientReason names a client, and why it changes.
type ClientReason struct {
	ID  string `path:"id" json:"-" arg:"ID" is:"client"`
	Why string `json:"why,omitempty" flag:"why,needed" doc:"a reason, kept in the journal"`
}

// RemoveClient is refused while the book needs the client; facts and registers stay.
var RemoveClient = Verb[ClientReason, Done]{
	Name: "client remove", Method: Post, Path: "/clients/{id}/remove", Summary: "Remove a client",
	Says:  "{ID} is removed",
	Roles: roles(dialer.Operator), Writes: changed(),
	Help: `Remove a client. The journal keeps the reason. The client's register and all facts
stay: a person who reserved with the client is still reserved if it is added again.
If it has archived campaigns, its name and numbers stay for their figures and for
people who call back, and it is listed as removed.

It is refused while the client has a campaign that is not archived, or an inquiry
about it waits for an answer.

Exit codes: 0 removed; 2 refused.`,
}

// ListAgents gives all agents.
var ListAgents = Verb[Nothing, []Agent]{
	Name: "agent list", Method: Get, Path: "/agents", Summary: "All agents", Short: "List agents", Roles: readers(),
}

// AddAgents adds agents, or changes them.
var AddAgents = Verb[File, []Agent]{
	Name: "agent add", Method: Post, Path: "/agents", Summary: "Add or change agents",
	Short: "Add or change agents from a YAML file",
	Roles: roles(dialer.Operator), Writes: changed(),
	Help: `Add or change agents from a YAML file; - is standard input. All faults of the file are reported
at once, and then nothing is changed. The journal keeps each change and who made it.

Exit codes: 0 added; 2 refused.

Example:
  ringevett agent add agents.yaml; the file holds PINs: delete it afterwards`,
}

// AgentReason names an agent, and why the agent's entry changes.
type AgentReason struct {
	ID  string `path:"id" json:"-" arg:"ID" is:"agent"`
	Why string `json:"why,omitempty" flag:"why,needed" doc:"a reason, kept in the journal"`
}

// RemoveAgent is refused while the book or the floor needs the agent; facts stay.
var RemoveAgent = Verb[AgentReason, Done]{
	Name: "agent remove", Method: Post, Path: "/agents/{id}/remove", Summary: "Remove an agent",
	Says:  "{ID} is removed",
	Roles: roles(dialer.Operator), Writes: changed(),
	Help: `Remove an agent. The journal keeps the reason. All facts stay.

It is refused while the agent is logged in, or a campaign names the agent.

Exit codes: 0 removed; 2 refused.`,
}

// PhoneReason names a phone, and why its lock is lifted.
type PhoneReason struct {
	Phone string `json:"phone" arg:"AGENT|PHONE" is:"agent" doc:"an agent's id, or the phone as Asterisk names it"`
	Why   string `json:"why" flag:"why,needed" doc:"a reason, kept in the journal"`
}

// PhoneUnlocked is the phone, as Asterisk names it.
type PhoneUnlocked struct {
	Endpoint string `json:"endpoint"`
}

// UnlockPhone lifts the lock or the wait that wrong PINs at log-in brought a phone.
var UnlockPhone = Verb[PhoneReason, PhoneUnlocked]{
	Name: "agent unlock", Method: Post, Path: "/phones/unlock", Summary: "Unlock a phone after wrong PINs",
	Short: "Let a phone log in again after wrong PINs", Says: "{Endpoint} can log in again",
	Roles: leaders(), Writes: facts(dialer.FactPhoneUnlocked),
	Help: `Unlock a phone that wrong PINs have locked, or end its wait. Name the phone by its
agent, or as Asterisk names it; a phone without an agent can be locked too. The
journal keeps the reason and the person.

First find out who keyed the PINs: ringevett journal show lists each as wrong_pin,
with the phone. A forgotten PIN is replaced with: ringevett agent add.

Exit codes: 0 it can log in; 2 refused, or the phone was not locked.

Examples:
  ringevett agent unlock kari --why "new keyboard, she was at the phone herself"
  ringevett agent unlock PJSIP/meeting-room --why "a guest's child"`,
}

// AgentSentOut names an agent who is on the line, and why the leg is ended.
type AgentSentOut struct {
	ID     string `path:"id" json:"-" arg:"ID" is:"agent"`
	Why    string `json:"why,omitempty" flag:"why,needed" doc:"a reason, kept in the journal"`
	AtOnce bool   `json:"at_once,omitempty" flag:"at-once" doc:"do not wait for the end of the talk"`
}

// LogOutAgent ends the leg of an agent who is on the line.
var LogOutAgent = Verb[AgentSentOut, Done]{
	Name: "agent logout", Method: Post, Path: "/agents/{id}/logout", Summary: "Log an agent out",
	Short: "Log an agent out", Says: "{ID} is logged out, or will be after the call",
	Roles: roles(dialer.Supervisor), Writes: facts(dialer.FactSentOut),
	Help: `Log an agent out who is on the line, for a reason that the journal keeps. A call
goes on to its end, with its wrap-up; no other comes. With --at-once the line is
cut: a consumer who talks with the agent goes to another, or hears the message of
an abandoned call.

Exit codes: 0 done; 2 refused, or the agent is not on the line.

Example:
  ringevett agent logout kari --why "fire drill"`,
}
