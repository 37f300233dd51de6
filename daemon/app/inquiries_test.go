package app_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/verb"
)

// friday is the working day before a weekend.
func friday(h, m int) time.Time { return time.Date(2026, 11, 27, h, m, 0, 0, hours.Oslo()) }

// spoken is Asterisk's store of callers' messages.
type spoken struct {
	sounds   map[string]string
	speaking []string // channels that are there
	stuck    bool     // removes nothing
	err      error    // of the next readings
}

func (s *spoken) VoiceFile(_ context.Context, name string, w io.Writer) error {
	sound, there := s.sounds[name]
	if !there {
		return dialer.ErrNotFound
	}
	_, err := io.WriteString(w, sound)
	return errors.Join(err, s.err)
}

func (s *spoken) RemoveVoice(_ context.Context, name string) error {
	if s.stuck {
		return errors.New("in use")
	}
	delete(s.sounds, name)
	return nil
}

func (s *spoken) Voices(context.Context, string) ([]string, error) {
	return slices.Sorted(maps.Keys(s.sounds)), s.err
}

func (s *spoken) Speaking(_ context.Context, channel string) (bool, error) {
	return slices.Contains(s.speaking, channel), nil
}

func asked(t *testing.T, h *app.Rooms, n verb.InquiryNote) verb.Inquiry {
	t.Helper()
	in, err := h.NoteInquiry(t.Context(), n, "cli:per")
	noFault(t, err)
	return in
}

func inquiryFacts(t *testing.T, h *app.Rooms) (kinds []string) {
	t.Helper()
	all, err := h.Facts(t.Context(), verb.FactsQuery{})
	noFault(t, err)
	for _, f := range all {
		if strings.HasPrefix(f.Kind, "inquiry") {
			kinds = append(kinds, strings.TrimSpace(f.Kind+" "+f.Code))
		}
	}
	return kinds
}

func TestFridayEveningIsDueOnSaturdayAndAnsweredInWriting(t *testing.T) {
	h := open(t)
	h.At(friday(20, 0))
	in := asked(t, h, verb.InquiryNote{
		Channel: "email", Number: "900 00 001", Client: "fjellvann", Text: "Hvem ringte? Ring meg.",
	})
	if want := friday(20, 0).AddDate(0, 0,
		1); in.Due.Sub(want).Abs() > time.Minute || in.RingBack == nil || !in.RingBack.Now ||
		strings.Contains(in.Number, "90000001") {
		t.Errorf("got %+v, %+v", in, in.RingBack)
	}
	h.At(friday(12, 0).AddDate(0, 0, 1))
	got, err := h.Inquiry(t.Context(), verb.InquiryQuery{ID: in.ID})
	if err != nil || got.RingBack.Now || !strings.Contains(got.RingBack.Why, "in writing") ||
		!strings.Contains(got.RingBack.Why, "Saturday") {
		t.Errorf("on Saturday: got %+v, %v", got.RingBack, err)
	}
	h.At(friday(20, 30))
	noFault(t, h.Reserve(t.Context(), verb.Wish{Scope: "own", Number: "90000001", Why: "asked"}, "cli:per"))
	if got, err := h.Inquiry(t.Context(), verb.InquiryQuery{ID: in.ID}); err != nil || got.RingBack.Now ||
		!strings.Contains(got.RingBack.Why, "register own") {
		t.Errorf("in the own register: got %+v, %v", got.RingBack, err)
	}
}

func TestWhoSaidNoToTheClientIsNotRungBack(t *testing.T) {
	h := open(t)
	h.At(friday(10, 0))
	noFault(t,
		h.Reserve(t.Context(), verb.Wish{Scope: "client/fjellvann", Number: "90000001", Why: "asked"}, "cli:per"))
	for _, tt := range []struct {
		number, client string
		ring           bool
	}{{"900 00 001", "fjellvann", false}, {"900 00 001", "", true}, {"900 00 002", "fjellvann", true}} {
		in := asked(t, h, verb.InquiryNote{Channel: "email", Number: tt.number, Client: tt.client, Text: "Ring meg."})
		if in.RingBack.Now != tt.ring || !tt.ring && !strings.Contains(in.RingBack.Why, "client/fjellvann") {
			t.Errorf("%s about %q: got %+v", tt.number, tt.client, in.RingBack)
		}
	}
}

func TestTheJobTellsEachAlarmOnce(t *testing.T) {
	h := open(t)
	h.At(friday(20, 0))
	id, err := h.AddInquiry(t.Context(), dialer.Inquiry{Channel: dialer.InquiryStaff, Number: "+4790000001"})
	noFault(t, err)
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
		h.At(friday(20, 0).Add(step.after))
		if wait := h.Look(t.Context()); wait < 0 || wait > time.Minute {
			t.Errorf("after %v it looks again in %v", step.after, wait)
		}
		if want = append(want, step.told...); !slices.Equal(inquiryFacts(t, h), want) {
			t.Fatalf("after %v: got %q, want %q", step.after, inquiryFacts(t, h), want)
		}
	}
	s, err := h.Status(t.Context())
	if err != nil || s.Inquiries.Open != 1 || s.Inquiries.Late != 1 {
		t.Errorf("status: got %+v, %v", s.Inquiries, err)
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
			h := open(t)
			h.At(friday(20, 0))
			_, err := h.AddInquiry(t.Context(), dialer.Inquiry{Channel: dialer.InquiryStaff, Number: "+4790000001"})
			noFault(t, err)
			h.Look(t.Context())
			for _, l := range looks {
				h.Clocks(friday(20, 0).Add(l.wall), friday(20, 0).Add(l.ticking))
				if h.Look(t.Context()); !slices.Equal(inquiryFacts(t, h), all[:l.told]) {
					t.Fatalf("%s: got %q, want %q", l.name, inquiryFacts(t, h), all[:l.told])
				}
			}
		})
	}
}

