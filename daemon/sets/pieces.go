package sets

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"iter"
	"math/bits"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/RoaringBitmap/roaring/v2/roaring64"
)

// A Base is kept in pieces: the bitmap's numbers less +47 (roaring), the other numbers (roaring, 64 bits), and the
// persons' keys, eight bytes each and ascending, in as many pieces as they need.
const (
	flatPiece    = "flat"
	restPiece    = "rest"
	personsPiece = "persons" // the first; the others are "persons 0001" and so on
)

// pieceSize bounds a piece of persons, in bytes: one is written while calls wait for the disk.
const pieceSize = 1 << 20

// Piece is a part of a Base as it is kept.
type Piece struct {
	Name string
	Data []byte // valid until the next one
}

// Pieces packs the base, one piece after the other: some 1.3 bytes a number, eight a person's key.
func (b *Base) Pieces() iter.Seq2[Piece, error] {
	return func(yield func(Piece, error) bool) {
		flat, err := b.packFlat()
		if !yield(Piece{flatPiece, flat}, err) || err != nil {
			return
		}
		rest, err := b.packRest()
		if !yield(Piece{restPiece, rest}, err) || err != nil {
			return
		}
		b.packPersons(yield)
	}
}

// PieceCount is how many pieces there are.
func (b *Base) PieceCount() int { return 2 + max(1, (8*b.PersonCount()+pieceSize-1)/pieceSize) }

func (b *Base) packPersons(yield func(Piece, error) bool) {
	data, n := make([]byte, 0, min(pieceSize, 8*b.PersonCount())), 0
	give := func() bool {
		name := personsPiece
		if n > 0 {
			name = fmt.Sprintf("%s %04d", personsPiece, n)
		}
		more := yield(Piece{name, data}, nil)
		n, data = n+1, data[:0]
		return more
	}
	for key := range b.Persons() {
		if data = binary.BigEndian.AppendUint64(data, key); len(data) == pieceSize && !give() {
			return
		}
	}
	if len(data) > 0 || n == 0 {
		give()
	}
}

func (b *Base) packFlat() ([]byte, error) {
	if b.Bitmap() == nil {
		return nil, nil
	}
	r := roaring.FromDense(b.flat, true)
	r.RunOptimize()
	data, err := r.ToBytes()
	if err != nil {
		return nil, fmt.Errorf("pack the national numbers: %w", err)
	}
	return data, nil
}

func (b *Base) packRest() ([]byte, error) {
	r := roaring64.BitmapOf(slices.Sorted(b.Rest())...)
	r.RunOptimize()
	data, err := r.ToBytes()
	if err != nil {
		return nil, fmt.Errorf("pack the other numbers: %w", err)
	}
	return data, nil
}

// Sum is the fingerprint of the base, however it is cut into pieces. To make it packs the base.
func (b *Base) Sum() ([]byte, error) {
	h := sha256.New()
	for piece, err := range b.Pieces() {
		if err != nil {
			return nil, err
		}
		switch piece.Name {
		case flatPiece, restPiece:
			writeLength(h, len(piece.Data))
		case personsPiece:
			writeLength(h, 8*b.PersonCount())
		}
		h.Write(piece.Data)
	}
	return h.Sum(nil), nil
}

func writeLength(h hash.Hash, n int) { h.Write(binary.BigEndian.AppendUint64(nil, uint64(n))) }

// Unpacker makes a Base of its pieces, in the order of their names. The zero Unpacker has none.
type Unpacker struct {
	base             Base
	flat, rest, some bool // which came; some: of persons
}

// Add takes one piece; its data is not kept.
func (u *Unpacker) Add(p Piece) error {
	switch {
	case p.Name == flatPiece && !u.flat:
		u.flat = true
		return u.base.readFlat(p.Data)
	case p.Name == restPiece && !u.rest:
		u.rest = true
		return u.base.readRest(p.Data)
	case strings.HasPrefix(p.Name, personsPiece):
		u.some = true
		return u.base.readPersons(p.Data)
	}
	return fmt.Errorf("a piece %q too many", p.Name)
}

// Base gives what was added. Anything that does not hold together is an error, never a smaller set.
func (u *Unpacker) Base(count, persons int) (*Base, error) {
	b := &u.base
	if !u.flat || !u.rest || !u.some {
		return nil, errors.New("pieces are missing")
	}
	if b.count != count || b.PersonCount() != persons || !b.persons.sorted() {
		return nil, fmt.Errorf("%d numbers and %d persons, where there should be %d and %d", b.count, b.PersonCount(),
			count, persons)
	}
	return b, nil
}

func (b *Base) readFlat(data []byte) error {
	if len(data) == 0 {
		return nil
	}
	var r roaring.Bitmap
	if _, err := r.FromBuffer(data); err != nil {
		return fmt.Errorf("read the national numbers: %w", err)
	}
	if !r.IsEmpty() && r.Maximum() >= national {
		return errors.New("read the national numbers: one has more than eight digits")
	}
	b.flat = make([]uint64, words)
	r.WriteDenseTo(b.flat)
	b.count += int(r.GetCardinality())
	return nil
}

func (b *Base) readRest(data []byte) error {
	r := roaring64.New()
	if _, err := r.ReadFrom(bytes.NewReader(data)); err != nil {
		return fmt.Errorf("read the other numbers: %w", err)
	}
	b.count += int(r.GetCardinality())
	b.keep(r.ToArray())
	return nil
}

func (b *Base) readPersons(data []byte) error {
	for k := range slices.Chunk(data, 8) {
		if len(k) != 8 {
			return errors.New("read the persons: cut short")
		}
		b.persons.add(binary.BigEndian.Uint64(k))
	}
	return nil
}

// RedisBits gives the bitmap in the order of Redis' GETBIT, where bit 0 is the highest of the first byte. Bit 0 is
// set: it shows that the bitmap is there.
func (b *Base) RedisBits() []byte {
	out := make([]byte, 0, national/8)
	for _, w := range b.Bitmap() {
		out = binary.LittleEndian.AppendUint64(out, w)
	}
	for i, c := range out {
		out[i] = bits.Reverse8(c)
	}
	if len(out) > 0 {
		out[0] |= 0x80
	}
	return out
}

// RedisBits begins with a bitmap as RedisBits of a Base gave it; nothing was added before. It changes text.
func (b *Builder) RedisBits(text []byte) error {
	if len(text) != national/8 || text[0]&0x80 == 0 {
		return fmt.Errorf("a bitmap of %d bytes, or without its first bit: it should have %d", len(text), national/8)
	}
	text[0] &= 0x7f
	b.flat = make([]uint64, words)
	for i := range b.flat {
		b.flat[i] = bits.Reverse64(binary.BigEndian.Uint64(text[i*8:]))
	}
	return nil
}
