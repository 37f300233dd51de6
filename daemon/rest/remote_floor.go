package rest

import (
	"context"

	"github.com/ringevett/ringevett/daemon/verb"
)

var _ Floor = (*Remote)(nil)

func called[In, Out any](ctx context.Context, r *Remote, v verb.Verb[In, Out], in In) error {
	_, err := Call(ctx, r, v, in)
	return err
}

// Health asks the daemon.
func (r *Remote) Health(ctx context.Context) (verb.Health, error) {
	return Call(ctx, r, verb.ShowHealth, verb.Nothing{})
}

// Status asks the daemon.
func (r *Remote) Status(ctx context.Context) (verb.Status, error) {
	return Call(ctx, r, verb.ShowStatus, verb.Nothing{})
}

// Reload asks the daemon.
func (r *Remote) Reload(ctx context.Context, _ string) (verb.Reloaded, error) {
	return Call(ctx, r, verb.Reload, verb.Nothing{})
}

// Figures asks the daemon.
func (r *Remote) Figures(ctx context.Context, q verb.FiguresQuery) (verb.Figures, error) {
	return Call(ctx, r, verb.ShowFigures, q)
}

// Why asks the daemon.
func (r *Remote) Why(ctx context.Context, q verb.WhyQuery) (verb.Why, error) {
	return Call(ctx, r, verb.AskWhy, q)
}

// Clients asks the daemon.
func (r *Remote) Clients(ctx context.Context) ([]verb.Client, error) {
	return Call(ctx, r, verb.ListClients, verb.Nothing{})
}

// AddClients asks the daemon.
func (r *Remote) AddClients(ctx context.Context, text []byte, _ string) ([]verb.Client, error) {
	return Call(ctx, r, verb.AddClients, verb.File{Text: text})
}

// Agents asks the daemon.
func (r *Remote) Agents(ctx context.Context) ([]verb.Agent, error) {
	return Call(ctx, r, verb.ListAgents, verb.Nothing{})
}

// AddAgents asks the daemon.
func (r *Remote) AddAgents(ctx context.Context, text []byte, _ string) ([]verb.Agent, error) {
	return Call(ctx, r, verb.AddAgents, verb.File{Text: text})
}

// RemoveClient asks the daemon.
func (r *Remote) RemoveClient(ctx context.Context, id, why, _ string) error {
	return called(ctx, r, verb.RemoveClient, verb.ClientReason{ID: id, Why: why})
}

// RemoveAgent asks the daemon.
func (r *Remote) RemoveAgent(ctx context.Context, id, why, _ string) error {
	return called(ctx, r, verb.RemoveAgent, verb.AgentReason{ID: id, Why: why})
}

// Campaigns asks the daemon.
func (r *Remote) Campaigns(ctx context.Context) ([]verb.Campaign, error) {
	return Call(ctx, r, verb.ListCampaigns, verb.Nothing{})
}

// AddCampaign asks the daemon.
func (r *Remote) AddCampaign(ctx context.Context, text []byte, _ string) (verb.Campaign, error) {
	return Call(ctx, r, verb.AddCampaign, verb.File{Text: text})
}

// ArchiveCampaign asks the daemon.
func (r *Remote) ArchiveCampaign(ctx context.Context, id, why, _ string) (verb.Campaign, error) {
	return Call(ctx, r, verb.ArchiveCampaign, verb.CampaignReason{Campaign: id, Why: why})
}

// RestartPredictive asks the daemon.
func (r *Remote) RestartPredictive(ctx context.Context, id, why, _ string) error {
	return called(ctx, r, verb.RestartPredictive, verb.CampaignReason{Campaign: id, Why: why})
}

// LiftShown asks the daemon.
func (r *Remote) LiftShown(ctx context.Context, number, why string, confirmed bool, _ string) error {
	return called(ctx, r, verb.LiftShown, verb.ShownLift{Number: number, Why: why, Confirmed: confirmed})
}

// Lists asks the daemon.
func (r *Remote) Lists(ctx context.Context, campaign string) ([]verb.List, error) {
	return Call(ctx, r, verb.ShowLists, verb.OfCampaign{Campaign: campaign})
}

// ReopenLeads asks the daemon.
func (r *Remote) ReopenLeads(ctx context.Context, q verb.Reopening, _ string) (verb.Reopened, error) {
	return Call(ctx, r, verb.ReopenLeads, q)
}

// EndList asks the daemon.
func (r *Remote) EndList(ctx context.Context, campaign, source, why, _ string) error {
	return called(ctx, r, verb.EndList, verb.ListChange{Campaign: campaign, Source: source, Why: why})
}

// RemoveList asks the daemon.
func (r *Remote) RemoveList(ctx context.Context, campaign, source, why, _ string) error {
	return called(ctx, r, verb.RemoveList, verb.ListChange{Campaign: campaign, Source: source, Why: why})
}

// LeadCounts asks the daemon.
func (r *Remote) LeadCounts(ctx context.Context, campaign string) ([]verb.LeadCount, error) {
	return Call(ctx, r, verb.CountLeads, verb.LeadsQuery{Campaign: campaign})
}

