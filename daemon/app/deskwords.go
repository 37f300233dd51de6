package app

import (
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/sounds"
)

// deskFacts are what a visit's words are made of.
type deskFacts struct {
	Visible dialer.Number     // that was rung
	Calls   []deskCall        // to the caller, one for each client, newest first; none: an unknown or withheld caller
	Named   []dialer.ClientID // those that the greeting names and key 1 reserves with; of an unknown caller, the visible number's
	Bare    bool              // no campaign shows the visible number: there is nothing to say of its calls
	Last3   string            // digits of the caller's number; "" where it is withheld
}

// deskCall is one call that the caller was rung in.
type deskCall struct {
	Campaign dialer.CampaignID
	At       time.Time
}

// spoken is a prompt with whom it is about.
type spoken struct {
	prompt sounds.Prompt
	owner  string
	live   map[string][]sounds.Fragment
}

// deskWords are the sounds of a part in their order, as Asterisk wants them. A greeting says who is reached, for whom
// and when the caller was rung, about what, and where to reach us (4.4.2): with several clients the address comes
// first, since that list is long.
func deskWords(dir string, now time.Time, lang string, p dialplan.Part, v deskFacts) ([]string, error) {
	parts, err := v.saying(lang, p, now)
	if err != nil {
		return nil, err
	}
	var list []string
	for _, s := range parts {
		files, err := s.prompt.Say(lang, s.owner, s.live)
		if err != nil {
			return nil, fmt.Errorf("words of the desk's %s: %w", p, err)
		}
		for _, file := range files {
			list = append(list, soundPath(dir, file))
		}
	}
	return list, nil
}

func (v deskFacts) saying(lang string, p dialplan.Part, now time.Time) ([]spoken, error) {
	switch p {
	case dialplan.PartGreeting:
		return v.greeting(lang, now, sounds.DeskContact), nil
	case dialplan.PartAgain:
		return v.greeting(lang, now, sounds.DeskContactSpelled), nil
	case dialplan.PartMenu:
		return []spoken{{sounds.DeskMenu, "", map[string][]sounds.Fragment{"clients": v.named(lang)}}}, nil
	case dialplan.PartClient:
		return v.reserved(lang), nil
	case dialplan.PartAll:
		return append([]spoken{{prompt: sounds.ReservedAll}}, v.ending(lang)...), nil
	}
	prompt, known := map[dialplan.Part]sounds.Prompt{
		dialplan.PartFailed: sounds.ReservedFailed, dialplan.PartWithheld: sounds.ReservedWithheld, dialplan.PartThrough: sounds.DeskThrough,
		dialplan.PartBusy: sounds.DeskBusy, dialplan.PartClosed: sounds.DeskClosed, dialplan.PartLeave: sounds.LeaveMessage,
		dialplan.PartWrong: sounds.DeskWrongKey,
	}[p]
	if !known {
		return nil, fmt.Errorf("words of the desk: there is no part %q", p)
	}
	return []spoken{{prompt: prompt}}, nil
}

func (v deskFacts) greeting(lang string, now time.Time, contact sounds.Prompt) []spoken {
	hello, reach := spoken{prompt: sounds.DeskHello}, spoken{prompt: contact}
	var called []spoken
	for _, c := range v.Calls {
		when := sounds.When(lang, c.At.In(hours.Oslo()), now.In(hours.Oslo()))
		called = append(called, spoken{sounds.DeskCalled, string(c.Campaign), map[string][]sounds.Fragment{"when": when}})
	}
	switch len(called) {
	case 0:
		if v.Bare { // the menu names the client
			return []spoken{hello, reach}
		}
		return []spoken{hello, {prompt: sounds.DeskUnknown, owner: string(v.Visible)}, reach}
	case 1:
		return []spoken{hello, called[0], reach}
	}
	return append([]spoken{hello, reach}, called...)
}

// reserved names each client that the number is now reserved with.
func (v deskFacts) reserved(lang string) (list []spoken) {
	for _, id := range v.Named {
		list = append(list, spoken{prompt: sounds.ReservedClient, owner: string(id)})
	}
	return append(list, v.ending(lang)...)
}

// ending tells which number was reserved, by its last digits: whoever forged another's hears that it is not theirs.
func (v deskFacts) ending(lang string) []spoken {
	if v.Last3 == "" {
		return nil
	}
	return []spoken{{sounds.ReservedNumber, "", map[string][]sounds.Fragment{"last3": sounds.Digits(lang, v.Last3)}}}
}

func (v deskFacts) named(lang string) []sounds.Fragment {
	var ids []string
	for _, id := range v.Named {
		ids = append(ids, string(id))
	}
	return sounds.Clients(lang, ids...)
}
