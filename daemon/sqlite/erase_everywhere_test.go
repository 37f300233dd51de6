package sqlite_test

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/inquiry"
	"github.com/ringevett/ringevett/daemon/people"
	"github.com/ringevett/ringevett/daemon/sale"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// withoutNumbers are the tables that cannot hold anything about a number, and why. TestANumberInEveryTable fails for
// a table of the schema that is neither here nor given by HeldOn.
var withoutNumbers = map[string]string{
	"carried": "secrets of hashes, sealed by the master key",
	"agent":   "our own people", "campaign": "what is rung for", "client": "who it is rung for",
	"counter":    "running numbers",
	"checkpoint": "counts of a day", "ended_list": "a list's source", "head": "the chain's end",
	"install":    "this installation",
	"lead_count": "counts of leads", "list_in": "when a source's rows came", "lead_load": "which list is coming in",
	"list": "a hash of a whole file", "migration": "the schema's steps",
	"person": "our own people", "pin_trial": "our own phones", "agent_pause": "our own people",
	"listened": "our own people",
	"training": "our own people", "training_version": "no one's",
	"notice": "our own people", "notice_agent": "our own people",
	"undelivered":     "an entry's number, and what a receiver answered",
	"register_cursor": "how far another daemon was read",
	"shown":           "our own visible numbers", "visible_past": "our own visible numbers",
}

// erasedOnly have something of a number only once it was erased.
var erasedOnly = []string{"erased"}

// staysSealed are the columns that an erasure leaves, by table or table.column, and why.
var staysSealed = map[string]string{
	"journal": "the chain is over sealed numbers; the key is gone", "head": "seals", "agent": "a hash of our own PIN",
	"person": "our own people", "client": "our own", "campaign": "our own",
	"register_change": "the register protects", "register_part": "the register protects",
	"register_version": "a checksum",
	"flag":             "a mark", "abandoned_again": "a mark", "survey": "a mark", "withdrawal": "a mark",
	"contact":           "a mark",
	"erased":            "a mark",
	"recording_refusal": "a mark", "evidence": "kept for its own time, under its own key", "list": "a file's mark",
	"list_rows.mark": "a file's mark",
}

// subject is who is on the number.
var subject = sqlite.Person{
	Number: number(1), Name: "Berit Fjellstad", Birth: time.Date(1970, 5, 5, 0, 0, 0, 0, time.UTC),
	Address: "Storgata 17, 0155 Oslo",
}

// clear are the ways in which a number, a name, an address and a birth date could be written in a file.
func clear() [][]byte {
	national := subject.Number.National()
	var all [][]byte
	for _, text := range []string{
		national, national[:3] + " " + national[3:5] + " " + national[5:], subject.Name, "Fjellstad", "Storgata",
		"1970-05-05", "05.05.1970",
	} {
		all = append(all, []byte(text))
	}
	return all
}

// lead is a list's row about the subject, with everything that a row can have.
func subjectLead() dialer.Lead {
	return dialer.Lead{
		Number: subject.Number, Name: subject.Name, Birth: subject.Birth, Address: subject.Address, Ref: "case 17",
		Source: "customers",
		Customer: dialer.Customer{Status: "current", Since: monday.AddDate(-1, 0, 0), ProductRef: "socks",
			ListDate: monday.AddDate(0, 0, -1)},
		Request: dialer.Request{
			OrgNo: "999999999", At: monday.AddDate(0, 0, -3), Channel: "form", EvidenceRef: "form 17",
		},
		Wash: dialer.Wash{At: monday.AddDate(0, 0, -1), By: "Acme AS", Scope: "person", Attested: "per"},
	}
}

// everywhere is a journal in which the subject's number occurs in every table that can hold one: seven months ago, so
// that no dialogue must be kept any more.
func everywhere(t *testing.T, dir string) *sqlite.Store {
	t.Helper()
	s, clock := openAt(t, dir, monday)
	ctx, n := t.Context(), subject.Number
	book(t, s)
	ask := wool
	ask.ID, ask.Kind, ask.Visible = "ask", dialer.Survey, "+4722000009"
	ask.Client.Visible = append(slices.Clone(acme.Visible), ask.Visible)
	must(t, errors.Join(s.PutClient(ctx, ask.Client, "test"), s.PutCampaign(ctx, ask, "test")))

	// A first life, of which the evidence is left.
	addLeads(t, s, subjectLead())
	rung := booked(1, n)
	rung.Lead = 1
	write(t, s, rung, ended(1, dialer.Busy))
	_, err := s.Forget(ctx, n, "asked", "test")
	must(t, errors.Join(err, s.Readmit(ctx, n, "a customer again", "test")))

	digested := list
	digested.Digest = func() []byte { return []byte("the list") }
	spouse := dialer.Lead{Number: n, Name: "Ola Fjellstad", Source: "customers"}
	_, _, err = s.AddLeads(ctx, digested, []dialer.Lead{subjectLead(), spouse})
	must(t, err)
	must(t, <-s.Go(`INSERT INTO lead_renewal (lead, source, due, box) SELECT id, source, due, box FROM lead
		WHERE box IS NOT NULL`))
	leads := due(t, s, monday, 1)
	calls(t, s, leads[0].ID)

	inq := ask17(t, s)
	must(t, s.CloseInquiry(ctx, inq, answered("Berit Fjellstad fikk svar"), false, "test"))
	if _, queued, err := s.QueueErasure(ctx, n, "asked in writing", "test"); err != nil || !queued {
		t.Fatal(queued, err)
	}
	_, err = s.WithdrawRequest(ctx, n, "999999999", monday, "test")
	must(t, errors.Join(err, s.Reserve(ctx, sqlite.OwnRegister, n, "letter from Berit Fjellstad, Storgata 17", "test")))
	_, err = s.Ask(ctx, sqlite.Waiting{
		Asked: people.Asked{Act: people.Lift, By: "test"}, Of: dialer.Own, Subject: dialer.Subject{Number: n},
		Why: "Berit Fjellstad rang us",
	})
	must(t, err)
	u, err := sets.Number(n)
	must(t, err)
	var national sets.Builder
	national.Number(u)
	_, _, err = s.Replace(ctx, dialer.National, national.Base(), delivered())
	must(t, err)
	clock.at = monday.AddDate(0, inquiry.MinMonths, 1)
	return s
}