// VerifyJournal asks the daemon.
func (r *Remote) VerifyJournal(ctx context.Context, noted verb.Noted) (verb.JournalReport, error) {
	return Call(ctx, r, verb.VerifyJournal, noted)
}

// JournalHeads asks the daemon.
func (r *Remote) JournalHeads(ctx context.Context, days int) ([]verb.DayHead, error) {
	return Call(ctx, r, verb.ListHeads, verb.HeadsQuery{Days: days})
}

// Facts asks the daemon.
func (r *Remote) Facts(ctx context.Context, q verb.FactsQuery) ([]verb.Fact, error) {
	return Call(ctx, r, verb.ListFacts, q)
}

// WithdrawRequest asks the daemon.
func (r *Remote) WithdrawRequest(ctx context.Context, client, number, _ string) (verb.Withdrawn, error) {
	return Call(ctx, r, verb.WithdrawRequest, verb.Withdrawal{Client: client, Number: number})
}

// Forget asks the daemon.
func (r *Remote) Forget(ctx context.Context, number, why, _ string) (verb.Forgotten, error) {
	return Call(ctx, r, verb.ForgetNumber, verb.NumberReason{Number: number, Why: why})
}

// Dispose asks the daemon.
func (r *Remote) Dispose(ctx context.Context, attempt int64, word, _ string) error {
	return called(ctx, r, verb.Dispose, verb.AttemptWord{Attempt: attempt, Word: word})
}

// InquiryList asks the daemon.
func (r *Remote) InquiryList(ctx context.Context, q verb.InquiryQuery) ([]verb.Inquiry, error) {
	return Call(ctx, r, verb.ListInquiries, q)
}

// Inquiry asks the daemon.
func (r *Remote) Inquiry(ctx context.Context, q verb.InquiryQuery) (verb.Inquiry, error) {
	return Call(ctx, r, verb.ShowInquiry, q)
}

// NoteInquiry asks the daemon.
func (r *Remote) NoteInquiry(ctx context.Context, n verb.InquiryNote, _ string) (verb.Inquiry, error) {
	return Call(ctx, r, verb.NoteInquiry, n)
}

// AnswerInquiry asks the daemon.
func (r *Remote) AnswerInquiry(ctx context.Context, a verb.InquiryAnswer, _ string) (verb.Inquiry, error) {
	return Call(ctx, r, verb.AnswerInquiry, a)
}

// InquiryVoice asks the daemon.
func (r *Remote) InquiryVoice(ctx context.Context, l verb.InquiryListen, _ string) (verb.Sound, error) {
	return Call(ctx, r, verb.ListenInquiry, l)
}

// InquiryBreaches asks the daemon.
func (r *Remote) InquiryBreaches(ctx context.Context, q verb.BreachQuery) ([]verb.BreachDay, error) {
	return Call(ctx, r, verb.ListBreaches, q)
}

// Erasures asks the daemon.
func (r *Remote) Erasures(ctx context.Context, q verb.ErasureQuery) ([]verb.Erasure, error) {
	return Call(ctx, r, verb.ListErasures, q)
}

// DecideErasure asks the daemon.
func (r *Remote) DecideErasure(ctx context.Context, d verb.ErasureDecision, _ string) (verb.Erased, error) {
	return Call(ctx, r, verb.DecideErasure, d)
}

// RecordingList asks the daemon.
func (r *Remote) RecordingList(ctx context.Context, q verb.RecordingsQuery) ([]verb.Recording, error) {
	return Call(ctx, r, verb.ListRecordings, q)
}

// ExportRecording asks the daemon.
func (r *Remote) ExportRecording(ctx context.Context, e verb.RecordingExport, _ string) (verb.Sound, error) {
	return Call(ctx, r, verb.ExportRecording, e)
}

// HoldRecording asks the daemon.
func (r *Remote) HoldRecording(ctx context.Context, h verb.RecordingHold, _ string) error {
	return called(ctx, r, verb.HoldRecording, h)
}

// ReleaseRecording asks the daemon.
func (r *Remote) ReleaseRecording(ctx context.Context, d verb.RecordingWord, _ string) error {
	return called(ctx, r, verb.ReleaseRecording, verb.RecordingReason{ID: d.ID, Why: d.Why})
}

// DeleteRecording asks the daemon.
func (r *Remote) DeleteRecording(ctx context.Context, d verb.RecordingWord, _ string) (verb.RecordingRun, error) {
	return Call(ctx, r, verb.DeleteRecording, d)
}

// ProveRecordings asks the daemon.
func (r *Remote) ProveRecordings(ctx context.Context) (verb.RecordingRun, error) {
	return Call(ctx, r, verb.ProveRecordings, verb.Nothing{})
}

// RotateRecordingKey asks the daemon.
func (r *Remote) RotateRecordingKey(ctx context.Context, _ string) (verb.RecordingRun, error) {
	return Call(ctx, r, verb.RotateRecordingKey, verb.Nothing{})
}

