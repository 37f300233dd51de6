package sqlite_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// How a table is held to what was written.
const (
	byChain   = "the chain"         // each entry by the hash of the one before, the end by a seal and signatures
	byReplay  = "a seal and replay" // sealed, and made again by Verify from the journal's entries
	bySeal    = "a seal"            // by the keyed sum over its rows in the head
	byOwnSeal = "a seal of its own"
)

// ways says how each table is held. A new table needs a line here, and a reason where its rows do not follow from the
// journal.
var ways = map[string][]string{
	byChain: {"journal"},
	byReplay: {"attempt", "flag", "abandoned_again", "survey", "contact", "recording_refusal", "sale",
		"pin_trial", "agent_pause", "listened", "shown",
		"register_change"},
	byOwnSeal: {"carried", "head", "checkpoint", "register_part"},
	bySeal: {
		"list", "list_rows", // hashes of files, which no entry has
		"erased", "withdrawal", // the entry has lost the number, or lacks the day that counts
		"register_version", "register_cursor", // what others delivered
		"undelivered",            // what a receiver did not take
		"notice", "notice_agent", // an agent who left the book is in the table alone
		"training", "training_version", // an entry has its trainer, and a version its instant, in the table alone
		"client", "campaign", "agent", "visible_past", // the entries say what changed, and not the whole
		// persons, sealed
		"lead", "lead_count", "lead_load", "lead_renewal", "ended_list", "list_in", "household", "evidence",
		"person", "waiting", // the entries say what changed, and not the whole
		"inquiry", "erasure", "recording", "recording_hold",
		"number_key", "counter", "install", "migration",
	},
}

// wayOf is how a table is held; "" where no line says so.
func wayOf(table string) string {
	for way, tables := range ways {
		if slices.Contains(tables, table) {
			return way
		}
	}
	return ""
}

// projected fills every table that follows from the journal.
func projected(t *testing.T, s *sqlite.Store) {
	t.Helper()
	decided(t, s)
	write(t, s,
		dialer.Fact{At: monday, Kind: dialer.FactWrongPIN, Code: "PJSIP/101", Agent: "anna"},
		dialer.Fact{At: monday, Kind: dialer.FactPhoneLocked, Code: "PJSIP/101", Agent: "anna"},
		dialer.Fact{At: monday, Kind: dialer.FactPaused, Code: string(dialer.PauseLunch), Agent: "anna"},
		dialer.Fact{At: monday, Kind: dialer.FactMonitorBegun, Agent: "anna"},
		dialer.Fact{
			At: monday, Kind: dialer.FactShown, Code: dialer.ShownOther, Visible: "+4722000001", Sent: "anonymous",
		})
	if err := s.Unreserve(t.Context(), sqlite.OwnRegister, number(21), "in writing", "anna"); err != nil {
		t.Fatal(err)
	}
	b := booked(8, number(8))
	talk := fact(8, 6, dialer.FactBridged)
	talk.Agent = "anna"
	e := ended(8, dialer.Answered)
	e.Party = dialer.ByConsumer
	write(t, s, b, fact(8, 5, dialer.FactAnswered), talk, e)
	sold(t, s, 9, number(9))
}

// TestEveryTableIsHeldInOneWay: a table of the schema that no line names is a fault, and so is a line for none.
func TestEveryTableIsHeldInOneWay(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	projected(t, s)
	counts := map[string]int{}
	for name := range schemaOf(t, dir) {
		how := wayOf(name)
		if how == "" {
			t.Errorf("how is table %s held to what was written? Name it in ways", name)
		}
		counts[how]++
		if _, made := sqlite.Projections()[name]; made != (how == byReplay) {
			t.Errorf("table %s is held by %s, and made again by Verify: %v", name, how, made)
		}
	}
	t.Logf("tables: %v", counts)
}

// TestWhatTheJournalMakesCannotBeSealedOtherwise: a thief of the master key removes rows or changes them, and seals the
// tables again. The entries show it, table by table and column by column.
func TestWhatTheJournalMakesCannotBeSealedOtherwise(t *testing.T) {
	from := t.TempDir()
	s := open(t, from)
	projected(t, s)
	schema := schemaOf(t, from)
	verify(t, s)
	s.Close()
	began, tampered := time.Now(), 0
	for table, columns := range sqlite.Projections() {
		statements := []string{fmt.Sprintf(`DELETE FROM %s WHERE rowid IN (SELECT max(rowid) FROM %[1]s)`, table)}
		for _, c := range schema[table] {
			if slices.Contains(columns, c.name) {
				value := fmt.Sprintf(c.other(), c.name)
				if c.name == "op" {
					value = `iif(op = 'add', 'remove', 'add')`
				}
				statements = append(statements, fmt.Sprintf(`UPDATE %s SET "%s" = %s WHERE rowid IN (SELECT max(rowid)
					FROM %[1]s)`, table, c.name, value))
			}
		}
		for _, statement := range statements {
			dir := t.TempDir()
			for _, name := range []string{"ringevett.db", "master.key"} {
				copyFile(t, from+"/"+name, dir+"/"+name)
			}
			s := open(t, dir)
			err := <-s.Go(statement) // by the writer: the seals follow
			if err != nil {
				err = <-s.Go(withoutRowid(statement))
			}
			if err != nil {
				t.Fatalf("%s: %v", statement, err)
			}
			tampered++
			var broken *sqlite.Broken
			_, err = s.Verify(t.Context())
			if s.Breach() != nil || !errors.As(err, &broken) || !strings.Contains(err.Error(), "the table "+table) {
				t.Errorf("MISSED: %s: breach %v, Verify %v", statement, s.Breach(), err)
			}
			s.Close()
		}
	}
	t.Logf("%d changes in %d tables, found in %v", tampered, len(sqlite.Projections()),
		time.Since(began).Round(time.Millisecond))
}
