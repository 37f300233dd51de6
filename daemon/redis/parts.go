package redis

import (
	"context"
	"encoding/binary"
	"hash/crc64"
	"slices"
	"strings"

	"github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

// writeParts writes the keys of a base: the bitmap, and the small sets of the other numbers and of the persons. A set
// goes as Redis keeps it (RESTORE), which costs its one thread some hundredth of as many SADDs; where this user may
// not RESTORE, it goes member by member.
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

// trial finds out, by a set that is written again after it, whether RESTORE is allowed.
func (w *partWriter) trial(ctx context.Context, c redis.Cmdable, key string) error {
	err := c.RestoreReplace(ctx, key, 0, string(w.pack(nil))).Err()
	if err != nil && (strings.HasPrefix(err.Error(), "NOPERM") || strings.Contains(err.Error(), "unknown command")) {
		w.packed = false
		return nil
	}
	return err
}

// persons come ascending, and a part is by the highest bits: one part after the other.
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

// What a set of whole numbers looks like to RESTORE (Redis, rdb.h and intset.h).
const (
	intsetType    = 11 // RDB_TYPE_SET_INTSET
	intsetOf64    = 8  // bytes of a member
	dumpVersion   = 9  // of Redis 5: every server that is accepted reads it
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
