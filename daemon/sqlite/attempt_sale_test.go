package sqlite_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sale"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/test/offered"
)

// sold writes a call of the campaign wool, with every item ticked, that ends as a sale.
func sold(t *testing.T, s *sqlite.Store, id dialer.AttemptID, n dialer.Number) {
	t.Helper()
	must(t, s.PutCampaign(t.Context(), offered.Campaign(wool), "test"))
	talk := fact(id, 6, dialer.FactBridged)
	talk.Agent = "anna"
	facts := []dialer.Fact{booked(id, n), fact(id, 5, dialer.FactAnswered), talk}
	heard := sale.Heard(offered.Offer())
	for i, item := range sale.Items() {
		tick := fact(id, 7+i, dialer.FactTicked)
		tick.Code, tick.Prompt, tick.Agent = item.String(), heard, "anna"
		facts = append(facts, tick)
	}
	word, pending, end := fact(id, 20, dialer.FactDisposed), fact(id, 20, dialer.FactSold), ended(id, dialer.Answered)
	word.Disposition, pending.Prompt, pending.Agent = dialer.Sold, heard, "anna"
	end.At, end.Party = monday.Add(21*time.Second), dialer.ByAgent
	write(t, s, append(facts, word, pending, end)...)
}

// wayOfASale is what people do until a sale is released.
func wayOfASale() []sale.Event {
	return []sale.Event{
		sale.Pass{By: "person:ola"},
		sale.Send{Writing: sale.Writing{Channel: sale.Email, Ref: "message 12", By: "person:ola"}},
		sale.Accept{Writing: sale.Writing{Channel: sale.SMS, Ref: "message 13", By: "person:ola"}},
		sale.Release{By: "person:ola"},
	}
}

// TestASaleGoesItsWay: each state is in the table and in the journal, and a state that is skipped is in neither.
func TestASaleGoesItsWay(t *testing.T) {
	s, clock := openAt(t, t.TempDir(), monday)
	book(t, s)
	sold(t, s, 1, number(1))
	clock.at = monday.Add(time.Hour)
	var skipped sale.Refused
	if err := s.ChangeSale(t.Context(), 1, wayOfASale()[3]); !errors.As(err, &skipped) || skipped.Reason != sale.Skipped {
		t.Errorf("released at once: %v", err)
	}
	for i, ev := range wayOfASale() {
		clock.at = clock.at.Add(time.Hour)
		must(t, s.ChangeSale(t.Context(), 1, ev))
		row, err := s.Sales(t.Context(), sqlite.SaleQuery{State: sale.States()[i+1]})
		if err != nil || len(row) != 1 {
			t.Fatalf("%T: got %+v, %v", ev, row, err)
		}
		whole, err := s.Sale(t.Context(), 1)
		must(t, err)
		ignore := cmp.Options{
			cmpopts.IgnoreFields(sale.Sale{}, "Ticks", "Ended"), cmpopts.IgnoreFields(sale.Mark{}, "By", "How", "Ref"),
		}
		if diff := cmp.Diff(whole, row[0], ignore); diff != "" {
			t.Errorf("%T: the table is not what the journal has (-journal +table):\n%s", ev, diff)
		}
	}
	verify(t, s)
	must(t, s.Rebuild(t.Context()))
	verify(t, s)
	got, err := s.Sale(t.Context(), 1)
	if err != nil || got.AcceptedAt.Ref != "message 13" || got.PassedAt.By != "person:ola" {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := s.Sale(t.Context(), 99); !errors.Is(err, dialer.ErrNotFound) {
		t.Errorf("an attempt that is none: %v", err)
	}
}

// TestAMisinformedSaleOwesTheRightInformation: it is void, and an open inquiry has the number to ring.
func TestAMisinformedSaleOwesTheRightInformation(t *testing.T) {
	s, clock := openAt(t, t.TempDir(), monday)
	book(t, s)
	sold(t, s, 1, number(1))
	clock.at = monday.Add(time.Hour)
	must(t, s.ChangeSale(t.Context(), 1, sale.Annul{Cause: sale.Misinformed, Why: "another price", By: "person:ola"}))
	open, err := s.Inquiries(t.Context(), sqlite.InquiryQuery{Open: true})
	if err != nil || len(open) != 1 || open[0].Number != number(1) || open[0].Channel != dialer.InquiryCorrection ||
		!open[0].Due.Equal(clock.at.Add(24*time.Hour)) {
		t.Errorf("got %+v, %v", open, err)
	}
	if err := s.ChangeSale(t.Context(), 1, wayOfASale()[0]); err == nil {
		t.Error("a void sale was passed")
	}
	verify(t, s)
}

// TestAnErasureTakesTheReferencesOfASale: the states stay without a number, what was written goes with its key.
func TestAnErasureTakesTheReferencesOfASale(t *testing.T) {
	s, clock := openAt(t, t.TempDir(), monday)
	book(t, s)
	sold(t, s, 1, number(1))
	for _, ev := range wayOfASale() {
		clock.at = clock.at.Add(time.Hour)
		must(t, s.ChangeSale(t.Context(), 1, ev))
	}
	_, err := s.Forget(t.Context(), number(1), "asked", "test")
	must(t, err)
	got, err := s.Sale(t.Context(), 1)
	if err != nil || got.State != sale.Released || got.AcceptedAt.Ref != "" || got.SentAt.Ref != "" {
		t.Errorf("got %+v, %v", got, err)
	}
	verify(t, s)
}

// TestSalesAreForgottenAfterAYear: the row goes after twelve months and not before, and Verify knows why.
func TestSalesAreForgottenAfterAYear(t *testing.T) {
	s, clock := openAt(t, t.TempDir(), monday)
	book(t, s)
	sold(t, s, 1, number(1))
	for _, kept := range []struct {
		after time.Time
		want  int
	}{{monday.AddDate(0, 12, 0), 1}, {monday.AddDate(0, 12, 3), 0}} {
		clock.at = kept.after
		_, err := s.PurgeFlags(context.Background(), clock.at)
		must(t, err)
		if rows, err := s.Sales(t.Context(), sqlite.SaleQuery{}); err != nil || len(rows) != kept.want {
			t.Errorf("%v: got %d rows, %v; want %d", kept.after, len(rows), err, kept.want)
		}
		verify(t, s)
	}
}

// TestASaleHasTheClientsReference, as long as the row is there.
func TestASaleHasTheClientsReference(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s)
	addLeads(t, s, dialer.Lead{Number: number(1), Name: "Ola Eksempel", Ref: "case 17", Source: "customers"})
	rung := booked(1, number(1))
	rung.Lead = due(t, s, monday, 1)[0].ID
	write(t, s, rung, ended(1, dialer.Busy))
	if got, err := s.RefOf(t.Context(), 1); err != nil || got != "case 17" {
		t.Errorf("got %q, %v", got, err)
	}
	_, err := s.Forget(t.Context(), number(1), "asked", "test")
	must(t, err)
	if got, err := s.RefOf(t.Context(), 1); err != nil || got != "" {
		t.Errorf("after the erasure: got %q, %v", got, err)
	}
}
