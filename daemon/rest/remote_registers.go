package rest

import (
	"context"
	"net/url"
	"strconv"

	"github.com/ringevett/ringevett/daemon/verb"
)

// Reservations lists what was added to the registers.
func (r *Remote) Reservations(ctx context.Context) ([]verb.Reservation, error) {
	return ask[[]verb.Reservation](ctx, r, get, pathReservations, nil, body{})
}

// CheckNumber asks what each register says of a number.
func (r *Remote) CheckNumber(ctx context.Context, number string) (verb.NumberCheck, error) {
	return ask[verb.NumberCheck](ctx, r, get, pathCheckNumber, url.Values{"number": {number}}, body{})
}

// Reserve puts a number in a register.
func (r *Remote) Reserve(ctx context.Context, w verb.Wish, _ string) error {
	_, err := ask[done](ctx, r, post, pathReservations, nil, jsonBody(w))
	return err
}

// Unreserve takes a number out of a register.
func (r *Remote) Unreserve(ctx context.Context, w verb.Wish, _ string) (verb.Lifted, error) {
	return ask[verb.Lifted](ctx, r, post, pathUnreserve, nil, jsonBody(w))
}

// RegisterList lists the registers.
func (r *Remote) RegisterList(ctx context.Context) ([]verb.Register, error) {
	return ask[[]verb.Register](ctx, r, get, pathRegisters, nil, body{})
}

// ImportRegister replaces a register.
func (r *Remote) ImportRegister(ctx context.Context, f verb.RegisterFile, _ string) (verb.RegisterImport, error) {
	q := url.Values{
		"register": {f.Register}, "name": {f.Name}, "number_column": {f.NumberColumn}, "name_column": {f.NameColumn}, "birth_column": {f.BirthColumn},
		"address_column": {f.AddressColumn}, "expect": {strconv.Itoa(f.Expect)}, "shrunk_because": {f.ShrunkBecause},
	}
	if !f.DeliveredAt.IsZero() {
		q.Set("delivered_at", timeText(f.DeliveredAt))
	}
	return ask[verb.RegisterImport](ctx, r, post, pathImportRegister, q, csvFrom(f.Text))
}

// Importing tells how far the imports of registers are that are under way.
func (r *Remote) Importing(ctx context.Context) ([]verb.Importing, error) {
	return ask[[]verb.Importing](ctx, r, get, pathImporting, nil, body{})
}

// RestoreRegister makes an earlier version of a register the newest again.
func (r *Remote) RestoreRegister(ctx context.Context, q verb.RegisterRestore, _ string) (verb.Register, error) {
	return ask[verb.Register](ctx, r, post, pathRestoreRegister, nil, jsonBody(q))
}

// ExportRegister gives all numbers of a register.
func (r *Remote) ExportRegister(ctx context.Context, register string) ([]byte, error) {
	return fetch(ctx, r, get, pathExportRegister, url.Values{"register": {register}}, body{})
}
