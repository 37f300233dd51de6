package engine_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

var errKilled = errors.New("the daemon was killed")

// mortal is what one daemon asks of the world, until it is killed.
type mortal struct {
	f    *floor
	life int64
}

func (m mortal) lives() error {
	if m.life != m.f.life.Load() {
		return errKilled
	}
	return nil
}

func (m mortal) Do(ctx context.Context, id dialer.AttemptID, ef call.Effect) error {
	if err := m.lives(); err != nil {
		return err
	}
	return m.f.phone.Do(ctx, id, ef)
}

func (m mortal) Seat(ctx context.Context, id dialer.SessionID, ef engine.SeatEffect) error {
	if err := m.lives(); err != nil {
		return err
	}
	return m.f.phone.Seat(ctx, id, ef)
}

func (m mortal) RingBack(_ context.Context, endpoint string, ring time.Duration) error {
	if err := m.lives(); err != nil {
		return err
	}
	m.f.note("%s rings for %v", strings.TrimPrefix(endpoint, "PJSIP/"), ring)
	return nil
}

func (m mortal) Received(ctx context.Context, ids []dialer.SessionID) (map[dialer.SessionID]engine.Count, error) {
	if err := m.lives(); err != nil {
		return nil, err
	}
	return m.f.phone.Received(ctx, ids)
}

func (m mortal) Caller(ctx context.Context, channel string, ef engine.CallerEffect) error {
	if err := m.lives(); err != nil {
		return err
	}
	return m.f.desk.Caller(ctx, channel, ef)
}

func (m mortal) Write(ctx context.Context, b dialer.Batch) error {
	if err := m.lives(); err != nil {
		return err
	}
	return m.f.journal.Write(ctx, b)
}

// tell brings an event of the PBX to the daemon that runs. In a lenient story it is lost while the socket is down.
func (f *floor) tell(ev engine.Event) {
	f.mu.Lock()
	e, lost := f.e, f.lenient && f.deaf || f.killed
	f.mu.Unlock()
	if !lost {
		e.Tell(ev)
	}
}

// answer tells what a request to the PBX was answered.
func (f *floor) answer(ev engine.Event) {
	f.mu.Lock()
	e, lost := f.e, f.killed
	f.mu.Unlock()
	if !lost {
		e.Tell(ev)
	}
}

func (f *floor) hear(does bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.deaf = !does
}

// kill ends the daemon as kill -9 does: no effect, no fact of it comes after this.
func (f *floor) kill() {
	if f.killed || !f.running {
		return
	}
	f.mu.Lock()
	f.killed = true
	f.mu.Unlock()
	f.life.Add(1)
	f.end()
}

// restart starts it again, from the journal.
func (f *floor) restart() {
	if !f.killed {
		return
	}
	f.journal.leave()
	f.mu.Lock()
	f.killed, f.deaf = false, false
	f.mu.Unlock()
	f.begin()
}

// leave has the journal give what is open in it to the next daemon.
func (j *fakeJournal) leave() {
	j.mu.Lock()
	j.facts = append(j.facts, dialer.Fact{At: j.f.now(), Kind: dialer.FactStarted})
	j.mu.Unlock()
	j.mu.Lock()
	defer j.mu.Unlock()
	j.left = nil
	byID := map[dialer.AttemptID]*engine.Open{}
	var ids []dialer.AttemptID
	for _, f := range j.facts {
		switch o := byID[f.Attempt]; {
		case f.Attempt == 0:
		case f.Kind == dialer.FactBooked && f.By != byHand:
			byID[f.Attempt] = &engine.Open{Client: f.Client, Facts: []dialer.Fact{f}, Call: call.Call{
				ID: f.Attempt, Campaign: f.Campaign, Lead: f.Lead, Number: f.Number, Show: f.Visible, T: f.T,
				Ring: j.f.camp.Ring,
			}}
			ids = append(ids, f.Attempt)
		case ends(f.Kind):
			delete(byID, f.Attempt)
		case o != nil:
			o.Facts = append(o.Facts, f)
		}
		j.f.first = max(j.f.first, f.Attempt+1)
	}
	for _, id := range ids {
		if o := byID[id]; o != nil {
			j.left = append(j.left, *o)
		}
	}
}

func ends(k dialer.FactKind) bool {
	return k == dialer.FactEnded || k == dialer.FactLost || k == dialer.FactNotPlaced
}

