package dialer

import (
	"fmt"
	"slices"
	"time"
)

// UserID is the short name of somebody who uses the program: lower-case letters, digits and hyphens. An agent who
// only takes calls is none.
type UserID string

// Role is what a person may do. The words are stored: they never change meaning.
type Role string

// The roles. What each may do is declared with each verb.
const (
	Operator   Role = "operator"   // configuration, book, registers, people
	Supervisor Role = "supervisor" // the floor, leads, inquiries
	Quality    Role = "quality"    // recordings
	Privacy    Role = "privacy"    // what is held on a number, and its erasure
	Auditor    Role = "auditor"    // reads only
	ClientRole Role = "client"     // reads the campaigns of one client
)

// Roles are all, in the order in which they are shown.
func Roles() []Role { return []Role{Operator, Supervisor, Quality, Privacy, Auditor, ClientRole} }

// UserKind tells people from programs.
type UserKind string

// The kinds of a person.
const (
	KindPerson  UserKind = "person"
	KindService UserKind = "service" // a program, such as a nightly job: one role, and never the second person
)

// Login is an account or a group of this host.
type Login struct {
	Group bool
	ID    uint32
	Name  string // as the host named it when it was entered; only ID is compared
}

// String gives "kari (uid 1001)".
func (l Login) String() string {
	if l.Group {
		return fmt.Sprintf("group %s (gid %d)", l.Name, l.ID)
	}
	return fmt.Sprintf("%s (uid %d)", l.Name, l.ID)
}

// Same reports whether both name one account or group.
func (l Login) Same(o Login) bool { return l.Group == o.Group && l.ID == o.ID }

// User is somebody, or a program, that uses ringevett, and what they may do.
type User struct {
	ID     UserID
	Name   string // first and last name
	Login  Login
	Kind   UserKind
	Roles  []Role
	Client ClientID  // of the role client: whose campaigns are read
	Added  time.Time // or last given other roles or another login
	Ended  time.Time // zero: in use
}

// Has reports whether the person has one of the roles. A person who has left has none.
func (p User) Has(any ...Role) bool {
	return p.Ended.IsZero() && slices.ContainsFunc(any, func(r Role) bool { return slices.Contains(p.Roles, r) })
}

// By is the name under which the journal keeps what the person did.
func (p User) By() string { return personBy + string(p.ID) }

const personBy = "person:"

// Facts about people and what they looked at.
const (
	FactPerson   FactKind = "person"   // a person was added, changed or ended: Code is the id, Detail what differs
	FactSignIn   FactKind = "sign_in"  // By and the page: Code is the verb that gave a link, or one of the words below
	FactLooked   FactKind = "looked"   // By read personal data: Code is the verb
	FactExported FactKind = "exported" // By took data out: Code is the verb, Detail of what
	// an act that needs two: Code is asked, confirmed, alone or refused; Detail which
	FactSecond FactKind = "second"
	// somebody was taught an item (5), or another version of it became current: Code is the item, Detail the rest
	FactTraining FactKind = "training"
	// an agent was kept from something for want of training (5): Code is what, Detail the items
	FactUntrained FactKind = "untrained"
)

// Codes of FactSignIn.
const (
	SignedIn      = "in"
	SignedOut     = "out"
	SignInRefused = "refused" // a link that was used, too old or made up: Detail says from where and how often
)
