package cli_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestKeysLeaveTheDataFolder: a house of before, whose configuration names the key in data.dir, is told by check and
// mended by one command. What it reads afterwards is the same journal.
func TestKeysLeaveTheDataFolder(t *testing.T) {
	t.Parallel()
	h := loaded(t)
	h.must(0, "dialplan") // makes agi.key
	wants(t, h.must(2, "check"), "warn  keys apart: data.master_key_file", "agi.key lies in data.dir",
		"ringevett keys move")
	wants(t, h.must(2, "keys", "move", "--to", h.path("data/sub")), "outside of data.dir")
	d := h.serve()
	wants(t, h.must(2, "keys", "move"), "is writing to the journal")
	d.stop()
	key := h.read("data/master.key")
	wants(t, h.must(0, "keys", "move"),
		"data.master_key_file: "+h.path("data/master.key")+" is now "+h.path("keys/master.key"))
	if h.read("keys/master.key") != key {
		t.Error("it is another key")
	}
	if _, err := os.Stat(h.path("data/master.key")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the old file is still there")
	}
	for folder, want := range map[string]int{"data": 0, "keys": 2} { // of today and tomorrow
		if days, err := filepath.Glob(h.path(folder + "/day-*.key")); err != nil || len(days) != want {
			t.Errorf("private halves in %s: %v, %v", folder, days, err)
		}
	}
	h.serve().stop()
	if rows := strings.Count(h.must(0, "journal", "verify"), "first key"); rows != 1 {
		t.Errorf("rows of keys after the move: %d", rows)
	}
	wants(t, h.read("ringevett.yaml.d/99-keys.yaml"), `agi: {key_file: "`+h.path("keys/agi.key")+`"}`)
	wants(t, h.must(2, "check"), "ok    keys apart", "ok    master key", "ok    journal")
	wants(t, h.must(0, "client", "list"), "fjellvann")
	wants(t, h.must(0, "journal", "show"), "keys moved out of the data folder")
	wants(t, h.must(1, "keys", "move"), "nothing to do")
}

// TestAKeyIsNotMovedOntoAnother: what lies in the new place may be the key of another journal.
func TestAKeyIsNotMovedOntoAnother(t *testing.T) {
	h := loaded(t)
	h.write("keys/master.key", "another")
	wants(t, h.must(2, "keys", "move"), "another key lies there", "nothing was changed")
	if h.read("keys/master.key") != "another" {
		t.Error("it was overwritten")
	}
	wants(t, h.must(0, "client", "list"), "fjellvann")
}
