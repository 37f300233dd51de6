package app

import (
	"context"
	"errors"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/upkeep"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Rekeying and Rekeyed are a rotation of the master key, and what came of it.
type (
	Rekeying = sqlite.Rekeying
	Rekeyed  = sqlite.Rekeyed
)

// AcceptJournal is upkeep's, of the journal that the configuration names.
func AcceptJournal(ctx context.Context, c config.Config, why, by string) (unlisted string, err error) {
	options, err := storeOptions(c, nil)
	if err != nil {
		return "", err
	}
	return upkeep.AcceptJournal(ctx, options, why, by)
}

// Rekey is upkeep's, of the journal that the configuration names.
func Rekey(ctx context.Context, c config.Config, r Rekeying) (Rekeyed, error) {
	options, err := storeOptions(c, nil)
	if err != nil {
		return Rekeyed{}, err
	}
	return upkeep.Rekey(ctx, c, options, r)
}

// BackupJournal copies the journal and the book to a new file, beside a daemon or without one.
func BackupJournal(ctx context.Context, c config.Config, to string) error {
	options, err := storeOptions(c, nil)
	if err != nil {
		return err
	}
	return sqlite.Backup(ctx, options, to)
}

// MoveKeys is upkeep's. path is the configuration's.
func MoveKeys(
	ctx context.Context, path string, load func() (config.Config, error), to, by string,
) ([]upkeep.KeyMove, error) {
	return upkeep.MoveKeys(ctx, upkeep.KeyMoving{Path: path, Load: load, To: to, By: by, Open: openToWrite})
}

// openToWrite opens the journal with its lock: a daemon may be writing.
func openToWrite(ctx context.Context, c config.Config) (*sqlite.Store, error) {
	options, err := storeOptions(c, nil)
	if err != nil {
		return nil, err
	}
	return sqlite.Open(ctx, options)
}

// LocalBy decides whether this process's account may carry out a verb on the files themselves, and gives how the
// journal names it. Where the book cannot be read, nothing says who the people are: the verb is let through by the
// account's name, and says itself what is wrong.
func LocalBy(ctx context.Context, c config.Config, v verb.Declared) (string, error) {
	options, err := storeOptions(c, nil)
	if err != nil {
		return "", err
	}
	s, err := sqlite.OpenReadOnly(ctx, options)
	if err != nil {
		return rest.By(rest.Self().UID), nil
	}
	all, err := s.People(ctx)
	if err = errors.Join(err, s.Close()); err != nil {
		return "", err
	}
	return rest.Local(all, v.Spec())
}
