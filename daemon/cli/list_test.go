package cli_test

import "testing"

func TestAListIsEndedAndRemoved(t *testing.T) {
	h := loaded(t)
	d := h.serve()
	const id = "fjellvann-service"
	h.must(0, "lead", "import", h.write("leads.csv", "number\n90000001\n90000002\n"), "--campaign", id, "--source",
		"kunder-2026")
	wants(t, h.must(0, "list", "show", id), "kunder-2026", "2", "waiting")
	wants(t, h.must(2, "list", "end", id, "kunder-2026"), "why")
	wants(t, h.must(2, "list", "end", id, "other", "--why", "x"), "not found")
	wants(t, h.must(0, "list", "remove", id, "kunder-2026", "--why", "the wrong file"), "is removed")
	h.must(0, "lead", "import", h.write("again.csv", "number\n90000003\n"), "--campaign", id, "--source", "kunder-2026")
	wants(t, h.must(0, "list", "end", id, "kunder-2026", "--why", "the offer is over"), "is ended")
	wants(t, h.must(0, "journal", "show", "--last", "1"), "the offer is over", "by=person:")
	wants(t, h.must(0, "list", "show", id), "list ended")
	d.stop()
	wants(t, h.must(0, "list", "show", id), "list ended") // without a daemon
	wants(t, h.must(0, "journal", "verify"), "whole")
}
