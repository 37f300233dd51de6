package gate_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/reservation"
)

// byRule are, for each rule of the order, facts just inside and just outside of it.
func byRule() []struct {
	rule     string
	inside   func(*gate.Facts)
	outside  func(*gate.Facts)
	code     string
	notOfAll []gate.Path // paths on which the rule does not bind
} {
	nothing := func(*gate.Facts) {}
	return []struct {
		rule     string
		inside   func(*gate.Facts)
		outside  func(*gate.Facts)
		code     string
		notOfAll []gate.Path
	}{
		{"configuration", nothing, func(f *gate.Facts) { f.Responsible = "" }, gate.BlockConfig, nil},
		{"configuration", func(f *gate.Facts) { f.Campaign.WashMaxAge = reservation.WashMost },
			func(f *gate.Facts) { f.Campaign.WashMaxAge = reservation.WashMost + time.Hour }, gate.BlockConfig, nil},
		{"campaign", nothing, func(f *gate.Facts) { f.Campaign.Running = false }, gate.BlockCampaign, nil},
		{"path", nothing, func(f *gate.Facts) { f.Path += "?" }, gate.BlockUnknown, nil},
		{"lead", nothing, func(f *gate.Facts) { f.Lead.Campaign = "survey" }, gate.BlockCampaign, nil},
		{"survey before", func(f *gate.Facts) { f.Surveyed = monday().AddDate(0, 0, -91) },
			func(f *gate.Facts) { f.Surveyed = monday().AddDate(0, 0, -90) }, gate.BlockSurveyed, nil},
		{"survey before", func(f *gate.Facts) { f.SurveyedElsewhere = monday().AddDate(0, 0, -8) },
			func(f *gate.Facts) { f.SurveyedElsewhere = monday().AddDate(0, 0, -7) }, gate.BlockSurveyed, nil},
		{"number", func(f *gate.Facts) { f.Lead.Number = "+4722000009" },
			func(f *gate.Facts) { f.Lead.Number = "+4782000009" }, gate.BlockNumber, nil},
		{"age", func(f *gate.Facts) { f.Lead.Birth = monday().AddDate(-18, 0, 0) },
			func(f *gate.Facts) { f.Lead.Birth = monday().AddDate(-18, 0, 1) }, gate.BlockAge, nil},
		{"hours", func(f *gate.Facts) { f.Hours.End = 12*time.Hour + 25*time.Second },
			func(f *gate.Facts) { f.Hours.End = 12*time.Hour + 24*time.Second }, gate.BlockHours, nil},
		{"own register", nothing, registers(dialer.Reserved, dialer.Clear, dialer.Clear), gate.BlockOwn, nil},
		{"own register", nothing, registers(dialer.Unknown, dialer.Clear, dialer.Clear), gate.BlockUnknown, nil},
		{"client's register", nothing, registers(dialer.Clear, dialer.Reserved, dialer.Clear), gate.BlockClient, nil},
		{"client's register", nothing, registers(dialer.Clear, dialer.Unknown, dialer.Clear), gate.BlockUnknown, nil},
		{"national register", nothing, registers(dialer.Clear, dialer.Clear, dialer.Reserved), gate.BlockNational, nil},
		{"national register", nothing, registers(dialer.Clear, dialer.Clear, dialer.Unknown), gate.BlockUnknown, nil},
		{"wash", func(f *gate.Facts) { f.Lead.Wash.At = monday().AddDate(0, 0, -7).Add(time.Second) },
			func(f *gate.Facts) { f.Lead.Wash.At = monday().AddDate(0, 0, -7) }, gate.BlockWash, nil},
		{"source", nothing, func(f *gate.Facts) { f.Lead.Source = "" }, gate.BlockSource, nil},
		{"source", of(dialer.Service, nothing), of(dialer.Service, func(f *gate.Facts) { f.Lead.Source = "" }),
			gate.BlockSource, nil},
		{"source", nothing, func(f *gate.Facts) { f.Lead.Source, f.AwaitsAnswer = "", true }, gate.BlockSource, nil},
		{"source", of(dialer.Service, nothing),
			of(dialer.Service, func(f *gate.Facts) { f.Lead.Source, f.AwaitsAnswer = "", true }),
			gate.BlockSource, []gate.Path{gate.PathByHand}},
		{"abandoned again", again(time.Date(2025, 11, 22, 23, 59, 59, 0, hours.Oslo())),
			again(time.Date(2025, 11, 23, 0, 0, 1, 0, hours.Oslo())), gate.BlockAgain, nil},
		{"abandoned again", nothing, again(monday().Add(-time.Hour)), gate.BlockAgain, nil},
		{"abandoned again", nothing, func(f *gate.Facts) { f.HistoryKnown = false; f.Campaign.Kind = dialer.Service },
			gate.BlockUnknown, nil},
		{"ended with care", nothing, func(f *gate.Facts) { f.Cared = true }, gate.BlockCare, nil},
		{"abandoned before", nothing, func(f *gate.Facts) { f.Flagged = gate.Yes }, gate.BlockFlag, nil},
		{"abandoned before", abandoned(monday().Add(-13*time.Hour), true), abandoned(monday().Add(-11*time.Hour), true),
			gate.BlockFlag, nil},
		{"abandoned before", abandoned(monday().AddDate(0, 0, -3), true), abandoned(monday().AddDate(0, 0, -3), false),
			gate.BlockFlag, nil},
		{"abandoned before", nothing, func(f *gate.Facts) { f.Flagged = gate.Unknown }, gate.BlockUnknown, nil},
		{"rest", spoken(12 * time.Hour), spoken(12*time.Hour - time.Second), gate.BlockRest, nil},
		{"rest", nothing, func(f *gate.Facts) { spoken(4*time.Hour - time.Second)(f); f.Rest = 0 }, gate.BlockRest,
			nil},
		{"rest", agreed(true), agreed(false), gate.BlockRest, nil},
		{"rest", nothing, func(f *gate.Facts) { agreed(true)(f); f.Spoken = monday().Add(-time.Hour) }, gate.BlockRest,
			nil},
		{"rest", nothing, func(f *gate.Facts) { spoken(time.Hour)(f); f.AwaitsAnswer = true }, gate.BlockRest,
			[]gate.Path{gate.PathByHand}},
		{"rest", nothing, func(f *gate.Facts) { f.HistoryKnown = false; f.Campaign.Kind = dialer.Service },
			gate.BlockUnknown, nil},
		{"attempts", func(f *gate.Facts) { f.CampaignAttempts = 2 }, func(f *gate.Facts) { f.CampaignAttempts = 3 },
			gate.BlockAttempts, nil},
		{"attempts", nothing, func(f *gate.Facts) { f.ClientToday = 1 }, gate.BlockAttempts, nil},
		{"attempts", func(f *gate.Facts) { f.LastUnanswered = monday().Add(-4 * time.Hour) },
			func(f *gate.Facts) { f.LastUnanswered = monday().Add(time.Second - 4*time.Hour) }, gate.BlockAttempts,
			nil},
		{"attempts", func(f *gate.Facts) { f.Lead.Due = monday() },
			func(f *gate.Facts) { f.Lead.Due = monday().Add(time.Second) }, gate.BlockAttempts,
			[]gate.Path{gate.PathByHand}},
		{"visible number", nothing, func(f *gate.Facts) { f.Campaign.Visible = "+4722000002" }, gate.BlockVisible, nil},
		{"visible number", func(f *gate.Facts) { f.Campaign.Client.Checked[0].At = monday().AddDate(0, 0, -90) },
			func(f *gate.Facts) { f.Campaign.Client.Checked[0].At = monday().AddDate(0, 0, -91) }, gate.BlockVisible,
			nil},
		{"visible number", of(dialer.Service, func(f *gate.Facts) { f.Campaign.Client.Checked = nil }),
			func(f *gate.Facts) { f.Campaign.Client.Checked = nil }, gate.BlockVisible, nil},
	}
}

