package monitoring_test

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/monitoring"
	"github.com/ringevett/ringevett/daemon/notice"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// house is a book with two agents, and a floor that notes the ledgers it is given.
type house struct {
	t      *testing.T
	now    time.Time
	store  *sqlite.Store
	room   *monitoring.Notices
	ledger notice.Ledger // the last that the floor was given
	spoken []notice.Notice
	mute   error  // why no sound can be made
	keeps  string // the category of recordings
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, now: time.Date(2026, 11, 23, 8, 0, 0, 0, hours.Oslo()), keeps: "quality"}
	clock := func() time.Time { return h.now }
	var err error
	h.store, err = sqlite.Create(t.Context(), sqlite.Options{Dir: filepath.Join(t.TempDir(), "data"), Now: clock})
	h.fine(err)
	t.Cleanup(func() { h.store.Close() })
	for n, id := range []dialer.AgentID{"kari", "ola"} {
		a := dialer.Agent{ID: id, FullName: "Agent Eksempel", Endpoint: "PJSIP/10" + string(rune('1'+n))}
		h.fine(h.store.PutAgent(t.Context(), a, "1111", "test"))
	}
	log := logrus.New()
	log.SetOutput(io.Discard)
	h.room = monitoring.New(monitoring.Ports{
		Ledger: h.store, Book: h.store, Floor: func() monitoring.Floor { return h },
		Speak: func(_ context.Context, all []notice.Notice) error {
			h.spoken = append(h.spoken, all...)
			return h.mute
		},
		Category: func() string { return h.keeps }, Now: clock, Log: logrus.NewEntry(log),
	})
	return h
}

