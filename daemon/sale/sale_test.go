package sale_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sale"
	"github.com/ringevett/ringevett/test/offered"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func minute(n int) time.Time { return noon.Add(time.Duration(n) * time.Minute) }

// book is one call, with its campaign as it is now. Each act is a minute after the one before.
type book struct {
	t     *testing.T
	c     dialer.Campaign
	s     sale.Sale
	now   time.Time
	facts []dialer.Fact
}

// called is a call in which kari talks with a consumer.
func called(t *testing.T) *book {
	b := &book{t: t, c: offered.Campaign(dialer.Campaign{ID: "c1", Kind: dialer.Sales}), now: noon}
	b.tell(
		dialer.Fact{Kind: dialer.FactBooked, Attempt: 7, Campaign: "c1", Client: "acme"},
		dialer.Fact{Kind: dialer.FactBridged, Attempt: 7, Agent: "kari"},
	)
	return b
}

func (b *book) tell(facts ...dialer.Fact) {
	for _, f := range facts {
		if f.At.IsZero() {
			f.At = b.now
		}
		b.facts, b.s = append(b.facts, f), b.s.Apply(f)
	}
}

// try has the rule decide, and takes what it allows.
func (b *book) try(ev sale.Event) error {
	b.now = b.now.Add(time.Minute)
	facts, err := sale.Step(b.now, b.c, b.s, ev)
	b.tell(facts...)
	return err
}

func (b *book) must(evs ...sale.Event) *book {
	b.t.Helper()
	for _, ev := range evs {
		if err := b.try(ev); err != nil {
			b.t.Fatalf("%T: %v", ev, err)
		}
	}
	return b
}

func (b *book) read(without ...sale.Item) *book {
	b.t.Helper()
	for _, i := range sale.Items() {
		if len(without) == 0 || without[0] != i {
			b.must(sale.Tick{Item: i})
		}
	}
	return b
}

func (b *book) hangUp() *book {
	b.now = b.now.Add(time.Minute)
	b.tell(dialer.Fact{Kind: dialer.FactEnded, Attempt: 7, Outcome: dialer.Answered})
	return b
}

func (b *book) change(do func(*dialer.Campaign)) *book { do(&b.c); return b }

// until brings a sale to a state.
func until(t *testing.T, state sale.State) *book {
	b := called(t).read().must(sale.Sell{}).hangUp()
	for i, ev := range []sale.Event{
		sale.Pass{By: "person:ola"},
		sale.Send{Writing: sale.Writing{Channel: sale.Email, Ref: "message 12"}},
		sale.Accept{Writing: sale.Writing{Channel: sale.SMS, Ref: "message 13"}},
		sale.Release{By: "person:ola"},
	} {
		if sale.States()[i] == state {
			break
		}
		b.must(ev)
	}
	if b.s.State != state {
		t.Fatalf("the sale is %q, want %q", b.s.State, state)
	}
	return b
}

func writing(channel, ref string) sale.Writing {
	return sale.Writing{Channel: channel, Ref: ref, By: "person:ola"}
}

