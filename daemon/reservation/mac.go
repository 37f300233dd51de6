package reservation

import (
	"crypto/sha256"
	"encoding"
	"encoding/binary"
	"hash"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// mac is HMAC-SHA-256 by one secret (RFC 2104), for millions of short texts. The two hashes that it begins with are
// made once and set in again for each text: crypto/hmac copies more state for each, and takes twice the time.
type mac struct {
	hash         hash.Hash
	inner, outer []byte // the states behind the secret's block
	sum          [sha256.Size]byte
}

func newMAC(secret []byte) mac {
	m := mac{hash: sha256.New()}
	m.inner, m.outer = padded(secret, 0x36), padded(secret, 0x5c)
	return m
}

// padded is the state of the hash behind the secret's block, each byte of it changed by pad.
func padded(secret []byte, pad byte) []byte {
	if len(secret) > sha256.BlockSize {
		sum := sha256.Sum256(secret)
		secret = sum[:]
	}
	block := make([]byte, sha256.BlockSize)
	copy(block, secret)
	for i := range block {
		block[i] ^= pad
	}
	h := sha256.New()
	h.Write(block)
	state, err := h.(encoding.BinaryMarshaler).MarshalBinary()
	if err != nil {
		panic(err) // the library promises it
	}
	return state
}

// key is the first eight bytes of a text's code.
func (m *mac) key(text []byte) dialer.PersonKey {
	m.set(m.inner)
	m.hash.Write(text)
	inner := m.hash.Sum(m.sum[:0])
	m.set(m.outer)
	m.hash.Write(inner)
	return dialer.PersonKey(binary.BigEndian.Uint64(m.hash.Sum(m.sum[:0])))
}

func (m *mac) set(state []byte) {
	if err := m.hash.(encoding.BinaryUnmarshaler).UnmarshalBinary(state); err != nil {
		panic(err) // it is the library's own
	}
}
