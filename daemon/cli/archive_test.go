package cli_test

import (
	"strings"
	"testing"
)

func TestAnArchivedCampaignIsOffTheFloorAndStaysInTheBook(t *testing.T) {
	t.Parallel()
	h := loaded(t)
	d := h.serve()
	const id = "fjellvann-service"
	wants(t, h.must(2, "campaign", "archive", id), "why")
	wants(t, h.must(2, "campaign", "archive", "other", "--why", "x"), "not found")
	h.must(0, "campaign", "start", id)
	wants(t, h.must(2, "campaign", "archive", id, "--why", "x"), "it runs", "campaign pause")
	h.must(0, "campaign", "pause", id)
	wants(t, h.must(0, "campaign", "archive", id, "--why", "the season is over"), "is archived")
	wants(t, h.must(0, "journal", "show", "--last", "1"), "archived", "the season is over", "by=person:")
	wants(t, h.must(2, "campaign", "archive", id, "--why", "again"), "archived since")
	wants(t, h.must(2, "campaign", "start", id), "archived since")
	wants(t,
		h.must(2, "campaign", "add",
			h.write("campaign.yaml", strings.Replace(h.read("campaign.yaml"), "[kari, ola]", "[ola]", 1))),
		"archived since")
	archivedHouse(t, h, id)
	d.stop()
	d = h.serve() // it is not loaded at the start either
	archivedHouse(t, h, id)
	wants(t, h.must(0, "agent", "remove", "kari", "--why", "left us"), "is removed")
	wants(t, h.must(0, "client", "remove", "fjellvann", "--why", "x"), "is removed")
	wants(t, h.must(0, "client", "list"), "Fjellvann", "removed ") // its archived campaign keeps its name
	d.stop()
	archivedHouse(t, h, id) // without a daemon
	wants(t, h.must(0, "journal", "verify"), "whole")
}

// archivedHouse wants the campaign in the list of all only, and in the status as a count.
func archivedHouse(t *testing.T, h house, id string) {
	t.Helper()
	_, status, _ := h.run("status")
	wants(t, status, "campaigns archived: 1")
	if strings.Contains(status, id) {
		t.Errorf("the floor still has it:\n%s", status)
	}
	if out := h.must(0, "campaign", "list"); strings.Contains(out, id) {
		t.Errorf("it is listed:\n%s", out)
	}
	wants(t, h.must(0, "campaign", "list", "--all"), id, "archived")
	wants(t, h.must(0, "campaign", "show", id), "archived")
}
