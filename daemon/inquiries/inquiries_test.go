package inquiries_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/voice"
)

func TestFridayEveningIsDueOnSaturdayAndAnsweredInWriting(t *testing.T) {
	h := newHouse(t)
	h.at(friday(20, 0))
	in := h.asked(verb.InquiryNote{
		Channel: "email", Number: "900 00 001", Client: "fjellvann", Text: "Hvem ringte? Ring meg.",
	})
	if want := friday(20, 0).AddDate(0, 0,
		1); in.Due.Sub(want).Abs() > time.Minute || in.RingBack == nil || !in.RingBack.Now ||
		strings.Contains(in.Number, "90000001") {
		t.Errorf("got %+v, %+v", in, in.RingBack)
	}
	h.at(friday(12, 0).AddDate(0, 0, 1))
	got, err := h.Inquiry(t.Context(), verb.InquiryQuery{ID: in.ID})
	if err != nil || got.RingBack.Now || !strings.Contains(got.RingBack.Why, "in writing") ||
		!strings.Contains(got.RingBack.Why, "Saturday") {
		t.Errorf("on Saturday: got %+v, %v", got.RingBack, err)
	}
	h.at(friday(20, 30))
	h.reserve(dialer.Own, "+4790000001")
	if got, err := h.Inquiry(t.Context(), verb.InquiryQuery{ID: in.ID}); err != nil || got.RingBack.Now ||
		!strings.Contains(got.RingBack.Why, "register own") {
		t.Errorf("in the own register: got %+v, %v", got.RingBack, err)
	}
}

func TestWhoSaidNoToTheClientIsNotRungBack(t *testing.T) {
	h := newHouse(t)
	h.at(friday(10, 0))
	h.reserve("client/fjellvann", "+4790000001")
	for _, tt := range []struct {
		number, client string
		ring           bool
	}{{"900 00 001", "fjellvann", false}, {"900 00 001", "", true}, {"900 00 002", "fjellvann", true}} {
		in := h.asked(verb.InquiryNote{Channel: "email", Number: tt.number, Client: tt.client, Text: "Ring meg."})
		if in.RingBack.Now != tt.ring || !tt.ring && !strings.Contains(in.RingBack.Why, "client/fjellvann") {
			t.Errorf("%s about %q: got %+v", tt.number, tt.client, in.RingBack)
		}
	}
}

func TestTheJobTellsEachAlarmOnce(t *testing.T) {
	h := newHouse(t)
	h.at(friday(20, 0))
	id, err := h.AddInquiry(t.Context(), dialer.Inquiry{Channel: dialer.InquiryStaff, Number: "+4790000001"})
	h.fine(err)
	want := []string{"inquiry staff"}
	for _, step := range []struct {
		after time.Duration
		told  []string
	}{
		{19 * time.Hour, nil},
		{20*time.Hour + time.Minute, []string{"inquiry_alarm 4h"}},
		{20*time.Hour + time.Minute, nil},
		{2 * time.Hour, nil},                                           // put back
		{25 * time.Hour, []string{"inquiry_alarm 1h", "inquiry_late"}}, // the daemon was away meanwhile
		{23*time.Hour + time.Minute, nil},
		{26 * time.Hour, nil},
	} {
		h.at(friday(20, 0).Add(step.after))
		if wait := h.Look(t.Context()); wait < 0 || wait > time.Minute {
			t.Errorf("after %v it looks again in %v", step.after, wait)
		}
		if want = append(want, step.told...); !slices.Equal(h.told(), want) {
			t.Fatalf("after %v: got %q, want %q", step.after, h.told(), want)
		}
	}
	if open, late, err := h.store.OpenInquiries(t.Context()); err != nil || open != 1 || late != 1 {
		t.Errorf("%d are open and %d late, %v", open, late, err)
	}
	days, err := h.InquiryBreaches(t.Context(), verb.BreachQuery{})
	if err != nil || len(days) != 1 || days[0].Day != "2026-11-28" || days[0].Inquiries[0] != int64(id) {
		t.Errorf("breaches: got %+v, %v", days, err)
	}
}

func TestAClockThatJumps(t *testing.T) {
	all := []string{"inquiry staff", "inquiry_alarm 4h", "inquiry_alarm 1h", "inquiry_late"}
	type look struct {
		name          string
		wall, ticking time.Duration // since the inquiry came
		told          int           // of all, then
	}
	for name, looks := range map[string][]look{
		"ahead and right again": {{"ahead", 48 * time.Hour, time.Minute, 1},
			{"still", 48*time.Hour + 5*time.Minute, 6 * time.Minute, 1},
			{"right", 8 * time.Minute, 8 * time.Minute, 1}, {"ahead once more", 48 * time.Hour, 20 * time.Minute, 1},
			{"time passes", 21 * time.Hour, 21 * time.Hour, 2}},
		"ahead for good": {{"ahead", 48 * time.Hour, time.Minute, 1},
			{"believed", 48*time.Hour + 11*time.Minute, 12 * time.Minute, 4}},
		"a little ahead": {{"ahead", 20*time.Hour + 20*time.Second, 20*time.Hour - 20*time.Second, 2}},
		"put back": {{"on time", 19 * time.Hour, 19 * time.Hour, 1}, {"back", 2 * time.Hour, 21 * time.Hour, 2},
			{"late in truth", 6 * time.Hour, 25 * time.Hour, 4}},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.at(friday(20, 0))
			_, err := h.AddInquiry(t.Context(), dialer.Inquiry{Channel: dialer.InquiryStaff, Number: "+4790000001"})
			h.fine(err)
			h.Look(t.Context())
			for _, l := range looks {
				h.clocks(friday(20, 0).Add(l.wall), friday(20, 0).Add(l.ticking))
				if h.Look(t.Context()); !slices.Equal(h.told(), all[:l.told]) {
					t.Fatalf("%s: got %q, want %q", l.name, h.told(), all[:l.told])
				}
			}
		})
	}
}

