package sets

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/RoaringBitmap/roaring/v2/roaring64"
)

// Parts is a Base as it is kept: Flat the bitmap's numbers less +47 (roaring), Rest the others (roaring, 64 bits), Persons
// eight bytes each, ascending.
type Parts struct{ Flat, Rest, Persons []byte }

// Sum is the fingerprint of all three.
func (p Parts) Sum() []byte {
	h := sha256.New()
	for _, part := range [][]byte{p.Flat, p.Rest, p.Persons} {
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(part))))
		h.Write(part)
	}
	return h.Sum(nil)
}

// Parts packs the base: some 1.3 bytes a number.
func (b *Base) Parts() (Parts, error) {
	var p Parts
	var err error
	if b.Bitmap() != nil {
		r := roaring.FromDense(b.flat, true)
		r.RunOptimize()
		if p.Flat, err = r.ToBytes(); err != nil {
			return Parts{}, fmt.Errorf("pack the national numbers: %w", err)
		}
	}
	r := roaring64.BitmapOf(slices.Sorted(b.Rest())...)
	r.RunOptimize()
	if p.Rest, err = r.ToBytes(); err != nil {
		return Parts{}, fmt.Errorf("pack the other numbers: %w", err)
	}
	for _, k := range b.Persons() {
		p.Persons = binary.BigEndian.AppendUint64(p.Persons, k)
	}
	return p, nil
}

// FromParts reads what Parts packed. Anything that does not hold together is an error, never a smaller set.
func FromParts(p Parts, count, persons int) (*Base, error) {
	b := &Base{}
	if len(p.Flat) > 0 {
		var r roaring.Bitmap
		if _, err := r.FromBuffer(p.Flat); err != nil {
			return nil, fmt.Errorf("read the national numbers: %w", err)
		}
		if !r.IsEmpty() && r.Maximum() >= national {
			return nil, errors.New("read the national numbers: one has more than eight digits")
		}
		b.flat = make([]uint64, words)
		r.WriteDenseTo(b.flat)
		b.count = int(r.GetCardinality())
	}
	if err := b.readRest(p.Rest); err != nil {
		return nil, fmt.Errorf("read the other numbers: %w", err)
	}
	for k := range slices.Chunk(p.Persons, 8) {
		if len(k) != 8 {
			return nil, errors.New("read the persons: cut short")
		}
		b.persons = append(b.persons, binary.BigEndian.Uint64(k))
	}
	if b.count != count || len(b.persons) != persons || !slices.IsSorted(b.persons) {
		return nil, fmt.Errorf("%d numbers and %d persons, where there should be %d and %d", b.count, len(b.persons), count, persons)
	}
	return b, nil
}

func (b *Base) readRest(part []byte) error {
	r := roaring64.New()
	if _, err := r.ReadFrom(bytes.NewReader(part)); err != nil {
		return err
	}
	b.count += int(r.GetCardinality())
	b.keep(r.ToArray())
	return nil
}

// RedisBits gives the bitmap in the order of Redis' GETBIT, where bit 0 is the highest of the first byte. Bit 0 is set: it
// shows that the bitmap is there.
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

// FromRedis makes a base of a bitmap as RedisBits gave it, and the other numbers and persons. It changes text.
func FromRedis(text []byte, rest, persons []uint64) (*Base, error) {
	b := &Base{persons: distinct(persons)}
	if len(text) > 0 {
		if len(text) != national/8 || text[0]&0x80 == 0 {
			return nil, fmt.Errorf("a bitmap of %d bytes, or without its first bit: it should have %d", len(text), national/8)
		}
		text[0] &= 0x7f
		b.flat = make([]uint64, words)
		for i := range b.flat {
			b.flat[i] = bits.Reverse64(binary.BigEndian.Uint64(text[i*8:]))
			b.count += bits.OnesCount64(b.flat[i])
		}
	}
	rest = distinct(rest)
	b.count += len(rest)
	b.keep(rest)
	return b, nil
}
