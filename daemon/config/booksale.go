package config

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/inquiry"
	"github.com/ringevett/ringevett/daemon/sale"
)

type offerEntry struct {
	Nature      string `yaml:"nature"`
	Price       string `yaml:"price"`
	OtherCosts  string `yaml:"other_costs"`
	Total       string `yaml:"total"`
	Binding     string `yaml:"binding"`
	MinPurchase string `yaml:"min_purchase"`
	Delivery    string `yaml:"delivery"`
	Withdrawal  string `yaml:"withdrawal_text"`
	Other       string `yaml:"other"`
}

type approvalEntry struct {
	By string `yaml:"by"`
	At string `yaml:"at"`
}

type attestationEntry struct {
	By  string `yaml:"by"`
	At  string `yaml:"at"`
	Ref string `yaml:"ref"`
}

type unwrittenEntry struct {
	Exemption  string `yaml:"exemption"`
	Ground     string `yaml:"ground"`
	AttestedBy string `yaml:"attested_by"`
}

// sells reads what a marketing campaign sells and who answers for it. Each part is whole, or left out. Without the
// approval and the attestation the campaign is added, and does not start; without an offer it has no sale.
func (f campaignFile) sells(d *document, c *dialer.Campaign, now time.Time) {
	marketing := dialer.Kind(f.Kind).Marketing()
	for _, part := range []struct {
		key   string
		given bool
		read  func()
	}{
		{"offer", f.Offer != (offerEntry{}), func() { c.Offer = f.Offer.offer(d) }},
		{"content_approval", f.Approval != (approvalEntry{}), func() { c.Approval = f.Approval.approval(d, now) }},
		{"legality_attestation", f.Lawful != (attestationEntry{}), func() { c.Lawful = f.Lawful.attestation(d, now) }},
		{"written_offer", f.Written != "", func() { c.Written = f.written(d) }},
		{"written_acceptance", f.Unwritten != (unwrittenEntry{}), func() { c.Unwritten = f.Unwritten.unwritten(d) }},
	} {
		switch {
		case !part.given:
		case !marketing:
			d.add(part.key, "", "only in a campaign of kind sales or fundraising: another sells nothing (4.2 k)")
		default:
			part.read()
		}
	}
}

func (e offerEntry) offer(d *document) dialer.Offer {
	o := dialer.Offer(e)
	for _, bad := range sale.Faults("offer", o) {
		d.add(bad.Field, bad.Value, bad.Why)
	}
	return o
}

// mostWritten is how many bytes a written offer may have.
const mostWritten = 4000

func (f campaignFile) written(d *document) string {
	for _, bad := range sale.LintWritten("written_offer", f.Written) {
		d.add(bad.Field, bad.Value, bad.Why)
	}
	if len(f.Written) > mostWritten {
		d.add("written_offer", f.Written[:40]+"…", "at most 4000 bytes")
	}
	return f.Written
}

func (e approvalEntry) approval(d *document, now time.Time) dialer.Approval {
	const why = "who has found the content fit for the people who are called (4.2 c)"
	return dialer.Approval{
		By: person(d, "content_approval.by", e.By, why), At: saidOn(d, "content_approval.at", e.At, now),
	}
}

func (e attestationEntry) attestation(d *document, now time.Time) dialer.Attestation {
	const why = "who attests, for the client or as the manager, that it may lawfully be sold in Norway (4.2 d)"
	words(d, "legality_attestation.ref", e.Ref, "where that is written (4.2 d)")
	return dialer.Attestation{
		By: person(d, "legality_attestation.by", e.By, why), At: saidOn(d, "legality_attestation.at", e.At, now),
		Ref: e.Ref,
	}
}

func (e unwrittenEntry) unwritten(d *document) dialer.Unwritten {
	oneOf(d, "written_acceptance.exemption", e.Exemption, texts(dialer.Exemptions())...)
	words(d, "written_acceptance.ground", e.Ground, "how the exemption fits this campaign (9; angrerettloven § 10)")
	by := person(d, "written_acceptance.attested_by", e.AttestedBy, "who attests the ground (9)")
	return dialer.Unwritten{Exemption: dialer.Exemption(e.Exemption), Ground: e.Ground, AttestedBy: by}
}

// person reads the first and last name of who answers for something.
func person(d *document, field, name, why string) string {
	if inquiry.Person(name) != nil {
		d.add(field, name, "first and last name of "+why)
	}
	return name
}

// saidOn reads the day of a person's word.
func saidOn(d *document, field, value string, now time.Time) time.Time {
	at, err := instant(value)
	if err != nil {
		d.add(field, value, instantForms)
	}
	hasBeen(d, field, value, at, now)
	return at
}
