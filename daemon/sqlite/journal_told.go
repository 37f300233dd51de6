package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// NewestHead is the head of the last day that was signed, or of a row of keys that began since; Seq 0 if there is none.
// It proves all before it, so only the last of several untold days has to be told.
func (s *Store) NewestHead(ctx context.Context) (ClosedDay, error) {
	s.days.mu.Lock()
	defer s.days.mu.Unlock()
	if err := s.loadDays(ctx); err != nil {
		return ClosedDay{}, fmt.Errorf("the newest head of the journal: %w", err)
	}
	return s.days.ring.newest, nil
}

// toldCounter keeps the entry whose head a witness was told last.
func toldCounter(witness string) string { return "told " + witness }

// ToldUpTo is the entry whose head a witness was told last; 0 if there is none.
func (s *Store) ToldUpTo(ctx context.Context, witness string) (seq int64, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT last FROM counter WHERE name = ?`, toldCounter(witness)).Scan(&seq)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		err = fmt.Errorf("what %s was told: %w", witness, err)
	}
	return seq, err
}

// Told records that a witness was told a head. A token that it gave goes into the journal.
func (s *Store) Told(ctx context.Context, witness string, h ClosedDay, token []byte) error {
	err := s.writer.submit(ctx, func(t *tx) error {
		err := t.exec(`INSERT INTO counter (name, last) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET last = ?2`,
			toldCounter(witness), h.Seq)
		if err != nil || token == nil {
			return err
		}
		return t.appendFact(dialer.Fact{
			Kind: dialer.FactStamped, Proof: dialer.Proof{Day: h.Day, Head: h.Head, Token: token}, By: dialer.Self,
		})
	})
	if err != nil {
		return fmt.Errorf("keep that %s was told: %w", witness, err)
	}
	return nil
}

// Stamps are the time stamps that a journal holds.
type Stamps struct {
	Count   int
	Head    string    // that the last one is of
	At      time.Time // when the authority saw it
	Checked bool      // against the authority's certificate
}

// stamping compares the stamps in the chain with the heads that they name.
type stamping struct {
	Stamps
	check func(head string, token []byte) (time.Time, error) // nil: the tokens are not opened
	heads map[int64]hash                                     // of the entries that close a day or begin a row
}

// step takes in an entry and the chain's end after it.
func (s *stamping) step(e entry, after head) error {
	switch dialer.FactKind(e.kind) {
	case dialer.FactDayKey, dialer.FactDayClosed:
		s.heads[e.seq] = after.hash
		return nil
	case dialer.FactStamped:
	default:
		return nil
	}
	f, err := readBody(e.body, numberKey{})
	if err != nil {
		return err
	}
	of, err := parseHead(f.Proof.Head)
	if err != nil || s.heads[of.seq] != of.hash {
		return &Broken{e.seq, "it holds a time stamp of a head that this journal never had"}
	}
	s.Count, s.Head = s.Count+1, f.Proof.Head
	if s.check == nil {
		return nil
	}
	if s.At, err = s.check(f.Proof.Head, f.Proof.Token); err != nil {
		return &Broken{e.seq, "its time stamp does not hold: " + err.Error()}
	}
	return nil
}
