package console

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/daemon/shown"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Watch tells how the floor does: whether the daemon lives, whether it can dial, and who talks.
type Watch struct{ WatchPorts }

// NewWatch gives one; it may be made before the engine runs.
func NewWatch(p WatchPorts) *Watch { return &Watch{p} }

// Health asks the engine's loop itself: a daemon whose loop does not answer is not alive.
func (w *Watch) Health(ctx context.Context) (verb.Health, error) {
	floor := w.Floor()
	if floor == nil {
		return verb.Health{Why: verb.NoDaemon}, nil
	}
	s, err := floor.Snapshot(ctx)
	if err != nil {
		return verb.Health{}, err
	}
	why := s.Halted
	if why == "" {
		why = w.cannotDial(ctx)
	}
	return verb.Health{Live: true, Ready: why == "", Why: why}, nil
}

// Status tells the floor now; without a daemon, what the book says.
func (w *Watch) Status(ctx context.Context) (verb.Status, error) {
	now, set := w.Now().In(hours.Oslo()), w.Settings()
	s, err := w.Snapshot(ctx)
	if err != nil {
		return verb.Status{}, err
	}
	out := verb.Status{
		At: now, Running: w.Floor() != nil, Version: set.Version, DemoClock: set.DemoClock, Connected: s.Up,
		Halted: s.Halted, Config: w.Config(), Hours: hoursOut(set.Hours.At(now, set.Ring)),
		Agents: verb.Each(s.Seats, seatOut), Calls: verb.Each(s.Calls, callOut),
	}
	out.Breached, out.Trunk, out.Noticed = s.Breached, verb.TrunkStatus(s.Trunk), s.Noticed
	out.Breaches = verb.Each(s.Breaches, func(b engine.Breach) verb.Breach {
		return verb.Breach{Rule: string(b.Rule), About: b.About, Since: b.Since}
	})
	if out.Inquiries.Open, out.Inquiries.Late, err = w.Book.OpenInquiries(ctx); err != nil {
		return out, err
	}
	if out.People, out.Waiting, err = w.Waiting(ctx); err != nil {
		return out, err
	}
	if out.SetAside, err = w.setAside(); err != nil {
		return out, err
	}
	trials, err := w.Book.PINTrials(ctx)
	if err != nil {
		return out, err
	}
	out.LogIns = verb.Each(trials, verb.TrialOf)
	out.Shown = verb.Each(s.Shown, shownOut)
	out.Callers, out.Failing = verb.Each(s.Callers, w.CallerOf), w.Failing()
	if guard := w.Guard(); guard != nil {
		out.Calls, out.Guard = append(out.Calls, guard.Calls()...), guard.Status()
	}
	if out.Halted == "" {
		out.Halted = w.cannotDial(ctx)
	}
	if out.Archived, err = w.Book.ArchivedCampaigns(ctx); err != nil {
		return out, err
	}
	counts, err := w.LeadCounts(ctx)
	if err != nil {
		return out, err
	}
	out.Campaigns = verb.Each(s.Campaigns, func(v engine.CampaignView) verb.CampaignStatus {
		return campaignStatus(v, counts[v.ID], set.LimitPct)
	})
	return out, nil
}

// campaignStatus tells why a campaign does not dial. What its list says goes first: one that has no lead left is
// finished, whatever else keeps it.
func campaignStatus(v engine.CampaignView, leads []verb.LeadCount, limitPct int) verb.CampaignStatus {
	out := verb.CampaignStatus{
		ID: string(v.ID), Running: v.Running, Why: v.Why, Calls: v.Calls, Leads: append([]verb.LeadCount{}, leads...),
		Pace: paceOut(v, limitPct),
	}
	waiting, all := 0, 0
	for _, l := range leads {
		if all += l.Count; l.State == string(sqlite.LeadWaiting) {
			waiting += l.Count
		}
	}
	switch {
	case waiting > 0 || v.Calls > 0:
	case all == 0:
		out.Why = "it has no leads yet: ringevett lead import"
	default:
		out.Finished, out.Why = true, "finished: every lead is done"
	}
	if waiting+v.Calls == 0 && !v.Running {
		out.Why = "paused; " + out.Why
	}
	return out
}

// setAside tells of entries that the journal lacks because it refused them; "" where there are none.
func (w *Watch) setAside() (string, error) {
	a, err := w.Book.Aside()
	if err != nil || a.Entries == 0 {
		return "", err
	}
	return fmt.Sprintf("entries that the journal refused: %d, in %s, the last of %s: %s; move the file away when "+
		"they are dealt with",
		a.Entries, a.Path, a.Last.In(hours.Oslo()).Format(time.DateTime), a.Why), nil
}

