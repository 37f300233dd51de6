package config

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// AGIKeyFile is where the key lies by which the daemon knows that Asterisk asks.
func (c Config) AGIKeyFile() string {
	if c.AGI.KeyFile != "" {
		return c.AGI.KeyFile
	}
	return filepath.Join(c.Data.Dir, "agi.key")
}

// AGIKey reads that key; os.ErrNotExist: there is none yet.
func (c Config) AGIKey() (string, error) { return Secret(c.AGIKeyFile()) }

// MakeAGIKey reads that key, and makes it, mode 0600, where there is none yet.
func (c Config) MakeAGIKey() (string, error) {
	key, err := c.AGIKey()
	if !errors.Is(err, os.ErrNotExist) {
		return key, err
	}
	if err := makeSecret(c.AGIKeyFile(), rand.Text()); err != nil {
		return "", fmt.Errorf("make agi.key_file: %w; run it as the daemon's own user", err)
	}
	return c.AGIKey()
}

// makeSecret writes a one-line secret. Made by root it is given to the folder's owner, who must read it; of two that make it at
// once, the first stays.
func makeSecret(path, text string) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".agi-key-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(text + "\n")
	if os.Geteuid() == 0 {
		err = errors.Join(err, giveTo(f, dir))
	}
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); !errors.Is(err, os.ErrExist) {
		return err
	}
	return nil
}

// giveTo makes the owner of a folder a file's.
func giveTo(f *os.File, dir string) error {
	info, err := os.Stat(dir)
	if err != nil {
		return err
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return nil
	}
	return f.Chown(int(owner.Uid), int(owner.Gid))
}
