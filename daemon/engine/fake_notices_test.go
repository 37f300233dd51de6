package engine_test

import (
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/notice"
)

// notice gives or withdraws a notice, from now until the end of the day or the time given.
func (f *floor) notice(w []string) error {
	if w[1] == "withdrawn" {
		f.notices[dialer.NoticeByCode(w[0])-1].Ended = f.now()
		return f.putNotices()
	}
	n := notice.Notice{
		ID: dialer.NoticeID(len(f.notices) + 1), Kind: notice.Kind(w[0]), Purpose: notice.Quality, Category: "quality",
		From: f.now(), To: f.start.AddDate(0, 0, 1),
	}
	for _, a := range strings.Split(w[1], ",") {
		n.Agents = append(n.Agents, dialer.AgentID(a))
	}
	if i := slices.Index(w, "for"); i > 0 { // of monitoring: a client's person may listen
		n.Purpose, n.Client, w = notice.ClientCheck, dialer.ClientID(w[i+1]), w[:i]
	}
	if len(w) > 2 {
		at, err := time.ParseInLocation(time.DateTime, f.start.Format(time.DateOnly)+" "+w[3], f.start.Location())
		if err != nil {
			return err
		}
		n.To = at
	}
	f.notices = append(f.notices, n)
	return f.putNotices()
}

func (f *floor) putNotices() error {
	if !f.running || f.killed {
		return nil
	}
	return f.e.PutNotices(f.t.Context(), f.ledger())
}

// ledger is what the book and the journal have of notices.
func (f *floor) ledger() notice.Ledger {
	l := notice.Ledger{Notices: append([]notice.Notice(nil), f.notices...), Acks: map[notice.Ack]time.Time{}}
	for _, x := range f.journal.all() {
		if x.Kind == dialer.FactNoticeAcked {
			l.Acks[notice.Ack{Notice: dialer.NoticeByCode(x.Code), Agent: x.Agent}] = x.At
		}
	}
	return l
}
