package engine

import (
	"io"
	"slices"
	"testing"
	"time"

	"github.com/sirupsen/logrus"
	logtest "github.com/sirupsen/logrus/hooks/test"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/consent"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/notice"
	"github.com/ringevett/ringevett/daemon/roster"
	"github.com/ringevett/ringevett/daemon/tryout"
)

// TestEachRuleIsSeenBroken breaks every invariant once, on a floor that keeps them all.
func TestEachRuleIsSeenBroken(t *testing.T) {
	past := time.Now().Add(-time.Hour)
	talks := func(e *Engine) (*roster.Seat, *attempt) { s := e.seats[0]; return s, e.calls[s.Attempt] }
	free := func(e *Engine) *roster.Seat { return e.seats[len(e.seats)-1] }
	wait := func(a *attempt) { a.State, a.Deadline = call.Waiting, time.Now().Add(time.Minute) }
	breaks := map[Rule]func(e *Engine){
		SeatHeldForLiving: func(e *Engine) { free(e).Reserve(time.Now(), 4) },
		SeatTalksInCall:   func(e *Engine) { free(e).Set(time.Now(), roster.Talking, time.Time{}) },
		CallHasItsSeat:    func(e *Engine) { s, _ := talks(e); s.State = roster.Ready },
		HeldIsHeard: func(e *Engine) {
			s := free(e)
			s.Pulse.Came(past)
			s.Reserve(time.Now(), 4)
		},
		TalkIsHeard: func(
			e *Engine,
		) {
			s, _ := talks(e)
			s.Pulse.Came(past)
			s.Pulse.Count(time.Now(), time.Now(), 0)
		},
		SeatKnowsClient:   func(e *Engine) { _, a := talks(e); a.client = "skog" },
		OneCallAnAgent:    func(e *Engine) { e.seats[1].Agent.ID = e.seats[0].Agent.ID },
		NumberHasOwner:    func(e *Engine) { e.ringing["+4790000099"] = true },
		OwnerHasNumber:    func(e *Engine) { _, a := talks(e); delete(e.ringing, a.Number) },
		CallHasDeadline:   func(e *Engine) { e.calls[4].Deadline = past },
		SeatHasDeadline:   func(e *Engine) { free(e).Set(time.Now(), roster.WrapUp, past) },
		CallerHasDeadline: func(e *Engine) { e.newCaller(time.Now(), "c1").state = callerLeaves },
		TryStaysInHouse: func(e *Engine) { // a number, with all that a phone's endpoint has
			c := e.newCaller(time.Now(), "t1")
			c.state, c.till = callerRung, time.Now().Add(time.Minute)
			c.try = &try{TryOrder: TryOrder{Extension: "90000099", Phone: tryout.Phone{
				Online: true, Fields: map[string]string{"aors": "90000099", "redirect_method": "user"},
			}}}
		},
		TryHasDeadline: func(e *Engine) { e.try = &try{state: TryWaits, till: past} },
		LookHasDeadline: func(e *Engine) {
			e.looks[9] = &lookup{campaign: e.campaigns[0], lead: dialer.Lead{Number: "+4790000099"}, till: past}
			e.ringing["+4790000099"] = true
		},
		ClaimHasDeadline: func(e *Engine) { e.claim(time.Now(), "+4790000099"); e.claims["+4790000099"].till = past },
		WorkReturns:      func(e *Engine) { e.errands[1] = &errand{what: "look up lead 1", till: past} },
		DiskTakesBookings: func(e *Engine) {
			a := e.calls[4]
			a.State, a.Decided = call.Booking, past
			a.Step(time.Now(), call.Due{})
		},
		DeadlinesFire: func(e *Engine) { e.remind(past, ofCall, 1, nil) },
		NobodyWaitsInVain: func(e *Engine) {
			wait(e.calls[4])
			e.campaigns[0].crew = map[dialer.AgentID]bool{free(e).Agent.ID: true}
		},
		StrangerHasOwner: func(e *Engine) { e.strangers["x"] = &stranger{till: past} },
		ReservedIsSilent: func(e *Engine) {
			a := e.calls[4]
			a.State, a.Deadline = call.Dialing, time.Now().Add(time.Minute)
			got := Reserved{Number: a.Number, In: []dialer.RegisterID{dialer.Own}}
			e.remember(time.Now(), &keptByKey{Reserved: got})
		},
		TapeStaysInTalk: func(e *Engine) {
			a := e.calls[4]
			a.consent = &consented{State: consent.State{Phase: consent.Recording, Part: 1}}
		},
		ListenerIsTold: func(e *Engine) {
			s, a := talks(e)
			e.listens[s.Agent.ID] = &listening{
				Wish:    notice.Wish{Agent: s.Agent.ID},
				session: s.Session, phase: listenOpen, attempt: a.ID, till: time.Now().Add(time.Hour),
			}
		},
		ListenerHasDeadline: func(e *Engine) { e.listens["x"] = &listening{phase: listenTold, till: past} },
		LeaversLeave:        func(e *Engine) { free(e).Leaving = true },
		PausedGetsNoCall:    func(e *Engine) { free(e).Pause = dialer.PauseLunch },
		NothingOverIsKept:   func(e *Engine) { e.talked["gone"] = e.calls[4] },
		LeadWaitsOnce: func(e *Engine) {
			e.campaigns[0].leads = append(e.campaigns[0].leads, dialer.Lead{ID: 7}, dialer.Lead{ID: 7})
		},
		PendingIsCounted: func(e *Engine) { e.campaigns[0].pending = 1 },
		NumbersAreTrue:   func(e *Engine) { e.wanting++ },
	}
	for _, r := range Rules() {
		t.Run(string(r), func(t *testing.T) {
			e := watchedFloor(2*2, 4)
			if e.watch(time.Now()); len(e.minds.now) != 0 {
				t.Fatalf("a sound floor: %v", e.minds.now)
			}
			breaks[r](e)
			e.watch(time.Now())
			if !slices.ContainsFunc(e.minds.now, func(b Breach) bool { return b.Rule == r }) {
				t.Errorf("broken and not seen; seen: %v", e.minds.now)
			}
		})
	}
}

// TestABreachIsToldOnce: the log hears of it when it begins, the status shows it while it lasts, the count stays.
func TestABreachIsToldOnce(t *testing.T) {
	e := watchedFloor(4, 4)
	log := logrus.New()
	log.SetOutput(io.Discard)
	hook := logtest.NewLocal(log)
	e.ports.Log = logrus.NewEntry(log)
	now := time.Now()
	e.ringing["+4790000099"] = true
	for i := range 3 {
		e.watch(now.Add(time.Duration(i) * time.Second))
	}
	s := e.snapshot(now)
	if len(hook.Entries) != 1 || len(s.Breaches) != 1 || s.Breached != 1 || !s.Breaches[0].Since.Equal(now) {
		t.Errorf("%d entries in the log, %v, %d in all; want one since its beginning", len(hook.Entries), s.Breaches,
			s.Breached)
	}
	delete(e.ringing, "+4790000099")
	e.watch(now.Add(4 * time.Second))
	if s := e.snapshot(now); len(s.Breaches) != 0 || s.Breached != 1 {
		t.Errorf("mended: %v, %d in all; want none, and the count kept", s.Breaches, s.Breached)
	}
	e.ringing["+4790000099"] = true
	if e.watch(now.Add(5 * time.Second)); len(hook.Entries) != 2 {
		t.Errorf("begun again: %d entries in the log, want 2", len(hook.Entries))
	}
}
