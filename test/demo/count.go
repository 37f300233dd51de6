package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// line is one number of a count, by its name.
type line struct {
	name string
	n    int
}

// connectWithin is T: an answer must have its agent within it (norm 2.1).
const connectWithin = 2 * time.Second

// byPhones counts what the consumers' phones saw and heard, and what the agents' phones keyed. It knows nothing of
// the daemon.
func (d *demo) byPhones() []line {
	var attempted, answered, heard, silent, informed int
	for _, r := range d.rung() {
		attempted++
		switch {
		case r.Answered.IsZero():
		case d.heard(r) != "":
			answered, heard = answered+1, heard+1
			if m, err := d.heardMessage(r); err == nil && m.clear() { // the agent's phone died
				informed++
			}
		default:
			answered, silent = answered+1, silent+1
		}
	}
	machines := 0
	for _, a := range d.agents {
		machines += a.said[keys()[toneMachine]]
	}
	// No machine is recognised at the answer in this version, so all that is answered is connected.
	return []line{{"attempted", attempted}, {"answered", answered}, {"connected", answered}, {"transferred", heard},
		{"abandoned", silent + informed}, {"machines", machines}}
}

// rung are the calls to consumers; what they call themselves is not among them.
func (d *demo) rung() (all []phone.Record) {
	for _, c := range d.trunk.Calls() {
		if r := c.Record(); r.Incoming {
			all = append(all, r)
		}
	}
	return all
}

// heard is the agent whose voice the consumer heard in time; "" when there was none.
func (d *demo) heard(r phone.Record) string {
	from := r.LoudAfter(r.Answered)
	if from.IsZero() || from.Sub(r.Answered) > connectWithin {
		return ""
	}
	pcm := r.Between(from, from.Add(300*time.Millisecond))
	for _, a := range d.everybody() {
		if phone.HasTone(pcm, float64(a.tone)) {
			return a.id
		}
	}
	return ""
}

// sameAgents holds the agent of each conversation, by the journal, against the voice that the consumer heard.
func (d *demo) sameAgents() error {
	var errs []error
	for _, r := range d.rung() {
		if by, ear := d.there[tail(r.Number)], d.heard(r); by != ear {
			errs = append(errs, fmt.Errorf("…%s heard agent %q, the journal says %q", tail(r.Number), ear, by))
		}
	}
	return errors.Join(errs...)
}

// byAsterisk counts the channels to the trunk in Asterisk's own call detail records. Whether one was answered they do
// not tell: the record of a channel dialed into an agent's bridge carries the state of the agent's leg, which always
// was. The records of a leg are written when the agent is gone, so the last may still be on its way.
func (d *demo) byAsterisk(ctx context.Context, want int) ([]line, error) {
	channels := map[string]bool{}
	for range 30 {
		rows, err := d.pbx.CDR()
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if strings.HasPrefix(r.Context, dialplan.ContextDesk) { // rang us
				continue
			}
			for _, channel := range []string{r.Channel, r.DestinationChannel} {
				if strings.HasPrefix(channel, "PJSIP/trunk-") {
					channels[channel] = true
				}
			}
		}
		if len(channels) >= want || !pause(ctx, 100*time.Millisecond) {
			break
		}
	}
	return []line{{"attempted", len(channels)}}, nil
}

// shortestRing is how long the phone rang that we gave up on soonest, by its own log.
func (d *demo) shortestRing() time.Duration {
	shortest := time.Duration(0)
	for _, r := range d.rung() {
		if rang := r.Ended.Sub(r.Ringing); r.Cancelled && (shortest == 0 || rang < shortest) {
			shortest = rang
		}
	}
	return shortest
}

// byPlan counts what was to come, from the table of fates.
func (d *demo) byPlan() []line {
	yes := planned(d.fates, answered)
	none, engaged, failed := planned(d.fates, noAnswer), planned(d.fates, busy), planned(d.fates, trunkFailed)
	machines := 0
	for _, f := range d.fates {
		if f.does == machine().does {
			machines++
		}
	}
	const forced = 1 // answered, transferred, and abandoned when the agent's phone died
	yes += planned(openingRows(), answered) + planned(dayRows(), answered)
	return []line{{"attempted", yes + none + engaged + failed}, {"answered", yes}, {"connected", yes},
		{"transferred", yes},
		{"abandoned", forced}, {"complaints", 0}, {"no answer", none}, {"busy", engaged}, {"trunk failed", failed},
		{"machines", machines}, {"blocked", planned(d.fates, blocked)}}
}

// byDaemon gives the daemon's figures under the same names.
func byDaemon(f verb.Figures) map[string]int {
	sum := map[string]int{}
	for _, d := range f.Days {
		for name, n := range map[string]int{
			"attempted": d.Attempted, "answered": d.Answered, "connected": d.Connected, "transferred": d.Transferred,
			"abandoned": d.Abandoned, "complaints": d.Complaints, "no answer": d.NoAnswer, "busy": d.Busy,
			"trunk failed": d.TrunkFailed, "machines": d.Machines,
		} {
			sum[name] += n
		}
		for code, n := range d.Blocked {
			if code != gate.BlockUnknown { // that row is asked about again
				sum["blocked"] += n
			}
		}
	}
	return sum
}

// compare holds an independent count against the daemon's; it names each difference.
func compare(daemon map[string]int, with string, count []line) (agreed string, err error) {
	var same, differ []string
	for _, l := range count {
		if daemon[l.name] != l.n {
			differ = append(differ, fmt.Sprintf("%s: the daemon says %d, %s %d", l.name, daemon[l.name], with, l.n))
		}
		same = append(same, fmt.Sprintf("%s %d", l.name, l.n))
	}
	if differ != nil {
		return "", fmt.Errorf("figures differ from %s: %s", with, strings.Join(differ, "; "))
	}
	return fmt.Sprintf("figures agree with %s: %s", with, strings.Join(same, ", ")), nil
}
