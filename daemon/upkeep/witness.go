package upkeep

import (
	"context"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/tick"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/daemon/witness"
)

// The witnesses that are told each day's head of the journal, as they are called in status and in the book.
const (
	toSyslog = "head to the system's log"
	toMail   = "head by mail"
	toStamps = "time stamp of the head"
)

// Waits between looks for a head that a witness was not told; after a failure doubled, up to the second.
const (
	tellEvery  = time.Minute
	tellLatest = time.Hour
)

// Outlet is one witness.
type Outlet struct {
	Name string
	on   func(config.Evidence) bool
	tell func(ctx context.Context, c config.Evidence, h witness.Head) (token []byte, err error)
}

// Outlets are all witnesses; one that the configuration does not name is told nothing.
func (k *Keeper) Outlets() []Outlet {
	return []Outlet{
		{toSyslog, func(c config.Evidence) bool { return c.SyslogSocket() != "" },
			func(ctx context.Context, c config.Evidence, h witness.Head) ([]byte, error) {
				return nil, witness.Syslog(ctx, c.SyslogSocket(), h)
			}},
		{toMail, func(c config.Evidence) bool { return c.Mail.Relay != "" },
			func(ctx context.Context, c config.Evidence, h witness.Head) ([]byte, error) {
				return nil, mailHead(ctx, c.Mail, h, k.Now())
			}},
		{toStamps, func(c config.Evidence) bool { return c.Stamps.URL != "" },
			func(ctx context.Context, c config.Evidence, h witness.Head) ([]byte, error) {
				roots, err := c.Stamps.Roots()
				if err != nil {
					return nil, err
				}
				return witness.Authority{URL: c.Stamps.URL, Roots: roots}.Stamp(ctx, h.Head)
			}},
	}
}

func mailHead(ctx context.Context, m config.Mail, h witness.Head, now time.Time) error {
	password, err := m.Password()
	if err != nil {
		return err
	}
	roots, err := m.Roots()
	if err != nil {
		return err
	}
	r := witness.Relay{Address: m.Relay, From: m.From, To: m.To, User: m.User, Password: password, Roots: roots}
	return r.Send(ctx, h, now)
}

// Tells looks for a head that the witness was not told, until ctx ends. A failure is shown in status and tried again;
// nothing waits for it.
func (k *Keeper) Tells(o Outlet) func(ctx context.Context) {
	return func(ctx context.Context) {
		for wait := tellEvery; ctx.Err() == nil; tick.Pause(ctx, wait) {
			err := k.tellNewest(ctx, o)
			if ctx.Err() != nil {
				return
			}
			k.Report(o.Name, err)
			wait = min(2*wait, tellLatest)
			if err == nil {
				wait = tellEvery
			}
		}
	}
}

func (k *Keeper) tellNewest(ctx context.Context, o Outlet) error {
	c := k.Config().Evidence
	if !o.on(c) {
		return nil
	}
	h, err := k.Store.NewestHead(ctx)
	if err != nil {
		return err
	}
	told, err := k.Store.ToldUpTo(ctx, o.Name)
	if err != nil || told >= h.Seq {
		return err
	}
	soon, cancel := context.WithTimeout(ctx, witness.Within)
	defer cancel()
	token, err := o.tell(soon, c, witness.Head{Day: string(h.Day), Head: h.Head, Key: h.Key, First: h.First})
	if err != nil {
		return fmt.Errorf("the head of %s: %w", h.Day, err)
	}
	return k.Store.Told(ctx, o.Name, h, token)
}

// witnessOf is what verify holds the journal against.
func (k *Keeper) witnessOf(noted verb.Noted) (sqlite.Witness, error) {
	roots, err := k.Config().Evidence.Stamps.Roots()
	return sqlite.Witness{
		Heads: noted.Heads, Keys: noted.FirstKeys, Stamp: witness.Authority{
			Roots: roots,
		}.Check, StampAuthority: roots != nil,
	}, err
}
