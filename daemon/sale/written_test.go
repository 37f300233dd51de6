package sale_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sale"
)

// TestTheWrittenOfferSaysAllOfIt: in each language it has every text of the offer, and that nothing binds yet.
func TestTheWrittenOfferSaysAllOfIt(t *testing.T) {
	for language, want := range map[string]string{
		"nb": "Du er ikke bundet før", "nn": "Du er ikkje bunden før", "en": "You are not bound until",
	} {
		b := until(t, sale.Passed).change(func(c *dialer.Campaign) {
			c.Language, c.Client.Name = language, "Kraft & Sønn <AS>"
		})
		w, err := sale.Write(b.c, b.s, "Eksempel Telefonsalg")
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{
			want, b.c.Offer.Nature, b.c.Offer.Price, b.c.Offer.Total, b.c.Offer.Binding, b.c.Offer.Delivery,
			b.c.Offer.Withdrawal, "Eksempel Telefonsalg",
		} {
			if !strings.Contains(w.Text(), text) || !strings.Contains(w.HTML(), text) {
				t.Errorf("%s: %q is missing in\n%s\n%s", language, text, w.Text(), w.HTML())
			}
		}
		if strings.ContainsAny(w.Text(), "{}") || language != "en" && strings.Contains(w.Text(), dialer.None) ||
			!strings.Contains(w.HTML(), "Kraft &amp; Sønn &lt;AS&gt;") {
			t.Errorf("%s: got\n%s\n%s", language, w.Text(), w.HTML())
		}
		if bad := sale.LintWritten("written_offer", shippedText(t, language)); len(bad) > 0 {
			t.Errorf("%s: the shipped text: %v", language, bad)
		}
	}
}

// TestNoOfferIsWrittenOfAnUncheckedSale, nor of an offer that is not the one that was read.
func TestNoOfferIsWrittenOfAnUncheckedSale(t *testing.T) {
	for want, b := range map[sale.Reason]*book{
		sale.Withheld: until(t, sale.Pending), sale.Changed: until(t, sale.Passed).change(dearer),
		sale.IsVoid: until(t, sale.Passed).must(sale.Annul{Cause: sale.Declined}),
	} {
		_, err := sale.Write(b.c, b.s, "x")
		var got sale.Refused
		if !errors.As(err, &got) || got.Reason != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// TestATemplateLeavesNothingOut: each mandatory placeholder that is removed is told, and one that does not exist too.
func TestATemplateLeavesNothingOut(t *testing.T) {
	whole := shippedText(t, "nb")
	for _, name := range []string{
		"not_bound_until_accepted", "nature", "total", "binding", "min_purchase", "withdrawal_text",
	} {
		bad := sale.LintWritten("written_offer", strings.ReplaceAll(whole, "{"+name+"}", ""))
		if len(bad) != 1 || !strings.Contains(bad[0].Error(), "{"+name+"}") {
			t.Errorf("without %s: got %v", name, bad)
		}
	}
	if bad := sale.LintWritten("written_offer", whole+"{name}"); len(bad) != 1 || bad[0].Value != "{name}" {
		t.Errorf("a placeholder that is none: got %v", bad)
	}
}

func shippedText(t *testing.T, language string) string {
	t.Helper()
	text, err := os.ReadFile("written/" + language + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
