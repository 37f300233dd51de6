package sqlite

import (
	"crypto/cipher"
	"crypto/rand"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// numberKey is one number's key. The zero value stands for no number, or one that was erased.
type numberKey struct {
	id   int64
	aead cipher.AEAD
}

// numberKeyOf gives the number's key, making it if there is none yet.
func (t *tx) numberKeyOf(n dialer.Number) (numberKey, error) {
	if n == "" {
		return numberKey{}, nil
	}
	look := string(t.keys.lookupOf(n))
	if k, ok := t.known(look); ok {
		return k, nil
	}
	k, err := t.findNumberKey(look)
	if errors.Is(err, sql.ErrNoRows) {
		k, err = t.makeNumberKey(look)
	}
	if err != nil {
		return numberKey{}, fmt.Errorf("key of number %s: %w", n.Masked(), err)
	}
	t.fresh[look] = k
	return k, nil
}

func (t *tx) findNumberKey(look string) (numberKey, error) {
	var id int64
	var wrapped []byte
	err := t.row(`SELECT id, wrapped FROM number_key WHERE lookup = ?`, []byte(look)).Scan(&id, &wrapped)
	if err != nil {
		return numberKey{}, err
	}
	return t.keys.unwrap(id, wrapped)
}

// makeNumberKey inserts first, because the key is sealed together with its id.
func (t *tx) makeNumberKey(look string) (numberKey, error) {
	id, err := t.insert(`INSERT INTO number_key (lookup, made) VALUES (?, ?)`, []byte(look), t.now.UnixNano())
	if err != nil {
		return numberKey{}, err
	}
	key := make([]byte, keySize)
	rand.Read(key)
	wrapped := t.keys.wrap.Seal(nil, nil, key, idBytes(id))
	return numberKey{id, newAEAD(key)}, t.exec(`UPDATE number_key SET wrapped = ? WHERE id = ?`, wrapped, id)
}

func (k *keys) lookupOf(n dialer.Number) []byte { return k.veiled(mac(k.lookup, []byte(n))) }

// unwrap opens a number's key; an erased one, whose wrapped form is gone, gives a key that opens nothing.
func (k *keys) unwrap(id int64, wrapped []byte) (numberKey, error) {
	if wrapped == nil || k.hides(goneNumber, id) {
		return numberKey{}, nil
	}
	key, err := k.wrap.Open(nil, nil, wrapped, idBytes(id))
	if err != nil {
		return numberKey{}, fmt.Errorf("number key %d does not open with this master key: %w", id, err)
	}
	return numberKey{id, newAEAD(key)}, nil
}

func (k numberKey) seal(clear []byte) []byte {
	return k.aead.Seal(nil, nil, clear, idBytes(k.id))
}

func (k numberKey) open(box []byte) ([]byte, error) {
	if k.aead == nil || box == nil {
		return nil, nil
	}
	clear, err := k.aead.Open(nil, nil, box, idBytes(k.id))
	if err != nil {
		return nil, fmt.Errorf("open what number key %d sealed: %w", k.id, err)
	}
	return clear, nil
}

func idBytes(id int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(id)) }

// mark is made from the number's lookup hash, so that an attempt's mark can be told without its number.
func (k *keys) mark(lookup []byte) []byte { return k.veiled(mac(k.marker, k.unveiled(lookup))) }
