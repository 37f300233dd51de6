package rest

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/ringevett/ringevett/daemon/verb"
)

const (
	get  = http.MethodGet
	post = http.MethodPost
)

var _ Floor = (*Remote)(nil)

// Health asks whether the daemon lives.
func (r *Remote) Health(ctx context.Context) (verb.Health, error) {
	h, err := ask[verb.Health](ctx, r, get, pathHealth, nil, body{})
	var f *Fault
	if errors.As(err, &f) && f.Status == http.StatusServiceUnavailable {
		if err := json.Unmarshal([]byte(f.Text), &h); err == nil && h.Live {
			return h, nil
		}
	}
	return h, err
}

// Status asks for the floor now.
func (r *Remote) Status(ctx context.Context) (verb.Status, error) {
	return ask[verb.Status](ctx, r, get, pathStatus, nil, body{})
}

// Reload has the daemon read its configuration again.
func (r *Remote) Reload(ctx context.Context, _ string) (verb.Reloaded, error) {
	return ask[verb.Reloaded](ctx, r, post, pathReload, nil, body{})
}

// Figures asks for daily figures.
func (r *Remote) Figures(ctx context.Context, q verb.FiguresQuery) (verb.Figures, error) {
	return ask[verb.Figures](ctx, r, get, pathFigures, url.Values{"from": {q.From}, "to": {q.To}, "campaign": {q.Campaign}}, body{})
}

// Clients lists clients.
func (r *Remote) Clients(ctx context.Context) ([]verb.Client, error) {
	return ask[[]verb.Client](ctx, r, get, pathClients, nil, body{})
}

// AddClients adds or changes clients.
func (r *Remote) AddClients(ctx context.Context, text []byte, _ string) ([]verb.Client, error) {
	return ask[[]verb.Client](ctx, r, post, pathClients, nil, yamlText(text))
}

// Agents lists agents.
func (r *Remote) Agents(ctx context.Context) ([]verb.Agent, error) {
	return ask[[]verb.Agent](ctx, r, get, pathAgents, nil, body{})
}

// AddAgents adds or changes agents.
func (r *Remote) AddAgents(ctx context.Context, text []byte, _ string) ([]verb.Agent, error) {
	return ask[[]verb.Agent](ctx, r, post, pathAgents, nil, yamlText(text))
}

// Campaigns lists campaigns.
func (r *Remote) Campaigns(ctx context.Context) ([]verb.Campaign, error) {
	return ask[[]verb.Campaign](ctx, r, get, pathCampaigns, nil, body{})
}

// AddCampaign adds or changes a campaign.
func (r *Remote) AddCampaign(ctx context.Context, text []byte, _ string) (verb.Campaign, error) {
	return ask[verb.Campaign](ctx, r, post, pathCampaigns, nil, yamlText(text))
}

// RemoveClient takes a client out of the book.
func (r *Remote) RemoveClient(ctx context.Context, id, why, _ string) error {
	_, err := ask[done](ctx, r, post, at(pathRemoveClient, id), nil, jsonBody(reason{why}))
	return err
}

// RemoveAgent takes an agent out of the book.
func (r *Remote) RemoveAgent(ctx context.Context, id, why, _ string) error {
	_, err := ask[done](ctx, r, post, at(pathRemoveAgent, id), nil, jsonBody(reason{why}))
	return err
}

// UnlockPhone lifts what wrong PINs brought a phone.
func (r *Remote) UnlockPhone(ctx context.Context, phone, why, _ string) (string, error) {
	out, err := ask[phoneUnlocked](ctx, r, post, pathUnlockPhone, nil, jsonBody(phoneToUnlock{phone, why}))
	return out.Endpoint, err
}

// ArchiveCampaign puts a campaign away for good.
func (r *Remote) ArchiveCampaign(ctx context.Context, id, why, _ string) (verb.Campaign, error) {
	return ask[verb.Campaign](ctx, r, post, at(pathArchive, id), nil, jsonBody(reason{why}))
}

// SetRunning starts or pauses a campaign.
func (r *Remote) SetRunning(ctx context.Context, id string, running bool, why, _ string) (verb.Change, error) {
	path := pathPause
	if running {
		path = pathStart
	}
	return ask[verb.Change](ctx, r, post, at(path, id), nil, jsonBody(reason{why}))
}

