package sqlite

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"encoding/hex"
	"os"
	"path/filepath"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Forgery is what a thief of the master key writes in place of the journal.
type Forgery struct {
	Without []dialer.FactKind // entries that are left out
	From    int64             // the first entry that is written again; those before stay as they are
	// the days' entries are signed again: by the private halves in the folder, else by keys of his own
	Resign bool
}

// forger writes the chain again.
type forger struct {
	Forgery
	ring ring
	own  map[string]ed25519.PrivateKey // by public key: those he has
	now  map[string][]byte             // his key in place of another
}

// Forge makes the chain again from there on and seals it, and the tables, as if it had always been so.
func Forge(ctx context.Context, o Options, f Forgery) error {
	k, err := readKeys(o.keyPath(), false)
	if err != nil {
		return err
	}
	db, err := sql.Open("sqlite3", o.path())
	if err != nil {
		return err
	}
	defer db.Close()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	w := &forger{Forgery: f, own: map[string]ed25519.PrivateKey{}, now: map[string][]byte{}}
	if err := w.steal(o); err != nil {
		return err
	}
	h, err := w.write(ctx, tx)
	if err == nil {
		_, err = tx.ExecContext(ctx, `UPDATE head SET seq = ?, hash = ?, seal = ?`, h.seq, h.hash[:], h.seal(k.head))
	}
	if err == nil { // the reservations whose entries he left out
		_, err = tx.ExecContext(ctx, `DELETE FROM register_change WHERE seq >
			(SELECT count(*) FROM journal WHERE kind = 'reserved')`)
	}
	if err == nil {
		err = resealTables(ctx, tx, k)
	}
	if err == nil {
		err = tx.Commit()
	}
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(o.Dir, lastFile), []byte(h.lineOf()), 0o600)
}

// steal reads the private halves that are there.
func (w *forger) steal(o Options) error {
	files, err := filepath.Glob(o.dayKeyGlob("*"))
	for _, path := range files {
		seed, fault := os.ReadFile(path)
		if fault != nil {
			return fault
		}
		private := ed25519.NewKeyFromSeed(seed)
		w.own[hex.EncodeToString(private.Public().(ed25519.PublicKey))] = private
	}
	return err
}

func (w *forger) write(ctx context.Context, tx *sql.Tx) (h head, err error) {
	all, err := collect(ctx, tx, func(r *sql.Rows) (e entry, err error) {
		return e, r.Scan(&e.seq, &e.at, &e.kind, &e.campaign, &e.attempt, &e.number, &e.body)
	}, `SELECT seq, at, kind, campaign, attempt, number, body FROM journal ORDER BY seq`)
	if err == nil {
		_, err = tx.ExecContext(ctx, `DELETE FROM journal`)
	}
	for _, e := range all {
		was := e.seq
		if was >= w.From && w.left(e) {
			continue
		}
		e.seq = h.seq + 1
		if was >= w.From && w.Resign {
			if e = w.sign(h, e); e.kind == "" {
				continue
			}
		}
		if w.Resign {
			w.ring.step(h, e)
		}
		h = head{e.seq, e.link(h.hash)}
		if err == nil {
			_, err = tx.ExecContext(ctx, `INSERT INTO journal (seq, at, kind, campaign, attempt, number, body, hash)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, e.seq, e.at, e.kind, e.campaign, e.attempt, e.number, e.body,
				h.hash[:])
		}
	}
	return h, err
}

func (w *forger) left(e entry) bool {
	for _, kind := range w.Without {
		if e.kind == string(kind) {
			return true
		}
	}
	return false
}

// key is the key that the thief signs with in place of another: that one, if he has its private half.
func (w *forger) key(of []byte) []byte {
	if _, has := w.own[hex.EncodeToString(of)]; has || len(of) == 0 {
		return of
	}
	if now, has := w.now[string(of)]; has {
		return now
	}
	public, private, _ := ed25519.GenerateKey(nil)
	w.own[hex.EncodeToString(public)], w.now[string(of)] = private, public
	return public
}

// sign makes a day's entry again. If the thief lacks the key in use, he leaves the entry out, and at the day's end says
// that the key was lost and begins a row of his own.
func (w *forger) sign(h head, e entry) entry {
	var b body
	if kind := dialer.FactKind(e.kind); kind != dialer.FactDayKey && kind != dialer.FactDayClosed {
		return e
	}
	if json.Unmarshal(e.body, &b) != nil {
		return e
	}
	private, has := w.own[hex.EncodeToString(w.ring.cur.Key)]
	if begins := w.ring.cur.Key == nil; !has && !begins && b.Kind == dialer.FactDayKey {
		return entry{}
	}
	b.Proof.Key, b.Proof.Next = w.key(b.Proof.Key), w.key(b.Proof.Next)
	if b.Kind == dialer.FactDayClosed && !has {
		b.Kind, b.Detail = dialer.FactDayKey, "the private half is gone"
		b.Proof = dialer.Proof{Day: b.Proof.Day.Next(), Key: b.Proof.Next}
	}
	b.Proof.Signature = nil
	if has {
		b.Proof.Signature = ed25519.Sign(private, h.toSign(b.Kind, b.Proof))
	}
	e.kind = string(b.Kind)
	e.body, _ = json.Marshal(b)
	return e
}
