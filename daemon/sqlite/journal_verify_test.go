package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// written makes a closed journal of n attempts, two facts each, every third to the same number.
func written(t testing.TB, n int) (dir string) {
	t.Helper()
	dir = t.TempDir()
	s := open(t, dir)
	for i := range n {
		id := dialer.AttemptID(i + 1)
		write(t, s, booked(id, number(i%3)), ended(id, dialer.NoAnswer))
	}
	verify(t, s)
	s.Close()
	return dir
}

func verifyFile(t testing.TB, dir string) (sqlite.Report, error) {
	t.Helper()
	return sqlite.VerifyFile(context.WithoutCancel(t.Context()), dir, filepath.Join(dir, "master.key"))
}

// TestTheJournalIsReplayed: what the journal says of an attempt is held against its row, even where a person has
// accepted the row as it stands.
func TestTheJournalIsReplayed(t *testing.T) {
	for _, change := range []string{
		"UPDATE attempt SET number = 2 WHERE id = 4", "UPDATE attempt SET outcome = 'spared' WHERE id = 4",
		"DELETE FROM attempt WHERE id = 10", "DELETE FROM attempt",
		"UPDATE attempt SET day = '2026-11-24' WHERE id = 1",
		"INSERT INTO attempt SELECT 11, campaign, client, lead, number, day, booked, ended, outcome FROM attempt " +
			"WHERE id " +
			"= 1",
	} {
		dir := written(t, 10)
		tamper(t, dir, change)
		if err := sqlite.Accept(t.Context(), options(dir), "looked through", "per"); err != nil {
			t.Fatal(err)
		}
		s := open(t, dir)
		var broken *sqlite.Broken
		if _, err := s.Verify(t.Context()); !errors.As(err, &broken) ||
			!strings.Contains(err.Error(), "what the journal does") {
			t.Errorf("%s: got %v", change, err)
		}
		if err := s.Rebuild(t.Context()); err != nil {
			t.Fatal(err)
		}
		verify(t, s)
		s.Close()
	}
}

// TestANumbersAttemptsAreHeldAgainstTheJournal: from the start until the whole table has been compared, a number whose
// row was removed or given to another is not decided on.
func TestANumbersAttemptsAreHeldAgainstTheJournal(t *testing.T) {
	for change, want := range map[string]bool{
		"": false, "UPDATE attempt SET number = 99 WHERE id = 1": true,
		"UPDATE attempt SET number = 99 WHERE id = 2": false,
	} {
		dir := written(t, 10)
		if change != "" {
			tamper(t, dir, change)
		}
		s := open(t, dir)
		_, err := s.History(t.Context(), "wool", "acme", number(0), "2026-11-23")
		if (err != nil) != want {
			t.Errorf("%q: got %v", change, err)
		}
		s.Close()
	}
}

func TestVerifyNames(t *testing.T) {
	tests := []struct {
		name   string
		change []string
		entry  int64
		want   string
	}{
		{"a changed time", []string{"UPDATE journal SET at = at + 1 WHERE seq = 5"}, 5, "does not match its hash"},
		{"a changed kind", []string{"UPDATE journal SET kind = 'lost' WHERE seq = 6"}, 6, "does not match"},
		{"a campaign's letter", []string{"UPDATE journal SET campaign = 'wooL' WHERE seq = 1"}, 1, "does not match"},
		{"another attempt", []string{"UPDATE journal SET attempt = 1 WHERE seq = 7"}, 7, "does not match"},
		{"another number's key", []string{"UPDATE journal SET number = 2 WHERE seq = 1"}, 1, "does not match"},
		{"a changed hash", []string{"UPDATE journal SET hash = zeroblob(32) WHERE seq = 9"}, 9, "does not match"},
		{"a hash cut short", []string{"UPDATE journal SET hash = substr(hash, 1, 31) WHERE seq = 9"}, 9,
			"does not match"},
		{"a removed entry", []string{"DELETE FROM journal WHERE seq = 8"}, 8, "entry 8 is missing"},
		{"removed entries in the middle", []string{"DELETE FROM journal WHERE seq IN (8, 9)"}, 8,
			"entries 8–9 are missing"},
		{"a removed beginning", []string{"DELETE FROM journal WHERE seq = 1"}, 1, "entry 1 is missing"},
		{"a removed entry, the rest moved up", []string{"DELETE FROM journal WHERE seq = 8",
			"UPDATE journal SET seq = seq - 1 WHERE seq > 8"}, 8, "does not match"},
		{"swapped entries", []string{
			"UPDATE journal SET seq = 1005 WHERE seq = 5", "UPDATE journal SET seq = 5 WHERE seq = 6",
			"UPDATE journal SET seq = 6 WHERE seq = 1005",
		}, 5, "does not match"},
		{"a cut tail", []string{"DELETE FROM journal WHERE seq > 17"}, 18, "entries 18–20 are missing"},
		{"everything cut", []string{"DELETE FROM journal"}, 1, "entries 1–20 are missing"},
		{"a cut tail with the mark moved", []string{
			"DELETE FROM journal WHERE seq > 17",
			"UPDATE head SET seq = 17, hash = (SELECT hash FROM journal WHERE seq = 17)",
		}, 17, "not sealed with this master key"},
		{"the mark gone", []string{"DELETE FROM head"}, 0, "mark of the journal's end is gone"},
		{"an entry put in front",
			[]string{"INSERT INTO journal SELECT 0, at, kind, campaign, attempt, number, body, hash " +
				"FROM journal WHERE seq = 1"}, 0, "before the journal's beginning"},
		{"an entry copied to the end",
			[]string{"INSERT INTO journal SELECT 21, at, kind, campaign, attempt, number, body, " +
				"hash FROM journal WHERE seq = 20"}, 21, "does not match"},
		{"a key destroyed in silence", []string{"UPDATE number_key SET lookup = NULL, wrapped = NULL WHERE id = 2"}, 3,
			"number key 2 was destroyed and no entry says so"},
		{"a key's row removed", []string{"DELETE FROM number_key WHERE id = 3"}, 5,
			"number key 3 was destroyed and no entry says so"},
		{"one number's key put in another's place",
			[]string{"UPDATE number_key SET wrapped = (SELECT wrapped FROM number_key WHERE id = 1) WHERE id = 2"}, 3,
			"number key 2 does not open"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := written(t, 10)
			tamper(t, dir, test.change...)
			_, err := verifyFile(t, dir)
			var broken *sqlite.Broken
			if !errors.As(err, &broken) || broken.Entry != test.entry || !strings.Contains(broken.Why, test.want) {
				t.Errorf("got %v, want entry %d and %q", err, test.entry, test.want)
			}
		})
	}
}

