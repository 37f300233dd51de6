package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/redial"
)

// List is a list of leads: those of a campaign that came from one source.
type List struct {
	Source string
	Ended  bool
	Leads  map[LeadStatus]int
}

// Lists gives the lists of a campaign that have leads or were ended, by source. It counts every lead of the campaign.
func (s *Store) Lists(ctx context.Context, campaign dialer.CampaignID) (all []List, err error) {
	_, err = collect(ctx, s.read, func(r *sql.Rows) (struct{}, error) {
		var source string
		var ended bool
		var at LeadStatus
		var n int
		err := r.Scan(&source, &ended, &at.State, &at.Code, &n)
		if len(all) == 0 || all[len(all)-1].Source != source {
			all = append(all, List{Source: source, Ended: ended, Leads: map[LeadStatus]int{}})
		}
		if n > 0 {
			all[len(all)-1].Leads[at] += n
		}
		return struct{}{}, err
	}, `SELECT source, max(ended), state, code, sum(n) FROM (
			SELECT l.source, EXISTS (SELECT 1 FROM ended_list e WHERE e.campaign = l.campaign AND e.source = l.source) AS ended,
				iif(l.state = 'loading', 'waiting', l.state) AS state, l.code, count(*) AS n
			FROM lead l WHERE l.campaign = ?1 AND `+leadShows+` GROUP BY 1, 3, 4
			UNION ALL SELECT source, 1, '', '', 0 FROM ended_list WHERE campaign = ?1)
		GROUP BY source, state, code ORDER BY source, state DESC, code`, string(campaign))
	if err != nil {
		return nil, fmt.Errorf("lists of campaign %s: %w", campaign, err)
	}
	return all, nil
}

// EndList ends a list, with a reason, which the journal keeps: no lead of it is dialed any more, and no more come. Its
// leads that wait or are blocked are done; a call under way goes on, and what it leaves for later is done too.
func (s *Store) EndList(ctx context.Context, campaign dialer.CampaignID, source, why, by string) error {
	err := s.onList(ctx, campaign, source, why, by, func(t *tx, client dialer.ClientID, why string) error {
		ended, err := t.listEnded(campaign, source)
		if err != nil {
			return err
		}
		if ended {
			return fmt.Errorf("%w: it was ended before", dialer.ErrRefused)
		}
		if err := t.exec(`INSERT INTO ended_list (campaign, source, at) VALUES (?, ?, ?)`, string(campaign), source,
			t.now.UnixNano()); err != nil {
			return err
		}
		return t.journalList(campaign, client, source, "ended: "+why, by)
	})
	if err != nil {
		return fmt.Errorf("end list %q of campaign %s: %w", source, campaign, err)
	}
	if err := s.endListed(ctx); err != nil {
		return fmt.Errorf("list %q is ended, its leads are done after the next night's work: %w", source, err)
	}
	return nil
}

// EndOldLists ends the lists whose last rows came in before, and those whose source names an end that has come. It
// gives the campaigns that lost leads by it. A list that cannot be ended now, because one is being imported, is left
// for the next night.
func (s *Store) EndOldLists(ctx context.Context, before time.Time) (touched []dialer.CampaignID, err error) {
	old, err := s.oldLists(ctx, before)
	for _, l := range old {
		switch fault := s.EndList(ctx, l.campaign, l.source, l.why, "ringevett"); {
		case fault == nil:
			touched = append(touched, l.campaign)
		case !errors.Is(fault, dialer.ErrRefused) && !errors.Is(fault, dialer.ErrNotFound):
			err = errors.Join(err, fault)
		}
	}
	slices.Sort(touched)
	return slices.Compact(touched), err
}

type oldList struct {
	campaign    dialer.CampaignID
	source, why string
}

// oldLists finds the lists to be ended, of campaigns that are not archived.
func (s *Store) oldLists(ctx context.Context, before time.Time) ([]oldList, error) {
	all, err := collect(ctx, s.read, func(r *sql.Rows) (l oldList, err error) {
		var at int64
		err = r.Scan(&l.campaign, &l.source, &at)
		l.why = "its last rows came on " + timeOf(at).In(s.oslo).Format(time.DateOnly)
		return l, err
	}, `SELECT i.campaign, i.source, i.at FROM list_in i JOIN campaign c ON c.id = i.campaign AND c.archived = 0
		WHERE i.at < ? AND NOT EXISTS (SELECT 1 FROM ended_list e WHERE e.campaign = i.campaign AND e.source = i.source)
		ORDER BY i.at`, before.UnixNano())
	if err != nil {
		return nil, fmt.Errorf("lists of before %s: %w", before.Format(time.DateOnly), err)
	}
	campaigns, err := s.Campaigns(ctx)
	for _, c := range campaigns {
		for _, of := range c.Sources {
			if c.Archived.IsZero() && !of.Ends.IsZero() && !of.Ends.After(s.now()) {
				all = append(all, oldList{
					c.ID, of.Name, "its end has come, " + of.Ends.In(s.oslo).Format(time.DateOnly),
				})
			}
		}
	}
	return all, err
}

// cameIn keeps when rows of a list last came in: it ends so long after.
func (t *tx) cameIn(campaign dialer.CampaignID, sources map[string]bool) error {
	for _, source := range slices.Sorted(maps.Keys(sources)) {
		err := t.exec(`INSERT INTO list_in (campaign, source, at) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET `+
			`at = ?3`,
			string(campaign), source, t.now.UnixNano())
		if err != nil {
			return err
		}
	}
	return nil
}

