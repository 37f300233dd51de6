package recordings

import (
	"bufio"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/keyfile"
)

const keySize = 32

// ring are the keys that seal recordings' keys, the newest first.
type ring [][]byte

// errNoRing is the answer where there is no file of keys.
var errNoRing = errors.New("no key of recordings")

// readRing reads the file.
func readRing(path string) (ring, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errNoRing
	}
	if err != nil {
		return nil, fmt.Errorf("key of recordings: %w", err)
	}
	if err := keyfile.Private(path, info); err != nil {
		return nil, fmt.Errorf("key of recordings: %w", err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("key of recordings: %w", err)
	}
	return parseRing(path, string(text))
}

func parseRing(path, text string) (r ring, err error) {
	lines := bufio.NewScanner(strings.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		key, err := hex.DecodeString(strings.TrimSpace(lines.Text()))
		if err != nil || len(key) != keySize {
			return nil, fmt.Errorf("key of recordings: %w: %s, line %d: want %d hex digits", dialer.ErrRefused, path, n,
				2*keySize)
		}
		r = append(r, key)
	}
	if len(r) == 0 {
		return nil, fmt.Errorf("key of recordings: %w: %s is empty: put it back from its backup", dialer.ErrRefused,
			path)
	}
	return r, nil
}

func newKey() []byte {
	key := make([]byte, keySize)
	rand.Read(key) // never fails: the runtime ends the process instead
	return key
}

// write puts the whole file in the place of the old one, on the disk before anything is sealed with it.
func (r ring) write(path string) error {
	var text strings.Builder
	for _, key := range r {
		text.WriteString(hex.EncodeToString(key) + "\n")
	}
	err := writeFile(path, func(f *os.File) error { _, err := f.WriteString(text.String()); return err })
	if err != nil {
		return fmt.Errorf("write the key of recordings: %w", err)
	}
	return nil
}

// writeFile writes beside, syncs, and renames: the name never stands for half a file.
func writeFile(path string, fill func(f *os.File) error) error {
	f, err := os.OpenFile(path+unfinished, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	if err := errors.Join(fill(f), f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(path+unfinished))
	}
	if err := os.Rename(path+unfinished, path); err != nil {
		return err
	}
	return keyfile.SyncDir(filepath.Dir(path))
}

// mark names a key without telling it.
func mark(key []byte) []byte {
	sum := sha256.Sum256(append([]byte("ringevett recordings "), key...))
	return sum[:8]
}

func wrapping(key []byte) ([]byte, error) {
	return hkdf.Key(sha256.New, key, nil, "ringevett 1 recording key", keySize)
}

// wrap seals a recording's key under the newest key: its mark, a nonce, and the box.
func (r ring) wrap(id dialer.RecordingID, key []byte) ([]byte, error) {
	w, err := wrapping(r[0])
	if err != nil {
		return nil, err
	}
	aead, err := newAEAD(w)
	if err != nil {
		return nil, err
	}
	n := make([]byte, aead.NonceSize())
	rand.Read(n)
	return aead.Seal(append(mark(r[0]), n...), n, key, []byte(id)), nil
}

// unwrap opens it with the key that it was sealed under.
func (r ring) unwrap(id dialer.RecordingID, box []byte) ([]byte, error) {
	const head = 8 + 12
	for _, master := range r {
		if len(box) <= head || string(box[:8]) != string(mark(master)) {
			continue
		}
		w, err := wrapping(master)
		if err != nil {
			return nil, err
		}
		aead, err := newAEAD(w)
		if err != nil {
			return nil, err
		}
		return aead.Open(nil, box[8:head], box[head:], []byte(id))
	}
	return nil, fmt.Errorf("%w: no key in the file of keys opens %s; without the right one it is lost",
		dialer.ErrRefused, id)
}
