package sales

import (
	"context"

	"github.com/ringevett/ringevett/daemon/sale"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Pass is the work of verb.PassSale.
func (s *Sales) Pass(ctx context.Context, attempt int64, name, by string) (sale.Sale, error) {
	return s.pass(ctx, attempt, name, by)
}

// Mail is the work of verb.MailOffer.
func (s *Sales) Mail(ctx context.Context, in verb.SaleMail, by string) (verb.Sale, error) {
	return s.mail(ctx, in, by)
}

// Misinformed is the work of verb.MisinformedSale.
func (s *Sales) Misinformed(ctx context.Context, attempt int64, why, by string) (sale.Sale, error) {
	return s.misinformed(ctx, attempt, why, by)
}

// End is the work of verb.VoidSale.
func (s *Sales) End(ctx context.Context, attempt int64, because, why, by string) (sale.Sale, error) {
	return s.end(ctx, attempt, because, why, by)
}

// Told is the work of verb.ExportSales.
func (s *Sales) Told(ctx context.Context, in verb.SalesOut) ([]verb.Sale, error) {
	return s.told(ctx, in)
}
