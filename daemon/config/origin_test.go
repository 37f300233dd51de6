package config_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/ringevett/ringevett/daemon/config"
)

// The value is Load's, and what set it last is named.
func TestEachKeyTellsWhereItComesFrom(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ringevett.yaml")
	put := func(name, text string) string {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	put(path, "asterisk: {max_calls: 20, calls_per_second: 3}\n")
	local := put(filepath.Join(path+".d", "20-local.yaml"), "asterisk: {max_calls: 30}\nring: {seconds: 25}\n")
	t.Setenv(config.EnvPasswordFile, "/run/credentials/password")
	all, err := config.Settings(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []config.Setting{
		{Key: "asterisk.max_calls", Value: "30", From: local},
		{Key: "asterisk.calls_per_second", Value: "3", From: path},
		{Key: "asterisk.password_file", Value: "/run/credentials/password", From: config.EnvPasswordFile},
		{Key: "ring.seconds", Value: "25", From: local},
		{Key: "hours.end", Value: "21:00", From: "default"},
	} {
		if !slices.Contains(all, want) {
			t.Errorf("no %+v", want)
		}
	}
}
