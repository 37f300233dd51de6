package desk_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/desk"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/dialplan"
)

func tuesday(h, m, s int) time.Time { return time.Date(2026, 11, 24, h, m, s, 0, hours.Oslo()) }

// visitor was rung for one client, for two, or is not known; all on a Tuesday.
func visitor(clients int) desk.Known {
	v := desk.Known{Visible: "+4722000001", Named: []dialer.ClientID{"fjellvann"}, Last3: "001"}
	if clients > 0 {
		v.Calls = []desk.Outgoing{{Campaign: "fjellvann-service", At: tuesday(10, 20, 0).AddDate(0, 0, -1).UTC()}}
	}
	if clients > 1 {
		v.Calls = append(v.Calls, desk.Outgoing{Campaign: "sentrum-service", At: tuesday(14, 30, 0).AddDate(0, 0, -7)})
		v.Named = append(v.Named, "sentrum")
	}
	return v
}

func TestTheDeskSaysWhoWhomWhyAndWhereInTheNormsOrder(t *testing.T) {
	tests := []struct {
		name string
		part dialplan.Part
		of   desk.Known
		lang string
		want string
	}{
		{"rung for one client", dialplan.PartGreeting, visitor(1), "nb",
			"desk-hello desk-called.fjellvann-service.1 say/day-1 say/clock-20 say/hour-11 " +
				"desk-called.fjellvann-service.2 desk-contact"},
		{"the same in English, where the half hour is passed", dialplan.PartGreeting, visitor(1), "en",
			"desk-hello desk-called.fjellvann-service.1 say/day-1 say/clock-20 say/hour-10 " +
				"desk-called.fjellvann-service.2 desk-contact"},
		{"rung for two: the address first, a week ago with its date", dialplan.PartGreeting, visitor(2), "nb",
			"desk-hello desk-contact desk-called.fjellvann-service.1 say/day-1 say/clock-20 say/hour-11 " +
				"desk-called.fjellvann-service.2 desk-called.sentrum-service.1 say/day-2 say/date-17 say/month-11 " +
				"say/clock-30 say/hour-15 desk-called.sentrum-service.2"},
		{"the caller was not called", dialplan.PartGreeting, visitor(0), "nn",
			"desk-hello desk-unknown.4722000001 desk-contact"},
		{"once more, spelled", dialplan.PartAgain, visitor(1), "nb",
			"desk-hello desk-called.fjellvann-service.1 say/day-1 say/clock-20 say/hour-11 " +
				"desk-called.fjellvann-service.2 desk-contact-spelled"},
		{"two, once more, spelled", dialplan.PartAgain, visitor(2), "nb",
			"desk-hello desk-contact-spelled desk-called.fjellvann-service.1 say/day-1 say/clock-20 say/hour-11 " +
				"desk-called.fjellvann-service.2 desk-called.sentrum-service.1 say/day-2 say/date-17 say/month-11 " +
				"say/clock-30 say/hour-15 desk-called.sentrum-service.2"},
		{"the menu of one client", dialplan.PartMenu, visitor(1), "nb",
			"desk-menu.1 name-client.fjellvann desk-menu.2"},
		{"the menu of two", dialplan.PartMenu, visitor(2), "nn",
			"desk-menu.1 name-client.fjellvann say/and name-client.sentrum desk-menu.2"},
		{"reserved with a client", dialplan.PartClient, visitor(1), "en",
			"reserved-client.fjellvann reserved-number.1 say/digit-0 say/digit-0 say/digit-1"},
		{"reserved with two", dialplan.PartClient, visitor(2), "nb",
			"reserved-client.fjellvann reserved-client.sentrum reserved-number.1 say/digit-0 say/digit-0 say/digit-1"},
		{"reserved with everyone", dialplan.PartAll, visitor(1), "nb",
			"reserved-all reserved-number.1 say/digit-0 say/digit-0 say/digit-1"},
		{"could not be stored", dialplan.PartFailed, visitor(1), "nb", "reserved-failed"},
		{"not stored yet", dialplan.PartKept, visitor(1), "nb", "reserved-later"},
		{"withheld", dialplan.PartWithheld, visitor(0), "nb", "reserved-withheld"},
		{"put through", dialplan.PartThrough, visitor(1), "nb", "desk-through"},
		{"all agents are busy", dialplan.PartBusy, visitor(1), "nb", "desk-busy"},
		{"closed", dialplan.PartClosed, visitor(1), "nb", "desk-closed"},
		{"a message", dialplan.PartLeave, visitor(1), "en", "leave-message"},
		{"a wrong key", dialplan.PartWrong, visitor(1), "nn", "desk-wrong-key"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := desk.Words(tuesday(12, 0, 0), tt.lang, tt.part, tt.of)
			var want []string
			for _, file := range strings.Fields(tt.want) {
				want = append(want, tt.lang+"/"+file)
			}
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
		})
	}
}

func TestWhatTheDeskCannotSayIsAnError(t *testing.T) {
	unnamed := visitor(0)
	unnamed.Named = nil
	tests := []struct {
		name string
		lang string
		part dialplan.Part
		of   desk.Known
	}{
		{"a part that is none", "nb", "song", visitor(1)},
		{"a language without prompts", "de", dialplan.PartGreeting, visitor(1)},
		{"a menu without a name", "nb", dialplan.PartMenu, unnamed},
		{"a number of letters", "nb", dialplan.PartAll, desk.Known{Last3: "abc"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, err := desk.Words(time.Time{}, tt.lang, tt.part, tt.of); err == nil {
				t.Errorf("got %q, want an error", got)
			}
		})
	}
}
