package engine_test

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// withheld is the caller whose number is not known; the others' end with their channel's digit.
const withheld = "c9"

func (d *fakeDesk) numberOf(t engine.Talk) dialer.Number {
	if t.Channel == "" {
		return t.Number
	}
	return dialer.Number("+479000000" + t.Channel[len(t.Channel)-1:])
}

// Reserve is the registers and the house: "phone refuses reserve" is a fault of the wish, "phone loses reserve" a disk
// that does not take it yet.
func (d *fakeDesk) Reserve(_ context.Context, t engine.Talk, s engine.Scope) (engine.Reserved, error) {
	if t.Channel == withheld {
		return engine.Reserved{}, engine.ErrWithheld
	}
	does, err := d.f.phone.await("reserve")
	if err != nil {
		d.f.note("registers add (%s) by %s: %v", s, t.Agent, err)
		return engine.Reserved{}, err
	}
	n, client := d.numberOf(t), d.f.camp.Client.ID
	got := engine.Reserved{Number: n}
	if s != engine.ScopeHouse {
		got.In = append(got.In, dialer.RegisterOf(client))
	}
	if s != engine.ScopeClient {
		got.In, client = append(got.In, dialer.Own), ""
	}
	if !d.f.book.has(n) {
		got.Added = got.In
	}
	d.f.reserve(n, client)
	if !does {
		d.f.note("registers keep %s (%s) by %s", n.Masked(), s, t.Agent)
		return got, engine.ErrKept
	}
	d.f.note("registers add %s (%s) by %s", n.Masked(), s, t.Agent)
	return got, nil
}

func (b *fakeBook) has(n dialer.Number) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	_, is := b.reserved[n]
	return is
}

func (d *fakeDesk) Undo(_ context.Context, t engine.Talk, r engine.Reserved) error {
	_, err := d.f.phone.await("undo")
	d.f.note("registers remove %s from %v by %s: %v", r.Number.Masked(), r.Added, t.Agent, err)
	if err != nil {
		return err
	}
	b := d.f.book
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.reserved, r.Number)
	delete(b.barred, r.Number)
	return nil
}

func (d *fakeDesk) Words(_ context.Context, _ engine.Talk, what engine.Said) ([]string, error) {
	return []string{string(what)}, nil
}

// tellLasts is how long every text of the fake is.
const tellLasts = 5 * time.Second

func (p *fakePhone) Tell(ctx context.Context, t engine.Telling) error {
	who := []string{string(t.Session)}
	if t.Attempt != 0 {
		who = append(who, t.Attempt.String())
	}
	if t.Channel != "" {
		who = append(who, t.Channel)
	}
	slices.Sort(who)
	p.f.note("tell %s: %s", strings.Join(who, "+"), strings.Join(t.Sounds, ", "))
	if does, err := p.await("tell"); err != nil || !does {
		return err
	}
	select {
	case <-time.After(tellLasts):
		return nil
	case <-ctx.Done():
		p.f.note("tell %s: hushed", strings.Join(who, "+"))
		return ctx.Err()
	}
}

func (m mortal) Tell(ctx context.Context, t engine.Telling) error {
	if err := m.lives(); err != nil {
		return err
	}
	return m.f.phone.Tell(ctx, t)
}
