package webhook

import (
	"context"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Verbs are what people ask of it.
func (h *Hook) Verbs() []rest.Binding {
	return []rest.Binding{
		rest.Bind(verb.ListUndelivered, rest.Querying(h.list)),
		rest.Bind(verb.RetryUndelivered, func(ctx context.Context, _ verb.Nothing, by string) (verb.Retried, error) {
			n, err := h.p.Store.TryAgain(ctx, by)
			return verb.Retried{Events: n}, err
		}),
	}
}

func (h *Hook) list(ctx context.Context, _ verb.Nothing) ([]verb.Undelivered, error) {
	all, err := h.p.Store.Undelivered(ctx)
	return verb.Each(all, func(u sqlite.Undelivered) verb.Undelivered {
		return verb.Undelivered{
			Event: u.Seq, Type: types[u.Kind], Attempt: int64(u.Attempt), At: u.At, Why: u.Why, Again: u.Again,
		}
	}), err
}
