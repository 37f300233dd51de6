package verb

import (
	"time"
)

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
	ID     string   `json:"id"`
	Name   string   `json:"name,omitempty" doc:"first and last name, or what the service does"`
	Login  string   `json:"login,omitempty" doc:"an account of this host, or group:NAME"`
	Kind   string   `json:"kind,omitempty" doc:"person or service; person, where it is left out"`
	Roles  []string `json:"roles,omitempty" doc:"operator, supervisor, quality, privacy, auditor, client"`
	Client string   `json:"client,omitempty" doc:"with the role client: whose campaigns"`
	Add    bool     `json:"add,omitempty" doc:"refused where the id is there already; without it, where it is not"`
}

// Caller is who asks, as the server sees it.
type Caller struct {
	Account string  `json:"account" doc:"the account on this host that answers for the request"`
	Person  *Person `json:"person,omitempty" doc:"absent where the account is no person in the book"`
	People  int     `json:"people" doc:"how many are in the book; with none, every caller may do everything"`
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
	ID     int64  `json:"id"`
	Refuse bool   `json:"refuse,omitempty"`
	Why    string `json:"why,omitempty" doc:"kept in the journal; a refusal needs it"`
}
