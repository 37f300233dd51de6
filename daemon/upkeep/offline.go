package upkeep

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// StoreOptions say where the journal lies that c names. now dates the changes of the book; nil is this machine's clock.
func StoreOptions(c config.Config, now func() time.Time) (sqlite.Options, error) {
	persons, err := c.Redis.Persons()
	return sqlite.Options{
		Dir: c.Data.Dir, KeyFile: c.MasterKey().Path, DayKeys: c.DayKeys(), Erased: c.Data.ErasedFile,
		Persons: persons, Now: now,
	}, err
}

// OpenToWrite opens the journal with its lock: it fails while a daemon runs.
func OpenToWrite(ctx context.Context, c config.Config, now func() time.Time) (*sqlite.Store, error) {
	options, err := StoreOptions(c, now)
	if err != nil {
		return nil, err
	}
	return sqlite.Open(ctx, options)
}

// OpenToRead opens the journal beside a daemon or without one.
func OpenToRead(ctx context.Context, c config.Config, now func() time.Time) (*sqlite.Store, error) {
	options, err := StoreOptions(c, now)
	if err != nil {
		return nil, err
	}
	return sqlite.OpenReadOnly(ctx, options)
}

// Init makes the data folder, the master key and an empty journal without people; made is false where they are there
// already.
func Init(ctx context.Context, c config.Config) (made bool, err error) {
	_, err = os.Stat(filepath.Join(c.Data.Dir, "ringevett.db"))
	made = errors.Is(err, os.ErrNotExist)
	if dir := filepath.Dir(c.MasterKey().Path); made && dir != c.Data.Dir {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return false, fmt.Errorf("make the master key's folder: %w", err)
		}
	}
	options, err := StoreOptions(c, nil)
	if err != nil {
		return false, err
	}
	s, err := sqlite.Create(ctx, options)
	if err != nil {
		return false, err
	}
	return made, s.Close()
}

// InitFor is Init, and enters the person who runs it as the first one, operator and supervisor, under name; "" is the
// name that the host knows. Where the journal was there already, first is empty and nothing is entered.
func InitFor(ctx context.Context, c config.Config, name string) (first verb.Person, made bool, err error) {
	p, err := firstPerson(name)
	if err != nil {
		return first, false, err
	}
	if made, err = Init(ctx, c); err != nil || !made {
		return first, made, err
	}
	s, err := OpenToWrite(ctx, c, nil)
	if err != nil {
		return first, made, err
	}
	return verb.PersonOf(p), made, errors.Join(s.PutPerson(ctx, p, p.By()), s.Close())
}

// BackupJournal copies the journal and the book to a new file, beside a daemon or without one.
func BackupJournal(ctx context.Context, c config.Config, to string) error {
	options, err := StoreOptions(c, nil)
	if err != nil {
		return err
	}
	return sqlite.Backup(ctx, options, to)
}

// LocalBy decides whether this process's account may carry out a verb on the files themselves, and gives how the
// journal names it. Where the book cannot be read, nothing says who the people are: the verb is let through by the
// account's name, and says itself what is wrong.
func LocalBy(ctx context.Context, c config.Config, v verb.Declared) (string, error) {
	s, err := OpenToRead(ctx, c, nil)
	if err != nil {
		return rest.By(rest.Self().UID), nil
	}
	all, err := s.People(ctx)
	if err = errors.Join(err, s.Close()); err != nil {
		return "", err
	}
	return rest.Local(all, v.Spec())
}
