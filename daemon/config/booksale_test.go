package config_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sale"
	"github.com/ringevett/ringevett/test/offered"
)

func readSale(text string) (dialer.Campaign, error) {
	return config.ReadCampaign(strings.NewReader(strings.Replace(campaignText, "kind: service", "kind: sales", 1)+text),
		among([]dialer.Client{fjellvann}), config.Defaults(), today)
}

// TestASaleIsReadWhole: the offer, who answers for it, and an exemption.
func TestASaleIsReadWhole(t *testing.T) {
	c, err := readSale(offered.YAML + "written_acceptance: {exemption: newspaper, ground: dagsavis, " +
		"attested_by: Kari Eksempel}\n")
	if err != nil {
		t.Fatal(err)
	}
	if c.Offer != offered.Offer() || sale.MayStart(c) != nil || c.Lawful.Ref != "avtale 4, punkt 2" ||
		c.Unwritten.Exemption != dialer.ExemptNewspaper {
		t.Errorf("got %+v", c)
	}
}

// TestEachPartOfASaleIsWholeOrLeftOut: every blank and every doubt is told, all at once, by its key.
func TestEachPartOfASaleIsWholeOrLeftOut(t *testing.T) {
	c, err := readSale("")
	if err != nil || sale.MayStart(c) == nil || sale.Sells(c) == nil {
		t.Errorf("without an offer: %v; it may start: %v, it sells: %v", err, sale.MayStart(c), sale.Sells(c))
	}
	_, err = readSale(`
offer: {nature: "strøm\tog nett", price: "", other_costs: "-", total: none, withdrawal_text: none}
content_approval: {by: Kari, at: 2027-01-02}
legality_attestation: {by: Kundesenter Team, at: nylig}
written_acceptance: {exemption: other}
written_offer: "{nature} {total} {binding} {min_purchase} {withdrawal_text} {phone}"
`)
	for field, why := range map[string]string{
		"offer.nature": "one line",
		"offer.price":  "6.1 b", "offer.other_costs": `"none"`, "offer.total": "9 c", "offer.binding": "6.1 c",
		"offer.min_purchase": "6.1 c", "offer.delivery": "6.1 d", "offer.withdrawal_text": "6.1 e",
		"offer.other": "6.1 f", "content_approval.by": "4.2 c", "content_approval.at": "has been",
		"legality_attestation.by": "4.2 d", "legality_attestation.at": "2026-01-31", "legality_attestation.ref": "4.2 d",
		"written_acceptance.exemption": "newspaper", "written_acceptance.ground": "§ 10",
		"written_acceptance.attested_by": "9", "written_offer": "{not_bound_until_accepted} must be in it",
	} {
		wantLine(t, err, field, why)
	}
}

// wantLine wants one fault among others.
func wantLine(t *testing.T, err error, field, why string) {
	t.Helper()
	for line := range strings.Lines(fmt.Sprint(err)) {
		if strings.Contains(line, " "+field+": ") && strings.Contains(line, why) {
			return
		}
	}
	t.Errorf("got %v; want a fault of %s with %q", err, field, why)
}

// TestOnlyMarketingSells: a survey can have no offer (4.2 k).
func TestOnlyMarketingSells(t *testing.T) {
	text := strings.Replace(campaignText, "kind: service", "kind: survey", 1) + offered.YAML
	_, err := config.ReadCampaign(strings.NewReader(text), among([]dialer.Client{fjellvann}), config.Defaults(), today)
	for _, field := range []string{"offer", "content_approval", "legality_attestation"} {
		wantLine(t, err, field, "4.2 k")
	}
}