func TestAVoiceIsSealedAndRemovedFromThePBX(t *testing.T) {
	h := open(t)
	pbx := &spoken{
		sounds: map[string]string{"ringevett/desk/1": "hello, call me", "ringevett/desk/2": "second"},
		err:    errors.New("no space left on device"),
	}
	h.SetVoices(pbx)
	add := func(name string) int64 {
		id, err := h.AddInquiry(t.Context(), dialer.Inquiry{
			Channel: dialer.InquiryMessage, Number: "+4790000001", Seconds: 3,
		})
		noFault(t, err)
		noFault(t, h.KeepVoice(t.Context(), id, name))
		return int64(id)
	}
	state := func(id int64) verb.Inquiry {
		in, err := h.Inquiry(t.Context(), verb.InquiryQuery{ID: id})
		noFault(t, err)
		return in
	}
	id, never := add("ringevett/desk/1"), add("ringevett/desk/9")
	h.Look(t.Context())
	if in := state(id); in.Voice != "wanted" || !strings.Contains(in.VoiceWhy, "no space") || len(pbx.sounds) != 2 {
		t.Errorf("disk full: got %+v, the PBX has %d", in, len(pbx.sounds))
	}
	if in := state(never); in.Voice != "lost" || !in.Closed.IsZero() {
		t.Errorf("never recorded: got %+v", in)
	}
	pbx.err = nil
	h.Look(t.Context())
	if in := state(id); in.Voice != "kept" || in.VoiceWhy != "" || pbx.sounds["ringevett/desk/1"] != "" {
		t.Errorf("got %+v, the PBX has %q", in, pbx.sounds)
	}
	files, err := filepath.Glob(filepath.Join(h.Config().Data.Dir, "voices", "*"))
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
	if got := inquiryFacts(t, h); !slices.Contains(got, "inquiry_read") || !slices.Contains(got, "inquiry_mute lost") {
		t.Errorf("got %q", got)
	}
	if _, err := h.AnswerInquiry(t.Context(),
		verb.InquiryAnswer{ID: id, By: "Kari Nordmann", Answer: "Vi ringte om avtalen din."}, "cli:per"); err != nil {
		t.Fatal(err)
	}
	h.At(tuesday(10, 0, 0).AddDate(0, 7, 1))
	if gone, err := h.Purge(t.Context()); err != nil || gone != 1 {
		t.Fatalf("%d went, %v", gone, err)
	}
	h.Look(t.Context())
	if files, _ := filepath.Glob(filepath.Join(h.Config().Data.Dir, "voices", "*")); len(files) != 0 {
		t.Errorf("left: %v", files)
	}
}

func TestAVoiceThatIsNotTheOneThatWasSpokenIsNotGiven(t *testing.T) {
	h := open(t)
	h.SetVoices(&spoken{sounds: map[string]string{"ringevett/desk/1": "hello, call me"}})
	id, err := h.AddInquiry(t.Context(), dialer.Inquiry{Channel: dialer.InquiryMessage, Voice: "ringevett/desk/1"})
	noFault(t, err)
	h.Look(t.Context())
	noFault(t, h.SwapVoice(t.Context(), id, "hello, do not call"))
	if _, err := h.InquiryVoice(t.Context(), verb.InquiryListen{ID: int64(id), Why: "to answer"},
		"cli:per"); err == nil || !strings.Contains(err.Error(), "checksum") {
		t.Errorf("got %v", err)
	}
}

func TestAnErasureUnderTheFloorWaits(t *testing.T) {
	h := open(t)
	in := asked(t, h, verb.InquiryNote{Channel: "letter", Number: "900 00 001", Text: "Slett meg."})
	if _, err := h.AnswerInquiry(t.Context(),
		verb.InquiryAnswer{ID: in.ID, By: "Kari Nordmann", Answer: "Vi må beholde brevet ditt i seks måneder."},
		"cli:per"); err != nil {
		t.Fatal(err)
	}
	e, err := h.EraseSubject(t.Context(), "900 00 001", "asked by letter", "cli:per")
	if err != nil || e.Queued == nil || e.Facts != 0 {
		t.Fatalf("got %+v, %v", e, err)
	}
	s, err := h.Subject(t.Context(), "900 00 001", "cli:per")
	if err != nil || len(s.Inquiries) != 1 || s.Inquiries[0].Text != "Slett meg." || s.Inquiries[0].Answer == "" {
		t.Errorf("the export: got %+v, %v", s.Inquiries, err)
	}
	d := verb.ErasureDecision{ID: e.Queued.ID, Erase: true, By: "system", Why: "counsel"}
	if _, err := h.DecideErasure(t.Context(), d, "cli:per"); err == nil {
		t.Error("nobody decided")
	}
	d.By = "Kari Nordmann"
	if out, err := h.DecideErasure(t.Context(), d, "cli:per"); err != nil || out.Facts == 0 {
		t.Errorf("got %+v, %v", out, err)
	}
	if s, err := h.Subject(t.Context(), "900 00 001", "cli:per"); err != nil || len(s.Inquiries)+len(s.Facts) != 0 {
		t.Errorf("afterwards: %+v, %v", s, err)
	}
}
