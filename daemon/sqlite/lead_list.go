package sqlite

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// ImportList says where leads come from, and who imports them.
type ImportList struct {
	Campaign dialer.CampaignID
	Source   string // one of the campaign's; for leads that name none themselves
	Name     string // of the file or list, for people
	By       string

	// Digest is the file's, to recognise it (4.2 k). It is asked for when all leads have come; nil: there is no file.
	Digest func() []byte
	// Known is called for each lead that the campaign has already, in order; nil: not wanted. It runs between two
	// steps of the import, and must not write to the store.
	Known func(Known)
}

// loadedStep is how many leads of a list one transaction moves on, or drops, once its fate is known.
const loadedStep = 500

// importStep is how many leads go in with one transaction, so that bookings need not wait for a whole list.
const importStep = 100

// Known is a lead that the campaign has already, by its place among those that came.
type Known struct {
	Place   int
	Source  string // of the list that brought it first
	Renewed bool   // its evidence is newer, and was taken
	Erased  bool   // it is no lead: its number was erased on its owner's wish
}

// AddLeads puts all leads into the book, or none, as ImportLeads does. It reports all faults at once.
func (s *Store) AddLeads(
	ctx context.Context, list ImportList, leads []dialer.Lead,
) (added int, duplicates []int, err error) {
	campaign, err := s.Campaign(ctx, list.Campaign)
	if err == nil {
		err = checkLeads(campaign, list, s.now(), 0, leads)
	}
	if err != nil {
		return 0, nil, fmt.Errorf("add leads to campaign %s: %w", list.Campaign, errors.Join(needBy(list.By), err))
	}
	list.Known = func(k Known) { duplicates = append(duplicates, k.Place) }
	added, _, err = s.ImportLeads(ctx, list, func(yield func(dialer.Lead, error) bool) {
		for _, l := range leads {
			if !yield(l, nil) {
				return
			}
		}
	})
	if err != nil {
		return 0, nil, err
	}
	return added, duplicates, nil
}

// ImportLeads puts all leads into the book, or none: an error among them undoes the whole import. Leads that the
// campaign has already, or that came twice, are counted, passed to list.Known, and are no fault. It sets IDs, campaign
// and state. It imports one list at a time, and holds only a few leads in memory.
func (s *Store) ImportLeads(
	ctx context.Context, list ImportList, leads iter.Seq2[dialer.Lead, error],
) (added, there int, err error) {
	s.importing.Lock()
	defer s.importing.Unlock()
	n, err := s.importLeads(ctx, list, leads)
	if err != nil {
		return 0, 0, fmt.Errorf("add leads to campaign %s: %w", list.Campaign, err)
	}
	return n.all - n.there - n.erased, n.there, nil
}

// taken counts the leads of a list.
type taken struct {
	all     int
	there   int // of them, the campaign has these already
	erased  int // of them, these were erased, and not taken
	renewed int // of them, these have newer evidence now
}

func (s *Store) importLeads(
	ctx context.Context, list ImportList, leads iter.Seq2[dialer.Lead, error],
) (n taken, err error) {
	campaign, err := s.Campaign(ctx, list.Campaign)
	if err = errors.Join(err, needBy(list.By)); err != nil {
		return n, err
	}
	if err := s.settleList(ctx); err != nil {
		return n, err
	}
	err = s.writer.submit(ctx, func(t *tx) error {
		if err := t.notArchived(campaign.ID); err != nil {
			return err
		}
		return t.exec(`INSERT INTO lead_load (one, campaign) VALUES (1, ?)`, string(campaign.ID))
	})
	if err != nil {
		return n, err
	}
	// Either way the rest can be done later: the next import does it, or SettleList.
	defer func() { s.settleList(context.WithoutCancel(ctx)) }()
	rows, sources := newListRows(), map[string]bool{}
	for step, err := range steps(leads) {
		if err = errors.Join(err, checkLeads(campaign, list, s.now(), n.all, step)); err != nil {
			return n, err
		}
		for _, l := range step {
			rows.add(s.keys.listRow(l.Number))
			sources[sourceOf(list, l)] = true
		}
		var known []Known
		err := s.writer.submit(ctx, func(t *tx) (err error) {
			known, err = t.loadLeads(list, n.all, step)
			return err
		})
		if err != nil {
			return n, err
		}
		n.add(list, len(step), known)
	}
	return n, s.writer.submit(ctx, func(t *tx) error {
		return errors.Join(t.cameIn(campaign.ID, sources), t.finishList(list, campaign, n, rows))
	})
}

// add counts a step that is on the disk, and reports its known leads.
func (n *taken) add(list ImportList, leads int, known []Known) {
	n.all += leads
	for _, k := range known {
		if k.Erased {
			n.erased++
		} else {
			n.there++
		}
		if k.Renewed {
			n.renewed++
		}
		if list.Known != nil {
			list.Known(k)
		}
	}
}

// SettleList finishes an import that was cut short: it drops the leads of an incomplete list, and lets those of a
// complete one wait. It works in small steps, and waits for an import that is under way.
func (s *Store) SettleList(ctx context.Context) error {
	s.importing.Lock()
	defer s.importing.Unlock()
	if err := s.settleList(ctx); err != nil {
		return fmt.Errorf("settle a list of leads that was cut short: %w", err)
	}
	return nil
}

