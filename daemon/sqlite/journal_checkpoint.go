package sqlite

import (
	"context"
	"crypto/hmac"
	"database/sql"
	"encoding/hex"
	"fmt"
	"slices"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
)

// dayKey names a row; the one with neither day nor campaign holds the others together.
type dayKey struct {
	day      dialer.Day
	campaign dialer.CampaignID
}

// savedDay is a row as stored in the file.
type savedDay struct {
	figures.Ledger
	seal hash
}

type ledgerDoc struct {
	Abandoned int `json:"abandoned"`
	Live      int `json:"live"`
}

// stateDoc is the row that holds the others together: the chain's hash at its position, a keyed sum over the other
// rows' seals, and all that is counted beside them.
type stateDoc struct {
	Hash  string        `json:"hash"`
	Rows  int           `json:"rows"`
	Sum   string        `json:"sum"`
	State figures.State `json:"state"`
}

func (k *keys) sealRow(of dayKey, seq int64, doc []byte) (h hash) {
	day, campaign := string(of.day), string(of.campaign)
	sum := mac(k.count, idBytes(int64(len(day))), []byte(day), idBytes(int64(len(campaign))), []byte(campaign),
		idBytes(seq), doc)
	copy(h[:], sum)
	return h
}

// addTo puts a row's seal into a sum, or takes it out again. The sum itself is never written: only a keyed hash of it
// is.
func (k *keys) addTo(sum *hash, seal hash) {
	for i, b := range mac(k.count, []byte("row"), seal[:]) {
		sum[i] ^= b
	}
}

func (k *keys) closeSum(sum hash) string {
	return hex.EncodeToString(mac(k.count, []byte("sum"), sum[:]))
}

// loadCheckpoint gives a counter at the checkpoint, or nil and why it was refused.
func (s *Store) loadCheckpoint(ctx context.Context) (*Counter, string, error) {
	c := &Counter{store: s, saved: map[dayKey]savedDay{}}
	var state *stateDoc
	var days []figures.DayLedger
	var whole, signature []byte // of the row that holds the others together
	why := ""
	_, err := collect(ctx, s.read, func(r *sql.Rows) (none struct{}, err error) {
		var of dayKey
		var seq int64
		var doc, seal []byte
		if err := r.Scan(&of.day, &of.campaign, &seq, &doc, &seal); err != nil {
			return none, err
		}
		want := s.keys.sealRow(of, seq, doc)
		if of == (dayKey{}) {
			whole, seal, signature = doc, seal[:min(len(seal), len(want))], seal[min(len(seal), len(want)):]
		}
		switch {
		case !hmac.Equal(want[:], seal):
			why = fmt.Sprintf("the row of %q, %q was not sealed with this master key", of.day, of.campaign)
		case of == dayKey{}:
			state = &stateDoc{}
			c.seq, c.at.at.seq = seq, seq
			return none, json.Unmarshal(doc, state)
		default:
			var l ledgerDoc
			if err := json.Unmarshal(doc, &l); err != nil {
				return none, err
			}
			days = append(days, figures.DayLedger{Day: of.day, Campaign: of.campaign, Ledger: figures.Ledger(l)})
			c.saved[of] = savedDay{figures.Ledger(l), want}
			s.keys.addTo(&c.sum, want)
		}
		return none, nil
	}, `SELECT day, campaign, seq, doc, seal FROM checkpoint`)
	if err != nil || why != "" || state == nil {
		return nil, why, err
	}
	c, why, err = s.bornOut(ctx, c, state, days)
	if err == nil && why == "" {
		why, err = s.checkpointSigned(ctx, c.at.at, whole, signature)
	}
	if err != nil || why != "" {
		return nil, why, err
	}
	return c, "", nil
}

// bornOut compares the checkpoint with its own sum and with the journal, and restores the tally from it.
func (s *Store) bornOut(
	ctx context.Context, c *Counter, state *stateDoc, days []figures.DayLedger,
) (*Counter, string, error) {
	if state.Rows != len(days) || state.Sum != s.keys.closeSum(c.sum) {
		return nil, "a row was added, taken away or put back", nil
	}
	sum, err := hex.DecodeString(state.Hash)
	if err != nil || copy(c.at.at.hash[:], sum) != len(c.at.at.hash) {
		return nil, "its position is damaged", nil
	}
	if stands, err := s.stands(ctx, c.at); err != nil || !stands {
		return nil, fmt.Sprintf("the journal's entry %d is not the one that it was made at", c.at.Seq()), err
	}
	if slices.ContainsFunc(state.State.Totals, func(of figures.TotalState) bool { return of.Hour == nil }) {
		return nil, "it was made by a version that did not keep the last hour", nil
	}
	state.State.Days = days
	c.tally = figures.Resume(state.State, s.oslo)
	c.tally.Forget(heldFor)
	return c, "", c.recall(ctx, c.at.Seq(), state.State.Attempts...)
}

