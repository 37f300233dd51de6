package sqlite

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// A head is noted outside as its String: "1042:" and the entry's hash in hex. Anyone who has the master key can make
// the whole chain again, and only a head noted elsewhere tells it from the original.

// String is the form in which it is noted.
func (h head) String() string { return fmt.Sprintf("%d:%s", h.seq, hex.EncodeToString(h.hash[:])) }

// parseHead reads a noted head; the error names what is wrong with it.
func parseHead(text string) (h head, err error) {
	seq, sum, cut := strings.Cut(strings.TrimSpace(text), ":")
	b, wrong := hex.DecodeString(sum)
	if h.seq, err = strconv.ParseInt(seq, 10, 64); err != nil || !cut || wrong != nil || h.seq < 1 ||
		len(b) != len(h.hash) {
		return head{}, dialer.Invalid{Field: "noted", Value: text,
			Why: "as journal heads prints it: 1042: and 64 hexadecimal digits"}
	}
	copy(h.hash[:], b)
	return h, nil
}

// noted reads heads that were noted outside, all faults at once.
func noted(texts []string) (all []head, err error) {
	for _, text := range texts {
		h, wrong := parseHead(text)
		all, err = append(all, h), errors.Join(err, wrong)
	}
	return all, err
}

// holds returns a *Broken if the journal has another entry at a noted head, or ends before it.
func (h head) holds(ctx context.Context, db rowQuerier) error {
	var sum []byte
	err := db.QueryRowContext(ctx, `SELECT hash FROM journal WHERE seq = ?`, h.seq).Scan(&sum)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return &Broken{h.seq,
			"it was noted outside, and the journal ends before it: entries were taken away, or this is " +
				"an older copy"}
	case err == nil && string(sum) != string(h.hash[:]):
		return &Broken{
			h.seq, "it is not the entry whose hash was noted outside: the journal was written again up to here",
		}
	}
	return err
}

// DayHead is the chain's position at the end of an Oslo day.
type DayHead struct {
	Day  dialer.Day
	At   time.Time // of the entry
	Head string    // to be noted

	Key, First string // the public key in use then, and the first of its row, to be noted; "" before there were any
}

// Heads gives the chain's position at the end of each of the last days, the newest first; today's is as of now. Days
// without an entry are left out.
func (s *Store) Heads(ctx context.Context, days int) (all []DayHead, err error) {
	keys, _, err := readRing(ctx, s.read)
	if err != nil {
		return nil, fmt.Errorf("heads of the journal: %w", err)
	}
	for before := int64(math.MaxInt64); len(all) < days; {
		var newest sql.NullInt64 // of all before the days that are in it already
		err := s.read.QueryRowContext(ctx, `SELECT max(at) FROM journal INDEXED BY journal_at
			WHERE at < ?`, before).Scan(&newest)
		if err != nil {
			return nil, fmt.Errorf("heads of the journal: %w", err)
		}
		if !newest.Valid {
			break
		}
		there := time.Unix(0, newest.Int64).In(s.oslo)
		begin := time.Date(there.Year(), there.Month(), there.Day(), 0, 0, 0, 0, s.oslo).UnixNano()
		h, at, err := s.headOf(ctx, begin, before)
		if err != nil {
			return nil, fmt.Errorf("heads of the journal: %w", err)
		}
		key, first := keys.inUse(h.seq)
		all = append(all, DayHead{Day: dialer.DayOf(there, s.oslo), At: at, Head: h.String(), Key: key, First: first})
		before = begin
	}
	return all, nil
}

// headOf is the last entry of a span.
func (s *Store) headOf(ctx context.Context, from, to int64) (h head, at time.Time, err error) {
	var sum []byte
	var nanos int64
	err = s.read.QueryRowContext(ctx, `SELECT seq, at, hash FROM journal WHERE seq =
		(SELECT max(seq) FROM journal INDEXED BY journal_at WHERE at >= ? AND at < ?)`, from, to).Scan(&h.seq, &nanos,
		&sum)
	copy(h.hash[:], sum)
	return h, timeOf(nanos), err
}
