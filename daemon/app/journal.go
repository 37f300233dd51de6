package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/keyfile"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// VerifyJournal proves the whole journal, and that it bears out what was noted outside.
func (h *House) VerifyJournal(ctx context.Context, noted verb.Noted) (verb.JournalReport, error) {
	w, err := h.witnessOf(noted)
	if err != nil {
		return verb.JournalReport{}, err
	}
	r, err := h.store.VerifyBy(ctx, w)
	return reportOf(r, err)
}

// JournalHeads tells where the chain stood at the end of each of the last days, the newest first.
func (h *House) JournalHeads(ctx context.Context, days int) ([]verb.DayHead, error) {
	all, err := h.store.Heads(ctx, days)
	return verb.Each(all, headOut), err
}

func headOut(d sqlite.DayHead) verb.DayHead {
	return verb.DayHead{Day: string(d.Day), At: d.At, Head: d.Head, Key: d.Key, First: d.First}
}

func rowOut(r sqlite.KeyRow) verb.KeyRow {
	return verb.KeyRow{
		First: r.First, From: string(r.From), Begins: r.Begins, Why: r.Why, Closed: r.Closed, Last: string(r.Last), Proven: r.Proven,
	}
}

// reportOf tells a broken journal as an answer: it is what was asked for.
func reportOf(r sqlite.Report, err error) (verb.JournalReport, error) {
	var broken *sqlite.Broken
	if errors.As(err, &broken) {
		return verb.JournalReport{Entry: broken.Entry, Why: broken.Error()}, nil
	}
	if err != nil {
		return verb.JournalReport{}, err
	}
	return verb.JournalReport{
		Whole: true, Entries: r.Entries, Head: r.Head, Erased: r.Erased, Keys: verb.Each(r.Keys, rowOut), Noted: r.Noted,
		Stamps: verb.StampReport{Count: r.Stamps.Count, Head: r.Stamps.Head, At: r.Stamps.At, Checked: r.Stamps.Checked},
	}, nil
}

// AcceptJournal takes a restored journal on purpose; no daemon may run. See sqlite.Accept. unlisted names the list of
// erasures where there was none: what was erased since the copy was made can be read again.
func AcceptJournal(ctx context.Context, c config.Config, why, by string) (unlisted string, err error) {
	if why == "" {
		return "", dialer.Invalid{Field: "why", Why: "why this copy is taken: the journal keeps it"}
	}
	options, err := storeOptions(c, nil)
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(options.ErasedPath()); errors.Is(err, os.ErrNotExist) {
		unlisted = options.ErasedPath()
	}
	return unlisted, sqlite.Accept(ctx, options, why, by)
}

// Rekeying and Rekeyed are a rotation of the master key, and what came of it.
type (
	Rekeying = sqlite.Rekeying
	Rekeyed  = sqlite.Rekeyed
)

// Rekey rotates the master key; no daemon may run. A key that the service manager hands over lies elsewhere: the new
// one then needs a file of its own.
func Rekey(ctx context.Context, c config.Config, r Rekeying) (Rekeyed, error) {
	key := c.MasterKey()
	if key.Given && r.NewKey == "" {
		return Rekeyed{}, dialer.Invalid{Field: "--new-key", Why: "the master key is a credential of the service manager: " +
			"name a file for the new one, and hand that over from the next start on"}
	}
	if r.NewKey != "" && (!filepath.IsAbs(r.NewKey) || keyfile.Below(r.NewKey, c.Data.Dir)) {
		return Rekeyed{}, dialer.Invalid{Field: "--new-key", Value: r.NewKey, Why: "a full path outside of data.dir"}
	}
	options, err := storeOptions(c, nil)
	if err != nil {
		return Rekeyed{}, err
	}
	return sqlite.Rekey(ctx, options, r)
}

// Facts lists facts in the order written, numbers masked.
func (h *House) Facts(ctx context.Context, q verb.FactsQuery) ([]verb.Fact, error) {
	pick := sqlite.Query{
		Campaign: dialer.CampaignID(q.Campaign), Attempt: dialer.AttemptID(q.Attempt), From: q.From, To: q.To, Last: q.Limit,
	}
	out := []verb.Fact{}
	for f, err := range h.store.Facts(ctx, pick) {
		if err != nil {
			return nil, err
		}
		out = append(out, verb.FactOf(f))
	}
	return out, nil
}

// BackupJournal copies the journal and the book to a new file, beside a daemon or without one.
func BackupJournal(ctx context.Context, c config.Config, to string) error {
	options, err := storeOptions(c, nil)
	if err != nil {
		return err
	}
	return sqlite.Backup(ctx, options, to)
}

// Forget erases a number everywhere but in the registers.
func (h *House) Forget(ctx context.Context, text, why, by string) (verb.Forgotten, error) {
	n, err := number.Parse(text)
	if why == "" {
		err = errors.Join(err, dialer.Invalid{Field: "why", Why: "on whose wish: it is kept, without the number"})
	}
	if err != nil {
		return verb.Forgotten{}, err
	}
	facts, err := h.store.Forget(ctx, n, why, by)
	return verb.Forgotten{Facts: facts}, err
}

// Dispose takes the word on a conversation: by the engine while the agent's leg is open, else as a correcting fact.
func (h *House) Dispose(ctx context.Context, attempt int64, word, by string) error {
	d := dialer.Disposition(word)
	if !d.Live() && d != dialer.Machine {
		return dialer.Invalid{Field: "disposition", Value: word, Why: "person, machine, wrong_number or call_later"}
	}
	id := dialer.AttemptID(attempt)
	if h.engine != nil {
		err := h.engine.Dispose(ctx, id, d, by)
		if !errors.Is(err, dialer.ErrNotFound) {
			return err
		}
	}
	return h.disposeLate(ctx, id, d, by)
}

// disposeLate corrects the journal alone: what becomes of the lead was decided when the call ended.
func (h *House) disposeLate(ctx context.Context, id dialer.AttemptID, d dialer.Disposition, by string) error {
	var booked, bridged, ended dialer.Fact
	for f, err := range h.store.Facts(ctx, sqlite.Query{Attempt: id}) {
		if err != nil {
			return err
		}
		switch f.Kind {
		case dialer.FactBooked:
			booked = f
		case dialer.FactBridged:
			bridged = f
		case dialer.FactEnded, dialer.FactLost:
			ended = f
		}
	}
	switch {
	case booked.Kind == "":
		return fmt.Errorf("attempt %d: %w", id, dialer.ErrNotFound)
	case bridged.Kind == "" || ended.Kind == "":
		return fmt.Errorf("attempt %d: %w: only a conversation that is over has a disposition", id, dialer.ErrRefused)
	}
	b := sqlite.Batch{Facts: []dialer.Fact{{
		At: h.now(), Kind: dialer.FactDisposed, Campaign: booked.Campaign, Client: booked.Client, Attempt: id, Lead: booked.Lead,
		Agent: bridged.Agent, Disposition: d, Code: dialer.Typed, By: by,
	}}}
	if h.engine != nil { // which counts the ledgers
		return h.engine.Correct(ctx, b)
	}
	return h.store.Write(ctx, b)
}
