package app

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/speech"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/dialplan"
)

const (
	// deskReady is what the registers and the loop are given to answer: without them a caller could reserve nothing
	// and reach nobody, and hears the dialplan's own message.
	deskReady = 300 * time.Millisecond

	// visitLasts is how long a visit is known: it comes back from the wait for an agent, or from an agent whose phone
	// died.
	visitLasts = 4 * time.Hour
)

// desk answers who rings a visible number (4.4.2 to 4.4.5). It tells of the calls to the caller's own line and of no
// others, and of these only where an operator vouches that the line is the caller's.
type desk struct {
	house     *House
	inquiries inquiryKeeper
	attached  func(ctx context.Context) error // an error: the PBX does not hear us

	mu     sync.Mutex
	visits map[string]*visit // by channel
}

var _ dialplan.Desk = (*desk)(nil)

func newDesk(h *House, in inquiryKeeper) *desk {
	return &desk{house: h, inquiries: in, attached: h.attached, visits: map[string]*visit{}}
}

// Open looks up who rings, and writes that the call came before anything of it is said.
func (d *desk) Open(ctx context.Context, r dialplan.Returned) (dialplan.Visit, error) {
	if r.Busy {
		v, err := d.find(ctx, r.Channel)
		if err == nil {
			return v, d.ready(ctx, v)
		}
		if !errors.Is(err, dialer.ErrNotFound) {
			return nil, err
		}
	}
	v, err := d.receive(ctx, r)
	if err != nil {
		return nil, err
	}
	if err := v.write(ctx, dialer.FactReturned, v.told(r)); err != nil {
		return nil, err
	}
	d.house.log.WithField("channel", v.channel).WithField("visible", v.facts.Visible).WithField("named", v.facts.Named).Info("a visible number is rung")
	return d.keep(v), nil
}

// receive finds out all that a visit needs, and writes nothing.
func (d *desk) receive(ctx context.Context, r dialplan.Returned) (*visit, error) {
	visible, err := number.Parse(r.Visible)
	if err != nil {
		return nil, fmt.Errorf("the number that was rung: %w", err)
	}
	v := &visit{desk: d, channel: r.Channel, caller: norwegian(r.Caller), opened: d.house.now()}
	v.facts.Visible = visible
	v.vouched = d.vouched(ctx, r, v.caller)
	if v.owner, err = d.owner(ctx, visible, v.answerable()); err != nil {
		if errors.Is(err, dialer.ErrNotFound) {
			err = errors.Join(err, v.write(ctx, dialer.FactReturned, "no client's number: the dialplan's message alone"))
		}
		return nil, err
	}
	if err := d.ready(ctx, v); err != nil {
		return nil, err
	}
	return v, v.lookUp(ctx)
}

// vouched reports whether an operator vouches for the caller's number. Where the PBX does not tell, the answer is no.
func (d *desk) vouched(ctx context.Context, r dialplan.Returned, caller dialer.Number) bool {
	rule := d.house.cfg().Desk.Vouched.Rule()
	header := ""
	if rule.Header != "" && r.Header != nil && rule.Covers(r.Trunk) {
		var err error
		if header, err = r.Header(ctx, rule.Header); err != nil {
			d.house.log.WithError(err).WithField("channel", r.Channel).Warn("the PBX does not tell whether a caller's number is vouched for: taken for no")
		}
	}
	return rule.For(r.Trunk, caller, header)
}

// again is a visit of which the journal knows that it came, and what its caller was told of.
func (d *desk) again(channel string, came dialer.Fact) *visit {
	v := &visit{desk: d, channel: channel, caller: came.Number, opened: came.At, vouched: !strings.HasPrefix(came.Detail, notVouched)}
	v.facts.Visible = came.Visible
	return v
}

// norwegian is a caller's number where it is one of ours; whatever else a trunk may send is an unknown caller.
func norwegian(text string) dialer.Number {
	n, err := number.Parse(text)
	if err != nil || !strings.HasPrefix(string(n), "+47") {
		return ""
	}
	return n
}

// owner is the client whose visible number was rung.
func (d *desk) owner(ctx context.Context, visible, caller dialer.Number) (dialer.Client, error) {
	all, err := d.house.store.Clients(ctx)
	if err != nil {
		return dialer.Client{}, err
	}
	for _, inBook := range []bool{true, false} { // the number of one that was taken out may be another's since
		i := slices.IndexFunc(all, func(c dialer.Client) bool { return c.Owns(visible) && c.Archived.IsZero() == inBook })
		if i >= 0 {
			return all[i], nil
		}
	}
	return d.lastOwner(ctx, visible, caller)
}

