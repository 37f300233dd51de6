package desk

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/dialplan"
)

// lookUp finds the owner of the visible number, the calls to the caller, or else what the visible number is shown for,
// and in which language to tell of it.
func (v *visit) lookUp(ctx context.Context) (err error) {
	if v.owner, err = v.ports.ownerOf(ctx, v.known.Visible, v.answerable()); err != nil {
		return err
	}
	all, err := v.ports.Book.Campaigns(ctx)
	if err != nil {
		return err
	}
	of, err := v.calledIn(ctx, all)
	if err != nil {
		return err
	}
	if len(of) == 1 {
		v.about = of[0]
	}
	if len(of) == 0 {
		v.known.Named = []dialer.ClientID{v.owner.ID}
		of = slices.DeleteFunc(all, func(c dialer.Campaign) bool { return c.Visible != v.known.Visible })
		v.known.Bare = len(of) == 0
	}
	langs := verb.Each(of, func(c dialer.Campaign) string { return c.Language })
	v.lang = v.choose(append(langs, v.ports.Settings().Language, "nb", "nn", "en"))
	return nil
}

// calledIn are the campaigns that a caller whose number is vouched for was called in while call records are kept: each
// client's newest, newest first.
func (v *visit) calledIn(ctx context.Context, all []dialer.Campaign) (of []dialer.Campaign, err error) {
	if v.caller == "" {
		return nil, nil
	}
	v.known.Last3 = v.caller.Last3()
	if v.answerable() == "" {
		return nil, nil
	}
	calls, err := v.ports.callsTo(ctx, v.caller)
	for _, r := range calls {
		i := slices.IndexFunc(all, func(c dialer.Campaign) bool { return c.ID == r.Campaign })
		if i < 0 || slices.Contains(v.known.Named, all[i].Client.ID) {
			continue
		}
		v.known.Calls = append(v.known.Calls, outgoing{Campaign: r.Campaign, At: r.At})
		v.known.Named = append(v.known.Named, all[i].Client.ID)
		of = append(of, all[i])
	}
	return of, err
}

// choose takes the first language in which all of the greeting and the menu can be heard: clients who called may have
// campaigns in different ones. Where there is none it is the first, and the PBX finds out.
func (v *visit) choose(langs []string) string {
	for _, lang := range langs {
		if v.complete(lang) {
			return lang
		}
	}
	return langs[0]
}

func (v *visit) complete(lang string) bool {
	for _, p := range []dialplan.Part{dialplan.PartGreeting, dialplan.PartMenu} {
		files, err := v.Words(lang, p)
		if err != nil {
			return false
		}
		for _, f := range files {
			if _, err := os.Stat(f + ".wav"); err != nil {
				return false
			}
		}
	}
	return true
}

// readyWithin is how long the registers and the engine may take to answer: without them a caller could neither reserve
// nor reach an agent, and hears the dialplan's own message.
const readyWithin = 300 * time.Millisecond

// unassigned is a number that no one has: it is asked about for a caller whose number is withheld.
const unassigned = dialer.Number("+4700000000")

// errPending keeps the desk from speaking for a number whose sounds are not ready; the dialplan then plays the
// number's message, or the house's.
var errPending = errors.New("the sounds of its campaigns are being made, or looked at after the start")

// ready reports by an error that a reservation could not be taken now, or an agent not be reached.
func (v *visit) ready(ctx context.Context) error {
	if v.ports.Sounds.Pending(v.known.Visible) {
		return errPending
	}
	soon, cancel := context.WithTimeout(ctx, readyWithin)
	defer cancel()
	n := v.caller
	if n == "" {
		n = unassigned
	}
	in := []dialer.RegisterID{dialer.Own, dialer.RegisterOf(v.owner.ID)}
	answers, err := v.ports.Registers.Check(soon, dialer.Subject{Number: n}, in)
	if err != nil {
		return fmt.Errorf("the registers do not answer: %w", err)
	}
	for _, a := range answers {
		if a.Answer == dialer.Unknown {
			return fmt.Errorf("register %s does not know who is reserved", a.Register)
		}
	}
	return v.ports.Floor.Attached(soon)
}