// RestartPredictive lets a campaign dial predictively again after an alarm.
func (r *Remote) RestartPredictive(ctx context.Context, id, why, _ string) error {
	_, err := ask[done](ctx, r, post, at(pathPredictive, id), nil, jsonBody(reason{why}))
	return err
}

// LiftShown lets a shown number be dialed with again.
func (r *Remote) LiftShown(ctx context.Context, number, why string, confirmed bool, _ string) error {
	_, err := ask[done](ctx, r, post, pathShown, nil, jsonBody(shownLift{number, why, confirmed}))
	return err
}

// ImportLeads sends a list as it is read.
func (r *Remote) ImportLeads(ctx context.Context, l verb.LeadsFile, _ string) (verb.Import, verb.Verdicts, error) {
	q := url.Values{"source": {l.Source}, "name": {l.Name}}
	in, err := send(ctx, r, post, at(pathLeads, l.Campaign), q, csvFrom(l.Text))
	if err != nil {
		return verb.Import{}, nil, err
	}
	return readImport(in)
}

// Lists gives a campaign's lists.
func (r *Remote) Lists(ctx context.Context, campaign string) ([]verb.List, error) {
	return ask[[]verb.List](ctx, r, get, at(pathLists, campaign), nil, body{})
}

// ReopenLeads has leads that are done wait again.
func (r *Remote) ReopenLeads(ctx context.Context, q verb.Reopening, _ string) (verb.Reopened, error) {
	return ask[verb.Reopened](ctx, r, post, at(pathReopen, q.Campaign), nil, jsonBody(q))
}

// EndList ends a list.
func (r *Remote) EndList(ctx context.Context, campaign, source, why, _ string) error {
	_, err := ask[done](ctx, r, post, at(pathEndList, campaign), nil, jsonBody(listReason{source, why}))
	return err
}

// RemoveList takes a list out of the book.
func (r *Remote) RemoveList(ctx context.Context, campaign, source, why, _ string) error {
	_, err := ask[done](ctx, r, post, at(pathRemoveList, campaign), nil, jsonBody(listReason{source, why}))
	return err
}

// LeadCounts counts leads by state.
func (r *Remote) LeadCounts(ctx context.Context, campaign string) ([]verb.LeadCount, error) {
	return ask[[]verb.LeadCount](ctx, r, get, at(pathLeads, campaign), nil, body{})
}

// VerifyJournal proves the journal.
func (r *Remote) VerifyJournal(ctx context.Context, noted verb.Noted) (verb.JournalReport, error) {
	return ask[verb.JournalReport](ctx, r, get, pathVerify, url.Values{"noted": noted.Heads, "first_key": noted.FirstKeys}, body{})
}

// JournalHeads are the heads of the last days.
func (r *Remote) JournalHeads(ctx context.Context, days int) ([]verb.DayHead, error) {
	return ask[[]verb.DayHead](ctx, r, get, pathHeads, url.Values{"days": {strconv.Itoa(days)}}, body{})
}

// Facts lists facts of the journal.
func (r *Remote) Facts(ctx context.Context, q verb.FactsQuery) ([]verb.Fact, error) {
	v := url.Values{"campaign": {q.Campaign}, "attempt": {strconv.FormatInt(q.Attempt, 10)}, "limit": {strconv.Itoa(q.Limit)}}
	if !q.From.IsZero() {
		v.Set("from", timeText(q.From))
	}
	if !q.To.IsZero() {
		v.Set("to", timeText(q.To))
	}
	return ask[[]verb.Fact](ctx, r, get, pathFacts, v, body{})
}

// WithdrawRequest takes back a wish to be called.
func (r *Remote) WithdrawRequest(ctx context.Context, client, number, _ string) (verb.Withdrawn, error) {
	return ask[verb.Withdrawn](ctx, r, post, pathWithdraw, nil, jsonBody(withdraw{client, number}))
}

// Forget erases a number.
func (r *Remote) Forget(ctx context.Context, number, why, _ string) (verb.Forgotten, error) {
	return ask[verb.Forgotten](ctx, r, post, pathForget, nil, jsonBody(forget{number, why}))
}

// Dispose tells who was on the line.
func (r *Remote) Dispose(ctx context.Context, attempt int64, word, _ string) error {
	_, err := ask[done](ctx, r, post, at(pathDispose, strconv.FormatInt(attempt, 10)), nil, jsonBody(disposition{word}))
	return err
}
