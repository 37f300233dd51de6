package rest

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ringevett/ringevett/daemon/verb"
)

const pathWhy = "/why"

// Asking explains verdicts.
type Asking interface {
	// Why tells what every rule says of a number; nothing is dialed, booked or counted by it.
	Why(ctx context.Context, q verb.WhyQuery) (verb.Why, error)
}

func routeWhy(api huma.API, f Asking) {
	type query struct {
		Number   string    `query:"number"`
		Campaign string    `query:"campaign"`
		At       time.Time `query:"at"`
	}
	route(api, http.MethodGet, pathWhy, "Why may a number be dialed, or not", func(ctx context.Context, q *query) (verb.Why, error) {
		return f.Why(ctx, verb.WhyQuery(*q))
	})
}

// Why asks for every rule's answer.
func (r *Remote) Why(ctx context.Context, q verb.WhyQuery) (verb.Why, error) {
	v := url.Values{"number": {q.Number}, "campaign": {q.Campaign}}
	if !q.At.IsZero() {
		v.Set("at", timeText(q.At))
	}
	return ask[verb.Why](ctx, r, get, pathWhy, v, body{})
}
