package sqlite

import (
	"context"
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// ImportList says what leads come in with, and by whom.
type ImportList struct {
	Campaign dialer.CampaignID
	Source   string // one of the campaign's; for leads that name none themselves
	Name     string // of the file or list, for people
	By       string
	Digest   []byte // of the file, to know it again; empty: not asked
}

// leadLoading is the state of a lead whose list is not complete yet: no question about leads sees it.
const leadLoading LeadState = "loading"

// importStep is how many leads go in with one transaction, so that bookings need not wait for a whole list.
const importStep = 250

// AddLeads puts all leads into the book, or none. Duplicates, given by their place in leads, are numbers that the campaign
// has already or that came twice: they are left out and are no fault. IDs, campaign and state are set here.
// One list is taken at a time.
func (s *Store) AddLeads(ctx context.Context, list ImportList, leads []dialer.Lead) (added int, duplicates []int, err error) {
	s.importing.Lock()
	defer s.importing.Unlock()
	duplicates, err = s.addLeads(ctx, list, leads)
	if err != nil {
		return 0, nil, fmt.Errorf("add leads to campaign %s: %w", list.Campaign, err)
	}
	return len(leads) - len(duplicates), duplicates, nil
}

func (s *Store) addLeads(ctx context.Context, list ImportList, leads []dialer.Lead) (duplicates []int, err error) {
	campaign, err := s.Campaign(ctx, list.Campaign)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(needBy(list.By), checkLeads(campaign, list, leads)); err != nil {
		return nil, err
	}
	err = s.writer.submit(ctx, func(t *tx) error {
		return errors.Join(t.dropLoading(), t.claimList(list.Digest, campaign)) // dropped: of a list that was given up
	})
	if err != nil {
		return nil, err
	}
	for from := 0; from < len(leads); from += importStep {
		step := leads[from:min(from+importStep, len(leads))]
		var known []int
		err := s.writer.submit(ctx, func(t *tx) (err error) {
			known, err = t.loadLeads(list, step)
			return err
		})
		if err != nil {
			return nil, err
		}
		for _, i := range known {
			duplicates = append(duplicates, from+i)
		}
	}
	return duplicates, s.writer.submit(ctx, func(t *tx) error {
		return t.finishList(list, campaign, len(leads)-len(duplicates), len(duplicates))
	})
}

func (t *tx) dropLoading() error {
	return t.exec(`DELETE FROM lead WHERE state = ?`, string(leadLoading))
}

func (t *tx) loadLeads(list ImportList, leads []dialer.Lead) (duplicates []int, err error) {
	for i, l := range leads {
		fresh, err := t.loadLead(list, l)
		if err != nil {
			return nil, fmt.Errorf("lead %s: %w", l.Number.Masked(), err)
		}
		if !fresh {
			duplicates = append(duplicates, i)
		}
	}
	return duplicates, nil
}

// finishList lets all leads of the list wait at once, and tells the journal.
func (t *tx) finishList(list ImportList, c dialer.Campaign, added, known int) error {
	err := t.exec(`UPDATE lead SET state = ? WHERE campaign = ? AND state = ?`, string(LeadWaiting), string(c.ID), string(leadLoading))
	if err != nil {
		return err
	}
	return t.tell(dialer.Fact{
		Kind: dialer.FactImported, Campaign: c.ID, Client: c.Client.ID, By: list.By,
		Detail: fmt.Sprintf("%d leads added, %d were there; list %q, source %q", added, known, list.Name, list.Source),
	})
}

// checkLeads tells all faults at once: each lead has a number, and a source of the campaign's (4.2 a).
func checkLeads(c dialer.Campaign, list ImportList, leads []dialer.Lead) error {
	known := map[string]bool{}
	for _, s := range c.Sources {
		known[s.Name] = true
	}
	var errs []error
	for i, l := range leads {
		if l.Number == "" {
			errs = append(errs, dialer.Invalid{Field: fmt.Sprintf("row %d, number", i+1), Why: "a lead is a person's number"})
		}
		if source := sourceOf(list, l); !known[source] {
			errs = append(errs, dialer.Invalid{Field: fmt.Sprintf("row %d, source", i+1), Value: source, Why: "one of the campaign's sources (4.2 a)"})
		}
	}
	return errors.Join(errs...)
}

func sourceOf(list ImportList, l dialer.Lead) string {
	if l.Source != "" {
		return l.Source
	}
	return list.Source
}

func (t *tx) loadLead(list ImportList, l dialer.Lead) (fresh bool, err error) {
	k, err := t.numberKeyOf(l.Number)
	if err != nil {
		return false, err
	}
	clear, err := json.Marshal(newPerson(l))
	if err != nil {
		return false, err
	}
	n, err := t.change(`INSERT INTO lead (campaign, number, source, state, due, box) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (campaign, number) DO NOTHING`,
		string(list.Campaign), k.id, sourceOf(list, l), string(leadLoading), unixNano(l.Due), k.seal(clear))
	return n == 1, err
}
