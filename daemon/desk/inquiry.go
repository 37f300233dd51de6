package desk

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
	"github.com/ringevett/ringevett/dialplan"
)

const notReached = "asked for somebody and reached no one"

// answerWithin is the time for an answer, by the clock: weekends count (4.4.3 a).
const answerWithin = 24 * time.Hour

// Message makes an inquiry of what was spoken, and of a message that could not be recorded where the caller's number is
// known.
func (v *visit) Message(ctx context.Context, m dialplan.Message) error {
	if m.Blank != "" {
		if err := v.ports.Inquiries.DropVoice(ctx, m.Blank); err != nil {
			v.ports.Log.WithError(err).
				Warn("an empty recording could not be removed from the PBX; it is taken up with the next look there")
		}
	}
	if m.Recording == "" && v.caller == "" {
		return nil // there is no one to answer and nothing to answer: Over writes it down
	}
	if m.Recording == "" {
		v.owe(dialer.InquiryMessage, "wanted to leave a message, and there is none: "+m.Why)
	}
	in := dialer.Inquiry{Channel: dialer.InquiryMessage, Voice: m.Recording, Seconds: m.Seconds}
	return forAGI(v.makeInquiry(ctx, in))
}

// Over writes how the visit ended. What the caller asked for and did not get becomes an inquiry, if they left no
// message.
func (v *visit) Over(ctx context.Context, e dialplan.VisitEnd) error {
	defer v.ended(v)
	if slices.Contains(e.Heard, "key 0") {
		v.owe(dialer.InquiryStaff, notReached)
	}
	end := "hung up"
	if e.Whole {
		end = "to the end"
	}
	err := v.write(ctx, dialer.FactReturnedOver, strings.Join(append(slices.Clone(e.Heard), end), ", "))
	return errors.Join(err, kept(v.makeOwed(ctx)))
}

// makeOwed makes an inquiry of what is owed to a caller whose number is known.
func (v *visit) makeOwed(ctx context.Context) error {
	v.mu.Lock()
	owed := len(v.owed) > 0 && v.inquiry == 0 && v.caller != ""
	v.mu.Unlock()
	if !owed {
		return nil
	}
	return v.makeInquiry(ctx, dialer.Inquiry{})
}

// makeInquiry makes the visit an inquiry, once: one person waits for one answer. Its text lists what the caller is
// owed. What the disk does not take is kept: engine.ErrKept.
func (v *visit) makeInquiry(ctx context.Context, in dialer.Inquiry) error {
	v.mu.Lock()
	in.Received = v.ports.Now()
	in.Due = in.Received.Add(answerWithin)
	in.Visit, in.Number, in.Visible = v.channel, v.caller, v.known.Visible
	in.Client, in.Campaign = v.client(), v.about.ID
	in.Channel = cmp.Or(in.Channel, v.way)
	in.Text = strings.Join(v.owed, "; ")
	v.mu.Unlock()
	if err := v.hold(ctx, &wish{By: author, Inquiry: &in, visit: v}); err != nil {
		return fmt.Errorf("the inquiry of visit %s: %w", v.channel, err)
	}
	return nil
}

// kept is err, or nil where the wish is kept: it is not lost, and who asks can do nothing more.
func kept(err error) error {
	if errors.Is(err, engine.ErrKept) {
		return nil
	}
	return err
}
