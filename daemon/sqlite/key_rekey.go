package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/mattn/go-sqlite3"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/keyfile"
)

// The files of a rotation, beside the master key's: the new key until it takes the old one's place, and the old one
// afterwards, which opens earlier copies.
const (
	nextEnding = ".next"
	oldEnding  = ".until-"
)

// Rekeying is how the master key is rotated.
type Rekeying struct {
	NewKey  string // the file to write the new key to; "": it takes the old one's place
	Why, By string
}

// Rekeyed is what came of it.
type Rekeyed struct {
	Key    string // where the new master key lies
	OldKey string // where the old one lies
}

// Rekey makes a new master key, seals with it all that the old one sealed, and enciphers every hash with it. No daemon
// may run. It verifies the whole journal first, because a rotation would seal what somebody has changed.
//
// All of it is one transaction. The new key is on the disk before and replaces the old one after it. A crash at any
// point leaves a journal that opens with one of the two, and the next opening finds out which. Numbers' own keys stay
// as they are, because the chain covers what they seal: anyone with an old key and an old copy can read that copy, and
// in the present journal what was written about the same numbers. The checkpoint is deleted, so the next start counts
// the whole journal.
func Rekey(ctx context.Context, o Options, r Rekeying) (Rekeyed, error) {
	out, err := rekey(ctx, o, r, func(string) {})
	if err != nil {
		return out, fmt.Errorf("rotate the master key: %w", err)
	}
	return out, nil
}

// rekey calls reached at each point where a crash makes a difference.
func rekey(ctx context.Context, o Options, r Rekeying, reached func(point string)) (out Rekeyed, err error) {
	if strings.TrimSpace(r.Why) == "" {
		return out, dialer.Invalid{Field: "why", Why: "why the key is rotated: the journal keeps it"}
	}
	if err := o.noWishes(); err != nil {
		return out, err
	}
	s, err := Open(ctx, o)
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if _, err := s.Verify(ctx); err != nil {
		return out, err
	}
	if breach := s.Breach(); breach != nil {
		return out, breach
	}
	out = Rekeyed{Key: r.NewKey, OldKey: o.keyPath()}
	if r.NewKey == "" {
		out.Key = o.keyPath() + nextEnding
	}
	if _, err := os.Lstat(out.Key); !errors.Is(err, fs.ErrNotExist) {
		return out, errors.Join(fmt.Errorf("%w: %s is there already", dialer.ErrRefused, out.Key), err)
	}
	next, err := readKeys(out.Key, true)
	if err != nil {
		return out, err
	}
	reached("the new key is on the disk")
	err = s.writer.submit(ctx, func(t *tx) error { return t.rekey(ctx, next, r, reached) })
	if err != nil {
		return out, err // the new key stays: whether a commit that failed is on the disk is known at the next opening
	}
	reached("the journal is sealed by the new key")
	if r.NewKey != "" {
		return out, nil
	}
	out.Key = o.keyPath()
	out.OldKey, err = o.installNewKey(s.now().Format("20060102-150405"), reached)
	return out, err
}

// installNewKey puts the new key in the old one's place, and keeps the old one under another name.
func (o Options) installNewKey(day string, reached func(string)) (old string, err error) {
	if old, err = o.keepOld(o.keyPath() + oldEnding + day); err != nil {
		return old, err
	}
	reached("the old key has its new name")
	if err := os.Rename(o.keyPath()+nextEnding, o.keyPath()); err != nil {
		return old, err
	}
	reached("the new key has its place")
	return old, keyfile.SyncDir(filepath.Dir(o.keyPath()))
}

// keepOld links the old key under a name that is free.
func (o Options) keepOld(name string) (string, error) {
	key, err := os.Stat(o.keyPath())
	if err != nil {
		return "", err
	}
	for free := name; ; free += "a" {
		err := os.Link(o.keyPath(), free)
		if !errors.Is(err, fs.ErrExist) {
			return free, err
		}
		if there, err := os.Stat(free); err == nil && os.SameFile(key, there) { // a crash came after the link
			return free, nil
		}
	}
}

// OldKeys lists the master keys from before that are beside a master key: each opens the copies that were made under
// it.
func OldKeys(keyFile string) ([]string, error) { return filepath.Glob(keyFile + oldEnding + "*") }

// finishRotation ends a rotation that was cut short: the key that opens the journal becomes the master key. A store
// opened for reading uses it from where it is.
func (o Options) finishRotation(ctx context.Context, writes bool) (Options, error) {
	next := o
	next.KeyFile = o.keyPath() + nextEnding
	if _, err := os.Lstat(next.KeyFile); errors.Is(err, fs.ErrNotExist) {
		return o, nil
	}
	switch {
	case o.opens(ctx):
		if writes {
			return o, os.Remove(next.KeyFile)
		}
		return o, nil
	case !next.opens(ctx):
		return o, nil // the error of an opening says what is wrong
	case writes:
		info, err := os.Stat(next.KeyFile)
		if err != nil {
			return o, err
		}
		_, err = o.installNewKey(info.ModTime().UTC().Format("20060102-150405"), func(string) {})
		return o, err
	}
	return next, nil
}

// opens reports whether the journal is one of this master key.
func (o Options) opens(ctx context.Context) bool {
	k, err := readKeys(o.keyPath(), false)
	if err != nil {
		return false
	}
	db := openPool(o)
	defer db.Close()
	return sameMaster(ctx, db, k) == nil
}

