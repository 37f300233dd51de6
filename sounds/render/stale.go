package render

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Record writes down that the sound file says the text.
func Record(path, text string) error {
	if err := writeAside(sidecar(path), []byte(hash(text)+"\n")); err != nil {
		return fmt.Errorf("record the text of %s: %w", path, err)
	}
	return nil
}

// Stale says whether the sound file is missing or was made for another text.
func Stale(path, text string) (bool, error) {
	for _, name := range []string{path, sidecar(path)} {
		if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
			return true, nil
		}
	}
	have, err := os.ReadFile(sidecar(path))
	if err != nil {
		return false, fmt.Errorf("compare %s with its text: %w", path, err)
	}
	return strings.TrimSpace(string(have)) != hash(text), nil
}

// Wording changes by a word, not by a line break: blanks count as one and are nothing at the ends.
func hash(text string) string {
	sum := sha256.Sum256([]byte(strings.Join(strings.Fields(text), " ")))
	return hex.EncodeToString(sum[:])
}

// sidecar of abandoned.wav is abandoned.txt.sha256.
func sidecar(path string) string {
	return strings.TrimSuffix(path, filepath.Ext(path)) + ".txt.sha256"
}

// writeAside leaves at path either the old file or the whole new one, readable for Asterisk's user.
func writeAside(path string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // after the rename there is nothing left of it
	_, err = f.Write(b)
	if err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
