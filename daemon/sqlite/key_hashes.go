package sqlite

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"crypto/hkdf"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"slices"
)

// A keyed hash of a number cannot be made again under another key, because of an erased number only the hash is left.
// So a rotation of the master key keeps the secrets of the hashes, sealed by the new key in the table carried, and the
// file holds each hash enciphered by a key of the new master key. Anyone with the old master key, and with it these
// secrets, cannot compare a number with a newer file. A hash is as good as random, so each of its two blocks is
// enciphered by itself. Before the first rotation hashes are stored as they are.

// roots are the secrets of the hashes, in the order in which they are carried.
func (k *keys) roots() []*[]byte { return []*[]byte{&k.lookup, &k.register, &k.own, &k.marker, &k.pin} }

// carriedLabel is what the carried secrets are bound to.
var carriedLabel = []byte("carried")

// carry adopts the secrets that an earlier master key made, if the journal carries them.
func (k *keys) carry(ctx context.Context, db queriers) error {
	var there bool
	err := db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'carried')`).Scan(&there)
	if err != nil || !there {
		return err
	}
	var box []byte
	err = db.QueryRowContext(ctx, `SELECT box FROM carried`).Scan(&box)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the secrets of the hashes: %w", err)
	}
	clear, err := k.carrier.Open(nil, nil, box, carriedLabel)
	if err != nil || len(clear) != len(k.roots())*keySize {
		return &Broken{0, "the secrets of the hashes do not open with this master key"}
	}
	return k.adoptRoots(clear)
}

// adoptRoots makes hashes with these secrets from now on, enciphered by the master key.
func (k *keys) adoptRoots(clear []byte) error {
	for _, root := range k.roots() {
		*root, clear = slices.Clone(clear[:keySize]), clear[keySize:]
	}
	k.veil = k.cover
	return k.hashPersonsBy(k.shared)
}

// carried seals the secrets.
func (k *keys) carried() []byte {
	var clear []byte
	for _, root := range k.roots() {
		clear = append(clear, *root...)
	}
	return k.carrier.Seal(nil, nil, clear, carriedLabel)
}

// veiled gives a hash as it is stored in the file.
func (k *keys) veiled(hash []byte) []byte { return k.blocks(hash, cipher.Block.Encrypt) }

// unveiled is the reverse of veiled.
func (k *keys) unveiled(stands []byte) []byte { return k.blocks(stands, cipher.Block.Decrypt) }

func (k *keys) blocks(in []byte, do func(b cipher.Block, dst, src []byte)) []byte {
	if k.veil == nil || len(in) != sha256.Size {
		return in
	}
	out := make([]byte, len(in))
	for i := 0; i < len(in); i += aes.BlockSize {
		do(k.veil, out[i:i+aes.BlockSize], in[i:i+aes.BlockSize])
	}
	return out
}

// sealRows gives the hashes of a list's rows as they are stored in the file. They have eight bytes each, the block of
// triple DES, and can be found in the file one by one.
func (k *keys) sealRows(rows []byte) []byte { return k.rowBlocks(rows, cipher.Block.Encrypt) }

// openRows is the reverse of sealRows.
func (k *keys) openRows(stands []byte) []byte { return k.rowBlocks(stands, cipher.Block.Decrypt) }

func (k *keys) rowBlocks(in []byte, do func(b cipher.Block, dst, src []byte)) []byte {
	if k.veil == nil || len(in)%des.BlockSize != 0 {
		return in
	}
	out := make([]byte, len(in))
	for i := 0; i < len(in); i += des.BlockSize {
		do(k.rowCover, out[i:i+des.BlockSize], in[i:i+des.BlockSize])
	}
	return out
}

// newRowCover is the cipher of the rows' hashes.
func newRowCover(master []byte) (cipher.Block, error) {
	key, err := hkdf.Key(sha256.New, master, nil, "ringevett 1 rows' hashes", 3*des.BlockSize)
	if err != nil {
		return nil, err
	}
	return des.NewTripleDESCipher(key)
}

// newCover is the cipher of hashes.
func newCover(master []byte) (cipher.Block, error) {
	key, err := hkdf.Key(sha256.New, master, nil, "ringevett 1 hashes", keySize)
	if err != nil {
		return nil, err
	}
	return aes.NewCipher(key)
}
