package gate

import (
	"fmt"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/reservation"
)

// ownRegister has no exemption, for any kind of campaign (4.4.4).
func ownRegister(q *inquiry) finding {
	return register(q, dialer.Own, BlockOwn, "the call centre's own register")
}

// clientRegister is kept for every kind, surveys too (norm 2.7).
func clientRegister(q *inquiry) finding {
	return register(q, dialer.RegisterOf(q.Campaign.Client.ID), BlockClient, "the client's register")
}

// nationalRegister bars marketing only (mfl. § 12). One that is not of this month has no word on who is free (mfl. §
// 13 a).
func nationalRegister(q *inquiry) finding {
	id := reservation.NationalOf(q.Campaign.Kind)
	if id == "" {
		return yes("not asked for " + string(q.Campaign.Kind))
	}
	found := register(q, id, BlockNational, "the national register")
	if found.code != "" {
		return found
	}
	delivered := reservation.Delivered(q.now, q.Campaign, reservation.AnswerOf(id, q.Registers).RegisterVersion)
	if !delivered.Fresh {
		return q.unknown("the national register is too old: " + delivered.Why)
	}
	if q.exempt == "" {
		if found = q.matchable(found); found.code != "" {
			return found
		}
	}
	return until(found.why, sooner(found.next, delivered.Until))
}

// matchable keeps a register's silence from being taken for a word: most who reserved gave it a name and no number.
// Of a lead without birth date and without an address with its postcode only the number can be looked up, so its row
// must have been washed by person (10).
func (q *inquiry) matchable(clear finding) finding {
	l := q.Lead
	in := reservation.AnswerOf(reservation.NationalOf(q.Campaign.Kind), q.Registers)
	in.Answer, in.By = dialer.Reserved, "person" // the worst that it could say
	if reservation.Matchable(l.Name, l.Birth, l.Address) || reservation.Lifts(q.now, q.Campaign, l, in).Code != "" {
		return clear
	}
	const why = "not matchable: the row has a name with neither birth date nor address and postcode, or no name, so " +
		"only the number was looked up"
	if q.Campaign.Unmatched == dialer.UnmatchedBlock {
		return no(BlockNational, why+"; the campaign blocks such rows")
	}
	own := reservation.WashedRow(q.now, q.Campaign, l)
	if !own.Fresh {
		return finding{BlockWash, why + "; a wash of this row itself is needed: " + own.Why, tomorrow(q.now)}
	}
	return until("not matchable; the row itself was "+own.Why, own.Until)
}

// register asks one register, and where the person is in it, whether something lifts that.
func register(q *inquiry, id dialer.RegisterID, code, name string) finding {
	a := reservation.AnswerOf(id, q.Registers)
	q.asked = append(q.asked, a.RegisterVersion)
	switch a.Answer {
	case dialer.Clear:
		return yes("not in it")
	case dialer.Reserved:
		g := reservation.Lifts(q.now, q.Campaign, q.Lead, a)
		if g.Code == "" {
			return no(code, "in "+name+byWhat(a)+"; "+g.Why)
		}
		q.exempt = g.Code
		return until("in it"+byWhat(a)+", "+g.Code+": "+g.Why, g.Until)
	}
	return q.unknown(name + " gave no answer")
}

func byWhat(a dialer.RegisterAnswer) string {
	if a.By == "" {
		return ""
	}
	return " by " + a.By
}

// wash asks every marketing lead for the record, exempt or not: a list that was never looked up is not called (10 third
// paragraph).
func wash(q *inquiry) finding {
	if !q.Campaign.Kind.Marketing() {
		return yes("not asked for " + string(q.Campaign.Kind))
	}
	w := reservation.Washed(q.now, q.Campaign, q.Lead)
	if !w.Fresh {
		return finding{BlockWash, w.Why, tomorrow(q.now)} // a new one may come any day
	}
	return until(w.Why, w.Until)
}

// source asks for the whole reference, not only a name (4.2 a). Who waits for an answer to an inquiry gave the number
// for it: the call by hand that answers needs no list, where it does not sell.
func source(q *inquiry) finding {
	if q.Path == PathByHand && q.Lead.Source == "" && q.AwaitsAnswer && !q.Campaign.Kind.Marketing() {
		return yes("the person's own inquiry (4.4.3)")
	}
	s, known := reservation.SourceOf(q.Campaign, q.Lead)
	switch {
	case !known:
		return no(BlockSource, "no source of the campaign is named (4.2 a)")
	case !slices.Contains(dialer.SourceKinds(), s.Kind):
		return no(BlockSource, fmt.Sprintf("source %s: %q is no lawful kind (4.2 a)", s.Name, s.Kind))
	case s.ObtainedAt.IsZero():
		return no(BlockSource, fmt.Sprintf("source %s: when it was obtained is missing (4.2 a)", s.Name))
	case s.Basis == "":
		return no(BlockSource, fmt.Sprintf("source %s: the basis is missing (4.2 a)", s.Name))
	case s.Kind == dialer.ExplicitRequest:
		return request(q, s)
	}
	return yes(s.Name + ", " + string(s.Kind))
}

// request: a number that is here because its owner asked for the call is here for as long as that holds (4.2 b).
func request(q *inquiry, s dialer.Source) finding {
	g := reservation.Requested(q.now, q.Campaign, q.Lead)
	if g.Code == "" {
		return no(BlockSource, "source "+s.Name+": "+g.Why)
	}
	return until(s.Name+", "+g.Why, g.Until)
}

// sooner is the earlier of two ends; the zero time is no end.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// Reserved asks the registers alone, for a number that rings already. It gives the code of the one that bars the
// call; "" where none does, or where a register gives no answer: the call was allowed when it was dialed.
func Reserved(now time.Time, f Facts) (code string) {
	q := &inquiry{Facts: f, now: now}
	for _, ask := range []func(*inquiry) finding{ownRegister, clientRegister, nationalRegister} {
		if code = ask(q).code; code != "" && code != BlockUnknown {
			return code
		}
	}
	return ""
}
