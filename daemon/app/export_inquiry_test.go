package app

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/inquiries"
	"github.com/ringevett/ringevett/daemon/recordings"
)

// SetVoices gives the inquiries a PBX of the test's, and no desk.
func (h *Rooms) SetVoices(v inquiries.PBX) { h.Inquiries.Connect(v, nil) }

// SetDesk gives them a desk too, as a daemon has one.
func (h *Rooms) SetDesk(v inquiries.PBX, d Desk) {
	h.desk = d.Desk
	h.Inquiries.Connect(v, d.Desk)
}

// SwapVoice puts another sound in the place of an inquiry's voice, sealed with its own key.
func (h *Rooms) SwapVoice(ctx context.Context, id dialer.InquiryID, sound string) error {
	v, err := h.store.TakeVoice(ctx, id, "to swap it", "test")
	if err != nil {
		return err
	}
	mark := fmt.Sprintf("inquiry-%d", id)
	path := filepath.Join(h.cfg().Data.Dir, "voices", mark+".sealed")
	return recordings.Seal(path, v.Key, mark, func(w io.Writer) error {
		_, err := io.WriteString(w, sound)
		return err
	})
}
