package cli_test

import (
	"strings"
	"testing"
)

func TestAgentsAndClientsAreRemovedWhenNothingNeedsThem(t *testing.T) {
	t.Parallel()
	h := loaded(t)
	d := h.serve()
	wants(t, h.must(2, "agent", "remove", "kari"), "why")
	wants(t, h.must(2, "agent", "remove", "nils", "--why", "x"), "not found")
	wants(t, h.must(2, "agent", "remove", "kari", "--why", "left"), "named by campaign fjellvann-service")
	h.must(0, "campaign", "add",
		h.write("campaign.yaml", strings.Replace(h.read("campaign.yaml"), "[kari, ola]", "[ola]", 1)))
	wants(t, h.must(0, "agent", "remove", "kari", "--why", "left us"), "is removed")
	if strings.Contains(h.must(0, "agent", "list"), "kari") {
		t.Error("a removed agent is listed")
	}
	wants(t, h.must(0, "journal", "show", "--last", "1"), "agent=kari", "removed: left us", "by=person:")
	wants(t, h.must(2, "client", "remove", "fjellvann", "--why", "x"), "campaign fjellvann-service is its")

	h.must(0, "client", "add",
		h.write("other.yaml",
			"clients:\n  - {id: sentrum, name: Sentrum AS, spoken: Sentrum, orgno: \"999 999 998\", phone: 22 00 00 "+
				"03, visible: [\"+4722000003\"]}\n"))
	h.must(0, "register", "add", "90000003", "--register", "sentrum", "--why", "said so in a call")
	wants(t, h.must(2, "client", "remove", "sentrum"), "why")
	wants(t, h.must(0, "client", "remove", "sentrum", "--why", "the contract ended"), "is removed")
	if strings.Contains(h.must(0, "client", "list"), "sentrum") {
		t.Error("a removed client is listed")
	}
	wants(t, h.must(1, "register", "check", "90000003"), "client/sentrum") // kept
	wants(t, h.must(2, "client", "remove", "sentrum", "--why", "again"), "not found")
	d.stop()
	wants(t, h.must(0, "journal", "verify"), "whole")
	wants(t, h.must(0, "agent", "remove", "ola", "--help"), "logged in")
}