func TestAVoiceIsSealedAndRemovedFromThePBX(t *testing.T) {
	h := newHouse(t)
	pbx := &voice.Spoken{
		Sounds: map[string]string{"ringevett/desk/1": "hello, call me", "ringevett/desk/2": "second"},
		Err:    errors.New("no space left on device"),
	}
	h.Connect(pbx, nil)
	add := func(name string) int64 {
		id, err := h.AddInquiry(t.Context(), dialer.Inquiry{
			Channel: dialer.InquiryMessage, Number: "+4790000001", Seconds: 3,
		})
		h.fine(err)
		h.fine(h.KeepVoice(t.Context(), id, name))
		return int64(id)
	}
	state := func(id int64) verb.Inquiry {
		in, err := h.Inquiry(t.Context(), verb.InquiryQuery{ID: id})
		h.fine(err)
		return in
	}
	id, never := add("ringevett/desk/1"), add("ringevett/desk/9")
	h.Look(t.Context())
	if in := state(id); in.Voice != "wanted" || !strings.Contains(in.VoiceWhy, "no space") || len(pbx.Sounds) != 2 {
		t.Errorf("disk full: got %+v, the PBX has %d", in, len(pbx.Sounds))
	}
	if in := state(never); in.Voice != "lost" || !in.Closed.IsZero() {
		t.Errorf("never recorded: got %+v", in)
	}
	pbx.Err = nil
	h.Look(t.Context())
	if in := state(id); in.Voice != "kept" || in.VoiceWhy != "" || pbx.Sounds["ringevett/desk/1"] != "" {
		t.Errorf("got %+v, the PBX has %q", in, pbx.Sounds)
	}
	files, err := filepath.Glob(filepath.Join(h.voices, "*"))
	if err != nil || len(files) != 1 {
		t.Fatalf("files %v, %v", files, err)
	}
	if b, err := os.ReadFile(files[0]); err != nil || bytes.Contains(b, []byte("hello")) {
		t.Errorf("the file is not sealed, %v", err)
	}
	if _, err := h.InquiryVoice(t.Context(), verb.InquiryListen{ID: id}, "cli:per"); err == nil {
		t.Error("listened to without a reason")
	}
	s, err := h.InquiryVoice(t.Context(), verb.InquiryListen{ID: id, Why: "to answer"}, "cli:per")
	if err != nil || !bytes.Contains(s.WAV, []byte("hello, call me")) || !bytes.HasPrefix(s.WAV, []byte("RIFF")) {
		t.Errorf("got %q, %v", s.WAV, err)
	}
	if got := h.told(); !slices.Contains(got, "inquiry_read") || !slices.Contains(got, "inquiry_mute lost") {
		t.Errorf("got %q", got)
	}
	if _, err := h.AnswerInquiry(t.Context(),
		verb.InquiryAnswer{ID: id, By: "Kari Nordmann", Answer: "Vi ringte om avtalen din."}, "cli:per"); err != nil {
		t.Fatal(err)
	}
	h.at(tuesday(10, 0).AddDate(0, 7, 1))
	if gone, err := h.Purge(t.Context()); err != nil || gone != 1 {
		t.Fatalf("%d went, %v", gone, err)
	}
	h.Look(t.Context())
	if files, _ := filepath.Glob(filepath.Join(h.voices, "*")); len(files) != 0 {
		t.Errorf("left: %v", files)
	}
}

func TestAVoiceThatIsNotTheOneThatWasSpokenIsNotGiven(t *testing.T) {
	h := newHouse(t)
	h.Connect(&voice.Spoken{Sounds: map[string]string{"ringevett/desk/1": "hello, call me"}}, nil)
	id, err := h.AddInquiry(t.Context(), dialer.Inquiry{Channel: dialer.InquiryMessage, Voice: "ringevett/desk/1"})
	h.fine(err)
	h.Look(t.Context())
	h.fine(h.swapVoice(id, "hello, do not call"))
	if _, err := h.InquiryVoice(t.Context(), verb.InquiryListen{ID: int64(id), Why: "to answer"},
		"cli:per"); err == nil || !strings.Contains(err.Error(), "checksum") {
		t.Errorf("got %v", err)
	}
}
