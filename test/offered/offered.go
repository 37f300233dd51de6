// Package offered completes the sales campaigns of tests: an offer with nothing blank, and who answers for it.
package offered

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// day is long before every test's today.
var day = time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)

// Offer has no blank.
func Offer() dialer.Offer {
	return dialer.Offer{
		Nature: "strømavtale", Price: "39 kroner i måneden", OtherCosts: dialer.None, Total: "468 kroner i året",
		Binding: "12 måneder", MinPurchase: dialer.None, Delivery: "fra første dag i neste måned",
		Withdrawal: "Du har 14 dagers angrerett. Angreskjemaet følger med den skriftlige bekreftelsen.",
		Other:      dialer.None,
	}
}

// Campaign is c with an offer, and with the approval and the attestation without which it does not start.
func Campaign(c dialer.Campaign) dialer.Campaign {
	c.Offer = Offer()
	c.Approval = dialer.Approval{By: "Kari Eksempel", At: day}
	c.Lawful = dialer.Attestation{By: "Ola Eksempel", At: day, Ref: "avtale 4, punkt 2"}
	return c
}

// YAML is the part of a campaign's file that says the same.
const YAML = `
offer:
  nature: strømavtale
  price: 39 kroner i måneden
  other_costs: none
  total: 468 kroner i året
  binding: 12 måneder
  min_purchase: none
  delivery: fra første dag i neste måned
  withdrawal_text: Du har 14 dagers angrerett. Angreskjemaet følger med den skriftlige bekreftelsen.
  other: none
content_approval: {by: Kari Eksempel, at: 2026-01-02}
legality_attestation: {by: Ola Eksempel, at: 2026-01-02, ref: "avtale 4, punkt 2"}
`
