package figures

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Check holds the invariants of norm 2.2 over each campaign's sum. Not over single days: a call over midnight is
// attempted on one and answered on the next.
func Check(days []Day) error {
	sums := map[dialer.CampaignID]Day{}
	for _, d := range days {
		sums[d.Campaign] = plus(sums[d.Campaign], d)
	}
	var errs []error
	for _, c := range slices.Sorted(maps.Keys(sums)) {
		for _, broken := range invariants(sums[c]) {
			errs = append(errs, fmt.Errorf("figures of campaign %s: %s", c, broken))
		}
	}
	return errors.Join(errs...)
}

// plus adds what the invariants speak of.
func plus(a, b Day) Day {
	a.Attempted += b.Attempted
	a.Answered += b.Answered
	a.Connected += b.Connected
	a.Transferred += b.Transferred
	a.Abandoned += b.Abandoned
	a.NoAnswer += b.NoAnswer
	a.Busy += b.Busy
	a.CancelledRinging += b.CancelledRinging
	a.TrunkFailed += b.TrunkFailed
	a.MachineAtAnswer += b.MachineAtAnswer
	a.EarlyHangup += b.EarlyHangup
	a.LateTransfer += b.LateTransfer
	a.AbandonedNotLate += b.AbandonedNotLate
	a.Lost += b.Lost
	a.AgentDropCounted += b.AgentDropCounted
	a.AgentCut += b.AgentCut
	a.Machines += b.Machines
	a.Live += b.Live
	a.AEff += b.AEff
	a.Established += b.Established
	return a
}

// invariants names each that does not hold.
func invariants(d Day) []string {
	var broken []string
	equal := func(name string, got, want int) {
		if got != want {
			broken = append(broken, fmt.Sprintf("%s: %d is not %d", name, got, want))
		}
	}
	within := func(name string, got, most int) {
		if got > most {
			broken = append(broken, fmt.Sprintf("%s: %d is more than %d", name, got, most))
		}
	}
	equal("attempted = answered + no_answer + busy + cancelled_ringing + trunk_failed",
		d.Attempted, d.Answered+d.NoAnswer+d.Busy+d.CancelledRinging+d.TrunkFailed)
	equal("answered = connected + machine_at_answer", d.Answered, d.Connected+d.MachineAtAnswer)
	equal("connected = transferred + late_transfer + abandoned_not_late + agent_cut + early_hangup",
		d.Connected, d.Transferred+d.LateTransfer+d.AbandonedNotLate+d.AgentCut+d.EarlyHangup)
	equal("abandoned = abandoned_not_late + late_transfer + agent_drop_counted + agent_cut",
		d.Abandoned, d.AbandonedNotLate+d.LateTransfer+d.AgentDropCounted+d.AgentCut)
	equal("established = live + effectively abandoned", d.Established, d.Live+d.AEff)
	within("lost <= abandoned_not_late", d.Lost, d.AbandonedNotLate)
	within("agent_drop_counted <= transferred", d.AgentDropCounted, d.Transferred)
	within("m <= transferred", d.Machines, d.Transferred)
	within("abandoned <= effectively abandoned", d.Abandoned, d.AEff)
	return broken
}
