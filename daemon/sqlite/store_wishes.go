package sqlite

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/keyfile"
)

// WishesFile is the file in the data folder that keeps, sealed, what consumers said and the journal had not taken when
// the daemon was stopped. The next start writes it to the journal and removes the file.
const WishesFile = "wishes.sealed"

// wishesLabel keeps what is sealed for this file apart from what the same key seals in the journal.
const wishesLabel = "wishes file"

// KeepWishes puts a text, sealed, in the place of the file's; nil removes the file. It is on the disk when KeepWishes
// returns.
func (s *Store) KeepWishes(text []byte) (err error) {
	path := filepath.Join(s.place.Dir, WishesFile)
	if text == nil {
		if err = os.Remove(path); errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
	} else {
		err = keyfile.Replace(path, s.keys.dialogue.Seal(nil, nil, text, []byte(wishesLabel)), 0o600)
	}
	if err != nil {
		return fmt.Errorf("keep what consumers said: %w", err)
	}
	return nil
}

// Wishes is the file's text; nil: there is no file.
func (s *Store) Wishes() ([]byte, error) {
	sealed, err := os.ReadFile(filepath.Join(s.place.Dir, WishesFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var text []byte
	if err == nil {
		text, err = s.keys.dialogue.Open(nil, nil, sealed, []byte(wishesLabel))
	}
	if err != nil {
		return nil, fmt.Errorf("read what consumers said and the last stop kept: %w", err)
	}
	return text, nil
}

// noWishes refuses to rotate the master key while the file waits: it opens with the key that it was sealed with.
func (o Options) noWishes() error {
	path := filepath.Join(o.Dir, WishesFile)
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(fmt.Errorf("%w: %s keeps what consumers said: start the daemon, which writes it to the journal, "+
			"and stop it", dialer.ErrRefused, path), err)
	}
	return nil
}
