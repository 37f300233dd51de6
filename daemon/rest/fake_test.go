package rest_test

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/ringevett/ringevett/daemon/rest"
)

// fake is a floor that writes down what it is asked, and answers with the same values each time.
type fake struct {
	staff
	unread bool // imports of leads fail before they read
	asked  []string
	err    error
}

func (f *fake) note(format string, args ...any) error {
	f.asked = append(f.asked, fmt.Sprintf(format, args...))
	return f.err
}

// noon is a time with everything that JSON could lose.
func noon() time.Time { return time.Date(2026, 11, 23, 11, 0, 0, 123456789, time.UTC) }

func (f *fake) Health(context.Context) (rest.Health, error) {
	return rest.Health{Live: true, Why: "not connected"}, f.note("health")
}

func (f *fake) Status(context.Context) (rest.Status, error) {
	return rest.Status{
		At: noon(), Running: true, Campaigns: []rest.CampaignStatus{{ID: "autumn", Leads: []rest.LeadCount{{State: "waiting", Count: 3}}}},
		Agents: []rest.AgentStatus{{ID: "kari", Since: noon()}}, Calls: []rest.CallStatus{{Attempt: 7, Since: noon()}},
		Callers: []rest.CallerStatus{{Number: "+•••••••001", Clients: []string{"fjellvann"}, State: "waiting", Since: noon(), Until: noon()}},
	}, f.note("status")
}

func (f *fake) Reload(_ context.Context, by string) (rest.Reloaded, error) {
	return rest.Reloaded{InForce: "abc", Changes: []rest.ConfigChange{{Key: "hours.end", Old: "21:00", New: "20:00"}}}, f.note("reload by %s", by)
}

func (f *fake) Figures(_ context.Context, q rest.FiguresQuery) (rest.Figures, error) {
	return rest.Figures{From: q.From, Days: []rest.Day{{Attempted: 3, Blocked: map[string]int{"BLOCK_OWN": 1}, RingMinS: 20.5}}, Broken: []string{}}, f.note("figures %+v", q)
}

func (f *fake) Why(_ context.Context, q rest.WhyQuery) (rest.Why, error) {
	return rest.Why{Number: "+•••••••001", At: noon(), Code: "BLOCK_OWN", Steps: []rest.WhyStep{{Rule: "own register", Verdict: rest.StepNo, Next: noon()}},
		Sets: []rest.WhySet{{Register: "own", Answer: "reserved", Version: 3}}, Lacked: []string{"a campaign"}}, f.note("why %s %s %v", q.Number, q.Campaign, q.At.UTC())
}

func (f *fake) Clients(context.Context) ([]rest.Client, error) { return clients(), f.note("clients") }

func clients() []rest.Client {
	return []rest.Client{{ID: "fjellvann", Name: "Fjellvann Strøm AS", Visible: []string{"+4722000001"}}}
}

func (f *fake) AddClients(_ context.Context, text []byte, by string) ([]rest.Client, error) {
	return clients(), f.note("add clients %d bytes %.10q by %s", len(text), text, by)
}

func (f *fake) Agents(context.Context) ([]rest.Agent, error) { return []rest.Agent{}, f.note("agents") }

func (f *fake) AddAgents(_ context.Context, text []byte, by string) ([]rest.Agent, error) {
	return []rest.Agent{{ID: "kari"}}, f.note("add agents %q by %s", text, by)
}

func (f *fake) Campaigns(context.Context) ([]rest.Campaign, error) {
	return []rest.Campaign{campaign()}, f.note("campaigns")
}

func campaign() rest.Campaign {
	return rest.Campaign{ID: "autumn", Client: "fjellvann", GapHours: 4.5, Agents: []string{"kari"}, Sources: []rest.Source{{Name: "list", ObtainedAt: noon()}}}
}

func (f *fake) AddCampaign(_ context.Context, text []byte, by string) (rest.Campaign, error) {
	return campaign(), f.note("add campaign %q by %s", text, by)
}

func (f *fake) RestartPredictive(_ context.Context, id, why, by string) error {
	return f.note("restart predictive %s %q by %s", id, why, by)
}

func (f *fake) LiftShown(_ context.Context, number, why string, confirmed bool, by string) error {
	return f.note("lift shown %s %q %v by %s", number, why, confirmed, by)
}

func (f *fake) SetRunning(_ context.Context, id string, running bool, why, by string) (rest.Change, error) {
	return rest.Change{Campaign: campaign(), Changed: true}, f.note("set running %s %v %q by %s", id, running, why, by)
}

func (f *fake) ImportLeads(_ context.Context, l rest.LeadsFile, by string) (rest.Import, rest.Verdicts, error) {
	if f.unread {
		return rest.Import{}, nil, f.err
	}
	n, err := io.Copy(io.Discard, l.Text)
	if err != nil {
		return rest.Import{}, nil, err
	}
	return rest.Import{Rows: 2, Refused: 2}, func(yield func(rest.Verdict, error) bool) {
		_ = yield(rest.Verdict{Line: 2, Verdict: rest.RowRefused, Why: `"why" & <how>`}, nil) &&
			yield(rest.Verdict{Line: 3, Number: "+4790000001", Verdict: rest.RowRefused}, nil)
	}, f.note("import %s %s %s %d bytes by %s", l.Campaign, l.Source, l.Name, n, by)
}

