package app_test

import (
	"context"

	"github.com/ringevett/ringevett/daemon/rest"
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

// Reload asks the daemon.
func (r remote) Reload(ctx context.Context, _ string) (verb.Reloaded, error) {
	return rest.Call(ctx, r.Remote, verb.Reload, verb.Nothing{})
}

// Figures asks the daemon.
func (r remote) Figures(ctx context.Context, q verb.FiguresQuery) (verb.Figures, error) {
	return rest.Call(ctx, r.Remote, verb.ShowFigures, q)
}

// Why asks the daemon.
func (r remote) Why(ctx context.Context, q verb.WhyQuery) (verb.Why, error) {
	return rest.Call(ctx, r.Remote, verb.AskWhy, q)
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

// RemoveClient asks the daemon.
func (r remote) RemoveClient(ctx context.Context, id, why, _ string) error {
	return called(ctx, r.Remote, verb.RemoveClient, verb.ClientReason{ID: id, Why: why})
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

// RestartPredictive asks the daemon.
func (r remote) RestartPredictive(ctx context.Context, id, why, _ string) error {
	return called(ctx, r.Remote, verb.RestartPredictive, verb.CampaignReason{Campaign: id, Why: why})
}

// LiftShown asks the daemon.
func (r remote) LiftShown(ctx context.Context, number, why string, confirmed bool, _ string) error {
	return called(ctx, r.Remote, verb.LiftShown, verb.ShownLift{Number: number, Why: why, Confirmed: confirmed})
}

// Lists asks the daemon.
func (r remote) Lists(ctx context.Context, campaign string) ([]verb.List, error) {
	return rest.Call(ctx, r.Remote, verb.ShowLists, verb.OfCampaign{Campaign: campaign})
}

// ReopenLeads asks the daemon.
func (r remote) ReopenLeads(ctx context.Context, q verb.Reopening, _ string) (verb.Reopened, error) {
	return rest.Call(ctx, r.Remote, verb.ReopenLeads, q)
}

// EndList asks the daemon.
func (r remote) EndList(ctx context.Context, campaign, source, why, _ string) error {
	return called(ctx, r.Remote, verb.EndList, verb.ListChange{Campaign: campaign, Source: source, Why: why})
}

// RemoveList asks the daemon.
func (r remote) RemoveList(ctx context.Context, campaign, source, why, _ string) error {
	return called(ctx, r.Remote, verb.RemoveList, verb.ListChange{Campaign: campaign, Source: source, Why: why})
}

// LeadCounts asks the daemon.
func (r remote) LeadCounts(ctx context.Context, campaign string) ([]verb.LeadCount, error) {
	return rest.Call(ctx, r.Remote, verb.CountLeads, verb.LeadsQuery{Campaign: campaign})
}

// VerifyJournal asks the daemon.
func (r remote) VerifyJournal(ctx context.Context, noted verb.Noted) (verb.JournalReport, error) {
	return rest.Call(ctx, r.Remote, verb.VerifyJournal, noted)
}

// JournalHeads asks the daemon.
func (r remote) JournalHeads(ctx context.Context, days int) ([]verb.DayHead, error) {
	return rest.Call(ctx, r.Remote, verb.ListHeads, verb.HeadsQuery{Days: days})
}

// Facts asks the daemon.
func (r remote) Facts(ctx context.Context, q verb.FactsQuery) ([]verb.Fact, error) {
	return rest.Call(ctx, r.Remote, verb.ListFacts, q)
}

// WithdrawRequest asks the daemon.
func (r remote) WithdrawRequest(ctx context.Context, client, number, _ string) (verb.Withdrawn, error) {
	return rest.Call(ctx, r.Remote, verb.WithdrawRequest, verb.Withdrawal{Client: client, Number: number})
}

// Forget asks the daemon.
func (r remote) Forget(ctx context.Context, number, why, _ string) (verb.Forgotten, error) {
	return rest.Call(ctx, r.Remote, verb.ForgetNumber, verb.NumberReason{Number: number, Why: why})
}

// Dispose asks the daemon.
func (r remote) Dispose(ctx context.Context, attempt int64, word, _ string) error {
	return called(ctx, r.Remote, verb.Dispose, verb.AttemptWord{Attempt: attempt, Word: word})
}

// InquiryList asks the daemon.
func (r remote) InquiryList(ctx context.Context, q verb.InquiryQuery) ([]verb.Inquiry, error) {
	return rest.Call(ctx, r.Remote, verb.ListInquiries, q)
}

// Inquiry asks the daemon.
func (r remote) Inquiry(ctx context.Context, q verb.InquiryQuery) (verb.Inquiry, error) {
	return rest.Call(ctx, r.Remote, verb.ShowInquiry, q)
}

// NoteInquiry asks the daemon.
func (r remote) NoteInquiry(ctx context.Context, n verb.InquiryNote, _ string) (verb.Inquiry, error) {
	return rest.Call(ctx, r.Remote, verb.NoteInquiry, n)
}

// AnswerInquiry asks the daemon.
func (r remote) AnswerInquiry(ctx context.Context, a verb.InquiryAnswer, _ string) (verb.Inquiry, error) {
	return rest.Call(ctx, r.Remote, verb.AnswerInquiry, a)
}

// InquiryVoice asks the daemon.
func (r remote) InquiryVoice(ctx context.Context, l verb.InquiryListen, _ string) (verb.Sound, error) {
	return rest.Call(ctx, r.Remote, verb.ListenInquiry, l)
}

// InquiryBreaches asks the daemon.
func (r remote) InquiryBreaches(ctx context.Context, q verb.BreachQuery) ([]verb.BreachDay, error) {
	return rest.Call(ctx, r.Remote, verb.ListBreaches, q)
}

// Erasures asks the daemon.
func (r remote) Erasures(ctx context.Context, q verb.ErasureQuery) ([]verb.Erasure, error) {
	return rest.Call(ctx, r.Remote, verb.ListErasures, q)
}

// DecideErasure asks the daemon.
func (r remote) DecideErasure(ctx context.Context, d verb.ErasureDecision, _ string) (verb.Erased, error) {
	return rest.Call(ctx, r.Remote, verb.DecideErasure, d)
}

// RecordingList asks the daemon.
func (r remote) RecordingList(ctx context.Context, q verb.RecordingsQuery) ([]verb.Recording, error) {
	return rest.Call(ctx, r.Remote, verb.ListRecordings, q)
}

// ExportRecording asks the daemon.
func (r remote) ExportRecording(ctx context.Context, e verb.RecordingExport, _ string) (verb.Sound, error) {
	return rest.Call(ctx, r.Remote, verb.ExportRecording, e)
}

// HoldRecording asks the daemon.
func (r remote) HoldRecording(ctx context.Context, h verb.RecordingHold, _ string) error {
	return called(ctx, r.Remote, verb.HoldRecording, h)
}

// ReleaseRecording asks the daemon.
func (r remote) ReleaseRecording(ctx context.Context, d verb.RecordingWord, _ string) error {
	return called(ctx, r.Remote, verb.ReleaseRecording, verb.RecordingReason{ID: d.ID, Why: d.Why})
}

// DeleteRecording asks the daemon.
func (r remote) DeleteRecording(ctx context.Context, d verb.RecordingWord, _ string) (verb.RecordingRun, error) {
	return rest.Call(ctx, r.Remote, verb.DeleteRecording, d)
}

// ProveRecordings asks the daemon.
func (r remote) ProveRecordings(ctx context.Context) (verb.RecordingRun, error) {
	return rest.Call(ctx, r.Remote, verb.ProveRecordings, verb.Nothing{})
}

// RotateRecordingKey asks the daemon.
func (r remote) RotateRecordingKey(ctx context.Context, _ string) (verb.RecordingRun, error) {
	return rest.Call(ctx, r.Remote, verb.RotateRecordingKey, verb.Nothing{})
}

// AckNotice asks the daemon.
func (r remote) AckNotice(ctx context.Context, n verb.Notice, _ string) error {
	return called(ctx, r.Remote, verb.AckNotice, n)
}

// Subject asks the daemon.
func (r remote) Subject(ctx context.Context, number, _ string) (verb.Subject, error) {
	return rest.Call(ctx, r.Remote, verb.ShowSubject, verb.SubjectQuery{Number: number})
}

// Readmit asks the daemon.
func (r remote) Readmit(ctx context.Context, number, why, _ string) error {
	return called(ctx, r.Remote, verb.ReadmitSubject, verb.NumberReason{Number: number, Why: why})
}

// EraseSubject asks the daemon.
func (r remote) EraseSubject(ctx context.Context, number, why, _ string) (verb.Erased, error) {
	return rest.Call(ctx, r.Remote, verb.EraseSubject, verb.NumberReason{Number: number, Why: why})
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

// Unreserve asks the daemon.
func (r remote) Unreserve(ctx context.Context, w verb.Wish, _ string) (verb.Lifted, error) {
	return rest.Call(ctx, r.Remote, verb.Unreserve, w)
}

// RegisterList asks the daemon.
func (r remote) RegisterList(ctx context.Context) ([]verb.Register, error) {
	return rest.Call(ctx, r.Remote, verb.ListRegisters, verb.Nothing{})
}

// ImportRegister asks the daemon.
func (r remote) ImportRegister(ctx context.Context, f verb.RegisterFile, _ string) (verb.RegisterImport, error) {
	return rest.Call(ctx, r.Remote, verb.ImportRegister, f)
}

// Importing asks the daemon.
func (r remote) Importing(ctx context.Context) ([]verb.Importing, error) {
	return rest.Call(ctx, r.Remote, verb.ListImporting, verb.Nothing{})
}

// RestoreRegister asks the daemon.
func (r remote) RestoreRegister(ctx context.Context, q verb.RegisterRestore, _ string) (verb.Register, error) {
	return rest.Call(ctx, r.Remote, verb.RestoreRegister, q)
}

// ExportRegister asks the daemon.
func (r remote) ExportRegister(ctx context.Context, register string) ([]byte, error) {
	return rest.Call(ctx, r.Remote, verb.ExportRegister, verb.OfRegister{Register: register})
}

// People asks the daemon.
func (r remote) People(ctx context.Context) ([]verb.Person, error) {
	return rest.Call(ctx, r.Remote, verb.ListPeople, verb.Nothing{})
}

// Me asks the daemon.
func (r remote) Me(ctx context.Context) (verb.Caller, error) {
	return rest.Call(ctx, r.Remote, verb.ShowMe, verb.Nothing{})
}

// PutPerson asks the daemon.
func (r remote) PutPerson(ctx context.Context, e verb.PersonEntry, _ string) (verb.Person, error) {
	return rest.Call(ctx, r.Remote, verb.PutPerson, e)
}

// EndPerson asks the daemon.
func (r remote) EndPerson(ctx context.Context, id, why, _ string) error {
	return called(ctx, r.Remote, verb.EndPerson, verb.PersonReason{ID: id, Why: why})
}

// NoteCopy asks the daemon.
func (r remote) NoteCopy(ctx context.Context) error {
	return called(ctx, r.Remote, verb.NoteCopy, verb.Nothing{})
}

// Requests asks the daemon.
func (r remote) Requests(ctx context.Context) ([]verb.Request, error) {
	return rest.Call(ctx, r.Remote, verb.ListRequests, verb.Nothing{})
}

// DecideRequest asks the daemon.
func (r remote) DecideRequest(ctx context.Context, d verb.RequestDecision, _ string) (verb.Request, error) {
	return rest.Call(ctx, r.Remote, verb.DecideRequest, d)
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
