package sqlite

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/keyfile"
)

const keySize = 32

// keys are what is derived from the master key, one for each use.
type keys struct {
	lookup   []byte       // hash of a number, to find its key
	register []byte       // hash of a reserved number; apart from lookup, because it outlives it
	person   []byte       // hash of a person, in leads and registers
	own      []byte       // the person key of this journal, where none is shared
	shared   string       // the secret that several daemons share in its place
	ownMark  string       // of own
	marker   []byte       // hash of a number in marks that outlive its calls: abandoned, surveyed
	pin      []byte       // hash of an agent's PIN
	head     []byte       // seal of the chain's end
	count    []byte       // seal of the checkpoints
	tables   []byte       // of rows that decide who may be rung, and seal of their sum
	wrap     cipher.AEAD  // seals the numbers' keys
	reserve  cipher.AEAD  // seals reserved numbers
	dialogue cipher.AEAD  // seals the inquiries' keys
	sums     cipher.AEAD  // seals the sums over tables
	carrier  cipher.AEAD  // seals the secrets of hashes that an earlier master key made
	cover    cipher.Block // enciphers hashes, and rowCover those of lists' rows, once the master key was rotated
	rowCover cipher.Block
	veil     cipher.Block // cover, where it was; else nil

	hidden map[gone]bool // keys that are erased by the list of erasures, and in this file not yet; see hideErased
}

// readKeys reads the master key; if there is none it makes one, if that is allowed.
func readKeys(path string, create bool) (*keys, error) {
	master, err := readMaster(path)
	if errors.Is(err, fs.ErrNotExist) && create {
		master, err = makeMaster(path)
	}
	if err != nil {
		return nil, fmt.Errorf("master key: %w", err)
	}
	return derive(master)
}

func readMaster(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %w: without it the journal's numbers cannot be read; put it back from its backup",
			dialer.ErrRefused, err)
	}
	if err != nil {
		return nil, err
	}
	if err := keyfile.Private(path, info); err != nil {
		return nil, err
	}
	master, err := os.ReadFile(path)
	if err == nil && len(master) != keySize {
		err = fmt.Errorf("%w: %s has %d bytes and should have %d", dialer.ErrRefused, path, len(master), keySize)
	}
	return master, err
}

// makeMaster writes a new key and has it on the disk, under its name, before anything is sealed with it.
func makeMaster(path string) ([]byte, error) {
	master := make([]byte, keySize)
	rand.Read(master) // never fails: the runtime ends the process instead
	if err := keyfile.Make(path, master, ""); err != nil {
		return nil, err
	}
	return readMaster(path)
}

func derive(master []byte) (*keys, error) {
	var k keys
	var wrap, reserve, dialogue, sums, carrier []byte
	for use, out := range map[string]*[]byte{
		"number lookup":   &k.lookup,
		"register lookup": &k.register,
		"person":          &k.own,
		"number marker":   &k.marker,
		"agent pin":       &k.pin,
		"journal head":    &k.head,
		"checkpoint":      &k.count,
		"tables":          &k.tables,
		"number key":      &wrap,
		"register number": &reserve,
		"inquiry key":     &dialogue,
		"table sums":      &sums,
		"carried":         &carrier,
	} {
		b, err := hkdf.Key(sha256.New, master, nil, "ringevett 1 "+use, keySize)
		if err != nil {
			return nil, fmt.Errorf("derive the key for %s: %w", use, err)
		}
		*out = b
	}
	k.wrap, k.reserve, k.dialogue, k.sums = newAEAD(wrap), newAEAD(reserve), newAEAD(dialogue), newAEAD(sums)
	k.carrier, k.person = newAEAD(carrier), k.own
	var err error
	if k.cover, err = newCover(master); err == nil {
		k.rowCover, err = newRowCover(master)
	}
	return &k, err
}

// newAEAD is AES-256-GCM with a random nonce in front of what it seals.
func newAEAD(key []byte) cipher.AEAD {
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err) // the key is always 32 bytes
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err)
	}
	return aead
}

func mac(key []byte, parts ...[]byte) []byte {
	m := hmac.New(sha256.New, key)
	for _, p := range parts {
		m.Write(p)
	}
	return m.Sum(nil)
}
