package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/sqlite"
)

// cell is one column of a table, as the schema tells it.
type cell struct {
	table, name, kind string
	key               bool
}

// file opens the journal's file as any program may.
func file(t *testing.T, dir string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(dir, "ringevett.db"))
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// schemaOf reads every table of a journal, but for SQLite's own.
func schemaOf(t *testing.T, dir string) map[string][]cell {
	t.Helper()
	db := file(t, dir)
	defer db.Close()
	rows, err := db.Query(`SELECT m.name, c.name, c.type, c.pk > 0 FROM sqlite_master m
		JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite^_%' ESCAPE '^'
		ORDER BY m.name, c.cid`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	all := map[string][]cell{}
	for rows.Next() {
		var c cell
		if err := rows.Scan(&c.table, &c.name, &c.kind, &c.key); err != nil {
			t.Fatal(err)
		}
		all[c.table] = append(all[c.table], c)
	}
	return all
}

// fillEmpty puts a row into every table that has none.
func fillEmpty(t *testing.T, s *sqlite.Store, tables map[string][]cell) {
	t.Helper()
	for _, name := range sorted(tables) {
		var names, values []string
		for _, c := range tables[name] {
			names = append(names, `"`+c.name+`"`)
			values = append(values, map[string]string{"INTEGER": "1", "TEXT": "'x'", "BLOB": "x'01'"}[c.kind])
		}
		err := <-s.Go(fmt.Sprintf(`INSERT INTO %[1]s (%[2]s) SELECT %[3]s WHERE NOT EXISTS (SELECT 1 FROM %[1]s)`,
			name, strings.Join(names, ", "), strings.Join(values, ", ")))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
}

func sorted(tables map[string][]cell) (names []string) {
	for name := range tables {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// other is another value for a column.
func (c cell) other() string {
	return map[string]string{"INTEGER": `"%s" + 1`, "TEXT": `"%s" || 'y'`,
		"BLOB": `cast(x'00' || ifnull("%s", x'') AS BLOB)`}[c.kind]
}

// changes to one table: a row removed, and a value of the last column; of all, each column and a row put in.
func changes(cells []cell, all bool) (statements []string) {
	name := cells[0].table
	var names, values []string
	for i, c := range cells {
		quoted := `"` + c.name + `"`
		value := fmt.Sprintf(c.other(), c.name)
		names = append(names, quoted)
		if c.key {
			values = append(values, strings.ReplaceAll(value, "+ 1", "+ 1000"))
		} else {
			values = append(values, quoted)
		}
		if all || i == len(cells)-1 {
			statements = append(statements, fmt.Sprintf(`UPDATE %s SET %s = %s WHERE rowid IN (SELECT max(rowid)
				FROM %[1]s)`, name, quoted, value))
		}
	}
	statements = append(statements, fmt.Sprintf(`DELETE FROM %s WHERE rowid IN (SELECT max(rowid) FROM %[1]s)`, name))
	if !all {
		return statements
	}
	return append(statements, fmt.Sprintf(`INSERT INTO %s (%s) SELECT %s FROM %[1]s
		LIMIT 1`, name, strings.Join(names, ", "), strings.Join(values, ", ")))
}

// found is who finds a change first.
type found string

const (
	byStart found = "the start"
	byCheck found = "the background run"
	unfound found = "none of them"
)

// finds opens the journal as a daemon does, and asks Verify.
func finds(t *testing.T, dir string) (by found, verified bool) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), options(dir))
	if err != nil {
		return byStart, true
	}
	defer s.Close()
	_, err = s.Verify(t.Context())
	verified = err != nil
	var broken *sqlite.Broken
	switch {
	case s.Breach() != nil:
		return byStart, verified
	case errors.As(s.CheckTables(t.Context(), func() {}), &broken):
		return byCheck, verified
	}
	return unfound, verified
}

// tamperEach changes every table of the schema, each change in a copy of the journal.
func tamperEach(t *testing.T, all bool) {
	from := t.TempDir()
	s := open(t, from)
	projected(t, s)
	s.Close()
	if _, err := sqlite.Rekey(t.Context(), options(from), rotated); err != nil { // so that each table has its row
		t.Fatal(err)
	}
	s = open(t, from)
	tables := schemaOf(t, from)
	fillEmpty(t, s, tables)
	s.Close()
	deciding := []string{"schema", "register_change", "register_version", "flag", "abandoned_again", "survey", "list",
		"recording_refusal",
		"withdrawal", "contact", "shown", "campaign", "client", "agent", "pin_trial", "register_cursor", "counter",
		"install",
		"head"}
	statements := map[string][]string{"": {""}, "schema": {
		`CREATE TRIGGER t AFTER INSERT ON register_change BEGIN DELETE FROM register_change WHERE seq = new.seq; END`,
		`DROP TRIGGER lead_added`, `DROP INDEX attempt_number`, `CREATE TABLE mine (a INTEGER) STRICT`,
		`DROP TABLE pin_trial`,
		`CREATE VIEW v AS SELECT 1`,
	}}
	for name, cells := range tables {
		statements[name] = changes(cells, all)
	}
	began, count := time.Now(), struct {
		sync.Mutex
		by map[found]int
	}{by: map[found]int{}}
	t.Run("each", func(t *testing.T) {
		for name, of := range statements {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				done := 0
				for _, change := range of {
					by, tried := tamperOne(t, from, change, slices.Contains(deciding, name))
					if tried {
						done++
						count.Lock()
						count.by[by]++
						count.Unlock()
					}
				}
				if done == 0 {
					t.Error("nothing could be changed")
				}
			})
		}
	})
	t.Logf("%d tables, found by: %v, in %v", len(tables), count.by, time.Since(began).Round(time.Millisecond))
}

// tamperOne makes one change in a copy of the journal, "" being none, and wants it found.
func tamperOne(t *testing.T, from, change string, decides bool) (by found, done bool) {
	dir := t.TempDir()
	for _, name := range []string{"ringevett.db", "master.key"} {
		copyFile(t, filepath.Join(from, name), filepath.Join(dir, name))
	}
	if change != "" && !tried(t, dir, change) {
		return "", false
	}
	by, verified := finds(t, dir)
	switch {
	case change == "" && (by != unfound || verified):
		t.Errorf("untouched: found by %s, by Verify %v", by, verified)
	case change != "" && !verified:
		t.Errorf("MISSED by Verify: %s (found by %s)", change, by)
	case change != "" && by == unfound && !strings.Contains(change, " journal "): // the chain: see the counter
		t.Errorf("MISSED: %s", change)
	case decides && by != byStart:
		t.Errorf("it decides, and is found by %s: %s", by, change)
	}
	return by, true
}

// tried reports whether the change can be made in the file.
func tried(t *testing.T, dir, change string) bool {
	t.Helper()
	db := file(t, dir)
	defer db.Close()
	for _, without := range []string{"rowid", "(SELECT 1)"} { // tables without one
		if without != "rowid" {
			change = withoutRowid(change)
		}
		r, err := db.ExecContext(context.WithoutCancel(t.Context()), change)
		if err == nil {
			n, err := r.RowsAffected()
			return err == nil && (n > 0 || !strings.HasPrefix(change, "UPDATE") && !strings.HasPrefix(change, "DELETE"))
		}
	}
	return false
}

// withoutRowid changes all rows of a table that has no number of rows.
func withoutRowid(change string) string {
	before, _, _ := strings.Cut(change, " WHERE rowid")
	return before
}

// TestEveryTableIsSealed: no table of the schema can be changed unnoticed. A new table is covered without a change
// here.
func TestEveryTableIsSealed(t *testing.T) { tamperEach(t, false) }
