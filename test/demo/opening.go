package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// early are the agents who are there for the opening: one for each of its calls.
const early = 3

// openingRows are rung first, before the list: two that the agent asks whether the call may be recorded, one who is
// abandoned, and one who waits while Redis is away.
func openingRows() []fate {
	return append([]fate{
		{yesNumber, isAsked("says yes to a recording")},
		{noNumber, isAsked("says no to a recording")},
		{abandonedNumber, talks(tonePerson, staysFor)},
	}, waitingRow()...)
}

// opening starts the campaign with its first calls and plays the scene of the abandoned one; the others go on beside
// the list.
func (d *demo) opening(ctx context.Context) (err error) {
	rows := openingRows()
	for _, f := range append(dayRows(), rows...) {
		d.trunk.Plan(f.national(), f.plan)
	}
	if _, err := d.tool(ctx, "campaign", "start", campaignID); err != nil {
		return err
	}
	var was away
	if d.redis != nil {
		if was, err = d.redisStops(ctx); err != nil {
			return err
		}
		rows = rows[:len(rows)-len(waitingRow())]
	}
	if err := d.logIn(ctx, absent(d.agents[:early])); err != nil {
		return err
	}
	if err := d.importRows(ctx, "opening.csv", campaignID, rows); err != nil {
		return err
	}
	d.playScenes(ctx, was)
	gone, err := d.abandon(ctx)
	d.scenes[0] = gone.scene()
	return err
}

// importRows writes a list of its own and imports it.
func (d *demo) importRows(ctx context.Context, name, campaign string, rows []fate) error {
	list, err := listOf(rows, sourceName)
	if err == nil {
		err = os.WriteFile(d.path(name), []byte(list), 0o600)
	}
	if err != nil {
		return fmt.Errorf("write the list %s: %w", name, err)
	}
	var in verb.Import
	return d.ask(ctx, &in, "lead", "import", d.path(name), "--campaign", campaign)
}

// theRest has everybody else come to work, and who had to leave come back.
func (d *demo) theRest(ctx context.Context) error { return d.logIn(ctx, absent(d.agents)) }

// absent are those who have not logged in, or are gone.
func absent(agents []*agent) (absent []*agent) {
	for _, a := range agents {
		if a.call == nil || !a.call.Brief().Ended.IsZero() {
			absent = append(absent, a)
		}
	}
	return absent
}

// playScenes begins what is played beside the list; was is what Redis's absence came to so far.
func (d *demo) playScenes(ctx context.Context, was away) {
	ctx, d.stopScenes = context.WithCancel(ctx)
	plays := []func() scene{
		func() scene { return d.ringBack(ctx).scene() },
		func() scene {
			return d.askToRecord(ctx, asked{number: yesNumber, key: d.keys.yes, willing: true}).scene()
		},
		func() scene { return d.askToRecord(ctx, asked{number: noNumber, key: d.keys.no}).scene() },
		func() scene {
			if d.redis == nil {
				return withoutRedis(d.noRedis)
			}
			return d.dialsOn(ctx, was).scene()
		},
	}
	d.scenes = make([]scene, 1+len(plays)) // the first is the abandoned call
	d.playing = &sync.WaitGroup{}
	d.playing.Go(func() { d.day = d.agentsDay(ctx) })
	for i, play := range plays {
		d.playing.Go(func() { d.scenes[1+i] = play() })
	}
}

// talk waits until a number is answered and talks to an agent, and learns from the journal which agent.
func (d *demo) talk(ctx context.Context, number string) (c *phone.Call, attempt int64, with *agent, err error) {
	c, err = d.trunk.Await(ctx, func(r phone.Record) bool { return r.Number == number && !r.Answered.IsZero() })
	if err != nil {
		return nil, 0, nil, fmt.Errorf("it was not rung: %w", err)
	}
	api, err := rest.Dial(ctx, d.path("ringevett.sock"))
	if err != nil {
		return nil, 0, nil, err
	}
	defer api.Close()
	for ; err == nil; err = paused(ctx, listenEvery) {
		var all []verb.Fact
		if all, err = rest.Call(ctx, api, verb.ListFacts, verb.FactsQuery{}); err != nil {
			break
		}
		for _, f := range all {
			if f.Kind == "booked" && tail(f.Number) == tail(number) {
				attempt = f.Attempt
			}
			if f.Kind == "bridged" && f.Attempt == attempt {
				return c, attempt, d.agent(f.Agent), nil
			}
		}
	}
	return nil, 0, nil, fmt.Errorf("no agent came: %w", err)
}

func (d *demo) agent(id string) *agent {
	for _, a := range d.everybody() {
		if a.id == id {
			return a
		}
	}
	return nil
}

// paused is pause, with the error of what ended.
func paused(ctx context.Context, long time.Duration) error {
	if !pause(ctx, long) {
		return errors.Join(ctx.Err(), errors.New("waited in vain"))
	}
	return nil
}
