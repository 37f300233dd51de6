package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/reservation"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Campaigns lists all, those that are archived among them.
func (h *House) Campaigns(ctx context.Context) ([]verb.Campaign, error) {
	all, err := h.store.Campaigns(ctx)
	if err != nil {
		return nil, err
	}
	return verb.Each(all, verb.CampaignOf), nil
}

// AddCampaign adds or changes the campaign of a file. A new one is paused.
func (h *House) AddCampaign(ctx context.Context, text []byte, by string) (verb.Campaign, error) {
	h.change.Lock()
	defer h.change.Unlock()
	var failed error
	find := func(id dialer.ClientID) (dialer.Client, bool) {
		c, err := h.store.Client(ctx, id)
		if err != nil && !errors.Is(err, dialer.ErrNotFound) {
			failed = err
		}
		return c, err == nil
	}
	c, err := config.ReadCampaign(bytes.NewReader(text), find, h.cfg(), h.now())
	if failed != nil {
		return verb.Campaign{}, failed
	}
	if err != nil {
		return verb.Campaign{}, err
	}
	if err := h.store.PutCampaign(ctx, c, by); err != nil {
		return verb.Campaign{}, err
	}
	if c, err = h.store.Campaign(ctx, c.ID); err != nil {
		return verb.Campaign{}, err
	}
	h.speech.Refresh(ctx)
	return verb.CampaignOf(c), h.toFloor(ctx, c)
}

// SetRunning starts or pauses a campaign. One that could not dial for a reason that waiting does not mend is not
// started. A pause waits for no other change, no import and no start.
func (h *House) SetRunning(ctx context.Context, id string, running bool, why, by string) (verb.Change, error) {
	if !running {
		return h.pause(ctx, dialer.CampaignID(id), why, by)
	}
	h.change.Lock()
	defer h.change.Unlock()
	pauses := h.pausesOf(dialer.CampaignID(id))
	c, err := h.store.Campaign(ctx, dialer.CampaignID(id))
	if err != nil {
		return verb.Change{}, err
	}
	out := verb.Change{Changed: !c.Running}
	if c.Archived.IsZero() { // the book refuses the others
		if out.Note, err = h.mayStart(ctx, c); err == nil {
			err = h.mayPredict(c)
		}
	}
	if err == nil {
		err = h.setStarted(ctx, c.ID, pauses, by, why)
	}
	if err != nil {
		return verb.Change{}, fmt.Errorf("start campaign %s: %w", id, err)
	}
	c.Running = true
	out.Campaign = verb.CampaignOf(c)
	return out, h.putOnFloor(ctx, c.ID)
}

func (h *House) pausesOf(id dialer.CampaignID) int {
	h.placing.Lock()
	defer h.placing.Unlock()
	return h.pauses[id]
}

// setStarted writes that a campaign runs, unless a person has paused it since its start was asked for.
func (h *House) setStarted(ctx context.Context, id dialer.CampaignID, pauses int, by, why string) error {
	h.placing.Lock()
	defer h.placing.Unlock()
	if h.pauses[id] != pauses {
		return fmt.Errorf("%w: it was paused meanwhile", dialer.ErrRefused)
	}
	return h.store.SetRunning(ctx, id, true, by, why)
}

// pause stops a campaign on the floor first, whatever the disk does, and then in the book.
func (h *House) pause(ctx context.Context, id dialer.CampaignID, why, by string) (verb.Change, error) {
	if h.engine != nil {
		if err := h.engine.PauseCampaign(ctx, id); err != nil && !errors.Is(err, dialer.ErrNotFound) {
			return verb.Change{}, err
		}
	}
	h.placing.Lock()
	if h.pauses == nil {
		h.pauses = map[dialer.CampaignID]int{}
	}
	h.pauses[id]++
	h.placing.Unlock()
	was, err := h.store.Pause(ctx, id, by, why)
	if err != nil {
		return verb.Change{}, err
	}
	if err := h.putOnFloor(ctx, id); err != nil {
		return verb.Change{}, err
	}
	c, err := h.store.Campaign(ctx, id)
	return verb.Change{Changed: was, Campaign: verb.CampaignOf(c)}, err
}

