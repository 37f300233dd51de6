package app

import (
	"context"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/shown"
	"github.com/ringevett/ringevett/daemon/verb"
)

// LiftShown lets a number be dialed with again that is stopped because the PBX did not send it: the next call proves
// it, or, where confirmed, a person saw it on a phone (4.4.2, mfl. § 14).
func (h *House) LiftShown(ctx context.Context, text, why string, confirmed bool, by string) error {
	n, err := number.Parse(text)
	if err != nil {
		return err
	}
	if h.engine == nil {
		return fmt.Errorf("%w: %s", dialer.ErrRefused, verb.NoDaemon)
	}
	if confirmed {
		return h.engine.ConfirmShown(ctx, n, why, by)
	}
	return h.engine.ShowAgain(ctx, n, why, by)
}

func shownOut(k shown.Kept) verb.ShownStop {
	return verb.ShownStop{Visible: string(k.Visible), Sent: k.Sent, Code: k.Code, Why: k.Sentence(), Since: hours.InOslo(k.At)}
}
