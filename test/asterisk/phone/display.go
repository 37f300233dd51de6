package phone

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/emiago/sipgo/sip"
)

// Shown is what a phone's display shows from an instant on: the name and number of the other party.
type Shown struct {
	At           time.Time
	By           sip.RequestMethod // INVITE, also within the call, or UPDATE
	Name, Number string
}

// Text is a SIP MESSAGE that came to the phone.
type Text struct {
	At         time.Time
	From, Body string
}

// takes is what a phone says in Allow that it understands.
const takes = "INVITE, ACK, BYE, CANCEL, OPTIONS, NOTIFY, INFO, REFER, UPDATE"

// allow is the phone's Allow header.
func (l *line) allow() string {
	if l.noTexts.Load() {
		return takes
	}
	return takes + ", MESSAGE"
}

// shown reads the other party as most phones do: P-Asserted-Identity (RFC 3325) first, then From.
func shown(req *sip.Request) Shown {
	s := Shown{At: now(), By: req.Method}
	if from := req.From(); from != nil {
		s.Name, s.Number = from.DisplayName, from.Address.User
	}
	var uri sip.Uri
	asserted := header(req, "P-Asserted-Identity")
	if name, err := sip.ParseAddressValue(asserted, &uri, &sip.HeaderParams{}); err == nil {
		s.Name, s.Number = name, uri.User
	}
	return s
}

// display notes what a request of the call shows, and its X- headers.
func (c *Call) display(req *sip.Request) {
	s := shown(req)
	c.note(func(r *Record) {
		r.Display = append(r.Display, s)
		for name, value := range extra(req) {
			r.Headers[name] = value
		}
	})
}

// extra are the X- headers of a request.
func extra(req *sip.Request) map[string]string {
	found := map[string]string{}
	for _, h := range req.Headers() {
		if strings.HasPrefix(strings.ToUpper(h.Name()), "X-") {
			found[h.Name()] = h.Value()
		}
	}
	return found
}

// onUpdate is a change of what the display shows, without a word of the sound (RFC 3311).
func (c *Call) onUpdate(req *sip.Request, tx sip.ServerTransaction) {
	c.display(req)
	res := sip.NewResponseFromRequest(req, 200, "OK", nil)
	res.AppendHeader(sip.HeaderClone(&c.line.dialog.ContactHDR))
	tx.Respond(res)
}

// onMessage is a text to the phone, outside of a call or within one.
func (l *line) onMessage(req *sip.Request, tx sip.ServerTransaction) {
	l.mu.Lock()
	defer l.mu.Unlock()
	defer l.signal()
	if l.noTexts.Load() {
		l.refused++
		tx.Respond(sip.NewResponseFromRequest(req, 405, "Method Not Allowed", nil))
		return
	}
	l.texts = append(l.texts, Text{At: now(), From: req.From().Value(), Body: string(req.Body())})
	ok(req, tx)
}

// AwaitText waits for a text with this body.
func (l *line) AwaitText(ctx context.Context, body string) error {
	return l.awaitTexts(ctx, body, func() bool {
		return slices.ContainsFunc(l.texts, func(t Text) bool { return t.Body == body })
	})
}

// AwaitRefused waits for a text that the phone refuses.
func (l *line) AwaitRefused(ctx context.Context) error {
	return l.awaitTexts(ctx, "to be refused", func() bool { return l.refused > 0 })
}

func (l *line) awaitTexts(ctx context.Context, what string, came func() bool) error {
	for {
		l.mu.Lock()
		changed, is, texts := l.changed, came(), slices.Clone(l.texts)
		l.mu.Unlock()
		if is {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("phone %s: no text %q came: %w; got %q", l.user, what, ctx.Err(), texts)
		}
	}
}

// Texts are the texts that came and were taken, in their order.
func (l *line) Texts() []Text {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.texts)
}

// LastShown is what the display shows now.
func (r Record) LastShown() Shown {
	if len(r.Display) == 0 {
		return Shown{}
	}
	return r.Display[len(r.Display)-1]
}

// ShownAs is when the display first showed this name; zero: never.
func (r Record) ShownAs(name string) time.Time {
	for _, s := range r.Display {
		if s.Name == name {
			return s.At
		}
	}
	return time.Time{}
}
