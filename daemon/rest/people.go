package rest

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// People keeps who may use the program, and what waits for a second person.
type People interface {
	People(ctx context.Context) ([]Person, error)
	// Me tells who the server takes the caller for; only a server knows.
	Me(ctx context.Context) (Caller, error)
	// PutPerson adds a person or changes one; what an entry leaves out stays as it is.
	PutPerson(ctx context.Context, e PersonEntry, by string) (Person, error)
	EndPerson(ctx context.Context, id, why, by string) error
	// NoteCopy says that the journal is copied out; the server notes who does it.
	NoteCopy(ctx context.Context) error
	// Requests are those that wait for a second person.
	Requests(ctx context.Context) ([]Request, error)
	DecideRequest(ctx context.Context, d RequestDecision, by string) (Request, error)
}

// Keeper is what the server asks before it lets a request in, and what it tells of reads.
type Keeper interface {
	// Staff are all people in the book. Without any, every caller may do everything, as before there were people.
	Staff(ctx context.Context) ([]dialer.User, error)
	// Note writes a fact: after nil it is on the disk.
	Note(ctx context.Context, f dialer.Fact) error
}

// House is what a server serves.
type House interface {
	Floor
	Keeper
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

// Paths of people and of what waits for a second one.
const (
	pathPeople    = "/people"
	pathMe        = "/people/me"
	pathEndPerson = "/people/{id}/end"
	pathRequests  = "/requests"
	pathDecide    = "/requests/decide"
	pathCopied    = "/journal/copied"
)

func routePeople(api huma.API, f People) {
	route(api, http.MethodGet, pathPeople, "Everybody who uses the program",
		func(ctx context.Context, _ *nothing) ([]Person, error) { return f.People(ctx) })
	route(api, http.MethodGet, pathMe, "Who asks",
		func(ctx context.Context, _ *nothing) (Caller, error) { return callerOf(ctx).out(), nil })
	route(api, http.MethodPost, pathPeople, "Add a person, or change one",
		func(ctx context.Context, r *in[PersonEntry]) (Person, error) {
			return f.PutPerson(ctx, r.Body, by(ctx))
		})
	type of struct {
		ID   string `path:"id"`
		Body reason
	}
	route(api, http.MethodPost, pathEndPerson, "Somebody uses the program no more",
		func(ctx context.Context, r *of) (done, error) {
			return done{true}, f.EndPerson(ctx, r.ID, r.Body.Why, by(ctx))
		})
	route(api, http.MethodPost, pathCopied, "The journal and the book are copied out",
		func(ctx context.Context, _ *nothing) (done, error) { return done{true}, f.NoteCopy(ctx) })
	route(api, http.MethodGet, pathRequests, "What waits for a second person",
		func(ctx context.Context, _ *nothing) ([]Request, error) { return f.Requests(ctx) })
	route(api, http.MethodPost, pathDecide, "Confirm or refuse what another person asked for",
		func(ctx context.Context, r *in[RequestDecision]) (Request, error) {
			return f.DecideRequest(ctx, r.Body, by(ctx))
		})
}

// People lists everybody who uses the program.
func (r *Remote) People(ctx context.Context) ([]Person, error) {
	return ask[[]Person](ctx, r, get, pathPeople, nil, body{})
}

// Me tells who the server takes the caller for.
func (r *Remote) Me(ctx context.Context) (Caller, error) {
	return ask[Caller](ctx, r, get, pathMe, nil, body{})
}

// PutPerson adds or changes a person.
func (r *Remote) PutPerson(ctx context.Context, e PersonEntry, _ string) (Person, error) {
	return ask[Person](ctx, r, post, pathPeople, nil, jsonBody(e))
}

// EndPerson has somebody use the program no more.
func (r *Remote) EndPerson(ctx context.Context, id, why, _ string) error {
	_, err := ask[done](ctx, r, post, at(pathEndPerson, id), nil, jsonBody(reason{why}))
	return err
}

// NoteCopy says that the journal is copied out.
func (r *Remote) NoteCopy(ctx context.Context) error {
	_, err := ask[done](ctx, r, post, pathCopied, nil, body{})
	return err
}

// Requests lists what waits for a second person.
func (r *Remote) Requests(ctx context.Context) ([]Request, error) {
	return ask[[]Request](ctx, r, get, pathRequests, nil, body{})
}

// DecideRequest confirms or refuses a request.
func (r *Remote) DecideRequest(ctx context.Context, d RequestDecision, _ string) (Request, error) {
	return ask[Request](ctx, r, post, pathDecide, nil, jsonBody(d))
}