// rows are the refusals of 4.2 c to f, 6, 6.1 and 9: what is refused, and its twin that is allowed.
func rows(t *testing.T) []row {
	start := func(do func(*dialer.Campaign)) func() error {
		return func() error { return sale.MayStart(called(t).change(do).c) }
	}
	whole := start(func(*dialer.Campaign) {})
	sold := func() error { return called(t).read().try(sale.Sell{}) }
	passed := func() error { return until(t, sale.Pending).try(sale.Pass{By: "person:ola"}) }
	sent := func() error { return until(t, sale.Passed).try(sale.Send{Writing: writing(sale.Letter, "4")}) }
	accepted := func() error { return until(t, sale.Sent).try(sale.Accept{Writing: writing(sale.Web, "form 4")}) }
	accept := func(w sale.Writing) func() error {
		return func() error { return until(t, sale.Sent).try(sale.Accept{Writing: w}) }
	}
	return []row{
		{sale.NoApproval, "no approval of the content", start(func(c *dialer.Campaign) { c.Approval = dialer.Approval{} }),
			whole},
		{sale.NoApproval, "an approval without a day",
			start(func(c *dialer.Campaign) { c.Approval.At = time.Time{} }),
			start(func(c *dialer.Campaign) { c.Kind, c.Approval = dialer.Service, dialer.Approval{} })},
		{sale.NoAttestation, "no attestation", start(func(c *dialer.Campaign) { c.Lawful = dialer.Attestation{} }), whole},
		{sale.NoAttestation, "an attestation without its reference",
			start(func(c *dialer.Campaign) { c.Lawful.Ref = "" }), whole},
		{sale.NoAge, "the age was not asked", func() error { return called(t).read(sale.Age).try(sale.Sell{}) }, sold},
		{sale.IsMinor, "a minor", func() error {
			return called(t).read().must(sale.Annul{Cause: sale.Minor}).try(sale.Sell{})
		}, sold},
		{sale.CareEnded, "ended by duty of care, sold afterwards", func() error {
			return called(t).read().must(sale.Annul{Cause: sale.DutyOfCare}).hangUp().try(sale.Sell{})
		}, func() error { return called(t).read().hangUp().try(sale.Sell{}) }},
		{sale.CareEnded, "ended by the agent's key, typed as a sale", func() error {
			b := called(t).read()
			b.tell(dialer.Fact{Kind: dialer.FactDisposed, Attempt: 7, Disposition: dialer.DutyOfCare})
			return b.hangUp().try(sale.Sell{By: "person:ola"})
		}, func() error { return called(t).read().hangUp().try(sale.Sell{By: "person:ola"}) }},
		{sale.IsMinor, "a minor by the agent's key", func() error {
			b := called(t).read()
			b.tell(dialer.Fact{Kind: dialer.FactDisposed, Attempt: 7, Disposition: dialer.Minor})
			return b.try(sale.Tick{Item: sale.Price})
		}, func() error { return called(t).read().try(sale.Tick{Item: sale.Price}) }},
		{sale.CareEnded, "found out after the sale", func() error {
			return until(t, sale.Passed).must(sale.Annul{Cause: sale.DutyOfCare}).try(sale.Send{
				Writing: writing(sale.Email, "4"),
			})
		}, sent},
		{sale.WrongKind, "a survey", func() error {
			return called(t).change(func(c *dialer.Campaign) { c.Kind = dialer.Survey }).try(sale.Tick{Item: sale.Price})
		}, func() error {
			return called(t).change(func(c *dialer.Campaign) { c.Kind = dialer.Fundraising }).try(sale.Tick{Item: sale.Price})
		}},
		{sale.Skipped, "sold twice", func() error { return until(t, sale.Pending).try(sale.Sell{}) }, sold},
		{sale.Skipped, "the check left out", func() error {
			return until(t, sale.Pending).try(sale.Send{Writing: writing(sale.Email, "4")})
		}, sent},
		{sale.Skipped, "the offer left out", func() error {
			return until(t, sale.Passed).try(sale.Accept{Writing: writing(sale.Email, "4")})
		}, accepted},
		{sale.Skipped, "the acceptance left out", func() error { return until(t, sale.Sent).try(sale.Release{}) },
			func() error { return until(t, sale.Accepted).try(sale.Release{}) }},
		{sale.Skipped, "no sale at all", func() error { return called(t).hangUp().try(sale.Pass{By: "person:ola"}) },
			passed},
		{sale.OwnCheck, "checked by who sold it", func() error {
			return until(t, sale.Pending).try(sale.Pass{By: "person:kari", Self: true})
		}, passed},
		{sale.Withheld, "a pending sale told to the client", func() error { return until(t, sale.Pending).s.Exports(false) },
			func() error { return until(t, sale.Passed).s.Exports(false) }},
		{sale.Skipped, "an unaccepted sale told as binding", func() error { return until(t, sale.Sent).s.Exports(true) },
			func() error { return until(t, sale.Accepted).s.Exports(true) }},
		{sale.IsVoid, "a void sale told to the client", func() error {
			return until(t, sale.Released).must(sale.Annul{Cause: sale.Misinformed, Why: "price"}).s.Exports(false)
		}, func() error { return until(t, sale.Released).s.Exports(false) }},
		{sale.IsVoid, "a misinformed sale goes on", func() error {
			return until(t, sale.Pending).must(sale.Annul{Cause: sale.Misinformed}).try(sale.Pass{By: "person:ola"})
		}, passed},
		{sale.NotInCall, "ticked after the hang-up", func() error {
			return called(t).hangUp().try(sale.Tick{Item: sale.Price})
		}, func() error { return called(t).try(sale.Tick{Item: sale.Price}) }},
		{sale.Changed, "the offer changed after the ticks", func() error {
			return called(t).read().change(dearer).try(sale.Sell{})
		}, func() error { return called(t).read().change(dearer).read().try(sale.Sell{}) }},
		{sale.Changed, "the offer changed before the check", func() error {
			return until(t, sale.Pending).change(dearer).try(sale.Pass{By: "person:ola"})
		}, passed},
		{sale.Changed, "the offer changed before it was sent", func() error {
			return until(t, sale.Passed).change(dearer).try(sale.Send{Writing: writing(sale.Email, "4")})
		}, sent},
		{sale.NoOffer, "a campaign without an offer", func() error {
			return called(t).change(func(c *dialer.Campaign) { c.Offer = dialer.Offer{} }).try(sale.Sell{})
		}, sold},
		{sale.TooEarly, "the offer sent while they talk", func() error {
			return called(t).read().must(sale.Sell{}, sale.Pass{By: "person:ola"}).
				try(sale.Send{Writing: writing(sale.Email, "4")})
		}, sent},
		{sale.TooEarly, "the offer dated before the end", func() error {
			w := writing(sale.Email, "4")
			w.At = minute(1)
			return until(t, sale.Passed).try(sale.Send{Writing: w})
		}, sent},
		{sale.NotDurable, "the offer on a web page", func() error {
			return until(t, sale.Passed).try(sale.Send{Writing: writing(sale.Web, "4")})
		}, sent},
		{sale.NoRef, "an acceptance without evidence", accept(writing(sale.SMS, " - ")), accepted},
		{sale.NoRef, "an offer without a reference", func() error {
			return until(t, sale.Passed).try(sale.Send{Writing: writing(sale.Email, "")})
		}, sent},
		{sale.Oral, "a yes on the telephone", accept(writing("phone", "said yes")), accepted},
		{sale.Oral, "a yes by no channel", accept(writing("", "said yes")), accepted},
		{sale.Recorded, "a recording by its channel", accept(writing("recording", "4")), accepted},
		{sale.Recorded, "a recording by its name", accept(writing(sale.Email, "a7-consumer-1")), accepted},
		{sale.Recorded, "a file of sound", accept(writing(sale.Email, "ja.WAV")),
			accept(writing(sale.Email, "ja.eml"))},
		{sale.AcceptedEarly, "accepted before it was sent", func() error {
			w := writing(sale.Email, "4")
			w.At = minute(11)
			return until(t, sale.Sent).try(sale.Accept{Writing: w})
		}, accepted},
		{sale.Future, "an acceptance of tomorrow", func() error {
			w := writing(sale.Email, "4")
			w.At = noon.AddDate(0, 0, 1)
			return until(t, sale.Sent).try(sale.Accept{Writing: w})
		}, accepted},
		{sale.NotExempt, "exempt as something else", func() error {
			return until(t, sale.Pending).change(exempt("other", "it is cheap", "Kari Eksempel")).try(sale.Pass{By: "o"})
		}, exempted(t, dialer.ExemptVoluntary)},
		{sale.NotExempt, "exempt without a ground", func() error {
			return until(t, sale.Pending).change(exempt(dialer.ExemptNewspaper, "", "Kari Eksempel")).try(sale.Pass{By: "o"})
		}, exempted(t, dialer.ExemptNewspaper)},
		{sale.NotExempt, "exempt and attested by no one", func() error {
			return until(t, sale.Pending).change(exempt(dialer.ExemptNewspaper, "a daily paper", "")).try(sale.Pass{By: "o"})
		}, exempted(t, dialer.ExemptNewspaper)},
	}
}

