package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/redial"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// Attached fails where the PBX does not hear the daemon.
func (d *Desk) Attached(ctx context.Context) error { return d.ports.Floor.Attached(ctx) }

// Visiting lists the channels of the visits that are known here.
func (d *Desk) Visiting() []string {
	if d == nil {
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Collect(maps.Keys(d.visits))
}

// About finds the client and the campaign that a call is about, from the fact that it came; "" where there are
// several.
func (d *Desk) About(
	ctx context.Context, channel string, came dialer.Fact,
) (dialer.ClientID, dialer.CampaignID, error) {
	v, err := d.restore(ctx, channel, came)
	if err != nil {
		return "", "", err
	}
	return v.client(), v.about.ID, nil
}

// Named adds to the engine's event of a caller which clients the caller was told of: an agent who works for one of
// them comes first.
func (d *Desk) Named(ev engine.Event) engine.Event {
	r, is := ev.(engine.CallerArrived)
	if !is {
		return ev
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if v := d.visits[r.Channel]; v != nil {
		r.Clients = v.known.Named
	}
	return r
}

// Masked is the caller's number on a channel, masked; "" where it is withheld, or the visit not known.
func (d *Desk) Masked(channel string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if v := d.visits[channel]; v != nil && v.caller != "" {
		return v.caller.Masked()
	}
	return ""
}

// Taken ends the leads on which the caller was called: an agent serves the person now. The agent's word may put them
// off instead.
func (d *Desk) Taken(ctx context.Context, channel string, agent dialer.AgentID) error {
	return d.Said(ctx, channel, agent, "")
}

// Said takes the agent's word on a caller: one who asked to be called another day is called then, and every other one
// is served. In either case what rings there stops, and the number rests.
func (d *Desk) Said(ctx context.Context, channel string, agent dialer.AgentID, word dialer.Disposition) error {
	v, err := d.find(ctx, channel)
	if err != nil || v.caller == "" {
		return err
	}
	now := d.ports.Now()
	return kept(d.hold(ctx, &wish{By: byAgent(agent), Served: &sqlite.Served{
		Number: v.caller, Clients: v.known.Named, Said: word, Later: redial.AnotherDay(now.In(hours.Oslo())),
		Code: channel, Agent: agent, Now: now,
	}}))
}

// serve carries out what Said was told, and stops what rings at the number.
func (d *Desk) serve(ctx context.Context, s sqlite.Served) error {
	d.ports.Floor.Stop(s.Number, servedMeanwhile)
	leads, err := d.ports.Journal.ServeCaller(ctx, s)
	if err != nil {
		return err
	}
	d.ports.Floor.Stop(s.Number, servedMeanwhile)
	state := "done"
	if s.Said == dialer.CallLater {
		state = "put off"
	}
	d.ports.Log.WithField("channel", s.Code).WithField("leads", leads).Info(
		"a caller was served: the leads are " + state,
	)
	return nil
}

const servedMeanwhile = "the person rang and was served meanwhile"

// Unanswered makes an inquiry of a caller who asked for an agent and reached none, whatever comes of the visit
// (4.4.3 a).
func (d *Desk) Unanswered(ctx context.Context, channel, how string) error {
	v, err := d.find(ctx, channel)
	if err != nil {
		return err
	}
	v.owe(dialer.InquiryStaff, notReached+": "+how)
	return kept(v.makeOwed(ctx))
}

// errWithheld is of a caller who withholds the number: no answer could be given, and the agent hears so.
var errWithheld = errors.New("the caller's number is not known: ask for an address, and add the inquiry by hand")

// Note makes an inquiry of what an agent notes with a key: the text names the agent, who knows what was asked. In a
// returned call the visit becomes the inquiry, or adds to the one that it has become. A complaint is always an inquiry
// of its own (6.2).
func (d *Desk) Note(ctx context.Context, n engine.Note) error {
	in := dialer.Inquiry{
		Channel: dialer.InquiryAgent, Received: n.At, Number: n.Number, Visible: n.Visible,
		Client: n.Client, Campaign: n.Campaign, Complaint: n.Complaint, Text: noteText(n),
	}
	if n.Channel != "" {
		v, err := d.find(ctx, n.Channel)
		if err != nil {
			return err
		}
		if v.caller == "" {
			return errWithheld
		}
		if !n.Complaint {
			v.owe(dialer.InquiryAgent, in.Text)
			return v.makeOwed(ctx)
		}
		in.Number, in.Visible, in.Client, in.Campaign = v.caller, v.known.Visible, v.client(), v.about.ID
	}
	return d.hold(ctx, &wish{By: byAgent(n.Agent), Inquiry: &in})
}

// noteText says what is wanted, and who of ours knows more.
func noteText(n engine.Note) string {
	wants, where := cmp.Or(n.Wants, "wants an answer"), "a call to us"
	if n.Complaint {
		wants = "complains"
	}
	if n.Channel == "" {
		where = "call " + n.Attempt.String()
	}
	return fmt.Sprintf("%s, noted by key in %s: ask %s what was said", wants, where, n.Agent)
}

// byAgent is the author of what an agent has keyed, in the journal.
func byAgent(a dialer.AgentID) string { return "agent:" + string(a) }
