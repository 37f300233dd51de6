package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// projectTrial keeps the table of wrong PINs in step with the journal, in the same transaction, by the rule of
// roster.Trials.
func (t *tx) projectTrial(f dialer.Fact) error {
	switch f.Kind {
	case dialer.FactWrongPIN:
		return t.exec(`INSERT INTO pin_trial (endpoint, agent, wrong, last, locked) VALUES (?1, ?2, 1, ?3, 0)
			ON CONFLICT (endpoint) DO UPDATE SET agent = ?2, wrong = wrong + 1, last = ?3`, f.Code, string(f.Agent),
			f.At.UnixNano())
	case dialer.FactPhoneLocked:
		return t.exec(`UPDATE pin_trial SET locked = ? WHERE endpoint = ?`, f.At.UnixNano(), f.Code)
	case dialer.FactRightPIN, dialer.FactPhoneUnlocked:
		return t.exec(`DELETE FROM pin_trial WHERE endpoint = ?`, f.Code)
	}
	return nil
}

// PINTrials lists the phones that keyed a wrong PIN last, by endpoint.
func (s *Store) PINTrials(ctx context.Context) ([]dialer.PINTrial, error) {
	all, err := collect(ctx, s.read, func(r *sql.Rows) (one dialer.PINTrial, err error) {
		var last, locked int64
		err = r.Scan(&one.Endpoint, &one.Agent, &one.Wrong, &last, &locked)
		one.Last, one.Locked = timeOf(last), timeOf(locked)
		return one, err
	}, `SELECT endpoint, agent, wrong, last, locked FROM pin_trial ORDER BY endpoint`)
	if err != nil {
		return nil, fmt.Errorf("wrong PINs: %w", err)
	}
	return all, nil
}

// UnlockPhone lifts a phone's lock, or the wait after its wrong PINs, with a reason, which the journal keeps.
// dialer.ErrNotFound: no wrong PIN stands against it. After nil it is on the disk.
func (s *Store) UnlockPhone(ctx context.Context, endpoint, why, by string) error {
	why, err := reasoned(why, by)
	if err == nil {
		err = s.writer.submit(ctx, func(t *tx) error { return t.unlockPhone(endpoint, why, by) })
	}
	if err != nil {
		return fmt.Errorf("unlock phone %s: %w", endpoint, err)
	}
	return nil
}

func (t *tx) unlockPhone(endpoint, why, by string) error {
	var agent string
	err := t.row(`SELECT agent FROM pin_trial WHERE endpoint = ?`, endpoint).Scan(&agent)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%w: it is not locked, and no wrong PIN stands against it", dialer.ErrNotFound)
	}
	if err != nil {
		return err
	}
	return t.appendFact(dialer.Fact{
		Kind: dialer.FactPhoneUnlocked, Agent: dialer.AgentID(agent), Code: endpoint, Detail: why, By: by,
	})
}
