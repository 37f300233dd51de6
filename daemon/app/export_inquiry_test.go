package app

import (
	"github.com/ringevett/ringevett/daemon/inquiries"
)

// SetDesk gives them a desk too, as a daemon has one.
func (h *Rooms) SetDesk(v inquiries.PBX, d Desk) {
	h.desk = d.Desk
	h.Inquiries.Connect(v, d.Desk)
}
