package rest

import (
	"context"

	"github.com/ringevett/ringevett/daemon/verb"
)

// Bindings has each verb carried out by the floor.
func Bindings(h Floor) []Binding {
	var all []Binding
	for _, shelf := range [][]Binding{
		watchVerbs(h), bookVerbs(h), personVerbs(h), campaignVerbs(h), leadVerbs(h), registerVerbs(h), journalVerbs(h),
		recordingVerbs(h), subjectVerbs(h), inquiryVerbs(h),
	} {
		all = append(all, shelf...)
	}
	return all
}

func watchVerbs(h Floor) []Binding {
	return []Binding{
		Bind(verb.ShowHealth, Reading(h.Health)),
		Bind(verb.ShowStatus, Reading(h.Status)),
		Bind(verb.Reload, func(ctx context.Context, _ verb.Nothing, by string) (verb.Reloaded, error) {
			return h.Reload(ctx, by)
		}),
		Bind(verb.ShowFigures, Querying(h.Figures)),
		Bind(verb.AskWhy, Querying(h.Why)),
	}
}

func bookVerbs(h Floor) []Binding {
	return []Binding{
		Bind(verb.ListClients, Reading(h.Clients)),
		Bind(verb.AddClients, func(ctx context.Context, in verb.File, by string) ([]verb.Client, error) {
			return h.AddClients(ctx, in.Text, by)
		}),
		Bind(verb.RemoveClient, Doing(func(ctx context.Context, in verb.ClientReason, by string) error {
			return h.RemoveClient(ctx, in.ID, in.Why, by)
		})),
		Bind(verb.ListAgents, Reading(h.Agents)),
		Bind(verb.AddAgents, func(ctx context.Context, in verb.File, by string) ([]verb.Agent, error) {
			return h.AddAgents(ctx, in.Text, by)
		}),
		Bind(verb.RemoveAgent, Doing(func(ctx context.Context, in verb.AgentReason, by string) error {
			return h.RemoveAgent(ctx, in.ID, in.Why, by)
		})),
		Bind(verb.UnlockPhone, func(ctx context.Context, in verb.PhoneReason, by string) (verb.PhoneUnlocked, error) {
			endpoint, err := h.UnlockPhone(ctx, in.Phone, in.Why, by)
			return verb.PhoneUnlocked{Endpoint: endpoint}, err
		}),
	}
}

func personVerbs(h Floor) []Binding {
	return []Binding{
		Bind(verb.ListPeople, Reading(h.People)),
		Bind(verb.PutPerson, h.PutPerson),
		Bind(verb.EndPerson, Doing(func(ctx context.Context, in verb.PersonReason, by string) error {
			return h.EndPerson(ctx, in.ID, in.Why, by)
		})),
		Bind(verb.ListRequests, Reading(h.Requests)),
		Bind(verb.DecideRequest, h.DecideRequest),
	}
}

func campaignVerbs(h Floor) []Binding {
	running := func(is bool) func(context.Context, verb.CampaignChange, string) (verb.Change, error) {
		return func(ctx context.Context, in verb.CampaignChange, by string) (verb.Change, error) {
			return h.SetRunning(ctx, in.Campaign, is, in.Why, by)
		}
	}
	return []Binding{
		Bind(verb.ListCampaigns, Reading(h.Campaigns)),
		Bind(verb.AddCampaign, func(ctx context.Context, in verb.File, by string) (verb.Campaign, error) {
			return h.AddCampaign(ctx, in.Text, by)
		}),
		Bind(verb.StartCampaign, running(true)),
		Bind(verb.PauseCampaign, running(false)),
		Bind(verb.ArchiveCampaign, func(ctx context.Context, in verb.CampaignReason, by string) (verb.Campaign, error) {
			return h.ArchiveCampaign(ctx, in.Campaign, in.Why, by)
		}),
		Bind(verb.RestartPredictive, Doing(func(ctx context.Context, in verb.CampaignReason, by string) error {
			return h.RestartPredictive(ctx, in.Campaign, in.Why, by)
		})),
		Bind(verb.LiftShown, Doing(func(ctx context.Context, in verb.ShownLift, by string) error {
			return h.LiftShown(ctx, in.Number, in.Why, in.Confirmed, by)
		})),
	}
}