// rowsAtOnce bounds one transaction of a checkpoint to some ten milliseconds.
const rowsAtOnce = 300

// Save writes the checkpoint at the counter's position: the rows that changed, and the one that holds them together, in
// one transaction. If very many changed, as after counting a whole journal, it deletes the old checkpoint first and
// inserts the rows in parts; a crash in between leaves no checkpoint.
func (c *Counter) Save(ctx context.Context) error {
	if c.seq == c.at.Seq() {
		return nil
	}
	changed, next, err := c.changed()
	if err != nil {
		return fmt.Errorf("write the checkpoint: %w", err)
	}
	if len(c.saved) == 0 { // what may stand there is of no use
		err = c.store.DropCheckpoint(ctx)
	}
	for err == nil && len(changed) > rowsAtOnce {
		part := changed[:rowsAtOnce]
		changed = changed[rowsAtOnce:]
		err = c.store.writer.submit(ctx, func(t *tx) error {
			if err := t.exec(`DELETE FROM checkpoint WHERE day = '' AND campaign = ''`); err != nil {
				return err
			}
			return t.putCheckpoint(part)
		})
	}
	if err == nil {
		err = c.store.writer.submit(ctx, func(t *tx) error { return t.putCheckpoint(changed) })
	}
	if err != nil {
		c.seq = -1 // the file's content is unknown: all rows are written next time
		clear(c.saved)
		return fmt.Errorf("write the checkpoint: %w", err)
	}
	c.saved, c.sum, c.seq = next.saved, next.sum, c.at.Seq()
	return nil
}

// checkRow is one row to be written.
type checkRow struct {
	dayKey
	seq       int64
	doc, seal []byte
}

// changed gives the rows to be written, the one that holds them together last, and what will stand in the file then.
func (c *Counter) changed() (rows []checkRow, next Counter, err error) {
	state, k, seq := c.tally.State(), c.store.keys, c.at.Seq()
	next.saved = make(map[dayKey]savedDay, len(state.Days))
	for _, d := range state.Days {
		of := dayKey{d.Day, d.Campaign}
		was, there := c.saved[of]
		if !there || was.Ledger != d.Ledger {
			doc, err := json.Marshal(ledgerDoc(d.Ledger))
			if err != nil {
				return nil, next, err
			}
			was = savedDay{d.Ledger, k.sealRow(of, seq, doc)}
			rows = append(rows, checkRow{of, seq, doc, was.seal[:]})
		}
		next.saved[of] = was
		k.addTo(&next.sum, was.seal)
	}
	whole := stateDoc{
		Hash: hex.EncodeToString(c.at.at.hash[:]), Rows: len(state.Days), Sum: k.closeSum(next.sum), State: state,
	}
	doc, err := json.Marshal(whole, json.Deterministic(true))
	seal := k.sealRow(dayKey{}, seq, doc)
	signed := append(seal[:], c.store.signCheckpoint(c.at.at, doc)...)
	return append(rows, checkRow{dayKey{}, seq, doc, signed}), next, err
}

func (t *tx) putCheckpoint(rows []checkRow) error {
	for _, r := range rows {
		err := t.exec(`INSERT INTO checkpoint (day, campaign, seq, doc, seal) VALUES (?1, ?2, ?3, ?4, ?5)
			ON CONFLICT (day, campaign) DO UPDATE SET seq = ?3, doc = ?4, seal = ?5`,
			string(r.day), string(r.campaign), r.seq, r.doc, r.seal)
		if err != nil {
			return err
		}
	}
	return nil
}

// DropCheckpoint deletes the checkpoint: the next start counts the whole journal.
func (s *Store) DropCheckpoint(ctx context.Context) error {
	err := s.writer.submit(ctx, func(t *tx) error { return t.exec(`DELETE FROM checkpoint`) })
	if err != nil {
		return fmt.Errorf("take the checkpoint away: %w", err)
	}
	return nil
}
