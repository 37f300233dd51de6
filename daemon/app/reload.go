package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// bySignal is who asked for a reload that came as SIGHUP: a signal does not tell its sender.
const bySignal = "signal HUP"

// inForce is the configuration that the daemon works by, and when it was read.
type inForce struct {
	config.Config
	at time.Time
}

// engineSettings are the house's rules as the floor has them.
func engineSettings(c config.Config) engine.Settings {
	return engine.Settings{
		Responsible: c.ResponsibleManager(), Hours: c.HoursRules(), Rest: c.RestTime(), T: c.ConnectWithin(),
		MaxCalls: c.Asterisk.MaxCalls, PerSecond: c.Asterisk.CallsPerSecond, PinTries: c.Agents.PINTries,
		PinLock: c.Agents.PINLock, AfterWord: c.AfterWord(),
		Pacing: c.Pacing(), Ack: c.Ack(), AckText: configs.Fingerprint(configs.Predictive),
		DeskWait: c.Desk.Wait(), Watch: time.Second,
	}
}

// reloads reads the configuration again at each signal, until ctx ends.
func (d *running) reloads(signals <-chan struct{}) func(ctx context.Context) {
	return func(ctx context.Context) {
		for {
			select {
			case <-ctx.Done():
				return
			case <-signals:
			}
			if _, err := d.Reload(ctx, bySignal); err != nil {
				d.log.WithField("faults",
					strings.Split(err.Error(), "\n")).Error("the configuration was not reloaded and stays as it was")
			}
		}
	}
}

// Reload reads the configuration again and takes what a running daemon can take: whole or not at all. The journal has
// what changed before it holds. What needs a restart is named and stays as it was.
func (h *Rooms) Reload(ctx context.Context, by string) (verb.Reloaded, error) {
	if h.load == nil || h.engine == nil {
		return verb.Reloaded{}, fmt.Errorf("reload the configuration: %w: %s", dialer.ErrRefused, verb.NoDaemon)
	}
	defer h.Changing()()
	file, err := h.load()
	if err != nil {
		return verb.Reloaded{}, err
	}
	was := h.cfg()
	now := was.Reloaded(file)
	if err := now.Validate(); err != nil {
		return verb.Reloaded{}, fmt.Errorf("%w: what can be reloaded does not go with what needs a restart: %w",
			dialer.ErrRefused, err)
	}
	changes := was.Differences(file)
	out := verb.Reloaded{InForce: now.Fingerprint(), Changes: verb.Each(changes, changeOut)}
	if len(changes) == 0 {
		h.log.Info("the configuration was read again; nothing differs")
		return out, nil
	}
	if err := h.tellReload(ctx, changes, out.InForce, by); err != nil {
		return verb.Reloaded{}, err
	}
	// From here on it happens: the journal says so.
	lasting := context.WithoutCancel(ctx)
	if err := h.engine.SetSettings(lasting, engineSettings(now)); err != nil {
		return verb.Reloaded{}, err
	}
	h.force.Store(&inForce{now, h.now()})
	if level, err := logrus.ParseLevel(now.Log.Level); err == nil {
		h.log.Logger.SetLevel(level)
	}
	return out, h.sayAgain(lasting, changes)
}

// tellReload journals each key with its old and its new value, and then logs it.
func (h *Rooms) tellReload(ctx context.Context, changes []config.Difference, print, by string) error {
	var taken, waits []string
	for _, c := range changes {
		said := fmt.Sprintf("%s: %q -> %q", c.Key, c.Old, c.New)
		if c.Restart {
			waits = append(waits, said)
			continue
		}
		taken = append(taken, said)
	}
	detail := "configuration reloaded, in force " + print
	if len(taken) > 0 {
		detail += "; changed: " + strings.Join(taken, ", ")
	}
	if len(waits) > 0 {
		detail += "; not in force before a restart: " + strings.Join(waits, ", ")
	}
	f := dialer.Fact{At: h.now(), Kind: dialer.FactChanged, Detail: detail, By: by}
	if err := h.store.Write(ctx, sqlite.Batch{Facts: []dialer.Fact{f}}); err != nil {
		return err
	}
	for _, c := range changes {
		log := h.log.WithFields(logrus.Fields{"key": c.Key, "old": c.Old, "new": c.New, "by": by})
		if c.Restart {
			log.Warn("a changed key of the configuration needs a restart and is not in force")
			continue
		}
		log.Info("configuration changed")
	}
	return nil
}

// inPrompts are the sections that stand in prompts.
func inPrompts(key string) bool {
	for _, section := range []string{"callcenter.", "desk.", "sounds."} {
		if strings.HasPrefix(key, section) {
			return true
		}
	}
	return false
}

// sayAgain speaks what is said of the configuration, and pauses campaigns whose sounds do not fit any more. The caller
// holds Changing.
func (h *Rooms) sayAgain(ctx context.Context, changes []config.Difference) error {
	again := false
	for _, c := range changes {
		again = again || !c.Restart && inPrompts(c.Key)
	}
	if !again {
		return nil
	}
	h.speech.Refresh(ctx)
	all, err := h.store.Campaigns(ctx)
	if err != nil {
		return err
	}
	for _, c := range all {
		if err := h.Refresh(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

func changeOut(d config.Difference) verb.ConfigChange { return verb.ConfigChange(d) }

// configStatus is which configuration is in force, and how the file stands to it now.
func (h *Rooms) configStatus() verb.ConfigStatus {
	now := h.force.Load()
	out := verb.ConfigStatus{InForce: now.Fingerprint(), Since: now.at, Differs: []verb.ConfigChange{}}
	if h.load == nil {
		return out
	}
	file, err := h.load()
	if err != nil {
		out.Faults = err.Error()
		return out
	}
	out.OnDisk, out.Differs = file.Fingerprint(), verb.Each(now.Differences(file), changeOut)
	return out
}
