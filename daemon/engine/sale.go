package engine

import (
	"errors"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
	"github.com/ringevett/ringevett/daemon/sale"
)

// tick takes the agent's word that an item of the verification script was said and confirmed (6 a). Package sale
// decides whether that may be now.
func (e *Engine) tick(now time.Time, s *roster.Seat, p roster.Pressed) {
	a := e.talked[s.Session]
	item, known := sale.ItemByDigit(p.Digits[0])
	if a == nil || !known {
		e.refuseKey(s)
		return
	}
	facts, err := sale.Step(now, a.campaign.Campaign, a.sale, sale.Tick{Item: item})
	if err != nil {
		e.refuseSale(now, s, a, err)
		return
	}
	a.sale = a.sale.Apply(facts...)
	e.put(dialer.Batch{Facts: facts}, nil)
	e.seatDo(s, SeatWordTaken)
}

// sold gives the facts of a sale besides the agent's word, where the word is one, or why the call is no sale. by typed
// it; "" is the agent, by key.
func (a *attempt) sold(now time.Time, d dialer.Disposition, by string) ([]dialer.Fact, error) {
	if d != dialer.Sold {
		return nil, nil
	}
	return sale.Step(now, a.campaign.Campaign, a.sale, sale.Sell{By: by})
}

// refuseSale lets the agent hear why a key about a sale did nothing, and writes it: who checks sales must see what was
// tried.
func (e *Engine) refuseSale(now time.Time, s *roster.Seat, a *attempt, why error) {
	cue := SeatNoSale
	var r sale.Refused
	if errors.As(why, &r) {
		switch r.Reason {
		case sale.Unticked, sale.NoAge:
			cue = SeatItemsMissing
		case sale.Changed:
			cue = SeatOfferChanged
		}
		e.tell(dialer.Fact{
			At: now, Kind: dialer.FactSaleRefused, Campaign: a.Campaign, Client: a.client, Attempt: a.ID,
			Agent: s.Agent.ID, Code: string(r.Reason), Detail: r.Why,
		})
	}
	e.seatDo(s, cue)
}
