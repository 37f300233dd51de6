package cli_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/configs"
)

// TestAListOfMarketing goes the way of the shipped example: its campaign, its list, and a wish that is taken back.
func TestAListOfMarketing(t *testing.T) {
	h := newHouse(t)
	text := func(name string) string {
		s, err := configs.Text(name)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	h.must(0, "init")
	h.must(0, "client", "add", h.path("client.yaml"))
	h.must(0, "campaign", "add", h.write("sale.yaml", text(configs.ExampleSale)))
	lately := time.Now().AddDate(0, 0, -4).Format(time.DateOnly) // the example's days are of its own year
	list := h.write("leads-sale.csv",
		strings.NewReplacer("2026-11-19", lately, "2026-11-20", lately).Replace(text(configs.ExampleSaleLeads)))
	wants(t, h.must(0, "lead", "import", list, "--campaign", "fjellvann-salg"), "3 rows: 3 added")
	wants(t, h.must(0, "lead", "import", list, "--campaign", "fjellvann-salg"), "3 there already")
	verdicts, err := os.ReadFile(list + ".verdicts.csv")
	if err != nil {
		t.Fatal(err)
	}
	wants(t, string(verdicts), "the campaign has this number already, from source ring-meg")
	wants(t, h.must(0, "lead", "withdraw", "90000013", "--client", "fjellvann"), "taken back in 1 leads")
	wants(t, h.must(1, "lead", "withdraw", "90000013", "--client", "fjellvann"), "taken back in 0 leads")
	wants(t, h.must(0, "journal", "show", "--last", "1"), "withdrawn")
}
