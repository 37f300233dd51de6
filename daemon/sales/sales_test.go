package sales_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/handout"
	"github.com/ringevett/ringevett/daemon/sale"
	"github.com/ringevett/ringevett/daemon/sales"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/offered"
)

// room is the room with one sale, of attempt 7, that agent kari made, and with all that it needs in memory. did says
// in order what it had done.
type room struct {
	*sales.Sales
	t     *testing.T
	now   time.Time
	sale  sale.Sale
	c     dialer.Campaign
	relay error // of the mail; nil: it accepts
	sent  []handout.Letter
	did   []string
}

// sold is the room after the call.
func sold(t *testing.T) *room {
	r := &room{t: t, now: checked, c: offered.Campaign(dialer.Campaign{
		ID: "c1", Kind: dialer.Sales, Language: "nb",
		Client: dialer.Client{ID: "acme", Name: "Acme AS", OrgNo: "999 999 999"},
	})}
	r.Sales = sales.New(sales.Ports{
		Store: store{r}, Now: func() time.Time { return r.now },
		CallCenter: func() string { return "Fjellvann Ringesenter AS" },
		Named:      func(_ context.Context, name, by string) (string, error) { return name, nil },
		Wake:       func() { r.did = append(r.did, "wake") },
		Mail: func(_ context.Context, l handout.Letter) error {
			r.sent, r.did = append(r.sent, l), append(r.did, "mail")
			return r.relay
		},
	})
	r.tell(
		dialer.Fact{Kind: dialer.FactBooked, Attempt: 7, Campaign: "c1", Client: "acme", At: r.now},
		dialer.Fact{Kind: dialer.FactBridged, Attempt: 7, Agent: "kari", At: r.now},
	)
	for _, i := range sale.Items() {
		r.step(sale.Tick{Item: i})
	}
	r.step(sale.Sell{})
	r.tell(dialer.Fact{Kind: dialer.FactEnded, Attempt: 7, Outcome: dialer.Answered, At: r.now})
	r.did = nil
	return r
}

func (r *room) tell(facts ...dialer.Fact) {
	for _, f := range facts {
		r.sale = r.sale.Apply(f)
	}
}

func (r *room) step(ev sale.Event) {
	r.t.Helper()
	if err := (store{r}).ChangeSale(r.t.Context(), 7, ev); err != nil {
		r.t.Fatalf("%T: %v", ev, err)
	}
}

// want holds the state, and what was done since the last time.
func (r *room) want(state sale.State, did string) {
	r.t.Helper()
	if got := strings.Join(r.did, " "); r.sale.State != state || got != did {
		r.t.Errorf("the sale is %q after %q; want %q after %q", r.sale.State, got, state, did)
	}
	r.did = nil
}

// refused holds an error against its reason.
func (r *room) refused(err error, want sale.Reason) {
	r.t.Helper()
	var got sale.Refused
	if !errors.As(err, &got) || got.Reason != want {
		r.t.Errorf("got %v, want %s", err, want)
	}
}

// store is the room's sales on a disk.
type store struct{ *room }

func (r store) Sales(context.Context, sqlite.SaleQuery) ([]sale.Sale, error) {
	return []sale.Sale{r.sale}, nil
}

func (r store) Sale(_ context.Context, id dialer.AttemptID) (sale.Sale, error) {
	if id != 7 {
		return sale.Sale{}, dialer.ErrNotFound
	}
	return r.sale, nil
}

func (r store) RefOf(context.Context, dialer.AttemptID) (string, error) { return "K-1", nil }

func (r store) ChangeSale(_ context.Context, id dialer.AttemptID, ev sale.Event) error {
	r.now = r.now.Add(time.Minute)
	facts, err := sale.Step(r.now, r.c, r.sale, ev)
	if err == nil {
		for i := range facts {
			facts[i].At = r.now
		}
		r.tell(facts...)
		r.did = append(r.did, strings.ToLower(strings.TrimPrefix(fmt.Sprintf("%T", ev), "sale.")))
	}
	return err
}

func (r store) Agents(context.Context) ([]dialer.Agent, error) {
	return []dialer.Agent{{ID: "kari", FullName: "Kari Nordmann"}, {ID: "ola", FullName: "Ola Nordmann"}}, nil
}

func (r store) Campaign(context.Context, dialer.CampaignID) (dialer.Campaign, error) { return r.c, nil }

// TestWhoSoldItDoesNotCheckIt, by the agent's name in whatever spelling, or as the same user.
func TestWhoSoldItDoesNotCheckIt(t *testing.T) {
	kari := dialer.User{ID: "kari"}
	for _, own := range []struct{ name, by string }{
		{"Kari Nordmann", "person:leder"}, {"kari  NORDMANN", "person:leder"}, {"Leder Eksempel", kari.By()},
	} {
		r := sold(t)
		_, err := r.Pass(t.Context(), 7, own.name, own.by)
		r.refused(err, sale.OwnCheck)
		r.want(sale.Pending, "")
	}
	r := sold(t)
	if got, err := r.Pass(t.Context(), 7, "Ola Nordmann", "person:ola"); err != nil || got.State != sale.Passed {
		t.Errorf("another checks it: %q, %v", got.State, err)
	}
	r.want(sale.Passed, "pass")
	if _, err := sold(t).Pass(t.Context(), 7, "ola", "person:ola"); err == nil {
		t.Error("a check without first and last name is taken")
	}
}

