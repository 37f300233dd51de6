package app_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/test/voice"
)

// The channel of rings, and the message that is spoken on it.
const (
	onChannel = "1763974800.7"
	recording = dialplan.RecordingFolder + onChannel
)

// left is a house of which a daemon was killed while a caller spoke; the next one has a desk of its own.
func left(t *testing.T, from string) (*app.Rooms, *voice.Spoken) {
	t.Helper()
	h := deskHouse(t)
	h.At(tuesday(9, 0, 0))
	tellRung(t, h, rung{"fjellvann-service", caller, tuesday(9, 0, 0)})
	h.At(tuesday(10, 0, 0))
	visitOf(t, app.NewDesk(h, h, nil), rings(from))
	h.At(tuesday(10, 5, 0))
	pbx := &voice.Spoken{Sounds: map[string]string{recording: strings.Repeat("hello, call me! ", 3000)}}
	h.SetDesk(pbx, app.NewDesk(h, h, nil))
	return h, pbx
}

func pickUp(t *testing.T, h *app.Rooms) (speaking bool) {
	t.Helper()
	speaking, err := h.PickUp(t.Context())
	noFault(t, err)
	return speaking
}

// allOf are the house's inquiries, with their words and numbers.
func allOf(t *testing.T, h *app.Rooms) (all []verb.Inquiry) {
	t.Helper()
	list, err := h.InquiryList(t.Context(), verb.InquiryQuery{All: true})
	noFault(t, err)
	for _, in := range list {
		one, err := h.Inquiry(t.Context(), verb.InquiryQuery{ID: in.ID, Numbers: true})
		noFault(t, err)
		all = append(all, one)
	}
	return all
}

func TestAMessageThatNobodyToldOfIsPickedUp(t *testing.T) {
	h, pbx := left(t, caller)
	for range 2 { // and not twice
		h.Look(t.Context())
		pickUp(t, h)
	}
	all := allOf(t, h)
	if len(all) != 1 || len(pbx.Sounds) != 0 {
		t.Fatalf("got %d inquiries, the PBX has %d", len(all), len(pbx.Sounds))
	}
	in := all[0]
	if in.Number != caller || in.Visible != visible || in.Client != "fjellvann" || in.Campaign != "fjellvann-service" ||
		in.Channel != "message" || in.Voice != "kept" || in.Seconds != 3 {
		t.Errorf("got %+v", in)
	}
	if in.Received.Sub(tuesday(10, 0, 0)).Abs() > time.Minute || in.Due.Sub(in.Received) != 24*time.Hour ||
		!strings.Contains(in.Text, "found with the PBX") {
		t.Errorf("the clock runs from the call on: got %+v", in)
	}
	s, err := h.InquiryVoice(t.Context(), verb.InquiryListen{ID: in.ID, Why: "to answer"}, "cli:per")
	if err != nil || !strings.Contains(string(s.WAV), "hello, call me! hello") {
		t.Errorf("got %d bytes, %v", len(s.WAV), err)
	}
}

func TestAMessageOfNobodyWhomWeKnowIsPickedUp(t *testing.T) {
	withheld, _ := left(t, "")
	pickUp(t, withheld)
	if all := allOf(t, withheld); len(all) != 1 || all[0].Number != "" || all[0].Visible != visible ||
		all[0].Client != "fjellvann" {
		t.Errorf("a withheld number: got %+v", all)
	}
	untold, pbx := left(t, caller)
	pbx.Sounds = map[string]string{dialplan.RecordingFolder + "1763974800.9": "hello"}
	pickUp(t, untold)
	if all := allOf(t, untold); len(all) != 1 || all[0].Number != "" || all[0].Visible != "" ||
		all[0].Received.Sub(tuesday(10, 5, 0)).Abs() > time.Minute {
		t.Errorf("a call that does not are kept in the journal: got %+v", all)
	}
}

