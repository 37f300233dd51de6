package campaigns

import (
	"context"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Verbs are what people ask of it.
func (m *Manager) Verbs() []rest.Binding {
	running := func(is bool) func(context.Context, verb.CampaignChange, string) (verb.Change, error) {
		return func(ctx context.Context, in verb.CampaignChange, by string) (verb.Change, error) {
			return m.SetRunning(ctx, in.Campaign, is, in.Why, by)
		}
	}
	return []rest.Binding{
		rest.Bind(verb.ListClients, rest.Reading(m.Clients)),
		rest.Bind(verb.AddClients, func(ctx context.Context, in verb.File, by string) ([]verb.Client, error) {
			return m.AddClients(ctx, in.Text, by)
		}),
		rest.Bind(verb.RemoveClient, rest.Doing(func(ctx context.Context, in verb.ClientReason, by string) error {
			return m.RemoveClient(ctx, in.ID, in.Why, by)
		})),
		rest.Bind(verb.ListAgents, rest.Reading(m.Agents)),
		rest.Bind(verb.AddAgents, func(ctx context.Context, in verb.File, by string) ([]verb.Agent, error) {
			return m.AddAgents(ctx, in.Text, by)
		}),
		rest.Bind(verb.RemoveAgent, rest.Doing(func(ctx context.Context, in verb.AgentReason, by string) error {
			return m.RemoveAgent(ctx, in.ID, in.Why, by)
		})),
		rest.Bind(verb.UnlockPhone,
			func(ctx context.Context, in verb.PhoneReason, by string) (verb.PhoneUnlocked, error) {
				endpoint, err := m.UnlockPhone(ctx, in.Phone, in.Why, by)
				return verb.PhoneUnlocked{Endpoint: endpoint}, err
			}),
		rest.Bind(verb.LogOutAgent, rest.Doing(func(ctx context.Context, in verb.AgentSentOut, by string) error {
			return m.LogOutAgent(ctx, dialer.AgentID(in.ID), in.Why, by, in.AtOnce)
		})),
		rest.Bind(verb.ListCampaigns, rest.Reading(m.Campaigns)),
		rest.Bind(verb.AddCampaign, func(ctx context.Context, in verb.File, by string) (verb.Campaign, error) {
			return m.AddCampaign(ctx, in.Text, by)
		}),
		rest.Bind(verb.StartCampaign, running(true)),
		rest.Bind(verb.PauseCampaign, running(false)),
		rest.Bind(verb.ArchiveCampaign,
			func(ctx context.Context, in verb.CampaignReason, by string) (verb.Campaign, error) {
				return m.ArchiveCampaign(ctx, in.Campaign, in.Why, by)
			}),
		rest.Bind(verb.RestartPredictive,
			rest.Doing(func(ctx context.Context, in verb.CampaignReason, by string) error {
				return m.RestartPredictive(ctx, in.Campaign, in.Why, by)
			})),
		rest.Bind(verb.LiftShown, rest.Doing(func(ctx context.Context, in verb.ShownLift, by string) error {
			return m.LiftShown(ctx, in.Number, in.Why, in.Confirmed, by)
		})),
		rest.Bind(verb.CountLeads,
			rest.Querying(func(ctx context.Context, in verb.LeadsQuery) ([]verb.LeadCount, error) {
				return m.LeadCounts(ctx, in.Campaign)
			})),
		rest.Bind(verb.ImportLeads, func(ctx context.Context, in verb.LeadsFile, by string) (verb.Imported, error) {
			out, each, err := m.ImportLeads(ctx, in, by)
			return verb.Imported{Import: out, Each: each}, err
		}),
		rest.Bind(verb.ReopenLeads, m.ReopenLeads),
		rest.Bind(verb.WithdrawRequest,
			func(ctx context.Context, in verb.Withdrawal, by string) (verb.Withdrawn, error) {
				return m.WithdrawRequest(ctx, in.Client, in.Number, by)
			}),
		rest.Bind(verb.ShowLists, rest.Querying(func(ctx context.Context, in verb.OfCampaign) ([]verb.List, error) {
			return m.Lists(ctx, in.Campaign)
		})),
		rest.Bind(verb.EndList, rest.Doing(func(ctx context.Context, in verb.ListChange, by string) error {
			return m.EndList(ctx, in.Campaign, in.Source, in.Why, by)
		})),
		rest.Bind(verb.RemoveList, rest.Doing(func(ctx context.Context, in verb.ListChange, by string) error {
			return m.RemoveList(ctx, in.Campaign, in.Source, in.Why, by)
		})),
		rest.Bind(verb.ListCallBacks, rest.Querying(m.CallBacks)),
		rest.Bind(verb.MoveCallBack, rest.Doing(m.MoveCallBack)),
		rest.Bind(verb.CancelCallBack, rest.Doing(m.CancelCallBack)),
	}
}
