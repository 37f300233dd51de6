package sales

import (
	"context"
	"fmt"
	"strings"

	"github.com/ringevett/ringevett/daemon/handout"
	"github.com/ringevett/ringevett/daemon/sale"
	"github.com/ringevett/ringevett/daemon/verb"
)

// mail sends the written offer to the consumer. The sale is "offer sent" only when the relay has accepted the letter.
// The address is kept nowhere. The same offer has the same message id, so that a letter sent twice can be told.
func (s *Sales) mail(ctx context.Context, in verb.SaleMail, by string) (verb.Sale, error) {
	is, w, err := s.write(ctx, in.Attempt)
	if err != nil {
		return verb.Sale{}, err
	}
	pdf, err := PDF(w, is.PassedAt.At)
	if err != nil {
		return verb.Sale{}, err
	}
	local := fmt.Sprintf("sale-%d-%.12s", is.Attempt, is.Offer)
	ev := sale.Send{Writing: sale.Writing{Channel: sale.Email, Ref: "message " + local, By: by}}
	if err := s.may(ctx, is, ev); err != nil {
		return verb.Sale{}, err
	}
	err = s.p.Mail(ctx, handout.Letter{
		ID: local, To: strings.TrimSpace(in.To), Subject: w.Paragraphs[0], Text: w.Text(), HTML: w.HTML(), PDF: pdf,
		Name: "offer.pdf",
	})
	if err != nil {
		return verb.Sale{}, err
	}
	return shown(s.change(ctx, in.Attempt, ev))
}

// may refuses a step that could not be kept, before anything leaves the house.
func (s *Sales) may(ctx context.Context, is sale.Sale, ev sale.Event) error {
	c, err := s.p.Store.Campaign(ctx, is.Campaign)
	if err != nil {
		return err
	}
	_, err = sale.Step(s.p.Now(), c, is, ev)
	return err
}
