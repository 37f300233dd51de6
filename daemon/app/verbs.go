package app

import (
	"context"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Bindings say which function carries out each verb. rest refuses to serve where one is left out.
func (h *House) Bindings() []rest.Binding {
	var all []rest.Binding
	for _, shelf := range [][]rest.Binding{
		watchVerbs(h), bookVerbs(h), personVerbs(h), campaignVerbs(h), leadVerbs(h), registerVerbs(h), journalVerbs(h),
		recordingVerbs(h), subjectVerbs(h), inquiryVerbs(h),
	} {
		all = append(all, shelf...)
	}
	return all
}

func watchVerbs(h *House) []rest.Binding {
	return []rest.Binding{
		rest.Bind(verb.ShowHealth, rest.Reading(h.Health)),
		rest.Bind(verb.ShowStatus, rest.Reading(h.Status)),
		rest.Bind(verb.Reload, func(ctx context.Context, _ verb.Nothing, by string) (verb.Reloaded, error) {
			return h.Reload(ctx, by)
		}),
		rest.Bind(verb.ShowFigures, rest.Querying(h.Figures)),
		rest.Bind(verb.AskWhy, rest.Querying(h.Why)),
	}
}

func bookVerbs(h *House) []rest.Binding {
	return []rest.Binding{
		rest.Bind(verb.ListClients, rest.Reading(h.Clients)),
		rest.Bind(verb.AddClients, func(ctx context.Context, in verb.File, by string) ([]verb.Client, error) {
			return h.AddClients(ctx, in.Text, by)
		}),
		rest.Bind(verb.RemoveClient, rest.Doing(func(ctx context.Context, in verb.ClientReason, by string) error {
			return h.RemoveClient(ctx, in.ID, in.Why, by)
		})),
		rest.Bind(verb.ListAgents, rest.Reading(h.Agents)),
		rest.Bind(verb.AddAgents, func(ctx context.Context, in verb.File, by string) ([]verb.Agent, error) {
			return h.AddAgents(ctx, in.Text, by)
		}),
		rest.Bind(verb.RemoveAgent, rest.Doing(func(ctx context.Context, in verb.AgentReason, by string) error {
			return h.RemoveAgent(ctx, in.ID, in.Why, by)
		})),
		rest.Bind(verb.UnlockPhone, func(ctx context.Context, in verb.PhoneReason, by string) (verb.PhoneUnlocked, error) {
			endpoint, err := h.UnlockPhone(ctx, in.Phone, in.Why, by)
			return verb.PhoneUnlocked{Endpoint: endpoint}, err
		}),
	}
}

func personVerbs(h *House) []rest.Binding {
	return []rest.Binding{
		rest.Bind(verb.ListPeople, rest.Reading(h.People)),
		rest.Bind(verb.PutPerson, h.PutPerson),
		rest.Bind(verb.EndPerson, rest.Doing(func(ctx context.Context, in verb.PersonReason, by string) error {
			return h.EndPerson(ctx, in.ID, in.Why, by)
		})),
		rest.Bind(verb.ListRequests, rest.Reading(h.Requests)),
		rest.Bind(verb.DecideRequest, h.DecideRequest),
	}
}

func campaignVerbs(h *House) []rest.Binding {
	running := func(is bool) func(context.Context, verb.CampaignChange, string) (verb.Change, error) {
		return func(ctx context.Context, in verb.CampaignChange, by string) (verb.Change, error) {
			return h.SetRunning(ctx, in.Campaign, is, in.Why, by)
		}
	}
	return []rest.Binding{
		rest.Bind(verb.ListCampaigns, rest.Reading(h.Campaigns)),
		rest.Bind(verb.AddCampaign, func(ctx context.Context, in verb.File, by string) (verb.Campaign, error) {
			return h.AddCampaign(ctx, in.Text, by)
		}),
		rest.Bind(verb.StartCampaign, running(true)),
		rest.Bind(verb.PauseCampaign, running(false)),
		rest.Bind(verb.ArchiveCampaign, func(ctx context.Context, in verb.CampaignReason, by string) (verb.Campaign, error) {
			return h.ArchiveCampaign(ctx, in.Campaign, in.Why, by)
		}),
		rest.Bind(verb.RestartPredictive, rest.Doing(func(ctx context.Context, in verb.CampaignReason, by string) error {
			return h.RestartPredictive(ctx, in.Campaign, in.Why, by)
		})),
		rest.Bind(verb.LiftShown, rest.Doing(func(ctx context.Context, in verb.ShownLift, by string) error {
			return h.LiftShown(ctx, in.Number, in.Why, in.Confirmed, by)
		})),
	}
}

func leadVerbs(h *House) []rest.Binding {
	return []rest.Binding{
		rest.Bind(verb.CountLeads, rest.Querying(func(ctx context.Context, in verb.LeadsQuery) ([]verb.LeadCount, error) {
			return h.LeadCounts(ctx, in.Campaign)
		})),
		rest.Bind(verb.ImportLeads, func(ctx context.Context, in verb.LeadsFile, by string) (verb.Imported, error) {
			out, each, err := h.ImportLeads(ctx, in, by)
			return verb.Imported{Import: out, Each: each}, err
		}),
		rest.Bind(verb.ReopenLeads, h.ReopenLeads),
		rest.Bind(verb.WithdrawRequest, func(ctx context.Context, in verb.Withdrawal, by string) (verb.Withdrawn, error) {
			return h.WithdrawRequest(ctx, in.Client, in.Number, by)
		}),
		rest.Bind(verb.ShowLists, rest.Querying(func(ctx context.Context, in verb.OfCampaign) ([]verb.List, error) {
			return h.Lists(ctx, in.Campaign)
		})),
		rest.Bind(verb.EndList, rest.Doing(func(ctx context.Context, in verb.ListChange, by string) error {
			return h.EndList(ctx, in.Campaign, in.Source, in.Why, by)
		})),
		rest.Bind(verb.RemoveList, rest.Doing(func(ctx context.Context, in verb.ListChange, by string) error {
			return h.RemoveList(ctx, in.Campaign, in.Source, in.Why, by)
		})),
	}
}

func registerVerbs(h *House) []rest.Binding {
	return []rest.Binding{
		rest.Bind(verb.ListRegisters, rest.Reading(h.RegisterList)),
		rest.Bind(verb.ListImporting, rest.Reading(h.Importing)),
		rest.Bind(verb.ImportRegister, h.ImportRegister),
		rest.Bind(verb.RestoreRegister, h.RestoreRegister),
		rest.Bind(verb.ExportRegister, rest.Querying(func(ctx context.Context, in verb.OfRegister) ([]byte, error) {
			return h.ExportRegister(ctx, in.Register)
		})),
		rest.Bind(verb.ListReservations, rest.Reading(h.Reservations)),
		rest.Bind(verb.CheckNumber, rest.Querying(func(ctx context.Context, in verb.OfNumber) (verb.NumberCheck, error) {
			return h.CheckNumber(ctx, in.Number)
		})),
		rest.Bind(verb.Reserve, rest.Doing(h.Reserve)),
		rest.Bind(verb.Unreserve, h.Unreserve),
	}
}

func journalVerbs(h *House) []rest.Binding {
	return []rest.Binding{
		rest.Bind(verb.VerifyJournal, rest.Querying(h.VerifyJournal)),
		rest.Bind(verb.ListHeads, rest.Querying(func(ctx context.Context, in verb.HeadsQuery) ([]verb.DayHead, error) {
			return h.JournalHeads(ctx, in.Days)
		})),
		rest.Bind(verb.ListFacts, rest.Querying(h.Facts)),
		rest.Bind(verb.ForgetNumber, func(ctx context.Context, in verb.NumberReason, by string) (verb.Forgotten, error) {
			return h.Forget(ctx, in.Number, in.Why, by)
		}),
		rest.Bind(verb.Dispose, rest.Doing(func(ctx context.Context, in verb.AttemptWord, by string) error {
			return h.Dispose(ctx, in.Attempt, in.Word, by)
		})),
	}
}

func recordingVerbs(h *House) []rest.Binding {
	return []rest.Binding{
		rest.Bind(verb.ListRecordings, rest.Querying(h.RecordingList)),
		rest.Bind(verb.ExportRecording, h.ExportRecording),
		rest.Bind(verb.HoldRecording, rest.Doing(h.HoldRecording)),
		rest.Bind(verb.ReleaseRecording, rest.Doing(func(ctx context.Context, in verb.RecordingReason, by string) error {
			return h.ReleaseRecording(ctx, verb.RecordingWord{ID: in.ID, Why: in.Why}, by)
		})),
		rest.Bind(verb.DeleteRecording, h.DeleteRecording),
		rest.Bind(verb.ProveRecordings, rest.Reading(h.ProveRecordings)),
		rest.Bind(verb.RotateRecordingKey, func(ctx context.Context, _ verb.Nothing, by string) (verb.RecordingRun, error) {
			return h.RotateRecordingKey(ctx, by)
		}),
		rest.Bind(verb.AckNotice, rest.Doing(h.AckNotice)),
	}
}

func subjectVerbs(h *House) []rest.Binding {
	return []rest.Binding{
		rest.Bind(verb.ShowSubject, func(ctx context.Context, in verb.SubjectQuery, by string) (verb.Subject, error) {
			return h.Subject(ctx, in.Number, by)
		}),
		rest.Bind(verb.EraseSubject, func(ctx context.Context, in verb.NumberReason, by string) (verb.Erased, error) {
			return h.EraseSubject(ctx, in.Number, in.Why, by)
		}),
		rest.Bind(verb.ReadmitSubject, rest.Doing(func(ctx context.Context, in verb.NumberReason, by string) error {
			return h.Readmit(ctx, in.Number, in.Why, by)
		})),
		rest.Bind(verb.ListErasures, rest.Querying(h.Erasures)),
		rest.Bind(verb.DecideErasure, h.DecideErasure),
	}
}

func inquiryVerbs(h *House) []rest.Binding {
	return []rest.Binding{
		rest.Bind(verb.ListInquiries, rest.Querying(h.InquiryList)),
		rest.Bind(verb.ShowInquiry, rest.Querying(h.Inquiry)),
		rest.Bind(verb.NoteInquiry, h.NoteInquiry),
		rest.Bind(verb.AnswerInquiry, h.AnswerInquiry),
		rest.Bind(verb.ListenInquiry, h.InquiryVoice),
		rest.Bind(verb.ListBreaches, rest.Querying(h.InquiryBreaches)),
	}
}
