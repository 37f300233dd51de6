package upkeep

import (
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/keyfile"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// VerifyJournal proves the whole journal, and that it bears out what was noted outside.
func (k *Keeper) VerifyJournal(ctx context.Context, noted verb.Noted) (verb.JournalReport, error) {
	w, err := k.witnessOf(noted)
	if err != nil {
		return verb.JournalReport{}, err
	}
	r, err := k.Store.VerifyBy(ctx, w)
	return reportOf(r, err)
}

func rowOut(r sqlite.KeyRow) verb.KeyRow {
	return verb.KeyRow{
		First: r.First, From: string(r.From), Begins: r.Begins, Why: r.Why, Closed: r.Closed, Last: string(r.Last),
		Proven: r.Proven,
	}
}

// reportOf tells a broken journal as an answer: it is what was asked for.
func reportOf(r sqlite.Report, err error) (verb.JournalReport, error) {
	var broken *sqlite.Broken
	if errors.As(err, &broken) {
		return verb.JournalReport{Entry: broken.Entry, Why: broken.Error()}, nil
	}
	if err != nil {
		return verb.JournalReport{}, err
	}
	return verb.JournalReport{
		Whole: true, Entries: r.Entries, Head: r.Head, Erased: r.Erased, Keys: verb.Each(r.Keys, rowOut),
		Noted: r.Noted,
		Stamps: verb.StampReport{
			Count: r.Stamps.Count, Head: r.Stamps.Head, At: r.Stamps.At, Checked: r.Stamps.Checked,
		},
	}, nil
}

// AcceptJournal takes a restored journal on purpose; no daemon may run. See sqlite.Accept. unlisted names the list of
// erasures where there was none: what was erased since the copy was made can be read again.
func AcceptJournal(ctx context.Context, c config.Config, why, by string) (unlisted string, err error) {
	options, err := StoreOptions(c, nil)
	if err != nil {
		return "", err
	}
	if why == "" {
		return "", dialer.Invalid{Field: "why", Why: "why this copy is taken: the journal keeps it"}
	}
	if _, err := os.Stat(options.ErasedPath()); errors.Is(err, os.ErrNotExist) {
		unlisted = options.ErasedPath()
	}
	return unlisted, sqlite.Accept(ctx, options, why, by)
}

// Restoring and Restored are a restore, and what came of it.
type (
	Restoring = sqlite.Restoring
	Restored  = sqlite.Restored
)

// RestoreJournal puts a copy of the journal into the data folder; no daemon may run.
func RestoreJournal(ctx context.Context, c config.Config, r Restoring) (Restored, error) {
	options, err := StoreOptions(c, nil)
	if err != nil {
		return Restored{}, err
	}
	if r.Why == "" {
		return Restored{}, dialer.Invalid{Field: "why", Why: "why this copy is taken: the journal keeps it"}
	}
	return sqlite.Restore(ctx, options, r)
}

// Apart are the files that a backup of the journal lacks: those to keep elsewhere, and those never to copy.
type Apart struct {
	File string   `json:"file"`
	Keep []string `json:"keep_apart"`
	Not  []string `json:"never_copy"`
}

// KeptApart names them for a backup.
func KeptApart(c config.Config, file string) (Apart, error) {
	options, err := StoreOptions(c, nil)
	if err != nil {
		return Apart{}, err
	}
	return Apart{
		File: file,
		Keep: []string{
			c.MasterKey().Path + ": the master key, once and after each journal rekey; never beside the backup",
			options.ErasedPath() + ": the list of erasures, with each backup",
		},
		Not: []string{
			cmp.Or(c.DayKeys(), filepath.Dir(c.MasterKey().Path)) + ": keys of days, destroyed on purpose when a day is over",
			"recordings and their key: they are deleted on time (8.2.1 b), and a copy is not",
			filepath.Join(c.Data.Dir, "ringevett.last") + ": it says which journal was the last one here",
		},
	}, nil
}

// Rekeying and Rekeyed are a rotation of the master key, and what came of it.
type (
	Rekeying = sqlite.Rekeying
	Rekeyed  = sqlite.Rekeyed
)

// Rekey rotates the master key; no daemon may run. A key that the service manager hands over lies elsewhere: the new
// one then needs a file of its own.
func Rekey(ctx context.Context, c config.Config, r Rekeying) (Rekeyed, error) {
	options, err := StoreOptions(c, nil)
	if err != nil {
		return Rekeyed{}, err
	}
	key := c.MasterKey()
	if key.Given && r.NewKey == "" {
		return Rekeyed{}, dialer.Invalid{Field: "--new-key",
			Why: "the master key is a credential of the service manager: " +
				"name a file for the new one, and hand that over from the next start on"}
	}
	if r.NewKey != "" && (!filepath.IsAbs(r.NewKey) || keyfile.Below(r.NewKey, c.Data.Dir)) {
		return Rekeyed{}, dialer.Invalid{
			Field: "--new-key", Value: r.NewKey, Why: "a full path outside of data.dir",
		}
	}
	return sqlite.Rekey(ctx, options, r)
}
