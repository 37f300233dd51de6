package app_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
)

// heldSounds is a PBX that has these recordings.
type heldSounds map[dialer.RecordingID]string

func (t heldSounds) RecordingFile(_ context.Context, id dialer.RecordingID, w io.Writer) error {
	sound, there := t[id]
	if !there {
		return dialer.ErrNotFound
	}
	_, err := io.WriteString(w, sound)
	return err
}

func (t heldSounds) RemoveRecording(_ context.Context, id dialer.RecordingID) error {
	delete(t, id)
	return nil
}

func (t heldSounds) RecordingFiles(context.Context) (ids []dialer.RecordingID, err error) {
	for id := range t {
		ids = append(ids, id)
	}
	return ids, nil
}

// recorded is a house in which attempt 7 was recorded and has ended.
func recorded(t *testing.T) (*app.Rooms, config.Recording, heldSounds) {
	t.Helper()
	h, dir, pbx := open(t), t.TempDir(), heldSounds{}
	r := config.Recording{
		Mode: "opt_in", Keep: "fetch", Dir: filepath.Join(dir, "recordings"),
		KeyFile: filepath.Join(dir, "recordings.key"), Category: "quality", RetentionDays: 3,
	}
	h.SetRecording(r, pbx)
	call := talk(7, tuesday(10, 0, 0))
	call[0].Number = "+4790000007"
	noFault(t,
		h.Tell(t.Context(),
			append(call, of(7, dialer.FactInformed, tuesday(10, 0, 20)),
				of(7, dialer.FactConsent, tuesday(10, 0, 22)))...))
	legs := dialer.NewRecordings(dialer.Recording{
		Attempt: 7, Part: 1, Campaign: campaign, Days: 3, Category: "quality", Began: tuesday(10, 0, 24),
	})
	noFault(t, h.Begin(t.Context(), legs))
	for _, l := range legs {
		pbx[l.ID] = "the " + string(l.Side) + "'s voice"
	}
	noFault(t, h.EndPart(t.Context(), 7, 1))
	if got, err := h.ProveRecordings(t.Context()); err != nil || got.Collected != 2 || len(pbx) != 0 {
		t.Fatalf("got %+v, %v, %d with the PBX", got, err, len(pbx))
	}
	return h, r, pbx
}

func noFault(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestASubjectIsToldAndErased(t *testing.T) {
	h, r, _ := recorded(t)
	s, err := h.Subject(t.Context(), "900 00 007", "cli:per")
	noFault(t, err)
	if len(s.Recordings) != 2 || len(s.Facts) < 9 || len(s.Registers) == 0 {
		t.Errorf("got %d recordings, %d facts, %d registers", len(s.Recordings), len(s.Facts), len(s.Registers))
	}
	if s, err := h.Subject(t.Context(), "900 00 099", "cli:per"); err != nil || len(s.Facts)+len(s.Recordings) != 0 {
		t.Errorf("of another number: got %+v, %v", s, err)
	}
	noFault(t,
		h.HoldRecording(t.Context(), verb.RecordingHold{ID: "a7-consumer-1", Kind: "complaint", Why: "case 7"},
			"cli:per"))
	if _, err := h.EraseSubject(t.Context(), "900 00 007", "asked", "cli:per"); !errors.Is(err, dialer.ErrRefused) {
		t.Errorf("erased under a hold: %v", err)
	}
	noFault(t, h.ReleaseRecording(t.Context(), verb.RecordingWord{ID: "a7-consumer-1", Why: "case closed"}, "cli:per"))
	noFault(t, h.Reserve(t.Context(), verb.Wish{Scope: "own", Number: "90000007", Why: "letter"}, "cli:per"))
	e, err := h.EraseSubject(t.Context(), "900 00 007", "asked", "cli:per")
	if err != nil || e.Recordings != 2 || e.Facts == 0 || len(e.Stays) == 0 {
		t.Errorf("got %+v, %v", e, err)
	}
	if left, err := os.ReadDir(r.Dir); err != nil || len(left) != 0 {
		t.Errorf("%d files are left, %v", len(left), err)
	}
	after, err := h.Subject(t.Context(), "900 00 007", "cli:per")
	if err != nil || len(after.Facts)+len(after.Recordings) != 0 {
		t.Errorf("afterwards there are %d facts and %d recordings, %v", len(after.Facts), len(after.Recordings), err)
	}
	reserved := false
	for _, a := range after.Registers {
		reserved = reserved || a.Register == "own" && a.Answer == "reserved"
	}
	if !reserved {
		t.Errorf("the reservation is gone: %+v", after.Registers)
	}
	if j, err := h.VerifyJournal(t.Context(), verb.Noted{}); err != nil || !j.Whole {
		t.Errorf("the journal: %+v, %v", j, err)
	}
}

func TestAnErasureUnderTheFloorWaits(t *testing.T) {
	h := open(t)
	in, err := h.NoteInquiry(t.Context(),
		verb.InquiryNote{Channel: "letter", Number: "900 00 001", Text: "Slett meg."}, "cli:per")
	noFault(t, err)
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
		t.Error("the decision names no person")
	}
	d.By = "Kari Nordmann"
	if out, err := h.DecideErasure(t.Context(), d, "cli:per"); err != nil || out.Facts == 0 {
		t.Errorf("got %+v, %v", out, err)
	}
	if s, err := h.Subject(t.Context(), "900 00 001", "cli:per"); err != nil || len(s.Inquiries)+len(s.Facts) != 0 {
		t.Errorf("afterwards: %+v, %v", s, err)
	}
}
