package rest

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ringevett/ringevett/daemon/verb"
)

// Bounds of a request's body in bytes. A campaign of a million leads is some 60 MB, the national register with names
// and addresses some 200 MB.
const (
	maxFile     = 4 << 20
	maxLeads    = 512 << 20
	maxRegister = 512 << 20
)

// patience is how long a body may take to come in over a socket of this machine: a file of the book the whole of it,
// a long file each piece.
const patience = time.Minute

// answer is a response's body.
type answer[T any] struct{ Body T }

// route puts one operation in the API.
func route[In, Out any](api huma.API, method, path, summary string, do func(context.Context, *In) (Out, error)) {
	op := huma.Operation{
		OperationID: operationID(method, path), Method: method, Path: path, Summary: summary,
		MaxBodyBytes: maxFile, BodyReadTimeout: patience,
	}
	huma.Register(api, op, func(ctx context.Context, in *In) (*answer[Out], error) {
		out, err := do(ctx, in)
		if err != nil {
			return nil, problem(err)
		}
		return &answer[Out]{out}, nil
	})
}

// operationID gives "post-campaigns-id-start".
func operationID(method, path string) string {
	return strings.ToLower(method) + strings.NewReplacer("/", "-", "{", "", "}", "").Replace(path)
}

// Paths, for the server and the client.
const (
	pathHealth         = "/health"
	pathStatus         = "/status"
	pathReload         = "/reload"
	pathFigures        = "/figures"
	pathClients        = "/clients"
	pathAgents         = "/agents"
	pathRemoveClient   = "/clients/{id}/remove"
	pathRemoveAgent    = "/agents/{id}/remove"
	pathUnlockPhone    = "/phones/unlock"
	pathCampaigns      = "/campaigns"
	pathStart          = "/campaigns/{id}/start"
	pathArchive        = "/campaigns/{id}/archive"
	pathPause          = "/campaigns/{id}/pause"
	pathPredictive     = "/campaigns/{id}/predictive/restart"
	pathShown          = "/shown/lift"
	pathLeads          = "/campaigns/{id}/leads"
	pathLists          = "/campaigns/{id}/lists"
	pathReopen         = "/campaigns/{id}/leads/reopen"
	pathEndList        = "/campaigns/{id}/lists/end"
	pathRemoveList     = "/campaigns/{id}/lists/remove"
	pathWithdraw       = "/requests/withdraw"
	pathRegisters      = "/registers"
	pathImportRegister = "/registers/import"
	pathImporting      = "/registers/importing"
	pathExportRegister = "/registers/export"

	pathRestoreRegister = "/registers/restore"

	pathReservations = "/reservations"
	pathUnreserve    = "/reservations/remove"
	pathCheckNumber  = "/reservations/check"
	pathVerify       = "/journal/verify"
	pathHeads        = "/journal/heads"
	pathFacts        = "/journal/facts"
	pathForget       = "/journal/forget"
	pathDispose      = "/attempts/{id}/disposition"
)

type nothing struct{}

// yamlBody is a file as an admin writes it.
type yamlBody struct {
	RawBody []byte `contentType:"application/yaml"`
}

func routeWatch(api huma.API, f Floor) {
	routeHealth(api, f)
	route(api, http.MethodGet, pathStatus, "The floor now", func(ctx context.Context, _ *nothing) (verb.Status, error) {
		s, err := f.Status(ctx)
		return clientStatus(ctx, s), err
	})
	route(api, http.MethodPost, pathReload, "Read the configuration again", func(ctx context.Context, _ *nothing) (verb.Reloaded, error) {
		return f.Reload(ctx, by(ctx))
	})
	type query struct {
		From     string `query:"from" doc:"first Oslo day, 2026-11-23; empty is today"`
		To       string `query:"to" doc:"last Oslo day; empty is from"`
		Campaign string `query:"campaign"`
	}
	route(api, http.MethodGet, pathFigures, "The daily figures (4.3)", func(ctx context.Context, q *query) (verb.Figures, error) {
		return f.Figures(ctx, verb.FiguresQuery(*q))
	})
}

// routeHealth answers 200 when the daemon can dial, and 503 with the reason when it cannot.
func routeHealth(api huma.API, f Floor) {
	type health struct {
		Status int
		Body   verb.Health
	}
	const can = "Can the daemon dial: 200 when it can, 503 when it cannot"
	op := huma.Operation{OperationID: operationID(http.MethodGet, pathHealth), Method: http.MethodGet, Path: pathHealth, Summary: can}
	huma.Register(api, op, func(ctx context.Context, _ *nothing) (*health, error) {
		h, err := f.Health(ctx)
		if err != nil {
			return nil, problem(err)
		}
		if !h.Ready {
			return &health{http.StatusServiceUnavailable, h}, nil
		}
		return &health{http.StatusOK, h}, nil
	})
}

// phoneToUnlock and phoneUnlocked are the question and the answer of pathUnlockPhone.
type phoneToUnlock struct {
	Phone string `json:"phone" doc:"an agent's id, or the phone as Asterisk names it"`
	Why   string `json:"why"`
}
type phoneUnlocked struct {
	Endpoint string `json:"endpoint"`
}

func routeBook(api huma.API, f Floor) {
	route(api, http.MethodGet, pathClients, "All clients", func(ctx context.Context, _ *nothing) ([]verb.Client, error) {
		all, err := f.Clients(ctx)
		return clientClients(ctx, all), err
	})
	route(api, http.MethodPost, pathClients, "Add or change clients", func(ctx context.Context, in *yamlBody) ([]verb.Client, error) {
		return f.AddClients(ctx, in.RawBody, by(ctx))
	})
	route(api, http.MethodGet, pathAgents, "All agents", func(ctx context.Context, _ *nothing) ([]verb.Agent, error) {
		return f.Agents(ctx)
	})
	route(api, http.MethodPost, pathAgents, "Add or change agents", func(ctx context.Context, in *yamlBody) ([]verb.Agent, error) {
		return f.AddAgents(ctx, in.RawBody, by(ctx))
	})
	type of struct {
		ID   string `path:"id"`
		Body reason
	}
	route(api, http.MethodPost, pathRemoveClient, "Take a client out of the book", func(ctx context.Context, in *of) (done, error) {
		return done{}, f.RemoveClient(ctx, in.ID, in.Body.Why, by(ctx))
	})
	route(api, http.MethodPost, pathRemoveAgent, "Take an agent out of the book", func(ctx context.Context, in *of) (done, error) {
		return done{}, f.RemoveAgent(ctx, in.ID, in.Body.Why, by(ctx))
	})
	type locked struct{ Body phoneToUnlock }
	route(api, http.MethodPost, pathUnlockPhone, "Lift what wrong PINs brought a phone", func(ctx context.Context, in *locked) (phoneUnlocked, error) {
		endpoint, err := f.UnlockPhone(ctx, in.Body.Phone, in.Body.Why, by(ctx))
		return phoneUnlocked{endpoint}, err
	})
}
