package sqlite_test

import (
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// secrets reads what must be gone after an erasure: each living number's wrapped key and lookup hash.
func secrets(t testing.TB, dir string) map[int64][][]byte {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(dir, "ringevett.db")+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`SELECT id, wrapped, lookup FROM number_key WHERE wrapped IS NOT NULL`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	all := map[int64][][]byte{}
	for rows.Next() {
		var id int64
		var wrapped, lookup []byte
		if err := rows.Scan(&id, &wrapped, &lookup); err != nil {
			t.Fatal(err)
		}
		all[id] = [][]byte{wrapped, lookup}
	}
	return all
}

func TestForget(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	book(t, s)
	write(t, s, booked(1, number(1)), ended(1, dialer.Busy), booked(2, number(2)), ended(2, dialer.Busy))
	addLeads(t, s, dialer.Lead{Number: number(1), Name: "Kari Nordmann"}, dialer.Lead{Number: number(2)})
	before := secrets(t, dir)
	for _, secret := range before[1] {
		if len(inFiles(t, dir, secret)) == 0 {
			t.Fatal("the test does not see the key while it is there")
		}
	}

	got, err := s.Forget(t.Context(), number(1), "asked by phone", "cli:per")
	if err != nil || got != 1 {
		t.Fatalf("got %d facts, %v, want 1", got, err)
	}

	report := verify(t, s)
	if report.Erased != 1 {
		t.Errorf("got %d facts without number, want 1", report.Erased)
	}
	for _, f := range facts(t, s, sqlite.Query{}) {
		if f.Number == number(1) {
			t.Errorf("the number is still in %+v", f)
		}
	}
	if f := facts(t, s, sqlite.Query{Attempt: 2})[0]; f.Number != number(2) {
		t.Errorf("the other number is gone too: %+v", f)
	}
	if f := lastFact(t, s); f.Kind != dialer.FactErased || f.By != "cli:per" || f.Detail != "asked by phone" ||
		f.Number != "" {
		t.Errorf("got %+v", f)
	}
	if leads := due(t, s, monday, 10); len(leads) != 1 || leads[0].Number != number(2) {
		t.Errorf("got leads %+v, want the other one only", leads)
	}
	if h, err := s.History(t.Context(), "wool", "acme", number(1), "2026-11-23"); err != nil ||
		h != (sqlite.History{}) {
		t.Errorf("history: got %+v, %v", h, err)
	}
	for _, secret := range before[1] {
		if files := inFiles(t, dir, secret); len(files) > 0 {
			t.Errorf("the key's bytes are still in %v", files)
		}
	}
	t.Run("again finds nothing", func(t *testing.T) {
		if got, err := s.Forget(t.Context(), number(1), "asked by phone", "cli:per"); err != nil || got != 0 {
			t.Errorf("got %d, %v", got, err)
		}
	})
	t.Run("a later booking does not bring the old facts back", func(t *testing.T) {
		write(t, s, booked(3, number(1)))
		if got := facts(t, s, sqlite.Query{Number: number(1)}); len(got) != 1 || got[0].Attempt != 3 {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("the engine's late word does not bring the lead back", func(t *testing.T) {
		if err := s.Write(t.Context(), sqlite.Batch{Leads: []sqlite.LeadChange{{Lead: 1,
			State: sqlite.LeadWaiting}}}); err != nil {
			t.Fatal(err)
		}
		if leads := due(t, s, monday, 10); len(leads) != 1 {
			t.Errorf("got %+v", leads)
		}
		counts, err := s.LeadCounts(t.Context(), "wool")
		if err != nil || counts[sqlite.LeadStatus{State: sqlite.LeadDone, Code: "erased"}] != 1 {
			t.Errorf("got %v, %v, want one lead erased", counts, err)
		}
	})
}

func TestForgetWaitsForTheCallToEnd(t *testing.T) {
	s := open(t, t.TempDir())
	write(t, s, booked(1, number(1)))
	if _, err := s.Forget(t.Context(), number(1), "asked", "cli:per"); !errors.Is(err, dialer.ErrRefused) ||
		!strings.Contains(err.Error(), "a1") {
		t.Errorf("got %v", err)
	}
}

func TestForgetLeavesTheRegisters(t *testing.T) {
	s := open(t, t.TempDir())
	if err := s.Reserve(t.Context(), sqlite.OwnRegister, number(1), "by phone", "cli:per"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Forget(t.Context(), number(1), "asked", "cli:per"); err != nil {
		t.Fatal(err)
	}
	if own, _, err := s.Reserved(t.Context(), number(1), "acme"); err != nil || !own {
		t.Errorf("got %v, %v: who is forgotten must not be called again", own, err)
	}
	verify(t, s)
}

// TestForgetWhileSomeoneReads has a reader hold the old pages: the bytes must be gone as soon as it has ended.
func TestForgetWhileSomeoneReads(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	write(t, s, booked(1, number(1)), ended(1, dialer.Busy), booked(2, number(2)))
	secret := secrets(t, dir)[1][0]
	for range s.Facts(t.Context(), sqlite.Query{}) {
		if _, err := s.Forget(t.Context(), number(1), "asked", "cli:per"); err != nil {
			t.Fatal(err)
		}
		break
	}
	write(t, s, ended(2, dialer.Busy)) // the next commit tries again
	if files := inFiles(t, dir, secret); len(files) > 0 {
		t.Errorf("the key's bytes are still in %v", files)
	}
}

// TestScrubLeavesNoOldPage fills enough rows, in random order of hashes, that pages were split, and forgets them.
func TestScrubLeavesNoOldPage(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	book(t, s)
	var leads []dialer.Lead
	for i := range 800 {
		leads = append(leads, dialer.Lead{Number: number(i), Name: fmt.Sprintf("Person %03d", i)})
	}
	addLeads(t, s, leads...)
	all := secrets(t, dir)
	for i := range 400 {
		if _, err := s.Forget(t.Context(), number(i), "asked", "cli:per"); err != nil {
			t.Fatal(err)
		}
	}
	// What a split page leaves behind is left to chance; a page freed without being overwritten is not.
	const stale = "stale bytes of a freed page"
	tamper(t, dir, "PRAGMA secure_delete = OFF", "CREATE TABLE x AS SELECT '"+stale+"'", "DROP TABLE x")
	keys, hashes := leftOver(t, dir, all)
	if keys > 0 {
		t.Errorf("of 400 destroyed keys %d are still in the file", keys)
	}
	if len(inFiles(t, dir, []byte(stale))) == 0 {
		t.Fatal("the test does not see a freed page")
	}
	t.Logf("before: %d keyed hashes left behind by split pages", hashes)
	if err := s.Scrub(t.Context()); err != nil {
		t.Fatal(err)
	}
	if keys, hashes := leftOver(t, dir, all); keys+hashes > 0 {
		t.Errorf("after: %d keys, %d hashes left", keys, hashes)
	}
	if files := inFiles(t, dir, []byte(stale)); len(files) > 0 {
		t.Errorf("a freed page is still in %v", files)
	}
	verify(t, s)
	write(t, s, booked(1, number(1))) // the writer is as it was
	if got := due(t, s, monday, 1000); len(got) != 400 {
		t.Errorf("got %d leads, want 400", len(got))
	}
}

// leftOver counts the secrets that are in the file though their key is not alive.
func leftOver(t *testing.T, dir string, all map[int64][][]byte) (keys, hashes int) {
	t.Helper()
	alive := secrets(t, dir)
	for id, secret := range all {
		if _, ok := alive[id]; ok {
			continue
		}
		keys += len(inFiles(t, dir, secret[0]))
		hashes += len(inFiles(t, dir, secret[1]))
	}
	return keys, hashes
}

func TestForgetOlder(t *testing.T) {
	dir := t.TempDir()
	clock := monday.AddDate(-2, 0, 0)
	s, err := sqlite.Create(t.Context(), sqlite.Options{Dir: dir, Now: func() time.Time { return clock }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	book(t, s)
	call := func(id dialer.AttemptID, n dialer.Number, at time.Time) {
		b, e := booked(id, n), ended(id, dialer.Busy)
		b.At, e.At = at, at.Add(time.Minute)
		write(t, s, b, e)
	}
	for i := range 450 {
		call(dialer.AttemptID(i+1), number(i), clock)
	}
	var never []dialer.Lead // more keys than one step looks at; their leads are done and no call was made
	for i := range 1000 {
		never = append(never, dialer.Lead{Number: dialer.Number(fmt.Sprintf("+4722000%03d", i))})
	}
	addLeads(t, s, never...)
	var done []sqlite.LeadChange
	for i := range never {
		done = append(done, sqlite.LeadChange{
			Lead: dialer.LeadID(i + 1), State: sqlite.LeadDone, Code: "list withdrawn",
		})
	}
	if err := s.Write(t.Context(), sqlite.Batch{Leads: done}); err != nil {
		t.Fatal(err)
	}
	call(1000, number(500), clock)
	call(1001, number(500), monday)
	call(1002, number(501), clock)
	addLeads(t, s, dialer.Lead{Number: number(501), Name: "Kari"}, dialer.Lead{Number: number(502)})
	clock = monday

	n, err := s.ForgetOlder(t.Context(), monday.AddDate(-1, 0, 0))
	if err != nil || n != 1451 {
		t.Fatalf("got %d numbers, %v, want 1451", n, err)
	}
	left := map[dialer.Number]int{}
	for f := range s.Facts(t.Context(), sqlite.Query{}) {
		if f.Number != "" {
			left[f.Number]++
		}
	}
	if len(left) != 1 || left[number(500)] != 2 {
		t.Errorf("got %v, want the number called since, in both its calls", left)
	}
	leads := due(t, s, monday, 10)
	if len(leads) != 2 || leads[0].Number != number(501) || leads[0].Name != "Kari" || leads[1].Number != number(502) {
		t.Errorf("got leads %+v, want both, since they can still be dialed", leads)
	}
	if r := verify(t, s); r.Erased != 451 {
		t.Errorf("got %d facts without number, want 451", r.Erased)
	}
	if n, err := s.ForgetOlder(t.Context(), monday.AddDate(-1, 0, 0)); err != nil || n != 0 {
		t.Errorf("again: got %d, %v", n, err)
	}
}

// The ids of attempts and of numbers' keys differ: code that mixes them takes a call's number while
// it is open.
func TestForgetOlderLeavesOpenAttempts(t *testing.T) {
	clock := monday.AddDate(-2, 0, 0)
	s, err := sqlite.Create(t.Context(), sqlite.Options{Dir: t.TempDir(), Now: func() time.Time { return clock }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	open := booked(7, number(2))
	open.At = clock
	for id, n := range map[dialer.AttemptID]int{1: 1, 2: 1, 3: 3} {
		b, e := booked(id, number(n)), ended(id, dialer.Busy)
		b.At, e.At = clock, clock.Add(time.Minute)
		write(t, s, b, e)
	}
	write(t, s, open)
	clock = monday
	if n, err := s.ForgetOlder(t.Context(), monday.AddDate(-1, 0, 0)); err != nil || n != 2 {
		t.Errorf("got %d numbers, %v, want those of the two whose calls are over", n, err)
	}
	for n, want := range map[int]int{1: 0, 2: 1, 3: 0} {
		if got := len(facts(t, s, sqlite.Query{Number: number(n)})); got != want {
			t.Errorf("number %d: %d facts, want %d", n, got, want)
		}
	}
	over := ended(7, dialer.Busy)
	over.At = monday.AddDate(-1, 0, -1)
	write(t, s, over)
	if n, err := s.ForgetOlder(t.Context(), monday.AddDate(-1, 0, 0)); err != nil || n != 1 {
		t.Errorf("when its call is over: got %d numbers, %v, want 1", n, err)
	}
}