// lastOwner finds whose number it was, where no client has it any more: a campaign still shows it, or we rang the
// caller.
func (d *desk) lastOwner(ctx context.Context, visible, caller dialer.Number) (dialer.Client, error) {
	all, err := d.house.store.Campaigns(ctx)
	if err != nil {
		return dialer.Client{}, err
	}
	if i := slices.IndexFunc(all, func(c dialer.Campaign) bool { return c.Visible == visible }); i >= 0 {
		return all[i].Client, nil
	}
	if caller != "" {
		rung, err := d.house.store.RungOn(ctx, caller, d.house.cfg().CallRecordsBefore(d.house.now()))
		if err != nil {
			return dialer.Client{}, err
		}
		for _, r := range rung {
			if c, err := d.house.store.Client(ctx, r.Client); err == nil {
				return c, nil
			}
		}
	}
	return dialer.Client{}, fmt.Errorf("the number that was rung, %s, is no client's visible number: %w", visible, dialer.ErrNotFound)
}

// ready asks whether a reservation could be taken and an agent be reached now.
func (d *desk) ready(ctx context.Context, v *visit) error {
	if d.house.speech.Pending(v.facts.Visible) { // the dialplan then plays the number's message, or the house's
		return errors.New(speech.ToCome)
	}
	soon, cancel := context.WithTimeout(ctx, deskReady)
	defer cancel()
	who := v.caller
	if who == "" {
		who = nobody
	}
	answers, err := d.house.sets.Check(soon, dialer.Subject{Number: who}, []dialer.RegisterID{dialer.Own, dialer.RegisterOf(v.owner.ID)})
	if err != nil {
		return fmt.Errorf("the registers do not answer: %w", err)
	}
	for _, a := range answers {
		if a.Answer == dialer.Unknown {
			return fmt.Errorf("register %s does not know who is reserved", a.Register)
		}
	}
	return d.attached(soon)
}

// attached tells by an error that the PBX does not hear us: no reservation could end what rings, and nobody could be
// put through.
func (h *House) attached(ctx context.Context) error {
	s, err := h.snapshot(ctx)
	if err == nil && !s.Up {
		err = errors.New("not attached to the PBX")
	}
	return err
}

// find gives a visit that is open, or was when the daemon was stopped.
func (d *desk) find(ctx context.Context, channel string) (*visit, error) {
	d.mu.Lock()
	v := d.visits[channel]
	d.mu.Unlock()
	if v != nil {
		return v, nil
	}
	came, err := d.came(ctx, channel)
	if err != nil {
		return nil, fmt.Errorf("visit %s: %w", channel, err)
	}
	v = d.again(channel, came)
	if v.owner, err = d.owner(ctx, came.Visible, v.answerable()); err == nil {
		err = v.lookUp(ctx)
	}
	if err == nil {
		err = v.asked(ctx)
	}
	if err != nil {
		return nil, err
	}
	return d.keep(v), nil
}

// asked finds the inquiry that the visit has become before the daemon was stopped: one person waits for one answer.
func (v *visit) asked(ctx context.Context) error {
	known, err := v.desk.house.store.Inquiries(ctx, sqlite.InquiryQuery{Visit: v.channel, Open: true})
	for _, in := range known {
		v.inquiry = in.ID
	}
	return err
}

// came is the journal's word of a call that is not long ago.
func (d *desk) came(ctx context.Context, channel string) (dialer.Fact, error) {
	now := d.house.now()
	facts, err := d.house.store.Returned(ctx, channel, now.Add(-visitLasts), now.Add(time.Second))
	if err != nil {
		return dialer.Fact{}, err
	}
	for _, f := range facts {
		if f.Kind == dialer.FactReturned {
			return f, nil
		}
	}
	return dialer.Fact{}, dialer.ErrNotFound
}

// naming lets the floor know whom a caller was told of: an agent who works for one of them comes first.
func (d *desk) naming(ev engine.Event) engine.Event {
	r, is := ev.(engine.ReturnedArrived)
	if !is {
		return ev
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if v := d.visits[r.Channel]; v != nil {
		r.Clients = v.facts.Named
	}
	return r
}

// number is the caller's on a channel, masked; "" where it is withheld, or the visit not known.
func (d *desk) number(channel string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if v := d.visits[channel]; v != nil && v.caller != "" {
		return v.caller.Masked()
	}
	return ""
}

// keep remembers a visit, or gives the one that is known by its channel. Those whose time is over go: of a call that
// stayed with an agent nobody tells the end here.
func (d *desk) keep(v *visit) *visit {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.house.now()
	maps.DeleteFunc(d.visits, func(_ string, old *visit) bool { return now.Sub(old.opened) >= visitLasts })
	if known := d.visits[v.channel]; known != nil {
		return known
	}
	d.visits[v.channel] = v
	return v
}

func (d *desk) drop(v *visit) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.visits[v.channel] == v {
		delete(d.visits, v.channel)
	}
}

// write puts a fact of the visit in the journal.
func (v *visit) write(ctx context.Context, kind dialer.FactKind, detail string) error {
	f := dialer.Fact{
		At: v.desk.house.now(), Kind: kind, Number: v.caller, Visible: v.facts.Visible, Code: v.channel, Detail: detail, By: deskBy,
	}
	return v.desk.house.store.Write(ctx, sqlite.Batch{Facts: []dialer.Fact{f}})
}