func leadVerbs(h Floor) []Binding {
	return []Binding{
		Bind(verb.CountLeads, Querying(func(ctx context.Context, in verb.LeadsQuery) ([]verb.LeadCount, error) {
			return h.LeadCounts(ctx, in.Campaign)
		})),
		Bind(verb.ImportLeads, func(ctx context.Context, in verb.LeadsFile, by string) (verb.Imported, error) {
			out, each, err := h.ImportLeads(ctx, in, by)
			return verb.Imported{Import: out, Each: each}, err
		}),
		Bind(verb.ReopenLeads, h.ReopenLeads),
		Bind(verb.WithdrawRequest, func(ctx context.Context, in verb.Withdrawal, by string) (verb.Withdrawn, error) {
			return h.WithdrawRequest(ctx, in.Client, in.Number, by)
		}),
		Bind(verb.ShowLists, Querying(func(ctx context.Context, in verb.OfCampaign) ([]verb.List, error) {
			return h.Lists(ctx, in.Campaign)
		})),
		Bind(verb.EndList, Doing(func(ctx context.Context, in verb.ListChange, by string) error {
			return h.EndList(ctx, in.Campaign, in.Source, in.Why, by)
		})),
		Bind(verb.RemoveList, Doing(func(ctx context.Context, in verb.ListChange, by string) error {
			return h.RemoveList(ctx, in.Campaign, in.Source, in.Why, by)
		})),
	}
}

func registerVerbs(h Floor) []Binding {
	return []Binding{
		Bind(verb.ListRegisters, Reading(h.RegisterList)),
		Bind(verb.ListImporting, Reading(h.Importing)),
		Bind(verb.ImportRegister, h.ImportRegister),
		Bind(verb.RestoreRegister, h.RestoreRegister),
		Bind(verb.ExportRegister, Querying(func(ctx context.Context, in verb.OfRegister) ([]byte, error) {
			return h.ExportRegister(ctx, in.Register)
		})),
		Bind(verb.ListReservations, Reading(h.Reservations)),
		Bind(verb.CheckNumber, Querying(func(ctx context.Context, in verb.OfNumber) (verb.NumberCheck, error) {
			return h.CheckNumber(ctx, in.Number)
		})),
		Bind(verb.Reserve, Doing(h.Reserve)),
		Bind(verb.Unreserve, h.Unreserve),
	}
}

func journalVerbs(h Floor) []Binding {
	return []Binding{
		Bind(verb.VerifyJournal, Querying(h.VerifyJournal)),
		Bind(verb.ListHeads, Querying(func(ctx context.Context, in verb.HeadsQuery) ([]verb.DayHead, error) {
			return h.JournalHeads(ctx, in.Days)
		})),
		Bind(verb.ListFacts, Querying(h.Facts)),
		Bind(verb.ForgetNumber, func(ctx context.Context, in verb.NumberReason, by string) (verb.Forgotten, error) {
			return h.Forget(ctx, in.Number, in.Why, by)
		}),
		Bind(verb.Dispose, Doing(func(ctx context.Context, in verb.AttemptWord, by string) error {
			return h.Dispose(ctx, in.Attempt, in.Word, by)
		})),
	}
}

func recordingVerbs(h Floor) []Binding {
	return []Binding{
		Bind(verb.ListRecordings, Querying(h.RecordingList)),
		Bind(verb.ExportRecording, h.ExportRecording),
		Bind(verb.HoldRecording, Doing(h.HoldRecording)),
		Bind(verb.ReleaseRecording, Doing(func(ctx context.Context, in verb.RecordingReason, by string) error {
			return h.ReleaseRecording(ctx, verb.RecordingWord{ID: in.ID, Why: in.Why}, by)
		})),
		Bind(verb.DeleteRecording, h.DeleteRecording),
		Bind(verb.ProveRecordings, Reading(h.ProveRecordings)),
		Bind(verb.RotateRecordingKey, func(ctx context.Context, _ verb.Nothing, by string) (verb.RecordingRun, error) {
			return h.RotateRecordingKey(ctx, by)
		}),
		Bind(verb.AckNotice, Doing(h.AckNotice)),
	}
}

func subjectVerbs(h Floor) []Binding {
	return []Binding{
		Bind(verb.ShowSubject, func(ctx context.Context, in verb.SubjectQuery, by string) (verb.Subject, error) {
			return h.Subject(ctx, in.Number, by)
		}),
		Bind(verb.EraseSubject, func(ctx context.Context, in verb.NumberReason, by string) (verb.Erased, error) {
			return h.EraseSubject(ctx, in.Number, in.Why, by)
		}),
		Bind(verb.ReadmitSubject, Doing(func(ctx context.Context, in verb.NumberReason, by string) error {
			return h.Readmit(ctx, in.Number, in.Why, by)
		})),
		Bind(verb.ListErasures, Querying(h.Erasures)),
		Bind(verb.DecideErasure, h.DecideErasure),
	}
}

func inquiryVerbs(h Floor) []Binding {
	return []Binding{
		Bind(verb.ListInquiries, Querying(h.InquiryList)),
		Bind(verb.ShowInquiry, Querying(h.Inquiry)),
		Bind(verb.NoteInquiry, h.NoteInquiry),
		Bind(verb.AnswerInquiry, h.AnswerInquiry),
		Bind(verb.ListenInquiry, h.InquiryVoice),
		Bind(verb.ListBreaches, Querying(h.InquiryBreaches)),
	}
}
