package upkeep

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// bySignal is who asked for a reload that came as SIGHUP: a signal does not tell its sender.
const bySignal = "signal HUP"

// inForce is the configuration that the daemon works by, and when it was read.
type inForce struct {
	config.Config
	at time.Time
}

// Reloader holds the configuration in force, and reads it again.
type Reloader struct {
	ReloadPorts
	force atomic.Pointer[inForce]
}

// NewReloader gives one, with the configuration that the program starts with, read at a time. Its ports may be set
// later, before the first reload.
func NewReloader(c config.Config, at time.Time) *Reloader {
	r := &Reloader{}
	r.Put(c, at)
	return r
}

// ReloadPorts is what Reloader needs of the rest of the program.
type ReloadPorts struct {
	Load func() (config.Config, error) // reads the configuration's files; nil: no daemon

	Changing func() (done func())                       // holds back other changes of the book
	Write    func(context.Context, dialer.Fact) error   // to the journal
	Apply    func(context.Context, config.Config) error // to the engine
	// makes the sounds again, and pauses campaigns that they do not fit
	Prompts func(context.Context) error
	Now     func() time.Time
	Log     *logrus.Entry
}

// InForce is the configuration in force. A reload replaces it whole: two calls may give two of them.
func (r *Reloader) InForce() config.Config { return r.force.Load().Config }

// Put replaces the configuration in force.
func (r *Reloader) Put(c config.Config, at time.Time) { r.force.Store(&inForce{c, at}) }

// Reloads reads the configuration again at each signal, until ctx ends.
func (r *Reloader) Reloads(signals <-chan struct{}) func(ctx context.Context) {
	return func(ctx context.Context) {
		for {
			select {
			case <-ctx.Done():
				return
			case <-signals:
			}
			if _, err := r.Reload(ctx, bySignal); err != nil {
				r.Log.WithField("faults", strings.Split(err.Error(), "\n")).
					Error("the configuration was not reloaded and stays as it was")
			}
		}
	}
}

// Reload reads the configuration again and takes what a running daemon can take: whole or not at all. The journal has
// what changed before it holds. What needs a restart is named and stays as it was.
func (r *Reloader) Reload(ctx context.Context, by string) (verb.Reloaded, error) {
	if r.Load == nil {
		return verb.Reloaded{}, fmt.Errorf("reload the configuration: %w: %s", dialer.ErrRefused, verb.NoDaemon)
	}
	defer r.Changing()()
	file, err := r.Load()
	if err != nil {
		return verb.Reloaded{}, err
	}
	was := r.InForce()
	now := was.Reloaded(file)
	if err := now.Validate(); err != nil {
		return verb.Reloaded{}, fmt.Errorf("%w: what can be reloaded does not go with what needs a restart: %w",
			dialer.ErrRefused, err)
	}
	changes := was.Differences(file)
	out := verb.Reloaded{InForce: now.Fingerprint(), Changes: verb.Each(changes, changeOut)}
	if len(changes) == 0 {
		r.Log.Info("the configuration was read again; nothing differs")
		return out, nil
	}
	if err := r.writeReload(ctx, changes, out.InForce, by); err != nil {
		return verb.Reloaded{}, err
	}
	// From here on it happens: the journal says so.
	lasting := context.WithoutCancel(ctx)
	if err := r.Apply(lasting, now); err != nil {
		return verb.Reloaded{}, err
	}
	r.Put(now, r.Now())
	if level, err := logrus.ParseLevel(now.Log.Level); err == nil {
		r.Log.Logger.SetLevel(level)
	}
	return out, r.renewPrompts(lasting, changes)
}

// writeReload journals each key with its old and its new value, and then logs it.
func (r *Reloader) writeReload(ctx context.Context, changes []config.Difference, print, by string) error {
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
	f := dialer.Fact{At: r.Now(), Kind: dialer.FactChanged, Detail: detail, By: by}
	if err := r.Write(ctx, f); err != nil {
		return err
	}
	for _, c := range changes {
		log := r.Log.WithFields(logrus.Fields{"key": c.Key, "old": c.Old, "new": c.New, "by": by})
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

// renewPrompts makes the sounds again that have a changed value of the configuration. The caller holds Changing.
func (r *Reloader) renewPrompts(ctx context.Context, changes []config.Difference) error {
	again := false
	for _, c := range changes {
		again = again || !c.Restart && inPrompts(c.Key)
	}
	if !again {
		return nil
	}
	return r.Prompts(ctx)
}

func changeOut(d config.Difference) verb.ConfigChange { return verb.ConfigChange(d) }

// ConfigStatus is which configuration is in force, and how the file stands to it now.
func (r *Reloader) ConfigStatus() verb.ConfigStatus {
	now := r.force.Load()
	out := verb.ConfigStatus{InForce: now.Fingerprint(), Since: now.at, Differs: []verb.ConfigChange{}}
	if r.Load == nil {
		return out
	}
	file, err := r.Load()
	if err != nil {
		out.Faults = err.Error()
		return out
	}
	out.OnDisk, out.Differs = file.Fingerprint(), verb.Each(now.Differences(file), changeOut)
	return out
}

// Verbs are what people ask of it.
func (r *Reloader) Verbs() []rest.Binding {
	return []rest.Binding{
		rest.Bind(verb.Reload, func(ctx context.Context, _ verb.Nothing, by string) (verb.Reloaded, error) {
			return r.Reload(ctx, by)
		}),
	}
}
