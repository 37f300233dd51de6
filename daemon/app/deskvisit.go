package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/speech"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/dialplan"
)

const (
	deskBy     = "desk" // who wrote and reserved
	deskSource = "asked by key at the desk"

	// notVouched begins the journal's word of a caller whose number no operator vouches for.
	notVouched = "not vouched for: told of "
)

// visit is one call at the desk. A caller's number can be forged: what is asked by key is taken for that number all
// the same, and nothing is done to any other (norm 5, no. 27). But by whom and about what it was rung is told only
// where an operator vouches for it, since it is an answer about a third person otherwise (norm 5, no. 42).
type visit struct {
	desk    *desk
	channel string
	caller  dialer.Number // "" where it is withheld, foreign or none
	vouched bool          // an operator vouches that the number is the caller's
	owner   dialer.Client // of the visible number
	opened  time.Time
	facts   deskFacts
	lang    string
	about   dialer.Campaign // the one that the caller was rung in, where there was one only

	mu      sync.Mutex
	owed    []string              // what the caller asked for and has not got
	way     dialer.InquiryChannel // of the first of these
	unkept  dialer.Inquiry        // a message that could not be written down: its voice
	inquiry dialer.InquiryID      // that the visit has become; 0: none yet
}

// lookUp finds the calls to the caller, or else what the visible number is shown for, and in which language to tell
// of it.
func (v *visit) lookUp(ctx context.Context) error {
	h := v.desk.house
	all, err := h.store.Campaigns(ctx)
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
		v.facts.Named = []dialer.ClientID{v.owner.ID}
		of = slices.DeleteFunc(all, func(c dialer.Campaign) bool { return c.Visible != v.facts.Visible })
		v.facts.Bare = len(of) == 0
	}
	v.lang = v.choose(append(verb.Each(of, func(c dialer.Campaign) string { return c.Language }), h.cfg().Sounds.Language, "nb", "nn", "en"))
	return nil
}

// answerable is the number about which the caller may be told: "" where no operator vouches for it.
func (v *visit) answerable() dialer.Number {
	if !v.vouched {
		return ""
	}
	return v.caller
}

// calledIn are the campaigns that a caller whose number is vouched for was rung in while call records are kept: each
// client's newest, newest first.
func (v *visit) calledIn(ctx context.Context, all []dialer.Campaign) (of []dialer.Campaign, err error) {
	if v.caller == "" {
		return nil, nil
	}
	v.facts.Last3 = string(v.caller[len(v.caller)-3:])
	if v.answerable() == "" {
		return nil, nil
	}
	h := v.desk.house
	rung, err := h.store.RungOn(ctx, v.caller, h.cfg().CallRecordsBefore(h.now()))
	for _, r := range rung {
		i := slices.IndexFunc(all, func(c dialer.Campaign) bool { return c.ID == r.Campaign })
		if i < 0 || slices.Contains(v.facts.Named, all[i].Client.ID) {
			continue
		}
		v.facts.Calls = append(v.facts.Calls, deskCall{Campaign: r.Campaign, At: r.At})
		v.facts.Named = append(v.facts.Named, all[i].Client.ID)
		of = append(of, all[i])
	}
	return of, err
}

// choose takes the first language in which all of the greeting and the menu can be heard: clients who rang the caller
// may have campaigns in different ones. Where there is none it is the first, and the PBX finds out.
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
			if _, err := os.Stat(f + speech.Wav); err != nil {
				return false
			}
		}
	}
	return true
}

// told is what the journal says of the call: whom it was told of, and why just them.
func (v *visit) told(r dialplan.Returned) string {
	var of []string
	for i, c := range v.facts.Calls {
		of = append(of, fmt.Sprintf("%s (%s, dialed %s)", v.facts.Named[i], c.Campaign, c.At.In(hours.Oslo()).Format(time.RFC3339)))
	}
	list := strings.Join(of, ", ")
	switch {
	case list != "":
		return "named: " + list
	case r.Caller == "":
		return "withheld: told of " + string(v.owner.ID)
	case v.caller == "":
		return "no Norwegian number: told of " + string(v.owner.ID)
	case !v.vouched:
		return notVouched + string(v.owner.ID)
	}
	return "unknown: told of " + string(v.owner.ID)
}

// Language is that of the newest call to the caller, or of the visible number's campaigns.
func (v *visit) Language() string { return v.lang }

// Words are the sounds of a part.
func (v *visit) Words(lang string, p dialplan.Part) ([]string, error) {
	return deskWords(v.desk.house.cfg().Sounds.Dir, v.desk.house.now(), lang, p, v.facts)
}

// Staffed says whether agents answer callers now (4.4.3).
func (v *visit) Staffed() bool { return v.desk.house.cfg().Desk.Open(v.desk.house.now()) }

// Reserve puts the caller's number in the registers of those who were named, or in the call centre's own, which binds
// everyone (4.4.4). It stands in all of them, or there is an error and the caller is owed it.
func (v *visit) Reserve(ctx context.Context, s dialplan.Scope) error {
	if v.caller == "" {
		return dialplan.ErrNoNumber
	}
	scopes := []string{string(dialer.Own)}
	if s == dialplan.ForClients {
		scopes = verb.Each(v.facts.Named, func(c dialer.ClientID) string { return string(dialer.RegisterOf(c)) })
	}
	var faults []error
	for _, scope := range scopes {
		err := v.desk.house.Reserve(ctx, verb.Wish{Scope: scope, Number: string(v.caller), Why: deskSource}, deskBy)
		if err != nil {
			faults = append(faults, err)
			v.owe(dialer.InquiryMessage, "asked by key to be reserved, which could not be stored: "+scope)
		}
	}
	return errors.Join(faults...)
}
