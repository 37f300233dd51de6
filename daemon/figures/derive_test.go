package figures_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/reservation"
)

func TestRowsForEveryDayWithAFact(t *testing.T) {
	monday, tuesday := noon(), noon().AddDate(0, 0, 1)
	facts := []dialer.Fact{
		{At: tuesday, Kind: dialer.FactCampaign, Campaign: "winter", Detail: "started"},
		{At: monday, Kind: dialer.FactImported, Campaign: "winter"},
		{At: monday, Kind: dialer.FactCampaign, Campaign: "autumn", Detail: "paused"},
		{At: monday, Kind: dialer.FactStarted},
		{At: monday, Kind: dialer.FactLogin, Agent: "anna"},
	}
	facts = append(facts,
		story(1, monday, at{6, answered(true)}, at{7, k(dialer.FactBridged)},
			at{60, ended(dialer.Answered, dialer.ByConsumer)}, at{86400, disposed(dialer.Person)})...)
	want := []figures.Day{
		{
			Day: "2026-11-23", Campaign: "autumn", Attempted: 1, Answered: 1, Connected: 1, Transferred: 1, Live: 1,
			Established: 1,
		},
		{Day: "2026-11-23", Campaign: "winter"},
		{Day: "2026-11-24", Campaign: "autumn"}, // the late disposal is a fact of that day and counts on the call's
		{Day: "2026-11-24", Campaign: "winter"},
	}
	if diff := cmp.Diff(want, derive(facts)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestNothingIsNoRow(t *testing.T) {
	if got := derive(nil); len(got) != 0 {
		t.Errorf("got %+v", got)
	}
}

func TestRingTimes(t *testing.T) {
	rang := func(id dialer.AttemptID, seconds float64, o dialer.Outcome) []dialer.Fact {
		return story(id, noon(), at{1, k(dialer.FactRinging)}, at{1 + seconds, ended(o, dialer.ByUs)})
	}
	odd := slices.Concat(
		rang(1, 30, dialer.NoAnswer), rang(2, 20, dialer.NoAnswer), rang(3, 4, dialer.CancelledRinging),
		rang(8, 2, dialer.Busy), // refused by the person, and no measure of our patience
		// never rang
		story(4, noon(), at{1, ended(dialer.TrunkFailed, dialer.ByNetwork)}),
		story(5, noon(), at{1, k(dialer.FactRinging)}, at{2, answered(true)},
			at{2.5, ended(dialer.Answered, dialer.ByConsumer)}), // answered
		story(6, noon(), at{1, k(dialer.FactRinging)}), // still rings
	)
	for name, tt := range map[string]struct {
		facts         []dialer.Fact
		least, median time.Duration
	}{
		"odd":  {odd, 4 * time.Second, 20 * time.Second},
		"even": {slices.Concat(odd, rang(7, 26, dialer.NoAnswer)), 4 * time.Second, 23 * time.Second},
	} {
		got := derive(tt.facts)[0]
		if got.RingMin != tt.least || got.RingMedian != tt.median {
			t.Errorf("%s: got %v and %v, want %v and %v", name, got.RingMin, got.RingMedian, tt.least, tt.median)
		}
		if got.Open != 1 {
			t.Errorf("%s: got %d open, want 1", name, got.Open)
		}
	}
}

// TestLostCountsOnTheDayOfTheDialing, though it was found out days later.
func TestLostCountsOnTheDayOfTheDialing(t *testing.T) {
	got := derive(story(1, noon(), at{3 * 86400, k(dialer.FactLost)}))
	want := figures.Day{
		Day: "2026-11-23", Campaign: "autumn", Attempted: 1, Answered: 1, Connected: 1, Abandoned: 1,
		AbandonedNotLate: 1, Lost: 1, AEff: 1, Established: 1,
	}
	if diff := cmp.Diff(want, got[0]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestRateAndBreach(t *testing.T) {
	for _, tt := range []struct {
		name        string
		aEff, live  int
		limit       int
		breach      bool
		established int
	}{
		{"nothing at all", 0, 0, 5, false, 0},
		{"exactly 5 %", 1, 19, 5, false, 20},
		{"one established call too few", 1, 18, 5, true, 19},
		{"exactly 5 % of many", 50, 950, 5, false, 1000},
		{"a little over", 51, 950, 5, true, 1001},
		{"no abandonment is allowed: none", 0, 10, 0, false, 10},
		{"no abandonment is allowed: one", 1, 1000, 0, true, 1001},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := figures.Day{AEff: tt.aEff, Live: tt.live, Established: tt.aEff + tt.live}
			if a, e := d.StrictRate(); a != tt.aEff || e != tt.established {
				t.Errorf("got %d of %d, want %d of %d", a, e, tt.aEff, tt.established)
			}
			if got := d.Breach(tt.limit); got != tt.breach {
				t.Errorf("%d of %d over %d %%: got %t, want %t", d.AEff, d.Established, tt.limit, got, tt.breach)
			}
		})
	}
}

func TestOrderOfAttemptsDoesNotMatter(t *testing.T) {
	facts := slices.Concat(story(1, noon(), at{1, ended(dialer.Busy, dialer.ByNetwork)}),
		story(2, noon(), at{1, ended(dialer.Busy, dialer.ByNetwork)}))
	forward := derive(facts)
	slices.Reverse(facts[3:]) // another attempt's facts in between or turned round: each attempt stands alone
	if diff := cmp.Diff(forward, figures.Derive(slices.Values(facts), hours.Oslo())); diff != "" {
		t.Errorf("(-in order +turned):\n%s", diff)
	}
}

func BenchmarkDerive(b *testing.B) {
	var facts []dialer.Fact
	for id := range dialer.AttemptID(10_000) {
		facts = append(facts,
			story(id+1, noon(), at{1, k(dialer.FactRinging)}, at{6, answered(true)}, at{6.8, k(dialer.FactBridged)},
				at{90, ended(dialer.Answered, dialer.ByConsumer)}, at{95, disposed(dialer.Person)})...)
	}
	for b.Loop() {
		derive(facts)
	}
}

func TestExemptAttempts(t *testing.T) {
	exempt := func(id dialer.AttemptID, code string, rest ...at) []dialer.Fact {
		facts := story(id, noon(), rest...)
		for i := range facts {
			if facts[i].Kind == dialer.FactBooked {
				facts[i].Exempt = code
			}
		}
		return facts
	}
	got := derive(slices.Concat(
		exempt(1, reservation.ExemptCustomer, at{1, ended(dialer.Busy, dialer.ByConsumer)}),
		exempt(2, reservation.ExemptCustomer, at{1, ended(dialer.NoAnswer, dialer.ByUs)}),
		exempt(3, reservation.ExemptRequest, at{1, ended(dialer.Busy, dialer.ByConsumer)}),
		[]dialer.Fact{ // nothing was attempted
			{At: noon(), Kind: dialer.FactBooked, Campaign: "autumn", Attempt: 4, Exempt: reservation.ExemptRequest},
			{At: noon(), Kind: dialer.FactNotPlaced, Attempt: 4},
		},
		exempt(5, "", at{1, ended(dialer.Busy, dialer.ByConsumer)}),
	))[0]
	if got.ExemptCustomer != 2 || got.ExemptRequest != 1 {
		t.Errorf("got %d customers and %d requests, want 2 and 1", got.ExemptCustomer, got.ExemptRequest)
	}
}

// Written complaints count on the day they came, those of no campaign in a row of their own; what was said aloud does
// not (4.3 f).
func TestComplaintsOfADay(t *testing.T) {
	at := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	complaint := func(campaign dialer.CampaignID, way dialer.InquiryChannel) dialer.Fact {
		return dialer.Fact{At: at, Kind: dialer.FactComplaint, Campaign: campaign, Code: string(way)}
	}
	days := figures.Derive(slices.Values([]dialer.Fact{
		complaint("wool", dialer.InquiryLetter), complaint("wool", dialer.InquiryEmail),
		complaint("wool", dialer.InquiryMessage),
		complaint("wool", dialer.InquiryAgent), complaint("", dialer.InquirySMS), complaint("", dialer.InquiryStaff),
	}), hours.Oslo())
	got := map[dialer.CampaignID]int{}
	for _, d := range days {
		got[d.Campaign] = d.Complaints
	}
	if want := (map[dialer.CampaignID]int{"wool": 2, "": 1}); !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if err := figures.Check(days); err != nil {
		t.Error(err)
	}
}
