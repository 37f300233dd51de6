package sqlite_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// childRekey names the point at which a child that rotates a master key kills itself.
const childRekey = "RINGEVETT_TEST_REKEY_UNTIL"

var rotated = sqlite.Rekeying{Why: "a laptop was stolen", By: "cli:per"}

// rekeyUntilKilled rotates the key of a journal and kills itself at a point, with SIGKILL.
func rekeyUntilKilled(dir, point string) error {
	return sqlite.RekeyTo(context.Background(), options(dir), rotated, func(at string) {
		if at == point {
			syscall.Kill(os.Getpid(), syscall.SIGKILL)
		}
	})
}

// full is a journal that has something sealed or hashed in every column where that can stand.
func full(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	s := open(t, dir)
	decided(t, s)
	if _, err := s.Forget(t.Context(), number(6), "asked", "cli:per"); err != nil {
		t.Fatal(err)
	}
	ask(t, s, email(number(2), "Where did you get my number?"))
	s.Close()
	return dir
}

// known is what a journal answers about its persons.
func known(t *testing.T, s *sqlite.Store) (all []string) {
	t.Helper()
	tell := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	for _, f := range facts(t, s, sqlite.Query{}) {
		if f.Code != "master key" {
			tell("%s %v %s %s", f.Kind, f.Attempt, f.Number, f.Detail)
		}
	}
	for i := range 40 {
		h, err := s.HeldOn(t.Context(), number(i))
		flag, err2 := s.FlagOf(t.Context(), number(i))
		reserved, _, err3 := s.Reserved(t.Context(), number(i), "acme")
		if err := errors.Join(err, err2, err3); err != nil {
			t.Fatal(err)
		}
		tell("%d: %d leads, marks %v, entries %v, %+v, reserved %v", i, len(h.Leads), h.Marks, h.Entries, flag,
			reserved)
	}
	a, err := s.CheckPIN(t.Context(), anna.Endpoint, "1234")
	tell("PIN of %s: %v", a.ID, err)
	questions, err := s.Inquiries(t.Context(), sqlite.InquiryQuery{})
	tell("%+v, %v", questions, err)
	return all
}

// reopen opens what is there, and proves it.
func reopen(t *testing.T, dir string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), options(dir))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	verify(t, s)
	if err := errors.Join(s.Breach(), s.CheckTables(t.Context(), func() {})); err != nil {
		t.Error(err)
	}
	return s
}

// TestRekey: the journal answers as before, twice over. The old key does not open it, but opens the earlier copy, and
// nothing that was sealed or hashed before is left in the new file.
func TestRekey(t *testing.T) {
	dir, before := full(t), t.TempDir()
	s := reopen(t, dir)
	want := known(t, s)
	s.Close()
	copyFile(t, dir+"/ringevett.db", before+"/ringevett.db")
	copyFile(t, dir+"/master.key", before+"/first.key")
	old := cellsOf(t, dir)
	for range 2 {
		key := bytesOf(t, dir+"/master.key")
		out, err := sqlite.Rekey(t.Context(), options(dir), rotated)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(bytesOf(t, out.OldKey), key) || bytes.Equal(bytesOf(t, out.Key), key) {
			t.Error("the old key is not kept, or not replaced")
		}
		s := reopen(t, dir)
		if diff := cmp.Diff(want, known(t, s)); diff != "" {
			t.Errorf("the journal answers otherwise (-before +after):\n%s", diff)
		}
		s.Close()
		wrong := options(dir)
		wrong.KeyFile = out.OldKey
		if _, err := sqlite.Open(t.Context(), wrong); !errors.Is(err, dialer.ErrRefused) {
			t.Errorf("the old key: got %v, want it refused", err)
		}
		now := cellsOf(t, dir)
		for cell, had := range old {
			for _, b := range had {
				if slices.ContainsFunc(now[cell], func(c []byte) bool { return bytes.Equal(b, c) }) {
					t.Errorf("%s stands as it did under the old key", cell)
				}
			}
		}
		if len(now) != len(old) || len(old["number_key.wrapped"]) == 0 || len(old["list_rows.kept"]) == 0 {
			t.Fatal("the test does not see what is sealed")
		}
		old = now
	}
	o := options(before)
	o.KeyFile = before + "/first.key"
	copied, err := sqlite.OpenReadOnly(t.Context(), o)
	if err != nil {
		t.Fatalf("the copy of before, by its own key: %v", err)
	}
	copied.Close()
}

func bytesOf(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// cellsOf are the cells of the columns that a rotation makes again.
func cellsOf(t *testing.T, dir string) map[string][][]byte {
	t.Helper()
	db := file(t, dir)
	defer db.Close()
	all := map[string][][]byte{}
	for _, name := range append(sqlite.RekeyedColumns(), "number_key.wrapped", "inquiry.wrapped", "evidence.wrapped",
		"register_part.box",
		"register_change.hash", "register_change.box", "list_rows.mark", "list_rows.kept", "head.seal", "head.tables",
		"head.rest") {
		table, column, _ := strings.Cut(name, ".")
		rows, err := db.Query(fmt.Sprintf(`SELECT %s FROM %s WHERE %[1]s IS NOT NULL`, column, table))
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var b sql.RawBytes
			if err := rows.Scan(&b); err != nil {
				t.Fatal(err)
			}
			all[name] = append(all[name], bytes.Clone(b))
		}
		rows.Close()
	}
	return all
}