// TestVerifyFindsEveryChangedByte turns one bit in each column of each row.
func TestVerifyFindsEveryChangedByte(t *testing.T) {
	dir := written(t, 20)
	db, err := sql.Open("sqlite3", filepath.Join(dir, "ringevett.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tries := 0
	for seq := int64(1); seq <= 40; seq++ {
		for _, column := range []string{"kind", "campaign", "body", "hash"} {
			var was []byte
			if err := db.QueryRow(`SELECT CAST(`+column+` AS BLOB) FROM journal WHERE seq = ?`, seq).Scan(
				&was,
			); err != nil {
				t.Fatal(err)
			}
			is := append([]byte(nil), was...)
			at := rand.IntN(len(is))
			is[at] ^= 1 << rand.IntN(8)
			set(t, db, column, seq, is)
			wantBroken(t, dir, seq, fmt.Sprintf("%s, byte %d, %d for %d", column, at, is[at], was[at]))
			set(t, db, column, seq, was)
			tries++
		}
		for _, column := range []string{"at", "attempt", "number"} {
			bit := int64(1) << rand.IntN(62)
			flip := fmt.Sprintf(`UPDATE journal SET %[1]s = (%[1]s | %[2]d) - (%[1]s & %[2]d) WHERE seq = ?`, column,
				bit)
			for try := range 2 { // the second turns it back
				if _, err := db.Exec(flip, seq); err != nil {
					t.Fatal(err)
				}
				if try == 0 {
					wantBroken(t, dir, seq, fmt.Sprintf("%s, bit %d", column, bit))
				}
			}
			tries++
		}
	}
	if _, err := verifyFile(t, dir); err != nil {
		t.Errorf("all put back: %v", err)
	}
	t.Logf("%d changed bits found and named", tries)
}

func set(t *testing.T, db *sql.DB, column string, seq int64, value []byte) {
	t.Helper()
	var arg any = value
	if column == "kind" || column == "campaign" {
		arg = string(value)
	}
	if _, err := db.Exec(`UPDATE journal SET `+column+` = ? WHERE seq = ?`, arg, seq); err != nil {
		t.Fatal(err)
	}
}

func wantBroken(t *testing.T, dir string, entry int64, what string) {
	t.Helper()
	_, err := verifyFile(t, dir)
	var broken *sqlite.Broken
	if !errors.As(err, &broken) || broken.Entry != entry {
		t.Errorf("entry %d, %s: got %v", entry, what, err)
	}
}

func TestVerifyTellsTheWhole(t *testing.T) {
	dir := written(t, 10)
	s := open(t, dir)
	live := verify(t, s)
	file, err := verifyFile(t, dir) // beside the writer
	if err != nil || !cmp.Equal(live, file) || live.Entries != 20 || len(live.Head) != 64 || live.Erased != 0 {
		t.Errorf("got %+v and %+v, %v", live, file, err)
	}
	write(t, s, booked(99, number(1)))
	if got := verify(t, s); got.Entries != 21 || got.Head == live.Head {
		t.Errorf("got %+v after one more", got)
	}
	if got := verify(t, open(t, t.TempDir())); got.Entries != 0 {
		t.Errorf("a new journal: got %+v", got)
	}
}