// abandoned is a number whose call was abandoned at a time, now dialed with agents held for it alone or without.
func abandoned(at time.Time, dedicated bool) func(*gate.Facts) {
	return func(f *gate.Facts) { f.Flagged, f.FlaggedAt, f.Dedicated = gate.Yes, at, dedicated }
}

// again is a number whose call was abandoned a second time, then; agents are held for it alone now, and that helps
// nothing.
func again(at time.Time) func(*gate.Facts) {
	return func(f *gate.Facts) { abandoned(at, true)(f); f.SuppressedAt = at }
}

// spoken is a number that was spoken with so long ago, and rests for twelve hours.
func spoken(ago time.Duration) func(*gate.Facts) {
	return func(f *gate.Facts) { f.Rest, f.Spoken = 12*time.Hour, monday().Add(-ago) }
}

// agreed is one whose person agreed with this client, an hour ago, to be called again; the lead is that call-back, or
// another.
func agreed(callBack bool) func(*gate.Facts) {
	return func(f *gate.Facts) {
		f.Rest, f.Agreed, f.Lead.CallBack = 12*time.Hour, monday().Add(-time.Hour), callBack
	}
}

// TestEveryRuleOnEveryPath: what is just inside a rule is allowed and what is just outside refused, however it is
// dialed.
func TestEveryRuleOnEveryPath(t *testing.T) {
	cases, rules := 0, map[string]bool{}
	for _, tt := range byRule() {
		rules[tt.rule] = true
		for _, path := range gate.Paths() {
			good, bad := allowed(), allowed()
			good.Path, bad.Path = path, path
			tt.inside(&good)
			tt.outside(&bad)
			want := tt.code
			for _, free := range tt.notOfAll {
				if path == free {
					want = gate.Allow
				}
			}
			if got := gate.Decide(monday(), good); !got.Allowed {
				t.Errorf("%s, %s, inside: got %s: %s", tt.rule, path, got.Code, got.Why)
			}
			if got := gate.Decide(monday(), bad); got.Code != want {
				t.Errorf("%s, %s, outside: got %s: %s, want %s", tt.rule, path, got.Code, got.Why, want)
			}
			cases += 2
		}
	}
	for _, step := range gate.Explain(monday(), allowed()) {
		if !rules[step.Rule] && step.Rule != "national register connected" { // of the whole campaign only
			t.Errorf("rule %s has no case", step.Rule)
		}
	}
	t.Logf("%d cases, %d rules, %d paths", cases, len(rules), len(gate.Paths()))
}

