package sqlite_test

import (
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// An attempt that the trunk alone is to blame for counts neither against the day nor the tries, also after the table
// is made again from the journal; one that failed otherwise does.
func TestASparedAttemptUsesUpNeitherDayNorTries(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s)
	spared := ended(1, dialer.TrunkFailed)
	spared.Code = dialer.Spared
	write(t, s, booked(1, number(1)), spared, booked(2, number(2)), ended(2, dialer.TrunkFailed))
	for _, rebuilt := range []bool{false, true} {
		if rebuilt {
			if err := s.Rebuild(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		for n, want := range map[dialer.Number]int{number(1): 0, number(2): 1} {
			h, err := s.History(t.Context(), "wool", "acme", n, "2026-11-23")
			if err != nil {
				t.Fatal(err)
			}
			if h.CampaignAttempts != want || h.ClientToday != want || h.LastUnanswered.IsZero() != (want == 0) {
				t.Errorf("%s, rebuilt %v: %+v; want %d attempts", n.Masked(), rebuilt, h, want)
			}
		}
	}
}
