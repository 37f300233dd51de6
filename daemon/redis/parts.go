package redis

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc64"
	"slices"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

// writeParts writes the keys of a base: the bitmap, and the small sets of the other numbers and of the persons. A set
// is written with RESTORE, which costs Redis about a hundredth of as many SADDs; a user without that right uses SADD.
func (s *Sets) writeParts(ctx context.Context, r dialer.RegisterID, m meta, b *sets.Base) error {
	w := partWriter{packed: true}
	if err := w.trial(ctx, s.bulk, m.restKey(r, 0)); err != nil {
		return err
	}
	return s.pipe(ctx, func(p redis.Pipeliner, yield func() error) error {
		w.p, w.yield = p, yield
		if m.Flat {
			p.Set(ctx, m.flatKey(r), b.RedisBits(), 0)
		}
		rest := make([][]uint64, 1<<m.RestBits)
		for n := range b.Rest() {
			i := partOf(n, m.RestBits)
			rest[i] = append(rest[i], n)
		}
		for i, members := range rest {
			if err := w.set(ctx, m.restKey(r, uint64(i)), members); err != nil {
				return err
			}
		}
		return w.persons(ctx, r, m, b)
	})
}

// partWriter puts sets of whole numbers into a pipeline.
type partWriter struct {
	p      redis.Pipeliner
	yield  func() error
	packed bool
	all    []int64
	text   []byte
}

// trial finds out whether RESTORE is allowed, on a key that is written again afterwards.
func (w *partWriter) trial(ctx context.Context, c redis.Cmdable, key string) error {
	err := c.RestoreReplace(ctx, key, 0, string(w.pack(nil))).Err()
	if err != nil && (strings.HasPrefix(err.Error(), "NOPERM") || strings.Contains(err.Error(), "unknown command")) {
		w.packed = false
		return nil
	}
	return err
}

// persons writes the persons' parts. They come in ascending order and a part is their highest bits, so one part follows
// the other.
func (w *partWriter) persons(ctx context.Context, r dialer.RegisterID, m meta, b *sets.Base) error {
	var members []uint64
	at := uint64(0)
	flush := func(to uint64) error {
		for ; at < to; at++ {
			if err := w.set(ctx, m.personKey(r, at), members); err != nil {
				return err
			}
			members = members[:0]
		}
		return nil
	}
	for p := range b.Persons() {
		if err := flush(personPart(p, m.PersBits)); err != nil {
			return err
		}
		members = append(members, p)
	}
	return flush(1 << m.PersBits)
}

// set writes one set with its sentinel; members is not kept.
func (w *partWriter) set(ctx context.Context, key string, members []uint64) error {
	if w.packed {
		w.p.RestoreReplace(ctx, key, 0, string(w.pack(members)))
		return w.yield()
	}
	all := []any{zero}
	for _, n := range members {
		all = append(all, whole(n))
	}
	w.p.Unlink(ctx, key)
	w.p.SAdd(ctx, key, all...)
	return w.yield()
}

// The format of a set of whole numbers for RESTORE (Redis, rdb.h and intset.h).
const (
	intsetType    = 11 // RDB_TYPE_SET_INTSET
	intsetOf64    = 8  // bytes of a member
	dumpVersion   = 9  // of Redis 5: every accepted server reads it
	longLength    = 0x80
	redisCRC64    = 0x95ac9329ac4bc9b5 // Jones' polynomial, reflected
	withoutInvert = ^uint64(0)
)

var crcTable = crc64.MakeTable(redisCRC64)

// pack gives a set with its sentinel as DUMP would; it is valid until the next call.
func (w *partWriter) pack(members []uint64) []byte {
	w.all = append(w.all[:0], 0)
	for _, n := range members {
		w.all = append(w.all, int64(n))
	}
	slices.Sort(w.all)
	b := append(w.text[:0], intsetType, longLength)
	b = binary.BigEndian.AppendUint32(b, uint32(8+intsetOf64*len(w.all)))
	b = binary.LittleEndian.AppendUint32(b, intsetOf64)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(w.all)))
	for _, n := range w.all {
		b = binary.LittleEndian.AppendUint64(b, uint64(n))
	}
	b = binary.LittleEndian.AppendUint16(b, dumpVersion)
	// Go's sum is inverted before and after; Redis's is not.
	w.text = binary.LittleEndian.AppendUint64(b, ^crc64.Update(withoutInvert, crcTable, b))
	return w.text
}

// readPage is how many sets of a base are fetched at once.
const readPage = 500

// readBase reads the base that m names, and fails with errMissing where a part is missing.
func (s *Sets) readBase(ctx context.Context, r dialer.RegisterID, m meta) (*sets.Base, error) {
	b, err := s.readParts(ctx, r, m)
	if err != nil {
		return nil, fmt.Errorf("read version %d: %w", m.Version, err)
	}
	base := b.Base()
	if base.Count() != m.Count || base.PersonCount() != m.Persons {
		return nil, errMissing
	}
	return base, nil
}

func (s *Sets) readParts(ctx context.Context, r dialer.RegisterID, m meta) (*sets.Builder, error) {
	b, keys := &sets.Builder{}, m.keys(r)
	if m.Flat {
		text, err := s.bulk.Get(ctx, keys[0]).Bytes()
		if err == nil {
			err = b.RedisBits(text)
		}
		if err != nil {
			return nil, err
		}
		keys = keys[1:]
	}
	for i, some := range [][]string{keys[:1<<m.RestBits], keys[1<<m.RestBits:]} {
		person := i == 1
		for page := range slices.Chunk(some, readPage) {
			add := func(n uint64) { b.Member(sets.Member{Person: person, Key: n}) }
			if err := s.readPage(ctx, page, add); err != nil {
				return nil, err
			}
		}
	}
	return b, nil
}

// readPage calls put for each member of some sets.
func (s *Sets) readPage(ctx context.Context, keys []string, put func(uint64)) error {
	lists := make([]*redis.StringSliceCmd, len(keys))
	_, err := s.bulk.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, k := range keys {
			lists[i] = p.SMembers(ctx, k)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, l := range lists {
		if !slices.Contains(l.Val(), zero) {
			return errMissing
		}
		for _, text := range l.Val() {
			n, err := strconv.ParseInt(text, 10, 64)
			if err != nil {
				return errors.New("a member is no whole number")
			}
			if n != 0 {
				put(uint64(n))
			}
		}
	}
	return nil
}
