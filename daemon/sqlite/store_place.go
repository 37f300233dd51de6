package sqlite

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// makeHint ends every refusal of a journal that is not there: other causes, and what makes a journal.
const makeHint = "is data.dir right, and is its volume mounted? Only \"ringevett init\" makes a journal"

// findJournal returns nil where the data folder holds a journal that can be opened. A journal that is missing, empty or
// no file is never replaced by a new one: that would forget every reservation. Errors match dialer.ErrNotFound if there
// is none, and dialer.ErrRefused where something else lies in its place.
func (o Options) findJournal() error {
	dir, err := os.Stat(o.Dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("no data folder (%w): %s", dialer.ErrNotFound, makeHint)
	case err != nil:
		return fmt.Errorf("data folder: %w", err)
	case !dir.IsDir():
		return fmt.Errorf("%w: the data folder is not a folder: %s", dialer.ErrRefused, makeHint)
	}
	file, err := os.Stat(o.path())
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.Join(fmt.Errorf("no journal here (%w): %s", dialer.ErrNotFound, makeHint), o.leftovers())
	case err != nil:
		return fmt.Errorf("journal: %w", err)
	case !file.Mode().IsRegular():
		return fmt.Errorf("%w: ringevett.db is not a file: put the journal back from its backup", dialer.ErrRefused)
	case file.Mode().Perm()&0o022 != 0:
		return fmt.Errorf("%w: ringevett.db has mode %04o and others can write to it: chmod 600", dialer.ErrRefused,
			file.Mode().Perm())
	case file.Size() == 0:
		return fmt.Errorf("%w: ringevett.db is empty (0 bytes): put the journal back from its backup; "+
			"if an init did not finish here, run it again: ringevett init", dialer.ErrRefused)
	}
	return nil
}

// leftovers fails if files show that a journal was here: a new one in its place would hide the loss.
func (o Options) leftovers() error {
	for _, name := range []string{"ringevett.db-wal", lastFile} {
		info, err := os.Stat(filepath.Join(o.Dir, name))
		if err == nil && info.Size() > 0 {
			return fmt.Errorf("%w: %s is here and ringevett.db is not, so a journal was here: put it back from its "+
				"backup, "+
				"or move all ringevett.* files away to begin without it", dialer.ErrRefused, name)
		}
	}
	return nil
}

// makeDir makes the data folder if there is none.
func makeDir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}
	return nil
}

// guardDir refuses a data folder in which others could put files in the place of ours.
func guardDir(dir string) error {
	info, err := os.Stat(dir)
	if err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	if mode := info.Mode().Perm(); mode&0o022 != 0 {
		return fmt.Errorf("%w: data folder %s has mode %04o and others can write to it: chmod 700", dialer.ErrRefused,
			dir,
			mode)
	}
	return nil
}

// touch makes the file before SQLite does, so that it and its WAL are never readable by others.
func touch(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}
