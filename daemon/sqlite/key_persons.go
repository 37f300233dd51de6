package sqlite

import (
	"context"
	"crypto/hkdf"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// hashPersonsBy uses a secret that several daemons share in place of our own, so that each finds the persons that
// another has reserved. "" keeps our own.
func (k *keys) hashPersonsBy(shared string) error {
	k.shared, k.person = shared, k.own
	k.ownMark = k.personsMark()
	if shared == "" {
		return nil
	}
	secret, err := hkdf.Key(sha256.New, []byte(shared), nil, "ringevett 1 person", keySize)
	if err != nil {
		return fmt.Errorf("derive the key for persons: %w", err)
	}
	k.person = secret
	return nil
}

// PersonsMark identifies the secret without giving it away. Stores with different marks cannot share a register.
func (s *Store) PersonsMark() string { return s.keys.personsMark() }

func (k *keys) personsMark() string {
	return hex.EncodeToString(mac(k.person, []byte("ringevett 1 persons' mark"))[:8])
}

type asker interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// samePersons refuses registers whose persons were hashed with another secret: all of them would seem free.
func samePersons(ctx context.Context, db asker, k *keys) error {
	var mark string
	var filled bool
	err := db.QueryRowContext(ctx, `SELECT persons, EXISTS(SELECT 1 FROM register_version) OR EXISTS(SELECT 1
		FROM register_change) FROM install`).
		Scan(&mark, &filled)
	if filled && mark == "" { // from before there was a choice
		mark = k.ownMark
	}
	switch {
	case err != nil:
		return fmt.Errorf("read the mark of the person secret: %w", err)
	case filled && mark != k.personsMark():
		return fmt.Errorf("%w: redis.person_secret_file: the registers here were filled with another secret, and "+
			"their "+
			"persons would not be found; "+
			"it can be chosen only while the registers are empty", dialer.ErrRefused)
	}
	return nil
}

// keepPersonsMark keeps it with the registers.
func (w *writer) keepPersonsMark(ctx context.Context) error {
	if err := samePersons(ctx, w.conn, w.keys); err != nil {
		return err
	}
	_, err := w.conn.ExecContext(ctx, `UPDATE install SET persons = ?`, w.keys.personsMark())
	return err
}
