package app_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
)

// enter puts people in the book, each with an account that every host has.
func enter(t *testing.T, h *app.Rooms, entries ...verb.PersonEntry) {
	t.Helper()
	for _, e := range entries {
		e.Add = true
		if _, err := h.PutPerson(t.Context(), e, "person:kari"); err != nil {
			t.Fatal(err)
		}
	}
}

func kari() verb.PersonEntry {
	return verb.PersonEntry{ID: "kari", Name: "Kari Nordmann", Login: "root", Roles: []string{"operator", "supervisor"}}
}

func per() verb.PersonEntry {
	return verb.PersonEntry{ID: "per", Name: "Per Berg", Login: "daemon", Roles: []string{"privacy"}}
}

// reserved reports whether our own register has the number.
func reserved(t *testing.T, h *app.Rooms) bool {
	t.Helper()
	all, err := h.Reservations(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return len(all) > 0
}

func wish() verb.Wish { return verb.Wish{Scope: "own", Number: "90000001", Why: "a letter"} }

// lifting asks for the lifting of a reservation, and gives the request that waits.
func lifting(t *testing.T, h *app.Rooms) verb.Request {
	t.Helper()
	noFault(t, h.Reserve(t.Context(), wish(), "person:kari"))
	out, err := h.Unreserve(t.Context(), wish(), "person:kari")
	if err != nil || out.Request == nil || !reserved(t, h) {
		t.Fatalf("got %+v, %v; want a request, and the number reserved", out, err)
	}
	return *out.Request
}

func confirm(t *testing.T, h *app.Rooms, id int64, by string) (verb.Request, error) {
	return h.DecideRequest(t.Context(), verb.RequestDecision{ID: id}, by)
}

func TestTwoPeopleLiftAReservation(t *testing.T) {
	h := open(t)
	enter(t, h, kari(), per())
	h.At(tuesday(11, 0, 0))
	r := lifting(t, h)
	for _, by := range []string{"person:kari", "person:nils", "cli:root"} {
		if _, err := confirm(t, h, r.ID, by); !errors.Is(err, dialer.ErrRefused) || !reserved(t, h) {
			t.Errorf("%s: got %v", by, err)
		}
	}
	if got, err := confirm(t, h, r.ID, "person:per"); err != nil || got.Verdict != "confirmed" || reserved(t, h) {
		t.Fatalf("got %+v, %v, still reserved %v", got, err, reserved(t, h))
	}
	if _, err := confirm(t, h, r.ID, "person:per"); !errors.Is(err, dialer.ErrNotFound) {
		t.Errorf("a second time: got %v", err)
	}
	kinds := map[string]string{}
	facts, err := h.Facts(t.Context(), verb.FactsQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range facts {
		if f.Kind == string(dialer.FactSecond) {
			kinds[f.Code] = f.By
		}
	}
	if len(kinds) != 2 || kinds["asked"] != "person:kari" || kinds["confirmed"] != "person:per" {
		t.Errorf("in the journal: %v", kinds)
	}
}

// Requests outlive a restart, are announced in status, can be done alone after a day where no other person could
// confirm them, and lapse.
func TestOneAloneWaitsADay(t *testing.T) {
	h := open(t)
	enter(t, h, kari())
	h.At(tuesday(11, 0, 0))
	r := lifting(t, h)
	if _, err := confirm(t, h, r.ID, "person:kari"); !errors.Is(err, dialer.ErrRefused) {
		t.Errorf("at once: got %v", err)
	}
	s, err := h.Status(t.Context())
	if err != nil || s.People != 1 || len(s.Waiting) != 1 || s.Waiting[0].Alone.Sub(s.Waiting[0].At) != 24*time.Hour {
		t.Errorf("status: %+v, %v", s.Waiting, err)
	}
	h.At(tuesday(11, 0, 1).Add(72 * time.Hour))
	if _, err := confirm(t, h, r.ID, "person:kari"); err == nil || !reserved(t, h) {
		t.Errorf("lapsed: got %v", err)
	}
	again, err := h.Unreserve(t.Context(), wish(), "person:kari")
	if err != nil {
		t.Fatal(err)
	}
	h.At(tuesday(11, 0, 2).Add(96 * time.Hour))
	enter(t, h, per()) // too late to confirm it, and too late to keep it from being done alone
	got, err := confirm(t, h, again.Request.ID, "person:kari")
	if err != nil || got.Verdict != "alone" || reserved(t, h) {
		t.Errorf("after a day: got %+v, %v, still reserved %v", got, err, reserved(t, h))
	}
}

// A complaint is not erased by one person, however old it is, and no name but the caller's own is taken without a role.
func TestTwoPeopleEraseWhoComplained(t *testing.T) {
	h := open(t)
	enter(t, h, kari(), per(), verb.PersonEntry{ID: "ann", Name: "Ann Vik", Login: "bin", Roles: []string{"quality"}})
	h.At(tuesday(11, 0, 0))
	n := verb.InquiryNote{
		Channel:   "letter",
		Number:    "90000001",
		Client:    "fjellvann",
		Text:      "Dette er en klage.",
		Complaint: true,
	}
	in, err := h.NoteInquiry(t.Context(), n, "person:kari")
	if err != nil {
		t.Fatal(err)
	}
	answer := func(by, name string) error {
		_, err := h.AnswerInquiry(
			t.Context(),
			verb.InquiryAnswer{ID: in.ID, By: name, Answer: "Vi ringte om avtalen din."},
			by,
		)
		return err
	}
	if err := answer("person:per", "Forbruker Tilsynet"); !errors.Is(err, dialer.ErrRefused) {
		t.Errorf("in another's name: got %v", err)
	}
	noFault(t, answer("person:per", ""))
	h.At(tuesday(11, 0, 0).AddDate(1, 0, 0))
	e, err := h.EraseSubject(t.Context(), "90000001", "a letter", "person:kari")
	if err != nil || e.Queued == nil {
		t.Fatalf("got %+v, %v; want it in the queue", e, err)
	}
	if _, err := h.Forget(t.Context(), "90000001", "a letter", "person:kari"); !errors.Is(err, dialer.ErrRefused) {
		t.Errorf("forget: got %v", err)
	}
	d := verb.ErasureDecision{ID: e.Queued.ID, Erase: true, Why: "counsel"}
	if _, err := h.DecideErasure(t.Context(), d, "person:kari"); !errors.Is(err, dialer.ErrRefused) ||
		!strings.Contains(err.Error(), "per") {
		t.Errorf("by who asked: got %v", err)
	}
	if _, err := h.DecideErasure(t.Context(), d, "person:per"); err != nil {
		t.Errorf("by a second person: got %v", err)
	}
	facts, err := h.Facts(t.Context(), verb.FactsQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range facts {
		if f.Kind == string(dialer.FactInquiryClosed) &&
			(f.By != "Per Berg" || !strings.Contains(f.Detail, "entered by person:per")) {
			t.Errorf("the closing: by %q, %q", f.By, f.Detail)
		}
	}
}
