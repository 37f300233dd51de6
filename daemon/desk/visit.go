package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/dialplan"
)

const (
	author        = "desk" // who wrote and reserved, in the journal
	reservedByKey = "asked by key at the desk"

	// notVouched begins the journal's entry of a caller whose number no operator vouches for.
	notVouched = "not vouched for: told of "
)

// visit is one call at the desk. A caller's number can be forged: what is asked by key is taken for that number all
// the same, and nothing is done to any other (norm 5, no. 27). But by which client and about what it was called is told
// only where an operator vouches for it, since it is an answer about a third person otherwise (norm 5, no. 42).
type visit struct {
	ports   *Ports
	channel string
	caller  dialer.Number // "" where it is withheld, foreign or none
	vouched bool          // an operator vouches that the number is the caller's
	owner   dialer.Client // of the visible number
	opened  time.Time
	known   known
	lang    string
	about   dialer.Campaign // the one that the caller was called in, where there was one only
	ended   func(*visit)    // forgets it
	hold    func(context.Context, *wish) error

	making sync.Mutex // held while the visit becomes an inquiry, which may take as long as the disk does

	mu      sync.Mutex
	owed    []string              // what the caller asked for and has not got
	way     dialer.InquiryChannel // of the first of these
	inquiry dialer.InquiryID      // that the visit has become; 0: none yet
}

var _ dialplan.Visit = (*visit)(nil)

// answerable is the number about which the caller may be told: "" where no operator vouches for it.
func (v *visit) answerable() dialer.Number {
	if !v.vouched {
		return ""
	}
	return v.caller
}

// client is the only one that the visit is about; "" where there are several.
func (v *visit) client() dialer.ClientID {
	if len(v.known.Named) == 1 {
		return v.known.Named[0]
	}
	return ""
}

// write puts a fact of the visit in the journal.
func (v *visit) write(ctx context.Context, kind dialer.FactKind, detail string) error {
	f := dialer.Fact{
		At: v.ports.Now(), Kind: kind, Number: v.caller, Visible: v.known.Visible, Code: v.channel,
		Detail: detail, By: author,
	}
	return v.ports.Journal.Write(ctx, dialer.Batch{Facts: []dialer.Fact{f}})
}

// detail is the journal's entry of the call: which clients it was told of, and why these.
func (v *visit) detail(r dialplan.Caller) string {
	var of []string
	for i, c := range v.known.Calls {
		at := c.At.In(hours.Oslo()).Format(time.RFC3339)
		of = append(of, fmt.Sprintf("%s (%s, dialed %s)", v.known.Named[i], c.Campaign, at))
	}
	list := strings.Join(of, ", ")
	switch {
	case list != "":
		return "named: " + list
	case r.Number == "":
		return "withheld: told of " + string(v.owner.ID)
	case v.caller == "":
		return "no Norwegian number: told of " + string(v.owner.ID)
	case !v.vouched:
		return notVouched + string(v.owner.ID)
	}
	return "unknown: told of " + string(v.owner.ID)
}

// owe notes what becomes an inquiry where the visit ends without one.
func (v *visit) owe(way dialer.InquiryChannel, what string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.way = cmp.Or(v.way, way)
	if !slices.Contains(v.owed, what) {
		v.owed = append(v.owed, what)
	}
}

// Language is that of the newest call to the caller, or of the visible number's campaigns.
func (v *visit) Language() string { return v.lang }

// Words are the paths of a part's sounds.
func (v *visit) Words(lang string, p dialplan.Part) ([]string, error) {
	files, err := v.known.words(v.ports.Now(), lang, p)
	for i, file := range files {
		files[i] = v.ports.Sounds.Sound(file)
	}
	return files, err
}

// Staffed reports whether agents answer callers now (4.4.3).
func (v *visit) Staffed() bool { return v.ports.Settings().Staffed(v.ports.Now()) }

// Reserve puts the caller's number in the registers of the clients that were named, or in the call centre's own, which
// binds everyone (4.4.4). After nil all of them have it. After dialplan.ErrKept the wish is tried until they have.
// After any other error the caller is owed it.
func (v *visit) Reserve(ctx context.Context, s dialplan.Scope) error {
	if v.caller == "" {
		return dialplan.ErrNoNumber
	}
	scopes := []string{string(dialer.Own)}
	if s == dialplan.ForClients {
		scopes = verb.Each(v.known.Named, func(c dialer.ClientID) string { return string(dialer.RegisterOf(c)) })
	}
	var faults []error
	for _, scope := range scopes {
		w := verb.Wish{Scope: scope, Number: string(v.caller), Why: reservedByKey}
		err := v.hold(ctx, &wish{By: author, Reserve: &w})
		if err != nil && !errors.Is(err, engine.ErrKept) {
			v.owe(dialer.InquiryMessage, "asked by key to be reserved, which could not be stored: "+scope)
		}
		faults = append(faults, err)
	}
	return forAGI(worst(faults))
}

// worst is what a person is told of several wishes at once: that one was refused, before that one is only kept.
func worst(faults []error) error {
	for _, err := range faults {
		if err != nil && !errors.Is(err, engine.ErrKept) {
			return errors.Join(faults...)
		}
	}
	if slices.ContainsFunc(faults, func(err error) bool { return err != nil }) {
		return engine.ErrKept
	}
	return nil
}

// became notes the inquiry that the visit has become.
func (v *visit) became(id dialer.InquiryID) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.inquiry = id
}

// is the inquiry that the visit has become; 0: none yet.
func (v *visit) is() dialer.InquiryID {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.inquiry
}