// untouched are columns of bytes that a rotation leaves, and why.
var untouched = map[string]string{
	"journal.body": "the chain covers it; its boxes are sealed by numbers' keys",
	"journal.hash": "the chain is made without a key",
	"lead.box":     "by the number's key", "household.box": "by the number's key",
	"lead_renewal.box": "by the number's key",
	"erasure.box":      "by the number's key", "inquiry.box": "by the number's key",
	"inquiry.words":     "by the inquiry's key",
	"inquiry.voice_key": "by the inquiry's key", "recording.box": "by recordings.key", "client.doc": "clear",
	"campaign.doc": "clear",
	"person.doc":   "clear", "evidence.box": "by the row's key", "waiting.box": "by the number's key",
	"register_version.checksum": "of the parts", "checkpoint.doc": "taken away", "checkpoint.seal": "taken away",
	"head.hash": "the chain's",
	"head.seal": "with every write", "head.tables": "with every write", "head.rest": "with every write",
	"carried.box": "made again",
}

// TestARotationForgetsNoColumn: each column of bytes in the schema is made again, or it is said here why not; and each
// key that is derived from the master key is one of those that a rotation knows.
func TestARotationForgetsNoColumn(t *testing.T) {
	dir := t.TempDir()
	open(t, dir).Close()
	sets := sqlite.SealedSets()
	for name, cells := range schemaOf(t, dir) {
		for _, c := range cells {
			column := name + "." + c.name
			again := slices.Contains(sqlite.RekeyedColumns(), column) || strings.Contains(sets[name], " "+c.name+" = ")
			if c.kind == "BLOB" && !again && untouched[column] == "" {
				t.Errorf("%s: is it sealed or hashed by the master key? See sealedColumns and hashColumns", column)
			}
		}
	}
	want := []string{"lookup", "register", "person", "own", "shared", "ownMark", "marker", "pin", "head", "count",
		"tables", "wrap",
		"reserve", "dialogue", "sums", "carrier", "cover", "rowCover", "veil", "hidden"}
	if diff := cmp.Diff(want, sqlite.KeyNames()); diff != "" {
		t.Errorf("what does a rotation do with a new key? (-known +there)\n%s", diff)
	}
}

// TestARotationSurvivesAKill: SIGKILL at each point leaves a journal that opens, whole, with what it knew; and so
// does a second rotation after it.
func TestARotationSurvivesAKill(t *testing.T) {
	from := full(t)
	want := known(t, reopen(t, from))
	points := []string{}
	dir := t.TempDir()
	copyJournal(t, from, dir)
	if err := sqlite.RekeyTo(t.Context(), options(dir), rotated,
		func(at string) { points = append(points, at) }); err != nil {
		t.Fatal(err)
	}
	if len(points) != 5 {
		t.Fatalf("points: %q", points)
	}
	for _, point := range points {
		t.Run(point, func(t *testing.T) {
			dir := t.TempDir()
			copyJournal(t, from, dir)
			cmd := exec.CommandContext(t.Context(), os.Args[0])
			cmd.Env = append(os.Environ(), childDir+"="+dir, childRekey+"="+point)
			var dead *exec.ExitError
			if err := cmd.Run(); !errors.As(err, &dead) || dead.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
				t.Fatalf("the child was not killed: %v", err)
			}
			read, err := sqlite.OpenReadOnly(t.Context(), options(dir))
			if err != nil {
				t.Fatal(err)
			}
			read.Close()
			s := reopen(t, dir)
			if diff := cmp.Diff(want, known(t, s)); diff != "" {
				t.Errorf("the journal answers otherwise (-before +after):\n%s", diff)
			}
			s.Close()
			if left, _ := filepath.Glob(dir + "/master.key.next"); len(left) > 0 {
				t.Error("the new key still waits")
			}
			if _, err := sqlite.Rekey(t.Context(), options(dir), rotated); err != nil {
				t.Error(err)
			}
			reopen(t, dir)
		})
	}
}

func copyJournal(t *testing.T, from, to string) {
	t.Helper()
	for _, name := range []string{"ringevett.db", "master.key"} {
		copyFile(t, filepath.Join(from, name), filepath.Join(to, name))
	}
}

// TestARotationSealsNoTampering: what somebody changed in a table would be sealed as if it were ours.
func TestARotationSealsNoTampering(t *testing.T) {
	dir := full(t)
	tamper(t, dir, `DELETE FROM register_change`)
	key := bytesOf(t, dir+"/master.key")
	if _, err := sqlite.Rekey(t.Context(), options(dir), rotated); err == nil {
		t.Error("it was rotated")
	}
	if left, _ := filepath.Glob(dir + "/master.key.*"); len(left) > 0 ||
		!bytes.Equal(key, bytesOf(t, dir+"/master.key")) {
		t.Errorf("keys were touched: %q", left)
	}
}
