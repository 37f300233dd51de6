package webhook

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sale"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// The groups of events that the configuration names.
const (
	Sales        = "sales"
	Outcomes     = "outcomes"
	Reservations = "reservations"
)

// Kinds are the facts of each group.
func Kinds(groups []string) (all []dialer.FactKind) {
	of := map[string][]dialer.FactKind{
		Sales: {
			dialer.FactSold, dialer.FactSalePassed, dialer.FactOfferSent, dialer.FactSaleAccepted,
			dialer.FactSaleReleased, dialer.FactSaleVoid,
		},
		Outcomes:     {dialer.FactDisposed, dialer.FactCallBack, dialer.FactReturnedWord},
		Reservations: {dialer.FactReserved},
	}
	for _, g := range groups {
		all = append(all, of[g]...)
	}
	return all
}

// payload is the body of an event. It has no name, and the number only where the configuration asks for it.
type payload struct {
	ID       string    `json:"id"` // the same at every try
	Type     string    `json:"type"`
	At       time.Time `json:"timestamp"`
	Attempt  int64     `json:"attempt,omitzero"`
	Ref      string    `json:"ref,omitzero"` // the client's own, of the row that was rung
	Campaign string    `json:"campaign,omitzero"`
	Client   string    `json:"client,omitzero"`
	Agent    string    `json:"agent,omitzero"`
	Number   string    `json:"number,omitzero"`

	Outcome  string     `json:"outcome,omitzero"`  // of call.outcome and call.returned
	Register string     `json:"register,omitzero"` // of reservation.added
	Due      string     `json:"due,omitzero"`      // of call.call_back
	Cause    string     `json:"cause,omitzero"`    // of sale.void
	Channel  string     `json:"channel,omitzero"`  // of what was written
	Binding  bool       `json:"binding,omitzero"`  // the client may treat the sale as an order (9)
	Version  string     `json:"version,omitzero"`  // of the offer that was read aloud
	Offer    *handedOut `json:"offer,omitzero"`
}

// handedOut is the written offer, to be sent to the consumer.
type handedOut struct {
	Text string `json:"text"`
	HTML string `json:"html"`
	PDF  []byte `json:"pdf"`
}

// types are the facts as the receiver is told of them.
var types = map[dialer.FactKind]string{
	dialer.FactSold: "sale.pending", dialer.FactSalePassed: "sale.qa_passed", dialer.FactOfferSent: "sale.offer_sent",
	dialer.FactSaleAccepted: "sale.accepted_in_writing", dialer.FactSaleReleased: "sale.released",
	dialer.FactSaleVoid: "sale.void", dialer.FactDisposed: "call.outcome", dialer.FactCallBack: "call.call_back",
	dialer.FactReturnedWord: "call.returned", dialer.FactReserved: "reservation.added",
}

func (h *Hook) payload(ctx context.Context, s Settings, e sqlite.Event) (payload, error) {
	f := e.Fact
	p := payload{
		ID: e.ID, Type: types[f.Kind], At: f.At, Attempt: int64(f.Attempt), Campaign: string(f.Campaign),
		Client: string(f.Client), Agent: string(f.Agent), Version: f.Prompt.SHA256,
	}
	if s.Numbers {
		p.Number = string(f.Number)
	}
	switch f.Kind {
	case dialer.FactDisposed, dialer.FactReturnedWord:
		p.Outcome = string(f.Disposition)
	case dialer.FactReserved:
		p.Register = f.Code
	case dialer.FactCallBack:
		p.Due = f.Code
	case dialer.FactSaleVoid:
		p.Cause = f.Code
	case dialer.FactOfferSent:
		p.Channel = f.Code
	case dialer.FactSaleAccepted:
		p.Channel, p.Binding = f.Code, true
	case dialer.FactSaleReleased:
		p.Binding = true
	}
	if f.Attempt == 0 {
		return p, nil
	}
	var err error
	if p.Ref, err = h.p.Store.RefOf(ctx, f.Attempt); err != nil || !s.Offer || f.Kind != dialer.FactSalePassed {
		return p, err
	}
	w, err := h.p.Offer(ctx, f.Attempt)
	if errors.Is(err, dialer.ErrRefused) {
		return p, nil // the sale is void meanwhile, or the offer was changed: there is none to be sent
	}
	p.Offer = &handedOut{w.Text, w.HTML, w.PDF}
	return p, err
}

// word is what the receiver of an offer may answer: that it has sent it already.
type word struct {
	Sent *struct {
		Channel string    `json:"channel"` // letter, sms or email
		Ref     string    `json:"ref"`
		At      time.Time `json:"at"` // zero: now
	} `json:"sent"`
}

// heed takes a receiver's word that it has sent the offer. An answer without it says only that the event was taken.
func (h *Hook) heed(ctx context.Context, e sqlite.Event, answer []byte) error {
	var w word
	if err := json.Unmarshal(answer, &w); err != nil || w.Sent == nil {
		return nil // a receiver may answer anything
	}
	in := verb.SaleWriting{Attempt: int64(e.Fact.Attempt), Channel: w.Sent.Channel, Ref: strings.TrimSpace(w.Sent.Ref)}
	if !w.Sent.At.IsZero() {
		in.At = w.Sent.At.Format(time.RFC3339)
	}
	err := h.p.Sent(ctx, in, dialer.Self)
	var refused sale.Refused
	if errors.As(err, &refused) && refused.Reason == sale.Skipped {
		return nil // it said so at a try before
	}
	return err
}
