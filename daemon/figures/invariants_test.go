package figures_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/hours"
)

// TestInvariantsHold draws journals of attempts, told in ways that can and that hardly can happen, over a midnight.
func TestInvariantsHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var facts []dialer.Fact
		n := rapid.IntRange(1, 12).Draw(t, "attempts")
		for id := range n {
			facts = append(facts, drawnStory(t, dialer.AttemptID(id+1))...)
		}
		days := derive(facts)
		if err := figures.Check(days); err != nil {
			t.Fatalf("%v\n%+v", err, days)
		}
		sum := sumOf(days)
		if told := sum["Attempted"] + sum["LocalError"] + sum["Open"]; told != n {
			t.Fatalf("%d attempts told, %d found again: %+v", n, told, days)
		}
		if wide := sum["Connected"]; sum["Established"] > wide {
			t.Fatalf("established %d is over connected %d: the strict rate would be milder than the wide one",
				sum["Established"], wide)
		}
	})
}

// drawnStory draws any facts of an attempt at any times in order.
func drawnStory(t *rapid.T, id dialer.AttemptID) []dialer.Fact {
	campaign := rapid.SampledFrom([]dialer.CampaignID{"autumn", "winter"}).Draw(t, "campaign")
	now := time.Date(2026, 11, 23, 23, 59, 30, 0, hours.Oslo()).Add(seconds(t, 60))
	facts := []dialer.Fact{{At: now, Kind: dialer.FactBooked, Campaign: campaign, Attempt: id, T: seconds(t, 3)}}
	kinds := rapid.SliceOfN(rapid.SampledFrom([]dialer.FactKind{
		dialer.FactDialed, dialer.FactRinging, dialer.FactEarly, dialer.FactCancelled, dialer.FactAnswered,
		dialer.FactMachine,
		dialer.FactBridged, dialer.FactAgentGone, dialer.FactMessage, dialer.FactEnded, dialer.FactLost,
		dialer.FactDisposed, dialer.FactNotPlaced,
	}), 0, 9).Draw(t, "kinds")
	for _, kind := range kinds {
		now = now.Add(seconds(t, 6))
		facts = append(facts, dialer.Fact{
			At: now, Kind: kind, Attempt: id,
			Reserved: rapid.Bool().Draw(t, "reserved"),
			Outcome: rapid.SampledFrom([]dialer.Outcome{
				dialer.Answered, dialer.NoAnswer, dialer.Busy, dialer.CancelledRinging, dialer.TrunkFailed,
				dialer.NotPlaced, dialer.Lost, "",
			}).Draw(t, "outcome"),
			Party: rapid.SampledFrom([]dialer.Party{
				dialer.ByConsumer, dialer.ByAgent, dialer.ByUs, dialer.ByNetwork, "",
			}).Draw(t, "party"),
			Disposition: rapid.SampledFrom([]dialer.Disposition{
				dialer.Person, dialer.Machine, dialer.WrongNumber, dialer.CallLater, "",
			}).Draw(t, "disposition"),
			Code: rapid.SampledFrom([]string{dialer.PhoneUnheard, dialer.PhoneSilent, ""}).Draw(t, "code"),
		})
	}
	return facts
}

func seconds(t *rapid.T, most int) time.Duration {
	return time.Duration(rapid.IntRange(0, most*10).Draw(t, "tenths")) * time.Second / 10
}

// sumOf adds every whole-number figure by its name.
func sumOf(days []figures.Day) map[string]int {
	sum := map[string]int{}
	for _, d := range days {
		v := reflect.ValueOf(d)
		for i := range v.NumField() {
			if v.Field(i).Kind() == reflect.Int {
				sum[v.Type().Field(i).Name] += int(v.Field(i).Int())
			}
		}
	}
	return sum
}

// sound is one campaign's day in which every figure that an invariant speaks of is at work.
func sound() figures.Day {
	return figures.Day{
		Campaign: "autumn", Day: "2026-11-23",
		Attempted: 20, NoAnswer: 3, Busy: 2, CancelledRinging: 2, TrunkFailed: 1,
		Answered: 12, MachineAtAnswer: 1, Connected: 11,
		Transferred: 4, LateTransfer: 2, AbandonedNotLate: 3, AgentCut: 1, EarlyHangup: 1,
		Abandoned: 7, AgentDropCounted: 1, Lost: 3, Machines: 1, Live: 2, AEff: 7, Established: 9,
	}
}

// TestCheckSeesEveryFigure is the negative control: one count too many or too few anywhere is found.
func TestCheckSeesEveryFigure(t *testing.T) {
	if err := figures.Check([]figures.Day{sound()}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Attempted", "NoAnswer", "Busy", "CancelledRinging", "TrunkFailed", "Answered",
		"MachineAtAnswer", "Connected",
		"Transferred", "LateTransfer", "AbandonedNotLate", "AgentCut", "EarlyHangup", "Abandoned", "AgentDropCounted",
		"Live", "AEff", "Established"} {
		for _, by := range []int64{1, -1} {
			d := sound()
			f := reflect.ValueOf(&d).Elem().FieldByName(name)
			f.SetInt(f.Int() + by)
			if err := figures.Check([]figures.Day{d}); err == nil || !strings.Contains(err.Error(), "campaign autumn") {
				t.Errorf("%s off by %d: got %v, want a fault of campaign autumn", name, by, err)
			}
		}
	}
}

func TestCheckHoldsTheBounds(t *testing.T) {
	for want, spoil := range map[string]func(*figures.Day){
		"lost <= abandoned_not_late":        func(d *figures.Day) { d.Lost = d.AbandonedNotLate + 1 },
		"m <= transferred":                  func(d *figures.Day) { d.Machines = d.Transferred + 1 },
		"agent_drop_counted <= transferred": func(d *figures.Day) { d.AgentDropCounted = d.Transferred + 1 },
		"abandoned <= effectively":          func(d *figures.Day) { d.AEff = d.Abandoned - 1 },
	} {
		d := sound()
		spoil(&d)
		if err := figures.Check([]figures.Day{d}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

// TestCheckSumsPerCampaign: two campaigns whose faults cancel each other are still two faults.
func TestCheckSumsPerCampaign(t *testing.T) {
	more, less := sound(), sound()
	more.Attempted++
	less.Attempted--
	less.Campaign = "winter"
	err := fmt.Sprint(figures.Check([]figures.Day{more, less}))
	if !strings.Contains(err, "autumn") || !strings.Contains(err, "winter") {
		t.Errorf("got %s, want both campaigns named", err)
	}
	less.Campaign, less.Day = more.Campaign, "2026-11-24"
	if err := figures.Check([]figures.Day{more, less}); err != nil {
		t.Errorf("over two days of one campaign they hold: %v", err)
	}
}
