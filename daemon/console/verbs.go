package console

import (
	"context"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Verbs are what people ask of it.
func (w *Watch) Verbs() []rest.Binding {
	return []rest.Binding{
		rest.Bind(verb.ShowHealth, rest.Reading(w.Health)),
		rest.Bind(verb.ShowStatus, rest.Reading(w.Status)),
	}
}

// Verbs are what people ask of it.
func (r *Reports) Verbs() []rest.Binding {
	return []rest.Binding{
		rest.Bind(verb.ShowFigures, rest.Querying(r.Figures)),
		rest.Bind(verb.ShowAgentDays, rest.Querying(r.AgentDays)),
		rest.Bind(verb.ListHeads, rest.Querying(func(ctx context.Context, in verb.HeadsQuery) ([]verb.DayHead, error) {
			return r.JournalHeads(ctx, in.Days)
		})),
		rest.Bind(verb.ListFacts, rest.Querying(r.Facts)),
		rest.Bind(verb.TraceAttempt, rest.Querying(r.Trace)),
		rest.Bind(verb.TraceNumber, rest.Querying(r.TraceNumber)),
		rest.Bind(verb.ForgetNumber,
			func(ctx context.Context, in verb.NumberReason, by string) (verb.Forgotten, error) {
				return r.Forget(ctx, in.Number, in.Why, by)
			}),
		rest.Bind(verb.Dispose, rest.Doing(func(ctx context.Context, in verb.AttemptWord, by string) error {
			return r.Dispose(ctx, in.Attempt, in.Word, by)
		})),
	}
}

// Verbs are what people ask of it.
func (e *Explainer) Verbs() []rest.Binding {
	return []rest.Binding{
		rest.Bind(verb.AskWhy, rest.Querying(e.Why)),
	}
}

// Verbs are what people ask of it.
func (p *Persons) Verbs() []rest.Binding {
	return []rest.Binding{
		rest.Bind(verb.ListPeople, rest.Reading(p.People)),
		rest.Bind(verb.PutPerson, p.PutPerson),
		rest.Bind(verb.EndPerson, rest.Doing(func(ctx context.Context, in verb.PersonReason, by string) error {
			return p.EndPerson(ctx, in.ID, in.Why, by)
		})),
		rest.Bind(verb.ListRequests, rest.Reading(p.Requests)),
		rest.Bind(verb.DecideRequest, p.DecideRequest),
	}
}
