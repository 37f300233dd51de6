package handdial_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/handdial"
	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/sounds"
)

func dialed(change func(*dialplan.HandCall)) dialplan.HandCall {
	c := dialplan.HandCall{
		Number: "90000001", Client: "power", Campaign: "c1", Marketing: true,
		Phone: "PJSIP/101", Channel: "ch1", From: "from-sales",
	}
	if change != nil {
		change(&c)
	}
	return c
}

// TestACallForACampaignIsJudged: what the gate allows is booked before anything rings; everything else frees the
// number for the dialer.
func TestACallForACampaignIsJudged(t *testing.T) {
	tests := []struct {
		name    string
		world   func(*world)
		call    func(*dialplan.HandCall)
		why     string // of the answer, or in the error
		allowed bool
		fails   bool
		claims  int
	}{
		{name: "allowed", why: "ALLOW", allowed: true, claims: 1},
		{
			name: "allowed when the number changed twice", world: func(w *world) { w.changed = 2 }, why: "ALLOW",
			allowed: true, claims: 3,
		},
		{
			name: "no verdict when it changed each time", world: func(w *world) { w.changed = 3 }, why: "each time",
			fails: true, claims: 3,
		},
		{
			name: "in the own register", world: func(w *world) { w.register = dialer.Reserved }, why: gate.BlockOwn,
			claims: 1,
		},
		{
			name: "the register gave no answer", world: func(w *world) { w.register = dialer.Unknown },
			why: gate.BlockUnknown, claims: 1,
		},
		{
			name: "outside calling hours", world: func(w *world) { w.now = noon.Add(10 * time.Hour) },
			why: gate.BlockHours, claims: 1,
		},
		{
			name: "its context would be open without us", call: func(c *dialplan.HandCall) { c.Marketing = false },
			why: gate.BlockCampaign,
		},
		{
			name: "the PBX was not asked", call: func(c *dialplan.HandCall) { c.Unproven = true }, why: "does not say",
			fails: true, claims: 1,
		},
		{
			name: "the campaign of another client", call: func(c *dialplan.HandCall) { c.Client = "x" },
			why: "is power's", fails: true,
		},
		{
			name: "no such campaign", call: func(c *dialplan.HandCall) { c.Campaign = "c2" }, why: "not found",
			fails: true,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld()
			if tt.world != nil {
				tt.world(w)
			}
			a, err := w.guard(t, handdial.Settings{}).Ask(t.Context(), dialed(tt.call))
			why := a.Why
			if err != nil {
				why = err.Error()
			}
			if (err != nil) != tt.fails || a.Allowed != tt.allowed || !strings.Contains(why, tt.why) {
				t.Errorf("got %+v, %v; want allowed %v because of %q", a, err, tt.allowed, tt.why)
			}
			if kept := len(w.booked); w.claims != tt.claims || w.claims-w.unclaims != kept ||
				(kept == 1) != tt.allowed {
				t.Errorf("claimed %d times, freed %d, booked %+v", w.claims, w.unclaims, w.booked)
			}
			if refused := !tt.allowed && !tt.fails; refused != (len(w.noted) == 1) || refused != (a.Sound != "") {
				t.Errorf("noted %+v, sound %q", w.noted, a.Sound)
			}
		})
	}
}

// TestCallingHoursBindContextsOfPersons: guard.persons names contexts without a campaign that calling hours bind;
// others may ring at any time (4.2 j).
func TestCallingHoursBindContextsOfPersons(t *testing.T) {
	at := func(hour, minute int) time.Time {
		return time.Date(noon.Year(), noon.Month(), noon.Day(), hour, minute, 0, 0, noon.Location())
	}
	set := handdial.Settings{Persons: []string{"from-sales", "from-service"}}
	for _, tt := range []struct {
		context string
		at      time.Time
		allowed bool
	}{
		{"from-sales", at(10, 0), true}, {"from-service", at(20, 59), true},
		{"from-sales", at(8, 59), false}, {"from-service", at(21, 0), false},
		{"from-sales", at(10, 0).AddDate(0, 0, 4), false}, // a Saturday
		{"from-office", at(22, 0), true}, {"", at(22, 0), true},
	} {
		w := newWorld()
		w.now = tt.at
		a, err := w.guard(t, set).Ask(t.Context(), dialplan.HandCall{Number: "90000001", From: tt.context})
		if err != nil || a.Allowed != tt.allowed || a.Attempt != 0 {
			t.Errorf("%q at %v: got %+v, %v; want allowed %v", tt.context, tt.at, a, err, tt.allowed)
		}
	}
}

func TestACallWithoutCampaignAsksTheOwnRegister(t *testing.T) {
	for answer, want := range map[dialer.Answer]struct{ allowed, fails bool }{
		dialer.Clear: {allowed: true}, dialer.Reserved: {}, dialer.Unknown: {fails: true},
	} {
		w := newWorld()
		w.register = answer
		a, err := w.guard(t, handdial.Settings{}).Ask(t.Context(), dialplan.HandCall{Number: "90000001"})
		if a.Allowed != want.allowed || (err != nil) != want.fails {
			t.Errorf("register answers %v: got %+v, %v", answer, a, err)
		}
	}
}

// TestATextThatCannotBeRead is blocked, except in a context that the configuration opens; then the journal says so.
func TestATextThatCannotBeRead(t *testing.T) {
	set := handdial.Settings{Unreadable: []string{"from-lab"}}
	for context, allowed := range map[string]bool{"from-lab": true, "from-sales": false, "": false} {
		w := newWorld()
		g := w.guard(t, set)
		a, err := g.Ask(t.Context(), dialplan.HandCall{Number: "9000000123456789012", From: context, Channel: "ch1"})
		if err != nil || a.Allowed != allowed {
			t.Errorf("from %q: got %+v, %v; want allowed %v", context, a, err, allowed)
		}
		unread := slices.ContainsFunc(w.noted, func(f dialer.Fact) bool { return f.Kind == dialer.FactUnread })
		s := g.Status()
		if unread != allowed || s.UnreadableAllowed+s.UnreadableBlocked != 1 || (s.UnreadableAllowed == 1) != allowed {
			t.Errorf("from %q: noted %+v, counted %+v", context, w.noted, s)
		}
	}
}

func TestEveryRefusalHasAReasonToHear(t *testing.T) {
	want := map[string]sounds.Prompt{
		gate.BlockOwn: "guard-reserved", gate.BlockClient: "guard-reserved", gate.BlockNational: "guard-reserved",
		gate.BlockHours: "guard-hours", gate.BlockUnknown: "guard-no-answer",
	}
	for _, c := range gate.Codes() {
		w := want[c.Code]
		if w == "" {
			w = "guard-refused"
		}
		if got := handdial.ReasonSound(c.Code); got != w {
			t.Errorf("%s: got %s, want %s", c.Code, got, w)
		}
	}
}
