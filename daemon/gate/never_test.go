package gate_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
)

// TestNeverAllowed draws facts of every mixture and holds what no allowed dialing may ever lack, in words of its own.
// More of them: go test ./daemon/gate -run NeverAllowed -rapid.checks=1000000
func TestNeverAllowed(t *testing.T) {
	drawnOnes, allowedOnes, exemptOnes := 0, 0, 0
	draw := func(t *rapid.T) {
		f, now := drawn(t)
		v := gate.Decide(now, f)
		drawnOnes++
		if first := firstNo(gate.Explain(now, f)); first.Code != v.Code && v.Code != gate.Allow ||
			(first.Code == "") != v.Allowed {
			t.Fatalf("explained as %+v and decided as %+v", first, v)
		}
		if !v.Allowed {
			if v.Code == "" || v.Code == gate.Allow || v.Why == "" || v.Exempt != "" {
				t.Fatalf("refused without a reason, or with an exemption: %+v", v)
			}
			return
		}
		allowedOnes++
		if v.Exempt != "" {
			exemptOnes++
		}
		if lacks := missing(f, now); lacks != "" {
			t.Fatalf("allowed with %s: %+v, %+v", lacks, f, v)
		}
	}
	for range 30 { // some three mixtures of a hundred are allowed: often enough that none would be a fault of the test
		rapid.Check(t, draw)
	}
	t.Logf("%d mixtures, %d allowed, %d of them exempt", drawnOnes, allowedOnes, exemptOnes)
	if allowedOnes == 0 {
		t.Error("nothing drawn was ever allowed: the test proves nothing")
	}
}

func firstNo(steps []gate.Step) gate.Step {
	for _, s := range steps {
		if s.Code != "" {
			return s
		}
	}
	return gate.Step{}
}

// mostly draws the good value nine times in ten, so that allowed mixtures come up too.
func mostly[T any](t *rapid.T, name string, good T, bad ...T) T {
	if rapid.IntRange(0, 9).Draw(t, name+" is good") > 0 {
		return good
	}
	return rapid.SampledFrom(bad).Draw(t, name)
}

func drawn(t *rapid.T) (gate.Facts, time.Time) {
	f := allowed()
	f.Campaign.Kind = rapid.SampledFrom(append(dialer.Kinds(), "", "quiz")).Draw(t, "kind")
	f.Campaign.Running = mostly(t, "running", true, false)
	f.Campaign.Visible = mostly[dialer.Number](t, "visible", "+4722000001", "", "+4722000002", "+4780000001")
	f.Campaign.Ring = mostly(t, "ring", 25*time.Second, 0, time.Hour)
	f.Responsible = mostly(t, "responsible", "Kari Nordmann", "")
	f.Lead.Number = mostly[dialer.Number](t, "number", "+4790000001", "", "+47112", "+4759000001", "+4680000001", "112")
	f.Lead.Source = mostly(t, "source", "customers", "", "web", "undated", "baseless", "wishes", "wishes", "wishes")
	f.Lead.Campaign = mostly[dialer.CampaignID](t, "lead's campaign", "autumn", "", "other")
	f.Lead.Birth = mostly(t, "birth", time.Time{}, monday().AddDate(-10, 0, 0), monday().AddDate(-40, 0, 0))
	said := func(name string) dialer.Answer {
		return mostly(t, name, dialer.Clear, dialer.Unknown, dialer.Reserved, 3)
	}
	f.Registers = answers(said("own"), said("client"), said("national"))
	f.Registers[1].Since = mostly(t, "since", time.Time{}, monday().AddDate(0, 0, -9), monday().AddDate(0, 0, -30))
	f.Registers[2].LoadedAt = mostly(t, "delivered", f.Registers[2].LoadedAt, time.Time{}, monday().AddDate(0, -1, 0),
		monday().AddDate(0, 0, -8))
	f.Registers[3].LoadedAt = f.Registers[2].LoadedAt
	f.Lead.Wash = mostly(t, "wash", f.Lead.Wash, dialer.Wash{},
		dialer.Wash{At: monday().AddDate(0, -1, 0), By: "x", Scope: dialer.WashPersons},
		dialer.Wash{At: monday(), By: "x", Scope: dialer.WashNumbers})
	f.Lead.Request = rapid.SampledFrom([]dialer.Request{
		{}, wish(20), wish(100),
		{OrgNo: "999999998", At: monday().AddDate(0, 0, -20), Channel: "web", EvidenceRef: "e"},
	}).Draw(t, "request")
	f.Lead.Customer = rapid.SampledFrom([]dialer.Customer{
		{}, customer(dialer.CustomerCurrent), customer(dialer.CustomerFormer),
	}).Draw(t, "customer")
	f.Campaign.OwnSimilar = rapid.SampledFrom([]string{"", "power again"}).Draw(t, "own similar")
	f.Campaign.Approval.By = mostly(t, "approved by", "Kari Eksempel", "")
	f.Campaign.Lawful.Ref = mostly(t, "attestation", "page 2", "")
	f.Flagged = mostly(t, "flagged", gate.No, gate.Unknown, gate.Yes, 3)
	f.FlaggedAt = mostly(t, "flagged at", time.Time{}, monday().AddDate(0, 0, -20), monday())
	f.SuppressedAt = mostly(t, "suppressed at", time.Time{}, monday(), monday().AddDate(-1, 0, 1),
		monday().AddDate(-1, 0, -30))
	f.Cared = mostly(t, "ended with care", false, true)
	f.Dedicated = rapid.Bool().Draw(t, "agents held for it alone")
	f.Surveyed = mostly(t, "surveyed", time.Time{}, monday(), monday().AddDate(0, 0, -90), monday().AddDate(0, 0, -91))
	f.SurveyedElsewhere = mostly(t, "surveyed elsewhere", time.Time{}, monday(), monday().AddDate(0, 0, -7),
		monday().AddDate(0, 0, -8))
	f.Path = mostly(t, "path", rapid.SampledFrom(gate.Paths()).Draw(t, "which path"), "", "side door")
	f.HistoryKnown = mostly(t, "history", true, false)
	f.InFlight = mostly(t, "in flight", false, true)
	f.CampaignAttempts = mostly(t, "attempts", 0, 2, 3, 9)
	f.ClientToday = mostly(t, "today", 0, 1, 5)
	f.Hours = mostly(t, "hours", hours.Norm(), hours.Rules{})
	now := monday().Add(
		time.Duration(mostly(t, "offset", 0, rapid.IntRange(-200, 200).Draw(t, "hours off"))) * time.Hour,
	)
	return f, now
}

