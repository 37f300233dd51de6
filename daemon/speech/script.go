package speech

import (
	"cmp"
	"context"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/sounds"
)

// Verbs are what people ask of it.
func (s *Speech) Verbs() []rest.Binding {
	return []rest.Binding{rest.Bind(verb.CampaignScript, rest.Querying(s.Script))}
}

// Script gives what the agents of a campaign say themselves, filled in from the book and the configuration.
func (s *Speech) Script(ctx context.Context, q verb.ScriptQuery) (verb.Script, error) {
	c, err := s.ports.Book.Campaign(ctx, dialer.CampaignID(q.Campaign))
	if err != nil {
		return verb.Script{}, err
	}
	out := verb.Script{Campaign: q.Campaign, Language: cmp.Or(q.Language, c.Language)}
	house := catalogue{set: s.ports.Settings()}
	for _, l := range linesOf(c) {
		text, err := house.script(out.Language, l, c)
		if err != nil {
			return verb.Script{}, dialer.Invalid{Field: "lang", Value: out.Language, Why: err.Error()}
		}
		out.Texts = append(out.Texts, text)
	}
	return out, nil
}

// scriptLine is one text of a campaign's script, and the list that it speaks of.
type scriptLine struct {
	prompt sounds.Prompt
	source dialer.Source // zero: of no list
}

// linesOf are the texts of a campaign's kind and sources, in the order of a call.
func linesOf(c dialer.Campaign) []scriptLine {
	opening, reserve := sounds.ScriptOpeningOther, sounds.ScriptReserveOther
	switch {
	case c.Kind == dialer.Survey:
		opening = sounds.ScriptOpeningSurvey
	case c.Kind.Marketing():
		opening, reserve = sounds.ScriptOpening, sounds.ScriptReserve
	}
	list := []scriptLine{{prompt: opening}}
	for _, from := range c.Sources {
		said := sounds.ScriptSource
		if from.Kind == dialer.ClientCustomers {
			said = sounds.ScriptSourceCustomer
		}
		list = append(list, scriptLine{said, from})
	}
	list = append(list, scriptLine{prompt: reserve}, scriptLine{prompt: sounds.ScriptAbandonedBefore})
	if c.Kind == dialer.Sales {
		list = append(list, orderLines(c.Offer)...)
	}
	return list
}

// orderLines are the texts of an order (6.1), as the offer has it: without other costs, or without a lock-in period,
// another text is said.
func orderLines(o dialer.Offer) []scriptLine {
	price, binding := sounds.ScriptPrice, sounds.ScriptBinding
	if o.OtherCosts == dialer.None {
		price = sounds.ScriptPriceOnly
	}
	if o.Binding == dialer.None && o.MinPurchase == dialer.None {
		binding = sounds.ScriptNoBinding
	}
	return verb.Each([]sounds.Prompt{
		sounds.ScriptOrder, price, binding, sounds.ScriptDelivery, sounds.ScriptWithdrawal, sounds.ScriptConfirm,
	}, func(p sounds.Prompt) scriptLine { return scriptLine{prompt: p} })
}

// script fills one text in. What has no value is named in it, and listed.
func (c catalogue) script(lang string, l scriptLine, of dialer.Campaign) (verb.ScriptOf, error) {
	out := verb.ScriptOf{Prompt: string(l.prompt), Clause: l.prompt.Entry().Clause, Source: l.source.Name}
	w, err := sounds.Text(lang, l.prompt)
	if err != nil {
		return out, err
	}
	values := c.values(w, owner{client: of.Client, subjects: []string{of.Subject}})
	values["source"] = l.source.Spoken
	values["price"], values["other_costs"], values["total"] = of.Offer.Price, of.Offer.OtherCosts, of.Offer.Total
	values["binding"], values["min_purchase"] = of.Offer.Binding, of.Offer.MinPurchase
	values["delivery"] = of.Offer.Delivery
	for _, hole := range w.Holes() {
		if values[hole] == "" && (hole != "client" || !of.Client.Internal) {
			values[hole] = "«" + hole + "»"
			out.Blanks = append(out.Blanks, hole)
		}
	}
	out.Text, err = w.Fill(values)
	return out, err
}