func ask17(t *testing.T, s *sqlite.Store) dialer.InquiryID {
	t.Helper()
	return ask(t, s, email(subject.Number, "Hvem ringte meg? Berit Fjellstad, Storgata 17"))
}

// calls are one that was abandoned, one that was again, a survey's, a talk that was recorded and held, one with a no to
// being recorded, and a sale that was taken back.
func calls(t *testing.T, s *sqlite.Store, lead dialer.LeadID) {
	t.Helper()
	ctx := t.Context()
	book := func(id dialer.AttemptID, c dialer.CampaignID, dedicated bool) dialer.Fact {
		b := booked(id, subject.Number)
		b.Lead, b.Campaign, b.Dedicated = lead, c, dedicated
		return b
	}
	over := func(id dialer.AttemptID) dialer.Fact {
		f := ended(id, dialer.Answered)
		f.Party = dialer.ByUs
		return f
	}
	write(t, s, book(2, "wool", false), fact(2, 5, dialer.FactAnswered), over(2))
	write(t, s, book(3, "wool", true), fact(3, 5, dialer.FactAnswered), over(3))
	write(t, s, book(4, "ask", false), fact(4, 5, dialer.FactAnswered), fact(4, 6, dialer.FactConsentRefused), over(4))
	write(t, s, book(5, "wool", false), fact(5, 5, dialer.FactAnswered), fact(5, 6, dialer.FactBridged),
		fact(5, 7, dialer.FactInformed), fact(5, 8, dialer.FactConsent))
	legs := dialer.NewRecordings(dialer.Recording{Attempt: 5, Part: 1, Campaign: "wool", Client: "acme", Days: 3,
		Category: "quality", Began: monday})
	must(t, s.BeginRecordings(ctx, legs))
	for _, leg := range legs {
		leg.State, leg.Box, leg.Bytes, leg.SHA256 = dialer.RecordingKept, []byte("the key of "+string(leg.ID)), 9, "x"
		if kept, err := s.KeepRecording(ctx, leg); err != nil || !kept {
			t.Fatal(kept, err)
		}
	}
	hold := dialer.RecordingHold{Kind: dialer.HoldComplaint, From: monday, Until: monday.AddDate(0, 0, 9),
		Why: "Berit Fjellstad complained", By: "test"}
	must(t, errors.Join(s.HoldRecording(ctx, legs[0].ID, hold),
		s.ReleaseRecording(ctx, legs[0].ID, "settled with Berit Fjellstad", "test")))
	end := ended(5, dialer.Answered)
	end.Party = dialer.ByConsumer
	write(t, s, end)
	sold(t, s, 6, subject.Number)
	must(t, s.ChangeSale(ctx, 6, sale.Annul{Cause: sale.Declined, Why: "Berit Fjellstad regretted it", By: "test"}))
	if err := s.SetAside(sqlite.Batch{Facts: []dialer.Fact{{At: monday, Kind: dialer.FactReserved,
		Number: subject.Number,
		Detail: "Berit Fjellstad"}}}, errors.New("no room")); err != nil {
		t.Fatal(err)
	}
}

// sealedCells are the blobs that must be gone after an erasure: each cell of the schema that staysSealed does not name.
func sealedCells(t *testing.T, dir string) (all [][]byte) {
	t.Helper()
	db := file(t, dir)
	defer db.Close()
	for table, cells := range schemaOf(t, dir) {
		for _, c := range cells {
			if c.kind != "BLOB" || staysSealed[table] != "" || staysSealed[table+"."+c.name] != "" {
				continue
			}
			rows, err := db.Query(
				fmt.Sprintf(`SELECT DISTINCT "%[1]s" FROM "%[2]s" WHERE length("%[1]s") > 0`, c.name, table),
			)
			must(t, err)
			for rows.Next() {
				var b []byte
				must(t, rows.Scan(&b))
				all = append(all, b)
			}
			must(t, errors.Join(rows.Err(), rows.Close()))
		}
	}
	return all
}