func TestExemptions(t *testing.T) {
	isCustomer := func(f *gate.Facts) {
		f.Campaign.OwnSimilar, f.Lead.Customer = "as before", customer(dialer.CustomerCurrent)
	}
	hasAsked := func(f *gate.Facts) { f.Lead.Source, f.Lead.Request = "wishes", wish(20) }
	since := func(days int, change func(*gate.Facts)) func(*gate.Facts) {
		return func(f *gate.Facts) { change(f); f.Registers[1].Since = monday().AddDate(0, 0, -days) }
	}
	both := func(changes ...func(*gate.Facts)) func(*gate.Facts) {
		return func(f *gate.Facts) {
			for _, c := range changes {
				c(f)
			}
		}
	}
	national := registers(dialer.Clear, dialer.Clear, dialer.Reserved)
	client := registers(dialer.Clear, dialer.Reserved, dialer.Clear)
	own := registers(dialer.Reserved, dialer.Clear, dialer.Clear)
	for _, tt := range []struct {
		name         string
		change       func(*gate.Facts)
		code, exempt string
	}{
		{"a customer in no register needs no exemption", isCustomer, gate.Allow, ""},
		{"a customer, nationally reserved", both(national, isCustomer), gate.Allow, reservation.ExemptCustomer},
		{"a customer, in the client's", since(30, both(client, isCustomer)), gate.BlockClient, ""},
		{"a customer, in our own", both(own, isCustomer), gate.BlockOwn, ""},
		{"a customer, nationally reserved, never washed",
			both(national, isCustomer, func(f *gate.Facts) { f.Lead.Wash = dialer.Wash{} }), gate.BlockWash, ""},
		{"a customer, the national register away",
			both(registers(dialer.Clear, dialer.Clear, dialer.Unknown), isCustomer), gate.BlockUnknown, ""},
		{"who asked, nationally reserved", both(national, hasAsked), gate.Allow, reservation.ExemptRequest},
		{"who asked after reserving with the client", since(30, both(client, hasAsked)), gate.Allow,
			reservation.ExemptRequest},
		{"who asked before reserving with the client", since(10, both(client, hasAsked)), gate.BlockClient, ""},
		{"who asked, in our own", both(own, hasAsked), gate.BlockOwn, ""},
		{"who withdrew a second ago, nationally reserved",
			both(national, hasAsked, func(f *gate.Facts) { f.Lead.Request.WithdrawnAt = monday().Add(-time.Second) }),
			gate.BlockNational, ""},
		{"who withdrew a second ago, in no register",
			both(hasAsked, func(f *gate.Facts) { f.Lead.Request.WithdrawnAt = monday().Add(-time.Second) }),
			gate.BlockSource, ""},
		{"who asked a sister company, in no register",
			both(hasAsked, func(f *gate.Facts) { f.Lead.Request.OrgNo = "999999998" }), gate.BlockSource, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := allowed()
			tt.change(&f)
			got := gate.Decide(monday(), f)
			if got.Code != tt.code || got.Exempt != tt.exempt {
				t.Errorf("got %s %q: %s, want %s %q", got.Code, got.Exempt, got.Why, tt.code, tt.exempt)
			}
			if got.Allowed && (len(got.Registers) != 3 || got.Registers[2].Version != 7) {
				t.Errorf("the versions asked are %+v, want three", got.Registers)
			}
		})
	}
}