// AckNotice asks the daemon.
func (r *Remote) AckNotice(ctx context.Context, n verb.Notice, _ string) error {
	return called(ctx, r, verb.AckNotice, n)
}

// Subject asks the daemon.
func (r *Remote) Subject(ctx context.Context, number, _ string) (verb.Subject, error) {
	return Call(ctx, r, verb.ShowSubject, verb.SubjectQuery{Number: number})
}

// Readmit asks the daemon.
func (r *Remote) Readmit(ctx context.Context, number, why, _ string) error {
	return called(ctx, r, verb.ReadmitSubject, verb.NumberReason{Number: number, Why: why})
}

// EraseSubject asks the daemon.
func (r *Remote) EraseSubject(ctx context.Context, number, why, _ string) (verb.Erased, error) {
	return Call(ctx, r, verb.EraseSubject, verb.NumberReason{Number: number, Why: why})
}

// Reservations asks the daemon.
func (r *Remote) Reservations(ctx context.Context) ([]verb.Reservation, error) {
	return Call(ctx, r, verb.ListReservations, verb.Nothing{})
}

// CheckNumber asks the daemon.
func (r *Remote) CheckNumber(ctx context.Context, number string) (verb.NumberCheck, error) {
	return Call(ctx, r, verb.CheckNumber, verb.OfNumber{Number: number})
}

// Reserve asks the daemon.
func (r *Remote) Reserve(ctx context.Context, w verb.Wish, _ string) error {
	return called(ctx, r, verb.Reserve, w)
}

// Unreserve asks the daemon.
func (r *Remote) Unreserve(ctx context.Context, w verb.Wish, _ string) (verb.Lifted, error) {
	return Call(ctx, r, verb.Unreserve, w)
}

// RegisterList asks the daemon.
func (r *Remote) RegisterList(ctx context.Context) ([]verb.Register, error) {
	return Call(ctx, r, verb.ListRegisters, verb.Nothing{})
}

// ImportRegister asks the daemon.
func (r *Remote) ImportRegister(ctx context.Context, f verb.RegisterFile, _ string) (verb.RegisterImport, error) {
	return Call(ctx, r, verb.ImportRegister, f)
}

// Importing asks the daemon.
func (r *Remote) Importing(ctx context.Context) ([]verb.Importing, error) {
	return Call(ctx, r, verb.ListImporting, verb.Nothing{})
}

// RestoreRegister asks the daemon.
func (r *Remote) RestoreRegister(ctx context.Context, q verb.RegisterRestore, _ string) (verb.Register, error) {
	return Call(ctx, r, verb.RestoreRegister, q)
}

// ExportRegister asks the daemon.
func (r *Remote) ExportRegister(ctx context.Context, register string) ([]byte, error) {
	return Call(ctx, r, verb.ExportRegister, verb.OfRegister{Register: register})
}

// People asks the daemon.
func (r *Remote) People(ctx context.Context) ([]verb.Person, error) {
	return Call(ctx, r, verb.ListPeople, verb.Nothing{})
}

// Me asks the daemon.
func (r *Remote) Me(ctx context.Context) (verb.Caller, error) {
	return Call(ctx, r, verb.ShowMe, verb.Nothing{})
}

// PutPerson asks the daemon.
func (r *Remote) PutPerson(ctx context.Context, e verb.PersonEntry, _ string) (verb.Person, error) {
	return Call(ctx, r, verb.PutPerson, e)
}

// EndPerson asks the daemon.
func (r *Remote) EndPerson(ctx context.Context, id, why, _ string) error {
	return called(ctx, r, verb.EndPerson, verb.PersonReason{ID: id, Why: why})
}

// NoteCopy asks the daemon.
func (r *Remote) NoteCopy(ctx context.Context) error {
	return called(ctx, r, verb.NoteCopy, verb.Nothing{})
}

// Requests asks the daemon.
func (r *Remote) Requests(ctx context.Context) ([]verb.Request, error) {
	return Call(ctx, r, verb.ListRequests, verb.Nothing{})
}

// DecideRequest asks the daemon.
func (r *Remote) DecideRequest(ctx context.Context, d verb.RequestDecision, _ string) (verb.Request, error) {
	return Call(ctx, r, verb.DecideRequest, d)
}

// SetRunning asks the daemon.
func (r *Remote) SetRunning(ctx context.Context, id string, running bool, why, _ string) (verb.Change, error) {
	v := verb.PauseCampaign
	if running {
		v = verb.StartCampaign
	}
	return Call(ctx, r, v, verb.CampaignChange{Campaign: id, Why: why})
}

// UnlockPhone asks the daemon.
func (r *Remote) UnlockPhone(ctx context.Context, phone, why, _ string) (string, error) {
	out, err := Call(ctx, r, verb.UnlockPhone, verb.PhoneReason{Phone: phone, Why: why})
	return out.Endpoint, err
}

// ImportLeads asks the daemon.
func (r *Remote) ImportLeads(ctx context.Context, l verb.LeadsFile, _ string) (verb.Import, verb.Verdicts, error) {
	out, err := Call(ctx, r, verb.ImportLeads, l)
	return out.Import, out.Each, err
}
