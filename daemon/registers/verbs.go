package registers

import (
	"context"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Verbs are what people ask of it.
func (r *Registers) Verbs() []rest.Binding {
	return []rest.Binding{
		rest.Bind(verb.ListRegisters, rest.Reading(r.RegisterList)),
		rest.Bind(verb.ListImporting, rest.Reading(r.Importing)),
		rest.Bind(verb.ImportRegister, r.ImportRegister),
		rest.Bind(verb.RestoreRegister, r.RestoreRegister),
		rest.Bind(verb.ExportRegister, rest.Querying(func(ctx context.Context, in verb.OfRegister) ([]byte, error) {
			return r.ExportRegister(ctx, in.Register)
		})),
		rest.Bind(verb.ListReservations, rest.Reading(r.Reservations)),
		rest.Bind(verb.CheckNumber,
			rest.Querying(func(ctx context.Context, in verb.OfNumber) (verb.NumberCheck, error) {
				return r.CheckNumber(ctx, in.Number)
			})),
		rest.Bind(verb.Reserve, rest.Doing(r.Reserve)),
		rest.Bind(verb.Unreserve, r.Unreserve),
	}
}
