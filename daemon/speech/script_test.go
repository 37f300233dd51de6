package speech_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/speech"
	"github.com/ringevett/ringevett/daemon/verb"
)

// The texts of a campaign are those of its kind and lists; what it has no value for is named, never left empty.
func TestScript(t *testing.T) {
	sale := func(c *dialer.Campaign) {
		c.Kind = dialer.Sales
		c.Offer = dialer.Offer{
			Price: "299 kroner", OtherCosts: dialer.None, Binding: "12 måneder", MinPurchase: "3588 kroner", Delivery: "i mai",
		}
	}
	lists := func(c *dialer.Campaign) {
		c.Sources = []dialer.Source{
			{Name: "kunder", Kind: dialer.ClientCustomers, Spoken: "Fjellvann"},
			{Name: "katalog", Kind: dialer.PublicDirectory, Spoken: "Opplysningen 1881"},
		}
	}
	for _, c := range []struct {
		name   string
		change func(*dialer.Campaign)
		lang   string
		has    []string
		hasNot []string
	}{
		{"a service call", func(*dialer.Campaign) {}, "", []string{
			"«agent_full_name» og ringer fra Eksempel Kundesenter på vegne av Fjellvann Strøm", "strømutfallet",
			"Det beklager jeg",
		}, []string{"markedsføring", "Brønnøysund", "bestillingen"}},
		{"a sale", sale, "", []string{
			"markedsføring", "Brønnøysund", "Prisen er 299 kroner, uten andre kostnader", "12 måneder",
			"«name», «address»",
			"angrerett",
		}, []string{"til sammen", "ingen bindingstid"}},
		{"a sale without an offer", func(c *dialer.Campaign) { c.Kind = dialer.Sales }, "",
			[]string{"«price»", "«total»", "«binding»", "«delivery»"}, nil},
		{"a survey", func(c *dialer.Campaign) { c.Kind = dialer.Survey }, "nn", []string{"undersøking"},
			[]string{"marknadsføring"}},
		{"two lists", lists, "", []string{"registrert som kunde hos Fjellvann Strøm", "fått fra Opplysningen 1881"}, nil},
		{"a call centre for itself", func(c *dialer.Campaign) { c.Client.Internal = true }, "",
			[]string{"ringer fra Eksempel Kundesenter."}, []string{"på vegne av"}},
		{"in English", sale, "en", []string{"The purpose of this call is marketing"}, []string{"Formålet"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			campaign := service()
			c.change(&campaign)
			s := speech.New(speech.Ports{
				Book: &book{campaigns: []dialer.Campaign{campaign}}, Settings: func() speech.Settings { return settings(t) },
			})
			out, err := s.Script(t.Context(), verb.ScriptQuery{Campaign: string(campaign.ID), Language: c.lang})
			if err != nil {
				t.Fatal(err)
			}
			text := strings.Join(verb.Each(out.Texts, func(l verb.ScriptOf) string { return l.Text }), "\n")
			for _, want := range c.has {
				if !strings.Contains(text, want) {
					t.Errorf("%q is not said:\n%s", want, text)
				}
			}
			if i := slices.IndexFunc(c.hasNot, func(w string) bool { return strings.Contains(text, w) }); i >= 0 {
				t.Errorf("%q is said:\n%s", c.hasNot[i], text)
			}
			if strings.ContainsAny(text, "{}[]") {
				t.Errorf("a brace is left:\n%s", text)
			}
		})
	}
}
