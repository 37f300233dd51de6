package gate

import "github.com/ringevett/ringevett/daemon/number"

// HandText is a text that a person dialed by hand, before anything is asked about the number that it may be.
type HandText struct {
	Read       number.Dialed
	Campaign   bool // the context says for which campaign it dials
	Unreadable bool // the context may dial what cannot be read (guard.unreadable.allow)
}

// Hand tells what becomes of a text. ask is true where it reads as a number that the registers, and for a campaign
// the whole gate, are to be asked about; else v is the verdict. Emergency and short numbers pass in every context;
// what cannot be read passes in none, but outside a campaign where the configuration names the context.
func Hand(t HandText) (v Verdict, ask bool) {
	switch t.Read.Kind {
	case number.Short, number.Extension:
		return handPass(t.Read.Kind.String() + " number"), false
	case number.Subscriber:
		return Verdict{}, true
	case number.Foreign:
		return handPass("a foreign number, no campaign"), t.Campaign
	case number.Service:
		if t.Campaign {
			return Verdict{Code: BlockNumber, Why: "a service number or code, which no campaign dials"}, false
		}
		return handPass("no campaign, no number of a person"), false
	}
	if t.Unreadable && !t.Campaign {
		return handPass("unreadable: " + t.Read.Why + "; allowed by guard.unreadable.allow"), false
	}
	return Verdict{Code: BlockNumber, Why: "cannot be read as a number: " + t.Read.Why}, false
}

func handPass(why string) Verdict { return Verdict{Allowed: true, Code: Allow, Why: why} }
