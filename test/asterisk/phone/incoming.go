package phone

import (
	"context"
	"regexp"
	"time"

	"github.com/emiago/sipgo/sip"
)

func now() time.Time { return time.Now() }

// onInvite runs in a goroutine of its own for each INVITE and plays the called number's plan.
func (l *line) onInvite(req *sip.Request, tx sip.ServerTransaction) {
	if c := l.find(req); c != nil {
		c.onReinvite(req, tx)
		return
	}
	dialog, err := l.dialog.ReadInvite(req, tx)
	if err != nil {
		tx.Respond(sip.NewResponseFromRequest(req, 400, "Bad Request", nil))
		return
	}
	c := l.newCall(req.CallID().Value(), recordOf(req))
	c.in, c.plan = dialog, l.planOf(c.rec.Number)
	l.add(c)
	c.receive()
}

var sipUser = regexp.MustCompile(`sips?:([^@;>]+)@`)

func recordOf(req *sip.Request) Record {
	r := Record{Incoming: true, Number: req.Recipient.User, Headers: extra(req)}
	if from := req.From(); from != nil {
		r.From, r.FromName = from.Address.User, from.DisplayName
	}
	if m := sipUser.FindStringSubmatch(header(req, "P-Asserted-Identity")); m != nil {
		r.Asserted = m[1]
	}
	r.Display = []Shown{shown(req)}
	return r
}

// receive plays the plan from the INVITE to the end of the call's set-up.
func (c *Call) receive() {
	if c.plan.Ring > 0 || c.plan.Never || c.plan.Early != nil {
		if c.plan.RingAfter > 0 && !c.waitFor(time.After(c.plan.RingAfter)) {
			return
		}
		if err := c.ring(); err != nil {
			c.end("them")
			return
		}
	}
	if !c.waitRinging() {
		return
	}
	if c.plan.answers() || c.plan.AnswerOnCancel {
		c.answer()
		return
	}
	c.refuse()
}

func (c *Call) ring() error {
	c.note(func(r *Record) { r.Ringing = now() })
	if c.plan.Early == nil {
		return c.in.Respond(180, "Ringing", nil)
	}
	m, err := c.openMedia()
	if err != nil {
		return err
	}
	if err := c.talkTo(c.in.InviteRequest.Body()); err != nil {
		return err
	}
	m.send(*c.plan.Early)
	return c.in.Respond(183, "Session Progress", offer(m.port()), sip.NewHeader("Content-Type", "application/sdp"))
}

// waitRinging returns true when the outcome is due, false when the caller gave up before.
func (c *Call) waitRinging() bool {
	var due <-chan time.Time
	if !c.plan.Never {
		due = time.After(c.plan.Ring)
	}
	return c.waitFor(due)
}

// waitFor returns true when due, false when the caller gave up before.
func (c *Call) waitFor(due <-chan time.Time) bool {
	select {
	case <-due:
		return true
	case <-c.cross:
		return true
	case <-c.in.Context().Done():
		c.note(func(r *Record) { r.Cancelled, r.Code = true, 487 })
		c.end("them")
	case <-c.line.ctx.Done():
	}
	return false
}

// crossCancel tells a call that waits for it to answer now; true: hold the CANCEL back.
func (c *Call) crossCancel() bool {
	if !c.plan.AnswerOnCancel {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.crossed {
		return false // sent again: now it is heard
	}
	c.crossed = true
	close(c.cross)
	return true
}

func (c *Call) refuse() {
	var headers []sip.Header
	if c.plan.Reason != "" {
		headers = append(headers, sip.NewHeader("Reason", c.plan.Reason))
	}
	c.note(func(r *Record) { r.Code = c.plan.Code })
	c.in.Respond(c.plan.Code, phrase(c.plan.Code), nil, headers...)
	c.end("us")
}

func phrase(code int) string {
	names := map[int]string{403: "Forbidden", 404: "Not Found", 408: "Request Timeout", 410: "Gone",
		480: "Temporarily Unavailable", 484: "Address Incomplete", 486: "Busy Here", 488: "Not Acceptable Here",
		500: "Server Internal Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Server Time-out",
		600: "Busy Everywhere", 603: "Decline", 604: "Does Not Exist Anywhere", 607: "Unwanted"}
	if name, ok := names[code]; ok {
		return name
	}
	return "Refused"
}

// answer sends 200 and goes on as the plan says; it returns when the ACK has come.
func (c *Call) answer() {
	m, err := c.openMedia()
	if err == nil {
		err = c.talkTo(c.in.InviteRequest.Body())
	}
	if err != nil {
		c.in.Respond(488, phrase(488), nil)
		c.end("us")
		return
	}
	c.note(func(r *Record) { r.Answered, r.Code = now(), 200 })
	if !c.plan.NoRTP {
		m.send(c.plan.Send)
	}
	res := sip.NewSDPResponseFromRequest(c.in.InviteRequest, offer(m.port()))
	if err := c.in.WriteResponse(res); err != nil {
		c.end("them") // ended before its ACK came, or no ACK came
		return
	}
	c.line.wg.Go(c.goOn)
}

// goOn does what is planned after the answer: presses keys, and hangs up when it is time.
func (c *Call) goOn() {
	ctx, cancel := context.WithCancel(c.line.ctx)
	defer cancel()
	for _, p := range c.plan.Press {
		c.line.wg.Go(func() { c.pressLater(ctx, p) })
	}
	if c.plan.HangUp {
		c.HangUpFor(c.plan.Reason)
		return
	}
	var due <-chan time.Time
	if c.plan.Hold > 0 {
		due = time.After(c.plan.Hold)
	}
	select {
	case <-due:
		c.HangUpFor(c.plan.Reason)
	case <-c.ended:
	case <-c.line.ctx.Done():
	}
}

func (c *Call) pressLater(ctx context.Context, p Press) {
	select {
	case <-time.After(p.After):
	case <-ctx.Done():
		return
	}
	// a call that ends meanwhile takes its digits with it; the log of the other side shows what came
	if p.Info {
		c.PressInfo(ctx, p.Digits)
	} else {
		c.Press(ctx, p.Digits)
	}
}
