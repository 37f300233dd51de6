package sqlite_test

import (
	"bytes"
	"database/sql"
	"encoding/binary"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// plant writes text into the unused part of every b-tree page of the file that has room for it, and gives how many
// have. No store may have the file open.
func plant(t *testing.T, dir, text string) (pages int) {
	t.Helper()
	path := filepath.Join(dir, "ringevett.db")
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	size := int(binary.BigEndian.Uint16(file[16:]))
	for at := size; at < len(file); at += size { // not the first page: its header is elsewhere
		page, list := file[at:at+size], 8
		switch page[0] {
		case 2, 5:
			list = 12
		case 10, 13:
		default:
			continue
		}
		from, to := list+2*int(binary.BigEndian.Uint16(page[3:])), int(binary.BigEndian.Uint16(page[5:]))
		if to-from >= len(text) {
			copy(page[from:], text)
			pages++
		}
	}
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return pages
}

// wantIntact asks SQLite itself whether the file is as it should be.
func wantIntact(t *testing.T, dir string) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(dir, "ringevett.db")+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var said string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&said); err != nil || said != "ok" {
		t.Fatalf("integrity_check: %q, %v", said, err)
	}
}

func TestScrubOverwritesTheUnusedPartsOfPages(t *testing.T) {
	const stale = "stale bytes between cells"
	dir := t.TempDir()
	s := open(t, dir)
	book(t, s)
	for i := range 300 {
		write(t, s, booked(dialer.AttemptID(i+1), number(i)), ended(dialer.AttemptID(i+1), dialer.Busy))
	}
	s.Close()
	planted := plant(t, dir, stale)
	if planted < 10 {
		t.Fatalf("only %d pages have room", planted)
	}
	s = open(t, dir)
	if err := s.Scrub(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(inFiles(t, dir, []byte(stale))) == 0 {
		t.Fatal("nothing was destroyed, and the file was scrubbed all the same: the test shows nothing")
	}
	if _, err := s.Forget(t.Context(), number(1), "asked", "cli:per"); err != nil {
		t.Fatal(err)
	}
	if err := s.Scrub(t.Context()); err != nil {
		t.Fatal(err)
	}
	if files := inFiles(t, dir, []byte(stale)); len(files) > 0 {
		t.Errorf("they are still in %v", files)
	}
	verify(t, s)
	wantIntact(t, dir)
	before := len(facts(t, s, sqlite.Query{}))
	for i := range 300 { // on pages that the writer has read before
		write(t, s, booked(dialer.AttemptID(i+1000), number(i)))
	}
	if got := len(facts(t, s, sqlite.Query{})); got != before+300 {
		t.Errorf("got %d facts, want %d", got, before+300)
	}
	if files := inFiles(t, dir, []byte(stale)); len(files) > 0 {
		t.Errorf("they have come back in %v", files)
	}
}

// TestScrubBesideWritersAndReaders books, forgets and reads from several sides while the file is scrubbed over and
// over.
func TestScrubBesideWritersAndReaders(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	book(t, s)
	var writers, others sync.WaitGroup
	stop := make(chan struct{})
	until := func(do func() error) {
		others.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if err := do(); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	scrubs := 0
	until(func() error { scrubs++; return s.Scrub(t.Context()) })
	until(func() error { _, err := s.Verify(t.Context()); return err })
	for i := range 8 {
		writers.Go(func() {
			for j := range 60 {
				n := number(100*i + j)
				id, err := s.NextAttempt(t.Context())
				if err == nil {
					err = s.Write(t.Context(), sqlite.Batch{
						Facts: []dialer.Fact{booked(id, n), ended(id, dialer.Busy)},
					})
				}
				if err == nil && j%3 == 0 {
					_, err = s.Forget(t.Context(), n, "asked", "cli:per")
				}
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	writers.Wait()
	close(stop)
	others.Wait()
	if err := s.Scrub(t.Context()); err != nil {
		t.Fatal(err)
	}
	verify(t, s)
	wantIntact(t, dir)
	var left int
	for _, f := range facts(t, s, sqlite.Query{}) {
		if f.Kind == dialer.FactBooked && f.Number != "" {
			left++
		}
	}
	if want := 8 * 40; left != want {
		t.Errorf("got %d bookings with their numbers, want %d", left, want)
	}
	t.Logf("%d scrubs beside %d bookings", scrubs, 8*60)
}

// TestScrubRefusesAStrangeFile never writes where a page is not as SQLite writes it.
func TestScrubRefusesAStrangeFile(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	book(t, s)
	write(t, s, booked(1, number(1)), ended(1, dialer.Busy), booked(2, number(2)), ended(2, dialer.Busy))
	s.Close()
	path := filepath.Join(dir, "ringevett.db")
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	whole := bytes.Clone(file)
	for name, spoil := range map[string]func(file []byte){
		"a page with more cells than it has room for": func(
			f []byte,
		) {
			binary.BigEndian.PutUint16(f[4096+3:], 60_000)
		},
		"a list of free pages that goes in a circle": func(f []byte) {
			binary.BigEndian.PutUint32(f[32:], 3)
			binary.BigEndian.PutUint32(f[2*4096:], 3)
		},
	} {
		t.Run(name, func(t *testing.T) {
			spoilt := bytes.Clone(whole)
			spoil(spoilt)
			if err := sqlite.ScrubFile(t, spoilt); err == nil {
				t.Error("it was scrubbed")
			}
			if err := sqlite.ScrubFile(t, bytes.Clone(whole)); err != nil {
				t.Errorf("the whole file: %v", err)
			}
		})
	}
}
