package rest_test

import (
	"context"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// staff are the people of a fake house, and what the server noted of them.
type staff struct {
	all   []dialer.User
	noted []dialer.Fact
	deaf  error // the journal cannot be written
}

func (s *staff) Staff(context.Context) ([]dialer.User, error) { return s.all, nil }

func (s *staff) Note(_ context.Context, f dialer.Fact) error {
	if s.deaf == nil {
		s.noted = append(s.noted, f)
	}
	return s.deaf
}

func (f *fake) People(context.Context) ([]verb.Person, error) {
	return []verb.Person{
			{ID: "kari", Name: "Kari Nordmann", Roles: []string{"operator"}, Added: noon(), Ended: noon()},
		}, f.note(
			"people",
		)
}

func (f *fake) PutPerson(_ context.Context, e verb.PersonEntry, by string) (verb.Person, error) {
	return verb.Person{ID: e.ID, Roles: e.Roles, Added: noon()}, f.note("put %+v by %s", e, by)
}

func (f *fake) EndPerson(_ context.Context, id, why, by string) error {
	return f.note("end %s for %s by %s", id, why, by)
}

func (f *fake) Requests(context.Context) ([]verb.Request, error) {
	return []verb.Request{
			{ID: 3, Act: "lift", At: noon(), Until: noon(), Alone: noon(), Others: []string{"per"}},
		}, f.note(
			"requests",
		)
}

func (f *fake) DecideRequest(_ context.Context, d verb.RequestDecision, by string) (verb.Request, error) {
	return verb.Request{ID: d.ID, Verdict: "confirmed", At: noon(), Others: []string{}}, f.note("decide %+v by %s", d, by)
}

func peopleQuestions() []func(context.Context, rest.Floor, string) (any, error) {
	return []func(context.Context, rest.Floor, string) (any, error){
		func(ctx context.Context, f rest.Floor, _ string) (any, error) { return f.People(ctx) },
		func(ctx context.Context, f rest.Floor, by string) (any, error) {
			e := verb.PersonEntry{
				ID:     "per",
				Name:   "Per Berg",
				Login:  "per",
				Kind:   "person",
				Roles:  []string{"auditor"},
				Client: "acme",
				Add:    true,
			}
			return f.PutPerson(ctx, e, by)
		},
		func(ctx context.Context, f rest.Floor, by string) (any, error) {
			return nil, f.EndPerson(ctx, "per", "left & gone", by)
		},
		func(ctx context.Context, f rest.Floor, _ string) (any, error) { return f.Requests(ctx) },
		func(ctx context.Context, f rest.Floor, by string) (any, error) {
			return f.DecideRequest(ctx, verb.RequestDecision{ID: 3, Refuse: true, Why: "no ground"}, by)
		},
	}
}
