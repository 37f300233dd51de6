package campaigns

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// ImportLeads reads a list as it comes and puts its good rows into the book. Every row has its verdict. What is kept
// of the rows until the end is compressed, so that memory hardly grows with the list.
func (m *Manager) ImportLeads(ctx context.Context, l verb.LeadsFile, by string) (verb.Import, verb.Verdicts, error) {
	m.lists.Lock()
	defer m.lists.Unlock()
	c, err := m.p.Book.Campaign(ctx, dialer.CampaignID(l.Campaign))
	if err != nil {
		return verb.Import{}, nil, err
	}
	im := newLeadImport(l)
	if err := im.into(ctx, m.p.Book, m.p.Files, LeadsFrom{Campaign: c, Source: l.Source, Now: m.p.Now()},
		by); err != nil {
		return verb.Import{}, nil, err
	}
	if floor := m.p.Floor(); floor != nil && im.out.Added+im.out.There > 0 {
		err = floor.LeadsAdded(ctx, c.ID)
	}
	return im.out, verdicts(im.rows.all(), im.there.all()), err
}

// leadImport is one list on its way into the book.
type leadImport struct {
	file   verb.LeadsFile
	out    verb.Import
	rows   *packed[readRow]
	there  *packed[sqlite.Known]
	others *packed[sqlite.Person] // of refused rows: they still tell who shares a number
}

func newLeadImport(l verb.LeadsFile) *leadImport {
	return &leadImport{
		file: l, out: verb.Import{Campaign: l.Campaign},
		rows: newPacked[readRow](), there: newPacked[sqlite.Known](), others: newPacked[sqlite.Person](),
	}
}

func (im *leadImport) into(ctx context.Context, b leadBook, f Files, from LeadsFrom, by string) (err error) {
	digest := sha256.New()
	list := sqlite.ImportList{
		Campaign: from.Campaign.ID, Source: from.Source, Name: im.file.Name, By: by, Known: im.known,
		Digest: func() []byte { return digest.Sum(nil) },
	}
	var read LeadsSummary
	leads := f.Leads(io.TeeReader(im.file.Text, digest), from, &read, im.row)
	if im.out.Added, im.out.There, err = b.ImportLeads(ctx, list, leads); err != nil {
		return err
	}
	im.out.Rows, im.out.Columns = im.rows.n, read.Columns
	im.out.Empty, im.out.Marks, im.out.Unmatched = read.Empty, read.Marks, read.Unmatched
	return b.JoinHouseholds(ctx, im.others.all())
}

// known notes a row whose number the campaign has already.
func (im *leadImport) known(k sqlite.Known) {
	if k.Erased {
		im.out.Refused++
	}
	im.there.add(k)
}

// row notes a row as it was read.
func (im *leadImport) row(r Row) {
	kept := readRow{Line: r.Line, Number: string(r.Number)}
	if r.Err != nil {
		kept.Why = r.Err.Error()
		im.out.Refused++
		p := sqlite.Person{
			Number: r.Person.Number, Name: r.Person.Name, Birth: r.Person.Birth, Address: r.Person.Address,
		}
		if p.Says() {
			im.others.add(p)
		}
	}
	im.rows.add(kept)
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
				v.Verdict, v.Why = verb.RowThere, whyKnown(k)
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

// whyKnown says why a row was not added, or refused.
func whyKnown(k sqlite.Known) string {
	if k.Erased {
		return "erased on its owner's wish; it comes back only by: ringevett subject readmit"
	}
	why := "the campaign has this number already, from source " + k.Source
	if k.Renewed {
		why += "; its newer evidence was taken"
	}
	return why
}

// AllLeadCounts counts the leads of all campaigns by state and code.
func (m *Manager) AllLeadCounts(ctx context.Context) (map[dialer.CampaignID][]verb.LeadCount, error) {
	all, err := m.p.Book.AllLeadCounts(ctx)
	out := map[dialer.CampaignID][]verb.LeadCount{}
	for id, counts := range all {
		out[id] = leadCounts(counts)
	}
	return out, err
}

// LeadCounts counts a campaign's leads by state and code.
func (m *Manager) LeadCounts(ctx context.Context, campaign string) ([]verb.LeadCount, error) {
	if _, err := m.p.Book.Campaign(ctx, dialer.CampaignID(campaign)); err != nil {
		return nil, err
	}
	counts, err := m.p.Book.LeadCounts(ctx, dialer.CampaignID(campaign))
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
