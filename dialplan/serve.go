package dialplan

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/ringevett/ringevett/dialplan/agi"
)

// ScriptDesk is the path by which the dialplan asks the desk.
const ScriptDesk = "desk"

// ErrNoNumber is Reserve's word for a caller whose number cannot stand in a register: a foreign one, say.
var ErrNoNumber = errors.New("no number to reserve")

// ErrKept is the desk's word for what is not on the disk yet, and is kept and tried until it is.
var ErrKept = errors.New("kept, and written when the disk takes it")

// What the handler and the dialplan tell each other, and how long a caller may wait for us. Whatever is said or
// waited for, the PBX's own limit (TIMEOUT(absolute)) ends patience later: a caller is never left in silence by a
// daemon that hangs.
const (
	varDeskLang = "RINGEVETT_DESK_LANG"
	deskDone    = "done"  // the visit is over: hang up
	deskStaff   = "staff" // on to an agent
	deskAway    = "away"  // the PBX's own message, as for a daemon that is away

	// the dialplan goes on by itself after RINGEVETT_PATIENCE_DESK, which is deskPatience
	deskOpenBudget = 800 * time.Millisecond
	deskBudget     = 2 * time.Second // for one call of the port
	deskPatience   = time.Second
)

// ServeDesk answers the dialplan's context ringevett-desk with what d knows. Who rings and what was rung it takes
// from pbx.
func ServeDesk(d Desk, pbx PBX) agi.Handler {
	return agi.HandlerFunc(func(ctx context.Context, s *agi.Session) error { return receive(ctx, s, d, pbx) })
}

// receive leads one visit from its opening to its end, which is told once.
func receive(ctx context.Context, s *agi.Session, d Desk, pbx PBX) error {
	if len(s.Request.Args) < 3 {
		return fmt.Errorf("desk: %d arguments, want %s, %s and the number: is the dialplan's file of version %d?",
			len(s.Request.Args), VarDesk, varDeskLang, Version)
	}
	came := time.Now()
	soon, cancel := context.WithTimeout(ctx, deskOpenBudget)
	defer cancel()
	ch, err := prove(soon, pbx, s.Request, claimOfDesk(), varCallerNum, varCallerPres)
	if err != nil {
		return fmt.Errorf("desk: refused: %w", err)
	}
	r, lang := callerOn(s.Request.UniqueID, ch)
	r.Header = func(ctx context.Context, name string) (string, error) { return sipHeader(ctx, pbx, r.Channel, name) }
	v, err := d.Open(soon, r)
	if err != nil {
		return fmt.Errorf("desk: %w", err)
	}
	t := &talk{s: s, v: v, r: r, lang: lang, until: came.Add(deskPatience)}
	if t.lang == "" {
		t.lang = v.Language()
	}
	verdict, err := t.run(ctx)
	return t.end(ctx, verdict, err)
}

// end tells the dialplan how to go on, and the desk what was heard. A caller who has gone is no fault.
func (t *talk) end(ctx context.Context, verdict string, err error) error {
	if err == nil {
		err = t.s.SetVar(ctx, VarDesk, verdict)
	}
	gone := err != nil && hungUp(ctx, err)
	late := gone && !time.Now().Before(t.until) // for the PBX, which has gone on by itself
	switch {
	case late:
		t.heard, gone = append(t.heard, deskAway), false
	case gone:
		err = nil
	case err != nil || verdict == deskAway:
		t.heard = append(t.heard, deskAway)
	case verdict == deskStaff:
		return errors.Join(t.faults...)
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), deskBudget)
	defer cancel()
	t.fault("the end of the visit", t.v.Over(last, VisitEnd{Heard: t.heard, Whole: !gone}))
	if err != nil {
		t.faults = append(t.faults, fmt.Errorf("desk: %w", err))
	}
	return errors.Join(t.faults...)
}

// hungUp reports whether a fault is only that the caller has hung up.
func hungUp(ctx context.Context, err error) bool {
	for _, e := range []error{err, context.Cause(ctx)} {
		if errors.Is(e, agi.ErrHangup) || errors.Is(e, agi.ErrClosed) || errors.Is(e, agi.ErrDeadChannel) {
			return true
		}
	}
	return false
}

// The caller's number and whether it may be shown, as functions of the dialplan.
const (
	varCallerNum  = "CALLERID(num)"
	varCallerPres = "CALLERID(num-pres)" // "allowed_passed_screen", "prohib_not_screened", "unavailable" …
)

// callerOn is the caller as the PBX knows the visit: new or back from the wait, in which language, and the visible
// number as it was dialed.
func callerOn(id string, ch Channel) (c Caller, lang string) {
	return Caller{
		Visible: ch.Vars[varDialed], Number: callerOf(ch), Channel: id, Busy: ch.Vars[varCame] == DeskBusy,
		Trunk: agi.EndpointOf(ch.Name),
	}, ch.Vars[varDeskLang]
}

// sipHeader reads a SIP header of a channel from the PBX; FastAGI's own header has none of them.
func sipHeader(ctx context.Context, pbx PBX, id, name string) (string, error) {
	read := "PJSIP_HEADER(read," + name + ")"
	ch, err := pbx.Channel(ctx, id, read)
	if err != nil {
		return "", fmt.Errorf("channel %.60q: SIP header %s: %w", id, name, err)
	}
	return ch.Vars[read], nil
}

// callerOf is the caller's number; "" where it is withheld, unknown, or no number at all.
func callerOf(ch Channel) string {
	if !strings.HasPrefix(ch.Vars[varCallerPres], "allowed") {
		return ""
	}
	digits := strings.TrimPrefix(ch.Vars[varCallerNum], "+")
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return ""
	}
	return ch.Vars[varCallerNum]
}
