// Package people says which person is at the other end of the socket, what an entry of a person must contain, and which
// acts need a second person. It knows accounts by their numbers only; its callers look up their names.
package people

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Peer is a process that asks, as the kernel tells of it.
type Peer struct {
	UID    uint32
	Login  uint32 // login uid, which sudo and su keep
	Logged bool   // there is one: daemons and containers have none
	Known  bool   // false: the kernel could not be asked
}

// Account is the account that answers for what the peer does. Root and the daemon's own account are shared by those who
// may become them, so that the login uid decides for these, where there is one.
func (p Peer) Account(daemon uint32) uint32 {
	if p.Logged && (p.UID == 0 || p.UID == daemon) {
		return p.Login
	}
	return p.UID
}

// Find gives the person whose login an account is, or else the first whose login is one of its groups. People who have
// left are not found.
func Find(all []dialer.User, account uint32, groups []uint32) (dialer.User, bool) {
	for _, group := range []bool{false, true} {
		for _, p := range all {
			mine := p.Login.ID == account
			if group {
				mine = slices.Contains(groups, p.Login.ID)
			}
			if p.Ended.IsZero() && p.Login.Group == group && mine {
				return p, true
			}
		}
	}
	return dialer.User{}, false
}

// Named gives the person that the journal names, be it one who has left.
func Named(all []dialer.User, by string) (dialer.User, bool) {
	i := slices.IndexFunc(all, func(p dialer.User) bool { return p.By() == by })
	if i < 0 {
		return dialer.User{}, false
	}
	return all[i], true
}

// Active leaves out people who have left.
func Active(all []dialer.User) []dialer.User {
	return slices.DeleteFunc(slices.Clone(all), func(p dialer.User) bool { return !p.Ended.IsZero() })
}

