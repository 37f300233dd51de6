package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/redial"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/dialplan"
)

// inquiryKeeper keeps what people want of us until it is answered (4.4.3). An inquiry's Voice is the name of a recording
// that the PBX has; it is fetched from there and sealed, however often that must be tried.
type inquiryKeeper interface {
	AddInquiry(ctx context.Context, in dialer.Inquiry) (dialer.InquiryID, error)
	// KeepVoice gives an inquiry its voice later.
	KeepVoice(ctx context.Context, id dialer.InquiryID, recording string) error
	// DropVoice removes a recording in which nothing was said.
	DropVoice(ctx context.Context, recording string) error
}

const reachedNobody = "asked for somebody and reached nobody"

// answerWithin is the time for an answer, by the clock: weekends count (4.4.3 a).
const answerWithin = 24 * time.Hour

// Message makes an inquiry of what was spoken, and of a message that could not be recorded where we know who wanted
// to leave it.
func (v *visit) Message(ctx context.Context, m dialplan.Message) error {
	if m.Blank != "" {
		if err := v.desk.inquiries.DropVoice(ctx, m.Blank); err != nil {
			v.desk.house.log.WithError(err).Warn("an empty recording could not be removed from the PBX; it is taken up with the next look there")
		}
	}
	if m.Recording == "" && v.caller == "" {
		return nil // nobody to answer, and nothing to answer to: the visit's end tells it
	}
	if m.Recording == "" {
		v.owe(dialer.InquiryMessage, "wanted to leave a message, and there is none: "+m.Why)
	}
	in := dialer.Inquiry{Channel: dialer.InquiryMessage, Voice: m.Recording, Seconds: m.Seconds}
	err := v.ask(ctx, in)
	if err != nil {
		v.mu.Lock()
		v.unkept = in
		v.mu.Unlock()
	}
	return err
}

// Over writes how the visit ended. What the caller asked for and did not get becomes an inquiry, if they left no
// message.
func (v *visit) Over(ctx context.Context, e dialplan.VisitEnd) error {
	defer v.desk.drop(v)
	if slices.Contains(e.Heard, "key 0") {
		v.owe(dialer.InquiryStaff, reachedNobody)
	}
	end := "hung up"
	if e.Whole {
		end = "to the end"
	}
	err := v.write(ctx, dialer.FactReturnedOver, strings.Join(append(slices.Clone(e.Heard), end), ", "))
	return errors.Join(err, v.settle(ctx))
}

// settle makes an inquiry of what is owed to somebody whom we know, and of a message that could not be written down
// before.
func (v *visit) settle(ctx context.Context) error {
	v.mu.Lock()
	in, owed := v.unkept, len(v.owed) > 0 && v.inquiry == 0 && v.caller != ""
	v.mu.Unlock()
	if !owed && in.Channel == "" {
		return nil
	}
	return v.ask(ctx, in)
}

// owe notes what becomes an inquiry where the visit ends without one.
func (v *visit) owe(way dialer.InquiryChannel, what string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.way = cmp.Or(v.way, way)
	if !slices.Contains(v.owed, what) {
		v.owed = append(v.owed, what)
	}
}

// ask makes the visit an inquiry, once: one person waits for one answer. Its text tells what the caller is owed beside.
func (v *visit) ask(ctx context.Context, in dialer.Inquiry) (err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.inquiry != 0 {
		if in.Voice != "" {
			err = v.desk.inquiries.KeepVoice(ctx, v.inquiry, in.Voice)
		}
		return err
	}
	in.Received = v.desk.house.now()
	in.Due = in.Received.Add(answerWithin)
	in.Visit, in.Number, in.Visible, in.Client, in.Campaign = v.channel, v.caller, v.facts.Visible, v.client(), v.about.ID
	in.Channel = cmp.Or(in.Channel, v.way)
	in.Text = strings.Join(v.owed, "; ")
	if v.inquiry, err = v.desk.inquiries.AddInquiry(ctx, in); err != nil {
		return fmt.Errorf("the inquiry of visit %s: %w", v.channel, err)
	}
	return nil
}

// client is whom an inquiry is about, where that is one only.
func (v *visit) client() dialer.ClientID {
	if len(v.facts.Named) == 1 {
		return v.facts.Named[0]
	}
	return ""
}

// Taken ends the leads on which the caller was rung: an agent serves the person now. The agent's word may put them
// off instead.
func (d *desk) Taken(ctx context.Context, channel string, agent dialer.AgentID) error {
	return d.Said(ctx, channel, agent, "")
}

// Said takes the agent's word on a caller: one who asked to be called another day is, and every other one is served.
// Whichever it is, what rings there stops, and the number rests.
func (d *desk) Said(ctx context.Context, channel string, agent dialer.AgentID, word dialer.Disposition) error {
	v, err := d.find(ctx, channel)
	if err != nil || v.caller == "" {
		return err
	}
	now := d.house.now()
	leads, err := d.house.store.ServeCaller(ctx, sqlite.Served{
		Number: v.caller, Clients: v.facts.Named, Said: word, Later: redial.AnotherDay(now.In(hours.Oslo())), Code: channel, Agent: agent, Now: now,
	})
	if err != nil {
		return err
	}
	if d.house.engine != nil {
		d.house.engine.Tell(engine.NumberReserved{Number: v.caller, Why: "the person rang and was served meanwhile"})
	}
	d.house.log.WithField("channel", channel).WithField("leads", leads).Info("a caller was served: the leads are " + servedState(word))
	return nil
}

func servedState(word dialer.Disposition) string {
	if word == dialer.CallLater {
		return "put off"
	}
	return "done"
}

// Unanswered makes an inquiry of a caller who asked for somebody and reached nobody, whatever comes of the visit
// (4.4.3 a).
func (d *desk) Unanswered(ctx context.Context, channel, how string) error {
	v, err := d.find(ctx, channel)
	if err != nil {
		return err
	}
	v.owe(dialer.InquiryStaff, reachedNobody+": "+how)
	return v.settle(ctx)
}
