package rest

import (
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// problem gives an error its HTTP status; the text stays whole, because it tells all faults at once.
func problem(err error) error {
	if err == nil {
		return nil
	}
	var bad dialer.Invalid
	switch {
	case errors.Is(err, dialer.ErrNotFound):
		return huma.NewError(http.StatusNotFound, err.Error())
	case errors.Is(err, dialer.ErrExists):
		return huma.NewError(http.StatusConflict, err.Error())
	case errors.Is(err, dialer.ErrRefused):
		return huma.NewError(http.StatusForbidden, err.Error())
	case errors.As(err, &bad):
		return huma.NewError(http.StatusUnprocessableEntity, err.Error())
	}
	return huma.NewError(http.StatusInternalServerError, err.Error())
}

// Fault is an error that came over the socket; errors.Is finds the ground's errors in it.
type Fault struct {
	Status int
	Text   string
}

// Error gives the text as the daemon wrote it.
func (f *Fault) Error() string { return f.Text }

// Is tells the ground's errors apart by the status.
func (f *Fault) Is(target error) bool {
	switch target {
	case dialer.ErrNotFound:
		return f.Status == http.StatusNotFound
	case dialer.ErrExists:
		return f.Status == http.StatusConflict
	case dialer.ErrRefused:
		return f.Status == http.StatusForbidden
	}
	return false
}
