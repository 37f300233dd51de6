package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/config"
)

// TestAKeyIsFoundWhereItLies: the credential first, then the file that is named, then the one that an earlier version
// left in the data folder.
func TestAKeyIsFoundWhereItLies(t *testing.T) {
	dir := t.TempDir()
	c := config.Defaults()
	c.Data.Dir, c.Data.MasterKeyFile = filepath.Join(dir, "data"), filepath.Join(dir, "keys", "master.key")
	c.Recording.KeyFile = filepath.Join(dir, "keys", "recordings.key")
	t.Setenv(config.EnvCredentials, filepath.Join(dir, "given"))
	for _, step := range []string{"", "data", "keys", "given"} {
		want := "keys"
		if step != "" {
			want = step
		}
		for _, f := range c.KeyFiles() {
			name := filepath.Base(f.Named)
			if step != "" {
				write(t, filepath.Join(dir, step, name), "x")
			}
		}
		for _, f := range c.KeyFiles() {
			if got := filepath.Join(dir, want, filepath.Base(f.Named)); f.Path != got {
				t.Errorf("with %q: %s is read at %s, want %s", step, f.Setting, f.Path, got)
			}
		}
	}
	if got := config.SecretFile("/etc/ringevett/agi.key"); got != filepath.Join(dir, "given", "agi.key") {
		t.Errorf("a secret is read at %s, though a credential of its name is there", got)
	}
}

// TestTheKeyOfWebhooks: what is no secret of the specification's form is refused, and told with the file.
func TestTheKeyOfWebhooks(t *testing.T) {
	file := filepath.Join(t.TempDir(), "hook")
	w := config.Webhook{SecretFile: file}
	for text, want := range map[string]bool{
		"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n": true, "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n": false,
		"whsec_c2hvcnQ=\n": false, "whsec_***\n": false, "": false,
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if key, err := w.Key(); (err == nil) != want || want && len(key) != 24 ||
			!want && !strings.Contains(err.Error(), file) {
			t.Errorf("%q: got %d bytes, %v", text, len(key), err)
		}
	}
}