func missing(f gate.Facts, now time.Time) string {
	local := now.In(hours.Oslo())
	marketing := f.Campaign.Kind == "sales" || f.Campaign.Kind == "fundraising"
	switch {
	case f.Registers[0].Answer != dialer.Clear:
		return "the own register's " + f.Registers[0].Answer.String()
	case f.Registers[1].Answer == dialer.Reserved &&
		!(asked(f) && !f.Registers[1].Since.IsZero() && f.Lead.Request.At.After(f.Registers[1].Since)):
		return "the client's register against it"
	case f.Registers[1].Answer != dialer.Clear && f.Registers[1].Answer != dialer.Reserved:
		return "the client's register away"
	case marketing && f.Registers[2].Answer == dialer.Reserved && !asked(f) && !bought(f):
		return "the national register against it"
	case marketing &&
		(f.Registers[2].Answer == dialer.Unknown || f.Registers[2].Answer > 2 || !lately(f.Registers[2].LoadedAt, now)):
		return "the national register away or old"
	case marketing && (f.Campaign.Approval.By == "" || f.Campaign.Lawful.Ref == ""):
		return "a sale that no one answers for"
	case marketing && !f.Lead.Wash.At.Equal(monday().AddDate(0, 0, -6)):
		return "no wash"
	case !f.HistoryKnown, f.Flagged != gate.No &&
		!(f.Flagged == gate.Yes && f.Dedicated && !f.FlaggedAt.IsZero() && days(f.FlaggedAt, now) >= 1):
		return "an unknown history, or a flag"
	case !f.SuppressedAt.IsZero() && days(f.SuppressedAt, now) <= 365:
		return "abandoned again within a year"
	case f.Cared:
		return "ended for the person's sake"
	case marketing && (days(f.Surveyed, now) <= 90 || days(f.SurveyedElsewhere, now) <= 7):
		return "a survey lately"
	case f.Path == "" || f.Path == "side door":
		return "no path"
	case f.InFlight, f.CampaignAttempts >= 3, f.ClientToday >= 1:
		return "too many attempts"
	case f.Lead.Number != "+4790000001":
		return "a forbidden number"
	case f.Campaign.Visible != "+4722000001":
		return "a wrong visible number"
	case f.Lead.Source == "wishes" && !asked(f):
		return "a wish that is none"
	case f.Lead.Source != "customers" && f.Lead.Source != "wishes" &&
		(marketing || f.Path != gate.PathByHand || f.Lead.Source != ""):
		return "no lawful source"
	case f.Responsible == "", !f.Campaign.Running, f.Lead.Campaign != f.Campaign.ID, f.Campaign.Ring != 25*time.Second:
		return "a campaign that is not in order"
	case !f.Lead.Birth.IsZero() && f.Lead.Birth.AddDate(18, 0, 0).After(now):
		return "a minor"
	case local.Hour() < 9 || local.Hour() >= 21 || local.Weekday() == time.Saturday || local.Weekday() == time.Sunday:
		return "a closed hour"
	}
	return ""
}

// lately: in this month and within a week.
func lately(at, now time.Time) bool {
	at, now = at.In(hours.Oslo()), now.In(hours.Oslo())
	return at.Month() == now.Month() && at.Year() == now.Year() && now.Sub(at) < 7*24*time.Hour && !at.After(now)
}

// days is how many Oslo days lie between.
func days(at, now time.Time) int {
	day := func(t time.Time) time.Time {
		y, m, d := t.In(hours.Oslo()).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return int(day(now).Sub(day(at)).Hours() / 24)
}

func asked(f gate.Facts) bool {
	r := f.Lead.Request
	return f.Lead.Source == "wishes" && r.OrgNo == "999999999" && r.At.Equal(monday().AddDate(0, 0, -20))
}

func bought(f gate.Facts) bool {
	return f.Lead.Source == "customers" && f.Lead.Customer.Status == "current" && f.Campaign.OwnSimilar != "" &&
		f.Campaign.Kind == "sales"
}

func wish(days int) dialer.Request {
	return dialer.Request{OrgNo: "999999999", At: monday().AddDate(0, 0, -days), Channel: "web", EvidenceRef: "e"}
}

func customer(status dialer.CustomerStatus) dialer.Customer {
	return dialer.Customer{
		Status: status, Since: monday().AddDate(-1, 0, 0), ProductRef: "power", ContactFromSale: true,
		ListDate: monday().AddDate(0, 0, -20),
	}
}
