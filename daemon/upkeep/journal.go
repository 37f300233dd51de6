package upkeep

import (
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
