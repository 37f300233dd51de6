package reservation

import (
	"github.com/ringevett/ringevett/daemon/dialer"
)

// Asked lists the registers that a call of this kind for this client must be clear of, in the order they are asked.
func Asked(k dialer.Kind, c dialer.ClientID) []dialer.RegisterID {
	ids := []dialer.RegisterID{dialer.Own}
	if c != "" {
		ids = append(ids, dialer.RegisterOf(c))
	}
	if national := NationalOf(k); national != "" {
		ids = append(ids, national)
	}
	return ids
}

// NationalOf is the national register that bars this kind of call; "" where none does. Who reserved may have left
// voluntary organisations out (mfl. § 13 a).
func NationalOf(k dialer.Kind) dialer.RegisterID {
	switch k {
	case dialer.Sales:
		return dialer.National
	case dialer.Fundraising:
		return dialer.NationalVoluntary
	}
	return ""
}

// AnswerOf picks a register's answer; none is Unknown, and of two the one against the call holds.
func AnswerOf(id dialer.RegisterID, answers []dialer.RegisterAnswer) dialer.RegisterAnswer {
	found := dialer.RegisterAnswer{RegisterVersion: dialer.RegisterVersion{Register: id}}
	known := false
	for _, a := range answers {
		if a.Register == id && (!known || a.Answer != dialer.Clear) {
			found, known = a, true
		}
	}
	return found
}

// SourceOf gives the lead's source; false when the campaign has none of that name.
func SourceOf(c dialer.Campaign, l dialer.Lead) (dialer.Source, bool) {
	for _, s := range c.Sources {
		if s.Name == l.Source && s.Name != "" {
			return s, true
		}
	}
	return dialer.Source{}, false
}
