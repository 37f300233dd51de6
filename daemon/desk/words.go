package desk

import (
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/sounds"
)

// known is what the desk knows of a caller, of which the words of the visit are made.
type known struct {
	Visible dialer.Number     // that was rung
	Calls   []outgoing        // to the caller, one for each client, newest first; none: an unknown or withheld caller
	Named   []dialer.ClientID // the greeting names them, and key 1 reserves with them; of an unknown caller, the owner
	Bare    bool              // no campaign shows the visible number: there is nothing to say of its calls
	Last3   string            // digits of the caller's number; "" where it is withheld
}

// outgoing is one of our calls to the caller.
type outgoing struct {
	Campaign dialer.CampaignID
	At       time.Time
}

// spoken is a prompt with the client, campaign or number that it is about.
type spoken struct {
	prompt sounds.Prompt
	owner  string
	live   map[string][]sounds.Fragment
}

// words are the sounds of a part in their order, as files of the folder of sounds. A greeting says who is reached, for
// which client and when the caller was called, about what, and where to reach us (4.4.2): with several clients the
// address comes first, since that list is long.
func (k known) words(now time.Time, lang string, p dialplan.Part) (list []string, err error) {
	parts, err := k.spoken(lang, p, now)
	if err != nil {
		return nil, err
	}
	if list, err = say(lang, parts); err != nil {
		return nil, fmt.Errorf("words of the desk's %s: %w", p, err)
	}
	return list, nil
}

// say gives the sounds of several prompts, as files of the folder of sounds.
func say(lang string, parts []spoken) (list []string, err error) {
	for _, s := range parts {
		files, err := s.prompt.Say(lang, s.owner, s.live)
		if err != nil {
			return nil, err
		}
		list = append(list, files...)
	}
	return list, nil
}

func (k known) spoken(lang string, p dialplan.Part, now time.Time) ([]spoken, error) {
	switch p {
	case dialplan.PartGreeting:
		return k.greeting(lang, now, sounds.DeskContact), nil
	case dialplan.PartAgain:
		return k.greeting(lang, now, sounds.DeskContactSpelled), nil
	case dialplan.PartMenu:
		return []spoken{{sounds.DeskMenu, "", map[string][]sounds.Fragment{"clients": k.named(lang)}}}, nil
	case dialplan.PartClient:
		return append(k.withClients(), k.ending(lang)...), nil
	case dialplan.PartAll:
		return append([]spoken{{prompt: sounds.ReservedAll}}, k.ending(lang)...), nil
	}
	prompt, known := map[dialplan.Part]sounds.Prompt{
		dialplan.PartFailed: sounds.ReservedFailed, dialplan.PartKept: sounds.ReservedLater,
		dialplan.PartWithheld: sounds.ReservedWithheld,
		dialplan.PartThrough:  sounds.DeskThrough, dialplan.PartBusy: sounds.DeskBusy,
		dialplan.PartClosed: sounds.DeskClosed, dialplan.PartLeave: sounds.LeaveMessage,
		dialplan.PartWrong: sounds.DeskWrongKey,
	}[p]
	if !known {
		return nil, fmt.Errorf("words of the desk: there is no part %q", p)
	}
	return []spoken{{prompt: prompt}}, nil
}

func (k known) greeting(lang string, now time.Time, contact sounds.Prompt) []spoken {
	hello, reach := spoken{prompt: sounds.DeskHello}, spoken{prompt: contact}
	var called []spoken
	for _, c := range k.Calls {
		when := sounds.When(lang, c.At.In(hours.Oslo()), now.In(hours.Oslo()))
		called = append(called, spoken{
			sounds.DeskCalled, string(c.Campaign), map[string][]sounds.Fragment{"when": when},
		})
	}
	switch len(called) {
	case 0:
		if k.Bare { // the menu names the client
			return []spoken{hello, reach}
		}
		return []spoken{hello, {prompt: sounds.DeskUnknown, owner: string(k.Visible)}, reach}
	case 1:
		return []spoken{hello, called[0], reach}
	}
	return append([]spoken{hello, reach}, called...)
}

// withClients names each client that the number is now reserved with.
func (k known) withClients() (list []spoken) {
	for _, id := range k.Named {
		list = append(list, spoken{prompt: sounds.ReservedClient, owner: string(id)})
	}
	return list
}

// ending tells which number was reserved, by its last digits: who forged another's hears that it is not theirs.
func (k known) ending(lang string) []spoken {
	if k.Last3 == "" {
		return nil
	}
	return []spoken{{sounds.ReservedNumber, "", map[string][]sounds.Fragment{"last3": sounds.Digits(lang, k.Last3)}}}
}

func (k known) named(lang string) []sounds.Fragment {
	var ids []string
	for _, id := range k.Named {
		ids = append(ids, string(id))
	}
	return sounds.Clients(lang, ids...)
}
