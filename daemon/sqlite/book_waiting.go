package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/people"
)

// maxWaiting is how many requests may wait at once.
const maxWaiting = 1000

// Waiting is an act that one person asked for and another confirms.
type Waiting struct {
	people.Asked
	ID      int64
	Of      dialer.RegisterID
	Subject dialer.Subject // empty where its number was erased meanwhile
	Why     string
}

// waitingDoc is what a request is about, as stored.
type waitingDoc struct {
	Number  dialer.Number      `json:"number,omitzero"`
	Persons []dialer.PersonKey `json:"persons,omitempty"`
}

// Ask queues a request until another person confirms or refuses it, or it lapses. It sets the ID.
func (s *Store) Ask(ctx context.Context, w Waiting) (Waiting, error) {
	w.Why = dialer.WithoutNumbers(w.Why)
	err := needBy(w.By)
	if strings.TrimSpace(w.Why) == "" {
		err = errors.Join(err, dialer.Invalid{Field: "why", Why: "a reason: the journal keeps it"})
	}
	if err == nil {
		err = s.writer.submit(ctx, func(t *tx) (err error) {
			w, err = t.addWaiting(w)
			return err
		})
	}
	if err != nil {
		return w, fmt.Errorf("ask to %s: %w", w.Act, err)
	}
	return w, nil
}

func (t *tx) addWaiting(w Waiting) (Waiting, error) {
	var n int
	err := t.row(`SELECT count(*) FROM waiting WHERE decided = 0 AND at > ?`, t.now.Add(-people.Lapses).UnixNano()).
		Scan(&n)
	if err == nil && n >= maxWaiting {
		err = fmt.Errorf("%w: %d requests wait already", dialer.ErrRefused, n)
	}
	if err != nil {
		return w, err
	}
	k, err := t.numberKeyOf(w.Subject.Number)
	if err != nil {
		return w, err
	}
	box, err := json.Marshal(waitingDoc(w.Subject))
	if err != nil {
		return w, err
	}
	if k.id != 0 {
		box = k.seal(box)
	}
	w.At = t.now
	w.ID, err = t.insert(`INSERT INTO waiting (act, of, number, box, why, at, "by", decided, verdict)
		VALUES (?, ?, ?, ?, ?, ?, ?, 0, '')`, string(w.Act), string(w.Of), k.id, box, w.Why, w.At.UnixNano(), w.By)
	if err != nil {
		return w, err
	}
	return w, t.appendFact(dialer.Fact{
		Kind: dialer.FactSecond, Number: w.Subject.Number, Code: "asked", Detail: w.words() + ": " + w.Why, By: w.By,
	})
}

// words name a request in the journal.
func (w Waiting) words() string { return fmt.Sprintf("request %d, %s in %s", w.ID, w.Act, w.Of) }

// Waiting lists the requests that were neither decided nor have lapsed.
func (s *Store) Waiting(ctx context.Context) ([]Waiting, error) {
	all, err := s.keys.readWaiting(ctx, s.read, `w.decided = 0 AND w.at >= ?`, s.now().Add(-people.Lapses).UnixNano())
	if err != nil {
		return nil, fmt.Errorf("requests that wait: %w", err)
	}
	return all, nil
}

func (k *keys) readWaiting(ctx context.Context, db querier, where string, args ...any) ([]Waiting, error) {
	return collect(ctx, db, func(r *sql.Rows) (w Waiting, err error) {
		var at, number int64
		var box, wrapped []byte
		if err := r.Scan(&w.ID, &w.Act, &w.Of, &number, &box, &w.Why, &at, &w.By, &wrapped); err != nil {
			return w, err
		}
		w.At = timeOf(at)
		switch {
		case number == 0:
		case wrapped == nil:
			return w, nil
		default:
			of, err := k.unwrap(number, wrapped)
			if err != nil {
				return w, err
			}
			if box, err = of.open(box); err != nil {
				return w, err
			}
		}
		var d waitingDoc
		err = json.Unmarshal(box, &d)
		w.Subject = dialer.Subject(d)
		return w, err
	}, `SELECT w.id, w.act, w.of, w.number, w.box, w.why, w.at, w."by", n.wrapped
		FROM waiting w LEFT JOIN number_key n ON n.id = w.number WHERE `+where+` ORDER BY w.id`, args...)
}

// Decide closes a waiting request once; code is confirmed, alone or refused. It returns dialer.ErrNotFound if the
// request does not wait.
func (s *Store) Decide(ctx context.Context, w Waiting, code, why, by string) error {
	why = dialer.WithoutNumbers(why)
	err := needBy(by)
	if err == nil {
		err = s.writer.submit(ctx, func(t *tx) error {
			n, err := t.change(`UPDATE waiting SET decided = ?, verdict = ? WHERE id = ? AND decided = 0`,
				t.now.UnixNano(), code+" by "+by, w.ID)
			if err == nil && n == 0 {
				err = dialer.ErrNotFound
			}
			if err != nil {
				return err
			}
			return t.appendFact(dialer.Fact{
				Kind: dialer.FactSecond, Number: w.Subject.Number, Code: code,
				Detail: strings.TrimSuffix(w.words()+": "+why, ": "), By: by,
			})
		})
	}
	if err != nil {
		return fmt.Errorf("decide on request %d: %w", w.ID, err)
	}
	return nil
}
