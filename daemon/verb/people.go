package verb

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

func persons() []Declared {
	return []Declared{
		ListPeople, ShowMe, PutPerson, EndPerson, ListRequests,
		DecideRequest,
	}
}

// Person is somebody who uses the program.
type Person struct {
	ID     string    `json:"id"`
	Name   string    `json:"name"`
	Login  string    `json:"login" doc:"the account or group on this host"`
	Kind   string    `json:"kind" enum:"person,service"`
	Roles  []string  `json:"roles"`
	Client string    `json:"client,omitempty" doc:"of the role client: whose campaigns are read"`
	Added  time.Time `json:"added" doc:"or last given roles or another login"`
	Ended  time.Time `json:"ended,omitzero"`
}

// PersonEntry is a person to be added, or what changes of one who is there.
type PersonEntry struct {
	ID     string   `json:"id" arg:"ID" is:"person"`
	Name   string   `json:"name,omitempty" flag:"name" doc:"first and last name, or what the service does"`
	Login  string   `json:"login,omitempty" flag:"login" doc:"an account of this host, or group:NAME"`
	Kind   string   `json:"kind,omitempty" flag:"kind" doc:"person or service; person, where it is left out"`
	Roles  []string `json:"roles,omitempty" flag:"roles" doc:"operator, supervisor, quality, privacy, auditor, client"`
	Client string   `json:"client,omitempty" flag:"client" is:"client" doc:"with the role client: whose campaigns"`
	Add    bool     `json:"add,omitempty" doc:"refused where the id is there already; without it, where it is not"`
}

// Asker is who asks, as the server sees it.
type Asker struct {
	Account string  `json:"account" doc:"the account on this host that answers for the request"`
	Person  *Person `json:"person,omitempty" doc:"absent where the account is no person in the book"`
	People  int     `json:"people" doc:"how many are in the book; with none, everyone may do everything"`
}

// Request is an act that waits for a second person.
type Request struct {
	ID      int64     `json:"id"`
	Act     string    `json:"act" enum:"lift,erase"`
	Of      string    `json:"of,omitempty" doc:"the register"`
	Number  string    `json:"number,omitempty" doc:"masked; absent where a person was named"`
	Why     string    `json:"why"`
	By      string    `json:"by"`
	At      time.Time `json:"at"`
	Until   time.Time `json:"until,omitzero" doc:"when the request lapses"`
	Others  []string  `json:"others" doc:"who can confirm it"`
	Alone   time.Time `json:"alone,omitzero" doc:"when who asked can do it alone, as no other person can confirm it"`
	Verdict string    `json:"verdict,omitempty" doc:"confirmed, alone or refused, once it is decided"`
}

// RequestDecision is a second person's word.
type RequestDecision struct {
	ID     int64  `json:"id" arg:"ID" is:"request"`
	Refuse bool   `json:"refuse,omitempty"`
	Why    string `json:"why,omitempty" flag:"why" doc:"kept in the journal; a refusal needs it"`
}

// ListPeople gives all people of the book.
var ListPeople = Verb[Nothing, []Person]{
	Name: "person list", Method: Get, Path: "/people", Summary: "People who use the program", Short: "List people",
	Roles: roles(dialer.Operator, dialer.Supervisor, dialer.Privacy, dialer.Auditor),
}

// ShowMe tells who the server takes the asker for; the server answers it.
var ShowMe = Verb[Nothing, Asker]{
	Name: "person me", Method: Get, Path: "/people/me",
	Summary: "The person who asks", Short: "Who ringevett takes you for",
	Help: `Show who ringevett takes you for.

Exit codes: 0 you may ask; 1 you are not entered; 2 refused.`,
}

// PutPerson adds a person or changes one; what an entry leaves out stays as it is.
var PutPerson = Verb[PersonEntry, Person]{
	Name: "person add", Method: Post, Path: "/people", Summary: "Add a person, or change one", Short: "Enter somebody",
	Roles: roles(dialer.Operator), Writes: facts(dialer.FactPerson), Humans: true,
}

// PersonReason names a person of the book, and why the entry ends.
type PersonReason struct {
	ID  string `path:"id" json:"-" arg:"ID" is:"person"`
	Why string `json:"why,omitempty" flag:"why,needed" doc:"a reason, kept in the journal"`
}

// EndPerson ends a person's entry.
var EndPerson = Verb[PersonReason, Done]{
	Name: "person end", Method: Post, Path: "/people/{id}/end", Summary: "End a person's access",
	Short: "End a person's access", Says: "the access of {ID} has ended",
	Roles: roles(dialer.Operator), Writes: facts(dialer.FactPerson), Humans: true,
	Help: `End a person's access. The journal keeps the reason, and what the person did stays
under their name.
The last operator cannot be ended.

Exit codes: 0 ended; 2 refused.`,
}

// ListRequests gives what waits for a second person.
var ListRequests = Verb[Nothing, []Request]{
	Name: "second list", Method: Get, Path: "/requests", Summary: "Requests that wait for a second person",
	Short: "List what waits for a second person",
	Roles: roles(dialer.Operator, dialer.Supervisor, dialer.Privacy, dialer.Auditor),
}

// DecideRequest confirms or refuses what another person asked for.
var DecideRequest = Verb[RequestDecision, Request]{
	Name: "second confirm", Method: Post, Path: "/requests/decide",
	Summary: "Confirm or refuse what another person asked for", Short: "Do what another person asked for",
	Roles: roles(dialer.Supervisor, dialer.Privacy), Writes: facts(dialer.FactSecond), Humans: true,
}
