package verb

import (
	"reflect"
	"slices"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// The methods of verbs: Get changes nothing.
const (
	Get  = "GET"
	Post = "POST"
)

// Verb is the declaration of one verb. In is a struct whose tags say where each field stands: see Field. Out is what
// is answered.
type Verb[In, Out any] Spec

// Spec is a verb's declaration without its types.
type Spec struct {
	Name    string // as on the command line, "list remove"; several routes may share one
	Method  string
	Path    string // of the route; empty: no daemon carries it out, it works on files
	Summary string // of the route, and of the command where Short is empty

	Short string // of the command
	Help  string // of the command, its exit codes included
	Says  string // what the command prints once it is done; {Field} is a field of Out, or of In

	Roles  []dialer.Role // any of these may ask; none: everyone, known or not
	Own    Ownership     // what the role client gets; the zero value: nothing
	Humans bool          // services may not ask

	// Facts with the asker in By: Writes are those that the work writes where it changes something; Notes is what the
	// server writes before the work, as for a read of personal data.
	Writes []dialer.FactKind
	Notes  dialer.FactKind

	// Mine leaves in an answer what a client may see of it. It is needed where Own is OwnFiltered: see Mine.
	Mine func(out any, o Owner) any

	in, out reflect.Type
}

// Ownership is how a route is kept to the campaigns of one client.
type Ownership uint8

// The ways.
const (
	OwnFiltered Ownership = iota + 1 // Spec.Mine filters the answer
	OwnByPath                        // the campaign is {id} in the path
	OwnByQuery                       // the campaign is in the query, and must be named
)

// Owner is a client, and which campaigns are the client's.
type Owner struct {
	Client    string
	Campaigns map[string]bool // by id
}

// Nothing is the input of a verb that needs none.
type Nothing struct{}

// Done is the answer of a verb that has nothing to tell.
type Done struct {
	Done bool `json:"done"`
}

// Declared is a verb of any types.
type Declared interface{ Spec() Spec }

// Spec is the declaration with its types as values.
func (v Verb[In, Out]) Spec() Spec {
	s := Spec(v)
	s.in, s.out = reflect.TypeFor[In](), reflect.TypeFor[Out]()
	return s
}

// In is the type of the input, a struct.
func (s Spec) In() reflect.Type { return s.in }

// Out is the type of the answer.
func (s Spec) Out() reflect.Type { return s.out }

// Route is how a served verb is told from every other: "POST /campaigns/{id}/start".
func (s Spec) Route() string { return s.Method + " " + s.Path }

// Reads reports whether the verb leaves the journal as it was.
func (s Spec) Reads() bool { return len(s.Writes) == 0 && s.Notes == "" }

// May reports whether a person of the book may ask.
func (s Spec) May(p dialer.User) bool {
	if len(s.Roles) == 0 {
		return true
	}
	return p.Has(s.Roles...) && !(s.Humans && p.Kind == dialer.KindService)
}

// All are the declarations of all verbs.
func All() []Spec {
	var all []Spec
	for _, shelf := range [][]Declared{
		watch(), figures(), asking(), memory(), book(), persons(), trainings(), notices(), monitors(), campaigns(),
		leads(), lists(),
		callBacks(), registers(),
		journal(),
		recordings(), subjects(), inquiries(), sales(), webhooks(), pages(), tries(),
	} {
		for _, v := range shelf {
			all = append(all, v.Spec())
		}
	}
	return all
}

// Said is Says with the fields of an answer and its question.
func (s Spec) Said(in, out any) string {
	text := s.Says
	for _, of := range []reflect.Value{reflect.ValueOf(out), reflect.ValueOf(in)} {
		if of.Kind() != reflect.Struct {
			continue
		}
		for f, v := range of.Fields() {
			text = strings.ReplaceAll(text, "{"+f.Name+"}", printed(v))
		}
	}
	return text
}

func roles(all ...dialer.Role) []dialer.Role { return all }

func facts(all ...dialer.FactKind) []dialer.FactKind { return all }

// The groups of roles that several verbs are for.
func readers() []dialer.Role {
	return roles(dialer.Operator, dialer.Supervisor, dialer.Quality, dialer.Privacy, dialer.Auditor)
}

// readersAndClients need an Ownership: a client sees its own campaigns alone.
func readersAndClients() []dialer.Role { return append(readers(), dialer.ClientRole) }

func leaders() []dialer.Role { return roles(dialer.Operator, dialer.Supervisor) }

func changed() []dialer.FactKind { return facts(dialer.FactChanged) }

// mine makes Spec.Mine of a filter of one type.
func mine[Out any](of func(out Out, o Owner) Out) func(any, Owner) any {
	return func(out any, o Owner) any { return of(out.(Out), o) }
}

// ownOf keeps those of the owner's campaigns.
func ownOf[T any](all []T, o Owner, campaign func(T) string) []T {
	return slices.DeleteFunc(slices.Clone(all), func(v T) bool { return !o.Campaigns[campaign(v)] })
}