// TestHoursOfTheNorm prints the cases of 4.2 j. The gate's word is the hours' own here: registers and wash are kept
// fresh.
func TestHoursOfTheNorm(t *testing.T) {
	for _, tt := range []struct {
		name, at string // Oslo's, unless it has an offset
		ring     time.Duration
		code     string
	}{
		{"Monday, nine", "2026-11-23T09:00:00", 30, gate.Allow},
		{"a tenth of a second before", "2026-11-23T08:59:59.9", 30, gate.BlockHours},
		{"30 s of ringing end at nine", "2026-11-23T20:59:30", 30, gate.Allow},
		{"20:59:50 with 30 s", "2026-11-23T20:59:50", 30, gate.BlockHours},
		{"nine in the evening", "2026-11-23T21:00:00", 20, gate.BlockHours},
		{"Saturday", "2026-11-28T12:00:00", 30, gate.BlockHours},
		{"Sunday", "2026-11-29T12:00:00", 30, gate.BlockHours},
		{"1 May 2028, a Monday", "2028-05-01T12:00:00", 30, gate.BlockHours},
		{"2 May 2028", "2028-05-02T12:00:00", 30, gate.Allow},
		{"17 May 2027, also Whit Monday", "2027-05-17T12:00:00", 30, gate.BlockHours},
		{"Ascension Day 2027", "2027-05-06T12:00:00", 30, gate.BlockHours},
		{"Maundy Thursday 2027", "2027-03-25T12:00:00", 30, gate.BlockHours},
		{"the Wednesday before", "2027-03-24T12:00:00", 30, gate.Allow},
		{"Easter Day 2076, late as can be", "2076-04-19T12:00:00", 30, gate.BlockHours},
		{"Easter Monday 2076", "2076-04-20T12:00:00", 30, gate.BlockHours},
		{"Good Friday 2076", "2076-04-17T12:00:00", 30, gate.BlockHours},
		{"the Wednesday before Easter 2076", "2076-04-15T12:00:00", 30, gate.Allow},
		{"the night to summer time", "2027-03-28T02:30:00", 30, gate.BlockHours},
		{"the day after it, nine", "2027-03-30T07:00:00Z", 30, gate.Allow},
		{"the same clock in winter", "2027-03-24T07:00:00Z", 30, gate.BlockHours},
		{"the night to winter time, the first half past two", "2026-10-25T00:30:00Z", 30, gate.BlockHours},
		{"and the second", "2026-10-25T01:30:00Z", 30, gate.BlockHours},
		{"the day after it, nine", "2026-10-26T08:00:00Z", 30, gate.Allow},
		{"the same clock in summer", "2026-10-23T19:00:00Z", 30, gate.BlockHours},
		{"Christmas Eve", "2026-12-24T12:00:00", 30, gate.BlockHours},
		{"31 December, before four", "2026-12-31T15:59:30", 30, gate.Allow},
		{"31 December, four", "2026-12-31T16:00:00", 30, gate.BlockHours},
	} {
		at, err := time.Parse(time.RFC3339, tt.at)
		if err != nil {
			at, err = time.ParseInLocation("2006-01-02T15:04:05", tt.at, hours.Oslo())
		}
		if err != nil {
			t.Fatal(err)
		}
		f := allowed()
		f.Campaign.Ring = tt.ring * time.Second
		f.Lead.Wash.At = at.Add(-time.Minute)
		f.Campaign.Client.Checked[0].At = at.AddDate(0, 0, -1)
		for i := range f.Registers {
			f.Registers[i].LoadedAt = at.Add(-time.Minute)
		}
		got := gate.Decide(at, f)
		if got.Code != tt.code {
			t.Errorf("%s, %s: got %s: %s, want %s", tt.name, tt.at, got.Code, got.Why, tt.code)
		}
		next := "-"
		if !got.Next.IsZero() {
			next = got.Next.Format("Mon 2006-01-02 15:04 MST")
		}
		t.Logf("%-50s %-25s %2d s  %-12s next %-26s %s", tt.name,
			at.In(hours.Oslo()).Format("Mon 2006-01-02 15:04:05.9"), tt.ring, got.Code, next, got.Why)
	}
}

