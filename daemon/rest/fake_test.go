package rest_test

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// fake is a floor that writes down what it is asked, and answers with the same values each time.
type fake struct {
	staff
	unread bool // imports of leads fail before they read
	asked  []string
	err    error
}

// Bindings are those of its methods.
func (f *fake) Bindings() []rest.Binding { return rest.Bindings(f) }

func (f *fake) note(format string, args ...any) error {
	f.asked = append(f.asked, fmt.Sprintf(format, args...))
	return f.err
}

// noon is a time with everything that JSON could lose.
func noon() time.Time { return time.Date(2026, 11, 23, 11, 0, 0, 123456789, time.UTC) }

func (f *fake) Health(context.Context) (verb.Health, error) {
	return verb.Health{Live: true, Why: "not connected"}, f.note("health")
}

func (f *fake) Status(context.Context) (verb.Status, error) {
	return verb.Status{
		At: noon(), Running: true, Campaigns: []verb.CampaignStatus{{ID: "autumn", Leads: []verb.LeadCount{{State: "waiting", Count: 3}}}},
		Agents: []verb.AgentStatus{{ID: "kari", Since: noon()}}, Calls: []verb.CallStatus{{Attempt: 7, Since: noon()}},
		Callers: []verb.CallerStatus{{Number: "+•••••••001", Clients: []string{"fjellvann"}, State: "waiting", Since: noon(), Until: noon()}},
	}, f.note("status")
}

func (f *fake) Reload(_ context.Context, by string) (verb.Reloaded, error) {
	return verb.Reloaded{InForce: "abc", Changes: []verb.ConfigChange{{Key: "hours.end", Old: "21:00", New: "20:00"}}}, f.note("reload by %s", by)
}

func (f *fake) Figures(_ context.Context, q verb.FiguresQuery) (verb.Figures, error) {
	return verb.Figures{From: q.From, Days: []verb.Day{{Attempted: 3, Blocked: map[string]int{"BLOCK_OWN": 1}, RingMinS: 20.5}}, Broken: []string{}}, f.note("figures %+v", q)
}

func (f *fake) Why(_ context.Context, q verb.WhyQuery) (verb.Why, error) {
	return verb.Why{Number: "+•••••••001", At: noon(), Code: "BLOCK_OWN", Steps: []verb.WhyStep{{Rule: "own register", Verdict: verb.StepNo, Next: noon()}},
		Sets: []verb.WhySet{{Register: "own", Answer: "reserved", Version: 3}}, Lacked: []string{"a campaign"}}, f.note("why %s %s %v", q.Number, q.Campaign, q.At.UTC())
}

func (f *fake) Clients(context.Context) ([]verb.Client, error) { return clients(), f.note("clients") }

func clients() []verb.Client {
	return []verb.Client{{ID: "fjellvann", Name: "Fjellvann Strøm AS", Visible: []string{"+4722000001"}}}
}

func (f *fake) AddClients(_ context.Context, text []byte, by string) ([]verb.Client, error) {
	return clients(), f.note("add clients %d bytes %.10q by %s", len(text), text, by)
}

func (f *fake) Agents(context.Context) ([]verb.Agent, error) { return []verb.Agent{}, f.note("agents") }

func (f *fake) AddAgents(_ context.Context, text []byte, by string) ([]verb.Agent, error) {
	return []verb.Agent{{ID: "kari"}}, f.note("add agents %q by %s", text, by)
}

func (f *fake) Campaigns(context.Context) ([]verb.Campaign, error) {
	return []verb.Campaign{campaign()}, f.note("campaigns")
}

func campaign() verb.Campaign {
	return verb.Campaign{ID: "autumn", Client: "fjellvann", GapHours: 4.5, Agents: []string{"kari"}, Sources: []verb.Source{{Name: "list", ObtainedAt: noon()}}}
}

func (f *fake) AddCampaign(_ context.Context, text []byte, by string) (verb.Campaign, error) {
	return campaign(), f.note("add campaign %q by %s", text, by)
}

func (f *fake) RestartPredictive(_ context.Context, id, why, by string) error {
	return f.note("restart predictive %s %q by %s", id, why, by)
}

func (f *fake) LiftShown(_ context.Context, number, why string, confirmed bool, by string) error {
	return f.note("lift shown %s %q %v by %s", number, why, confirmed, by)
}

func (f *fake) SetRunning(_ context.Context, id string, running bool, why, by string) (verb.Change, error) {
	return verb.Change{Campaign: campaign(), Changed: true}, f.note("set running %s %v %q by %s", id, running, why, by)
}

func (f *fake) ImportLeads(_ context.Context, l verb.LeadsFile, by string) (verb.Import, verb.Verdicts, error) {
	if f.unread {
		return verb.Import{}, nil, f.err
	}
	n, err := io.Copy(io.Discard, l.Text)
	if err != nil {
		return verb.Import{}, nil, err
	}
	return verb.Import{Rows: 2, Refused: 2}, func(yield func(verb.Verdict, error) bool) {
		_ = yield(verb.Verdict{Line: 2, Verdict: verb.RowRefused, Why: `"why" & <how>`}, nil) &&
			yield(verb.Verdict{Line: 3, Number: "+4790000001", Verdict: verb.RowRefused}, nil)
	}, f.note("import %s %s %s %d bytes by %s", l.Campaign, l.Source, l.Name, n, by)
}

