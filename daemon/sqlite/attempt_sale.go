package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sale"
)

// SaleQuery selects sales. A zero field selects all.
type SaleQuery struct {
	Attempt  dialer.AttemptID
	Campaign dialer.CampaignID
	State    sale.State
}

const saleColumns = `attempt, campaign, client, agent, offer, state, cause, ` +
	`sold, passed, sent, accepted, released, void`

// Sales lists sales by attempt, without the ticks, and without who did what: Sale has those.
func (s *Store) Sales(ctx context.Context, q SaleQuery) ([]sale.Sale, error) {
	all, err := collect(ctx, s.read, scanSale, `SELECT `+saleColumns+` FROM sale
		WHERE (?1 = 0 OR attempt = ?1) AND (?2 = '' OR campaign = ?2) AND (?3 = '' OR state = ?3) ORDER BY attempt`,
		int64(q.Attempt), string(q.Campaign), string(q.State))
	if err != nil {
		return nil, fmt.Errorf("sales: %w", err)
	}
	return all, nil
}

func scanSale(r *sql.Rows) (s sale.Sale, err error) {
	var sold, passed, sent, accepted, released, void int64
	err = r.Scan(&s.Attempt, &s.Campaign, &s.Client, &s.Agent, &s.Offer, &s.State, &s.Cause, &sold, &passed, &sent,
		&accepted, &released, &void)
	s.SoldAt.At, s.PassedAt.At, s.SentAt.At = timeOf(sold), timeOf(passed), timeOf(sent)
	s.AcceptedAt.At, s.ReleasedAt.At, s.VoidAt.At = timeOf(accepted), timeOf(released), timeOf(void)
	return s, err
}

// Sale is a call as far as a sale is concerned, read from the journal: who did what, and the references as long as the
// number's key lives. dialer.ErrNotFound: there is no such attempt.
func (s *Store) Sale(ctx context.Context, id dialer.AttemptID) (sale.Sale, error) {
	var out sale.Sale
	for f, err := range s.Facts(ctx, Query{Attempt: id}) {
		if err != nil {
			return sale.Sale{}, err
		}
		out = out.Apply(f)
	}
	if out.Attempt == 0 {
		return sale.Sale{}, fmt.Errorf("attempt %d: %w", id, dialer.ErrNotFound)
	}
	return out, nil
}

// RefOf is the client's own reference of the row that an attempt rang; "" where the list had none, or it is gone.
func (s *Store) RefOf(ctx context.Context, id dialer.AttemptID) (string, error) {
	rung, err := s.leads(ctx, `l.id = (SELECT lead FROM attempt WHERE id = ?)`, int64(id))
	if err != nil || len(rung) == 0 {
		return "", err
	}
	return rung[0].Ref, nil
}

// ChangeSale has the rule decide on what a person does about a sale, against the journal and the campaign as they are
// in this transaction, and writes what it allows. A sale that is void because the consumer was misinformed leaves an
// inquiry: the person is rung back or written to (6.1).
func (s *Store) ChangeSale(ctx context.Context, id dialer.AttemptID, ev sale.Event) error {
	err := s.writer.submit(ctx, func(t *tx) error { return t.changeSale(id, ev) })
	if err != nil {
		return fmt.Errorf("sale of %s: %w", id, err)
	}
	return nil
}

func (t *tx) changeSale(id dialer.AttemptID, ev sale.Event) error {
	told, err := t.factsOf(id)
	if err != nil {
		return err
	}
	now := sale.Of(told)
	if now.Attempt == 0 {
		return dialer.ErrNotFound
	}
	all, err := collect(context.Background(), t.conn, scanCampaign, campaignsWhere(`WHERE c.id = ?`), string(now.Campaign))
	if err != nil || len(all) == 0 {
		return errors.Join(err, fmt.Errorf("campaign %s: %w", now.Campaign, dialer.ErrNotFound))
	}
	facts, err := sale.Step(t.now, all[0], now, ev)
	if err != nil {
		return err
	}
	for _, f := range facts {
		if err := t.append(f); err != nil {
			return err
		}
	}
	if wrong, is := ev.(sale.Annul); is && wrong.Cause == sale.Misinformed {
		return t.putRight(now, wrong)
	}
	return nil
}

// putRight makes an inquiry of a person who was given wrong information. Whether that person may be rung now, or must
// be written to, is found when the inquiry is shown: by the hours, and by the client's and our own register (6.1).
func (t *tx) putRight(s sale.Sale, wrong sale.Annul) error {
	n, err := t.rungNumber(s.Attempt)
	if err != nil {
		return err
	}
	_, err = t.addInquiry(dialer.Inquiry{
		Channel: dialer.InquiryCorrection, Number: n, Client: s.Client, Campaign: s.Campaign,
		Text: fmt.Sprintf("The sale of %s by %s is void: wrong information was given (%s). Give the right information "+
			"on the offer; the order must be confirmed again (6.1).", s.Attempt, s.Agent, wrong.Why),
	}, dialer.Fact{At: t.now, By: wrong.By, Attempt: s.Attempt})
	return err
}

// rungNumber is the number that an attempt rang; "" where its key is destroyed.
func (t *tx) rungNumber(id dialer.AttemptID) (dialer.Number, error) {
	k, err := t.keyOfAttempt(id)
	if err != nil || k.id == 0 {
		return "", err
	}
	return t.numberUnder(k)
}

// projectSale keeps the table of sales in step with the journal: a row is the sale as the rule has it.
func (t *tx) projectSale(f dialer.Fact) error {
	switch f.Kind {
	case dialer.FactDisposed, dialer.FactSold, dialer.FactSalePassed, dialer.FactOfferSent, dialer.FactSaleAccepted,
		dialer.FactSaleReleased, dialer.FactSaleVoid:
	default:
		return nil
	}
	rows, err := collect(context.Background(), t.conn, scanSale,
		`SELECT `+saleColumns+` FROM sale WHERE attempt = ?`, int64(f.Attempt))
	if err != nil || len(rows) == 0 && f.Kind != dialer.FactSold {
		return err
	}
	var s sale.Sale
	if len(rows) > 0 {
		s = rows[0]
	}
	if f.Kind == dialer.FactSold {
		s = sale.Sale{Attempt: f.Attempt, Campaign: f.Campaign, Client: f.Client}
	}
	s = s.Apply(f)
	return t.exec(`INSERT INTO sale (`+saleColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (attempt) DO UPDATE SET agent = excluded.agent, offer = excluded.offer, state = excluded.state,
			cause = excluded.cause, sold = excluded.sold, passed = excluded.passed, sent = excluded.sent,
			accepted = excluded.accepted, released = excluded.released, void = excluded.void`,
		int64(s.Attempt), string(s.Campaign), string(s.Client), string(s.Agent), s.Offer, string(s.State),
		string(s.Cause), unixNano(s.SoldAt.At), unixNano(s.PassedAt.At), unixNano(s.SentAt.At), unixNano(s.AcceptedAt.At),
		unixNano(s.ReleasedAt.At), unixNano(s.VoidAt.At))
}
