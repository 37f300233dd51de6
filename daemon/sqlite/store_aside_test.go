package sqlite_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// A phone whose endpoint is named in Latin-1, and an error text that was cut within a character.
func TestTextThatIsNotUTF8IsWritten(t *testing.T) {
	s := open(t, t.TempDir())
	b := booked(1, number(1))
	b.Agent, b.By = "PJSIP/kj\xf8kken", "PJSIP/kj\xf8kken"
	e := ended(1, dialer.TrunkFailed)
	e.Detail = "den spurte er ikke tilgjengelig \xc3"
	write(t, s, b, e)
	verify(t, s)
	got := facts(t, s, sqlite.Query{})
	if got[0].By != "PJSIP/kj\uFFFDkken" || got[1].Detail != "den spurte er ikke tilgjengelig \uFFFD" {
		t.Errorf("got %q and %q", got[0].By, got[1].Detail)
	}
}

// TestNoJobsFaultIsItsNeighbours has jobs that fail in every way that is their own: bad SQL, values that are too big
// or of the wrong type, and a panic.
func TestNoJobsFaultIsItsNeighbours(t *testing.T) {
	for name, sql := range map[string]string{
		"no such table": `INSERT INTO nowhere VALUES (1)`,
		"too big":       `INSERT INTO counter (name, last) VALUES (zeroblob(1100000000), 1)`,
		"a wrong type":  `INSERT INTO counter (name, last) VALUES ('x', 'text')`,
		"a panic":       "",
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, t.TempDir())
			errs := together(t, s, one(booked(1, number(1))))
			release := s.Hold()
			failed := s.Go(sql)
			errs = append(errs, togetherWith(t, s, release, one(booked(2, number(2))), one(booked(3, number(3))))...)
			if err := <-failed; err == nil {
				t.Error("the bad job did not fail: the test shows nothing")
			}
			if err := errors.Join(errs...); err != nil {
				t.Errorf("its neighbours: %v", err)
			}
			if got := facts(t, s, sqlite.Query{}); len(got) != 3 {
				t.Errorf("got %d facts, want 3", len(got))
			}
			verify(t, s)
		})
	}
}

func TestWhatIsUnwritable(t *testing.T) {
	s := open(t, t.TempDir())
	write(t, s, booked(1, number(1)))
	for name, b := range map[string]sqlite.Batch{
		"booked before": one(booked(1, number(1))),
		"a fact without its client": one(dialer.Fact{At: monday, Kind: dialer.FactBooked, Attempt: 2, Campaign: "wool",
			Number: number(2)}),
		"a lead that is not there": {Leads: []sqlite.LeadChange{{Lead: 99, State: sqlite.LeadDone}}},
	} {
		if err := s.Write(t.Context(), b); !errors.Is(err, dialer.ErrUnwritable) {
			t.Errorf("%s: got %v, want that it cannot be written", name, err)
		}
	}
	pages, err := s.Pages(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.LimitPages(t.Context(), pages); err != nil {
		t.Fatal(err)
	}
	big := ended(1, dialer.Busy)
	big.Detail = strings.Repeat("x", 20_000)
	if err := s.Write(t.Context(), one(big)); err == nil || errors.Is(err, dialer.ErrUnwritable) {
		t.Errorf("a full disk: got %v, want an error that is not the batch's", err)
	}
}

func TestSetAside(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	if a, err := s.Aside(); err != nil || a.Entries != 0 {
		t.Errorf("before: got %+v, %v", a, err)
	}
	f := ended(7, dialer.Busy)
	f.Number, f.Detail = number(1), "rang "+string(number(1))+" \xf8"
	if err := s.SetAside(sqlite.Batch{Facts: []dialer.Fact{f},
		Leads: []sqlite.LeadChange{{Lead: 3, State: sqlite.LeadDone, Code: "busy"}}},
		errors.New("no\xff reason")); err != nil {
		t.Fatal(err)
	}
	a, err := s.Aside()
	if err != nil || a.Entries != 1 || a.Why != "no\uFFFD reason" || a.Last.IsZero() {
		t.Errorf("got %+v, %v", a, err)
	}
	text, err := os.ReadFile(a.Path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"ended"`, `"attempt":7`, `"lead":3`, number(1).Masked()} {
		if !strings.Contains(string(text), want) {
			t.Errorf("%s is not in %s", want, text)
		}
	}
	if strings.Contains(string(text), string(number(1))) || !utf8.Valid(text) {
		t.Errorf("the number, or bytes that are no text, stand in %s", text)
	}
	if info, err := os.Stat(a.Path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v, want 0600", info.Mode(), err)
	}
	t.Run("it does not grow without bound, and keeps the newest", func(t *testing.T) {
		f.Detail = strings.Repeat("ø", 50_000)
		for i := range 600 {
			if err := s.SetAside(one(f), fmt.Errorf("reason %d", i)); err != nil {
				t.Fatal(err)
			}
		}
		files, err := filepath.Glob(filepath.Join(dir, sqlite.AsideFile+"*"))
		if err != nil || len(files) != 2 {
			t.Errorf("got %v, %v, want the file and the one before", files, err)
		}
		for _, file := range files {
			if info, err := os.Stat(file); err != nil || info.Size() > 1<<20 {
				t.Errorf("%s: %v, %v", file, info.Size(), err)
			}
		}
		if a, err := s.Aside(); err != nil || a.Why != "reason 599" {
			t.Errorf("got %+v, %v", a, err)
		}
	})
}
