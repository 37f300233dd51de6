package app

import (
	"slices"

	"github.com/ringevett/ringevett/daemon/rest"
)

// Bindings say which room carries out each verb. rest refuses to serve where one is left out.
func (h *Rooms) Bindings() []rest.Binding {
	return slices.Concat(h.Watch.Verbs(), h.Explainer.Verbs(), h.Reports.Verbs(), h.Persons.Verbs(), h.Office.Verbs(),
		h.Notices.Verbs(), h.Manager.Verbs(),
		h.Registers.Verbs(), h.speech.Verbs(),
		h.Keeper.Verbs(), h.Reloader.Verbs(), h.Recordings.Verbs(), h.Subjects.Verbs(), h.Inquiries.Verbs(),
		h.Sales.Verbs(), h.Hook.Verbs(), h.meters.Verbs(), h.page.Verbs(), h.Tries.Verbs())
}
