package rest

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
)

// People keeps who may use the program, and what waits for a second person.
type People interface {
	People(ctx context.Context) ([]verb.Person, error)
	// Me tells who the server takes the caller for; only a server knows.
	Me(ctx context.Context) (verb.Caller, error)
	// PutPerson adds a person or changes one; what an entry leaves out stays as it is.
	PutPerson(ctx context.Context, e verb.PersonEntry, by string) (verb.Person, error)
	EndPerson(ctx context.Context, id, why, by string) error
	// NoteCopy says that the journal is copied out; the server notes who does it.
	NoteCopy(ctx context.Context) error
	// Requests are those that wait for a second person.
	Requests(ctx context.Context) ([]verb.Request, error)
	DecideRequest(ctx context.Context, d verb.RequestDecision, by string) (verb.Request, error)
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
		func(ctx context.Context, _ *nothing) ([]verb.Person, error) { return f.People(ctx) })
	route(api, http.MethodGet, pathMe, "Who asks",
		func(ctx context.Context, _ *nothing) (verb.Caller, error) { return callerOf(ctx).out(), nil })
	route(api, http.MethodPost, pathPeople, "Add a person, or change one",
		func(ctx context.Context, r *in[verb.PersonEntry]) (verb.Person, error) {
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
		func(ctx context.Context, _ *nothing) ([]verb.Request, error) { return f.Requests(ctx) })
	route(api, http.MethodPost, pathDecide, "Confirm or refuse what another person asked for",
		func(ctx context.Context, r *in[verb.RequestDecision]) (verb.Request, error) {
			return f.DecideRequest(ctx, r.Body, by(ctx))
		})
}

// People lists everybody who uses the program.
func (r *Remote) People(ctx context.Context) ([]verb.Person, error) {
	return ask[[]verb.Person](ctx, r, get, pathPeople, nil, body{})
}

// Me tells who the server takes the caller for.
func (r *Remote) Me(ctx context.Context) (verb.Caller, error) {
	return ask[verb.Caller](ctx, r, get, pathMe, nil, body{})
}

// PutPerson adds or changes a person.
func (r *Remote) PutPerson(ctx context.Context, e verb.PersonEntry, _ string) (verb.Person, error) {
	return ask[verb.Person](ctx, r, post, pathPeople, nil, jsonBody(e))
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
func (r *Remote) Requests(ctx context.Context) ([]verb.Request, error) {
	return ask[[]verb.Request](ctx, r, get, pathRequests, nil, body{})
}

// DecideRequest confirms or refuses a request.
func (r *Remote) DecideRequest(ctx context.Context, d verb.RequestDecision, _ string) (verb.Request, error) {
	return ask[verb.Request](ctx, r, post, pathDecide, nil, jsonBody(d))
}