func (f *fake) WithdrawRequest(_ context.Context, client, number, by string) (verb.Withdrawn, error) {
	return verb.Withdrawn{Leads: 2}, f.note("withdraw %s %s by %s", client, number, by)
}

func (f *fake) LeadCounts(_ context.Context, campaign string) ([]verb.LeadCount, error) {
	return []verb.LeadCount{{State: "done", Code: "booked", Count: 2}}, f.note("lead counts %s", campaign)
}

func (f *fake) Reservations(context.Context) ([]verb.Reservation, error) {
	return []verb.Reservation{{Scope: "own", Number: "+4790000001", At: noon()}}, f.note("reservations")
}

func (f *fake) CheckNumber(_ context.Context, number string) (verb.NumberCheck, error) {
	return verb.NumberCheck{Number: number, Registers: []verb.RegisterAnswer{{Register: "own", Answer: "clear", LoadedAt: noon()}}}, f.note("check number %s", number)
}

func (f *fake) RegisterList(context.Context) ([]verb.Register, error) {
	return []verb.Register{{Register: "national", Version: 7, Numbers: 3, LoadedAt: noon(), FreshUntil: noon()}}, f.note("register list")
}

func (f *fake) Importing(context.Context) ([]verb.Importing, error) {
	return []verb.Importing{{Register: "national", Step: "reading", Done: 7, Since: noon()}}, f.note("importing")
}

func (f *fake) ImportRegister(_ context.Context, file verb.RegisterFile, by string) (verb.RegisterImport, error) {
	text, err := io.ReadAll(file.Text)
	if err != nil {
		return verb.RegisterImport{}, err
	}
	return verb.RegisterImport{Register: verb.Register{Register: file.Register, Version: 8}, Rows: 3},
		f.note("import register %s %s %q %s/%s/%s/%s expect %d at %v because %q by %s", file.Register, file.Name, text, file.NumberColumn, file.NameColumn,
			file.BirthColumn, file.AddressColumn, file.Expect, file.DeliveredAt.UTC(), file.ShrunkBecause, by)
}

func (f *fake) RestoreRegister(_ context.Context, q verb.RegisterRestore, by string) (verb.Register, error) {
	return verb.Register{Register: q.Register, Version: 9}, f.note("restore register %s %d %q by %s", q.Register, q.Version, q.Why, by)
}

func (f *fake) ExportRegister(_ context.Context, register string) ([]byte, error) {
	return []byte("+4790000001\n"), f.note("export register %s", register)
}

func (f *fake) Reserve(_ context.Context, w verb.Wish, by string) error {
	return f.note("reserve %+v by %s", w, by)
}

func (f *fake) Unreserve(_ context.Context, w verb.Wish, by string) (verb.Lifted, error) {
	return verb.Lifted{Request: &verb.Request{ID: 3, At: noon(), Others: []string{"per"}}}, f.note("unreserve %+v by %s", w, by)
}

func (f *fake) JournalHeads(_ context.Context, days int) ([]verb.DayHead, error) {
	return []verb.DayHead{{Day: "2026-11-24", At: noon(), Head: "7:00"}}, f.note("heads %d", days)
}

func (f *fake) VerifyJournal(_ context.Context, noted verb.Noted) (verb.JournalReport, error) {
	return verb.JournalReport{Entry: 7, Why: "entry 7"}, f.note("verify %v", noted)
}

func (f *fake) Facts(_ context.Context, q verb.FactsQuery) ([]verb.Fact, error) {
	return []verb.Fact{{At: noon(), Kind: "booked", Attempt: 7}}, f.note("facts %s %d %v %v %d", q.Campaign, q.Attempt, q.From.UTC(), q.To.UTC(), q.Limit)
}

func (f *fake) RemoveClient(_ context.Context, id, why, by string) error {
	return f.note("remove client %s %q by %s", id, why, by)
}

func (f *fake) ArchiveCampaign(_ context.Context, id, why, by string) (verb.Campaign, error) {
	return campaign(), f.note("archive campaign %s %q by %s", id, why, by)
}

func (f *fake) Lists(_ context.Context, campaign string) ([]verb.List, error) {
	return []verb.List{{Source: "list", Ended: true, Leads: []verb.LeadCount{{State: "done", Count: 2}}}}, f.note("lists %s", campaign)
}

func (f *fake) ReopenLeads(_ context.Context, r verb.Reopening, by string) (verb.Reopened, error) {
	return verb.Reopened{Leads: 7}, f.note("reopen %+v by %s", r, by)
}

func (f *fake) EndList(_ context.Context, campaign, source, why, by string) error {
	return f.note("end list %s %s %q by %s", campaign, source, why, by)
}

func (f *fake) RemoveList(_ context.Context, campaign, source, why, by string) error {
	return f.note("remove list %s %s %q by %s", campaign, source, why, by)
}

func (f *fake) UnlockPhone(_ context.Context, phone, why, by string) (string, error) {
	return "PJSIP/" + phone, f.note("unlock phone %s %q by %s", phone, why, by)
}

func (f *fake) RemoveAgent(_ context.Context, id, why, by string) error {
	return f.note("remove agent %s %q by %s", id, why, by)
}

func (f *fake) Forget(_ context.Context, number, why, by string) (verb.Forgotten, error) {
	return verb.Forgotten{Facts: 3}, f.note("forget %s %q by %s", number, why, by)
}

func (f *fake) Dispose(_ context.Context, attempt int64, word, by string) error {
	return f.note("dispose %d %s by %s", attempt, word, by)
}
