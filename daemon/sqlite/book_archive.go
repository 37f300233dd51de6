package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// archivedCode is the code of a lead that was not called to its end when its campaign was archived.
const archivedCode = "archived"

// archiveStep is how many leads one transaction ends or removes, so that bookings need not wait for all of them.
const archiveStep = 250

// ArchiveCampaign archives a campaign for good, with a reason, which the journal keeps. It is refused while the
// campaign runs, has an open attempt, or an inquiry about it waits for its answer (4.4.3). Its leads become done, so
// that the limit for call records holds for them too. Its row, facts, ledgers, flags, marks and reservations stay: its
// visible number still answers, its days still print, and a campaign that follows on it inherits from it (norm 2.4).
func (s *Store) ArchiveCampaign(ctx context.Context, id dialer.CampaignID, why, by string) error {
	why, err := reasoned(why, by)
	if err == nil {
		err = s.writer.submit(ctx, func(t *tx) error { return t.archive(id, why, by) })
	}
	if err != nil {
		return fmt.Errorf("archive campaign %s: %w", id, err)
	}
	if err := s.endArchived(ctx); err != nil {
		return fmt.Errorf("campaign %s is archived, its leads are ended by the next night's work: %w", id, err)
	}
	return nil
}

func (t *tx) archive(id dialer.CampaignID, why, by string) error {
	var client dialer.ClientID
	var running bool
	var archived int64
	err := t.row(`SELECT client, running, archived FROM campaign WHERE id = ?`, string(id)).Scan(&client, &running,
		&archived)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return dialer.ErrNotFound
	case err != nil:
		return err
	case archived > 0:
		return archivedSince(archived)
	case running:
		return fmt.Errorf("%w: it runs: pause it first, with: ringevett campaign pause %s", dialer.ErrRefused, id)
	}
	if err := t.nothingOpen(id); err != nil {
		return err
	}
	if err := t.exec(`UPDATE campaign SET archived = ? WHERE id = ?`, t.now.UnixNano(), string(id)); err != nil {
		return err
	}
	return t.appendFact(dialer.Fact{Kind: dialer.FactCampaign, Campaign: id, Client: client, Code: "archived",
		Detail: why,
		By:     by})
}

// nothingOpen refuses while an attempt of the campaign, an import for it, or an inquiry about it is open.
func (t *tx) nothingOpen(id dialer.CampaignID) error {
	attempts, err := t.names(`SELECT CAST(id AS TEXT) FROM attempt WHERE ended = 0 AND campaign = ? ORDER BY id
		LIMIT 1`, string(id))
	if err != nil {
		return err
	}
	if len(attempts) > 0 {
		return fmt.Errorf("%w: attempt %s is open: ask again when it has ended", dialer.ErrRefused, attempts[0])
	}
	if err := t.notImporting(id); err != nil {
		return err
	}
	asked, err := t.names(`SELECT CAST(id AS TEXT) FROM inquiry WHERE closed = 0 AND campaign = ? ORDER BY id`,
		string(id))
	if err != nil {
		return err
	}
	if len(asked) > 0 {
		return fmt.Errorf("%w: inquiry %s about it waits for an answer (4.4.3)", dialer.ErrRefused,
			strings.Join(asked, ", "))
	}
	return nil
}

// notImporting refuses while a list is on its way into the campaign.
func (t *tx) notImporting(id dialer.CampaignID) error {
	var loading bool
	err := t.row(`SELECT EXISTS (SELECT 1 FROM lead_load WHERE campaign = ?)`, string(id)).Scan(&loading)
	if err == nil && loading {
		err = fmt.Errorf("%w: a list is being imported for it: ask again when it is there", dialer.ErrRefused)
	}
	return err
}

func archivedSince(at int64) error {
	return fmt.Errorf("%w: archived since %s: make a new campaign", dialer.ErrRefused, timeOf(at).Format(time.DateOnly))
}

// notArchived refuses what no archived campaign takes.
func (t *tx) notArchived(id dialer.CampaignID) error {
	var archived int64
	err := t.row(`SELECT archived FROM campaign WHERE id = ?`, string(id)).Scan(&archived)
	if err == nil && archived > 0 {
		err = archivedSince(archived)
	}
	return err
}

// endArchived ends the waiting leads of archived campaigns. It continues after an interruption, and ends again what a
// late disposition put back.
func (s *Store) endArchived(ctx context.Context) error {
	return s.endLeads(ctx, archivedCode, `campaign IN (SELECT id FROM campaign WHERE archived > 0)`)
}

// endLeads marks leads that wait or are blocked as done, with a code, a few in each transaction.
func (s *Store) endLeads(ctx context.Context, code, where string, args ...any) error {
	return s.eachLeads(ctx, `state IN ('waiting', 'blocked') AND `+where, args, func(t *tx, ids string) error {
		return t.exec(`UPDATE lead SET state = 'done', code = ?
			WHERE id IN (SELECT value FROM json_each(?)) AND state IN ('waiting', 'blocked')`, code, ids)
	})
}

// eachLeads hands over the ids of leads, as a list in JSON, a few in each transaction. They are found by the readers,
// in one pass, so that the writer does not look for them.
func (s *Store) eachLeads(ctx context.Context, where string, args []any, do func(t *tx, ids string) error) error {
	for after := int64(0); ; {
		ids, err := collect(ctx, s.read, func(r *sql.Rows) (id int64, err error) { return id, r.Scan(&id) },
			`SELECT id FROM lead NOT INDEXED WHERE `+where+` AND id > ? ORDER BY id LIMIT ?`,
			append(slices.Clone(args), after, archiveStep)...)
		if err != nil || len(ids) == 0 {
			return err
		}
		list, err := json.Marshal(ids)
		if err == nil {
			err = s.writer.submit(ctx, func(t *tx) error { return do(t, string(list)) })
		}
		if err != nil {
			return err
		}
		after = ids[len(ids)-1]
	}
}

// ArchivedCampaigns counts them.
func (s *Store) ArchivedCampaigns(ctx context.Context) (n int, err error) {
	if err = s.read.QueryRowContext(ctx, `SELECT count(*) FROM campaign WHERE archived > 0`).Scan(&n); err != nil {
		err = fmt.Errorf("count archived campaigns: %w", err)
	}
	return n, err
}