// noNumber is never given to a subscriber. It is looked up to learn whether the registers answer.
const noNumber = dialer.Number("+4700000000")

// registersAnswer is how long the registers may take to answer.
const registersAnswer = time.Second

// cannotDial says what keeps every call from being dialed and would show at the next dial only; "" where nothing does.
func (w *Watch) cannotDial(ctx context.Context) string {
	if blanks := w.Settings().Blanks; blanks != nil {
		return "the configuration has blanks: " + strings.ReplaceAll(blanks.Error(), "\n", "; ")
	}
	if w.Floor() == nil {
		return ""
	}
	soon, cancel := context.WithTimeout(ctx, registersAnswer)
	defer cancel()
	if err := w.Book.Probe(soon); err != nil {
		return err.Error()
	}
	answers, err := w.Registers().Check(soon, dialer.Subject{Number: noNumber}, []dialer.RegisterID{dialer.Own})
	switch {
	case err != nil:
		if inner := errors.Unwrap(err); inner != nil { // without the number
			err = inner
		}
		return "the reservation registers do not answer: " + err.Error()
	case answers[0].Answer == dialer.Unknown:
		return "the reservation registers do not know who is reserved"
	}
	return w.Halt()
}

// Snapshot is the engine's, or what the book says where no daemon runs.
func (w *Watch) Snapshot(ctx context.Context) (engine.Snapshot, error) {
	if floor := w.Floor(); floor != nil {
		return floor.Snapshot(ctx)
	}
	all, err := w.Book.Campaigns(ctx)
	return engine.Snapshot{Halted: verb.NoDaemon,
		Campaigns: verb.Each(dialer.InUse(all), func(c dialer.Campaign) engine.CampaignView {
			v := engine.CampaignView{ID: c.ID, Running: c.Running, Why: verb.NoDaemon, Mode: c.Mode}
			if !c.Running {
				v.Why = "paused"
			}
			return v
		})}, err
}

func paceOut(v engine.CampaignView, limitPct int) verb.Pace {
	p := verb.Pace{
		Mode: string(cmp.Or(v.Mode, dialer.Power)), Alarm: v.Off,
		AbandonedToday: v.Day.Abandoned, EstablishedToday: v.Day.Established(), Abandoned: v.Date.Abandoned,
		Established: v.Date.Established(), Room: min(losses(v.Day, limitPct), losses(v.Date, limitPct)),
	}
	if v.Mode == dialer.Predictive {
		p.Bound, p.Power = string(v.Word), v.Power
	}
	return p
}

// losses asks the guard what a ledger still allows.
func losses(l figures.Ledger, limitPct int) int {
	return pacing.Ledger{Abandoned: l.Abandoned, Established: l.Established()}.Losses(limitPct)
}

func hoursOut(w hours.Window) verb.Hours {
	return verb.Hours{Open: w.Open, Why: w.Why, Until: hours.InOslo(w.Until), Next: hours.InOslo(w.Next)}
}

func seatOut(s engine.SeatView) verb.AgentStatus {
	return verb.AgentStatus{
		ID: string(s.Agent), Name: s.Name, Endpoint: s.Endpoint, State: string(s.State), Since: hours.InOslo(s.Since),
		Attempt: int64(s.Attempt), Leaving: s.Leaving, Pause: string(s.Pause), Client: string(s.Client),
		Campaign: string(s.Campaign),
		Untold:   s.Untold, Phone: s.Phone, Display: s.Display,
	}
}

func callOut(c engine.CallView) verb.CallStatus {
	return verb.CallStatus{
		Attempt: int64(c.ID), Campaign: string(c.Campaign), Lead: int64(c.Lead), Number: c.Number,
		Agent: string(c.Agent),
		State: c.State, Where: c.Where, Since: hours.InOslo(c.Since),
	}
}

// CallerOf tells of a caller with the agent's name and the clients that the talk may be about. Of the number it has
// the last digits only.
func (w *Watch) CallerOf(v engine.CallerView) verb.CallerStatus {
	out := verb.CallerStatus{
		State: v.State, Since: hours.InOslo(v.Since), Until: hours.InOslo(v.Until), Agent: string(v.Agent),
		Clients: verb.Each(v.Clients, verb.Text),
	}
	out.Number = w.Masked(v.Channel)
	return out
}

func shownOut(k shown.Kept) verb.ShownStop {
	return verb.ShownStop{
		Visible: string(k.Visible), Sent: k.Sent, Code: k.Code, Why: k.Sentence(), Since: hours.InOslo(k.At),
	}
}
