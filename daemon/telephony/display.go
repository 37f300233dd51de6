package telephony

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/display"
)

// sender is the user of a text's From. No extension has this name, so that a phone's receipt rings nothing.
const sender = "ringevett"

// handset is what the phone of one leg can show. It is found out once a leg.
type handset struct {
	asked      bool
	endpoint   string // agent1
	line, text bool
	why        string // why it shows nothing, in plain words; "": it shows something
	told       string // the client of the last text
}

// showMost bounds the requests of one change of a display.
const showMost = 5 * time.Second

// Show shows an agent what the call is, by connected line, SIP MESSAGE or both, once no sound of ours plays on the leg.
func (p *PBX) Show(ctx context.Context, id dialer.SessionID, card display.Card) error {
	if p.set.Display.Off() {
		return nil
	}
	h := p.handset(id)
	if h == nil {
		return nil // the leg is over
	}
	if err := p.quiet(ctx, id); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, showMost)
	defer cancel()
	if !h.asked {
		if err := p.ask(ctx, id, h); err != nil {
			return ignore(err, ari.ErrNotFound)
		}
	}
	if !h.line && !h.text {
		return errors.New(h.why)
	}
	var err error
	if h.line {
		err = p.showLine(ctx, id, card)
	}
	if h.text {
		err = errors.Join(err, p.showText(ctx, h, card))
	}
	return err
}

// handset is the phone of a leg. Its fields belong to the lane of the leg's display.
func (p *PBX) handset(id dialer.SessionID) *handset {
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.legs[id]
	if l == nil || l.gone {
		return nil
	}
	return &l.handset
}

// ask finds out what the endpoint sends and the phone takes. Asterisk does not tell over ARI that a phone refused a
// MESSAGE, so one is sent only where the phone's INVITE allows it. What cannot be read counts as no.
func (p *PBX) ask(ctx context.Context, id dialer.SessionID, h *handset) error {
	ch, err := p.client.Channel(ctx, string(id))
	if err != nil {
		return fmt.Errorf("ask for the agent's channel: %w", err)
	}
	name, sip := sipEndpoint(endpoint(ch.Name))
	h.endpoint = name
	if !sip {
		h.asked, h.why = true, ch.Name+" is no PJSIP phone"
		return nil
	}
	var why []string
	if p.set.Display.Line() {
		pai, errPAI := p.read(ctx, id, "PJSIP_ENDPOINT("+name+",send_pai)")
		rpid, errRPID := p.read(ctx, id, "PJSIP_ENDPOINT("+name+",send_rpid)")
		if err := errors.Join(errPAI, errRPID); err != nil {
			return err
		}
		if h.line = yes(pai) || yes(rpid); !h.line {
			why = append(why, name+" has neither send_pai=yes nor send_rpid=yes in pjsip.conf")
		}
	}
	if p.set.Display.Text() {
		allow, err := p.read(ctx, id, "PJSIP_HEADER(read,Allow)")
		if err == nil && allow == "" { // we rang the phone: it says so in its answer
			allow, err = p.read(ctx, id, "PJSIP_RESPONSE_HEADER(read,Allow)")
		}
		if err != nil {
			return err
		}
		if h.text = strings.Contains(strings.ToUpper(allow), "MESSAGE"); !h.text {
			why = append(why, "the phone does not say that it takes SIP MESSAGE")
		}
	}
	h.asked, h.why = true, strings.Join(why, "; ")
	return nil
}

// read gives a variable of a leg; "" where Asterisk refuses to.
func (p *PBX) read(ctx context.Context, id dialer.SessionID, variable string) (string, error) {
	value, err := p.client.ChannelVar(ctx, string(id), variable)
	var refused *ari.Error
	if errors.As(err, &refused) && refused.Status != 0 {
		return "", nil
	}
	return value, err
}

// showLine changes the name of the party that the phone is connected to. The number beside it is the log-in code:
// Asterisk sends no name without a number, and the phone's redial then dials that.
func (p *PBX) showLine(ctx context.Context, id dialer.SessionID, card display.Card) error {
	err := p.client.SetChannelVar(ctx, string(id), "CONNECTEDLINE(num,i)", p.set.LoginCode)
	if err == nil {
		err = p.client.SetChannelVar(ctx, string(id), "CONNECTEDLINE(name)",
			display.Text(card, p.set.Language, display.Row))
	}
	if err = ignore(err, ari.ErrNotFound); err != nil {
		return fmt.Errorf("set the connected line: %w", err)
	}
	return nil
}

// showText sends a text about each call, and about the next ones where they are for another client than the last.
func (p *PBX) showText(ctx context.Context, h *handset, card display.Card) error {
	body := display.Text(card, p.set.Language, display.Window)
	if body == "" || card.Next && card.Client == h.told {
		return nil
	}
	if err := p.client.SendTextTo(ctx, "PJSIP", h.endpoint, ari.OutText{From: sender, Body: body}); err != nil {
		return fmt.Errorf("send a text to the phone: %w", err)
	}
	h.told = card.Client
	return nil
}
