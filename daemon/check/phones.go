package check

import (
	"context"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/probe"
	"github.com/ringevett/ringevett/daemon/verb"
)

// lookDesk tells which callers hear from the desk who rang their number.
func lookDesk(_ context.Context, s *scene, r *probe.Report) {
	switch v := s.cfg.Desk.Vouched; {
	case v.Header != "":
		r.OK("callers over %s hear who called them, where the header %s says %s",
			strings.Join(v.Trunks, ", "), v.Header, v.Says)
	case len(v.Trunks) > 0:
		r.OK("callers over %s hear who called their number: its operator vouches for it",
			strings.Join(v.Trunks, ", "))
	default:
		r.OK("callers hear which clients use the dialed number; no caller hears who called them: no trunk is " +
			"named in desk.vouched")
	}
}

// lookLocked warns of phones that wrong PINs have locked.
func lookLocked(ctx context.Context, s *scene, r *probe.Report) {
	if s.closed != nil {
		return
	}
	all, err := s.house.Book.PINTrials(ctx)
	if err != nil {
		r.Judge(probe.Fail, err, "")
		return
	}
	for _, one := range all {
		if !one.Locked.IsZero() {
			r.Warn("%s", sentence(one))
		}
	}
	r.Clean("none is locked for wrong PINs")
}

func sentence(t dialer.PINTrial) string {
	last, locked := t.Last.In(hours.Oslo()), t.Locked.In(hours.Oslo())
	return verb.PINTrial{
		Endpoint: t.Endpoint, Agent: string(t.Agent), Wrong: t.Wrong, Last: last, Locked: locked,
	}.Sentence()
}