// mayStart tells all that keeps a campaign from being started. wait says why it will not dial yet, though it may start.
func (h *House) mayStart(ctx context.Context, c dialer.Campaign) (wait string, err error) {
	return h.mayDial(ctx, c, h.speech.Ready(ctx, c))
}

// mayDial is mayStart with what is known of the campaign's sounds.
func (h *House) mayDial(ctx context.Context, c dialer.Campaign, sounds error) (wait string, err error) {
	var errs []error
	if err := h.cfg().Blanks(); err != nil {
		errs = append(errs, fmt.Errorf("the configuration has blanks:\n%w", err))
	}
	errs = append(errs, h.agentsKnown(ctx, c), sounds)
	v, wait := h.verdict(ctx, c)
	if !v.Allowed && !(v.Code == gate.BlockConfig && h.cfg().Blanks() != nil) { // the blanks are told already, each by name
		errs = append(errs, fmt.Errorf("%s: %s", v.Code, v.Why))
	}
	if err := errors.Join(errs...); err != nil {
		return "", fmt.Errorf("%w: %w", dialer.ErrRefused, err)
	}
	return wait, nil
}

// verdict is the gate's on the campaign as if it ran. Hours open by themselves: while they are closed, it is the
// verdict at their next opening, and wait tells when that is.
func (h *House) verdict(ctx context.Context, c dialer.Campaign) (v gate.Verdict, wait string) {
	c.Running = true
	facts := gate.CampaignFacts{
		Campaign: c, Responsible: h.cfg().ResponsibleManager(), Hours: h.cfg().HoursRules(), NationalMissing: h.nationalMissing(ctx, c.Kind),
	}
	v = gate.Campaign(h.now(), facts)
	if v.Code == gate.BlockHours && !v.Next.IsZero() {
		wait = v.Why + "; next at " + hours.Text(v.Next)
		v = gate.Campaign(v.Next, facts)
	}
	return v, wait
}

// nationalMissing reports that the national register of this kind was never delivered. One that is away for the
// moment keeps nobody from starting: the gate finds out at each dial.
func (h *House) nationalMissing(ctx context.Context, k dialer.Kind) bool {
	id := reservation.NationalOf(k)
	all, err := h.sets.Versions(ctx)
	if id == "" || err != nil {
		return false
	}
	return !slices.ContainsFunc(all, func(v dialer.RegisterVersion) bool { return v.Register == id && !v.LoadedAt.IsZero() })
}

func (h *House) agentsKnown(ctx context.Context, c dialer.Campaign) error {
	known, err := h.store.Agents(ctx)
	if err != nil {
		return err
	}
	var errs []error
	for i, id := range c.Agents {
		if !slices.ContainsFunc(known, func(a dialer.Agent) bool { return a.ID == id }) {
			errs = append(errs, dialer.Invalid{Field: fmt.Sprintf("agents[%d]", i+1), Value: string(id), Why: "an agent in the book: ringevett agent add"})
		}
	}
	return errors.Join(errs...)
}

// toFloor puts a campaign on the floor as it stands in the book. A running one that may run no longer is paused first,
// loudly and in the journal.
func (h *House) toFloor(ctx context.Context, c dialer.Campaign) error {
	return h.toFloorWith(ctx, c, h.speech.Ready)
}

// toFloorWith is toFloor with another look at the campaign's sounds.
func (h *House) toFloorWith(ctx context.Context, c dialer.Campaign, sounds func(context.Context, dialer.Campaign) error) error {
	if c.Running {
		if _, err := h.mayDial(ctx, c, sounds(ctx, c)); err != nil {
			h.log.WithError(err).WithField("campaign", c.ID).Error("campaign paused: it cannot run as it is")
			if err := h.store.SetRunning(ctx, c.ID, false, self, err.Error()); err != nil {
				return err
			}
		}
	}
	return h.putOnFloor(ctx, c.ID)
}

// putOnFloor puts a campaign on the floor as the book has it now, and takes one that is archived off it.
func (h *House) putOnFloor(ctx context.Context, id dialer.CampaignID) error {
	if h.engine == nil {
		return nil
	}
	h.placing.Lock()
	defer h.placing.Unlock()
	c, err := h.store.Campaign(ctx, id)
	if err != nil {
		return err
	}
	if !c.Archived.IsZero() {
		return h.engine.DropCampaign(ctx, id)
	}
	return h.engine.PutCampaign(ctx, c)
}