// RemoveList removes a list, with a reason that the journal keeps. It is refused while the campaign
// runs, and where a lead of the list was ever rung. One that was cut short is asked for again. The caller makes sure
// that meanwhile the campaign is not started, and no list is imported.
func (s *Store) RemoveList(ctx context.Context, campaign dialer.CampaignID, source, why, by string) error {
	var rung bool
	err := s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM attempt a JOIN lead l ON l.id = a.lead
		WHERE a.campaign = ?1 AND l.campaign = ?1 AND l.source = ?2)`, string(campaign), source).Scan(&rung)
	if err == nil && rung {
		err = fmt.Errorf("%w: leads of it were rung: end it instead, with: ringevett list end", dialer.ErrRefused)
	}
	if err == nil {
		err = s.onList(ctx, campaign, source, why, by, func(t *tx, client dialer.ClientID, why string) error {
			return t.removeList(campaign, client, source, why, by)
		})
	}
	if err == nil {
		err = s.eachLeads(ctx, `campaign = ? AND source = ?`, []any{string(campaign), source},
			func(t *tx, ids string) error {
				return t.exec(`DELETE FROM lead WHERE id IN (SELECT value FROM json_each(?))`, ids)
			})
	}
	if err != nil {
		return fmt.Errorf("remove list %q of campaign %s: %w", source, campaign, err)
	}
	return nil
}

func (t *tx) removeList(campaign dialer.CampaignID, client dialer.ClientID, source, why, by string) error {
	var running bool
	if err := t.row(`SELECT running FROM campaign WHERE id = ?`, string(campaign)).Scan(&running); err != nil {
		return err
	}
	if running {
		return fmt.Errorf("%w: the campaign runs: pause it first, with: ringevett campaign pause %s", dialer.ErrRefused,
			campaign)
	}
	for _, table := range []string{"ended_list", "list_in"} {
		if err := t.exec(`DELETE FROM `+table+` WHERE campaign = ? AND source = ?`, string(campaign),
			source); err != nil {
			return err
		}
	}
	return t.journalList(campaign, client, source, "removed: "+why, by)
}

// onList does something to a list that is there, in a campaign that takes lists and has no import under way.
func (s *Store) onList(
	ctx context.Context, campaign dialer.CampaignID, source, why, by string,
	do func(t *tx, client dialer.ClientID, why string) error,
) error {
	why, err := reasoned(why, by)
	if err == nil {
		err = s.hasList(ctx, campaign, source)
	}
	if err != nil {
		return err
	}
	return s.writer.submit(ctx, func(t *tx) error {
		var client dialer.ClientID
		err := t.row(`SELECT client FROM campaign WHERE id = ?`, string(campaign)).Scan(&client)
		if errors.Is(err, sql.ErrNoRows) {
			return dialer.ErrNotFound
		}
		if err == nil {
			err = errors.Join(t.notArchived(campaign), t.notImporting(campaign))
		}
		if err != nil {
			return err
		}
		return do(t, client, why)
	})
}

// hasList wants a lead of the list. It may look at every lead of the campaign, which is no work for the writer.
func (s *Store) hasList(ctx context.Context, campaign dialer.CampaignID, source string) error {
	var there bool
	err := s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM lead WHERE campaign = ? AND source = ?)`,
		string(campaign), source).Scan(&there)
	if err == nil && !there {
		err = fmt.Errorf("leads from source %q: %w: ringevett list show %s", source, dialer.ErrNotFound, campaign)
	}
	return err
}

func (t *tx) journalList(campaign dialer.CampaignID, client dialer.ClientID, source, what, by string) error {
	return t.appendFact(dialer.Fact{
		Kind: dialer.FactChanged, Campaign: campaign, Client: client, Code: "list",
		Detail: fmt.Sprintf("list %q %s", source, what), By: by,
	})
}

func (t *tx) listEnded(campaign dialer.CampaignID, source string) (ended bool, err error) {
	err = t.row(`SELECT EXISTS (SELECT 1 FROM ended_list WHERE campaign = ? AND source = ?)`, string(campaign),
		source).Scan(&ended)
	return ended, err
}

// takesLeads refuses leads of a list that was ended.
func (t *tx) takesLeads(campaign dialer.CampaignID, source string) error {
	ended, err := t.listEnded(campaign, source)
	if err == nil && ended {
		err = fmt.Errorf("%w: list %q was ended: give the new leads a source of their own", dialer.ErrRefused, source)
	}
	return err
}

// notEnded gives dialer.ErrNotFound where the lead's list was ended: nothing is dialed on it, by hand neither.
func (s *Store) notEnded(ctx context.Context, l dialer.Lead) error {
	var ended bool
	err := s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM ended_list WHERE campaign = ? AND source = ?)`,
		string(l.Campaign), l.Source).Scan(&ended)
	if err == nil && ended {
		err = fmt.Errorf("its list %q was ended: %w", l.Source, dialer.ErrNotFound)
	}
	return err
}

// leadEnded reports whether the lead's list was ended.
func (t *tx) leadEnded(id dialer.LeadID) (ended bool, err error) {
	err = t.row(`SELECT EXISTS (SELECT 1 FROM lead l JOIN ended_list e ON e.campaign = l.campaign AND e.source = l.source
		WHERE l.id = ?)`,
		int64(id)).Scan(&ended)
	return ended, err
}

// endListed lets no lead of an ended list wait. It goes on where a stop broke it off.
func (s *Store) endListed(ctx context.Context) error {
	return s.endLeads(ctx, redial.CodeListEnded,
		`EXISTS (SELECT 1 FROM ended_list e WHERE e.campaign = lead.campaign AND e.source = lead.source)
			AND campaign IN (SELECT campaign FROM ended_list)`)
}
