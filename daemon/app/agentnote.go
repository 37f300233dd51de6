package app

import (
	"context"
	"errors"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// agentNotes makes inquiries of what agents note with a key: the words are with the agent, whom the text names.
type agentNotes struct {
	inquiries func(ctx context.Context, in dialer.Inquiry, by string) (dialer.InquiryID, error)
	desk      *desk
}

var _ engine.Inquiries = agentNotes{}

// errUnseen is of a caller who withholds the number: nobody could be answered, and the agent hears so.
var errUnseen = errors.New("the caller's number is not known: ask for an address, and add the inquiry by hand")

// Note writes one down.
func (a agentNotes) Note(ctx context.Context, n engine.Note) error {
	if n.Channel != "" {
		return a.desk.noted(ctx, n)
	}
	_, err := a.inquiries(ctx, dialer.Inquiry{
		Channel: dialer.InquiryAgent, Received: n.At, Number: n.Number, Visible: n.Visible, Client: n.Client, Campaign: n.Campaign,
		Text: fmt.Sprintf("wants an answer, noted by key in call %s: ask %s what was asked", n.Attempt, n.Agent),
	}, noteBy(n.Agent))
	return err
}

func noteBy(a dialer.AgentID) string { return "agent:" + string(a) }

// noted makes the visit an inquiry, or adds to the one that it has become: one person waits for one answer.
func (d *desk) noted(ctx context.Context, n engine.Note) error {
	v, err := d.find(ctx, n.Channel)
	if err != nil {
		return err
	}
	if v.caller == "" {
		return errUnseen
	}
	v.owe(dialer.InquiryAgent, fmt.Sprintf("wants an answer, noted by key in a call to us: ask %s what was asked", n.Agent))
	return v.settle(ctx)
}
