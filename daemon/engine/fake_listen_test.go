package engine_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/notice"
)

// monitor takes "monitor anna by leader until 12:00:00", "monitor anna by fjellvann until 12:00:00 of c1 with host",
// "monitor anna stop". Who listens is one of the house, or of a client of that name.
func (f *floor) monitor(w []string) error {
	a := dialer.AgentID(w[0])
	if w[1] == "stop" {
		return f.e.StopMonitor(f.t.Context(), a, "person:per")
	}
	at, err := time.ParseInLocation(time.DateTime, f.start.Format(time.DateOnly)+" "+w[4], f.start.Location())
	if err != nil {
		return err
	}
	wish := notice.Wish{
		Agent: a, Purpose: notice.Quality, Until: at, By: "person:per",
		Listener: notice.Listener{Name: "Per Eksempel", House: true, Phone: "PJSIP/" + w[2]},
	}
	if w[2] != "leader" {
		wish.Purpose = notice.ClientCheck
		wish.Listener = notice.Listener{Name: "Siri Eksempel", Client: dialer.ClientID(w[2]), Phone: "PJSIP/" + w[2]}
	}
	if slices.Contains(w, "host") {
		wish.Host = notice.Listener{Name: "Per Eksempel", House: true, Phone: "PJSIP/leader"}
	}
	if i := slices.Index(w, "of"); i > 0 {
		wish.Campaign, wish.Client = dialer.CampaignID(w[i+1]), f.camp.Client.ID
	}
	if err := f.e.StartMonitor(f.t.Context(), wish, "voice"); err != nil {
		f.note("%s-listener REFUSED %v", a, err)
	}
	return nil
}

// listener takes what happens on the phones of the one session: "listener answers", "listener hangs up",
// "host answers", "ear ends".
func (f *floor) listener(who, what string) {
	f.phone.mu.Lock()
	leg := engine.ListenerLeg{No: f.phone.listens, Host: who == "host"}
	f.phone.mu.Unlock()
	switch {
	case who == "ear":
		f.tell(engine.EarWent{No: leg.No})
	case what == "answers":
		f.tell(engine.ListenerCame{ListenerLeg: leg})
	default:
		f.tell(engine.ListenerWent{ListenerLeg: leg})
	}
}

// listened are the agents whose sessions are open in the journal.
func (j *fakeJournal) listened() (open []dialer.AgentID) {
	for _, f := range j.all() {
		open = slices.DeleteFunc(open, func(a dialer.AgentID) bool {
			return a == f.Agent && f.Kind == dialer.FactMonitorEnded
		})
		if f.Kind == dialer.FactMonitorBegun {
			open = append(open, f.Agent)
		}
	}
	return open
}

func (m mortal) RingListener(_ context.Context, leg engine.ListenerLeg, phone string, ring time.Duration) error {
	if err := m.lives(); err != nil {
		return err
	}
	m.f.phone.mu.Lock()
	m.f.phone.listens = leg.No
	m.f.phone.mu.Unlock()
	return m.listens(fmt.Sprintf("ring %s for %v", strings.TrimPrefix(phone, "PJSIP/"), ring))
}

func (m mortal) Listen(_ context.Context, _ engine.ListenNo, agent dialer.SessionID) error {
	return m.listens("hear " + string(agent))
}

func (m mortal) Deafen(context.Context, engine.ListenNo) error { return m.listens("deafen") }

func (m mortal) EndListening(context.Context, engine.ListenNo) error { return m.listens("end") }

// KeepListening is not in transcripts: it comes every other second.
func (m mortal) KeepListening(context.Context, engine.ListenNo) error { return m.lives() }

func (m mortal) listens(what string) error {
	if err := m.lives(); err != nil {
		return err
	}
	m.f.note("listeners %s", what)
	does, err := m.f.phone.await("listeners " + word(what))
	if err == nil && !does {
		err = errors.New("lost")
	}
	return err
}
