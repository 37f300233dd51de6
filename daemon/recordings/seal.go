package recordings

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// A sealed file is a mark and pieces. Each piece is sealed with its number and whether it is the last as nonce, so
// that pieces cannot be swapped, left out or cut off; the key is of this file alone, so that no nonce comes twice.
const (
	fileMark = "ringevett recording 1\n"
	piece    = 64 << 10
	tagSize  = 16
)

var errBroken = errors.New("the sealed file is broken, or its key is another")

func newAEAD(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

func nonce(number uint64, last bool) []byte {
	n := binary.BigEndian.AppendUint64(make([]byte, 0, 12), number)
	if last {
		return append(n, 0, 0, 0, 1)
	}
	return append(n, 0, 0, 0, 0)
}

// sealer seals what is written to it; Close writes the last piece.
type sealer struct {
	to     io.Writer
	aead   cipher.AEAD
	about  []byte
	buffer []byte
	number uint64
}

func newSealer(to io.Writer, key, about []byte) (*sealer, error) {
	aead, err := newAEAD(key)
	if err == nil {
		_, err = io.WriteString(to, fileMark)
	}
	return &sealer{to: to, aead: aead, about: about}, err
}

// Write keeps the last whole piece back: only Close knows which one is the last.
func (s *sealer) Write(p []byte) (int, error) {
	s.buffer = append(s.buffer, p...)
	for len(s.buffer) > piece {
		if err := s.put(s.buffer[:piece], false); err != nil {
			return 0, err
		}
		s.buffer = append(s.buffer[:0], s.buffer[piece:]...)
	}
	return len(p), nil
}

func (s *sealer) Close() error { return s.put(s.buffer, true) }

func (s *sealer) put(clear []byte, last bool) error {
	_, err := s.to.Write(s.aead.Seal(nil, nonce(s.number, last), clear, s.about))
	s.number++
	return err
}

// unseal writes the clear sound to w. After an error w may hold a part.
func unseal(w io.Writer, r io.Reader, key, about []byte) error {
	aead, err := newAEAD(key)
	if err != nil {
		return err
	}
	mark := make([]byte, len(fileMark))
	if _, err := io.ReadFull(r, mark); err != nil || !bytes.Equal(mark, []byte(fileMark)) {
		return fmt.Errorf("%w: it does not begin as one", errBroken)
	}
	box := make([]byte, piece+tagSize+1) // one more byte tells whether another piece follows
	have, number := 0, uint64(0)
	for {
		n, err := io.ReadFull(r, box[have:])
		have += n
		last := err != nil
		if last && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return err
		}
		size := min(have, piece+tagSize)
		clear, err := aead.Open(nil, nonce(number, last), box[:size], about)
		if err != nil {
			return fmt.Errorf("%w: piece %d", errBroken, number)
		}
		if _, err := w.Write(clear); err != nil || last {
			return err
		}
		number++
		have = copy(box, box[size:have])
	}
}
