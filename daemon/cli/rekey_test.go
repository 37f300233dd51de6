package cli_test

import (
	"os"
	"strings"
	"testing"
)

// TestTheMasterKeyIsRotated: the journal says so and opens with the new key; a backup of before needs the old one.
func TestTheMasterKeyIsRotated(t *testing.T) {
	t.Parallel()
	h := loaded(t)
	h.must(0, "keys", "move")
	h.must(0, "journal", "backup", h.path("backup.db"))
	d := h.serve()
	wants(t, h.must(2, "journal", "rekey", "--why", "x"), "is writing to the journal")
	d.stop()
	said := h.must(0, "journal", "rekey", "--why", "a disk was lost")
	wants(t, said, "the master key is rotated: "+h.path("keys/master.key"), "opens the backups of before")
	wants(t, h.must(0, "journal", "show", "--last", "1"), "rotated: a disk was lost")
	wants(t, h.must(0, "journal", "verify"), "whole")
	wants(t, h.must(2, "check"), "opens backups of before a rotation")
	h.write("data/ringevett.db", h.read("backup.db"))
	wants(t, h.must(2, "client", "list"), "wrong master key", "older than a rotation")
	_, after, _ := strings.Cut(said, "Back it up.\n")
	old, _, _ := strings.Cut(after, " ")
	if err := os.Rename(old, h.path("keys/master.key")); err != nil {
		t.Fatal(err)
	}
	wants(t, h.must(0, "client", "list"), "fjellvann")
}

// TestARestoredCopyHasNothingThatWasErased: backup, erase, restore, start. Without the list it is said plainly.
func TestARestoredCopyHasNothingThatWasErased(t *testing.T) {
	t.Parallel()
	for _, listed := range []bool{true, false} {
		h := loaded(t)
		h.must(0, "lead", "import", h.path("leads.csv"), "--campaign", "fjellvann-service")
		h.must(0, "journal", "backup", h.path("backup.db"))
		h.must(0, "journal", "forget", "90000001", "--why", "asked in writing")
		h.write("data/ringevett.db", h.read("backup.db"))
		if !listed {
			os.Remove(h.path("data.erased"))
		}
		said := h.must(0, "journal", "accept", "--why", "the disk died")
		if strings.Contains(said, "There was no list of erasures at "+h.path("data.erased")) == listed {
			t.Errorf("with the list %v, accept says:\n%s", listed, said)
		}
		d := h.serve()
		held := h.must(0, "lead", "list", "--campaign", "fjellvann-service", "--json")
		if strings.Contains(held, "erased") != listed {
			t.Errorf("with the list %v, the book has:\n%s", listed, held)
		}
		d.stop()
	}
}
