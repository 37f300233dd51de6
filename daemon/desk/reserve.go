package desk

import (
	"context"
	"errors"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/sounds"
)

// party is the other party of an agent's talk, as far as a reservation needs it.
type party struct {
	number  dialer.Number // "": not known
	clients []dialer.ClientID
	lang    string
}

// party finds who talks with the agent: a consumer, or a caller who was told of some clients.
func (d *Desk) party(ctx context.Context, t engine.Talk) (party, error) {
	if t.Channel == "" {
		return party{t.Number, []dialer.ClientID{t.Client}, t.Language}, nil
	}
	v, err := d.find(ctx, t.Channel)
	if err != nil {
		return party{}, err
	}
	return party{v.caller, v.known.Named, v.lang}, nil
}

// registers are those of a scope.
func (p party) registers(s engine.Scope) (in []dialer.RegisterID) {
	if s != engine.ScopeHouse {
		in = verb.Each(p.clients, dialer.RegisterOf)
	}
	if s != engine.ScopeClient {
		in = append(in, dialer.Own)
	}
	return in
}

// Reserve puts the number of an agent's talk in the registers of a scope, at the agent's key (4.4.4). A key that can
// be taken back is one that a register answered for: it did not have the number before.
func (d *Desk) Reserve(ctx context.Context, t engine.Talk, s engine.Scope) (engine.Reserved, error) {
	p, err := d.party(ctx, t)
	if err != nil {
		return engine.Reserved{}, err
	}
	if p.number == "" {
		return engine.Reserved{}, engine.ErrWithheld
	}
	got := engine.Reserved{Number: p.number, In: p.registers(s)}
	before, err := d.ports.Registers.Check(ctx, dialer.Subject{Number: p.number}, got.In)
	if err != nil {
		d.ports.Log.WithError(err).Warn("the registers did not say what they had before a key: it cannot be undone")
	}
	var faults []error
	for i, id := range got.In {
		w := keyedWish(t, id, p.number)
		fault := d.hold(ctx, &wish{By: byAgent(t.Agent), Reserve: &w})
		faults = append(faults, fault)
		if fault == nil && err == nil && before[i].Answer == dialer.Clear {
			got.Added = append(got.Added, id)
		}
	}
	return got, worst(faults)
}

// keyedWish is the register's entry. Its reason names the call, so that no other entry reads the same.
func keyedWish(t engine.Talk, id dialer.RegisterID, n dialer.Number) verb.Wish {
	return verb.Wish{Scope: string(id), Number: string(n), Why: "asked for in " + callOf(t) + ", by the agent's key"}
}

func callOf(t engine.Talk) string {
	if t.Channel != "" {
		return "the returned call " + t.Channel
	}
	return "call " + t.Attempt.String()
}

// Undo takes the number out of the registers that the key has just added it to. An entry that is not this key's own
// stays, and is an error.
func (d *Desk) Undo(ctx context.Context, t engine.Talk, r engine.Reserved) error {
	why := "the agent's correction of a wrong key in " + callOf(t) + ", within seconds"
	var faults []error
	for _, id := range r.Added {
		err := d.ports.Registers.Correct(ctx, keyedWish(t, id, r.Number), why, byAgent(t.Agent))
		faults = append(faults, err)
	}
	return errors.Join(faults...)
}

// Words are what both parties of a talk hear of a reservation (norm 4.5), and the goodbye of norm 4.11.
func (d *Desk) Words(ctx context.Context, t engine.Talk, what engine.Said) ([]string, error) {
	p, err := d.party(ctx, t)
	if err != nil {
		return nil, err
	}
	parts, known := p.spoken(what)
	if !known {
		return nil, fmt.Errorf("words of an agent's key: there is no %q", what)
	}
	files, err := say(p.lang, parts)
	for i, file := range files {
		files[i] = d.ports.Sounds.Sound(file)
	}
	return files, err
}

func (p party) spoken(what engine.Said) (parts []spoken, known bool) {
	k := p.known()
	switch what {
	case engine.SaidReservedClient:
		return append(k.withClients(), k.ending(p.lang)...), true
	case engine.SaidReservedHouse:
		return append([]spoken{{prompt: sounds.ReservedAll}}, k.ending(p.lang)...), true
	case engine.SaidReservedBoth:
		parts = append(k.withClients(), spoken{prompt: sounds.ReservedAll})
		return append(parts, k.ending(p.lang)...), true
	}
	prompt, is := map[engine.Said]sounds.Prompt{
		engine.SaidNotReserved: sounds.ReservedFailed, engine.SaidReservedLater: sounds.ReservedLater,
		engine.SaidWithheld: sounds.ReservedWithheld,
		engine.SaidGoodbye:  sounds.Close,
	}[what]
	return []spoken{{prompt: prompt}}, is
}

func (p party) known() known { return known{Named: p.clients, Last3: p.number.Last3()} }
