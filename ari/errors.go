package ari

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// What a failed request, or the end of a subscription, can be; test with errors.Is.
var (
	ErrNotFound     = errors.New("not found")
	ErrConflict     = errors.New("conflict")      // the id is taken, the object is busy with something else
	ErrNotInStasis  = errors.New("not in stasis") // the channel or bridge is not in an application's hands
	ErrInvalidState = errors.New("invalid state") // not possible in the channel's present state
	ErrUnauthorized = errors.New("unauthorized")  // wrong user or password
	ErrForbidden    = errors.New("forbidden")     // the user may only read
	// nothing was carried out: not reachable, or still booting
	ErrUnavailable    = errors.New("asterisk is unavailable")
	ErrConnectionLost = errors.New("connection lost") // the outcome is unknown: it may have been carried out
	ErrReplaced       = errors.New("another client took over the application")

	// ErrTooLong is a request longer than Asterisk takes, which was not sent, or an answer longer than any of
	// Asterisk's.
	ErrTooLong = errors.New("too long")

	ErrClosed   = errors.New("closed")          // the subscription or the client was closed
	ErrGone     = errors.New("channel is gone") // ChannelDestroyed was the last event
	ErrOverflow = errors.New("buffer overflow") // events were lost from here on: look at Asterisk afresh
)

// Error is a request that Asterisk refused (Status is its HTTP status) or that never got an answer (Status 0).
type Error struct {
	Op      string // what was asked, like "POST channels/create"
	Status  int
	Message string // Asterisk's own words
	cause   error
}

func (e *Error) Error() string {
	if e.Status == 0 {
		return fmt.Sprintf("ari: %s: %v", e.Op, e.cause)
	}
	return fmt.Sprintf("ari: %s: %d %s", e.Op, e.Status, e.Message)
}

// Unwrap gives the network's or the context's own error, where there is one.
func (e *Error) Unwrap() error { return e.cause }

// Is sorts by status, and by Asterisk's words where one status means several things.
func (e *Error) Is(target error) bool {
	switch target {
	case ErrNotFound:
		return e.Status == http.StatusNotFound
	case ErrUnauthorized:
		return e.Status == http.StatusUnauthorized
	case ErrForbidden:
		return e.Status == http.StatusForbidden
	case ErrUnavailable:
		return e.Status == http.StatusServiceUnavailable
	case ErrInvalidState:
		return e.Status == http.StatusPreconditionFailed
	case ErrNotInStasis:
		return e.notInStasis()
	case ErrConflict:
		return e.Status == http.StatusConflict && !e.notInStasis()
	}
	return false
}

// notInStasis: 409, in some operations 422, "Channel not in a Stasis application" and its variants.
func (e *Error) notInStasis() bool {
	return (e.Status == http.StatusConflict || e.Status == http.StatusUnprocessableEntity) &&
		strings.Contains(e.Message, "Stasis application")
}
