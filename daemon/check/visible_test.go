package check_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/check"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
)

func TestVisibleNumbersThatClientsShareAreFound(t *testing.T) {
	one := dialer.Client{ID: "one", Visible: []dialer.Number{"+4722000001", "+4722000002"}}
	two := dialer.Client{ID: "two", Visible: []dialer.Number{"+4722000002", "+4722000003"}}
	gone := dialer.Client{
		ID: "gone", Visible: []dialer.Number{"+4722000001"},
		Archived: time.Date(2026, 11, 24, 10, 0, 0, 0, hours.Oslo()),
	}
	if got := check.SharedNumbers([]dialer.Client{one, gone}); len(got) > 0 {
		t.Errorf("with a removed one: %q", got)
	}
	if got := check.SharedNumbers([]dialer.Client{one, two, gone}); len(got) != 1 ||
		!strings.Contains(got[0], "+4722000002 is of the clients one, two") {
		t.Errorf("two that share one: %q", got)
	}
}
