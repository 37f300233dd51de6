package engine_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// fakeDesk is the callers' channels, and the desk that hears what became of them. It does at once what it is told,
// unless the story's phone holds, loses or refuses it.
type fakeDesk struct {
	f    *floor
	mu   sync.Mutex
	in   map[string]dialer.SessionID // the channels that are with us, and their agents
	seen map[string]bool             // that ever came
}

// rival has another client whose campaign dials too, with some of our agents.
func (f *floor) rival(id dialer.ClientID, agents []string) {
	c := f.camp
	c.ID, c.Visible, c.Agents = dialer.CampaignID(id), "+4722000002", nil
	c.Client = dialer.Client{ID: id, Name: string(id), Spoken: string(id), Visible: []dialer.Number{c.Visible}}
	for _, a := range agents {
		c.Agents = append(c.Agents, dialer.AgentID(a))
	}
	f.others = append(f.others, c)
}

// client has another client, with a campaign that does not dial.
func (f *floor) client(id dialer.ClientID, agents []string) {
	c := f.camp
	c.ID, c.Client, c.Running, c.Agents = dialer.CampaignID(id), dialer.Client{ID: id, Name: string(id)}, false, nil
	for _, a := range agents {
		c.Agents = append(c.Agents, dialer.AgentID(a))
	}
	f.camp.Agents = slices.DeleteFunc(f.camp.Agents,
		func(a dialer.AgentID) bool { return slices.Contains(c.Agents, a) })
	f.others = append(f.others, c)
}

// caller takes "caller c1 arrives", "caller c1 arrives for skog fjellvann", "caller c1 hangs up".
func (d *fakeDesk) caller(channel, what string) {
	what, names, _ := strings.Cut(what, " for ")
	var clients []dialer.ClientID
	for _, name := range strings.Fields(names) {
		clients = append(clients, dialer.ClientID(name))
	}
	d.mu.Lock()
	if what = strings.TrimPrefix(what, channel+" "); what == "arrives" {
		d.in[channel], d.seen[channel] = "", true
	} else {
		delete(d.in, channel)
	}
	d.mu.Unlock()
	if what == "arrives" {
		d.f.tell(engine.CallerArrived{Channel: channel, Clients: clients})
		return
	}
	d.f.tell(engine.CallerGone{Channel: channel})
}

// preset has the PBX hold a caller from before: "c1", "c1 anna".
func (d *fakeDesk) preset(w []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.in[w[0]] = dialer.SessionID(strings.Join(w[1:], ""))
}

func (d *fakeDesk) found() map[string]engine.FoundChannel {
	d.mu.Lock()
	defer d.mu.Unlock()
	legs := map[string]engine.FoundChannel{}
	for channel, with := range d.in {
		legs[channel] = engine.FoundChannel{Up: true, Bridge: with}
	}
	return legs
}

func (d *fakeDesk) lose(channel string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.in, channel)
}

func (d *fakeDesk) Caller(_ context.Context, channel string, ef engine.CallerEffect) error {
	what := string(ef.What)
	if ef.Agent != "" {
		what += " " + string(ef.Agent)
	}
	if ef.Extension != "" {
		what += " " + string(ef.Extension)
	}
	if ef.About != "" {
		what += " about " + string(ef.About)
	}
	d.f.note("%s %s", channel, what)
	if does, err := d.f.phone.await("caller's " + string(ef.What)); err != nil || !does {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if ef.What == engine.CallerTry {
		d.in[channel] = ""
		return nil
	}
	if _, lives := d.in[channel]; !lives {
		return errors.New("no such channel")
	}
	switch ef.What {
	case engine.CallerJoin:
		d.in[channel] = ef.Agent
	case engine.CallerBack, engine.CallerHangup:
		delete(d.in, channel)
		d.f.tell(engine.CallerGone{Channel: channel})
	}
	return nil
}

func (d *fakeDesk) Taken(_ context.Context, channel string, agent dialer.AgentID) error {
	d.f.note("%s-desk taken by %s", channel, agent)
	return nil
}

func (d *fakeDesk) Said(_ context.Context, channel string, agent dialer.AgentID, word dialer.Disposition) error {
	d.f.note("%s-desk %s by %s", channel, word, agent)
	return nil
}

func (d *fakeDesk) Note(_ context.Context, n engine.Note) error {
	does, err := d.f.phone.await("note")
	if err == nil && !does {
		err = engine.ErrKept
	}
	what := string(n.Number.Masked()) + " of " + string(n.Client)
	if n.Channel != "" {
		what = "caller " + n.Channel
	} else if n.Attempt == 0 || n.Campaign == "" || n.Visible == "" || n.At.IsZero() {
		what = "INCOMPLETE"
	}
	if n.Complaint {
		what = "COMPLAINT " + what
	}
	if n.Wants != "" {
		what += ", who " + n.Wants
	}
	d.f.note("inquiries note %s by %s: %v", what, n.Agent, err)
	return err
}

func (d *fakeDesk) Unanswered(_ context.Context, channel, how string) error {
	d.f.note("%s-desk unanswered", channel)
	return nil
}

// returnedCode is the channel that a fact of the desk is about.
func returnedCode(f dialer.Fact) string {
	switch f.Kind {
	case dialer.FactTry:
		return " " + f.Code
	case dialer.FactTried:
		return fmt.Sprintf(" %s (%s)", f.Code, f.Detail)
	case dialer.FactReturnedAgent:
		return " " + f.Code
	case dialer.FactReturnedLost:
		return fmt.Sprintf(" %s (%s)", f.Code, f.Detail)
	}
	return ""
}

// knows reports whether a caller of this name ever came; with, whether it is with us.
func (d *fakeDesk) knows(channel string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.seen[channel]
}

func (d *fakeDesk) with(channel string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	_, here := d.in[channel]
	return here
}