func TestWhatIsNotToBePickedUp(t *testing.T) {
	for _, tt := range []struct {
		name     string
		do       func(h *app.Rooms, pbx *voice.Spoken)
		speaking bool
		want     int // inquiries afterwards
	}{
		{"one that is still being spoken", func(_ *app.Rooms, pbx *voice.Spoken) { pbx.Speaks = []string{onChannel} }, true,
			0},
		{"one of a visit that is open here", func(h *app.Rooms, pbx *voice.Spoken) {
			d := app.NewDesk(h, h, nil)
			visitOf(t, d, rings(caller))
			h.SetDesk(pbx, d)
		}, false, 0},
		{"names that no message has", func(_ *app.Rooms, pbx *voice.Spoken) {
			pbx.Sounds = map[string]string{
				"other/1763974800.7": "", dialplan.RecordingFolder + "a b": "", dialplan.RecordingFolder: "",
				dialplan.RecordingFolder + "1_2d": "",
			}
		}, false, 0},
		{"one whose inquiry waits for it", func(h *app.Rooms, _ *voice.Spoken) {
			_, err := h.AddInquiry(t.Context(), dialer.Inquiry{
				Channel: dialer.InquiryMessage, Visit: onChannel, Voice: recording,
			})
			noFault(t, err)
		}, false, 1},
		{"one that was kept, and is not removed yet", func(h *app.Rooms, pbx *voice.Spoken) {
			_, err := h.AddInquiry(t.Context(), dialer.Inquiry{
				Channel: dialer.InquiryMessage, Visit: onChannel, Voice: recording,
			})
			noFault(t, err)
			pbx.Stuck = true
			h.Look(t.Context())
			if got := allOf(t, h); got[0].Voice != "kept" {
				t.Errorf("got %+v", got)
			}
		}, false, 1},
		{"the voice of an inquiry that lacks it becomes no second one", func(h *app.Rooms, _ *voice.Spoken) {
			_, err := h.AddInquiry(t.Context(), dialer.Inquiry{
				Channel: dialer.InquiryStaff, Visit: onChannel, Number: caller,
			})
			noFault(t, err)
		}, false, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h, pbx := left(t, caller)
			tt.do(h, pbx)
			if got := pickUp(t, h); got != tt.speaking {
				t.Errorf("speaking: got %v", got)
			}
			all := allOf(t, h)
			if len(all) != tt.want || len(all) > 0 && all[0].Voice == "" {
				t.Errorf("got %+v", all)
			}
		})
	}
}

func TestAPBXThatDoesNotListItsMessagesIsAskedAgain(t *testing.T) {
	h, pbx := left(t, caller)
	pbx.Err = errors.New("no answer")
	if _, err := h.PickUp(t.Context()); err == nil || !strings.Contains(err.Error(), "no answer") {
		t.Errorf("got %v", err)
	}
	h.SetDesk(pbx, app.NewDesk(h, h, errors.New("not attached")))
	if wait := h.Look(t.Context()); wait > 5*time.Second || len(allOf(t, h)) != 0 {
		t.Errorf("not attached: looks again in %v", wait)
	}
}

func TestACallerWhoComesBackAfterAStopHasOneInquiry(t *testing.T) {
	h, _ := left(t, caller)
	noFault(t, app.NewDesk(h, h, nil).Unanswered(t.Context(), onChannel, "no agent was free"))
	again := rings(caller)
	again.Busy = true
	noFault(t,
		visitOf(t, app.NewDesk(h, h, nil), again).Message(t.Context(), dialplan.Message{
			Recording: recording, Seconds: 3,
		}))
	if all := allOf(t, h); len(all) != 1 || all[0].Voice != "wanted" {
		t.Errorf("got %+v", all)
	}
}

func TestAnEmptyRecordingIsRemovedFromThePBX(t *testing.T) {
	for _, from := range []string{caller, ""} {
		h := deskHouse(t)
		d, n := desk(h)
		noFault(t,
			visitOf(t, d, rings(from)).Message(t.Context(), dialplan.Message{
				Why: "nothing was said after the tone", Blank: recording,
			}))
		if len(n.dropped) != 1 || n.dropped[0] != recording || (len(n.kept) == 1) != (from != "") {
			t.Errorf("from %q: removed %q, inquiries %+v", from, n.dropped, n.kept)
		}
	}
}
