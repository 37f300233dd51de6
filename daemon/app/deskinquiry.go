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
	"github.com/ringevett/ringevett/dialplan"
)

// inquiries keep what people want of us until it is answered (4.4.3).
type inquiries interface {
	AddInquiry(ctx context.Context, in dialer.Inquiry) (dialer.InquiryID, error)
	// KeepVoice takes a spoken message out of the PBX, by the recording's name there, and seals it.
	KeepVoice(ctx context.Context, id dialer.InquiryID, recording string) error
}

const reachedNobody = "asked for somebody and reached nobody"

// answerWithin is the time for an answer, by the clock: weekends count (4.4.3 a).
const answerWithin = 24 * time.Hour

// Message makes an inquiry of what was spoken, and of a message that could not be recorded where we know who wanted to leave it.
func (v *visit) Message(ctx context.Context, m dialplan.Message) error {
	if m.Recording == "" && v.caller == "" {
		return nil // nobody to answer, and nothing to answer to: the visit's end tells it
	}
	text := ""
	if m.Recording == "" {
		text = "wanted to leave a message, and there is none: " + m.Why
	}
	id, err := v.ask(ctx, dialer.InquiryMessage, text, m.Seconds)
	if err != nil {
		v.owe(dialer.InquiryMessage, "left a message, which could not be kept")
		return err
	}
	if m.Recording == "" {
		return nil
	}
	return v.desk.inquiries.KeepVoice(ctx, id, m.Recording)
}

// Over writes how the visit ended. What the caller asked for and did not get becomes an inquiry, if they left no message.
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

// settle makes an inquiry of what is owed.
func (v *visit) settle(ctx context.Context) error {
	v.mu.Lock()
	owed := len(v.owed) > 0 && v.inquiry == 0
	v.mu.Unlock()
	if !owed || v.caller == "" {
		return nil
	}
	_, err := v.ask(ctx, "", "", 0)
	return err
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

// ask makes the visit an inquiry, once: one person waits for one answer. Its text is what the caller is owed beside.
func (v *visit) ask(ctx context.Context, way dialer.InquiryChannel, text string, seconds int) (dialer.InquiryID, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.inquiry != 0 {
		return v.inquiry, nil
	}
	now := v.desk.house.now()
	notes := v.owed
	if text != "" {
		notes = append([]string{text}, notes...)
	}
	in := dialer.Inquiry{
		Channel: cmp.Or(way, v.way), Received: now, Due: now.Add(answerWithin), Visit: v.channel, Number: v.caller, Visible: v.facts.Visible,
		Client: v.client(), Campaign: v.about.ID, Text: strings.Join(notes, "; "), Seconds: seconds,
	}
	id, err := v.desk.inquiries.AddInquiry(ctx, in)
	if err != nil {
		return 0, fmt.Errorf("the inquiry of visit %s: %w", v.channel, err)
	}
	v.inquiry = id
	return id, nil
}

// client is whom an inquiry is about, where that is one only.
func (v *visit) client() dialer.ClientID {
	if len(v.facts.Named) == 1 {
		return v.facts.Named[0]
	}
	return ""
}

// Taken is told when an agent has a caller; that stands in the journal already.
func (d *desk) Taken(context.Context, string, dialer.AgentID) error { return nil }

// Unanswered makes an inquiry of a caller who asked for somebody and reached nobody, whatever comes of the visit (4.4.3 a).
func (d *desk) Unanswered(ctx context.Context, channel, how string) error {
	v, err := d.find(ctx, channel)
	if err != nil {
		return err
	}
	v.owe(dialer.InquiryStaff, reachedNobody+": "+how)
	return v.settle(ctx)
}
