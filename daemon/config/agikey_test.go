package config_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/ringevett/ringevett/daemon/config"
)

func TestTheKeyOfTheDialplanIsMadeOnceAndKeptPrivate(t *testing.T) {
	c := config.Defaults()
	c.Data.MasterKeyFile = filepath.Join(t.TempDir(), "keys", "master.key")
	if _, err := c.AGIKey(); !os.IsNotExist(err) && err == nil {
		t.Error("there is a key before it was made")
	}
	first, err := c.MakeAGIKey()
	if err != nil || len(first) < 20 {
		t.Fatalf("made %q, %v", first, err)
	}
	second, err := c.MakeAGIKey()
	if err != nil || second != first {
		t.Errorf("then %q, %v, want the same", second, err)
	}
	info, err := os.Stat(c.AGIKeyFile().Path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v, want 0600", info.Mode(), err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(c.Data.MasterKeyFile), ".new-*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
	os.Chmod(c.AGIKeyFile().Path, 0o644)
	if _, err := c.MakeAGIKey(); err == nil {
		t.Error("a key that others can read is taken")
	}
}