// hashColumns hold keyed hashes.
var hashColumns = [...]struct{ table, column string }{
	{"number_key", "lookup"}, {"agent", "pin"}, {"flag", "mark"}, {"abandoned_again", "mark"}, {"survey", "mark"},
	{"list", "mark"}, {"recording_refusal", "mark"}, {"withdrawal", "mark"}, {"contact", "mark"}, {"erased", "mark"},
	{"evidence", "mark"},
}

// sealedColumns hold what the master key seals, or a hash together with what is bound to it, and how each is made
// again.
var sealedColumns = [...]struct{ table, set string }{
	{"number_key", `wrapped = rekey_number(id, wrapped) WHERE wrapped IS NOT NULL`},
	{"evidence", `wrapped = rekey_evidence(id, wrapped) WHERE wrapped IS NOT NULL`},
	{"inquiry", `wrapped = rekey_dialogue(id, wrapped) WHERE wrapped IS NOT NULL`},
	{"register_part", `box = rekey_part(register || '|' || version || '|' || part, box)`},
	{"register_change", `hash = rekey_hash(hash), box = rekey_change(register, hash, box)`},
	{"list_rows", `mark = rekey_hash(mark), kept = rekey_rows(kept)`},
}

// rekey seals everything with other keys, which the writer uses from then on. The sums over the tables are made again
// from the rows, because the triggers keep them under the old key.
func (t *tx) rekey(ctx context.Context, next *keys, r Rekeying, reached func(string)) error {
	was := *t.keys
	var roots []byte
	for _, root := range was.roots() {
		roots = append(roots, *root...)
	}
	next.shared = was.shared
	err := next.adoptRoots(roots)
	if err == nil {
		why := "rotated: " + dialer.WithoutNumbers(r.Why)
		err = t.appendFact(dialer.Fact{Kind: dialer.FactChanged, Code: "master key", Detail: why, By: r.By})
	}
	if err == nil {
		err = t.conn.Raw(func(c any) error { return was.registerRekey(c.(*sqlite3.SQLiteConn), next) })
	}
	for _, h := range hashColumns {
		if err == nil {
			err = t.exec(fmt.Sprintf(`UPDATE %s SET %s = rekey_hash(%[2]s) WHERE %[2]s IS NOT NULL`, h.table, h.column))
		}
	}
	for _, s := range sealedColumns {
		if err == nil {
			err = t.exec(`UPDATE ` + s.table + ` SET ` + s.set)
		}
	}
	if err == nil {
		err = t.exec(`DELETE FROM checkpoint`)
	}
	if err == nil {
		err = t.exec(`INSERT INTO carried (one, box) VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET box = ?1`,
			next.carried())
	}
	if err == nil {
		err = t.countDestroyed() // old seals may stand in unused parts of pages: the next night overwrites them
	}
	if err != nil {
		return err
	}
	reached("everything is sealed, and nothing is committed")
	*t.keys = *next
	return t.sumAgain(ctx)
}

// sumAgain has the sums over the tables made by the present keys.
func (t *tx) sumAgain(ctx context.Context) error {
	sum, err := sumTables(ctx, t.conn, t.keys.tables)
	if err != nil {
		return err
	}
	rest, err := sumRest(ctx, t.conn, t.keys.tables, everyTable, atOnce)
	if err != nil {
		return err
	}
	return t.exec(`UPDATE temp.tables_sum SET sum = ?, rest = ?`, sum[:], rest.state)
}

// registerRekey adds the SQL functions that open with the old keys and seal with the new ones.
func (k *keys) registerRekey(c *sqlite3.SQLiteConn, next *keys) error {
	hash := func(stands []byte) []byte { return next.veiled(k.unveiled(stands)) }
	wrapped := func(label func(int64) []byte) func(id int64, box []byte) ([]byte, error) {
		return func(id int64, box []byte) ([]byte, error) {
			clear, err := k.wrap.Open(nil, nil, box, label(id))
			return next.wrap.Seal(nil, nil, clear, label(id)), err
		}
	}
	dialogue := func(id int64, box []byte) ([]byte, error) {
		clear, err := k.dialogue.Open(nil, nil, box, idBytes(id))
		return next.dialogue.Seal(nil, nil, clear, idBytes(id)), err
	}
	part := func(label string, box []byte) ([]byte, error) {
		clear, err := k.reserve.Open(nil, nil, box, []byte(label))
		return next.reserve.Seal(nil, nil, clear, []byte(label)), err
	}
	change := func(register string, mark, box []byte) ([]byte, error) {
		r := dialer.RegisterID(register)
		clear, err := k.reserve.Open(nil, nil, box, boxLabel(r, mark))
		return next.reserve.Seal(nil, nil, clear, boxLabel(r, hash(mark))), err
	}
	rows := func(stands []byte) []byte { return next.sealRows(k.openRows(stands)) }
	var errs []error
	for name, do := range map[string]any{
		"rekey_hash": hash, "rekey_number": wrapped(idBytes), "rekey_evidence": wrapped(evidenceLabel),
		"rekey_dialogue": dialogue, "rekey_part": part, "rekey_change": change, "rekey_rows": rows,
	} {
		errs = append(errs, c.RegisterFunc(name, do, true))
	}
	return errors.Join(errs...)
}
