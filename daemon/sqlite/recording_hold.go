package sqlite

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/retention"
)

// HoldRecording keeps one recording beyond its time. A leg that is being deleted cannot be held: its key is destroyed.
func (s *Store) HoldRecording(ctx context.Context, id dialer.RecordingID, h dialer.RecordingHold) error {
	h.Why = dialer.WithoutNumbers(h.Why)
	if err := needBy(h.By); err != nil {
		return err
	}
	return s.changeRecordings(ctx, "hold", func(t *tx) error {
		r, err := t.alive(id)
		if err != nil {
			return err
		}
		err = t.exec(`INSERT INTO recording_hold (recording, kind, since, until, why, "by") VALUES (?, ?, ?, ?, ?, ?)`,
			string(id), string(h.Kind), h.From.UnixNano(), h.Until.UnixNano(), h.Why, h.By)
		if err != nil {
			return err
		}
		return t.journalRecording(r, dialer.FactRecordingHeld, string(h.Kind),
			"until "+h.Until.Format(time.DateOnly)+": "+h.Why,
			h.By)
	})
}

// alive gives a recording that can still be read.
func (t *tx) alive(id dialer.RecordingID) (dialer.Recording, error) {
	r, err := t.recording(id)
	if err == nil && (r.State == dialer.RecordingGoing || r.State == dialer.RecordingGone) {
		err = fmt.Errorf("%w: %s is %s (%s)", dialer.ErrRefused, id, r.State, r.Why)
	}
	return r, err
}

// ReleaseRecording ends every hold on it now.
func (s *Store) ReleaseRecording(ctx context.Context, id dialer.RecordingID, why, by string) error {
	why = dialer.WithoutNumbers(why)
	if err := needBy(by); err != nil {
		return err
	}
	return s.changeRecordings(ctx, "release", func(t *tx) error {
		r, err := t.alive(id)
		if err != nil {
			return err
		}
		n, err := t.change(`UPDATE recording_hold SET until = ?1 WHERE recording = ?2 AND until > ?1`, t.now.UnixNano(),
			string(id))
		if err == nil && n == 0 {
			err = fmt.Errorf("%w: nothing holds %s", dialer.ErrNotFound, id)
		}
		if err != nil {
			return err
		}
		return t.journalRecording(r, dialer.FactRecordingFree, "", why, by)
	})
}

// DropRecording makes one recording unreadable now, because a person says so or its purpose is met. A held one must be
// released first.
func (s *Store) DropRecording(ctx context.Context, id dialer.RecordingID, code, why, by string) error {
	why = dialer.WithoutNumbers(why)
	if err := needBy(by); err != nil {
		return err
	}
	return s.changeRecordings(ctx, "delete", func(t *tx) error {
		r, err := t.alive(id)
		if err != nil {
			return err
		}
		if err := t.notHeld(r); err != nil {
			return err
		}
		if err := t.dropRecordings(`id = ?`, code, string(id)); err != nil {
			return err
		}
		return t.journalRecording(r, dialer.FactRecordingUsed, code, why, by)
	})
}

func (t *tx) notHeld(r dialer.Recording) error {
	if h := retention.Held(t.now, r); h != nil {
		return fmt.Errorf("%w: %s is held until %s (%s): release it first, if a person so decides", dialer.ErrRefused,
			r.ID,
			h.Until.Format(time.DateOnly), h.Kind)
	}
	return nil
}

// EraseRecordings makes all of a number's recordings unreadable, or none if one is held.
func (s *Store) EraseRecordings(ctx context.Context, n dialer.Number, by string) (erased int, err error) {
	if err := errors.Join(needBy(by), needNumber(n)); err != nil {
		return 0, err
	}
	err = s.changeRecordings(ctx, "erase", func(t *tx) error {
		all, err := readRecordings(ctx, t.conn, `state NOT IN ('going', 'gone') AND attempt IN
			(SELECT a.id FROM attempt a JOIN number_key k ON k.id = a.number WHERE k.lookup = ?)`, t.keys.lookupOf(n))
		if err != nil {
			return err
		}
		var held []error
		for _, r := range all {
			held = append(held, t.notHeld(r))
		}
		if err := errors.Join(held...); err != nil {
			return err
		}
		erased = len(all)
		for _, r := range all {
			if err := t.dropRecordings(`id = ?`, "erased", string(r.ID)); err != nil {
				return err
			}
		}
		return nil
	})
	return erased, err
}

// TellRecording records that somebody read a recording, or that a file was found which should not exist.
func (s *Store) TellRecording(
	ctx context.Context, r dialer.Recording, kind dialer.FactKind, code, detail, by string,
) error {
	if err := needBy(by); err != nil {
		return err
	}
	return s.changeRecordings(ctx, "tell of",
		func(t *tx) error { return t.journalRecording(r, kind, code, detail, by) })
}

// RewrapRecordings seals every recording's key again, with another seal, in one transaction.
func (s *Store) RewrapRecordings(
	ctx context.Context, rewrap func(id dialer.RecordingID, box []byte) ([]byte, error),
) (n int, err error) {
	err = s.changeRecordings(ctx, "seal again", func(t *tx) error {
		all, err := readRecordings(ctx, t.conn, `box IS NOT NULL`)
		if err != nil {
			return err
		}
		n = len(all)
		for _, r := range all {
			box, err := rewrap(r.ID, r.Box)
			if err != nil {
				return err
			}
			if err := t.exec(`UPDATE recording SET box = ? WHERE id = ?`, box, string(r.ID)); err != nil {
				return err
			}
		}
		return nil
	})
	return n, err
}
