package inquiries_test

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/inquiries"
	"github.com/ringevett/ringevett/daemon/inquiry"
	"github.com/ringevett/ringevett/daemon/memory"
	"github.com/ringevett/ringevett/daemon/recordings"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// friday is the working day before a weekend; tuesday is one amid the week.
func friday(h, m int) time.Time  { return time.Date(2026, 11, 27, h, m, 0, 0, hours.Oslo()) }
func tuesday(h, m int) time.Time { return time.Date(2026, 11, 24, h, m, 0, 0, hours.Oslo()) }

// house is the room on a journal of its own, with one client in the book.
type house struct {
	*inquiries.Inquiries
	t       *testing.T
	wall    time.Time
	ticking time.Time
	store   *sqlite.Store
	sets    *memory.Sets
	voices  string
}

func newHouse(t *testing.T) *house {
	t.Helper()
	dir := t.TempDir()
	h := &house{t: t, voices: filepath.Join(dir, "voices")}
	h.at(tuesday(10, 0))
	now := func() time.Time { return h.wall }
	var err error
	h.store, err = sqlite.Create(t.Context(), sqlite.Options{Dir: filepath.Join(dir, "data"), Now: now})
	h.fine(err)
	t.Cleanup(func() { h.store.Close() })
	h.fine(h.store.PutClient(t.Context(), dialer.Client{
		ID: "fjellvann", Name: "Fjellvann AS", OrgNo: "999999999", Visible: []dialer.Number{"+4722000001"},
	}, "test"))
	h.sets = memory.New(h.store)
	log := logrus.New()
	log.SetOutput(io.Discard)
	h.Inquiries = inquiries.New(inquiries.Ports{
		Store: h.store, Dialogues: h.store, Wanted: h.store, Kept: h.store, Book: h.store,
		Registers: func() engine.Sets { return h.sets }, Household: h.store.Household, Returned: h.store.Returned,
		Named:  func(_ context.Context, name, _ string) (string, error) { return name, nil },
		Days:   func(string, string) (first, last time.Time, err error) { return friday(0, 0), h.wall, nil },
		Report: func(error) {}, Settings: h.settings, Now: now,
		Ticking: func() time.Time { return h.ticking }, Log: logrus.NewEntry(log),
	})
	return h
}

func (h *house) settings() inquiries.Settings {
	return inquiries.Settings{
		Hours: hours.Norm(), Ring: 20 * time.Second, Voices: h.voices,
		Keep: inquiry.Keep{Months: 7, Complaint: 12},
	}
}

func (h *house) fine(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// at sets both clocks; clocks sets the wall's apart from the one that only goes forward.
func (h *house) at(now time.Time)               { h.clocks(now, now) }
func (h *house) clocks(wall, ticking time.Time) { h.wall, h.ticking = wall, ticking }

func (h *house) asked(n verb.InquiryNote) verb.Inquiry {
	h.t.Helper()
	in, err := h.NoteInquiry(h.t.Context(), n, "cli:per")
	h.fine(err)
	return in
}

func (h *house) reserve(r dialer.RegisterID, n dialer.Number) {
	h.t.Helper()
	_, err := h.sets.Add(h.t.Context(), r, dialer.Subject{Number: n}, dialer.RegisterEntry{At: h.wall, By: "cli:per"})
	h.fine(err)
}

// told are the kinds of facts about inquiries in the journal.
func (h *house) told() (kinds []string) {
	h.t.Helper()
	for f, err := range h.store.Facts(h.t.Context(), sqlite.Query{}) {
		h.fine(err)
		if strings.HasPrefix(string(f.Kind), "inquiry") {
			kinds = append(kinds, strings.TrimSpace(string(f.Kind)+" "+f.Code))
		}
	}
	return kinds
}

// swapVoice puts another sound in the place of an inquiry's voice, sealed with its own key.
func (h *house) swapVoice(id dialer.InquiryID, sound string) error {
	v, err := h.store.TakeVoice(h.t.Context(), id, "to swap it", "test")
	if err != nil {
		return err
	}
	mark := fmt.Sprintf("inquiry-%d", id)
	return recordings.Seal(filepath.Join(h.voices, mark+".sealed"), v.Key, mark, func(w io.Writer) error {
		_, err := io.WriteString(w, sound)
		return err
	})
}
