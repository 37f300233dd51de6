package rest

import (
	"context"

	"github.com/ringevett/ringevett/daemon/verb"
)

// Asking explains verdicts.
type Asking interface {
	// Why tells what every rule says of a number; nothing is dialed, booked or counted by it.
	Why(ctx context.Context, q verb.WhyQuery) (verb.Why, error)
}
