package phone

import (
	"github.com/emiago/sipgo/sip"
)

// onAck confirms the call. The ACK of a re-INVITE comes here too and changes nothing.
func (c *Call) onAck(req *sip.Request, tx sip.ServerTransaction) {
	if c.in == nil || c.in.ReadAck(req, tx) != nil {
		return
	}
	c.note(func(r *Record) {
		if r.Confirmed.IsZero() {
			r.Confirmed = now()
		}
	})
}

func (c *Call) onBye(req *sip.Request, tx sip.ServerTransaction) {
	c.note(func(r *Record) { r.Reason = header(req, "Reason") })
	switch {
	case c.in != nil:
		c.in.ReadBye(req, tx)
	case c.out != nil:
		c.out.ReadBye(req, tx)
	default:
		ok(req, tx)
	}
	c.end("them")
}

func (c *Call) onInfo(req *sip.Request, tx sip.ServerTransaction) {
	if key, is := infoKey(req.Body()); is {
		c.note(func(r *Record) { r.Digits = append(r.Digits, Digit{Key: key, At: now(), Info: true}) })
	}
	ok(req, tx)
}

// onReinvite takes the new address of the other side's sound and answers with ours.
func (c *Call) onReinvite(req *sip.Request, tx sip.ServerTransaction) {
	var err error
	switch {
	case c.in != nil:
		err = c.in.ReadRequest(req, tx)
	case c.out != nil:
		err = c.out.ReadRequest(req, tx)
	}
	m, mediaErr := c.openMedia()
	if err != nil || mediaErr != nil || c.talkTo(req.Body()) != nil {
		tx.Respond(sip.NewResponseFromRequest(req, 488, "Not Acceptable Here", nil))
		return
	}
	c.display(req)
	res := sip.NewSDPResponseFromRequest(req, offer(m.port()))
	res.AppendHeader(sip.HeaderClone(&c.line.dialog.ContactHDR))
	tx.Respond(res)
}

func header(m interface{ GetHeader(string) sip.Header }, name string) string {
	if h := m.GetHeader(name); h != nil {
		return h.Value()
	}
	return ""
}
