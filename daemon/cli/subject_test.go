package cli_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/verb"
)

// TestASubjectIsToldEverythingAndErased: through a daemon, what subject export prints for people and as JSON; and of
// the bytes of number, name, address and birth date nothing is left after subject erase in any file of the house, but
// for the lists that the admin keeps: not in the journal, its log ahead, the verdicts, the daemon's log, nor in a copy
// made after.
func TestASubjectIsToldEverythingAndErased(t *testing.T) {
	h := loaded(t)
	list := h.write("berit.csv",
		"number;name;birth_date;address;source;ref\n90000041;Berit Fjellstad;1970-05-05;Storgata 17, 0155 "+
			"Oslo;kunder-2026;K-41\n"+
			"90000043;Sigrid Fjellheim;1961-06-06;Bakkegata 9, 0155 Oslo;kunder-2026;K-43\n")
	spouse := h.write("spouse.csv",
		"number;name;source\n90000041;Trond Fjellstad;kunder-2026\n90000043;Odd Fjellheim;kunder-2026\n")
	d := h.serve()
	h.must(0, "lead", "import", list, "--campaign", "fjellvann-service")
	h.must(0, "lead", "import", spouse, "--campaign", "fjellvann-service")
	for number, who := range map[string]string{"90000041": "Berit Fjellstad", "90000043": "Sigrid Fjellheim"} {
		h.must(0, "register", "add", "--register", "own", "--why", "letter from "+who, number)
	}
	h.must(0, "inquiries", "add", "--channel", "letter", "--number", "90000041", "--text",
		"Hilsen Berit Fjellstad, Storgata 17")
	h.must(0, "inquiries", "close", "1", "--by", "Kari Nordmann", "--answer",
		"Hei Berit Fjellstad, vi ringte om strømmen.")
	h.must(1, "subject", "erase", "90000041", "--why", "in writing")

	wants(t, h.must(0, "subject", "export", "90000041"), "lead in campaign fjellvann-service, list kunder-2026: ",
		"Berit Fjellstad; 1970-05-05; Storgata 17",
		"K-41", "another person on the number; Trond Fjellstad", "register own: add ", "letter from Berit Fjellstad",
		"register own: reserved; by the number",
		"Hilsen Berit Fjellstad", "vi ringte om strømmen", "asked to be erased ", "in writing",
		"held in the tables (with rows): ", "household 1", "erasure 1")
	var told verb.Subject
	if err := json.Unmarshal([]byte(h.must(0, "subject", "export", "90000041", "--json")), &told); err != nil {
		t.Fatal(err)
	}
	if len(told.Leads) != 1 || len(told.Household) != 1 || len(told.Entries) != 1 || len(told.Inquiries) != 1 ||
		len(told.Wishes) != 1 || len(told.Tables) < 7 {
		t.Errorf("as JSON: %+v", told)
	}

	theirs := []string{"berit.csv", "spouse.csv", "data/master.key"}
	if found := clearIn(t, h.dir, nil); found["berit.csv"] == 0 {
		t.Fatalf("the search does not see what is there: %v", found)
	}
	wants(t, h.must(0, "subject", "erase", "90000043", "--why", "in writing"), "erased: ", "stays: ",
		"leads.evidence_months")
	h.must(0, "journal", "backup", h.path("after.db"))
	h.write("daemon.log", d.said.String())
	left := clearIn(t, h.dir, theirs)
	t.Logf("of number, name, address and birth date left, by file: %v", left)
	for name, n := range left {
		if n > 0 {
			t.Errorf("%s has %d of them", name, n)
		}
	}
	for _, name := range []string{
		"data/ringevett.db", "data/ringevett.db-wal", "after.db", "berit.csv.verdicts.csv", "spouse.csv.verdicts.csv",
		"daemon.log",
	} {
		if _, looked := left[name]; !looked {
			t.Errorf("%s was not looked at; looked at were %v", name, slices.Sorted(maps.Keys(left)))
		}
	}
	wants(t, h.must(0, "subject", "export", "90000043"), "mark erased", "register own: reserved")
	h.must(1, "lead", "import", list, "--campaign", "fjellvann-service") // nothing new: one there, one erased
	wants(t, h.read("berit.csv.verdicts.csv"), `refused;"erased on its owner's wish`, "there_already")
	h.must(0, "subject", "readmit", "90000043", "--why", "a customer again")
	wants(t, h.must(0, "lead", "import", list, "--campaign", "fjellvann-service"), "1 added")
}

// clearIn counts what can be read of the subject in every file below dir but for some.
func clearIn(t *testing.T, dir string, but []string) map[string]int {
	t.Helper()
	found := map[string]int{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		name := strings.TrimPrefix(path, dir+"/")
		if err != nil || !e.Type().IsRegular() || slices.Contains(but, name) || strings.HasPrefix(name, "sounds/") {
			return err
		}
		text, err := os.ReadFile(path)
		found[name] = 0
		for _, of := range []string{"90000043", "900 00 043", "Fjellheim", "Bakkegata 9", "1961-06-06"} {
			found[name] += bytes.Count(text, []byte(of))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
