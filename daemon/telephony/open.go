package telephony

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// A call that no agent is held for is originated into the dialplan: who answers while we are away hears the message,
// not silence. Until the answer brings it to us it is not ours, and its events come only because we ask for them.
const (
	contextOpen      = "ringevett-open"
	contextAbandoned = "ringevett-abandoned"
	appVar           = "RINGEVETT_APP" // on such a channel: where its answer brings it
	catchesFrom      = 3               // the first version of the dialplan with contextOpen
)

// takePatience bounds the wait between an answer and the channel's arrival, milliseconds; messageLimit is when the
// dialplan takes the call back, should we be gone before our own message ends.
const (
	takePatience = time.Second
	messageLimit = 20 * time.Second
)

// open is such a call, on this side.
type open struct {
	create call.Create
	with   chan struct{} // closed when the channel is with us, or gone
	made   bool          // its channel was made; guarded by PBX.mu
}

// arrive says that the channel is with us, or gone. The caller holds PBX.mu.
func (o *open) arrive() {
	if o == nil {
		return
	}
	select {
	case <-o.with:
	default:
		close(o.with)
	}
}

// catches reports whether the PBX has the context that an answer needs. Asked at each call: a dialplan is reloaded
// any time, and a call sent to a context that is not there would be cut at its answer.
func (p *PBX) catches(ctx context.Context) bool {
	v, have, err := p.dialplan(ctx, true)
	if err == nil && v >= catchesFrom {
		return true
	}
	p.set.Log.WithError(err).WithField("version", have).
		Warn("the PBX has an old dialplan of ours: who answers while this daemon is away hears silence; paste what " +
			"`ringevett dialplan` prints")
	return false
}

// later keeps what the channel is to be: an originated one rings from its making on.
func (p *PBX) later(id dialer.AttemptID, ef call.Create) {
	p.mu.Lock()
	p.opens[id] = &open{create: ef, with: make(chan struct{})}
	p.mu.Unlock()
	p.call(id, call.Created{})
}

func (p *PBX) opened(id dialer.AttemptID) *open {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.opens[id]
}

func (p *PBX) arrivedOpen(id dialer.AttemptID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.opens[id].arrive()
}

// dial makes the channel ring. Where it is not known whether the PBX did, it is told as dialed: a phone may ring.
func (p *PBX) dial(ctx context.Context, id dialer.AttemptID, limit time.Duration) error {
	err := p.dialOnce(ctx, id, limit)
	if errors.Is(err, ari.ErrConnectionLost) || errors.Is(err, context.DeadlineExceeded) {
		p.call(id, call.Dialed{})
	}
	return err
}

func (p *PBX) dialOnce(ctx context.Context, id dialer.AttemptID, limit time.Duration) error {
	channel := p.names.channel(id)
	o := p.opened(id)
	if o == nil {
		return p.client.Dial(ctx, channel, limit, "")
	}
	vars := p.variables(ctx, id, o.create)
	vars[appVar] = p.set.App
	_, err := p.client.Originate(ctx, ari.OriginateParams{
		ID: channel, OtherID: p.names.other(id), Endpoint: p.set.Endpoint(o.create.To),
		CallerID: "<" + string(o.create.Show) + ">",
		Context:  contextOpen, Extension: "s", Timeout: limit, Variables: vars,
	})
	if err != nil {
		return err
	}
	p.mu.Lock()
	o.made = true
	p.mu.Unlock()
	return p.watch(ctx, id)
}

// watch asks for the channel's events, and tells what came before they flowed. A channel that ended before leaves no
// cause.
func (p *PBX) watch(ctx context.Context, id dialer.AttemptID) error {
	channel := p.names.channel(id)
	if _, err := p.client.Subscribe(ctx, p.set.App, "channel:"+channel); err != nil {
		if _, gone := p.client.Channel(ctx, channel); errors.Is(gone, ari.ErrNotFound) {
			p.forget(id)
			p.call(id, call.Dialed{})
			p.call(id, call.Ended{Unseen: true})
			return nil
		}
		return fmt.Errorf("hear of the call: %w", err)
	}
	p.call(id, call.Dialed{})
	ch, err := p.client.Channel(ctx, channel)
	if err == nil {
		p.changed(ch, 0)
	}
	return ignore(err, ari.ErrNotFound) // its end is told
}

// take waits until an answered call is with us, and lifts the limit after which the dialplan takes it back; where we
// may die before the end, another is set.
func (p *PBX) take(ctx context.Context, id dialer.AttemptID, limit time.Duration) error {
	o := p.opened(id)
	if o == nil {
		return nil
	}
	select {
	case <-o.with:
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(takePatience):
		return fmt.Errorf("%s was answered and did not come to us in %v: %w", id, takePatience, ari.ErrNotInStasis)
	}
	seconds := strconv.Itoa(int(limit / time.Second))
	if err := p.client.SetChannelVar(ctx, p.names.channel(id), "TIMEOUT(absolute)", seconds); err != nil {
		return fmt.Errorf("keep the call from the dialplan: %w", err)
	}
	return nil
}

// foundOpen knows a call from before a restart, whose limit runs, or will run from its answer on: a channel is in
// contextOpen from then only. Until then its events are asked for again, for Asterisk may have forgotten that we want
// them.
func (p *PBX) foundOpen(id dialer.AttemptID, ch ari.Channel, at engine.FoundChannel, created bool) {
	rings := ch.State != "Up" && at.Bridge == "" && !created
	if ch.Dialplan.Context != contextOpen && !rings {
		return
	}
	if rings {
		p.aside(func() error {
			_, err := p.client.Subscribe(p.ctx, p.set.App, "channel:"+ch.ID)
			return err
		})
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.opens[id] == nil {
		p.opens[id] = &open{with: make(chan struct{}), made: true}
	}
	if ch.State == "Up" {
		p.opens[id].arrive()
	}
}

// astray looks whether a call that refused is with the dialplan's message already; that is then told instead.
func (p *PBX) astray(ctx context.Context, id dialer.AttemptID, refused error) error {
	if refused == nil || p.opened(id) == nil {
		return refused
	}
	ch, err := p.client.Channel(ctx, p.names.channel(id))
	if err != nil || ch.Dialplan.Context != contextAbandoned {
		return refused
	}
	p.call(id, call.Informed{})
	return nil
}
