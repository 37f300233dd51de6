package sales

import (
	"context"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/sale"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Verbs are what people ask of it.
func (s *Sales) Verbs() []rest.Binding {
	type work = func(context.Context, verb.SaleWriting, string) (verb.Sale, error)
	written := func(event func(sale.Writing) sale.Event) work {
		return func(ctx context.Context, in verb.SaleWriting, by string) (verb.Sale, error) {
			w, err := writing(in.Channel, in.Ref, in.At, by)
			if err != nil {
				return verb.Sale{}, err
			}
			return shown(s.change(ctx, in.Attempt, event(w)))
		}
	}
	return []rest.Binding{
		rest.Bind(verb.ListSales, rest.Querying(s.list)),
		rest.Bind(verb.ShowSale, rest.Querying(s.Whole)),
		rest.Bind(verb.WrittenSale, rest.Querying(s.Written)),
		rest.Bind(verb.PassSale, func(ctx context.Context, in verb.SaleCheck, by string) (verb.Sale, error) {
			return shown(s.pass(ctx, in.Attempt, in.By, by))
		}),
		rest.Bind(verb.SendOffer, written(func(w sale.Writing) sale.Event { return sale.Send{Writing: w} })),
		rest.Bind(verb.MailOffer, s.mail),
		rest.Bind(verb.AcceptOffer, written(func(w sale.Writing) sale.Event { return sale.Accept{Writing: w} })),
		rest.Bind(verb.ReleaseSale, func(ctx context.Context, in verb.SaleID, by string) (verb.Sale, error) {
			return shown(s.change(ctx, in.Attempt, sale.Release{By: by}))
		}),
		rest.Bind(verb.MisinformedSale, func(ctx context.Context, in verb.SaleReason, by string) (verb.Sale, error) {
			return shown(s.misinformed(ctx, in.Attempt, in.Why, by))
		}),
		rest.Bind(verb.VoidSale, func(ctx context.Context, in verb.SaleEnd, by string) (verb.Sale, error) {
			return shown(s.end(ctx, in.Attempt, in.Because, in.Why, by))
		}),
		rest.Bind(verb.ExportSales, rest.Querying(s.told)),
	}
}

// Written is the offer of a sale as the consumer gets it.
func (s *Sales) Written(ctx context.Context, in verb.SaleID) (verb.WrittenOffer, error) {
	is, w, err := s.write(ctx, in.Attempt)
	if err != nil {
		return verb.WrittenOffer{}, err
	}
	out := verb.WrittenOffer{Attempt: in.Attempt, Offer: is.Offer, Text: w.Text(), HTML: w.HTML()}
	if out.PDF, err = PDF(w, is.PassedAt.At); err != nil {
		out.NoPDF = err.Error()
	}
	out.Ref, err = s.p.Store.RefOf(ctx, is.Attempt)
	return out, err
}

// write makes the written offer of a sale.
func (s *Sales) write(ctx context.Context, attempt int64) (sale.Sale, sale.Written, error) {
	is, err := s.p.Store.Sale(ctx, dialer.AttemptID(attempt))
	if err != nil {
		return is, sale.Written{}, err
	}
	c, err := s.p.Store.Campaign(ctx, is.Campaign)
	if err != nil {
		return is, sale.Written{}, err
	}
	w, err := sale.Write(c, is, s.p.CallCenter())
	return is, w, err
}

// SentElsewhere takes the word of another system that it sent the offer in writing.
func (s *Sales) SentElsewhere(ctx context.Context, in verb.SaleWriting, by string) error {
	w, err := writing(in.Channel, in.Ref, in.At, by)
	if err == nil {
		_, err = s.change(ctx, in.Attempt, sale.Send{Writing: w})
	}
	return err
}

func shown(s sale.Sale, err error) (verb.Sale, error) { return saleOf(s), err }

func saleOf(s sale.Sale) verb.Sale {
	return verb.Sale{
		Attempt: int64(s.Attempt), Campaign: string(s.Campaign), Client: string(s.Client), Agent: string(s.Agent),
		State: string(s.State), Cause: string(s.Cause), Binding: s.State.Binding(), Offer: s.Offer,
		Sold: s.SoldAt.At, Passed: s.PassedAt.At, Sent: s.SentAt.At, Accepted: s.AcceptedAt.At,
		Released: s.ReleasedAt.At, Void: s.VoidAt.At,
	}
}

func (s *Sales) list(ctx context.Context, q verb.SaleQuery) ([]verb.Sale, error) {
	all, err := s.p.Store.Sales(ctx, sqlite.SaleQuery{
		Campaign: dialer.CampaignID(q.Campaign), State: sale.State(q.State),
	})
	return verb.Each(all, saleOf), err
}

// told is what the client is told of its sales, each with the client's own reference.
func (s *Sales) told(ctx context.Context, in verb.SalesOut) ([]verb.Sale, error) {
	all, err := s.export(ctx, dialer.CampaignID(in.Campaign), dialer.AttemptID(in.Attempt), in.Binding)
	if err != nil {
		return nil, err
	}
	out := verb.Each(all, saleOf)
	for i := range out {
		if out[i].Ref, err = s.p.Store.RefOf(ctx, all[i].Attempt); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Whole is a call with its script, also one that is no sale yet.
func (s *Sales) Whole(ctx context.Context, in verb.SaleID) (verb.SaleWhole, error) {
	is, err := s.p.Store.Sale(ctx, dialer.AttemptID(in.Attempt))
	if err != nil {
		return verb.SaleWhole{}, err
	}
	out := verb.SaleWhole{Sale: saleOf(is), Steps: []verb.SaleStep{}}
	for _, i := range sale.Items() {
		out.Items = append(out.Items, verb.SaleItem{Item: i.String(), Clause: i.Clause(), Ticked: is.Ticked(i)})
	}
	for i, m := range []sale.Mark{is.SoldAt, is.PassedAt, is.SentAt, is.AcceptedAt, is.ReleasedAt, is.VoidAt} {
		if !m.At.IsZero() {
			out.Steps = append(out.Steps, verb.SaleStep{
				State: string(sale.States()[i]), At: m.At, By: m.By, How: m.How, Ref: m.Ref,
			})
		}
	}
	return out, nil
}