type row struct {
	reason         sale.Reason
	name           string
	refused, twins func() error
}

func dearer(c *dialer.Campaign) { c.Offer.Price += " i dag" }

func exempt(as dialer.Exemption, ground, by string) func(*dialer.Campaign) {
	return func(c *dialer.Campaign) {
		c.Unwritten = dialer.Unwritten{Exemption: as, Ground: ground, AttestedBy: by}
	}
}

// exempted passes a sale of an exempt campaign, which releases it.
func exempted(t *testing.T, as dialer.Exemption) func() error {
	return func() error {
		b := until(t, sale.Pending).change(exempt(as, "a daily paper", "Kari Eksempel")).must(sale.Pass{By: "person:ola"})
		if b.s.State != sale.Released || b.s.ReleasedAt.How != string(as) {
			return fmt.Errorf("the sale is %s as %q", b.s.State, b.s.ReleasedAt.How)
		}
		return nil
	}
}

// TestEachRefusalHasItsName: every row is refused by its name, and its twin is allowed.
func TestEachRefusalHasItsName(t *testing.T) {
	seen := map[sale.Reason]bool{}
	all := append(rows(t), missing(t)...)
	all = append(all, blanks(t)...)
	for _, r := range all {
		t.Run(string(r.reason)+" "+r.name, func(t *testing.T) {
			seen[r.reason] = true
			var got sale.Refused
			if err := r.refused(); !errors.As(err, &got) || got.Reason != r.reason || !errors.Is(err, dialer.ErrRefused) {
				t.Errorf("got %v, want %s", err, r.reason)
			}
			if err := r.twins(); err != nil {
				t.Errorf("its twin is refused: %v", err)
			}
		})
	}
	for _, c := range sale.Clauses() {
		if !seen[c.Reason] {
			t.Errorf("no row shows %s (%s)", c.Reason, c.Clause)
		}
	}
}

