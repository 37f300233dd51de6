package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// agent is one person at a phone. Like a person it knows only what it hears.
type agent struct {
	id    string
	tone  int // what it says
	pin   string
	phone *phone.Agent
	call  *phone.Call // the open leg

	stop context.CancelFunc
	over sync.WaitGroup
	mu   sync.Mutex     // guards said
	said map[string]int // how often it keyed what
}

// hire gives each agent a phone.
func (d *demo) hire(context.Context) error {
	for i, id := range append(people(), dayAgent) {
		a := &agent{
			id: id, tone: 1300 + 150*i, pin: fmt.Sprintf("%d%d%d%d", i+1, i+1, i+1, i+1), said: map[string]int{},
		}
		var err error
		a.phone, err = phone.NewAgent(phone.AgentOptions{
			User: fmt.Sprintf("agent%d", i+1), Password: fmt.Sprintf("pw%d", i+1), PBX: d.pbx.SIPAddr,
			Keep: phone.Keep{Audio: 5 * time.Minute},
		})
		if err != nil {
			return err
		}
		if id == dayAgent {
			d.siv = a
		} else {
			d.agents = append(d.agents, a)
		}
	}
	return nil
}

// people are those of book/agents.yaml who work through the list.
func people() []string { return []string{"kari", "ola", "anne", "per", "liv", "nils", "eva"} }

// noticed are those who may ask for a recording: they are given notice of it, and must hear it first (8.1).
func noticed() []string { return people()[:early] }

// everybody is all agents who have a phone.
func (d *demo) everybody() []*agent {
	if d.siv == nil {
		return d.agents
	}
	return append(slices.Clone(d.agents), d.siv)
}

// logIn has agents register, dial the code and key their PIN, and waits until the daemon has them.
func (d *demo) logIn(ctx context.Context, who []*agent) error {
	errs := make(chan error, len(who))
	for _, a := range who {
		go func() { errs <- a.logIn(ctx) }()
	}
	var all []error
	for range who {
		all = append(all, <-errs)
	}
	if err := errors.Join(all...); err != nil {
		return err
	}
	if err := d.untilIn(ctx); err != nil {
		return err
	}
	for _, a := range who {
		if slices.Contains(noticed(), a.id) { // the notice was heard at the log-in
			if err := a.call.Press(ctx, "*81"); err != nil {
				return err
			}
		}
		a.start(ctx)
	}
	return nil
}

// untilIn waits until the daemon has everybody whose line is open.
func (d *demo) untilIn(ctx context.Context) error {
	n := 0
	for _, a := range d.agents {
		if a.call != nil && a.call.Brief().Ended.IsZero() {
			n++
		}
	}
	api, err := rest.Dial(ctx, d.path("ringevett.sock"))
	if err != nil {
		return err
	}
	defer api.Close()
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for {
		s, err := rest.Call(ctx, api, verb.ShowStatus, verb.Nothing{})
		if err != nil {
			return fmt.Errorf("wait for the agents: %w: %s", err, d.lastWords())
		}
		if in := count(s, "ready", "reserved", "talking", "wrap-up"); in == n {
			d.say("%d agents are logged in", n)
			return nil
		}
		if !pause(ctx, listenEvery) {
			return fmt.Errorf("of %d agents not all could log in: %+v: %s", n, s.Agents, d.lastWords())
		}
	}
}

// count counts the list's agents in some states.
func count(s verb.Status, states ...string) (n int) {
	for _, a := range s.Agents {
		if a.ID != dayAgent && slices.Contains(states, a.State) {
			n++
		}
	}
	return n
}

func (a *agent) logIn(ctx context.Context) (err error) {
	if err := a.phone.Register(ctx); err != nil {
		return err
	}
	if a.call, err = a.phone.Dial(ctx, "*50", phone.Plan{Send: phone.Tone(a.tone)}); err != nil {
		return err
	}
	return a.call.Press(ctx, a.pin+"#")
}

func (a *agent) start(ctx context.Context) {
	ctx, a.stop = context.WithCancel(ctx)
	a.over.Go(func() { a.work(ctx) })
}

// work listens and answers with keys: a person is heard out, a machine is not.
func (a *agent) work(ctx context.Context) {
	for from := time.Now(); ; from = time.Now() {
		tone, ok := a.hear(ctx, from)
		if !ok {
			return
		}
		switch tone {
		case toneMachine:
			pause(ctx, 1500*time.Millisecond)
		case toneAsked:
			if a.call.Press(ctx, "*60") != nil {
				return
			}
			a.untilSilent(ctx, 1500*time.Millisecond) // short words about the recording are said meanwhile
		default:
			a.untilSilent(ctx, silence)
			pause(ctx, 300*time.Millisecond)
		}
		word := keys()[tone]
		if a.call.Press(ctx, word) != nil { // the leg is gone, and with it the work
			return
		}
		a.mu.Lock()
		a.said[word]++
		a.mu.Unlock()
	}
}

// keys for what is heard: *0 and who it was.
func keys() map[int]string {
	return map[int]string{
		tonePerson: "*01", toneMachine: "*02", toneStranger: "*03", toneLater: "*04", toneAsked: "*01",
	}
}

const (
	listenEvery = 100 * time.Millisecond
	recognise   = 200 * time.Millisecond // of sound
	silence     = 400 * time.Millisecond
)

// hear waits until somebody speaks; tones of the PBX and the daemon's prompts are not it.
func (a *agent) hear(ctx context.Context, from time.Time) (tone int, ok bool) {
	for pause(ctx, listenEvery) {
		r := a.call.Brief()
		if len(r.Loud) == 0 {
			continue
		}
		last := r.Loud[len(r.Loud)-1]
		if last.To.Sub(from) < recognise || last.To.Sub(last.From) < recognise {
			continue
		}
		pcm := a.call.Between(last.To.Add(-recognise), last.To)
		for tone := range keys() {
			if phone.HasTone(pcm, float64(tone)) {
				return tone, true
			}
		}
	}
	return 0, false
}

func (a *agent) untilSilent(ctx context.Context, silence time.Duration) {
	for pause(ctx, listenEvery) {
		r := a.call.Brief()
		if time.Since(r.Loud[len(r.Loud)-1].To) > silence {
			return
		}
	}
}

// pause waits; false when there is nothing to wait for any more.
func pause(ctx context.Context, long time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(long):
		return true
	}
}

// logOut has everybody put down the receiver.
func (d *demo) logOut() {
	for _, a := range d.everybody() {
		a.leave()
	}
}

// leave is a phone that hangs up, or dies.
func (a *agent) leave() {
	if a.stop != nil {
		a.stop()
		a.over.Wait()
	}
	if a.call != nil {
		a.call.HangUp() // one that is gone already is what is wanted
	}
}

func (a *agent) close() error {
	if a.stop != nil {
		a.stop()
		a.over.Wait()
	}
	return a.phone.Close()
}
