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
func TestNeverAllowed(t *testing.T) {
	allowedOnes := 0
	rapid.Check(t, func(t *rapid.T) {
		f, now := drawn(t)
		v := gate.Decide(now, f)
		if !v.Allowed {
			if v.Code == "" || v.Code == gate.Allow || v.Why == "" {
				t.Fatalf("refused without a reason: %+v", v)
			}
			return
		}
		allowedOnes++
		if lacks := missing(f, now); lacks != "" {
			t.Fatalf("allowed with %s: %+v, %+v", lacks, f, v)
		}
	})
	if allowedOnes == 0 {
		t.Error("nothing drawn was ever allowed: the test proves nothing")
	}
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
	f.Lead.Source = mostly(t, "source", "customers", "", "web", "undated", "baseless")
	f.Lead.Campaign = mostly[dialer.CampaignID](t, "lead's campaign", "autumn", "", "other")
	f.Lead.Birth = mostly(t, "birth", time.Time{}, monday().AddDate(-10, 0, 0), monday().AddDate(-40, 0, 0))
	f.InOwn = mostly(t, "own", gate.No, gate.Unknown, gate.Yes, 3)
	f.InClient = mostly(t, "client", gate.No, gate.Unknown, gate.Yes, 3)
	f.National = mostly(t, "national", gate.No, gate.Unknown, gate.Yes, 3)
	f.HistoryKnown = mostly(t, "history", true, false)
	f.InFlight = mostly(t, "in flight", false, true)
	f.CampaignAttempts = mostly(t, "attempts", 0, 2, 3, 9)
	f.ClientToday = mostly(t, "today", 0, 1, 5)
	f.Hours = mostly(t, "hours", hours.Norm(), hours.Rules{})
	now := monday().Add(time.Duration(mostly(t, "offset", 0, rapid.IntRange(-200, 200).Draw(t, "hours off"))) * time.Hour)
	return f, now
}

func missing(f gate.Facts, now time.Time) string {
	local := now.In(hours.Oslo())
	marketing := f.Campaign.Kind == "sales" || f.Campaign.Kind == "fundraising"
	switch {
	case f.InOwn != gate.No:
		return "the own register's " + f.InOwn.String()
	case f.InClient != gate.No:
		return "the client's register's " + f.InClient.String()
	case marketing && f.National != gate.No:
		return "the national register's " + f.National.String()
	case !f.HistoryKnown:
		return "an unknown history"
	case f.InFlight, f.CampaignAttempts >= 3, f.ClientToday >= 1:
		return "too many attempts"
	case f.Lead.Number != "+4790000001":
		return "a forbidden number"
	case f.Campaign.Visible != "+4722000001":
		return "a wrong visible number"
	case f.Lead.Source != "customers":
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
