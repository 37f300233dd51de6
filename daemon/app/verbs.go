package app

import (
	"context"
	"slices"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Bindings say which room carries out each verb. rest refuses to serve where one is left out.
func (h *Rooms) Bindings() []rest.Binding {
	reload := rest.Bind(verb.Reload, func(ctx context.Context, _ verb.Nothing, by string) (verb.Reloaded, error) {
		return h.Reload(ctx, by)
	})
	return slices.Concat([]rest.Binding{reload},
		h.Watch.Verbs(), h.Explainer.Verbs(), h.Reports.Verbs(), h.Persons.Verbs(), h.Manager.Verbs(),
		h.Registers.Verbs(),
		h.Keeper.Verbs(), h.Recordings.Verbs(), h.Subjects.Verbs(), h.Inquiries.Verbs())
}
