package training_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/training"
)

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, hours.Oslo()) }

// monday is 2026-11-23 at ten, Oslo time.
func monday() time.Time { return day(2026, 11, 23).Add(10 * time.Hour) }

func pins() []training.Pin {
	return []training.Pin{
		{Item: training.Norm, Version: "d2f9", Since: day(2026, 1, 1)},
		{Item: training.Statute, Version: "2026-04-13", Since: day(2026, 1, 1)},
	}
}

func book() training.Book {
	return training.Book{
		Agents: []string{"kari", "ola"}, People: []string{"siri"}, Campaigns: []string{"strom", "nett"},
	}
}

// taught is a ledger after sessions.
func taught(t *testing.T, now time.Time, pins []training.Pin, sessions ...training.Session) training.Ledger {
	t.Helper()
	l := training.Ledger{Pins: pins, Entries: map[training.Person][]training.Entry{}}
	for _, s := range sessions {
		s.Trainer = "Kari Nordmann"
		all, err := l.Read(now, s, book(), 12)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range all {
			l.Entries[e.Person] = append(l.Entries[e.Person], e)
		}
	}
	return l
}

func full(on string) training.Session {
	return training.Session{Agents: []string{"kari"}, Campaigns: []string{"strom"}, Day: on}
}

func bars(l training.Ledger, now time.Time) string { return training.Named(l.Bars(now, "kari")) }

// The rows of clause 5, each with its negative.
func TestWhoMayTakeCalls(t *testing.T) {
	newer := append(pins(), training.Pin{Item: training.Norm, Version: "aaaa", Since: day(2026, 11, 1)})
	statute := append(pins(), training.Pin{Item: training.Statute, Version: "2026-11-01", Since: day(2026, 11, 1)})
	for _, c := range []struct {
		name  string
		l     training.Ledger
		at    time.Time
		bars  string // "": may be ready
		serve string // campaigns served, of strom and nett
	}{
		{"+ complete", taught(t, monday(), pins(), full("2026-11-02")), monday(), "", "strom"},
		{"- of no ledger at all", training.Ledger{}, monday(), "norm (never taught)", ""},
		{"- one item missing", taught(t, monday(), pins(), training.Session{
			Agents: []string{"kari"}, Items: []string{"norm", "conversation", "statute", "routines", "product"},
			Campaigns: []string{"strom"},
		}), monday(), "privacy (never taught)", ""},
		{"- taught to another", taught(t, monday(), pins(), training.Session{
			Agents: []string{"ola"}, People: []string{"siri"},
		}), monday(), "norm (never taught)", ""},
		{"+ the last instant of its months", taught(t, monday(), pins(), full("2026-01-31")),
			day(2027, 2, 1).Add(-time.Second), "", "strom"},
		{"- expired", taught(t, monday(), pins(), full("2026-01-31")), day(2027, 2, 1),
			"norm (was valid until 2027-02-01)", ""},
		{"- before it was taught", taught(t, monday(), pins(), full("2026-11-23")), day(2026, 11, 22),
			"norm (never taught)", ""},
		{"+ another hash, within the grace", taught(t, monday(), newer, full("2026-10-30")), day(2026, 11, 30),
			"", "strom"},
		{"- another hash, after the grace", taught(t, monday(), newer, full("2026-10-30")), day(2026, 12, 1),
			"norm (of a version that counted until 2026-12-01)", ""},
		{"+ taught again in the new version", taught(t, monday(), newer, full("2026-10-30"), full("2026-11-02")),
			day(2026, 12, 1), "", "strom"},
		{"- another statute date, after the grace", taught(t, monday(), statute, full("2026-10-30")),
			day(2026, 12, 1), "statute (of a version that counted until 2026-12-01)", ""},
		{"- a version that was never current", training.Ledger{
			Pins: newer, Entries: map[training.Person][]training.Entry{training.OfAgent("kari"): {{
				Item: training.Norm, Version: "ffff", Day: day(2026, 11, 2), Months: 12,
			}}},
		}, monday(), "norm (of a version that counted until 2026-11-02)", ""},
		{"+ waived", training.Ledger{Waived: true}, monday(), "", "strom nett"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := bars(c.l, c.at)
			if c.bars == "" && got != "" || !strings.Contains(got, c.bars) {
				t.Errorf("bars: got %q, want %q", got, c.bars)
			}
			var serves []string
			for _, id := range []dialer.CampaignID{"strom", "nett"} {
				if c.l.Cleared(c.at).Serves("kari", id) {
					serves = append(serves, string(id))
				}
			}
			if got := strings.Join(serves, " "); got != c.serve {
				t.Errorf("serves: got %q, want %q", got, c.serve)
			}
		})
	}
}

// A standing changes at no instant that Next does not name.
func TestNextNamesEachChange(t *testing.T) {
	newer := append(pins(), training.Pin{Item: training.Norm, Version: "aaaa", Since: day(2026, 11, 10)})
	l := taught(t, monday(), newer, full("2026-01-31"), full("2026-11-02"))
	next := day(2026, 1, 1)
	for at := next; at.Before(day(2028, 1, 1)); at = at.Add(time.Hour) {
		was := bars(l, at)
		if next = l.Next(at); !next.IsZero() && next.After(at.Add(time.Hour)) && bars(l, at.Add(time.Hour)) != was {
			t.Fatalf("%v: changed within the hour, and Next says %v", at, next)
		}
	}
	if !next.IsZero() {
		t.Errorf("something is still to change at %v", next)
	}
}

// All faults of a session are told at once.
func TestAllFaultsOfASessionAreTold(t *testing.T) {
	l := training.Ledger{Pins: pins()}
	_, err := l.Read(monday(), training.Session{
		Agents: []string{"kari", "per"}, People: []string{"nora"}, Items: []string{"norm", "yoga"},
		Campaigns: []string{"gass"}, Day: "2026-11-24", Months: 37,
	}, book(), 12)
	for _, want := range []string{
		`"per"`, `"nora"`, `"yoga"`, `"gass"`, "2026-11-24", `"37"`, "trainer", "only the item product is of a campaign",
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %s in %v", want, err)
		}
	}
	for name, s := range map[string]training.Session{
		"no one":              {Trainer: "a"},
		"product of none":     {Trainer: "a", Agents: []string{"kari"}, Items: []string{"product"}},
		"over before today":   {Trainer: "a", Agents: []string{"kari"}, Day: "2025-11-01"},
		"a day that is none":  {Trainer: "a", Agents: []string{"kari"}, Day: "yesterday"},
		"fewer than no month": {Trainer: "a", Agents: []string{"kari"}, Months: -1},
	} {
		if all, err := l.Read(monday(), s, book(), 12); err == nil {
			t.Errorf("%s: got %v, want an error", name, all)
		}
	}
}

// Training that is entered late is of the version that was current on its day.
func TestTheVersionIsTheDays(t *testing.T) {
	noon := day(2026, 11, 10).Add(12 * time.Hour)
	newer := append(pins(), training.Pin{Item: training.Norm, Version: "aaaa", Since: noon})
	l := training.Ledger{Pins: newer}
	for on, want := range map[time.Time]string{
		day(2025, 1, 1): "d2f9", day(2026, 11, 9): "d2f9", day(2026, 11, 10): "aaaa", day(2026, 11, 11): "aaaa",
	} {
		if got := l.VersionOn(training.Norm, on); got != want {
			t.Errorf("on %s: got %s, want %s", on.Format(time.DateOnly), got, want)
		}
	}
}