// missing leaves out one item after the other.
func missing(t *testing.T) (all []row) {
	for _, i := range sale.Items() {
		if i == sale.Age {
			continue
		}
		all = append(all, row{sale.Unticked, i.String() + " missing", func() error {
			err := called(t).read(i).hangUp().try(sale.Sell{})
			if err != nil && !strings.Contains(err.Error(), fmt.Sprintf("%s (*4%d, %s)", i, i, i.Clause())) {
				return fmt.Errorf("it does not name the item: %v", err)
			}
			return err
		}, func() error { return called(t).read().hangUp().try(sale.Sell{}) }})
	}
	return all
}

// blanks makes each text of the offer blank in several ways. "none" is allowed where the norm lets one say so.
func blanks(t *testing.T) (all []row) {
	for key, set := range map[string]struct {
		set  func(*dialer.Offer, string)
		none bool
	}{
		"nature":          {func(o *dialer.Offer, s string) { o.Nature = s }, false},
		"price":           {func(o *dialer.Offer, s string) { o.Price = s }, false},
		"other_costs":     {func(o *dialer.Offer, s string) { o.OtherCosts = s }, true},
		"total":           {func(o *dialer.Offer, s string) { o.Total = s }, false},
		"binding":         {func(o *dialer.Offer, s string) { o.Binding = s }, true},
		"min_purchase":    {func(o *dialer.Offer, s string) { o.MinPurchase = s }, true},
		"delivery":        {func(o *dialer.Offer, s string) { o.Delivery = s }, false},
		"withdrawal_text": {func(o *dialer.Offer, s string) { o.Withdrawal = s }, false},
		"other":           {func(o *dialer.Offer, s string) { o.Other = s }, true},
	} {
		with := func(text string) func() error {
			return func() error {
				return called(t).change(func(c *dialer.Campaign) { set.set(&c.Offer, text) }).try(sale.Tick{Item: sale.Price})
			}
		}
		twin, empties := with("et ord"), []string{"", "  ", "-"}
		if set.none {
			twin = with(dialer.None)
		} else {
			empties = append(empties, dialer.None, "NONE")
		}
		for _, text := range empties {
			all = append(all, row{sale.Blank, fmt.Sprintf("%s is %q", key, text), with(text), twin})
		}
	}
	return all
}

// TestASaleIsReadFromItsFacts: what the journal has makes the sale that was, times and all.
func TestASaleIsReadFromItsFacts(t *testing.T) {
	b := until(t, sale.Released)
	if diff := cmp.Diff(b.s, sale.Of(b.facts)); diff != "" {
		t.Error(diff)
	}
	if b.s.SentAt.Ref != "message 12" || b.s.AcceptedAt.How != sale.SMS || b.s.Attempt != 7 || b.s.Agent != "kari" {
		t.Errorf("got %+v", b.s)
	}
}

// TestAnotherWordTakesASaleBack: a corrected outcome makes it void, and the same call can be a sale again.
func TestAnotherWordTakesASaleBack(t *testing.T) {
	b := until(t, sale.Pending)
	b.tell(dialer.Fact{Kind: dialer.FactDisposed, Attempt: 7, Disposition: dialer.Machine})
	if b.s.State != sale.Void || b.s.Cause != sale.Corrected || b.s.Exports(false) == nil {
		t.Errorf("got %s, %s", b.s.State, b.s.Cause)
	}
	b.must(sale.Sell{}, sale.Pass{By: "person:ola"})
}

// TestAnotherAgentsScriptBegins: the ticks of the agent before are not the new one's.
func TestAnotherAgentsScriptBegins(t *testing.T) {
	b := called(t).read()
	b.tell(dialer.Fact{Kind: dialer.FactAgentGone, Attempt: 7})
	if err := b.try(sale.Tick{Item: sale.Price}); err == nil {
		t.Error("ticked while no agent talks")
	}
	b.tell(dialer.Fact{Kind: dialer.FactBridged, Attempt: 7, Agent: "per"})
	if err := b.try(sale.Sell{}); err == nil {
		t.Error("sold on the ticks of another agent")
	}
}