func (h *house) fine(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// PutNotices makes it the floor.
func (h *house) PutNotices(_ context.Context, l notice.Ledger) error {
	h.ledger = l
	return nil
}

func draft() verb.NoticeDraft {
	return verb.NoticeDraft{
		Kind: "recording", Purpose: "quality", Goal: "tydelige åpninger", Themes: "åpning", Plan: "samtale",
		Agents: []string{"kari", "ola"}, From: "2026-11-23 09:00", To: "2026-11-27 16:00",
	}
}

func (h *house) add(d verb.NoticeDraft) verb.NoticeAdded {
	h.t.Helper()
	added, err := h.room.AddNotice(h.t.Context(), d, "cli:per")
	h.fine(err)
	return added
}

// keys writes an agent's acknowledgement as the engine does.
func (h *house) keys(a dialer.AgentID, id dialer.NoticeID) {
	h.t.Helper()
	h.fine(h.store.Write(h.t.Context(), sqlite.Batch{Facts: []dialer.Fact{{
		At: h.now, Kind: dialer.FactNoticeAcked, Agent: a, Code: id.Code(), By: string(a),
	}}}))
}

// may reports whether the agent may be recorded at an hour of the first day.
func (h *house) may(a dialer.AgentID, hour int) bool {
	h.t.Helper()
	is, err := h.store.Noticed(h.t.Context(), a, "quality", time.Date(2026, 11, 23, hour, 0, 0, 0, hours.Oslo()))
	h.fine(err)
	return is
}

func TestAnAcknowledgementIsTheAgentsOwn(t *testing.T) {
	h := newHouse(t)
	if id := h.add(draft()).ID; id != 1 || len(h.ledger.Notices) != 1 || len(h.spoken) != 1 {
		t.Fatalf("got notice %d, ledger %+v, spoken %+v", id, h.ledger, h.spoken)
	}
	if h.may("kari", 10) || h.may("ola", 10) {
		t.Error("a notice counts before its agent has acknowledged it")
	}
	h.keys("kari", 1)
	if !h.may("kari", 10) || h.may("kari", 8) || h.may("ola", 10) {
		t.Error("after kari's key: want kari alone, from nine on")
	}
	for _, s := range verb.All() {
		if slices.Contains(s.Writes, dialer.FactNoticeAcked) || slices.Contains(s.Writes, dialer.FactNoticeHeard) {
			t.Errorf("%s acknowledges on behalf of an agent", s.Name)
		}
	}
	h.fine(h.store.RemoveAgent(t.Context(), "kari", "left", "cli:per"))
	h.fine(h.store.PutAgent(t.Context(), dialer.Agent{ID: "kari", FullName: "Kari Annen", Endpoint: "PJSIP/101"}, "1111",
		"test"))
	if h.may("kari", 10) {
		t.Error("one who is added under the id of an agent who left has acknowledged nothing")
	}
}

func TestANoticeThatIsWithdrawnCountsNoMore(t *testing.T) {
	h := newHouse(t)
	h.add(draft())
	h.keys("kari", 1)
	err := h.room.WithdrawNotice(t.Context(), verb.NoticeEnd{ID: 1}, "cli:per")
	if err == nil || !h.may("kari", 10) {
		t.Errorf("withdrawn without a reason: %v", err)
	}
	h.fine(h.room.WithdrawNotice(t.Context(), verb.NoticeEnd{ID: 1, Why: "another plan"}, "cli:per"))
	if h.may("kari", 10) || h.ledger.Notices[0].Ended.IsZero() {
		t.Errorf("withdrawn: it counts, or the floor was not told: %+v", h.ledger)
	}
	err = h.room.WithdrawNotice(t.Context(), verb.NoticeEnd{ID: 1, Why: "twice"}, "cli:per")
	if !errors.Is(err, dialer.ErrNotFound) {
		t.Errorf("withdrawn twice: %v", err)
	}
	list := func(q verb.NoticesQuery) []verb.Notice {
		all, err := h.room.NoticeList(t.Context(), q)
		h.fine(err)
		return all
	}
	if now, over := list(verb.NoticesQuery{}), list(verb.NoticesQuery{Over: true, Agent: "kari"}); len(now) != 0 ||
		len(over) != 1 || over[0].Agents[0].Why == "" {
		t.Errorf("got %+v and %+v", now, over)
	}
	gone, err := h.store.PurgeNotices(t.Context(), h.now.AddDate(1, 0, 3))
	if err != nil || gone != 0 {
		t.Errorf("within twelve months: %d deleted, %v", gone, err)
	}
	if gone, err = h.store.PurgeNotices(t.Context(), h.now.AddDate(1, 0, 5)); err != nil || gone != 2 {
		t.Errorf("after twelve months: %d deleted, %v, want the two agents'", gone, err)
	}
}

func TestANoticeThatIsRefusedIsNotEntered(t *testing.T) {
	h := newHouse(t)
	d := draft()
	d.Goal = ""
	if _, err := h.room.AddNotice(t.Context(), d, "cli:per"); !errors.Is(err, dialer.ErrRefused) {
		t.Errorf("without a goal: %v", err)
	}
	h.keeps = ""
	if _, err := h.room.AddNotice(t.Context(), draft(), "cli:per"); !errors.Is(err, dialer.ErrRefused) {
		t.Errorf("nothing is recorded: %v", err)
	}
	if all, err := h.room.NoticeList(t.Context(), verb.NoticesQuery{Over: true}); err != nil || len(all) != 0 {
		t.Errorf("got %+v, %v", all, err)
	}
}

// A voice that fails leaves the notice, which no agent can acknowledge meanwhile; the start tries again.
func TestANoticeWithoutItsSound(t *testing.T) {
	h := newHouse(t)
	h.mute = errors.New("no espeak-ng")
	if got := h.add(draft()); got.Next != "no agent can acknowledge it before its sound can be made: no espeak-ng" {
		t.Errorf("got %q", got.Next)
	}
	h.add(draft())
	h.fine(h.room.WithdrawNotice(t.Context(), verb.NoticeEnd{ID: 2, Why: "twice"}, "cli:per"))
	h.spoken = nil
	if l, err := h.room.Spoken(t.Context()); err != nil || len(l.Notices) != 2 || len(h.spoken) != 1 {
		t.Errorf("at the start: %+v, %v, spoken %+v", l, err, h.spoken)
	}
}
