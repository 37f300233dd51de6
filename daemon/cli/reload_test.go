package cli_test

import (
	"strings"
	"testing"

	"github.com/ringevett/ringevett/test/redistest"
)

func TestTheConfigurationIsReloadedWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	h := loaded(t)
	wants(t, h.must(2, "reload"), "no daemon runs")
	d := h.serve()
	facts := func() int { return strings.Count(h.must(0, "journal", "show"), " by=") }
	before := facts()
	wants(t, h.must(0, "reload"), "nothing differs")
	wants(t, h.must(2, "check"), "ok    configuration in force: ")

	h.write("ringevett.yaml.d/30.yaml",
		"hours: {end: \"20:00\", start: \"08:00\"}\nasterisk: {max_calls: 5}\nabandon: {limit_pct: 6}\n")
	wants(t, h.must(2, "reload"), "hours.start", "abandon.limit_pct", "4.6.2")
	wants(t, h.must(1, "status"), "THE FILE ON DISK HAS FAULTS", "abandon.limit_pct")
	d.hup <- struct{}{}
	redistest.Eventually(t, "the faults are logged", func() error { return says(d, "was not reloaded", "hours.start") })
	if now := facts(); now != before {
		t.Errorf("a faulty file wrote %d facts:\n%s", now-before, h.must(0, "journal", "show", "--last", "3"))
	}

	h.write("ringevett.yaml.d/30.yaml", "hours: {end: \"20:00\"}\nasterisk: {max_calls: 5, app: other}\n")
	wants(t, h.must(2, "check"), "warn  configuration in force: ", "differs")
	wants(t, h.must(1, "status"), `hours.end is "20:00", in force "21:00"; takes effect by: ringevett reload`,
		`asterisk.app is "other"`)
	wants(t, h.must(1, "reload"), `changed: hours.end: "21:00" -> "20:00"`, `changed: asterisk.max_calls: "10" -> "5"`,
		`NEEDS A RESTART, not in force: asterisk.app`)
	wants(t, h.must(0, "journal", "show", "--last", "1"), "changed", "by=person:", "hours.end", "asterisk.max_calls",
		"not in force before a restart: asterisk.app")
	status := h.must(1, "status")
	wants(t, status, `asterisk.app is "other", in force "ringevett"; takes effect by: restart`)
	if strings.Contains(status, "hours.end") {
		t.Errorf("a reloaded key still differs:\n%s", status)
	}
	wants(t, h.must(1, "reload"), "NEEDS A RESTART") // again, and again named

	h.write("ringevett.yaml.d/30.yaml", "hours: {end: \"19:00\"}\n")
	d.hup <- struct{}{}
	redistest.Eventually(t, "the signal is heard", func() error { return says(d, `new="19:00"`, `by="signal HUP"`) })
	wants(t, h.must(0, "journal", "show", "--last", "1"), "signal HUP", "hours.end")
}

type unsaid string

func (u unsaid) Error() string { return "not said: " + string(u) }

func says(d daemon, all ...string) error {
	for _, want := range all {
		if !strings.Contains(d.said.String(), want) {
			return unsaid(want)
		}
	}
	return nil
}