// left counts the files' occurrences of the needles, file by file.
func left(t *testing.T, dir string, needles [][]byte) map[string]int {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	found := map[string]int{}
	for _, e := range entries {
		if e.IsDir() || e.Name() == "master.key" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		must(t, err)
		found[e.Name()] = 0
		for _, n := range needles {
			found[e.Name()] += bytes.Count(text, n)
		}
	}
	return found
}

func sum(found map[string]int) (n int) {
	for _, of := range found {
		n += of
	}
	return n
}

func tablesOf(t *testing.T, s *sqlite.Store) map[string]int {
	t.Helper()
	held, err := s.HeldOn(t.Context(), subject.Number)
	must(t, err)
	all := map[string]int{}
	for _, of := range held.Tables {
		all[of.Table] = of.Rows
	}
	return all
}

// afterwards are the tables in which an erased number is still found, by a keyed hash of it, with their rows.
func afterwards() map[string]int {
	return map[string]int{
		"erased": 1, "flag": 1, "abandoned_again": 1, "survey": 1, "withdrawal": 1, "contact": 1,
		"recording_refusal": 1,
		"evidence":          2, "register_change": 1, "register_part": 1, "register_version": 1,
	}
}

// faultsAfter reports what an erasure has left behind by mistake.
func faultsAfter(t *testing.T, s *sqlite.Store, dir string, needles [][]byte) (faults []string) {
	t.Helper()
	for name, n := range left(t, dir, needles) {
		if n > 0 {
			faults = append(faults, fmt.Sprintf("%s holds %d of the bytes", name, n))
		}
	}
	if diff := cmp.Diff(afterwards(), tablesOf(t, s)); diff != "" {
		faults = append(faults, "tables: "+diff)
	}
	wishes, err := s.Erasures(t.Context(), false)
	must(t, err)
	if len(wishes) > 0 {
		faults = append(faults, "a wish for erasure still waits")
	}
	if _, err := s.Verify(t.Context()); err != nil {
		faults = append(faults, err.Error())
	}
	return faults
}

// TestANumberInEveryTable: HeldOn names every table of the schema that can hold something of a number, and an erasure
// leaves nothing of it in the journal's files, in the file of what was set aside, and in a copy that is made after.
func TestANumberInEveryTable(t *testing.T) {
	dir := t.TempDir()
	s := everywhere(t, dir)
	held := tablesOf(t, s)
	for table := range schemaOf(t, dir) {
		switch {
		case withoutNumbers[table] != "" && held[table] > 0:
			t.Errorf("table %s is said to hold nothing of a number, and is told to", table)
		case withoutNumbers[table] == "" && held[table] == 0 && !slices.Contains(erasedOnly, table):
			t.Errorf("table %s has no place: either HeldOn tells what it has of a number and the fixture puts one "+
				"there, or "+
				"withoutNumbers says why not", table)
		}
	}
	t.Logf("the number is in %d tables: %s", len(held), strings.Join(slices.Sorted(maps.Keys(held)), ", "))

	needles := append(sealedCells(t, dir), clear()...)
	before := left(t, dir, needles)
	if sum(before) < len(sealedCells(t, dir)) {
		t.Fatalf("the search does not see what is there: %v", before)
	}
	if _, err := s.EraseRecordings(t.Context(), subject.Number, "test"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Forget(t.Context(), subject.Number, "asked in writing", "test"); err != nil {
		t.Fatal(err)
	}
	must(t, sqlite.Backup(t.Context(), options(dir), filepath.Join(dir, "backup.db")))
	after := left(t, dir, needles)
	t.Logf("of %d needles: before %v, after %v", len(needles), before, after)
	for _, fault := range faultsAfter(t, s, dir, needles) {
		t.Error(fault)
	}
}

// TestAStepThatErasureLacksIsFound leaves out each step of an erasure in turn. The checks find each of them, and
// nothing if none is left out.
func TestAStepThatErasureLacksIsFound(t *testing.T) {
	from := t.TempDir()
	must(t, everywhere(t, from).Close())
	needles := append(sealedCells(t, from), clear()...)
	for _, step := range append(sqlite.EraseSteps(), "") {
		dir := t.TempDir()
		for _, name := range []string{"ringevett.db", "ringevett.last", "master.key"} {
			copyFile(t, filepath.Join(from, name), filepath.Join(dir, name))
		}
		s, _ := openAt(t, dir, monday.AddDate(0, inquiry.MinMonths, 1))
		if _, err := s.EraseRecordings(t.Context(), subject.Number, "test"); err != nil {
			t.Fatal(err)
		}
		must(t, s.ForgetWithout(t.Context(), subject.Number, step))
		if faults := faultsAfter(t, s, dir, needles); len(faults) == 0 != (step == "") {
			t.Errorf("an erasure without the step %q: found were %q", step, faults)
		}
	}
}
