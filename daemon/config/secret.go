package config

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// maxSecret is far above any password; it keeps a wrong path (a device, a log) from being read whole.
const maxSecret = 4096

// Secret reads a one-line secret, from the credential of the file's name where the service manager hands one over. A
// file that others than its owner and group may touch, or its group may write, is refused.
func Secret(path string) (string, error) {
	path = SecretFile(path)
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("read secret: %w", err)
	}
	defer f.Close()
	if err := private(f); err != nil {
		return "", fmt.Errorf("read secret %s: %w", path, err)
	}
	text, err := io.ReadAll(io.LimitReader(f, maxSecret+1))
	if err != nil {
		return "", fmt.Errorf("read secret: %w", err)
	}
	secret := strings.TrimRight(string(text), "\r\n")
	switch {
	case secret == "":
		return "", fmt.Errorf("read secret %s: %w", path, errors.New("it is empty"))
	case len(text) > maxSecret || strings.ContainsAny(secret, "\r\n\x00"):
		return "", fmt.Errorf("read secret %s: %w", path, errors.New("it is not one short line"))
	}
	return secret, nil
}

// SecretFile is the file that Secret reads.
func SecretFile(path string) string {
	if given, is := credential(filepath.Base(path)); is {
		return given
	}
	return path
}

// private asks the open file, not the path, which could change between asking and reading.
func private(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return errors.New("it is not a plain file")
	}
	if mode := info.Mode().Perm(); mode&0o027 != 0 {
		return fmt.Errorf("its mode is %04o; allowed: 0600 or 0640 (chmod 0640 it)", mode)
	}
	return nil
}