// openHands are the calls by hand that are open in the journal.
func (j *fakeJournal) openHands() iter.Seq2[dialer.AttemptID, dialer.Number] {
	return func(yield func(dialer.AttemptID, dialer.Number) bool) {
		open := map[dialer.AttemptID]dialer.Number{}
		for _, f := range j.all() {
			if f.Kind == dialer.FactBooked && f.By == byHand {
				open[f.Attempt] = f.Number
			} else if ends(f.Kind) {
				delete(open, f.Attempt)
			}
		}
		for _, id := range slices.Sorted(maps.Keys(open)) {
			if !yield(id, open[id]) {
				return
			}
		}
	}
}

// past is what the PBX keeps of one channel.
type past struct {
	answered, joined, ended time.Time
	dialed, rang, consumer  bool
	// we began to end it before its answer, or before we heard of it: no agent is held for it (norm 2.3, 5)
	doomed      bool
	cause, tech int
}

func (p *fakePhone) past(id dialer.AttemptID) *past {
	if p.lives == nil {
		p.lives = map[dialer.AttemptID]*past{}
	}
	if p.lives[id] == nil {
		p.lives[id] = &past{}
	}
	return p.lives[id]
}

// saw keeps what the consumer's side does.
func (x *past) saw(now time.Time, w []string) {
	switch w[0] {
	case "rings", "early":
		x.rang = true
	case "answered":
		x.answered = now
	case "hangs", "ends":
		x.consumer = w[0] == "hangs"
		fmt.Sscan(w[len(w)-1], &x.cause)
	}
}

// keptOf is what a probe of a channel that is gone finds.
func (p *fakePhone) keptOf(id dialer.AttemptID) *call.Kept {
	x := p.lives[id]
	if k := p.kept[id]; k != nil || !p.f.lenient || x == nil || x.ended.IsZero() {
		return k
	}
	now := p.f.now()
	k := &call.Kept{Rang: x.rang, ByConsumer: x.consumer, Ended: now.Sub(x.ended), Cause: x.cause, Tech: x.tech}
	if !x.answered.IsZero() {
		k.Up, k.Answered = true, now.Sub(x.answered)
	}
	if !x.joined.IsZero() {
		k.Joined = now.Sub(x.joined)
	}
	return k
}

func (p *fakePhone) legOf(id dialer.AttemptID, up bool) engine.FoundChannel {
	x, now := p.past(id), p.f.now()
	l := engine.FoundChannel{Up: up, Ringing: !up && x.rang, Bridge: p.in[id]}
	if l.Bridge != "" && !x.joined.IsZero() {
		l.Joined = now.Sub(x.joined)
	}
	if !x.answered.IsZero() {
		l.Answered = now.Sub(x.answered)
	}
	return l
}

// fits reports whether this can happen to the channel now: it lives, and is answered or not.
func (p *fakePhone) fits(id dialer.AttemptID, what string) bool {
	up, lives := p.up[id]
	switch what {
	case "rings", "early", "answered":
		return lives && !up && p.past(id).dialed
	case "message", "hangs":
		return lives && up
	}
	return lives
}

// mayRing holds, in drawn stories, that no number is dialed that was reserved before, and none twice.
func (f *floor) mayRing(id dialer.AttemptID, ef call.Effect) {
	if !f.lenient {
		return
	}
	f.mu.Lock()
	if f.rang == nil {
		f.rang = map[dialer.AttemptID]dialer.Number{}
	}
	n := f.rang[id]
	if c, creates := ef.(call.Create); creates {
		n, f.rang[id] = c.To, c.To
	}
	f.mu.Unlock()
	if _, dials := ef.(call.Dial); !dials {
		return
	}
	f.book.mu.Lock()
	since, barred := f.book.barred[n]
	f.book.mu.Unlock()
	if barred && since.Before(f.now()) {
		f.breach(fmt.Sprintf("%s is dialed, and its number was reserved or erased before", id))
	}
}

// parts notes a conversation of a second or more, as the PBX has it, when it ends; a phone that is mute talks to no
// one. What ends while events do not flow is settled from what the PBX keeps, and is another test's.
func (p *fakePhone) parts(id dialer.AttemptID) {
	if p.f.deaf || p.f.killed {
		return
	}
	x := p.past(id)
	began := x.joined
	if x.answered.After(began) {
		began = x.answered
	}
	_, on := p.seats[p.in[id]]
	if on && !p.hand.away[p.in[id]] && !x.doomed && p.up[id] && !x.answered.IsZero() && !x.joined.IsZero() &&
		p.heardUntil(p.in[id]).Sub(began) >= time.Second {
		if p.met == nil {
			p.met = map[dialer.AttemptID]bool{}
		}
		p.met[id] = true
	}
}

// partAll is an agent's leg going away; who was in its bridge is alone there.
func (p *fakePhone) partAll(s dialer.SessionID) {
	for id, in := range p.in {
		if in == s {
			p.parts(id)
			if p.f.lenient {
				delete(p.in, id)
			}
		}
	}
}
