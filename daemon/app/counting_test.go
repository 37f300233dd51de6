package app_test

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/verb"
)

// TestWhatIsNotAsItWasWrittenStopsDialing: an old entry that was changed is found by the walk after the start, a row
// taken from a table that decides who may be rung before anything is dialed. It is said once, is in status and in
// the journal, and an untouched journal is proven.
func TestWhatIsNotAsItWasWrittenStopsDialing(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, change, said string }{
		{"untouched", ``, ""},
		{"an entry before the checkpoint", `UPDATE journal SET body =
			CAST(replace(CAST(body AS TEXT), 'ringevett', 'rungevitt') AS BLOB) WHERE seq = 1`,
			"journal is broken at entry 1"},
		{"an entry that is gone", `DELETE FROM journal WHERE seq = 2`, "entry 2 is missing"},
		{"a reservation that is gone", `DELETE FROM register_change`, "a table that decides who may be rung"},
		{"a row of a large table", `UPDATE number_key SET made = made + 1`,
			"the table number_key is not what ringevett wrote"},
		{"a PIN's trials put in", `INSERT INTO pin_trial VALUES ('x', '', 9, 9, 9)`,
			"the table pin_trial is not what ringevett wrote"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := newFloor(t)
			d := f.begin(0)
			must[[]verb.Client](t)(d.AddClients(t.Context(), []byte(example(t, configs.ExampleClient)), ""))
			if err := d.Reserve(t.Context(), verb.Wish{Scope: "own", Number: "900 00 001", Why: "said so"},
				""); err != nil {
				t.Fatal(err)
			}
			d.end()
			if tt.change != "" {
				change(t, f.conf.Data.Dir, tt.change)
			}
			d = f.begin(1)
			if tt.said == "" {
				d.hear("the older entries of the journal are proven")
				d.end()
				return
			}
			d.hear(tt.said)
			if h := must[verb.Health](t)(d.Health(t.Context())); h.Ready || !strings.Contains(h.Why, tt.said) {
				t.Errorf("health: %+v, want %q", h, tt.said)
			}
			d.end() // which writes what was told
			h := must[*app.Rooms](t)(app.Open(t.Context(), f.conf, app.ToRead, "test", quiet()))
			defer h.Close()
			found := 0
			for _, fact := range must[[]verb.Fact](t)(h.Facts(t.Context(), verb.FactsQuery{Limit: 50})) {
				if fact.Kind == "breach" && strings.Contains(fact.Detail, tt.said) {
					found++
				}
			}
			if found != 1 {
				t.Errorf("%d facts tell of it", found)
			}
		})
	}
}

func change(t *testing.T, dir, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(dir, "ringevett.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}