func (s *Store) settleList(ctx context.Context) error {
	for more := true; more; {
		err := s.writer.submit(ctx, func(t *tx) (err error) {
			more, err = t.advanceList()
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// advanceList moves some leads on, and reports whether there are more.
func (t *tx) advanceList() (more bool, err error) {
	var complete bool
	if err := t.row(`SELECT EXISTS (SELECT 1 FROM lead_load WHERE complete = 1)`).Scan(&complete); err != nil {
		return false, err
	}
	const some = `id IN (SELECT id FROM lead WHERE campaign IN (SELECT id FROM campaign) AND state = 'loading' LIMIT ?)`
	var n int64
	if complete {
		n, err = t.change(`UPDATE lead SET state = 'waiting' WHERE `+some, loadedStep)
	} else {
		n, err = t.change(`DELETE FROM lead WHERE `+some, loadedStep)
	}
	if err != nil || n == loadedStep {
		return err == nil, err
	}
	if complete {
		more, err = t.applyRenewals()
	} else {
		n, err = t.change(`DELETE FROM lead_renewal WHERE lead IN (SELECT lead FROM lead_renewal LIMIT ?)`, loadedStep)
		more = n == loadedStep
	}
	if err != nil || more {
		return more, err
	}
	return false, t.exec(`DELETE FROM lead_load`)
}

// steps gathers leads into batches of one transaction each; an error comes alone and last.
func steps[T any](all iter.Seq2[T, error]) iter.Seq2[[]T, error] {
	return func(yield func([]T, error) bool) {
		step := make([]T, 0, importStep)
		for l, err := range all {
			if err != nil {
				yield(nil, err)
				return
			}
			step = append(step, l)
			if len(step) == importStep {
				if !yield(step, nil) {
					return
				}
				step = step[:0]
			}
		}
		if len(step) > 0 {
			yield(step, nil)
		}
	}
}

func (t *tx) loadLeads(list ImportList, from int, leads []dialer.Lead) (known []Known, err error) {
	asked := map[string]bool{}
	for i, l := range leads {
		if source := sourceOf(list, l); !asked[source] {
			if err := t.takesLeads(list.Campaign, source); err != nil {
				return nil, err
			}
			asked[source] = true
		}
		k, err := t.loadLead(list, l)
		if err != nil {
			return nil, fmt.Errorf("lead %s: %w", l.Number.Masked(), err)
		}
		if k != nil {
			k.Place = from + i
			known = append(known, *k)
		}
	}
	return known, nil
}

// finishList makes all leads of the list count at once, and journals the import. They become due as settleList moves
// them on.
func (t *tx) finishList(list ImportList, c dialer.Campaign, n taken, rows *listRows) error {
	if err := t.exec(`UPDATE lead_load SET complete = 1`); err != nil {
		return err
	}
	if list.Digest != nil {
		digest := list.Digest()
		if err := t.claimList(digest, c.Kind); err != nil {
			return err
		}
		if err := t.claimRows(digest, rows, c.Kind); err != nil {
			return err
		}
	}
	renewed := ""
	if n.renewed > 0 {
		renewed = fmt.Sprintf(", %d of them with newer evidence now", n.renewed)
	}
	return t.appendFact(dialer.Fact{
		Kind: dialer.FactImported, Campaign: c.ID, Client: c.Client.ID, By: list.By,
		Detail: fmt.Sprintf("%d leads added, %d were there%s%s; list %q, source %q", n.all-n.there-n.erased, n.there,
			renewed,
			erasedWords(n.erased), list.Name, list.Source),
	})
}

func erasedWords(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", %d refused: erased on their owners' wish", n)
}

// checkLeads reports all faults at once: each lead has a number, and a source of the campaign's (4.2 a).
func checkLeads(c dialer.Campaign, list ImportList, now time.Time, from int, leads []dialer.Lead) error {
	known, ended := map[string]bool{}, map[string]time.Time{}
	for _, s := range c.Sources {
		known[s.Name] = true
		if !s.Ends.IsZero() && !s.Ends.After(now) {
			ended[s.Name] = s.Ends
		}
	}
	var errs []error
	for i, l := range leads {
		if l.Number == "" {
			errs = append(errs, dialer.Invalid{Field: fmt.Sprintf("row %d, number", from+i+1),
				Why: "a lead is a person's number"})
		}
		if source := sourceOf(list, l); !known[source] {
			errs = append(errs, dialer.Invalid{Field: fmt.Sprintf("row %d, source", from+i+1), Value: source,
				Why: "one of the campaign's sources (4.2 a)"})
		} else if end, is := ended[source]; is {
			errs = append(errs,
				dialer.Invalid{Field: "source", Value: source, Why: "a list that has not ended; by the " +
					"source's ends this one did on " +
					end.Format(time.DateOnly)})
			delete(ended, source) // told once
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

// loadLead inserts the lead, or reports the one that is there.
func (t *tx) loadLead(list ImportList, l dialer.Lead) (*Known, error) {
	if erased, err := t.wasErased(l.Number); err != nil || erased {
		return &Known{Erased: true}, err
	}
	k, err := t.numberKeyOf(l.Number)
	if err == nil {
		l, err = t.knownBefore(k, l)
	}
	if err != nil {
		return nil, err
	}
	clear, err := json.Marshal(newPerson(l))
	if err != nil {
		return nil, err
	}
	n, err := t.change(`INSERT INTO lead (campaign, number, source, state, due, box) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (campaign, number) DO NOTHING`,
		string(list.Campaign), k.id, sourceOf(list, l), string(leadLoading), unixNano(l.Due), k.seal(clear))
	if err != nil || n == 1 {
		return nil, err
	}
	l.Campaign, l.Source = list.Campaign, sourceOf(list, l)
	return t.renew(k, l)
}
