package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// sealed is anything in the journal that only its master key opens.
type sealed struct {
	id         int64
	hash, text []byte
}

// sameMaster refuses a journal that was made with another master key, before anything else is checked: with a wrong key
// every seal looks broken. The key is right if it opens the seal of the journal's end or a number's key. It reads only
// tables of the first schema, so it works on any.
func sameMaster(ctx context.Context, db querier, k *keys) error {
	tables, err := collect(ctx, db, func(r *sql.Rows) (n string, err error) { return n, r.Scan(&n) },
		`SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('head', 'number_key')`)
	if err != nil || len(tables) < 2 { // nothing is sealed yet
		return err
	}
	scan := func(r *sql.Rows) (s sealed, err error) { return s, r.Scan(&s.id, &s.hash, &s.text) }
	heads, err := collect(ctx, db, scan, `SELECT seq, hash, seal FROM head`)
	if err != nil {
		return err
	}
	numbers, err := collect(ctx, db, scan, `SELECT id, NULL, wrapped FROM number_key WHERE wrapped IS NOT NULL LIMIT 1`)
	if err != nil || len(heads)+len(numbers) == 0 || k.opensAny(heads, numbers) {
		return err
	}
	return fmt.Errorf("%w: wrong master key: this journal was made with another one. Is data.master_key_file right? "+
		"Put that key back from its backup; a copy that is older than a rotation of the key opens with the key of "+
		"then. "+
		"Nothing here was changed", dialer.ErrRefused)
}

func (k *keys) opensAny(heads, numbers []sealed) bool {
	for _, s := range heads {
		h := head{seq: s.id}
		if copy(h.hash[:], s.hash) == len(h.hash) && h.sealed(k.head, s.text) {
			return true
		}
	}
	for _, s := range numbers {
		if _, err := k.unwrap(s.id, s.text); err == nil {
			return true
		}
	}
	return false
}
