package app

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"slices"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// ImportLeads puts the good rows of a list into the book. Every row has its verdict.
func (h *House) ImportLeads(ctx context.Context, l rest.LeadsFile, by string) (rest.Import, error) {
	h.lists.Lock()
	defer h.lists.Unlock()
	c, err := h.store.Campaign(ctx, dialer.CampaignID(l.Campaign))
	if err != nil {
		return rest.Import{}, err
	}
	digest := sha256.Sum256(l.Text)
	list := sqlite.ImportList{Campaign: c.ID, Source: l.Source, Name: l.Name, By: by, Digest: digest[:]}
	o := config.LeadOptions{Campaign: c, Source: l.Source, Now: h.now(), Progress: l.Progress}
	var rows []config.RowVerdict
	_, there, err := h.store.ImportLeads(ctx, list, config.EachLead(bytes.NewReader(l.Text), o, func(v config.RowVerdict) { rows = append(rows, v) }))
	if err != nil {
		return rest.Import{}, err
	}
	out := verdicts(rows, there)
	out.Campaign = l.Campaign
	if out.Added+len(there) == 0 || h.engine == nil {
		return out, nil
	}
	return out, h.engine.LeadsAdded(ctx, c.ID)
}

// verdicts joins what the reading and the book said of each row; there counts, ascending, among
// the rows that were read well.
func verdicts(rows []config.RowVerdict, there []sqlite.Known) rest.Import {
	out := rest.Import{Rows: len(rows), Verdicts: make([]rest.Verdict, 0, len(rows))}
	good := 0 // rows that were read well so far
	for _, r := range rows {
		v := rest.Verdict{Line: r.Line, Number: string(r.Number), Verdict: rest.RowAdded}
		switch {
		case r.Err != nil:
			v.Verdict, v.Why = rest.RowRefused, r.Err.Error()
			out.Refused++
		case len(there) > 0 && there[0].Place == good:
			v.Verdict, v.Why = rest.RowThere, known(there[0])
			out.There++
			good, there = good+1, there[1:]
		default:
			out.Added++
			good++
		}
		out.Verdicts = append(out.Verdicts, v)
	}
	return out
}

func known(k sqlite.Known) string {
	why := "the campaign has this number already, from source " + k.Source
	if k.Renewed {
		why += "; its newer evidence was taken"
	}
	return why
}

// LeadCounts counts a campaign's leads by state and code.
func (h *House) LeadCounts(ctx context.Context, campaign string) ([]rest.LeadCount, error) {
	if _, err := h.store.Campaign(ctx, dialer.CampaignID(campaign)); err != nil {
		return nil, err
	}
	counts, err := h.store.LeadCounts(ctx, dialer.CampaignID(campaign))
	if err != nil {
		return nil, err
	}
	return leadCounts(counts), nil
}

func leadCounts(counts map[sqlite.LeadStatus]int) []rest.LeadCount {
	out := []rest.LeadCount{}
	for at, n := range counts {
		out = append(out, rest.LeadCount{State: string(at.State), Code: at.Code, Count: n})
	}
	slices.SortFunc(out, func(a, b rest.LeadCount) int {
		return cmp.Or(-cmp.Compare(a.State, b.State), cmp.Compare(a.Code, b.Code)) // waiting, done, blocked
	})
	return out
}
