package main

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// One agent plays a short day by keys alone, beside the list: she works for two clients and sells for one of them.
const (
	dayAgent      = "siv"
	saleCampaign  = "fjellvann-salg"
	umbraCampaign = "umbra-service"

	reservingNumber = "90000050"
	buyingNumber    = "90000051"
	decliningNumber = "90000052"

	ringsLong  = 5 * time.Second         // the agent hears meanwhile what the call is about
	keysSettle = 2500 * time.Millisecond // a key in the first two seconds of a talk belongs to the call before
)

// dayRows are the numbers of the day. Their phones send silence, so that what is said to either party can be compared.
func dayRows() (rows []fate) {
	quiet := func(number string, ring time.Duration) fate {
		return fate{number, fortune{does: "talks with " + dayAgent, birth: "1970-01-31", want: answered,
			plan: phone.Plan{Ring: ring, Send: phone.Silence()}}}
	}
	return []fate{quiet(reservingNumber, ringsLong), quiet(buyingNumber, ring), quiet(decliningNumber, ring)}
}

// agentsDay plays the day; a step that cannot be played ends it.
func (d *demo) agentsDay(ctx context.Context) (scenes []scene) {
	var going error
	for _, step := range []struct {
		who  string
		play func(context.Context, *dayStep) error
	}{
		{dayAgent + " knows her call", d.isWhispered},
		{"…" + tail(reservingNumber) + " is reserved", d.reservesByKey},
		{"…" + tail(buyingNumber) + " buys", d.sells},
		{"…" + tail(decliningNumber) + " does not buy", d.isRefusedASale},
	} {
		st := dayStep{who: step.who}
		if going != nil {
			st.trouble = errors.New("the day did not come to it")
		} else {
			within, cancel := context.WithTimeout(ctx, 2*sceneStep)
			st.trouble = step.play(within, &st)
			cancel()
			going = st.trouble
		}
		scenes = append(scenes, st.scene())
	}
	if going != nil { // no consumer is left in a call
		d.siv.leave()
		d.hangUpOn(dayRows())
	}
	return scenes
}

// hangUpOn ends the talks of some numbers.
func (d *demo) hangUpOn(rows []fate) {
	for _, c := range d.trunk.Calls() {
		r := c.Brief()
		is := func(f fate) bool { return f.number == r.Number }
		if slices.ContainsFunc(rows, is) && !r.Confirmed.IsZero() && r.Ended.IsZero() {
			c.HangUp() // one that ends meanwhile is what is wanted
		}
	}
}

// isWhispered is the first call: the agent hears whose it is before, what it is about while it rings, and both again
// by key in the talk, where the consumer must not hear it.
func (d *demo) isWhispered(ctx context.Context, st *dayStep) error {
	for _, id := range []string{umbraCampaign, saleCampaign} {
		if _, err := d.tool(ctx, "campaign", "start", id); err != nil {
			return err
		}
	}
	began := time.Now()
	if err := d.siv.logIn(ctx); err != nil {
		return err
	}
	if err := d.importRows(ctx, "umbra.csv", umbraCampaign, dayRows()[:1]); err != nil {
		return err
	}
	if err := d.hears(ctx, st, "agent/client.umbra", "“Du ringer nå for Umbra”", began); err != nil {
		return err
	}
	if err := d.hears(ctx, st, "agent/purpose."+umbraCampaign, "while it rang what it is about",
		began); err != nil {
		return err
	}
	c, _, _, err := d.talk(ctx, reservingNumber)
	if err != nil {
		return err
	}
	pause(ctx, keysSettle)
	from := time.Now()
	if err := d.key(ctx, st, "*55"); err != nil {
		return err
	}
	const known = "agent/reserve-right"
	if err := d.hears(ctx, st, known, "client, source and the right to be left alone", from); err != nil {
		return err
	}
	prompt, err := phone.ReadWAV(d.path("sounds", known+".wav"))
	if err != nil {
		return err
	}
	score, _ := phone.Likeness(c.Between(from, time.Now()), prompt)
	st.heard = append(st.heard, earful{by: "the consumer", words: "it too", hearing: hearing{score: score}, not: true})
	return nil
}

// reservesByKey goes on with that call: the consumer wants no more calls for this client.
func (d *demo) reservesByKey(ctx context.Context, st *dayStep) error {
	c, attempt, _, err := d.talk(ctx, reservingNumber)
	if err != nil {
		return err
	}
	register := dialer.RegisterOf("umbra")
	before, err := d.standing(ctx, reservingNumber, register, umbraCampaign)
	if err != nil {
		return err
	}
	from := time.Now()
	if err := d.key(ctx, st, d.keys.reserve); err != nil {
		return err
	}
	if err := d.hears(ctx, st, "nb/registered", "“Nummeret er registrert”", from); err != nil {
		return err
	}
	heard, err := d.listen(ctx, c, "nb/reserved-client.umbra", time.Minute, from)
	if err != nil {
		return err
	}
	st.heard = append(st.heard, earful{by: "the consumer", words: "by which client", hearing: heard})
	after, err := d.standing(ctx, reservingNumber, register, umbraCampaign)
	st.note(before.in == "clear" && after.in == "reserved", "the register: %s before, %s now", before.in, after.in)
	st.note(after.gate == gate.BlockClient, "the gate says %s", after.gate)
	return errors.Join(err, d.endsBy(ctx, st, c, "*01"), d.journalHas(ctx, st, attempt, 1, dialer.FactDisposed, "person"))
}

// sells is a sale: the whole verification is ticked while the consumer is on the line.
func (d *demo) sells(ctx context.Context, st *dayStep) error {
	from := time.Now()
	if err := d.importRows(ctx, "sale.csv", saleCampaign, dayRows()[1:]); err != nil {
		return err
	}
	err := d.hears(ctx, st, "agent/client.fjellvann", "“Du ringer nå for Fjellvann Strøm”", from)
	if err != nil {
		return err
	}
	c, attempt, _, err := d.talk(ctx, buyingNumber)
	if err != nil {
		return err
	}
	pause(ctx, keysSettle)
	for _, tick := range d.keys.ticks {
		if err := d.key(ctx, st, tick); err != nil {
			return err
		}
	}
	return errors.Join(d.endsBy(ctx, st, c, "*06"),
		d.journalHas(ctx, st, attempt, 8, dialer.FactTicked, ""), d.journalHas(ctx, st, attempt, 1, dialer.FactSold, ""))
}

// isRefusedASale keys a sale after one item of eight, hears why not, and ends the talk without one.
func (d *demo) isRefusedASale(ctx context.Context, st *dayStep) error {
	c, attempt, _, err := d.talk(ctx, decliningNumber)
	if err != nil {
		return err
	}
	pause(ctx, keysSettle)
	from := time.Now()
	if err := d.key(ctx, st, "*41", "*06"); err != nil {
		return err
	}
	if err := d.hears(ctx, st, "agent/sale-missing", "“Kontrollmanus mangler”", from); err != nil {
		return err
	}
	st.note(c.Brief().Ended.IsZero(), "the talk went on")
	return errors.Join(d.endsBy(ctx, st, c, "*05"),
		d.journalHas(ctx, st, attempt, 1, dialer.FactSaleRefused, ""),
		d.journalHas(ctx, st, attempt, 0, dialer.FactSold, ""))
}