func (f *fake) WithdrawRequest(_ context.Context, client, number, by string) (rest.Withdrawn, error) {
	return rest.Withdrawn{Leads: 2}, f.note("withdraw %s %s by %s", client, number, by)
}

func (f *fake) LeadCounts(_ context.Context, campaign string) ([]rest.LeadCount, error) {
	return []rest.LeadCount{{State: "done", Code: "booked", Count: 2}}, f.note("lead counts %s", campaign)
}

func (f *fake) Reservations(context.Context) ([]rest.Reservation, error) {
	return []rest.Reservation{{Scope: "own", Number: "+4790000001", At: noon()}}, f.note("reservations")
}

func (f *fake) CheckNumber(_ context.Context, number string) (rest.NumberCheck, error) {
	return rest.NumberCheck{Number: number, Registers: []rest.RegisterAnswer{{Register: "own", Answer: "clear", LoadedAt: noon()}}}, f.note("check number %s", number)
}

func (f *fake) RegisterList(context.Context) ([]rest.Register, error) {
	return []rest.Register{{Register: "national", Version: 7, Numbers: 3, LoadedAt: noon(), FreshUntil: noon()}}, f.note("register list")
}

func (f *fake) Importing(context.Context) ([]rest.Importing, error) {
	return []rest.Importing{{Register: "national", Step: "reading", Done: 7, Since: noon()}}, f.note("importing")
}

func (f *fake) ImportRegister(_ context.Context, file rest.RegisterFile, by string) (rest.RegisterImport, error) {
	text, err := io.ReadAll(file.Text)
	if err != nil {
		return rest.RegisterImport{}, err
	}
	return rest.RegisterImport{Register: rest.Register{Register: file.Register, Version: 8}, Rows: 3},
		f.note("import register %s %s %q %s/%s/%s/%s expect %d at %v because %q by %s", file.Register, file.Name, text, file.NumberColumn, file.NameColumn,
			file.BirthColumn, file.AddressColumn, file.Expect, file.DeliveredAt.UTC(), file.ShrunkBecause, by)
}

func (f *fake) RestoreRegister(_ context.Context, q rest.RegisterRestore, by string) (rest.Register, error) {
	return rest.Register{Register: q.Register, Version: 9}, f.note("restore register %s %d %q by %s", q.Register, q.Version, q.Why, by)
}

func (f *fake) ExportRegister(_ context.Context, register string) ([]byte, error) {
	return []byte("+4790000001\n"), f.note("export register %s", register)
}

func (f *fake) Reserve(_ context.Context, w rest.Wish, by string) error {
	return f.note("reserve %+v by %s", w, by)
}

func (f *fake) Unreserve(_ context.Context, w rest.Wish, by string) (rest.Lifted, error) {
	return rest.Lifted{Request: &rest.Request{ID: 3, At: noon(), Others: []string{"per"}}}, f.note("unreserve %+v by %s", w, by)
}

func (f *fake) JournalHeads(_ context.Context, days int) ([]rest.DayHead, error) {
	return []rest.DayHead{{Day: "2026-11-24", At: noon(), Head: "7:00"}}, f.note("heads %d", days)
}

func (f *fake) VerifyJournal(_ context.Context, noted rest.Noted) (rest.JournalReport, error) {
	return rest.JournalReport{Entry: 7, Why: "entry 7"}, f.note("verify %v", noted)
}

func (f *fake) Facts(_ context.Context, q rest.FactsQuery) ([]rest.Fact, error) {
	return []rest.Fact{{At: noon(), Kind: "booked", Attempt: 7}}, f.note("facts %s %d %v %v %d", q.Campaign, q.Attempt, q.From.UTC(), q.To.UTC(), q.Limit)
}

func (f *fake) RemoveClient(_ context.Context, id, why, by string) error {
	return f.note("remove client %s %q by %s", id, why, by)
}

func (f *fake) ArchiveCampaign(_ context.Context, id, why, by string) (rest.Campaign, error) {
	return campaign(), f.note("archive campaign %s %q by %s", id, why, by)
}

func (f *fake) Lists(_ context.Context, campaign string) ([]rest.List, error) {
	return []rest.List{{Source: "list", Ended: true, Leads: []rest.LeadCount{{State: "done", Count: 2}}}}, f.note("lists %s", campaign)
}

func (f *fake) ReopenLeads(_ context.Context, r rest.Reopening, by string) (rest.Reopened, error) {
	return rest.Reopened{Leads: 7}, f.note("reopen %+v by %s", r, by)
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

func (f *fake) Forget(_ context.Context, number, why, by string) (rest.Forgotten, error) {
	return rest.Forgotten{Facts: 3}, f.note("forget %s %q by %s", number, why, by)
}

func (f *fake) Dispose(_ context.Context, attempt int64, word, by string) error {
	return f.note("dispose %d %s by %s", attempt, word, by)
}
