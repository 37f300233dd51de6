package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/verb"
)

// figuresLive are the daemon's figures while it still runs.
func (d *demo) figuresLive(ctx context.Context) (verb.Figures, error) {
	var f verb.Figures
	return f, d.ask(ctx, &f, "figures", "--day", today.Format(time.DateOnly))
}

// conclude proves the journal without the daemon, derives the figures again, prints them, and compares them with
// everybody else's count.
func (d *demo) conclude(ctx context.Context, live verb.Figures) error {
	var journal verb.JournalReport
	if err := d.ask(ctx, &journal, "journal", "verify"); err != nil {
		return err
	}
	var again verb.Figures
	if err := d.ask(ctx, &again, "figures", "--day", today.Format(time.DateOnly)); err != nil {
		return err
	}
	d.printFigures(again)
	d.printNotRung(again)
	d.printScenes()
	err := errors.Join(d.compareAll(ctx, again), d.sameAgents(), d.scenesTrue(), d.rangLongEnough(),
		recomputed(live, again))
	if err == nil {
		d.say("each consumer heard the agent that the journal names")
		d.say("the journal is whole, %d entries; without the daemon it gives the same figures as were shown live",
			journal.Entries)
	}
	d.printPlaces()
	return err
}

// printScenes is the table of what was played beside the list.
func (d *demo) printScenes() {
	for _, table := range []struct {
		title  string
		scenes []scene
	}{
		{"The scenes, by what the phones heard and what lay on the disks", d.scenes},
		{"An agent's day by keys, by what the phones heard and what the journal has", d.day},
	} {
		d.say("\n%s", table.title)
		for _, s := range table.scenes {
			for _, line := range s.row() {
				d.say("%s", line)
			}
		}
	}
	d.say("")
}

// scenesTrue names what was not true of a scene.
func (d *demo) scenesTrue() error {
	var errs []error
	for _, s := range slices.Concat(d.scenes, d.day) {
		errs = append(errs, s.err())
	}
	return errors.Join(errs...)
}

func recomputed(live, again verb.Figures) error {
	if !reflect.DeepEqual(live, again) {
		return fmt.Errorf("figures from the journal alone differ from those shown live:\n  live:  %+v\n  again: %+v",
			live, again)
	}
	if len(again.Broken) > 0 {
		return fmt.Errorf("invariants of the figures are broken: %s", strings.Join(again.Broken, "; "))
	}
	return nil
}

// compareAll holds the figures against three counts that the daemon had no part in.
func (d *demo) compareAll(ctx context.Context, f verb.Figures) error {
	daemon := byDaemon(f)
	records, err := d.byAsterisk(ctx, daemon["attempted"])
	errs := []error{err}
	for _, c := range []struct {
		with  string
		count []line
	}{
		{"the phones' own log", d.byPhones()}, {"Asterisk's call detail records", records},
		{"what was planned", d.byPlan()},
	} {
		agreed, err := compare(daemon, c.with, c.count)
		errs = append(errs, err)
		if err == nil {
			d.say("%s", agreed)
		}
	}
	return errors.Join(errs...)
}

// rangLongEnough holds the unanswered calls to the ring time, a hair's breadth for the way of the messages.
func (d *demo) rangLongEnough() error {
	const least = 20*time.Second - 50*time.Millisecond
	shortest := d.shortestRing()
	if shortest < least {
		return fmt.Errorf("an unanswered phone rang %v; want %v", shortest, least)
	}
	d.say("no phone that was not answered rang less than %.1f s, by the phones' own log", shortest.Seconds())
	return nil
}

func (d *demo) printFigures(f verb.Figures) {
	d.say("\nThe six figures of %s (4.3), %s", today.Format(time.DateOnly), f.DemoClock)
	for _, x := range f.Days {
		d.say("  %-18s (a) attempted %2d, (b) answered %2d, (c) connected %2d, (d) transferred %2d, (e) abandoned %d, "+
			"(f) complaints %d", x.Campaign, x.Attempted, x.Answered, x.Connected, x.Transferred, x.Abandoned, x.Complaints)
		d.say("  %-18s no answer %d, busy %d, trunk failed %d; answering machines %d; abandoned %d of %d established, "+
			"limit %d %%", "", x.NoAnswer, x.Busy, x.TrunkFailed, x.Machines, x.AEff, x.Established, f.LimitPct)
	}
}

// printNotRung tells what was blocked at the gate and what was refused at the import, and why.
func (d *demo) printNotRung(f verb.Figures) {
	d.say("\nNot rung")
	for _, x := range f.Days {
		for _, code := range slices.Sorted(maps.Keys(x.Blocked)) {
			d.say("  blocked   %-12s %d  %s", code, x.Blocked[code], meaning(code))
		}
	}
	for _, v := range d.list.Verdicts {
		if v.Verdict == verb.RowRefused {
			d.say("  refused   line %-11d %s", v.Line, strings.TrimPrefix(v.Why, fmt.Sprintf("row %d, ", v.Line)))
		}
	}
}

// meaning of the gate's codes that the demo shows.
func meaning(code string) string {
	switch code {
	case gate.BlockOwn:
		return "in the call centre's own reservation register (4.4.4)"
	case gate.BlockClient:
		return "in the client's reservation register (4.4.4)"
	case gate.BlockUnknown:
		return "Redis was away, so it was not known; asked again and rung later"
	}
	return ""
}

func (d *demo) printPlaces() {
	d.say("\nTook: fetch and build %.1f s, boot %.1f s, campaign %.1f s, all %.1f s", d.times.fetch.Seconds(),
		d.times.boot.Seconds(), d.times.campaign.Seconds(), time.Since(d.began).Seconds())
	d.say("The journal is %s; look into it:", d.path("data", "ringevett.db"))
	d.say("  cd %s", d.dir)
	d.say("  ./ringevett --config ringevett.yaml journal show --last 20")
	d.say("  ./ringevett --config ringevett.yaml figures --day %s", today.Format(time.DateOnly))
}