// TestDutyOfCareKeepsNoCause: not even the words of who enters it (4.2 f).
func TestDutyOfCareKeepsNoCause(t *testing.T) {
	b := called(t).must(sale.Annul{Cause: sale.DutyOfCare, Why: "was drunk"})
	if last := b.facts[len(b.facts)-1]; last.Detail != "" || last.Code != string(sale.DutyOfCare) {
		t.Errorf("got %+v", last)
	}
}

// TestNoPathLeadsAroundAStep has random events befall a call, and judges the facts by themselves: nothing binds that
// was not read, ticked, checked, sent after the end, and accepted in writing, in that order.
func TestNoPathLeadsAroundAStep(t *testing.T) {
	const calls, events = 300, 120
	seed := uint64(17)
	random := rand.New(rand.NewPCG(seed, seed))
	released := 0
	for n := range calls {
		b := called(t)
		for range events {
			befall(b, random)
		}
		if fault := judge(b); fault != "" {
			t.Fatalf("seed %d, call %d: %s\n%+v", seed, n, fault, b.facts)
		}
		if b.s.State == sale.Released {
			released++
		}
	}
	if released < calls/100 {
		t.Errorf("%d of %d calls ended released: the test does not reach what it judges", released, calls)
	}
}

func befall(b *book, r *rand.Rand) {
	channels := []string{sale.Letter, sale.Email, sale.SMS, sale.Web, "phone", "recording"}
	w := sale.Writing{
		At: b.now.Add(time.Duration(r.IntN(8)-6) * time.Minute), Channel: channels[r.IntN(len(channels))],
		Ref: []string{"order 4", "order 5", "", "a7-agent-1"}[r.IntN(4)],
	}
	switch n := r.IntN(1000); {
	case n < 3:
		b.hangUp()
	case n < 5:
		b.change(dearer)
	case n < 7:
		b.tell(dialer.Fact{Kind: dialer.FactDisposed, Attempt: 7, Disposition: dialer.Person})
	case n < 9:
		_ = b.try(sale.Annul{Cause: sale.Causes()[r.IntN(4)]})
	case n < 500:
		_ = b.try(sale.Tick{Item: sale.Items()[r.IntN(8)]})
	case n < 600:
		if b.try(sale.Sell{}) == nil {
			b.hangUp()
		}
	case n < 700:
		_ = b.try(sale.Pass{By: "x", Self: r.IntN(2) == 0})
	case n < 800:
		_ = b.try(sale.Send{Writing: w})
	case n < 900:
		_ = b.try(sale.Accept{Writing: w})
	default:
		_ = b.try(sale.Release{By: "x"})
	}
}

// judge looks at the facts alone, without the rule.
func judge(b *book) string {
	var ticked map[string]string
	var ended time.Time
	var last dialer.FactKind
	for _, f := range b.facts {
		switch f.Kind {
		case dialer.FactBridged:
			ticked = map[string]string{}
		case dialer.FactEnded:
			ended = f.At
		case dialer.FactTicked:
			if !ended.IsZero() {
				return "ticked after the end"
			}
			ticked[f.Code] = f.Prompt.SHA256
		case dialer.FactSold:
			for _, i := range sale.Items() {
				if ticked[i.String()] != f.Prompt.SHA256 {
					return "sold without " + i.String()
				}
			}
			last = f.Kind
		case dialer.FactSalePassed, dialer.FactOfferSent, dialer.FactSaleAccepted, dialer.FactSaleReleased:
			if want := before(f.Kind); last != want {
				return string(f.Kind) + " after " + string(last)
			}
			if last = f.Kind; last == dialer.FactOfferSent && (ended.IsZero() || f.At.Before(ended)) {
				return "sent before the end"
			}
		case dialer.FactSaleVoid, dialer.FactDisposed:
			last = ""
		}
	}
	return ""
}

func before(k dialer.FactKind) dialer.FactKind {
	return map[dialer.FactKind]dialer.FactKind{
		dialer.FactSalePassed: dialer.FactSold, dialer.FactOfferSent: dialer.FactSalePassed,
		dialer.FactSaleAccepted: dialer.FactOfferSent, dialer.FactSaleReleased: dialer.FactSaleAccepted,
	}[k]
}
