package rest

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ringevett/ringevett/daemon/verb"
)

// reason is the body of a change that has one.
type reason struct {
	Why string `json:"why,omitempty"`
}

func routeCampaigns(api huma.API, f Floor) {
	route(api, http.MethodGet, pathCampaigns, "All campaigns", func(ctx context.Context, _ *nothing) ([]verb.Campaign, error) {
		all, err := f.Campaigns(ctx)
		return clientCampaigns(ctx, all), err
	})
	route(api, http.MethodPost, pathCampaigns, "Add or change a campaign", func(ctx context.Context, in *yamlBody) (verb.Campaign, error) {
		return f.AddCampaign(ctx, in.RawBody, by(ctx))
	})
	routeRunning(api, f)
	routeRequests(api, f)
	routeLists(api, f)
	routeLeads(api, f)
	type of struct {
		ID string `path:"id"`
	}
	route(api, http.MethodGet, pathLeads, "Count leads by state", func(ctx context.Context, in *of) ([]verb.LeadCount, error) {
		return f.LeadCounts(ctx, in.ID)
	})
}

// withdraw is a body.
type withdraw struct {
	Client string `json:"client"`
	Number string `json:"number"`
}

func routeRequests(api huma.API, f Floor) {
	type body struct{ Body withdraw }
	route(api, http.MethodPost, pathWithdraw, "Take back a wish to be called", func(ctx context.Context, in *body) (verb.Withdrawn, error) {
		return f.WithdrawRequest(ctx, in.Body.Client, in.Body.Number, by(ctx))
	})
}

func routeRunning(api huma.API, f Floor) {
	type of struct {
		ID   string `path:"id"`
		Body reason
	}
	route(api, http.MethodPost, pathStart, "Start a campaign", func(ctx context.Context, in *of) (verb.Change, error) {
		return f.SetRunning(ctx, in.ID, true, in.Body.Why, by(ctx))
	})
	route(api, http.MethodPost, pathArchive, "Put a campaign away for good", func(ctx context.Context, in *of) (verb.Campaign, error) {
		return f.ArchiveCampaign(ctx, in.ID, in.Body.Why, by(ctx))
	})
	route(api, http.MethodPost, pathPredictive, "Dial predictively again after an alarm (4.6.2)", func(ctx context.Context, in *of) (done, error) {
		return done{}, f.RestartPredictive(ctx, in.ID, in.Body.Why, by(ctx))
	})
	type lift struct{ Body shownLift }
	route(api, http.MethodPost, pathShown, "Dial again with a number that was not shown (4.4.2)", func(ctx context.Context, in *lift) (done, error) {
		return done{}, f.LiftShown(ctx, in.Body.Number, in.Body.Why, in.Body.Confirmed, by(ctx))
	})
	route(api, http.MethodPost, pathPause, "Pause a campaign", func(ctx context.Context, in *of) (verb.Change, error) {
		return f.SetRunning(ctx, in.ID, false, in.Body.Why, by(ctx))
	})
}

// shownLift is a body.
type shownLift struct {
	Number    string `json:"number"`
	Why       string `json:"why" doc:"kept in the journal"`
	Confirmed bool   `json:"confirmed,omitempty" doc:"a person saw on a phone that the number is shown"`
}

// listReason is the body of a change of a list.
type listReason struct {
	Source string `json:"source"`
	Why    string `json:"why,omitempty"`
}

func routeLists(api huma.API, f Floor) {
	type of struct {
		ID string `path:"id"`
	}
	type change struct {
		ID   string `path:"id"`
		Body listReason
	}
	type reopen struct {
		ID   string `path:"id"`
		Body verb.Reopening
	}
	route(api, http.MethodGet, pathLists, "The lists of a campaign", func(ctx context.Context, in *of) ([]verb.List, error) {
		return f.Lists(ctx, in.ID)
	})
	route(api, http.MethodPost, pathReopen, "Have leads that are done wait again", func(ctx context.Context, in *reopen) (verb.Reopened, error) {
		in.Body.Campaign = in.ID
		return f.ReopenLeads(ctx, in.Body, by(ctx))
	})
	route(api, http.MethodPost, pathEndList, "Dial no lead of a list any more", func(ctx context.Context, in *change) (done, error) {
		return done{}, f.EndList(ctx, in.ID, in.Body.Source, in.Body.Why, by(ctx))
	})
	route(api, http.MethodPost, pathRemoveList, "Take a list that was never rung out of the book", func(ctx context.Context, in *change) (done, error) {
		return done{}, f.RemoveList(ctx, in.ID, in.Body.Source, in.Body.Why, by(ctx))
	})
}
