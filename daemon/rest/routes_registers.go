package rest

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ringevett/ringevett/daemon/verb"
)

// done is the answer where there is nothing to tell.
type done struct {
	Done bool `json:"done"`
}

func routeRegisters(api huma.API, f Floor) {
	route(api, http.MethodGet, pathReservations, "What was added to the registers, by whom and why", func(ctx context.Context, _ *nothing) ([]verb.Reservation, error) {
		return f.Reservations(ctx)
	})
	type of struct {
		Number string `query:"number"`
	}
	route(api, http.MethodGet, pathCheckNumber, "What each register says of a number", func(ctx context.Context, in *of) (verb.NumberCheck, error) {
		return f.CheckNumber(ctx, in.Number)
	})
	type wish struct{ Body verb.Wish }
	route(api, http.MethodPost, pathReservations, "Put a number in a register", func(ctx context.Context, in *wish) (done, error) {
		return done{true}, f.Reserve(ctx, in.Body, by(ctx))
	})
	route(api, http.MethodPost, pathUnreserve, "Take a number out of a register", func(ctx context.Context, in *wish) (verb.Lifted, error) {
		return f.Unreserve(ctx, in.Body, by(ctx))
	})
	routeDeliveries(api, f)
}

// delivery is a register's file and how it is read.
type delivery struct {
	Register      string    `query:"register" required:"true"`
	Name          string    `query:"name" doc:"of the file, for the journal"`
	NumberColumn  string    `query:"number_column"`
	NameColumn    string    `query:"name_column"`
	BirthColumn   string    `query:"birth_column"`
	AddressColumn string    `query:"address_column"`
	Expect        int       `query:"expect" doc:"rows in the file"`
	DeliveredAt   time.Time `query:"delivered_at" doc:"none: now"`
	ShrunkBecause string    `query:"shrunk_because" doc:"why it may differ so much from the version before"`

	file *upload
}

// Resolve keeps the body for later.
func (in *delivery) Resolve(ctx huma.Context) []error {
	in.file = uploadOf(ctx, maxRegister)
	return nil
}

func routeDeliveries(api huma.API, f Floor) {
	route(api, http.MethodGet, pathRegisters, "All registers, with version, count and freshness", func(ctx context.Context, _ *nothing) ([]verb.Register, error) {
		return f.RegisterList(ctx)
	})
	huma.Register(api, uploadTo(pathImportRegister, "Replace a register by a new delivery, whole or not at all"),
		func(ctx context.Context, in *delivery) (*answer[verb.RegisterImport], error) {
			out, err := f.ImportRegister(ctx, verb.RegisterFile{
				Register: in.Register, Name: in.Name, Text: in.file, NumberColumn: in.NumberColumn, NameColumn: in.NameColumn,
				BirthColumn: in.BirthColumn, AddressColumn: in.AddressColumn, Expect: in.Expect, DeliveredAt: in.DeliveredAt,
				ShrunkBecause: in.ShrunkBecause,
			}, by(ctx))
			in.file.drop()
			if err != nil {
				return nil, problem(err)
			}
			return &answer[verb.RegisterImport]{out}, nil
		})
	route(api, http.MethodGet, pathImporting, "How far the deliveries of registers are that are under way", func(ctx context.Context, _ *nothing) ([]verb.Importing, error) {
		return f.Importing(ctx)
	})
	route(api, http.MethodPost, pathRestoreRegister, "Make an earlier version of a register the newest again", func(ctx context.Context, r *in[verb.RegisterRestore]) (verb.Register, error) {
		return f.RestoreRegister(ctx, r.Body, by(ctx))
	})
	type one struct {
		Register string `query:"register" required:"true"`
	}
	route(api, http.MethodGet, pathExportRegister, "All numbers of a register, one a line", func(ctx context.Context, in *one) ([]byte, error) {
		return f.ExportRegister(ctx, in.Register)
	})
}
