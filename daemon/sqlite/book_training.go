package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/training"
)

// TrainingMonths is how long training can be shown after the person has left (norm 2.9).
const TrainingMonths = 12

// Training is everybody's training, and the versions of what is taught. What an agent or a person was taught who has
// left the book is kept, and does not count for one who comes back under the same id.
func (s *Store) Training(ctx context.Context) (training.Ledger, error) {
	l := training.Ledger{Entries: map[training.Person][]training.Entry{}}
	all, err := collect(ctx, s.read, func(r *sql.Rows) (e training.Entry, err error) {
		var day string
		err = r.Scan(&e.Person.Kind, &e.Person.ID, &e.Item, &e.Campaign, &e.Version, &day, &e.Months, &e.Trainer)
		if err == nil {
			e.Day, err = time.ParseInLocation(time.DateOnly, day, s.oslo)
		}
		return e, err
	}, `SELECT kind, who, item, campaign, version, day, months, trainer FROM training WHERE left_at = 0 ORDER BY id`)
	for _, e := range all {
		l.Entries[e.Person] = append(l.Entries[e.Person], e)
	}
	if err == nil {
		l.Pins, err = readPins(ctx, s.read)
	}
	if err != nil {
		return training.Ledger{}, fmt.Errorf("training: %w", err)
	}
	return l, nil
}

func readPins(ctx context.Context, db querier) ([]training.Pin, error) {
	return collect(ctx, db, func(r *sql.Rows) (p training.Pin, err error) {
		var since int64
		err = r.Scan(&p.Item, &p.Version, &since)
		p.Since = timeOf(since)
		return p, err
	}, `SELECT item, version, since FROM training_version ORDER BY id`)
}

// PinTraining notes the version of an item that is taught from now on, if it differs from the one before. The journal
// has each change.
func (s *Store) PinTraining(ctx context.Context, current map[training.Item]string) error {
	err := s.writer.submit(ctx, func(t *tx) error {
		pins, err := readPins(context.Background(), t.conn)
		for _, item := range slices.Sorted(maps.Keys(current)) {
			if err == nil && current[item] != (training.Ledger{Pins: pins}).Current(item) {
				err = t.pinTraining(item, current[item])
			}
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("note what version is taught: %w", err)
	}
	return nil
}

func (t *tx) pinTraining(item training.Item, version string) error {
	err := t.exec(`INSERT INTO training_version (item, version, since) VALUES (?, ?, ?)`, string(item), version,
		t.now.UnixNano())
	if err != nil {
		return err
	}
	return t.appendFact(dialer.Fact{
		Kind: dialer.FactTraining, Code: string(item), Detail: "current from now on: " + version, By: dialer.Self,
	})
}

// AddTraining adds entries, all or none. The trainer's name stays out of the journal, where it could not be erased.
func (s *Store) AddTraining(ctx context.Context, all []training.Entry, by string) error {
	err := needBy(by)
	if err == nil {
		err = s.writer.submit(ctx, func(t *tx) error {
			for _, e := range all {
				if err := t.addTraining(e, by); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err != nil {
		return fmt.Errorf("add training: %w", err)
	}
	return nil
}

func (t *tx) addTraining(e training.Entry, by string) error {
	day := e.Day.In(t.oslo).Format(time.DateOnly)
	err := t.exec(`INSERT INTO training (kind, who, item, campaign, version, day, months, trainer, at, left_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`, string(e.Person.Kind), e.Person.ID, string(e.Item), string(e.Campaign),
		e.Version, day, e.Months, dialer.WithoutNumbers(e.Trainer), t.now.UnixNano())
	if err != nil {
		return err
	}
	f := dialer.Fact{
		Kind: dialer.FactTraining, Campaign: e.Campaign, Code: string(e.Item), By: by,
		Detail: fmt.Sprintf("%s %s, taught %s, valid %d months", e.Person.Kind, e.Person.ID, day, e.Months),
	}
	if e.Version != "" {
		f.Detail += ", version " + e.Version
	}
	if e.Person.Kind == training.Agent {
		f.Agent = dialer.AgentID(e.Person.ID)
	}
	return t.appendFact(f)
}

// leaveTraining has what a person was taught count no more.
func (t *tx) leaveTraining(who training.Person) error {
	return t.exec(`UPDATE training SET left_at = ? WHERE kind = ? AND who = ? AND left_at = 0`, t.now.UnixNano(),
		string(who.Kind), who.ID)
}

// PurgeTraining deletes what people were taught who left before TrainingMonths. It runs at night.
func (s *Store) PurgeTraining(ctx context.Context, now time.Time) (gone int, err error) {
	gone, err = s.deleteInSteps(ctx, `DELETE FROM training WHERE id IN (SELECT id FROM training
		WHERE left_at > 0 AND left_at < ? LIMIT ?)`, now.In(s.oslo).AddDate(0, -TrainingMonths, 0).UnixNano())
	if err != nil {
		return gone, fmt.Errorf("delete the training of people who left: %w", err)
	}
	return gone, nil
}
