package config

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"

	"github.com/ringevett/ringevett/daemon/keyfile"
)

// AGIKey reads the key by which the daemon knows that Asterisk asks; os.ErrNotExist: there is none yet.
func (c Config) AGIKey() (string, error) { return Secret(c.AGIKeyFile().Path) }

// MakeAGIKey reads that key, and makes it, mode 0600, where there is none yet.
func (c Config) MakeAGIKey() (string, error) {
	key, err := c.AGIKey()
	if !errors.Is(err, os.ErrNotExist) {
		return key, err
	}
	if err := keyfile.Make(c.AGIKeyFile().Path, []byte(rand.Text()+"\n"), ""); err != nil {
		return "", fmt.Errorf("make agi.key_file: %w; run it as the daemon's own user", err)
	}
	return c.AGIKey()
}