// TestExplainGoesOn: a no is not the end, and each answer says when it changes by itself.
func TestExplainGoesOn(t *testing.T) {
	f := allowed()
	f.Lead.Name, f.Lead.Birth = "Ung Eksempel", monday().AddDate(-17, 0, 0)
	f.Registers[0].Answer = dialer.Reserved
	f.Lead.Wash = dialer.Wash{}
	steps := gate.Explain(monday(), f)
	got := map[string]gate.Step{}
	for _, s := range steps {
		got[s.Rule] = s
	}
	for rule, code := range map[string]string{
		"age": gate.BlockAge, "own register": gate.BlockOwn, "wash": gate.BlockWash, "client's register": "",
		"visible number": "",
	} {
		if got[rule].Code != code || got[rule].Why == "" {
			t.Errorf("%s: got %+v, want %q", rule, got[rule], code)
		}
	}
	for rule, next := range map[string]time.Time{
		"hours":             time.Date(2026, 11, 23, 21, 0, 0, 0, hours.Oslo()),
		"age":               time.Date(2027, 11, 23, 0, 0, 0, 0, hours.Oslo()),
		"national register": monday().AddDate(0, 0, 1), "visible number": monday().AddDate(0, 0, 1), "own register": {},
	} {
		if !got[rule].Next.Equal(next) {
			t.Errorf("%s: changes at %v, want %v", rule, got[rule].Next, next)
		}
	}
}
