package sqlite

import (
	"context"
	"database/sql"
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
}

// AddLeads puts all leads into the book, or none. Duplicates, given by their place in leads, are numbers that the campaign
// has already or that came twice: they are left out and are no fault. IDs, campaign and state are set here.
func (s *Store) AddLeads(ctx context.Context, list ImportList, leads []dialer.Lead) (added int, duplicates []int, err error) {
	if err = needBy(list.By); err == nil {
		err = s.writer.submit(ctx, func(t *tx) error {
			added, duplicates, err = t.addLeads(list, leads)
			return err
		})
	}
	if err != nil {
		return 0, nil, fmt.Errorf("add leads to campaign %s: %w", list.Campaign, err)
	}
	return added, duplicates, nil
}

func (t *tx) addLeads(list ImportList, leads []dialer.Lead) (added int, duplicates []int, err error) {
	campaign, err := t.campaign(list.Campaign)
	if err != nil {
		return 0, nil, err
	}
	if err := checkLeads(campaign, list, leads); err != nil {
		return 0, nil, err
	}
	for i, l := range leads {
		fresh, err := t.addLead(list, l)
		if err != nil {
			return 0, nil, fmt.Errorf("row %d: %w", i+1, err)
		}
		if !fresh {
			duplicates = append(duplicates, i)
		}
	}
	added = len(leads) - len(duplicates)
	return added, duplicates, t.tell(dialer.Fact{
		Kind: dialer.FactImported, Campaign: campaign.ID, Client: campaign.Client.ID, By: list.By,
		Detail: fmt.Sprintf("%d leads added, %d were there; list %q, source %q", added, len(duplicates), list.Name, list.Source),
	})
}

// campaign reads within the transaction, with the client's id only.
func (t *tx) campaign(id dialer.CampaignID) (dialer.Campaign, error) {
	var client dialer.ClientID
	var text []byte
	err := t.row(`SELECT client, doc FROM campaign WHERE id = ?`, string(id)).Scan(&client, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return dialer.Campaign{}, dialer.ErrNotFound
	}
	if err != nil {
		return dialer.Campaign{}, err
	}
	var d campaignDoc
	err = json.Unmarshal(text, &d)
	c := d.campaign()
	c.ID, c.Client.ID = id, client
	return c, err
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

func (t *tx) addLead(list ImportList, l dialer.Lead) (fresh bool, err error) {
	k, err := t.numberKeyOf(l.Number)
	if err != nil {
		return false, err
	}
	clear, err := json.Marshal(person{l.Number, l.Name, l.Ref, l.Birth})
	if err != nil {
		return false, err
	}
	n, err := t.change(`INSERT INTO lead (campaign, number, source, state, due, box) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (campaign, number) DO NOTHING`,
		string(list.Campaign), k.id, sourceOf(list, l), string(LeadWaiting), unixNano(l.Due), k.seal(clear))
	return n == 1, err
}