var shortName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,39}$`)

// Check tells all faults of an entry, beside the others in the book.
func Check(p dialer.User, all []dialer.User) error {
	var errs []error
	fault := func(wrong bool, field, value, why string) {
		if wrong {
			errs = append(errs, dialer.Invalid{Field: "person." + field, Value: value, Why: why})
		}
	}
	fault(!shortName.MatchString(string(p.ID)), "id", string(p.ID), "1 to 40 lower-case letters, digits and hyphens")
	fault(strings.TrimSpace(p.Name) == "", "name", p.Name, "first and last name, or what the service does")
	fault(p.Kind != dialer.KindPerson && p.Kind != dialer.KindService, "kind", string(p.Kind), "person or service")
	fault(len(p.Roles) == 0, "roles", "", "one or more of "+words(dialer.Roles()))
	for _, r := range p.Roles {
		fault(!slices.Contains(dialer.Roles(), r), "roles", string(r), "one of "+words(dialer.Roles()))
	}
	fault(p.Kind == dialer.KindService && len(p.Roles) > 1, "roles", words(p.Roles), "a service has one role")
	client := slices.Contains(p.Roles, dialer.ClientRole)
	fault(client && len(p.Roles) > 1, "roles", words(p.Roles), "who reads for a client has that role alone")
	fault(client != (p.Client != ""), "client", string(p.Client), "the client's id, with the role client and no other")
	for _, o := range Active(all) {
		fault(o.ID != p.ID && o.Login.Same(p.Login), "login", p.Login.String(), "it is "+string(o.ID)+"'s already")
	}
	return errors.Join(errs...)
}

// Keep refuses a change after which no person could enter people: is has the book as it would be.
func Keep(is []dialer.User) error {
	for _, p := range is {
		if p.Kind == dialer.KindPerson && p.Has(dialer.Operator) {
			return nil
		}
	}
	return fmt.Errorf("%w: no operator would be left, and only an operator enters people", dialer.ErrRefused)
}

// MayGive refuses a person's change of their own roles or login while another operator could make it.
func MayGive(by string, was, is dialer.User, all []dialer.User) error {
	if by != was.By() || was.Login.Same(is.Login) && len(Gained(was, is)) == 0 {
		return nil
	}
	for _, p := range all {
		if p.ID != was.ID && p.Kind == dialer.KindPerson && p.Has(dialer.Operator) {
			return fmt.Errorf("%w: %s cannot give themselves roles or another login; %s can", dialer.ErrRefused, was.ID,
				p.ID)
		}
	}
	return nil
}

// Gained are the roles that one entry has and the one before had not.
func Gained(was, is dialer.User) []dialer.Role {
	return slices.DeleteFunc(slices.Clone(is.Roles), func(r dialer.Role) bool { return slices.Contains(was.Roles, r) })
}

func words(roles []dialer.Role) string {
	var all []string
	for _, r := range roles {
		all = append(all, string(r))
	}
	return strings.Join(all, ", ")
}

// Act is something that one person asks for and another confirms.
type Act string

// The acts that need two.
const (
	Lift  Act = "lift"  // take a number or a person out of a register
	Erase Act = "erase" // erase a number with a dialogue that must be kept, or a complaint
)

const (
	// AloneAfter is how long an act waits where fewer than two people could confirm it.
	AloneAfter = 24 * time.Hour
	// Lapses is when a request that was not confirmed is void. A wish for erasure does not lapse: the law gives it a
	// time.
	Lapses = 72 * time.Hour
)

// Asked is a request for an act.
type Asked struct {
	Act Act
	By  string // as the journal keeps it
	At  time.Time
}

// Until is when the request lapses; zero: never.
func (a Asked) Until() time.Time {
	if a.Act == Erase {
		return time.Time{}
	}
	return a.At.Add(Lapses)
}

// Lapsed reports whether the request is void.
func (a Asked) Lapsed(now time.Time) bool { return !a.Until().IsZero() && now.After(a.Until()) }

// May reports whether a person may ask for and confirm acts.
func May(p dialer.User) bool {
	return p.Kind == dialer.KindPerson && p.Has(dialer.Supervisor, dialer.Privacy)
}

// Others are those who may confirm a request. Who was entered after it, or got other roles, may not: or an operator
// could confirm their own request through an entry made for it.
func Others(a Asked, all []dialer.User) (out []dialer.UserID) {
	for _, p := range all {
		if May(p) && p.By() != a.By && !p.Added.After(a.At) {
			out = append(out, p.ID)
		}
	}
	return out
}

// Alone is when the person who asked may go on without a second; zero: not while another person could confirm.
func Alone(a Asked, all []dialer.User) time.Time {
	if len(Others(a, all)) > 0 {
		return time.Time{}
	}
	return a.At.Add(AloneAfter)
}

// Confirm decides whether a person may confirm a request now. alone says that no other person could, and that the wait
// is over. The error says what is missing.
func Confirm(now time.Time, a Asked, p dialer.User, all []dialer.User) (alone bool, err error) {
	no := func(format string, args ...any) (bool, error) {
		return false, fmt.Errorf("%w: "+format, append([]any{dialer.ErrRefused}, args...)...)
	}
	others := Others(a, all)
	switch {
	case a.Lapsed(now):
		return no("the request lapsed at %s: ask again", a.Until().Format(time.RFC3339))
	case !May(p):
		return no("a person with the role supervisor or privacy confirms it")
	case slices.Contains(others, p.ID):
		return false, nil
	case p.By() != a.By:
		return no("%s was entered, or got other roles, after it was asked for", p.ID)
	case len(others) > 0:
		return no("who asked cannot confirm it; one of these can: %s", ids(others))
	case now.Before(a.At.Add(AloneAfter)):
		return no("no other person could confirm it: it can be done alone from %s",
			a.At.Add(AloneAfter).Format(time.RFC3339))
	}
	return true, nil
}

func ids(all []dialer.UserID) string {
	var out []string
	for _, id := range all {
		out = append(out, string(id))
	}
	return strings.Join(out, ", ")
}
