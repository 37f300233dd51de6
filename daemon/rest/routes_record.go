package rest

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ringevett/ringevett/daemon/verb"
)

// forget and disposition are bodies.
type (
	forget struct {
		Number string `json:"number"`
		Why    string `json:"why"`
	}
	disposition struct {
		Disposition string `json:"disposition"`
	}
)

func routeJournal(api huma.API, f Floor) {
	type noted struct {
		Heads     []string `query:"noted,explode" doc:"heads that were noted outside"`
		FirstKeys []string `query:"first_key,explode" doc:"first keys that were noted outside"`
	}
	route(api, http.MethodGet, pathVerify, "Prove the journal", func(ctx context.Context, q *noted) (verb.JournalReport, error) {
		return f.VerifyJournal(ctx, verb.Noted(*q))
	})
	type last struct {
		Days int `query:"days" minimum:"1" maximum:"3660"`
	}
	route(api, http.MethodGet, pathHeads, "Where the journal stood at the end of each day", func(ctx context.Context, q *last) ([]verb.DayHead, error) {
		return f.JournalHeads(ctx, q.Days)
	})
	type query struct {
		Campaign string    `query:"campaign"`
		Attempt  int64     `query:"attempt"`
		From     time.Time `query:"from"`
		To       time.Time `query:"to"`
		Limit    int       `query:"limit"`
	}
	route(api, http.MethodGet, pathFacts, "Facts of the journal, numbers masked", func(ctx context.Context, q *query) ([]verb.Fact, error) {
		return f.Facts(ctx, verb.FactsQuery(*q))
	})
	type erase struct{ Body forget }
	route(api, http.MethodPost, pathForget, "Erase a number", func(ctx context.Context, in *erase) (verb.Forgotten, error) {
		return f.Forget(ctx, in.Body.Number, in.Body.Why, by(ctx))
	})
	type dispose struct {
		ID   int64 `path:"id"`
		Body disposition
	}
	route(api, http.MethodPost, pathDispose, "Tell who was on the line", func(ctx context.Context, in *dispose) (done, error) {
		return done{true}, f.Dispose(ctx, in.ID, in.Body.Disposition, by(ctx))
	})
}
