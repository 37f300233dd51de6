package app_test

import (
	"context"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/training"
	"github.com/ringevett/ringevett/daemon/verb"
)

// remote is the daemon behind its socket, with a method for each verb that the tests ask.
type remote struct{ *rest.Remote }

func called[In, Out any](ctx context.Context, r *rest.Remote, v verb.Verb[In, Out], in In) error {
	_, err := rest.Call(ctx, r, v, in)
	return err
}

// Health asks the daemon.
func (r remote) Health(ctx context.Context) (verb.Health, error) {
	return rest.Call(ctx, r.Remote, verb.ShowHealth, verb.Nothing{})
}

// Status asks the daemon.
func (r remote) Status(ctx context.Context) (verb.Status, error) {
	return rest.Call(ctx, r.Remote, verb.ShowStatus, verb.Nothing{})
}

// Clients asks the daemon.
func (r remote) Clients(ctx context.Context) ([]verb.Client, error) {
	return rest.Call(ctx, r.Remote, verb.ListClients, verb.Nothing{})
}

// AddClients asks the daemon.
func (r remote) AddClients(ctx context.Context, text []byte, _ string) ([]verb.Client, error) {
	return rest.Call(ctx, r.Remote, verb.AddClients, verb.File{Text: text})
}

// Agents asks the daemon.
func (r remote) Agents(ctx context.Context) ([]verb.Agent, error) {
	return rest.Call(ctx, r.Remote, verb.ListAgents, verb.Nothing{})
}

// AddAgents asks the daemon.
func (r remote) AddAgents(ctx context.Context, text []byte, _ string) ([]verb.Agent, error) {
	return rest.Call(ctx, r.Remote, verb.AddAgents, verb.File{Text: text})
}

// AddTraining asks the daemon.
func (r remote) AddTraining(ctx context.Context, in verb.TrainingSession, _ string) (verb.TrainingAdded, error) {
	return rest.Call(ctx, r.Remote, verb.AddTraining, in)
}

// fullTraining is of every agent in every item.
func fullTraining() verb.TrainingSession {
	return verb.TrainingSession{
		Agents: []string{training.All}, Campaigns: []string{training.All}, Trainer: "Kari Nordmann",
	}
}

// RemoveAgent asks the daemon.
func (r remote) RemoveAgent(ctx context.Context, id, why, _ string) error {
	return called(ctx, r.Remote, verb.RemoveAgent, verb.AgentReason{ID: id, Why: why})
}

// Campaigns asks the daemon.
func (r remote) Campaigns(ctx context.Context) ([]verb.Campaign, error) {
	return rest.Call(ctx, r.Remote, verb.ListCampaigns, verb.Nothing{})
}

// AddCampaign asks the daemon.
func (r remote) AddCampaign(ctx context.Context, text []byte, _ string) (verb.Campaign, error) {
	return rest.Call(ctx, r.Remote, verb.AddCampaign, verb.File{Text: text})
}

// ArchiveCampaign asks the daemon.
func (r remote) ArchiveCampaign(ctx context.Context, id, why, _ string) (verb.Campaign, error) {
	return rest.Call(ctx, r.Remote, verb.ArchiveCampaign, verb.CampaignReason{Campaign: id, Why: why})
}

// Facts asks the daemon.
func (r remote) Facts(ctx context.Context, q verb.FactsQuery) ([]verb.Fact, error) {
	return rest.Call(ctx, r.Remote, verb.ListFacts, q)
}

// Forget asks the daemon.
func (r remote) Forget(ctx context.Context, number, why, _ string) (verb.Forgotten, error) {
	return rest.Call(ctx, r.Remote, verb.ForgetNumber, verb.NumberReason{Number: number, Why: why})
}

// Dispose asks the daemon.
func (r remote) Metrics(ctx context.Context) (verb.Exposition, error) {
	return rest.Call(ctx, r.Remote, verb.ShowMetrics, verb.Nothing{})
}

func (r remote) Dispose(ctx context.Context, attempt int64, word, _ string) error {
	return called(ctx, r.Remote, verb.Dispose, verb.AttemptWord{Attempt: attempt, Word: word})
}

// RecordingList asks the daemon.
func (r remote) RecordingList(ctx context.Context, q verb.RecordingsQuery) ([]verb.Recording, error) {
	return rest.Call(ctx, r.Remote, verb.ListRecordings, q)
}

// AddNotice asks the daemon.
func (r remote) AddNotice(ctx context.Context, n verb.NoticeDraft, _ string) (verb.NoticeAdded, error) {
	return rest.Call(ctx, r.Remote, verb.AddNotice, n)
}

// Reservations asks the daemon.
func (r remote) Reservations(ctx context.Context) ([]verb.Reservation, error) {
	return rest.Call(ctx, r.Remote, verb.ListReservations, verb.Nothing{})
}

// CheckNumber asks the daemon.
func (r remote) CheckNumber(ctx context.Context, number string) (verb.NumberCheck, error) {
	return rest.Call(ctx, r.Remote, verb.CheckNumber, verb.OfNumber{Number: number})
}

// Reserve asks the daemon.
func (r remote) Reserve(ctx context.Context, w verb.Wish, _ string) error {
	return called(ctx, r.Remote, verb.Reserve, w)
}

// SetRunning asks the daemon.
func (r remote) SetRunning(ctx context.Context, id string, running bool, why, _ string) (verb.Change, error) {
	v := verb.PauseCampaign
	if running {
		v = verb.StartCampaign
	}
	return rest.Call(ctx, r.Remote, v, verb.CampaignChange{Campaign: id, Why: why})
}

// UnlockPhone asks the daemon.
func (r remote) UnlockPhone(ctx context.Context, phone, why, _ string) (string, error) {
	out, err := rest.Call(ctx, r.Remote, verb.UnlockPhone, verb.PhoneReason{Phone: phone, Why: why})
	return out.Endpoint, err
}

// ImportLeads asks the daemon.
func (r remote) ImportLeads(ctx context.Context, l verb.LeadsFile, _ string) (verb.Import, verb.Verdicts, error) {
	out, err := rest.Call(ctx, r.Remote, verb.ImportLeads, l)
	return out.Import, out.Each, err
}
