package app

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// ImportLeads reads a list as it comes and puts its good rows into the book. Every row has its verdict; what is kept
// of the rows until the end is deflated, so that memory hardly grows with the list.
func (h *House) ImportLeads(ctx context.Context, l verb.LeadsFile, by string) (verb.Import, verb.Verdicts, error) {
	h.lists.Lock()
	defer h.lists.Unlock()
	c, err := h.store.Campaign(ctx, dialer.CampaignID(l.Campaign))
	if err != nil {
		return verb.Import{}, nil, err
	}
	digest := sha256.New()
	out := verb.Import{Campaign: l.Campaign}
	rows, there, others := newPacked[readRow](), newPacked[sqlite.Known](), newPacked[sqlite.Person]()
	list := sqlite.ImportList{
		Campaign: c.ID, Source: l.Source, Name: l.Name, By: by, Known: func(k sqlite.Known) {
			if k.Erased {
				out.Refused++
			}
			there.add(k)
		},
		Digest: func() []byte { return digest.Sum(nil) },
	}
	var read config.LeadReading
	o := config.LeadOptions{Campaign: c, Source: l.Source, Now: h.now(), Reading: &read}
	leads := config.EachLead(io.TeeReader(l.Text, digest), o, func(v config.RowVerdict) {
		r := readRow{Line: v.Line, Number: string(v.Number)}
		if v.Err != nil {
			r.Why = v.Err.Error()
			out.Refused++
			if w := (sqlite.Person{Number: v.Person.Number, Name: v.Person.Name, Birth: v.Person.Birth, Address: v.Person.Address}); w.Says() {
				others.add(w)
			}
		}
		rows.add(r)
	})
	if out.Added, out.There, err = h.store.ImportLeads(ctx, list, leads); err != nil {
		return verb.Import{}, nil, err
	}
	if err := h.store.JoinHouseholds(ctx, others.all()); err != nil {
		return verb.Import{}, nil, err
	}
	out.Rows, out.Columns, out.Empty, out.Marks, out.Unmatched = rows.n, read.Columns, read.Empty, read.Marks, read.Unmatched
	if out.Added+out.There > 0 && h.engine != nil {
		err = h.engine.LeadsAdded(ctx, c.ID)
	}
	return out, verdicts(rows.all(), there.all()), err
}

// readRow is what the reading found of a row.
type readRow struct {
	Line   int
	Number string
	Why    string // it was refused; empty: the book was asked
}

// verdicts joins what the reading and the book said of each row; there counts, ascending, among the rows that were
// read well.
func verdicts(rows iter.Seq2[readRow, error], there iter.Seq2[sqlite.Known, error]) verb.Verdicts {
	return func(yield func(verb.Verdict, error) bool) {
		next, stop := iter.Pull2(there)
		defer stop()
		k, fault, more := next()
		good := 0 // rows that were read well so far
		for r, err := range rows {
			if err = errors.Join(err, fault); err != nil {
				yield(verb.Verdict{}, fmt.Errorf("what became of the rows: %w", err))
				return
			}
			v := verb.Verdict{Line: r.Line, Number: r.Number, Verdict: verb.RowAdded, Why: r.Why}
			switch {
			case r.Why != "":
				v.Verdict = verb.RowRefused
			case more && k.Place == good:
				v.Verdict, v.Why = verb.RowThere, known(k)
				if k.Erased {
					v.Verdict = verb.RowRefused
				}
				k, fault, more = next()
				good++
			default:
				good++
			}
			if !yield(v, nil) {
				return
			}
		}
	}
}

func known(k sqlite.Known) string {
	if k.Erased {
		return "erased on its owner's wish; it comes back only by: ringevett subject readmit"
	}
	why := "the campaign has this number already, from source " + k.Source
	if k.Renewed {
		why += "; its newer evidence was taken"
	}
	return why
}

// LeadCounts counts a campaign's leads by state and code.
func (h *House) LeadCounts(ctx context.Context, campaign string) ([]verb.LeadCount, error) {
	if _, err := h.store.Campaign(ctx, dialer.CampaignID(campaign)); err != nil {
		return nil, err
	}
	counts, err := h.store.LeadCounts(ctx, dialer.CampaignID(campaign))
	if err != nil {
		return nil, err
	}
	return leadCounts(counts), nil
}

func leadCounts(counts map[sqlite.LeadStatus]int) []verb.LeadCount {
	out := []verb.LeadCount{}
	for at, n := range counts {
		out = append(out, verb.LeadCount{State: string(at.State), Code: at.Code, Count: n})
	}
	slices.SortFunc(out, func(a, b verb.LeadCount) int {
		return cmp.Or(-cmp.Compare(a.State, b.State), cmp.Compare(a.Code, b.Code)) // waiting, done, blocked
	})
	return out
}
