package desk

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
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/dialplan"
)

// VisitLasts is how long a visit is known: it comes back from the wait for an agent, or from an agent whose phone died.
const VisitLasts = 4 * time.Hour

// Desk answers people who ring a visible number (4.4.2 to 4.4.5). It tells of the calls to the caller's own line and of
// no others, and of these only where an operator vouches that the line is the caller's. Its methods may be called at
// the same time.
type Desk struct {
	ports Ports

	mu     sync.Mutex
	visits map[string]*visit // by channel

	kept keeper
}

var (
	_ dialplan.Desk    = (*Desk)(nil)
	_ engine.Inquiries = (*Desk)(nil)
	_ engine.Wishes    = (*Desk)(nil)
)

// New gives a desk without visits.
func New(p Ports) *Desk {
	d := &Desk{ports: p, visits: map[string]*visit{}}
	d.kept.life, d.kept.end = context.WithCancel(context.Background())
	return d
}

// Open looks up the number that is rung and the caller, and writes that the call came before anything of it is said.
func (d *Desk) Open(ctx context.Context, r dialplan.Caller) (dialplan.Visit, error) {
	if r.Busy {
		v, err := d.find(ctx, r.Channel)
		if err == nil {
			return v, v.ready(ctx)
		}
		if !errors.Is(err, dialer.ErrNotFound) {
			return nil, err
		}
	}
	v, err := d.receive(ctx, r)
	if err != nil {
		return nil, err
	}
	if err := v.write(ctx, dialer.FactReturned, v.detail(r)); err != nil {
		return nil, err
	}
	d.ports.Log.WithField("channel", v.channel).WithField("visible", v.known.Visible).WithField("named", v.known.Named).
		Info("a visible number is rung")
	return d.keep(v), nil
}

// receive finds out all that a visit needs. It writes only the call to a number that is no client's.
func (d *Desk) receive(ctx context.Context, r dialplan.Caller) (*visit, error) {
	visible, err := number.Parse(r.Visible)
	if err != nil {
		return nil, fmt.Errorf("the number that was rung: %w", err)
	}
	v := d.visit(r.Channel, norwegian(r.Number), visible, d.ports.Now())
	v.vouched = d.ports.vouched(ctx, r, v.caller)
	err = v.lookUp(ctx)
	if errors.Is(err, dialer.ErrNotFound) {
		err = errors.Join(err, v.write(ctx, dialer.FactReturned, "no client's number: the dialplan's message alone"))
	}
	if err == nil {
		err = v.ready(ctx)
	}
	if err != nil {
		return nil, err
	}
	return v, nil
}

// visit makes one of which nothing is looked up.
func (d *Desk) visit(channel string, caller, visible dialer.Number, opened time.Time) *visit {
	v := &visit{ports: &d.ports, channel: channel, caller: caller, opened: opened, ended: d.drop, hold: d.hold}
	v.known.Visible = visible
	return v
}

// restore makes a visit of which the journal knows that it came, and looks up what its caller was told of.
func (d *Desk) restore(ctx context.Context, channel string, came dialer.Fact) (*visit, error) {
	v := d.visit(channel, came.Number, came.Visible, came.At)
	v.vouched = !strings.HasPrefix(came.Detail, notVouched)
	return v, v.lookUp(ctx)
}

// find gives a visit that is open, or was when the daemon was stopped. Its inquiry is found too: one person waits for
// one answer.
func (d *Desk) find(ctx context.Context, channel string) (*visit, error) {
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
	if v, err = d.restore(ctx, channel, came); err != nil {
		return nil, err
	}
	open, err := d.ports.Journal.Inquiries(ctx, sqlite.InquiryQuery{Visit: channel, Open: true})
	if err != nil {
		return nil, err
	}
	for _, in := range open {
		v.inquiry = in.ID
	}
	return d.keep(v), nil
}

// came is the journal's fact of a call that came within VisitLasts.
func (d *Desk) came(ctx context.Context, channel string) (dialer.Fact, error) {
	now := d.ports.Now()
	facts, err := d.ports.Journal.Returned(ctx, channel, now.Add(-VisitLasts), now.Add(time.Second))
	if err != nil {
		return dialer.Fact{}, err
	}
	i := slices.IndexFunc(facts, func(f dialer.Fact) bool { return f.Kind == dialer.FactReturned })
	if i < 0 {
		return dialer.Fact{}, dialer.ErrNotFound
	}
	return facts[i], nil
}

// keep remembers a visit, or gives the one that is known by its channel. Those older than VisitLasts go: the desk is
// not told the end of a call that stayed with an agent.
func (d *Desk) keep(v *visit) *visit {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.ports.Now()
	maps.DeleteFunc(d.visits, func(_ string, old *visit) bool { return now.Sub(old.opened) >= VisitLasts })
	if known := d.visits[v.channel]; known != nil {
		return known
	}
	d.visits[v.channel] = v
	return v
}

func (d *Desk) drop(v *visit) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.visits[v.channel] == v {
		delete(d.visits, v.channel)
	}
}