// TestAnOfferIsSentWhenTheRelayHasIt: not before the check, not where the relay refuses, and twice under one id.
func TestAnOfferIsSentWhenTheRelayHasIt(t *testing.T) {
	r, in := sold(t), verb.SaleMail{Attempt: 7, To: " a@example.com "}
	_, err := r.Mail(t.Context(), in, "person:ola")
	r.refused(err, sale.Withheld)
	r.want(sale.Pending, "") // nothing has left the house
	r.step(sale.Pass{By: "person:ola"})
	r.relay = errors.New("451 try again")
	if _, err := r.Mail(t.Context(), in, "person:ola"); !errors.Is(err, r.relay) {
		t.Errorf("got %v, want the relay's own words", err)
	}
	r.want(sale.Passed, "pass mail")
	r.relay = nil
	if _, err := r.Mail(t.Context(), in, "person:ola"); err != nil {
		t.Fatal(err)
	}
	r.want(sale.Sent, "mail send")
	if _, err := r.Mail(t.Context(), in, "person:ola"); !errors.Is(err, dialer.ErrRefused) {
		t.Errorf("sent already: got %v", err)
	}
	r.want(sale.Sent, "") // nothing has left the house again
	first, again := r.sent[0], r.sent[1]
	if again.To != "a@example.com" || again.ID != first.ID || len(again.PDF) == 0 ||
		!strings.Contains(again.Text, "Fjellvann Ringesenter AS") {
		t.Errorf("got the letters %q and %q to %q, with %d bytes of PDF:\n%s", first.ID, again.ID, again.To,
			len(again.PDF), again.Text)
	}
}

// TestWrongInformationWakesTheInquiries: somebody owes the consumer a correction, so the reason must be said.
func TestWrongInformationWakesTheInquiries(t *testing.T) {
	r := sold(t)
	var bad dialer.Invalid
	if _, err := r.Misinformed(t.Context(), 7, " ", "person:ola"); !errors.As(err, &bad) || bad.Field != "why" {
		t.Errorf("without a reason: %v", err)
	}
	r.want(sale.Pending, "")
	if _, err := r.Misinformed(t.Context(), 7, "the price was of last year", "person:ola"); err != nil {
		t.Fatal(err)
	}
	r.want(sale.Void, "annul wake")
}

// TestOnlyNamedCausesEndASale: wrong information has a verb of its own, as it leaves a duty.
func TestOnlyNamedCausesEndASale(t *testing.T) {
	for _, cause := range []sale.Cause{sale.Declined, sale.Minor} {
		r := sold(t)
		if got, err := r.End(t.Context(), 7, string(cause), "said so", "person:ola"); err != nil || got.Cause != cause {
			t.Errorf("%s: got %q, %v", cause, got.Cause, err)
		}
	}
	for _, cause := range []string{string(sale.Misinformed), "", "regret"} {
		r := sold(t)
		var bad dialer.Invalid
		if _, err := r.End(t.Context(), 7, cause, "", "person:ola"); !errors.As(err, &bad) || bad.Value != cause {
			t.Errorf("%q: got %v", cause, err)
		}
		r.want(sale.Pending, "")
	}
}

// TestTheClientIsToldOfWhatWasChecked, and as of an order only of what binds.
func TestTheClientIsToldOfWhatWasChecked(t *testing.T) {
	r := sold(t)
	told := func(binding bool) int {
		t.Helper()
		all, err := r.Told(t.Context(), verb.SalesOut{Campaign: "c1", Binding: binding})
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range all {
			if one.Ref != "K-1" {
				t.Errorf("the client's reference is %q", one.Ref)
			}
		}
		return len(all)
	}
	for _, tt := range []struct {
		after        sale.Event
		any, binding int
	}{
		{nil, 0, 0},
		{sale.Pass{By: "person:ola"}, 1, 0},
		{sale.Send{Writing: sale.Writing{Channel: sale.Email, Ref: "message 1"}}, 1, 0},
		{sale.Accept{Writing: sale.Writing{Channel: sale.SMS, Ref: "message 2"}}, 1, 1},
	} {
		if tt.after != nil {
			r.step(tt.after)
		}
		if a, b := told(false), told(true); a != tt.any || b != tt.binding {
			t.Errorf("after %T the client is told of %d sales, and of %d orders; want %d and %d", tt.after, a, b, tt.any,
				tt.binding)
		}
	}
}

// TestAnotherSystemsWord: that it sent the offer counts with its own time, and a time that is none is named.
func TestAnotherSystemsWord(t *testing.T) {
	r := sold(t)
	r.step(sale.Pass{By: "person:ola"})
	in := verb.SaleWriting{Attempt: 7, Channel: sale.Email, Ref: "id 12", At: "tomorrow"}
	var bad dialer.Invalid
	if err := r.SentElsewhere(t.Context(), in, "service:crm"); !errors.As(err, &bad) || bad.Field != "at" {
		t.Errorf("got %v", err)
	}
	r.want(sale.Passed, "pass")
	in.At = ""
	if err := r.SentElsewhere(t.Context(), in, "service:crm"); err != nil {
		t.Fatal(err)
	}
	r.want(sale.Sent, "send")
}
