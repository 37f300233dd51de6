package rest

import (
	"context"

	"github.com/ringevett/ringevett/daemon/verb"
)

// People keeps who may use the program, and what waits for a second person.
type People interface {
	People(ctx context.Context) ([]verb.Person, error)
	// PutPerson adds a person or changes one; what an entry leaves out stays as it is.
	PutPerson(ctx context.Context, e verb.PersonEntry, by string) (verb.Person, error)
	EndPerson(ctx context.Context, id, why, by string) error
	// Requests are those that wait for a second person.
	Requests(ctx context.Context) ([]verb.Request, error)
	DecideRequest(ctx context.Context, d verb.RequestDecision, by string) (verb.Request, error)
}
